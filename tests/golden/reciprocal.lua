-- reciprocal: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 2.5, 0.5, 0.5625, 1.9375, 2.875, 2.8125, 1.125, 1.25 },
        grad = {
          0.08000000000000002, -2.25, -6.320987654320987, -0.03329864724245577,
          -0.09829867674858223, -0.0, 0.5925925925925926, 0.9600000000000002,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          0.4, 2, 1.7777777777777777, 0.5161290322580645, 0.34782608695652173, 0.35555555555555557,
          0.8888888888888888, 0.8,
        },
        upstream = { -0.5, 0.5625, 2, 0.125, 0.8125, 0, -0.75, -1.5 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1.375, 1.125, 2.625, 0.25, 1, 0.9375, 0.4375, 1.25 },
        grad = { -0.033057854, 1.2345679, -0.25396827, -23, 0.3125, -0.0, -0.9795919, -0.6 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.72727275, 0.8888889, 0.3809524, 4, 1, 1.0666667, 2.2857144, 0.8 },
        upstream = { 0.0625, -1.5625, 1.75, 1.4375, -0.3125, 0, 0.1875, 0.9375 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 3, 2.25, 1.6875, 1.8125, 1.3125, 0.9375 },
        grad = { -0.10416667, -0.34244946, 0.14814815, 0.97959185, -0.35116598, -0.78222233 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.33333334, 0.55172414, 0.44444445, 0.7619048, 0.5925926, 1.0666667 },
        upstream = { 0.9375, 1.125, -0.75, -1.6875, 1, 0.6875 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 2.8125, 2.875, 1, 0.8125, 2.3125, 1.3125, 2.625, 2.4375 },
        grad = { 0.21928166351606804, 1.7041420118343198, 0.3265306122448979, 0.23142669296515447 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.34782608695652173, 1.2307692307692308, 0.7619047619047619, 0.41025641025641024 },
        upstream = { -1.8125, -1.125, -0.5625, -1.375 },
      },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} } },
    results = {
      { dtype = "float32", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "float64", shape = {}, data = { 0.8125 }, grad = { 2.1775147928994087 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.2307692307692308 }, upstream = { -1.4375 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 2.3125 }, grad = { -0.128561 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0.43243244 }, upstream = { 0.6875 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 0 }, grad = { -inf } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { inf }, upstream = { 0.5 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 0 }, grad = { -inf } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { inf }, upstream = { 1.1875 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 }, data = { nan, 0, -0.0, inf, -inf, 1, -1 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, 0, -0.0, inf, -inf, 1, -1 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { -0.33333334, inf, 1, 0.5 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { inf, 1, 0.14285715, 0.005 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, inf } },
    },
  },
}

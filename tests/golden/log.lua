-- log: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 2.4375, 1.75, 3.3125, 1.125, 3, 1.5, 2.1875, 1.25 },
        grad = {
          0.5897435897435898, -0.6785714285714286, -0.37735849056603776, -0.1111111111111111,
          -0.375, -0.4166666666666667, 0.8571428571428571, 1.35,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          0.8909729238898652, 0.5596157879354227, 1.1977031913123406, 0.11778303565638346,
          1.0986122886681098, 0.4054651081081644, 0.7827593392496325, 0.22314355131420976,
        },
        upstream = { 1.4375, -1.1875, -1.25, -0.125, -1.125, -0.625, 1.875, 1.6875 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 2.875, 3.0625, 3.25, 1.5, 2.9375, 3.4375, 0.3125, 2.0625 },
        grad = {
          0.5652174, 0.040816326, 0.115384616, -0.20833333, 0.08510638, 0.14545454, 3.4,
          -0.24242425,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          1.0560527, 1.1192316, 1.178655, 0.4054651, 1.0775589, 1.2347444, -1.1631508, 0.72391886,
        },
        upstream = { 1.625, 0.125, 0.375, -0.3125, 0.25, 0.5, 1.0625, -0.5 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.375, 2.25, 2.5625, 0.875, 2.625, 2.75 },
        grad = { 4, 1.2142857, 0.44444445, 0.2857143, 0.19512194, -0.06818182 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.98082924, -0.13353139, 0.8109302, 0.9650809, 0.94098336, 1.011601 },
        upstream = { 1.5, 1.0625, 1, 0.75, 0.5, -0.1875 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 3.9375, 3.3125, 2.25, 3.75, 0.6875, 2.5, 1.6875, 2.375 },
        grad = { 0.5283018867924528, 0.21666666666666667, 0.35, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 1.1977031913123406, 1.3217558399823195, 0.9162907318741551, 0.8649974374866045 },
        upstream = { 1.75, 0.8125, 0.875, 0 },
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
      { dtype = "float64", shape = {}, data = { 1.0625 }, grad = { -1.6470588235294117 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.06062462181643484 }, upstream = { -1.75 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 0.375 }, grad = { -0.5 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -0.98082924 }, upstream = { -0.1875 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 0 }, grad = { -inf } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { -inf }, upstream = { -2 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 0 }, grad = { inf } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { -inf }, upstream = { 1.8125 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 }, data = { nan, inf, nan, -inf, -inf, 0, nan } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, inf, nan, -inf, -inf, 0, nan } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { nan, -inf, 0, 0.6931472 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { -inf, 0, 1.9459101, 5.2983174 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, -inf } },
    },
  },
}

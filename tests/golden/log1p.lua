-- log1p: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 2.5625, 1.3125, 1.8125, -0.25, 0.3125, -0.3125, -0.6875, 2.125 },
        grad = {
          -0.5263157894736842, 0.40540540540540543, 0.6222222222222222, 1, -0.6666666666666666,
          -0.5454545454545454, -4.6, 0.62,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          1.270462545594769, 0.8383291904044432, 1.0340737675305385, -0.2876820724517809,
          0.27193371548364176, -0.3746934494414107, -1.1631508098056809, 1.1394342831883648,
        },
        upstream = { -1.875, 0.9375, 1.75, 0.75, -0.875, -0.375, -1.4375, 1.9375 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 2.0625, 1.125, 1.5, -0.625, -0.4375, -0.5625, -0.25, 0.6875 },
        grad = { 0.20408164, -0.61764705, 0.4, 2.3333333, -1, -1.1428572, 0.6666667, 0.18518518 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          1.1192316, 0.7537718, 0.91629076, -0.98082924, -0.5753642, -0.8266786, -0.2876821,
          0.52324814,
        },
        upstream = { 0.625, -1.3125, 1, 0.875, -0.5625, -0.5, 0.5, 0.3125 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 2.6875, 2.5625, 1.5625, 0.625, 2.75, 2.8125 },
        grad = { 0.118644066, -0.23076923, -0.2631579, -0.4, -0.2195122, 0.47540984 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.3049487, 0.48550782, 1.2704625, 1.3217559, 0.94098336, 1.3382851 },
        upstream = { 0.4375, -0.375, -0.9375, -1.5, -0.5625, 1.8125 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -0.5625, 2.375, 2.25, 1.6875, -0.125, 3, -0.8125, 2.4375 },
        grad = { 0.3888888888888889, 0.5581395348837209, 0.234375, 0.16363636363636364 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 1.2163953243244932, 0.9886113934537812, 1.3862943611198906, 1.2347444629926896 },
        upstream = { 1.3125, 1.5, 0.9375, 0.5625 },
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
      { dtype = "float64", shape = {}, data = { 0.6875 }, grad = { 0.1111111111111111 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.5232481437645479 }, upstream = { 0.1875 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 0.9375 }, grad = { -0.7741935 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0.6613985 }, upstream = { -1.5 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float64", shape = { 2 }, data = { 1e-10, -1 }, grad = { 1.9999999998, -inf } },
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { 9.999999999500001e-11, -inf },
        upstream = { 2, -1.9375 },
      },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1e-10, -1 }, grad = { 0.1875, -inf } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1e-10, -inf }, upstream = { 0.1875, -2 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, inf, nan, 0, -0.0, 0.6931471805599453, -inf },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, inf, nan, 0, -0.0, 0.6931472, -inf } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { nan, 0, 0.6931472, 1.0986123 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, 0.6931472, 2.0794415, 5.3033047 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.6931472, 0 } },
    },
  },
}

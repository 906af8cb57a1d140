-- hardSigmoid: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -0.125, -0.25, 3.4375, -2.1875, 0.6875, -3.5, 2.625, -2.0625 },
        grad = {
          -0.11458333674818277, -0.06250000186264515, 0, -0.1250000037252903, 0.32291667629033327,
          0, -0.2083333395421505, -0.23958334047347307,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          0.4791666666666667, 0.4583333333333333, 1, 0.13541666666666666, 0.6145833333333334, 0,
          0.9375, 0.15625,
        },
        upstream = { -0.6875, -0.375, 1.5, -0.75, 1.9375, 1.1875, -1.25, -1.4375 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -2, -0.125, 2.25, 0.5625, -4, 1.625, -1.375, 3 },
        grad = { -0.25, -0.14583334, -0.22916667, 0.125, 0, 0.15625, 0.2604167, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.16666667, 0.47916666, 0.875, 0.59375, 0, 0.7708333, 0.27083334, 1 },
        upstream = { -1.5, -0.875, -1.375, 0.75, -1.75, 0.9375, 1.5625, 1.9375 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.375, -1.4375, 1.9375, -1.1875, -0.375, -3.5625 },
        grad = { 0.07291667, 0.16666667, 0.09375, -0.3125, -0.15625, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.27083334, 0.30208334, 0.26041666, 0.4375, 0.8229167, 0 },
        upstream = { 0.4375, 1, 0.5625, -1.875, -0.9375, -0.875 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -1.1875, 2.4375, 2.625, 3.5, -1.0625, 3.25, 2.3125, -0.125 },
        grad = { -0.23958334047347307, 0, 0, 0.32291667629033327 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.90625, 1, 1, 0.4791666666666667 },
        upstream = { -1.4375, 1.125, -1.625, 1.9375 },
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
    args = { { dtype = "float64", shape = {}, data = { 3.375 }, grad = { 0 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 1 }, upstream = { 1 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -3.6875 }, grad = { 0 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0 }, upstream = { -2 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 2 }, data = { -3, 3 }, grad = { 0, 0 } } },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 0, 1 }, upstream = { 1.8125, -0.6875 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 2 }, data = { -3, 3 }, grad = { 0, 0 } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, 1 }, upstream = { -0.5625, -0.9375 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, 1, 0, 0.5, 0.5, 0.6666666666666666, 0.3333333333333333 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, 1, 0, 0.5, 0.5, 0.6666667, 0.33333334 } },
    },
  },
}

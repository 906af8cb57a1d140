-- nanToNum: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1.875, -0.125, 0.875, 0.3125, 0.5, 1.375, 0.4375, -1.4375 },
        grad = { 1.75, 0.0625, -0.0625, 0.375, -0.3125, -0.5, -0.875, 1 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1.875, -0.125, 0.875, 0.3125, 0.5, 1.375, 0.4375, -1.4375 },
        upstream = { 1.75, 0.0625, -0.0625, 0.375, -0.3125, -0.5, -0.875, 1 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1.125, 1.1875, -1.1875, -0.5, 1.625, -1.75, 1.75, -0.3125 },
        grad = { -0.3125, 1.875, -1.4375, 1.25, -1.9375, -0.375, 0.0625, 1 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1.125, 1.1875, -1.1875, -0.5, 1.625, -1.75, 1.75, -0.3125 },
        upstream = { -0.3125, 1.875, -1.4375, 1.25, -1.9375, -0.375, 0.0625, 1 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.125, -0.5625, 1, -1, 1.6875, -1.1875 },
        grad = { 1.375, 2, -1.375, 1.8125, 1.75, -0.1875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.125, -1, -0.5625, 1.6875, 1, -1.1875 },
        upstream = { 1.375, 2, -1.375, 1.8125, 1.75, -0.1875 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -0.4375, 0.875, 1.375, -0.0625, -0.75, 1.8125, 1.875, 1.25 },
        grad = { 0.5, -1.1875, -1.25, 1.1875 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.875, -0.0625, 1.8125, 1.25 },
        upstream = { 0.5, -1.1875, -1.25, 1.1875 },
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
    args = { { dtype = "float64", shape = {}, data = { 0.75 }, grad = { -1.5 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 0.75 }, upstream = { -1.5 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 1 }, grad = { 0.4375 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 1 }, upstream = { 0.4375 } },
    },
  },
  {
    case = "special values",
    args = {
      { dtype = "float64", shape = { 7 },
        data = { nan, inf, -inf, 0, -0.0, 1, -1 },
        grad = { 0, -0.0, -0.0, -1.375, -0.5, -0.125, 0.5 },
      },
    },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { 0, 1.7976931348623157e+308, -1.7976931348623157e+308, 0, -0.0, 1, -1 },
        upstream = { 0.1875, -1.4375, -0.3125, -1.375, -0.5, -0.125, 0.5 },
      },
    },
  },
  {
    case = "special values",
    args = {
      { dtype = "float32", shape = { 7 },
        data = { nan, inf, -inf, 0, -0.0, 1, -1 },
        grad = { 0, 0, 0, -1.375, -1.25, -1.625, 0.0625 },
      },
    },
    results = {
      { dtype = "float32", shape = { 7 },
        data = { 0, 3.4028235e+38, -3.4028235e+38, 0, -0.0, 1, -1 },
        upstream = { 0.625, 0.375, 1.375, -1.375, -1.25, -1.625, 0.0625 },
      },
    },
  },
  {
    case = "parameters",
    args = {
      { dtype = "float64", shape = { 7 },
        data = { nan, inf, -inf, 0, -0.0, 1, -1 },
        grad = { 0, 0, 0, -2, 1.75, -1.9375, 1.4375 },
      },
      1.5,
      100,
      -100,
    },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { 1.5, 100, -100, 0, -0.0, 1, -1 },
        upstream = { 1.9375, 0.125, 0.5, -2, 1.75, -1.9375, 1.4375 },
      },
    },
  },
  {
    case = "parameters",
    args = {
      { dtype = "float32", shape = { 7 },
        data = { nan, inf, -inf, 0, -0.0, 1, -1 },
        grad = { 0, 0, 0, -0.5625, -0.0625, -0.625, -1.9375 },
      },
      1.5,
      100,
      -100,
    },
    results = {
      { dtype = "float32", shape = { 7 },
        data = { 1.5, 100, -100, 0, -0.0, 1, -1 },
        upstream = { 0.8125, 1.125, 1.25, -0.5625, -0.0625, -0.625, -1.9375 },
      },
    },
  },
  {
    case = "one bound",
    args = {
      { dtype = "float64", shape = { 7 },
        data = { nan, inf, -inf, 0, -0.0, 1, -1 },
        grad = { -0.0, 0, 0, -1.625, -1.3125, 0.1875, 0.9375 },
      },
      { negativeInfinity = -7.5 },
    },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { 0, 1.7976931348623157e+308, -7.5, 0, -0.0, 1, -1 },
        upstream = { -1.5625, 0.3125, 0, -1.625, -1.3125, 0.1875, 0.9375 },
      },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } },
    },
  },
}

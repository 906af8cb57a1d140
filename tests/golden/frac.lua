-- frac: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 0.3125, -1.375, 0.4375, 0.0625, -1.125, 0.75, -1.5625, -1.3125 },
        grad = { 1.1875, -0.25, 0.9375, 0.875, -0.9375, -0.5, 0.25, 1.0625 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 0.3125, -0.375, 0.4375, 0.0625, -0.125, 0.75, -0.5625, -0.3125 },
        upstream = { 1.1875, -0.25, 0.9375, 0.875, -0.9375, -0.5, 0.25, 1.0625 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.375, -1, 1.5625, -0.6875, -0.375, -0.625, 0, 1.0625 },
        grad = { 1.125, 0, -0.25, -1.9375, -0.5625, 0.125, -0.0625, 0.375 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.375, 0, 0.5625, -0.6875, -0.375, -0.625, 0, 0.0625 },
        upstream = { 1.125, 0, -0.25, -1.9375, -0.5625, 0.125, -0.0625, 0.375 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.5625, -0.6875, 1.5, -1, 0.1875, 1.875 },
        grad = { -0.8125, -0.5, 1.25, 1.9375, 1.5, 0.75 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.5625, 0, -0.6875, 0.1875, 0.5, 0.875 },
        upstream = { -0.8125, -0.5, 1.25, 1.9375, 1.5, 0.75 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 0.4375, -0.25, -1.5, 1.3125, 1.5625, 0.9375, 0.875, -1.1875 },
        grad = { -1.0625, 0.4375, -1, 0.5 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { -0.25, 0.3125, 0.9375, -0.1875 },
        upstream = { -1.0625, 0.4375, -1, 0.5 },
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
    args = { { dtype = "float64", shape = {}, data = { -0.375 }, grad = { -0.8125 } } },
    results = {
      { dtype = "float64", shape = {}, data = { -0.375 }, upstream = { -0.8125 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -0.75 }, grad = { 0.375 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -0.75 }, upstream = { 0.375 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float64", shape = { 2 }, data = { 2, -0.5 }, grad = { -1.6875, -0.875 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 0, -0.5 }, upstream = { -1.6875, -0.875 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 2 }, data = { 2, -0.5 }, grad = { 1.5, -1.25 } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, -0.5 }, upstream = { 1.5, -1.25 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 }, data = { nan, nan, nan, 0, 0, 0, 0 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, nan, nan, 0, 0, 0, 0 } },
    },
  },
}

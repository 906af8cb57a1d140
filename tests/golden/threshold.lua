-- threshold: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -1.625, 0.9375, 0.3125, -1.875, 1.125, -1.6875, 0.5, 1.6875 },
        grad = { 0, -1.1875, 0, 0, 1.9375, 0, 0, 0.5625 },
      },
      0.5,
      -3.0,
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -3, 0.9375, -3, -3, 1.125, -3, -3, 1.6875 },
        upstream = { 1.3125, -1.1875, 1.4375, 1.5625, 1.9375, 0.75, -1.4375, 0.5625 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.1875, 1, -0.5, -1.6875, 0.3125, -1.8125, 0.125, -1.125 },
        grad = { 0, 0.4375, 0, 0, 0, 0, 0, 0 },
      },
      0.5,
      -3.0,
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -3, 1, -3, -3, -3, -3, -3, -3 },
        upstream = { -1.625, 0.4375, 1.625, -1.8125, -0.0625, -0.4375, 0.1875, -1.5 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.25, 1.9375, -2, 0.75, 1.6875, -0.4375 },
        grad = { 0, 0.25, -0.0625, 0.125, 0, 0 },
      },
      0.5,
      -3.0,
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -3, 0.75, 1.9375, 1.6875, -3, -3 },
        upstream = { -0.3125, 0.25, -0.0625, 0.125, -0.25, 0.625 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -0.0625, -1.75, -0.6875, -1.8125, -1.6875, -1.125, 1, -2 },
        grad = { 0, 0, 0, 0 },
      },
      0.5,
      -3.0,
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { -3, -3, -3, -3 },
        upstream = { 1.5625, -1.625, 1.5, -1.3125 },
      },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} }, 0.5, -3.0 },
    results = {
      { dtype = "float32", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { -0.8125 }, grad = { 0 } }, 0.5, -3.0 },
    results = {
      { dtype = "float64", shape = {}, data = { -3 }, upstream = { 0 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -1.5 }, grad = { 0 } }, 0.5, -3.0 },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -3 }, upstream = { 0.0625 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 2 }, data = { 0.5, 0 }, grad = { 0, 0 } }, 0.5, 7 },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 7, 7 }, upstream = { -0.6875, -0.9375 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 2 }, data = { 0.5, 0 }, grad = { 0, 0 } }, 0.5, 7 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 7, 7 }, upstream = { 0.4375, -0.6875 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 3 }, data = { nan, inf, -inf } }, 0.0, 1.5 },
    results = {
      { dtype = "float64", shape = { 3 }, data = { nan, inf, 1.5 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 3 }, data = { nan, inf, -inf } }, 0.0, 1.5 },
    results = {
      { dtype = "float32", shape = { 3 }, data = { nan, inf, 1.5 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -1, 0, 1, 2 } }, 0, 9 },
    results = {
      { dtype = "int64", shape = { 4 }, data = { 9, 9, 1, 2 } },
    },
  },
}

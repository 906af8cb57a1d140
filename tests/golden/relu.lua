-- relu: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -1.75, -0.75, -1.8125, -1.1875, 0.8125, 0, -0.875, -0.3125 },
        grad = { 0, 0, 0, 0, 1.9375, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 0, 0, 0, 0, 0.8125, 0, 0, 0 },
        upstream = { -1.625, 0.8125, -0.3125, 1.625, 1.9375, -1.6875, 1.4375, -1.9375 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1.75, 0.875, -0.75, -1.75, 1.8125, 0.125, -0.375, 1.5 },
        grad = { 1.25, 1.625, 0, 0, -0.1875, -0.5, 0, -1.4375 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1.75, 0.875, 0, 0, 1.8125, 0.125, 0, 1.5 },
        upstream = { 1.25, 1.625, 1.0625, 1.125, -0.1875, -0.5, -0.75, -1.4375 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.9375, -1.625, -1.375, 1.75, -1.0625, -0.25 },
        grad = { -0.3125, 0.1875, 0, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.9375, 1.75, 0, 0, 0, 0 },
        upstream = { -0.3125, 0.1875, 1.5625, 1.75, -0.5, 0.5 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 0.5625, 1.75, -1.8125, 0.875, 2, -0.4375, -1, 0 },
        grad = { 0.8125, -1.8125, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 1.75, 0.875, 0, 0 },
        upstream = { 0.8125, -1.8125, -0.3125, 0.1875 },
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
    args = { { dtype = "float64", shape = {}, data = { -1.4375 }, grad = { 0 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 0 }, upstream = { -1.125 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -1.0625 }, grad = { 0 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0 }, upstream = { -1.5 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 0 }, grad = { 0 } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 0 }, upstream = { -0.5 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 0 }, grad = { 0 } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 0 }, upstream = { 1.5625 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 }, data = { nan, inf, 0, 0, -0.0, 1, 0 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, inf, 0, 0, -0.0, 1, 0 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "int64", shape = { 4 }, data = { 0, 0, 1, 2 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } },
    },
  },
}

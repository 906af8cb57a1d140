-- sign: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -1, 1.4375, -1.5, 0.5, 1.3125, -1.8125, 0.5625, 1.9375 },
        grad = { 0, 0, 0, 0, 0, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -1, 1, -1, 1, 1, -1, 1, 1 },
        upstream = { 0.9375, -0.1875, 0, 1, 1.5, 1.125, -2, 1.8125 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -1.4375, -1.1875, 0.625, 1.1875, -0.875, 1.0625, -1.9375, 0 },
        grad = { 0, 0, 0, 0, 0, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -1, -1, 1, 1, -1, 1, -1, 0 },
        upstream = { -1.625, 1.1875, 1.6875, -1.1875, -0.8125, -1.4375, -0.9375, -0.6875 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.8125, 0.8125, 1.4375, -1.8125, -1.4375, 0.5625 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1, -1, 1, -1, 1, 1 },
        upstream = { -1.25, 1.125, 1.875, 0.6875, 0.1875, 1.0625 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -0.5625, 0.8125, 1.4375, -0.5, -0.6875, 1.8125, 1.75, 1.5 },
        grad = { 0, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 1, -1, 1, 1 },
        upstream = { -0.125, 0.875, -0.0625, 0.0625 },
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
    args = { { dtype = "float64", shape = {}, data = { 0.375 }, grad = { 0 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 1 }, upstream = { -0.6875 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -0.125 }, grad = { 0 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -1 }, upstream = { -0.5625 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 0 }, grad = { 0 } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 0 }, upstream = { -1.3125 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 0 }, grad = { 0 } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 0 }, upstream = { 0.6875 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 }, data = { 0, 1, -1, 0, 0, 1, -1 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { 0, 1, -1, 0, 0, 1, -1 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "int64", shape = { 4 }, data = { -1, 0, 1, 1 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "uint8", shape = { 4 }, data = { 0, 1, 1, 1 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, false } },
    },
  },
}

-- relu6: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1.375, 0.3125, 7.9375, 7.8125, -0.1875, 2.125, 1.3125, 7.75 },
        grad = { 1, 0.4375, 0, 0, 0, 0.5625, -0.875, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1.375, 0.3125, 6, 6, 0, 2.125, 1.3125, 6 },
        upstream = { 1, 0.4375, -1, -1.0625, 1.5625, 0.5625, -0.875, 2 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 5.3125, -1.75, 1.9375, 1.4375, 3.875, -0.875, -0.625, -0.125 },
        grad = { -0.75, 0, -1.25, 0.875, -1.375, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 5.3125, 0, 1.9375, 1.4375, 3.875, 0, 0, 0 },
        upstream = { -0.75, 0.625, -1.25, 0.875, -1.375, -0.4375, 0.3125, -1.625 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 2.1875, 4.625, 4.5, -1.5, 6.0625, 7.3125 },
        grad = { 0.125, 0, 0.8125, 0, 1.9375, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 2.1875, 0, 4.625, 6, 4.5, 6 },
        upstream = { 0.125, -0.4375, 0.8125, 1.75, 1.9375, 1.8125 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 1.3125, 7.375, -0.9375, 5.875, -1.5625, 7.0625, 7.125, 6.3125 },
        grad = { 0, -0.1875, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 6, 5.875, 6, 6 },
        upstream = { -1.625, -0.1875, 0.3125, -0.0625 },
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
    args = { { dtype = "float64", shape = {}, data = { 5.6875 }, grad = { -0.5 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 5.6875 }, upstream = { -0.5 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 6.5 }, grad = { 0 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 6 }, upstream = { 0.6875 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 3 }, data = { 0, 6, 3 }, grad = { 0, 0, 0 } } },
    results = {
      { dtype = "float64", shape = { 3 }, data = { 0, 6, 3 }, upstream = { 0.0625, -1.875, 0 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 3 }, data = { 0, 6, 3 }, grad = { 0, 0, 0.125 } } },
    results = {
      { dtype = "float32", shape = { 3 }, data = { 0, 6, 3 }, upstream = { -0.875, -0.5, 0.125 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } } },
    results = {
      { dtype = "float64", shape = { 5 }, data = { nan, 6, 0, 0, -0.0 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } } },
    results = {
      { dtype = "float32", shape = { 5 }, data = { nan, 6, 0, 0, -0.0 } },
    },
  },
}

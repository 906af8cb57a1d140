-- hardTanh: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -0.25, -0.6875, -1.125, 0.1875, -1.4375, -0.5, -1.5625, -0.9375 },
        grad = { -0.625, -1.8125, 0, 1.0625, 0, 1.6875, 0, 0.6875 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -0.25, -0.6875, -1, 0.1875, -1, -0.5, -1, -0.9375 },
        upstream = { -0.625, -1.8125, 0.5, 1.0625, -1.5, 1.6875, 0.125, 0.6875 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1.5, 1.875, 0.5, 1.0625, 1.9375, 1.125, 0.375, 1.375 },
        grad = { 0, 0, -0.5625, 0, 0, 0, 0.0625, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1, 1, 0.5, 1, 1, 1, 0.375, 1 },
        upstream = { -1.625, 1.625, -0.5625, -0.6875, -1.5, 0.1875, 0.0625, -0.8125 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.5, -0.875, 1.25, -1.5, -1.375, 1.625 },
        grad = { -0.375, 0, -2, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.5, -1, -0.875, -1, 1, 1 },
        upstream = { -0.375, -1.5625, -2, 0.875, -0.25, 0.5625 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -1.75, 0.0625, -0.0625, -0.5625, 1.25, 0.875, 0, 1.375 },
        grad = { 0.4375, -0.5625, 1.125, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.0625, -0.5625, 0.875, 1 },
        upstream = { 0.4375, -0.5625, 1.125, 0.875 },
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
    args = { { dtype = "float64", shape = {}, data = { 1 }, grad = { 0 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 1 }, upstream = { -1.5 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 0.25 }, grad = { 1.625 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0.25 }, upstream = { 1.625 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float64", shape = { 3 }, data = { -1, 1, 0 }, grad = { 0, 0, -1.0625 } },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { -1, 1, 0 },
        upstream = { 0.5, 0.3125, -1.0625 },
      },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 3 }, data = { -1, 1, 0 }, grad = { 0, 0, 0.25 } } },
    results = {
      { dtype = "float32", shape = { 3 }, data = { -1, 1, 0 }, upstream = { 1.375, -0.5, 0.25 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } } },
    results = {
      { dtype = "float64", shape = { 5 }, data = { nan, 1, -1, 0, -0.0 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } } },
    results = {
      { dtype = "float32", shape = { 5 }, data = { nan, 1, -1, 0, -0.0 } },
    },
  },
  {
    case = "parameters",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.75, 0.25, -2, 1.3125, -1.9375, -0.1875 },
        grad = { 0, 0, 0, 1.8125, 0, 1.5 },
      },
      -0.5,
      1.5,
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.5, 0.25, -0.5, 1.3125, -0.5, -0.1875 },
        upstream = { -1.625, 0, -0.625, 1.8125, 1.5625, 1.5 },
      },
    },
  },
  {
    case = "parameters at the edges",
    args = {
      { dtype = "float32", shape = { 3 }, data = { -1, 1, 0 }, grad = { 0, 0, 1.4375 } },
      -0.5,
      1.5,
    },
    results = {
      { dtype = "float32", shape = { 3 }, data = { -0.5, 1, 0 }, upstream = { 0.9375, 0, 1.4375 } },
    },
  },
  {
    case = "parameters",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1, -2, -1.0625, -0.625, -1.5625, -0.5625 },
        grad = { 1.25, 0, 0, 0, 0, 0 },
      },
      { maximum = 6, minimum = 0 },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1, 0, 0, 0, 0, 0 },
        upstream = { 1.25, 0.1875, -1.6875, -1.875, -1.4375, 1.5625 },
      },
    },
  },
  {
    case = "parameters at the edges",
    args = {
      { dtype = "float32", shape = { 3 }, data = { -1, 1, 0 }, grad = { 0, 1.5625, 0 } },
      { maximum = 6, minimum = 0 },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 0, 1, 0 },
        upstream = { -0.3125, 1.5625, -0.625 },
      },
    },
  },
}

-- hardShrink: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -1.5, 0.5625, -1.6875, 1.375, 0.125, -1.9375, 0.5, 0.625 },
        grad = { 0.9375, -1.625, 1.125, -1.4375, 0, 2, 0, -1.8125 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -1.5, 0.5625, -1.6875, 1.375, 0, -1.9375, 0, 0.625 },
        upstream = { 0.9375, -1.625, 1.125, -1.4375, -0.5, 2, -1.3125, -1.8125 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1.1875, 0.25, -0.125, 0.5625, -1.5625, 0.375, -0.25, -0.625 },
        grad = { -1.6875, 0, 0, 1.5625, 1.25, 0, 0, -1.3125 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1.1875, 0, 0, 0.5625, -1.5625, 0, 0, -0.625 },
        upstream = { -1.6875, 0.625, -0.3125, 1.5625, 1.25, 1.5, 1.1875, -1.3125 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.9375, -1.625, -1.125, 1.0625, 1.75, -0.125 },
        grad = { 0.125, 1.5, -0.0625, -1.9375, -0.9375, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -1.9375, 1.0625, -1.625, 1.75, -1.125, 0 },
        upstream = { 0.125, 1.5, -0.0625, -1.9375, -0.9375, -0.1875 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -1.75, 1.4375, 0.625, 0.0625, -1.25, 0.5625, -0.1875, 0.375 },
        grad = { -0.75, 0, -0.125, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 1.4375, 0, 0.5625, 0 },
        upstream = { -0.75, -0.5625, -0.125, 1.9375 },
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
    args = { { dtype = "float64", shape = {}, data = { -0.875 }, grad = { 0.625 } } },
    results = {
      { dtype = "float64", shape = {}, data = { -0.875 }, upstream = { 0.625 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -1.0625 }, grad = { 1.5625 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -1.0625 }, upstream = { 1.5625 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 3 }, data = { 0, 0.5, -0.5 }, grad = { 0, 0, 0 } } },
    results = {
      { dtype = "float64", shape = { 3 }, data = { 0, 0, 0 }, upstream = { -1.5625, -1.9375, 1 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 3 }, data = { 0, 0.5, -0.5 }, grad = { 0, 0, 0 } } },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 0, 0, 0 },
        upstream = { 0.875, 1.3125, -1.875 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } } },
    results = {
      { dtype = "float64", shape = { 5 }, data = { nan, inf, -inf, 0, 0 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } } },
    results = {
      { dtype = "float32", shape = { 5 }, data = { nan, inf, -inf, 0, 0 } },
    },
  },
  {
    case = "parameters",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.0625, -1.3125, 0.5625, 0.5, -0.3125, -1.5 },
        grad = { 0, 0.1875, 0, 0, 0, 0 },
      },
      { lambda = 1.25 },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0, -1.3125, 0, 0, 0, -1.5 },
        upstream = { -1.5, 0.1875, -0.375, -0.3125, 0.4375, 0 },
      },
    },
  },
  {
    case = "parameters at the edges",
    args = {
      { dtype = "float32", shape = { 3 }, data = { 0, 0.5, -0.5 }, grad = { 0, 0, 0 } },
      { lambda = 1.25 },
    },
    results = {
      { dtype = "float32", shape = { 3 }, data = { 0, 0, 0 }, upstream = { 1.5, 1.625, 0.5625 } },
    },
  },
}

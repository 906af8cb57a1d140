-- leakyRelu: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1.875, 1.5, 0.375, -1.1875, 1.125, 1.6875, -0.5, 1.8125 },
        grad = { 2, 0.0625, -1.75, 0.00125, -1.1875, -1.5, 0.011875, 0.875 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1.875, 1.5, 0.375, -0.011875, 1.125, 1.6875, -0.005, 1.8125 },
        upstream = { 2, 0.0625, -1.75, 0.125, -1.1875, -1.5, 1.1875, 0.875 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -1.5625, -1.375, 0.5625, 0.875, 0.125, 0.1875, 1.75, -1.4375 },
        grad = { 0.01, 0.0056249998, -1.1875, -1.0625, -0.75, 1.5, -1.375, -0.012499999 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -0.015625, -0.01375, 0.5625, 0.875, 0.125, 0.1875, 1.75, -0.014374999 },
        upstream = { 1, 0.5625, -1.1875, -1.0625, -0.75, 1.5, -1.375, -1.25 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.9375, -1.5625, 1.9375, 1.5625, 1.125, -1.9375 },
        grad = { -0.013125, -0.25, -0.006875, -0.5625, -1, 0.010625 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.009374999, 1.5625, -0.015625, 1.125, 1.9375, -0.019375 },
        upstream = { -1.3125, -0.25, -0.6875, -0.5625, -1, 1.0625 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 1.0625, 1.375, -0.5, 1.1875, 1.125, -0.25, 1.75, 0.25 },
        grad = { -1.375, 1.0625, 0.014375, 0.125 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 1.375, 1.1875, -0.0025, 0.25 },
        upstream = { -1.375, 1.0625, 1.4375, 0.125 },
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
    args = { { dtype = "float64", shape = {}, data = { -0.3125 }, grad = { -0.004375 } } },
    results = {
      { dtype = "float64", shape = {}, data = { -0.003125 }, upstream = { -0.4375 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 1.6875 }, grad = { -0.1875 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 1.6875 }, upstream = { -0.1875 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 0 }, grad = { 0.00875 } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 0 }, upstream = { 0.875 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 0 }, grad = { -0.011875 } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 0 }, upstream = { -1.1875 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } } },
    results = {
      { dtype = "float64", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } } },
    results = {
      { dtype = "float32", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } },
    },
  },
  {
    case = "parameters",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.625, -1.8125, -0.1875, -0.625, -1.375, 0.9375 },
        grad = { -0.3125, -0.375, -0.109375, 0.203125, 0.171875, 1.25 },
      },
      0.25,
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.40625, -0.453125, -0.046875, -0.15625, -0.34375, 0.9375 },
        upstream = { -1.25, -1.5, -0.4375, 0.8125, 0.6875, 1.25 },
      },
    },
  },
  {
    case = "parameters at the edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 0 }, grad = { -0.203125 } }, 0.25 },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 0 }, upstream = { -0.8125 } },
    },
  },
  {
    case = "parameters",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 2, 0, 1.75, 0.25, -0.1875, -1.9375 },
        grad = { 1.625, -0.90625, 1.1875, -1.75, 0.03125, -0.5 },
      },
      { slope = 0.5 },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 2, 0, 1.75, 0.25, -0.09375, -0.96875 },
        upstream = { 1.625, -1.8125, 1.1875, -1.75, 0.0625, -1 },
      },
    },
  },
  {
    case = "parameters at the edges",
    args = {
      { dtype = "float32", shape = { 1 }, data = { 0 }, grad = { 0.1875 } },
      { slope = 0.5 },
    },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 0 }, upstream = { 0.375 } },
    },
  },
}

-- rrelu: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1.4375, -1.5625, -1.625, 0.25, 0.125, -1.0625, -1.3125, -0.0625 },
        grad = {
          -1.5625, -0.34375, 0.2578125, -0.375, 0.25, 0.4153645833333333, -0.18619791666666666,
          -0.31510416666666663,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          1.4375, -0.35807291666666663, -0.3723958333333333, 0.25, 0.125, -0.24348958333333331,
          -0.30078125, -0.014322916666666666,
        },
        upstream = { -1.5625, -1.5, 1.125, -0.375, 0.25, 1.8125, -0.8125, -1.375 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1.6875, 0.5625, 2, -0.75, 0.8125, -0.375, -1.25, 1.8125 },
        grad = { 1.75, -1.25, 1.25, 0.14322917, -0.625, 0.171875, 0.20052084, -1 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1.6875, 0.5625, 2, -0.171875, 0.8125, -0.0859375, -0.28645834, 1.8125 },
        upstream = { 1.75, -1.25, 1.25, 0.625, -0.625, 0.75, 0.875, -1 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1, -0.3125, 1.8125, -1, -0.6875, 1.875 },
        grad = { 0.75, 0.37239584, -0.28645834, 0.44401044, 0, -0.5625 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1, -0.22916667, -0.071614586, -0.1575521, 1.8125, 1.875 },
        upstream = { 0.75, 1.625, -1.25, 1.9375, 0, -0.5625 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -1.0625, 0, 0.1875, -0.5, 1.9375, 1, -1.6875, 0.375 },
        grad = { -0.2578125, -0.14322916666666666, -1.5625, -0.5625 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0, -0.11458333333333333, 1, 0.375 },
        upstream = { -1.125, -0.625, -1.5625, -0.5625 },
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
    args = { { dtype = "float64", shape = {}, data = { 1.25 }, grad = { -0.75 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 1.25 }, upstream = { -0.75 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 2 }, grad = { -0.75 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 2 }, upstream = { -0.75 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 0 }, grad = { 0.04296875 } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 0 }, upstream = { 0.1875 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 0 }, grad = { 0.18619792 } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 0 }, upstream = { 0.8125 } },
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
        data = { -1.4375, 1.25, -0.375, -0.25, 0.3125, -0.9375 },
        grad = { 0.328125, -1.25, 0.3046875, -0.4921875, 1.625, 0.65625 },
      },
      0.25,
      0.5,
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.5390625, 1.25, -0.140625, -0.09375, 0.3125, -0.3515625 },
        upstream = { 0.875, -1.25, 0.8125, -1.3125, 1.625, 1.75 },
      },
    },
  },
  {
    case = "parameters at the edges",
    args = {
      { dtype = "float32", shape = { 1 }, data = { 0 }, grad = { -0.6796875 } },
      0.25,
      0.5,
    },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 0 }, upstream = { -1.8125 } },
    },
  },
}

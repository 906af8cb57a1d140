-- celu: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -0.125, -0.375, 0.9375, 2, 1.5625, -0.25, -0.625, 0.875 },
        grad = {
          0.9928090154076699, -0.9020671784131511, -1.5, -0.6875, 1.25, 1.0221760277812189,
          -0.6690767856487378, 1.4375,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          -0.1175030974154046, -0.31271072120902776, 0.9375, 2, 1.5625, -0.22119921692859512,
          -0.4647385714810098, 0.875,
        },
        upstream = { 1.125, -1.3125, -1.5, -0.6875, 1.25, 1.3125, -1.25, 1.4375 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -1.875, 0.875, 1.6875, 0.25, 1.4375, 1, 0, 0.75 },
        grad = { -0.1341856, -1.4375, 1.6875, -0.5625, -0.4375, -0.625, 0.6875, -1.375 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -0.846645, 0.875, 1.6875, 0.25, 1.4375, 1, 0, 0.75 },
        upstream = { -0.875, -1.4375, 1.6875, -0.5625, -0.4375, -0.625, 0.6875, -1.375 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.25, -0.25, -1.6875, -1.375, 1.25, -0.9375 },
        grad = { 0.4655703, -0.4424693, 0.82747585, 0.125, 0.1849814, -0.122376755 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.7134952, -0.74716043, -0.22119921, 1.25, -0.8150186, -0.6083944 },
        upstream = { 1.625, -1.75, 1.0625, 0.125, 1, -0.3125 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 1.5, 1.875, 0.4375, -1.375, 0.375, 0.5, -1.8125, 1.6875 },
        grad = { 1, -0.22123464632915316, -0.9375, 0.9375 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 1.875, -0.7471604041952535, 0.5, 1.6875 },
        upstream = { 1, -0.875, -0.9375, 0.9375 },
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
    args = { { dtype = "float64", shape = {}, data = { 1.375 }, grad = { 0.4375 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 1.375 }, upstream = { 0.4375 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -0.6875 }, grad = { 0.62853944 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -0.49716842 }, upstream = { 1.25 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float64", shape = { 2 },
        data = { 0, -100 },
        grad = { -0.75, -4.185085473023441e-44 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 0, -1 }, upstream = { -0.75, -1.125 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 0, -100 }, grad = { -0.1875, -2.1e-44 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, -1 }, upstream = { -0.1875, -0.5625 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } } },
    results = {
      { dtype = "float64", shape = { 5 }, data = { nan, inf, -1, 0, -0.0 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } } },
    results = {
      { dtype = "float32", shape = { 5 }, data = { nan, inf, -1, 0, -0.0 } },
    },
  },
  {
    case = "parameters",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.875, 0, -0.0625, -0.4375, 0.625, -1.0625 },
        grad = {
          -1.5625, -0.6875, 0.49640450770383493, -0.3126465147588813, 0.3125, 0.1866140129167494,
        },
      },
      0.5,
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.875, 0, -0.0587515487077023, -0.2915689901607458, 0.625, -0.44028351586664016 },
        upstream = { -1.5625, -0.6875, 0.5625, -0.75, 0.3125, 1.5625 },
      },
    },
  },
  {
    case = "parameters at the edges",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 0, -100 }, grad = { -0.6875, 0 } },
      0.5,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, -0.5 }, upstream = { -0.6875, 1.9375 } },
    },
  },
  {
    case = "parameters",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.25, 0.3125, 1.375, 0.625, 0.375, 1.5 },
        grad = { -0.3125, -1.1875, -1.3125, -2, 0.4375, -1.4375 },
      },
      { alpha = 2 },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.25, 0.3125, 1.375, 0.625, 0.375, 1.5 },
        upstream = { -0.3125, -1.1875, -1.3125, -2, 0.4375, -1.4375 },
      },
    },
  },
  {
    case = "parameters at the edges",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 0, -100 }, grad = { 1.0625, -1.9287499e-22 } },
      { alpha = 2 },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, -2 }, upstream = { 1.0625, -1 } },
    },
  },
}

-- acosh: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1.5, 2.0625, 3.1875, 2.75, 2.9375, 2.6875, 1.125, 3.6875 },
        grad = {
          1.7888543819998317, 0.4504233036389041, 0.020650405139110022, -0.26837252006084666,
          -0.3846783988712073, -0.32571327880122586, 0.48507125007266594, 0.1408721450120998,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          0.9624236501192069, 1.352313162619311, 1.826816880933548, 1.66991903058777,
          1.740386781206114, 1.6451959558127947, 0.4949329230945269, 1.9791815677990756,
        },
        upstream = { 2, 0.8125, 0.0625, -0.6875, -1.0625, -0.8125, 0.25, 0.5 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 2.8125, 2.9375, 3.0625, 1.4375, 2.6875, 1.1875, 3, 1.25 },
        grad = {
          0.047551703, -0.090512566, -0.69093364, 1.75516, -0.17538407, 2.4397502, -0.17677669,
          -1.1666667,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          1.6940029, 1.7403867, 1.7845895, 0.90428674, 1.645196, 0.6031866, 1.7627472, 0.6931472,
        },
        upstream = { 0.125, -0.25, -2, 1.8125, -0.4375, 1.5625, -0.5, -0.875 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 2.875, 2.8125, 2.5, 3.4375, 2.25, 3.5 },
        grad = { 0.18549557, 0.09501858, 0.16643097, -0.3410955, -0.13638617, 0.2236068 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.7174816, 1.9060298, 1.6940029, 1.4505745, 1.5667993, 1.9248474 },
        upstream = { 0.5, 0.3125, 0.4375, -0.6875, -0.3125, 0.75 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 2.0625, 1.1875, 2.75, 4, 2.4375, 1.5625, 1.25, 1.125 },
        grad = { -1.0734900802433867, 0.20978659791956838, 1.0411584125907072, 2.6678918753996625 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.6031865986863344, 2.0634370688955608, 1.0163480966784038, 0.4949329230945269 },
        upstream = { -0.6875, 0.8125, 1.25, 1.375 },
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
    args = { { dtype = "float64", shape = {}, data = { 3 }, grad = { 0.35355339059327373 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 1.762747174039086 }, upstream = { 1 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 2.6875 }, grad = { -0.37582302 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 1.645196 }, upstream = { -0.9375 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 1 }, grad = { -inf } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 0 }, upstream = { -0.6875 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 1 }, grad = { inf } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 0 }, upstream = { 1.4375 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 }, data = { nan, inf, nan, nan, nan, 0, nan } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, inf, nan, nan, nan, 0, nan } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { nan, nan, 0, 1.316958 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { nan, 0, 2.633916, 5.9914584 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, nan } },
    },
  },
}

-- rsqrt: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 3.625, 2.75, 0.125, 2.125, 0.3125, 3.875, 1.9375, 3.3125 },
        grad = {
          0.05433369635574725, 0.006852530558585537, 1.4142135623730947, -0.2723801058145727,
          -2.6832815729997472, -0.08603234409690325, 0.3592106040535499, -0.0103668350149954,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          0.5252257314388902, 0.6030226891555273, 2.82842712474619, 0.6859943405700353,
          1.7888543819998317, 0.508000508000762, 0.7184212081070996, 0.5494422557947561,
        },
        upstream = { -0.75, -0.0625, -0.125, 1.6875, 0.9375, 1.3125, -1.9375, 0.125 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 2.375, 1.125, 3.3125, 2.125, 0.8125, 2.3125, 0.5625, 1.9375 },
        grad = {
          -0.26467702, 0.15713486, -0.01555025, 0.12105785, 1.0240619, 0.017772863, -0.07407408,
          -0.32444832,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          0.64888567, 0.9428091, 0.54944223, 0.6859944, 1.1094004, 0.65759593, 1.3333334,
          0.7184212,
        },
        upstream = { 1.9375, -0.375, 0.1875, -0.75, -1.5, -0.125, 0.0625, 1.75 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 2.4375, 3.125, 0.5, 1.3125, 2.3125, 0.75 },
        grad = { -0.25456274, -0.24939184, -0.090509675, 0.23104721, 0.7071067, 0.28867513 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.64051265, 0.8728715, 0.56568545, 0.65759593, 1.4142135, 1.1547005 },
        upstream = { 1.9375, 0.75, 1, -1.625, -0.5, -0.375 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 2.9375, 3.1875, 1.75, 0.9375, 1.875, 2.8125, 3.625, 0.3125 },
        grad = {
          0.027456472235843323, -0.1377060745318192, 0.053003092799995016, 5.187677707799511,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.5601120336112039, 1.0327955589886444, 0.5962847939999439, 1.7888543819998317 },
        upstream = { -0.3125, 0.25, -0.5, -1.8125 },
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
    args = {
      { dtype = "float64", shape = {}, data = { 2.1875 }, grad = { -0.07727124614660721 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.6761234037828132 }, upstream = { 0.5 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 1.875 }, grad = { 0.19474578 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0.73029673 }, upstream = { -1 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 0 }, grad = { -inf } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { inf }, upstream = { 0.125 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 0 }, grad = { -inf } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { inf }, upstream = { 1.1875 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 }, data = { nan, 0, nan, inf, -inf, 1, nan } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, 0, nan, inf, -inf, 1, nan } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { nan, inf, 1, 0.70710677 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { inf, 1, 0.3779645, 0.07071068 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, inf } },
    },
  },
}

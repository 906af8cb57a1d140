-- log10: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1.6875, 2.625, 2.9375, 2.125, 1.875, 1.9375, 2.3125, 0.75 },
        grad = {
          0.2573596929797048, -0.258508620180507, 0.17556585438642094, -0.12773367114801523,
          -0.3184826200623846, 0.02801899883246786, 0.07042613220052732, -0.7600153433306907,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          0.22724378150306254, 0.4191293077419757, 0.4679778752797927, 0.32735893438633035,
          0.27300127206373764, 0.2872417111783479, 0.3640817414110702, -0.12493873660829995,
        },
        upstream = { 1, -1.5625, 1.1875, -0.625, -1.375, 0.125, 0.375, -1.3125 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.6875, 2.0625, 3.75, 1.6875, 1.125, 0.875, 0.1875, 2.375 },
        grad = {
          -0.90807027, -0.34217143, 0.1592413, 0.51471937, 0.6273142, -0.3722524, 2.8952966,
          -0.16000323,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          -0.1627273, 0.31439397, 0.5740313, 0.22724378, 0.051152524, -0.057991948, -0.72699875,
          0.3756636,
        },
        upstream = { -1.4375, -1.625, 1.375, 2, 1.625, -0.75, 1.25, -0.875 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.625, 0.9375, 3.5, 3.3125, 2, 1.3125 },
        grad = { -1.0423067, 0.2540213, 0.66591823, -0.16286042, 0.15510517, 0.14476483 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.20411998, 0.5201559, -0.028028723, 0.30103, 0.54406804, 0.11809931 },
        upstream = { -1.5, 1.9375, 1.4375, -0.75, 1.25, 0.4375 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 4, 2.875, 3.625, 1, 0.1875, 1.75, 1.375, 2 },
        grad = {
          -0.14161776583801688, -0.21714724095162588, 0.4808260335357431, 0.31214915886796224,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.4586378490256493, 0, 0.24303804868629444, 0.3010299956639812 },
        upstream = { -0.9375, -0.5, 1.9375, 1.4375 },
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
    args = { { dtype = "float64", shape = {}, data = { 2 }, grad = { -0.42072277934377517 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 0.3010299956639812 }, upstream = { -1.9375 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 3.375 }, grad = { 0.11259486 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0.52827376 }, upstream = { 0.875 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 0 }, grad = { -inf } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { -inf }, upstream = { -1.5625 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 0 }, grad = { -inf } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { -inf }, upstream = { -0.875 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 }, data = { nan, inf, nan, -inf, -inf, 0, nan } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, inf, nan, -inf, -inf, 0, nan } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { nan, -inf, 0, 0.30103 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { -inf, 0, 0.845098, 2.30103 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, -inf } },
    },
  },
}

-- erfinv: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 0.1875, -0.0625, 0.25, 0.125, 0.375, -0.875, 0.4375, -0.1875 },
        grad = {
          -0.11393908004643631, 0.33335835135762265, -0.9323782346059725, -1.2898121425003688,
          -0.5617517837888151, 0.1796745648375377, 0.19650613229973712, 0.3987867801625271,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          0.1677272200181386, -0.05544594877278202, 0.2253120550121781, 0.11123545184094996,
          0.3456171147832066, -1.0847870400692832, 0.4095082791341315, -0.1677272200181386,
        },
        upstream = { -0.125, 0.375, -1, -1.4375, -0.5625, 0.0625, 0.1875, 0.4375 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -0.75, -0.625, -0.3125, -0.125, 0.375, 0.25, -0.0625, 0.5 },
        grad = {
          -1.7174997, 2.5450003, -0.5405091, -0.44863033, -0.68658555, -0.6992837, -0.72227645,
          -1.2516581,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          -0.8134198, -0.62730736, -0.28443375, -0.111235455, 0.34561712, 0.22531205, -0.05544595,
          0.47693628,
        },
        upstream = { -1, 1.9375, -0.5625, -0.5, -0.6875, -0.75, -0.8125, -1.125 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0, -0.625, 0.1875, -0.8125, -0.75, -0.6875 },
        grad = { 0.49850267, -2.9044611, 0.082096785, 2.6835933, -0.5127259, -2.8595273 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0, -0.9319745, -0.62730736, -0.8134198, 0.16772722, -0.7141709 },
        upstream = { 0.5625, -1.375, 0.0625, 1.5625, -0.5625, -1.9375 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 0, -0.6875, -0.125, -0.5, 0.125, 0.625, 0.25, -0.0625 },
        grad = {
          -1.7526134786713503, -0.7649020630432154, 0.6567742613256154, -0.6667167027152453,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = {
          -0.7141708976081284, -0.4769362762044699, 0.627307347788559, -0.05544594877278202,
        },
        upstream = { -1.1875, -0.6875, 0.5, -0.75 },
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
      { dtype = "float64", shape = {}, data = { 0.5625 }, grad = { 0.22462042629150808 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.5490130923685015 }, upstream = { 0.1875 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 0.25 }, grad = { -0.11654729 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0.22531205 }, upstream = { -0.125 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float64", shape = { 3 },
        data = { 0, 0.9990234375, -0.9990234375 },
        grad = { 1.2185620224975422, 152.51724465367303, 177.9367854292852 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 0, 2.331467773621948, -2.331467773621948 },
        upstream = { 1.375, 0.75, 0.875 },
      },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float32", shape = { 3 },
        data = { 0, 0.99902344, -0.99902344 },
        grad = { -0.22155674, 254.19553, 12.709776 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 0, 2.3314679, -2.3314679 },
        upstream = { -0.25, 1.25, 0.0625 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 }, data = { nan, nan, nan, 0, -0.0, inf, -inf } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, nan, nan, 0, -0.0, inf, -inf } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { nan, 0, inf, nan } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, inf, nan, nan } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { inf, 0 } },
    },
  },
}

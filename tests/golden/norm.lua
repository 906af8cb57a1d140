-- norm: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "p all",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.3125, 1, 0.375, -1.6875, -0.25, 0.8125 },
        grad = {
          0.7115004732937763, 0.54209559870002, 0.20328584951250753, -0.9147863228062838,
          -0.135523899675005, 0.4404526739437663,
        },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 2.536452985962878 }, upstream = { 1.375 } },
    },
  },
  {
    case = "p all",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.6875, -0.3125, 0.8125, 0.3125, -1.3125, -1.125 },
        grad = { -0.5377308, 0.24442309, -0.6355001, -0.24442309, 1.026577, 0.8799231 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 2.0775962 }, upstream = { -1.625 } },
    },
  },
  {
    case = "p 1",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.375, 0.8125, -1.125, 1.125, -1.5625, -0.75 },
        grad = { 1.5, -1.5, 1.5, -1.5, 1.5, 1.5 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = {}, data = { 6.75 }, upstream = { -1.5 } },
    },
  },
  {
    case = "p 1 over dim 1",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.125, 0.3125, -0.125, -0.9375, -1, -1.875 },
        grad = { 0.625, 1.75, -0.3125, -0.625, -1.75, -0.3125 },
      },
      1,
      1,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 2.0625, 1.3125, 2 },
        upstream = { 0.625, 1.75, 0.3125 },
      },
    },
  },
  {
    case = "p 3 over dim 2",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.625, 0.4375, -2, -1.3125, -1.1875, -0.9375 },
        grad = { 0.005942242, 0.0029116988, -0.06084856, -0.76102644, -0.6229718, -0.3882788 },
      },
      3,
      2,
      true,
    },
    results = {
      { dtype = "float32", shape = { 2, 1 },
        data = { 2.0269585, 1.6821102 },
        upstream = { 0.0625, 1.25 },
      },
    },
  },
  {
    case = "p 0",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.9375, -1.75, -0.875, 0.3125, 1.0625, -1.8125 },
      },
      0,
      2,
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 3, 3 }, upstream = { -2, 1.8125 } },
    },
  },
  {
    case = "p infinity",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.4375, -0.3125, 0.0625, -0.875, 1.125, 1.5 },
        grad = { -0.0625, -0.0, 0, 0, -0.0, -1.5625 },
      },
      inf,
      2,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.4375, 1.5 }, upstream = { 0.0625, -1.5625 } },
    },
  },
  {
    case = "p minus infinity",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.125, 1.5, 0.1875, 1.625, -1.125, -0.375 },
        grad = { -1.75, 0, -0.625, 0, -0.5625, 0 },
      },
      -inf,
      1,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 0.125, 1.125, 0.1875 },
        upstream = { 1.75, 0.5625, -0.625 },
      },
    },
  },
  {
    case = "p 0.5",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.625, 1.25, -0.3125, 0.5625, -1.3125, 0.8125 },
        grad = { -3.8973665, 1.2654345, 0.16327822, 4.1081853, -1.2349375, -0.101260856 },
      },
      0.5,
      1,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 2.3733542, 5.1242385, 2.1327825 },
        upstream = { 2, 0.625, -0.0625 },
      },
    },
  },
  {
    case = "p 1.5",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.8125, 1, -0.375, 2, -1.4375, 1.875 },
        grad = {
          -1.028142779514862, 0.7636852845452257, -0.4676598178019957, 1.0800140867886143,
          -0.9156264903780093, 1.045719142950429,
        },
      },
      1.5,
      { 1, 2 },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 4.882685126292938 }, upstream = { 1.6875 } },
    },
  },
  {
    case = "p 2 over dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.75, 0.1875, 1, -1.1875, 0.75, 1.5 },
        grad = { 1.2412137, 0.42443734, -0.48536268, -0.84225214, 1.6977494, -0.72804403 },
      },
      2,
      1,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 2.1148655, 0.7730823, 1.8027756 },
        upstream = { 1.5, 1.75, -0.875 },
      },
    },
  },
  {
    case = "p -1",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.8125, 1.1875, -1.9375, 1, 0, -0.875 },
        grad = { -0.0847460069922827, -0.039673338453450904, 0.014903304039225575, -0.0, -0.0, 0 },
      },
      -1,
      2,
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { 0.3862489911218725, 0 },
        upstream = { -0.375, -1.1875 },
      },
    },
  },
  {
    case = "by name",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = {
          -1.75, -0.5625, -1.625, -1.6875, -0.625, -0.25, 1.125, -0.1875, 1.5, -0.3125, 1.25,
          0.875,
        },
        grad = {
          -0.9100854, -0.29252744, -0.4716624, -0.48980325, 0.72610885, 0.29044354, 0.5850549,
          -0.09750915, 0.4353807, -0.09070431, -1.4522177, -1.0165523,
        },
      },
      { dim = { 1, 3 }, keepdim = true },
    },
    results = {
      { dtype = "float32", shape = { 1, 3, 1 },
        data = { 2.1632586, 2.7992744, 1.667708 },
        upstream = { 1.125, 0.8125, -1.9375 },
      },
    },
  },
  {
    case = "p 1 by name",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.5, -1.375, 2, 0.25, 0.3125, 0.875 },
        grad = { 1.9375, -1.9375, 1.9375, -0.125, -0.125, -0.125 },
      },
      { p = 1, dim = -1 },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 4.875, 1.4375 }, upstream = { 1.9375, -0.125 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.375, -1, -1.0625, 0.5, 1.4375, 1.3125 },
        grad = { 0.3000496, -0.46647784, -0.2182179, -1.3411237, -0.2318565, -1.2245044 },
      },
      2,
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { 2.0048769, 2.0097418 },
        upstream = { 0.4375, -1.875 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          -0.625, -1.0625, -0.6875, 0.4375, -1.25, 0.9375, 0.875, 1.5, -1.4375, 0.625, 0.5625,
          1.875,
        },
        grad = {
          -0.5373484337503892, 0.22126111977957202, 0.4741309709562258, 0.8690424452082902,
          0.3621010188367876, 1.0863030565103629,
        },
      },
      2,
      2,
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { 1.482976314713084, 2.481179155159901 },
        upstream = { 0.75, 1.4375 },
      },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float32", shape = {}, data = { 0.6875 }, grad = { -1.5625 } } },
    results = {
      { dtype = "float32", shape = {}, data = { 0.6875 }, upstream = { -1.5625 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float64", shape = { 1, 1 }, data = { 1.6875 }, grad = { -0.8125 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 1.6875 }, upstream = { -0.8125 } },
    },
  },
  {
    case = "at zero",
    args = { { dtype = "float64", shape = { 2 }, data = { 0, 0 }, grad = { -0.0, -0.0 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 0 }, upstream = { -0.6875 } },
    },
  },
  {
    case = "at zero",
    args = { { dtype = "float32", shape = { 2 }, data = { 0, 0 }, grad = { -0.0, -0.0 } } },
    results = {
      { dtype = "float32", shape = {}, data = { 0 }, upstream = { -0.0625 } },
    },
  },
  {
    case = "zeros, p 1",
    args = {
      { dtype = "float64", shape = { 3 }, data = { 0, 3, -0.0 }, grad = { 0, 0.1875, 0 } },
      1,
    },
    results = {
      { dtype = "float64", shape = {}, data = { 3 }, upstream = { 0.1875 } },
    },
  },
  {
    case = "zeros, p 1",
    args = {
      { dtype = "float32", shape = { 3 }, data = { 0, 3, -0.0 }, grad = { 0, 0.8125, 0 } },
      1,
    },
    results = {
      { dtype = "float32", shape = {}, data = { 3 }, upstream = { 0.8125 } },
    },
  },
  {
    case = "zeros, p 3",
    args = {
      { dtype = "float64", shape = { 3 },
        data = { 0, 3, -4 },
        grad = { 0, 0.5560641896631695, -0.9885585594011902 },
      },
      3,
    },
    results = {
      { dtype = "float64", shape = {}, data = { 4.497941445275415 }, upstream = { 1.25 } },
    },
  },
  {
    case = "zeros, p 3",
    args = {
      { dtype = "float32", shape = { 3 },
        data = { 0, 3, -4 },
        grad = { 0, 0.25022888, -0.44485134 },
      },
      3,
    },
    results = {
      { dtype = "float32", shape = {}, data = { 4.4979415 }, upstream = { 0.5625 } },
    },
  },
  {
    case = "ties, p infinity",
    args = {
      { dtype = "float64", shape = { 3 }, data = { 2, -2, 1 }, grad = { 0.5, -0.5, 0 } },
      inf,
    },
    results = {
      { dtype = "float64", shape = {}, data = { 2 }, upstream = { 1 } },
    },
  },
  {
    case = "ties, p infinity",
    args = {
      { dtype = "float32", shape = { 3 }, data = { 2, -2, 1 }, grad = { -0.3125, 0.3125, -0.0 } },
      inf,
    },
    results = {
      { dtype = "float32", shape = {}, data = { 2 }, upstream = { -0.625 } },
    },
  },
  {
    case = "over no element",
    args = { { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} }, 2, 1 },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 0, 0, 0 },
        upstream = { 0.625, 1.5625, -0.8125 },
      },
    },
  },
  {
    case = "no element is left",
    args = { { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} }, 2, 2 },
    results = {
      { dtype = "float64", shape = { 0 }, data = {}, upstream = {} },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 2, 2 }, data = { nan, 1, inf, 1 } }, 2, 2 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { nan, inf } },
    },
  },
}

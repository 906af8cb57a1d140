-- div: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.5625, 1.5625, -0.0625, -1.5, 0.625, -1.1875 },
        grad = {
          -2.6666666666666665, 0.16666666666666666, 1.5, -0.38636363636363635,
          -0.35555555555555557, 0.3170731707317073,
        },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.5625, 3, 0.75, 2.75, 2.8125, 2.5625 },
        grad = {
          -2.6666666666666665, -0.08680555555555557, 0.125, -0.21074380165289253,
          0.07901234567901234, 0.14693634741225461,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = {
          -1, 0.5208333333333334, -0.08333333333333333, -0.5454545454545454, 0.2222222222222222,
          -0.4634146341463415,
        },
        upstream = { -1.5, 0.5, 1.125, -1.0625, -1, 0.8125 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1, -0.4375, -0.8125, 0.625, 0.375, 0.3125 },
        grad = { -0.31578946, -2.8181818, 0.46666667, 0.22727273, -0.9, -0.75 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { 2.375, 0.6875, 0.9375, 1.375, 1.875, 1.25 },
        grad = { -0.13296399, -1.7933885, 0.40444446, -0.103305794, 0.18, 0.1875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.42105263, -0.6363636, -0.8666667, 0.45454547, 0.2, 0.25 },
        upstream = { -0.75, -1.9375, 0.4375, 0.3125, -1.6875, -0.9375 },
      },
    },
  },
  {
    case = "row",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.375, 0.25, -1.5, -0.25, -0.125, 0.3125 },
        grad = { -0.29545453, 0.61538464, -0.023255814, -0.27272728, -0.42307693, 0.5116279 },
      },
      { dtype = "float32", shape = { 3 },
        data = { 2.75, 1.625, 2.6875 },
        grad = { 0.015495867, -0.12721893, -0.07247161 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.13636364, 0.15384616, -0.55813956, -0.09090909, -0.07692308, 0.11627907 },
        upstream = { -0.8125, 1, -0.0625, -0.75, -0.6875, 1.375 },
      },
    },
  },
  {
    case = "column by row",
    args = {
      { dtype = "float64", shape = { 2, 1 },
        data = { 0.6875, 1.1875 },
        grad = { -0.25832449628844106, -1.9447861435136091 },
      },
      { dtype = "float64", shape = { 1, 3 },
        data = { 2.875, 0.9375, 2.5625 },
        grad = { -0.18620037807183365, 2.822222222222222, 0.14693634741225464 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = {
          0.2391304347826087, 0.7333333333333333, 0.2682926829268293, 0.41304347826086957,
          1.2666666666666666, 0.4634146341463415,
        },
        upstream = { 1.375, -1.125, 1.1875, 0.5, -1.4375, -1.5 },
      },
    },
  },
  {
    case = "more dimensions on the right",
    args = {
      { dtype = "float32", shape = { 2 },
        data = { 0.625, -1.6875 },
        grad = { -0.027799219, -2.0661376 },
      },
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { 2.1875, 0.875, 2.3125, 1.6875 },
        grad = { -0.13877553, -4.2704086, 0.13878742, 0.14814815 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { 0.2857143, -1.9285715, 0.27027026, -1 },
        upstream = { 1.0625, -1.9375, -1.1875, 0.25 },
      },
    },
  },
  {
    case = "no dimension on the left",
    args = {
      { dtype = "float64", shape = {}, data = { 0.75 }, grad = { -0.5251171982719001 } },
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.6875, 0.75, 2.6875, 2.875 },
        grad = { -1.190082644628099, 1.75, 0.07787993510005409, -0.10775047258979205 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.0909090909090908, 1, 0.27906976744186046, 0.2608695652173913 },
        upstream = { 0.75, -1.3125, -0.75, 1.1875 },
      },
    },
  },
  {
    case = "no dimension on the right",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -1.1875, 1.6875, 0.125, -1 },
        grad = { 0.093023255, 0.18604651, -0.4883721, 0.27906978 },
      },
      { dtype = "float32", shape = {}, data = { 2.6875 }, grad = { 0.05083829 } },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.44186047, 0.627907, 0.046511628, -0.37209302 },
        upstream = { 0.25, 0.5, -1.3125, 0.75 },
      },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "float64", shape = {}, data = { 0.1875 }, grad = { 0.4888888888888889 } },
      { dtype = "float64", shape = {}, data = { 2.8125 }, grad = { -0.03259259259259259 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.06666666666666667 }, upstream = { 1.375 } },
    },
  },
  {
    case = "transposed and strided",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { -0.5, 0.125, -1.0625, 0.4375, 1.6875, -0.875 },
        grad = { 1, 2.625, 0.8181818, -0.52380955, 0.3846154, 0.16666667 },
      },
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = { 2.375, 1.1875, 1.9375, 0.5, 2.8125, 2.0625, 1.6875, 2.625, 2.75, 0.8125, 3, 0.75 },
        grad = { 0.42105263, 5.578125, -0.6694215, 0.02494331, -0.2071006, 0.19444443 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.42105263, -2.125, 0.8181818, 0.04761905, 0.53846157, -1.1666666 },
        upstream = { 1.1875, 1.3125, 1.6875, -1.375, 0.3125, 0.125 },
      },
    },
  },
  {
    case = "both transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.375, -0.3125, 0.75, 1.1875, -0.4375, 1.5625 },
        grad = { 0.5, -1.1333333333333333, -0.725, -2.4615384615384617, 0.25, -1.0714285714285714 },
      },
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1, 2.5, 3, 0.9375, 0.8125, 0.875 },
        grad = {
          -0.1875, 1.4355555555555557, -0.09062500000000001, -1.3254437869822484, -0.0625,
          1.913265306122449,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 0.375, 1.2666666666666666, -0.125, -0.5384615384615384, 0.25, 1.7857142857142858 },
        upstream = { 0.5, -1.0625, -1.8125, -2, 0.75, -0.9375 },
      },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 3 }, view = { { "expand", 2, 3 } },
        data = { 1.8125, 1.75, -1.9375 },
        grad = { 1, -0.5714286, 0.2857143, -0.5625, 0.375, -0.28125 },
      },
      { dtype = "float32", shape = { 2, 1 }, view = { { "expand", 2, 3 } },
        data = { 1.3125, 2 },
        grad = { -1.3809524, 0.76190484, 0.4217687, 0.5097656, -0.328125, -0.27246094 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.3809524, 1.3333334, -1.4761904, 0.90625, 0.875, -0.96875 },
        upstream = { 1.3125, -0.75, 0.375, -1.125, 0.75, -0.5625 },
      },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} },
      { dtype = "float64", shape = { 1, 3 }, data = { 2.0625, 1.625, 0.5625 }, grad = { 0, 0, 0 } },
    },
    results = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no element by broadcast",
    args = {
      { dtype = "float32", shape = { 2, 1 }, data = { -1.875, -1.6875 }, grad = { 0, 0 } },
      { dtype = "float32", shape = { 2, 0 }, data = {}, grad = {} },
    },
    results = {
      { dtype = "float32", shape = { 2, 0 }, data = {}, upstream = {} },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float64", shape = { 1 }, data = { 1.375 }, grad = { -1.5 } },
      { dtype = "float64", shape = { 1, 1 }, data = { 0.5 }, grad = { 4.125 } },
    },
    results = {
      { dtype = "float64", shape = { 1, 1 }, data = { 2.75 }, upstream = { -0.75 } },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.875, 0.3125, 0.0625, -0.9375 },
        grad = { -0.7916667, 0.7916667, 1.25, 0.375 },
      },
      1.5,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.5833333, 0.20833333, 0.041666668, -0.625 },
        upstream = { -1.1875, 1.1875, 1.875, 0.5625 },
      },
    },
  },
  {
    case = "number and tensor",
    args = {
      1.5,
      { dtype = "float64", shape = { 2, 2 },
        data = { 2.1875, 0.75, 2.5625, 1.3125 },
        grad = { 0.4114285714285714, 2, -0.07138607971445568, -1.5782312925170068 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.6857142857142857, 2, 0.5853658536585366, 1.1428571428571428 },
        upstream = { -1.3125, -0.75, 0.3125, 1.8125 },
      },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.9375, 0.75, 1.0625, 0.0625 },
        grad = { 0.71875, -0.34375, 0.09375, -0.03125 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.46875, 0.375, 0.53125, 0.03125 },
        upstream = { 1.4375, -0.6875, 0.1875, -0.0625 },
      },
    },
  },
  {
    case = "number and tensor",
    args = {
      2,
      { dtype = "float64", shape = { 2, 2 },
        data = { 2.3125, 1, 2.4375, 2.25 },
        grad = { 0.3973703433162893, -0.5, 0.21038790269559499, 0.2222222222222222 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.8648648648648649, 2, 0.8205128205128205, 0.8888888888888888 },
        upstream = { -1.0625, 0.25, -0.625, -0.5625 },
      },
    },
  },
  {
    case = "special values",
    args = {
      { dtype = "float64", shape = { 14 },
        data = { nan, 1, nan, inf, 1, inf, inf, -inf, 0, -0.0, 1, -1, 0, -1 },
      },
      { dtype = "float64", shape = { 14 },
        data = { 1, nan, nan, 1, inf, inf, -inf, 2, 0, 0, 0, 0, 2, -inf },
      },
    },
    results = {
      { dtype = "float64", shape = { 14 },
        data = { nan, nan, nan, inf, 0, nan, nan, -inf, nan, nan, inf, -inf, 0, 0 },
      },
    },
  },
  {
    case = "special values",
    args = {
      { dtype = "float32", shape = { 14 },
        data = { nan, 1, nan, inf, 1, inf, inf, -inf, 0, -0.0, 1, -1, 0, -1 },
      },
      { dtype = "float32", shape = { 14 },
        data = { 1, nan, nan, 1, inf, inf, -inf, 2, 0, 0, 0, 0, 2, -inf },
      },
    },
    results = {
      { dtype = "float32", shape = { 14 },
        data = { nan, nan, nan, inf, 0, nan, nan, -inf, nan, nan, inf, -inf, 0, 0 },
      },
    },
  },
  {
    case = "int64 and int64",
    args = {
      { dtype = "int64", shape = { 3 }, data = { -7, 7, 5 } },
      { dtype = "int64", shape = { 3 }, data = { 2, -2, 3 } },
    },
    results = {
      { dtype = "float32", shape = { 3 }, data = { -3.5, -3.5, 1.6666666 } },
    },
  },
  {
    case = "int32 and int64",
    args = {
      { dtype = "int32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.33333334, 1 } },
    },
  },
  {
    case = "uint8 and uint8",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 200, 7 } },
      { dtype = "uint8", shape = { 2 }, data = { 100, 2 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 2, 3.5 } },
    },
  },
  {
    case = "uint8 and int32",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int32", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.33333334, 1 } },
    },
  },
  {
    case = "int64 and float32",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = { 2 }, data = { 3, 3 }, grad = { -0.041666668, -0.27083334 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.33333334, 1 }, upstream = { 0.375, 0.8125 } },
    },
  },
  {
    case = "float32 and float64",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, grad = { 0.041666668, -0.45833334 } },
      { dtype = "float64", shape = { 2 },
        data = { 3, 3 },
        grad = { -0.013888888888888888, 0.4583333333333333 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { 0.3333333333333333, 1 },
        upstream = { 0.125, -1.375 },
      },
    },
  },
  {
    case = "bool and bool",
    args = {
      { dtype = "bool", shape = { 4 }, data = { true, true, false, false } },
      { dtype = "bool", shape = { 4 }, data = { true, false, true, false } },
    },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 1, inf, 0, nan } },
    },
  },
  {
    case = "bool and int64",
    args = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.33333334, 0.33333334 } },
    },
  },
  {
    case = "float32 and float64 without dimension",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, grad = { 0.29166666, 0.14583333 } },
      { dtype = "float64", shape = {}, data = { 3 }, grad = { -0.2430555671453476 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.33333334, 1 }, upstream = { 0.875, 0.4375 } },
    },
  },
  {
    case = "int64 and float32 without dimension",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = {}, data = { 1.5 }, grad = { 0.8333334 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.6666667, 2 }, upstream = { 0.75, -0.875 } },
    },
  },
  {
    case = "int64 and integer",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 2 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.5, 1.5 } },
    },
  },
  {
    case = "int64 and float",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 1.5 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.6666667, 2 } },
    },
  },
  {
    case = "uint8 and integer",
    args = { { dtype = "uint8", shape = { 2 }, data = { 1, 3 } }, 3 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.33333334, 1 } },
    },
  },
  {
    case = "bool and integer",
    args = { { dtype = "bool", shape = { 2 }, data = { true, true } }, 2 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.5, 0.5 } },
    },
  },
  {
    case = "rounding trunc",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 5.8125, 2.375, 5.3125, -2.625, 0.4375, -0.3125 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.3125, 1.375, 1.0625, 0.8125, 1.875, 0.875 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      "trunc",
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 4, 1, 5, -3, 0, -0.0 },
        upstream = { -1.3125, 0.3125, -1.9375, 0.875, 0, 0.8125 },
      },
    },
  },
  {
    case = "rounding trunc",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 2.75, 4.125, -4.6875, -5.625, -6, -4.875 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.375, 1.1875, 1.5, 0.5625, 1.875, 1 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      "trunc",
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 2, 3, -3, -10, -3, -4 },
        upstream = { -1.3125, 0.8125, 1.5625, -1.8125, -0.5625, -0.25 },
      },
    },
  },
  {
    case = "rounding trunc, negative divisor",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -4.0625, -2.375, -4.125, 4.9375, -5.4375, -5.25 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      { dtype = "float32", shape = { 3 }, data = { -0.875, -1.125, -1.3125 }, grad = { 0, 0, 0 } },
      { rounding = "trunc" },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 4, 2, 3, -5, 4, 4 },
        upstream = { 0.375, -0.875, -0.1875, 0.3125, -0.375, -0.25 },
      },
    },
  },
  {
    case = "rounding trunc, number",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -2.5625, 2.8125, -4.125, 4.3125, -2.1875, -1.4375 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      0.75,
      { rounding = "trunc" },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -3, 3, -5, 5, -2, -1 },
        upstream = { 1.9375, 0.75, 1.1875, -1.125, 1.625, -0.375 },
      },
    },
  },
  {
    case = "rounding trunc, special values",
    args = {
      { dtype = "float64", shape = { 14 },
        data = { nan, 1, nan, inf, 1, inf, inf, -inf, 0, -0.0, 1, -1, 0, -1 },
      },
      { dtype = "float64", shape = { 14 },
        data = { 1, nan, nan, 1, inf, inf, -inf, 2, 0, 0, 0, 0, 2, -inf },
      },
      { rounding = "trunc" },
    },
    results = {
      { dtype = "float64", shape = { 14 },
        data = { nan, nan, nan, inf, 0, nan, nan, -inf, nan, nan, inf, -inf, 0, 0 },
      },
    },
  },
  {
    case = "rounding trunc, special values",
    args = {
      { dtype = "float32", shape = { 14 },
        data = { nan, 1, nan, inf, 1, inf, inf, -inf, 0, -0.0, 1, -1, 0, -1 },
      },
      { dtype = "float32", shape = { 14 },
        data = { 1, nan, nan, 1, inf, inf, -inf, 2, 0, 0, 0, 0, 2, -inf },
      },
      { rounding = "trunc" },
    },
    results = {
      { dtype = "float32", shape = { 14 },
        data = { nan, nan, nan, inf, 0, nan, nan, -inf, nan, nan, inf, -inf, 0, 0 },
      },
    },
  },
  {
    case = "rounding trunc, int64",
    args = {
      { dtype = "int64", shape = { 4 }, data = { 7, -7, 7, -7 } },
      { dtype = "int64", shape = { 4 }, data = { 2, 2, -2, -2 } },
      "trunc",
    },
    results = {
      { dtype = "int64", shape = { 4 }, data = { 3, -3, -3, 3 } },
    },
  },
  {
    case = "rounding trunc, int64 and float32",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 7, -7 } },
      { dtype = "float32", shape = { 2 }, data = { 2, 2 }, grad = { 0, 0 } },
      "trunc",
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 3, -3 }, upstream = { 0.25, 0 } },
    },
  },
  {
    case = "rounding floor",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 3.8125, 1.5625, 2.75, -2.9375, 1.3125, -4.0625 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.6875, 1.4375, 1.375, 1.0625, 0.5, 1.875 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      "floor",
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 2, 1, 2, -3, 2, -3 },
        upstream = { 0, 0.5, -0.3125, -1, -1.875, 0.3125 },
      },
    },
  },
  {
    case = "rounding floor",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 5.3125, 1.75, -2.9375, -5, 1.0625, 2.0625 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.5, 0.875, 0.5625, 1.9375, 1.0625, 1.4375 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      "floor",
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 10, 2, -6, -3, 1, 1 },
        upstream = { -0.625, 0, -1.0625, -0.125, 0.625, 2 },
      },
    },
  },
  {
    case = "rounding floor, negative divisor",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 2.375, -0.8125, -3.25, 5.5625, 4.375, -1.25 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      { dtype = "float32", shape = { 3 },
        data = { -0.8125, -1.6875, -1.8125 },
        grad = { 0, 0, 0 },
      },
      { rounding = "floor" },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -3, 0, 1, -7, -3, 0 },
        upstream = { 0.0625, 0.25, 1.5625, -1, 0.375, -0.5 },
      },
    },
  },
  {
    case = "rounding floor, number",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.75, 0.4375, -3.75, -3.0625, -1.6875, 2 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      0.75,
      { rounding = "floor" },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -3, 0, -5, -5, -3, 2 },
        upstream = { 0.0625, 0.3125, -1.5625, -1.5, 0.25, -1.3125 },
      },
    },
  },
  {
    case = "rounding floor, special values",
    args = {
      { dtype = "float64", shape = { 14 },
        data = { nan, 1, nan, inf, 1, inf, inf, -inf, 0, -0.0, 1, -1, 0, -1 },
      },
      { dtype = "float64", shape = { 14 },
        data = { 1, nan, nan, 1, inf, inf, -inf, 2, 0, 0, 0, 0, 2, -inf },
      },
      { rounding = "floor" },
    },
    results = {
      { dtype = "float64", shape = { 14 },
        data = { nan, nan, nan, nan, 0, nan, nan, nan, nan, nan, inf, -inf, 0, 0 },
      },
    },
  },
  {
    case = "rounding floor, special values",
    args = {
      { dtype = "float32", shape = { 14 },
        data = { nan, 1, nan, inf, 1, inf, inf, -inf, 0, -0.0, 1, -1, 0, -1 },
      },
      { dtype = "float32", shape = { 14 },
        data = { 1, nan, nan, 1, inf, inf, -inf, 2, 0, 0, 0, 0, 2, -inf },
      },
      { rounding = "floor" },
    },
    results = {
      { dtype = "float32", shape = { 14 },
        data = { nan, nan, nan, nan, 0, nan, nan, nan, nan, nan, inf, -inf, 0, 0 },
      },
    },
  },
  {
    case = "rounding floor, int64",
    args = {
      { dtype = "int64", shape = { 4 }, data = { 7, -7, 7, -7 } },
      { dtype = "int64", shape = { 4 }, data = { 2, 2, -2, -2 } },
      "floor",
    },
    results = {
      { dtype = "int64", shape = { 4 }, data = { 3, -4, -4, 3 } },
    },
  },
  {
    case = "rounding floor, int64 and float32",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 7, -7 } },
      { dtype = "float32", shape = { 2 }, data = { 2, 2 }, grad = { 0, 0 } },
      "floor",
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 3, -4 }, upstream = { 1.25, 1 } },
    },
  },
}

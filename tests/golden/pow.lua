-- pow: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.625, 0.6875, 1.0625, 0.8125, 1.6875, 1.25 },
        grad = {
          1.9989476793875691, -1.7678747889879143, 2.728185117949206, 1.3117139139570049,
          -0.42660906023750683, 0.033506911666996236,
        },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.75, 1.625, 1.5625, -1.125, -1.4375, 0.3125 },
        grad = {
          -0.3355402371373209, 0.2802508512127025, 0.11246872989420946, 0.1967069316801459,
          0.26204368564457253, 0.029907405051780273,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = {
          0.4393291603049602, 0.5439614735347429, 1.0993575586402724, 1.2631319171437827,
          0.47134300261535284, 1.0722211733438796,
        },
        upstream = { 1.625, -1.375, 1.6875, -0.75, 1.0625, 0.125 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.5, 1.375, 1.5, 1.6875, 2, 0.25 },
        grad = { -1.9350508, -1.1360253, -0.3472305, -0.752308, -2.579074, 0.69328177 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.8125, 1.4375, -0.9375, -1.75, 1.875, 1.9375 },
        grad = { 0.37000692, -0.34604228, 0.22526373, 0.37958503, -1.9068563, -0.124011956 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.28469715, 1.5805569, 0.6837769, 0.40024266, 3.6680162, 0.068156734 },
        upstream = { -1.875, -0.6875, 0.8125, 1.8125, -0.75, 1.3125 },
      },
    },
  },
  {
    case = "row",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.8125, 1.0625, 1, 1.1875, 0.625, 1.25 },
        grad = { -1.1019456, 0.28781015, -2.578125, -3.1261446, -1.099085, 1.2146952 },
      },
      { dtype = "float32", shape = { 3 },
        data = { 1.8125, -0.5625, 1.375 },
        grad = { -1.0073124, -0.60692906, 0.24641034 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 2.9385216, 0.9664735, 1, 1.3654425, 1.3026192, 1.3590995 },
        upstream = { -0.375, -0.5625, -1.875, -1.5, 0.9375, 0.8125 },
      },
    },
  },
  {
    case = "column by row",
    args = {
      { dtype = "float64", shape = { 2, 1 },
        data = { 1, 1.1875 },
        grad = { -1.83984375, 1.1861963076373883 },
      },
      { dtype = "float64", shape = { 1, 3 },
        data = { 0.4375, 2, -1 },
        grad = { -0.03473790841547243, 0.10602187481779, -0.04522375182280506 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1, 1, 1, 1.078083025279311, 1.41015625, 0.8421052631578947 },
        upstream = { -1.0625, -0.6875, 0, -0.1875, 0.4375, -0.3125 },
      },
    },
  },
  {
    case = "more dimensions on the right",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1.375, 0.75 }, grad = { 3.0721278, 5.576681 } },
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { -1.375, -1.75, 1.3125, -1.1875 },
        grad = { -0.25691542, 0.7734086, 0.7557683, -0.1265108 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { 0.6454072, 1.6544087, 1.518876, 1.407229 },
        upstream = { -1.25, -1.625, 1.5625, 0.3125 },
      },
    },
  },
  {
    case = "no dimension on the left",
    args = {
      { dtype = "float64", shape = {}, data = { 0.25 }, grad = { 5.883007184922093 } },
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.8125, 0.25, 1.5, -2 },
        grad = {
          -0.021067984709647557, 1.5929194831363893, 0.24909976801373035, 1.3862943611198906,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.0810524721656881, 0.7071067811865476, 0.125, 16 },
        upstream = { 0.1875, -1.625, -1.4375, -0.0625 },
      },
    },
  },
  {
    case = "no dimension on the right",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 1.5625, 0.5625, 1.8125, 1.875 },
        grad = { 0.96863574, -13.713543, 0.5955375, 0.48337254 },
      },
      { dtype = "float32", shape = {}, data = { -1.8125 }, grad = { -3.4898717 } },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 0.44534975, 2.8372848, 0.34030718, 0.32002595 },
        upstream = { -1.875, 1.5, -1.75, -1.5625 },
      },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "float64", shape = {}, data = { 1.5 }, grad = { -0.9357270151892323 } },
      { dtype = "float64", shape = {}, data = { 0.875 }, grad = { -0.6504079806401691 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.425869737431211 }, upstream = { -1.125 } },
    },
  },
  {
    case = "transposed and strided",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { 1.9375, 1.6875, 1.5625, 0.4375, 1.1875, 1.125 },
        grad = { -0.060935296, 0.3874543, -0.17311405, 2.8714914, -1.3328073, 0.39774755 },
      },
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          1.875, 0.0625, 0.9375, -1.8125, 0.25, 1.3125, -1.5625, 1.6875, -1.1875, 1.625, 0, 1.5,
        },
        grad = { -1.2493778, -0.14906539, -0.02691639, 1.5025024, 0.29663932, 0.035135936 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.0422037, 0.44534975, 1.253016, 2.418098, 0.26096925, 1.1932427 },
        upstream = { -1.8125, -0.75, -0.125, 1.1875, -1.375, 0.25 },
      },
    },
  },
  {
    case = "both transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.125, 1.9375, 1.25, 0.875, 0.6875, 0.25 },
        grad = {
          -0.021298541309746646, 0.06585434876765241, -0.5588848932944142, 2.3862883360624014,
          0.025351104442137843, 11.772549813552002,
        },
      },
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.1875, -1.1875, 0.0625, 1.0625, 1.9375, -0.875 },
        grad = {
          -0.01505164110308907, -0.007241807095209352, 0.6031060118641283, -0.3172707318713316,
          0.11313870949912153, 4.662919835008617,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = {
          1.022329982867839, 0.8677278896443612, 0.4559324129507063, 0.4838556994780906,
          1.0140441776855136, 3.363585661014858,
        },
        upstream = { -0.125, 0.0625, 2, 1.75, 0.5, -1 },
      },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 3 }, view = { { "expand", 2, 3 } },
        data = { 1.5625, 0.875, 0.9375 },
        grad = { 0.4608, -3.5343935, -0.55082434, 1.6139307, -0.43430156, -0.21997812 },
      },
      { dtype = "float32", shape = { 2, 1 }, view = { { "expand", 2, 3 } },
        data = { -1.5, 1.1875 },
        grad = { -0.21421783, -0.2753056, -0.022218367, 0.9477322, 0.042731605, 0.011208208 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.512, 1.2217656, 1.1016486, 1.6988745, 0.85336447, 0.9262237 },
        upstream = { -0.9375, 1.6875, 0.3125, 1.25, -0.375, -0.1875 },
      },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} },
      { dtype = "float64", shape = { 1, 3 }, data = { 1.875, -1.375, 2 }, grad = { 0, 0, 0 } },
    },
    results = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no element by broadcast",
    args = {
      { dtype = "float32", shape = { 2, 1 }, data = { 0.4375, 2 }, grad = { 0, 0 } },
      { dtype = "float32", shape = { 2, 0 }, data = {}, grad = {} },
    },
    results = {
      { dtype = "float32", shape = { 2, 0 }, data = {}, upstream = {} },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float64", shape = { 1 }, data = { 0.625 }, grad = { -0.78125 } },
      { dtype = "float64", shape = { 1, 1 }, data = { 2 }, grad = { 0.11474697979632216 } },
    },
    results = {
      { dtype = "float64", shape = { 1, 1 }, data = { 0.390625 }, upstream = { -0.625 } },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 1.375, 0.875, 0.8125, 1 },
        grad = { 0.32979485, -1.0523412, 1.4365869, 1.96875 },
      },
      1.5,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 1.6123304, 0.8184875, 0.7323776, 1 },
        upstream = { 0.1875, -0.75, 1.0625, 1.3125 },
      },
    },
  },
  {
    case = "number and tensor",
    args = {
      1.5,
      { dtype = "float64", shape = { 2, 2 },
        data = { -1.625, -1.375, -1.125, 0.9375 },
        grad = {
          0.14423740287429265, 0.04353407070150297, 0.20877293205733827, -1.1118349322137182,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.5174301179826215, 0.5726305562797714, 0.6337198833027605, 1.462465249551871 },
        upstream = { 0.6875, 0.1875, 0.8125, -1.875 },
      },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 1.5, 1.8125, 1.5625, 1.875 },
        grad = { -0.5625, -0.453125, 0.5859375, 2.34375 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 2.25, 3.2851562, 2.4414062, 3.515625 },
        upstream = { -0.1875, -0.125, 0.1875, 0.625 },
      },
    },
  },
  {
    case = "number and tensor",
    args = {
      2,
      { dtype = "float64", shape = { 2, 2 },
        data = { 0, 1.875, -0.125, -1 },
        grad = {
          -0.8664339756999316, 0.47671407533204113, -0.7150711129980617, -0.28159104210247776,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 1, 3.668016172818685, 0.9170040432046712, 0.5 },
        upstream = { -1.25, 0.1875, -1.125, -0.8125 },
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
        data = { nan, 1, nan, inf, 1, inf, 0, inf, 1, 1, 1, 1, 0, 1 },
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
        data = { nan, 1, nan, inf, 1, inf, 0, inf, 1, 1, 1, 1, 0, 1 },
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
      { dtype = "int64", shape = { 3 }, data = { 49, 0, 125 } },
    },
  },
  {
    case = "int32 and int64",
    args = {
      { dtype = "int32", shape = { 2 }, data = { 2, 3 } },
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 8, 27 } },
    },
  },
  {
    case = "uint8 and uint8",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 200, 7 } },
      { dtype = "uint8", shape = { 2 }, data = { 100, 2 } },
    },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 0, 49 } },
    },
  },
  {
    case = "uint8 and int32",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 2, 3 } },
      { dtype = "int32", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "int32", shape = { 2 }, data = { 8, 27 } },
    },
  },
  {
    case = "int64 and float32",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 2, 3 } },
      { dtype = "float32", shape = { 2 }, data = { 3, 3 }, grad = { 10.397207, 37.078167 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 8, 27 }, upstream = { 1.875, 1.25 } },
    },
  },
  {
    case = "float32 and float64",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 2, 3 }, grad = { -16.5, 54 } },
      { dtype = "float64", shape = { 2 },
        data = { 3, 3 },
        grad = { -7.6246189861593985, 59.32506358807793 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 8, 27 }, upstream = { -1.375, 2 } },
    },
  },
  {
    case = "bool and int64",
    args = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 1 } },
    },
  },
  {
    case = "float32 and float64 without dimension",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 2, 3 }, grad = { -16.5, -42.1875 } },
      { dtype = "float64", shape = {}, data = { 3 }, grad = { -53.97232437133789 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 8, 27 }, upstream = { -1.375, -1.5625 } },
    },
  },
  {
    case = "int64 and float32 without dimension",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 2, 3 } },
      { dtype = "float32", shape = {}, data = { 1.5 }, grad = { 2.5875897 } },
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { 2.828427, 5.196152 },
        upstream = { -0.5, 0.625 },
      },
    },
  },
  {
    case = "int64 and integer",
    args = { { dtype = "int64", shape = { 2 }, data = { 2, 3 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 4, 9 } },
    },
  },
  {
    case = "int64 and float",
    args = { { dtype = "int64", shape = { 2 }, data = { 2, 3 } }, 1.5 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 2.828427, 5.196152 } },
    },
  },
  {
    case = "uint8 and integer",
    args = { { dtype = "uint8", shape = { 2 }, data = { 2, 3 } }, 3 },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 8, 27 } },
    },
  },
  {
    case = "bool and integer",
    args = { { dtype = "bool", shape = { 2 }, data = { true, true } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 1 } },
    },
  },
  {
    case = "whole exponents of negative bases",
    args = {
      { dtype = "float64", shape = { 4 },
        data = { -2, -1.5, -0.5, 0 },
        grad = { -6.5, 12.234375, -0.75, -0.0 },
      },
      { dtype = "float64", shape = { 4 }, data = { 2, 3, -1, 2 }, grad = { nan, nan, nan, -0.0 } },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 4, -3.375, -2, 0 },
        upstream = { 1.625, 1.8125, 0.1875, -0.3125 },
      },
    },
  },
  {
    case = "whole exponents of negative bases",
    args = {
      { dtype = "float32", shape = { 4 },
        data = { -2, -1.5, -0.5, 0 },
        grad = { -1.25, -10.96875, 5.75, 0 },
      },
      { dtype = "float32", shape = { 4 }, data = { 2, 3, -1, 2 }, grad = { nan, nan, nan, 0 } },
    },
    results = {
      { dtype = "float32", shape = { 4 },
        data = { 4, -3.375, -2, 0 },
        upstream = { 0.3125, -1.625, -1.4375, 0.0625 },
      },
    },
  },
  {
    case = "powers of zero",
    args = {
      { dtype = "float64", shape = { 3 }, data = { 0, 0, 0 }, grad = { 0, -1.3125, 0 } },
      { dtype = "float64", shape = { 3 }, data = { 0, 1, 2 }, grad = { -0.0, -0.0, 0 } },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 1, 0, 0 },
        upstream = { -0.625, -1.3125, 1.4375 },
      },
    },
  },
  {
    case = "powers of zero",
    args = {
      { dtype = "float32", shape = { 3 }, data = { 0, 0, 0 }, grad = { 0, -1.75, -0.0 } },
      { dtype = "float32", shape = { 3 }, data = { 0, 1, 2 }, grad = { 0, -0.0, -0.0 } },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 1, 0, 0 },
        upstream = { 1.9375, -1.75, -1.0625 },
      },
    },
  },
  {
    case = "negative base, fractional exponent",
    args = { { dtype = "float32", shape = { 2 }, data = { -2, -1 } }, 0.5 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { nan, nan } },
    },
  },
  {
    case = "exponent 0",
    args = {
      { dtype = "float64", shape = { 3 }, data = { 1.5, 1.125, 1.4375 }, grad = { 0, 0, 0 } },
      0,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 1, 1, 1 },
        upstream = { 0.5625, -1.0625, 1.375 },
      },
    },
  },
  {
    case = "exponent 1",
    args = {
      { dtype = "float32", shape = { 3 },
        data = { 1.875, 1.8125, 1.3125 },
        grad = { -2, 1.8125, 1.4375 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 1.875, 1.8125, 1.3125 },
        upstream = { -2, 1.8125, 1.4375 },
      },
    },
  },
  {
    case = "exponent 2",
    args = {
      { dtype = "float64", shape = { 3 },
        data = { 1.25, 2, 1.9375 },
        grad = { 0, 2.75, -0.2421875 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 1.5625, 4, 3.75390625 },
        upstream = { 0, 0.6875, -0.0625 },
      },
    },
  },
  {
    case = "exponent 3",
    args = {
      { dtype = "float32", shape = { 3 },
        data = { 1.4375, 1.6875, 0.75 },
        grad = { 4.649414, 0.53393555, -0.10546875 },
      },
      3,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 2.970459, 4.80542, 0.421875 },
        upstream = { 0.75, 0.0625, -0.0625 },
      },
    },
  },
  {
    case = "exponent -1",
    args = {
      { dtype = "float64", shape = { 3 },
        data = { 1.0625, 0.8125, 1.3125 },
        grad = { -1.0519031141868513, -1.3254437869822484, -0.326530612244898 },
      },
      -1,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 0.9411764705882353, 1.2307692307692308, 0.7619047619047619 },
        upstream = { 1.1875, 0.875, 0.5625 },
      },
    },
  },
  {
    case = "exponent -2",
    args = {
      { dtype = "float32", shape = { 3 },
        data = { 1.375, 0.6875, 0.5625 },
        grad = { -1.5386927, -3.4620585, 12.641975 },
      },
      -2,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 0.5289256, 2.1157024, 3.1604939 },
        upstream = { 2, 0.5625, -1.125 },
      },
    },
  },
  {
    case = "exponent 0.5",
    args = {
      { dtype = "float64", shape = { 3 },
        data = { 1.8125, 0.6875, 1.1875 },
        grad = { -0.4178145108983667, 0.3392002626499841, 0.08603090020146066 },
      },
      0.5,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 1.346291201783626, 0.82915619758885, 1.0897247358851685 },
        upstream = { -1.125, 0.5625, 0.1875 },
      },
    },
  },
  {
    case = "exponent -0.5",
    args = {
      { dtype = "float32", shape = { 3 },
        data = { 0.9375, 1.75, 1.375 },
        grad = { -0.86066294, 0.18898223, -0.4457833 },
      },
      -0.5,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 1.0327955, 0.75592893, 0.8528029 },
        upstream = { 1.5625, -0.875, 1.4375 },
      },
    },
  },
  {
    case = "exponent 0 at zero",
    args = { { dtype = "float64", shape = { 2 }, data = { 0, 1 }, grad = { 0, 0 } }, 0 },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 1, 1 }, upstream = { 0.9375, 0.5625 } },
    },
  },
  {
    case = "exponent 2 at zero",
    args = { { dtype = "float32", shape = { 2 }, data = { 0, -3 }, grad = { 0, 1.125 } }, 2.0 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, 9 }, upstream = { 1.5625, -0.1875 } },
    },
  },
  {
    case = "base 0",
    args = { 0, { dtype = "float64", shape = { 3 }, data = { 1, 2, 0 }, grad = { 0, 0, -0.0 } } },
    results = {
      { dtype = "float64", shape = { 3 }, data = { 0, 0, 1 }, upstream = { 0.0625, 0, -0.4375 } },
    },
  },
  {
    case = "int64",
    args = {
      { dtype = "int64", shape = { 4 }, data = { 2, -3, 10, 0 } },
      { dtype = "int64", shape = { 4 }, data = { 10, 3, 0, 0 } },
    },
    results = {
      { dtype = "int64", shape = { 4 }, data = { 1024, -27, 1, 1 } },
    },
  },
}

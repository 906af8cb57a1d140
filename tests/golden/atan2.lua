-- atan2: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.0625, 0.375, 0.5625, 1.25, 1.1875, 0.6875 },
        grad = {
          -0.0, 0.12682926829268293, -1.0222222222222221, -0.7739816031537451, 0.6022443890274314,
          1.402714932126697,
        },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.6875, -0.8125, -1.125, -1.1875, -1.3125, -0.625 },
        grad = {
          -0.0, 0.058536585365853655, -0.5111111111111111, -0.8147174770039421, 0.5448877805486284,
          1.5429864253393666,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = {
          2.579671091332978, 2.7091848780192556, 2.677945044588987, 2.3305590816706676,
          2.4061528859142878, 2.3086113869153615,
        },
        upstream = { 0, -0.125, 1.4375, 1.9375, -1.4375, -1.9375 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.125, 1.5, 1.375, 1.5625, 0.375, 1.625 },
        grad = { 0.6830601, -0.16638935, 0.63705975, -0.43642923, -1.0705882, -0.038338657 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.9375, -0.3125, -0.8125, -1.375, -0.4375, -1.5 },
        grad = { 0.8196721, -0.79866886, 1.0781012, -0.4959423, -0.91764706, -0.041533545 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 2.2655346, 1.7761917, 2.1045046, 2.2924511, 2.4329665, 2.3162158 },
        upstream = { -1.5625, 1.25, -2, 1.375, 0.8125, 0.125 },
      },
    },
  },
  {
    case = "row",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.125, 0.5625, 1.5, 1.3125, 1, 0.8125 },
        grad = { -0.08235294, 0.97505426, -0.33142036, 0.4047619, 0.6344576, -1.1758621 },
      },
      { dtype = "float32", shape = { 3 },
        data = { -1.3125, -1.8125, -0.6875 },
        grad = { 0.33417368, 0.65264857, -2.112754 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 2.4329665, 2.8406725, 2.0005586, 2.3561945, 2.6374269, 2.2730532 },
        upstream = { 0.1875, -1.9375, 1.3125, -1.0625, -1.5, 1.9375 },
      },
    },
  },
  {
    case = "column by row",
    args = {
      { dtype = "float64", shape = { 2, 1 },
        data = { 0.25, 0.4375 },
        grad = { 0.18804520222046006, 1.1973456228592907 },
      },
      { dtype = "float64", shape = { 1, 3 },
        data = { -0.75, -0.5625, -2 },
        grad = { 1.4542746113989637, -1.3976209357652656, 0.13315291418739694 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = {
          2.819842099193151, 2.723368324010564, 3.017237659043032, 2.6135182051634334,
          2.4805494847391065, 2.926234953892055,
        },
        upstream = { -1.1875, 0.8125, 0.0625, -1.6875, 1, -1.3125 },
      },
    },
  },
  {
    case = "more dimensions on the right",
    args = {
      { dtype = "float32", shape = { 2 },
        data = { 1.0625, 0.5 },
        grad = { -0.9465069, 0.12729609 },
      },
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { -0.3125, -0.375, -1.75, -0.8125 },
        grad = { -0.3789809, 1.36, -0.5069898, -0.5493562 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { 1.8568478, 2.2142975, 2.5959377, 2.5899377 },
        upstream = { 0.4375, -1.0625, 2, 1 },
      },
    },
  },
  {
    case = "no dimension on the left",
    args = {
      { dtype = "float64", shape = {}, data = { 0.8125 }, grad = { -0.25552240442261254 } },
      { dtype = "float64", shape = { 2, 2 },
        data = { -0.625, -1.75, -0.5625, -1.0625 },
        grad = { 0.3866171003717472, -0.16369359916054566, -1.04, 0.39737991266375544 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 2.2264919530364327, 2.7069224384405484, 2.1763409903998667, 2.488746022489019 },
        upstream = { -0.5, 0.75, 1.25, -0.875 },
      },
    },
  },
  {
    case = "no dimension on the right",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 0.4375, 0.5, 1.4375, 0.5625 },
        grad = { 0.9167544, 0.15560167, -0.5878237, -0.48929662 },
      },
      { dtype = "float32", shape = {}, data = { -1.875 }, grad = { -0.34205064 } },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 2.9123607, 2.8809903, 2.48751, 2.8501358 },
        upstream = { -1.8125, -0.3125, 1.75, 1 },
      },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "float64", shape = {}, data = { 0.375 }, grad = { 2.1311475409836067 } },
      { dtype = "float64", shape = {}, data = { -0.3125 }, grad = { 2.557377049180328 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 2.2655346029916 }, upstream = { -1.625 } },
    },
  },
  {
    case = "transposed and strided",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { 1.8125, 1.0625, 1.6875, 1.5625, 0.4375, 1.875 },
        grad = { -0.047890536, 0.1809409, -0.79030555, 0.9102773, -0.4185442, -0.19457437 },
      },
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          -0.25, -0.375, -0.9375, -0.625, -0.5, -1.875, -0.75, -1.125, -1, -1.4375, -2, -0.8125,
        },
        grad = { -0.23147091, 0.4885404, -0.18440463, 0.85970634, -0.45493934, -0.44901776 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.7748142, 1.925502, 2.9123607, 2.3847582, 2.3145518, 1.9797041 },
        upstream = { 0.4375, -0.9375, 1.5625, -1.9375, 1.3125, 1 },
      },
    },
  },
  {
    case = "both transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.625, 1.9375, 0.625, 1.5, 1.6875, 0.875 },
        grad = {
          -0.15149664019547954, -0.38, -0.16106194690265485, 0.5302066772655009,
          -0.6617647058823529, 0.12307692307692308,
        },
      },
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.9375, -0.8125, -0.375, -1.125, -1.4375, -0.5 },
        grad = {
          -0.12706169822846672, -0.5066666666666667, -0.384070796460177, 0.6224165341812401,
          -1.1029411764705883, 0.2153846153846154,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = {
          2.443689830994736, 2.214297435588181, 1.967875772019879, 2.2763645044801075,
          2.1112158270654806, 2.0899424410414196,
        },
        upstream = { 0.5, 1.1875, 0.875, -1.8125, 0.9375, -0.25 },
      },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 3 }, view = { { "expand", 2, 3 } },
        data = { 0.75, 0.625, 0.8125 },
        grad = { 0.9166667, -0.68852454, -0.88178915, 0.03846154, 0.6792453, -0.94929004 },
      },
      { dtype = "float32", shape = { 2, 1 }, view = { { "expand", 2, 3 } },
        data = { -0.75, -1.125 },
        grad = { 0.9166667, -0.57377046, -0.95527154, 0.025641028, 0.3773585, -0.6855984 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 2.3561945, 2.4468544, 2.3162158, 2.55359, 2.6344943, 2.5161076 },
        upstream = { -1.375, 0.875, 1.4375, -0.0625, -1, 1.625 },
      },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} },
      { dtype = "float64", shape = { 1, 3 },
        data = { -1.25, -1.9375, -1.375 },
        grad = { 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no element by broadcast",
    args = {
      { dtype = "float32", shape = { 2, 1 }, data = { 0.25, 0.5625 }, grad = { 0, 0 } },
      { dtype = "float32", shape = { 2, 0 }, data = {}, grad = {} },
    },
    results = {
      { dtype = "float32", shape = { 2, 0 }, data = {}, upstream = {} },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float64", shape = { 1 }, data = { 0.875 }, grad = { 1.0164948453608247 } },
      { dtype = "float64", shape = { 1, 1 }, data = { -1.0625 }, grad = { 0.8371134020618557 } },
    },
    results = {
      { dtype = "float64", shape = { 1, 1 }, data = { 2.452668265374932 }, upstream = { -1.8125 } },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 0.25, 1.1875, 0.5625, 1.25 },
        grad = { -0.8918919, 0.7427961, 0.10958904, 0.7377049 },
      },
      1.5,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 0.16514868, 0.669639, 0.35877067, 0.69473827 },
        upstream = { -1.375, 1.8125, 0.1875, 1.875 },
      },
    },
  },
  {
    case = "number and tensor",
    args = {
      1.5,
      { dtype = "float64", shape = { 2, 2 },
        data = { -1.375, -0.6875, -1.25, -1.5 },
        grad = { 0.33962264150943394, -0.6886657101865137, -0.7131147540983607, 0.375 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 2.312743594800814, 2.000558605891585, 2.2655346029916, 2.356194490192345 },
        upstream = { -0.9375, 1.25, 1.8125, -1.125 },
      },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 1, 1.375, 0.25, 0.5625 },
        grad = { -0.075, -0.5729443, -0.61538464, 0.8687783 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 0.4636476, 0.60228735, 0.124354996, 0.27416745 },
        upstream = { -0.1875, -1.6875, -1.25, 1.875 },
      },
    },
  },
  {
    case = "number and tensor",
    args = {
      2,
      { dtype = "float64", shape = { 2, 2 },
        data = { -0.9375, -1.8125, -1.9375, -1.875 },
        grad = { -0.7173738991192954, -0.1544235924932976, 0.3062972292191436, 0.2993762993762994 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 2.0091328866528544, 2.307053755776325, 2.340322807200555, 2.323947607757091 },
        upstream = { 1.75, 0.5625, -1.1875, -1.125 },
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
        data = {
          nan, nan, nan, 1.5707963267948966, 0, 0.7853981633974483, 2.356194490192345,
          -1.5707963267948966, 0, -0.0, 1.5707963267948966, -1.5707963267948966, 0,
          -3.141592653589793,
        },
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
        data = {
          nan, nan, nan, 1.5707964, 0, 0.7853982, 2.3561945, -1.5707964, 0, -0.0, 1.5707964,
          -1.5707964, 0, -3.1415927,
        },
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
      { dtype = "float32", shape = { 3 }, data = { -1.2924967, 1.849096, 1.0303768 } },
    },
  },
  {
    case = "int32 and int64",
    args = {
      { dtype = "int32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.32175055, 0.7853982 } },
    },
  },
  {
    case = "uint8 and uint8",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 200, 7 } },
      { dtype = "uint8", shape = { 2 }, data = { 100, 2 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1.1071488, 1.2924967 } },
    },
  },
  {
    case = "uint8 and int32",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int32", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.32175055, 0.7853982 } },
    },
  },
  {
    case = "int64 and float32",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = { 2 }, data = { 3, 3 }, grad = { -0.16250001, -0.23958333 } },
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { 0.32175055, 0.7853982 },
        upstream = { 1.625, 1.4375 },
      },
    },
  },
  {
    case = "float32 and float64",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, grad = { -0.24375, 0.0625 } },
      { dtype = "float64", shape = { 2 }, data = { 3, 3 }, grad = { 0.08125, -0.0625 } },
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { 0.3217505543966422, 0.7853981633974483 },
        upstream = { -0.8125, 0.375 },
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
      { dtype = "float32", shape = { 4 }, data = { 0.7853982, 1.5707964, 0, 0 } },
    },
  },
  {
    case = "bool and int64",
    args = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.32175055, 0.32175055 } },
    },
  },
  {
    case = "float32 and float64 without dimension",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, grad = { -0.15, 0.072916664 } },
      { dtype = "float64", shape = {}, data = { 3 }, grad = { -0.02291666343808174 } },
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { 0.32175055, 0.7853982 },
        upstream = { -0.5, 0.4375 },
      },
    },
  },
  {
    case = "int64 and float32 without dimension",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = {}, data = { 1.5 }, grad = { 0.9217949 } },
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { 0.5880026, 1.1071488 },
        upstream = { -1.75, -1.4375 },
      },
    },
  },
  {
    case = "int64 and integer",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 2 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.4636476, 0.98279375 } },
    },
  },
  {
    case = "int64 and float",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 1.5 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.5880026, 1.1071488 } },
    },
  },
  {
    case = "uint8 and integer",
    args = { { dtype = "uint8", shape = { 2 }, data = { 1, 3 } }, 3 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.32175055, 0.7853982 } },
    },
  },
  {
    case = "bool and integer",
    args = { { dtype = "bool", shape = { 2 }, data = { true, true } }, 2 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.4636476, 0.4636476 } },
    },
  },
}

-- digamma: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 3, 0.3125, 4.625, 1.8125, 0.6875, 4.8125, 3.9375, 3.8125 },
        grad = {
          0.2715171710157127, 17.039187005953067, -0.13570894719002924, 0.9587573466112358,
          2.916556548700557, -0.15871886258767973, 0.48754342027664777, -0.5805961134624213,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          0.922784335098467, -3.3551055762098403, 1.419490300725947, 0.2941629167060466,
          -1.255960476036936, 1.4637376921598502, 1.238220556343927, 1.201442610192637,
        },
        upstream = { 0.6875, 1.5, -0.5625, 1.3125, 1, -0.6875, 1.6875, -1.9375 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.625, 4, 2.625, 4.4375, 2.9375, 1.6875, 4.5, 4.8125 },
        grad = {
          -5.95207, -0.37251762, -0.9249699, 0.06315814, -0.20240209, -1.2012811, -0.3109064,
          0.28857973,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          -1.4527091, 1.2561177, 0.7626759, 1.3732041, 0.89779514, 0.198585, 1.388871, 1.4637377,
        },
        upstream = { -1.75, -1.3125, -2, 0.25, -0.5, -1.5, -1.25, 1.25 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 3, 4.75, 2.0625, 4.5625, 2.875, 4.3125 },
        grad = { -0.098733515, -0.07654254, -0.13175367, 0.5708643, -1.2024258, -0.3260321 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.9227842, 1.4042974, 1.4492041, 0.8721734, 0.4623229, 1.3411186 },
        upstream = { -0.25, -0.3125, -0.5625, 1.375, -1.9375, -1.25 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 2.3125, 1.875, 2.25, 2.6875, 4.6875, 0.5, 0.375, 3.6875 },
        grad = {
          -0.04372615682634596, -0.11242202187350107, 4.934802202073678, -0.6030175595919806,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.3388400713094478, 0.7911775711011112, -1.9635100260214229, 1.163270594356925 },
        upstream = { -0.0625, -0.25, 1, -1.9375 },
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
    args = { { dtype = "float64", shape = {}, data = { 0.5625 }, grad = { 4.298995847093403 } } },
    results = {
      { dtype = "float64", shape = {}, data = { -1.6844261976514956 }, upstream = { 1.0625 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 2.9375 }, grad = { -0.1265013 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0.89779514 }, upstream = { -0.3125 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float64", shape = { 3 },
        data = { 1, 100.5, -1.5 },
        grad = { 0.8224670338191687, -0.014374880212525712, 1.7586087459092887 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { -0.5772156649015328, 4.605174352581845, 0.7031566406452433 },
        upstream = { 0.5, -1.4375, 0.1875 },
      },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float32", shape = { 3 },
        data = { 1, 100.5, -1.5 },
        grad = { -3.1870596, 0, -2.344812 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { -0.5772159, 4.605174, 0.70315677 },
        upstream = { -1.9375, 0, -0.25 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, inf, nan, -inf, inf, -0.5772156649015328, nan },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, inf, nan, -inf, inf, -0.5772159, nan } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { nan, -inf, -0.5772159, 0.4227842 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { -inf, -0.5772159, 1.8727844, 5.2958155 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { -0.5772159, -inf } },
    },
  },
}

-- asinh: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 2.875, 1.8125, -0.75, 2.5, -0.0625, 1.5625, 3, -1.1875 },
        grad = {
          -0.6570412498825454, 0.4830773429113347, 0.9500000000000001, -0.18569533817705186,
          0.3742697169310832, -0.3032177042381441, 0.09882117688026186, 0.5233602934485084,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          1.7781588850701413, 1.3564952180153438, -0.6931471805599453, 1.6472311463710958,
          -0.06245938125554031, 1.2289393579150394, 1.8184464592320668, -1.0079461661508897,
        },
        upstream = { -2, 1, 1.1875, -0.5, 0.375, -0.5625, 0.3125, 0.8125 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -1.5, 0.9375, 2.9375, 1.8125, 0.125, 1.1875, -1.375, -0.6875 },
        grad = {
          -0.034668762, -0.5015568, 0.1611319, -0.06038467, -1.5504341, -0.5636188, 0.2573251,
          -1.081555,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          -1.1947632, 0.8364819, 1.7984947, 1.3564953, 0.12467675, 1.0079461, -1.1233647,
          -0.6423961,
        },
        upstream = { -0.0625, -0.6875, 0.5, -0.125, -1.5625, -0.875, 0.4375, -1.3125 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0, -2.8125, -1.3125, -0.8125, 1.625, -0.9375 },
        grad = { -1.5, 0.776114, 0.06281431, -0.85165834, 0.37877703, 1.3222861 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0, -0.7423994, -1.7574248, 1.2621593, -1.0860494, -0.8364819 },
        upstream = { -1.5, 1, 0.1875, -1.625, 0.625, 1.8125 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 2.125, 1.375, -2.1875, 1.1875, -2.875, -1.625, 2.375, 0.75 },
        grad = { 0.8087360843031886, -0.20129242055711866, -0.49134133656031376, 1.05 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 1.1233646762497842, 1.0079461661508897, -1.262159310085841, 0.6931471805599453 },
        upstream = { 1.375, -0.3125, -0.9375, 1.3125 },
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
      { dtype = "float64", shape = {}, data = { -1.9375 }, grad = { 0.487308102255893 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -1.4153300758017004 }, upstream = { 1.0625 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -1.875 }, grad = { 0.5294118 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -1.3862944 }, upstream = { 1.125 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 1e-10 }, grad = { -0.8125 } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 1e-10 }, upstream = { -0.8125 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 1e-10 }, grad = { 0.4375 } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 1e-10 }, upstream = { 0.4375 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, inf, -inf, 0, -0.0, 0.881373587019543, -0.881373587019543 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 },
        data = { nan, inf, -inf, 0, -0.0, 0.8813736, -0.8813736 },
      },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { -1.8184465, 0, 0.8813736, 1.4436355 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, 0.8813736, 2.6441207, 5.991471 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.8813736, 0 } },
    },
  },
}

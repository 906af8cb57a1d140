-- atanh: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -0.875, -0.8125, 0.5, 0.875, -0.5625, 0.125, 0.375, -0.1875 },
        grad = {
          6.666666666666667, -4.045977011494253, 2.4166666666666665, 5.066666666666666,
          -2.742857142857143, -1.0793650793650793, -1.0909090909090908, -2.0728744939271255,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          -1.354025100551105, -1.134341770659182, 0.5493061443340548, 1.354025100551105,
          -0.6364828379064438, 0.12565721414045303, 0.3942286801821351, -0.18974481085245187,
        },
        upstream = { 1.5625, -1.375, 1.8125, 1.1875, -1.875, -1.0625, -0.9375, -2 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -0.75, 0.75, 0.3125, -0.5, 0.0625, 0.4375, 0, 0.1875 },
        grad = { -1.5714285, -1.7142857, -2.008658, 2.5833333, 0, 1.7004831, -1.3125, -0.32388663 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          -0.9729551, 0.9729551, 0.32331356, -0.54930615, 0.06258158, 0.4691348, 0, 0.18974482,
        },
        upstream = { -0.6875, -0.75, -1.8125, 1.9375, 0, 1.375, -1.3125, -0.3125 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.3125, 0.875, -0.25, -0.0625, 0.5625, 0.125 },
        grad = { -2.008658, 1.7568628, -4.8, 0.45714286, 0.93333334, 0.3809524 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.32331356, -0.06258158, 1.3540251, 0.63648283, -0.25541282, 0.12565722 },
        upstream = { -1.8125, 1.75, -1.125, 0.3125, 0.875, 0.375 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 0.5625, 0.8125, -0.5, -0.25, -0.875, -0.5625, 0, -0.8125 },
        grad = { 4.045977011494253, 0.8, 1.0057142857142858, 0.9195402298850575 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 1.134341770659182, -0.25541281188299536, -0.6364828379064438, -1.134341770659182 },
        upstream = { 1.375, 0.75, 0.6875, 0.3125 },
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
    args = { { dtype = "float64", shape = {}, data = { 0.875 }, grad = { 1.6 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 1.354025100551105 }, upstream = { 0.375 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 0.3125 }, grad = { 0 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0.32331356 }, upstream = { 0 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 1 }, grad = { -inf } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { inf }, upstream = { -1.75 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 1 }, grad = { -inf } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { inf }, upstream = { -1.6875 } },
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

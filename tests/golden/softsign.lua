-- softsign: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -1.5, 1.8125, 1.4375, -1.875, -0.9375, -1.125, 0.875, -0.3125 },
        grad = {
          0.31000000000000005, 0.102716049382716, 0.08415516107823799, -0.2344045368620038,
          0.48283038501560865, -0.19377162629757783, 0.3022222222222222, 0.7981859410430839,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          -0.6, 0.6444444444444445, 0.5897435897435898, -0.6521739130434783, -0.4838709677419355,
          -0.5294117647058824, 0.4666666666666667, -0.23809523809523808,
        },
        upstream = { 1.9375, 0.8125, 0.5, -1.9375, 1.8125, -0.875, 1.0625, 1.375 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1.0625, 0.9375, 1.75, -1.9375, 0.3125, -1.6875, -1.5, 1.8125 },
        grad = {
          0.3526171, 0.38293448, 0.23966944, -0.21004978, 0.25396827, 0.04326663, -0.049999997,
          0.11851852,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          0.5151515, 0.48387095, 0.6363636, -0.65957445, 0.23809524, -0.627907, -0.6, 0.64444447,
        },
        upstream = { 1.5, 1.4375, 1.8125, -1.8125, 0.4375, 0.3125, -0.3125, 0.9375 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.625, -1.75, -1.875, -1.0625, 1.75, 1.6875 },
        grad = { -0.14512472, -0.39669424, -0.09090909, -0.11570248, 0.23440453, 0.20767987 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.61904764, -0.5151515, -0.6363636, 0.6363636, -0.65217394, 0.627907 },
        upstream = { -1, -1.6875, -0.6875, -0.875, 1.9375, 1.5 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 0.25, 1.5, -0.5, -1.125, -1.375, 0.875, -0.875, 0.75 },
        grad = {
          -0.30000000000000004, 0.027681660899653977, 0.4977777777777778, 0.5102040816326532,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.6, -0.5294117647058824, 0.4666666666666667, 0.42857142857142855 },
        upstream = { -1.875, 0.125, 1.75, 1.5625 },
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
      { dtype = "float64", shape = {}, data = { -0.3125 }, grad = { 0.07256235827664398 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -0.23809523809523808 }, upstream = { 0.125 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -1.1875 }, grad = { 0.19591835 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -0.54285717 }, upstream = { 0.9375 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 0 }, grad = { 0.5625 } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 0 }, upstream = { 0.5625 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 0 }, grad = { 1 } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 0 }, upstream = { 1 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 }, data = { nan, nan, nan, 0, -0.0, 0.5, -0.5 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, nan, nan, 0, -0.0, 0.5, -0.5 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { -0.75, 0, 0.5, 0.6666667 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, 0.5, 0.875, 0.99502486 } },
    },
  },
}

-- cos: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -2.8125, 3.5, 1, 0.5625, -1.625, 0.625, -1.1875, -3.25 },
        grad = {
          -0.424179665437089, -0.6357946001874359, -0.6311032386059223, 0.2999827538640113,
          1.4977970108097474, -0.2559800569114522, 0.2898240366827711, 0.013524391816263547,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          -0.9463359733389455, -0.9364566872907963, 0.5403023058681398, 0.8459244992310679,
          -0.05417713502693632, 0.8109631195052179, 0.37397963082453317, -0.9941296760805463,
        },
        upstream = { -1.3125, -1.8125, 0.75, -0.5625, 1.5, 0.4375, 0.3125, -0.125 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -2.25, -2.1875, 0.5625, -0.9375, -0.0625, -1.4375, -0.75, 1.6875 },
        grad = {
          -1.1671097, 0.10197366, -0.1999885, -0.25190035, -0.023422243, 0.18583672, -0.042602424,
          -0.062074866,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          -0.62817365, -0.5783492, 0.8459245, 0.5918051, 0.99804753, 0.13290195, 0.73168886,
          -0.11643894,
        },
        upstream = { -1.5, 0.125, 0.375, -0.3125, -0.375, 0.1875, -0.0625, 0.0625 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.375, -0.125, 0.0625, 3.875, 3.375, -0.8125 },
        grad = { 1.1648105, -1.1714584, -0.062337365, 0.23129381, 0.08978527, -1.2251396 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.19454771, -0.7428978, 0.9921977, -0.97288394, 0.99804753, 0.68768555 },
        upstream = { -1.1875, -1.75, -0.5, 1, -1.4375, -1.6875 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 0.4375, 2.125, 3.9375, -0.75, 0.9375, -0.9375, -2.125, 0.0625 },
        grad = {
          -0.26572493431826627, -0.08520484500291677, -1.2091216623910395, -0.023422244190892574,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { -0.5262663347043051, 0.7316888688738209, 0.5918050750924775, 0.9980475107000991 },
        upstream = { 0.3125, -0.125, -1.5, 0.375 },
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
    args = { { dtype = "float64", shape = {}, data = { -0.3125 }, grad = { 0 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 0.9515679480481722 }, upstream = { 0 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 2.8125 }, grad = { -0.08079613 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -0.946336 }, upstream = { 0.25 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float64", shape = { 2 }, data = { 0, 100 }, grad = { -0.0, -0.6962527565259183 } },
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { 1, 0.8623188722876839 },
        upstream = { 1.6875, -1.375 },
      },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 2 }, data = { 0, 100 }, grad = { 0, -0.69625276 } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 0.8623189 }, upstream = { -1.25, -1.375 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, nan, nan, 1, 1, 0.5403023058681398, 0.5403023058681398 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, nan, nan, 1, 1, 0.54030234, 0.54030234 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { -0.9899925, 1, 0.54030234, -0.41614684 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 1, 0.54030234, 0.75390226, 0.48718768 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.54030234, 1 } },
    },
  },
}

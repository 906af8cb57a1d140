-- log2: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 2.3125, 3.6875, 3.3125, 4, 1.0625, 1.5625, 1.9375, 2.9375 },
        grad = {
          0.2729423050330472, 0.3423344164821269, -0.5716338841258157, 0.09016844005556021,
          2.376203596758293, -0.8656170245333781, 0.13961564911828678, -0.6139127833570056,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          1.2094533656289497, 1.8826430493618413, 1.7279204545631992, 2, 0.0874628412503394,
          0.6438561897747247, 0.9541963103868752, 1.5545888516776374,
        },
        upstream = { 0.4375, 0.875, -1.3125, 0.25, 1.75, -0.9375, 0.1875, -1.25 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.3125, 2.4375, 3.75, 3.25, 2.25, 0.1875, 1.1875, 0.375 },
        grad = {
          6.6363974, -1.1837498, -0.120224595, 0.72134745, 0.24044918, -10.579763, 0.91117585,
          4.8089833,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          -1.6780719, 1.2854022, 1.9068906, 1.7004397, 1.169925, -2.4150374, 0.24792752,
          -1.4150375,
        },
        upstream = { 1.4375, -2, -0.3125, 1.625, 0.375, -1.375, 0.75, 1.25 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 2.8125, 4, 2.875, 1.375, 1, 1.3125 },
        grad = { -0.19235933, -0.59019345, 0.4508422, 1.2623582, -0.4390811, -2.1296926 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.4918531, 0.45943162, 2, 0, 1.523562, 0.3923174 },
        upstream = { -0.375, -0.5625, 1.25, 0.875, -0.875, -1.9375 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 0.25, 2.875, 3.625, 2.5, 1.625, 1.9375, 1.5, 1.25 },
        grad = { 0.6586216491014832, 0.829549648511154, 0.791155345003625, 1.1541560327111706 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 1.5235619560570128, 1.3219280948873624, 0.9541963103868752, 0.32192809488736235 },
        upstream = { 1.3125, 1.4375, 1.0625, 1 },
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
    args = { { dtype = "float64", shape = {}, data = { 2.75 }, grad = { -0.5901934258182123 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 1.4594316186372973 }, upstream = { -1.125 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 0.6875 }, grad = { -0.39346227 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -0.54056835 }, upstream = { -0.1875 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 0 }, grad = { -inf } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { -inf }, upstream = { -0.375 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 0 }, grad = { -inf } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { -inf }, upstream = { -1.6875 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 }, data = { nan, inf, nan, -inf, -inf, 0, nan } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, inf, nan, -inf, -inf, 0, nan } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { nan, -inf, 0, 1 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { -inf, 0, 2.807355, 7.643856 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, -inf } },
    },
  },
}

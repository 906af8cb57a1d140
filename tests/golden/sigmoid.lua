-- sigmoid: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1.625, 2.4375, 1.75, -1.375, 1.5625, -0.8125, -1, 1.1875 },
        grad = {
          0.2749015926651337, 0.07390014602669509, 0.1813107612058168, -0.2617625490695504,
          0.152213116341067, 0.3326391661467438, 0.2949178998622228, -0.2798245244562617,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          0.8354835371034369, 0.9196425311777929, 0.8519528019683106, 0.20181322226037884,
          0.8267117940706734, 0.30735801686526387, 0.2689414213699951, 0.7662936430859597,
        },
        upstream = { 2, 1, 1.4375, -1.625, 1.0625, 1.5625, 1.5, -1.5625 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -0.125, 0.875, 3.0625, 2.25, -3.6875, -3.5625, 1.4375, -2.0625 },
        grad = {
          0.1400771, 0.23360908, 0.040016677, 0.12938695, 0.0089349765, -0.016765209, 0.2520287,
          0.08756352,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          0.46879062, 0.70578504, 0.95531917, 0.9046505, 0.02442309, 0.027585281, 0.8080672,
          0.112795405,
        },
        upstream = { 0.5625, 1.125, 0.9375, 1.5, 0.375, -0.625, 1.625, 0.875 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -3.375, 0, -2.6875, -0.8125, 3.3125, 0.9375 },
        grad = { -0.037989665, -0.30602804, -0.28125, 0.027551634, 0.0037284622, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.03308598, 0.30735803, 0.5, 0.96485513, 0.063714996, 0.7185944 },
        upstream = { -1.1875, -1.4375, -1.125, 0.8125, 0.0625, 0 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -2.0625, -0.375, 1.4375, 2.3125, -3, 1.25, 1.375, -3.5 },
        grad = {
          -0.33194273922280954, 0.16395249280184704, -0.34620957398499413, -0.017783139924834726,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.40733340004593027, 0.9099070060380482, 0.7772998611746911, 0.02931223075135632 },
        upstream = { -1.375, 2, -2, -0.625 },
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
      { dtype = "float64", shape = {}, data = { 2.0625 }, grad = { -0.19389066754596737 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.8872045937171068 }, upstream = { -1.9375 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -1 }, grad = { -0.38093564 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0.26894143 }, upstream = { -1.9375 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float64", shape = { 2 }, data = { -1000, 1000 }, grad = { -0.0, -0.0 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 0, 1 }, upstream = { -1.8125, -1.5 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 2 }, data = { -1000, 1000 }, grad = { 0, -0.0 } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, 1 }, upstream = { 1.5, -1 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, 1, 0, 0.5, 0.5, 0.7310585786300049, 0.2689414213699951 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, 1, 0, 0.5, 0.5, 0.7310586, 0.26894143 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0.047425874, 0.5, 0.7310586, 0.880797 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0.5, 0.7310586, 0.999089, 1 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.7310586, 0.5 } },
    },
  },
}

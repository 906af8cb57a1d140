-- exp: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 2.1875, -0.0625, -2.4375, -1.0625, -0.3125, 1.875, 0.125, -0.375 },
        grad = {
          -8.912902981198737, -1.4091195942202137, 0.15837448497919945, 0.47518728479334,
          -0.8687935593741372, 11.003882265557065, -0.07082177831667665, 0.08591115984887153,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          8.912902981198737, 0.9394130628134758, 0.08737902619542039, 0.3455907525769745,
          0.7316156289466418, 6.5208191203301125, 1.1331484530668263, 0.6872892787909722,
        },
        upstream = { -1, -1.5, 1.8125, 1.375, -1.1875, 1.6875, -0.0625, 0.125 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 2.375, -1.6875, 2.5, -2.375, 2.3125, -2.4375, 2, 1.125 },
        grad = {
          15.454581, -0.30059478, 23.603582, 0.13952173, -11.993324, -0.11468497, 4.6181602,
          -5.9679203,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          10.751013, 0.1849814, 12.182494, 0.093014486, 10.099642, 0.08737902, 7.389056, 3.080217,
        },
        upstream = { 1.4375, -1.625, 1.9375, 1.5, -1.1875, -1.3125, 0.625, -1.9375 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.25, 2.3125, 1.5625, -0.4375, 2.125, -0.5 },
        grad = { 1.3629013, -0.44388336, 1.8936828, 16.745794, 7.752442, -0.18954083 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.7788008, 0.64564854, 10.099642, 8.372897, 4.7707334, 0.60653067 },
        upstream = { 1.75, -0.6875, 0.1875, 2, 1.625, -0.3125 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 1.6875, 0, -0.5625, -1.25, 0.125, 0.1875, -1.0625, -2.125 },
        grad = { -1.5625, 0, 0.6785045152993017, 0.20900769446675932 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 1, 0.2865047968601901, 1.2062302494209807, 0.11943296826671962 },
        upstream = { -1.5625, 0, 0.5625, 1.75 },
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
      { dtype = "float64", shape = {}, data = { -1.375 }, grad = { -0.33185196949372975 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.25283959580474646 }, upstream = { -1.3125 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 1.6875 }, grad = { 5.743821 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 5.405949 }, upstream = { 1.0625 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 2 }, data = { -800, 800 }, grad = { -0.0, inf } } },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 0, inf }, upstream = { -0.125, 1.25 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 2 }, data = { -800, 800 }, grad = { 0, -inf } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, inf }, upstream = { 1.375, -2 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, inf, 0, 1, 1, 2.718281828459045, 0.36787944117144233 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, inf, 0, 1, 1, 2.7182817, 0.36787945 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0.049787067, 1, 2.7182817, 7.389056 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 1, 2.7182817, 1096.6332, inf } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 2.7182817, 1 } },
    },
  },
}

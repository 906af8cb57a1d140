-- expm1: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -1.375, 1, 0.8125, 0.75, 0.3125, 1.3125, 1.6875, -1.5 },
        grad = {
          -0.458271767396103, -2.0387113713442844, 0.4225377726024766, -2.249312517650967,
          1.3668379411737963, 6.037607449154294, 5.068077117319844, -0.08367381005566117,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          -0.7471604041952535, 1.7182818284590453, 1.2535347872132085, 1.1170000166126746,
          0.36683794117379637, 2.715450737941104, 4.405948925141167, -0.7768698398515702,
        },
        upstream = { -1.8125, -0.75, 0.1875, -1.0625, 1, 1.625, 0.9375, -0.375 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.6875, -1.25, -0.125, -0.0625, -0.9375, 0.75, -0.8125, 1.8125 },
        grad = {
          2.6102178, -0.51929, -1.047965, -1.5852596, 0.41608095, -1.0585, 0.16640523, -1.1485767,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          0.98873746, -0.7134952, -0.1175031, -0.060586937, -0.6083944, 1.117, -0.5562527,
          5.1257424,
        },
        upstream = { 1.3125, -1.8125, -1.1875, -1.6875, 1.0625, -0.5, 0.375, -0.1875 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.625, 0.4375, 0.25, 1.0625, 1.5625, 1.4375 },
        grad = { 7.3002276, 2.170197, -2.3232455, 2.0871956, -1.765535, -1.0525393 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 4.078419, 1.8935959, 0.5488303, 3.770733, 0.28402543, 3.2101572 },
        upstream = { 1.4375, 0.75, -1.5, 0.4375, -1.375, -0.25 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -1.875, -1.5625, -1.9375, 1.125, -1.75, 1.1875, 1.4375, 0.8125 },
        grad = { -0.3799206392113648, 2.3101626366885233, 3.073944157442506, -3.0986103324181618 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { -0.7903886128489022, 2.080216848918031, 2.2788737679386735, 1.2535347872132085 },
        upstream = { -1.8125, 0.75, 0.9375, -1.375 },
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
      { dtype = "float64", shape = {}, data = { 1.1875 }, grad = { -1.6394368839693367 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 2.2788737679386735 }, upstream = { -0.5 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -2 }, grad = { -0.076126084 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -0.86466473 }, upstream = { -0.5625 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float64", shape = { 2 }, data = { 1e-10, -50 }, grad = { 1.250000000125, -0.0 } },
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { 1.00000000005e-10, -1 },
        upstream = { 1.25, -0.1875 },
      },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 2 }, data = { 1e-10, -50 }, grad = { 0.9375, 0 } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1e-10, -1 }, upstream = { 0.9375, 0.5 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, inf, -1, 0, -0.0, 1.7182818284590453, -0.6321205588285577 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 },
        data = { nan, inf, -1, 0, -0.0, 1.7182819, -0.63212055 },
      },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { -0.95021296, 0, 1.7182819, 6.389056 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, 1.7182819, 1095.6332, inf } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1.7182819, 0 } },
    },
  },
}

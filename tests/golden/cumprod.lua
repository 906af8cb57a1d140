-- cumprod: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "dim 1",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -0.125, 1.4375, -1.75, 0.9375, 1.25, 1.6875 },
        grad = { -5.53125, -0.624755859375, -0.359375, -0.095458984375, 0.21875, -0.252685546875 },
      },
      1,
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -0.125, 1.4375, 0.21875, 1.34765625, 0.2734375, 2.274169921875 },
        upstream = { -0.5, -0.5625, 1.625, 0.25, 1, -0.1875 },
      },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.5, 1.6875, 1.125, 0.8125, 0.3125, -2 },
        grad = { 0.45458984, -3.5859375, 0.35351562, -4.8515625, 0.03515625, 1.9709473 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.5, 1.6875, -0.5625, 1.3710938, -0.17578125, -2.7421875 },
        upstream = { 1.25, -1.25, -0.6875, 0, -0.0625, 1.4375 },
      },
    },
  },
  {
    case = "dim 2",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -0.3125, 0, 0.9375, 1.875, 0.3125, 1.5, 0.4375, -0.75 },
        grad = { -1.3125, 0.3463745, 0, 0, 0.39257812, 0.0036621094, 1.0839844, -0.25634766 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -0.3125, -0.0, -0.0, -0.0, 0.3125, 0.46875, 0.20507812, -0.1538086 },
        upstream = { -1.3125, -1.5625, 0.25, 0.125, 0.375, -1, 1.375, -1.25 },
      },
    },
  },
  {
    case = "dim -1",
    args = {
      { dtype = "float64", shape = { 5 },
        data = { -1.3125, -1.25, -1.75, 0.8125, 0.4375 },
        grad = {
          3.0025482177734375, 3.8089256286621094, 4.068317413330078, -3.2411956787109375,
          3.6449432373046875,
        },
      },
      { dim = -1 },
    },
    results = {
      { dtype = "float64", shape = { 5 },
        data = { -1.3125, 1.640625, -2.87109375, -2.332763671875, -1.0205841064453125 },
        upstream = { -0.625, 1.4375, 1.5625, 1.8125, -1.5625 },
      },
    },
  },
  {
    case = "middle of three",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = {
          1.5, -1.4375, 1.25, -0.8125, -0.1875, -0.625, 0.6875, -1.5625, 1.3125, 2, 0.0625,
          -1.8125,
        },
        grad = {
          -1.3320312, -0.7011719, -2.6484375, -4.4472656, -0.46875, -2.0439453, 0.23242188,
          -4.859375, -0.107421875, 3.112793, -1.3535156, -1.171875,
        },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = {
          1.5, -1.4375, 1.875, 1.1679688, -0.3515625, -0.72998047, 0.6875, -1.5625, 0.90234375,
          -3.125, 0.056396484, 5.6640625,
        },
        upstream = {
          0.875, 1.8125, -1.8125, 2, -0.25, -1.75, 0.4375, -0.875, -0.0625, -1.3125, -1.5, 0.375,
        },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.125, -0.8125, 1.75, -1.25, 1.8125, -1.9375 },
        grad = { 0.31640625, 5.849365234375, -1.8984375, -2.8271484375, 0.45703125, 4.1064453125 },
      },
      1,
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -1.125, -1.25, 0.9140625, -2.265625, 1.599609375, 4.3896484375 },
        upstream = { 1.6875, 1.75, 0.8125, -1.25, 0.5, -1.8125 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          -0.1875, -0.0625, -1.25, -0.5, 1.0625, -1.5, -0.125, 0.6875, -0.375, 1.1875, 0.5625, 1,
        },
        grad = { -1.21875, -0.01953125, -0.0234375, -2.3125, -0.6875, -0.81640625 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.0625, 0.03125, -0.046875, 0.6875, 0.81640625, 0.81640625 },
        upstream = { -1.0625, -0.8125, -0.75, -1.125, 0, -1 },
      },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { 1.375 }, grad = { -0.0625 } }, 1 },
    results = {
      { dtype = "float64", shape = {}, data = { 1.375 }, upstream = { -0.0625 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 1.3125 }, grad = { 0.4375 } }, 2 },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 1.3125 }, upstream = { 0.4375 } },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} }, 1 },
    results = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 2, 3 }, data = { 1, nan, 3, inf, 0, -inf } }, 2 },
    results = {
      { dtype = "float32", shape = { 2, 3 }, data = { 1, nan, nan, inf, nan, nan } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 2, 3 }, data = { 7, 8, 5, -1, -3, 2 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2, 3 }, data = { 7, 56, 280, -1, 3, 6 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 3 }, data = { 200, 100, 7 } }, 1 },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 200, 20000, 140000 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 3 }, data = { true, false, true } }, 1 },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 1, 0, 0 } },
    },
  },
  {
    case = "one zero",
    args = {
      { dtype = "float64", shape = { 4 },
        data = { 1.5, 0, 2, 3 },
        grad = { 0.125, -0.1875, 0, 0 },
      },
      1,
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 1.5, 0, 0, 0 },
        upstream = { 0.125, 0.625, 1.875, -0.75 },
      },
    },
  },
  {
    case = "one zero",
    args = {
      { dtype = "float32", shape = { 4 },
        data = { 1.5, 0, 2, 3 },
        grad = { -1.9375, 15.375, 0, 0 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 4 },
        data = { 1.5, 0, 0, 0 },
        upstream = { -1.9375, -1, 0.9375, 1.5625 },
      },
    },
  },
  {
    case = "two zeros",
    args = {
      { dtype = "float64", shape = { 5 },
        data = { 1.5, 0, 2, 0, 4 },
        grad = { -1.6875, -3, 0, 0, 0 },
      },
      1,
    },
    results = {
      { dtype = "float64", shape = { 5 },
        data = { 1.5, 0, 0, 0, 0 },
        upstream = { -1.6875, -0.25, -0.875, 0.125, -1.25 },
      },
    },
  },
  {
    case = "two zeros",
    args = {
      { dtype = "float32", shape = { 5 },
        data = { 1.5, 0, 2, 0, 4 },
        grad = { 0.75, 1.21875, 0, 0, 0 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 5 },
        data = { 1.5, 0, 0, 0, 0 },
        upstream = { 0.75, 1.9375, -0.5625, 1.125, 0.4375 },
      },
    },
  },
}

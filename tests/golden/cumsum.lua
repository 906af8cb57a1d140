-- cumsum: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "dim 1",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -0.1875, 0.8125, 1.875, 1.125, 1.4375, -1 },
        grad = { 2, -0.5625, 1.75, -2.4375, 0.4375, -1.6875 },
      },
      1,
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -0.1875, 0.8125, 1.6875, 1.9375, 3.125, 0.9375 },
        upstream = { 0.25, 1.875, 1.3125, -0.75, 0.4375, -1.6875 },
      },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.25, -1.0625, -0.875, -0.375, -1.4375, -0.1875 },
        grad = { 1.8125, 2.3125, 1.0625, 1.4375, 1.0625, 1.375 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.25, -1.0625, -0.625, -1.4375, -2.0625, -1.625 },
        upstream = { 0.75, 0.875, 0, 0.0625, 1.0625, 1.375 },
      },
    },
  },
  {
    case = "dim 2",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -1.8125, 0.5625, 0.375, 1, -1.75, 1.9375, 1.6875, 0.1875 },
        grad = { -1.3125, -2.75, -1.0625, 0.75, 0.625, 1.5625, 1.625, 0 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -1.8125, -1.25, -0.875, 0.125, -1.75, 0.1875, 1.875, 2.0625 },
        upstream = { 1.4375, -1.6875, -1.8125, 0.75, -0.9375, -0.0625, 1.625, 0 },
      },
    },
  },
  {
    case = "dim -1",
    args = {
      { dtype = "float64", shape = { 5 },
        data = { -0.4375, 0.0625, -0.375, -1.375, 1.125 },
        grad = { 1.125, 1.9375, 2.8125, 3.0625, 1.375 },
      },
      { dim = -1 },
    },
    results = {
      { dtype = "float64", shape = { 5 },
        data = { -0.4375, -0.375, -0.75, -2.125, -1 },
        upstream = { -0.8125, -0.875, -0.25, 1.6875, 1.375 },
      },
    },
  },
  {
    case = "middle of three",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = { 1.75, 0.0625, -1.125, 0, 0.4375, -1.625, -0.375, 0.5, -2, -0.125, -0.5, 0.9375 },
        grad = {
          -0.25, -3.625, -2.125, -2.25, -0.625, -1.0625, 4.4375, 2, 3.25, 0.75, 1.4375, 0.3125,
        },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = {
          1.75, 0.0625, 0.625, 0.0625, 1.0625, -1.5625, -0.375, 0.5, -2.375, 0.375, -2.875, 1.3125,
        },
        upstream = {
          1.875, -1.375, -1.5, -1.1875, -0.625, -1.0625, 1.1875, 1.25, 1.8125, 0.4375, 1.4375,
          0.3125,
        },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.0625, 0.1875, 0.8125, 0.5625, -0.5625, 1.9375 },
        grad = { -1.25, 1.25, 0.5625, -0.5, 0, 0.5 },
      },
      1,
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 1.0625, 0.5625, 1.25, 0, 2.0625, 1.9375 },
        upstream = { -1.8125, 1.75, 0.5625, -1, 0, 0.5 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          0.3125, -0.9375, -2, 1, 0.6875, -0.3125, 0.875, -1.1875, -0.4375, 1.6875, -1.875, -0.75,
        },
        grad = { -2.125, -0.3125, -0.4375, 0.8125, 0.0625, 1.0625 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.9375, 0.0625, -0.25, -1.1875, 0.5, -0.25 },
        upstream = { -1.8125, 0.125, -0.4375, 0.75, -1, 1.0625 },
      },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { -2 }, grad = { 0.9375 } }, 1 },
    results = {
      { dtype = "float64", shape = {}, data = { -2 }, upstream = { 0.9375 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 0.5625 }, grad = { 1.1875 } }, 2 },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0.5625 }, upstream = { 1.1875 } },
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
      { dtype = "float32", shape = { 2, 3 }, data = { 1, nan, nan, inf, inf, nan } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 2, 3 }, data = { 1, 8, 6, 7, 0, 5 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2, 3 }, data = { 1, 9, 15, 7, 7, 12 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 3 }, data = { 200, 100, 7 } }, 1 },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 200, 300, 307 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 3 }, data = { true, false, true } }, 1 },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 1, 1, 2 } },
    },
  },
  {
    case = "int32",
    args = { { dtype = "int32", shape = { 2 }, data = { 2000000000, 2000000000 } }, 1 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 2000000000, 4000000000 } },
    },
  },
}

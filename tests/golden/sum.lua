-- sum: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "all",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.8125, -0.3125, 1.4375, -0.4375, -1.875, 0.5625 },
        grad = { -0.625, -0.625, -0.625, -0.625, -0.625, -0.625 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -2.4375 }, upstream = { -0.625 } },
    },
  },
  {
    case = "all",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.375, -1.0625, 0.4375, 0.1875, 1.9375, -1 },
        grad = { -1.375, -1.375, -1.375, -1.375, -1.375, -1.375 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.125 }, upstream = { -1.375 } },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.25, -1.9375, 1.6875, -0.4375, 0.1875, 0.625 },
        grad = { -0.0625, 0.3125, -1.625, -0.0625, 0.3125, -1.625 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { -1.6875, -1.75, 2.3125 },
        upstream = { -0.0625, 0.3125, -1.625 },
      },
    },
  },
  {
    case = "dim 2, keepdim",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.125, 1.25, -1.5, 0.625, -0.1875, -1.1875 },
        grad = { 0.375, 0.375, 0.375, -2, -2, -2 },
      },
      2,
      true,
    },
    results = {
      { dtype = "float64", shape = { 2, 1 }, data = { -0.375, -0.75 }, upstream = { 0.375, -2 } },
    },
  },
  {
    case = "dim -1 by name",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.625, 0.6875, 1.6875, 0.5, -1.1875, 1.5 },
        grad = { 0.0625, 0.0625, 0.0625, -0.5, -0.5, -0.5 },
      },
      { dim = -1 },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1.75, 0.8125 }, upstream = { 0.0625, -0.5 } },
    },
  },
  {
    case = "all, keepdim",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.3125, 0.25, -1.625, 0.9375, -1.6875, 0.5625 },
        grad = { -1.5625, -1.5625, -1.5625, -1.5625, -1.5625, -1.5625 },
      },
      { keepdim = true },
    },
    results = {
      { dtype = "float64", shape = { 1, 1 }, data = { -1.25 }, upstream = { -1.5625 } },
    },
  },
  {
    case = "middle of three",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = { -0.5, -0.875, 1.125, -0.25, 0.0625, 0.8125, -1.625, 2, 0.875, 0.5, 0.75, -0.4375 },
        grad = { -1.6875, 1.3125, -1.6875, 1.3125, -1.6875, 1.3125, 1.25, 1, 1.25, 1, 1.25, 1 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 0.6875, -0.3125, 0, 2.0625 },
        upstream = { -1.6875, 1.3125, 1.25, 1 },
      },
    },
  },
  {
    case = "two of three",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 },
        data = {
          0, -1.875, 0.125, -0.1875, -0.4375, 1.8125, 0.6875, 0.0625, -1.3125, -1.75, 1.125,
          -1.625,
        },
        grad = {
          -1.6875, -1.6875, -0.875, -0.875, 0.625, 0.625, -1.6875, -1.6875, -0.875, -0.875, 0.625,
          0.625,
        },
      },
      { 1, 3 },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { -1.125, -3.125, 0.875 },
        upstream = { -1.6875, -0.875, 0.625 },
      },
    },
  },
  {
    case = "two of three, keepdim",
    args = {
      { dtype = "float32", shape = { 2, 2, 3 },
        data = {
          -1.625, 1.625, -0.3125, -1.5625, 0.8125, 0.125, -0.1875, 0.375, -1.9375, 1.9375, -0.8125,
          2,
        },
        grad = {
          -1.9375, -1.9375, -1.9375, -1.9375, -1.9375, -1.9375, -1.625, -1.625, -1.625, -1.625,
          -1.625, -1.625,
        },
      },
      { dim = { -1, 2 }, keepdim = true },
    },
    results = {
      { dtype = "float32", shape = { 2, 1, 1 },
        data = { -0.9375, 1.375 },
        upstream = { -1.9375, -1.625 },
      },
    },
  },
  {
    case = "all three by name",
    args = {
      { dtype = "float64", shape = { 2, 2, 2 },
        data = { 1.875, 0.4375, -1.5, 1.3125, 0.9375, -0.3125, 2, -0.25 },
        grad = { 0.9375, 0.9375, 0.9375, 0.9375, 0.9375, 0.9375, 0.9375, 0.9375 },
      },
      { dim = { 1, 2, 3 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 4.5 }, upstream = { 0.9375 } },
    },
  },
  {
    case = "transposed, dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.9375, -2, 1.5, 0.6875, -0.0625, 0.8125 },
        grad = { 0.875, -0.25, 0.875, -0.25, 0.875, -0.25 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { -2.4375, 1.4375 }, upstream = { 0.875, -0.25 } },
    },
  },
  {
    case = "transposed, dim 2",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.4375, -1.625, 1, -1.25, 0.9375, 1.3125 },
        grad = { 0.375, 0.375, -2, -2, 2, 2 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { -1.6875, -0.6875, 2.3125 },
        upstream = { 0.375, -2, 2 },
      },
    },
  },
  {
    case = "transposed, all",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.5, 0.625, -0.25, 2, -1.8125, 1.125 },
        grad = { -0.3125, -0.3125, -0.3125, -0.3125, -0.3125, -0.3125 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.1875 }, upstream = { -0.3125 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          -0.9375, -1.5625, 0.125, -0.0625, -0.8125, 0, 1.8125, -0.5625, -0.4375, 0.1875, 0.375,
          1.6875,
        },
        grad = { -0.8125, -0.8125, -0.8125, -0.5, -0.5, -0.5 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { -1.625, 1.3125 }, upstream = { -0.8125, -0.5 } },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 3, 1 }, view = { { "expand", 3, 2 } },
        data = { 0.6875, -0.1875, -0.8125 },
        grad = { 1.25, 1.0625, 1.25, 1.0625, 1.25, 1.0625 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { -0.3125, -0.3125 },
        upstream = { 1.25, 1.0625 },
      },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float64", shape = { 1, 1 }, data = { 0.3125 }, grad = { 1.25 } }, 1 },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 0.3125 }, upstream = { 1.25 } },
    },
  },
  {
    case = "no element is left",
    args = { { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} }, 2 },
    results = {
      { dtype = "float32", shape = { 0 }, data = {}, upstream = {} },
    },
  },
  {
    case = "over no element",
    args = { { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} }, 1 },
    results = {
      { dtype = "float64", shape = { 3 }, data = { 0, 0, 0 }, upstream = { 1.8125, 0, 1.5 } },
    },
  },
  {
    case = "over no element, all, keepdim",
    args = { { dtype = "float32", shape = { 2, 0 }, data = {}, grad = {} }, { keepdim = true } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0 }, upstream = { -0.125 } },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { 0.375 }, grad = { -0.125 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 0.375 }, upstream = { -0.125 } },
    },
  },
  {
    case = "no dimension, dim 1",
    args = { { dtype = "float32", shape = {}, data = { 0.25 }, grad = { 0.5625 } }, 1 },
    results = {
      { dtype = "float32", shape = {}, data = { 0.25 }, upstream = { 0.5625 } },
    },
  },
  {
    case = "special values",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { nan, 1, inf, 1, inf, -inf },
        grad = { 1.1875, 1.1875, 0.5625, 0.5625, 1.5, 1.5 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { nan, inf, nan },
        upstream = { 1.1875, 0.5625, 1.5 },
      },
    },
  },
  {
    case = "special values",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { nan, 1, inf, 1, inf, -inf },
        grad = { 0.3125, 0.3125, -1.3125, -1.3125, -0.3125, -0.3125 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { nan, inf, nan },
        upstream = { 0.3125, -1.3125, -0.3125 },
      },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 2, 3 }, data = { -7, -8, -5, -3, -9, 2 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { -20, -10 } },
    },
  },
  {
    case = "int64, beyond 2^53",
    args = { { dtype = "int64", shape = { 2 }, data = { 9007199254740993, 2 } } },
    results = {
      { dtype = "int64", shape = {}, data = { 9007199254740995 } },
    },
  },
  {
    case = "int32",
    args = { { dtype = "int32", shape = { 2, 3 }, data = { -1, -8, -6, 6, 2, -9 } } },
    results = {
      { dtype = "int64", shape = {}, data = { -16 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 3 }, data = { 200, 100, 7 } } },
    results = {
      { dtype = "int64", shape = {}, data = { 307 } },
    },
  },
  {
    case = "bool",
    args = {
      { dtype = "bool", shape = { 2, 3 }, data = { true, true, false, true, true, true } },
      2,
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 2, 3 } },
    },
  },
  {
    case = "no integers",
    args = { { dtype = "int32", shape = { 0, 2 }, data = {} }, 1 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 0, 0 } },
    },
  },
  {
    case = "dtype float64",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.375, -2, -1.4375, 0.125, -0.625, 0.75 },
        grad = { -1.25, -1.25, -1.25, 0.25, 0.25, 0.25 },
      },
      2,
      false,
      "float64",
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { -2.0625, 0.25 }, upstream = { -1.25, 0.25 } },
    },
  },
  {
    case = "dtype float64 of int64",
    args = {
      { dtype = "int64", shape = { 2, 3 }, data = { 2, -1, -7, -3, 8, -8 } },
      { dim = 1, dtype = "float64" },
    },
    results = {
      { dtype = "float64", shape = { 3 }, data = { -1, 7, -15 } },
    },
  },
  {
    case = "dtype int64 of float32",
    args = {
      { dtype = "float32", shape = { 3 }, data = { 1.75, -2.5, 3.25 } },
      { dtype = "int64" },
    },
    results = {
      { dtype = "int64", shape = {}, data = { 2 } },
    },
  },
  {
    case = "dtype int32 of int64",
    args = {
      { dtype = "int64", shape = { 2, 3 }, data = { 1, -1, 2, 0, -2, -2 } },
      { dim = 1, dtype = "int32" },
    },
    results = {
      { dtype = "int32", shape = { 3 }, data = { 1, -3, 0 } },
    },
  },
}

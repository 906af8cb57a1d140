-- sort: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "last dimension",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 0.8125, 0.3125, -0.375, -1.5, -0.1875, 0.875, 1.75, 1.125 },
        grad = { 1.625, -0.3125, -1.5, 0.5625, 1.3125, -0.625, 0.8125, -1.6875 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -1.5, -0.375, 0.3125, 0.8125, -0.1875, 0.875, 1.125, 1.75 },
        upstream = { 0.5625, -1.5, -0.3125, 1.625, 1.3125, -0.625, -1.6875, 0.8125 },
      },
      { dtype = "int64", shape = { 2, 4 }, data = { 4, 3, 2, 1, 1, 2, 4, 3 } },
    },
  },
  {
    case = "last dimension",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.75, -1.25, -0.125, -1.625, 0.8125, 1.625, 1.125, 1.5 },
        grad = { 1.9375, -1.6875, 1.125, -0.4375, -2, 0.375, -1.125, -1.625 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -1.625, -1.25, -0.125, 0.75, 0.8125, 1.125, 1.5, 1.625 },
        upstream = { -0.4375, -1.6875, 1.125, 1.9375, -2, -1.125, -1.625, 0.375 },
      },
      { dtype = "int64", shape = { 2, 4 }, data = { 4, 2, 3, 1, 1, 3, 4, 2 } },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.875, 0.8125, -1.375, -1.1875, -0.5, -1.75 },
        grad = { -1.9375, -1, 2, 1.375, 1.125, -0.625 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -1.375, -1.75, -0.5, -1.1875, 1.875, 0.8125 },
        upstream = { 2, -0.625, 1.125, 1.375, -1.9375, -1 },
      },
      { dtype = "int64", shape = { 3, 2 }, data = { 2, 3, 3, 2, 1, 1 } },
    },
  },
  {
    case = "descending",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.5625, 2, -1.4375, -1.375, 1.6875, 0.9375 },
        grad = { 1.875, -0.875, -2, 0, 1.375, 0.375 },
      },
      2,
      true,
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 2, 0.5625, -1.4375, 1.6875, 0.9375, -1.375 },
        upstream = { -0.875, 1.875, -2, 1.375, 0.375, 0 },
      },
      { dtype = "int64", shape = { 2, 3 }, data = { 2, 1, 3, 2, 3, 1 } },
    },
  },
  {
    case = "by name",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = { 0.5, 2, 1.6875, 0, 1.5, 1.5625, -0.0625, -1.3125, -0.1875, -0.375, -0.5, -1.75 },
        grad = {
          -0.4375, -1.0625, 0, 1.875, 0.875, 0.5, 0.5625, 0.625, -0.5, 0.6875, 0.0625, -1.25,
        },
      },
      { dim = 2, descending = true },
    },
    results = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = { 1.6875, 2, 1.5, 1.5625, 0.5, 0, -0.0625, -0.375, -0.1875, -1.3125, -0.5, -1.75 },
        upstream = {
          0, -1.0625, 0.875, 0.5, -0.4375, 1.875, 0.5625, 0.6875, -0.5, 0.625, 0.0625, -1.25,
        },
      },
      { dtype = "int64", shape = { 2, 3, 2 }, data = { 2, 1, 3, 3, 1, 2, 1, 2, 2, 1, 3, 3 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.625, 0, 1.375, -1.5625, 1.1875, -0.4375 },
        grad = { -1.5625, -1.5, 0, 1.5, -0.375, 0.25 },
      },
      1,
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -1.625, -1.5625, 0, -0.4375, 1.375, 1.1875 },
        upstream = { -1.5625, -1.5, 0, 0.25, -0.375, 1.5 },
      },
      { dtype = "int64", shape = { 3, 2 }, data = { 1, 1, 2, 3, 3, 2 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          0.6875, 0.25, 1.5625, -0.9375, 1.3125, 0, -1.875, -1.25, -1.3125, -1.8125, 0.9375, -0.25,
        },
        grad = { 1.0625, -1.5625, 0.5, 0.6875, 0.1875, -1.375 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.9375, 0, 0.25, -1.8125, -1.25, -0.25 },
        upstream = { -1.5625, 0.5, 1.0625, 0.1875, 0.6875, -1.375 },
      },
      { dtype = "int64", shape = { 2, 3 }, data = { 2, 3, 1, 2, 1, 3 } },
    },
  },
  {
    case = "stable",
    args = {
      { dtype = "float64", shape = { 6 },
        data = { 2, 1, 2, 1, 0.5, 2 },
        grad = { 0.6875, -1.9375, 0.25, -1.75, -0.6875, -0.9375 },
      },
      1,
      false,
      true,
    },
    results = {
      { dtype = "float64", shape = { 6 },
        data = { 0.5, 1, 1, 2, 2, 2 },
        upstream = { -0.6875, -1.9375, -1.75, 0.6875, 0.25, -0.9375 },
      },
      { dtype = "int64", shape = { 6 }, data = { 5, 2, 4, 1, 3, 6 } },
    },
  },
  {
    case = "stable",
    args = {
      { dtype = "float32", shape = { 6 },
        data = { 2, 1, 2, 1, 0.5, 2 },
        grad = { -1.375, -0.0625, -1.625, -1.75, 1.3125, -0.25 },
      },
      1,
      false,
      true,
    },
    results = {
      { dtype = "float32", shape = { 6 },
        data = { 0.5, 1, 1, 2, 2, 2 },
        upstream = { 1.3125, -0.0625, -1.75, -1.375, -1.625, -0.25 },
      },
      { dtype = "int64", shape = { 6 }, data = { 5, 2, 4, 1, 3, 6 } },
    },
  },
  {
    case = "stable, descending",
    args = {
      { dtype = "float64", shape = { 5 },
        data = { 2, 1, 2, 1, 0.5 },
        grad = { -1.3125, 0.25, -0.3125, -1.375, 1.1875 },
      },
      1,
      true,
      true,
    },
    results = {
      { dtype = "float64", shape = { 5 },
        data = { 2, 2, 1, 1, 0.5 },
        upstream = { -1.3125, -0.3125, 0.25, -1.375, 1.1875 },
      },
      { dtype = "int64", shape = { 5 }, data = { 1, 3, 2, 4, 5 } },
    },
  },
  {
    case = "nan is the largest",
    args = { { dtype = "float64", shape = { 5 }, data = { 1, nan, -inf, inf, 0 } } },
    results = {
      { dtype = "float64", shape = { 5 }, data = { -inf, 0, 1, inf, nan } },
      { dtype = "int64", shape = { 5 }, data = { 3, 5, 1, 4, 2 } },
    },
  },
  {
    case = "nan is the largest",
    args = { { dtype = "float32", shape = { 5 }, data = { 1, nan, -inf, inf, 0 } } },
    results = {
      { dtype = "float32", shape = { 5 }, data = { -inf, 0, 1, inf, nan } },
      { dtype = "int64", shape = { 5 }, data = { 3, 5, 1, 4, 2 } },
    },
  },
  {
    case = "nan is the largest, descending",
    args = {
      { dtype = "float32", shape = { 5 }, data = { 1, nan, -inf, inf, 0 } },
      { descending = true },
    },
    results = {
      { dtype = "float32", shape = { 5 }, data = { nan, inf, 1, 0, -inf } },
      { dtype = "int64", shape = { 5 }, data = { 2, 4, 1, 5, 3 } },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { -0.4375 }, grad = { 1.25 } } },
    results = {
      { dtype = "float64", shape = {}, data = { -0.4375 }, upstream = { 1.25 } },
      { dtype = "int64", shape = {}, data = { 1 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1 }, data = { 1.9375 }, grad = { 1.25 } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 1.9375 }, upstream = { 1.25 } },
      { dtype = "int64", shape = { 1 }, data = { 1 } },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} }, 1 },
    results = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, upstream = {} },
      { dtype = "int64", shape = { 0, 3 }, data = {} },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { 5, -3, 9, 0 } } },
    results = {
      { dtype = "int64", shape = { 4 }, data = { -3, 0, 5, 9 } },
      { dtype = "int64", shape = { 4 }, data = { 2, 4, 1, 3 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 5, 200, 9, 0 } }, { descending = true } },
    results = {
      { dtype = "uint8", shape = { 4 }, data = { 200, 9, 5, 0 } },
      { dtype = "int64", shape = { 4 }, data = { 2, 3, 1, 4 } },
    },
  },
  {
    case = "bool, stable",
    args = { { dtype = "bool", shape = { 3 }, data = { true, false, true } }, { stable = true } },
    results = {
      { dtype = "bool", shape = { 3 }, data = { false, true, true } },
      { dtype = "int64", shape = { 3 }, data = { 2, 1, 3 } },
    },
  },
}

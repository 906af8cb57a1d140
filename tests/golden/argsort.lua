-- argsort: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "last dimension",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -0.5, -0.1875, -1.25, 0.875, -1.125, 0.125, -0.3125, 1.9375 },
      },
    },
    results = {
      { dtype = "int64", shape = { 2, 4 }, data = { 3, 1, 2, 4, 1, 3, 2, 4 } },
    },
  },
  {
    case = "last dimension",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -0.6875, 0.375, 1.6875, -1.0625, 1.9375, -0.9375, 0.8125, -0.75 },
      },
    },
    results = {
      { dtype = "int64", shape = { 2, 4 }, data = { 4, 1, 2, 3, 2, 4, 3, 1 } },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -1.5625, -1.625, -0.6875, 0.5, 1.75, 1.3125 },
      },
      1,
    },
    results = {
      { dtype = "int64", shape = { 3, 2 }, data = { 1, 1, 2, 2, 3, 3 } },
    },
  },
  {
    case = "descending",
    args = {
      { dtype = "float64", shape = { 2, 3 }, data = { -0.25, 1.875, 1.5, 0.125, 1.375, -0.125 } },
      2,
      true,
    },
    results = {
      { dtype = "int64", shape = { 2, 3 }, data = { 2, 3, 1, 2, 1, 3 } },
    },
  },
  {
    case = "by name",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = {
          1.5, 1.875, -1.75, -1.5625, 0.1875, -0.9375, -1.0625, 0.3125, -0.5625, -1.5, -1.1875,
          1.6875,
        },
      },
      { dim = 2, descending = true },
    },
    results = {
      { dtype = "int64", shape = { 2, 3, 2 }, data = { 1, 1, 3, 3, 2, 2, 2, 3, 1, 1, 3, 2 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.1875, 0.5625, 0.6875, 0.3125, -1.375, -1.25 },
      },
      1,
    },
    results = {
      { dtype = "int64", shape = { 3, 2 }, data = { 1, 2, 2, 3, 3, 1 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          1.125, 0.9375, 1.1875, -1, 1.375, -0.4375, -0.625, -0.25, 1, -0.125, -1.1875, 0.25,
        },
      },
    },
    results = {
      { dtype = "int64", shape = { 2, 3 }, data = { 2, 3, 1, 1, 2, 3 } },
    },
  },
  {
    case = "stable",
    args = {
      { dtype = "float64", shape = { 6 }, data = { 2, 1, 2, 1, 0.5, 2 } },
      1,
      false,
      true,
    },
    results = {
      { dtype = "int64", shape = { 6 }, data = { 5, 2, 4, 1, 3, 6 } },
    },
  },
  {
    case = "stable",
    args = {
      { dtype = "float32", shape = { 6 }, data = { 2, 1, 2, 1, 0.5, 2 } },
      1,
      false,
      true,
    },
    results = {
      { dtype = "int64", shape = { 6 }, data = { 5, 2, 4, 1, 3, 6 } },
    },
  },
  {
    case = "stable, descending",
    args = { { dtype = "float64", shape = { 5 }, data = { 2, 1, 2, 1, 0.5 } }, 1, true, true },
    results = {
      { dtype = "int64", shape = { 5 }, data = { 1, 3, 2, 4, 5 } },
    },
  },
  {
    case = "nan is the largest",
    args = { { dtype = "float64", shape = { 5 }, data = { 1, nan, -inf, inf, 0 } } },
    results = {
      { dtype = "int64", shape = { 5 }, data = { 3, 5, 1, 4, 2 } },
    },
  },
  {
    case = "nan is the largest",
    args = { { dtype = "float32", shape = { 5 }, data = { 1, nan, -inf, inf, 0 } } },
    results = {
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
      { dtype = "int64", shape = { 5 }, data = { 2, 4, 1, 5, 3 } },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { -1.125 } } },
    results = {
      { dtype = "int64", shape = {}, data = { 1 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1 }, data = { 1.1875 } } },
    results = {
      { dtype = "int64", shape = { 1 }, data = { 1 } },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float64", shape = { 0, 3 }, data = {} }, 1 },
    results = {
      { dtype = "int64", shape = { 0, 3 }, data = {} },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { 5, -3, 9, 0 } } },
    results = {
      { dtype = "int64", shape = { 4 }, data = { 2, 4, 1, 3 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 5, 200, 9, 0 } }, { descending = true } },
    results = {
      { dtype = "int64", shape = { 4 }, data = { 2, 3, 1, 4 } },
    },
  },
  {
    case = "bool, stable",
    args = { { dtype = "bool", shape = { 3 }, data = { true, false, true } }, { stable = true } },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 2, 1, 3 } },
    },
  },
}

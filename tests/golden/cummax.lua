-- cummax: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "dim 1",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -1.9375, -0.6875, -0.625, -1.1875, 0.25, -1.5625 },
        grad = { -1.5625, -0.5625, -1.9375, 0, -0.1875, 0 },
      },
      1,
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -1.9375, -0.6875, -0.625, -0.6875, 0.25, -0.6875 },
        upstream = { -1.5625, 0.625, -1.9375, 0.5625, -0.1875, -1.75 },
      },
      { dtype = "int64", shape = { 3, 2 }, data = { 1, 1, 2, 1, 3, 1 } },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -1.0625, -1.5, 0.75, 0.625, -0.4375, 1.3125 },
        grad = { 2, 1.25, -1.6875, 0.75, 0, 1.0625 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -1.0625, -1.5, 0.75, 0.625, 0.75, 1.3125 },
        upstream = { 2, 1.25, -0.1875, 0.75, -1.5, 1.0625 },
      },
      { dtype = "int64", shape = { 3, 2 }, data = { 1, 1, 2, 2, 2, 3 } },
    },
  },
  {
    case = "dim 2",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -2, -1.25, 0.625, 0.4375, -1.3125, -0.5, 1.875, -0.75 },
        grad = { -0.9375, 0.4375, 2.6875, 0, 1.875, -1.75, 1.0625, 0 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -2, -1.25, 0.625, 0.625, -1.3125, -0.5, 1.875, 1.875 },
        upstream = { -0.9375, 0.4375, 1.0625, 1.625, 1.875, -1.75, 0.1875, 0.875 },
      },
      { dtype = "int64", shape = { 2, 4 }, data = { 1, 2, 3, 3, 1, 2, 3, 3 } },
    },
  },
  {
    case = "dim -1",
    args = {
      { dtype = "float64", shape = { 5 },
        data = { 0.5, -1.625, 1.875, 0, 1 },
        grad = { -0.5625, 0, 2.75, 0, 0 },
      },
      { dim = -1 },
    },
    results = {
      { dtype = "float64", shape = { 5 },
        data = { 0.5, 0.5, 1.875, 1.875, 1.875 },
        upstream = { -0.875, 0.3125, 2, 1.125, -0.375 },
      },
      { dtype = "int64", shape = { 5 }, data = { 1, 1, 3, 3, 3 } },
    },
  },
  {
    case = "middle of three",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = {
          1, 0.5625, -0.875, -1.5, 0.25, 0.875, -0.6875, -0.75, -0.1875, 1.1875, -0.5, 1.9375,
        },
        grad = { 0.8125, -2.125, 0, 0, 0, 0.125, 0.0625, 1.6875, -0.125, 1.75, 0, -1.4375 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = { 1, 0.5625, 1, 0.5625, 1, 0.875, -0.6875, -0.75, -0.1875, 1.1875, -0.1875, 1.9375 },
        upstream = {
          1.5, -0.5, -1.0625, -1.625, 0.375, 0.125, 0.0625, 1.6875, 0.5, 1.75, -0.625, -1.4375,
        },
      },
      { dtype = "int64", shape = { 2, 3, 2 }, data = { 1, 1, 1, 1, 1, 3, 1, 1, 2, 2, 2, 3 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.25, 0.1875, -0.1875, 0.125, -1.125, -0.8125 },
        grad = { -0.0625, -3.25, -1.0625, 0, 0, 0 },
      },
      1,
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -0.25, 0.125, 0.1875, 0.125, 0.1875, 0.125 },
        upstream = { -0.0625, -0.5625, -0.1875, -1.125, -0.875, -1.5625 },
      },
      { dtype = "int64", shape = { 3, 2 }, data = { 1, 1, 2, 1, 2, 1 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = { 1.75, 0.625, -1.5625, 0.4375, -1.375, 1.375, 2, 0.25, -1.75, -2, 0.0625, 0.125 },
        grad = { 1.625, 0, 1.9375, -2.875, 0, 0 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.625, 0.625, 1.375, 0.25, 0.25, 0.25 },
        upstream = { 1.625, 0, 1.9375, -1.4375, -0.4375, -1 },
      },
      { dtype = "int64", shape = { 2, 3 }, data = { 1, 1, 3, 1, 1, 1 } },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { -0.5625 }, grad = { 0.375 } }, 1 },
    results = {
      { dtype = "float64", shape = {}, data = { -0.5625 }, upstream = { 0.375 } },
      { dtype = "int64", shape = {}, data = { 1 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -1.6875 }, grad = { 2 } }, 2 },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -1.6875 }, upstream = { 2 } },
      { dtype = "int64", shape = { 1, 1 }, data = { 1 } },
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
    case = "special values",
    args = { { dtype = "float32", shape = { 2, 3 }, data = { 1, nan, 3, inf, 0, -inf } }, 2 },
    results = {
      { dtype = "float32", shape = { 2, 3 }, data = { 1, nan, nan, inf, inf, inf } },
      { dtype = "int64", shape = { 2, 3 }, data = { 1, 2, 2, 1, 1, 1 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 2, 3 }, data = { 4, -3, 9, 2, 5, 7 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2, 3 }, data = { 4, 4, 9, 2, 5, 7 } },
      { dtype = "int64", shape = { 2, 3 }, data = { 1, 1, 3, 1, 2, 3 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 3 }, data = { 200, 100, 7 } }, 1 },
    results = {
      { dtype = "uint8", shape = { 3 }, data = { 200, 200, 200 } },
      { dtype = "int64", shape = { 3 }, data = { 1, 1, 1 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 3 }, data = { true, false, true } }, 1 },
    results = {
      { dtype = "bool", shape = { 3 }, data = { true, true, true } },
      { dtype = "int64", shape = { 3 }, data = { 1, 1, 3 } },
    },
  },
  {
    case = "ties: the last",
    args = {
      { dtype = "float64", shape = { 5 },
        data = { 1, 3, 3, 2, 3 },
        grad = { -1, -1.9375, -2.0625, 0, 1.875 },
      },
      1,
    },
    results = {
      { dtype = "float64", shape = { 5 },
        data = { 1, 3, 3, 3, 3 },
        upstream = { -1, -1.9375, -0.0625, -2, 1.875 },
      },
      { dtype = "int64", shape = { 5 }, data = { 1, 2, 3, 3, 5 } },
    },
  },
  {
    case = "ties: the last",
    args = {
      { dtype = "float32", shape = { 5 },
        data = { 1, 3, 3, 2, 3 },
        grad = { 1, 1.875, -0.0625, 0, -0.0625 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 5 },
        data = { 1, 3, 3, 3, 3 },
        upstream = { 1, 1.875, 1.1875, -1.25, -0.0625 },
      },
      { dtype = "int64", shape = { 5 }, data = { 1, 2, 3, 3, 5 } },
    },
  },
}

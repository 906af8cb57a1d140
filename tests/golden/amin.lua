-- amin: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "all",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.6875, -1.9375, 1.3125, -0.5, 1.9375, -0.25 },
        grad = { 0, 0.3125, 0, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -1.9375 }, upstream = { 0.3125 } },
    },
  },
  {
    case = "all",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.6875, -1.5, -0.5, -1.75, -1.25, -0.8125 },
        grad = { -0.0, -0.0, -0.0, -0.75, -0.0, -0.0 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { -1.75 }, upstream = { -0.75 } },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.1875, 1.4375, -1.5625, -0.75, -1.1875, 0.1875 },
        grad = { -0.0, 0, -1.1875, -0.5625, 1.75, -0.0 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { -0.75, -1.1875, -1.5625 },
        upstream = { -0.5625, 1.75, -1.1875 },
      },
    },
  },
  {
    case = "dim 2, keepdim",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.3125, 0.1875, 1.25, 1.75, -1.1875, 1.6875 },
        grad = { 1.875, 0, 0, -0.0, -1.0625, -0.0 },
      },
      2,
      true,
    },
    results = {
      { dtype = "float64", shape = { 2, 1 },
        data = { -0.3125, -1.1875 },
        upstream = { 1.875, -1.0625 },
      },
    },
  },
  {
    case = "dim -1 by name",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.5, 0.625, -0.1875, 1.9375, 0.6875, 0.5 },
        grad = { 0, 0, 1.5625, -0.0, -0.0, -0.0625 },
      },
      { dim = -1 },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { -0.1875, 0.5 }, upstream = { 1.5625, -0.0625 } },
    },
  },
  {
    case = "all, keepdim",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.75, -0.5, 1.1875, 1.875, -0.875, 1.8125 },
        grad = { 1.5625, 0, 0, 0, 0, 0 },
      },
      { keepdim = true },
    },
    results = {
      { dtype = "float64", shape = { 1, 1 }, data = { -1.75 }, upstream = { 1.5625 } },
    },
  },
  {
    case = "middle of three",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = {
          -0.8125, 0.5625, -0.5, -0.3125, -0.5625, -1.5, 1.9375, -1.6875, 0.0625, 0.75, -0.875,
          1.125,
        },
        grad = { -1.75, -0.0, -0.0, -0.0, -0.0, -0.3125, 0, -1.1875, 0, -0.0, 0.4375, -0.0 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.8125, -1.5, -0.875, -1.6875 },
        upstream = { -1.75, -0.3125, 0.4375, -1.1875 },
      },
    },
  },
  {
    case = "two of three",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 },
        data = {
          -0.0625, -0.4375, -1.9375, 0.5, -1.0625, 0.75, -1.5, 0, 0.4375, -1.125, 1.3125, -1.4375,
        },
        grad = { -0.0, -0.0, -1.5, -0.0, 0, 0, -0.1875, -0.0, -0.0, -0.0, 0, 0.6875 },
      },
      { 1, 3 },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { -1.5, -1.9375, -1.4375 },
        upstream = { -0.1875, -1.5, 0.6875 },
      },
    },
  },
  {
    case = "two of three, keepdim",
    args = {
      { dtype = "float32", shape = { 2, 2, 3 },
        data = {
          1.375, 1.8125, 2, -1.6875, -1.5, -0.4375, -1.875, 0.4375, -0.6875, 1, -1.75, 1.4375,
        },
        grad = { -0.0, -0.0, -0.0, -0.5, -0.0, -0.0, 0.4375, 0, 0, 0, 0, 0 },
      },
      { dim = { -1, 2 }, keepdim = true },
    },
    results = {
      { dtype = "float32", shape = { 2, 1, 1 },
        data = { -1.6875, -1.875 },
        upstream = { -0.5, 0.4375 },
      },
    },
  },
  {
    case = "all three by name",
    args = {
      { dtype = "float64", shape = { 2, 2, 2 },
        data = { 0.125, -2, 1.125, -1.625, 0, -0.75, 0.625, -0.625 },
        grad = { -0.0, -1.25, -0.0, -0.0, -0.0, -0.0, -0.0, -0.0 },
      },
      { dim = { 1, 2, 3 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -2 }, upstream = { -1.25 } },
    },
  },
  {
    case = "transposed, dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.3125, 1.4375, 0.6875, 0.875, -1, -0.4375 },
        grad = { -1.6875, -0.0, -0.0, -1.5625, -0.0, -0.0 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.3125, -1 }, upstream = { -1.6875, -1.5625 } },
    },
  },
  {
    case = "transposed, dim 2",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.6875, -1.0625, 1.625, -0.375, -1.25, -0.6875 },
        grad = { -0.0, -0.875, -0.0, -1.625, 0, 1.25 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { -0.375, -1.25, -0.6875 },
        upstream = { -0.875, -1.625, 1.25 },
      },
    },
  },
  {
    case = "transposed, all",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.125, 0.1875, -0.9375, 1.6875, -0.375, 1.3125 },
        grad = { 0, 0, 0, 0, 1.6875, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { -0.9375 }, upstream = { 1.6875 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = { -1.9375, -1.1875, -1.8125, -0.5, -0.125, 0, -2, 0.8125, 1.125, -0.4375, -1, 1 },
        grad = { 1.5, 0, 0, -0.0, -0.8125, -0.0 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { -1.1875, -0.4375 },
        upstream = { 1.5, -0.8125 },
      },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 3, 1 }, view = { { "expand", 3, 2 } },
        data = { -0.6875, 1.8125, 0.8125 },
        grad = { 0.6875, 0.8125, 0, 0, 0, 0 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { -0.6875, -0.6875 },
        upstream = { 0.6875, 0.8125 },
      },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float64", shape = { 1, 1 }, data = { 0.125 }, grad = { -0.1875 } }, 1 },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 0.125 }, upstream = { -0.1875 } },
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
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { 1.125 }, grad = { -0.25 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 1.125 }, upstream = { -0.25 } },
    },
  },
  {
    case = "ties",
    args = {
      { dtype = "float64", shape = { 5 },
        data = { 1, 3, 3, 1, 1 },
        grad = { -0.2916666666666667, -0.0, -0.0, -0.2916666666666667, -0.2916666666666667 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1 }, upstream = { -0.875 } },
    },
  },
  {
    case = "ties",
    args = {
      { dtype = "float32", shape = { 5 },
        data = { 1, 3, 3, 1, 1 },
        grad = { 0.5, 0, 0, 0.5, 0.5 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 1 }, upstream = { 1.5 } },
    },
  },
  {
    case = "nan",
    args = { { dtype = "float64", shape = { 2, 3 }, data = { 1, nan, 3, inf, 0, -inf } }, 2 },
    results = {
      { dtype = "float64", shape = { 2 }, data = { nan, -inf } },
    },
  },
  {
    case = "nan",
    args = { { dtype = "float32", shape = { 2, 3 }, data = { 1, nan, 3, inf, 0, -inf } }, 2 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { nan, -inf } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 2, 3 }, data = { -5, -7, -8, -4, 6, 9 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { -8, -4 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 2, 3 }, data = { 2, 91, 103, 225, 32, 68 } }, 1 },
    results = {
      { dtype = "uint8", shape = { 3 }, data = { 2, 32, 68 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "bool", shape = {}, data = { false } },
    },
  },
}

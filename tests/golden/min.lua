-- min: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "all",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.75, 0.3125, 1.0625, 1.6875, 1.875, -0.875 },
        grad = { 1.875, 0, 0, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -1.75 }, upstream = { 1.875 } },
    },
  },
  {
    case = "all",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.6875, 0.375, -2, -1.625, -0.4375, -0.625 },
        grad = { 0, 0, -0.6875, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { -2 }, upstream = { -0.6875 } },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.125, -0.0625, -0.4375, -1.375, -1.1875, -1.625 },
        grad = { 0, 0, 0, -0.0625, 1.3125, 0.5 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { -1.375, -1.1875, -1.625 },
        upstream = { -0.0625, 1.3125, 0.5 },
      },
      { dtype = "int64", shape = { 3 }, data = { 2, 2, 2 } },
    },
  },
  {
    case = "dim 2, keepdim",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.5625, 1.5625, 1.4375, -1.5, -1.875, 1 },
        grad = { 1.5625, 0, 0, 0, -1.125, 0 },
      },
      2,
      true,
    },
    results = {
      { dtype = "float64", shape = { 2, 1 },
        data = { 0.5625, -1.875 },
        upstream = { 1.5625, -1.125 },
      },
      { dtype = "int64", shape = { 2, 1 }, data = { 1, 2 } },
    },
  },
  {
    case = "dim -1 by name",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1, 0.8125, 0.1875, -1.25, -0.625, -0.125 },
        grad = { -1.3125, 0, 0, 1.4375, 0, 0 },
      },
      { dim = -1 },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { -1, -1.25 }, upstream = { -1.3125, 1.4375 } },
      { dtype = "int64", shape = { 2 }, data = { 1, 1 } },
    },
  },
  {
    case = "middle of three",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 },
        data = {
          -1.8125, -1.25, 0.125, -1.4375, -0.1875, -2, -0.625, -0.875, 1.125, 0.8125, 1.25, 1.5,
        },
        grad = { -1.0625, 0, 0, 0, 0, 0.3125, 1.4375, -0.5, 0, 0, 0, 0 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { -1.8125, -2, -0.625, -0.875 },
        upstream = { -1.0625, 0.3125, 1.4375, -0.5 },
      },
      { dtype = "int64", shape = { 2, 2 }, data = { 1, 3, 1, 1 } },
    },
  },
  {
    case = "transposed, dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.375, -1.0625, 1.1875, 0.625, -1.25, 1.25 },
        grad = { 0, 0, 1.125, 1.5625, 0, 0 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { -1.0625, -1.25 }, upstream = { 1.125, 1.5625 } },
      { dtype = "int64", shape = { 2 }, data = { 2, 2 } },
    },
  },
  {
    case = "transposed, all",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.875, 0.5, 0.6875, -0.125, -1.5625, 0.9375 },
        grad = { 0, 0, 0, 1.1875, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -1.5625 }, upstream = { 1.1875 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          -1.75, -1.1875, -1.3125, -1.6875, -1, 1.875, -1.5, -1.4375, 0.5625, -0.5625, 0.1875,
          0.75,
        },
        grad = { 0, -1.375, 0, 0.8125, 0, 0 },
      },
      { dim = 2, keepdim = true },
    },
    results = {
      { dtype = "float32", shape = { 2, 1 },
        data = { -1.6875, -1.4375 },
        upstream = { -1.375, 0.8125 },
      },
      { dtype = "int64", shape = { 2, 1 }, data = { 2, 1 } },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { -0.6875 }, grad = { -0.5625 } } },
    results = {
      { dtype = "float64", shape = {}, data = { -0.6875 }, upstream = { -0.5625 } },
    },
  },
  {
    case = "no dimension, dim 1",
    args = { { dtype = "float32", shape = {}, data = { -0.125 }, grad = { -1.1875 } }, 1 },
    results = {
      { dtype = "float32", shape = {}, data = { -0.125 }, upstream = { -1.1875 } },
      { dtype = "int64", shape = {}, data = { 1 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float64", shape = { 1, 1 }, data = { 0.1875 }, grad = { 0.1875 } }, 1 },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 0.1875 }, upstream = { 0.1875 } },
      { dtype = "int64", shape = { 1 }, data = { 1 } },
    },
  },
  {
    case = "no element is left",
    args = { { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} }, 2 },
    results = {
      { dtype = "float32", shape = { 0 }, data = {}, upstream = {} },
      { dtype = "int64", shape = { 0 }, data = {} },
    },
  },
  {
    case = "ties",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1, 3, 3, 1, 2, 2, 2, 2 },
        grad = { 0.375, 0, 0, 0, -1.1875, 0, 0, 0 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 1, 2 }, upstream = { 0.375, -1.1875 } },
      { dtype = "int64", shape = { 2 }, data = { 1, 1 } },
    },
  },
  {
    case = "ties",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1, 3, 3, 1, 2, 2, 2, 2 },
        grad = { -1.875, 0, 0, 0, 0.8125, 0, 0, 0 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 2 }, upstream = { -1.875, 0.8125 } },
      { dtype = "int64", shape = { 2 }, data = { 1, 1 } },
    },
  },
  {
    case = "ties, all",
    args = {
      { dtype = "float64", shape = { 4 },
        data = { 1, 3, 3, 1 },
        grad = { -0.3125, 0, 0, -0.3125 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1 }, upstream = { -0.625 } },
    },
  },
  {
    case = "ties, all",
    args = {
      { dtype = "float32", shape = { 4 },
        data = { 1, 3, 3, 1 },
        grad = { 0.34375, 0, 0, 0.34375 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 1 }, upstream = { 0.6875 } },
    },
  },
  {
    case = "nan",
    args = {
      { dtype = "float64", shape = { 3, 3 }, data = { 1, nan, 3, inf, 0, -inf, nan, nan, 1 } },
      2,
    },
    results = {
      { dtype = "float64", shape = { 3 }, data = { nan, -inf, nan } },
      { dtype = "int64", shape = { 3 }, data = { 2, 3, 1 } },
    },
  },
  {
    case = "nan",
    args = {
      { dtype = "float32", shape = { 3, 3 }, data = { 1, nan, 3, inf, 0, -inf, nan, nan, 1 } },
      2,
    },
    results = {
      { dtype = "float32", shape = { 3 }, data = { nan, -inf, nan } },
      { dtype = "int64", shape = { 3 }, data = { 2, 3, 1 } },
    },
  },
  {
    case = "nan, all",
    args = { { dtype = "float64", shape = { 3 }, data = { 1, nan, 3 } } },
    results = {
      { dtype = "float64", shape = {}, data = { nan } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 2, 3 }, data = { 5, -5, -3, 1, 0, -2 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { -5, -2 } },
      { dtype = "int64", shape = { 2 }, data = { 2, 3 } },
    },
  },
  {
    case = "int64, all",
    args = { { dtype = "int64", shape = { 2 }, data = { 9007199254740993, 9007199254740992 } } },
    results = {
      { dtype = "int64", shape = {}, data = { 9007199254740992 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 2, 3 }, data = { 87, 164, 124, 233, 73, 102 } }, 1 },
    results = {
      { dtype = "uint8", shape = { 3 }, data = { 87, 73, 102 } },
      { dtype = "int64", shape = { 3 }, data = { 1, 2, 2 } },
    },
  },
  {
    case = "bool",
    args = {
      { dtype = "bool", shape = { 2, 3 }, data = { true, false, true, false, false, false } },
      2,
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { false, false } },
      { dtype = "int64", shape = { 2 }, data = { 2, 1 } },
    },
  },
}

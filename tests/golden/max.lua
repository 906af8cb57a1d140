-- max: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "all",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.75, 0.8125, 0.125, 0.0625, -1, -1.875 },
        grad = { -1.1875, 0, 0, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.75 }, upstream = { -1.1875 } },
    },
  },
  {
    case = "all",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.5625, 1, -0.125, -0.1875, -0.4375, -1.75 },
        grad = { 0, -0.8125, 0, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 1 }, upstream = { -0.8125 } },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.9375, -2, 1.375, 0.5625, -0.25, -1.125 },
        grad = { 1.375, 0, 0.5, 0, -0.25, 0 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 0.9375, -0.25, 1.375 },
        upstream = { 1.375, -0.25, 0.5 },
      },
      { dtype = "int64", shape = { 3 }, data = { 1, 2, 1 } },
    },
  },
  {
    case = "dim 2, keepdim",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.4375, -1.4375, 1.9375, -0.75, 0.1875, 0.4375 },
        grad = { 0, 0, -1, 0, 0, 1.875 },
      },
      2,
      true,
    },
    results = {
      { dtype = "float64", shape = { 2, 1 }, data = { 1.9375, 0.4375 }, upstream = { -1, 1.875 } },
      { dtype = "int64", shape = { 2, 1 }, data = { 3, 3 } },
    },
  },
  {
    case = "dim -1 by name",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.8125, -0.3125, -0.875, 2, 0.625, 1.75 },
        grad = { 0, 0.4375, 0, 1.8125, 0, 0 },
      },
      { dim = -1 },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { -0.3125, 2 }, upstream = { 0.4375, 1.8125 } },
      { dtype = "int64", shape = { 2 }, data = { 2, 1 } },
    },
  },
  {
    case = "middle of three",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 },
        data = {
          -0.75, -0.25, 0.4375, -1.75, -0.4375, 1.5625, 0.125, 1.4375, -0.875, -1.0625, 1.875, 1,
        },
        grad = { 0, 0, -1.5, 0, 0, 0.5, 0, 0.6875, 0, 0, 1.25, 0 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.4375, 1.5625, 1.875, 1.4375 },
        upstream = { -1.5, 0.5, 1.25, 0.6875 },
      },
      { dtype = "int64", shape = { 2, 2 }, data = { 2, 3, 3, 1 } },
    },
  },
  {
    case = "transposed, dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.5, 1.0625, -1, -0.9375, -0.1875, -1.25 },
        grad = { -0.4375, 0, 0, -2, 0, 0 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1.5, -0.1875 }, upstream = { -0.4375, -2 } },
      { dtype = "int64", shape = { 2 }, data = { 1, 2 } },
    },
  },
  {
    case = "transposed, all",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.0625, 1, 0.9375, 1.75, 0.5, 0.375 },
        grad = { 0, 0.4375, 0, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.75 }, upstream = { 0.4375 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          -0.375, 1.4375, -1.625, -0.5625, 1.5, 0.5625, -1.6875, -1.3125, 1.25, -0.625, 1, 0.25,
        },
        grad = { 1.5625, 0, 0, 0, 0, -0.4375 },
      },
      { dim = 2, keepdim = true },
    },
    results = {
      { dtype = "float32", shape = { 2, 1 },
        data = { 1.4375, 0.25 },
        upstream = { 1.5625, -0.4375 },
      },
      { dtype = "int64", shape = { 2, 1 }, data = { 1, 3 } },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { 0.125 }, grad = { 0.625 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 0.125 }, upstream = { 0.625 } },
    },
  },
  {
    case = "no dimension, dim 1",
    args = { { dtype = "float32", shape = {}, data = { 1.375 }, grad = { 0.3125 } }, 1 },
    results = {
      { dtype = "float32", shape = {}, data = { 1.375 }, upstream = { 0.3125 } },
      { dtype = "int64", shape = {}, data = { 1 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float64", shape = { 1, 1 }, data = { -0.6875 }, grad = { -1.875 } }, 1 },
    results = {
      { dtype = "float64", shape = { 1 }, data = { -0.6875 }, upstream = { -1.875 } },
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
        grad = { 0, -0.9375, 0, 0, -0.75, 0, 0, 0 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 3, 2 }, upstream = { -0.9375, -0.75 } },
      { dtype = "int64", shape = { 2 }, data = { 2, 1 } },
    },
  },
  {
    case = "ties",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1, 3, 3, 1, 2, 2, 2, 2 },
        grad = { 0, -0.0625, 0, 0, 1.8125, 0, 0, 0 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 3, 2 }, upstream = { -0.0625, 1.8125 } },
      { dtype = "int64", shape = { 2 }, data = { 2, 1 } },
    },
  },
  {
    case = "ties, all",
    args = {
      { dtype = "float64", shape = { 4 }, data = { 1, 3, 3, 1 }, grad = { 0, 0.6875, 0.6875, 0 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 3 }, upstream = { 1.375 } },
    },
  },
  {
    case = "ties, all",
    args = {
      { dtype = "float32", shape = { 4 },
        data = { 1, 3, 3, 1 },
        grad = { 0, -0.78125, -0.78125, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 3 }, upstream = { -1.5625 } },
    },
  },
  {
    case = "nan",
    args = {
      { dtype = "float64", shape = { 3, 3 }, data = { 1, nan, 3, inf, 0, -inf, nan, nan, 1 } },
      2,
    },
    results = {
      { dtype = "float64", shape = { 3 }, data = { nan, inf, nan } },
      { dtype = "int64", shape = { 3 }, data = { 2, 1, 1 } },
    },
  },
  {
    case = "nan",
    args = {
      { dtype = "float32", shape = { 3, 3 }, data = { 1, nan, 3, inf, 0, -inf, nan, nan, 1 } },
      2,
    },
    results = {
      { dtype = "float32", shape = { 3 }, data = { nan, inf, nan } },
      { dtype = "int64", shape = { 3 }, data = { 2, 1, 1 } },
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
    args = { { dtype = "int64", shape = { 2, 3 }, data = { -2, -1, 8, -3, 7, 5 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 8, 7 } },
      { dtype = "int64", shape = { 2 }, data = { 3, 2 } },
    },
  },
  {
    case = "int64, all",
    args = { { dtype = "int64", shape = { 2 }, data = { 9007199254740993, 9007199254740992 } } },
    results = {
      { dtype = "int64", shape = {}, data = { 9007199254740993 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 2, 3 }, data = { 113, 119, 98, 105, 59, 110 } }, 1 },
    results = {
      { dtype = "uint8", shape = { 3 }, data = { 113, 119, 110 } },
      { dtype = "int64", shape = { 3 }, data = { 1, 1, 2 } },
    },
  },
  {
    case = "bool",
    args = {
      { dtype = "bool", shape = { 2, 3 }, data = { true, false, true, false, false, false } },
      2,
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, false } },
      { dtype = "int64", shape = { 2 }, data = { 1, 1 } },
    },
  },
}

-- amax: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "all",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.625, 0, 0.625, 1.5, 1.0625, -1.3125 },
        grad = { 1, 0, 0, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.625 }, upstream = { 1 } },
    },
  },
  {
    case = "all",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.3125, -1.75, 0.125, -1.9375, -0.75, -1.625 },
        grad = { -0.0, -0.0, -1.875, -0.0, -0.0, -0.0 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.125 }, upstream = { -1.875 } },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.5625, 1.375, -1.6875, -0.4375, 0, 1.4375 },
        grad = { 1.1875, -1.0625, -0.0, 0, -0.0, -1.75 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 1.5625, 1.375, 1.4375 },
        upstream = { 1.1875, -1.0625, -1.75 },
      },
    },
  },
  {
    case = "dim 2, keepdim",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.125, 1.875, 0.3125, -1.875, -1.375, 1.4375 },
        grad = { 0, 0.375, 0, 0, 0, 1.3125 },
      },
      2,
      true,
    },
    results = {
      { dtype = "float64", shape = { 2, 1 },
        data = { 1.875, 1.4375 },
        upstream = { 0.375, 1.3125 },
      },
    },
  },
  {
    case = "dim -1 by name",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.875, -0.125, 0.875, 0.5625, 0.5, 1.9375 },
        grad = { 0, 0, 0.125, -0.0, -0.0, -1.8125 },
      },
      { dim = -1 },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.875, 1.9375 }, upstream = { 0.125, -1.8125 } },
    },
  },
  {
    case = "all, keepdim",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.875, 0.9375, -0.4375, 1.25, -0.375, -1.125 },
        grad = { 1.4375, 0, 0, 0, 0, 0 },
      },
      { keepdim = true },
    },
    results = {
      { dtype = "float64", shape = { 1, 1 }, data = { 1.875 }, upstream = { 1.4375 } },
    },
  },
  {
    case = "middle of three",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = {
          -1.125, -1.75, 1.625, -1.6875, -1.625, 0.9375, 2, -0.5625, -0.25, -1.9375, 1.6875,
          1.4375,
        },
        grad = { -0.0, -0.0, -1.5625, -0.0, -0.0, -0.75, -1.75, -0.0, -0.0, -0.0, -0.0, -1.25 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 1.625, 0.9375, 2, 1.4375 },
        upstream = { -1.5625, -0.75, -1.75, -1.25 },
      },
    },
  },
  {
    case = "two of three",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 },
        data = {
          0.3125, 0.75, -0.3125, 0.4375, 1.125, 1.0625, -0.375, 0.5625, 0.8125, 1.875, -0.625,
          -0.875,
        },
        grad = { -0.0, -0.8125, -0.0, -0.0, -0.3125, -0.0, -0.0, -0.0, -0.0, -0.375, -0.0, -0.0 },
      },
      { 1, 3 },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 0.75, 1.875, 1.125 },
        upstream = { -0.8125, -0.375, -0.3125 },
      },
    },
  },
  {
    case = "two of three, keepdim",
    args = {
      { dtype = "float32", shape = { 2, 2, 3 },
        data = {
          1.6875, -0.875, -0.8125, 0.8125, 1.125, 1.375, 0.3125, 1, -0.5625, 0.125, 0.25, 0.6875,
        },
        grad = { -1.625, -0.0, -0.0, -0.0, -0.0, -0.0, 0, 0.75, 0, 0, 0, 0 },
      },
      { dim = { -1, 2 }, keepdim = true },
    },
    results = {
      { dtype = "float32", shape = { 2, 1, 1 }, data = { 1.6875, 1 }, upstream = { -1.625, 0.75 } },
    },
  },
  {
    case = "all three by name",
    args = {
      { dtype = "float64", shape = { 2, 2, 2 },
        data = { 0.6875, -0.8125, 1.5, -0.4375, -1.4375, 0.125, 0.4375, 0.375 },
        grad = { -0.0, -0.0, -1.875, -0.0, -0.0, -0.0, -0.0, -0.0 },
      },
      { dim = { 1, 2, 3 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.5 }, upstream = { -1.875 } },
    },
  },
  {
    case = "transposed, dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1, -1.75, 0.125, 0.625, -0.8125, -1.125 },
        grad = { 1.1875, 1.8125, 0, 0, 0, 0 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 0.625 }, upstream = { 1.1875, 1.8125 } },
    },
  },
  {
    case = "transposed, dim 2",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.75, -0.3125, -0.75, -1.125, -0.9375, -0.875 },
        grad = { -0.0, -1.1875, 1.375, 0, -1.625, -0.0 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { -1.125, -0.3125, -0.75 },
        upstream = { -1.1875, 1.375, -1.625 },
      },
    },
  },
  {
    case = "transposed, all",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.9375, -1.5, -1.5625, 0.875, 1.875, -0.3125 },
        grad = { 0, 0, 0, 0.75, 0, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 1.875 }, upstream = { 0.75 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          1.0625, -0.9375, 1.375, 0.875, 1.5625, -0.75, 1.8125, 0.6875, 0.9375, 1.875, -1.875,
          -1.625,
        },
        grad = { 0, 1.25, 0, -0.0, -0.5625, -0.0 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 0.875, 1.875 }, upstream = { 1.25, -0.5625 } },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 3, 1 }, view = { { "expand", 3, 2 } },
        data = { 0.8125, 1.5625, -0.625 },
        grad = { -0.0, 0, -0.1875, 1.375, -0.0, 0 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { 1.5625, 1.5625 },
        upstream = { -0.1875, 1.375 },
      },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float64", shape = { 1, 1 }, data = { 0.25 }, grad = { 0.625 } }, 1 },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 0.25 }, upstream = { 0.625 } },
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
    args = { { dtype = "float64", shape = {}, data = { 1.1875 }, grad = { 2 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 1.1875 }, upstream = { 2 } },
    },
  },
  {
    case = "ties",
    args = {
      { dtype = "float64", shape = { 5 },
        data = { 1, 3, 3, 1, 1 },
        grad = { -0.0, -0.3125, -0.3125, -0.0, -0.0 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 3 }, upstream = { -0.625 } },
    },
  },
  {
    case = "ties",
    args = {
      { dtype = "float32", shape = { 5 },
        data = { 1, 3, 3, 1, 1 },
        grad = { -0.0, -0.1875, -0.1875, -0.0, -0.0 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 3 }, upstream = { -0.375 } },
    },
  },
  {
    case = "nan",
    args = { { dtype = "float64", shape = { 2, 3 }, data = { 1, nan, 3, inf, 0, -inf } }, 2 },
    results = {
      { dtype = "float64", shape = { 2 }, data = { nan, inf } },
    },
  },
  {
    case = "nan",
    args = { { dtype = "float32", shape = { 2, 3 }, data = { 1, nan, 3, inf, 0, -inf } }, 2 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { nan, inf } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 2, 3 }, data = { 6, -5, -2, 2, -9, 4 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 6, 4 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 2, 3 }, data = { 167, 18, 247, 255, 253, 127 } }, 1 },
    results = {
      { dtype = "uint8", shape = { 3 }, data = { 255, 253, 247 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "bool", shape = {}, data = { true } },
    },
  },
}

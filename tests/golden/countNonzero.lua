-- countNonzero: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "all",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.75, -1.75, 0.9375, -0.875, 1.8125, -1.6875 },
      },
    },
    results = {
      { dtype = "int64", shape = {}, data = { 6 } },
    },
  },
  {
    case = "all",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.75, -0.9375, 0.5625, -1.1875, -1.6875, 1.8125 },
      },
    },
    results = {
      { dtype = "int64", shape = {}, data = { 6 } },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.375, 0.0625, -1.75, 0.5625, 1.125, -0.3125 },
      },
      1,
    },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 2, 2, 2 } },
    },
  },
  {
    case = "dim 2, keepdim",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.3125, 0.875, 1.75, -0.8125, -1.6875, -1 },
      },
      2,
      true,
    },
    results = {
      { dtype = "int64", shape = { 2, 1 }, data = { 3, 3 } },
    },
  },
  {
    case = "dim -1 by name",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -2, -0.125, 1.3125, 0.0625, -1.0625, -0.375 },
      },
      { dim = -1 },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
  },
  {
    case = "all, keepdim",
    args = {
      { dtype = "float64", shape = { 2, 3 }, data = { 2, 0.375, -0.6875, 1.5, 0, -0.75 } },
      { keepdim = true },
    },
    results = {
      { dtype = "int64", shape = { 1, 1 }, data = { 5 } },
    },
  },
  {
    case = "middle of three",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = {
          0.6875, 0.5625, -0.6875, 1.9375, 1.875, -0.4375, -1.1875, -0.3125, 0.875, 1.3125, -0.875,
          1.75,
        },
      },
      2,
    },
    results = {
      { dtype = "int64", shape = { 2, 2 }, data = { 3, 3, 3, 3 } },
    },
  },
  {
    case = "two of three",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 },
        data = {
          -1.5625, 0.6875, 1.5625, -0.5625, 0.625, -1.9375, 0.4375, -1, 1.9375, -1.875, 1.1875,
          0.125,
        },
      },
      { 1, 3 },
    },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 4, 4, 4 } },
    },
  },
  {
    case = "two of three, keepdim",
    args = {
      { dtype = "float32", shape = { 2, 2, 3 },
        data = {
          0.25, -1.75, -1.6875, 0.5625, -1.5, -1.375, -1.25, 1.875, -1, -1.5625, 2, -0.8125,
        },
      },
      { dim = { -1, 2 }, keepdim = true },
    },
    results = {
      { dtype = "int64", shape = { 2, 1, 1 }, data = { 6, 6 } },
    },
  },
  {
    case = "all three by name",
    args = {
      { dtype = "float64", shape = { 2, 2, 2 },
        data = { 1.3125, 1.375, -0.25, 0.4375, 1.5, -0.5, 0.3125, -0.875 },
      },
      { dim = { 1, 2, 3 } },
    },
    results = {
      { dtype = "int64", shape = {}, data = { 8 } },
    },
  },
  {
    case = "transposed, dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.75, -0.3125, 1.5, -1.625, 1.0625, 0.3125 },
      },
      1,
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
  },
  {
    case = "transposed, dim 2",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.875, 0.25, 1.9375, 0.9375, -0.25, 2 },
      },
      2,
    },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 2, 2, 2 } },
    },
  },
  {
    case = "transposed, all",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.8125, -1.375, 1.125, 1.8125, 1.9375, 1.6875 },
      },
    },
    results = {
      { dtype = "int64", shape = {}, data = { 6 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          -1.75, 0, 1.9375, -0.25, 0.75, 0.875, -1.25, 0.3125, -0.8125, 0.25, 1.375, -0.4375,
        },
      },
      2,
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 2, 3 } },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 3, 1 }, view = { { "expand", 3, 2 } },
        data = { 1.25, -1.6875, -2 },
      },
      1,
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float64", shape = { 1, 1 }, data = { 1.0625 } }, 1 },
    results = {
      { dtype = "int64", shape = { 1 }, data = { 1 } },
    },
  },
  {
    case = "no element is left",
    args = { { dtype = "float32", shape = { 0, 3 }, data = {} }, 2 },
    results = {
      { dtype = "int64", shape = { 0 }, data = {} },
    },
  },
  {
    case = "over no element",
    args = { { dtype = "float64", shape = { 0, 3 }, data = {} }, 1 },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 0, 0, 0 } },
    },
  },
  {
    case = "over no element, all, keepdim",
    args = { { dtype = "float32", shape = { 2, 0 }, data = {} }, { keepdim = true } },
    results = {
      { dtype = "int64", shape = { 1, 1 }, data = { 0 } },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { -1.75 } } },
    results = {
      { dtype = "int64", shape = {}, data = { 1 } },
    },
  },
  {
    case = "no dimension, dim 1",
    args = { { dtype = "float32", shape = {}, data = { 0.25 } }, 1 },
    results = {
      { dtype = "int64", shape = {}, data = { 1 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 5 }, data = { 0, -0.0, nan, inf, 1e-30 } } },
    results = {
      { dtype = "int64", shape = {}, data = { 3 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 5 }, data = { 0, -0.0, nan, inf, 1e-30 } } },
    results = {
      { dtype = "int64", shape = {}, data = { 3 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 2, 3 }, data = { 0, 5, 0, 1, 0, 2 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 2 } },
    },
  },
  {
    case = "bool",
    args = {
      { dtype = "bool", shape = { 2, 3 }, data = { false, false, false, false, false, false } },
      1,
    },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 0, 0, 0 } },
    },
  },
}

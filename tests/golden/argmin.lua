-- argmin: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "all",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.625, 0.4375, -0.6875, -1.125, -0.9375, -1 },
      },
    },
    results = {
      { dtype = "int64", shape = {}, data = { 4 } },
    },
  },
  {
    case = "all",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.4375, 0.4375, -1.4375, 1.375, -0.125, 1.5625 },
      },
    },
    results = {
      { dtype = "int64", shape = {}, data = { 3 } },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.0625, 1.625, -0.0625, -1.75, 0.75, -0.875 },
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
      { dtype = "float64", shape = { 2, 3 }, data = { -1.5, 1.125, -0.1875, -1.3125, 0, 1.8125 } },
      2,
      true,
    },
    results = {
      { dtype = "int64", shape = { 2, 1 }, data = { 1, 1 } },
    },
  },
  {
    case = "dim -1 by name",
    args = {
      { dtype = "float32", shape = { 2, 3 }, data = { -1.5, 1.9375, 0.875, 1.5625, -2, 1.375 } },
      { dim = -1 },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 2 } },
    },
  },
  {
    case = "middle of three",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 },
        data = {
          -0.625, -0.875, 1.75, -2, -1.5625, -1.625, 1, -0.6875, -1.5, -1.0625, -0.75, -0.1875,
        },
      },
      2,
    },
    results = {
      { dtype = "int64", shape = { 2, 2 }, data = { 3, 2, 2, 2 } },
    },
  },
  {
    case = "transposed, dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.125, 1.5625, 0.625, 1.9375, 1.4375, -0.125 },
      },
      1,
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
    },
  },
  {
    case = "transposed, all",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.5625, 0.125, 0.375, -0.3125, 0.5, -1.3125 },
      },
    },
    results = {
      { dtype = "int64", shape = {}, data = { 6 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          -0.0625, 1, -0.4375, 0.1875, 1.6875, 0.25, 1.0625, 0.375, -0.5625, -1.1875, -0.3125,
          0.6875,
        },
      },
      { dim = 2, keepdim = true },
    },
    results = {
      { dtype = "int64", shape = { 2, 1 }, data = { 2, 2 } },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { -0.3125 } } },
    results = {
      { dtype = "int64", shape = {}, data = { 1 } },
    },
  },
  {
    case = "no dimension, dim 1",
    args = { { dtype = "float32", shape = {}, data = { -0.25 } }, 1 },
    results = {
      { dtype = "int64", shape = {}, data = { 1 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float64", shape = { 1, 1 }, data = { -1.125 } }, 1 },
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
    case = "ties",
    args = { { dtype = "float64", shape = { 2, 4 }, data = { 1, 3, 3, 1, 2, 2, 2, 2 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 1 } },
    },
  },
  {
    case = "ties",
    args = { { dtype = "float32", shape = { 2, 4 }, data = { 1, 3, 3, 1, 2, 2, 2, 2 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 1 } },
    },
  },
  {
    case = "nan",
    args = {
      { dtype = "float64", shape = { 3, 3 }, data = { 1, nan, 3, inf, 0, -inf, nan, nan, 1 } },
      2,
    },
    results = {
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
      { dtype = "int64", shape = { 3 }, data = { 2, 3, 1 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 2, 3 }, data = { 1, -8, 3, -1, -3, 7 } } },
    results = {
      { dtype = "int64", shape = {}, data = { 2 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 2, 3 }, data = { 54, 211, 206, 197, 249, 64 } }, 1 },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 1, 1, 2 } },
    },
  },
}

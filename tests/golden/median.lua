-- median: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "all",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.25, -0.4375, -0.5, -0.75, 0.875, 0.5 },
        grad = { 0, -1.75, 0, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -0.4375 }, upstream = { -1.75 } },
    },
  },
  {
    case = "all",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.6875, 0.9375, -2, 1.25, 0.5, -1.25 },
        grad = { 0, 0, 0, 0, 0, 0.9375 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { -1.25 }, upstream = { 0.9375 } },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.6875, 0.375, 1.125, -0.625, 1, -1.5625 },
        grad = { 0, -0.6875, 0, -1.75, 0, -0.875 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { -0.625, 0.375, -1.5625 },
        upstream = { -1.75, -0.6875, -0.875 },
      },
      { dtype = "int64", shape = { 3 }, data = { 2, 1, 2 } },
    },
  },
  {
    case = "dim 2, keepdim",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.5625, -0.3125, 0.625, -1.375, 0.4375, 1.75 },
        grad = { 0, 1.9375, 0, 0, -0.5, 0 },
      },
      2,
      true,
    },
    results = {
      { dtype = "float64", shape = { 2, 1 },
        data = { -0.3125, 0.4375 },
        upstream = { 1.9375, -0.5 },
      },
      { dtype = "int64", shape = { 2, 1 }, data = { 2, 2 } },
    },
  },
  {
    case = "dim -1 by name",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.0625, 0.1875, -0.5, -1.8125, 1.625, -1.125 },
        grad = { 0.625, 0, 0, 0, 0, -0.125 },
      },
      { dim = -1 },
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { -0.0625, -1.125 },
        upstream = { 0.625, -0.125 },
      },
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
    },
  },
  {
    case = "middle of three",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 },
        data = {
          0.6875, -0.75, -0.8125, 1.75, 1.125, -0.3125, 0.0625, -0.5625, -0.875, -1.0625, 1.875,
          -1.8125,
        },
        grad = { 0.5, 0, 0, 0, 0, 1.0625, -0.5, 0, 0, -1, 0, 0 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.6875, -0.3125, 0.0625, -1.0625 },
        upstream = { 0.5, 1.0625, -0.5, -1 },
      },
      { dtype = "int64", shape = { 2, 2 }, data = { 1, 3, 1, 2 } },
    },
  },
  {
    case = "transposed, dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.5625, 0.125, 1.75, 1.5625, -1.875, 1.4375 },
        grad = { -0.6875, 0, 0, 0, 0, -0.5 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.5625, 1.4375 }, upstream = { -0.6875, -0.5 } },
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
    },
  },
  {
    case = "transposed, all",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.6875, -1.625, 0.25, -0.3125, 1.8125, -1.3125 },
        grad = { 0, 0, 0, 0, 0, -1.8125 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -1.3125 }, upstream = { -1.8125 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          -0.625, 1.3125, 0.875, -1.625, 0.5625, -0.5625, -1.4375, -1.3125, -1.1875, 1.8125,
          1.1875, -1.875,
        },
        grad = { 0, 0, -1.375, -1.875, 0, 0 },
      },
      { dim = 2, keepdim = true },
    },
    results = {
      { dtype = "float32", shape = { 2, 1 },
        data = { -0.5625, -1.3125 },
        upstream = { -1.375, -1.875 },
      },
      { dtype = "int64", shape = { 2, 1 }, data = { 3, 1 } },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { -1.75 }, grad = { -0.0625 } } },
    results = {
      { dtype = "float64", shape = {}, data = { -1.75 }, upstream = { -0.0625 } },
    },
  },
  {
    case = "no dimension, dim 1",
    args = { { dtype = "float32", shape = {}, data = { -1 }, grad = { 1.8125 } }, 1 },
    results = {
      { dtype = "float32", shape = {}, data = { -1 }, upstream = { 1.8125 } },
      { dtype = "int64", shape = {}, data = { 1 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float64", shape = { 1, 1 }, data = { -1.375 }, grad = { -0.3125 } }, 1 },
    results = {
      { dtype = "float64", shape = { 1 }, data = { -1.375 }, upstream = { -0.3125 } },
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
    case = "odd",
    args = {
      { dtype = "float64", shape = { 3 }, data = { 5, -1, 2.5 }, grad = { 0, 0, 0.5625 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 2.5 }, upstream = { 0.5625 } },
    },
  },
  {
    case = "even: the lower one",
    args = {
      { dtype = "float32", shape = { 4 }, data = { 4, 1, 3, 2 }, grad = { 0, 0, 0, 1.6875 } },
      1,
    },
    results = {
      { dtype = "float32", shape = {}, data = { 2 }, upstream = { 1.6875 } },
      { dtype = "int64", shape = {}, data = { 4 } },
    },
  },
  {
    case = "nan",
    args = { { dtype = "float64", shape = { 2, 3 }, data = { 1, nan, 3, inf, 0, -inf } }, 2 },
    results = {
      { dtype = "float64", shape = { 2 }, data = { nan, 0 } },
      { dtype = "int64", shape = { 2 }, data = { 2, 2 } },
    },
  },
  {
    case = "nan",
    args = { { dtype = "float32", shape = { 2, 3 }, data = { 1, nan, 3, inf, 0, -inf } }, 2 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { nan, 0 } },
      { dtype = "int64", shape = { 2 }, data = { 2, 2 } },
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
    args = { { dtype = "int64", shape = { 2, 3 }, data = { -8, -4, -9, 8, 4, 0 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { -8, 4 } },
      { dtype = "int64", shape = { 2 }, data = { 1, 2 } },
    },
  },
}

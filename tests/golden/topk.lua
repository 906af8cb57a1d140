-- topk: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "k 2",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 0.1875, -1.1875, 0.8125, 0.625, -0.75, -1.9375, 0.875, -0.125 },
        grad = { 0, 0, -0.4375, 1.125, 0, 0, 1.25, 0.8125 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.8125, 0.625, 0.875, -0.125 },
        upstream = { -0.4375, 1.125, 1.25, 0.8125 },
      },
      { dtype = "int64", shape = { 2, 2 }, data = { 3, 4, 3, 4 } },
    },
  },
  {
    case = "k 2",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.5, -0.0625, 0.625, -1.875, -1.3125, -1.4375, -1.625, -1 },
        grad = { -1.6875, 0, -1, 0, 1.375, 0, 0, 0.3125 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 0.625, 0.5, -1, -1.3125 },
        upstream = { -1, -1.6875, 0.3125, 1.375 },
      },
      { dtype = "int64", shape = { 2, 2 }, data = { 3, 1, 4, 1 } },
    },
  },
  {
    case = "k 1",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1.0625, 1.75, -1.875, 0.25, -1.125, -0.625, -1.9375, -0.0625 },
        grad = { 0, 1.25, 0, 0, 0, 0, 0, 0.75 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2, 1 }, data = { 1.75, -0.0625 }, upstream = { 1.25, 0.75 } },
      { dtype = "int64", shape = { 2, 1 }, data = { 2, 4 } },
    },
  },
  {
    case = "all of them",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.5, 0.625, 0.125, 1.0625, 0.8125, -0.0625 },
        grad = { -0.625, 0.5, 0.6875, 1.125, -1.125, -0.25 },
      },
      3,
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.5, 0.625, 0.125, 1.0625, 0.8125, -0.0625 },
        upstream = { -0.625, 0.5, 0.6875, 1.125, -1.125, -0.25 },
      },
      { dtype = "int64", shape = { 2, 3 }, data = { 1, 2, 3, 1, 2, 3 } },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 4, 2 },
        data = { -0.375, -0.9375, 1.625, -0.1875, 1.25, 0.375, -1.9375, 0.0625 },
        grad = { 0, 0, 0.6875, 0, 0.8125, 0.5625, 0, -1.125 },
      },
      2,
      1,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 1.625, 0.375, 1.25, 0.0625 },
        upstream = { 0.6875, 0.5625, 0.8125, -1.125 },
      },
      { dtype = "int64", shape = { 2, 2 }, data = { 2, 3, 3, 4 } },
    },
  },
  {
    case = "smallest",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -1.75, -0.6875, 0.5625, 0.4375, 2, -0.1875, 1.5, 1.8125 },
        grad = { 0, 0.75, 0, 0, 0, 0.625, -1.625, 0 },
      },
      2,
      -1,
      false,
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { -1.75, -0.6875, -0.1875, 1.5 },
        upstream = { 0, 0.75, 0.625, -1.625 },
      },
      { dtype = "int64", shape = { 2, 2 }, data = { 1, 2, 2, 3 } },
    },
  },
  {
    case = "by name",
    args = {
      { dtype = "float32", shape = { 2, 4, 2 },
        data = {
          0.8125, 0.375, 1.5625, 0.6875, -0.25, -1.6875, -0.125, -1.4375, 0.1875, 0.625, 0.25,
          1.1875, -0.625, 1.6875, -1.3125, -1,
        },
        grad = {
          -2, 1.4375, 0, 0, 0.9375, -0.0625, 1.5, -0.625, 0, -0.9375, 0, 0.625, -0.8125, 0, 1.0625,
          0.1875,
        },
      },
      { k = 3, dim = 2, largest = false },
    },
    results = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = {
          -0.25, -1.6875, -0.125, -1.4375, 0.8125, 0.375, -1.3125, -1, -0.625, 0.625, 0.1875,
          1.1875,
        },
        upstream = {
          0.9375, -0.0625, 1.5, -0.625, -2, 1.4375, 1.0625, 0.1875, -0.8125, -0.9375, 0, 0.625,
        },
      },
      { dtype = "int64", shape = { 2, 3, 2 }, data = { 3, 3, 4, 4, 1, 1, 4, 4, 3, 1, 1, 2 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.9375, 0.5, -1, 0.4375, 2, -0.625 },
        grad = { 0, 0.875, 1.8125, 1.0625, -0.9375, 0 },
      },
      2,
      1,
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.5, 2, -1, 0.4375 },
        upstream = { 1.8125, 1.0625, -0.9375, 0.875 },
      },
      { dtype = "int64", shape = { 2, 2 }, data = { 2, 2, 3, 1 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float32", shape = { 5, 2 }, view = { { "select", 2, 2 } },
        data = { 1.25, 0.4375, 0.875, 0, 0.25, -0.9375, -0.25, -1.5, 0.375, 0.75 },
        grad = { -1.1875, -1.5625, 0, 0, -2 },
      },
      3,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 0.75, 0.4375, 0 },
        upstream = { -2, -1.1875, -1.5625 },
      },
      { dtype = "int64", shape = { 3 }, data = { 5, 1, 2 } },
    },
  },
  {
    case = "k 0",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.9375, -1.5, 0.625, 1.75, 1.5, 0 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      0,
    },
    results = {
      { dtype = "float64", shape = { 2, 0 }, data = {}, upstream = {} },
      { dtype = "int64", shape = { 2, 0 }, data = {} },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1 }, data = { 0.25 }, grad = { 1.1875 } }, 1 },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 0.25 }, upstream = { 1.1875 } },
      { dtype = "int64", shape = { 1 }, data = { 1 } },
    },
  },
  {
    case = "no element is left",
    args = { { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} }, 2, 2 },
    results = {
      { dtype = "float64", shape = { 0, 2 }, data = {}, upstream = {} },
      { dtype = "int64", shape = { 0, 2 }, data = {} },
    },
  },
  {
    case = "nan is the largest",
    args = { { dtype = "float32", shape = { 4 }, data = { 1, nan, inf, 0 } }, 2 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { nan, inf } },
      { dtype = "int64", shape = { 2 }, data = { 2, 3 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { 5, -3, 9, 0 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 9, 5 } },
      { dtype = "int64", shape = { 2 }, data = { 3, 1 } },
    },
  },
}

-- clamp: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1.0625, 1, -0.8125, 0.8125, -1.75, -1.0625, 1.6875, -1.875 },
        grad = { 0, 0, 0, -1.4375, 0, 0, 0, 0 },
      },
      -0.5,
      1.0,
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1, 1, -0.5, 0.8125, -0.5, -0.5, 1, -0.5 },
        upstream = { 1.25, -0.5, 1.9375, -1.4375, -0.1875, 0.375, -0.9375, 0.9375 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.375, -1.5625, -0.125, -1.25, 1.6875, 0, -0.6875, -1.1875 },
        grad = { -1.5, 0, -0.9375, 0, 0, 0.8125, 0, 0 },
      },
      -0.5,
      1.0,
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.375, -0.5, -0.125, -0.5, 1, 0, -0.5, -0.5 },
        upstream = { -1.5, -0.625, -0.9375, -0.375, -1.6875, 0.8125, 1.5, 0.75 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.125, -0.0625, -0.5625, -0.625, 0.1875, 0.3125 },
        grad = { 0.9375, 0, 1.8125, -1.1875, 0, 1.0625 },
      },
      -0.5,
      1.0,
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.125, -0.5, -0.0625, 0.1875, -0.5, 0.3125 },
        upstream = { 0.9375, 1.4375, 1.8125, -1.1875, -1.75, 1.0625 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -1.375, 0.875, -1.75, -0.875, -0.625, 1.1875, 0.5, -1.25 },
        grad = { -1.375, 0, 0, 0 },
      },
      -0.5,
      1.0,
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.875, -0.5, 1, -0.5 },
        upstream = { -1.375, 0.0625, 0.25, -1.4375 },
      },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} }, -0.5, 1.0 },
    results = {
      { dtype = "float32", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { 1.375 }, grad = { 0 } }, -0.5, 1.0 },
    results = {
      { dtype = "float64", shape = {}, data = { 1 }, upstream = { 0 } },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float32", shape = { 1, 1 }, data = { -1.5625 }, grad = { 0 } },
      -0.5,
      1.0,
    },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -0.5 }, upstream = { -1.5 } },
    },
  },
  {
    case = "at the bounds",
    args = {
      { dtype = "float64", shape = { 5 },
        data = { -1, -0.5, 0, 1, 1.5 },
        grad = { 0, 0, 0.625, 0, 0 },
      },
      -0.5,
      1.0,
    },
    results = {
      { dtype = "float64", shape = { 5 },
        data = { -0.5, -0.5, 0, 1, 1 },
        upstream = { -1.125, -0.1875, 0.625, 0.125, 1.25 },
      },
    },
  },
  {
    case = "at the bounds",
    args = {
      { dtype = "float32", shape = { 5 },
        data = { -1, -0.5, 0, 1, 1.5 },
        grad = { 0, 0, -1.3125, 0, 0 },
      },
      -0.5,
      1.0,
    },
    results = {
      { dtype = "float32", shape = { 5 },
        data = { -0.5, -0.5, 0, 1, 1 },
        upstream = { 0.9375, 1.5, -1.3125, -0.1875, 1.5625 },
      },
    },
  },
  {
    case = "minimum alone",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.1875, -1.5, -1.3125, -1.9375, -1.625, -0.875 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      0,
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0, 0, 0, 0, 0, 0 },
        upstream = { 1.9375, 1.75, -1.9375, -2, -0.6875, -0.5 },
      },
    },
  },
  {
    case = "maximum alone",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.5, -0.0625, -1.625, 1.875, -0.1875, -1.25 },
        grad = { 0.8125, 1.3125, 1.9375, 0, 0.25, -0.5625 },
      },
      { maximum = 0.25 },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.5, -0.0625, -1.625, 0.25, -0.1875, -1.25 },
        upstream = { 0.8125, 1.3125, 1.9375, -1.6875, 0.25, -0.5625 },
      },
    },
  },
  {
    case = "minimum above maximum",
    args = {
      { dtype = "float64", shape = { 3 }, data = { -1.75, 0.6875, 0.4375 }, grad = { 0, 0, 0 } },
      1.0,
      -1.0,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { -1, -1, -1 },
        upstream = { -0.3125, 1.0625, 0.375 },
      },
    },
  },
  {
    case = "special values",
    args = {
      { dtype = "float64", shape = { 3 }, data = { nan, inf, -inf }, grad = { 0, 0, 0 } },
      -1.0,
      1.0,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { nan, 1, -1 },
        upstream = { -1.5625, -1.4375, 0.6875 },
      },
    },
  },
  {
    case = "special values",
    args = {
      { dtype = "float32", shape = { 3 }, data = { nan, inf, -inf }, grad = { 0, 0, 0 } },
      -1.0,
      1.0,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { nan, 1, -1 },
        upstream = { 1.1875, -0.375, -0.9375 },
      },
    },
  },
  {
    case = "tensors",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.4375, -1.75, 1.5625, -0.875, -1.3125, 0.5625 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.125, -0.4375, -0.5, -0.1875, -0.9375, -0.625 },
        grad = { 0, 0.1875, 0, 0.3125, -1.8125, 0 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.375, 0, 0.25, 0.5, 0.875, 0.125 },
        grad = { -0.75, 0, -0.375, 0, 0, -0.625 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.375, -0.4375, 0.25, -0.1875, -0.9375, 0.125 },
        upstream = { -0.75, 0.1875, -0.375, 0.3125, -1.8125, -0.625 },
      },
    },
  },
  {
    case = "tensors",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.8125, 1.0625, 0, 0.5, 1.375, 0.9375 },
        grad = { 0, 0, -1.1875, -0.5, 0, 0 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.25, -0.75, -0.4375, 0, -0.3125, -0.5 },
        grad = { -1.8125, 0, 0, 0, 0, 0 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.1875, 0.8125, 0.5625, 0.5, 0.375, 0.4375 },
        grad = { 0, 0.6875, 0, -0.5, -0.25, 0.625 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.25, 0.8125, 0, 0.5, 0.375, 0.4375 },
        upstream = { -1.8125, 0.6875, -1.1875, -1, -0.25, 0.625 },
      },
    },
  },
  {
    case = "tensors, broadcast",
    args = {
      { dtype = "float64", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { -0.375, 0.4375, 0, 1.6875, -0.875, -1.8125 },
        grad = { 1.125, -0.875, -0.0625, -1.6875, 0, 0 },
      },
      { dtype = "float64", shape = { 3 },
        data = { -0.875, -0.625, -0.9375 },
        grad = { 0, 0, 0.5 },
      },
      { dtype = "float64", shape = { 2, 1 }, data = { 0.375, 0.5 }, grad = { 0, -1.5625 } },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.375, 0, -0.875, 0.4375, 0.5, -0.9375 },
        upstream = { 1.125, -0.875, -0.0625, -1.6875, -1.5625, 0.5 },
      },
    },
  },
  {
    case = "tensors, broadcast",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { 0.5625, 2, -0.8125, -1.9375, 0.0625, -1.625 },
        grad = { 0, 0, 1.375, 0, 0, 0 },
      },
      { dtype = "float32", shape = { 3 },
        data = { -0.9375, -0.0625, -0.25 },
        grad = { 0, -0.5625, 1.3125 },
      },
      { dtype = "float32", shape = { 2, 1 }, data = { 0.25, 0.125 }, grad = { 1.625, 0.6875 } },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.25, -0.0625, 0.0625, 0.125, -0.0625, -0.25 },
        upstream = { 1.625, -1.8125, 1.375, 0.6875, 1.25, 1.3125 },
      },
    },
  },
  {
    case = "minimum tensor alone",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.5625, 2, 0.9375, -1, -1.25, -2 },
        grad = { 0.875, 1.25, -0.375, 0, 0, 0 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.1875, 1.125, 0.6875, 1.4375, 0.4375, -1.6875 },
        grad = { 0, 0, 0, -1.875, 0.625, -0.6875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.5625, 2, 0.9375, 1.4375, 0.4375, -1.6875 },
        upstream = { 0.875, 1.25, -0.375, -1.875, 0.625, -0.6875 },
      },
    },
  },
  {
    case = "maximum tensor alone",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.375, 0.0625, 1, 1.4375, -0.6875, -1.1875 },
        grad = { -1.9375, -1.625, -1.5, 0, 0.875, -0.0625 },
      },
      {
        maximum = { dtype = "float64", shape = { 3 },
          data = { 0.25, 0.875, 1.9375 },
          grad = { -0.25, 0, 0 },
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.375, 0.0625, 1, 0.25, -0.6875, -1.1875 },
        upstream = { -1.9375, -1.625, -1.5, -0.25, 0.875, -0.0625 },
      },
    },
  },
  {
    case = "equal to the tensor",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 2 }, grad = { 0.5625, 0.53125 } },
      { dtype = "float32", shape = { 2 }, data = { 1, 0 }, grad = { 0.5625, 0 } },
      { dtype = "float32", shape = { 2 }, data = { 3, 2 }, grad = { 0, 0.53125 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 2 }, upstream = { 1.125, 1.0625 } },
    },
  },
  {
    case = "nan in a bound",
    args = {
      { dtype = "float64", shape = { 3 }, data = { 1, 2, nan } },
      { dtype = "float64", shape = { 3 }, data = { nan, 0, 0 } },
    },
    results = {
      { dtype = "float64", shape = { 3 }, data = { nan, 2, nan } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 3 }, data = { -5, 0, 5 } }, -1, 3 },
    results = {
      { dtype = "int64", shape = { 3 }, data = { -1, 0, 3 } },
    },
  },
  {
    case = "int64, float bound",
    args = { { dtype = "int64", shape = { 3 }, data = { -5, 0, 5 } }, -1.5, 3 },
    results = {
      { dtype = "float32", shape = { 3 }, data = { -1.5, 0, 3 } },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} },
      { dtype = "float32", shape = { 3 }, data = { 0.5, 1.5, -0.6875 }, grad = { 0, 0, 0 } },
    },
    results = {
      { dtype = "float32", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
}

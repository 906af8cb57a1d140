-- mean: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "all",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.375, -0.5, 0, 1.25, -0.8125, -0.375 },
        grad = { 0.25, 0.25, 0.25, 0.25, 0.25, 0.25 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -0.3020833333333333 }, upstream = { 1.5 } },
    },
  },
  {
    case = "all",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.0625, -0.8125, -0.625, 0.6875, 0.375, 1.5625 },
        grad = { -0.25, -0.25, -0.25, -0.25, -0.25, -0.25 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.375 }, upstream = { -1.5 } },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.4375, -0.125, -0.0625, 1.875, -1.4375, -1.1875 },
        grad = { 0.40625, 0.21875, 0.125, 0.40625, 0.21875, 0.125 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 0.71875, -0.78125, -0.625 },
        upstream = { 0.8125, 0.4375, 0.25 },
      },
    },
  },
  {
    case = "dim 2, keepdim",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -2, 1.5625, -1.5, -0.9375, 0.5, -1.375 },
        grad = {
          -0.020833333333333332, -0.020833333333333332, -0.020833333333333332,
          -0.16666666666666666, -0.16666666666666666, -0.16666666666666666,
        },
      },
      2,
      true,
    },
    results = {
      { dtype = "float64", shape = { 2, 1 },
        data = { -0.6458333333333334, -0.6041666666666666 },
        upstream = { -0.0625, -0.5 },
      },
    },
  },
  {
    case = "dim -1 by name",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.6875, 1.5625, 1.1875, -1.9375, -0.5625, 1.5 },
        grad = { 0.16666667, 0.16666667, 0.16666667, 0.5208333, 0.5208333, 0.5208333 },
      },
      { dim = -1 },
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { 1.4791666, -0.33333334 },
        upstream = { 0.5, 1.5625 },
      },
    },
  },
  {
    case = "all, keepdim",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.5625, -1.3125, 0.625, -1.4375, 1.875, -0.6875 },
        grad = {
          0.052083333333333336, 0.052083333333333336, 0.052083333333333336, 0.052083333333333336,
          0.052083333333333336, 0.052083333333333336,
        },
      },
      { keepdim = true },
    },
    results = {
      { dtype = "float64", shape = { 1, 1 }, data = { -0.25 }, upstream = { 0.3125 } },
    },
  },
  {
    case = "middle of three",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = {
          0.6875, -1.25, -0.25, 0.625, 0.75, 1.375, 1.75, 0.3125, 1.9375, -1.375, -0.3125, -0.5,
        },
        grad = {
          -0.25, -0.22916667, -0.25, -0.22916667, -0.25, -0.22916667, 0.083333336, -0.5625,
          0.083333336, -0.5625, 0.083333336, -0.5625,
        },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 0.39583334, 0.25, 1.125, -0.5208333 },
        upstream = { -0.75, -0.6875, 0.25, -1.6875 },
      },
    },
  },
  {
    case = "two of three",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 },
        data = {
          0.875, -1.5, 0.3125, 0.625, -1.6875, -1.125, 1.4375, -1.625, -0.5, -0.0625, 0.6875,
          -1.0625,
        },
        grad = {
          0.046875, 0.046875, -0.171875, -0.171875, 0.03125, 0.03125, 0.046875, 0.046875,
          -0.171875, -0.171875, 0.03125, 0.03125,
        },
      },
      { 1, 3 },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { -0.203125, 0.09375, -0.796875 },
        upstream = { 0.1875, -0.6875, 0.125 },
      },
    },
  },
  {
    case = "two of three, keepdim",
    args = {
      { dtype = "float32", shape = { 2, 2, 3 },
        data = {
          1.3125, 0.25, -1.75, -0.5625, -0.0625, -0.25, 0.9375, -1.125, -1.375, 1, -0.9375, -2,
        },
        grad = {
          -0.052083332, -0.052083332, -0.052083332, -0.052083332, -0.052083332, -0.052083332,
          0.17708333, 0.17708333, 0.17708333, 0.17708333, 0.17708333, 0.17708333,
        },
      },
      { dim = { -1, 2 }, keepdim = true },
    },
    results = {
      { dtype = "float32", shape = { 2, 1, 1 },
        data = { -0.17708333, -0.5833333 },
        upstream = { -0.3125, 1.0625 },
      },
    },
  },
  {
    case = "all three by name",
    args = {
      { dtype = "float64", shape = { 2, 2, 2 },
        data = { -0.75, 0.0625, 0.4375, -0.375, -2, 1.4375, -1.9375, -0.0625 },
        grad = { -0.125, -0.125, -0.125, -0.125, -0.125, -0.125, -0.125, -0.125 },
      },
      { dim = { 1, 2, 3 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -0.3984375 }, upstream = { -1 } },
    },
  },
  {
    case = "transposed, dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.4375, 0.8125, 0.75, -1.5, -1.0625, 0.3125 },
        grad = { 0.22916667, -0.041666668, 0.22916667, -0.041666668, 0.22916667, -0.041666668 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { 0.041666668, -0.75 },
        upstream = { 0.6875, -0.125 },
      },
    },
  },
  {
    case = "transposed, dim 2",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.125, -0.5, -2, 1.3125, -1.375, -1.875 },
        grad = { 0.125, 0.125, 0.3125, 0.3125, 0.9375, 0.9375 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 1.21875, -0.9375, -1.9375 },
        upstream = { 0.25, 0.625, 1.875 },
      },
    },
  },
  {
    case = "transposed, all",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.3125, 0.375, 0.625, -0.4375, -1.3125, 0.9375 },
        grad = { 0.32291666, 0.32291666, 0.32291666, 0.32291666, 0.32291666, 0.32291666 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { -0.020833334 }, upstream = { 1.9375 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          -0.3125, -0.625, 0.5, 1.75, 0.375, -0.6875, -1, -0.0625, -0.25, 1.25, -1.125, -1.625,
        },
        grad = { -0.25, -0.25, -0.25, 0.3333333333333333, 0.3333333333333333, 0.3333333333333333 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { 0.14583333333333334, -0.14583333333333334 },
        upstream = { -0.75, 1 },
      },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 3, 1 }, view = { { "expand", 3, 2 } },
        data = { -0.625, 1.0625, 0.0625 },
        grad = { 0.5625, -0.375, 0.5625, -0.375, 0.5625, -0.375 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { 0.16666667, 0.16666667 },
        upstream = { 1.6875, -1.125 },
      },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float64", shape = { 1, 1 }, data = { 0.25 }, grad = { 0.6875 } }, 1 },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 0.25 }, upstream = { 0.6875 } },
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
    case = "over no element",
    args = { { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} }, 1 },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { nan, nan, nan },
        upstream = { -1.8125, 0.4375, 1.125 },
      },
    },
  },
  {
    case = "over no element, all, keepdim",
    args = { { dtype = "float32", shape = { 2, 0 }, data = {}, grad = {} }, { keepdim = true } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { nan }, upstream = { 0.5 } },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { -0.1875 }, grad = { 0.75 } } },
    results = {
      { dtype = "float64", shape = {}, data = { -0.1875 }, upstream = { 0.75 } },
    },
  },
  {
    case = "no dimension, dim 1",
    args = { { dtype = "float32", shape = {}, data = { -0.375 }, grad = { -1.0625 } }, 1 },
    results = {
      { dtype = "float32", shape = {}, data = { -0.375 }, upstream = { -1.0625 } },
    },
  },
  {
    case = "special values",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { nan, 1, inf, 1, inf, -inf },
        grad = { 0.9375, 0.9375, -0.3125, -0.3125, -0.53125, -0.53125 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { nan, inf, nan },
        upstream = { 1.875, -0.625, -1.0625 },
      },
    },
  },
  {
    case = "special values",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { nan, 1, inf, 1, inf, -inf },
        grad = { -0.5625, -0.5625, -0.0625, -0.0625, 0.875, 0.875 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { nan, inf, nan },
        upstream = { -1.125, -0.125, 1.75 },
      },
    },
  },
}

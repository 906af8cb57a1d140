-- nll: PyTorch's answers, made by make.py. Do not edit.
local nan = 0 / 0
return {
  {
    case = "mean",
    args = {
      { dtype = "float64", shape = { 4, 3 },
        data = {
          -0.25, 1.4375, 1.5625, 1.625, -1, -1.4375, 1.9375, -1.9375, 0.9375, 0.875, -0.9375,
          0.8125,
        },
        grad = { -0.5, 0, 0, 0, 0, -0.5, 0, -0.5, 0, 0, 0, -0.5 },
      },
      { dtype = "int64", shape = { 4 }, data = { 1, 3, 2, 3 } },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.703125 }, upstream = { 2 } },
    },
  },
  {
    case = "mean",
    args = {
      { dtype = "float32", shape = { 4, 3 },
        data = {
          0.5625, 0.6875, 0.4375, -0.75, -1.4375, 0.3125, 1.625, 0.25, 0.75, 1.5625, 1.6875,
          -0.4375,
        },
        grad = { 0.234375, 0, 0, 0, 0, 0.234375, 0, 0.234375, 0, 0, 0, 0.234375 },
      },
      { dtype = "int64", shape = { 4 }, data = { 1, 3, 2, 3 } },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { -0.171875 }, upstream = { -0.9375 } },
    },
  },
  {
    case = "mean, weight",
    args = {
      { dtype = "float64", shape = { 4, 3 },
        data = {
          0.6875, -0.6875, 1.1875, -0.875, 0.1875, 0.125, 1.75, 0.9375, -0.9375, 1, -1.0625,
          -1.8125,
        },
        grad = { -0.10625, 0, 0, 0, 0, -0.265625, 0, -0.425, 0, 0, 0, -0.265625 },
      },
      { dtype = "int64", shape = { 4 }, data = { 1, 3, 2, 3 } },
      {
        weight = { dtype = "float64", shape = { 3 }, data = { 0.5, 2, 1.25 } },
        reduction = "mean",
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -0.021875 }, upstream = { 1.0625 } },
    },
  },
  {
    case = "mean, weight",
    args = {
      { dtype = "float32", shape = { 4, 3 },
        data = {
          1, 0.5625, 0.1875, 0.4375, -1.125, -0.9375, -0.75, 0.9375, -0.5625, -0.375, 1.25, 0.625,
        },
        grad = { -0.175, 0, 0, 0, 0, -0.4375, 0, -0.7, 0, 0, 0, -0.4375 },
      },
      { dtype = "int64", shape = { 4 }, data = { 1, 3, 2, 3 } },
      {
        weight = { dtype = "float32", shape = { 3 }, data = { 0.5, 2, 1.25 } },
        reduction = "mean",
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { -0.396875 }, upstream = { 1.75 } },
    },
  },
  {
    case = "mean, ignoreIndex",
    args = {
      { dtype = "float32", shape = { 4, 3 },
        data = {
          0.25, -0.25, 2, -0.0625, -0.125, -0.4375, -0.375, -0.3125, -1.5, -0.5, 0.375, 0.6875,
        },
        grad = { 0.3125, 0, 0, 0, 0, 0, 0, 0.3125, 0, 0, 0, 0 },
      },
      { dtype = "int64", shape = { 4 }, data = { 1, 3, 2, 3 } },
      { ignoreIndex = 3, reduction = "mean" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.03125 }, upstream = { -0.625 } },
    },
  },
  {
    case = "mean, weight and ignoreIndex",
    args = {
      { dtype = "float64", shape = { 4, 3 },
        data = {
          0, -1.9375, -0.875, 1.0625, -0.625, 0.8125, 1.5, -0.125, 0.125, -0.75, -1.5625, -1.0625,
        },
        grad = { 0.15, 0, 0, 0, 0, 0, 0, 0.6, 0, 0, 0, 0.375 },
      },
      { dtype = "int64", shape = { 4 }, data = { 1, -100, 2, 3 } },
      { dtype = "float64", shape = { 3 }, data = { 0.5, 2, 1.25 } },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.42083333333333334 }, upstream = { -1.125 } },
    },
  },
  {
    case = "mean, two dimensions of labels",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = {
          0.3125, -0.5625, 2, -1.375, 0.25, -0.6875, 1.6875, -1.125, -1.1875, 0.5625, -1.6875,
          -0.375,
        },
        grad = { -0.390625, 0, 0, 0, 0, -0.390625, 0, 0, -0.390625, 0, 0, -0.390625 },
      },
      { dtype = "int64", shape = { 2, 2 }, data = { 1, 3, 2, 3 } },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.484375 }, upstream = { 1.5625 } },
    },
  },
  {
    case = "sum",
    args = {
      { dtype = "float64", shape = { 4, 3 },
        data = {
          0.0625, 1.0625, 0.5, -0.9375, 1.4375, -1.1875, -1.75, 2, 1.3125, 0.5625, -0.4375, 1.5,
        },
        grad = { -1.9375, 0, 0, 0, 0, -1.9375, 0, -1.9375, 0, 0, 0, -1.9375 },
      },
      { dtype = "int64", shape = { 4 }, data = { 1, 3, 2, 3 } },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -2.375 }, upstream = { 1.9375 } },
    },
  },
  {
    case = "sum",
    args = {
      { dtype = "float32", shape = { 4, 3 },
        data = {
          0.6875, -0.125, -0.6875, -1.4375, -1.5625, 1.625, -2, -0.0625, 0.0625, -0.875, 0.1875,
          1.8125,
        },
        grad = { -0.3125, 0, 0, 0, 0, -0.3125, 0, -0.3125, 0, 0, 0, -0.3125 },
      },
      { dtype = "int64", shape = { 4 }, data = { 1, 3, 2, 3 } },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { -4.0625 }, upstream = { 0.3125 } },
    },
  },
  {
    case = "sum, weight",
    args = {
      { dtype = "float64", shape = { 4, 3 },
        data = {
          0, -1.1875, 0.6875, 0.375, -1, 1.9375, -1.625, 0.5625, -0.8125, 1.6875, 1.125, 1.1875,
        },
        grad = { -0.03125, 0, 0, 0, 0, -0.078125, 0, -0.125, 0, 0, 0, -0.078125 },
      },
      { dtype = "int64", shape = { 4 }, data = { 1, 3, 2, 3 } },
      {
        weight = { dtype = "float64", shape = { 3 }, data = { 0.5, 2, 1.25 } },
        reduction = "sum",
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -5.03125 }, upstream = { 0.0625 } },
    },
  },
  {
    case = "sum, ignoreIndex",
    args = {
      { dtype = "float32", shape = { 4, 3 },
        data = {
          -1.75, 1.25, 0.3125, -1.9375, 1.5625, 1.75, 1.9375, -0.1875, -1.5625, 1.875, -0.8125,
          1.4375,
        },
        grad = { -1.25, 0, 0, 0, 0, 0, 0, -1.25, 0, 0, 0, 0 },
      },
      { dtype = "int64", shape = { 4 }, data = { 1, 3, 2, 3 } },
      { ignoreIndex = 3, reduction = "sum" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 1.9375 }, upstream = { 1.25 } },
    },
  },
  {
    case = "sum, weight and ignoreIndex",
    args = {
      { dtype = "float64", shape = { 4, 3 },
        data = { 0.625, 0.0625, -1.5625, -1.75, -0.75, -1.25, -0.5, 1.5, -0.875, 0.5, 1.25, -0.25 },
        grad = { -0.71875, 0, 0, 0, 0, 0, 0, -2.875, 0, 0, 0, -1.796875 },
      },
      { dtype = "int64", shape = { 4 }, data = { 1, -100, 2, 3 } },
      { dtype = "float64", shape = { 3 }, data = { 0.5, 2, 1.25 } },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -3 }, upstream = { 1.4375 } },
    },
  },
  {
    case = "sum, two dimensions of labels",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = {
          0.6875, -0.9375, -0.1875, 1.75, 1.5625, 1.0625, 0.75, -1.625, 1.4375, -1.6875, 0.375,
          -0.75,
        },
        grad = { -1.125, 0, 0, 0, 0, -1.125, 0, 0, -1.125, 0, 0, -1.125 },
      },
      { dtype = "int64", shape = { 2, 2 }, data = { 1, 3, 2, 3 } },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { -2.4375 }, upstream = { 1.125 } },
    },
  },
  {
    case = "none",
    args = {
      { dtype = "float64", shape = { 4, 3 },
        data = {
          -1.75, 1.5625, -1.6875, -1.5625, -0.875, 0.25, -1.125, 1.125, -0.4375, 0.5625, 0.9375,
          -1.375,
        },
        grad = { 0.25, 0, 0, 0, 0, 0.125, 0, 1.875, 0, 0, 0, 0.0625 },
      },
      { dtype = "int64", shape = { 4 }, data = { 1, 3, 2, 3 } },
      { reduction = "none" },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 1.75, -0.25, -1.125, 1.375 },
        upstream = { -0.25, -0.125, -1.875, -0.0625 },
      },
    },
  },
  {
    case = "none",
    args = {
      { dtype = "float32", shape = { 4, 3 },
        data = {
          0.125, -1.3125, 0.5625, 0.25, -0.8125, -0.5625, -1, 1.6875, 0.5, -1.8125, 1, 0.75,
        },
        grad = { 1.375, 0, 0, 0, 0, -1.4375, 0, -2, 0, 0, 0, 1.625 },
      },
      { dtype = "int64", shape = { 4 }, data = { 1, 3, 2, 3 } },
      { reduction = "none" },
    },
    results = {
      { dtype = "float32", shape = { 4 },
        data = { -0.125, 0.5625, -1.6875, -0.75 },
        upstream = { -1.375, 1.4375, 2, -1.625 },
      },
    },
  },
  {
    case = "none, weight",
    args = {
      { dtype = "float64", shape = { 4, 3 },
        data = {
          -1.125, 1.5, 1.1875, 0.75, 0.5625, -1.25, 1.5625, 0.0625, -0.75, 1.0625, 1.125, 0.125,
        },
        grad = { 0.78125, 0, 0, 0, 0, 0.546875, 0, -0.25, 0, 0, 0, -1.015625 },
      },
      { dtype = "int64", shape = { 4 }, data = { 1, 3, 2, 3 } },
      {
        weight = { dtype = "float64", shape = { 3 }, data = { 0.5, 2, 1.25 } },
        reduction = "none",
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.5625, 1.5625, -0.125, -0.15625 },
        upstream = { -1.5625, -0.4375, 0.125, 0.8125 },
      },
    },
  },
  {
    case = "none, ignoreIndex",
    args = {
      { dtype = "float32", shape = { 4, 3 },
        data = {
          1.625, 1.125, -1.9375, 1.1875, -0.8125, -0.375, 0.9375, 0.8125, 0.6875, -1.0625, 0.375,
          -2,
        },
        grad = { -0.3125, 0, 0, 0, 0, 0, 0, 0.25, 0, 0, 0, 0 },
      },
      { dtype = "int64", shape = { 4 }, data = { 1, 3, 2, 3 } },
      { ignoreIndex = 3, reduction = "none" },
    },
    results = {
      { dtype = "float32", shape = { 4 },
        data = { -1.625, 0, -0.8125, 0 },
        upstream = { 0.3125, 1.5625, -0.25, -1.8125 },
      },
    },
  },
  {
    case = "none, weight and ignoreIndex",
    args = {
      { dtype = "float64", shape = { 4, 3 },
        data = {
          -0.0625, -1.8125, 0.4375, -1.375, 0.0625, -1.625, 0.5, 0.8125, 1.6875, 1.1875, -0.125,
          1.75,
        },
        grad = { -0.28125, 0, 0, 0, 0, 0, 0, -3.875, 0, 0, 0, -0.546875 },
      },
      { dtype = "int64", shape = { 4 }, data = { 1, -100, 2, 3 } },
      { dtype = "float64", shape = { 3 }, data = { 0.5, 2, 1.25 } },
      { reduction = "none" },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.03125, 0, -1.625, -2.1875 },
        upstream = { 0.5625, 1.0625, 1.9375, 0.4375 },
      },
    },
  },
  {
    case = "none, two dimensions of labels",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = {
          -1.1875, -0.5, 0.625, -0.5625, 1.75, 0.6875, -1.9375, -1, 1.625, -0.875, -1.6875, 1.875,
        },
        grad = { -1.375, 0, 0, 0, 0, 0.625, 0, 0, 1.4375, 0, 0, 0.1875 },
      },
      { dtype = "int64", shape = { 2, 2 }, data = { 1, 3, 2, 3 } },
      { reduction = "none" },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 1.1875, -0.6875, -1.625, -1.875 },
        upstream = { 1.375, -0.625, -1.4375, -0.1875 },
      },
    },
  },
  {
    case = "default",
    args = {
      { dtype = "float64", shape = { 4, 3 },
        data = {
          1.9375, -0.6875, 0.4375, 1.25, 1.375, -0.4375, 1.1875, -0.625, 1.5, -0.3125, -2, 0.125,
        },
        grad = { 0.5, 0, 0, 0, 0, 0.5, 0, 0.5, 0, 0, 0, 0.5 },
      },
      { dtype = "int64", shape = { 4 }, data = { 1, 3, 2, 3 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -0.25 }, upstream = { -2 } },
    },
  },
  {
    case = "weight by position",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.4375, 1.625, 0.625, 0.375, 0, 1.1875 },
        grad = { 0, 1.1923077, 0, 0, 0, 0.7451923 },
      },
      { dtype = "int64", shape = { 2 }, data = { 2, 3 } },
      { dtype = "float32", shape = { 3 }, data = { 0.5, 2, 1.25 } },
      -100,
    },
    results = {
      { dtype = "float32", shape = {}, data = { -1.4567307 }, upstream = { -1.9375 } },
    },
  },
  {
    case = "all ignored, sum",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.75, -1.875, 1.5, 1, -1.9375, -0.6875 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      { dtype = "int64", shape = { 2 }, data = { -100, -100 } },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0 }, upstream = { 2 } },
    },
  },
  {
    case = "all ignored, mean",
    args = {
      { dtype = "float32", shape = { 2, 3 }, data = { 0.75, 1.25, 2, -1, -1.25, -0.4375 } },
      { dtype = "int64", shape = { 2 }, data = { -100, -100 } },
    },
    results = {
      { dtype = "float32", shape = {}, data = { nan } },
    },
  },
  {
    case = "one example without a batch",
    args = {
      { dtype = "float64", shape = { 3 },
        data = { 1.3125, -1.125, -0.625 },
        grad = { 0, -0.3125, 0 },
      },
      { dtype = "int64", shape = {}, data = { 2 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.125 }, upstream = { 0.3125 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.8125, -1.4375, 1.25, -0.125, -1.75, -1.9375 },
        grad = { -0.47916666, 0, 0, -0.47916666, -0.47916666, 0 },
      },
      { dtype = "int64", shape = { 3 }, data = { 1, 2, 1 } },
    },
    results = {
      { dtype = "float32", shape = {}, data = { -0.104166664 }, upstream = { 1.4375 } },
    },
  },
  {
    case = "strided labels",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          -0.4375, 1.6875, -0.1875, 0.9375, -1.6875, 1.75, 1.5, -1, -0.8125, -0.875, 0.875, 1.8125,
        },
        grad = { 0, 0, 0.8125, 0.8125, 0, 0 },
      },
      { dtype = "int64", shape = { 2, 2 }, view = { { "select", 2, 2 } }, data = { 1, 3, 2, 1 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -0.375 }, upstream = { -1.625 } },
    },
  },
  {
    case = "one example",
    args = {
      { dtype = "float32", shape = { 1, 2 }, data = { 0.5, 1.875 }, grad = { 1.375, 0 } },
      { dtype = "int64", shape = { 1 }, data = { 1 } },
    },
    results = {
      { dtype = "float32", shape = {}, data = { -0.5 }, upstream = { -1.375 } },
    },
  },
  {
    case = "images",
    args = {
      { dtype = "float64", shape = { 1, 2, 2, 2 },
        data = { 0.25, 1.25, -1.6875, -1.4375, 0.4375, -0.6875, 0, -0.75 },
        grad = { 0.109375, 0, 0, 0.109375, 0, 0.109375, 0.109375, 0 },
      },
      { dtype = "int64", shape = { 1, 2, 2 }, data = { 1, 2, 2, 1 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.46875 }, upstream = { -0.4375 } },
    },
  },
  {
    case = "no example, sum",
    args = {
      { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} },
      { dtype = "int64", shape = { 0 }, data = {} },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0 }, upstream = { -1.375 } },
    },
  },
  {
    case = "no example, none",
    args = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} },
      { dtype = "int64", shape = { 0 }, data = {} },
      { reduction = "none" },
    },
    results = {
      { dtype = "float64", shape = { 0 }, data = {}, upstream = {} },
    },
  },
}

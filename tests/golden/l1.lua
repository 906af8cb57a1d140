-- l1: PyTorch's answers, made by make.py. Do not edit.
local nan = 0 / 0
return {
  {
    case = "mean",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.3125, 0.0625, -0.9375, 2, -1.5, 1.6875 },
        grad = { -0.03125, 0.03125, 0.03125, -0.03125, 0.03125, -0.03125 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.375, 0.3125, 1.5, -1.8125, 0.625, -1.4375 },
        grad = { 0.03125, -0.03125, -0.03125, 0.03125, -0.03125, 0.03125 },
      },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 2.40625 }, upstream = { -0.1875 } },
    },
  },
  {
    case = "mean",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.5625, -0.625, 1.6875, 1.0625, -0.6875, -1.8125 },
        grad = {
          -0.052083332, -0.052083332, 0.052083332, -0.052083332, -0.052083332, -0.052083332,
        },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.1875, 1, 1.1875, 1.375, 1.6875, 1.75 },
        grad = { 0.052083332, 0.052083332, -0.052083332, 0.052083332, 0.052083332, 0.052083332 },
      },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 1.5208334 }, upstream = { 0.3125 } },
    },
  },
  {
    case = "sum",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.625, -1.125, -1.1875, 1.1875, -0.0625, 0.5625 },
        grad = { -1.875, 1.875, -1.875, -1.875, 1.875, 1.875 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.125, -1.0625, -1.375, -1, 0.5, 0.6875 },
        grad = { 1.875, -1.875, 1.875, 1.875, -1.875, -1.875 },
      },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 5.875 }, upstream = { -1.875 } },
    },
  },
  {
    case = "sum",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.9375, -0.0625, 1.625, 0.5625, -0.25, 1.0625 },
        grad = { -1.625, -1.625, -1.625, -1.625, 1.625, -1.625 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.9375, -1.875, 1.1875, -2, 1.625, 0.875 },
        grad = { 1.625, 1.625, 1.625, 1.625, -1.625, 1.625 },
      },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 7.875 }, upstream = { -1.625 } },
    },
  },
  {
    case = "none",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.625, -1.875, 1.125, -0.4375, 1.9375, -0.375 },
        grad = { -0.1875, -0.0, 1.0625, 1, 0.5, -1.6875 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.875, -1.875, -1.8125, -0.125, -0.625, -0.5625 },
        grad = { 0.1875, 0, -1.0625, -1, -0.5, 1.6875 },
      },
      { reduction = "none" },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 2.5, 0, 2.9375, 0.3125, 2.5625, 0.1875 },
        upstream = { 0.1875, -1.125, 1.0625, -1, 0.5, -1.6875 },
      },
    },
  },
  {
    case = "none",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.875, 0.75, 0.4375, -0.75, 1.4375, 1.0625 },
        grad = { 1.4375, -1.5, 1.1875, 0.6875, 0.75, -1.3125 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.1875, -0.875, -0.6875, 1.5, -1.75, -1.9375 },
        grad = { -1.4375, 1.5, -1.1875, -0.6875, -0.75, 1.3125 },
      },
      { reduction = "none" },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 3.0625, 1.625, 1.125, 2.25, 3.1875, 3 },
        upstream = { 1.4375, -1.5, 1.1875, -0.6875, 0.75, -1.3125 },
      },
    },
  },
  {
    case = "default",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.3125, -0.4375, 0.8125, -0.8125, 0.6875, -0.625 },
        grad = {
          0.010416666666666666, -0.010416666666666666, 0.010416666666666666, 0.010416666666666666,
          -0.010416666666666666, -0.010416666666666666,
        },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.4375, -1.875, 1.5, 0.875, -1.75, -1 },
        grad = {
          -0.010416666666666666, 0.010416666666666666, -0.010416666666666666,
          -0.010416666666666666, 0.010416666666666666, 0.010416666666666666,
        },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.3958333333333333 }, upstream = { -0.0625 } },
    },
  },
  {
    case = "default",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0, -1.6875, -1.5, 1.9375, -1.75, -1.8125 },
        grad = { 0.20833333, -0.20833333, -0.20833333, 0.20833333, -0.20833333, -0.20833333 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.3125, 0.25, -0.25, -0.375, -0.3125, 0.6875 },
        grad = { -0.20833333, 0.20833333, 0.20833333, -0.20833333, 0.20833333, 0.20833333 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 1.7916666 }, upstream = { 1.25 } },
    },
  },
  {
    case = "transposed and strided",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { -1.4375, 1.5625, 0.5625, -0.5625, 0.375, -0.375 },
        grad = { -0.26041666, 0.26041666, -0.26041666, -0.26041666, -0.26041666, -0.26041666 },
      },
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          -1.1875, 0.0625, 1.9375, -1.625, 1.0625, 1.75, -1.6875, 1.8125, 0.3125, -0.125, 1.375, 1,
        },
        grad = { 0.26041666, -0.26041666, 0.26041666, 0.26041666, 0.26041666, 0.26041666 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 1.1875 }, upstream = { 1.5625 } },
    },
  },
  {
    case = "transposed, none",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.125, 1.9375, 1.3125, 0.9375, -1.4375, -0.9375 },
        grad = { -1.3125, -0.625, -1, -1.1875, 1.4375, -0.6875 },
      },
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.0625, -0.1875, 1.0625, 1.8125, -1.625, 0 },
        grad = { 1.3125, 0.625, 1, 1.1875, -1.4375, 0.6875 },
      },
      { reduction = "none" },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 1.1875, 0.875, 2.125, 0.1875, 0.25, 0.9375 },
        upstream = { -1.3125, 0.625, -1, -1.1875, 1.4375, 0.6875 },
      },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float32", shape = { 1 }, data = { -0.6875 }, grad = { -0.3125 } },
      { dtype = "float32", shape = { 1 }, data = { -1.4375 }, grad = { 0.3125 } },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.75 }, upstream = { -0.3125 } },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "float64", shape = {}, data = { -1.5625 }, grad = { -0.625 } },
      { dtype = "float64", shape = {}, data = { 1.25 }, grad = { 0.625 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 2.8125 }, upstream = { 0.625 } },
    },
  },
  {
    case = "no element, sum",
    args = {
      { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} },
      { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0 }, upstream = { -0.5625 } },
    },
  },
  {
    case = "no element, none",
    args = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} },
      { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} },
      { reduction = "none" },
    },
    results = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no element, mean",
    args = {
      { dtype = "float32", shape = { 0 }, data = {} },
      { dtype = "float32", shape = { 0 }, data = {} },
    },
    results = {
      { dtype = "float32", shape = {}, data = { nan } },
    },
  },
  {
    case = "reduction by position",
    args = {
      { dtype = "float64", shape = { 2, 2 },
        data = { -1.0625, -0.625, -0.6875, -1.25 },
        grad = { 1.875, 1.875, 1.875, -0.0 },
      },
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.75, 1, -0.375, -1.25 },
        grad = { -1.875, -1.875, -1.875, 0 },
      },
      "sum",
    },
    results = {
      { dtype = "float64", shape = {}, data = { 3.75 }, upstream = { -1.875 } },
    },
  },
  {
    case = "broadcast",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.4375, -1.6875, -1.5625, 0.5625, 1.6875, 1.5625 },
        grad = { 0.0625, 1.125, -0.125, 0.9375, 1.0625, 1.5 },
      },
      { dtype = "float32", shape = { 3 },
        data = { 1.4375, -0.0625, 1.75 },
        grad = { -1, -2.1875, -1.375 },
      },
      { reduction = "none" },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1, 1.625, 3.3125, 0.875, 1.75, 0.1875 },
        upstream = { -0.0625, -1.125, 0.125, -0.9375, 1.0625, -1.5 },
      },
    },
  },
  {
    case = "equal",
    args = {
      { dtype = "float64", shape = { 2 }, data = { 1, 2 }, grad = { 0, -0.125 } },
      { dtype = "float64", shape = { 2 }, data = { 1, 3 }, grad = { -0.0, 0.125 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.5 }, upstream = { 0.25 } },
    },
  },
  {
    case = "equal",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 2 }, grad = { 0, -0.84375 } },
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, grad = { -0.0, 0.84375 } },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.5 }, upstream = { 1.6875 } },
    },
  },
}

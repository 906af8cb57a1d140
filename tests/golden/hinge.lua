-- hinge: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "mean",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.75, -1.375, 1.125, -1.8125, 0.75, 1.5625 },
        grad = { -0.0, 0, -0.28125, 0.28125, 0.28125, -0.28125 },
      },
      { dtype = "float64", shape = { 2, 3 }, data = { 1, -1, -1, 1, 1, -1 } },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.2916666666666667 }, upstream = { -1.6875 } },
    },
  },
  {
    case = "mean",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1, 1.9375, -0.1875, 1.125, -0.125, -0.4375 },
        grad = { -0.0, -0.23958333, -0.23958333, -0.0, 0.23958333, -0.23958333 },
      },
      { dtype = "float32", shape = { 2, 3 }, data = { 1, -1, -1, 1, 1, -1 } },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.90625 }, upstream = { -1.4375 } },
    },
  },
  {
    case = "sum",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.0625, 0.4375, -0.1875, 1, 1.5, 0.875 },
        grad = { -1.9375, 1.9375, 1.9375, -0.0, -0.0, 1.9375 },
      },
      { dtype = "float64", shape = { 2, 3 }, data = { 1, -1, -1, 1, 1, -1 } },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 5.0625 }, upstream = { 1.9375 } },
    },
  },
  {
    case = "sum",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.25, 0.625, 0, 0.4375, -0.8125, 0.9375 },
        grad = { -0.0, 1.5, 1.5, -1.5, -1.5, 1.5 },
      },
      { dtype = "float32", shape = { 2, 3 }, data = { 1, -1, -1, 1, 1, -1 } },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 6.9375 }, upstream = { 1.5 } },
    },
  },
  {
    case = "none",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.625, 1.3125, 1.25, -1.875, 1.875, -0.9375 },
        grad = { 1.0625, 0.5, -1.9375, 1.75, -0.0, 1.1875 },
      },
      { dtype = "float64", shape = { 2, 3 }, data = { 1, -1, -1, 1, 1, -1 } },
      { reduction = "none" },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.625, 2.3125, 2.25, 2.875, 0, 0.0625 },
        upstream = { -1.0625, 0.5, -1.9375, -1.75, 1.75, 1.1875 },
      },
    },
  },
  {
    case = "none",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.4375, 0.6875, 0.5, 1.875, -1.0625, -1.75 },
        grad = { -1.0625, -2, 0.1875, -0.0, -1, 0 },
      },
      { dtype = "float32", shape = { 2, 3 }, data = { 1, -1, -1, 1, 1, -1 } },
      { reduction = "none" },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 2.4375, 1.6875, 1.5, 0, 2.0625, 0 },
        upstream = { 1.0625, -2, 0.1875, 1.4375, 1, 0.375 },
      },
    },
  },
  {
    case = "default",
    args = {
      { dtype = "float64", shape = { 6 },
        data = { 0.6875, 0.75, -1.3125, 1.125, 0.1875, 1.0625 },
        grad = {
          -0.052083333333333336, 0.052083333333333336, 0, -0.0, -0.052083333333333336,
          0.052083333333333336,
        },
      },
      { dtype = "float64", shape = { 6 }, data = { 1, -1, -1, 1, 1, -1 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.8229166666666666 }, upstream = { 0.3125 } },
    },
  },
  {
    case = "default",
    args = {
      { dtype = "float32", shape = { 6 },
        data = { -1.3125, 1.6875, -0.75, -0.8125, 1.5625, 1.375 },
        grad = { -0.104166664, 0.104166664, 0.104166664, -0.104166664, -0.0, 0.104166664 },
      },
      { dtype = "float32", shape = { 6 }, data = { 1, -1, -1, 1, 1, -1 } },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 1.5729166 }, upstream = { 0.625 } },
    },
  },
  {
    case = "margin",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.875, 1.375, 1.3125, 0.4375, -1.0625, -1.4375 },
        grad = { -0.0, -1.5, -1.5, 1.5, 1.5, 0 },
      },
      { dtype = "float32", shape = { 2, 3 }, data = { 1, -1, -1, 1, 1, -1 } },
      0.5,
      "sum",
    },
    results = {
      { dtype = "float32", shape = {}, data = { 5.3125 }, upstream = { -1.5 } },
    },
  },
  {
    case = "margin by name",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.1875, 0, 1.9375, -2, -0.5, 0.9375 },
        grad = {
          0.010416666666666666, -0.010416666666666666, -0.010416666666666666, 0.010416666666666666,
          0.010416666666666666, -0.010416666666666666,
        },
      },
      { dtype = "float64", shape = { 2, 3 }, data = { 1, -1, -1, 1, 1, -1 } },
      { margin = 2 },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 2.6979166666666665 }, upstream = { -0.0625 } },
    },
  },
  {
    case = "at the margin",
    args = {
      { dtype = "float32", shape = { 3 }, data = { 1, -1, 0 }, grad = { -0.0, 0, -1.75 } },
      { dtype = "float32", shape = { 3 }, data = { 1, -1, 1 } },
      { reduction = "none" },
    },
    results = {
      { dtype = "float32", shape = { 3 }, data = { 0, 0, 1 }, upstream = { 0.625, -1.0625, 1.75 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.625, 0.1875, 0.8125, 0, 0.6875, 1.5625 },
        grad = {
          -0.23958333333333334, 0.23958333333333334, 0.23958333333333334, -0.23958333333333334,
          -0.23958333333333334, 0.23958333333333334,
        },
      },
      { dtype = "float64", shape = { 3, 2 }, data = { 1, -1, -1, 1, 1, -1 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.1458333333333333 }, upstream = { 1.4375 } },
    },
  },
  {
    case = "no element, sum",
    args = {
      { dtype = "float32", shape = { 0 }, data = {}, grad = {} },
      { dtype = "float32", shape = { 0 }, data = {} },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0 }, upstream = { -1.375 } },
    },
  },
}

-- multiMargin: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "mean",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.8125, -1.25, 0.5625, -1.125, -0.0625, 1 },
        grad = {
          -0.23958333333333331, -0.0, 0.23958333333333331, 0.47916666666666663,
          -0.23958333333333331, -0.23958333333333331,
        },
      },
      { dtype = "int64", shape = { 2 }, data = { 3, 1 } },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.0729166666666667 }, upstream = { -1.4375 } },
    },
  },
  {
    case = "mean",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.0625, 0.1875, 0.25, 1.875, -1.125, 1.375 },
        grad = { 0.2916667, 0.2916667, -0.5833334, -0.2916667, 0, 0.2916667 },
      },
      { dtype = "int64", shape = { 2 }, data = { 3, 1 } },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.3541667 }, upstream = { 1.75 } },
    },
  },
  {
    case = "sum",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.5, 1.8125, -1.9375, 1.1875, 0.75, -1.875 },
        grad = {
          0.3958333333333333, 0.3958333333333333, -0.7916666666666666, -0.3958333333333333,
          0.3958333333333333, 0,
        },
      },
      { dtype = "int64", shape = { 2 }, data = { 3, 1 } },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 3.25 }, upstream = { 1.1875 } },
    },
  },
  {
    case = "sum",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.375, 0.0625, -1.1875, -1.0625, 1.875, 1.5625 },
        grad = { -0.20833334, -0.20833334, 0.4166667, 0.4166667, -0.20833334, -0.20833334 },
      },
      { dtype = "int64", shape = { 2 }, data = { 3, 1 } },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 3.5416665 }, upstream = { -0.625 } },
    },
  },
  {
    case = "none",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.4375, 0.75, -1.25, -1.5, -0.875, -0.625 },
        grad = {
          -0.08333333333333333, -0.08333333333333333, 0.16666666666666666, 0.5416666666666666,
          -0.2708333333333333, -0.2708333333333333,
        },
      },
      { dtype = "int64", shape = { 2 }, data = { 3, 1 } },
      { reduction = "none" },
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { 1.2708333333333333, 1.1666666666666667 },
        upstream = { -0.25, -0.8125 },
      },
    },
  },
  {
    case = "none",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.875, 1.0625, 1.6875, 1.75, 1.1875, 0.75 },
        grad = { 0.2916667, 0.2916667, -0.5833334, -0.45833334, 0.45833334, 0 },
      },
      { dtype = "int64", shape = { 2 }, data = { 3, 1 } },
      { reduction = "none" },
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { 0.1875, 0.14583333 },
        upstream = { 0.875, 1.375 },
      },
    },
  },
  {
    case = "p 2, weight, margin",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.5, 1.75, -0.25, 0.3125, 1.375, -1.4375 },
        grad = { -1.24755859375, -1.38427734375, 2.6318359374999996, -0.0, -0.0, -0.0 },
      },
      { dtype = "int64", shape = { 2 }, data = { 3, 2 } },
      2,
      { dtype = "float64", shape = { 3 }, data = { 0.5, 2, 1.25 } },
      0.53125,
    },
    results = {
      { dtype = "float64", shape = {}, data = { 2.4190266927083335 }, upstream = { -1.3125 } },
    },
  },
  {
    case = "p 2, weight, margin",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.75, -0.5, -1.875, 0.6875, 1.0625, 2 },
        grad = { -0.4109701, -0.24820966, 0.6591797, -0.032552086, 0.3385417, -0.3059896 },
      },
      { dtype = "int64", shape = { 2 }, data = { 3, 2 } },
      2,
      { dtype = "float32", shape = { 3 }, data = { 0.5, 2, 1.25 } },
      0.53125,
    },
    results = {
      { dtype = "float32", shape = {}, data = { 3.5596519 }, upstream = { -0.3125 } },
    },
  },
  {
    case = "one example",
    args = {
      { dtype = "float32", shape = { 3 },
        data = { 0.1875, -0.3125, -0.5 },
        grad = { 1.875, -2.8906252, 1.015625 },
      },
      { dtype = "int64", shape = {}, data = { 2 } },
      2,
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.97005206 }, upstream = { 1.875 } },
    },
  },
}

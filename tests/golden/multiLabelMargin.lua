-- multiLabelMargin: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "mean",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.4375, -1.375, 1.9375, 1.625, 0.125, 0.1875 },
        grad = { 0.10416666666666666, -0.10416666666666666, 0, 0, 0, 0 },
      },
      { dtype = "int64", shape = { 2, 3 }, data = { 2, 3, 0, 1, 0, 2 } },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.15625 }, upstream = { 0.625 } },
    },
  },
  {
    case = "mean",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1, -1.25, 1.5, 1.6875, -0.625, -1.8125 },
        grad = { 0, -0.0, -0.0, 0, 0, 0 },
      },
      { dtype = "int64", shape = { 2, 3 }, data = { 2, 3, 0, 1, 0, 2 } },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.625 }, upstream = { 0 } },
    },
  },
  {
    case = "sum",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.9375, -1.25, -1.5, -1.625, 1.75, 0 },
        grad = {
          -1.2916666666666665, 0.6458333333333333, 0.6458333333333333, 1.2916666666666665,
          -0.6458333333333333, -0.6458333333333333,
        },
      },
      { dtype = "int64", shape = { 2, 3 }, data = { 2, 3, 0, 1, 0, 2 } },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 2.625 }, upstream = { -1.9375 } },
    },
  },
  {
    case = "sum",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.1875, -1.6875, -0.5625, -1.4375, 0.375, 0.625 },
        grad = { -0.4166667, 0.20833334, 0.20833334, 0.4166667, -0.20833334, -0.20833334 },
      },
      { dtype = "int64", shape = { 2, 3 }, data = { 2, 3, 0, 1, 0, 2 } },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 3.25 }, upstream = { -0.625 } },
    },
  },
  {
    case = "none",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.25, -1.0625, 0.25, -0.3125, -0.625, -1.75 },
        grad = {
          -0.7083333333333333, 0.35416666666666663, 0.35416666666666663, -0.041666666666666664,
          0.041666666666666664, 0,
        },
      },
      { dtype = "int64", shape = { 2, 3 }, data = { 2, 3, 0, 1, 0, 2 } },
      { reduction = "none" },
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { 1.7708333333333333, 0.22916666666666666 },
        upstream = { -1.0625, 0.125 },
      },
    },
  },
  {
    case = "none",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.1875, 0.5625, 0.1875, -1.5625, 1.6875, -0.8125 },
        grad = { -0.0, -0.0, -0.0, 0.33333334, -0.16666667, -0.16666667 },
      },
      { dtype = "int64", shape = { 2, 3 }, data = { 2, 3, 0, 1, 0, 2 } },
      { reduction = "none" },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, 2 }, upstream = { -0.6875, -0.5 } },
    },
  },
  {
    case = "one example",
    args = {
      { dtype = "float64", shape = { 4 },
        data = { -0.0625, -0.125, 0.625, -0.25 },
        grad = { 0.34375, -0.34375, -0.34375, 0.34375 },
      },
      { dtype = "int64", shape = { 4 }, data = { 4, 1, 0, 2 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.40625 }, upstream = { -0.6875 } },
    },
  },
  {
    case = "one example",
    args = {
      { dtype = "float32", shape = { 4 },
        data = { 1.125, -0.4375, -0.5625, 1.0625 },
        grad = { 0, 0, 0, 0 },
      },
      { dtype = "int64", shape = { 4 }, data = { 4, 1, 0, 2 } },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0 }, upstream = { 0.8125 } },
    },
  },
  {
    case = "no label, all labels",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 2, 0.125, 1.5, -2, 0.5625, -0.875 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      { dtype = "int64", shape = { 2, 3 }, data = { 0, 1, 2, 1, 3, 2 } },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0 }, upstream = { 0.5 } },
    },
  },
}

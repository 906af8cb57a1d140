-- hingeEmbedding: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "mean",
    args = {
      { dtype = "float64", shape = { 4 },
        data = { 0.375, -0.125, -1.4375, 1.5 },
        grad = { -0.390625, 0.390625, -0.390625, 0 },
      },
      { dtype = "float64", shape = { 4 }, data = { 1, -1, 1, -1 } },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.015625 }, upstream = { -1.5625 } },
    },
  },
  {
    case = "mean",
    args = {
      { dtype = "float32", shape = { 4 },
        data = { -1, -0.5625, -0.8125, 1.875 },
        grad = { -0.09375, 0.09375, -0.09375, 0 },
      },
      { dtype = "float32", shape = { 4 }, data = { 1, -1, 1, -1 } },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { -0.0625 }, upstream = { -0.375 } },
    },
  },
  {
    case = "sum",
    args = {
      { dtype = "float64", shape = { 4 },
        data = { 1.5625, 0.1875, 0.75, 1.8125 },
        grad = { -0.625, 0.625, -0.625, 0 },
      },
      { dtype = "float64", shape = { 4 }, data = { 1, -1, 1, -1 } },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 3.125 }, upstream = { -0.625 } },
    },
  },
  {
    case = "sum",
    args = {
      { dtype = "float32", shape = { 4 },
        data = { 1.8125, -1.625, -1.5625, -0.5 },
        grad = { 1.25, -1.25, 1.25, -1.25 },
      },
      { dtype = "float32", shape = { 4 }, data = { 1, -1, 1, -1 } },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 4.375 }, upstream = { 1.25 } },
    },
  },
  {
    case = "none",
    args = {
      { dtype = "float64", shape = { 4 },
        data = { -0.25, 1.875, 1.6875, -0.8125 },
        grad = { 1.0625, 0, -0.75, -1.125 },
      },
      { dtype = "float64", shape = { 4 }, data = { 1, -1, 1, -1 } },
      { reduction = "none" },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { -0.25, 0, 1.6875, 1.8125 },
        upstream = { 1.0625, 2, -0.75, 1.125 },
      },
    },
  },
  {
    case = "none",
    args = {
      { dtype = "float32", shape = { 4 },
        data = { 1, 1.4375, -0.1875, -1.8125 },
        grad = { 1.6875, 0, 2, -1.625 },
      },
      { dtype = "float32", shape = { 4 }, data = { 1, -1, 1, -1 } },
      { reduction = "none" },
    },
    results = {
      { dtype = "float32", shape = { 4 },
        data = { 1, 0, -0.1875, 2.8125 },
        upstream = { 1.6875, 0, 2, 1.625 },
      },
    },
  },
  {
    case = "margin",
    args = {
      { dtype = "float64", shape = { 4 },
        data = { 0.9375, -1.625, -1.3125, 0.875 },
        grad = { 0.046875, -0.046875, 0.046875, 0 },
      },
      { dtype = "float64", shape = { 4 }, data = { 1, -1, 1, -1 } },
      0.53125,
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.4453125 }, upstream = { 0.1875 } },
    },
  },
  {
    case = "margin",
    args = {
      { dtype = "float32", shape = { 4 },
        data = { -1.1875, 0.9375, 1.1875, -1.6875 },
        grad = { 0.015625, 0, 0.015625, -0.015625 },
      },
      { dtype = "float32", shape = { 4 }, data = { 1, -1, 1, -1 } },
      0.53125,
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.5546875 }, upstream = { 0.0625 } },
    },
  },
}

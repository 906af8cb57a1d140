-- indexSelect: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "rows",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 0.25, 1.125, 0.125, 1.4375, -0.8125, -0.4375 },
        grad = { 0.3125, -1.625, 0, 0, 0.625, -3.0625 },
      },
      1,
      { dtype = "int64", shape = { 3 }, data = { 3, 1, 3 } },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -0.8125, -0.4375, 0.25, 1.125, -0.8125, -0.4375 },
        upstream = { 1.25, -1.3125, 0.3125, -1.625, -0.625, -1.75 },
      },
    },
  },
  {
    case = "rows",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -1.1875, 0.25, 1.875, 0.9375, -1.6875, 0.625 },
        grad = { -0.6875, -0.1875, 0, 0, 0.3125, 0.8125 },
      },
      1,
      { dtype = "int64", shape = { 3 }, data = { 3, 1, 3 } },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -1.6875, 0.625, -1.1875, 0.25, -1.6875, 0.625 },
        upstream = { 1.4375, -1.1875, -0.6875, -0.1875, -1.125, 2 },
      },
    },
  },
  {
    case = "columns",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.75, 0.375, -0.3125, 0.625, 1, 1.75 },
        grad = { 0, 0.8125, -1.9375, 0, -0.5, 0.5625 },
      },
      -1,
      { dtype = "int64", shape = { 2 }, data = { 2, 3 } },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 0.375, -0.3125, 1, 1.75 },
        upstream = { 0.8125, -1.9375, -0.5, 0.5625 },
      },
    },
  },
  {
    case = "by name",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 0, 2, 0.5, 1.625, 1.25, -0.125 },
        grad = { -1.4375, 0.125, 0, 0, 0, 0 },
      },
      { dim = 1, index = { dtype = "int64", shape = { 1 }, data = { 1 } } },
    },
    results = {
      { dtype = "float64", shape = { 1, 2 }, data = { 0, 2 }, upstream = { -1.4375, 0.125 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.75, -1.625, 1.8125, 0.8125, 0.0625, -1.75 },
        grad = { 0, -1.75, 0, 0.9375, 0, 0 },
      },
      2,
      { dtype = "int64", shape = { 2 }, data = { 2, 2 } },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.8125, 0.8125, 0.0625, 0.0625, -1.75, -1.75 },
        upstream = { -1.6875, -0.0625, -0.3125, 1.25, 0.375, -0.375 },
      },
    },
  },
  {
    case = "strided index",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 2, -1.8125, -1.6875, -0.0625, 0.4375, 1.375 },
        grad = { 1, 1.375, 0, 0, -0.0625, -1.8125 },
      },
      1,
      { dtype = "int64", shape = { 2, 2 }, view = { { "select", 2, 2 } }, data = { 1, 3, 2, 1 } },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.4375, 1.375, 2, -1.8125 },
        upstream = { -0.0625, -1.8125, 1, 1.375 },
      },
    },
  },
  {
    case = "no index",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.25, -1.625, -1.9375, -0.3125, 1.3125, 0.9375 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      1,
      { dtype = "int64", shape = { 0 }, data = {} },
    },
    results = {
      { dtype = "float32", shape = { 0, 2 }, data = {}, upstream = {} },
    },
  },
  {
    case = "int64",
    args = {
      { dtype = "int64", shape = { 3 }, data = { -2, 1, 2 } },
      1,
      { dtype = "int64", shape = { 2 }, data = { 3, 2 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 2, 1 } },
    },
  },
}

-- indexFill: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "rows",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 0.875, -0.4375, -0.625, -0.25, -0.9375, 1.0625 },
        grad = { 0, 0, -1.5, 0.375, 0, 0 },
      },
      1,
      { dtype = "int64", shape = { 2 }, data = { 3, 1 } },
      1.5,
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 1.5, 1.5, -0.625, -0.25, 1.5, 1.5 },
        upstream = { 1.5, 0.3125, -1.5, 0.375, -0.3125, -0.4375 },
      },
    },
  },
  {
    case = "rows",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.625, -0.4375, 1.1875, -1.8125, 0.875, -1.5625 },
        grad = { 0, 0, -0.5, -0.875, 0, 0 },
      },
      1,
      { dtype = "int64", shape = { 2 }, data = { 3, 1 } },
      1.5,
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.5, 1.5, 1.1875, -1.8125, 1.5, 1.5 },
        upstream = { 1.125, -0.8125, -0.5, -0.875, -0.5625, -0.6875 },
      },
    },
  },
  {
    case = "columns",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.375, -0.625, 0.9375, 0.8125, -1.625, -1.75 },
        grad = { 0.9375, 0, 0.25, -1.9375, 0, -1.4375 },
      },
      -1,
      { dtype = "int64", shape = { 2 }, data = { 2, 2 } },
      -1,
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.375, -1, 0.9375, 0.8125, -1, -1.75 },
        upstream = { 0.9375, 0.6875, 0.25, -1.9375, -1.3125, -1.4375 },
      },
    },
  },
  {
    case = "by name",
    args = {
      { dtype = "float64", shape = { 3 },
        data = { 1, 0.375, -1.125 },
        grad = { 1.3125, 0, -0.75 },
      },
      { dim = 1, index = { dtype = "int64", shape = { 1 }, data = { 2 } }, value = 0 },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 1, 0, -1.125 },
        upstream = { 1.3125, 0.375, -0.75 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.3125, 1.75, 0.875, 0.75, 1.5, 0.125 },
        grad = { 1.375, -0.5625, 0, 0, -1, -0.0625 },
      },
      1,
      { dtype = "int64", shape = { 1 }, data = { 2 } },
      0.5,
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.3125, 0.75, 0.5, 0.5, 0.875, 0.125 },
        upstream = { 1.375, -0.5625, -0.875, -0.125, -1, -0.0625 },
      },
    },
  },
  {
    case = "no index",
    args = {
      { dtype = "float64", shape = { 3 },
        data = { -0.375, 0.4375, 1.8125 },
        grad = { -1.6875, 0.625, 1.8125 },
      },
      1,
      { dtype = "int64", shape = { 0 }, data = {} },
      2,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { -0.375, 0.4375, 1.8125 },
        upstream = { -1.6875, 0.625, 1.8125 },
      },
    },
  },
  {
    case = "int64",
    args = {
      { dtype = "int64", shape = { 3 }, data = { -1, 0, -2 } },
      1,
      { dtype = "int64", shape = { 1 }, data = { 3 } },
      9,
    },
    results = {
      { dtype = "int64", shape = { 3 }, data = { -1, 0, 9 } },
    },
  },
}

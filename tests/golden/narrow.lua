-- narrow: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "rows",
    args = {
      { dtype = "float64", shape = { 4, 2 },
        data = { 1.625, -1.0625, 1.6875, 1.4375, 0.8125, -1, -0.5625, -2 },
        grad = { 0, 0, -0.6875, 1.25, -0.875, 1.9375, 0, 0 },
      },
      1,
      2,
      2,
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.6875, 1.4375, 0.8125, -1 },
        upstream = { -0.6875, 1.25, -0.875, 1.9375 },
      },
    },
  },
  {
    case = "rows",
    args = {
      { dtype = "float32", shape = { 4, 2 },
        data = { 1.125, -1.5, 0, -0.5625, -1, -0.25, 0.375, 2 },
        grad = { 0, 0, 0.5625, 1.875, -1.875, -1.9375, 0, 0 },
      },
      1,
      2,
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 0, -0.5625, -1, -0.25 },
        upstream = { 0.5625, 1.875, -1.875, -1.9375 },
      },
    },
  },
  {
    case = "columns",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.1875, 1.6875, 1.625, -1.8125, 0, -1.125, 0.875, 1.75 },
        grad = { -0.25, 1.625, -1.5, 0, -1.75, 1.3125, 0.375, 0 },
      },
      -1,
      1,
      3,
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.1875, 1.6875, 1.625, 0, -1.125, 0.875 },
        upstream = { -0.25, 1.625, -1.5, -1.75, 1.3125, 0.375 },
      },
    },
  },
  {
    case = "negative start",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -0.875, -0.75, 1.625, 1.0625, -0.5, -0.8125, 1, 1.5625 },
        grad = { 0, 0, 0.125, -1.125, 0, 0, 1.9375, 0.375 },
      },
      2,
      -2,
      2,
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.625, 1.0625, 1, 1.5625 },
        upstream = { 0.125, -1.125, 1.9375, 0.375 },
      },
    },
  },
  {
    case = "by name",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.6875, 1.75, -0.4375, -0.75, 1.375, -1.5625 },
        grad = { 0, 0, 0, 0, -0.75, -1.5625 },
      },
      { dim = 1, start = 3, length = 1 },
    },
    results = {
      { dtype = "float32", shape = { 1, 2 },
        data = { 1.375, -1.5625 },
        upstream = { -0.75, -1.5625 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.9375, -0.875, 0.125, -1.75, 0.8125, -0.625 },
        grad = { 0, 0, 0.125, 1, -1, 1.8125 },
      },
      1,
      2,
      2,
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { -0.875, 0.8125, 0.125, -0.625 },
        upstream = { 0.125, 1, -1, 1.8125 },
      },
    },
  },
  {
    case = "nothing",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.5625, 0.875, -0.9375, 0.0625 },
        grad = { 0, 0, 0, 0 },
      },
      1,
      1,
      0,
    },
    results = {
      { dtype = "float32", shape = { 0, 2 }, data = {}, upstream = {} },
    },
  },
}

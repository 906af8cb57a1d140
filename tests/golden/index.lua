-- index: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "rows",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 0.0625, 0.625, -1.875, 0.6875, -1.5, -0.75 },
        grad = { -1.25, 1.5625, 0, 0, 1.1875, 0.625 },
      },
      { { dtype = "int64", shape = { 3 }, data = { 3, 1, 3 } } },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -1.5, -0.75, 0.0625, 0.625, -1.5, -0.75 },
        upstream = { 1.25, 1.5, -1.25, 1.5625, -0.0625, -0.875 },
      },
    },
  },
  {
    case = "rows",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -1.125, 0.5, -0.125, 1.5625, -0.5625, 1.25 },
        grad = { -0.125, -0.6875, 0, 0, 0.1875, -0.9375 },
      },
      { { dtype = "int64", shape = { 3 }, data = { 3, 1, 3 } } },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.5625, 1.25, -1.125, 0.5, -0.5625, 1.25 },
        upstream = { 1.875, 0.0625, -0.125, -0.6875, -1.6875, -1 },
      },
    },
  },
  {
    case = "elements",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.375, -0.0625, 0.125, 0.5625, -1.1875, -0.6875 },
        grad = { 0, -1.25, 0, 0, 0.6875, 0 },
      },
      {
        { dtype = "int64", shape = { 2 }, data = { 3, 1 } },
        { dtype = "int64", shape = { 2 }, data = { 1, 2 } },
      },
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { -1.1875, -0.0625 },
        upstream = { 0.6875, -1.25 },
      },
    },
  },
  {
    case = "broadcast",
    args = {
      { dtype = "float64", shape = { 3, 3 },
        data = { 0.1875, -1.25, -1.125, 0.4375, -2, -1.3125, 0.125, 1.125, 1.5625 },
        grad = { 2, -1.4375, 0, 0, 0, 0, 0.0625, 0.875, 0 },
      },
      {
        { dtype = "int64", shape = { 2, 1 }, data = { 1, 3 } },
        { dtype = "int64", shape = { 2 }, data = { 1, 2 } },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.1875, -1.25, 0.125, 1.125 },
        upstream = { 2, -1.4375, 0.0625, 0.875 },
      },
    },
  },
  {
    case = "matrix of rows",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.125, -0.8125, -1, 1.125, -1.1875, -1.6875 },
        grad = { 2.1875, -0.5, 0.8125, -0.0625, 0, 0 },
      },
      { { dtype = "int64", shape = { 2, 2 }, data = { 1, 2, 2, 1 } } },
    },
    results = {
      { dtype = "float32", shape = { 2, 2, 2 },
        data = { 0.125, -0.8125, -1, 1.125, -1, 1.125, 0.125, -0.8125 },
        upstream = { 0.3125, 0.5, 1, -0.625, -0.1875, 0.5625, 1.875, -1 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.1875, 0.0625, -1.5625, -1.375, 0.6875, 1.4375 },
        grad = { 0, 0, 0.9375, -0.0625, -0.8125, 1.6875 },
      },
      { { dtype = "int64", shape = { 2 }, data = { 2, 3 } } },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.0625, 0.6875, -1.5625, 1.4375 },
        upstream = { 0.9375, -0.0625, -0.8125, 1.6875 },
      },
    },
  },
  {
    case = "no dimension of the index",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.125, 1.4375, -1.375, 0.6875, 0.9375, -0.4375 },
        grad = { 0, 0, -0.0625, -0.125, 0, 0 },
      },
      { { dtype = "int64", shape = {}, data = { 2 } } },
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { -1.375, 0.6875 },
        upstream = { -0.0625, -0.125 },
      },
    },
  },
  {
    case = "no index",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -1.5625, 0.1875, -1.4375, -0.875, -0.25, -1.75 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      { { dtype = "int64", shape = { 0 }, data = {} } },
    },
    results = {
      { dtype = "float64", shape = { 0, 2 }, data = {}, upstream = {} },
    },
  },
  {
    case = "int64",
    args = {
      { dtype = "int64", shape = { 3 }, data = { -2, 0, -1 } },
      { { dtype = "int64", shape = { 2 }, data = { 3, 3 } } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { -1, -1 } },
    },
  },
}

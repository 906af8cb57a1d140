-- embedding: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "vector",
    args = {
      { dtype = "int64", shape = { 3 }, data = { 2, 1, 2 } },
      { dtype = "float64", shape = { 3, 2 },
        data = { -1, -0.5, -0.1875, -1.375, -0.5625, 0.5625 },
        grad = { -0.375, 1.25, 0.5, 0.5625, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -0.1875, -1.375, -1, -0.5, -0.1875, -1.375 },
        upstream = { 1.8125, 0.6875, -0.375, 1.25, -1.3125, -0.125 },
      },
    },
  },
  {
    case = "vector",
    args = {
      { dtype = "int64", shape = { 3 }, data = { 2, 1, 2 } },
      { dtype = "float32", shape = { 3, 2 },
        data = { -1.6875, 2, -1.1875, 1.625, -2, 1.4375 },
        grad = { -1.875, -0.4375, 1.3125, -1.25, 0, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -1.1875, 1.625, -1.6875, 2, -1.1875, 1.625 },
        upstream = { 1.625, -1.3125, -1.875, -0.4375, -0.3125, 0.0625 },
      },
    },
  },
  {
    case = "matrix",
    args = {
      { dtype = "int64", shape = { 2, 2 }, data = { 1, 3, 2, 3 } },
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.4375, -1.375, 0.875, 0.3125, 0.1875, -0.9375 },
        grad = { -0.5625, -1.375, -1.8125, 0.5625, 1, -1.6875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 2, 2 },
        data = { 0.4375, -1.375, 0.1875, -0.9375, 0.875, 0.3125, 0.1875, -0.9375 },
        upstream = { -0.5625, -1.375, -0.9375, -1.0625, -1.8125, 0.5625, 1.9375, -0.625 },
      },
    },
  },
  {
    case = "padding has no gradient",
    args = {
      { dtype = "int64", shape = { 4 }, data = { 1, 2, 2, 3 } },
      { dtype = "float64", shape = { 3, 2 },
        data = { 1.8125, -1.75, 0, 1.625, 0.6875, 0.75 },
        grad = { -1.4375, -0.875, 0, 0, 0.125, -0.6875 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 4, 2 },
        data = { 1.8125, -1.75, 0, 1.625, 0, 1.625, 0.6875, 0.75 },
        upstream = { -1.4375, -0.875, -1.9375, -1, -1.5, -0.1875, 0.125, -0.6875 },
      },
    },
  },
  {
    case = "padding by name",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.6875, -1.125, 0.125, 1.875, 0.6875, -1.9375 },
        grad = { 0, 0, 0, 0, 1.9375, 1.5625 },
      },
      { paddingIndex = 1 },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 1.6875, -1.125, 0.6875, -1.9375 },
        upstream = { -1.5625, -0.6875, 1.9375, 1.5625 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "int64", shape = { 2, 2 }, view = { { "transpose", 1, 2 } },
        data = { 1, 2, 3, 1 },
      },
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.0625, 0.1875, 1.125, -1.1875, -0.1875, -1.625 },
        grad = { -2.625, 1.75, -0.4375, 1.75, 0.5, -1.5625 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2, 2 },
        data = { -0.0625, -1.1875, 1.125, -1.625, 0.1875, -0.1875, -0.0625, -1.1875 },
        upstream = { -1.375, 1.3125, 0.5, -1.5625, -0.4375, 1.75, -1.25, 0.4375 },
      },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "int64", shape = {}, data = { 2 } },
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.5625, -1.1875, 0.1875, -0.4375, 0.75, -1.9375 },
        grad = { 0, 0, -0.375, -1.6875, 0, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { 0.1875, -0.4375 },
        upstream = { -0.375, -1.6875 },
      },
    },
  },
  {
    case = "no index",
    args = {
      { dtype = "int64", shape = { 0 }, data = {} },
      { dtype = "float64", shape = { 3, 2 },
        data = { -0.4375, -0.9375, -0.3125, -1.9375, 1.5, 1 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 0, 2 }, data = {}, upstream = {} },
    },
  },
  {
    case = "int32 index",
    args = {
      { dtype = "int32", shape = { 2 }, data = { 3, 1 } },
      { dtype = "float32", shape = { 3, 2 },
        data = { 0, 1.3125, 0.75, -1.5625, -0.0625, 1.125 },
        grad = { -1.625, 0.0625, 0, 0, -0.4375, 1.4375 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.0625, 1.125, 0, 1.3125 },
        upstream = { -0.4375, 1.4375, -1.625, 0.0625 },
      },
    },
  },
}

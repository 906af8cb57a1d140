-- diag: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "of a matrix",
    args = {
      { dtype = "float64", shape = { 3, 3 },
        data = { 1.5625, 0.9375, 1.125, -1.9375, -1.0625, -0.25, 1.9375, 0.8125, 1.375 },
        grad = { 2, 0, 0, 0, -1, 0, 0, 0, -1.5 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 1.5625, -1.0625, 1.375 },
        upstream = { 2, -1, -1.5 },
      },
    },
  },
  {
    case = "of a matrix",
    args = {
      { dtype = "float32", shape = { 3, 3 },
        data = { -1.8125, 0.875, 1.3125, -1.3125, -0.4375, 0.375, 1.125, -1.875, 0.5625 },
        grad = { -1.375, 0, 0, 0, -0.5, 0, 0, 0, 1.0625 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { -1.8125, -0.4375, 0.5625 },
        upstream = { -1.375, -0.5, 1.0625 },
      },
    },
  },
  {
    case = "of a matrix, above",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.8125, 0.75, 1.4375, -0.6875, 0.3125, -0.25 },
        grad = { 0, 1.4375, 0, 0, 0, -1.5 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.75, -0.25 }, upstream = { 1.4375, -1.5 } },
    },
  },
  {
    case = "of a matrix, below, by name",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -0.625, 1.0625, -0.75, 1.3125, 1, 1.6875 },
        grad = { 0, 0, -0.375, 0, 0, -1.125 },
      },
      { diagonal = -1 },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { -0.75, 1.6875 }, upstream = { -0.375, -1.125 } },
    },
  },
  {
    case = "from a vector",
    args = {
      { dtype = "float32", shape = { 3 },
        data = { -1.6875, -0.3125, -1.5625 },
        grad = { -1.0625, -0.5, 0.75 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 3 },
        data = { -1.6875, 0, 0, 0, -0.3125, 0, 0, 0, -1.5625 },
        upstream = { -1.0625, 1.875, 1, 0.6875, -0.5, 1.125, -1.625, -0.5625, 0.75 },
      },
    },
  },
  {
    case = "from a vector, above",
    args = {
      { dtype = "float64", shape = { 2 }, data = { -1.1875, -1.375 }, grad = { 0.6875, -0.5625 } },
      1,
    },
    results = {
      { dtype = "float64", shape = { 3, 3 },
        data = { 0, -1.1875, 0, 0, 0, -1.375, 0, 0, 0 },
        upstream = { 0.75, 0.6875, 0, -1.3125, 1.4375, -0.5625, 0.4375, -0.5, 0.1875 },
      },
    },
  },
  {
    case = "from a vector, below",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 0.1875 }, grad = { -0.875, -1 } },
      -1,
    },
    results = {
      { dtype = "float32", shape = { 3, 3 },
        data = { 0, 0, 0, 1, 0, 0, 0, 0.1875, 0 },
        upstream = { 0.375, 1.6875, -0.625, -0.875, -0.6875, -0.25, 0.3125, -1, 0.25 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.5625, 1.1875, 1.3125, -0.75, 0.9375, 0.625 },
        grad = { -1.3125, 0, 0, -1.8125, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { -0.5625, 0.9375 },
        upstream = { -1.3125, -1.8125 },
      },
    },
  },
  {
    case = "strided vector",
    args = {
      { dtype = "float32", shape = { 2, 2 }, view = { { "select", 2, 2 } },
        data = { 1, 1.3125, -1.4375, -0.25 },
        grad = { -0.9375, -0.3125 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 1.3125, 0, 0, -0.25 },
        upstream = { -0.9375, -1.875, -0.1875, -0.3125 },
      },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float64", shape = { 1 }, data = { -0.125 }, grad = { -0.875 } } },
    results = {
      { dtype = "float64", shape = { 1, 1 }, data = { -0.125 }, upstream = { -0.875 } },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float32", shape = { 0 }, data = {}, grad = {} } },
    results = {
      { dtype = "float32", shape = { 0, 0 }, data = {}, upstream = {} },
    },
  },
}

-- t: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "matrix",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.0625, 0.25, 1.5, -1.9375, 0.375, -1.25 },
        grad = { 1.8125, -1.625, -0.875, -1.3125, -1.4375, 1.375 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 0.0625, -1.9375, 0.25, 0.375, 1.5, -1.25 },
        upstream = { 1.8125, -1.3125, -1.625, -1.4375, -0.875, 1.375 },
      },
    },
  },
  {
    case = "matrix",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.25, -0.875, -1.875, 0.75, -0.5, 1 },
        grad = { 1.875, -0.1875, 1.6875, -0.75, -1.1875, 1.125 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -1.25, 0.75, -0.875, -0.5, -1.875, 1 },
        upstream = { 1.875, -0.75, -0.1875, -1.1875, 1.6875, 1.125 },
      },
    },
  },
  {
    case = "vector",
    args = {
      { dtype = "float32", shape = { 3 },
        data = { 1.4375, -1.0625, 1.6875 },
        grad = { 0.25, -0.1875, -0.375 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 1.4375, -1.0625, 1.6875 },
        upstream = { 0.25, -0.1875, -0.375 },
      },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { 0.9375 }, grad = { 2 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 0.9375 }, upstream = { 2 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.4375, -0.9375, -0.5625, 0.875, 1.8125, 0.375 },
        grad = { 1.25, -1.25, -0.8125, 1.1875, 1, -0.875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.4375, -0.9375, -0.5625, 0.875, 1.8125, 0.375 },
        upstream = { 1.25, -0.8125, 1, -1.25, 1.1875, -0.875 },
      },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} } },
    results = {
      { dtype = "float64", shape = { 3, 0 }, data = {}, upstream = {} },
    },
  },
}

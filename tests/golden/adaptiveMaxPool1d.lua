-- adaptiveMaxPool1d: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "to one",
    args = {
      { dtype = "float64", shape = { 2, 2, 3 },
        data = {
          1.375, 1.9375, -0.4375, -1.5625, -1.125, 1, -1.5, 0.625, -0.5, -1.0625, 0.125, 0.25,
        },
        grad = { 0, 0.1875, 0, 0, 0, 1.125, 0, -0.375, 0, 0, 0, -1.25 },
      },
      1,
    },
    results = {
      { dtype = "float64", shape = { 2, 2, 1 },
        data = { 1.9375, 1, 0.625, 0.25 },
        upstream = { 0.1875, 1.125, -0.375, -1.25 },
      },
      { dtype = "int64", shape = { 2, 2, 1 }, data = { 2, 3, 2, 3 } },
    },
  },
  {
    case = "to one",
    args = {
      { dtype = "float32", shape = { 2, 2, 3 },
        data = {
          -1.4375, 0.125, -0.25, -1.375, -0.5625, 0.9375, -1.125, 1.125, -1.75, 1.8125, 2, 1.3125,
        },
        grad = { 0, 0.5, 0, 0, 0, -1.75, 0, 1.5, 0, 0, -1.625, 0 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2, 2, 1 },
        data = { 0.125, 0.9375, 1.125, 2 },
        upstream = { 0.5, -1.75, 1.5, -1.625 },
      },
      { dtype = "int64", shape = { 2, 2, 1 }, data = { 2, 3, 2, 2 } },
    },
  },
  {
    case = "uneven",
    args = {
      { dtype = "float32", shape = { 1, 1, 5 },
        data = { -0.6875, 0.6875, 0.375, -0.9375, 0.3125 },
        grad = { 0, -2.9375, 0, 0, 1.625 },
      },
      { 3 },
    },
    results = {
      { dtype = "float32", shape = { 1, 1, 3 },
        data = { 0.6875, 0.6875, 0.3125 },
        upstream = { -1.0625, -1.875, 1.625 },
      },
      { dtype = "int64", shape = { 1, 1, 3 }, data = { 2, 2, 5 } },
    },
  },
  {
    case = "no batch",
    args = {
      { dtype = "float64", shape = { 1, 4 },
        data = { -1.25, 1.375, -1.6875, 0.9375 },
        grad = { 0, -2, 0, 1.1875 },
      },
      { 2 },
    },
    results = {
      { dtype = "float64", shape = { 1, 2 }, data = { 1.375, 0.9375 }, upstream = { -2, 1.1875 } },
      { dtype = "int64", shape = { 1, 2 }, data = { 2, 4 } },
    },
  },
}

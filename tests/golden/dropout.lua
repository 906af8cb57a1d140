-- dropout: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "not training",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.125, 0.4375, 0.5625, 1, 0.1875, 0.9375 },
        grad = { -0.1875, -1.125, 0.3125, -0.0625, 0.5, 1 },
      },
      0.5,
      false,
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.125, 0.4375, 0.5625, 1, 0.1875, 0.9375 },
        upstream = { -0.1875, -1.125, 0.3125, -0.0625, 0.5, 1 },
      },
    },
  },
  {
    case = "not training",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.0625, -1.6875, 0.8125, 1.3125, -1.5, 0.125 },
        grad = { 1.125, -1, 0.375, 1.8125, 1.4375, -1.0625 },
      },
      0.5,
      false,
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.0625, -1.6875, 0.8125, 1.3125, -1.5, 0.125 },
        upstream = { 1.125, -1, 0.375, 1.8125, 1.4375, -1.0625 },
      },
    },
  },
  {
    case = "not training, by name",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.3125, 0.625, 1.8125, 1.25, 1.5625, 0.25 },
        grad = { 1.8125, 0.6875, 0.8125, 0.3125, 1.375, -0.0625 },
      },
      { training = false },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.3125, 0.625, 1.8125, 1.25, 1.5625, 0.25 },
        upstream = { 1.8125, 0.6875, 0.8125, 0.3125, 1.375, -0.0625 },
      },
    },
  },
  {
    case = "p 0",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.0625, 0.25, -1.125, 0.875, 1.8125, 1.625 },
        grad = { -1.4375, 2, -0.8125, -2, 1.625, -0.1875 },
      },
      0,
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.0625, 0.25, -1.125, 0.875, 1.8125, 1.625 },
        upstream = { -1.4375, 2, -0.8125, -2, 1.625, -0.1875 },
      },
    },
  },
  {
    case = "p 1",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.5, -1.4375, 1.4375, -0.1875, -0.8125, 1.5625 },
        grad = { 0, -0.0, -0.0, -0.0, 0, -0.0 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0, -0.0, 0, -0.0, -0.0, 0 },
        upstream = { 1.625, -1.875, -1.5625, -1.125, 1.25, -0.6875 },
      },
    },
  },
  {
    case = "transposed, not training",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.9375, -0.1875, -2, -1.125, -0.8125, 0.75 },
        grad = { 1.25, 1.4375, 0, -0.25, 1.5, 0.3125 },
      },
      0.25,
      false,
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 1.9375, -1.125, -0.1875, -0.8125, -2, 0.75 },
        upstream = { 1.25, 1.4375, 0, -0.25, 1.5, 0.3125 },
      },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} }, 0.5 },
    results = {
      { dtype = "float32", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
}

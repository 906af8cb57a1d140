-- unsqueeze: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "first",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.8125, 0.875, 0.6875, 1.3125, -1.5, -0.0625 },
        grad = { 0.625, 0.75, 0.375, -0.25, 1.5625, -0.5 },
      },
      1,
    },
    results = {
      { dtype = "float64", shape = { 1, 2, 3 },
        data = { -0.8125, 0.875, 0.6875, 1.3125, -1.5, -0.0625 },
        upstream = { 0.625, 0.75, 0.375, -0.25, 1.5625, -0.5 },
      },
    },
  },
  {
    case = "first",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.875, -0.4375, 1.375, -1.875, -1, -1.375 },
        grad = { -1.6875, -0.3125, 0.5625, -0.375, -1.5, 0.4375 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 1, 2, 3 },
        data = { -0.875, -0.4375, 1.375, -1.875, -1, -1.375 },
        upstream = { -1.6875, -0.3125, 0.5625, -0.375, -1.5, 0.4375 },
      },
    },
  },
  {
    case = "last",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.1875, -0.125, 0.25, -0.25, -0.4375, 1.9375 },
        grad = { 0.625, 1.875, 0.25, -1.3125, -0.6875, 0.75 },
      },
      -1,
    },
    results = {
      { dtype = "float32", shape = { 2, 3, 1 },
        data = { 1.1875, -0.125, 0.25, -0.25, -0.4375, 1.9375 },
        upstream = { 0.625, 1.875, 0.25, -1.3125, -0.6875, 0.75 },
      },
    },
  },
  {
    case = "after the last",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.1875, -0.5, 0.25, -0.3125, 1.3125, -1.8125 },
        grad = { 0.4375, 0, 1.75, 0.9375, -0.8125, 0.875 },
      },
      3,
    },
    results = {
      { dtype = "float64", shape = { 2, 3, 1 },
        data = { 0.1875, -0.5, 0.25, -0.3125, 1.3125, -1.8125 },
        upstream = { 0.4375, 0, 1.75, 0.9375, -0.8125, 0.875 },
      },
    },
  },
  {
    case = "middle",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.5, 1.8125, 1.4375, 0.6875, 1.625, 0.1875 },
        grad = { 1.5625, -1, 0.3125, 2, -1.875, -1.9375 },
      },
      { dim = 2 },
    },
    results = {
      { dtype = "float32", shape = { 3, 1, 2 },
        data = { 1.5, 0.6875, 1.8125, 1.625, 1.4375, 0.1875 },
        upstream = { 1.5625, -1, 0.3125, 2, -1.875, -1.9375 },
      },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { -1.5 }, grad = { 1.3125 } }, 1 },
    results = {
      { dtype = "float64", shape = { 1 }, data = { -1.5 }, upstream = { 1.3125 } },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float32", shape = { 0 }, data = {}, grad = {} }, 2 },
    results = {
      { dtype = "float32", shape = { 0, 1 }, data = {}, upstream = {} },
    },
  },
}

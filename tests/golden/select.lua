-- select: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "row",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 0.3125, 0.125, 1.875, 0.4375, 1.25, -1.75 },
        grad = { 0, 0, -0.6875, 1.8125, 0, 0 },
      },
      1,
      2,
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { 1.875, 0.4375 },
        upstream = { -0.6875, 1.8125 },
      },
    },
  },
  {
    case = "row",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -1.9375, 1.5625, 0.6875, -1.8125, -0.625, 1.6875 },
        grad = { 0, 0, -1.5625, -0.3125, 0, 0 },
      },
      1,
      2,
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { 0.6875, -1.8125 },
        upstream = { -1.5625, -0.3125 },
      },
    },
  },
  {
    case = "column",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.875, 1.9375, -0.125, 1.75, 1.5625, -1.5 },
        grad = { 0, 0, -1.125, 0, 0, 1.9375 },
      },
      2,
      -1,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { -0.125, -1.5 }, upstream = { -1.125, 1.9375 } },
    },
  },
  {
    case = "by name",
    args = {
      { dtype = "float64", shape = { 2, 2, 3 },
        data = {
          -1.375, -0.25, 1.3125, -1, -1.75, -0.0625, -0.6875, -0.4375, 1.25, 1.4375, -1.6875,
          0.625,
        },
        grad = { 0, 0, 0.9375, 0, 0, -1.75, 0, 0, 0.625, 0, 0, -0.4375 },
      },
      { dim = -1, index = 3 },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.3125, -0.0625, 1.25, 0.625 },
        upstream = { 0.9375, -1.75, 0.625, -0.4375 },
      },
    },
  },
  {
    case = "to no dimension",
    args = {
      { dtype = "float32", shape = { 3 },
        data = { -0.5, 1.5625, -0.9375 },
        grad = { 0, 0, 0.6875 },
      },
      1,
      3,
    },
    results = {
      { dtype = "float32", shape = {}, data = { -0.9375 }, upstream = { 0.6875 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.125, 0.125, 1.1875, -0.6875, -0.3125, 1.3125 },
        grad = { -1.125, 0.5625, 0, 0, 0, 0 },
      },
      1,
      1,
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { -0.125, -0.6875 },
        upstream = { -1.125, 0.5625 },
      },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} }, 2, 1 },
    results = {
      { dtype = "float32", shape = { 0 }, data = {}, upstream = {} },
    },
  },
}

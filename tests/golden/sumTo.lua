-- sumTo: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "row",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.5, 0, -0.0625, 1, 1.3125, -1.8125 },
        grad = { -1.5625, -1.875, 1.25, -1.5625, -1.875, 1.25 },
      },
      3,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 1.5, 1.3125, -1.875 },
        upstream = { -1.5625, -1.875, 1.25 },
      },
    },
  },
  {
    case = "row",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.1875, -1.0625, -1.625, 1, -1, 0.875 },
        grad = { -2, -1.3125, 1.8125, -2, -1.3125, 1.8125 },
      },
      3,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { -0.1875, -2.0625, -0.75 },
        upstream = { -2, -1.3125, 1.8125 },
      },
    },
  },
  {
    case = "column",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.25, -1.625, -0.1875, -1.0625, 0.5, -0.75 },
        grad = { 0.125, 0.125, 0.125, -1.8125, -1.8125, -1.8125 },
      },
      2,
      1,
    },
    results = {
      { dtype = "float32", shape = { 2, 1 },
        data = { -2.0625, -1.3125 },
        upstream = { 0.125, -1.8125 },
      },
    },
  },
  {
    case = "list",
    args = {
      { dtype = "float64", shape = { 2, 2, 3 },
        data = {
          -0.75, 0.25, -1.6875, -0.375, 0, -0.3125, -0.25, -0.5, 1.4375, 1.25, -0.0625, -1.8125,
        },
        grad = {
          -1.6875, -1.6875, -1.6875, 0.1875, 0.1875, 0.1875, -1.6875, -1.6875, -1.6875, 0.1875,
          0.1875, 0.1875,
        },
      },
      { 2, 1 },
    },
    results = {
      { dtype = "float64", shape = { 2, 1 },
        data = { -1.5, -1.3125 },
        upstream = { -1.6875, 0.1875 },
      },
    },
  },
  {
    case = "the same",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.625, 1.5625, -1.125, 1.8125, 1.9375, -1.1875 },
        grad = { -0.75, -0.3125, -0.0625, 1.625, 0.125, -0.625 },
      },
      2,
      3,
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.625, 1.5625, -1.125, 1.8125, 1.9375, -1.1875 },
        upstream = { -0.75, -0.3125, -0.0625, 1.625, 0.125, -0.625 },
      },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.3125, -1.75, 0, 0.5625, 1, 0.75 },
        grad = { -0.875, -0.875, -0.875, -0.875, -0.875, -0.875 },
      },
      1,
    },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 1.875 }, upstream = { -0.875 } },
    },
  },
  {
    case = "to no dimension",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.125, -1.1875, 1.4375, -0.5, -1.25, -0.3125 },
        grad = { 1.25, 1.25, 1.25, 1.25, 1.25, 1.25 },
      },
      {},
    },
    results = {
      { dtype = "float32", shape = {}, data = { -1.6875 }, upstream = { 1.25 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.9375, -0.375, 1.75, -0.8125, -0.9375, 0 },
        grad = { -0.5, 0.875, -0.5, 0.875, -0.5, 0.875 },
      },
      1,
      2,
    },
    results = {
      { dtype = "float64", shape = { 1, 2 }, data = { 3.3125, -1.75 }, upstream = { -0.5, 0.875 } },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} }, 3 },
    results = {
      { dtype = "float32", shape = { 3 }, data = { 0, 0, 0 }, upstream = { -1.3125, 1.375, -0.5 } },
    },
  },
}

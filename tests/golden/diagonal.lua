-- diagonal: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "square",
    args = {
      { dtype = "float64", shape = { 3, 3 },
        data = { -1.625, 0.375, -1.1875, -0.3125, -0.375, -1, 0.5, 1.3125, 0.1875 },
        grad = { -0.5625, 0, 0, 0, -0.3125, 0, 0, 0, 1.1875 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { -1.625, -0.375, 0.1875 },
        upstream = { -0.5625, -0.3125, 1.1875 },
      },
    },
  },
  {
    case = "square",
    args = {
      { dtype = "float32", shape = { 3, 3 },
        data = { -1.25, -0.1875, 1.625, 1.875, -1.75, 0.5, -0.9375, 0.8125, -1.9375 },
        grad = { 0.5, 0, 0, 0, 0.75, 0, 0, 0, 0.6875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { -1.25, -1.75, -1.9375 },
        upstream = { 0.5, 0.75, 0.6875 },
      },
    },
  },
  {
    case = "above",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.1875, -1.75, 1.5, -0.3125, -0.375, 0.25 },
        grad = { 0, 0.5625, 0, 0, 0, 1.5625 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { -1.75, 0.25 }, upstream = { 0.5625, 1.5625 } },
    },
  },
  {
    case = "below",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -0.125, -1.125, 1.9375, -0.375, 0.8125, -1.6875 },
        grad = { 0, 0, 0.0625, 0, 0, 1.3125 },
      },
      -1,
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { 1.9375, -1.6875 },
        upstream = { 0.0625, 1.3125 },
      },
    },
  },
  {
    case = "dims",
    args = {
      { dtype = "float32", shape = { 2, 2, 3 },
        data = { -2, 0.5, -1.625, 1.375, -1.3125, 1, 1.125, -0.0625, 1.3125, 0.5625, 1.8125, 0.75 },
        grad = { -2, 0, 0, 0, -0.8125, 0, -0.125, 0, 0, 0, -1.6875, 0 },
      },
      0,
      2,
      3,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -2, -1.3125, 1.125, 1.8125 },
        upstream = { -2, -0.8125, -0.125, -1.6875 },
      },
    },
  },
  {
    case = "by name",
    args = {
      { dtype = "float64", shape = { 2, 2, 3 },
        data = {
          0.9375, 0.3125, 0.75, 1.9375, -1.625, 1, -0.0625, 0.25, -0.6875, 1.25, 1.75, -0.125,
        },
        grad = { 0, -0.3125, 0, 0, 0, 0.875, 0, 1.5, 0, 0, 0, -1.8125 },
      },
      { offset = 1, dim1 = -2, dim2 = -1 },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.3125, 1, 0.25, -0.125 },
        upstream = { -0.3125, 0.875, 1.5, -1.8125 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.5, 1.5625, -0.375, -0.1875, 0.125, 1.625 },
        grad = { -1.9375, 0, 0, 1.9375, 0, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1.5, 0.125 }, upstream = { -1.9375, 1.9375 } },
    },
  },
  {
    case = "outside",
    args = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 2, 1.625, -2, -0.9375 },
        grad = { 0, 0, 0, 0 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 0 }, data = {}, upstream = {} },
    },
  },
}

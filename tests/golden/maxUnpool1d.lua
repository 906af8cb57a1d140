-- maxUnpool1d: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "plain",
    args = {
      { dtype = "float64", shape = { 1, 1, 3 },
        data = { 0.125, 0.875, -0.0625 },
        grad = { -0.6875, -0.9375, 0.875 },
      },
      { dtype = "int64", shape = { 1, 1, 3 }, data = { 2, 3, 6 } },
      2,
    },
    results = {
      { dtype = "float64", shape = { 1, 1, 6 },
        data = { 0, 0.125, 0.875, 0, 0, -0.0625 },
        upstream = { -0.625, -0.6875, -0.9375, 0.9375, 0.5, 0.875 },
      },
    },
  },
  {
    case = "plain",
    args = {
      { dtype = "float32", shape = { 1, 1, 3 },
        data = { 1.9375, -0.3125, -0.5625 },
        grad = { 1.625, -0.4375, -0.125 },
      },
      { dtype = "int64", shape = { 1, 1, 3 }, data = { 2, 3, 6 } },
      2,
    },
    results = {
      { dtype = "float32", shape = { 1, 1, 6 },
        data = { 0, 1.9375, -0.3125, 0, 0, -0.5625 },
        upstream = { 1.875, 1.625, -0.4375, -1.625, -1.0625, -0.125 },
      },
    },
  },
  {
    case = "sizes",
    args = {
      { dtype = "float32", shape = { 1, 1, 2 },
        data = { -1.3125, -0.3125 },
        grad = { 1.5625, 1.8125 },
      },
      { dtype = "int64", shape = { 1, 1, 2 }, data = { 1, 5 } },
      2,
      { sizes = { 5 } },
    },
    results = {
      { dtype = "float32", shape = { 1, 1, 5 },
        data = { -1.3125, 0, 0, 0, -0.3125 },
        upstream = { 1.5625, 0.25, 1.375, -1.3125, 1.8125 },
      },
    },
  },
}

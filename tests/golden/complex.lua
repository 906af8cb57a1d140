-- complex: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "plain",
    args = {
      { dtype = "float64", shape = { 3 },
        data = { 1.875, 0.4375, -1.75 },
        grad = { 1.8125, 1.625, 0.6875 },
      },
      { dtype = "float64", shape = { 3 },
        data = { -1.3125, -1, -0.4375 },
        grad = { -1.1875, -1.6875, -1.375 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 1.875, -1.3125, 0.4375, -1, -1.75, -0.4375 },
        upstream = { 1.8125, -1.1875, 1.625, -1.6875, 0.6875, -1.375 },
      },
    },
  },
  {
    case = "plain",
    args = {
      { dtype = "float32", shape = { 3 },
        data = { 1.75, 0.5625, 1.25 },
        grad = { 0.125, 0.1875, 0.5 },
      },
      { dtype = "float32", shape = { 3 },
        data = { -1.375, -0.5, 1.125 },
        grad = { -0.125, 0.625, 2 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.75, -1.375, 0.5625, -0.5, 1.25, 1.125 },
        upstream = { 0.125, -0.125, 0.1875, 0.625, 0.5, 2 },
      },
    },
  },
}

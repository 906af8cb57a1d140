-- complexConj: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "plain",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 0.5, 0.375, -1.1875, -1.25, 1.8125, 1.3125 },
        grad = { -0.1875, -0.3125, 0.9375, -2, -1.8125, 1.625 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 0.5, -0.375, -1.1875, 1.25, 1.8125, -1.3125 },
        upstream = { -0.1875, 0.3125, 0.9375, 2, -1.8125, -1.625 },
      },
    },
  },
  {
    case = "plain",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.375, 0.875, -1.5625, 1.25, -1.25, -1.5 },
        grad = { 1.375, -0.875, -1.25, 0, -0.625, -1.8125 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.375, -0.875, -1.5625, -1.25, -1.25, 1.5 },
        upstream = { 1.375, 0.875, -1.25, 0, -0.625, 1.8125 },
      },
    },
  },
}

-- complexAbs: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "with zero",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 3, 4, 0, 0, -1, 0.5 },
        grad = { -0.3375, -0.45, 0, 0, 0.7826237921249264, -0.3913118960624632 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 5, 0, 1.118033988749895 },
        upstream = { -0.5625, -2, -0.875 },
      },
    },
  },
  {
    case = "with zero",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 3, 4, 0, 0, -1, 0.5 },
        grad = { -0.63750005, -0.85, 0, 0, 1.0062306, -0.5031153 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 5, 0, 1.118034 },
        upstream = { -1.0625, 1.375, -1.125 },
      },
    },
  },
}

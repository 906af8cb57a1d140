-- trace: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "wide",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.375, -1.0625, -0.875, 1.1875, -1.1875, -1.25 },
        grad = { -1, 0, 0, 0, -1, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -2.5625 }, upstream = { -1 } },
    },
  },
  {
    case = "wide",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.5625, 1.375, -0.5, 1.9375, 0.3125, -1.5 },
        grad = { 0.4375, 0, 0, 0, 0.4375, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.875 }, upstream = { 0.4375 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 3, 3 }, data = { -2, 0, -1, 1, 2, 2, -2, 1, -1 } } },
    results = {
      { dtype = "int64", shape = {}, data = { -1 } },
    },
  },
  {
    case = "no row",
    args = { { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} } },
    results = {
      { dtype = "float32", shape = {}, data = { 0 }, upstream = { -1.125 } },
    },
  },
}

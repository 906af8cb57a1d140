-- matrixRank: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "full",
    args = {
      { dtype = "float64", shape = { 3, 3 },
        data = { 2.5, -0.5, 0.75, 0.25, -3, 1, -1, 0.5, 1.75 },
      },
    },
    results = {
      { dtype = "int64", shape = {}, data = { 3 } },
    },
  },
  {
    case = "full",
    args = {
      { dtype = "float32", shape = { 3, 3 },
        data = { 2.5, -0.5, 0.75, 0.25, -3, 1, -1, 0.5, 1.75 },
      },
    },
    results = {
      { dtype = "int64", shape = {}, data = { 3 } },
    },
  },
  {
    case = "deficient",
    args = { { dtype = "float32", shape = { 3, 3 }, data = { 1, 2, 3, 4, 5, 6, 7, 8, 9 } } },
    results = {
      { dtype = "int64", shape = {}, data = { 2 } },
    },
  },
  {
    case = "batch",
    args = { { dtype = "float64", shape = { 2, 2, 2 }, data = { 1.5, -0.5, 1, 2, 1, 2, 2, 4 } } },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 2, 1 } },
    },
  },
  {
    case = "tolerance",
    args = { { dtype = "float32", shape = { 2, 2 }, data = { 4, 0, 0, 0.5 } }, { atol = 1.0 } },
    results = {
      { dtype = "int64", shape = {}, data = { 1 } },
    },
  },
  {
    case = "zeros",
    args = { { dtype = "float64", shape = { 2, 2 }, data = { 0, 0, 0, 0 } } },
    results = {
      { dtype = "int64", shape = {}, data = { 0 } },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float32", shape = { 2, 0, 2 }, data = {} } },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 0, 0 } },
    },
  },
}

-- eye: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "square",
    args = { 3 },
    results = {
      { dtype = "float32", shape = { 3, 3 }, data = { 1, 0, 0, 0, 1, 0, 0, 0, 1 } },
    },
  },
  {
    case = "wide",
    args = { 2, 3 },
    results = {
      { dtype = "float32", shape = { 2, 3 }, data = { 1, 0, 0, 0, 1, 0 } },
    },
  },
  {
    case = "tall",
    args = { 3, 2 },
    results = {
      { dtype = "float32", shape = { 3, 2 }, data = { 1, 0, 0, 1, 0, 0 } },
    },
  },
  {
    case = "no element",
    args = { 0 },
    results = {
      { dtype = "float32", shape = { 0, 0 }, data = {} },
    },
  },
  {
    case = "int64",
    args = { 2, { dtype = "int64" } },
    results = {
      { dtype = "int64", shape = { 2, 2 }, data = { 1, 0, 0, 1 } },
    },
  },
  {
    case = "float64, wide",
    args = { 1, 2, { dtype = "float64" } },
    results = {
      { dtype = "float64", shape = { 1, 2 }, data = { 1, 0 } },
    },
  },
}

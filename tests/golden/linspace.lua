-- linspace: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "ordinary",
    args = { 0, 1, 5 },
    results = {
      { dtype = "float32", shape = { 5 }, data = { 0, 0.25, 0.5, 0.75, 1 } },
    },
  },
  {
    case = "backwards",
    args = { 2, -1, 4 },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 2, 1, 0, -1 } },
    },
  },
  {
    case = "one step",
    args = { 1, 2, 1 },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 1 } },
    },
  },
  {
    case = "no step",
    args = { 1, 2, 0 },
    results = {
      { dtype = "float32", shape = { 0 }, data = {} },
    },
  },
  {
    case = "float64",
    args = { 0, 1, 7, { dtype = "float64" } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = {
          0, 0.16666666666666666, 0.3333333333333333, 0.5, 0.6666666666666667, 0.8333333333333334,
          1,
        },
      },
    },
  },
  {
    case = "equal ends",
    args = { 1.5, 1.5, 3 },
    results = {
      { dtype = "float32", shape = { 3 }, data = { 1.5, 1.5, 1.5 } },
    },
  },
}

-- hannWindow: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "periodic",
    args = { 5 },
    results = {
      { dtype = "float32", shape = { 5 },
        data = { 0, 0.34549153, 0.9045085, 0.9045085, 0.34549144 },
      },
    },
  },
  {
    case = "symmetric",
    args = { 4, false },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, 0.75, 0.74999994, 0 } },
    },
  },
  {
    case = "one",
    args = { 1 },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 1 } },
    },
  },
}

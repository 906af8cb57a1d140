-- hammingWindow: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "periodic",
    args = { 5 },
    results = {
      { dtype = "float32", shape = { 5 },
        data = { 0.08000001, 0.3978522, 0.9121479, 0.9121478, 0.39785212 },
      },
    },
  },
  {
    case = "symmetric",
    args = { 4, false },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0.08000001, 0.77000004, 0.77, 0.08000001 } },
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

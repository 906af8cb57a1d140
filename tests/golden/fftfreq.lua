-- fftfreq: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "1",
    args = { 1 },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 0 } },
    },
  },
  {
    case = "4",
    args = { 4 },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, 0.25, -0.5, -0.25 } },
    },
  },
  {
    case = "5",
    args = { 5 },
    results = {
      { dtype = "float32", shape = { 5 }, data = { 0, 0.2, 0.4, -0.4, -0.2 } },
    },
  },
  {
    case = "spacing",
    args = { 4, 0.25 },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, 1, -2, -1 } },
    },
  },
}

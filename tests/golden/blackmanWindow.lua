-- blackmanWindow: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "periodic",
    args = { 5 },
    results = {
      { dtype = "float32", shape = { 5 },
        data = { -2.9802322e-08, 0.20077014, 0.8492298, 0.8492298, 0.20077008 },
      },
    },
  },
  {
    case = "symmetric",
    args = { 4, false },
    results = {
      { dtype = "float32", shape = { 4 },
        data = { -2.9802322e-08, 0.63, 0.62999994, -2.9802322e-08 },
      },
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

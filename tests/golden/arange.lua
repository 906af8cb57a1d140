-- arange: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "stop alone",
    args = { 4 },
    results = {
      { dtype = "int64", shape = { 4 }, data = { 0, 1, 2, 3 } },
    },
  },
  {
    case = "start and stop",
    args = { 2, 6 },
    results = {
      { dtype = "int64", shape = { 4 }, data = { 2, 3, 4, 5 } },
    },
  },
  {
    case = "step",
    args = { 1, 10, 3 },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 1, 4, 7 } },
    },
  },
  {
    case = "backwards",
    args = { 5, 0, -2 },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 5, 3, 1 } },
    },
  },
  {
    case = "nothing",
    args = { 3, 3 },
    results = {
      { dtype = "int64", shape = { 0 }, data = {} },
    },
  },
  {
    case = "float",
    args = { 0, 1, 0.25 },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, 0.25, 0.5, 0.75 } },
    },
  },
  {
    case = "float stop",
    args = { 3.5 },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, 1, 2, 3 } },
    },
  },
  {
    case = "start after a float",
    args = { 0.5, 3 },
    results = {
      { dtype = "float32", shape = { 3 }, data = { 0.5, 1.5, 2.5 } },
    },
  },
  {
    case = "float64",
    args = { 0, 1, 0.1, { dtype = "float64" } },
    results = {
      { dtype = "float64", shape = { 10 },
        data = {
          0, 0.1, 0.2, 0.30000000000000004, 0.4, 0.5, 0.6000000000000001, 0.7000000000000001, 0.8,
          0.9,
        },
      },
    },
  },
  {
    case = "integers as float32",
    args = { 4, { dtype = "float32" } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, 1, 2, 3 } },
    },
  },
  {
    case = "step by name",
    args = { 0, 6, { step = 2 } },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 0, 2, 4 } },
    },
  },
}

-- onesLike: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 3 }, data = { 0.875, -0.75, -1.5, -0.8125, 0, 0.0625 } },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 }, data = { 1, 1, 1, 1, 1, 1 } },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.25, -1.875, 1.875, 0.875, 1.3125, 0.5625 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 }, data = { 1, 1, 1, 1, 1, 1 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.25, 1.0625, 0.125, 1.1875, 1.75, -1.875 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 }, data = { 1, 1, 1, 1, 1, 1 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.125, 0.75, 0.6875, 1.1875, -1.8125, -0.75 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 }, data = { 1, 1, 1, 1, 1, 1 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 2 }, data = { -1, 1 } } },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 1 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { false, true } } },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float32", shape = {}, data = { 1.4375 } } },
    results = {
      { dtype = "float32", shape = {}, data = { 1 } },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float64", shape = { 0, 3 }, data = {} } },
    results = {
      { dtype = "float64", shape = { 0, 3 }, data = {} },
    },
  },
  {
    case = "another type",
    args = { { dtype = "float32", shape = { 2 }, data = { -1.5, -1.25 } }, { dtype = "int64" } },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 1 } },
    },
  },
}

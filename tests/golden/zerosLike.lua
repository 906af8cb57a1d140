-- zerosLike: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.625, -0.0625, 0.75, -0.9375, 0.1875, -1.1875 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 }, data = { 0, 0, 0, 0, 0, 0 } },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.8125, 1.5625, -1.3125, 1.5, -0.1875, 1.6875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 }, data = { 0, 0, 0, 0, 0, 0 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.1875, -1.6875, 0.625, 2, 0.375, 1 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 }, data = { 0, 0, 0, 0, 0, 0 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.1875, -0.1875, 1.8125, 0.1875, -0.5, 1.9375 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 }, data = { 0, 0, 0, 0, 0, 0 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 2 }, data = { 2, 0 } } },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 0, 0 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, true } } },
    results = {
      { dtype = "bool", shape = { 2 }, data = { false, false } },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float32", shape = {}, data = { 1.75 } } },
    results = {
      { dtype = "float32", shape = {}, data = { 0 } },
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
    args = {
      { dtype = "float32", shape = { 2 }, data = { 0.9375, 0.1875 } },
      { dtype = "int64" },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 0, 0 } },
    },
  },
}

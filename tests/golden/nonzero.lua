-- nonzero: PyTorch's answers, made by make.py. Do not edit.
local nan = 0 / 0
return {
  {
    case = "matrix",
    args = { { dtype = "float64", shape = { 2, 3 }, data = { 0, 1.5, 0, -2, nan, -0.0 } } },
    results = {
      { dtype = "int64", shape = { 3, 2 }, data = { 1, 2, 2, 1, 2, 2 } },
    },
  },
  {
    case = "matrix",
    args = { { dtype = "float32", shape = { 2, 3 }, data = { 0, 1.5, 0, -2, nan, -0.0 } } },
    results = {
      { dtype = "int64", shape = { 3, 2 }, data = { 1, 2, 2, 1, 2, 2 } },
    },
  },
  {
    case = "vector",
    args = { { dtype = "int64", shape = { 3 }, data = { 0, 3, 5 } } },
    results = {
      { dtype = "int64", shape = { 2, 1 }, data = { 2, 3 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2, 2 }, data = { true, false, true, true } } },
    results = {
      { dtype = "int64", shape = { 3, 2 }, data = { 1, 1, 2, 1, 2, 2 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0, 1, 2, 3, 0, 0 },
      },
    },
    results = {
      { dtype = "int64", shape = { 3, 2 }, data = { 1, 2, 2, 1, 3, 1 } },
    },
  },
  {
    case = "nothing",
    args = { { dtype = "int64", shape = { 2 }, data = { 0, 0 } } },
    results = {
      { dtype = "int64", shape = { 0, 1 }, data = {} },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float64", shape = { 0, 2 }, data = {} } },
    results = {
      { dtype = "int64", shape = { 0, 2 }, data = {} },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float32", shape = {}, data = { 3.5 } } },
    results = {
      { dtype = "int64", shape = { 1, 0 }, data = {} },
    },
  },
}

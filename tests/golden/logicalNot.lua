-- logicalNot: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1.5625, 1, -1.125, 0.75, 1.8125, 1.25, -0.0625, 0.375 },
      },
    },
    results = {
      { dtype = "bool", shape = { 2, 4 },
        data = { false, false, false, false, false, false, false, false },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -1.6875, -1.875, -0.875, 0.8125, 0.4375, 0, 1.1875, -1 },
      },
    },
    results = {
      { dtype = "bool", shape = { 2, 4 },
        data = { false, false, false, false, false, true, false, false },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.6875, 1.8125, -0.5, 1.375, -0.25, 0.5625 },
      },
    },
    results = {
      { dtype = "bool", shape = { 3, 2 }, data = { false, false, false, false, false, false } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -1.375, 1.5625, 1, 0.4375, 0.125, -0.0625, -0.25, 0.6875 },
      },
    },
    results = {
      { dtype = "bool", shape = { 4 }, data = { false, false, false, false } },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float32", shape = { 0, 3 }, data = {} } },
    results = {
      { dtype = "bool", shape = { 0, 3 }, data = {} },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { 1.625 } } },
    results = {
      { dtype = "bool", shape = {}, data = { false } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 0.6875 } } },
    results = {
      { dtype = "bool", shape = { 1, 1 }, data = { false } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "bool", shape = { 7 }, data = { false, false, false, true, true, false, false } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "bool", shape = { 7 }, data = { false, false, false, true, true, false, false } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "bool", shape = { 4 }, data = { false, true, false, false } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "bool", shape = { 4 }, data = { true, false, false, false } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "bool", shape = { 2 }, data = { false, true } },
    },
  },
}

-- isfinite: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -0.5, -1.5, 0.375, -2, 1.6875, -0.8125, -1.375, -0.875 },
      },
    },
    results = {
      { dtype = "bool", shape = { 2, 4 },
        data = { true, true, true, true, true, true, true, true },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1.0625, 1.75, -1.6875, -0.125, 1.4375, -0.875, -1.0625, -0.25 },
      },
    },
    results = {
      { dtype = "bool", shape = { 2, 4 },
        data = { true, true, true, true, true, true, true, true },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.9375, 2, -1.5, 1.1875, -1.5625, -1.4375 },
      },
    },
    results = {
      { dtype = "bool", shape = { 3, 2 }, data = { true, true, true, true, true, true } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -0.75, -1.4375, -0.8125, -1.6875, 0.6875, 1.625, -0.5, -1.75 },
      },
    },
    results = {
      { dtype = "bool", shape = { 4 }, data = { true, true, true, true } },
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
    args = { { dtype = "float64", shape = {}, data = { -1.8125 } } },
    results = {
      { dtype = "bool", shape = {}, data = { true } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 1.9375 } } },
    results = {
      { dtype = "bool", shape = { 1, 1 }, data = { true } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "bool", shape = { 7 }, data = { false, false, false, true, true, true, true } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "bool", shape = { 7 }, data = { false, false, false, true, true, true, true } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "bool", shape = { 4 }, data = { true, true, true, true } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "bool", shape = { 4 }, data = { true, true, true, true } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
    },
  },
}

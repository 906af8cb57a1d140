-- isnan: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 0.5625, 1.0625, 1.8125, 0.125, -1.1875, -0.625, 0, -1.625 },
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
        data = { 1.125, -0.1875, 0.125, 1.9375, -1.75, 1.0625, -0.875, -0.6875 },
      },
    },
    results = {
      { dtype = "bool", shape = { 2, 4 },
        data = { false, false, false, false, false, false, false, false },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.875, -0.3125, -1.3125, 1.75, 0.8125, -1.4375 },
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
        data = { -1.625, -0.6875, 0.1875, -0.0625, -1.1875, 0.375, -1.25, -0.1875 },
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
    args = { { dtype = "float64", shape = {}, data = { -1.6875 } } },
    results = {
      { dtype = "bool", shape = {}, data = { false } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -0.875 } } },
    results = {
      { dtype = "bool", shape = { 1, 1 }, data = { false } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "bool", shape = { 7 }, data = { true, false, false, false, false, false, false } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "bool", shape = { 7 }, data = { true, false, false, false, false, false, false } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "bool", shape = { 4 }, data = { false, false, false, false } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "bool", shape = { 4 }, data = { false, false, false, false } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "bool", shape = { 2 }, data = { false, false } },
    },
  },
}

-- logicalAnd: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "bool",
    args = {
      { dtype = "bool", shape = { 4 }, data = { true, true, false, false } },
      { dtype = "bool", shape = { 4 }, data = { true, false, true, false } },
    },
    results = {
      { dtype = "bool", shape = { 4 }, data = { true, false, false, false } },
    },
  },
  {
    case = "float",
    args = {
      { dtype = "float64", shape = { 5 }, data = { 0, -0.0, 1.5, nan, 0 } },
      { dtype = "float64", shape = { 5 }, data = { 0, 1, 0, 0, inf } },
    },
    results = {
      { dtype = "bool", shape = { 5 }, data = { false, false, false, false, false } },
    },
  },
  {
    case = "float",
    args = {
      { dtype = "float32", shape = { 5 }, data = { 0, -0.0, 1.5, nan, 0 } },
      { dtype = "float32", shape = { 5 }, data = { 0, 1, 0, 0, inf } },
    },
    results = {
      { dtype = "bool", shape = { 5 }, data = { false, false, false, false, false } },
    },
  },
  {
    case = "broadcast",
    args = {
      { dtype = "bool", shape = { 2, 1 }, data = { false, true } },
      { dtype = "bool", shape = { 1, 3 }, data = { false, true, false } },
    },
    results = {
      { dtype = "bool", shape = { 2, 3 }, data = { false, false, false, false, true, false } },
    },
  },
  {
    case = "mixed",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 0, 3 } },
      { dtype = "float64", shape = { 2 }, data = { 0.5, 0 } },
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { false, false } },
    },
  },
  {
    case = "mixed",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 0, 3 } },
      { dtype = "float32", shape = { 2 }, data = { 0.5, 0 } },
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { false, false } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "bool", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { false, false, false, false, false, false },
      },
      { dtype = "bool", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = { false, true, false, true, true, false, false, false, true, true, false, true },
      },
    },
    results = {
      { dtype = "bool", shape = { 2, 3 }, data = { false, false, false, false, false, false } },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "bool", shape = { 0, 2 }, data = {} },
      { dtype = "bool", shape = { 1 }, data = { true } },
    },
    results = {
      { dtype = "bool", shape = { 0, 2 }, data = {} },
    },
  },
  {
    case = "number",
    args = { { dtype = "int64", shape = { 3 }, data = { 0, 1, 2 } }, 1 },
    results = {
      { dtype = "bool", shape = { 3 }, data = { false, true, true } },
    },
  },
}

-- logicalXor: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "bool",
    args = {
      { dtype = "bool", shape = { 4 }, data = { true, true, false, false } },
      { dtype = "bool", shape = { 4 }, data = { true, false, true, false } },
    },
    results = {
      { dtype = "bool", shape = { 4 }, data = { false, true, true, false } },
    },
  },
  {
    case = "float",
    args = {
      { dtype = "float64", shape = { 5 }, data = { 0, -0.0, 1.5, nan, 0 } },
      { dtype = "float64", shape = { 5 }, data = { 0, 1, 0, 0, inf } },
    },
    results = {
      { dtype = "bool", shape = { 5 }, data = { false, true, true, true, true } },
    },
  },
  {
    case = "float",
    args = {
      { dtype = "float32", shape = { 5 }, data = { 0, -0.0, 1.5, nan, 0 } },
      { dtype = "float32", shape = { 5 }, data = { 0, 1, 0, 0, inf } },
    },
    results = {
      { dtype = "bool", shape = { 5 }, data = { false, true, true, true, true } },
    },
  },
  {
    case = "broadcast",
    args = {
      { dtype = "bool", shape = { 2, 1 }, data = { true, true } },
      { dtype = "bool", shape = { 1, 3 }, data = { false, true, false } },
    },
    results = {
      { dtype = "bool", shape = { 2, 3 }, data = { true, false, true, true, false, true } },
    },
  },
  {
    case = "mixed",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 0, 3 } },
      { dtype = "float64", shape = { 2 }, data = { 0.5, 0 } },
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
    },
  },
  {
    case = "mixed",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 0, 3 } },
      { dtype = "float32", shape = { 2 }, data = { 0.5, 0 } },
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "bool", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { true, false, false, false, true, false },
      },
      { dtype = "bool", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = { true, true, false, false, true, false, true, false, false, true, true, true },
      },
    },
    results = {
      { dtype = "bool", shape = { 2, 3 }, data = { false, false, true, false, true, true } },
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
      { dtype = "bool", shape = { 3 }, data = { true, false, false } },
    },
  },
}

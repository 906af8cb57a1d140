-- full: PyTorch's answers, made by make.py. Do not edit.
local inf = math.huge
return {
  {
    case = "float",
    args = { { 2, 3 }, 1.5 },
    results = {
      { dtype = "float32", shape = { 2, 3 }, data = { 1.5, 1.5, 1.5, 1.5, 1.5, 1.5 } },
    },
  },
  {
    case = "no dimension",
    args = { {}, -0.25 },
    results = {
      { dtype = "float32", shape = {}, data = { -0.25 } },
    },
  },
  {
    case = "no element",
    args = { { 0, 3 }, 1.5 },
    results = {
      { dtype = "float32", shape = { 0, 3 }, data = {} },
    },
  },
  {
    case = "infinity",
    args = { { 2 }, inf },
    results = {
      { dtype = "float32", shape = { 2 }, data = { inf, inf } },
    },
  },
  {
    case = "float32",
    args = { { 2 }, 3, { dtype = "float32" } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 3, 3 } },
    },
  },
  {
    case = "float64",
    args = { { 2 }, 3, { dtype = "float64" } },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 3, 3 } },
    },
  },
  {
    case = "int64",
    args = { { 2 }, 3, { dtype = "int64" } },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
  },
  {
    case = "uint8",
    args = { { 2 }, 3, { dtype = "uint8" } },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 3, 3 } },
    },
  },
  {
    case = "bool",
    args = { { 2 }, true, { dtype = "bool" } },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
    },
  },
  {
    case = "float16",
    args = { { 2 }, 3, { dtype = "float16" } },
    results = {
      { dtype = "float16", shape = { 2 }, data = { 3, 3 } },
    },
  },
}

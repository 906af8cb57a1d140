-- ones: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "sizes",
    args = { 2, 3 },
    results = {
      { dtype = "float32", shape = { 2, 3 }, data = { 1, 1, 1, 1, 1, 1 } },
    },
  },
  {
    case = "list",
    args = { { 2, 1, 2 } },
    results = {
      { dtype = "float32", shape = { 2, 1, 2 }, data = { 1, 1, 1, 1 } },
    },
  },
  {
    case = "no dimension",
    args = { {} },
    results = {
      { dtype = "float32", shape = {}, data = { 1 } },
    },
  },
  {
    case = "no element",
    args = { 0, 3 },
    results = {
      { dtype = "float32", shape = { 0, 3 }, data = {} },
    },
  },
  {
    case = "float32",
    args = { 2, { dtype = "float32" } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 1 } },
    },
  },
  {
    case = "float64",
    args = { 2, { dtype = "float64" } },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 1, 1 } },
    },
  },
  {
    case = "int64",
    args = { 2, { dtype = "int64" } },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 1 } },
    },
  },
  {
    case = "uint8",
    args = { 2, { dtype = "uint8" } },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 1 } },
    },
  },
  {
    case = "bool",
    args = { 2, { dtype = "bool" } },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
    },
  },
  {
    case = "float16",
    args = { 2, { dtype = "float16" } },
    results = {
      { dtype = "float16", shape = { 2 }, data = { 1, 1 } },
    },
  },
}

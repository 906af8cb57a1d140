-- bitwiseRightShift: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "int64",
    args = {
      { dtype = "int64", shape = { 4 }, data = { 1, -8, 7, 1099511627776 } },
      { dtype = "int64", shape = { 4 }, data = { 3, 2, 0, 5 } },
    },
    results = {
      { dtype = "int64", shape = { 4 }, data = { 0, -2, 7, 34359738368 } },
    },
  },
  {
    case = "uint8",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 3, 200 } },
      { dtype = "uint8", shape = { 2 }, data = { 1, 2 } },
    },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 50 } },
    },
  },
  {
    case = "broadcast",
    args = {
      { dtype = "int64", shape = { 2, 1 }, data = { 22, 13 } },
      { dtype = "int64", shape = { 1, 3 }, data = { 1, 0, 3 } },
    },
    results = {
      { dtype = "int64", shape = { 2, 3 }, data = { 11, 22, 2, 6, 13, 1 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "int32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { 7, 44, 2, 63, 48, 89 },
      },
      { dtype = "int32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = { 3, 0, 1, 5, 4, 2, 5, 1, 3, 0, 4, 2 },
      },
    },
    results = {
      { dtype = "int32", shape = { 2, 3 }, data = { 7, 0, 12, 22, 63, 22 } },
    },
  },
  {
    case = "tensor and number",
    args = { { dtype = "int64", shape = { 3 }, data = { 12, 5, -9 } }, 2 },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 3, 1, -3 } },
    },
  },
  {
    case = "number and tensor",
    args = { 64, { dtype = "int64", shape = { 2 }, data = { 1, 5 } } },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 32, 2 } },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "int64", shape = { 0, 2 }, data = {} },
      { dtype = "int64", shape = { 1 }, data = { -2 } },
    },
    results = {
      { dtype = "int64", shape = { 0, 2 }, data = {} },
    },
  },
}

-- bitwiseLeftShift: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "int64",
    args = {
      { dtype = "int64", shape = { 4 }, data = { 1, -8, 7, 1099511627776 } },
      { dtype = "int64", shape = { 4 }, data = { 3, 2, 0, 5 } },
    },
    results = {
      { dtype = "int64", shape = { 4 }, data = { 8, -32, 7, 35184372088832 } },
    },
  },
  {
    case = "uint8",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 3, 200 } },
      { dtype = "uint8", shape = { 2 }, data = { 1, 2 } },
    },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 6, 32 } },
    },
  },
  {
    case = "broadcast",
    args = {
      { dtype = "int64", shape = { 2, 1 }, data = { 99, 82 } },
      { dtype = "int64", shape = { 1, 3 }, data = { 1, 0, 3 } },
    },
    results = {
      { dtype = "int64", shape = { 2, 3 }, data = { 198, 99, 792, 164, 82, 656 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "int32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { 18, 41, 90, 85, 42, 75 },
      },
      { dtype = "int32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = { 3, 4, 2, 1, 0, 5, 1, 3, 2, 4, 5, 0 },
      },
    },
    results = {
      { dtype = "int32", shape = { 2, 3 }, data = { 288, 180, 1344, 328, 1360, 75 } },
    },
  },
  {
    case = "tensor and number",
    args = { { dtype = "int64", shape = { 3 }, data = { 12, 5, -9 } }, 2 },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 48, 20, -36 } },
    },
  },
  {
    case = "number and tensor",
    args = { 64, { dtype = "int64", shape = { 2 }, data = { 1, 5 } } },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 128, 2048 } },
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

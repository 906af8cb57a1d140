-- bitwiseOr: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "int64",
    args = {
      { dtype = "int64", shape = { 4 }, data = { 12, -1, 7, 1099511627776 } },
      { dtype = "int64", shape = { 4 }, data = { 10, 255, -8, 1099511627777 } },
    },
    results = {
      { dtype = "int64", shape = { 4 }, data = { 14, -1, -1, 1099511627777 } },
    },
  },
  {
    case = "uint8",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 12, 255 } },
      { dtype = "uint8", shape = { 2 }, data = { 10, 129 } },
    },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 14, 255 } },
    },
  },
  {
    case = "bool",
    args = {
      { dtype = "bool", shape = { 4 }, data = { true, true, false, false } },
      { dtype = "bool", shape = { 4 }, data = { true, false, true, false } },
    },
    results = {
      { dtype = "bool", shape = { 4 }, data = { true, true, true, false } },
    },
  },
  {
    case = "broadcast",
    args = {
      { dtype = "int64", shape = { 2, 1 }, data = { 3, 5 } },
      { dtype = "int64", shape = { 1, 3 }, data = { 11, 13, 1 } },
    },
    results = {
      { dtype = "int64", shape = { 2, 3 }, data = { 11, 15, 3, 15, 13, 5 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "int32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { -6, 8, -5, -8, 1, 3 },
      },
      { dtype = "int32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = { -6, 2, 4, 7, -9, -5, -1, 3, -8, 9, 0, -3 },
      },
    },
    results = {
      { dtype = "int32", shape = { 2, 3 }, data = { -6, -1, -5, 11, -7, -1 } },
    },
  },
  {
    case = "uint8 and int64",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 12, 255 } },
      { dtype = "int64", shape = { 2 }, data = { -1, 256 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { -1, 511 } },
    },
  },
  {
    case = "tensor and number",
    args = { { dtype = "int64", shape = { 2 }, data = { 12, 5 } }, 6 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 14, 7 } },
    },
  },
  {
    case = "number and tensor",
    args = { 6, { dtype = "int64", shape = { 2 }, data = { 12, 5 } } },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 14, 7 } },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "int64", shape = { 0, 2 }, data = {} },
      { dtype = "int64", shape = { 1 }, data = { 0 } },
    },
    results = {
      { dtype = "int64", shape = { 0, 2 }, data = {} },
    },
  },
}

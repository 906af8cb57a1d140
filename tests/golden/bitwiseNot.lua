-- bitwiseNot: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { 0, 1, -1, 12345678901 } } },
    results = {
      { dtype = "int64", shape = { 4 }, data = { -1, -2, 0, -12345678902 } },
    },
  },
  {
    case = "int32 transposed",
    args = {
      { dtype = "int32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -6, -2, 0, 3, 7, -8 },
      },
    },
    results = {
      { dtype = "int32", shape = { 3, 2 }, data = { 5, -4, 1, -8, -1, 7 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 128, 255 } } },
    results = {
      { dtype = "uint8", shape = { 4 }, data = { 255, 254, 127, 0 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "bool", shape = { 2 }, data = { false, true } },
    },
  },
  {
    case = "no element",
    args = { { dtype = "int64", shape = { 0 }, data = {} } },
    results = {
      { dtype = "int64", shape = { 0 }, data = {} },
    },
  },
}

-- le: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.8125, 1.1875, -0.25, -1.8125, 0.9375, 1.3125 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.375, 1.4375, -1.9375, -0.25, 0.9375, 1.5 },
      },
    },
    results = {
      { dtype = "bool", shape = { 2, 3 }, data = { true, true, false, true, true, true } },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 3 }, data = { 0.75, 0.625, 0.125, -1.25, -0.0625, 0.5 } },
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.6875, 1.9375, -1.9375, -1.0625, 0.375, -0.6875 },
      },
    },
    results = {
      { dtype = "bool", shape = { 2, 3 }, data = { false, true, false, true, true, false } },
    },
  },
  {
    case = "row",
    args = {
      { dtype = "float32", shape = { 2, 3 }, data = { 1.5, 1.9375, -1.3125, 1.375, 0, -0.9375 } },
      { dtype = "float32", shape = { 3 }, data = { 0.6875, 0.625, 1.625 } },
    },
    results = {
      { dtype = "bool", shape = { 2, 3 }, data = { false, false, true, false, true, true } },
    },
  },
  {
    case = "column by row",
    args = {
      { dtype = "float64", shape = { 2, 1 }, data = { -1.3125, 1.375 } },
      { dtype = "float64", shape = { 1, 3 }, data = { -0.1875, 0.1875, 2 } },
    },
    results = {
      { dtype = "bool", shape = { 2, 3 }, data = { true, true, true, false, false, true } },
    },
  },
  {
    case = "more dimensions on the right",
    args = {
      { dtype = "float32", shape = { 2 }, data = { -0.5625, 1.75 } },
      { dtype = "float32", shape = { 2, 1, 2 }, data = { 1.0625, -0.125, 1.9375, -1.8125 } },
    },
    results = {
      { dtype = "bool", shape = { 2, 1, 2 }, data = { true, false, true, false } },
    },
  },
  {
    case = "no dimension on the left",
    args = {
      { dtype = "float64", shape = {}, data = { -1 } },
      { dtype = "float64", shape = { 2, 2 }, data = { 0.75, -1.0625, -0.25, -0.875 } },
    },
    results = {
      { dtype = "bool", shape = { 2, 2 }, data = { true, false, true, true } },
    },
  },
  {
    case = "no dimension on the right",
    args = {
      { dtype = "float32", shape = { 2, 2 }, data = { -1.4375, 0.0625, 1.6875, -1.3125 } },
      { dtype = "float32", shape = {}, data = { 1.75 } },
    },
    results = {
      { dtype = "bool", shape = { 2, 2 }, data = { true, true, true, true } },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "float64", shape = {}, data = { -1.1875 } },
      { dtype = "float64", shape = {}, data = { 0.5625 } },
    },
    results = {
      { dtype = "bool", shape = {}, data = { true } },
    },
  },
  {
    case = "transposed and strided",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { -1, -1.5, -1.375, 0.9375, 1.5625, 1.625 },
      },
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          2, 1.875, -0.375, 0.5625, -0.5, -0.25, 0.125, 1.125, -0.8125, -1.8125, 1.3125, 0.0625,
        },
      },
    },
    results = {
      { dtype = "bool", shape = { 2, 3 }, data = { true, true, false, true, false, false } },
    },
  },
  {
    case = "both transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.625, 0.5625, 1.3125, 0.25, -1.3125, 0.625 },
      },
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.5625, 1.625, 0.8125, 0.625, -0.4375, 2 },
      },
    },
    results = {
      { dtype = "bool", shape = { 3, 2 }, data = { true, true, true, true, false, true } },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 3 }, view = { { "expand", 2, 3 } },
        data = { -0.9375, -1.5625, 0.8125 },
      },
      { dtype = "float32", shape = { 2, 1 }, view = { { "expand", 2, 3 } }, data = { -0.5, 0.25 } },
    },
    results = {
      { dtype = "bool", shape = { 2, 3 }, data = { true, true, false, true, true, false } },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "float64", shape = { 0, 3 }, data = {} },
      { dtype = "float64", shape = { 1, 3 }, data = { -1, 1.5625, 1.1875 } },
    },
    results = {
      { dtype = "bool", shape = { 0, 3 }, data = {} },
    },
  },
  {
    case = "no element by broadcast",
    args = {
      { dtype = "float32", shape = { 2, 1 }, data = { 1.75, 0.1875 } },
      { dtype = "float32", shape = { 2, 0 }, data = {} },
    },
    results = {
      { dtype = "bool", shape = { 2, 0 }, data = {} },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float64", shape = { 1 }, data = { 1.125 } },
      { dtype = "float64", shape = { 1, 1 }, data = { 0.375 } },
    },
    results = {
      { dtype = "bool", shape = { 1, 1 }, data = { false } },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 }, data = { 0.9375, -0.25, 0.3125, -0.5 } },
      1.5,
    },
    results = {
      { dtype = "bool", shape = { 2, 2 }, data = { true, true, true, true } },
    },
  },
  {
    case = "number and tensor",
    args = {
      1.5,
      { dtype = "float64", shape = { 2, 2 }, data = { -1.875, 0.9375, 1.5625, -1.8125 } },
    },
    results = {
      { dtype = "bool", shape = { 2, 2 }, data = { false, false, true, false } },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 }, data = { -0.9375, -0.8125, 0.375, 0.0625 } },
      2,
    },
    results = {
      { dtype = "bool", shape = { 2, 2 }, data = { true, true, true, true } },
    },
  },
  {
    case = "number and tensor",
    args = { 2, { dtype = "float64", shape = { 2, 2 }, data = { 0.75, 0.875, 0, -0.125 } } },
    results = {
      { dtype = "bool", shape = { 2, 2 }, data = { false, false, false, false } },
    },
  },
  {
    case = "special values",
    args = {
      { dtype = "float64", shape = { 14 },
        data = { nan, 1, nan, inf, 1, inf, inf, -inf, 0, -0.0, 1, -1, 0, -1 },
      },
      { dtype = "float64", shape = { 14 },
        data = { 1, nan, nan, 1, inf, inf, -inf, 2, 0, 0, 0, 0, 2, -inf },
      },
    },
    results = {
      { dtype = "bool", shape = { 14 },
        data = {
          false, false, false, false, true, true, false, true, true, true, false, true, true,
          false,
        },
      },
    },
  },
  {
    case = "special values",
    args = {
      { dtype = "float32", shape = { 14 },
        data = { nan, 1, nan, inf, 1, inf, inf, -inf, 0, -0.0, 1, -1, 0, -1 },
      },
      { dtype = "float32", shape = { 14 },
        data = { 1, nan, nan, 1, inf, inf, -inf, 2, 0, 0, 0, 0, 2, -inf },
      },
    },
    results = {
      { dtype = "bool", shape = { 14 },
        data = {
          false, false, false, false, true, true, false, true, true, true, false, true, true,
          false,
        },
      },
    },
  },
  {
    case = "int64 and int64",
    args = {
      { dtype = "int64", shape = { 3 }, data = { -7, 7, 5 } },
      { dtype = "int64", shape = { 3 }, data = { 2, -2, 3 } },
    },
    results = {
      { dtype = "bool", shape = { 3 }, data = { true, false, false } },
    },
  },
  {
    case = "int32 and int64",
    args = {
      { dtype = "int32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
    },
  },
  {
    case = "uint8 and uint8",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 200, 7 } },
      { dtype = "uint8", shape = { 2 }, data = { 100, 2 } },
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { false, false } },
    },
  },
  {
    case = "uint8 and int32",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int32", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
    },
  },
  {
    case = "int64 and float32",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
    },
  },
  {
    case = "float32 and float64",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
    },
  },
  {
    case = "bool and bool",
    args = {
      { dtype = "bool", shape = { 4 }, data = { true, true, false, false } },
      { dtype = "bool", shape = { 4 }, data = { true, false, true, false } },
    },
    results = {
      { dtype = "bool", shape = { 4 }, data = { true, false, true, true } },
    },
  },
  {
    case = "bool and int64",
    args = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
    },
  },
  {
    case = "float32 and float64 without dimension",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float64", shape = {}, data = { 3 } },
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
    },
  },
  {
    case = "int64 and float32 without dimension",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = {}, data = { 1.5 } },
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, false } },
    },
  },
  {
    case = "int64 and integer",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 2 },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, false } },
    },
  },
  {
    case = "int64 and float",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 1.5 },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, false } },
    },
  },
  {
    case = "uint8 and integer",
    args = { { dtype = "uint8", shape = { 2 }, data = { 1, 3 } }, 3 },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
    },
  },
  {
    case = "bool and integer",
    args = { { dtype = "bool", shape = { 2 }, data = { true, true } }, 2 },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
    },
  },
  {
    case = "ties",
    args = {
      { dtype = "float64", shape = { 3 }, data = { 1, 2, -1 } },
      { dtype = "float64", shape = { 3 }, data = { 1, 3, -2 } },
    },
    results = {
      { dtype = "bool", shape = { 3 }, data = { true, true, false } },
    },
  },
  {
    case = "ties",
    args = {
      { dtype = "float32", shape = { 3 }, data = { 1, 2, -1 } },
      { dtype = "float32", shape = { 3 }, data = { 1, 3, -2 } },
    },
    results = {
      { dtype = "bool", shape = { 3 }, data = { true, true, false } },
    },
  },
  {
    case = "int64 beyond 2^53",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 9007199254740993, 9007199254740992 } },
      { dtype = "int64", shape = { 2 }, data = { 9007199254740992, 9007199254740992 } },
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { false, true } },
    },
  },
}

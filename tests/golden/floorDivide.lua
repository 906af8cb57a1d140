-- floorDivide: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 4.4375, -2.9375, -1.4375, 1.9375, 3.4375, 1.0625 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.0625, 2.75, 2.8125, 1.6875, 0.8125, 0.5625 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 }, data = { 4, -2, -1, 1, 4, 1 } },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.75, -4.3125, 0.375, 0.0625, 0.5625, -2.875 },
      },
      { dtype = "float32", shape = { 2, 3 }, data = { 1.375, 1.5625, 2.6875, 0.75, 1.125, 2.625 } },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 }, data = { -1, -3, 0, 0, 0, -2 } },
    },
  },
  {
    case = "row",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 3.3125, 5.875, -3.8125, 4.875, -1.6875, -3.625 },
      },
      { dtype = "float32", shape = { 3 }, data = { 1.6875, 2.625, 1.125 } },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 }, data = { 1, 2, -4, 2, -1, -4 } },
    },
  },
  {
    case = "column by row",
    args = {
      { dtype = "float64", shape = { 2, 1 }, data = { -0.625, -4.3125 } },
      { dtype = "float64", shape = { 1, 3 }, data = { 1.625, 2, 2.875 } },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 }, data = { -1, -1, -1, -3, -3, -2 } },
    },
  },
  {
    case = "more dimensions on the right",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 3.25, 0.5625 } },
      { dtype = "float32", shape = { 2, 1, 2 }, data = { 1.375, 1.6875, 1, 1.625 } },
    },
    results = {
      { dtype = "float32", shape = { 2, 1, 2 }, data = { 2, 0, 3, 0 } },
    },
  },
  {
    case = "no dimension on the left",
    args = {
      { dtype = "float64", shape = {}, data = { -5.875 } },
      { dtype = "float64", shape = { 2, 2 }, data = { 2.875, 1.5, 2.8125, 1.25 } },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 }, data = { -3, -4, -3, -5 } },
    },
  },
  {
    case = "no dimension on the right",
    args = {
      { dtype = "float32", shape = { 2, 2 }, data = { 2, 2.3125, -0.6875, -1.375 } },
      { dtype = "float32", shape = {}, data = { 0.6875 } },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 }, data = { 2, 3, -1, -2 } },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "float64", shape = {}, data = { -3.5625 } },
      { dtype = "float64", shape = {}, data = { 2.6875 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -2 } },
    },
  },
  {
    case = "transposed and strided",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { 3.125, 1.625, 4.625, 3.5625, 4.25, -1.625 },
      },
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = { 2.5, 1.4375, 1.5, 2.1875, 0.8125, 1, 2.6875, 1.6875, 0.625, 1.0625, 0.875, 1.125 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 }, data = { 2, 2, 4, 0, 3, -2 } },
    },
  },
  {
    case = "both transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 4, -1, 0.3125, 5, -5.5625, 2.75 },
      },
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.6875, 2.375, 0.625, 1.6875, 0.875, 1.0625 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 }, data = { 5, 2, -1, -7, 0, 2 } },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 3 }, view = { { "expand", 2, 3 } },
        data = { 1.25, -5.6875, 5.375 },
      },
      { dtype = "float32", shape = { 2, 1 }, view = { { "expand", 2, 3 } },
        data = { 1.4375, 1.625 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 }, data = { 0, -4, 3, 0, -4, 3 } },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "float64", shape = { 0, 3 }, data = {} },
      { dtype = "float64", shape = { 1, 3 }, data = { 2.25, 2.5625, 1.5625 } },
    },
    results = {
      { dtype = "float64", shape = { 0, 3 }, data = {} },
    },
  },
  {
    case = "no element by broadcast",
    args = {
      { dtype = "float32", shape = { 2, 1 }, data = { -2.9375, -1.6875 } },
      { dtype = "float32", shape = { 2, 0 }, data = {} },
    },
    results = {
      { dtype = "float32", shape = { 2, 0 }, data = {} },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float64", shape = { 1 }, data = { -0.8125 } },
      { dtype = "float64", shape = { 1, 1 }, data = { 1.25 } },
    },
    results = {
      { dtype = "float64", shape = { 1, 1 }, data = { -1 } },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 }, data = { 4.8125, 3.9375, 1.75, 4.125 } },
      1.5,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 }, data = { 3, 2, 1, 2 } },
    },
  },
  {
    case = "number and tensor",
    args = { 1.5, { dtype = "float64", shape = { 2, 2 }, data = { 1.375, 1.5, 1.875, 2.875 } } },
    results = {
      { dtype = "float64", shape = { 2, 2 }, data = { 1, 1, 0, 0 } },
    },
  },
  {
    case = "tensor and number",
    args = { { dtype = "float32", shape = { 2, 2 }, data = { -1.1875, -4, 5.25, -1.75 } }, 2 },
    results = {
      { dtype = "float32", shape = { 2, 2 }, data = { -1, -2, 2, -1 } },
    },
  },
  {
    case = "number and tensor",
    args = {
      2,
      { dtype = "float64", shape = { 2, 2 }, data = { 1.25, 2.8125, 1.3125, 1.4375 } },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 }, data = { 1, 0, 1, 1 } },
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
      { dtype = "float64", shape = { 14 },
        data = { nan, nan, nan, nan, 0, nan, nan, nan, nan, nan, inf, -inf, 0, 0 },
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
      { dtype = "float32", shape = { 14 },
        data = { nan, nan, nan, nan, 0, nan, nan, nan, nan, nan, inf, -inf, 0, 0 },
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
      { dtype = "int64", shape = { 3 }, data = { -4, -4, 1 } },
    },
  },
  {
    case = "int32 and int64",
    args = {
      { dtype = "int32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 0, 1 } },
    },
  },
  {
    case = "uint8 and uint8",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 200, 7 } },
      { dtype = "uint8", shape = { 2 }, data = { 100, 2 } },
    },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 2, 3 } },
    },
  },
  {
    case = "uint8 and int32",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int32", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "int32", shape = { 2 }, data = { 0, 1 } },
    },
  },
  {
    case = "int64 and float32",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, 1 } },
    },
  },
  {
    case = "float32 and float64",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 0, 1 } },
    },
  },
  {
    case = "bool and int64",
    args = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 0, 0 } },
    },
  },
  {
    case = "float32 and float64 without dimension",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float64", shape = {}, data = { 3 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, 1 } },
    },
  },
  {
    case = "int64 and float32 without dimension",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = {}, data = { 1.5 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, 2 } },
    },
  },
  {
    case = "int64 and integer",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 0, 1 } },
    },
  },
  {
    case = "int64 and float",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 1.5 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, 2 } },
    },
  },
  {
    case = "uint8 and integer",
    args = { { dtype = "uint8", shape = { 2 }, data = { 1, 3 } }, 3 },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 0, 1 } },
    },
  },
  {
    case = "bool and integer",
    args = { { dtype = "bool", shape = { 2 }, data = { true, true } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 0, 0 } },
    },
  },
  {
    case = "signs",
    args = {
      { dtype = "float64", shape = { 5 }, data = { 7, -7, 7, -7, 0.5 } },
      { dtype = "float64", shape = { 5 }, data = { 3, 3, -3, -3, 2 } },
    },
    results = {
      { dtype = "float64", shape = { 5 }, data = { 2, -3, -3, 2, 0 } },
    },
  },
  {
    case = "signs",
    args = {
      { dtype = "float32", shape = { 5 }, data = { 7, -7, 7, -7, 0.5 } },
      { dtype = "float32", shape = { 5 }, data = { 3, 3, -3, -3, 2 } },
    },
    results = {
      { dtype = "float32", shape = { 5 }, data = { 2, -3, -3, 2, 0 } },
    },
  },
}

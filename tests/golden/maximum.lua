-- maximum: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.625, -0.4375, -0.6875, -0.8125, -0.625, 1.5 },
        grad = { -1.1875, -1.4375, 0, 0, -1.5625, 0 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { 0, -1.125, 1.5, 0.875, -0.75, 1.6875 },
        grad = { 0, 0, 1.3125, 1.6875, 0, 1.1875 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.625, -0.4375, 1.5, 0.875, -0.625, 1.6875 },
        upstream = { -1.1875, -1.4375, 1.3125, 1.6875, -1.5625, 1.1875 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.125, 0.3125, 0.6875, 1.5, 0.875, 1.8125 },
        grad = { 0, -0.5, -1.625, 0.375, 0.4375, -1.0625 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.5, -0.875, 0.1875, 0.5625, -0.125, 1.125 },
        grad = { 1.9375, 0, 0, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.5, 0.3125, 0.6875, 1.5, 0.875, 1.8125 },
        upstream = { 1.9375, -0.5, -1.625, 0.375, 0.4375, -1.0625 },
      },
    },
  },
  {
    case = "row",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.6875, -0.5, -0.375, -0.5625, -1.8125, -0.25 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      { dtype = "float32", shape = { 3 },
        data = { 1.625, 0.6875, 0.3125 },
        grad = { -1.6875, 1.625, 1.4375 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.625, 0.6875, 0.3125, 1.625, 0.6875, 0.3125 },
        upstream = { -1.3125, 0.1875, 0.375, -0.375, 1.4375, 1.0625 },
      },
    },
  },
  {
    case = "column by row",
    args = {
      { dtype = "float64", shape = { 2, 1 }, data = { 0, 0.6875 }, grad = { 0, 1.875 } },
      { dtype = "float64", shape = { 1, 3 },
        data = { 0.375, 0.625, 1.875 },
        grad = { 1.1875, -0.1875, -1.1875 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.375, 0.625, 1.875, 0.6875, 0.6875, 1.875 },
        upstream = { 1.1875, -0.1875, -0.6875, 0.5625, 1.3125, -0.5 },
      },
    },
  },
  {
    case = "more dimensions on the right",
    args = {
      { dtype = "float32", shape = { 2 }, data = { -1.8125, -0.75 }, grad = { 0, -0.875 } },
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { 0.875, 1.5625, 0.125, -1.3125 },
        grad = { -1.3125, 1.6875, -0.1875, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { 0.875, 1.5625, 0.125, -0.75 },
        upstream = { -1.3125, 1.6875, -0.1875, -0.875 },
      },
    },
  },
  {
    case = "no dimension on the left",
    args = {
      { dtype = "float64", shape = {}, data = { 1 }, grad = { -0.8125 } },
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.5, 1.5625, -1.125, -1.3125 },
        grad = { -1.375, 1.75, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.5, 1.5625, 1, 1 },
        upstream = { -1.375, 1.75, 0.625, -1.4375 },
      },
    },
  },
  {
    case = "no dimension on the right",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 1.6875, 0.6875, 0.4375, 1.75 },
        grad = { -1.5, -1.375, -0.25, 0.25 },
      },
      { dtype = "float32", shape = {}, data = { -0.3125 }, grad = { 0 } },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 1.6875, 0.6875, 0.4375, 1.75 },
        upstream = { -1.5, -1.375, -0.25, 0.25 },
      },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "float64", shape = {}, data = { 0.25 }, grad = { 0 } },
      { dtype = "float64", shape = {}, data = { 0.5 }, grad = { 1.6875 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.5 }, upstream = { 1.6875 } },
    },
  },
  {
    case = "transposed and strided",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { 0.375, 1.5625, -1.8125, -1.625, 0.3125, 1.0625 },
        grad = { 0, 0, 1.6875, -0.1875, 0, 1.875 },
      },
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          -0.125, 0.4375, -2, -1.125, 1.125, -0.0625, 0.125, 0.8125, 0.75, 1.75, -1, -1.3125,
        },
        grad = { -1.9375, 1.5, 0, 0, -0.9375, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.4375, -1.125, 0.3125, 1.5625, 1.75, 1.0625 },
        upstream = { -1.9375, 1.5, 1.6875, -0.1875, -0.9375, 1.875 },
      },
    },
  },
  {
    case = "both transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.6875, -0.3125, 1.8125, 0.875, -0.875, 1.6875 },
        grad = { 0, -1.125, 0, 0, -0.9375, 0.625 },
      },
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1, 0, -1.8125, -1, 1.875, 0.75 },
        grad = { -0.5, 0, -1.4375, 1.25, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 1, 0.875, 0, 1.875, 1.8125, 1.6875 },
        upstream = { -0.5, -1.125, -1.4375, 1.25, -0.9375, 0.625 },
      },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 3 }, view = { { "expand", 2, 3 } },
        data = { -1.3125, 1.8125, -0.75 },
        grad = { 0, 0.5625, 0, 0, -1.75, -0.25 },
      },
      { dtype = "float32", shape = { 2, 1 }, view = { { "expand", 2, 3 } },
        data = { 1.75, -0.8125 },
        grad = { 0.5, 0, -0.4375, 0.8125, 0, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.75, 1.8125, 1.75, -0.8125, 1.8125, -0.75 },
        upstream = { 0.5, 0.5625, -0.4375, 0.8125, -1.75, -0.25 },
      },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} },
      { dtype = "float64", shape = { 1, 3 }, data = { -0.75, -0.9375, 1.625 }, grad = { 0, 0, 0 } },
    },
    results = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no element by broadcast",
    args = {
      { dtype = "float32", shape = { 2, 1 }, data = { -1.75, 1 }, grad = { 0, 0 } },
      { dtype = "float32", shape = { 2, 0 }, data = {}, grad = {} },
    },
    results = {
      { dtype = "float32", shape = { 2, 0 }, data = {}, upstream = {} },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float64", shape = { 1 }, data = { 1.625 }, grad = { 0 } },
      { dtype = "float64", shape = { 1, 1 }, data = { 1.75 }, grad = { 0.9375 } },
    },
    results = {
      { dtype = "float64", shape = { 1, 1 }, data = { 1.75 }, upstream = { 0.9375 } },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.4375, -0.375, 1.25, -1.875 },
        grad = { 0, 0, 0, 0 },
      },
      1.5,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 1.5, 1.5, 1.5, 1.5 },
        upstream = { -1.25, -1.5, -1.0625, -0.4375 },
      },
    },
  },
  {
    case = "number and tensor",
    args = {
      1.5,
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.6875, -0.5625, 1.4375, 0.625 },
        grad = { 0, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.5, 1.5, 1.5, 1.5 },
        upstream = { -1.4375, -0.8125, -1.375, 1.75 },
      },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.9375, -1.75, 0.5, 1.25 },
        grad = { 0, 0, 0, 0 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 2, 2, 2, 2 },
        upstream = { 1.5625, -1.1875, 0.8125, -1.3125 },
      },
    },
  },
  {
    case = "number and tensor",
    args = {
      2,
      { dtype = "float64", shape = { 2, 2 },
        data = { -0.625, 1.9375, -0.5, -0.125 },
        grad = { 0, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 2, 2, 2, 2 },
        upstream = { 0.375, 0.125, -0.4375, 0.5 },
      },
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
        data = { nan, nan, nan, inf, inf, inf, inf, 2, 0, -0.0, 1, 0, 2, -1 },
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
        data = { nan, nan, nan, inf, inf, inf, inf, 2, 0, -0.0, 1, 0, 2, -1 },
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
      { dtype = "int64", shape = { 3 }, data = { 2, 7, 5 } },
    },
  },
  {
    case = "int32 and int64",
    args = {
      { dtype = "int32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
  },
  {
    case = "uint8 and uint8",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 200, 7 } },
      { dtype = "uint8", shape = { 2 }, data = { 100, 2 } },
    },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 200, 7 } },
    },
  },
  {
    case = "uint8 and int32",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int32", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "int32", shape = { 2 }, data = { 3, 3 } },
    },
  },
  {
    case = "int64 and float32",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = { 2 }, data = { 3, 3 }, grad = { 1.0625, -0.8125 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 3, 3 }, upstream = { 1.0625, -1.625 } },
    },
  },
  {
    case = "float32 and float64",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, grad = { 0, -0.71875 } },
      { dtype = "float64", shape = { 2 }, data = { 3, 3 }, grad = { 1, -0.71875 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 3, 3 }, upstream = { 1, -1.4375 } },
    },
  },
  {
    case = "bool and bool",
    args = {
      { dtype = "bool", shape = { 4 }, data = { true, true, false, false } },
      { dtype = "bool", shape = { 4 }, data = { true, false, true, false } },
    },
    results = {
      { dtype = "bool", shape = { 4 }, data = { true, true, true, false } },
    },
  },
  {
    case = "bool and int64",
    args = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
  },
  {
    case = "float32 and float64 without dimension",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, grad = { 0, 0 } },
      { dtype = "float64", shape = {}, data = { 3 }, grad = { -0.6875 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 3, 3 }, upstream = { -0.6875, 0 } },
    },
  },
  {
    case = "int64 and float32 without dimension",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = {}, data = { 1.5 }, grad = { 0.375 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1.5, 3 }, upstream = { 0.375, 0.625 } },
    },
  },
  {
    case = "int64 and integer",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 2, 3 } },
    },
  },
  {
    case = "int64 and float",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 1.5 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1.5, 3 } },
    },
  },
  {
    case = "uint8 and integer",
    args = { { dtype = "uint8", shape = { 2 }, data = { 1, 3 } }, 3 },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 3, 3 } },
    },
  },
  {
    case = "bool and integer",
    args = { { dtype = "bool", shape = { 2 }, data = { true, true } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 2, 2 } },
    },
  },
  {
    case = "ties",
    args = {
      { dtype = "float64", shape = { 3 }, data = { 1, 2, -1 }, grad = { 0.96875, 0, 0.0625 } },
      { dtype = "float64", shape = { 3 },
        data = { 1, 3, -1 },
        grad = { 0.96875, -0.6875, 0.0625 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 1, 3, -1 },
        upstream = { 1.9375, -0.6875, 0.125 },
      },
    },
  },
  {
    case = "ties",
    args = {
      { dtype = "float32", shape = { 3 }, data = { 1, 2, -1 }, grad = { 0.28125, 0, -0.78125 } },
      { dtype = "float32", shape = { 3 },
        data = { 1, 3, -1 },
        grad = { 0.28125, -1.1875, -0.78125 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 1, 3, -1 },
        upstream = { 0.5625, -1.1875, -1.5625 },
      },
    },
  },
}

-- minimum: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.125, -1.625, 0.625, -1.25, 1.6875, -0.25 },
        grad = { 1.25, -0.625, -1.0625, 0, 0, 0 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.875, -1.5625, 1.8125, -1.375, 0.9375, 0 },
        grad = { 0, 0, 0, -0.875, -0.8125, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.125, -1.625, 0.625, -1.375, 0.9375, -0.25 },
        upstream = { 1.25, -0.625, -1.0625, -0.875, -0.8125, 0 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.625, 1.625, 1.875, -1.875, 0.875, -1 },
        grad = { 0.1875, 0, 0, 0, 1.5, -0.0625 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { 1, 1.3125, 1.0625, -2, 1.25, -0.5625 },
        grad = { 0, 1.25, -1.375, 1.3125, 0, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.625, 1.3125, 1.0625, -2, 0.875, -1 },
        upstream = { 0.1875, 1.25, -1.375, 1.3125, 1.5, -0.0625 },
      },
    },
  },
  {
    case = "row",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.75, -2, -1.6875, -0.1875, -1, -1.5625 },
        grad = { 1.5625, -0.875, 0.25, 0.5625, -0.1875, 0.3125 },
      },
      { dtype = "float32", shape = { 3 }, data = { 0.3125, 0.9375, -1.0625 }, grad = { 0, 0, 0 } },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.75, -2, -1.6875, -0.1875, -1, -1.5625 },
        upstream = { 1.5625, -0.875, 0.25, 0.5625, -0.1875, 0.3125 },
      },
    },
  },
  {
    case = "column by row",
    args = {
      { dtype = "float64", shape = { 2, 1 }, data = { 0.9375, 1.1875 }, grad = { -0.125, 0 } },
      { dtype = "float64", shape = { 1, 3 },
        data = { -0.125, -0.8125, 1.125 },
        grad = { 1.6875, 0, -0.3125 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.125, -0.8125, 0.9375, -0.125, -0.8125, 1.125 },
        upstream = { 1.375, 0.75, -0.125, 0.3125, -0.75, -0.3125 },
      },
    },
  },
  {
    case = "more dimensions on the right",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1.9375, 0.5625 }, grad = { 0, 1.4375 } },
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { 0.4375, 1.125, 0.375, -1.9375 },
        grad = { 0.4375, 0, -0.5625, -0.875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { 0.4375, 0.5625, 0.375, -1.9375 },
        upstream = { 0.4375, 1.4375, -0.5625, -0.875 },
      },
    },
  },
  {
    case = "no dimension on the left",
    args = {
      { dtype = "float64", shape = {}, data = { 0.375 }, grad = { 0 } },
      { dtype = "float64", shape = { 2, 2 },
        data = { -1.75, -1.875, -0.625, -0.125 },
        grad = { 0.75, 1.4375, 1.75, -1.375 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { -1.75, -1.875, -0.625, -0.125 },
        upstream = { 0.75, 1.4375, 1.75, -1.375 },
      },
    },
  },
  {
    case = "no dimension on the right",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.125, -0.25, -1.0625, -0.0625 },
        grad = { 0, 0, 0, 0 },
      },
      { dtype = "float32", shape = {}, data = { -1.1875 }, grad = { 0.3125 } },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -1.1875, -1.1875, -1.1875, -1.1875 },
        upstream = { 0.4375, -1.1875, 0, 1.0625 },
      },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "float64", shape = {}, data = { 0.6875 }, grad = { 0.8125 } },
      { dtype = "float64", shape = {}, data = { 1.8125 }, grad = { 0 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.6875 }, upstream = { 0.8125 } },
    },
  },
  {
    case = "transposed and strided",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { 1.8125, 0.25, -0.625, -1, 1.75, 1.0625 },
        grad = { 0, -0.375, 0, 0.125, 0.625, 0 },
      },
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          1.3125, 0.75, 1.8125, 0.375, -0.5, -1.4375, -1.25, 1.125, 0.8125, -1, -1.875, 0.4375,
        },
        grad = { 0, 0, -1.25, 0, 0.625, 1.75 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.75, -0.625, -1.4375, 0.25, -1, 0.4375 },
        upstream = { 0, -0.375, -1.25, 0.125, 1.25, 1.75 },
      },
    },
  },
  {
    case = "both transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 2, 0.875, -1.625, -0.6875, 0.25, -1.0625 },
        grad = { 0, 0.9375, -1, 0, -0.9375, -1.8125 },
      },
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.125, 1.6875, 2, 1.125, -1.3125, 1.5 },
        grad = { -1.4375, 0, 0, 1.375, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -0.125, -0.6875, 0.875, -1.3125, -1.625, -1.0625 },
        upstream = { -1.4375, 0.9375, -1, 1.375, -0.9375, -1.8125 },
      },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 3 }, view = { { "expand", 2, 3 } },
        data = { -1.6875, -0.5625, -0.4375 },
        grad = { 0.875, 0, 0, -0.875, -1.125, -1 },
      },
      { dtype = "float32", shape = { 2, 1 }, view = { { "expand", 2, 3 } },
        data = { -1.6875, 0.8125 },
        grad = { 0.875, 0.25, 1.9375, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.6875, -1.6875, -1.6875, -1.6875, -0.5625, -0.4375 },
        upstream = { 1.75, 0.25, 1.9375, -0.875, -1.125, -1 },
      },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} },
      { dtype = "float64", shape = { 1, 3 },
        data = { -0.6875, -0.4375, 1.4375 },
        grad = { 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no element by broadcast",
    args = {
      { dtype = "float32", shape = { 2, 1 }, data = { 1.9375, -1.0625 }, grad = { 0, 0 } },
      { dtype = "float32", shape = { 2, 0 }, data = {}, grad = {} },
    },
    results = {
      { dtype = "float32", shape = { 2, 0 }, data = {}, upstream = {} },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float64", shape = { 1 }, data = { 1.375 }, grad = { 0 } },
      { dtype = "float64", shape = { 1, 1 }, data = { -1.0625 }, grad = { -1.25 } },
    },
    results = {
      { dtype = "float64", shape = { 1, 1 }, data = { -1.0625 }, upstream = { -1.25 } },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 0.75, 1.8125, 0.5, 1.375 },
        grad = { -1.4375, 0, -0.125, 0.5625 },
      },
      1.5,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 0.75, 1.5, 0.5, 1.375 },
        upstream = { -1.4375, -0.5, -0.125, 0.5625 },
      },
    },
  },
  {
    case = "number and tensor",
    args = {
      1.5,
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.625, 1.9375, -0.625, -1.8125 },
        grad = { 0, 0, 0.375, 1.4375 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.5, 1.5, -0.625, -1.8125 },
        upstream = { -1.4375, 1.25, 0.375, 1.4375 },
      },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.4375, 1.5, -0.6875, -1.75 },
        grad = { 1.5625, -0.75, 2, 0.5625 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.4375, 1.5, -0.6875, -1.75 },
        upstream = { 1.5625, -0.75, 2, 0.5625 },
      },
    },
  },
  {
    case = "number and tensor",
    args = {
      2,
      { dtype = "float64", shape = { 2, 2 },
        data = { -0.125, -1.1875, -0.3125, -0.9375 },
        grad = { 1.5625, -1.0625, -0.875, 0.1875 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { -0.125, -1.1875, -0.3125, -0.9375 },
        upstream = { 1.5625, -1.0625, -0.875, 0.1875 },
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
        data = { nan, nan, nan, 1, 1, inf, -inf, -inf, 0, -0.0, 0, -1, 0, -inf },
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
        data = { nan, nan, nan, 1, 1, inf, -inf, -inf, 0, -0.0, 0, -1, 0, -inf },
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
      { dtype = "int64", shape = { 3 }, data = { -7, -2, 3 } },
    },
  },
  {
    case = "int32 and int64",
    args = {
      { dtype = "int32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
    },
  },
  {
    case = "uint8 and uint8",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 200, 7 } },
      { dtype = "uint8", shape = { 2 }, data = { 100, 2 } },
    },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 100, 2 } },
    },
  },
  {
    case = "uint8 and int32",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int32", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "int32", shape = { 2 }, data = { 1, 3 } },
    },
  },
  {
    case = "int64 and float32",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = { 2 }, data = { 3, 3 }, grad = { 0, -0.46875 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, upstream = { 1.6875, -0.9375 } },
    },
  },
  {
    case = "float32 and float64",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, grad = { -1, -0.78125 } },
      { dtype = "float64", shape = { 2 }, data = { 3, 3 }, grad = { 0, -0.78125 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 1, 3 }, upstream = { -1, -1.5625 } },
    },
  },
  {
    case = "bool and bool",
    args = {
      { dtype = "bool", shape = { 4 }, data = { true, true, false, false } },
      { dtype = "bool", shape = { 4 }, data = { true, false, true, false } },
    },
    results = {
      { dtype = "bool", shape = { 4 }, data = { true, false, false, false } },
    },
  },
  {
    case = "bool and int64",
    args = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 1 } },
    },
  },
  {
    case = "float32 and float64 without dimension",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, grad = { -1.75, -0.59375 } },
      { dtype = "float64", shape = {}, data = { 3 }, grad = { -0.59375 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, upstream = { -1.75, -1.1875 } },
    },
  },
  {
    case = "int64 and float32 without dimension",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = {}, data = { 1.5 }, grad = { 0.5625 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 1.5 }, upstream = { 0.375, 0.5625 } },
    },
  },
  {
    case = "int64 and integer",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 2 } },
    },
  },
  {
    case = "int64 and float",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 1.5 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 1.5 } },
    },
  },
  {
    case = "uint8 and integer",
    args = { { dtype = "uint8", shape = { 2 }, data = { 1, 3 } }, 3 },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 3 } },
    },
  },
  {
    case = "bool and integer",
    args = { { dtype = "bool", shape = { 2 }, data = { true, true } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 1 } },
    },
  },
  {
    case = "ties",
    args = {
      { dtype = "float64", shape = { 3 }, data = { 1, 2, -1 }, grad = { -0.25, 0.375, -0.09375 } },
      { dtype = "float64", shape = { 3 }, data = { 1, 3, -1 }, grad = { -0.25, 0, -0.09375 } },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 1, 2, -1 },
        upstream = { -0.5, 0.375, -0.1875 },
      },
    },
  },
  {
    case = "ties",
    args = {
      { dtype = "float32", shape = { 3 },
        data = { 1, 2, -1 },
        grad = { -0.21875, -0.3125, 0.78125 },
      },
      { dtype = "float32", shape = { 3 }, data = { 1, 3, -1 }, grad = { -0.21875, 0, 0.78125 } },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 1, 2, -1 },
        upstream = { -0.4375, -0.3125, 1.5625 },
      },
    },
  },
}

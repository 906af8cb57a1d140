-- remainder: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -5.4375, -1, 2.75, 5.5, -5.3125, -0.8125 },
        grad = { -2, -1, -1.0625, -0.625, 1.5, -1.9375 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { 2.8125, 2.0625, 1.4375, 1.6875, 2.4375, 1.9375 },
        grad = { -4, -1, 1.0625, 1.875, 4.5, -1.9375 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.1875, 1.0625, 1.3125, 0.4375, 2, 1.125 },
        upstream = { -2, -1, -1.0625, -0.625, 1.5, -1.9375 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.625, 5.25, 0.875, 4.9375, -3.3125, -4 },
        grad = { 1.0625, 1.3125, -1.75, -2, 0.375, -0.625 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.8125, 0.875, 1.9375, 1.5, 2.3125, 0.5 },
        grad = { 1.0625, -7.875, 0, 6, 0.75, -5 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.1875, 0, 0.875, 0.4375, 1.3125, -0.0 },
        upstream = { 1.0625, 1.3125, -1.75, -2, 0.375, -0.625 },
      },
    },
  },
  {
    case = "row",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 3, 5.8125, 5.25, 5, -5.1875, -4.4375 },
        grad = { -1.6875, -0.5, -0.8125, 1.1875, 0.5, 1.375 },
      },
      { dtype = "float32", shape = { 3 },
        data = { 1.875, 2.25, 1.0625 },
        grad = { -0.6875, 2.5, 10.125 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.125, 1.3125, 1, 1.25, 1.5625, 0.875 },
        upstream = { -1.6875, -0.5, -0.8125, 1.1875, 0.5, 1.375 },
      },
    },
  },
  {
    case = "column by row",
    args = {
      { dtype = "float64", shape = { 2, 1 }, data = { -3.5, -2.5 }, grad = { 0.0625, 0.875 } },
      { dtype = "float64", shape = { 1, 3 },
        data = { 2.0625, 2.5625, 1 },
        grad = { -3, -1.5625, 11.0625 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.625, 1.625, 0.5, 1.625, 0.0625, 0.5 },
        upstream = { -0.875, -0.9375, 1.875, -0.625, 0.3125, 1.1875 },
      },
    },
  },
  {
    case = "more dimensions on the right",
    args = {
      { dtype = "float32", shape = { 2 }, data = { -2.4375, -4.75 }, grad = { -3.1875, -2.75 } },
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { 1.75, 2, 1.1875, 1.9375 },
        grad = { -2.5, -5.0625, -5.8125, -3.1875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { 1.0625, 1.25, 1.125, 1.0625 },
        upstream = { -1.25, -1.6875, -1.9375, -1.0625 },
      },
    },
  },
  {
    case = "no dimension on the left",
    args = {
      { dtype = "float64", shape = {}, data = { -3.4375 }, grad = { 3.625 } },
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.5625, 2.375, 1.875, 1.0625 },
        grad = { 7.875, 1.25, 3.25, 1 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.5, 1.3125, 0.3125, 0.8125 },
        upstream = { 1.125, 0.625, 1.625, 0.25 },
      },
    },
  },
  {
    case = "no dimension on the right",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 4.9375, 4.6875, -3.75, -5.875 },
        grad = { -1.9375, 0.625, 1.25, 0.5 },
      },
      { dtype = "float32", shape = {}, data = { 0.6875 }, grad = { 21.8125 } },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 0.125, 0.5625, 0.375, 0.3125 },
        upstream = { -1.9375, 0.625, 1.25, 0.5 },
      },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "float64", shape = {}, data = { 5.1875 }, grad = { 0.0625 } },
      { dtype = "float64", shape = {}, data = { 1.25 }, grad = { -0.25 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.1875 }, upstream = { 0.0625 } },
    },
  },
  {
    case = "transposed and strided",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { 1.3125, 0.1875, -3.75, 5.5625, -3.375, 3.8125 },
        grad = { -1.3125, -0.25, -1.25, -1.75, 0.875, 0.1875 },
      },
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = { 0.9375, 1.0625, 2.75, 2.1875, 1.3125, 1.25, 1.375, 1, 1.125, 1.75, 1.5, 2.5625 },
        grad = { 1.3125, -0.5, -3.75, 0, -2.625, -0.1875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.25, 0.625, 0.375, 0.1875, 0.3125, 1.25 },
        upstream = { -1.3125, -0.25, -1.25, -1.75, 0.875, 0.1875 },
      },
    },
  },
  {
    case = "both transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -3.0625, 1.5, 0.0625, -1, 0.9375, 2.9375 },
        grad = { -0.875, 0.375, 0.8125, -0.3125, -1.9375, -1.6875 },
      },
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.875, 2.5, 2.75, 2.25, 2.375, 0.5 },
        grad = { -3.5, 0.375, -0.0, 0, 0, 8.4375 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 0.4375, 1.25, 1.5, 0.9375, 0.0625, 0.4375 },
        upstream = { -0.875, 0.375, 0.8125, -0.3125, -1.9375, -1.6875 },
      },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 3 }, view = { { "expand", 2, 3 } },
        data = { -3.5625, -0.5, 2.1875 },
        grad = { -1.6875, -1.9375, 0.75, 1.3125, 1, 1.125 },
      },
      { dtype = "float32", shape = { 2, 1 }, view = { { "expand", 2, 3 } },
        data = { 2.3125, 2.8125 },
        grad = { -3.375, -1.9375, -0.0, 2.625, 1, -0.0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.0625, 1.8125, 2.1875, 2.0625, 2.3125, 2.1875 },
        upstream = { -1.6875, -1.9375, 0.75, 1.3125, 1, 1.125 },
      },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} },
      { dtype = "float64", shape = { 1, 3 }, data = { 2.625, 1.0625, 2.5625 }, grad = { 0, 0, 0 } },
    },
    results = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no element by broadcast",
    args = {
      { dtype = "float32", shape = { 2, 1 }, data = { -2.875, 1.6875 }, grad = { 0, 0 } },
      { dtype = "float32", shape = { 2, 0 }, data = {}, grad = {} },
    },
    results = {
      { dtype = "float32", shape = { 2, 0 }, data = {}, upstream = {} },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float64", shape = { 1 }, data = { 2.5625 }, grad = { -0.9375 } },
      { dtype = "float64", shape = { 1, 1 }, data = { 1.3125 }, grad = { 0.9375 } },
    },
    results = {
      { dtype = "float64", shape = { 1, 1 }, data = { 1.25 }, upstream = { -0.9375 } },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -1.5625, 3.6875, 4.8125, -0.5 },
        grad = { 0.75, -0.5, -1.9375, 1.25 },
      },
      1.5,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 1.4375, 0.6875, 0.3125, 1 },
        upstream = { 0.75, -0.5, -1.9375, 1.25 },
      },
    },
  },
  {
    case = "number and tensor",
    args = {
      1.5,
      { dtype = "float64", shape = { 2, 2 },
        data = { 2.3125, 1.4375, 0.75, 0.5625 },
        grad = { 0, -0.9375, -1.5, 1.5 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.5, 0.0625, 0, 0.375 },
        upstream = { -0.375, 0.9375, 0.75, -0.75 },
      },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -1.625, 3.875, 1, 0.5 },
        grad = { -0.625, 0.875, -1.875, 1.375 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 0.375, 1.875, 1, 0.5 },
        upstream = { -0.625, 0.875, -1.875, 1.375 },
      },
    },
  },
  {
    case = "number and tensor",
    args = {
      2,
      { dtype = "float64", shape = { 2, 2 },
        data = { 2.75, 1.375, 0.875, 2.125 },
        grad = { 0, -0.4375, -0.125, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 2, 0.625, 0.25, 2 },
        upstream = { -0.5625, 0.4375, 0.0625, -1.6875 },
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
        data = { nan, nan, nan, nan, 1, nan, nan, nan, nan, nan, nan, nan, 0, -1 },
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
        data = { nan, nan, nan, nan, 1, nan, nan, nan, nan, nan, nan, nan, 0, -1 },
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
      { dtype = "int64", shape = { 3 }, data = { 1, -1, 2 } },
    },
  },
  {
    case = "int32 and int64",
    args = {
      { dtype = "int32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 0 } },
    },
  },
  {
    case = "uint8 and uint8",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 200, 7 } },
      { dtype = "uint8", shape = { 2 }, data = { 100, 2 } },
    },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 0, 1 } },
    },
  },
  {
    case = "uint8 and int32",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int32", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "int32", shape = { 2 }, data = { 1, 0 } },
    },
  },
  {
    case = "int64 and float32",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = { 2 }, data = { 3, 3 }, grad = { 0, 0.8125 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 0 }, upstream = { -1.625, -0.8125 } },
    },
  },
  {
    case = "float32 and float64",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, grad = { -0.75, -0.125 } },
      { dtype = "float64", shape = { 2 }, data = { 3, 3 }, grad = { 0, 0.125 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 1, 0 }, upstream = { -0.75, -0.125 } },
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
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, grad = { 0, 0.1875 } },
      { dtype = "float64", shape = {}, data = { 3 }, grad = { -0.1875 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 0 }, upstream = { 0, 0.1875 } },
    },
  },
  {
    case = "int64 and float32 without dimension",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = {}, data = { 1.5 }, grad = { 0.125 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 0 }, upstream = { -1, -0.0625 } },
    },
  },
  {
    case = "int64 and integer",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 1 } },
    },
  },
  {
    case = "int64 and float",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 1.5 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 0 } },
    },
  },
  {
    case = "uint8 and integer",
    args = { { dtype = "uint8", shape = { 2 }, data = { 1, 3 } }, 3 },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 0 } },
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
    case = "signs",
    args = {
      { dtype = "float64", shape = { 5 },
        data = { 7, -7, 7, -7, 0.5 },
        grad = { 1.75, -0.75, 1.375, 1.625, -0.125 },
      },
      { dtype = "float64", shape = { 5 },
        data = { 3, 3, -3, -3, 2 },
        grad = { -3.5, -2.25, 4.125, -3.25, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 5 },
        data = { 1, 2, -2, -1, 0.5 },
        upstream = { 1.75, -0.75, 1.375, 1.625, -0.125 },
      },
    },
  },
  {
    case = "signs",
    args = {
      { dtype = "float32", shape = { 5 },
        data = { 7, -7, 7, -7, 0.5 },
        grad = { 1.4375, -1.4375, 0, -0.5625, 0.8125 },
      },
      { dtype = "float32", shape = { 5 },
        data = { 3, 3, -3, -3, 2 },
        grad = { -2.875, -4.3125, 0, 1.125, -0.0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 5 },
        data = { 1, 2, -2, -1, 0.5 },
        upstream = { 1.4375, -1.4375, 0, -0.5625, 0.8125 },
      },
    },
  },
}

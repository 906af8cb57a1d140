-- fmod: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -2.75, -1.9375, -0.25, -1.0625, 3.5, -1.1875 },
        grad = { 0.3125, 1.25, 0.75, -1.75, -1.125, 2 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { 1, 3, 1.6875, 2, 2.375, 1.0625 },
        grad = { 0.625, 0, 0, -0.0, 1.125, 2 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.75, -1.9375, -0.25, -1.0625, 1.125, -0.125 },
        upstream = { 0.3125, 1.25, 0.75, -1.75, -1.125, 2 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 4.8125, -1.3125, -3.125, 1.25, 4, -5.375 },
        grad = { -1.375, 1.1875, 0.0625, -2, -1.3125, 0.75 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.75, 1.5, 1, 2.625, 0.5625, 2.6875 },
        grad = { 2.75, 0, 0.1875, 0, 9.1875, 1.5 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.3125, -1.3125, -0.125, 1.25, 0.0625, -0.0 },
        upstream = { -1.375, 1.1875, 0.0625, -2, -1.3125, 0.75 },
      },
    },
  },
  {
    case = "row",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.25, 3.0625, 2.75, -1.75, -1.125, -5.375 },
        grad = { 1, -1.5, 0.0625, -1.625, 1.6875, 1.375 },
      },
      { dtype = "float32", shape = { 3 },
        data = { 1.5, 2.0625, 2.625 },
        grad = { -1.625, 1.5, 2.6875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.25, 1, 0.125, -0.25, -1.125, -0.125 },
        upstream = { 1, -1.5, 0.0625, -1.625, 1.6875, 1.375 },
      },
    },
  },
  {
    case = "column by row",
    args = {
      { dtype = "float64", shape = { 2, 1 }, data = { 0, 2.625 }, grad = { -3.125, 0.25 } },
      { dtype = "float64", shape = { 1, 3 }, data = { 1, 2.875, 2.3125 }, grad = { 2, 0, -0.125 } },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0, 0, 0, 0.625, 2.625, 0.3125 },
        upstream = { 0.375, -1.8125, -1.6875, -1, 1.125, 0.125 },
      },
    },
  },
  {
    case = "more dimensions on the right",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1.9375, 3.125 }, grad = { 0, 1.4375 } },
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { 2.25, 2.375, 1.25, 2.8125 },
        grad = { 0, -0.0, -0.125, -1.4375 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { 1.9375, 0.75, 0.6875, 0.3125 },
        upstream = { -0.125, 0, 0.125, 1.4375 },
      },
    },
  },
  {
    case = "no dimension on the left",
    args = {
      { dtype = "float64", shape = {}, data = { -2.25 }, grad = { 1.6875 } },
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.5625, 2.6875, 1, 2.75 },
        grad = { 7.75, -0.0, 2.375, -0.0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { -0.0, -2.25, -0.25, -2.25 },
        upstream = { 1.9375, -1.3125, 1.1875, -0.125 },
      },
    },
  },
  {
    case = "no dimension on the right",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -3.75, 0.125, 2.375, 0.375 },
        grad = { -0.1875, -1.0625, 1.375, 0.875 },
      },
      { dtype = "float32", shape = {}, data = { 2.875 }, grad = { -0.1875 } },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.875, 0.125, 2.375, 0.375 },
        upstream = { -0.1875, -1.0625, 1.375, 0.875 },
      },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "float64", shape = {}, data = { -3.0625 }, grad = { -0.25 } },
      { dtype = "float64", shape = {}, data = { 1.0625 }, grad = { -0.5 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -0.9375 }, upstream = { -0.25 } },
    },
  },
  {
    case = "transposed and strided",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { -0.875, -3.125, -5, -1.8125, -3.375, -1.5625 },
        grad = { 1.8125, -0.4375, 0.8125, -0.125, -0.9375, -0.6875 },
      },
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = { 2.5, 1.875, 0.8125, 2.25, 1.625, 2.875, 2.1875, 1.125, 1.5, 1.6875, 0.875, 1.375 },
        grad = { 0, -0.875, 0.8125, -0.25, -0.9375, -0.6875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.875, -0.5, -0.5, -0.875, -0.125, -0.1875 },
        upstream = { 1.8125, -0.4375, 0.8125, -0.125, -0.9375, -0.6875 },
      },
    },
  },
  {
    case = "both transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -3.375, 0.4375, -3.3125, -4.4375, -0.6875, 0.1875 },
        grad = { -1.0625, -1.1875, -1.25, -0.125, 0.25, 1.5 },
      },
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 2.25, 1.375, 1.0625, 2.625, 1.875, 1.625 },
        grad = { -1.0625, -1.1875, 0, -0.0, 0.75, -0.0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -1.125, -1.8125, 0.4375, -0.6875, -0.125, 0.1875 },
        upstream = { -1.0625, -1.1875, -1.25, -0.125, 0.25, 1.5 },
      },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 3 }, view = { { "expand", 2, 3 } },
        data = { 5, -5.6875, -4.5625 },
        grad = { 0.8125, 1.25, 1, 0.4375, 0.1875, -0.9375 },
      },
      { dtype = "float32", shape = { 2, 1 }, view = { { "expand", 2, 3 } },
        data = { 2, 2.125 },
        grad = { -1.625, 2.5, 2, -0.875, 0.375, -1.875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1, -1.6875, -0.5625, 0.75, -1.4375, -0.3125 },
        upstream = { 0.8125, 1.25, 1, 0.4375, 0.1875, -0.9375 },
      },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} },
      { dtype = "float64", shape = { 1, 3 }, data = { 2.875, 2.8125, 0.6875 }, grad = { 0, 0, 0 } },
    },
    results = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no element by broadcast",
    args = {
      { dtype = "float32", shape = { 2, 1 }, data = { 2.9375, -3.3125 }, grad = { 0, 0 } },
      { dtype = "float32", shape = { 2, 0 }, data = {}, grad = {} },
    },
    results = {
      { dtype = "float32", shape = { 2, 0 }, data = {}, upstream = {} },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float64", shape = { 1 }, data = { -1.5 }, grad = { 2 } },
      { dtype = "float64", shape = { 1, 1 }, data = { 1.875 }, grad = { 0 } },
    },
    results = {
      { dtype = "float64", shape = { 1, 1 }, data = { -1.5 }, upstream = { 2 } },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 2.9375, 4.5, 5.6875, 3.0625 },
        grad = { -0.0625, -1.0625, 1.6875, 0.5 },
      },
      1.5,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 1.4375, 0, 1.1875, 0.0625 },
        upstream = { -0.0625, -1.0625, 1.6875, 0.5 },
      },
    },
  },
  {
    case = "number and tensor",
    args = {
      1.5,
      { dtype = "float64", shape = { 2, 2 },
        data = { 2.5625, 2.875, 0.5625, 1.375 },
        grad = { -0.0, -0.0, -2.875, 0.375 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.5, 1.5, 0.375, 0.125 },
        upstream = { 1, 2, 1.4375, -0.375 },
      },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 6, -5.6875, 5.75, -3.9375 },
        grad = { -1.875, 1.4375, -1, -1.9375 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 0, -1.6875, 1.75, -1.9375 },
        upstream = { -1.875, 1.4375, -1, -1.9375 },
      },
    },
  },
  {
    case = "number and tensor",
    args = {
      2,
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.4375, 2.125, 1.5625, 1.375 },
        grad = { 1.375, -0.0, 0.6875, -1.9375 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.5625, 2, 0.4375, 0.625 },
        upstream = { -1.375, 0.4375, -0.6875, 1.9375 },
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
      { dtype = "int64", shape = { 3 }, data = { -1, 1, 2 } },
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
      { dtype = "float32", shape = { 2 }, data = { 3, 3 }, grad = { 0, 0.25 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 0 }, upstream = { -1.125, -0.25 } },
    },
  },
  {
    case = "float32 and float64",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, grad = { 0.875, -1.0625 } },
      { dtype = "float64", shape = { 2 }, data = { 3, 3 }, grad = { -0.0, 1.0625 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 1, 0 }, upstream = { 0.875, -1.0625 } },
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
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, grad = { 1.875, 0.625 } },
      { dtype = "float64", shape = {}, data = { 3 }, grad = { -0.625 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 0 }, upstream = { 1.875, 0.625 } },
    },
  },
  {
    case = "int64 and float32 without dimension",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = {}, data = { 1.5 }, grad = { 3.5 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 0 }, upstream = { 1.1875, -1.75 } },
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
        grad = { -0.8125, -2, 1.125, -0.625, -1.25 },
      },
      { dtype = "float64", shape = { 5 },
        data = { 3, 3, -3, -3, 2 },
        grad = { 1.625, -4, 2.25, 1.25, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 5 },
        data = { 1, -1, 1, -1, 0.5 },
        upstream = { -0.8125, -2, 1.125, -0.625, -1.25 },
      },
    },
  },
  {
    case = "signs",
    args = {
      { dtype = "float32", shape = { 5 },
        data = { 7, -7, 7, -7, 0.5 },
        grad = { 0.125, 0.25, -1.375, 1.4375, -1.625 },
      },
      { dtype = "float32", shape = { 5 },
        data = { 3, 3, -3, -3, 2 },
        grad = { -0.25, 0.5, -2.75, -2.875, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 5 },
        data = { 1, -1, 1, -1, 0.5 },
        upstream = { 0.125, 0.25, -1.375, 1.4375, -1.625 },
      },
    },
  },
}

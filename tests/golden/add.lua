-- add: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.125, 1.375, 0.75, 0.5, 1.75, 1.8125 },
        grad = { -0.25, 1.3125, 0, 1.75, -0.6875, -1.0625 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.4375, 0.25, 0.8125, 0.6875, 1.25, -1.8125 },
        grad = { -0.25, 1.3125, 0, 1.75, -0.6875, -1.0625 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.3125, 1.625, 1.5625, 1.1875, 3, 0 },
        upstream = { -0.25, 1.3125, 0, 1.75, -0.6875, -1.0625 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.5625, -1.875, 0.9375, -0.6875, -1.625, -1.125 },
        grad = { -0.375, 1.3125, 0.5, 1.6875, 1, -0.25 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.3125, 0.875, -1.5625, 1.3125, -1.0625, 0.5 },
        grad = { -0.375, 1.3125, 0.5, 1.6875, 1, -0.25 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.25, -1, -0.625, 0.625, -2.6875, -0.625 },
        upstream = { -0.375, 1.3125, 0.5, 1.6875, 1, -0.25 },
      },
    },
  },
  {
    case = "row",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.9375, -1.8125, 0.5, 0.125, 0, -0.875 },
        grad = { 1.5, -0.3125, 1.9375, 1.875, -1.1875, -0.625 },
      },
      { dtype = "float32", shape = { 3 },
        data = { 2, 0.875, -0.8125 },
        grad = { 3.375, -1.5, 1.3125 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.0625, -0.9375, -0.3125, 2.125, 0.875, -1.6875 },
        upstream = { 1.5, -0.3125, 1.9375, 1.875, -1.1875, -0.625 },
      },
    },
  },
  {
    case = "column by row",
    args = {
      { dtype = "float64", shape = { 2, 1 }, data = { -1.0625, 1 }, grad = { -2.4375, -2.0625 } },
      { dtype = "float64", shape = { 1, 3 },
        data = { 0.9375, -1.6875, -0.625 },
        grad = { -1.625, -1.3125, -1.5625 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.125, -2.75, -1.6875, 1.9375, -0.6875, 0.375 },
        upstream = { 0.1875, -1.6875, -0.9375, -1.8125, 0.375, -0.625 },
      },
    },
  },
  {
    case = "more dimensions on the right",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1.3125, -0.1875 }, grad = { 2.6875, 0.3125 } },
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { -1.625, 0.125, -0.5625, 1.75 },
        grad = { 1.75, -1.5, 0.9375, 1.8125 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { -0.3125, -0.0625, 0.75, 1.5625 },
        upstream = { 1.75, -1.5, 0.9375, 1.8125 },
      },
    },
  },
  {
    case = "no dimension on the left",
    args = {
      { dtype = "float64", shape = {}, data = { 0.0625 }, grad = { 5.625 } },
      { dtype = "float64", shape = { 2, 2 },
        data = { -0.375, 1.8125, 0.5625, -1.0625 },
        grad = { 1.5, 1.6875, 1.9375, 0.5 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { -0.3125, 1.875, 0.625, -1 },
        upstream = { 1.5, 1.6875, 1.9375, 0.5 },
      },
    },
  },
  {
    case = "no dimension on the right",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 1.125, -1.25, 1.3125, -0.5625 },
        grad = { -0.875, 0.875, -0.75, 1.3125 },
      },
      { dtype = "float32", shape = {}, data = { -0.625 }, grad = { 0.5625 } },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 0.5, -1.875, 0.6875, -1.1875 },
        upstream = { -0.875, 0.875, -0.75, 1.3125 },
      },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "float64", shape = {}, data = { -0.9375 }, grad = { -0.25 } },
      { dtype = "float64", shape = {}, data = { 1.5625 }, grad = { -0.25 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.625 }, upstream = { -0.25 } },
    },
  },
  {
    case = "transposed and strided",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { -0.125, -0.6875, 1.3125, -0.8125, 0.3125, 0.875 },
        grad = { 0.5625, 1.1875, 0.9375, -0.3125, 1.6875, -0.8125 },
      },
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          0.3125, 0.0625, 1.4375, -1.6875, 0.9375, -0.1875, -0.5625, -0.25, 0.25, -0.375, 1.125,
          0.125,
        },
        grad = { 0.5625, 1.1875, 0.9375, -0.3125, 1.6875, -0.8125 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.0625, -0.375, 0.125, -0.9375, -1.1875, 1 },
        upstream = { 0.5625, 1.1875, 0.9375, -0.3125, 1.6875, -0.8125 },
      },
    },
  },
  {
    case = "both transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.6875, 1.0625, 0.9375, -1.1875, -0.25, 1.75 },
        grad = { 1.6875, -1.5625, -0.25, -1.75, 0.8125, -0.375 },
      },
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.1875, 0.0625, -1.875, -0.875, -0.1875, 0.3125 },
        grad = { 1.6875, -1.5625, -0.25, -1.75, 0.8125, -0.375 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 0.5, -2.0625, 1.125, -0.4375, -0.9375, 2.0625 },
        upstream = { 1.6875, -1.5625, -0.25, -1.75, 0.8125, -0.375 },
      },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 3 }, view = { { "expand", 2, 3 } },
        data = { -1.9375, 0, -1.625 },
        grad = { 1.6875, 1.1875, -1.125, -0.9375, -0.125, 1.5 },
      },
      { dtype = "float32", shape = { 2, 1 }, view = { { "expand", 2, 3 } },
        data = { -1, -0.75 },
        grad = { 1.6875, 1.1875, -1.125, -0.9375, -0.125, 1.5 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -2.9375, -1, -2.625, -2.6875, -0.75, -2.375 },
        upstream = { 1.6875, 1.1875, -1.125, -0.9375, -0.125, 1.5 },
      },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} },
      { dtype = "float64", shape = { 1, 3 }, data = { 0.0625, 0.125, -0.5 }, grad = { 0, 0, 0 } },
    },
    results = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no element by broadcast",
    args = {
      { dtype = "float32", shape = { 2, 1 }, data = { -1.125, 0.9375 }, grad = { 0, 0 } },
      { dtype = "float32", shape = { 2, 0 }, data = {}, grad = {} },
    },
    results = {
      { dtype = "float32", shape = { 2, 0 }, data = {}, upstream = {} },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float64", shape = { 1 }, data = { 1.1875 }, grad = { -0.625 } },
      { dtype = "float64", shape = { 1, 1 }, data = { 0.625 }, grad = { -0.625 } },
    },
    results = {
      { dtype = "float64", shape = { 1, 1 }, data = { 1.8125 }, upstream = { -0.625 } },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.8125, 1.8125, -0.4375, -1.625 },
        grad = { -1, -0.8125, -1.4375, -1.25 },
      },
      1.5,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 0.6875, 3.3125, 1.0625, -0.125 },
        upstream = { -1, -0.8125, -1.4375, -1.25 },
      },
    },
  },
  {
    case = "number and tensor",
    args = {
      1.5,
      { dtype = "float64", shape = { 2, 2 },
        data = { -1.125, -1.5, -0.8125, -1.375 },
        grad = { -1.5625, 1.375, 0.5625, 0.0625 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.375, 0, 0.6875, 0.125 },
        upstream = { -1.5625, 1.375, 0.5625, 0.0625 },
      },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 0.875, -1.5625, 1.125, 1.3125 },
        grad = { -0.3125, -0.6875, -1.0625, 0.4375 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 2.875, 0.4375, 3.125, 3.3125 },
        upstream = { -0.3125, -0.6875, -1.0625, 0.4375 },
      },
    },
  },
  {
    case = "number and tensor",
    args = {
      2,
      { dtype = "float64", shape = { 2, 2 },
        data = { -1.375, 0.25, -0.625, -0.8125 },
        grad = { 1.5625, 0.9375, -1.9375, 0.625 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.625, 2.25, 1.375, 1.1875 },
        upstream = { 1.5625, 0.9375, -1.9375, 0.625 },
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
        data = { nan, nan, nan, inf, inf, inf, nan, -inf, 0, 0, 1, -1, 2, -inf },
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
        data = { nan, nan, nan, inf, inf, inf, nan, -inf, 0, 0, 1, -1, 2, -inf },
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
      { dtype = "int64", shape = { 3 }, data = { -5, 5, 8 } },
    },
  },
  {
    case = "int32 and int64",
    args = {
      { dtype = "int32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 4, 6 } },
    },
  },
  {
    case = "uint8 and uint8",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 200, 7 } },
      { dtype = "uint8", shape = { 2 }, data = { 100, 2 } },
    },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 44, 9 } },
    },
  },
  {
    case = "uint8 and int32",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int32", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "int32", shape = { 2 }, data = { 4, 6 } },
    },
  },
  {
    case = "int64 and float32",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = { 2 }, data = { 3, 3 }, grad = { 0.875, -1.3125 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 4, 6 }, upstream = { 0.875, -1.3125 } },
    },
  },
  {
    case = "float32 and float64",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, grad = { 1, 1.5625 } },
      { dtype = "float64", shape = { 2 }, data = { 3, 3 }, grad = { 1, 1.5625 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 4, 6 }, upstream = { 1, 1.5625 } },
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
      { dtype = "int64", shape = { 2 }, data = { 4, 4 } },
    },
  },
  {
    case = "float32 and float64 without dimension",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, grad = { -1.625, 1.25 } },
      { dtype = "float64", shape = {}, data = { 3 }, grad = { -0.375 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 4, 6 }, upstream = { -1.625, 1.25 } },
    },
  },
  {
    case = "int64 and float32 without dimension",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = {}, data = { 1.5 }, grad = { -0.1875 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 2.5, 4.5 }, upstream = { 1.5, -1.6875 } },
    },
  },
  {
    case = "int64 and integer",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 3, 5 } },
    },
  },
  {
    case = "int64 and float",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 1.5 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 2.5, 4.5 } },
    },
  },
  {
    case = "uint8 and integer",
    args = { { dtype = "uint8", shape = { 2 }, data = { 1, 3 } }, 3 },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 4, 6 } },
    },
  },
  {
    case = "bool and integer",
    args = { { dtype = "bool", shape = { 2 }, data = { true, true } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
  },
  {
    case = "alpha",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.75, 1.25, 0.875, -1.0625, 0.8125, 0.375 },
        grad = { 1.625, 0.5625, 1.6875, 0, 0.75, -1.4375 },
      },
      { dtype = "float64", shape = { 3 },
        data = { 1.5, -1.625, -1.875 },
        grad = { 3.25, 2.625, 0.5 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.25, -2, -2.875, 1.9375, -2.4375, -3.375 },
        upstream = { 1.625, 0.5625, 1.6875, 0, 0.75, -1.4375 },
      },
    },
  },
  {
    case = "alpha",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0, -0.5625, 0.9375, -1.625, -1.8125, 0.6875 },
        grad = { 0.75, -1.1875, 1.875, 0.875, -1.6875, -1.8125 },
      },
      { dtype = "float32", shape = { 3 },
        data = { 0.3125, 0.375, -0.375 },
        grad = { 3.25, -5.75, 0.125 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.625, 0.1875, 0.1875, -1, -1.0625, -0.0625 },
        upstream = { 0.75, -1.1875, 1.875, 0.875, -1.6875, -1.8125 },
      },
    },
  },
  {
    case = "alpha by name",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.0625, 1.5625, -0.5625, 0.75, -0.4375, -1.3125 },
        grad = { 0.3125, 1.875, 0.375, 1.8125, -1.8125, 2 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.5625, 1.125, 0.375, -1.1875, -0.25, 1.6875 },
        grad = { -0.15625, -0.9375, -0.1875, -0.90625, 0.90625, -1 },
      },
      { alpha = -0.5 },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.21875, 1, -0.75, 1.34375, -0.3125, -2.15625 },
        upstream = { 0.3125, 1.875, 0.375, 1.8125, -1.8125, 2 },
      },
    },
  },
  {
    case = "alpha, int64",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 2 } },
      { dtype = "int64", shape = { 2 }, data = { 10, 20 } },
      3,
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 31, 62 } },
    },
  },
  {
    case = "promotion: bool and bool",
    args = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
      { dtype = "bool", shape = { 2 }, data = { true, false } },
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
    },
  },
  {
    case = "promotion: bool and uint8",
    args = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
      { dtype = "uint8", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 5, 6 } },
    },
  },
  {
    case = "promotion: bool and int32",
    args = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
      { dtype = "int32", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "int32", shape = { 2 }, data = { 5, 6 } },
    },
  },
  {
    case = "promotion: bool and int64",
    args = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
      { dtype = "int64", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 5, 6 } },
    },
  },
  {
    case = "promotion: bool and float16",
    args = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
      { dtype = "float16", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float16", shape = { 2 }, data = { 5, 6 } },
    },
  },
  {
    case = "promotion: bool and bfloat16",
    args = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
      { dtype = "bfloat16", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "bfloat16", shape = { 2 }, data = { 5, 6 } },
    },
  },
  {
    case = "promotion: bool and float32",
    args = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
      { dtype = "float32", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 5, 6 } },
    },
  },
  {
    case = "promotion: bool and float64",
    args = {
      { dtype = "bool", shape = { 2 }, data = { true, true } },
      { dtype = "float64", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 5, 6 } },
    },
  },
  {
    case = "promotion: uint8 and uint8",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 3 } },
      { dtype = "uint8", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: uint8 and int32",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int32", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "int32", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: uint8 and int64",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int64", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: uint8 and float16",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float16", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float16", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: uint8 and bfloat16",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 3 } },
      { dtype = "bfloat16", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "bfloat16", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: uint8 and float32",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: uint8 and float64",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float64", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: int32 and int32",
    args = {
      { dtype = "int32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int32", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "int32", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: int32 and int64",
    args = {
      { dtype = "int32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int64", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: int32 and float16",
    args = {
      { dtype = "int32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float16", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float16", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: int32 and bfloat16",
    args = {
      { dtype = "int32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "bfloat16", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "bfloat16", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: int32 and float32",
    args = {
      { dtype = "int32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: int32 and float64",
    args = {
      { dtype = "int32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float64", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: int64 and int64",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int64", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: int64 and float16",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float16", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float16", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: int64 and bfloat16",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "bfloat16", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "bfloat16", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: int64 and float32",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: int64 and float64",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float64", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: float16 and float16",
    args = {
      { dtype = "float16", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float16", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float16", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: float16 and bfloat16",
    args = {
      { dtype = "float16", shape = { 2 }, data = { 1, 3 } },
      { dtype = "bfloat16", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: float16 and float32",
    args = {
      { dtype = "float16", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: float16 and float64",
    args = {
      { dtype = "float16", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float64", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: bfloat16 and bfloat16",
    args = {
      { dtype = "bfloat16", shape = { 2 }, data = { 1, 3 } },
      { dtype = "bfloat16", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "bfloat16", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: bfloat16 and float32",
    args = {
      { dtype = "bfloat16", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: bfloat16 and float64",
    args = {
      { dtype = "bfloat16", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float64", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: float32 and float32",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: float32 and float64",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float64", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: float64 and float64",
    args = {
      { dtype = "float64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float64", shape = { 2 }, data = { 4, 5 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 5, 8 } },
    },
  },
  {
    case = "promotion: bool and integer",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 3, 2 } },
    },
  },
  {
    case = "promotion: uint8 and integer",
    args = { { dtype = "uint8", shape = { 2 }, data = { 1, 3 } }, 2 },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 3, 5 } },
    },
  },
  {
    case = "promotion: int32 and integer",
    args = { { dtype = "int32", shape = { 2 }, data = { 1, 3 } }, 2 },
    results = {
      { dtype = "int32", shape = { 2 }, data = { 3, 5 } },
    },
  },
  {
    case = "promotion: int64 and integer",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 3, 5 } },
    },
  },
  {
    case = "promotion: float16 and integer",
    args = { { dtype = "float16", shape = { 2 }, data = { 1, 3 } }, 2 },
    results = {
      { dtype = "float16", shape = { 2 }, data = { 3, 5 } },
    },
  },
  {
    case = "promotion: bfloat16 and integer",
    args = { { dtype = "bfloat16", shape = { 2 }, data = { 1, 3 } }, 2 },
    results = {
      { dtype = "bfloat16", shape = { 2 }, data = { 3, 5 } },
    },
  },
  {
    case = "promotion: float32 and integer",
    args = { { dtype = "float32", shape = { 2 }, data = { 1, 3 } }, 2 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 3, 5 } },
    },
  },
  {
    case = "promotion: float64 and integer",
    args = { { dtype = "float64", shape = { 2 }, data = { 1, 3 } }, 2 },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 3, 5 } },
    },
  },
  {
    case = "promotion: bool and float",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } }, 0.5 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1.5, 0.5 } },
    },
  },
  {
    case = "promotion: uint8 and float",
    args = { { dtype = "uint8", shape = { 2 }, data = { 1, 3 } }, 0.5 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1.5, 3.5 } },
    },
  },
  {
    case = "promotion: int32 and float",
    args = { { dtype = "int32", shape = { 2 }, data = { 1, 3 } }, 0.5 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1.5, 3.5 } },
    },
  },
  {
    case = "promotion: int64 and float",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 0.5 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1.5, 3.5 } },
    },
  },
  {
    case = "promotion: float16 and float",
    args = { { dtype = "float16", shape = { 2 }, data = { 1, 3 } }, 0.5 },
    results = {
      { dtype = "float16", shape = { 2 }, data = { 1.5, 3.5 } },
    },
  },
  {
    case = "promotion: bfloat16 and float",
    args = { { dtype = "bfloat16", shape = { 2 }, data = { 1, 3 } }, 0.5 },
    results = {
      { dtype = "bfloat16", shape = { 2 }, data = { 1.5, 3.5 } },
    },
  },
  {
    case = "promotion: float32 and float",
    args = { { dtype = "float32", shape = { 2 }, data = { 1, 3 } }, 0.5 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1.5, 3.5 } },
    },
  },
  {
    case = "promotion: float64 and float",
    args = { { dtype = "float64", shape = { 2 }, data = { 1, 3 } }, 0.5 },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 1.5, 3.5 } },
    },
  },
}

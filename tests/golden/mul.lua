-- mul: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.8125, -1.3125, 0.1875, -1.625, -0.0625, -1.8125 },
        grad = { 0.328125, 0.78125, 0.25390625, -0.08203125, 2.05078125, 1.6875 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.25, -1.5625, 0.8125, 0.4375, 1.3125, 1.125 },
        grad = { -2.37890625, 0.65625, 0.05859375, 0.3046875, -0.09765625, -2.71875 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.453125, 2.05078125, 0.15234375, -0.7109375, -0.08203125, -2.0390625 },
        upstream = { -1.3125, -0.5, 0.3125, -0.1875, 1.5625, 1.5 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.25, -1.625, -1.5, -0.5625, 1.375, 2 },
        grad = { -1.03125, -0.48828125, -0.66796875, -2.3789062, 0.3125, -0.09375 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.75, 0.3125, 1.1875, 1.3125, -1.25, 1.5 },
        grad = { -1.71875, 2.5390625, 0.84375, 1.0195312, -0.34375, -0.125 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.9375, -0.5078125, -1.78125, -0.73828125, -1.71875, 3 },
        upstream = { 1.375, -1.5625, -0.5625, -1.8125, -0.25, -0.0625 },
      },
    },
  },
  {
    case = "row",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.8125, 0.625, -2, 1.375, 0.125, 0.375 },
        grad = { 2.2265625, 0.33203125, 3.25, -3.28125, -0.33203125, 1.015625 },
      },
      { dtype = "float32", shape = { 3 },
        data = { -1.875, -0.3125, -1.625 },
        grad = { 0.25390625, -0.53125, 3.765625 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -3.3984375, -0.1953125, 3.25, -2.578125, -0.0390625, -0.609375 },
        upstream = { -1.1875, -1.0625, -2, 1.75, 1.0625, -0.625 },
      },
    },
  },
  {
    case = "column by row",
    args = {
      { dtype = "float64", shape = { 2, 1 },
        data = { -0.5, 1.25 },
        grad = { 3.046875, 4.12890625 },
      },
      { dtype = "float64", shape = { 1, 3 },
        data = { -1.8125, 1.8125, -1.5625 },
        grad = { -1.21875, 0.734375, -0.0625 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.90625, -0.90625, 0.78125, -2.265625, 2.265625, -1.953125 },
        upstream = { 0.25, 1.5, -0.5, -0.875, 1.1875, -0.25 },
      },
    },
  },
  {
    case = "more dimensions on the right",
    args = {
      { dtype = "float32", shape = { 2 },
        data = { 1.875, 0.1875 },
        grad = { -3.8242188, -4.0625 },
      },
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { -1.625, -0.625, 0.9375, 1.875 },
        grad = { 3.3984375, 0.234375, -1.7578125, -0.328125 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { -3.046875, -0.1171875, 1.7578125, 0.3515625 },
        upstream = { 1.8125, 1.25, -0.9375, -1.75 },
      },
    },
  },
  {
    case = "no dimension on the left",
    args = {
      { dtype = "float64", shape = {}, data = { 0.1875 }, grad = { 4.65234375 } },
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.125, -0.375, 1.875, -0.5625 },
        grad = { 0.140625, 0.2109375, 0.36328125, -0.19921875 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.2109375, -0.0703125, 0.3515625, -0.10546875 },
        upstream = { 0.75, 1.125, 1.9375, -1.0625 },
      },
    },
  },
  {
    case = "no dimension on the right",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.625, -0.5625, 1, 0.6875 },
        grad = { -0.4375, -0.390625, -0.34375, -0.109375 },
      },
      { dtype = "float32", shape = {}, data = { 0.25 }, grad = { 0.296875 } },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.15625, -0.140625, 0.25, 0.171875 },
        upstream = { -1.75, -1.5625, -1.375, -0.4375 },
      },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "float64", shape = {}, data = { 0.3125 }, grad = { 2.3359375 } },
      { dtype = "float64", shape = {}, data = { 1.4375 }, grad = { 0.5078125 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.44921875 }, upstream = { 1.625 } },
    },
  },
  {
    case = "transposed and strided",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { -1.375, -1, -1.75, 1.5, 0.625, 1.125 },
        grad = { 3.125, -1.421875, -1.6875, 1.5859375, 2.234375, -0.8984375 },
      },
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          0.5, -1.5625, -1.875, -0.8125, -0.625, -1.125, 0.0625, -1.8125, 0.8125, 1.625, 1.25,
          -1.4375,
        },
        grad = { 2.75, -3.0625, 0.9375, 0.875, 2.0625, 0.703125 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 2.1484375, 1.421875, -0.703125, 1.8125, 2.4375, -1.6171875 },
        upstream = { -2, 1.75, 1.5, -0.875, 1.375, 0.625 },
      },
    },
  },
  {
    case = "both transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.625, -0.8125, -1.625, -0.9375, -0.375, -1.875 },
        grad = { 0.00390625, -2.4609375, 1.01953125, 1.85546875, 0.109375, 2.25 },
      },
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.0625, -1.8125, 0.125, -1.3125, 1.1875, -2 },
        grad = { -0.1015625, -1.7578125, 0.45703125, -0.5859375, -1.421875, 2.109375 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -0.1015625, 1.23046875, 1.47265625, -0.4453125, -0.203125, 3.75 },
        upstream = { -0.0625, 1.875, -0.5625, 1.5625, 0.875, -1.125 },
      },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 3 }, view = { { "expand", 2, 3 } },
        data = { 0.6875, 1.5625, 1.25 },
        grad = { -1.40625, -1.03125, 1.3125, -0.3125, 0.7421875, -1.1328125 },
      },
      { dtype = "float32", shape = { 2, 1 }, view = { { "expand", 2, 3 } },
        data = { 1.5, 0.625 },
        grad = { -0.64453125, -1.0742188, 1.09375, -0.34375, 1.8554688, -2.265625 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.03125, 2.34375, 1.875, 0.4296875, 0.9765625, 0.78125 },
        upstream = { -0.9375, -0.6875, 0.875, -0.5, 1.1875, -1.8125 },
      },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} },
      { dtype = "float64", shape = { 1, 3 }, data = { 1, -0.3125, -0.9375 }, grad = { 0, 0, 0 } },
    },
    results = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no element by broadcast",
    args = {
      { dtype = "float32", shape = { 2, 1 }, data = { 0.3125, 1.625 }, grad = { 0, 0 } },
      { dtype = "float32", shape = { 2, 0 }, data = {}, grad = {} },
    },
    results = {
      { dtype = "float32", shape = { 2, 0 }, data = {}, upstream = {} },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float64", shape = { 1 }, data = { -1.125 }, grad = { 0.81640625 } },
      { dtype = "float64", shape = { 1, 1 }, data = { 0.6875 }, grad = { -1.3359375 } },
    },
    results = {
      { dtype = "float64", shape = { 1, 1 }, data = { -0.7734375 }, upstream = { 1.1875 } },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.6875, 0.8125, -1.4375, 1.1875 },
        grad = { -0.375, 2.0625, -1.3125, 0.1875 },
      },
      1.5,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -1.03125, 1.21875, -2.15625, 1.78125 },
        upstream = { -0.25, 1.375, -0.875, 0.125 },
      },
    },
  },
  {
    case = "number and tensor",
    args = {
      1.5,
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.9375, 0.1875, 2, 0.0625 },
        grad = { 2.0625, -0.75, 0.1875, 0.46875 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.40625, 0.28125, 3, 0.09375 },
        upstream = { 1.375, -0.5, 0.125, 0.3125 },
      },
    },
  },
  {
    case = "tensor and number",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.125, -0.9375, 1.375, -0.75 },
        grad = { -1.75, 0.125, 0.25, -1.875 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.25, -1.875, 2.75, -1.5 },
        upstream = { -0.875, 0.0625, 0.125, -0.9375 },
      },
    },
  },
  {
    case = "number and tensor",
    args = {
      2,
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.8125, -1.9375, 1.375, 1.125 },
        grad = { 3.5, 2.75, 4, 2.875 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.625, -3.875, 2.75, 2.25 },
        upstream = { 1.75, 1.375, 2, 1.4375 },
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
        data = { nan, nan, nan, inf, inf, inf, -inf, -inf, 0, -0.0, 0, -0.0, 0, inf },
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
        data = { nan, nan, nan, inf, inf, inf, -inf, -inf, 0, -0.0, 0, -0.0, 0, inf },
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
      { dtype = "int64", shape = { 3 }, data = { -14, -14, 15 } },
    },
  },
  {
    case = "int32 and int64",
    args = {
      { dtype = "int32", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 3, 9 } },
    },
  },
  {
    case = "uint8 and uint8",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 200, 7 } },
      { dtype = "uint8", shape = { 2 }, data = { 100, 2 } },
    },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 32, 14 } },
    },
  },
  {
    case = "uint8 and int32",
    args = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 3 } },
      { dtype = "int32", shape = { 2 }, data = { 3, 3 } },
    },
    results = {
      { dtype = "int32", shape = { 2 }, data = { 3, 9 } },
    },
  },
  {
    case = "int64 and float32",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = { 2 }, data = { 3, 3 }, grad = { 0.3125, -4.6875 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 3, 9 }, upstream = { 0.3125, -1.5625 } },
    },
  },
  {
    case = "float32 and float64",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, grad = { 2.0625, -4.5 } },
      { dtype = "float64", shape = { 2 }, data = { 3, 3 }, grad = { 0.6875, -4.5 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 3, 9 }, upstream = { 0.6875, -1.5 } },
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
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
  },
  {
    case = "float32 and float64 without dimension",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, grad = { 3, -3 } },
      { dtype = "float64", shape = {}, data = { 3 }, grad = { -2 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 3, 9 }, upstream = { 1, -1 } },
    },
  },
  {
    case = "int64 and float32 without dimension",
    args = {
      { dtype = "int64", shape = { 2 }, data = { 1, 3 } },
      { dtype = "float32", shape = {}, data = { 1.5 }, grad = { -1.25 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1.5, 4.5 }, upstream = { 0.0625, -0.4375 } },
    },
  },
  {
    case = "int64 and integer",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 2, 6 } },
    },
  },
  {
    case = "int64 and float",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 3 } }, 1.5 },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1.5, 4.5 } },
    },
  },
  {
    case = "uint8 and integer",
    args = { { dtype = "uint8", shape = { 2 }, data = { 1, 3 } }, 3 },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 3, 9 } },
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
    case = "the same shape, three dimensions",
    args = {
      { dtype = "float32", shape = { 2, 1, 3 },
        data = { -0.1875, 0.4375, -0.125, -1.5, -1.1875, -1.4375 },
        grad = { 0.125, -1.5546875, 0.5859375, -2.4609375, -1.25, 5.3476562 },
      },
      { dtype = "float32", shape = { 2, 3, 3 }, view = { { "transpose", 2, 3 } },
        data = {
          -0.625, 2, 0.875, 0.375, 0.6875, -1.0625, -0.5, 1, -1.3125, 1.5625, -1.875, 0.25,
          -0.1875, -0.8125, -1.25, -0.9375, -1.8125, -1.375,
        },
        grad = {
          0.3046875, 0.73828125, -0.0234375, -0.0703125, -0.08203125, 0.140625, 0.3515625,
          0.84765625, 0.171875, -0.0, -0.66796875, 1.5273438, -2.34375, -1.5585938, 2.15625,
          -2.8125, -0.07421875, 1.7070312,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3, 3 },
        data = {
          0.1171875, 0.1640625, 0.0625, -0.375, 0.30078125, -0.125, -0.1640625, -0.46484375,
          0.1640625, -2.34375, 0.22265625, 1.3476562, 2.8125, 0.96484375, 2.6054688, -0.375,
          1.484375, 1.9765625,
        },
        upstream = {
          -1.625, 1.6875, 0.1875, 0.375, -0.1875, -1.125, -1.875, 1.9375, -1.375, 0, 0.5625,
          -1.0625, 1.5625, 1.3125, -1.5, 1.875, 0.0625, -1.1875,
        },
      },
    },
  },
  {
    case = "float16 and float32",
    args = {
      { dtype = "float16", shape = { 2 }, data = { 0.5, 1.25 }, grad = { 2.875, 0.328125 } },
      { dtype = "float32", shape = { 2 }, data = { 2, 0.75 }, grad = { 0.71875, 0.546875 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 0.9375 }, upstream = { 1.4375, 0.4375 } },
    },
  },
  {
    case = "bfloat16 and float",
    args = {
      { dtype = "bfloat16", shape = { 2 }, data = { 0.5, 1.25 }, grad = { 1.96875, -1.125 } },
      1.5,
    },
    results = {
      { dtype = "bfloat16", shape = { 2 }, data = { 0.75, 1.875 }, upstream = { 1.3125, -0.75 } },
    },
  },
}

-- squareSum: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "all",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.3125, -0.625, 0.375, 0.25, -0.5625, -0.375 },
        grad = { -0.234375, 0.46875, -0.28125, -0.1875, 0.421875, 0.28125 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.1484375 }, upstream = { -0.375 } },
    },
  },
  {
    case = "all",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.4375, 0.1875, -1.25, 0.5, 1.9375, -0.75 },
        grad = { 1.53125, -0.65625, 4.375, -1.75, -6.78125, 2.625 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 6.3554688 }, upstream = { -1.75 } },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.75, -1.75, 1.4375, 1.5625, 1.0625, -0.375 },
        grad = { -1.125, -2.40625, -4.1328125, 2.34375, 1.4609375, 1.078125 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 3.0039062, 4.1914062, 2.2070312 },
        upstream = { 0.75, 0.6875, -1.4375 },
      },
    },
  },
  {
    case = "dim 2, keepdim",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.0625, -1.5, -1.9375, 1.25, 1, -1.1875 },
        grad = { -4.25, 6, 7.75, 4.375, 3.5, -4.15625 },
      },
      2,
      true,
    },
    results = {
      { dtype = "float64", shape = { 2, 1 },
        data = { 7.1328125, 3.97265625 },
        upstream = { -2, 1.75 },
      },
    },
  },
  {
    case = "dim -1 by name",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.375, -0.75, 0.0625, -1.3125, 1.75, -1.4375 },
        grad = { 4.8125, 2.625, -0.21875, -4.7578125, 6.34375, -5.2109375 },
      },
      { dim = -1 },
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { 2.4570312, 6.8515625 },
        upstream = { -1.75, 1.8125 },
      },
    },
  },
  {
    case = "all, keepdim",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1, 1.5625, 1.375, -1.375, 1.8125, -0.5 },
        grad = { 2.375, 3.7109375, 3.265625, -3.265625, 4.3046875, -1.1875 },
      },
      { keepdim = true },
    },
    results = {
      { dtype = "float64", shape = { 1, 1 }, data = { 10.7578125 }, upstream = { 1.1875 } },
    },
  },
  {
    case = "middle of three",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = {
          -0.75, -1.375, 1.9375, -0.4375, 1.8125, -1.6875, 0.875, -0.25, 1.25, 1.0625, 1.6875,
          1.5625,
        },
        grad = {
          -2.34375, 4.640625, 6.0546875, 1.4765625, 5.6640625, 5.6953125, -1.640625, -0.25,
          -2.34375, 1.0625, -3.1640625, 1.5625,
        },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 7.6015625, 4.9296875, 5.1757812, 3.6328125 },
        upstream = { 1.5625, -1.6875, -0.9375, 0.5 },
      },
    },
  },
  {
    case = "two of three",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 },
        data = { 1.75, -0.6875, 1, 1.125, 0.8125, 2, -1, 0.6875, -1.125, 1.875, 1.5625, 0.9375 },
        grad = {
          -1.53125, 0.6015625, -0.375, -0.421875, 2.9453125, 7.25, 0.875, -0.6015625, 0.421875,
          -0.703125, 5.6640625, 3.3984375,
        },
      },
      { 1, 3 },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 5.0078125, 7.046875, 7.98046875 },
        upstream = { -0.4375, -0.1875, 1.8125 },
      },
    },
  },
  {
    case = "two of three, keepdim",
    args = {
      { dtype = "float32", shape = { 2, 2, 3 },
        data = {
          1.1875, -0.5625, -0.375, 0.5, 1.125, -0.875, -0.625, -1.9375, 0.5625, -1.6875, 1.9375,
          1.4375,
        },
        grad = {
          4.0078125, -1.8984375, -1.265625, 1.6875, 3.796875, -2.953125, -1.25, -3.875, 1.125,
          -3.375, 3.875, 2.875,
        },
      },
      { dim = { -1, 2 }, keepdim = true },
    },
    results = {
      { dtype = "float32", shape = { 2, 1, 1 },
        data = { 4.1484375, 13.128906 },
        upstream = { 1.6875, 1 },
      },
    },
  },
  {
    case = "all three by name",
    args = {
      { dtype = "float64", shape = { 2, 2, 2 },
        data = { -2, -1.75, -1, -0.125, 0.6875, 1, -1.9375, 0.875 },
        grad = { 7.75, 6.78125, 3.875, 0.484375, -2.6640625, -3.875, 7.5078125, -3.390625 },
      },
      { dim = { 1, 2, 3 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 14.0703125 }, upstream = { -1.9375 } },
    },
  },
  {
    case = "transposed, dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.5625, 1.625, 0, 0.5, -0.6875, -1.125 },
        grad = { 1.40625, 0.375, 4.0625, -0.515625, 0, -0.84375 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { 2.9570312, 1.9882812 },
        upstream = { 1.25, 0.375 },
      },
    },
  },
  {
    case = "transposed, dim 2",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.6875, 0.125, 1.3125, -1.4375, -0.0625, 1.8125 },
        grad = { -0.9453125, -1.9765625, -0.03125, 0.015625, -0.65625, -0.90625 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 2.5390625, 0.01953125, 5.0078125 },
        upstream = { 0.6875, -0.125, -0.25 },
      },
    },
  },
  {
    case = "transposed, all",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.625, 1, -1.0625, -0.5, -0.0625, -0.25 },
        grad = { 3.859375, 1.1875, -2.375, 0.1484375, 2.5234375, 0.59375 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 5.0859375 }, upstream = { -1.1875 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          -1.75, -1.8125, -1.5625, 0.3125, 1.625, -1.125, -0.9375, 1.25, 1.125, 1.8125, 0.5,
          -1.0625,
        },
        grad = { -5.2109375, 0.8984375, -3.234375, 0.625, 0.90625, -0.53125 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { 4.6484375, 5.9765625 },
        upstream = { 1.4375, 0.25 },
      },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 3, 1 }, view = { { "expand", 3, 2 } },
        data = { 2, -0.375, -1.875 },
        grad = { 2.5, -4.75, -0.46875, 0.890625, -2.34375, 4.453125 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { 7.65625, 7.65625 },
        upstream = { 0.625, -1.1875 },
      },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float64", shape = { 1, 1 }, data = { -0.125 }, grad = { 0.28125 } }, 1 },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 0.015625 }, upstream = { -1.125 } },
    },
  },
  {
    case = "no element is left",
    args = { { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} }, 2 },
    results = {
      { dtype = "float32", shape = { 0 }, data = {}, upstream = {} },
    },
  },
  {
    case = "over no element",
    args = { { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} }, 1 },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 0, 0, 0 },
        upstream = { -0.3125, -1.875, -0.125 },
      },
    },
  },
  {
    case = "over no element, all, keepdim",
    args = { { dtype = "float32", shape = { 2, 0 }, data = {}, grad = {} }, { keepdim = true } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0 }, upstream = { 1.4375 } },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { -1.75 }, grad = { 3.71875 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 3.0625 }, upstream = { -1.0625 } },
    },
  },
  {
    case = "no dimension, dim 1",
    args = { { dtype = "float32", shape = {}, data = { -1 }, grad = { 0.625 } }, 1 },
    results = {
      { dtype = "float32", shape = {}, data = { 1 }, upstream = { -0.3125 } },
    },
  },
  {
    case = "special values",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { nan, 1, inf, 1, -3, -inf },
        grad = { nan, -1.125, inf, 3.875, -4.875, -inf },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { nan, inf, inf },
        upstream = { -0.5625, 1.9375, 0.8125 },
      },
    },
  },
  {
    case = "special values",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { nan, 1, inf, 1, -3, -inf },
        grad = { nan, 3.375, -inf, -1.875, 6.375, inf },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { nan, inf, inf },
        upstream = { 1.6875, -0.9375, -1.0625 },
      },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 2, 3 }, data = { -7, 4, 0, -9, 2, -3 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 65, 94 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 3 }, data = { 200, 100, 7 } } },
    results = {
      { dtype = "int64", shape = {}, data = { 50049 } },
    },
  },
}

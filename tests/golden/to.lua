-- to: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "float64",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.3125, -0.3125, 0.9375, -1, -1.6875, -1.125 },
        grad = { 1.4375, 0.75, 0.5625, 0.625, -0.4375, -1.375 },
      },
      "float64",
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.3125, -0.3125, 0.9375, -1, -1.6875, -1.125 },
        upstream = { 1.4375, 0.75, 0.5625, 0.625, -0.4375, -1.375 },
      },
    },
  },
  {
    case = "float64",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.6875, 1.1875, 0, 0.75, -1.125, -0.75 },
        grad = { -1.125, 1.5625, -1.25, 1, 2, 0.75 },
      },
      "float64",
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.6875, 1.1875, 0, 0.75, -1.125, -0.75 },
        upstream = { -1.125, 1.5625, -1.25, 1, 2, 0.75 },
      },
    },
  },
  {
    case = "float32",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.5625, -1.25, -1.125, -0.9375, 0.5, 1.625 },
        grad = { 0.625, 1.9375, -0.8125, -1.625, 1.125, 1.5 },
      },
      "float32",
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.5625, -1.25, -1.125, -0.9375, 0.5, 1.625 },
        upstream = { 0.625, 1.9375, -0.8125, -1.625, 1.125, 1.5 },
      },
    },
  },
  {
    case = "float32",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.875, 0.9375, -0.125, -2, -1.8125, 1.8125 },
        grad = { 0.9375, -0.75, 1.5625, -0.4375, -1.125, -0.125 },
      },
      "float32",
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.875, 0.9375, -0.125, -2, -1.8125, 1.8125 },
        upstream = { 0.9375, -0.75, 1.5625, -0.4375, -1.125, -0.125 },
      },
    },
  },
  {
    case = "float16",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 2, 1.25, 1.9375, 0.375, 0.4375, 1.125 },
        grad = { 0.75, 1.3125, 1.1875, -1.625, 0.5, -1.4375 },
      },
      "float16",
    },
    results = {
      { dtype = "float16", shape = { 2, 3 },
        data = { 2, 1.25, 1.9375, 0.375, 0.4375, 1.125 },
        upstream = { 0.75, 1.3125, 1.1875, -1.625, 0.5, -1.4375 },
      },
    },
  },
  {
    case = "float16",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.75, -1.1875, -1.25, -1.4375, 0.3125, 0.9375 },
        grad = { -0.5625, -1.5625, 0.6875, 1.25, 0.5, 0.125 },
      },
      "float16",
    },
    results = {
      { dtype = "float16", shape = { 2, 3 },
        data = { -1.75, -1.1875, -1.25, -1.4375, 0.3125, 0.9375 },
        upstream = { -0.5625, -1.5625, 0.6875, 1.25, 0.5, 0.125 },
      },
    },
  },
  {
    case = "bfloat16",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.1875, 0.3125, -1.375, 1.9375, 1.5, -0.25 },
        grad = { -0.125, -1.6875, -1.75, 1.625, 0.5, 1.0625 },
      },
      "bfloat16",
    },
    results = {
      { dtype = "bfloat16", shape = { 2, 3 },
        data = { 0.1875, 0.3125, -1.375, 1.9375, 1.5, -0.25 },
        upstream = { -0.125, -1.6875, -1.75, 1.625, 0.5, 1.0625 },
      },
    },
  },
  {
    case = "bfloat16",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.625, 1.25, 1.1875, 0.125, -1.6875, 0.6875 },
        grad = { -1.25, -0.75, -1.375, 0.9375, -1.0625, 1.875 },
      },
      "bfloat16",
    },
    results = {
      { dtype = "bfloat16", shape = { 2, 3 },
        data = { 0.625, 1.25, 1.1875, 0.125, -1.6875, 0.6875 },
        upstream = { -1.25, -0.75, -1.375, 0.9375, -1.0625, 1.875 },
      },
    },
  },
  {
    case = "int64: towards zero",
    args = {
      { dtype = "float64", shape = { 5 }, data = { 1.9, -1.9, 0.5, -0.5, 100 } },
      "int64",
    },
    results = {
      { dtype = "int64", shape = { 5 }, data = { 1, -1, 0, 0, 100 } },
    },
  },
  {
    case = "int64: towards zero",
    args = {
      { dtype = "float32", shape = { 5 }, data = { 1.9, -1.9, 0.5, -0.5, 100 } },
      "int64",
    },
    results = {
      { dtype = "int64", shape = { 5 }, data = { 1, -1, 0, 0, 100 } },
    },
  },
  {
    case = "int32",
    args = { { dtype = "float64", shape = { 2 }, data = { 1.9, -1.9 } }, "int32" },
    results = {
      { dtype = "int32", shape = { 2 }, data = { 1, -1 } },
    },
  },
  {
    case = "int32",
    args = { { dtype = "float32", shape = { 2 }, data = { 1.9, -1.9 } }, "int32" },
    results = {
      { dtype = "int32", shape = { 2 }, data = { 1, -1 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "float32", shape = { 2 }, data = { 1.9, 200.5 } }, "uint8" },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 200 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "float64", shape = { 4 }, data = { 0, -0.0, 0.25, nan } }, "bool" },
    results = {
      { dtype = "bool", shape = { 4 }, data = { false, false, true, true } },
    },
  },
  {
    case = "int64 to uint8",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 255 } }, "uint8" },
    results = {
      { dtype = "uint8", shape = { 2 }, data = { 1, 255 } },
    },
  },
  {
    case = "uint8 to float32",
    args = { { dtype = "uint8", shape = { 2 }, data = { 1, 255 } }, "float32" },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 255 } },
    },
  },
  {
    case = "bool to int64",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } }, "int64" },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 0 } },
    },
  },
  {
    case = "rounding to float32",
    args = {
      { dtype = "float64", shape = { 3 },
        data = { 0.1, 0.3333333333333333, 16777217 },
        grad = { -0.9375, 1.0625, -0.0625 },
      },
      "float32",
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 0.1, 0.33333334, 1.6777216e+07 },
        upstream = { -0.9375, 1.0625, -0.0625 },
      },
    },
  },
  {
    case = "rounding to float16",
    args = {
      { dtype = "float32", shape = { 6 }, data = { 0.1, 2049, 2051, 65520, 1e-08, nan } },
      "float16",
    },
    results = {
      { dtype = "float16", shape = { 6 }, data = { 0.099975586, 2048, 2052, inf, 0, nan } },
    },
  },
  {
    case = "rounding to bfloat16",
    args = {
      { dtype = "float32", shape = { 5 }, data = { 0.1, 257, 259, 3.4e+38, nan } },
      "bfloat16",
    },
    results = {
      { dtype = "bfloat16", shape = { 5 }, data = { 0.100097656, 256, 260, inf, nan } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.6875, 0, -1.75, -1.0625, 1.1875, -0.8125 },
        grad = { 0.3125, 0.125, 1.9375, -1.6875, 0.875, 1.0625 },
      },
      "float64",
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 1.6875, -1.0625, 0, 1.1875, -1.75, -0.8125 },
        upstream = { 0.3125, 0.125, 1.9375, -1.6875, 0.875, 1.0625 },
      },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} }, "float64" },
    results = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
}

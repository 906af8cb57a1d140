-- square: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -0.75, 0.5625, 0.8125, -0.0625, -1.6875, 1.1875, 1.8125, 1.9375 },
        grad = {
          1.6875, -0.28125, 1.3203125, 0.2265625, -0.421875, -4.6015625, 1.359375, 5.0859375,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          0.5625, 0.31640625, 0.66015625, 0.00390625, 2.84765625, 1.41015625, 3.28515625,
          3.75390625,
        },
        upstream = { -1.125, -0.25, 0.8125, -1.8125, 0.125, -1.9375, 0.375, 1.3125 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -0.3125, -0.0625, -1.875, 1.4375, -0.5, -1.25, 1.0625, -0.1875 },
        grad = { -1.015625, -0.1015625, 2.8125, 4.4921875, 1.875, -1.5625, -1.7265625, 0.1171875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.09765625, 0.00390625, 3.515625, 2.0664062, 0.25, 1.5625, 1.1289062, 0.03515625 },
        upstream = { 1.625, 0.8125, -0.75, 1.5625, -1.875, 0.625, -0.8125, -0.3125 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.9375, 0.3125, -1.8125, 0.6875, -0.375, -1.1875 },
        grad = { -1.9921875, 0.4296875, -0.2734375, -0.9375, -6.796875, 1.1875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.87890625, 0.47265625, 0.09765625, 0.140625, 3.2851562, 1.4101562 },
        upstream = { -1.0625, 0.3125, -0.4375, 1.25, 1.875, -0.5 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 0.5625, -0.3125, -1.3125, 1.6875, -2, -0.0625, -0.5625, 0.9375 },
        grad = { -1.171875, 1.8984375, -0.1328125, 3.6328125 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.09765625, 2.84765625, 0.00390625, 0.87890625 },
        upstream = { 1.875, 0.5625, 1.0625, 1.9375 },
      },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} } },
    results = {
      { dtype = "float32", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { -1.1875 }, grad = { 2.8203125 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 1.41015625 }, upstream = { -1.1875 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -1.875 }, grad = { 7.265625 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 3.515625 }, upstream = { -1.9375 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 0 }, grad = { 0 } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 0 }, upstream = { 0.5 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 0 }, grad = { 0 } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 0 }, upstream = { 0.25 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 }, data = { nan, inf, inf, 0, 0, 1, 1 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, inf, inf, 0, 0, 1, 1 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "int64", shape = { 4 }, data = { 9, 0, 1, 4 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "uint8", shape = { 4 }, data = { 0, 1, 49, 64 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 0 } },
    },
  },
}

-- hardSwish: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1.1875, 4, -3.9375, -3.75, 3.5625, -0.9375, -3.375, 2.6875 },
        grad = { -1.6236979166666665, -1.1875, 0, 0, -0.875, 0.2578125, 0, -0.6979166666666667 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          0.8287760416666666, 4, -0.0, -0.0, 3.5625, -0.322265625, -0.0, 2.5475260416666665,
        },
        upstream = { -1.8125, -1.1875, -1.9375, 0.875, -0.875, 1.375, 1.0625, -0.5 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -2.5625, -0.5625, -0.9375, -2.5, 2.375, 2.875, -3.3125, 2.8125 },
        grad = { 0.53125, 0.15625, -0.36328125, 0.47916663, -1.2916667, 2.3697915, 0, -1.5273438 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          -0.18684895, -0.22851562, -0.32226562, -0.20833333, 2.1276042, 2.8151042, -0.0,
          2.7246094,
        },
        upstream = { -1.5, 0.5, -1.9375, -1.4375, -1, 1.625, -0.4375, -1.0625 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.4375, 3.5625, -3.75, -3.625, -3.5, -2 },
        grad = { -0.023437511, 0, 1, 0, 0, 0.2916667 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.37434897, -0.0, 3.5625, -0.0, -0.0, -0.33333334 },
        upstream = { -1.125, -0.625, 1, 0, -1.5, -1.75 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -3.75, 1.3125, 3.1875, 0.1875, -0.5, -1.8125, 1.75, 0.3125 },
        grad = { -1.69921875, -0.4921875, 0.11718749999999996, -0.15104166666666666 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.943359375, 0.099609375, -0.3587239583333333, 0.17252604166666666 },
        upstream = { -1.8125, -0.875, -1.125, -0.25 },
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
    args = { { dtype = "float64", shape = {}, data = { 3.625 }, grad = { 0.5 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 3.625 }, upstream = { 0.5 } },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float32", shape = { 1, 1 }, data = { -0.9375 }, grad = { -0.29296875 } },
    },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -0.32226562 }, upstream = { -1.5625 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 2 }, data = { -3, 3 }, grad = { 0, 0.5625 } } },
    results = {
      { dtype = "float64", shape = { 2 }, data = { -0.0, 3 }, upstream = { 0.0625, 0.5625 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 2 }, data = { -3, 3 }, grad = { 0, 0 } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { -0.0, 3 }, upstream = { 1.625, 0 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, inf, nan, 0, -0.0, 0.6666666666666666, -0.3333333333333333 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 },
        data = { nan, inf, nan, 0, -0.0, 0.6666667, -0.33333334 },
      },
    },
  },
}

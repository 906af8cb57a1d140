-- mv: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -2, -0.375, -0.6875, 0.5, 0.375, 1.125 },
        grad = { 0.44921875, -0.56640625, 0.15625, -1.70703125, 2.15234375, -0.59375 },
      },
      { dtype = "float64", shape = { 3 },
        data = { 1.4375, -1.8125, 0.5 },
        grad = { -1.21875, -0.5625, -1.55078125 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { -2.5390625, 0.6015625 },
        upstream = { 0.3125, -1.1875 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.9375, 1.1875, 0.5, -1.1875, -1.75, 0.375 },
        grad = { -1.125, 0.28125, 0.703125, -2.8125, 0.703125, 1.7578125 },
      },
      { dtype = "float32", shape = { 3 },
        data = { 1.5, -0.375, -0.9375 },
        grad = { 2.9296875, 2.390625, -1.078125 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { -2.3203125, -1.4765625 },
        upstream = { -0.75, -1.875 },
      },
    },
  },
  {
    case = "transposed and strided",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.9375, -1.8125, 0.1875, 1.1875, 1.625, -0.5 },
        grad = { 0.86328125, 1.5273438, 1.4726562, 2.6054688, 0.45703125, 0.80859375 },
      },
      { dtype = "float32", shape = { 2, 2 }, view = { { "select", 2, 2 } },
        data = { -0.875, -0.8125, -0.5, -1.4375 },
        grad = { 2.1835938, -3.9257812 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { -2.46875, -0.86328125, 0.56640625 },
        upstream = { -1.0625, -1.8125, -0.5625 },
      },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float64", shape = { 1, 1 }, data = { -1.1875 }, grad = { -0.6796875 } },
      { dtype = "float64", shape = { 1 }, data = { -0.375 }, grad = { -2.15234375 } },
    },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 0.4453125 }, upstream = { 1.8125 } },
    },
  },
  {
    case = "no inner element",
    args = {
      { dtype = "float32", shape = { 2, 0 }, data = {}, grad = {} },
      { dtype = "float32", shape = { 0 }, data = {}, grad = {} },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, 0 }, upstream = { -0.625, 0.25 } },
    },
  },
  {
    case = "int64",
    args = {
      { dtype = "int64", shape = { 2, 2 }, data = { 2, -1, 0, 1 } },
      { dtype = "int64", shape = { 2 }, data = { -2, 2 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { -6, 2 } },
    },
  },
}

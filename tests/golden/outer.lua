-- outer: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2 },
        data = { -1.8125, 1.3125 },
        grad = { 2.95703125, 1.625 },
      },
      { dtype = "float64", shape = { 3 },
        data = { -0.8125, 1.5, 0 },
        grad = { 1.42578125, -1.37890625, -1.73828125 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.47265625, -2.71875, -0.0, -1.06640625, 1.96875, 0 },
        upstream = { -0.0625, 1.9375, 2, 1, 1.625, 1.4375 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2 },
        data = { -1.3125, -0.0625 },
        grad = { 0.90625, -1.515625 },
      },
      { dtype = "float32", shape = { 3 },
        data = { 1, 0.875, 1.125 },
        grad = { 0.76171875, 0.04296875, -1.6835938 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.3125, -1.1484375, -1.4765625, -0.0625, -0.0546875, -0.0703125 },
        upstream = { -0.5, 0, 1.25, -1.6875, -0.6875, 0.6875 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "select", 2, 2 } },
        data = { 0.6875, -0.5, -0.1875, 1.75, 1.6875, 0.3125 },
        grad = { 1.3476562, -2.7773438, 2.0507812 },
      },
      { dtype = "float32", shape = { 2, 2 }, view = { { "select", 2, 2 } },
        data = { 1.375, 0.9375, 1.0625, 1.6875 },
        grad = { 0.1875, -3.0039062 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.46875, -0.84375, 1.640625, 2.953125, 0.29296875, 0.52734375 },
        upstream = { -1.375, 1.5625, -0.375, -1.4375, 0.5, 0.9375 },
      },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float64", shape = { 1 }, data = { -0.25 }, grad = { -1.625 } },
      { dtype = "float64", shape = { 1 }, data = { -0.8125 }, grad = { -0.5 } },
    },
    results = {
      { dtype = "float64", shape = { 1, 1 }, data = { 0.203125 }, upstream = { 2 } },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "float32", shape = { 0 }, data = {}, grad = {} },
      { dtype = "float32", shape = { 2 }, data = { 1.0625, -1.75 }, grad = { 0, 0 } },
    },
    results = {
      { dtype = "float32", shape = { 0, 2 }, data = {}, upstream = {} },
    },
  },
  {
    case = "int64",
    args = {
      { dtype = "int64", shape = { 2 }, data = { -2, 0 } },
      { dtype = "int64", shape = { 2 }, data = { -1, 1 } },
    },
    results = {
      { dtype = "int64", shape = { 2, 2 }, data = { 2, -2, 0, 0 } },
    },
  },
}

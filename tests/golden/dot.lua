-- dot: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 4 },
        data = { 0.5, 0.3125, 1.3125, -1.75 },
        grad = { 0.6015625, 0.19140625, -0.21875, -0.7109375 },
      },
      { dtype = "float64", shape = { 4 },
        data = { 1.375, 0.4375, -0.5, -1.625 },
        grad = { 0.21875, 0.13671875, 0.57421875, -0.765625 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 3.01171875 }, upstream = { 0.4375 } },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 4 },
        data = { -0.8125, 0.5625, -0.4375, 1 },
        grad = { -1.453125, -0.0, -0.36328125, -2.7851562 },
      },
      { dtype = "float32", shape = { 4 },
        data = { 0.75, 0, 0.1875, 1.4375 },
        grad = { 1.5742188, -1.0898438, 0.84765625, -1.9375 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.74609375 }, upstream = { -1.9375 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "select", 2, 2 } },
        data = { -1.9375, -0.375, 0, -0.6875, -1.5625, -0.5 },
        grad = { -1.09375, 0.234375, -0.859375 },
      },
      { dtype = "float32", shape = { 3, 2 }, view = { { "select", 2, 2 } },
        data = { -1.375, 1.75, 0, -0.375, -0.4375, 1.375 },
        grad = { 0.234375, 0.4296875, 0.3125 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { -1.0859375 }, upstream = { -0.625 } },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float64", shape = { 1 }, view = { { "expand", 3 } },
        data = { 0.75 },
        grad = { -3.51171875, -2.83203125, 2.265625 },
      },
      { dtype = "float64", shape = { 3 },
        data = { 1.9375, 1.5625, -1.25 },
        grad = { -1.359375, -1.359375, -1.359375 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.6875 }, upstream = { -1.8125 } },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float32", shape = { 1 }, data = { 0.5 }, grad = { -1.4765625 } },
      { dtype = "float32", shape = { 1 }, data = { 0.875 }, grad = { -0.84375 } },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.4375 }, upstream = { -1.6875 } },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "float64", shape = { 0 }, data = {}, grad = {} },
      { dtype = "float64", shape = { 0 }, data = {}, grad = {} },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0 }, upstream = { 1.5 } },
    },
  },
  {
    case = "int64",
    args = {
      { dtype = "int64", shape = { 3 }, data = { 1, 2, -2 } },
      { dtype = "int64", shape = { 3 }, data = { 1, -2, -1 } },
    },
    results = {
      { dtype = "int64", shape = {}, data = { -1 } },
    },
  },
}

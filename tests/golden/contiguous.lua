-- contiguous: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.3125, -2, -0.75, -0.0625, -1.625, 1.4375 },
        grad = { -1.3125, -1.5, 0.4375, 0.75, 1.375, -1.6875 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.3125, -2, -0.75, -0.0625, -1.625, 1.4375 },
        upstream = { -1.3125, -1.5, 0.4375, 0.75, 1.375, -1.6875 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.0625, -1.75, 0.75, -1.25, -1.875, 0.6875 },
        grad = { 0.3125, -0.4375, -1.3125, 0.5, 1.5625, 1.25 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.0625, -1.75, 0.75, -1.25, -1.875, 0.6875 },
        upstream = { 0.3125, -0.4375, -1.3125, 0.5, 1.5625, 1.25 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.75, 0, -1.875, -1.5625, -1.8125, -1.1875 },
        grad = { 0.6875, -1.4375, 1.4375, -2, 1.5, 1.8125 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.75, -1.5625, 0, -1.8125, -1.875, -1.1875 },
        upstream = { 0.6875, -1.4375, 1.4375, -2, 1.5, 1.8125 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 3, 2 }, view = { { "select", 2, 2 } },
        data = { 0.0625, -1.5625, -1, 0.9375, -0.125, 0.875 },
        grad = { -0.5625, -0.75, 1.9375 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { -1.5625, 0.9375, 0.875 },
        upstream = { -0.5625, -0.75, 1.9375 },
      },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 1, 2 }, view = { { "expand", 2, 2 } },
        data = { -1.125, -1.6875 },
        grad = { 1.5625, -0.125, 0.5, -1.625 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -1.125, -1.6875, -1.125, -1.6875 },
        upstream = { 1.5625, -0.125, 0.5, -1.625 },
      },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { 1 }, grad = { 0.4375 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 1 }, upstream = { 0.4375 } },
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
    case = "int64",
    args = { { dtype = "int64", shape = { 2 }, data = { -1, 2 } } },
    results = {
      { dtype = "int64", shape = { 2 }, data = { -1, 2 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 3 }, data = { false, false, true } } },
    results = {
      { dtype = "bool", shape = { 3 }, data = { false, false, true } },
    },
  },
}

-- clone: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -2, -0.3125, 1.5625, -0.625, -1.0625, 1.8125 },
        grad = { 0.125, -1.1875, 1.6875, -1.125, -1.9375, -0.1875 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -2, -0.3125, 1.5625, -0.625, -1.0625, 1.8125 },
        upstream = { 0.125, -1.1875, 1.6875, -1.125, -1.9375, -0.1875 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.5, 0.25, -0.9375, -1, -0.25, 0.125 },
        grad = { -0.5625, -1.0625, -0.0625, -1.75, -1.3125, 1.625 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.5, 0.25, -0.9375, -1, -0.25, 0.125 },
        upstream = { -0.5625, -1.0625, -0.0625, -1.75, -1.3125, 1.625 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.3125, -0.9375, -1.25, 1.25, -1.75, 0 },
        grad = { 1.375, 1.9375, -1.625, 1.125, -0.0625, 1.6875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.3125, 1.25, -0.9375, -1.75, -1.25, 0 },
        upstream = { 1.375, 1.9375, -1.625, 1.125, -0.0625, 1.6875 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 3, 2 }, view = { { "select", 2, 2 } },
        data = { -1, 0.25, 1.75, -0.5, 0.5625, 0.0625 },
        grad = { -1.0625, -1.3125, -1.9375 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 0.25, -0.5, 0.0625 },
        upstream = { -1.0625, -1.3125, -1.9375 },
      },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "float32", shape = { 1, 2 }, view = { { "expand", 2, 2 } },
        data = { 1.9375, 1.6875 },
        grad = { -1.25, 0.8125, -0.8125, -1.875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { 1.9375, 1.6875, 1.9375, 1.6875 },
        upstream = { -1.25, 0.8125, -0.8125, -1.875 },
      },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { -1.0625 }, grad = { -0.5 } } },
    results = {
      { dtype = "float64", shape = {}, data = { -1.0625 }, upstream = { -0.5 } },
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
    args = { { dtype = "int64", shape = { 2 }, data = { 1, -1 } } },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, -1 } },
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

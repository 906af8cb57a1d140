-- tril: PyTorch's answers, made by make.py. Do not edit.
local nan = 0 / 0
return {
  {
    case = "square",
    args = {
      { dtype = "float64", shape = { 3, 3 },
        data = { 1.5625, 1.25, -0.25, 1.875, 0.625, -1.4375, 1.1875, -2, 0.0625 },
        grad = { 0.3125, 0, 0, 0, 0.375, 0, -1.4375, 0.5, 0.875 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 3 },
        data = { 1.5625, 0, 0, 1.875, 0.625, 0, 1.1875, -2, 0.0625 },
        upstream = { 0.3125, 0.1875, -1.9375, 0, 0.375, 0.4375, -1.4375, 0.5, 0.875 },
      },
    },
  },
  {
    case = "square",
    args = {
      { dtype = "float32", shape = { 3, 3 },
        data = { 1.8125, -0.1875, 1.4375, -0.75, 0.875, 0, -0.375, -1.375, -0.6875 },
        grad = { 0.0625, 0, 0, 0.625, -0.75, 0, 0.5625, 1.4375, -0.875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 3 },
        data = { 1.8125, 0, 0, -0.75, 0.875, 0, -0.375, -1.375, -0.6875 },
        upstream = { 0.0625, 1.625, 1.3125, 0.625, -0.75, -1.9375, 0.5625, 1.4375, -0.875 },
      },
    },
  },
  {
    case = "wide, 1",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.9375, 0.4375, -1.8125, -0.625, 1.625, 1.875 },
        grad = { 0.6875, 0.1875, 0, 1.5, 1.25, -0.9375 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.9375, 0.4375, 0, -0.625, 1.625, 1.875 },
        upstream = { 0.6875, 0.1875, 1, 1.5, 1.25, -0.9375 },
      },
    },
  },
  {
    case = "tall, -1",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 0.5, -0.375, -1.25, -1, 0.375, 1.5625 },
        grad = { 0, 0, 1, 0, 1.625, 0.125 },
      },
      { diagonal = -1 },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 0, 0, -1.25, 0, 0.375, 1.5625 },
        upstream = { -1.375, -1.5625, 1, 1.5, 1.625, 0.125 },
      },
    },
  },
  {
    case = "batch",
    args = {
      { dtype = "float32", shape = { 2, 2, 2 },
        data = { 0.75, -0.875, 1.375, 1.25, -1.625, -1.5625, -0.1875, -1.9375 },
        grad = { 1.9375, 0, -1.4375, -0.9375, 0.0625, 0, 0.6875, 1.8125 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 2, 2 },
        data = { 0.75, 0, 1.375, 1.25, -1.625, 0, -0.1875, -1.9375 },
        upstream = { 1.9375, -1.0625, -1.4375, -0.9375, 0.0625, -0.4375, 0.6875, 1.8125 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.8125, -1.9375, 1.875, -1.625, -1.375, 0.6875 },
        grad = { 1.125, 0, -0.4375, -0.25, 1.1875, 1.6875 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { -0.8125, 0, -1.9375, -1.375, 1.875, 0.6875 },
        upstream = { 1.125, 1, -0.4375, -0.25, 1.1875, 1.6875 },
      },
    },
  },
  {
    case = "nan where it is cut",
    args = { { dtype = "float32", shape = { 2, 2 }, data = { 1, nan, nan, 2 } } },
    results = {
      { dtype = "float32", shape = { 2, 2 }, data = { 1, 0, nan, 2 } },
    },
  },
  {
    case = "beyond",
    args = {
      { dtype = "float64", shape = { 2, 2 },
        data = { -0.0625, -1.0625, -1.375, 1.5 },
        grad = { 0, 0, 0, 0 },
      },
      -5,
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0, 0, 0, 0 },
        upstream = { 1.125, -1.0625, -1.6875, -0.0625 },
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
    case = "int64",
    args = { { dtype = "int64", shape = { 2, 2 }, data = { -1, 1, -2, 2 } } },
    results = {
      { dtype = "int64", shape = { 2, 2 }, data = { -1, 0, -2, 2 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2, 2 }, data = { true, true, true, true } } },
    results = {
      { dtype = "bool", shape = { 2, 2 }, data = { true, false, true, true } },
    },
  },
}

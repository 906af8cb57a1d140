-- triu: PyTorch's answers, made by make.py. Do not edit.
local nan = 0 / 0
return {
  {
    case = "square",
    args = {
      { dtype = "float64", shape = { 3, 3 },
        data = { 1.375, -0.125, -1.1875, 0.9375, -1.8125, 1.625, 0.1875, -1.25, 1.4375 },
        grad = { 0.4375, 1.5625, -0.1875, 0, 0.8125, 1.875, 0, 0, 1.0625 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 3 },
        data = { 1.375, -0.125, -1.1875, 0, -1.8125, 1.625, 0, 0, 1.4375 },
        upstream = { 0.4375, 1.5625, -0.1875, -2, 0.8125, 1.875, -0.75, 1.5, 1.0625 },
      },
    },
  },
  {
    case = "square",
    args = {
      { dtype = "float32", shape = { 3, 3 },
        data = { -0.875, -1.125, 0.125, 0.0625, 1.625, 1.75, 1.4375, 1.9375, -1.375 },
        grad = { -0.875, -0.625, -1.1875, 0, -1.75, -1.875, 0, 0, -1.8125 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 3 },
        data = { -0.875, -1.125, 0.125, 0, 1.625, 1.75, 0, 0, -1.375 },
        upstream = { -0.875, -0.625, -1.1875, -1.0625, -1.75, -1.875, 1.0625, -0.25, -1.8125 },
      },
    },
  },
  {
    case = "wide, 1",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.375, -0.5625, -1.1875, -0.875, -0.625, -1.125 },
        grad = { 0, 1.75, -1.375, 0, 0, 0.1875 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0, -0.5625, -1.1875, 0, 0, -1.125 },
        upstream = { 1.25, 1.75, -1.375, 1, 0.8125, 0.1875 },
      },
    },
  },
  {
    case = "tall, -1",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 0.0625, 2, -0.4375, -1.1875, -2, -0.5625 },
        grad = { -0.4375, 1, 1.875, -0.8125, 0, -1.25 },
      },
      { diagonal = -1 },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 0.0625, 2, -0.4375, -1.1875, 0, -0.5625 },
        upstream = { -0.4375, 1, 1.875, -0.8125, 0.4375, -1.25 },
      },
    },
  },
  {
    case = "batch",
    args = {
      { dtype = "float32", shape = { 2, 2, 2 },
        data = { 0.75, -0.5625, -1.875, -0.375, -0.75, 0.875, 1.625, -0.0625 },
        grad = { -0.75, 0.625, 0, -0.6875, -1.0625, 1.375, 0, 1.625 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 2, 2 },
        data = { 0.75, -0.5625, 0, -0.375, -0.75, 0.875, 0, -0.0625 },
        upstream = { -0.75, 0.625, 0.4375, -0.6875, -1.0625, 1.375, -1.1875, 1.625 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.375, -1, 0.5625, 0.8125, 0.5, 1 },
        grad = { -2, 0.3125, 0, -1.375, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 0.375, 0.8125, 0, 0.5, 0, 0 },
        upstream = { -2, 0.3125, -0.75, -1.375, -0.5625, 0.25 },
      },
    },
  },
  {
    case = "nan where it is cut",
    args = { { dtype = "float32", shape = { 2, 2 }, data = { 1, nan, nan, 2 } } },
    results = {
      { dtype = "float32", shape = { 2, 2 }, data = { 1, nan, 0, 2 } },
    },
  },
  {
    case = "beyond",
    args = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.1875, -0.8125, 1, 1.6875 },
        grad = { 0.5, 1.0625, 0.625, -1.4375 },
      },
      -5,
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.1875, -0.8125, 1, 1.6875 },
        upstream = { 0.5, 1.0625, 0.625, -1.4375 },
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
    args = { { dtype = "int64", shape = { 2, 2 }, data = { -2, 0, 1, 2 } } },
    results = {
      { dtype = "int64", shape = { 2, 2 }, data = { -2, 0, 0, 2 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2, 2 }, data = { true, true, true, true } } },
    results = {
      { dtype = "bool", shape = { 2, 2 }, data = { true, true, false, true } },
    },
  },
}

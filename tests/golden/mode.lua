-- mode: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "one of each: the smallest",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.375, -0.6875, -1.5, -0.3125, 1.75, -1.8125 },
        grad = { 0, 0, 0.4375, 0, 0, 0.3125 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { -1.5, -1.8125 }, upstream = { 0.4375, 0.3125 } },
      { dtype = "int64", shape = { 2 }, data = { 3, 3 } },
    },
  },
  {
    case = "one of each: the smallest",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.4375, 1.8125, 1.5625, 1.9375, -0.6875, -0.1875 },
        grad = { 1.375, 0, 0, 0, 1.75, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { -0.4375, -0.6875 }, upstream = { 1.375, 1.75 } },
      { dtype = "int64", shape = { 2 }, data = { 1, 2 } },
    },
  },
  {
    case = "most frequent",
    args = {
      { dtype = "float32", shape = { 2, 5 },
        data = { 1, 2, 2, 3, 2, 4, 4, 0.5, 0.5, 0.5 },
        grad = { 0, 0, 0, 0, 1.4375, 0, 0, 0, 0, -2 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 2, 0.5 }, upstream = { 1.4375, -2 } },
      { dtype = "int64", shape = { 2 }, data = { 5, 5 } },
    },
  },
  {
    case = "a draw: the smallest",
    args = {
      { dtype = "float64", shape = { 5 },
        data = { 3, 1, 3, 1, 2 },
        grad = { 0, 0, 0, -0.8125, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1 }, upstream = { -0.8125 } },
      { dtype = "int64", shape = {}, data = { 4 } },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1, 5, 2, 5, 1, 4 },
        grad = { 0, 0, 0, -1.5, -1.1875, 0 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 5 }, upstream = { -1.1875, -1.5 } },
      { dtype = "int64", shape = { 2 }, data = { 3, 2 } },
    },
  },
  {
    case = "keepdim",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1, 1, 2, 3, 2, 3 },
        grad = { 0, 1.125, 0, 0, 0, -0.875 },
      },
      -1,
      true,
    },
    results = {
      { dtype = "float64", shape = { 2, 1 }, data = { 1, 3 }, upstream = { 1.125, -0.875 } },
      { dtype = "int64", shape = { 2, 1 }, data = { 2, 3 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { 1, 2, 1, 3, 4, 3 },
        grad = { 0, -1.5625, 0, 0, 0, 0.9375 },
      },
      { dim = 2 },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 3 }, upstream = { -1.5625, 0.9375 } },
      { dtype = "int64", shape = { 2 }, data = { 2, 3 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float64", shape = { 1 }, data = { -0.8125 }, grad = { 1.5625 } } },
    results = {
      { dtype = "float64", shape = {}, data = { -0.8125 }, upstream = { 1.5625 } },
      { dtype = "int64", shape = {}, data = { 1 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { 5, -3, 5, 0 } } },
    results = {
      { dtype = "int64", shape = {}, data = { 5 } },
      { dtype = "int64", shape = {}, data = { 3 } },
    },
  },
}

-- unbind: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "first",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.875, 1.4375, 0.3125, -0.0625, -1.25, -0.5625 },
        grad = { 1.75, -1.0625, 0.75, -1.125, -1.375, 1.0625 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { -0.875, 1.4375, 0.3125 },
        upstream = { 1.75, -1.0625, 0.75 },
      },
      { dtype = "float64", shape = { 3 },
        data = { -0.0625, -1.25, -0.5625 },
        upstream = { -1.125, -1.375, 1.0625 },
      },
    },
  },
  {
    case = "first",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.875, 1.25, 0.5, -1.0625, 0.0625, -1 },
        grad = { 1.8125, -1.3125, 0.9375, 1.5, 0.25, 0.9375 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { -1.875, 1.25, 0.5 },
        upstream = { 1.8125, -1.3125, 0.9375 },
      },
      { dtype = "float32", shape = { 3 },
        data = { -1.0625, 0.0625, -1 },
        upstream = { 1.5, 0.25, 0.9375 },
      },
    },
  },
  {
    case = "last",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -1.5, -1.625, -1.9375, -1.4375 },
        grad = { -1.8125, 1.3125, 0.125, -2 },
      },
      -1,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { -1.5, -1.9375 }, upstream = { -1.8125, 0.125 } },
      { dtype = "float32", shape = { 2 }, data = { -1.625, -1.4375 }, upstream = { 1.3125, -2 } },
    },
  },
  {
    case = "by name",
    args = {
      { dtype = "float64", shape = { 2, 3, 1 },
        data = { 1.25, 0.5, 0.9375, 1.125, 1.5625, 1.3125 },
        grad = { -1.4375, -1.9375, 0.5625, -0.5, 0.1875, -2 },
      },
      { dim = 2 },
    },
    results = {
      { dtype = "float64", shape = { 2, 1 }, data = { 1.25, 1.125 }, upstream = { -1.4375, -0.5 } },
      { dtype = "float64", shape = { 2, 1 },
        data = { 0.5, 1.5625 },
        upstream = { -1.9375, 0.1875 },
      },
      { dtype = "float64", shape = { 2, 1 }, data = { 0.9375, 1.3125 }, upstream = { 0.5625, -2 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { 0.1875, -0.5625, 1.8125, 0.75, 1.375, 0.25 },
        grad = { -0.375, 0.625, 0.25, 1.5625, 1.625, -0.875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 0.1875, 1.8125, 1.375 },
        upstream = { -0.375, 0.625, 0.25 },
      },
      { dtype = "float32", shape = { 3 },
        data = { -0.5625, 0.75, 0.25 },
        upstream = { 1.5625, 1.625, -0.875 },
      },
    },
  },
  {
    case = "to no dimension",
    args = {
      { dtype = "float64", shape = { 3 },
        data = { 1.375, -0.9375, -1.625 },
        grad = { -1.125, 0.3125, 1.5625 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.375 }, upstream = { -1.125 } },
      { dtype = "float64", shape = {}, data = { -0.9375 }, upstream = { 0.3125 } },
      { dtype = "float64", shape = {}, data = { -1.625 }, upstream = { 1.5625 } },
    },
  },
}

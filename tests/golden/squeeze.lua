-- squeeze: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "all",
    args = {
      { dtype = "float64", shape = { 1, 2, 1, 3 },
        data = { -0.0625, 1.1875, -1.375, -1.8125, -0.9375, 0.625 },
        grad = { -0.1875, -0.8125, 0.375, 1.8125, -1.0625, -0.5 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.0625, 1.1875, -1.375, -1.8125, -0.9375, 0.625 },
        upstream = { -0.1875, -0.8125, 0.375, 1.8125, -1.0625, -0.5 },
      },
    },
  },
  {
    case = "all",
    args = {
      { dtype = "float32", shape = { 1, 2, 1, 3 },
        data = { 1.9375, -1.9375, -1.5625, 0.625, 0.875, -0.6875 },
        grad = { 1.5, -1.9375, 2, 1.625, 0.375, 1.5625 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.9375, -1.9375, -1.5625, 0.625, 0.875, -0.6875 },
        upstream = { 1.5, -1.9375, 2, 1.625, 0.375, 1.5625 },
      },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 1, 2, 1 }, data = { -0.9375, 0.5625 }, grad = { 1, 1.875 } },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2, 1 }, data = { -0.9375, 0.5625 }, upstream = { 1, 1.875 } },
    },
  },
  {
    case = "dim of size 2: nothing",
    args = {
      { dtype = "float64", shape = { 1, 2, 1 }, data = { 0, -1 }, grad = { -1.5, 1.625 } },
      2,
    },
    results = {
      { dtype = "float64", shape = { 1, 2, 1 }, data = { 0, -1 }, upstream = { -1.5, 1.625 } },
    },
  },
  {
    case = "several",
    args = {
      { dtype = "float32", shape = { 1, 2, 1, 1 },
        data = { 1.9375, 1.5625 },
        grad = { -0.125, 0.5625 },
      },
      { 1, -1 },
    },
    results = {
      { dtype = "float32", shape = { 2, 1 },
        data = { 1.9375, 1.5625 },
        upstream = { -0.125, 0.5625 },
      },
    },
  },
  {
    case = "by name",
    args = {
      { dtype = "float64", shape = { 2, 1 }, data = { 1.9375, -0.625 }, grad = { -0.625, 0.1875 } },
      { dim = -1 },
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { 1.9375, -0.625 },
        upstream = { -0.625, 0.1875 },
      },
    },
  },
  {
    case = "to no dimension",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -1.75 }, grad = { -0.4375 } } },
    results = {
      { dtype = "float32", shape = {}, data = { -1.75 }, upstream = { -0.4375 } },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { 0.375 }, grad = { 0 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 0.375 }, upstream = { 0 } },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float32", shape = { 1, 0 }, data = {}, grad = {} } },
    results = {
      { dtype = "float32", shape = { 0 }, data = {}, upstream = {} },
    },
  },
}

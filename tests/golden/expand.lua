-- expand: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "column",
    args = {
      { dtype = "float64", shape = { 2, 1 }, data = { 0.125, 1.5 }, grad = { 4.5625, 0.3125 } },
      2,
      3,
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.125, 0.125, 0.125, 1.5, 1.5, 1.5 },
        upstream = { 1.625, 1.125, 1.8125, 0.875, -1, 0.4375 },
      },
    },
  },
  {
    case = "column",
    args = {
      { dtype = "float32", shape = { 2, 1 },
        data = { 0.0625, -0.625 },
        grad = { -0.3125, -0.375 },
      },
      2,
      3,
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.0625, 0.0625, 0.0625, -0.625, -0.625, -0.625 },
        upstream = { -0.25, 0.25, -0.3125, 1.25, 0.375, -2 },
      },
    },
  },
  {
    case = "list, -1",
    args = {
      { dtype = "float32", shape = { 1, 2 }, data = { 1.9375, 1.1875 }, grad = { 1.125, 0.6875 } },
      { 3, -1 },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.9375, 1.1875, 1.9375, 1.1875, 1.9375, 1.1875 },
        upstream = { -0.1875, 1.25, -0.375, 0.375, 1.6875, -0.9375 },
      },
    },
  },
  {
    case = "new dimension",
    args = {
      { dtype = "float64", shape = { 3 }, data = { -2, 1.75, 0.875 }, grad = { -1, 0, -1.5625 } },
      2,
      3,
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -2, 1.75, 0.875, -2, 1.75, 0.875 },
        upstream = { -0.3125, -0.25, -1.5625, -0.6875, 0.25, 0 },
      },
    },
  },
  {
    case = "nothing",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.1875, -0.3125, 0.4375, 1.8125, 0.375, 1.5 },
        grad = { 1.875, 2, -1.375, -0.6875, 1.25, -0.75 },
      },
      2,
      3,
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.1875, -0.3125, 0.4375, 1.8125, 0.375, 1.5 },
        upstream = { 1.875, 2, -1.375, -0.6875, 1.25, -0.75 },
      },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { 1.625 }, grad = { -3.0625 } }, 2, 2 },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.625, 1.625, 1.625, 1.625 },
        upstream = { -1.1875, -0.75, -0.4375, -0.6875 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float32", shape = { 2, 1, 2 }, view = { { "select", 3, 2 } },
        data = { -1.9375, -0.25, 1.3125, 0.4375 },
        grad = { -0.9375, 2.875 },
      },
      2,
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.25, -0.25, 0.4375, 0.4375 },
        upstream = { 0.25, -1.1875, 1.1875, 1.6875 },
      },
    },
  },
  {
    case = "to no element",
    args = {
      { dtype = "float64", shape = { 1, 2 }, data = { 0.1875, 0.125 }, grad = { 0, 0 } },
      0,
      2,
    },
    results = {
      { dtype = "float64", shape = { 0, 2 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float32", shape = { 1, 0 }, data = {}, grad = {} }, 2, 0 },
    results = {
      { dtype = "float32", shape = { 2, 0 }, data = {}, upstream = {} },
    },
  },
}

-- gather: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "dim 1",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 2, 1.375, -0.75, -0.125, 0.375, -1.75 },
        grad = { 0, 0.3125, 1.9375, 0, 0, -0.125 },
      },
      1,
      { dtype = "int64", shape = { 2, 2 }, data = { 2, 1, 2, 3 } },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { -0.75, 1.375, -0.75, -1.75 },
        upstream = { 0.9375, 0.3125, 1, -0.125 },
      },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.75, -1.125, -1.1875, 2, 1.75, 0.0625 },
        grad = { 0, 1.375, -0.875, 0, 0, -1.1875 },
      },
      1,
      { dtype = "int64", shape = { 2, 2 }, data = { 2, 1, 2, 3 } },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -1.1875, -1.125, -1.1875, 0.0625 },
        upstream = { 0, 1.375, -0.875, -1.1875 },
      },
    },
  },
  {
    case = "dim 2",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.25, 1.375, 0.1875, 1.3125, -0.75, -1 },
        grad = { -0.375, 1, 0, 1.0625, 1, 1.125 },
      },
      2,
      { dtype = "int64", shape = { 2, 3 }, data = { 2, 1, 2, 3, 1, 2 } },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.375, -0.25, 1.375, -1, 1.3125, -0.75 },
        upstream = { -0.4375, -0.375, 1.4375, 1.125, 1.0625, 1 },
      },
    },
  },
  {
    case = "fewer rows",
    args = {
      { dtype = "float64", shape = { 3, 3 },
        data = { -0.125, -0.625, -1.1875, -0.5625, 0, -0.875, 1.9375, -1.3125, -1.5 },
        grad = { 1.3125, 0, 0.0625, 0.125, -1.0625, 0, 0, 0, 0 },
      },
      2,
      { dtype = "int64", shape = { 2, 2 }, data = { 3, 1, 1, 2 } },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { -1.1875, -0.125, -0.5625, 0 },
        upstream = { 0.0625, 1.3125, 0.125, -1.0625 },
      },
    },
  },
  {
    case = "by name",
    args = {
      { dtype = "float32", shape = { 3 },
        data = { 1.1875, -0.625, -1.75 },
        grad = { -1.4375, -1.1875, 1.0625 },
      },
      { dim = -1, index = { dtype = "int64", shape = { 4 }, data = { 3, 3, 1, 2 } } },
    },
    results = {
      { dtype = "float32", shape = { 4 },
        data = { -1.75, -1.75, 1.1875, -0.625 },
        upstream = { -0.5, 1.5625, -1.4375, -1.1875 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.3125, 0.5625, 1.5, 0.75, 0.25, 0.375 },
        grad = { 0.5, 0, 0, 1, 1.4375, 1.125 },
      },
      1,
      { dtype = "int64", shape = { 2, 2 }, view = { { "transpose", 1, 2 } },
        data = { 3, 1, 2, 3 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.5, 0.25, -1.3125, 0.375 },
        upstream = { 1.4375, 1, 0.5, 1.125 },
      },
    },
  },
  {
    case = "no index",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.25, -1.5, 0.5, -1.625, 1.1875, -0.5625 },
        grad = { 0, 0, 0, 0, 0, 0 },
      },
      1,
      { dtype = "int64", shape = { 0, 2 }, data = {} },
    },
    results = {
      { dtype = "float32", shape = { 0, 2 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "float64", shape = {}, data = { -0.875 }, grad = { 1.625 } },
      1,
      { dtype = "int64", shape = {}, data = { 1 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -0.875 }, upstream = { 1.625 } },
    },
  },
  {
    case = "int64",
    args = {
      { dtype = "int64", shape = { 3 }, data = { -1, 1, 0 } },
      1,
      { dtype = "int64", shape = { 2 }, data = { 3, 2 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 0, 1 } },
    },
  },
}

-- kthvalue: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "k 1",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.1875, -1.6875, -1.3125, 0.625, -0.0625, 0.375 },
        grad = { 0, 1.75, 0, 0, -1.375, 0 },
      },
      1,
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { -1.6875, -0.0625 },
        upstream = { 1.75, -1.375 },
      },
      { dtype = "int64", shape = { 2 }, data = { 2, 2 } },
    },
  },
  {
    case = "k 1",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.1875, -1.5625, -0.4375, 1.1875, 0.125, -1.25 },
        grad = { 0, -0.875, 0, 0, 0, -1.4375 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { -1.5625, -1.25 },
        upstream = { -0.875, -1.4375 },
      },
      { dtype = "int64", shape = { 2 }, data = { 2, 3 } },
    },
  },
  {
    case = "k 2",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.5625, -1, -2, 0.625, -0.0625, 0.75 },
        grad = { 0, -1.4375, 0, -1.875, 0, 0 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { -1, 0.625 }, upstream = { -1.4375, -1.875 } },
      { dtype = "int64", shape = { 2 }, data = { 2, 1 } },
    },
  },
  {
    case = "k 3",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0, -1.875, -1.625, -1.5625, 1.375, -1.25 },
        grad = { 1.5, 0, 0, 0, 2, 0 },
      },
      3,
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 0, 1.375 }, upstream = { 1.5, 2 } },
      { dtype = "int64", shape = { 2 }, data = { 1, 2 } },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.0625, 0.25, -0.5625, 2, -1.9375, -1.625 },
        grad = { 0, 0.25, -0.3125, 0, 0, 0 },
      },
      2,
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { -0.5625, 0.25 }, upstream = { -0.3125, 0.25 } },
      { dtype = "int64", shape = { 2 }, data = { 2, 1 } },
    },
  },
  {
    case = "keepdim",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -0.8125, 1.8125, -1.375, 1.5, 0.5625, 1.375, -1.75, 1.75 },
        grad = { 0, 0, 0, 0.75, 0, 1.625, 0, 0 },
      },
      3,
      -1,
      true,
    },
    results = {
      { dtype = "float64", shape = { 2, 1 }, data = { 1.5, 1.375 }, upstream = { 0.75, 1.625 } },
      { dtype = "int64", shape = { 2, 1 }, data = { 4, 2 } },
    },
  },
  {
    case = "by name",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 },
        data = {
          -1.0625, 0.0625, 1.3125, 1.1875, -1.5625, -0.5, -0.1875, 1.625, -0.625, 0.125, -1.875,
          -0.8125,
        },
        grad = { 1, -1, 0, 0, 0, 0, 0, 0, 1.3125, -1.6875, 0, 0 },
      },
      { k = 2, dim = 2, keepdim = true },
    },
    results = {
      { dtype = "float32", shape = { 2, 1, 2 },
        data = { -1.0625, 0.0625, -0.625, 0.125 },
        upstream = { 1, -1, 1.3125, -1.6875 },
      },
      { dtype = "int64", shape = { 2, 1, 2 }, data = { 1, 1, 2, 2 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.4375, 1.625, 0.5625, -0.0625, 1.5625, 1.875 },
        grad = { 0, -0.9375, 0, -0.5, -0.8125, 0 },
      },
      1,
      2,
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { -0.0625, 1.5625, 0.5625 },
        upstream = { -0.9375, -0.5, -0.8125 },
      },
      { dtype = "int64", shape = { 3 }, data = { 2, 2, 1 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float32", shape = { 5, 2 }, view = { { "select", 2, 2 } },
        data = { 1.0625, 1.8125, -1.5, 0.75, -0.1875, 0.25, 1.4375, 0.3125, -0.875, 0.8125 },
        grad = { 0, 0, 0, 0, -0.625 },
      },
      4,
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.8125 }, upstream = { -0.625 } },
      { dtype = "int64", shape = {}, data = { 5 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float64", shape = { 1 }, data = { 0.4375 }, grad = { -0.3125 } }, 1 },
    results = {
      { dtype = "float64", shape = {}, data = { 0.4375 }, upstream = { -0.3125 } },
      { dtype = "int64", shape = {}, data = { 1 } },
    },
  },
  {
    case = "no element is left",
    args = { { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} }, 2, 2 },
    results = {
      { dtype = "float32", shape = { 0 }, data = {}, upstream = {} },
      { dtype = "int64", shape = { 0 }, data = {} },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { 5, -3, 9, 0 } }, 2 },
    results = {
      { dtype = "int64", shape = {}, data = { 0 } },
      { dtype = "int64", shape = {}, data = { 4 } },
    },
  },
}

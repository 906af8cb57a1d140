-- cat: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "rows",
    args = {
      {
        { dtype = "float64", shape = { 2, 3 },
          data = { 1.875, 1.0625, -0.0625, -1.875, -0.8125, -1.9375 },
          grad = { -1.25, -0.4375, -0.75, -0.625, -1.75, 1.875 },
        },
        { dtype = "float64", shape = { 1, 3 },
          data = { 0.3125, 1.625, 1.9375 },
          grad = { 0.75, 1.375, -0.5 },
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 3, 3 },
        data = { 1.875, 1.0625, -0.0625, -1.875, -0.8125, -1.9375, 0.3125, 1.625, 1.9375 },
        upstream = { -1.25, -0.4375, -0.75, -0.625, -1.75, 1.875, 0.75, 1.375, -0.5 },
      },
    },
  },
  {
    case = "rows",
    args = {
      {
        { dtype = "float32", shape = { 2, 3 },
          data = { 1.875, 1.375, 1.5625, 1.1875, 1.625, -1.125 },
          grad = { -0.0625, 0.9375, 1.9375, -0.875, 1.4375, -1.375 },
        },
        { dtype = "float32", shape = { 1, 3 },
          data = { 1.4375, 0.25, -0.25 },
          grad = { 1.125, 0.5, -0.75 },
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 3 },
        data = { 1.875, 1.375, 1.5625, 1.1875, 1.625, -1.125, 1.4375, 0.25, -0.25 },
        upstream = { -0.0625, 0.9375, 1.9375, -0.875, 1.4375, -1.375, 1.125, 0.5, -0.75 },
      },
    },
  },
  {
    case = "columns",
    args = {
      {
        { dtype = "float32", shape = { 2, 1 }, data = { 0.375, 1.1875 }, grad = { 0.875, 1.1875 } },
        { dtype = "float32", shape = { 2, 2 },
          data = { -1.5625, 0.5, -0.4375, 1.25 },
          grad = { 0.4375, 0.3125, 0.5, 0.9375 },
        },
        { dtype = "float32", shape = { 2, 1 },
          data = { -0.625, -0.9375 },
          grad = { 1.3125, 1.5625 },
        },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.375, -1.5625, 0.5, -0.625, 1.1875, -0.4375, 1.25, -0.9375 },
        upstream = { 0.875, 0.4375, 0.3125, 1.3125, 1.1875, 0.5, 0.9375, 1.5625 },
      },
    },
  },
  {
    case = "by name",
    args = {
      {
        { dtype = "float64", shape = { 2, 1 }, data = { -0.5625, -1.125 }, grad = { -2, -1.9375 } },
        { dtype = "float64", shape = { 2, 2 },
          data = { -1, -0.3125, -1.375, -1.625 },
          grad = { -0.75, 0.9375, -1.625, 1.875 },
        },
      },
      { dim = -1 },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.5625, -1, -0.3125, -1.125, -1.375, -1.625 },
        upstream = { -2, -0.75, 0.9375, -1.9375, -1.625, 1.875 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      {
        { dtype = "float32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
          data = { 1.625, -0.625, 1.875, 1.6875, 0.5, -1.4375 },
          grad = { 1.375, 1.5625, 0.6875, 1.75, 1.9375, 1.1875 },
        },
        { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
          data = {
            1.25, 1.4375, -0.5, -1.125, 1.75, -1.25, -1.8125, 0.8125, 1.3125, -0.8125, -1.375,
            -0.125,
          },
          grad = { 0.3125, -1.0625, 0.0625, -0.25, 0.75, 0.375 },
        },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 4, 3 },
        data = {
          1.625, 1.875, 0.5, -0.625, 1.6875, -1.4375, 1.4375, -1.125, -1.25, 0.8125, -0.8125,
          -0.125,
        },
        upstream = {
          1.375, 1.5625, 0.6875, 1.75, 1.9375, 1.1875, 0.3125, -1.0625, 0.0625, -0.25, 0.75, 0.375,
        },
      },
    },
  },
  {
    case = "one tensor",
    args = {
      {
        { dtype = "float64", shape = { 2, 2 },
          data = { 0.625, 0.125, 0.8125, -1.1875 },
          grad = { 0.875, -1.5, -1.1875, 1.9375 },
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 0.625, 0.125, 0.8125, -1.1875 },
        upstream = { 0.875, -1.5, -1.1875, 1.9375 },
      },
    },
  },
  {
    case = "no element in one",
    args = {
      {
        { dtype = "float32", shape = { 0, 2 }, data = {}, grad = {} },
        { dtype = "float32", shape = { 2, 2 },
          data = { -1.375, -0.75, -1.8125, 0.1875 },
          grad = { 1.25, 1.1875, -0.25, 2 },
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -1.375, -0.75, -1.8125, 0.1875 },
        upstream = { 1.25, 1.1875, -0.25, 2 },
      },
    },
  },
  {
    case = "no element",
    args = {
      {
        { dtype = "float64", shape = { 0, 2 }, data = {}, grad = {} },
        { dtype = "float64", shape = { 0, 2 }, data = {}, grad = {} },
      },
    },
    results = {
      { dtype = "float64", shape = { 0, 2 }, data = {}, upstream = {} },
    },
  },
  {
    case = "int64",
    args = {
      {
        { dtype = "int64", shape = { 2 }, data = { 2, -1 } },
        { dtype = "int64", shape = { 1 }, data = { 0 } },
      },
    },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 2, -1, 0 } },
    },
  },
  {
    case = "int64 and float32",
    args = {
      {
        { dtype = "int64", shape = { 2 }, data = { 2, -1 } },
        { dtype = "float32", shape = { 1 }, data = { -1 }, grad = { -0.25 } },
      },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 2, -1, -1 },
        upstream = { -0.375, -1.8125, -0.25 },
      },
    },
  },
  {
    case = "float32 and float64",
    args = {
      {
        { dtype = "float32", shape = { 2 }, data = { -1.75, -0.25 }, grad = { 0.375, 0.5625 } },
        { dtype = "float64", shape = { 1 }, data = { 0.4375 }, grad = { -0.5 } },
      },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { -1.75, -0.25, 0.4375 },
        upstream = { 0.375, 0.5625, -0.5 },
      },
    },
  },
}

-- where: PyTorch's answers, made by make.py. Do not edit.
local nan = 0 / 0
return {
  {
    case = "ordinary",
    args = {
      { dtype = "bool", shape = { 2, 3 }, data = { false, false, false, true, true, true } },
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.375, 0.125, 1.4375, 1.125, 1.25, 0.4375 },
        grad = { 0, 0, 0, 0.5, 0.5625, -1.1875 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.1875, -0.9375, 0.0625, -1.3125, -1.0625, 1.6875 },
        grad = { 0.3125, 1.8125, -0.875, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.1875, -0.9375, 0.0625, 1.125, 1.25, 0.4375 },
        upstream = { 0.3125, 1.8125, -0.875, 0.5, 0.5625, -1.1875 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "bool", shape = { 2, 3 }, data = { true, false, true, true, true, true } },
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.4375, 0.9375, -0.5, 0.5, 1.25, -1.5 },
        grad = { -1.3125, 0, 1.125, 1.6875, 0.625, 1 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.875, 1.625, -0.3125, -0.9375, -0.4375, 1.125 },
        grad = { 0, -1.9375, 0, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.4375, 1.625, -0.5, 0.5, 1.25, -1.5 },
        upstream = { -1.3125, -1.9375, 1.125, 1.6875, 0.625, 1 },
      },
    },
  },
  {
    case = "broadcast",
    args = {
      { dtype = "bool", shape = { 3 }, data = { true, true, false } },
      { dtype = "float32", shape = { 2, 1 },
        data = { -1.0625, 1.625 },
        grad = { -2.8125, 1.6875 },
      },
      { dtype = "float32", shape = { 1, 3 },
        data = { -1.375, -0.8125, 1.9375 },
        grad = { 0, 0, 0.6875 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.0625, -1.0625, 1.9375, 1.625, 1.625, 1.9375 },
        upstream = { -1.8125, -1, 1.8125, 1.25, 0.4375, -1.125 },
      },
    },
  },
  {
    case = "broadcast of the condition",
    args = {
      { dtype = "bool", shape = { 2, 1, 1 }, data = { false, false } },
      { dtype = "float64", shape = { 3 }, data = { -1.3125, -1.125, -1.625 }, grad = { 0, 0, 0 } },
      { dtype = "float64", shape = { 2, 3 },
        data = { 0, -1.25, 0.625, -0.6875, -0.625, 1.3125 },
        grad = { 2.3125, 1.3125, -2.5625, 0.9375, -3.125, 0.0625 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 2, 3 },
        data = {
          0, -1.25, 0.625, -0.6875, -0.625, 1.3125, 0, -1.25, 0.625, -0.6875, -0.625, 1.3125,
        },
        upstream = {
          0.4375, 0.5625, -1.8125, -0.5625, -1.4375, -1.75, 1.875, 0.75, -0.75, 1.5, -1.6875,
          1.8125,
        },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "bool", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { false, false, true, false, true, true },
      },
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.3125, -1.75, -0.875, 0.75, 1.25, -1.5 },
        grad = { 0, 0, 0, -0.1875, 1.625, 0.9375 },
      },
      { dtype = "float32", shape = { 3, 2, 2 }, view = { { "select", 3, 2 } },
        data = {
          -2, 2, 1.0625, 1.5625, 0.1875, -0.1875, 1.5, 0.25, 0.875, 0.8125, -0.125, -0.9375,
        },
        grad = { 1.375, -0.4375, -0.5, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 2, 1.5625, -0.1875, 1.25, -0.875, -1.5 },
        upstream = { 1.375, -0.4375, -0.5, -0.1875, 1.625, 0.9375 },
      },
    },
  },
  {
    case = "numbers",
    args = {
      { dtype = "bool", shape = { 2, 2 }, data = { true, true, false, true } },
      { dtype = "float64", shape = { 2, 2 },
        data = { -0.375, 0.5, 0.5625, -1.625 },
        grad = { -1.9375, -2, 0, -0.875 },
      },
      0.5,
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { -0.375, 0.5, 0.5, -1.625 },
        upstream = { -1.9375, -2, -1.875, -0.875 },
      },
    },
  },
  {
    case = "number on the left",
    args = {
      { dtype = "bool", shape = { 2, 2 }, data = { false, true, true, true } },
      -1,
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.625, -1.4375, -1.5625, -1.625 },
        grad = { -1.875, 0, 0, 0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.625, -1, -1, -1 },
        upstream = { -1.875, -1.375, 1.25, -1.0625 },
      },
    },
  },
  {
    case = "nan in what is not taken",
    args = {
      { dtype = "bool", shape = { 2 }, data = { true, false } },
      { dtype = "float64", shape = { 2 }, data = { 1, nan }, grad = { 0.4375, 0 } },
      { dtype = "float64", shape = { 2 }, data = { nan, 2 }, grad = { 0, -0.1875 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 1, 2 }, upstream = { 0.4375, -0.1875 } },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "bool", shape = {}, data = { true } },
      { dtype = "float32", shape = {}, data = { -0.1875 }, grad = { 1.25 } },
      { dtype = "float32", shape = {}, data = { 0.5625 }, grad = { 0 } },
    },
    results = {
      { dtype = "float32", shape = {}, data = { -0.1875 }, upstream = { 1.25 } },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "bool", shape = { 0, 2 }, data = {} },
      { dtype = "float64", shape = { 2 }, data = { 1.75, -0.1875 }, grad = { 0, 0 } },
      { dtype = "float64", shape = { 1, 2 }, data = { -1.875, 0 }, grad = { 0, 0 } },
    },
    results = {
      { dtype = "float64", shape = { 0, 2 }, data = {}, upstream = {} },
    },
  },
  {
    case = "int64 and float32",
    args = {
      { dtype = "bool", shape = { 2 }, data = { true, false } },
      { dtype = "int64", shape = { 2 }, data = { 1, 2 } },
      { dtype = "float32", shape = { 2 }, data = { 0.5, 1.5 }, grad = { 0, -0.5 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 1.5 }, upstream = { 0.375, -0.5 } },
    },
  },
  {
    case = "int64",
    args = {
      { dtype = "bool", shape = { 2 }, data = { true, false } },
      { dtype = "int64", shape = { 2 }, data = { 1, 2 } },
      { dtype = "int64", shape = { 2 }, data = { 3, 4 } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 1, 4 } },
    },
  },
}

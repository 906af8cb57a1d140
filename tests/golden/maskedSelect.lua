-- maskedSelect: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.75, 0.125, 0, -2, 1.625, 0.8125 },
        grad = { 0.125, 0, -1.25, 0, 0, -1.3125 },
      },
      { dtype = "bool", shape = { 2, 3 }, data = { true, false, true, false, false, true } },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 0.75, 0, 0.8125 },
        upstream = { 0.125, -1.25, -1.3125 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.6875, -1.4375, -0.5, 0.5625, 1.625, 0.375 },
        grad = { -2, 0, -0.875, 0, 0, -1.1875 },
      },
      { dtype = "bool", shape = { 2, 3 }, data = { true, false, true, false, false, true } },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 0.6875, -0.5, 0.375 },
        upstream = { -2, -0.875, -1.1875 },
      },
    },
  },
  {
    case = "row of the mask",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.3125, -0.875, -0.0625, -2, -1.4375, -1.1875 },
        grad = { 1.125, 0, -1.1875, -0.125, 0, -0.875 },
      },
      { dtype = "bool", shape = { 3 }, data = { true, false, true } },
    },
    results = {
      { dtype = "float32", shape = { 4 },
        data = { -0.3125, -0.0625, -2, -1.1875 },
        upstream = { 1.125, -1.1875, -0.125, -0.875 },
      },
    },
  },
  {
    case = "mask larger than the tensor",
    args = {
      { dtype = "float64", shape = { 3 },
        data = { 1.3125, -0.4375, 0 },
        grad = { -1.75, 0, -3.375 },
      },
      { dtype = "bool", shape = { 2, 3 }, data = { true, false, true, false, false, true } },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 1.3125, 0, 0 },
        upstream = { -1.75, -1.875, -1.5 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.125, 0.875, -0.25, -2, 1.75, 0.0625 },
        grad = { -1.5625, 0, 0, 0, -1.25, -0.1875 },
      },
      { dtype = "bool", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { true, false, true, false, false, true },
      },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { -1.125, -0.25, 0.0625 },
        upstream = { -1.5625, -1.25, -0.1875 },
      },
    },
  },
  {
    case = "nothing",
    args = {
      { dtype = "float64", shape = { 2 }, data = { 0.9375, 0.875 }, grad = { 0, 0 } },
      { dtype = "bool", shape = { 2 }, data = { false, false } },
    },
    results = {
      { dtype = "float64", shape = { 0 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "float32", shape = {}, data = { 1.3125 }, grad = { 0.5625 } },
      { dtype = "bool", shape = {}, data = { true } },
    },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 1.3125 }, upstream = { 0.5625 } },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "float64", shape = { 0 }, data = {}, grad = {} },
      { dtype = "bool", shape = { 0 }, data = {} },
    },
    results = {
      { dtype = "float64", shape = { 0 }, data = {}, upstream = {} },
    },
  },
  {
    case = "int64",
    args = {
      { dtype = "int64", shape = { 3 }, data = { 0, -2, 1 } },
      { dtype = "bool", shape = { 3 }, data = { true, false, true } },
    },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 0, 1 } },
    },
  },
}

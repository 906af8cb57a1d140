-- maskedFill: PyTorch's answers, made by make.py. Do not edit.
local inf = math.huge
return {
  {
    case = "number",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.6875, -1.375, -1.5625, 0.25, -2, -0.125 },
        grad = { 0, 0.0625, 0, 1.25, 1.75, 0 },
      },
      { dtype = "bool", shape = { 2, 3 }, data = { true, false, true, false, false, true } },
      0.5,
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.5, -1.375, 0.5, 0.25, -2, 0.5 },
        upstream = { -0.9375, 0.0625, -1.5, 1.25, 1.75, 1.0625 },
      },
    },
  },
  {
    case = "number",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1, -0.25, 1.5, 1.1875, -1.5625, 0.9375 },
        grad = { 0, -0.375, 0, 0.9375, -1.1875, 0 },
      },
      { dtype = "bool", shape = { 2, 3 }, data = { true, false, true, false, false, true } },
      0.5,
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.5, -0.25, 0.5, 1.1875, -1.5625, 0.5 },
        upstream = { -2, -0.375, 0.4375, 0.9375, -1.1875, 1.875 },
      },
    },
  },
  {
    case = "minus infinity",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.0625, -0.5625, -0.25, 0, 1.6875, -0.875 },
        grad = { 0, 1.5625, 0, -1.9375, 1.0625, 0 },
      },
      { dtype = "bool", shape = { 2, 3 }, data = { true, false, true, false, false, true } },
      -inf,
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -inf, -0.5625, -inf, 0, 1.6875, -inf },
        upstream = { -1.875, 1.5625, 1.5, -1.9375, 1.0625, -0.6875 },
      },
    },
  },
  {
    case = "tensor",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.75, 1.75, 1.9375, 0.9375, -1.5625, -1.4375 },
        grad = { 0, -0.0625, 0, -1.1875, 0.125, 0 },
      },
      { dtype = "bool", shape = { 2, 3 }, data = { true, false, true, false, false, true } },
      { dtype = "float64", shape = {}, data = { -1.5625 }, grad = { -2.8125 } },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.5625, 1.75, -1.5625, 0.9375, -1.5625, -1.5625 },
        upstream = { -0.6875, -0.0625, -0.25, -1.1875, 0.125, -1.875 },
      },
    },
  },
  {
    case = "row of the mask",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.375, 0.1875, -0.0625, -1.125, -0.5625, 0.5625 },
        grad = { 0, 1.1875, 0, 0, -1.9375, 0 },
      },
      { dtype = "bool", shape = { 3 }, data = { true, false, true } },
      -1,
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1, 0.1875, -1, -1, -0.5625, -1 },
        upstream = { -0.5625, 1.1875, 1.25, -1.1875, -1.9375, -1.75 },
      },
    },
  },
  {
    case = "column of the mask, by name",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.625, 0.375, 1.1875, 0.75, 1.5625, -1 },
        grad = { 0, 0, 0, -1.375, 0.875, 1.0625 },
      },
      { mask = { dtype = "bool", shape = { 2, 1 }, data = { true, false } }, value = 2 },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 2, 2, 2, 0.75, 1.5625, -1 },
        upstream = { 0.8125, -1.5, -1.0625, -1.375, 0.875, 1.0625 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.25, -0.0625, 1.3125, -1.3125, 1.9375, -1.625 },
        grad = { 0, -0.4375, -0.5625, -0.125, 0, 0 },
      },
      { dtype = "bool", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { true, false, true, false, false, true },
      },
      1.5,
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.5, -1.3125, -0.0625, 1.9375, 1.5, 1.5 },
        upstream = { 0.375, -0.4375, -0.5625, -0.125, 1.1875, -1.6875 },
      },
    },
  },
  {
    case = "mask larger than the tensor",
    args = {
      { dtype = "float64", shape = { 3 },
        data = { -1, 1.125, -0.0625 },
        grad = { -1.9375, -0.4375, 0 },
      },
      { dtype = "bool", shape = { 2, 3 }, data = { true, false, true, false, false, true } },
      1.5,
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.5, 1.125, 1.5, -1, 1.125, 1.5 },
        upstream = { 1.4375, -0.875, -1.5625, -1.9375, 0.4375, -0.4375 },
      },
    },
  },
  {
    case = "no element",
    args = {
      { dtype = "float32", shape = { 0, 2 }, data = {}, grad = {} },
      { dtype = "bool", shape = { 2 }, data = { false, true } },
      1,
    },
    results = {
      { dtype = "float32", shape = { 0, 2 }, data = {}, upstream = {} },
    },
  },
  {
    case = "int64",
    args = {
      { dtype = "int64", shape = { 3 }, data = { 1, -2, 2 } },
      { dtype = "bool", shape = { 3 }, data = { true, false, true } },
      7,
    },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 7, -2, 7 } },
    },
  },
}

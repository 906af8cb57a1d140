-- mse: PyTorch's answers, made by make.py. Do not edit.
local nan = 0 / 0
return {
  {
    case = "mean",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.8125, 1.75, 0.8125, 1.5, 0.9375, -1.625 },
        grad = { 1.6875, -1.71875, -0.125, -0.8749999999999999, -0.28125, 0.0625 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.5625, -1.6875, 0.5625, -0.25, 0.375, -1.5 },
        grad = { -1.6875, 1.71875, 0.125, 0.8749999999999999, 0.28125, -0.0625 },
      },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 4.444010416666667 }, upstream = { -1.5 } },
    },
  },
  {
    case = "mean",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.625, 1.9375, 0, 1.5625, 0.4375, -1.3125 },
        grad = { -0.84375, -0.0625, 0.5, -0.78125006, -0.09375, 1.3125 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.0625, 1.8125, 1, 0, 0.25, 1.3125 },
        grad = { 0.84375, 0.0625, -0.5, 0.78125006, 0.09375, -1.3125 },
      },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 2.2050781 }, upstream = { -1.5 } },
    },
  },
  {
    case = "sum",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.0625, 1.1875, -1.0625, -0.8125, -1.4375, 0.4375 },
        grad = { 0.3515625, 2.34375, 1.40625, 0.46875, -1.640625, -2.8125 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.25, -0.0625, -1.8125, -1.0625, -0.5625, 1.9375 },
        grad = { -0.3515625, -2.34375, -1.40625, -0.46875, 1.640625, 2.8125 },
      },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 5.23828125 }, upstream = { 0.9375 } },
    },
  },
  {
    case = "sum",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.0625, -1.1875, 1.9375, 1.4375, 0.9375, 1.25 },
        grad = { -2.640625, -0.7109375, -4.46875, -5.5859375, -1.1171875, -1.828125 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.5625, -1.625, -0.8125, -2, 0.25, 0.125 },
        grad = { 2.640625, 0.7109375, 4.46875, 5.5859375, 1.1171875, 1.828125 },
      },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 23.949219 }, upstream = { -0.8125 } },
    },
  },
  {
    case = "none",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.6875, -1.8125, -1.1875, -1.3125, -0.375, 0.5625 },
        grad = { 0.84375, 4.296875, 1.125, 9.2890625, 0.5390625, 9.203125 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { 1, 1.625, -1.5625, 1.25, 1.0625, -1.8125 },
        grad = { -0.84375, -4.296875, -1.125, -9.2890625, -0.5390625, -9.203125 },
      },
      { reduction = "none" },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 2.84765625, 11.81640625, 0.140625, 6.56640625, 2.06640625, 5.640625 },
        upstream = { -0.25, -0.625, 1.5, -1.8125, -0.1875, 1.9375 },
      },
    },
  },
  {
    case = "none",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.9375, -0.1875, 0.3125, 0.25, 0.5, 0.4375 },
        grad = { -0.25, -2.109375, 2.6640625, 0.359375, 0.0625, 0 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.4375, 1.5, -1.625, 0.125, 0.75, -2 },
        grad = { 0.25, 2.109375, -2.6640625, -0.359375, -0.0625, -0.0 },
      },
      { reduction = "none" },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.25, 2.8476562, 3.7539062, 0.015625, 0.0625, 5.9414062 },
        upstream = { 0.25, 0.625, 0.6875, 1.4375, -0.125, 0 },
      },
    },
  },
  {
    case = "default",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.5625, 0.9375, -0.875, 2, -0.4375, 0.0625 },
        grad = {
          -0.5286458333333333, 1.7747395833333333, -1.1705729166666665, 1.7369791666666665,
          -0.3020833333333333, -1.1705729166666665,
        },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.6875, -2, 1.0625, -0.875, 0.0625, 2 },
        grad = {
          0.5286458333333333, -1.7747395833333333, 1.1705729166666665, -1.7369791666666665,
          0.3020833333333333, 1.1705729166666665,
        },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 4.236328125 }, upstream = { 1.8125 } },
    },
  },
  {
    case = "default",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.8125, 0.125, -0.6875, 0.3125, -2, -1.75 },
        grad = { 1.014323, 0.24739584, -0.9401042, -0.12369792, -1.014323, -0.5442709 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.75, -0.5, 1.6875, 0.625, 0.5625, -0.375 },
        grad = { -1.014323, -0.24739584, 0.9401042, 0.12369792, 1.014323, 0.5442709 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 3.5253906 }, upstream = { 1.1875 } },
    },
  },
  {
    case = "transposed and strided",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { -0.5625, 0.875, -0.5, 0.625, -0.1875, 1.25 },
        grad = { -1.1510417, -1.1848959, -0.6770834, 0.203125, 0.40625, -0.067708336 },
      },
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = { -1.9375, 1.5625, 0, 1.6875, -0.5, 1.0625, 1.125, 0.5, 2, -0.125, -0.8125, 1.375 },
        grad = { 1.1510417, 1.1848959, 0.6770834, -0.203125, -0.40625, 0.067708336 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 1.9303385 }, upstream = { 1.625 } },
    },
  },
  {
    case = "transposed, none",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.4375, -1.625, 0.5625, 1.4375, -0.1875, 0.75 },
        grad = { 3.5546875, -4.9765625, 0.90625, -0.8203125, -0.140625, 3.65625 },
      },
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.75, 0.1875, 1.6875, -1.625, -0.5, -0.875 },
        grad = { -3.5546875, 4.9765625, -0.90625, 0.8203125, 0.140625, -3.65625 },
      },
      { reduction = "none" },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 4.78515625, 9.37890625, 3.28515625, 0.09765625, 1.265625, 2.640625 },
        upstream = { 0.8125, -0.8125, -0.25, -1.3125, 0.0625, 1.125 },
      },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float32", shape = { 1 }, data = { 1.1875 }, grad = { -1.21875 } },
      { dtype = "float32", shape = { 1 }, data = { -1.25 }, grad = { 1.21875 } },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 5.9414062 }, upstream = { -0.25 } },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "float64", shape = {}, data = { 1.8125 }, grad = { 0.1640625 } },
      { dtype = "float64", shape = {}, data = { 2 }, grad = { -0.1640625 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.03515625 }, upstream = { -0.4375 } },
    },
  },
  {
    case = "no element, sum",
    args = {
      { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} },
      { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0 }, upstream = { 0.875 } },
    },
  },
  {
    case = "no element, none",
    args = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} },
      { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} },
      { reduction = "none" },
    },
    results = {
      { dtype = "float64", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no element, mean",
    args = {
      { dtype = "float32", shape = { 0 }, data = {} },
      { dtype = "float32", shape = { 0 }, data = {} },
    },
    results = {
      { dtype = "float32", shape = {}, data = { nan } },
    },
  },
  {
    case = "reduction by position",
    args = {
      { dtype = "float64", shape = { 2, 2 },
        data = { -0.125, -1.5, 1.9375, -1.8125 },
        grad = { -4.59375, 0.65625, 9.515625, -7.546875 },
      },
      { dtype = "float64", shape = { 2, 2 },
        data = { 1.625, -1.75, -1.6875, 1.0625 },
        grad = { 4.59375, -0.65625, -9.515625, 7.546875 },
      },
      "sum",
    },
    results = {
      { dtype = "float64", shape = {}, data = { 24.53125 }, upstream = { 1.3125 } },
    },
  },
  {
    case = "broadcast",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.8125, 2, 1.125, 1.5, 0.0625, -1.1875 },
        grad = { -2.96875, -2.6953125, 0.5, -4.125, -1.8125, 1.171875 },
      },
      { dtype = "float32", shape = { 3 },
        data = { -0.5625, 0.5625, -0.875 },
        grad = { 7.09375, 4.5078125, -1.671875 },
      },
      { reduction = "none" },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.5625, 2.0664062, 4, 4.2539062, 0.25, 0.09765625 },
        upstream = { 1.1875, -0.9375, 0.125, -1, 1.8125, -1.875 },
      },
    },
  },
}

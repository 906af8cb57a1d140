-- prod: PyTorch's answers, made by make.py. Do not edit.
local nan = 0 / 0
return {
  {
    case = "all",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.625, -0.3125, -0.8125, -0.9375, -0.4375, 0.5625 },
        grad = {
          -0.025628507137298584, 0.13326823711395264, 0.05125701427459717, 0.04442274570465088,
          0.0951915979385376, -0.07403790950775146,
        },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.0951915979385376 }, upstream = { -0.4375 } },
    },
  },
  {
    case = "all",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.1875, 1.3125, 1.1875, -0.75, 0.9375, -0.4375 },
        grad = { -0.20975947, 0.18978238, 0.20975947, -0.33211917, 0.26569533, -0.56934714 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { -0.56934714 }, upstream = { -0.4375 } },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.375, 0.125, 1.25, 1.375, 1.6875, 0.375 },
        grad = { 0.0859375, -0.52734375, 0.4453125, -0.0234375, -0.0390625, 1.484375 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { -0.515625, 0.2109375, 0.46875 },
        upstream = { 0.0625, -0.3125, 1.1875 },
      },
    },
  },
  {
    case = "dim 2, keepdim",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.0625, 1.625, 0.4375, 0.6875, -1.3125, 1.125 },
        grad = { -1.421875, 0.0546875, 0.203125, 1.845703125, -0.966796875, 1.1279296875 },
      },
      2,
      true,
    },
    results = {
      { dtype = "float64", shape = { 2, 1 },
        data = { -0.04443359375, -1.01513671875 },
        upstream = { -2, -1.25 },
      },
    },
  },
  {
    case = "dim -1 by name",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.8125, 1.0625, -1, -0.25, 1.3125, -0.5 },
        grad = { 0.59765625, 0.45703125, -0.4855957, 0.24609375, -0.046875, 0.123046875 },
      },
      { dim = -1 },
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { -0.86328125, 0.1640625 },
        upstream = { -0.5625, -0.375 },
      },
    },
  },
  {
    case = "middle of three",
    args = {
      { dtype = "float64", shape = { 2, 3, 2 },
        data = {
          -1.9375, -0.9375, -0.125, 0, -0.3125, -1.875, -1.4375, 1.1875, -0.5625, -0.8125, 1.25,
          1.625,
        },
        grad = {
          0.0244140625, -0.0, 0.37841796875, 3.076171875, 0.1513671875, -0.0, -0.3515625, 2.640625,
          -0.8984375, -3.859375, 0.404296875, 1.9296875,
        },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 2, 2 },
        data = { -0.07568359375, 0, 1.0107421875, -1.56787109375 },
        upstream = { 0.625, 1.75, 0.5, -2 },
      },
    },
  },
  {
    case = "transposed, dim 1",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.25, 0.9375, -1.9375, 2, 1.625, -1.5 },
        grad = { 3.6328125, 0.76171875, -4.84375, 0.9375, 2.34375, -1.015625 },
      },
      1,
    },
    results = {
      { dtype = "float32", shape = { 2 },
        data = { 2.2705078, -4.875 },
        upstream = { -2, -0.3125 },
      },
    },
  },
  {
    case = "transposed, all",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.0625, -1.6875, 1.75, -0.75, -1.25, 0 },
        grad = { -0.0, 0, 0, 0, -0.0, -5.1477813720703125 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -0.0 }, upstream = { 1.75 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          -2, -0.5, -1.6875, 0.875, 0.25, -0.6875, -0.4375, -1.625, 1.8125, 0.4375, -1.4375,
          -1.3125,
        },
        grad = { 1.203125, -0.6875, 0.875, -0.68188477, 2.5327148, -0.8442383 },
      },
      { dim = 2, keepdim = true },
    },
    results = {
      { dtype = "float32", shape = { 2, 1 },
        data = { 0.30078125, 0.93310547 },
        upstream = { -2, 1.1875 },
      },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float64", shape = {}, data = { -0.1875 }, grad = { -0.0625 } } },
    results = {
      { dtype = "float64", shape = {}, data = { -0.1875 }, upstream = { -0.0625 } },
    },
  },
  {
    case = "no dimension, dim 1",
    args = { { dtype = "float32", shape = {}, data = { -0.5 }, grad = { 0.8125 } }, 1 },
    results = {
      { dtype = "float32", shape = {}, data = { -0.5 }, upstream = { 0.8125 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float64", shape = { 1, 1 }, data = { -1.4375 }, grad = { -1.5625 } }, 1 },
    results = {
      { dtype = "float64", shape = { 1 }, data = { -1.4375 }, upstream = { -1.5625 } },
    },
  },
  {
    case = "no element is left",
    args = { { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} }, 2 },
    results = {
      { dtype = "float32", shape = { 0 }, data = {}, upstream = {} },
    },
  },
  {
    case = "one zero",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.5, 0, 2, 3, 1, 0.5 },
        grad = { 0, 0.1875, 0, -0.53125, -1.59375, -3.1875 },
      },
      2,
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 0, 1.5 }, upstream = { 0.0625, -1.0625 } },
    },
  },
  {
    case = "one zero",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.5, 0, 2, 3, 1, 0.5 },
        grad = { 0, 3.9375, 0, -0.25, -0.75, -1.5 },
      },
      2,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, 1.5 }, upstream = { 1.3125, -0.5 } },
    },
  },
  {
    case = "two zeros",
    args = {
      { dtype = "float64", shape = { 4 }, data = { 1.5, 0, 2, 0 }, grad = { 0, 0, 0, 0 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0 }, upstream = { -0.375 } },
    },
  },
  {
    case = "two zeros",
    args = {
      { dtype = "float32", shape = { 4 }, data = { 1.5, 0, 2, 0 }, grad = { 0, 0, 0, 0 } },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0 }, upstream = { 1.0625 } },
    },
  },
  {
    case = "one zero, all",
    args = { { dtype = "float64", shape = { 3 }, data = { 1.5, 0, 2 }, grad = { 0, 6, 0 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 0 }, upstream = { 2 } },
    },
  },
  {
    case = "one zero, all",
    args = {
      { dtype = "float32", shape = { 3 }, data = { 1.5, 0, 2 }, grad = { -0.0, -2.8125, -0.0 } },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0 }, upstream = { -0.9375 } },
    },
  },
  {
    case = "over no element",
    args = { { dtype = "float64", shape = { 0, 3 }, data = {}, grad = {} }, 1 },
    results = {
      { dtype = "float64", shape = { 3 }, data = { 1, 1, 1 }, upstream = { -0.75, 1.4375, 0.125 } },
    },
  },
  {
    case = "over no element, all",
    args = { { dtype = "float32", shape = { 0 }, data = {}, grad = {} } },
    results = {
      { dtype = "float32", shape = {}, data = { 1 }, upstream = { 1.625 } },
    },
  },
  {
    case = "nan",
    args = { { dtype = "float64", shape = { 2 }, data = { nan, 0 } } },
    results = {
      { dtype = "float64", shape = {}, data = { nan } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 2, 3 }, data = { 7, 5, 1, 6, 8, 3 } }, 2 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 35, 144 } },
    },
  },
  {
    case = "int32",
    args = { { dtype = "int32", shape = { 2 }, data = { 3, -4 } } },
    results = {
      { dtype = "int64", shape = {}, data = { -12 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 2 }, data = { 200, 100 } } },
    results = {
      { dtype = "int64", shape = {}, data = { 20000 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "int64", shape = {}, data = { 0 } },
    },
  },
}

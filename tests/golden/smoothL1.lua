-- smoothL1: PyTorch's answers, made by make.py. Do not edit.
local nan = 0 / 0
return {
  {
    case = "mean",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.1875, 1.25, -1.75, 1.1875, -0.3125, -1.1875 },
        grad = {
          -0.10026041666666666, -0.11458333333333333, 0.11458333333333333, -0.021484375,
          0.11458333333333333, 0.11458333333333333,
        },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.6875, -1.0625, 0.9375, 1, 1.375, 1.3125 },
        grad = {
          0.10026041666666666, 0.11458333333333333, -0.11458333333333333, 0.021484375,
          -0.11458333333333333, -0.11458333333333333,
        },
      },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.2646484375 }, upstream = { -0.6875 } },
    },
  },
  {
    case = "mean",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.0625, -0.375, 0.5625, 1.6875, 1.1875, -1.1875 },
        grad = { 0, -0.0, -0.0, 0, 0, -0.0 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.0625, 1.8125, 0.875, -0.625, -0.375, 0 },
        grad = { -0.0, 0, 0, -0.0, -0.0, 0 },
      },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.9664714 }, upstream = { 0 } },
    },
  },
  {
    case = "sum",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.6875, -1.0625, 1.5, 1.875, 1.8125, -1.5 },
        grad = { 0.6875, -0.12890625, 0.6875, 0.6875, 0.6875, -0.6875 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.5, -0.875, 0.3125, -1.4375, -1, 1.5625 },
        grad = { -0.6875, 0.12890625, -0.6875, -0.6875, -0.6875, 0.6875 },
      },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 9.080078125 }, upstream = { 0.6875 } },
    },
  },
  {
    case = "sum",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.5625, -0.0625, -1.875, -0.625, -0.125, -1.8125 },
        grad = { 1.125, 0.984375, 0.4921875, -0.0703125, 0.7734375, 0.703125 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.25, 0.8125, -1.4375, -0.6875, 0.5625, -1.1875 },
        grad = { -1.125, -0.984375, -0.4921875, 0.0703125, -0.7734375, -0.703125 },
      },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 1.7246094 }, upstream = { -1.125 } },
    },
  },
  {
    case = "none",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.375, 0.6875, -0.4375, 0.1875, -1.5, -0.5625 },
        grad = { 0.60546875, 1.75, 0.109375, -0.375, -0.0625, 1.3125 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.0625, -0.4375, -0.875, -1, -1.625, 1.8125 },
        grad = { -0.60546875, -1.75, -0.109375, 0.375, 0.0625, -1.3125 },
      },
      { reduction = "none" },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.048828125, 0.625, 0.095703125, 0.6875, 0.0078125, 1.875 },
        upstream = { -1.9375, 1.75, 0.25, -0.375, -0.5, -1.3125 },
      },
    },
  },
  {
    case = "none",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.4375, -1.5625, 0.5625, -0.625, 1.9375, -1.8125 },
        grad = { 0.21875, 1.9375, 0.1328125, -0.3515625, -0.375, -0.28125 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.875, 0.5625, 0.4375, -0.25, -0.5, -1.625 },
        grad = { -0.21875, -1.9375, -0.1328125, 0.3515625, 0.375, 0.28125 },
      },
      { reduction = "none" },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.095703125, 1.625, 0.0078125, 0.0703125, 1.9375, 0.017578125 },
        upstream = { -0.5, -1.9375, 1.0625, 0.9375, -0.375, 1.5 },
      },
    },
  },
  {
    case = "default",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.0625, 1.375, 0.875, 0.0625, -0.4375, 0.1875 },
        grad = { 0.01171875, 0.03515625, 0.03125, 0.0625, 0.03125, -0.04296875 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { -1.25, 0.8125, 0.375, -1.125, -0.9375, 0.875 },
        grad = { -0.01171875, -0.03515625, -0.03125, -0.0625, -0.03125, 0.04296875 },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.22493489583333334 }, upstream = { 0.375 } },
    },
  },
  {
    case = "default",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.8125, 1.0625, 0.125, -1.4375, 0.25, -1.125 },
        grad = { -0.2604167, -0.032552086, 0.016276043, 0.2604167, 0.2604167, -0.06510417 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.75, 0.9375, 0.1875, 0.375, 1.4375, -1.375 },
        grad = { 0.2604167, 0.032552086, -0.016276043, -0.2604167, -0.2604167, 0.06510417 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.43391928 }, upstream = { -1.5625 } },
    },
  },
  {
    case = "transposed and strided",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "transpose", 1, 2 } },
        data = { -1.375, 1.8125, -0.625, 0.1875, 1.9375, 1 },
        grad = { 0.33333334, 0.22916667, -0.33333334, -0.083333336, 0.083333336, -0.2916667 },
      },
      { dtype = "float32", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = {
          0.3125, 1.25, 1.6875, 0.0625, 1.875, -0.0625, 1.375, 1.5625, 0.5625, 0.4375, -2, 0.125,
        },
        grad = { -0.33333334, -0.22916667, 0.33333334, 0.083333336, -0.083333336, 0.2916667 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.71777344 }, upstream = { -2 } },
    },
  },
  {
    case = "transposed, none",
    args = {
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.5, -0.4375, 2, -1.1875, -0.3125, 0.75 },
        grad = { 0.125, -1, -1.8125, -0.0, 1.640625, 1.8125 },
      },
      { dtype = "float64", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.4375, -1.75, 1.125, 0.8125, 1.0625, -1.8125 },
        grad = { -0.125, 1, 1.8125, 0, -1.640625, -1.8125 },
      },
      { reduction = "none" },
    },
    results = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 0.5625, 1.5, 0.8125, 0.875, 0.3828125, 2.0625 },
        upstream = { -0.125, 1, -1.8125, 0, 1.875, 1.8125 },
      },
    },
  },
  {
    case = "one element",
    args = {
      { dtype = "float32", shape = { 1 }, data = { -0.6875 }, grad = { 1.125 } },
      { dtype = "float32", shape = { 1 }, data = { -1.6875 }, grad = { -1.125 } },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.5 }, upstream = { 1.125 } },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "float64", shape = {}, data = { -0.375 }, grad = { -0.75 } },
      { dtype = "float64", shape = {}, data = { 1.125 }, grad = { 0.75 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1 }, upstream = { 0.75 } },
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
      { dtype = "float32", shape = {}, data = { 0 }, upstream = { 0.375 } },
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
    case = "at the change",
    args = {
      { dtype = "float64", shape = { 4 },
        data = { 1, -1, 0, 2 },
        grad = { -1.0625, 0.3125, -0.0, 1.75 },
      },
      { dtype = "float64", shape = { 4 },
        data = { 0, 0, 0, 0.5 },
        grad = { 1.0625, -0.3125, -0.0, -1.75 },
      },
      { reduction = "none" },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.5, 0.5, 0, 1 },
        upstream = { -1.0625, -0.3125, -1.25, 1.75 },
      },
    },
  },
  {
    case = "at the change",
    args = {
      { dtype = "float32", shape = { 4 },
        data = { 1, -1, 0, 2 },
        grad = { 0.9375, -1.1875, 0, 0.25 },
      },
      { dtype = "float32", shape = { 4 },
        data = { 0, 0, 0, 0.5 },
        grad = { -0.9375, 1.1875, 0, -0.25 },
      },
      { reduction = "none" },
    },
    results = {
      { dtype = "float32", shape = { 4 },
        data = { 0.5, 0.5, 0, 1 },
        upstream = { 0.9375, 1.1875, 0.5625, 0.25 },
      },
    },
  },
  {
    case = "beta 0.5",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.75, 1.5, -2, 0.4375, -1.0625, 0.6875 },
        grad = { 1.75, -1.75, 1.75, 1.75, 1.75, -1.75 },
      },
      { dtype = "float64", shape = { 2, 3 },
        data = { 0.625, 0.0625, 1.875, 1.6875, -0.5625, -0.125 },
        grad = { -1.75, 1.75, -1.75, -1.75, -1.75, 1.75 },
      },
      0.5,
      "sum",
    },
    results = {
      { dtype = "float64", shape = {}, data = { 7.75 }, upstream = { -1.75 } },
    },
  },
  {
    case = "beta 2",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.6875, 1.5, -1.0625, -0.0625, -1.5, 0.9375 },
        grad = { 0.020833334, 0.16666667, -0.067708336, 0.057291668, 0.015625, 0.15104167 },
      },
      { dtype = "float32", shape = { 2, 3 },
        data = { -1.9375, -1.875, -0.25, -0.75, -1.6875, -0.875 },
        grad = { -0.020833334, -0.16666667, 0.067708336, -0.057291668, -0.015625, -0.15104167 },
      },
      { beta = 2 },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 0.5839844 }, upstream = { 1 } },
    },
  },
  {
    case = "beta 0",
    args = {
      { dtype = "float64", shape = { 3 }, data = { 1, -1.5, 0 }, grad = { -1.8125, -0.8125, 0 } },
      { dtype = "float64", shape = { 3 }, data = { 0, 0, 0 }, grad = { 1.8125, 0.8125, -0.0 } },
      { beta = 0, reduction = "none" },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 1, 1.5, 0 },
        upstream = { -1.8125, 0.8125, 0.0625 },
      },
    },
  },
}

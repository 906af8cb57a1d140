-- tanh: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1.5, 0.8125, -1.625, 1.625, 0.0625, -0.8125, 0.625, 0.875 },
        grad = {
          -0.2710599583854729, -0.03436269908314173, 0.17966795412664074, -0.08085057935698833,
          1.182873381314683, -0.652891282579693, 0.995352525206858, -0.3783876755599656,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          0.9051482536448664, 0.6709670742068736, -0.925346225311741, 0.925346225311741,
          0.062418746747512514, -0.6709670742068736, 0.5545997223493823, 0.703905603936621,
        },
        upstream = { -1.5, -0.0625, 1.25, -0.5625, 1.1875, -1.1875, 1.4375, -0.75 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.875, -1.6875, -0.375, -1.0625, 2, 0.125, -0.625, 0.8125 },
        grad = {
          0.15766156, -0.05598476, 1.6342124, 0.40505776, 0.052988112, 1.1076034, -0.0865524,
          1.0996063,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          0.7039056, -0.93382806, -0.3583574, -0.7866188, 0.9640276, 0.124353, -0.5545997,
          0.6709671,
        },
        upstream = { 0.3125, -0.4375, 1.875, 1.0625, 0.75, 1.125, -0.125, 2 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.375, -1.9375, 0.5, -0.1875, -0.9375, 1.75 },
        grad = { -0.09883341, 1.3881242, 0.10955429, 0.08646357, -1.1305186, 0.014226508 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.8798267, -0.18533319, -0.95933527, -0.7340715, 0.46211717, 0.94137555 },
        upstream = { -0.4375, 1.4375, 1.375, 0.1875, -1.4375, 0.125 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -0.3125, -0.875, 0.0625, 1.9375, -1.5625, 0.4375, -0.375, 2 },
        grad = {
          0.1891938377799828, -0.15437185281411225, -0.9344363504315423, 0.10156056072642386,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { -0.703905603936621, 0.9593352933146825, 0.41157005567402244, 0.9640275800758169 },
        upstream = { 0.375, -1.9375, -1.125, 1.4375 },
      },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float32", shape = { 0, 3 }, data = {}, grad = {} } },
    results = {
      { dtype = "float32", shape = { 0, 3 }, data = {}, upstream = {} },
    },
  },
  {
    case = "no dimension",
    args = {
      { dtype = "float64", shape = {}, data = { -1.9375 }, grad = { 0.014939211562656025 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -0.9593352933146825 }, upstream = { 0.1875 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 1 }, grad = { -0.026248394 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0.7615942 }, upstream = { -0.0625 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float64", shape = { 2 }, data = { 1e-10, 50 }, grad = { 1.5625, -0.0 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 1e-10, 1 }, upstream = { 1.5625, -0.875 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 2 }, data = { 1e-10, 50 }, grad = { -1.5625, 0 } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1e-10, 1 }, upstream = { -1.5625, 1 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, 1, -1, 0, -0.0, 0.7615941559557649, -0.7615941559557649 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, 1, -1, 0, -0.0, 0.7615942, -0.7615942 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { -0.9950548, 0, 0.7615942, 0.9640276 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, 0.7615942, 0.99999833, 1 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.7615942, 0 } },
    },
  },
}

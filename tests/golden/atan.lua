-- atan: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -0.75, -2.125, 1, -2.875, 0.25, 0.875, 2.1875, 0.5 },
        grad = {
          0.64, -0.16997167138810199, 0.34375, -0.14165261382799327, -1.1764705882352942,
          -0.9557522123893806, -0.2700877785280216, 0.85,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          -0.6435011087932844, -1.1309537439791604, 0.7853981633974483, -1.2360594894780819,
          0.24497866312686414, 0.7188299996216245, 1.1420182993488803, 0.4636476090008061,
        },
        upstream = { 1, -0.9375, 0.6875, -1.3125, -1.25, -1.6875, -1.5625, 1.0625 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -0.5625, -1.1875, 2.8125, -2.5, 1.25, -1.375, -2.4375, 2.6875 },
        grad = {
          -0.7596439, 0.1815235, -0.09820254, 0.2672414, -0.17073171, 0.56216216, 0.18007879,
          -0.0456057,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          -0.5123895, -0.87090343, 1.2291808, -1.19029, 0.8960554, -0.94200003, -1.1814796,
          1.2145767,
        },
        upstream = { -1, 0.4375, -0.875, 1.9375, -0.4375, 1.625, 1.25, -0.375 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 2.9375, 2.0625, -3, -0.9375, -2.125, -1.5 },
        grad = { 0.18174443, 0.7318087, -0.1070632, 0.14730878, 0.19375, -0.40384614 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.2426764, -0.7531513, 1.1193433, -1.1309538, -1.2490457, -0.98279375 },
        upstream = { 1.75, 1.375, -0.5625, 0.8125, 1.9375, -1.3125 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -3, 1.8125, -1.625, 2.125, 2.4375, -1.5625, 1.0625, 3 },
        grad = { 0.08751139471285324, -0.26062322946175637, -0.2542565266742338, 0.1125 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 1.0666303653157436, 1.1309537439791604, -1.0014831356942346, 1.2490457723982544 },
        upstream = { 0.375, -1.4375, -0.875, 1.125 },
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
      { dtype = "float64", shape = {}, data = { 2.125 }, grad = { -0.20396600566572237 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.1309537439791604 }, upstream = { -1.125 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 3 }, grad = { -0.0125 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 1.2490457 }, upstream = { -0.125 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 0 }, grad = { 1 } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 0 }, upstream = { 1 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 0 }, grad = { -1 } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 0 }, upstream = { -1 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = {
          nan, 1.5707963267948966, -1.5707963267948966, 0, -0.0, 0.7853981633974483,
          -0.7853981633974483,
        },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 },
        data = { nan, 1.5707964, -1.5707964, 0, -0.0, 0.7853982, -0.7853982 },
      },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { -1.2490457, 0, 0.7853982, 1.1071488 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, 0.7853982, 1.4288993, 1.5657964 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.7853982, 0 } },
    },
  },
}

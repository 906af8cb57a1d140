-- acos: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -0.8125, -0.25, 0.5, 0.875, 0.3125, 0.375, 0, -0.125 },
        grad = {
          1.072112534837795, -1.5491933384829666, 2.165063509461097, 3.098386676965933,
          -1.2501082204235612, -1.550659683665457, 1.375, -1.7638342073763935,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          2.519224165034773, 1.8234765819369754, 1.0471975511965976, 0.5053605102841573,
          1.252972622867016, 1.1863995522992576, 1.5707963267948966, 1.696124157962962,
        },
        upstream = { -0.625, 1.5, -1.875, -1.5, 1.1875, 1.4375, -1.375, 1.75 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -0.0625, 0.6875, 0.625, 0.25, 0.875, 0.375, -0.875, -0.5625 },
        grad = {
          0.438357, 2.32379, -2.2417943, 0.3227486, 2.32379, 0.67419994, -2.065591, -0.9071147,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          1.6333371, 0.8127556, 0.8956648, 1.3181161, 0.5053605, 1.1863996, 2.6362321, 2.1682029,
        },
        upstream = { -0.4375, -1.6875, 1.75, -0.3125, -1.125, -0.625, 1, 0.75 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.5625, -0.0625, 0.125, 0.375, -0.1875, 0.75 },
        grad = { 0.98270756, -0.06741999, -1.3776934, -0.82717025, -0.2519763, 0.28347337 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 2.1682029, 1.1863996, 1.6333371, 1.7594128, 1.4454685, 0.7227343 },
        upstream = { -0.8125, 0.0625, 1.375, 0.8125, 0.25, -0.1875 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 0.0625, 0, 0.4375, 0.75, 0.1875, 0.8125, -0.875, -0.375 },
        grad = { -0.5625, -1.9843134832984428, -1.1793237883215744, 0.6741998624632421 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 1.5707963267948966, 0.7227342478134156, 0.6223684885550206, 1.9551931012905357 },
        upstream = { 0.5625, 1.3125, 0.6875, -0.625 },
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
    args = { { dtype = "float64", shape = {}, data = { -0.25 }, grad = { 1.1618950038622249 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 1.8234765819369754 }, upstream = { -1.125 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -0.5625 }, grad = { -1.1338934 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 2.1682029 }, upstream = { 0.9375 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 1 }, grad = { inf } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 0 }, upstream = { -0.4375 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 1 }, grad = { -inf } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 0 }, upstream = { 1.375 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, nan, nan, 1.5707963267948966, 1.5707963267948966, 0, 3.141592653589793 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 },
        data = { nan, nan, nan, 1.5707964, 1.5707964, 0, 3.1415927 },
      },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { nan, 1.5707964, 0, nan } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 1.5707964, 0, nan, nan } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, 1.5707964 } },
    },
  },
}

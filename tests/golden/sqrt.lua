-- sqrt: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 0.4375, 2.3125, 0.125, 2.4375, 2.75, 1, 3.75, 1.25 },
        grad = {
          0, 0.5548465821555809, -1.6793786053180506, 0.2802242691589025, -0.39573363975831477,
          0.375, 0.17751173670117326, -0.6149186938124421,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          0.6614378277661477, 1.5206906325745548, 0.35355339059327373, 1.5612494995995996,
          1.6583123951777, 1, 1.9364916731037085, 1.118033988749895,
        },
        upstream = { 0, 1.6875, -1.1875, 0.875, -1.3125, 0.75, 0.6875, -1.375 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 2.4375, 3.8125, 2.9375, 4, 1.5625, 2.1875, 0.875, 0.625 },
        grad = { 0.18014418, 0, 0.20056435, -0.03125, -0.6, 0.06338657, 0.16703828, -0.90915483 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1.5612495, 1.9525625, 1.7139137, 2, 1.25, 1.47902, 0.9354144, 0.7905694 },
        upstream = { 0.5625, 0, 0.6875, -0.125, -1.5, 0.1875, 0.3125, -1.4375 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 2.75, 2.1875, 3.4375, 3.3125, 3, 2.5 },
        grad = { 0.15075567, -0.05151021, -0.6127368, 0.25259075, 0.5056499, 0.5138701 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.6583124, 1.8200275, 1.47902, 1.7320508, 1.8540496, 1.5811388 },
        upstream = { 0.5, -0.1875, -1.8125, 0.875, 1.875, 1.625 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 4, 1.1875, 1.75, 2.4375, 2.3125, 2.375, 0.1875, 2.6875 },
        grad = {
          -0.8603090020146067, 0.44035242296398963, -0.2838874869788345, 0.5718696387472675,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 1.0897247358851683, 1.5612494995995996, 1.541103500742244, 1.6393596310755 },
        upstream = { -1.875, 1.375, -0.875, 1.875 },
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
    args = { { dtype = "float64", shape = {}, data = { 3.125 }, grad = { 0.4065863991822648 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 1.7677669529663689 }, upstream = { 1.4375 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 1.4375 }, grad = { -0.1824501 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 1.1989579 }, upstream = { -0.4375 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 0 }, grad = { inf } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 0 }, upstream = { 0.3125 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 0 }, grad = { inf } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 0 }, upstream = { 0.9375 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 }, data = { nan, inf, nan, 0, -0.0, 1, nan } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, inf, nan, 0, -0.0, 1, nan } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { nan, 0, 1, 1.4142135 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, 1, 2.6457512, 14.142136 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 0 } },
    },
  },
}

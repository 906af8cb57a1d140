-- gelu: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1.375, 2.375, 2.5, -1, -1.6875, 1.125, -1.875, -0.6875 },
        grad = {
          0.9169681159062266, -1.637005920898917, -0.5188055429540726, 0.14059485661672072,
          0.21088466104084325, -0.20776250800515997, -0.1540279772027905, 0.058679089548957064,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          1.2587221317669135, 2.354160621647621, 2.4844758366855597, -0.15865525393145702,
          -0.07720924212293814, 0.97841866822109, -0.05699317830986511, -0.16904514713642974,
        },
        upstream = { 0.8125, -1.5625, -0.5, -1.6875, -1.8125, -0.1875, 1.5625, 2 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.8125, 0.5, -1, -0.1875, 0.6875, 2.375, -1.625, -1.9375 },
        grad = {
          1.5371428, -1.4096794, 0.067693785, 0.660255, -1.1526593, 0.3928814, -0.06808691,
          -0.166682,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          0.64329493, 0.34573123, -0.15865526, -0.07980643, 0.51845485, 2.3541605, -0.08463209,
          -0.051037863,
        },
        upstream = { 1.5, -1.625, -0.8125, 1.875, -1.1875, 0.375, 0.5625, 1.8125 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.0625, -0.8125, 1.75, -0.5, 2.5, -2 },
        grad = { -1.5084324, 0.26500976, -0.04642831, 0.7133576, 1.5275235, -0.0 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.90949535, -0.15426877, -0.16920507, 2.4844759, 1.6798965, -0.04550028 },
        upstream = { -1.375, 2, 1.875, 0.6875, 1.375, 0 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 2.5625, 2.625, 1.625, 1.5625, -0.1875, -0.5625, -1.6875, 2.8125 },
        grad = {
          0.7718013962465025, -1.1951174856744158, -0.19063686002292085, 0.31844903990313367,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 2.6136273230470923, 1.470179495417707, -0.16137433227170542, 2.8055871529447596 },
        upstream = { 0.75, -1.0625, -2, 0.3125 },
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
    args = { { dtype = "float64", shape = {}, data = { 0 }, grad = { 1 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 0 }, upstream = { 2 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -2.125 }, grad = { -0.05389784 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -0.035685785 }, upstream = { 0.75 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float64", shape = { 3 },
        data = { 0, -20, 20 },
        grad = { -0.09375, -9.661659633779586e-87, -0.4375 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 0, -0.0, 20 },
        upstream = { -0.1875, 0.875, -0.4375 },
      },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float32", shape = { 3 }, data = { 0, -20, 20 }, grad = { 0.65625, 0, -0.625 } },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 0, -0.0, 20 },
        upstream = { 1.3125, 1.75, -0.625 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } } },
    results = {
      { dtype = "float64", shape = { 5 }, data = { nan, inf, nan, 0, -0.0 } },
    },
  },
  {
    case = "parameters",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -2.4375, 0.125, 1.625, 1.8125, -1.6875, 1.75 },
        grad = { 0.03218035, 0.4868625, 2.243029, 1.3130158, 0.21193016, 1.7368702 },
      },
      "tanh",
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { -0.017609138, 0.0687172, 1.540195, 1.7490884, -0.07734941, 1.6797954 },
        upstream = { -0.75, 0.8125, 2, 1.1875, -1.8125, 1.5625 },
      },
    },
  },
  {
    case = "parameters at the edges",
    args = {
      { dtype = "float64", shape = { 3 }, data = { 0, -20, 20 }, grad = { -0.03125, 0, -1.375 } },
      "tanh",
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 0, -0.0, 20 },
        upstream = { -0.0625, 1.125, -1.375 },
      },
    },
  },
  {
    case = "parameters",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.25, -0.8125, 1.9375, -2.8125, -2.0625, 2.375 },
        grad = { -0.17384332, -0.029404668, -0.40948594, 0.02260627, 0.07359364, 0.13096046 },
      },
      { approximate = "none" },
    },
    results = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 0.14967658, -0.16920507, 1.8864621, -0.0069126394, -0.04038395, 2.3541605 },
        upstream = { -0.25, 1.1875, -0.375, -1.1875, -0.9375, 0.125 },
      },
    },
  },
  {
    case = "parameters at the edges",
    args = {
      { dtype = "float64", shape = { 3 },
        data = { 0, -20, 20 },
        grad = { -0.9375, -1.656284508647929e-86, -0.3125 },
      },
      { approximate = "none" },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 0, -0.0, 20 },
        upstream = { -1.875, 1.5, -0.3125 },
      },
    },
  },
}

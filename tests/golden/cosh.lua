-- cosh: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1.375, -1.1875, -0.9375, -1, 0.3125, -1.3125, 1.8125, -0.1875 },
        grad = {
          3.0080676657816126, 2.7880228117758885, -0.20268598419244951, 0.7345007460273758,
          0.5359688259416616, -1.1846671337915975, 4.658200897990647, 0.15323795956648578,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          2.1039581593626617, 1.7919282683248663, 1.472597542369863, 1.5430806348152437,
          1.049226785060219, 1.992298543335144, 3.1444940871679723, 1.0176296838006906,
        },
        upstream = { 1.625, -1.875, 0.1875, -0.625, 1.6875, 0.6875, 1.5625, -0.8125 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -0.1875, 1.875, -1.4375, -0.6875, -0.9375, 0.8125, -0.75, 0 },
        grad = {
          0.03536261, 5.5715313, 2.6070426, 0.60364926, 1.0809919, -0.6221145, 0.7195271, -0.0,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1.0176296, 3.3370872, 2.223839, 1.2457845, 1.4725975, 1.348641, 1.2946833, 1 },
        upstream = { -0.1875, 1.75, -1.3125, -0.8125, -1, -0.6875, -0.875, -1.625 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.875, -0.9375, 0.5625, 0.6875, -1.0625, 2 },
        grad = { 0.24775165, -0.7893875, -0.9458679, -0.55737615, 0.66671544, 6.573684 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.4078686, 1.2457845, 1.4725975, 1.6195934, 1.1624187, 3.7621958 },
        upstream = { 0.25, -1.0625, 0.875, 0.4375, 1.125, 1.8125 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 0.75, 1.4375, -1.6875, -1.375, -0.8125, -0.625, -0.5, -2 },
        grad = { 0.9931591092621256, 1.156949102223697, -0.1249672995856155, 7.253720815694038 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 2.223839037619709, 2.1039581593626617, 1.2017536929756063, 3.7621956910836314 },
        upstream = { 0.5, -0.625, 0.1875, -2 },
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
    args = { { dtype = "float64", shape = {}, data = { -1.125 }, grad = { 2.325007446940981 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 1.7024346581381904 }, upstream = { -1.6875 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 1.3125 }, grad = { -0.8615761 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 1.9922986 }, upstream = { -0.5 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 0 }, grad = { 0 } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 1 }, upstream = { 0.4375 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 0 }, grad = { 0 } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 1 }, upstream = { 0.5 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, inf, inf, 1, 1, 1.5430806348152437, 1.5430806348152437 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, inf, inf, 1, 1, 1.5430806, 1.5430806 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 10.067662, 1, 1.5430806, 3.7621958 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 1, 1.5430806, 548.317, inf } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1.5430806, 1 } },
    },
  },
}

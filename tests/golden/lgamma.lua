-- lgamma: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 3.4375, 1.9375, 4.3125, 4.9375, 2, 0.875, 4.375, 4.5625 },
        grad = {
          -1.6910860002564938, 0.04770824902137111, -0.8381990066126155, 2.3315450161127824,
          -0.34351227226750447, 0.5527617366890403, 2.714578545338996, 1.4042972369512714,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          1.132675990380211, -0.02514761940298887, 2.197764627431794, 3.084355746464405, 0,
          0.08585870722533433, 2.2820912221885536, 2.5410243093063984,
        },
        upstream = { -1.5625, 0.125, -0.625, 1.5625, -0.8125, -0.6875, 2, 1 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 3.625, 1.25, 4.3125, 4.75, 2.9375, 3.3125, 2.4375, 3.375 },
        grad = {
          2.0728261, 0.09951098, 0.922019, 2.8984082, -1.7394781, 1.4938956, -0.16800965,
          -0.994681,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          1.3414146, -0.09827183, 2.1977646, 2.8085713, 0.63625085, 1.0000614, 0.24170306,
          1.0656959,
        },
        upstream = { 1.8125, -0.4375, 0.6875, 2, -1.9375, 1.4375, -0.25, -0.9375 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.5625, 4.0625, 3.5, 1.625, 0.3125, 3.4375 },
        grad = { 0.07001387, -0.18411385, 1.2737021, 6.500518, 2.0684187, 1.2852254 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.11670868, -0.10917413, 1.8708179, 1.0529493, 1.2009736, 1.132676 },
        upstream = { 0.75, -1.25, 1, -1.9375, 1.875, 1.1875 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 1.25, 4.25, 1.125, 1.1875, 4.4375, 0.6875, 0.75, 2.9375 },
        grad = { 0.41396350586265207, 0.095312078137469, 1.8054431843030956, 0.8977950244290336 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = {
          2.1144569274503713, -0.08166159299301966, 0.27634107246666145, 0.6362508628423761,
        },
        upstream = { 0.3125, -0.3125, -1.4375, 1 },
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
      { dtype = "float64", shape = {}, data = { 1.375 }, grad = { 0.09279065638337723 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -0.11775527074107878 }, upstream = { -1.0625 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 2.0625 }, grad = { 0.31784698 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0.02766752 }, upstream = { 0.6875 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float64", shape = { 4 },
        data = { 1, 2, 100.5, -1.5 },
        grad = {
          -0.5411396858451869, 0.6870245445350089, -2.8782339703636532, -0.7031566406452433,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0, 0, 361.4355404677776, 0.860047015376481 },
        upstream = { 0.9375, 1.625, -0.625, -1 },
      },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float32", shape = { 4 },
        data = { 1, 2, 100.5, -1.5 },
        grad = { 0.25253195, 0.026424013, -5.756468, -0.9228933 },
      },
    },
    results = {
      { dtype = "float32", shape = { 4 },
        data = { 0, 0, 361.43555, 0.86004704 },
        upstream = { -0.4375, 0.0625, -1.25, -1.3125 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 }, data = { nan, inf, inf, inf, inf, 0, inf } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, inf, inf, inf, inf, 0, inf } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { inf, inf, 0, 0 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { inf, 0, 6.5792513, 857.93365 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, inf } },
    },
  },
}

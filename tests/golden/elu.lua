-- elu: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 0.1875, -0.8125, 0.25, 1, 0.125, -1, -1.25, 2 },
        grad = {
          1.9375, 0, -1.6875, 0.0625, 0.375, -0.3908719062446575, 0.34022444627147574, 1.125,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          0.1875, -0.5562526899189202, 0.25, 1, 0.125, -0.6321205588285577, -0.7134952031398099, 2,
        },
        upstream = { 1.9375, 0, -1.6875, 0.0625, 0.375, -1.0625, 1.1875, 1.125 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.8125, 0, -1.125, 1.875, -1.375, -0.75, -0.4375, 1.375 },
        grad = { 2, -1.6875, 0.32465246, -0.625, -0.1896297, 0.23618327, 0.28247124, -0.5 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.8125, 0, -0.67534757, 1.875, -0.74716043, -0.5276334, -0.35435146, 1.375 },
        upstream = { 2, -1.6875, 1, -0.625, -0.75, 0.5, 0.4375, -0.5 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -1.5625, 0.3125, 0.9375, 1.625, -1.0625, -1.5 },
        grad = { 0.20961139, 0.8125, -0.9375, 0.12959653, -0.6875, 0.25102144 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.7903886, 1.625, 0.3125, -0.6544092, 0.9375, -0.77686983 },
        upstream = { 1, 0.8125, -0.9375, 0.375, -0.6875, 1.125 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 0.0625, -1.25, -0.4375, 0.375, 1.6875, -0.375, 0.875, -1.5 },
        grad = { -0.2685982470564282, 0.625, -0.9020671784131511, 0.06972817504638432 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { -0.7134952031398099, 0.375, -0.31271072120902776, -0.7768698398515702 },
        upstream = { -0.9375, 0.625, -1.3125, 0.3125 },
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
      { dtype = "float64", shape = {}, data = { -0.4375 }, grad = { 1.1702379541505543 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -0.35435147357210794 }, upstream = { 1.8125 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -0.75 }, grad = { -0.9447331 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -0.5276334 }, upstream = { -2 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float64", shape = { 2 },
        data = { 0, -100 },
        grad = { -1.625, 2.3250474850130225e-44 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 0, -1 }, upstream = { -1.625, 0.625 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 0, -100 }, grad = { -0.125, -5.2e-44 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, -1 }, upstream = { -0.125, -1.375 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } } },
    results = {
      { dtype = "float64", shape = { 5 }, data = { nan, inf, -1, 0, -0.0 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } } },
    results = {
      { dtype = "float32", shape = { 5 }, data = { nan, inf, -1, 0, -0.0 } },
    },
  },
  {
    case = "parameters",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { -0.625, -0.25, 0.8125, 0.125, -0.75, 0.4375 },
        grad = {
          0.4850806695953349, -0.5597630628325723, -0.875, 1.5, -0.23618327637050734, 1.5625,
        },
      },
      0.5,
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = {
          -0.2323692857405049, -0.11059960846429756, 0.8125, 0.125, -0.26381672362949266, 0.4375,
        },
        upstream = { 1.8125, -1.4375, -0.875, 1.5, -1, 1.5625 },
      },
    },
  },
  {
    case = "parameters at the edges",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 0, -100 }, grad = { -0.46875, -1.3e-44 } },
      0.5,
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, -0.5 }, upstream = { -0.9375, -0.6875 } },
    },
  },
  {
    case = "parameters",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.4375, -0.625, -1.625, 1.375, -1.875, -1.4375 },
        grad = {
          -0.1875, -2.141045714075961, 0.41843730980891236, -1.3125, -0.4984036422460175,
          0.6531822525125098,
        },
      },
      { alpha = 2 },
    },
    results = {
      { dtype = "float64", shape = { 2, 3 },
        data = {
          1.4375, -0.9294771429620196, -1.6061766495916119, 1.375, -1.6932900663101431,
          -1.5249583618090838,
        },
        upstream = { -0.1875, -2, 1.0625, -1.3125, -1.625, 1.375 },
      },
    },
  },
  {
    case = "parameters at the edges",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 0, -100 }, grad = { -3.625, 7.6e-44 } },
      { alpha = 2 },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, -2 }, upstream = { -1.8125, 1 } },
    },
  },
}

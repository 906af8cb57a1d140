-- sin: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 3.8125, -1.5625, 0.5625, -0.8125, 0.6875, 3.0625, 0.625, -1.6875 },
        grad = {
          -0.8322115122694764, -0.005185144764911486, 1.1102759052407767, 0.8166266051368495,
          1.2075546033632367, -1.4330060965291984, -1.216444679257827, -0.10916150730454899,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          -0.621696929091873, -0.9999655856782489, 0.5333026735360201, -0.7260086552607126,
          0.6346070800152693, 0.07901021674738969, 0.5850972729404622, -0.9931978518853749,
        },
        upstream = { 1.0625, -0.625, 1.3125, 1.1875, 1.5625, 1.4375, -1.5, 0.9375 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -2.5, -3, -2.625, -3.125, 1.5, -0.6875, 3.3125, 1.75 },
        grad = {
          0.5507862, 0.74249434, -0.543442, -0.4374398, 0.09284257, 0.19320874, -1.2317885,
          0.27850947,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          -0.5984721, -0.14112, -0.4939203, -0.016591892, 0.997495, -0.6346071, -0.17007655,
          0.98398596,
        },
        upstream = { -0.6875, -0.75, 0.625, 0.4375, 1.3125, 0.25, 1.25, -1.5625 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.75, 3.875, 1.375, -1.9375, 2.4375, 0.4375 },
        grad = { 0.2005268, 0.4257665, -0.0, -1.2385738, 0.35261774, -0.11322671 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.98398596, -0.9335143, -0.6694048, 0.6473425, 0.9808931, 0.42367625 },
        upstream = { -1.125, -1.1875, 0, 1.625, 1.8125, -0.125 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -3.125, 0, -2.75, 0.5, -2.3125, -0.3125, -0.1875, 2.6875 },
        grad = { 1.25, -0.7130358315359279, -0.23789198701204306, 1.797318805835352 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0, 0.479425538604203, -0.30743851458038085, 0.4386470990986331 },
        upstream = { 1.25, -0.8125, -0.25, -2 },
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
    args = { { dtype = "float64", shape = {}, data = { -3.4375 }, grad = { -1.0163215684124 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 0.2916078813138529 }, upstream = { 1.0625 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -1 }, grad = { 0.54030234 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -0.84147096 }, upstream = { 1 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float64", shape = { 2 },
        data = { 0, 100 },
        grad = { -1.5625, 0.21557971807192097 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { 0, -0.5063656411097588 },
        upstream = { -1.5625, 0.25 },
      },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 2 }, data = { 0, 100 }, grad = { 1.75, 0 } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, -0.50636566 }, upstream = { 1.75, 0 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, nan, nan, 0, -0.0, 0.8414709848078965, -0.8414709848078965 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 },
        data = { nan, nan, nan, 0, -0.0, 0.84147096, -0.84147096 },
      },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { -0.14112, 0, 0.84147096, 0.9092974 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, 0.84147096, 0.6569866, -0.8732973 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.84147096, 0 } },
    },
  },
}

-- sinh: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -0.1875, 0.5625, 0.3125, 1.8125, -1.3125, 1.375, 0.1875, 1.875 },
        grad = {
          0.3180092761877158, -2.1068839677826694, -1.1148034591264828, 2.358370565375979,
          1.1206679306260185, 3.1559372390439924, -0.5088148419003453, -0.6257038206726602,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          -0.18860056562029018, 0.5926359161146877, 0.31761115611357726, 2.981248574714014,
          -1.72315219460596, 1.8511185635579155, 0.18860056562029018, 3.183732076742592,
        },
        upstream = { 0.3125, -1.8125, -1.0625, 0.75, 0.5625, 1.5, -0.5, -0.1875 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.125, -1.5, 1.3125, -1, 0.0625, -1.125, -1.1875, -0.8125 },
        grad = {
          1.9526564, -1.0291792, 2.8639293, -1.253753, -1.0645758, 2.2344456, -3.1358745,
          -2.1915417,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          0.12532577, -2.1292794, 1.7231522, -1.1752012, 0.0625407, -1.3777822, -1.4869454,
          -0.90489376,
        },
        upstream = { 1.9375, -0.4375, 1.4375, -0.8125, -1.0625, 1.3125, -1.75, -1.625 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.375, -0.125, 0, 0.1875, -0.75, 0.5 },
        grad = { -3.2874346, 0.5088148, 1.2597783, 1.4565188, -1.9375, -0.7047662 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 1.8511186, 0.18860057, -0.12532577, -0.8223167, 0, 0.5210953 },
        upstream = { -1.5625, 0.5, 1.25, 1.125, -1.9375, -0.625 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 0.5, -1.75, -0.9375, 0.5625, -0.375, 0.4375, 0.625, -1.5 },
        grad = { -0.370523538716011, 0.7991628843313574, -0.5486197062655063, 0.7351280047635147 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { -2.790414366277642, 0.5926359161146877, 0.45159088610312054, -2.1292794550948173 },
        upstream = { -0.125, 0.6875, -0.5, 0.3125 },
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
      { dtype = "float64", shape = {}, data = { 1.4375 }, grad = { 1.2509094586610863 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.9863182185242512 }, upstream = { 0.5625 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -0.75 }, grad = { -0.7282594 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -0.8223167 }, upstream = { -0.5625 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 1e-10 }, grad = { 0.875 } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 1e-10 }, upstream = { 0.875 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 1e-10 }, grad = { -1.8125 } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 1e-10 }, upstream = { -1.8125 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, inf, -inf, 0, -0.0, 1.1752011936438014, -1.1752011936438014 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 },
        data = { nan, inf, -inf, 0, -0.0, 1.1752012, -1.1752012 },
      },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { -10.017875, 0, 1.1752012, 3.6268604 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, 1.1752012, 548.31616, inf } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1.1752012, 0 } },
    },
  },
}

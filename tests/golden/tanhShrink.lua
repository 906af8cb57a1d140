-- tanhShrink: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -0.375, 0.25, -0.5625, 1.4375, -0.25, 0.125, -1.8125, -1.6875 },
        grad = {
          0.17657753431002288, 0.02249443169760823, -0.2599266021188925, 0.4487593181262402,
          -0.05623607924402063, 0.004832396578002052, -0.7303283883834157, -1.1445456937804768,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          -0.01664260164921405, 0.005081337596290869, -0.052670026264743375, 0.5443066595996485,
          -0.005081337596290869, 0.0006469982284037917, -0.8644147143955937, -0.7536719567774083,
        },
        upstream = { 1.375, 0.375, -1, 0.5625, -0.9375, 0.3125, -0.8125, -1.3125 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -1.375, 0.3125, -1.8125, 0.625, -0.25, 1.9375, 0.8125, 1.875 },
        grad = {
          0, 0.12026858, -1.011224, 0.1345666, -0.048737943, -1.0928849, -0.08441191, -1.6497416,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          -0.49517328, 0.0097902715, -0.8644147, 0.0704003, -0.0050813407, 0.97816473, 0.1415329,
          0.92095476,
        },
        upstream = { 0, 1.3125, -1.125, 0.4375, -0.8125, -1.1875, -0.1875, -1.8125 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.4375, 1.125, -1.75, -0.125, 1.0625, 1.6875 },
        grad = { 0.0997243, 0.007731825, -0.98245233, 0.92815375, -0.44309396, 0.92653704 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.54430664, -0.00064700097, 0.31569892, 0.27588117, -0.80862445, 0.75367194 },
        upstream = { 0.125, 0.5, -1.5, 1.5, -0.5, 1.0625 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 1.625, -1.9375, -0.5625, 1.5, -0.1875, 0.0625, 0.4375, 1.3125 },
        grad = {
          -1.6680876215609917, -0.4096466805381757, -0.0026785687125518987, -0.5610475930328501,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = {
          -0.9781647066853175, 0.5948517463551336, 8.125325248748566e-05, 0.44759338227925816,
        },
        upstream = { -1.8125, -0.5, -0.6875, -0.75 },
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
      { dtype = "float64", shape = {}, data = { -0.5 }, grad = { -0.40041050068888606 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -0.03788284273999026 }, upstream = { -1.875 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 0.25 }, grad = { 0.067483306 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0.0050813407 }, upstream = { 1.125 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 2 }, data = { 0, 50 }, grad = { 0, 1.75 } } },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 0, 49 }, upstream = { -0.875, 1.75 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 2 }, data = { 0, 50 }, grad = { 0, -1.875 } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, 49 }, upstream = { -1.4375, -1.875 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } } },
    results = {
      { dtype = "float64", shape = { 5 }, data = { nan, inf, -inf, 0, 0 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } } },
    results = {
      { dtype = "float32", shape = { 5 }, data = { nan, inf, -inf, 0, 0 } },
    },
  },
}

-- silu: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -2.1875, -0.5, 3.9375, -0.125, 3.4375, 0.75, 0.375, -2.125 },
        grad = {
          -0.012191534793235282, 0.3413009416652695, 1.4502631012072387, -0.547077974686927,
          -0.8044341933251022, -0.579287461841518, -1.3236930984776083, -0.155737224762188,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          -0.22067198722199866, -0.1887703343990727, 3.8621991052933753, -0.05859882832828047,
          3.330443082536699, 0.5093840243815447, 0.22224997498277613, -0.22671751213450878,
        },
        upstream = { 0.125, 1.3125, 1.375, -1.25, -0.75, -0.6875, -1.9375, 1.625 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.375, 2.1875, 3.25, 1.9375, 0, -2.1875, 1.875, -1.625 },
        grad = {
          -0.72589624, -1.78349, -1.4842539, 1.8348702, -0.125, 0.1889688, -2.0309901, 0.022065409,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.22224998, 1.966828, 3.1286874, 1.6935246, 0, -0.220672, 1.625692, -0.26733926 },
        upstream = { -1.0625, -1.625, -1.375, 1.6875, -0.25, -1.9375, -1.875, -0.375 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.75, 4, -0.3125, -1.8125, -0.75, -3.1875 },
        grad = { -0.7899375, -0.13707286, 0.98687315, -0.09837503, -0.6059486, -0.030638117 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.50938404, -0.25435945, 3.928055, -0.24061596, -0.13203269, -0.12634881 },
        upstream = { -0.9375, 1.75, 0.9375, -0.625, -1.75, 0.375 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -2.75, 2.6875, 0.25, 3.8125, -2.9375, 1.625, 0.4375, -2.625 },
        grad = {
          0.47976638345847866, -0.8604471177190232, 1.7206167568587694, 0.08556333183704873,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 2.516265952947843, 3.730091543842406, 1.3576607477930849, -0.1773100642415264 },
        upstream = { 0.4375, -0.8125, 1.625, -0.875 },
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
      { dtype = "float64", shape = {}, data = { 3.1875 }, grad = { 0.27042541019851635 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 3.0611512003656585 }, upstream = { 0.25 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 0.125 }, grad = { 0.5623377 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0.066401176 }, upstream = { 1 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float64", shape = { 2 }, data = { -1000, 1000 }, grad = { -0.0, 0.1875 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { -0.0, 1000 }, upstream = { 1.625, 0.1875 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float32", shape = { 2 }, data = { -1000, 1000 }, grad = { -0.0, 0.125 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { -0.0, 1000 }, upstream = { 1.125, 0.125 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, inf, nan, 0, -0.0, 0.7310585786300049, -0.2689414213699951 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 },
        data = { nan, inf, nan, 0, -0.0, 0.7310586, -0.26894143 },
      },
    },
  },
}

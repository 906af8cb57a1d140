-- tan: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -0.3125, -0.5, 1, 0.5625, -0.6875, -0.9375, 0.25, -1.0625 },
        grad = {
          -1.2424328114504803, 1.1361406091083341, 6.85103764162952, -1.7468145757395017,
          -1.2557053937387228, -0.17845250430184026, 1.3980743394618655, -6.596533514352284,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          -0.32308624435174554, -0.5463024898437905, 1.5574077246549023, 0.6304376738358848,
          -0.8211418015898941, -1.3620719763762281, 0.25534192122103627, -1.794932157265411,
        },
        upstream = { -1.125, 0.875, 2, -1.25, -0.75, -0.0625, 1.3125, -1.5625 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -0.5625, 1, -0.1875, 0.9375, 0.1875, 1.25, 0, -0.3125 },
        grad = {
          -2.532881, 6.2087526, -0.6474981, 1.784525, -1.4244957, 13.200481, -0.5625, -1.5875529,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          -0.6304377, 1.5574077, -0.18972862, 1.362072, 0.18972862, 3.0095696, 0, -0.32308623,
        },
        upstream = { -1.8125, 1.8125, -0.625, 0.625, -1.375, 1.3125, -0.5625, -1.4375 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1.1875, 1, 0.75, -0.8125, 1.0625, 0.625 },
        grad = { 11.618699, 0, 4.495993, -5.541088, -2.91855, 0.19006747 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 2.479913, -1.0557276, 1.5574077, 1.7949321, 0.93159646, 0.7214844 },
        upstream = { 1.625, 0, 1.3125, -1.3125, -1.5625, 0.125 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 0.0625, 0.125, 1.1875, 0, 0.5625, 0.9375, 1.375, 0.375 },
        grad = { 0.06348682583423218, -1.5625, 2.676787564527604, 0.8662064109562034 },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.12565513657513097, 0, 1.3620719763762281, 0.39362657592563277 },
        upstream = { 0.0625, -1.5625, 0.9375, 0.75 },
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
      { dtype = "float64", shape = {}, data = { -0.4375 }, grad = { -0.8379053214879153 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -0.4677300254523918 }, upstream = { -0.6875 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -1.0625 }, grad = { -3.4301972 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { -1.7949321 }, upstream = { -0.8125 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 0 }, grad = { 1.25 } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 0 }, upstream = { 1.25 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 0 }, grad = { 1.0625 } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 0 }, upstream = { 1.0625 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, nan, nan, 0, -0.0, 1.5574077246549023, -1.5574077246549023 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 },
        data = { nan, nan, nan, 0, -0.0, 1.5574077, -1.5574077 },
      },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0.14254655, 0, 1.5574077, -2.1850398 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, 1.5574077, 0.871448, -1.7925274 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1.5574077, 0 } },
    },
  },
}

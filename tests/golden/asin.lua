-- asin: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -0.875, -0.375, 0.25, 0.5, -0.0625, -0.4375, 0.375, 0.1875 },
        grad = {
          0.6454972243679027, 1.8877596148970779, 1.2264447262990152, -2.165063509461097,
          -1.5655607277128738, -0.9730672655996823, -0.5393598899705937, 0.7635417155709332,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          -1.0654358165107394, -0.3843967744956391, 0.25268025514207865, 0.5235987755982989,
          -0.06254076179649139, -0.4528165947449256, 0.3843967744956391, 0.1886163861754041,
        },
        upstream = { 0.3125, 1.75, 1.1875, -1.875, -1.5625, -0.875, -0.5, 0.75 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { -0.1875, 0.625, 0.5, -0.8125, 0.4375, 0.125, 0.6875, -0.75 },
        grad = {
          0.57265633, 1.040833, 0.8660254, -1.286535, 0.69504803, -1.7638342, 2.32379, -2.7402425,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          -0.18861638, 0.67513156, 0.5235988, -0.94842786, 0.4528166, 0.12532783, 0.7580408,
          -0.8480621,
        },
        upstream = { 0.5625, 0.8125, 0.75, -0.75, 0.625, -1.75, 1.6875, -1.8125 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.0625, 0, -0.8125, -0.75, -0.1875, -0.25 },
        grad = { -0.18786728, 0.28347337, 1.5625, 0.8907987, -1.5009576, -0.38729835 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.06254076, -0.8480621, 0, -0.18861638, -0.94842786, -0.25268024 },
        upstream = { -0.1875, 0.1875, 1.5625, 0.875, -0.875, -0.375 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 0.4375, -0.5625, 0.25, -0.8125, 0.0625, -0.4375, 0.5, 0.375 },
        grad = {
          -1.8142294704442907, -3.0019150975458255, -0.41702882811414954, 1.2135597524338357,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { -0.5974064166453502, -0.948427838239876, -0.4528165947449256, 0.3843967744956391 },
        upstream = { -1.5, -1.75, -0.375, 1.125 },
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
      { dtype = "float64", shape = {}, data = { 0.1875 }, grad = { 0.31814238148788887 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.1886163861754041 }, upstream = { 0.3125 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 0.1875 }, grad = { -0.06362848 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0.18861638 }, upstream = { -0.0625 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float64", shape = { 1 }, data = { 1 }, grad = { -inf } } },
    results = {
      { dtype = "float64", shape = { 1 }, data = { 1.5707963267948966 }, upstream = { -1.875 } },
    },
  },
  {
    case = "edges",
    args = { { dtype = "float32", shape = { 1 }, data = { 1 }, grad = { inf } } },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 1.5707964 }, upstream = { 1.0625 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, nan, nan, 0, -0.0, 1.5707963267948966, -1.5707963267948966 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 },
        data = { nan, nan, nan, 0, -0.0, 1.5707964, -1.5707964 },
      },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { nan, 0, 1.5707964, nan } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, 1.5707964, nan, nan } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1.5707964, 0 } },
    },
  },
}

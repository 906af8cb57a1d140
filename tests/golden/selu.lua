-- selu: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 0.875, -0.875, -0.9375, 1.5625, -1.3125, -0.375, 1.1875, 1.375 },
        grad = {
          -0.5253504936777402, -0.5038583288895006, 0.17212039853315103, 0.3283440585485876,
          -0.6506307751518524, -1.5104035350173464, 0.7223569288068928, -1.247707422484633,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          0.9193633639360455, -1.0252144988262848, -1.0696177467147725, 1.6417202927429382,
          -1.2849133225551204, -0.5497765128334995, 1.247707422484633, 1.4447138576137857,
        },
        upstream = { -0.5, -0.6875, 0.25, 0.3125, -1.375, -1.25, 0.6875, -1.1875 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 1.9375, -1.8125, 1.1875, -1.3125, 0.625, 0.375, 1.625, 0.5625 },
        grad = {
          -1.3133763, -0.08968807, -0.065668814, 0.3253154, -0.9850322, -0.13133763, -0.4596817,
          -0.19700643,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          2.0357332, -1.4710975, 1.2477075, -1.2849133, 0.65668815, 0.39401287, 1.7073891,
          0.59101933,
        },
        upstream = { -1.25, -0.3125, -0.0625, 0.6875, -0.9375, -0.125, -0.4375, -0.1875 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { -0.5, -1.5, -0.625, 0.25, 0.5, 1.125 },
        grad = { 0.8664022, 1.8387268, 0.17162468, 1.050701, 1.8820856, -0.5253505 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { -0.69175816, 0.26267526, -1.3658143, 0.5253505, -0.8170566, 1.1820387 },
        upstream = { 0.8125, 1.75, 0.4375, 1, 2, -0.5 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { 1.9375, 1, 1.4375, 0.75, 0.8125, -0.4375, -1.1875, -1.9375 },
        grad = {
          1.1820386107749155, -1.5760514810332207, 0.21283392163724194, 0.42740700317942537,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 1.0507009873554805, 0.7880257405166103, -0.6229850921154195, -1.5048211167410506 },
        upstream = { 1.125, -1.5, 0.1875, 1.6875 },
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
      { dtype = "float64", shape = {}, data = { -0.125 }, grad = { -0.1939396528417286 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -0.2065821181135479 }, upstream = { -0.125 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 1.375 }, grad = { 0.065668814 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 1.444714 }, upstream = { 0.0625 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float64", shape = { 2 },
        data = { 0, -100 },
        grad = { 3.1865550552858704, -1.2671759797604762e-43 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2 },
        data = { 0, -1.7580993408473766 },
        upstream = { 1.8125, -1.9375 },
      },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float32", shape = { 2 }, data = { 0, -100 }, grad = { 1.2086933, 5.9e-44 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0, -1.7580993 }, upstream = { 0.6875, 0.875 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } } },
    results = {
      { dtype = "float64", shape = { 5 }, data = { nan, inf, -1.7580993408473766, 0, -0.0 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 5 }, data = { nan, inf, -inf, 0, -0.0 } } },
    results = {
      { dtype = "float32", shape = { 5 }, data = { nan, inf, -1.7580993, 0, -0.0 } },
    },
  },
}

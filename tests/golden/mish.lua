-- mish: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { -2, -2.6875, 1.75, -2.4375, 0.75, 2, 1.25, -3.8125 },
        grad = {
          0.1083550924203939, -0.11784780459206964, -1.1499107582246657, 0.09012931088793512,
          1.725077122504204, 2.071803497666511, -1.2830499231135244, -0.0113475427891121,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          -0.2525014826957089, -0.1766773345483474, 1.6749324241318018, -0.2037136597279898,
          0.6100183352182934, 1.9439589595339946, 1.1318703042410392, -0.08329888664847447,
        },
        upstream = { -1, 1.125, -1.0625, -0.8125, 1.75, 1.9375, -1.1875, 0.1875 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 2.8125, -2.0625, 1.6875, -0.4375, 3.8125, -2, 0.6875, 1.875 },
        grad = {
          -0.38529193, -0.15156405, 1.8304439, 0.020339034, -1.8234304, -0.19639362, 0.24108106,
          0.4708642,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          2.7945044, -0.2456675, 1.6072121, -0.20153385, 3.8089392, -0.25250146, 0.5490663,
          1.8098537,
        },
        upstream = { -0.375, 1.375, 1.6875, 0.0625, -1.8125, 1.8125, 0.25, 0.4375 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 1, 1.625, 0.6875, 1.375, 3.8125, 2.6875 },
        grad = { 0.06556477, -0.13585119, 0.47540253, 0.9431536, 0.96432424, -0.9033885 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.86509836, 1.2673796, 1.5393547, 3.8089392, 0.5490663, 2.665768 },
        upstream = { 0.0625, -0.125, 0.4375, 0.9375, 1, -0.875 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -3.625, 0.125, -3.875, -1.1875, -2.0625, 2.3125, -0.125, -0.1875 },
        grad = {
          -0.6788926605008476, -0.00024775516251244025, 0.5255586510739719, -0.9590180710032151,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = {
          0.07995757084735981, -0.30884015915809815, 2.275262291609005, -0.10120080328617811,
        },
        upstream = { -1, -0.1875, 0.5, -2 },
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
      { dtype = "float64", shape = {}, data = { 1.8125 }, grad = { -1.8215251836262873 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 1.7424871484184736 }, upstream = { -1.6875 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 2.125 }, grad = { 1.4602329 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 2.0771673 }, upstream = { 1.375 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float64", shape = { 2 }, data = { -1000, 1000 }, grad = { -0.0, 1.875 } },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { -0.0, 1000 }, upstream = { -0.875, 1.875 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float32", shape = { 2 }, data = { -1000, 1000 }, grad = { -0.0, 0.875 } },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { -0.0, 1000 }, upstream = { -0.5, 0.875 } },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, inf, nan, 0, -0.0, 0.8650983882673103, -0.30340146137410895 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 },
        data = { nan, inf, nan, 0, -0.0, 0.86509836, -0.30340144 },
      },
    },
  },
}

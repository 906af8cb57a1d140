-- erf: PyTorch's answers, made by make.py. Do not edit.
local nan, inf = 0 / 0, math.huge
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 4 },
        data = { 1.5, -0.0625, 2, -1.375, 1.75, 1.625, 0.625, 1.125 },
        grad = {
          -0.20069486306487455, -0.7727362731174561, 0.04004228412355335, -0.1703597736875156,
          0.05937187042141917, -0.030177097133441688, 0, 0.3779503257196635,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2, 4 },
        data = {
          0.9661051464753108, -0.07043197772238707, 0.9953222650189527, -0.9481700727820903,
          0.9866716712191824, 0.9784437332399837, 0.623240882188418, 0.8883882317017078,
        },
        upstream = { -1.6875, -0.6875, 1.9375, -1, 1.125, -0.375, 0, 1.1875 },
      },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 4 },
        data = { 0.625, -1.25, -0.6875, 1.4375, -1.1875, -1.5625, 0.125, -0.375 },
        grad = {
          0.5249059, -0.32521656, 0.3516844, -0.22327818, -0.39594954, -0.09207402, -2.0134795,
          -0.9803529,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 4 },
        data = {
          0.6232409, -0.92290014, -0.66908467, 0.9579406, -0.90692174, -0.97287464, 0.1403162,
          -0.4041169,
        },
        upstream = { 0.6875, -1.375, 0.5, -1.5625, -1.4375, -0.9375, -1.8125, -1 },
      },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { 0.5625, 1.6875, -0.5, 1.4375, -0.125, -1.625 },
        grad = { -0.10279018, 0.116104655, -0.06133452, 0.6943033, 1.7575653, 0.05532468 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 0.57367444, 0.9579406, 0.9829897, -0.1403162, -0.5204999, -0.97844374 },
        upstream = { -0.125, 0.8125, -0.9375, 0.625, 2, 0.6875 },
      },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 4, 2 }, view = { { "select", 2, 2 } },
        data = { -0.875, 2, -1.8125, 0.9375, 0.625, -1.125, 0, 1.25 },
        grad = {
          -0.00387505975389226, -0.7613849537050219, 0.6166557945952404, -0.19217341198842375,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.9953222650189527, 0.8151024010343998, -0.8883882317017078, 0.9229001282564583 },
        upstream = { -0.1875, -1.625, 1.9375, -0.8125 },
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
      { dtype = "float64", shape = {}, data = { 0.8125 }, grad = { 0.8382251671784043 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.749464025586362 }, upstream = { 1.4375 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { 1.875 }, grad = { 0.0020966143 } } },
    results = {
      { dtype = "float32", shape = { 1, 1 }, data = { 0.99199003 }, upstream = { 0.0625 } },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float64", shape = { 3 },
        data = { 0, 1e-10, 6 },
        grad = { 2.256758334191025, 0.28209479177387814, 2.9444638941554227e-16 },
      },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 0, 1.1283791670955126e-10, 1 },
        upstream = { 2, 0.25, 1.125 },
      },
    },
  },
  {
    case = "edges",
    args = {
      { dtype = "float32", shape = { 3 },
        data = { 0, 1e-10, 6 },
        grad = { -2.1862347, 0.1410474, 8.179066e-17 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 0, 1.1283792e-10, 1 },
        upstream = { -1.9375, 0.125, 0.3125 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float64", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = { nan, 1, -1, 0, -0.0, 0.8427007929497149, -0.8427007929497149 },
      },
    },
  },
  {
    case = "special values",
    args = { { dtype = "float32", shape = { 7 }, data = { nan, inf, -inf, 0, -0.0, 1, -1 } } },
    results = {
      { dtype = "float32", shape = { 7 }, data = { nan, 1, -1, 0, -0.0, 0.8427008, -0.8427008 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 4 }, data = { -3, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { -0.9999779, 0, 0.8427008, 0.9953223 } },
    },
  },
  {
    case = "uint8",
    args = { { dtype = "uint8", shape = { 4 }, data = { 0, 1, 7, 200 } } },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 0, 0.8427008, 1, 1 } },
    },
  },
  {
    case = "bool",
    args = { { dtype = "bool", shape = { 2 }, data = { true, false } } },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 0.8427008, 0 } },
    },
  },
}

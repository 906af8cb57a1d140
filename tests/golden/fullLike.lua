-- fullLike: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 2, 3 },
        data = { 1.875, 0.375, 1.75, 0.9375, -1.6875, -0.375 },
      },
      1.5,
    },
    results = {
      { dtype = "float64", shape = { 2, 3 }, data = { 1.5, 1.5, 1.5, 1.5, 1.5, 1.5 } },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 2, 3 },
        data = { 1.625, -1.1875, -0.25, -0.4375, -0.1875, 0.625 },
      },
      1.5,
    },
    results = {
      { dtype = "float32", shape = { 2, 3 }, data = { 1.5, 1.5, 1.5, 1.5, 1.5, 1.5 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float64", shape = { 3, 2 }, view = { { "select", 2, 2 } },
        data = { -1.375, 0.8125, -0.375, 1.5, -0.3125, 0.1875 },
      },
      -2,
    },
    results = {
      { dtype = "float64", shape = { 3 }, data = { -2, -2, -2 } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "float32", shape = { 3, 2 }, view = { { "select", 2, 2 } },
        data = { 0, -0.4375, 1.8125, 0.125, -1.6875, -2 },
      },
      -2,
    },
    results = {
      { dtype = "float32", shape = { 3 }, data = { -2, -2, -2 } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 2 }, data = { -1, 2 } }, 7 },
    results = {
      { dtype = "int64", shape = { 2 }, data = { 7, 7 } },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "float32", shape = {}, data = { -1.8125 } }, 0.5 },
    results = {
      { dtype = "float32", shape = {}, data = { 0.5 } },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float64", shape = { 0, 3 }, data = {} }, 1 },
    results = {
      { dtype = "float64", shape = { 0, 3 }, data = {} },
    },
  },
  {
    case = "another type",
    args = { { dtype = "int64", shape = { 2 }, data = { 1, 0 } }, 0.5, { dtype = "float64" } },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 0.5, 0.5 } },
    },
  },
}

-- oneHot: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "classes from the labels",
    args = { { dtype = "int64", shape = { 3 }, data = { 1, 3, 2 } } },
    results = {
      { dtype = "int64", shape = { 3, 3 }, data = { 1, 0, 0, 0, 0, 1, 0, 1, 0 } },
    },
  },
  {
    case = "classes",
    args = { { dtype = "int64", shape = { 3 }, data = { 1, 3, 2 } }, 4 },
    results = {
      { dtype = "int64", shape = { 3, 4 }, data = { 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0 } },
    },
  },
  {
    case = "matrix",
    args = { { dtype = "int64", shape = { 2, 2 }, data = { 1, 2, 2, 1 } }, { classes = 2 } },
    results = {
      { dtype = "int64", shape = { 2, 2, 2 }, data = { 1, 0, 0, 1, 0, 1, 1, 0 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "int64", shape = { 2, 2 }, view = { { "transpose", 1, 2 } },
        data = { 1, 2, 3, 1 },
      },
      3,
    },
    results = {
      { dtype = "int64", shape = { 2, 2, 3 }, data = { 1, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0 } },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "int64", shape = {}, data = { 2 } }, 3 },
    results = {
      { dtype = "int64", shape = { 3 }, data = { 0, 1, 0 } },
    },
  },
  {
    case = "no label",
    args = { { dtype = "int64", shape = { 0 }, data = {} }, 3 },
    results = {
      { dtype = "int64", shape = { 0, 3 }, data = {} },
    },
  },
}

-- slogdet: PyTorch's answers, made by make.py. Do not edit.
local inf = math.huge
return {
  {
    case = "negative",
    args = {
      { dtype = "float64", shape = { 3, 3 },
        data = { 2.5, -0.5, 0.75, 0.25, -3, 1, -1, 0.5, 1.75 },
        grad = {
          0.29545454545454547, 0.07386363636363638, 0.14772727272727276, -0.06422924901185771,
          -0.2633399209486166, 0.03853754940711463, -0.08992094861660081, 0.11882411067193678,
          0.37895256916996056,
        },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -1 }, upstream = { -0.25 } },
      { dtype = "float64", shape = {}, data = { 2.7608007664877388 }, upstream = { 0.8125 } },
    },
  },
  {
    case = "negative",
    args = {
      { dtype = "float32", shape = { 3, 3 },
        data = { 2.5, -0.5, 0.75, 0.25, -3, 1, -1, 0.5, 1.75 },
        grad = {
          0.22727273, 0.056818184, 0.11363637, -0.049407113, -0.20256917, 0.02964427, -0.06916996,
          0.09140316, 0.29150197,
        },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { -1 }, upstream = { 1.3125 } },
      { dtype = "float32", shape = {}, data = { 2.7608008 }, upstream = { 0.625 } },
    },
  },
  {
    case = "batch",
    args = {
      { dtype = "float64", shape = { 2, 2, 2 },
        data = { 1.5, -0.5, 1, 2, 0.25, 1.5, -2, 0.5 },
        grad = {
          -0.7142857142857142, 0.3571428571428571, -0.17857142857142855, -0.5357142857142857,
          0.29999999999999993, 1.2, -0.8999999999999999, 0.15,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 1, 1 }, upstream = { 0, -1.125 } },
      { dtype = "float64", shape = { 2 },
        data = { 1.252762968495368, 1.1394342831883648 },
        upstream = { -1.25, 1.875 },
      },
    },
  },
  {
    case = "batch",
    args = {
      { dtype = "float32", shape = { 2, 2, 2 },
        data = { 1.5, -0.5, 1, 2, 0.25, 1.5, -2, 0.5 },
        grad = {
          -0.035714287, 0.017857144, -0.008928572, -0.026785715, 0.26000002, 1.04, -0.78000003,
          0.13000001,
        },
      },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 1, 1 }, upstream = { 1.8125, -0.3125 } },
      { dtype = "float32", shape = { 2 },
        data = { 1.252763, 1.1394343 },
        upstream = { -0.0625, 1.625 },
      },
    },
  },
  {
    case = "zero",
    args = { { dtype = "float32", shape = { 2, 2 }, data = { 0, 0, 1, 2 } } },
    results = {
      { dtype = "float32", shape = {}, data = { 0 } },
      { dtype = "float32", shape = {}, data = { -inf } },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float64", shape = { 0, 0 }, data = {} } },
    results = {
      { dtype = "float64", shape = {}, data = { 1 } },
      { dtype = "float64", shape = {}, data = { 0 } },
    },
  },
}

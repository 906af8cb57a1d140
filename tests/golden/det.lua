-- det: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "ordinary",
    args = {
      { dtype = "float64", shape = { 3, 3 },
        data = { 2.5, -0.5, 0.75, 0.25, -3, 1, -1, 0.5, 1.75 },
        grad = {
          7.906249999999999, 1.9765625, 3.953125, -1.7187499999999996, -7.046874999999999, 1.03125,
          -2.4062500000000004, 3.1796875, 10.140625,
        },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -15.812499999999996 }, upstream = { -1.375 } },
    },
  },
  {
    case = "ordinary",
    args = {
      { dtype = "float32", shape = { 3, 3 },
        data = { 2.5, -0.5, 0.75, 0.25, -3, 1, -1, 0.5, 1.75 },
        grad = {
          10.0625, 2.515625, 5.03125, -2.1875002, -8.96875, 1.3125, -3.0625002, 4.046875, 12.90625,
        },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { -15.8125 }, upstream = { -1.75 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float64", shape = { 3, 3 }, view = { { "transpose", 1, 2 } },
        data = { 2.5, -0.5, 0.75, 0.25, -3, 1, -1, 0.5, 1.75 },
        grad = {
          -5.031249999999999, 1.09375, 1.5312500000000002, -1.2578125, 4.484374999999999,
          -2.0234374999999996, -2.515625, -0.65625, -6.453124999999999,
        },
      },
    },
    results = {
      { dtype = "float64", shape = {}, data = { -15.812499999999996 }, upstream = { 0.875 } },
    },
  },
  {
    case = "transposed",
    args = {
      { dtype = "float32", shape = { 3, 3 }, view = { { "transpose", 1, 2 } },
        data = { 2.5, -0.5, 0.75, 0.25, -3, 1, -1, 0.5, 1.75 },
        grad = { 5.75, -1.25, -1.7500001, 1.4375, -5.125, 2.3125, 2.875, 0.75000006, 7.375 },
      },
    },
    results = {
      { dtype = "float32", shape = {}, data = { -15.8125 }, upstream = { -1 } },
    },
  },
  {
    case = "batch",
    args = {
      { dtype = "float64", shape = { 2, 2, 2 },
        data = { 1.5, -0.5, 1, 2, 0.25, 1.5, -2, 0.5 },
        grad = { 2.5, -1.25, 0.6249999999999999, 1.875, 0.1875, 0.75, -0.5625, 0.09375 },
      },
    },
    results = {
      { dtype = "float64", shape = { 2 }, data = { 3.5, 3.125 }, upstream = { 1.25, 0.375 } },
    },
  },
  {
    case = "batch",
    args = {
      { dtype = "float32", shape = { 2, 2, 2 },
        data = { 1.5, -0.5, 1, 2, 0.25, 1.5, -2, 0.5 },
        grad = { -2, 1, -0.50000006, -1.5, -0.21875, -0.875, 0.65625, -0.10937501 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2 }, data = { 3.5, 3.125 }, upstream = { -1, -0.4375 } },
    },
  },
  {
    case = "two batch dimensions",
    args = {
      { dtype = "float32", shape = { 2, 1, 2, 2 },
        data = { 1.5, -0.5, 1, 2, 0.25, 1.5, -2, 0.5 },
        grad = { 0, 0, 0, 0, -0.96875, -3.875, 2.90625, -0.48437503 },
      },
    },
    results = {
      { dtype = "float32", shape = { 2, 1 }, data = { 3.5, 3.125 }, upstream = { 0, -1.9375 } },
    },
  },
  {
    case = "singular",
    args = { { dtype = "float64", shape = { 3, 3 }, data = { 1, 2, 3, 4, 5, 6, 7, 8, 9 } } },
    results = {
      { dtype = "float64", shape = {}, data = { 0 } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "float32", shape = { 1, 1 }, data = { -4 }, grad = { -1.8125 } } },
    results = {
      { dtype = "float32", shape = {}, data = { -4 }, upstream = { -1.8125 } },
    },
  },
  {
    case = "no element",
    args = { { dtype = "float64", shape = { 0, 0 }, data = {} } },
    results = {
      { dtype = "float64", shape = {}, data = { 1 } },
    },
  },
}

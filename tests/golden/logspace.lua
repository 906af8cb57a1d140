-- logspace: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "ordinary",
    args = { 0, 1, 5 },
    results = {
      { dtype = "float32", shape = { 5 }, data = { 1, 1.7782794, 3.1622777, 5.623413, 10 } },
    },
  },
  {
    case = "backwards",
    args = { 2, -1, 4 },
    results = {
      { dtype = "float32", shape = { 4 }, data = { 100, 10, 1, 0.1 } },
    },
  },
  {
    case = "one step",
    args = { 1, 2, 1 },
    results = {
      { dtype = "float32", shape = { 1 }, data = { 10 } },
    },
  },
  {
    case = "no step",
    args = { 1, 2, 0 },
    results = {
      { dtype = "float32", shape = { 0 }, data = {} },
    },
  },
  {
    case = "float64",
    args = { 0, 1, 7, { dtype = "float64" } },
    results = {
      { dtype = "float64", shape = { 7 },
        data = {
          1, 1.4677992676220695, 2.154434690031884, 3.1622776601683795, 4.641588833612779,
          6.812920690579613, 10,
        },
      },
    },
  },
  {
    case = "equal ends",
    args = { 1.5, 1.5, 3 },
    results = {
      { dtype = "float32", shape = { 3 }, data = { 31.622776, 31.622776, 31.622776 } },
    },
  },
  {
    case = "base 2",
    args = { 0, 4, 5, 2 },
    results = {
      { dtype = "float32", shape = { 5 }, data = { 1, 2, 4, 8, 16 } },
    },
  },
  {
    case = "base 2 by name, float64",
    args = { -1, 1, 3, { base = 2, dtype = "float64" } },
    results = {
      { dtype = "float64", shape = { 3 }, data = { 0.5, 1, 2 } },
    },
  },
}

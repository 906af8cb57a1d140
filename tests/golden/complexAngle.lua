-- complexAngle: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "plain",
    args = {
      { dtype = "float64", shape = { 3, 2 },
        data = { 3, 4, -2, -0.25, -1, 0.5 },
        grad = {
          -0.28, 0.21, -0.034615384615384624, 0.276923076923077, -0.24999999999999994,
          -0.4999999999999999,
        },
      },
    },
    results = {
      { dtype = "float64", shape = { 3 },
        data = { 0.9272952180016122, -3.017237659043032, 2.677945044588987 },
        upstream = { 1.75, -0.5625, 0.625 },
      },
    },
  },
  {
    case = "plain",
    args = {
      { dtype = "float32", shape = { 3, 2 },
        data = { 3, 4, -2, -0.25, -1, 0.5 },
        grad = { -0.089999996, 0.067499995, -0.015384615, 0.12307692, -0.1, -0.2 },
      },
    },
    results = {
      { dtype = "float32", shape = { 3 },
        data = { 0.9272952, -3.0172377, 2.6779451 },
        upstream = { 0.5625, -0.25, 0.25 },
      },
    },
  },
}

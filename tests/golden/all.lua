-- all: PyTorch's answers, made by make.py. Do not edit.
local nan = 0 / 0
return {
  {
    case = "all",
    args = {
      { dtype = "bool", shape = { 2, 3 }, data = { true, true, true, true, false, true } },
    },
    results = {
      { dtype = "bool", shape = {}, data = { false } },
    },
  },
  {
    case = "dim 1",
    args = {
      { dtype = "bool", shape = { 2, 3 }, data = { false, true, true, false, true, true } },
      1,
    },
    results = {
      { dtype = "bool", shape = { 3 }, data = { false, true, true } },
    },
  },
  {
    case = "dim 2, keepdim",
    args = {
      { dtype = "bool", shape = { 2, 3 }, data = { false, false, true, true, false, false } },
      2,
      true,
    },
    results = {
      { dtype = "bool", shape = { 2, 1 }, data = { false, false } },
    },
  },
  {
    case = "dim -1 by name",
    args = {
      { dtype = "bool", shape = { 2, 3 }, data = { false, true, false, true, false, true } },
      { dim = -1 },
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { false, false } },
    },
  },
  {
    case = "all, keepdim",
    args = {
      { dtype = "bool", shape = { 2, 3 }, data = { true, false, true, true, false, false } },
      { keepdim = true },
    },
    results = {
      { dtype = "bool", shape = { 1, 1 }, data = { false } },
    },
  },
  {
    case = "middle of three",
    args = {
      { dtype = "bool", shape = { 2, 3, 2 },
        data = { false, false, false, false, false, true, true, false, true, true, true, true },
      },
      2,
    },
    results = {
      { dtype = "bool", shape = { 2, 2 }, data = { false, false, true, false } },
    },
  },
  {
    case = "two of three",
    args = {
      { dtype = "bool", shape = { 2, 3, 2 },
        data = { true, true, false, true, false, true, true, false, false, true, true, true },
      },
      { 1, 3 },
    },
    results = {
      { dtype = "bool", shape = { 3 }, data = { false, false, false } },
    },
  },
  {
    case = "two of three, keepdim",
    args = {
      { dtype = "bool", shape = { 2, 2, 3 },
        data = { true, true, false, true, true, false, false, false, false, false, true, true },
      },
      { dim = { -1, 2 }, keepdim = true },
    },
    results = {
      { dtype = "bool", shape = { 2, 1, 1 }, data = { false, false } },
    },
  },
  {
    case = "all three by name",
    args = {
      { dtype = "bool", shape = { 2, 2, 2 },
        data = { true, false, false, false, false, false, true, false },
      },
      { dim = { 1, 2, 3 } },
    },
    results = {
      { dtype = "bool", shape = {}, data = { false } },
    },
  },
  {
    case = "transposed, dim 1",
    args = {
      { dtype = "bool", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { false, true, false, true, false, true },
      },
      1,
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { false, false } },
    },
  },
  {
    case = "transposed, dim 2",
    args = {
      { dtype = "bool", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { false, false, true, true, true, false },
      },
      2,
    },
    results = {
      { dtype = "bool", shape = { 3 }, data = { false, false, false } },
    },
  },
  {
    case = "transposed, all",
    args = {
      { dtype = "bool", shape = { 2, 3 }, view = { { "transpose", 1, 2 } },
        data = { false, false, false, true, false, true },
      },
    },
    results = {
      { dtype = "bool", shape = {}, data = { false } },
    },
  },
  {
    case = "strided",
    args = {
      { dtype = "bool", shape = { 2, 3, 2 }, view = { { "select", 3, 2 } },
        data = { false, true, true, false, true, false, true, false, false, false, false, true },
      },
      2,
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { false, false } },
    },
  },
  {
    case = "strides of 0",
    args = {
      { dtype = "bool", shape = { 3, 1 }, view = { { "expand", 3, 2 } },
        data = { false, true, true },
      },
      1,
    },
    results = {
      { dtype = "bool", shape = { 2 }, data = { false, false } },
    },
  },
  {
    case = "one element",
    args = { { dtype = "bool", shape = { 1, 1 }, data = { false } }, 1 },
    results = {
      { dtype = "bool", shape = { 1 }, data = { false } },
    },
  },
  {
    case = "no element is left",
    args = { { dtype = "bool", shape = { 0, 3 }, data = {} }, 2 },
    results = {
      { dtype = "bool", shape = { 0 }, data = {} },
    },
  },
  {
    case = "over no element",
    args = { { dtype = "bool", shape = { 0, 3 }, data = {} }, 1 },
    results = {
      { dtype = "bool", shape = { 3 }, data = { true, true, true } },
    },
  },
  {
    case = "over no element, all, keepdim",
    args = { { dtype = "bool", shape = { 2, 0 }, data = {} }, { keepdim = true } },
    results = {
      { dtype = "bool", shape = { 1, 1 }, data = { true } },
    },
  },
  {
    case = "no dimension",
    args = { { dtype = "bool", shape = {}, data = { true } } },
    results = {
      { dtype = "bool", shape = {}, data = { true } },
    },
  },
  {
    case = "float",
    args = { { dtype = "float64", shape = { 2, 3 }, data = { 0, 0, -0.0, 1, nan, 2 } }, 2 },
    results = {
      { dtype = "bool", shape = { 2 }, data = { false, true } },
    },
  },
  {
    case = "float",
    args = { { dtype = "float32", shape = { 2, 3 }, data = { 0, 0, -0.0, 1, nan, 2 } }, 2 },
    results = {
      { dtype = "bool", shape = { 2 }, data = { false, true } },
    },
  },
  {
    case = "int64",
    args = { { dtype = "int64", shape = { 2, 3 }, data = { 0, 0, 0, 1, 0, 2 } }, 2 },
    results = {
      { dtype = "bool", shape = { 2 }, data = { false, false } },
    },
  },
  {
    case = "int64, all",
    args = { { dtype = "int64", shape = { 3 }, data = { 0, 0, 3 } } },
    results = {
      { dtype = "bool", shape = {}, data = { false } },
    },
  },
}

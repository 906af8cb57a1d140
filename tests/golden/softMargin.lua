-- softMargin: PyTorch's answers, made by make.py. Do not edit.
return {
  {
    case = "mean",
    args = {
      { dtype = "float64", shape = { 4 },
        data = { 1.9375, -1.6875, -1.8125, -0.9375 },
        grad = {
          -0.013772802403842597, 0.017073973158096903, -0.09402572271202216, 0.030778738312562608,
        },
      },
      { dtype = "float64", shape = { 4 }, data = { 1, -1, 1, -1 } },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.6496214443079744 }, upstream = { 0.4375 } },
    },
  },
  {
    case = "mean",
    args = {
      { dtype = "float32", shape = { 4 },
        data = { -0.5625, 1.9375, -0.75, 1.125 },
        grad = { 0.3185154, -0.43703863, 0.33958936, -0.3774575 },
      },
      { dtype = "float32", shape = { 4 }, data = { 1, -1, 1, -1 } },
      { reduction = "mean" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 1.4071362 }, upstream = { -2 } },
    },
  },
  {
    case = "sum",
    args = {
      { dtype = "float64", shape = { 4 },
        data = { 1.1875, -1.9375, -2, 0.625 },
        grad = { -0.33595288806393286, 0.1810139744505027, -1.266145799593206, 0.9363226179574529 },
      },
      { dtype = "float64", shape = { 4 }, data = { 1, -1, 1, -1 } },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 3.5814050634312706 }, upstream = { 1.4375 } },
    },
  },
  {
    case = "sum",
    args = {
      { dtype = "float32", shape = { 4 },
        data = { -1.75, -1.9375, -0.375, -1.8125 },
        grad = { 1.5441644, -0.22823502, 1.0742083, -0.25435945 },
      },
      { dtype = "float32", shape = { 4 }, data = { 1, -1, 1, -1 } },
      { reduction = "sum" },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 3.094148 }, upstream = { -1.8125 } },
    },
  },
  {
    case = "none",
    args = {
      { dtype = "float64", shape = { 4 },
        data = { 2, 1.625, 0.25, -0.0625 },
        grad = {
          -0.1788043830331763, 1.6709670742068736, -0.19154778086246332, -0.6660226158808535,
        },
      },
      { dtype = "float64", shape = { 4 }, data = { 1, -1, 1, -1 } },
      { reduction = "none" },
    },
    results = {
      { dtype = "float64", shape = { 4 },
        data = { 0.1269280110429725, 1.804744635385659, 0.5759394198788436, 0.6623853823577756 },
        upstream = { 1.5, 2, 0.4375, -1.375 },
      },
    },
  },
  {
    case = "none",
    args = {
      { dtype = "float32", shape = { 4 },
        data = { 0.25, -0.5, 0.375, -0.0625 },
        grad = { -0.16418381, 0.7078888, -0.56008345, -0.6962964 },
      },
      { dtype = "float32", shape = { 4 }, data = { 1, -1, 1, -1 } },
      { reduction = "none" },
    },
    results = {
      { dtype = "float32", shape = { 4 },
        data = { 0.5759394, 0.474077, 0.52312326, 0.6623854 },
        upstream = { 0.375, 1.875, 1.375, -1.4375 },
      },
    },
  },
  {
    case = "two dimensions",
    args = {
      { dtype = "float64", shape = { 2, 2 },
        data = { 2, 0.8125, -0.3125, -1 },
        grad = {
          -0.03911345878850732, 0.22727315071608528, 0.13863433329840552, -0.23987859611297035,
        },
      },
      { dtype = "float64", shape = { 2, 2 }, data = { 1, -1, -1, 1 } },
    },
    results = {
      { dtype = "float64", shape = {}, data = { 0.7922466482426975 }, upstream = { 1.3125 } },
    },
  },
  {
    case = "two dimensions",
    args = {
      { dtype = "float32", shape = { 2, 2 },
        data = { -0.375, -0.5625, 1, -1.625 },
        grad = { -0.037041664, 0.022685576, 0.045691162, -0.052217722 },
      },
      { dtype = "float32", shape = { 2, 2 }, data = { 1, -1, -1, 1 } },
    },
    results = {
      { dtype = "float32", shape = {}, data = { 1.1167667 }, upstream = { 0.25 } },
    },
  },
}

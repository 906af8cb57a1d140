-- Containers and the layers that work on tables, shapes and elements: what they compute, and that
-- autograd and Torch7's protocol agree in all of them, tables of tensors included.
local dl = require "dlua"
local support = require "tests.support"
local nn = dl.nn

local function randn(first, ...)
  return dl.randn(type(first) == "table" and first or { first, ... }, { dtype = "float64" })
end

local function map(value, fn)
  if dl.isTensor(value) then return fn(value) end
  if type(value) ~= "table" then return value end
  local result = {}
  for key, item in pairs(value) do result[key] = map(item, fn) end
  return result
end

local function collect(value, list)
  if dl.isTensor(value) then
    list[#list + 1] = value
  elseif type(value) == "table" then
    for _, item in ipairs(value) do collect(item, list) end
  end
  return list
end

local function isFloat(tensor) return tensor.dtype:find("float") ~= nil end

local function leaf(tensor)
  return isFloat(tensor) and tensor:detach():clone():requiresGrad_(true) or tensor
end

--- The gradients of both protocols agree: of the input and of the parameters.
local function agree(module, input, message)
  module:double()
  local parameters, leaves = module:parameters(), map(input, leaf)
  local output = module(leaves)
  local gradOutput = map(output, function(tensor) return randn(tensor:size()) end)
  local wanted = table.move(parameters, 1, #parameters, 1, {})
  local asking = {}
  for _, tensor in ipairs(collect(leaves, {})) do
    if tensor.requiresGrad then asking[#asking + 1] = tensor end
  end
  table.move(asking, 1, #asking, #wanted + 1, wanted)
  local expected = dl.grad(collect(output, {}), wanted,
    { gradOutputs = collect(gradOutput, {}), allowUnused = true })
  module:zeroGradParameters()
  local forward = collect(module:forward(input), {})
  for i, tensor in ipairs(collect(output, {})) do support.close(forward[i], tensor:totable()) end
  local gradInput = module:backward(input, gradOutput)
  for i, parameter in ipairs(parameters) do
    support.close(parameter.grad, expected[i]:totable())
  end
  local given = collect(gradInput, {})
  assert.equal(#asking, #given, message)
  for i, tensor in ipairs(given) do
    support.close(tensor, expected[#parameters + i] or map(tensor, dl.zerosLike))
  end
end

describe("nn.Container", function()
  it("adds, inserts, removes, replaces", function()
    local a, b, c, d = nn.Tanh(), nn.ReLU(), nn.Sigmoid(), nn.Abs()
    local net = nn.Sequential():add(a):add(c)
    net:insert(b, 2)
    assert.is_true(net[1] == a and net[2] == b and net[3] == c)
    net:insert(1, d)
    assert.is_true(net[1] == d and net:size() == 4 and #net == 4)
    assert.is_true(net:remove(1) == d and net:remove() == c and #net == 2)
    assert.is_true(net:replace(-1, c) == net and net[2] == c)
    net[3] = d
    net[-1] = b
    assert.is_true(net:get(3) == b and net:get(-3) == a and net:get(4) == nil)
    local seen = {}
    for i, module in ipairs(net) do seen[i] = module end
    assert.is_true(#seen == 3 and seen[1] == a and seen[3] == b)
  end)

  it("says what is wrong", function()
    local net = nn.Sequential(nn.Tanh())
    assert.error_matches(function() net:insert(nn.Tanh(), 3) end, "nn.Sequential: position 3 of 1 modules")
    assert.error_matches(function() net:remove(2) end, "position 2 of 1")
    assert.error_matches(function() net:remove("a") end, "a position expected")
    assert.error_matches(function() net:insert(print, 1) end, "got function")
    assert.error_matches(function() net:replace(1, print) end, "got function")
    assert.error_matches(function() nn.ConcatTable():add(5) end, "nn.ConcatTable: a module")
    assert.error_matches(function() nn.Container()(1) end, "neither forward nor updateOutput")
  end)

  it("may be the parent of a user's container", function()
    local Twice = nn.class("ContainersSpecTwice", "nn.Container")
    function Twice:compute(run, x)
      for _, module in ipairs(self.modules) do x = run(module, run(module, x)) end
      return x
    end
    agree(Twice(nn.Linear(3, 3), nn.Tanh()), randn(2, 3))
  end)
end)

describe("table containers:", function()
  local x, y = randn(4, 3), randn(4, 3)

  it("ConcatTable, ParallelTable, MapTable", function()
    local net = nn.ConcatTable(nn.Tanh(), nn.Square())
    local out = net(x)
    support.close(out[1], x:tanh():totable())
    support.close(out[2], x:square():totable())
    agree(nn.ConcatTable(nn.Linear(3, 2), nn.Tanh()), x)
    out = nn.ParallelTable(nn.Tanh(), nn.Square()) { x, y }
    support.close(out[2], y:square():totable())
    agree(nn.ParallelTable(nn.Linear(3, 2), nn.Tanh()), { x, y })
    assert.error_matches(function() nn.ParallelTable(nn.Tanh()) { x, y } end, "2 inputs for 1 modules")
    assert.error_matches(function() nn.ParallelTable(nn.Tanh())(x) end, "a table of inputs expected, got Tensor")
    out = nn.MapTable(nn.Square()) { x, y, x }
    assert.equal(3, #out)
    support.close(out[2], y:square():totable())
    agree(nn.MapTable(nn.Linear(3, 2)), { x, y, x })
    assert.error_matches(function() nn.MapTable(nn.Tanh()):add(nn.Tanh()) end, "takes one")
    assert.error_matches(function() nn.MapTable() { x } end, "0 of the 1 modules")
  end)

  it("Concat, Parallel", function()
    support.close(nn.Concat(2, nn.Tanh(), nn.Square())(x), dl.cat({ x:tanh(), x:square() }, 2):totable())
    agree(nn.Concat(1, nn.Linear(3, 2), nn.Linear(3, 2)), x)
    local parallel = nn.Parallel(2, 1, nn.Tanh(), nn.Square(), nn.Exp())
    support.close(parallel(x), dl.cat({ x:select(2, 1):tanh(), x:select(2, 2):square(), x:select(2, 3):exp() }):totable())
    agree(nn.Parallel(2, 1, nn.Linear(4, 2), nn.Tanh(), nn.Linear(4, 1)), x)
    assert.error_matches(function() parallel(randn(4, 2)) end, "2 slices for 3 modules")
    assert.error_matches(function() nn.Concat(nn.Tanh()) end, "a dimension expected")
  end)

  it("DepthConcat", function()
    local image = randn(2, 3, 5, 5)
    local crop = nn.Sequential(nn.Narrow(3, 2, 3), nn.Narrow(4, 2, 2))
    local out = nn.DepthConcat(2, nn.Identity(), crop)(image)
    assert.same({ 2, 6, 5, 5 }, out:size())
    support.close(out:narrow(2, 1, 3), image:totable())
    local second = out:narrow(2, 4, 3)
    support.close(second:narrow(3, 2, 3):narrow(4, 2, 2), crop(image):totable())
    support.close(second:sum(), crop(image):sum():item())
    agree(nn.DepthConcat(2, nn.Tanh(), crop), image)
    assert.equal("nn.DepthConcat(dim = 2): 0 parameters\n  (1) nn.Tanh()", tostring(nn.DepthConcat(2, nn.Tanh())))
  end)

  it("Bottle", function()
    local deep = randn(2, 3, 4, 5)
    local linear = nn.Linear(5, 6):double()
    support.close(nn.Bottle(linear)(deep), linear(deep):totable())
    local join = nn.Bottle(nn.Sum(2), 2, 1)
    support.close(join(deep), deep:sum(4):totable())
    support.close(join(deep[1][1]), deep[1][1]:sum(2):totable())
    agree(nn.Bottle(nn.Linear(5, 2)), deep)
    assert.error_matches(function() join(randn(2)) end, "2 dimensions or more expected, got 1")
    assert.error_matches(function() nn.Bottle(nn.Sum(2))(deep) end, "an output of 2 dimensions")
  end)

  it("Residual", function()
    local body = nn.Linear(3, 3):double()
    support.close(nn.Residual(body)(x), (body(x) + x):totable())
    local short = nn.Linear(3, 2)
    agree(nn.Residual(nn.Linear(3, 2), short), x)
    agree(nn.Residual(nn.Sequential(nn.Linear(3, 3), nn.Tanh())), x)
    assert.error_matches(function() nn.Residual() end, "0 of the 1")
  end)

  it("nest", function()
    local net = nn.Sequential(
      nn.ConcatTable(nn.Linear(3, 2), nn.Sequential(nn.Linear(3, 4), nn.ConcatTable(nn.Tanh(), nn.Identity()))),
      nn.FlattenTable(),
      nn.ParallelTable(nn.Identity(), nn.Square(), nn.Identity()),
      nn.ConcatTable(nn.NarrowTable(2, 2), nn.SelectTable(1)))
    local out = net(x:float())
    assert.same({ 4, 4 }, out[1][2]:size())
    assert.same({ 4, 2 }, out[2]:size())
    agree(net, x)
  end)

  it("leave children their output, gradInput and gradWeight", function()
    local net = nn.Sequential(nn.Linear(3, 2), nn.ConcatTable(nn.Tanh(), nn.Square()), nn.JoinTable(2)):double()
    net:forward(x)
    local gradOutput = randn(4, 4)
    local gradInput = net:backward(x, gradOutput)
    local h = net[1].output:detach()
    local left, right = gradOutput:narrow(2, 1, 2), gradOutput:narrow(2, 3, 2)
    local below = left * (1 - h:tanh():square()) + right * h * 2
    support.close(net[3].gradInput[2], right:totable())
    support.close(net[2].gradInput, below:totable())
    support.close(net[1].gradInput, gradInput:totable())
    support.close(net[1].gradWeight, below:t():mm(x):totable())
    assert.is_true(net[1].gradWeight == net[1].weight.grad)
    net:clearState()
    assert.is_nil(net[2].gradInput)
  end)

  it("take a gradOutput with gaps for zero, and say what does not fit", function()
    local net = nn.ConcatTable(nn.Tanh(), nn.Square()):double()
    net:forward(x)
    support.close(net:backward(x, { nil, y }), (x * y * 2):totable())
    net:forward(x)
    assert.error_matches(function() net:backward(x, y) end, "gradOutput: a table expected as in the output, got Tensor")
    assert.error_matches(function() net:backward(x, { y, {} }) end, "gradOutput%[2%]: a tensor expected")
    assert.error_matches(function() net:backward(x) end, "backward needs gradOutput")
  end)

  it("pass integers through", function()
    local index = dl.tensor({ 2, 1 }, "int64")
    local net = nn.ParallelTable(nn.Embedding(3, 2), nn.Linear(3, 2))
    net:double():forward { index, x }
    local gradInput = net:backward({ index, x }, { randn(2, 2), randn(4, 2) })
    assert.is_nil(gradInput[1])
    assert.same({ 4, 3 }, gradInput[2]:size())
  end)
end)

describe("ModuleList and ModuleDict", function()
  it("hold modules", function()
    local list = nn.ModuleList { nn.Linear(2, 2), nn.Tanh() }
    assert.equal(2, #list)
    assert.equal(3, #list:extend { nn.ReLU() })
    assert.equal(2, #nn.ModuleList(nn.Tanh(), nn.ReLU()))
    local names = {}
    for name in list:namedParameters() do names[#names + 1] = name end
    assert.same({ "1.weight", "1.bias" }, names)
  end)

  it("hold modules by name", function()
    local dict = nn.ModuleDict():add("zeta", nn.Linear(2, 2)):add("alpha", nn.Linear(2, 1, false))
    assert.same({ "zeta", "alpha" }, dict:names())
    local names = {}
    for name in dict:namedParameters() do names[#names + 1] = name end
    assert.same({ "zeta.weight", "zeta.bias", "alpha.weight" }, names)
    assert.equal(2, #dict)
    assert.is_true(dict.zeta == dict:get("zeta"))
    local seen = {}
    for name, module in dict:iter() do seen[#seen + 1] = name .. module.__name end
    assert.same({ "zetann.Linear", "alphann.Linear" }, seen)
    assert.equal("nn.Linear", dict:remove("zeta").__name)
    assert.same({ "alpha" }, dict:names())
    assert.equal(2, #nn.ModuleDict { a = nn.Tanh(), b = nn.Tanh() })
    assert.error_matches(function() dict:add("forward", nn.Tanh()) end, "taken by a method")
    assert.error_matches(function() dict:add("a.b", nn.Tanh()) end, "without dots")
    assert.error_matches(function() dict:add("a", 5) end, "a: a module or a table")
  end)
end)

-- name, constructor, input, expected output (of the same form)
local x, y = randn(4, 3), randn(4, 3)
local a, b, c = randn(2, 3, 4), randn(2, 3, 4), randn(2, 4, 5)
local index = dl.tensor({ 3, 1 }, "int64")
local cases = {
  { "JoinTable", nn.JoinTable(2), { x, y }, dl.cat({ x, y }, 2) },
  { "JoinTable of a batch", nn.JoinTable(1, 1), { x, y }, dl.cat({ x, y }, 2) },
  { "SplitTable", nn.SplitTable(2), x, { x:select(2, 1), x:select(2, 2), x:select(2, 3) } },
  { "SplitTable of a batch", nn.SplitTable(1, 1), x, { x:select(2, 1), x:select(2, 2), x:select(2, 3) } },
  { "SplitTable from the end", nn.SplitTable(-1), x, { x:select(2, 1), x:select(2, 2), x:select(2, 3) } },
  { "SelectTable", nn.SelectTable(-1), { x, y }, y },
  { "NarrowTable", nn.NarrowTable(2, 2), { x, y, x }, { y, x } },
  { "FlattenTable", nn.FlattenTable(), { x, { y, { x } } }, { x, y, x } },
  { "ZipTable", nn.ZipTable(), { { x, y }, { a, b } }, { { x, a }, { y, b } } },
  { "ZipTableOneToMany", nn.ZipTableOneToMany(), { x, { a, b } }, { { x, a }, { x, b } } },
  { "CAddTable", nn.CAddTable(), { x, y, x }, x * 2 + y },
  { "CSubTable", nn.CSubTable(), { x, y }, x - y },
  { "CMulTable", nn.CMulTable(), { x, y, x }, x * x * y },
  { "CDivTable", nn.CDivTable(), { x, y }, x / y },
  { "CMaxTable", nn.CMaxTable(), { x, y }, dl.maximum(x, y) },
  { "CMinTable", nn.CMinTable(), { x, y }, dl.minimum(x, y) },
  { "CAveTable", nn.CAveTable(), { x, y }, (x + y) / 2 },
  { "MM", nn.MM(), { a, c }, dl.matmul(a, c) },
  { "MM, transposed", nn.MM(true, true), { a, c:transpose(2, 3):narrow(3, 1, 3) },
    dl.matmul(a:transpose(2, 3), c:transpose(2, 3):narrow(3, 1, 3):transpose(2, 3)) },
  { "MV", nn.MV(), { x, y[1] }, dl.matmul(x, y[1]) },
  { "MV of batches", nn.MV(true), { a, x:narrow(1, 1, 2) }, (a * x:narrow(1, 1, 2):unsqueeze(3)):sum(2) },
  { "DotProduct", nn.DotProduct(), { x, y }, (x * y):sum(2) },
  { "CosineDistance", nn.CosineDistance(), { x, y },
    (x * y):sum(2) / (x:square():sum(2):sqrt() * y:square():sum(2):sqrt()) },
  { "CosineSimilarity", nn.CosineSimilarity { dim = 1 }, { x, y },
    (x * y):sum(1) / (x:square():sum(1):sqrt() * y:square():sum(1):sqrt()) },
  { "PairwiseDistance", nn.PairwiseDistance(), { x, y }, (x - y + 1e-6):square():sum(2):sqrt() },
  { "PairwiseDistance, 1-norm", nn.PairwiseDistance(1, 1e-6, true), { x, y }, (x - y + 1e-6):abs():sum(2, true) },
  { "MixtureTable", nn.MixtureTable(), { x:narrow(2, 1, 2), { x, y } },
    x * x:narrow(2, 1, 1) + y * x:narrow(2, 2, 1) },
  { "MixtureTable of one tensor", nn.MixtureTable(3), { x:narrow(1, 1, 2), a:transpose(2, 3) },
    (a:transpose(2, 3) * x:narrow(1, 1, 2):unsqueeze(2)):sum(3) },
  { "MixtureTable of one example", nn.MixtureTable(), { x[1]:narrow(1, 1, 2), { x[2], y[2] } },
    x[2] * x[1][1] + y[2] * x[1][2] },
  { "View", nn.View(2, 6), x, x:view(2, 6) },
  { "View of a batch", nn.View(3, 1), x, x:view(4, 3, 1) },
  { "View of one of unknown size", nn.View(-1):setNumInputDims(2), a, a:view(2, 12) },
  { "View of an example", nn.View(-1):setNumInputDims(2), a[1], a[1]:view(12) },
  { "Reshape", nn.Reshape(6, 2), x:t(), x:t():reshape(6, 2) },
  { "Reshape of a batch", nn.Reshape(12), a, a:reshape(2, 12) },
  { "Reshape, batchMode", nn.Reshape(2, 6, true), a, a:reshape(2, 2, 6) },
  { "Reshape, no batchMode", nn.Reshape({ 4, 6 }, false), a, a:reshape(4, 6) },
  { "Unflatten", nn.Unflatten(-1, { 2, -1 }), a, a:reshape(2, 3, 2, 2) },
  { "Unflatten, dim 2", nn.Unflatten(2, { 3, 1 }), a, a:reshape(2, 3, 1, 4) },
  { "Transpose", nn.Transpose({ 1, 2 }, { 2, 3 }), a, a:transpose(1, 2):transpose(2, 3) },
  { "Transpose of a batch", nn.Transpose(1, 2):setNumInputDims(2), a, a:transpose(2, 3) },
  { "Permute", nn.Permute(3, 1, 2), a, a:permute { 3, 1, 2 } },
  { "Squeeze", nn.Squeeze(), a:view(2, 1, 3, 4, 1), a },
  { "Squeeze of a dimension", nn.Squeeze(2), a:view(2, 1, 3, 4, 1), a:view(2, 3, 4, 1) },
  { "Squeeze, a batch of 1", nn.Squeeze(nil, 2), x:view(1, 1, 12), x:view(1, 12) },
  { "Unsqueeze", nn.Unsqueeze(2), x, x:view(4, 1, 3) },
  { "Unsqueeze of a batch", nn.Unsqueeze(1, 1), x, x:view(4, 1, 3) },
  { "Replicate", nn.Replicate(2, 1, 1), x, dl.stack({ x, x }, 2) },
  { "Replicate from the end", nn.Replicate(2, -1), x, dl.stack({ x, x }, 3) },
  { "Select", nn.Select(2, -1), x, x:select(2, 3) },
  { "Narrow", nn.Narrow(2, 2, 2), x, x:narrow(2, 2, 2) },
  { "Narrow to the end", nn.Narrow(2, 2, -1), x, x:narrow(2, 2, 2) },
  { "Narrow from the end", nn.Narrow(2, -3, -2), x, x:narrow(2, 1, 2) },
  { "Index", nn.Index(2), { x, index }, dl.stack({ x:select(2, 3), x:select(2, 1) }, 2) },
  { "Contiguous", nn.Contiguous(), x:t(), x:t():clone() },
  { "Padding", nn.Padding(1, 2, 1, 7), x, dl.cat({ x, dl.full({ 4, 2 }, 7, { dtype = "float64" }) }, 2) },
  { "Padding before", nn.Padding(-1, -1), x, dl.cat({ dl.zeros(4, 1, { dtype = "float64" }), x }, 2) },
  { "Mean", nn.Mean(1, 2), a, a:mean(2) },
  { "Sum", nn.Sum(1), x, x:sum(1) },
  { "Sum, average", nn.Sum { dim = 2, average = true, keepdim = true }, x, x:mean(2, true) },
  { "Max", nn.Max(2), x, x:amax(2) },
  { "Min", nn.Min(-1), x, x:amin(2) },
  { "Abs", nn.Abs(), x, x:abs() }, { "Exp", nn.Exp(), x, x:exp() }, { "Neg", nn.Neg(), x, -x },
  { "Log", nn.Log(), x:abs(), x:abs():log() }, { "Sqrt", nn.Sqrt(), x:abs(), x:abs():sqrt() },
  { "Square", nn.Square(), x, x * x }, { "Reciprocal", nn.Reciprocal(), x, 1 / x },
  { "Sin", nn.Sin(), x, x:sin() }, { "Cos", nn.Cos(), x, x:cos() },
  { "Power", nn.Power(3), x, x:pow(3) }, { "AddConstant", nn.AddConstant(2), x, x + 2 },
  { "MulConstant", nn.MulConstant(2), x, x * 2 }, { "Clamp", nn.Clamp(-0.5, 0.5), x, x:clamp(-0.5, 0.5) },
  { "Normalize", nn.Normalize(), x, x / x:square():sum(2, true):sqrt() },
  { "Normalize, 1-norm of columns", nn.Normalize(1, 1), x, x / x:abs():sum(1, true) },
  { "Flatten", nn.Flatten(), a, a:view(2, 12) }, { "Identity", nn.Identity(), { x, { y } }, { x, { y } } },
  { "GradientReversal", nn.GradientReversal(), x, x },
}

describe("layers of tables, shapes and elements:", function()
  local known = {}
  for _, case in ipairs(cases) do
    local name, module, input, expected = table.unpack(case)
    known[module.__name] = true
    it(name, function()
      local output, wanted = collect(module(input), {}), collect(expected, {})
      assert.equal(#wanted, #output)
      for i, tensor in ipairs(output) do support.close(tensor, wanted[i]:totable()) end
      agree(module, input)
    end)
  end

  it("none is left out", function()
    local learned = { CMul = true, CAdd = true, Mul = true, Add = true }
    for _, family in ipairs { "arithmetic", "shapes", "tables" } do
      for name in pairs(require("dlua.nn." .. family)) do
        assert.truthy(learned[name] or known["nn." .. name], name)
      end
    end
  end)

  it("with parameters", function()
    for _, case in ipairs {
      { nn.CMul(1, 3), "weight", function(t, w) return t * w end },
      { nn.CMul { 3 }, "weight", function(t, w) return t * w end },
      { nn.CAdd(4, 1), "bias", function(t, w) return t + w end },
      { nn.Add(3), "bias", function(t, w) return t + w end },
      { nn.Mul(), "weight", function(t, w) return t * w end },
    } do
      local module, key, formula = table.unpack(case)
      module:double()
      support.close(module(x), formula(x, module[key]):totable())
      agree(module, x)
      local before = module[key]:totable()
      module:reset()
      assert.not_same(before, module[key]:totable())
    end
    assert.equal("nn.CMul(1, 3): weight 1x3 = 3", tostring(nn.CMul(1, 3)))
  end)

  it("Euclidean and Cosine compare with learned vectors", function()
    local euclidean, cosine = nn.Euclidean(3, 5):double(), nn.Cosine(3, 5):double()
    local difference = x:unsqueeze(2) - euclidean.weight:detach()
    support.close(euclidean(x), difference:square():sum(3):sqrt():totable(), 1e-9)
    support.close(euclidean(x[1]), euclidean(x)[1]:totable(), 1e-9)
    local w = cosine.weight:detach()
    local product = x:mm(w:t()) / (x:norm(2, 2, true) * w:norm(2, 2, false))
    support.close(cosine(x), product:totable())
    support.close(cosine(x[1]), product[1]:totable())
    agree(euclidean, x)
    agree(cosine, x)
    assert.equal("nn.Cosine(3 -> 5): weight 5x3 = 15", tostring(cosine))
    assert.error_matches(function() nn.Euclidean(3) end, "nn.Euclidean: the numbers")
  end)

  it("GradientReversal turns the gradient around", function()
    local leafOfX = x:clone():requiresGrad_(true)
    local output = nn.GradientReversal(0.5)(leafOfX)
    dl.sum(output * y):backward()
    support.close(leafOfX.grad, (y * -0.5):totable())
  end)

  it("say what is wrong", function()
    assert.error_matches(function() nn.SelectTable(3) { x } end, "no item 3 in a table of 1")
    assert.error_matches(function() nn.NarrowTable(1, 2) { x } end, "items 1 to 2 of a table of 1")
    assert.error_matches(function() nn.CAddTable() {} end, "nn.CAddTable: a table of tensors expected")
    assert.error_matches(function() nn.View("a") end, "nn.View: sizes 1: an integer expected, got string")
    assert.error_matches(function() nn.Transpose(1) end, "pairs of dimensions expected")
    assert.error_matches(function() nn.CMul("x") end, "nn.CMul: sizes expected")
    assert.error_matches(function() nn.JoinTable { dimension = 1 } end, "no option dimension")
  end)

  it("split more than a call has results", function()
    local slices = nn.SplitTable(1)(dl.arange(1, 201))
    assert.equal(200, #slices)
    assert.equal(150, slices[150]:item())
  end)

  it("are saved", function()
    local path = os.tmpname()
    dl.save(path, nn.Sequential(nn.Reshape(2, 6), nn.Transpose({ 1, 2 }), nn.Select(2, 1)))
    local other = dl.load(path)
    os.remove(path)
    support.close(other(x), x:reshape(2, 6):select(1, 1):totable())
    assert.equal("nn.Transpose(pairs = {{1, 2}})", tostring(other[2]))
  end)
end)

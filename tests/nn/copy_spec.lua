-- Copies of modules, sharing, finding, replacing, summing up; functions in files.
local dl = require "dlua"
local support = require "tests.support"
local nn = dl.nn

describe("clone", function()
  it("is deep and keeps sharing inside", function()
    local net = nn.Sequential(nn.Linear(3, 3), nn.Tanh(), nn.Linear(3, 3)):evaluate()
    net[3].weight = net[1].weight
    net:add(net[1])
    local other = net:clone()
    local x = dl.randn(2, 3)
    support.close(other(x), net(x):totable())
    assert.is_true(rawequal(other[1].weight, other[3].weight) and rawequal(other[1], other[4]))
    assert.is_false(rawequal(other[1].weight, net[1].weight))
    assert.equal(3, #other:parameters())
    assert.is_false(other[2].training)
    other[1].weight:detach():fill_(0)
    assert.is_true(net[1].weight:abs():sum():item() > 0)
    assert.equal(tostring(net), tostring(other))
  end)

  it("copies buffers, gradients and what is frozen, not outputs", function()
    local net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 1))
    net[1]:freeze()
    net[2]:registerBuffer("mean", dl.ones(2))
    net:forward(dl.ones(1, 2))
    net:backward(dl.ones(1, 2), dl.ones(1, 1))
    local other = net:clone()
    assert.equal(2, #other:parameters())
    assert.equal(4, #other:unfreeze():parameters())
    assert.is_nil(other.output)
    support.close(other[2].bias.grad, { 1 })
    other[2].mean:fill_(5)
    support.close(net[2].mean, { 1, 1 })
    other:zeroGradParameters()
    support.close(net[2].bias.grad, { 1 })
    support.close(other[2].gradBias, { 0 })
  end)

  it("trains by itself after getParameters", function()
    local net = nn.Linear(2, 1)
    local flat = net:getParameters()
    local other = net:clone()
    local otherFlat = other:getParameters()
    otherFlat:fill_(3)
    support.close(other.bias, { 3 })
    assert.is_false(flat[3]:item() == 3)
  end)

  it("keeps shared memory shared: views of the same storage", function()
    local net = nn.Module()
    net.table = dl.arange(0, 12, 1, "float64"):view(3, 4)
    net.column = net.table:select(2, 3)
    net.corner = net.table:t():narrow(1, 2, 2):narrow(2, 2, 2)
    net.apart = net.table:clone()
    local other = net:clone()
    for _, key in ipairs { "table", "column", "corner", "apart" } do
      support.close(other[key], net[key]:totable())
      assert.same(net[key]:stride(), other[key]:stride())
    end
    other.table:fill_(-1)
    support.close(other.corner, { { -1, -1 }, { -1, -1 } })
    support.close(other.column, { -1, -1, -1 })
    support.close(other.apart, net.apart:totable())
    support.close(net.column, { 2, 6, 10 })
    local linear = nn.Linear(3, 2)
    linear:getParameters()
    local part = nn.Sequential(linear, nn.Tanh()):clone()
    assert.is_true(part[1].weight:sharesStorage(part[1].bias))
    assert.is_true(part[1].weight.isLeaf and part[1].weight.requiresGrad)
    assert.is_false(part[1].weight:sharesStorage(linear.weight))
    support.close(part:getParameters(), linear:getParameters():totable())
  end)

  it("shares what it is told to", function()
    local net = nn.Sequential(nn.Linear(2, 2))
    local other = net:clone("weight")
    assert.is_true(rawequal(other[1].weight, net[1].weight))
    assert.is_false(rawequal(other[1].bias, net[1].bias))
  end)

  it("works for a user's classes and plain tables, cycles included", function()
    local Own = nn.class("CopySpecOwn")
    function Own:__init()
      self.list = { nn.Linear(2, 2), options = { 1, 2 } }
      self.plain = { gain = nn.Parameter(dl.ones(2)), forward = function(s, x) return x * s.gain end }
      self.me = self
    end
    function Own:forward(x) return self.plain:forward(self.list[1](x)) end
    local own = Own()
    local other = own:clone()
    local x = dl.randn(1, 2)
    support.close(other(x), own(x):totable())
    assert.is_true(rawequal(other.me, other) and other.list.options[2] == 2)
    assert.is_false(rawequal(other.plain.gain, own.plain.gain))
    assert.same({ "list.1.weight", "list.1.bias", "plain.gain" }, (function()
      local names = {}
      for name in other:namedParameters() do names[#names + 1] = name end
      return names
    end)())
  end)

  it("keeps the pair of a module in Torch7's style together", function()
    local Scale = nn.class("CopySpecScale")
    function Scale:__init() self.weight, self.gradWeight = dl.ones(2), dl.zeros(2) end
    function Scale:updateOutput(input) return input * self.weight end
    function Scale:updateGradInput(_, gradOutput) return gradOutput * self.weight end
    function Scale:accGradParameters(input, gradOutput) self.gradWeight:add_(input * gradOutput) end
    local scale = Scale()
    local other = scale:clone()
    other:forward(dl.ones(2))
    other:backward(dl.ones(2), dl.ones(2))
    support.close(other.weight.grad, { 1, 1 })
    support.close(scale.gradWeight, { 0, 0 })
    local shared = Scale():share(scale, "weight", "gradWeight")
    shared:forward(dl.ones(2))
    shared:backward(dl.ones(2), dl.ones(2))
    support.close(scale.gradWeight, { 1, 1 })
    assert.is_true(rawequal(shared.weight, scale.weight))
  end)
end)

describe("share", function()
  it("makes two modules one as to parameters", function()
    local a = nn.Sequential(nn.Linear(2, 3), nn.ConcatTable(nn.Linear(3, 1)))
    local b = nn.Sequential(nn.Linear(2, 3), nn.ConcatTable(nn.Linear(3, 1)))
    assert.is_true(b:share(a, "weight", "bias") == b)
    assert.is_true(rawequal(a[2][1].bias, b[2][1].bias))
    local c = nn.Sequential(nn.Linear(2, 3), nn.ConcatTable(nn.Linear(3, 1))):share(a)
    local d = a:sharedClone()
    assert.is_true(rawequal(d[1].weight, a[1].weight) and not rawequal(d[1], a[1]))
    local siamese = nn.ParallelTable(a, b, c, d)
    assert.equal(4, #siamese:parameters())
    local flat = siamese:getParameters()
    assert.equal(13, flat:numel())
    assert.is_true(rawequal(flat, (siamese:getParameters())))
    assert.equal(13, c:getParameters():numel())
    flat:fill_(2)
    support.close(c[1].bias, { 2, 2, 2 })
  end)

  it("refuses what is built otherwise", function()
    assert.error_matches(function() nn.Linear(2, 2):share(nn.Linear(2, 2, false)) end, "share: the other has no bias")
    assert.error_matches(function() nn.Linear(2, 2):share(nn.Linear(3, 2)) end, "weight is 2x2 here and 2x3 there")
    assert.error_matches(function() nn.Sequential(nn.Linear(2, 2)):share(nn.Linear(3, 2)) end, "has no modules")
  end)
end)

describe("finding and replacing:", function()
  local function network()
    return nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Residual(nn.Linear(2, 2)))
  end

  it("findModules gives modules and what holds them", function()
    local net = network()
    local found, holders = net:findModules("nn.Linear")
    assert.is_true(#found == 2 and found[1] == net[1] and found[2] == net[3][1])
    assert.is_true(holders[1] == net and holders[2] == net[3])
    assert.equal(2, #net:findModules(nn.Container))
    assert.equal(0, #net:findModules("nn.Tanh"))
  end)

  it("listModules and namedModules", function()
    local net = network()
    assert.equal(5, #net:listModules())
    local names = {}
    for name, module in net:namedModules() do names[#names + 1] = name .. ":" .. module.__name end
    assert.same({ ":nn.Sequential", "1:nn.Linear", "2:nn.ReLU", "3:nn.Residual", "3.1:nn.Linear" }, names)
  end)

  it("replace puts others in their place, once for what is shared", function()
    local net = network()
    net:add(net[2])
    local count = 0
    local same = net:replace(function(module)
      if module.__name == "nn.ReLU" then
        count = count + 1
        return nn.Sequential(module, nn.Tanh())
      end
    end)
    assert.is_true(same == net and count == 1)
    assert.equal("nn.Sequential", net[2].__name)
    assert.is_true(rawequal(net[2], net[4]))
    local root = nn.Tanh():replace(function() return nn.ReLU() end)
    assert.equal("nn.ReLU", root.__name)
    local Holder = nn.class("CopySpecHolder")
    function Holder:__init()
      self.act = nn.ReLU()
      self.list = { nn.ReLU() }
    end
    local holder = Holder():replace(function(m) return m.__name == "nn.ReLU" and nn.GELU() or m end)
    assert.is_true(holder.act.__name == "nn.GELU" and holder.list[1].__name == "nn.GELU")
    assert.same({ "act", "list.1" }, select(2, holder:children()))
  end)

  it("reset draws all parameters anew", function()
    local net = nn.Sequential(nn.Linear(3, 3), nn.Residual(nn.Linear(3, 3)))
    local before = { net[1].weight:totable(), net[2][1].bias:totable() }
    assert.is_true(net:reset() == net)
    assert.not_same(before[1], net[1].weight:totable())
    assert.not_same(before[2], net[2][1].bias:totable())
  end)
end)

describe("summary", function()
  it("lists shapes, parameters, multiply-adds and bytes", function()
    local plain = { forward = function(_, x) return x * 2 end }
    local net = nn.Sequential(nn.Linear(784, 30), nn.Dropout(), plain, nn.Linear(30, 10, false))
    net[1]:freeze()
    local summary = net:summary { 64, 784 }
    assert.equal(23550 + 300, summary.parameters)
    assert.equal(23550, summary.frozen)
    assert.equal(64 * (784 * 30 + 300), summary.multiplyAdds)
    assert.equal(4 * 23850, summary.parameterBytes)
    assert.equal(4 * 64 * (30 * 3 + 10 + 10), summary.outputBytes)
    local rows = {}
    for i, row in ipairs(summary.rows) do rows[i] = row.name .. " " .. row.output end
    assert.same({ " 64x10", "1 64x30", "2 64x30", "3 64x30", "4 64x10" }, rows)
    assert.truthy(tostring(summary):find("(1) nn.Linear(784 -> 30)", 1, true), tostring(summary))
    assert.truthy(tostring(summary):find("23,850 parameters (23,550 frozen) in 95,400 bytes", 1, true))
    assert.is_true(net.training and net[2].training)     -- all is as it was
    assert.equal(nn.Linear, getmetatable(net[1]))
    assert.is_nil(rawget(net[1], "output"))
    support.close(plain:forward(dl.ones(1)), { 2 })
  end)

  it("takes several inputs, tensors, and modules that give tables", function()
    local net = nn.ParallelTable(nn.Linear(3, 2), nn.Embedding(5, 4)):double()
    local summary = net:summary { { 2, 3 }, dl.tensor({ 1, 2, 3 }, "int64") }
    assert.equal("{2x2, 3x4}", summary.rows[1].output)
    assert.equal(2 * 2 * 3, summary.multiplyAdds)
    assert.equal(8 * 28, summary.parameterBytes)
    assert.equal(3, #net:summary({ { 2, 3 }, dl.tensor({ 1 }, "int64") }).rows)
  end)

  it("counts the products of every kind of layer", function()
    local cases = {
      { nn.Conv2d(3, 8, 3, { padding = 1 }), { 2, 3, 10, 12 }, 2 * 10 * 12 * 8 * 3 * 9 },
      { nn.Conv2d(4, 8, 1, { groups = 2 }), { 1, 4, 5, 5 }, 25 * 8 * 2 },
      { nn.ConvTranspose1d(3, 5, 4, { stride = 2 }), { 2, 3, 7 }, 2 * 3 * 7 * 5 * 4 },
      { nn.LSTM(5, 6), { 9, 2, 5 }, 9 * 2 * 24 * (5 + 6) },
      { nn.MultiheadAttention(8, 2), { 5, 3, 8 }, 15 * 8 * 8 * 4 + 2 * 5 * 5 * 3 * 8 },
      { nn.LayerNorm(6), { 4, 6 }, 24 }, { nn.CMul(1, 6), { 4, 6 }, 24 }, { nn.Tanh(), { 4, 6 }, 0 },
      { nn.weightNorm(nn.Linear(6, 2)), { 4, 6 }, 48 },
    }
    for _, case in ipairs(cases) do
      local module, shape, expected = table.unpack(case)
      if module.__name == "nn.MultiheadAttention" then
        local attend = module
        module = nn.Module()
        module.attend = attend
        function module:forward(x) return (self.attend(x, x, x)) end
      end
      assert.equal(expected, module:summary(shape).multiplyAdds, module.__name)
    end
  end)

  it("fails as the module does, and leaves it as it was", function()
    local net = nn.Sequential(nn.Linear(3, 2), nn.Linear(3, 2))
    assert.error_matches(function() net:summary { 1, 3 } end, "nn.Linear")
    assert.equal(nn.Linear, getmetatable(net[2]))
    assert.is_true(net.training)
    assert.error_matches(function() net:summary(5) end, "a shape expected")
  end)
end)

describe("functions in modules", function()
  local function saved(value)
    local path = os.tmpname()
    local ok, message = pcall(dl.save, path, value)
    local other = ok and dl.load(path)
    os.remove(path)
    return other or error(message, 0)
  end

  it("nn.Lambda calls a function or an operator", function()
    local x = dl.tensor { { 1, 2 }, { 3, 4 } }
    support.close(nn.Lambda(function(t) return t * 2 end)(x), { { 2, 4 }, { 6, 8 } })
    support.close(nn.Lambda("sum", 2)(x), { 3, 7 })
    support.close(nn.Sequential(nn.Lambda("mul", 3)):forward(x), { { 3, 6 }, { 9, 12 } })
    support.close(saved(nn.Lambda("sum", 2, true))(x), { { 3 }, { 7 } })
    assert.equal("nn.Lambda(sum)", tostring(nn.Lambda("sum")))
    assert.error_matches(function() nn.Lambda("nothing") end, "no operator nothing")
    assert.error_matches(function() nn.Lambda(5) end, "got number")
  end)

  it("are saved by name", function()
    local halve = nn.named("copySpecHalve", function(x) return x / 2 end)
    support.close(saved(nn.Sequential(nn.Lambda(halve)))(dl.ones(1)), { 0.5 })
    local plain = { gain = nn.Parameter(dl.ones(1) * 3) }
    plain.forward = nn.named("copySpecGain", function(self, x) return x * self.gain end)
    local other = saved(nn.Sequential(plain))
    support.close(other(dl.ones(1)), { 3 })
    assert.equal(1, #other:parameters())
    assert.error_matches(function() saved(nn.Lambda(function() end)) end,
      "fn is a function, which cannot be saved unless nn.named gives it a name")
    assert.error_matches(function() nn.named("a", 5) end, "a name and a function expected")
  end)

  it("must exist when a file is loaded", function()
    local path = os.tmpname()
    dl.save(path, nn.Lambda(nn.named("copySpecGone", function() end)))
    require("dlua.named").byName.copySpecGone = nil
    assert.error_matches(function() dl.load(path) end, "it needs the function copySpecGone")
    os.remove(path)
  end)
end)

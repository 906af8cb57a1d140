--- dl.autocast: which dtype each operator computes in, what is kept of casts, and that a model learns as in float32.
local dl = require "dlua"
local support = require "tests.support"
local nn, optim = dl.nn, dl.optim

local function autocast(...) return dl.autocast("cpu", ...) end

local function fails(fragment, fn, ...)
  local ok, message = pcall(fn, ...)
  assert(not ok, "no error")
  assert(message:find(fragment, 1, true), message)
  assert(message:find("autocast_spec.lua:", 1, true), "not at the user's line: " .. message)
end

describe("dl.autocast", function()
  it("gives results the dtypes that PyTorch gives them", function()
    local names = { dl = dl }
    for shape in ("2 3 4 5 34 44 45 35 54 234 235 245 533 1344 2333 3233"):gmatch("%S+") do
      local sizes = {}
      for size in shape:gmatch(".") do sizes[#sizes + 1] = tonumber(size) end
      local x = dl.randn(sizes)
      names["f" .. shape], names["h" .. shape], names["d" .. shape] = x, x:to "bfloat16", x:to "float64"
    end
    for _, case in ipairs(require "tests.golden.autocast.dtypes") do
      local y = autocast(assert(load("return " .. case[1], case[1], "t", names)))
      assert.are.equal(case[2], y.dtype, case[1])
    end
  end)

  it("computes what casts by hand compute", function()
    local x, w, b = dl.randn(3, 4), dl.randn(5, 4), dl.randn(5)
    for _, dtype in ipairs { "float16", "bfloat16" } do
      local y = autocast({ dtype = dtype }, dl.linear, x, w, b)
      local expected = dl.linear(x:to(dtype), w:to(dtype), b:to(dtype))
      assert.are.equal(dtype, y.dtype)
      assert(y:eq(expected):all():item())
    end
  end)

  it("is float16 with more in float32 on devices, and asks the tensors where they are", function()
    if not support.hasDevice "null" then return end
    local h = dl.randn(3, 4):to "float16":to "null"
    local function dtypes(x)
      return x:softmax(-1).dtype, x:sum().dtype, x:exp().dtype, x:matmul(x:t()).dtype, x:relu().dtype
    end
    assert.are.same({ "float32", "float32", "float32", "float16", "float16" }, { dl.autocast("null", dtypes, h) })
    assert.are.same({ "float16", "float16", "float16", "float16", "float16" }, { autocast(dtypes, h) })
    local f = h:to "float32"
    assert.are.equal("float16", dl.autocast("null", dl.matmul, f, f:t()).dtype)
    assert.are.equal("float32", autocast(dl.matmul, f, f:t()).dtype)
    assert.are.equal("bfloat16", dl.autocast("null:0", { dtype = "bfloat16" }, dl.matmul, f, f:t()).dtype)
  end)

  it("gives what the function gives, and passes arguments on", function()
    assert.are.same({ 1, nil, 3 }, { autocast(function(...) return ... end, 1, nil, 3) })
    assert.are.equal(0, select("#", autocast(function() end)))
    local callable = setmetatable({}, { __call = function(_, x) return x + 1 end })
    assert.are.equal(3, autocast(callable, 2))
    assert.are.equal(3, autocast({}, callable, 2))
  end)

  it("nests, can be off inside, and ends with an error too", function()
    local x = dl.randn(2, 2)
    local function dtype() return x:matmul(x).dtype end
    assert.are.equal("float32", dtype())
    autocast(function()
      assert.are.equal("bfloat16", dtype())
      assert.are.equal("bfloat16", dl.autocastDtype "cpu")
      assert.is_nil(dl.autocastDtype "cuda")
      autocast({ dtype = "float16" }, function() assert.are.equal("float16", dtype()) end)
      autocast({ enabled = false }, function()
        assert.are.equal("float32", dtype())
        assert.is_nil(dl.autocastDtype "cpu")
        autocast(function() assert.are.equal("bfloat16", dtype()) end)
      end)
      dl.autocast("cuda", function() assert.are.equal("bfloat16", dtype()) end)
      assert.is_false(pcall(autocast, { dtype = "float16" }, error, "stop"))
      assert.are.equal("bfloat16", dtype())
    end)
    assert.is_false(pcall(autocast, function() x:matmul(dl.randn(3)) end))
    assert.are.equal("float32", dtype())
    assert.is_nil(dl.autocastDtype "cpu")
  end)

  it("gives gradients of the parameters' dtype, inside and outside", function()
    local x, w = dl.randn(6, 4), dl.randn(3, 4, { requiresGrad = true })
    local function loss() return dl.linear(x, w):to("float32"):pow(2):sum() end
    loss():backward()
    local exact = w.grad
    for _, inside in ipairs { false, true } do
      w.grad = nil
      local y = autocast(function()
        local y = loss()
        if inside then y:backward() end
        return y
      end)
      if not inside then y:backward() end
      assert.are.equal("float32", w.grad.dtype)
      assert(((w.grad - exact):norm() / exact:norm()):item() < 0.02)
    end
  end)

  it("keeps casts of parameters until the region ends", function()
    local w, x = dl.randn(512, 512, { requiresGrad = true }), dl.randn(1, 512)
    local half = 512 * 512 * 2
    local function held(options)
      collectgarbage() collectgarbage()
      local before, during = dl.memory().live, nil
      autocast(options, function()
        for _ = 1, 3 do dl.noGrad(dl.linear, x, w) end
        collectgarbage() collectgarbage()
        during = dl.memory().live - before
      end)
      collectgarbage() collectgarbage()
      assert(dl.memory().live - before < half)
      return during
    end
    local kept = held {}
    assert(kept >= half and kept < 2 * half, kept)
    assert(held { cache = false } < half)
  end)

  it("casts again what was written, what a backward walk has passed, what was cast without the tape", function()
    local x, w = dl.ones(1, 2), dl.ones(1, 2, { requiresGrad = true })
    autocast(function()
      assert.are.equal(2, dl.noGrad(dl.linear, x, w):item())
      for step = 1, 3 do                         -- with a step of an optimizer between
        local y = dl.linear(x, w)
        y:sum():backward()
        assert.are.equal(step, w.grad[{ 1, 1 }]:item())
      end
      dl.noGrad(function() w:mul_(3) end)
      assert.are.equal(6, dl.linear(x, w):item())
    end)
  end)

  it("leaves what works in place, float64 and integers alone", function()
    local x, d, i = dl.randn(2, 2), dl.randn(2, 2, "float64"), dl.ones(2, 2, "int64")
    autocast(function()
      assert.are.equal("float64", d:matmul(d).dtype)
      assert.are.equal("int64", i:matmul(i).dtype)
      assert.are.equal("float32", x:clone():add_(x:matmul(x)).dtype)
    end)
    if not support.hasDevice "null" then return end
    local h = x:abs():to "float16":to "null"
    dl.autocast("null", function()
      assert.are.equal("float32", h:log().dtype)
      assert(h:clone():log_():to("cpu"):eq(h:to("cpu"):log()):all():item())
    end)
  end)

  it("casts the parameters of modules, with second gradients", function()
    dl.manualSeed(1)
    local net = nn.Sequential():add(nn.Linear(4, 5)):add(nn.Tanh()):add(nn.Linear(5, 1))
    local x = dl.randn(3, 4, { requiresGrad = true })
    local y = autocast(function() return net(x) end)
    assert.are.equal("bfloat16", y.dtype)
    local gradient = dl.grad(y:sum(), x, { createGraph = true })
    assert.are.equal("float32", gradient.dtype)
    gradient:pow(2):sum():backward()
    for _, parameter in ipairs { net[1].weight, net[3].weight } do
      assert.are.equal("float32", parameter.grad.dtype)
      assert(parameter.grad:abs():sum():item() > 0)
    end
  end)

  it("tells what is wrong with its arguments", function()
    fails("autocast: argument 1 'device': expected the name of a device", dl.autocast, function() end)
    fails("'gpu!' is not the name of a device", dl.autocast, "gpu!", function() end)
    fails("autocast: argument 2: expected options or a function, got nil", dl.autocast, "cpu")
    fails("autocast: argument 3: expected a function, got number", dl.autocast, "cpu", {}, 1)
    fails("option 'dtype': expected \"float16\" or \"bfloat16\", got int32", autocast, { dtype = "int32" }, print)
    fails("option 'dtype': expected \"float16\" or \"bfloat16\", got 16", autocast, { dtype = 16 }, print)
    fails("option 'enabled': expected a boolean, got number", autocast, { enabled = 1 }, print)
    fails("there is no option 'type' (it takes: dtype, enabled, cache)", autocast, { type = 1 }, print)
    fails("the options have names", autocast, { "float16" }, print)
  end)
end)

describe("training within dl.autocast", function()
  --- The loss of a small classifier after some steps, and the dtype of its outputs on the way.
  local function train(dtype, scaler)
    dl.manualSeed(5)
    local x = dl.randn(64, 8)
    local y = x:matmul(dl.randn(8, 3)):argmax(-1)
    local net = nn.Sequential():add(nn.Linear(8, 32)):add(nn.LayerNorm(32)):add(nn.GELU()):add(nn.Linear(32, 3))
    local optimizer, criterion = optim.Adam(net:parameters(), { lr = 0.02 }), nn.CrossEntropyLoss()
    local loss, seen
    for _ = 1, 40 do
      optimizer:zeroGrad()
      loss = autocast({ dtype = dtype, enabled = dtype ~= nil }, function()
        local output = net(x)
        seen = output.dtype
        return criterion(output, y)
      end)
      if scaler then
        scaler:scale(loss):backward()
        scaler:step(optimizer)
        scaler:update()
      else
        loss:backward()
        optimizer:step()
      end
    end
    assert.are.equal("float32", net[1].weight.dtype)
    return loss:item(), seen
  end

  it("comes to about the loss of float32", function()
    local exact = train()
    assert(exact < 0.2, exact)
    local scaler = optim.GradScaler { growthInterval = 10 }
    for dtype, with in pairs { float16 = scaler, bfloat16 = false } do
      local loss, seen = train(dtype, with or nil)
      assert.are.equal(dtype, seen)
      assert(math.abs(loss - exact) < 0.05, dtype .. ": " .. loss .. " and " .. exact)
    end
    assert(scaler:getScale() > 1)
  end)
end)

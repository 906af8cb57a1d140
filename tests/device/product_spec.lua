--- Products on CUDA: the switch for TF32, and what follows a product in the same call.
local dl = require "dlua"
local program = require "tests.program.support"
local support = require "tests.support"

local device = os.getenv("DLUA_TEST_DEVICE") or "cuda-emu"

describe("dl.cuda.allowTF32", function()
  it("takes true, false or nothing", function()
    for _, wrong in ipairs { 1, "yes", {} } do
      local ok, message = pcall(dl.cuda.allowTF32, wrong)
      assert(not ok and message:find("product_spec.lua:%d+: allowTF32: expected true, false or nothing, got "), message)
    end
    if dl.cuda.isAvailable() then return end
    local ok, message = pcall(dl.cuda.allowTF32, true)
    assert(not ok and message:find("allowTF32: device 'cuda' is not available", 1, true), message)
  end)
end)

if not device:find("^cuda") or not support.hasDevice(device) then return end
local cuda = dl.cuda.forKind((device:gsub(":.*", "")))

describe("products on " .. device, function()
  after_each(function() cuda.allowTF32(false) end)

  it("round float32 to TF32 where that is allowed, and only then", function()
    local fine = 1 + 2 ^ -14                       -- TF32 has 10 bits behind the 1
    local x, one = dl.full({ 16, 16 }, fine):to(device), dl.eye(16):to(device)
    local function product(dtype) return x:to(dtype):matmul(one:to(dtype))[1][1]:item() end
    assert.is_false(cuda.allowTF32())
    assert.are.equal(fine, product "float32")
    assert.is_false(cuda.allowTF32(true))
    assert.is_true(cuda.allowTF32())
    assert.are.equal(1, product "float32")
    assert.are.equal(1, dl.linear(x, one, dl.zeros(16):to(device))[1][1]:item())
    assert.are.equal(fine, product "float64")
    assert.is_true(cuda.allowTF32(false))
    assert.are.equal(fine, product "float32")
  end)

  it("of 16-bit floats are made in 16 bits", function()
    local x, y = dl.randn(8, 16):to(device):half(), dl.randn(16, 8):to(device):half()
    x:matmul(y)
    assert.are.equal(0, support.kernels(device, dl.matmul, x, y))        -- no casts
  end)

  --- What linear and its gradients are, and how many kernels of our own linear and linearGrad take.
  local function layer(dtype, place, shapes)
    local function leaf(t) return t:to(dtype):to(place):detach():clone():requiresGrad_(true) end
    local x, weight, bias = leaf(shapes.x), leaf(shapes.weight), leaf(shapes.bias)
    local up, y, both, taken = shapes.up:to(dtype):to(place), nil, nil, nil
    local flatUp, flatX = up:reshape(shapes.count, up.shape[#up.shape]), x:detach():reshape(shapes.count, x.shape[#x.shape])
    local function run()
      y = dl.linear(x, weight, bias)
      both = { dl.linearGrad(flatUp, flatX) }
    end
    if place == "cpu" then run() else taken = support.kernels(place, run) end
    y:backward(up)
    return { y:detach():to "cpu", x.grad:to "cpu", weight.grad:to "cpu", bias.grad:to "cpu", both[1]:to "cpu", both[2]:to "cpu" }, taken
  end

  local cases = { { { 5 }, 3, 4 }, { { 2, 3 }, 7, 5 }, { { 40 }, 16, 8 }, { { 1 }, 1, 1 }, { { 0 }, 3, 4 }, { { 3 }, 0, 4 }, { { 3 }, 4, 0 } }
  local tolerance = { float64 = 1e-12, float32 = 1e-5, float16 = 1e-2, bfloat16 = 8e-2 }

  local function compare()
    for number, case in ipairs(cases) do
      local rows, inputs, outputs = table.unpack(case)
      local function sizes(last)
        local list = { table.unpack(rows) }
        list[#list + 1] = last
        return list
      end
      local count = 1
      for _, size in ipairs(rows) do count = count * size end
      local shapes = {
        count = count, x = dl.randn(sizes(inputs)), weight = dl.randn(outputs, inputs), bias = dl.randn(outputs), up = dl.randn(sizes(outputs)),
      }
      for dtype, most in pairs(tolerance) do
        local here = layer(dtype, "cpu", shapes)
        local there, taken = layer(dtype, device, shapes)
        for i = 1, #here do
          assert.are.same(here[i].shape, there[i].shape)
          local off = here[i]:numel() > 0 and (here[i]:double() - there[i]:double()):abs():max():item() or 0
          assert(off <= most * 4, ("%s, case %d, result %d: off by %g"):format(dtype, number, i, off))
        end
        if os.getenv "CUDA_EMULATION_EPILOGUES" ~= "0" and rows[1] > 0 and inputs > 0 and outputs > 0 then
          assert.are.equal(dtype == "float64" and 2 or 0, taken, dtype)
        end
      end
    end
  end

  it("add a bias, and sum its gradient, in the same call", compare)

  --- y and the gradients of linearActivation, and how many kernels of our own its forward takes.
  local function activated(place, dtype, given, activation)
    local leaves = {}
    for i = 1, #given do leaves[i] = given[i]:to(dtype):to(place):detach():clone():requiresGrad_(true) end
    local y, taken
    local function run() y = dl.linearActivation(leaves[1], leaves[2], leaves[3], activation) end
    if place == "cpu" then run() else taken = support.kernels(place, run) end
    y:backward(dl.onesLike(y))
    local list = { y:detach():to "cpu" }
    for _, leaf in ipairs(leaves) do list[#list + 1] = leaf.grad:to "cpu" end
    return list, taken
  end

  it("apply an activation in the same call", function()
    for _, activation in ipairs { "relu", "geluTanh", "gelu" } do
      for number, case in ipairs { { { 5, 3 }, 8 }, { { 2, 3, 5 }, 16 }, { { 4, 6 }, 7 }, { { 0, 3 }, 8 }, { { 3, 0 }, 8 }, { { 6 }, 8, true } } do
        local x, outputs = case[1], case[2]
        local given = { dl.randn(x), dl.randn(outputs, x[#x]), not case[3] and dl.randn(outputs) or nil }
        for dtype, most in pairs(tolerance) do
          local here = activated("cpu", dtype, given, activation)
          local there, taken = activated(device, dtype, given, activation)
          assert.are.equal(#here, #there)
          for i = 1, #here do
            local off = here[i]:numel() > 0 and (here[i]:double() - there[i]:double()):abs():max():item() or 0
            assert(off <= most * 8, ("%s of %s, case %d, result %d: off by %g"):format(activation, dtype, number, i, off))
          end
          if os.getenv "CUDA_EMULATION_EPILOGUES" ~= "0" and number <= 2 then
            local fused = dtype ~= "float64" and activation ~= "gelu"
            assert(fused == (taken == 0), ("%s of %s: %d kernels"):format(activation, dtype, taken))
          end
        end
      end
    end
  end)

  it("leave a bias that is strided to a kernel", function()
    local x, weight, bias = dl.randn(5, 3), dl.randn(4, 3), dl.randn(4, 2)
    local there = dl.linear(x:to(device), weight:to(device), bias:to(device):select(2, 1)):to "cpu"
    assert((there - dl.linear(x, weight, bias:select(2, 1))):abs():max():item() < 1e-5)
  end)

  it("add a bias to each product of a batch", function()
    local x, weight, bias = dl.randn(3, 2, 4):transpose(1, 3), dl.randn(4, 3), dl.randn(4)
    local there = x:contiguous():to(device):transpose(1, 2):contiguous():transpose(1, 2)
    for _, y in ipairs { there, dl.randn(3, 2, 4):to(device):transpose(1, 3):copy_(there) } do
      local z = dl.linear(y, weight:to(device), bias:to(device)):to "cpu"
      assert((z - dl.linear(x, weight, bias)):abs():max():item() < 1e-5)
    end
  end)

  it("go without what cuBLASLt does not know", function()
    if not device:find "emu" or os.getenv "CUDA_EMULATION_EPILOGUES" == "0" then return end
    local busted = io.popen("command -v busted"):read "l"
    local result = program.run(("CUDA_EMULATION_EPILOGUES=0 OMP_NUM_THREADS=1 %s %s --ignore-lua -o plainTerminal "
      .. "--filter 'in the same call' tests/device/product_spec.lua"):format(program.program, busted))
    assert(result.out:find("2 successes / 0 failures / 0 errors", 1, true), result.out .. result.err)
  end)
end)

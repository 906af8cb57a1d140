--- The graphs that dlua would give to cuDNN (src/device/cudnn), checked by cuDNN itself for an H200 that is not here: it takes
-- them, and knows how to run them. What they compute, only a GPU can tell (DLUA_CUDNN=1 ./dev test --device cuda).
local dl = require "dlua"
local files = require "tests.data.files"
local graphs = require "tests.device.cudnn"
local program = require "tests.program.support"
local support = require "tests.support"
local core = dl.core

local version, reason = core.cudnnVersion()

local function exists(path)
  local file = io.open(path)
  if file then file:close() end
  return file and path
end

--- The first of the files of this name below the folders in which CUDA is installed.
local function find(...)
  for _, home in ipairs { os.getenv "CUDA_HOME" or "/usr/local/cuda", "/usr/local/cuda", "/usr" } do
    for _, path in ipairs { ... } do
      if exists(home .. "/" .. path) then return home .. "/" .. path end
    end
  end
end

describe("cuDNN on a device without it", function()
  if not support.hasDevice "cuda-emu" then return end
  local cuda = dl.cuda.forKind "cuda-emu"

  it("is not used, and cannot be", function()
    assert.is_false(cuda.useCudnn())
    assert.is_false(cuda.useCudnn(false))
    local ok, message = pcall(cuda.useCudnn, true)
    assert(not ok and message:find("useCudnn: device cuda-emu: the emulation has no cuDNN", 1, true), message)
    assert(not pcall(cuda.useCudnn, 1))
  end)
end)

if not version then
  print("graphs for cuDNN are not checked: " .. reason)
  return
end

-- cuDNN keeps memory until the process ends, in which the address sanitizer would see leaks of ours.
local sanitizer = os.getenv "ASAN_OPTIONS" or ""
if sanitizer:find("detect_leaks=1", 1, true) then
  describe("graphs for cuDNN", function()
    it("are checked by a process whose leaks are not counted", function()
      local busted = io.popen("command -v busted"):read "l"
      local result = program.run(("ASAN_OPTIONS=%s %s %s --ignore-lua -o plainTerminal tests/device/cudnn_spec.lua"):format(
        (sanitizer:gsub("detect_leaks=1", "detect_leaks=0")), program.program, busted))
      assert(result.status == 0 and result.out:find("0 failures / 0 errors", 1, true), result.out .. result.err)
    end)
  end)
  return
end

local header = find("include/cudnn_graph.h", "include/x86_64-linux-gnu/cudnn_graph.h")
if not header then print "the numbers of cuDNN's interface are not checked: its headers are not here"
else
  describe("the numbers of cuDNN's interface", function()
    it("are those of its header", function()
      local numbers, checked = {}, 0
      for name, value in files.read(header):gsub("CUDNN_DEPRECATED_ENUM", ""):gmatch "(CUDNN_[%w_]+)%s*=%s*(%d+)" do numbers[name] = value end
      for name, value in files.read "src/device/cudnn/names.h":gmatch "DL_(CUDNN_[%w_]+) = (%d+)" do
        assert.are.equal(numbers[name], value, name)
        checked = checked + 1
      end
      assert(checked > 100, checked)
    end)
  end)
end

-- What is not in the list is again one of these.
local resnet18 = {
  { channels = 3, filters = 64, size = { 224, 224 }, kernel = 7, stride = 2, padding = 3 },
  { channels = 64, filters = 64, size = { 56, 56 }, kernel = 3, padding = 1 },
  { channels = 64, filters = 128, size = { 56, 56 }, kernel = 3, stride = 2, padding = 1 },
  { channels = 64, filters = 128, size = { 56, 56 }, kernel = 1, stride = 2 },
  { channels = 128, filters = 128, size = { 28, 28 }, kernel = 3, padding = 1 },
  { channels = 128, filters = 256, size = { 28, 28 }, kernel = 3, stride = 2, padding = 1 },
  { channels = 128, filters = 256, size = { 28, 28 }, kernel = 1, stride = 2 },
  { channels = 256, filters = 256, size = { 14, 14 }, kernel = 3, padding = 1 },
  { channels = 256, filters = 512, size = { 14, 14 }, kernel = 3, stride = 2, padding = 1 },
  { channels = 256, filters = 512, size = { 14, 14 }, kernel = 1, stride = 2 },
  { channels = 512, filters = 512, size = { 7, 7 }, kernel = 3, padding = 1 },
}

local others = {
  ["one dimension"] = { batch = 8, channels = 4, filters = 6, size = { 80 }, kernel = 3, stride = 2, groups = 2 },
  ["three dimensions"] = { batch = 2, channels = 4, filters = 8, size = { 5, 9, 8 }, kernel = 3, padding = 1 },
  ["a dilation"] = { batch = 4, channels = 8, filters = 16, size = { 20, 21 }, kernel = { 3, 2 }, dilation = { 2, 3 }, padding = { 2, 0 } },
  ["a channel for each group"] = { batch = 16, channels = 32, filters = 32, size = { 28, 28 }, kernel = 3, padding = 1, groups = 32 },
  ["odd channels"] = { batch = 3, channels = 5, filters = 7, size = { 11, 13 }, kernel = 3, padding = 1 },
}

local products = { "convolution", "convolutionInput", "convolutionWeight" }

local function plan(kind, c, dtype, tf32, capability)
  return core.cudnnPlan(kind, graphs.properties(capability), dtype, graphs.numbers(c), tf32)
end

local function accepted(c)
  for _, kind in ipairs(products) do
    for _, dtype in ipairs { "float16", "bfloat16", "float32" } do
      local found, why = plan(kind, c, dtype, false)
      assert(found, ("%s in %s: %s"):format(kind, dtype, why))
      assert(found.engines > 0 and found.workspace >= 0)
    end
  end
end

describe("graphs of convolutions", function()
  it("can be run on an H200: all layers of ResNet-18 for 256 images", function()
    for _, layer in ipairs(resnet18) do
      layer.batch = 256
      accepted(layer)
    end
  end)

  for name, c in pairs(others) do
    it("can be run on an H200: " .. name, function() accepted(c) end)
  end

  it("of float32 round to TF32 only where that is allowed", function()
    local layer = resnet18[5]
    for _, kind in ipairs(products) do
      local exact, rounded = plan(kind, layer, "float32", false), plan(kind, layer, "float32", true)
      assert.are_not.equal(exact.engine, rounded.engine)
    end
  end)

  it("are refused when they are wrong, with what cuDNN says", function()
    local function refused(fragment, found, why)
      assert(not found, "it was taken")
      assert(why:find(fragment, 1, true), why)
    end
    local layer = { batch = 2, channels = 4, filters = 4, size = { 8, 8 }, kernel = 3, padding = 1 }
    local flat = graphs.numbers { batch = 2, channels = 4, filters = 4, size = { 8, 1 }, kernel = { 3, 1 }, dilation = 1, padding = { 1, 0 } }
    flat[19] = 0                                                                         -- the dilation of one tap
    refused("BAD_PARAM", core.cudnnPlan("convolution", graphs.properties(), "bfloat16", flat))
    local wide = graphs.numbers(layer)
    wide[9] = 12                                                                         -- rows of y that come from nowhere
    assert(core.cudnnPlan("convolution", graphs.properties(), "bfloat16", wide))         -- a longer border behind
    wide[9] = 3
    refused("a border that crops", core.cudnnPlan("convolution", graphs.properties(), "bfloat16", wide))
    refused("float64", plan("convolution", layer, "float64"))
    refused("BAD_PARAM", core.cudnnPlan("convolution", "{}", "bfloat16", graphs.numbers(layer)))
    refused("of 0 ways", plan("convolution", layer, "bfloat16", false, 700))
  end)
end)

-- These are compiled when they are planned, for which cuDNN wants a driver. The toolkit's stand-in for one is enough for it to
-- choose, and to compile; it stops at loading what it has compiled.
describe("graphs of attention", function()
  local stub = find("lib64/stubs/libcuda.so", "lib/stubs/libcuda.so")
  local properties = graphs.properties()
  local _, _, engines = core.cudnnPlan("attention", properties, "bfloat16", graphs.gpt2(), true, 1)
  local hasDriver = not engines or engines > 0

  --- What a process with a driver, or the stand-in, says.
  local function tell(capability)
    local folder = os.tmpname()
    os.remove(folder)
    local paths = hasDriver and "" or ("mkdir %s && ln -s %s %s/libcuda.so.1 && LD_LIBRARY_PATH=%s "):format(folder, stub, folder, folder)
    local result = program.run(("%s%s -e 'require(\"tests.device.cudnn\").tellAttention(%d)'"):format(paths, program.program, capability))
    os.execute("rm -rf " .. folder)
    local lines = {}
    for count, outcome in result.out:gmatch "(%d+)\t([^\n]*)\n" do lines[#lines + 1] = { tonumber(count), outcome } end
    assert(#lines == 3, result.out .. result.err)
    return lines
  end

  if not (hasDriver or stub) then
    print "graphs of attention for cuDNN are not checked: there is neither a driver nor the toolkit's stand-in for one"
  else
    it("can be run on an H200: GPT-2's, forward and backward", function()
      for _, line in ipairs(tell(900)) do
        assert(line[1] > 0, line[2])
        assert(line[2] == "planned" or line[2]:find("cuLibraryLoadData", 1, true), line[2])
      end
    end)

    it("are refused for a device that has no such kernels", function()
      for _, line in ipairs(tell(700)) do
        assert.are.equal(0, line[1])
        assert(line[2]:find("of 0 ways", 1, true), line[2])
      end
    end)
  end

  it("are not made of what cuDNN has no kernels for, or what it would misread", function()
    local function refused(fragment, dtype, change)
      local numbers = graphs.gpt2()
      for at, value in pairs(change) do numbers[at] = value end
      for _, kind in ipairs { "attention", "attentionGrad" } do
        local found, why = core.cudnnPlan(kind, properties, dtype, numbers, true)
        assert(not found and why:find(fragment, 1, true), why)
      end
    end
    refused("16-bit floats only", "float32", {})
    refused("heads of more than 128", "bfloat16", { [5] = 136 })
    refused("heads of more than 128", "bfloat16", { [6] = 60 })
    refused("no multiple of 16 bytes", "bfloat16", { [7] = 2308 })
    refused("there only once", "bfloat16", { [8] = 0 })
    refused("nothing to compute", "bfloat16", { [4] = 0 })
  end)
end)

-- Where there is a GPU, cuDNN computes, too.
if not dl.cuda.isAvailable() then return end

describe("cuDNN on a GPU", function()
  local was
  setup(function() was = dl.cuda.useCudnn(true) end)
  teardown(function() dl.cuda.useCudnn(was) end)

  --- What fn gives without cuDNN and with it, and the gradients by its arguments.
  local function compare(tolerance, fn, ...)
    local outcomes = {}
    for round = 1, 2 do
      dl.cuda.useCudnn(round == 2)
      local leaves = {}
      for i, x in ipairs { ... } do leaves[i] = x:clone():requiresGrad_() end
      local y = fn(table.unpack(leaves))
      y:backward(dl.ones(y.shape, y.dtype):to "cuda")
      outcomes[round] = { y:detach() }
      for i, x in ipairs(leaves) do outcomes[round][i + 1] = x.grad end
    end
    for i, plain in ipairs(outcomes[1]) do
      local expected, got = plain:to("cpu"):double(), outcomes[2][i]:to("cpu"):double()
      local apart, most = (expected - got):abs():max():item(), math.max(1, expected:abs():max():item())
      assert(apart <= tolerance * most, ("result %d: %g apart of %g"):format(i, apart, most))
    end
  end

  local tolerances = { float32 = 2e-5, float16 = 4e-3, bfloat16 = 3e-2 }

  it("agrees with our own kernels: convolutions", function()
    for dtype, tolerance in pairs(tolerances) do
      local function draw(...) return dl.randn(...):to(dtype):to "cuda" end
      local options = { padding = 1, stride = 2 }
      compare(tolerance, function(x, weight, bias) return dl.convolution(x, weight, bias, options) end,
        draw(4, 16, 15, 17), draw(24, 16, 3, 3), draw(24))
    end
  end)

  it("agrees with our own kernels: attention", function()
    for _, dtype in ipairs { "float16", "bfloat16" } do
      for _, causal in ipairs { true, false } do
        local function draw() return dl.randn(2, 3, 128, 64):to(dtype):to "cuda" end
        local function attend(q, k, v) return dl.scaledDotProductAttention(q, k, v, { causal = causal }) end
        compare(tolerances[dtype], attend, draw(), draw(), draw())
      end
    end
  end)
end)

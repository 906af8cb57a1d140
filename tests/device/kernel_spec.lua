--- dl.cuda.kernel: what NVRTC says of sources, and how arguments are typed. No device is needed for that; where there is one,
-- kernels run.
local dl = require "dlua"
local core = dl.core

local major, reason = core.nvrtcVersion()
local hasDevice = dl.cuda.isAvailable()

local saxpy = [[
  extern "C" __global__ void saxpy(int n, float a, const float *x, float *y) {   // y += a x
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) y[i] += a * x[i];
  }
]]

local function fails(fragment, fn, ...)
  local ok, message = pcall(fn, ...)
  assert(not ok, "no error")
  assert(message:find(fragment, 1, true), message)
  assert(message:find("kernel_spec.lua:", 1, true), "not at the user's line: " .. message)
end

if not major then
  print("kernels of users are not tested: " .. reason)
  describe("dl.cuda.kernel without NVRTC", function()
    it("says what is missing", function() fails("libnvrtc", dl.cuda.kernel, saxpy, "saxpy") end)
  end)
  return
end

describe("dl.cuda.kernel", function()
  it("compiles CUDA C for the device, or for the one that is named", function()
    local kernel = dl.cuda.kernel(saxpy, "saxpy", { architecture = 90 })
    assert.are.equal("\127ELF", kernel.image:sub(1, 4))
    assert.are.equal("saxpy", kernel.lowered)
    assert.matches("^dl.cuda.kernel 'saxpy' for sm_90 %(%d+ bytes%)$", tostring(kernel))
  end)

  it("compiles templates and names of C++", function()
    local source = [[
      namespace mine { template <class T> __global__ void scale(T *x, T by, int n) { if (threadIdx.x < n) x[threadIdx.x] *= by; } }
      __global__ void plain(float *x) { *x = 1; }
    ]]
    assert.matches("scale", dl.cuda.kernel(source, "mine::scale<float>").lowered)
    assert.matches("plain", dl.cuda.kernel(source, "plain").lowered)
  end)

  it("shows the compiler's log", function()
    fails("kernel.cu(2): error: identifier \"y\" is undefined", dl.cuda.kernel,
      "extern \"C\" __global__ void k(float *x) {\n  x[0] = y;\n}", "k")
    fails("kernel 'other': ", dl.cuda.kernel, saxpy, "other")
    fails("kernel 'saxpy': ", dl.cuda.kernel, saxpy, "saxpy", { architecture = 3 })
  end)

  it("checks what it is given", function()
    fails("argument 'source': expected a string, got nil", dl.cuda.kernel)
    fails("argument 'name': expected the name of a kernel, got nil", dl.cuda.kernel, saxpy)
    fails("argument 'name': expected the name of a kernel, got 1k", dl.cuda.kernel, saxpy, "1k")
    fails("there is no option 'arch' (it takes: device, sharedBytes, architecture)", dl.cuda.kernel, saxpy, "saxpy", { arch = 90 })
    fails("option 'sharedBytes': expected an integer, got x", dl.cuda.kernel, saxpy, "saxpy", { sharedBytes = "x" })
  end)

  it("types numbers by the kernel's declaration", function()
    local kernel = dl.cuda.kernel([[
      extern "C" __global__ void k(int n, unsigned int m, long long l, float f, const double d, bool b, unsigned char c, size_t s,
                                   unsigned u /* , a comment */) {}
    ]], "k")
    local list = kernel:pack(-1, 2, 3, 0.5, 4, true, 255, 1 << 40, 7)
    local expected = { ("<i4"):pack(-1), ("<I4"):pack(2), ("<i8"):pack(3), ("<f"):pack(0.5), ("<d"):pack(4), "\1", "\255",
      ("<I8"):pack(1 << 40), ("<I4"):pack(7) }
    assert.are.same(expected, list)
    local function pack(...) return kernel:pack(...) end
    fails("kernel 'k': takes 9 arguments, got 1", pack, 1)
    fails("argument 1: expected an integer for int, got 1.5", pack, 1.5, 2, 3, 0.5, 4, true, 255, 1, 7)
    fails("argument 7: 256 does not fit in unsigned char", pack, 1, 2, 3, 0.5, 4, true, 256, 1, 7)
    fails("argument 4: expected a number for float, got x", pack, 1, 2, 3, "x", 4, true, 255, 1, 7)
    fails("argument 1: the tensor is on 'cpu'", pack, dl.ones(1), 2, 3, 0.5, 4, true, 255, 1, 7)
    local unknown = dl.cuda.kernel("template <class T> __global__ void k(T v) {}", "k<float>")
    assert.are.same({ ("<f"):pack(2) }, (unknown:pack { "float", 2 }))
    fails("argument 1: its type is not known from the source: give it as { \"float\", 2 }", unknown.pack, unknown, 2)
    local pointer = dl.cuda.kernel(saxpy, "saxpy")
    fails("argument 3: expected a Tensor for 'const float *x', got number", pointer.pack, pointer, 1, 2, 3, 4)
  end)

  it("checks grid and block", function()
    local kernel = dl.cuda.kernel("extern \"C\" __global__ void k() {}", "k")
    fails("kernel 'k': grid: expected a positive integer or a list of up to three, got 0", kernel, 0, 1)
    fails("block: expected a positive integer", kernel, 1, { 1, 2, 3, 4 })
    fails("block: at most 1024 threads", kernel, 1, { 32, 64 })
    if not hasDevice then fails("kernel 'k': it cannot run: device 'cuda' is not available", kernel, 1, 1) end
  end)

  if hasDevice then
    it("runs on the device", function()
      local kernel = dl.cuda.kernel(saxpy, "saxpy")
      local x, y = dl.randn(1000), dl.randn(1000)
      local there = y:to "cuda"
      local version = there:version()
      kernel(4, 256, 1000, 2, x:to "cuda", there)
      assert((there:to "cpu" - (y + x * 2)):abs():max():item() < 1e-6)
      assert(there:version() > version)
    end)
  end
end)

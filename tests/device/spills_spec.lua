--- No kernel of dlua_cuda.so keeps in memory what should be in registers, but those that are named here. ptxas decides that
-- when it compiles: no device is needed.
local cubin = require "tests.device.cubin"
local files = require "tests.data.files"

local library = package.searchpath("dlua.dlua_cuda", package.cpath)

-- Part of a kernel's name, bytes of stack that it may have, and why. Each is an array that is indexed at run time.
local large = "large angles are reduced by an array (CUDA's own sin, cos and tan)"
local loop = "the loop over a thread's 16 bytes of elements is too long to be unrolled, so they are an array"
local allowed = {
  { "sin_float", 40, large }, { "cos_float", 40, large }, { "tan_float", 40, large }, { "draw_normald", 40, large }, { "make_roots", 40, large },
  { "polygamma_places", 40, large }, { "digamma_float", 40, large },
  { "lgamma_float", 80, large .. "; and " .. loop },
  { "divideFloor_float32", 48, loop }, { "remainder_float32", 48, loop }, { "erfinv_float", 32, loop },
  { "_pointwiseProgram_c_", 1200, "the values of a formula that is interpreted" },
  { "_rows_cu_", 64, "a position in each of up to 8 index tensors" },
}

local function allowance(name)
  for _, entry in ipairs(allowed) do
    if name:find(entry[1], 1, true) then return entry[2] end
  end
  return 0
end

--- What is wrong, a line for each kernel.
local function complaints(kernels)
  local list = {}
  for _, kernel in ipairs(kernels) do
    if kernel.stack > allowance(kernel.name) then
      list[#list + 1] = ("%s: %d bytes of stack, %d allowed (%d registers)"):format(kernel.name, kernel.stack,
        allowance(kernel.name), kernel.registers)
    end
  end
  return table.concat(list, "\n")
end

local function hasNvcc() return os.execute("command -v nvcc > /dev/null 2>&1") end

if not library then
  print("the registers of CUDA kernels are not checked: nvcc has built no dlua_cuda.so here")
else
  describe("the kernels of dlua_cuda.so", function()
    it("are held in registers", function()
      local kernels = cubin.kernels(library)
      assert(#kernels > 1000, #kernels)
      assert.are.equal("", complaints(kernels))
    end)
  end)
end

if hasNvcc() then
  describe("a kernel that does not fit", function()
    it("is named", function()
      local folder = files.folder()
      local source = files.write(folder .. "/kernels.cu", [[
        extern "C" __global__ void small(float *x) { x[threadIdx.x] += 1; }
        extern "C" __global__ void __launch_bounds__(1024, 2) large(float *x) {     // 32 registers a thread
          float v[64];
          for (int i = 0; i < 64; i++) v[i] = x[i * 1024 + threadIdx.x];
          __syncthreads();
          for (int i = 0; i < 64; i++)
            for (int k = 0; k < 64; k++) v[k] = v[k] * v[i] + v[(i + k) % 64];
          for (int i = 0; i < 64; i++) x[i * 1024 + threadIdx.x] = v[i];
        }
      ]])
      local built = os.execute(("nvcc -arch=sm_90 -cubin -o %s/kernels.cubin %s"):format(folder, source))
      local kernels = built and cubin.kernels(folder .. "/kernels.cubin")
      files.remove(folder)
      assert(built, "nvcc failed")
      assert.are.equal(2, #kernels)
      assert.matches("^large: %d%d+ bytes of stack, 0 allowed %(32 registers%)$", complaints(kernels))
    end)
  end)
end

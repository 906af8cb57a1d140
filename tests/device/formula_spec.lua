--- Formulas of users as CUDA C++ (src/engine/program_source.c): what is generated compiles, and computes what the formula says:
-- g++ compiles the same text for the CPU, where one thread walks all elements.
local dl = require "dlua"
local core = dl.core
local program = require "tests.program.support"

local dtypes = { "float32", "float64", "float16", "bfloat16" }
local tolerance = { float32 = 2e-5, float64 = 1e-11, float16 = 4e-3, bfloat16 = 3e-2 }

-- Every kind of step, within the range of each function.
local everything = [[
  u = clamp(x, -0.9, 0.9); p = abs(x) + 0.5
  s1 = asin(u) + acos(u) + atan(x) + atan2(x, p) + atanh(u) + acosh(p + 1) + asinh(x)
  s2 = sin(x) + cos(x) + tan(u) + sinh(u) + cosh(u) + tanh(x) + sigmoid(x)
  s3 = exp(u) + expm1(u) + log(p) + log1p(p) + log2(p) + log10(p) + pow(p, u) + sqrt(p) + erf(x) + erfc(x)
  s4 = floor(x) + ceil(x) + round(x) + trunc(x) + sign(x) + fmod(x, p) + min(x, y) + max(x, y) - x / p * y
  s = (x > y && x >= 0 || !(y <= 1)) ? s1 + s2 : s3 - s4
  t = x < y; e = isnan(x) + (x == y) - (x != y)
]]
local f = dl.pointwise(everything, { "x", "y", results = { "s", "t", "e" } })

-- Short enough to be computed for 16 bytes of elements at a time.
local g = dl.pointwise "s = x > 0 ? x * exp(-y) + 0.5 : tanh(y * x) + a; t = x > y"

describe("the source of a formula", function()
  it("does not depend on numbers, and is asked for by dtype", function()
    local leaky = dl.pointwise "y = x > 0 ? x : 0.25 * x"
    local source, constants = leaky:cudaSource()
    assert.are.same({ 0, 0.25 }, constants)
    assert(not source:find("0.25", 1, true))
    assert.are.equal(source, (dl.pointwise "y = x > 0 ? x : 0.5 * x"):cudaSource "float32")
    local ok, message = pcall(leaky.cudaSource, leaky, "int64")
    assert(not ok and message:find("formula_spec.lua:%d+: pointwise 'y = .-': cudaSource: expected \"float32\""), message)
  end)

  if core.nvrtcVersion() then
    for _, dtype in ipairs(dtypes) do
      it("compiles for sm_90, and its gradient's: " .. dtype, function()
        for _, source in ipairs { (f:cudaSource(dtype)), (f:cudaSource(dtype, true)), (g:cudaSource(dtype)) } do
          local kernel = dl.cuda.kernel(source, "formula", { architecture = 90 })
          assert.are.equal("\127ELF", kernel.image:sub(1, 4))
          assert.is_nil(kernel.log)
        end
      end)
    end
  end

  if not (os.execute "command -v g++ > /dev/null") then return end

  local before = [[
#include <math.h>
#include <stdio.h>
#include <cmath>
#include "core/half.h"
using namespace std;
#define __global__
#define __device__
static const struct { unsigned x; } blockIdx = { 0 }, threadIdx = { 0 }, gridDim = { 1 }, blockDim = { 1 };
]]
  local conversions = {
    float16 = "float wide(element v) { return dl_from_float16(v.bits); }\n"
      .. "element narrow(float f) { return element{ dl_to_float16(f) }; }\n",
    bfloat16 = "float wide(element v) { return dl_from_bfloat16(v.bits); }\n"
      .. "element narrow(float f) { return element{ dl_to_bfloat16(f) }; }\n",
  }

  local function array(name, t)
    local list = t:double():contiguous():reshape(-1):totable()
    for i, v in ipairs(list) do list[i] = ("%.17g"):format(v) end
    return ("static const double %s[] = { %s };\nalignas(16) static element of_%s[%d];\n"):format(name, table.concat(list, ", "), name, #list)
  end

  --- The C++ of a job: a source, its constants, its inputs { tensor, step, step }, which results are truths. It is computed for 3
  -- rows of 4 elements; `dense`: for one of 11, where the last 3 (float64: the last one) are not part of 16 bytes.
  local function written(number, job)
    local out = { ("#define formula formula%d\nnamespace job%d {\n"):format(number, number), job.source, conversions[job.dtype] or "" }
    local main = { "void run() {\n  static launched a;\n  " ..
      (job.dense and "a.total = 11; a.ndim = 1; a.shape[0] = 11;\n" or "a.total = 12; a.ndim = 2; a.shape[0] = 3; a.shape[1] = 4;\n") }
    for k, input in ipairs(job.inputs) do
      local name = "x" .. k
      out[#out + 1] = array(name, input[1])
      main[#main + 1] = ("  for (int i = 0; i < %d; i++) of_%s[i] = narrow((T)%s[i]);\n"):format(input[1]:numel(), name, name)
      main[#main + 1] = ("  a.from[%d] = of_%s; a.step[0][%d] = %d; a.step[1][%d] = %d;\n"):format(k - 1, name, k - 1, input[2], k - 1,
        input[3])
    end
    for c, v in ipairs(job.constants) do main[#main + 1] = ("  a.constant[%d] = %.17g;\n"):format(c - 1, v) end
    for r, truth in ipairs(job.isTruth) do
      main[#main + 1] = ("  alignas(16) static %s y%d[12];\n  a.to[%d] = y%d;\n"):format(truth and "unsigned char" or "element", r, r - 1, r)
    end
    main[#main + 1] = "  formula(a);\n"
    for r, truth in ipairs(job.isTruth) do
      main[#main + 1] = ('  for (int i = 0; i < 12; i++) printf("%%.17g ", (double)%s);\n'):format(
        truth and ("y%d[i]"):format(r) or ("wide(y%d[i])"):format(r))
    end
    return table.concat(out) .. table.concat(main) .. "}\n}\n#undef formula\n"
  end

  --- The results of each job, by one run of the compiler.
  local function run(jobs)
    local out, calls = { before }, {}
    for number, job in ipairs(jobs) do
      out[#out + 1], calls[number] = written(number, job), ("job%d::run();"):format(number)
    end
    local file, name = program.file(table.concat(out) .. "int main() { " .. table.concat(calls, " ") .. " }\n"), os.tmpname()
    local built = program.run(("g++ -std=c++17 -O0 -Isrc -x c++ %s -o %s && %s"):format(file, name, name))
    os.remove(name)
    os.remove(file)
    local at = built.out:gmatch "%S+"
    for _, job in ipairs(jobs) do
      for r = 1, #job.isTruth do
        local list = {}
        for i = 1, 12 do list[i] = tonumber(at()) or error(built.err .. built.out) end
        job[r] = dl.tensor(list, "float64")
        job[r] = job.dense and job[r]:narrow(1, 1, 11) or job[r]:reshape(3, 4)
      end
    end
  end

  local function close(expected, got, dtype, what)
    local off = (expected:double() - got):abs() / (expected:double():abs() + 1)
    assert(off:max():item() <= tolerance[dtype], ("%s %s: off by %g"):format(dtype, what, off:max():item()))
  end

  it("computes what the formula says, and its gradient's what its gradient is", function()
    local jobs, expected = {}, {}
    dl.manualSeed(7)
    for _, dtype in ipairs(dtypes) do
      local function leaf(t) return t:to(dtype):detach():clone():requiresGrad_(true) end
      local x, y = leaf(dl.randn(3, 4)), leaf(dl.randn(4))
      local up, none = dl.randn(3, 4):to(dtype), dl.zeros(3, 4):to(dtype)
      local s, t, e = f(x, y)
      s:backward(up)
      local inputs = { { x:detach(), 4, 1 }, { y:detach(), 0, 1 } }
      local forward = { dtype = dtype, inputs = inputs, isTruth = { false, true, false } }
      local backward = { dtype = dtype, inputs = { inputs[1], inputs[2], { up, 4, 1 }, { none, 4, 1 } }, isTruth = { false, false } }
      forward.source, forward.constants = f:cudaSource(dtype)
      backward.source, backward.constants = f:cudaSource(dtype, true)
      local u, v, a = leaf(dl.randn(11)):detach(), leaf(dl.randn(11)):detach(), leaf(dl.randn(1)):detach()
      local dense = { dtype = dtype, dense = true, inputs = { { u, 1, 0 }, { v, 1, 0 }, { a, 0, 0 } }, isTruth = { false, true } }
      dense.source, dense.constants = g:cudaSource(dtype)
      assert(dense.source:find("elements x2", 1, true))
      for _, job in ipairs { forward, backward, dense } do jobs[#jobs + 1] = job end
      expected[#expected + 1] = { forward, backward, s = s:detach(), t = t, e = e:detach(), dx = x.grad, dy = y.grad,
        dense = dense, g = table.pack(g(u, v, a)) }
    end
    run(jobs)
    for i, dtype in ipairs(dtypes) do
      local known = expected[i]
      close(known.s, known[1][1], dtype, "s")
      close(known.t, known[1][2], dtype, "t")
      close(known.e, known[1][3], dtype, "e")
      close(known.dx, known[2][1], dtype, "gradient by x")
      close(known.g[1], known.dense[1], dtype, "s of dense elements")
      close(known.g[2], known.dense[2], dtype, "t of dense elements")
      if not dtype:find "16" then close(known.dy, known[2][2]:sum(1), dtype, "gradient by y") end
    end
  end)
end)

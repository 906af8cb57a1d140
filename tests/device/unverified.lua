--- What no GPU has run yet: tests/device/UNVERIFIED.md, written from what the test runs on a GPU have left in
-- tests/device/verified.lua, and from the parts named here, which a person crosses out.
--
--   DLUA_TEST_DEVICE=cuda: tests/helper.lua calls record() with the operators that passed
--   build/bin/dlua -e 'require("tests.device.unverified").write()'     after an edit here
local files = require "tests.data.files"

local unverified = {}

local folder = "tests/device/"

-- { part, what was done instead, what is open }
unverified.parts = {
  { "all of `src/device/cuda`, the CUDA pass of `src/ops`",
    "compiled and linked by nvcc 13.0 for sm_90, and loaded (it then finds no driver); compiled for the CPU and run emulated "
    .. "(`tests/device/emulation`): every operator in float64, float32, float16 and bfloat16, with gradients; no kernel spills registers on "
    .. "sm_90 (`spills_spec.lua` reads what ptxas says of each); emulated under the address and the thread sanitizer",
    "`./dev test --device cuda`: also the examples that take `--device`, compute-sanitizer (memcheck, racecheck)" },
  { "cuBLASLt (`product.cu`)",
    "run against the emulation's stand-in, which refuses what the documentation says is refused: also `dl.cuda.allowTF32`, 16-bit "
    .. "products, and the epilogues of linear's bias (BIAS), its gradient (BGRADB) and an activation (RELU, GELU_AUX), with the way around them "
    .. "(`product_spec.lua`)",
    "the real library's heuristics, layouts and alignments, which epilogues it knows for which dtypes; TF32" },
  { "convolution (`convolution.cu`, `gathered.h`)",
    "compiled by nvcc for sm_90 without register spills; emulated against the CPU in all four dtypes, over the borders of each "
    .. "kind of tile, with pieces, groups, and phases of strides (`convolution_spec.lua`)",
    "which tiles are best; how many pieces; its speed beside cuDNN's (no tensor cores are used)" },
  { "cuDNN for convolutions and attention (`src/device/cudnn`, `cudnn.cu`): off until `dl.cuda.useCudnn(true)` or `DLUA_CUDNN=1`",
    "no plan of cuDNN has ever been executed. Only its form is checked, by cuDNN 9.19 for the properties of an H200, without one "
    .. "(`cudnn_spec.lua`): the graphs of all convolutions of ResNet-18 at batch 256 (all three products, float16, bfloat16, float32) "
    .. "become plans; for GPT-2's attention, forward and backward, it has kernels and compiles them, but loads none. `cudnn.cu`, which "
    .. "runs plans, is compiled by nvcc for sm_90; the emulation has none of it",
    "all results (`DLUA_CUDNN=1 ./dev test --device cuda`), also the bias that is added behind a convolution, in what order the "
    .. "sums of attention's gradient by queries lie, and cuDNN in a recorded step; speed beside the kernels of our own; whether it "
    .. "should be on at first" },
  { "Fourier transforms (`fourier.cu`)",
    "compiled by nvcc for sm_90, and run emulated, short lines in shared memory and long ones by passes (`fourier_spec.lua`)",
    "`./dev test --device cuda`; more than 48 KB of shared memory; speed" },
  { "attention (`attention.cu`)",
    "compiled by nvcc for sm_90 without register spills; emulated against the CPU in all four dtypes, over the borders of tiles, "
    .. "with masks, causal, dropout, heads that lie apart, and widths that need several tiles (`attention_spec.lua`)",
    "its speed beside cuDNN's (no tensor cores are used); which sizes of tiles are best" },
  { "complaints of kernels through mapped memory, errors that turn up late, memory that is out",
    "emulated, with a kernel that fails and a small device (`capture_spec.lua`)", "on the device" },
  { "streams, events, memory used in several streams, pinned memory, copies that are not waited for",
    "emulated, with work deferred to the host's waits and the last stream first (`queues_spec.lua`); the emulation counts the "
    .. "calls that make the host wait: none in a step",
    "true concurrency; priorities; whether the real calls wait where the emulation says they do not" },
  { "recorded steps (`dl.cuda.capture`)",
    "emulated: a graph is the list of launches and copies, run again; the same losses as without, to the bit",
    "what CUDA forbids during a capture beyond what the emulation refuses; cuBLASLt in a capture; kernels that are first loaded "
    .. "in one; branches in several streams at the same time (`branches_spec.lua` runs them one after the other)" },
  { "`dl.cuda.kernel`",
    "sources compiled by NVRTC 13 for sm_90 without a device, arguments packed and checked (`tests/device/kernel_spec.lua`); "
    .. "loading and launching (`cudaLibraryLoadData`, `cudaLaunchKernel` in `device.cu`) compiled by nvcc, never run, emulated "
    .. "neither",
    "loading, launching, shared memory over 48 KB" },
  { "`dl.pointwise`",
    "sources generated for NVRTC, compiled by it for sm_90 without a device, and by g++ for the CPU to see what they compute "
    .. "(`formula_spec.lua`); without NVRTC an interpreter of the formula's steps, compiled by nvcc for sm_90, and run emulated",
    "loading and launching what NVRTC compiled (`formula.cu`); `./dev test --device cuda`; its speed" },
  { "`dl.autocast`",
    "dtypes as PyTorch's on the CPU (`tests/golden/autocast`), the rules for devices on the null device, training emulated",
    "training in float16 on a GPU" },
  { "speed",
    "nothing: figures come from a GPU only; `./dev bench --device cuda` has run emulated, and PyTorch's side on the CPU, in tiny "
    .. "sizes",
    "all of it" },
}

local function verified() return dofile(folder .. "verified.lua") end

local function sorted(set, value)
  local names = {}
  for name, is in pairs(set) do
    if is == value then names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

local function operators(seen)
  if not seen.device then return "No GPU has run anything of this: no operator is verified." end
  local agreed, others = sorted(seen.operators, true), sorted(seen.operators, false)
  return ("On %s, %s, %d operators agreed with the CPU (`tests/device/verified.lua` names them); what is not among them has "
    .. "not run.%s"):format(seen.device, seen.date, #agreed,
    #others > 0 and "\n\nNot in agreement: " .. table.concat(others, ", ") .. "." or "")
end

--- The text of UNVERIFIED.md.
function unverified.text()
  local out = { "# Not yet run on a GPU", "",
    "Written by the test run (`tests/device/unverified.lua`); `./dev test --device cuda` on a GPU tells what agreed.", "",
    operators(verified()), "", "| part | done | open |", "| --- | --- | --- |" }
  for _, part in ipairs(unverified.parts) do out[#out + 1] = "| " .. table.concat(part, " | ") .. " |" end
  return table.concat(out, "\n") .. "\n"
end

function unverified.write() files.write(folder .. "UNVERIFIED.md", unverified.text()) end

--- Of a run on a GPU, by name: did the operator agree with the CPU on this device?
function unverified.record(device, agreed)
  local seen = verified().operators
  for name, yes in pairs(agreed) do seen[name] = yes end
  local lines = { "-- What agreed with the CPU on a GPU, in all dtypes and with gradients: written by `./dev test --device cuda`.",
    ("return { device = %q, date = %q, operators = {"):format(device, os.date "%Y-%m-%d") }
  for _, value in ipairs { true, false } do
    for _, name in ipairs(sorted(seen, value)) do lines[#lines + 1] = ("  [%q] = %s,"):format(name, value) end
  end
  lines[#lines + 1] = "} }"
  files.write(folder .. "verified.lua", table.concat(lines, "\n") .. "\n")
  unverified.write()
end

return unverified

--- dl.cuda: the CUDA devices, "cuda:0" and those behind it. A tensor goes there with x:to("cuda"), a
-- model with model:to("cuda"); operators then run there, in the order of the calls, while the script
-- goes on. It waits where a value is read (item, print, to("cpu")) and in synchronize. Streams and events are in
-- dlua.cuda.streams, whole steps that are recorded and repeated in dlua.cuda.capture; x:pinMemory() and
-- x:to("cuda", {nonBlocking = true}) bring data there without waiting.
--
--   if dl.cuda.isAvailable() then model:to("cuda") end
--   print(dl.cuda.name(1), dl.cuda.memory().live)
--
-- Devices are counted from 1 here, as everything in Lua; "cuda:0" is the name of the first, as in CUDA itself.

local core = require("dlua").core
local capture = require "dlua.cuda.capture"
local streams = require "dlua.cuda.streams"

--- The same functions for another kind of device that answers like CUDA.
local function forKind(kind)
  local cuda = {}

  local function device(number, what)
    number = number or 1
    local count, reason = core.deviceCount(kind)
    if count == 0 then core.raise(what .. ": " .. reason) end
    if math.type(number) ~= "integer" or number < 1 or number > count then
      core.raise(("%s: argument 'device': expected 1 to %d, got %s"):format(what, count, tostring(number)))
    end
    return kind .. ":" .. number - 1
  end

  --- Whether there is a CUDA device and dlua was built for it; without one also the reason.
  function cuda.isAvailable()
    local count, reason = core.deviceCount(kind)
    return count > 0, reason
  end

  --- How many CUDA devices there are.
  function cuda.deviceCount() return (core.deviceCount(kind)) end

  --- What device `number` (1) is: "NVIDIA H200, compute capability 9.0".
  function cuda.name(number) return core.deviceDescription(device(number, "name")) end

  --- Bytes on device `number` (1): {live = in use, cached = kept for later, peak = most ever in use,
  -- limit = all there is}.
  function cuda.memory(number) return core.deviceMemory(device(number, "memory")) end

  --- Give memory that is kept for later back to device `number` (1), for other programs. Waits for the device.
  function cuda.emptyCache(number) core.deviceEmptyCache(device(number, "emptyCache")) end

  --- Wait until device `number` (1) has done all that was asked of it. Raises what went wrong there.
  function cuda.synchronize(number) core.deviceSynchronize(device(number, "synchronize")) end

  --- May products of float32 tensors (matmul, linear, what is made of them) round what they multiply to
  -- TF32, which has 10 bits of fraction and not 23? Tensor cores multiply these several times as fast;
  -- sums stay float32. Off at first, as in PyTorch; allowTF32(true) or (false) decides for all devices,
  -- for the calls behind it (a recorded step keeps what was so when it was recorded), and gives what
  -- was; allowTF32() asks. Other dtypes know no difference.
  function cuda.allowTF32(allow)
    if allow ~= nil and type(allow) ~= "boolean" then
      core.raise("allowTF32: expected true, false or nothing, got " .. tostring(allow))
    end
    return core.allowTF32(device(1, "allowTF32"), allow)
  end

  --- Shall convolutions and attention be asked of NVIDIA's cuDNN (9.8 or a later 9) before kernels of our
  -- own? useCudnn(true) or (false) decides for all devices, for the calls behind it, and gives what was;
  -- useCudnn() asks. It raises where there is no cuDNN. DLUA_CUDNN=1 in the environment is the same from
  -- the start. Off at first: what is computed without it is tested wherever dlua is, while of cuDNN's
  -- plans only the form has been checked (tests/device/UNVERIFIED.md).
  --
  -- It does convolutions of float16, bfloat16 and float32 (by TF32 only if that is allowed) without
  -- negative padding, by ways that give the same result each time; and attention of float16 and bfloat16,
  -- causal or not, without mask and dropout, heads of up to 128, a multiple of 8. There the gradient by
  -- the queries is added up in no fixed order, and differs in its last bits from run to run. What cuDNN
  -- does not do, our own kernels do, also on the device. It needs memory for the time of a call.
  function cuda.useCudnn(use)
    if use ~= nil and type(use) ~= "boolean" then
      core.raise("useCudnn: expected true, false or nothing, got " .. tostring(use))
    end
    return core.useCudnn(device(1, "useCudnn"), use)
  end

  --- A kernel of your own from CUDA C: see dlua.cuda.kernel.
  function cuda.kernel(source, name, options)
    return require "dlua.cuda.kernel"(kind, source, name, options)
  end

  --- Counts of device `number` (1): {waits = how often the host waited for it, allocations = how
  -- often memory was had from it and not from what is kept, kernels = how many operators started
  -- one by one}. A step of training adds nothing to the first two.
  function cuda.counts(number) return core.deviceCounts(device(number, "counts")) end

  streams.add(cuda, device)
  capture.add(cuda, device)
  return cuda
end

local cuda = forKind "cuda"
cuda.forKind = forKind
return cuda

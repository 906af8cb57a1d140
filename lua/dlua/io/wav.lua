-- WAV files: sound as PCM or floats in a RIFF container. "Multimedia Programming Interface and Data
-- Specifications 1.0", IBM and Microsoft, 1991; WAVE_FORMAT_EXTENSIBLE as Windows has it.

local dl = require "dlua"
local file = require "dlua.io.file"

local wav = {}

local pcm, float, extensible = 1, 3, 0xFFFE

local kindOf = {
  [pcm] = { [8] = "u1", [16] = "<i2", [24] = "<i3", [32] = "<i4" },
  [float] = { [32] = "<f4", [64] = "<f8" },
}

--- The chunks "fmt " and "data" of the file.
local function chunks(bytes, fail)
  if bytes:sub(1, 4) ~= "RIFF" or bytes:sub(9, 12) ~= "WAVE" then fail("no WAV file") end
  local found, position = {}, 13
  while position + 7 <= #bytes do
    local name, size = string.unpack("<c4I4", bytes, position)
    local start = position + 8
    if start + size - 1 > #bytes then fail("the file is cut short") end
    found[name] = found[name] or { start = start, size = size }
    position = start + size + size % 2
    if name == "data" then break end
  end
  if not found["fmt "] or not found.data then fail("the file is cut short") end
  return found["fmt "], found.data
end

local function readFormat(bytes, chunk, fail)
  if chunk.size < 16 then fail("the description of the sound is cut short") end
  local format, channels, rate, _, _, bits = string.unpack("<I2I2I4I4I2I2", bytes, chunk.start)
  if format == extensible and chunk.size >= 40 then
    format = string.unpack("<I2", bytes, chunk.start + 24)
  end
  local kind = kindOf[format] and kindOf[format][bits]
  if not kind then
    fail("format %d with %d bits is not known (PCM 8 to 32 and floats are)", format, bits)
  end
  if channels < 1 or rate < 1 then fail("%d channels, %d frames a second", channels, rate) end
  return kind, channels, rate, bits
end

--- data.wav(path): the sound in a WAV file, (channels, frames) float32 from -1 to 1, and how many
-- frames a second has. PCM of 8, 16, 24, 32 bits, floats of 32 and 64.
function wav.read(path)
  local bytes = file.readPlain(path, "data.wav")
  local function fail(message, ...)
    return dl.core.raise(("data.wav: %s: " .. message):format(path, ...))
  end
  local format, content = chunks(bytes, fail)
  local kind, channels, rate, bits = readFormat(bytes, format, fail)
  local frame = channels * bits // 8
  if content.size % frame ~= 0 then
    fail("%d bytes are no number of frames of %d", content.size, frame)
  end
  local x, reason = dl.core.readElements(kind, { content.size // frame, channels }, bytes,
    content.start)
  if not x then fail("%s", reason) end
  if kind == "u1" then
    x = (x:to("float32") - 128) / 128
  elseif kind:find("i") then
    x = (x:to("float64") / 2 ^ (bits - 1)):to("float32")
  end
  return x:to("float32"):t():contiguous(), rate
end

--- data.saveWav(path, x, rate, {bits = 16}): write x, (frames) or (channels, frames), floats from
-- -1 to 1 (beyond: cut off), as PCM of 16 bits, or with bits = 32 as floats.
function wav.write(path, x, rate, options)
  local function fail(message, ...)
    return dl.core.raise(("data.saveWav: " .. message):format(...))
  end
  local bits = options and options.bits or 16
  if not dl.isTensor(x) or x.ndim < 1 or x.ndim > 2 then
    fail("(frames) or (channels, frames) expected, got %s", dl.isTensor(x)
      and x.ndim .. " dimensions" or type(x))
  end
  if math.type(rate) ~= "integer" or rate < 1 or rate > 0xFFFFFFFF then
    fail("the rate must be an integer of 1 or more, got %s", tostring(rate))
  end
  if bits ~= 16 and bits ~= 32 then fail("bits must be 16 or 32, got %s", tostring(bits)) end
  x = x:detach():cpu():to("float32")
  if x.ndim == 1 then x = x:unsqueeze(1) end
  local channels = x:size(1)
  if channels < 1 or channels > 0xFFFF then fail("%d channels", channels) end
  local frames = x:t():contiguous()
  local content
  if bits == 32 then
    content = dl.core.tensorBytes(frames)
  else                        -- the low two bytes of each integer
    local rounded = (frames:nanToNum():clamp(-1, 1) * 32767):round():to("int32")
    local words = dl.core.readElements("u1", { rounded:numel(), 4 }, dl.core.tensorBytes(rounded))
    content = dl.core.tensorBytes(words:narrow(2, 1, 2):contiguous())
  end
  local frame = channels * bits // 8
  local header = string.pack("<c4I4c4c4I4I2I2I4I4I2I2c4I4", "RIFF", 36 + #content, "WAVE",
    "fmt ", 16, bits == 32 and float or pcm, channels, rate, rate * frame & 0xFFFFFFFF, frame, bits,
    "data", #content)
  local written, reason = dl.core.writeFile(path, { header, content })
  if not written then fail("%s", reason) end
end

return wav

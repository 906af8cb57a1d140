-- Images in files: PNG (read and written by libpng) and JPEG (by libturbojpeg).

local dl = require "dlua"
local file = require "dlua.io.file"

local image = {}

local channelsOf = { gray = 1, grayAlpha = 2, rgb = 3, rgba = 4 }

--- The options {mode =, dtype =} of a reader; `who` begins the messages. Channels (0: those of the
-- file) and dtype.
function image.options(options, who)
  options = options or {}
  local channels = options.mode and channelsOf[options.mode] or 0
  if options.mode and not channelsOf[options.mode] then
    dl.core.raise(('%s: mode must be "gray", "grayAlpha", "rgb" or "rgba", got %s')
      :format(who, tostring(options.mode)))
  end
  return channels, options.dtype or "float32"
end

--- The image in the bytes of a file, (channels, height, width); `where` begins the messages.
function image.decode(bytes, channels, dtype, where)
  local pixels, reason = dl.core.decodeImage(bytes, channels)
  if not pixels then return dl.core.raise(("%s: %s"):format(where, reason)) end
  pixels = pixels:permute { 3, 1, 2 }:contiguous()
  if dtype == "uint8" then return pixels end
  return pixels:to(dtype):div_(255)
end

--- data.image(path, options): a PNG or JPEG file as a tensor (channels, height, width), float32
-- from 0 to 1. 16 bits a channel become 8. Options: mode ("gray", "grayAlpha", "rgb", "rgba";
-- default: as the file has it, with palettes as colours), dtype ("float32"; "uint8" gives 0 to
-- 255).
function image.read(path, options)
  local channels, dtype = image.options(options, "data.image")
  local bytes = file.readPlain(path, "data.image")
  return image.decode(bytes, channels, dtype, "data.image: " .. path)
end

local function fail(message, ...)
  dl.core.raise(("data.saveImage: " .. message):format(...))
end

--- Bytes (height, width, channels) of what may be saved.
local function toPixels(x)
  if not dl.isTensor(x) then fail("a tensor expected, got %s", type(x)) end
  x = x:detach():cpu()
  if x.ndim == 2 then x = x:unsqueeze(1) end
  if x.ndim ~= 3 or x:size(1) < 1 or x:size(1) > 4 or x:numel() == 0 then
    fail("shape (height, width) or (1 to 4, height, width) expected, got %s",
      table.concat(x:size(), "x"))
  end
  if x.dtype:find("float") then
    x = x:to("float32"):clamp(0, 1):mul_(255):add_(0.5):nanToNum()
  elseif x.dtype ~= "uint8" then
    fail("a float tensor from 0 to 1 or uint8 expected, got %s", x.dtype)
  end
  return x:to("uint8"):permute { 2, 3, 1 }:contiguous()
end

--- data.saveImage(path, x, options): write x, (height, width) or (channels, height, width), as PNG,
-- or as JPEG when the name ends in .jpg or .jpeg. Floats are from 0 to 1 (beyond: cut off), uint8
-- from 0 to 255; 1 to 4 channels are gray, gray and alpha, RGB, RGBA. Option: quality (90) of JPEG,
-- 1 to 100.
function image.write(path, x, options)
  if type(path) ~= "string" then fail("the path must be a string, got %s", type(path)) end
  local ending = path:lower():match("%.(%a+)$")
  local form = (ending == "jpg" or ending == "jpeg") and "jpeg" or ending == "png" and "png"
  if not form then fail("the name must end in .png, .jpg or .jpeg, got %s", path) end
  local bytes, reason = dl.core.encodeImage(toPixels(x), form, options and options.quality or 90)
  if not bytes then fail("%s", reason) end
  local written
  written, reason = dl.core.writeFile(path, { bytes })
  if not written then fail("%s", reason) end
end

return image

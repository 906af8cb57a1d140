--- What ptxas made of kernels: registers and stack of each, read from a cubin or from a library that nvcc linked, by their
-- sections; NVIDIA's cuobjdump, which tells the same, is not in every toolkit.
local files = require "tests.data.files"

local cubin = {}

local fatbinMagic = 0xBA55ED50
local cubinKind, compressed = 2, 0xA000             -- of an entry of a fat binary; either way of compressing it
local frameSize, registerCount = 0x11, 0x2F         -- attributes in .nv.info
local symbolTable, sizedValue = 2, 4                -- a section's type, an attribute's format

--- The sections of an ELF file of 64 bits whose bytes stand at `base` in a string: { name =, type =, link =, from =, size = }.
local function sections(text, base)
  assert(text:sub(base, base + 4) == "\127ELF\2", "not an ELF file of 64 bits")
  local headers = string.unpack("<I8", text, base + 40)
  local count, names = string.unpack("<I2I2", text, base + 60)
  local list = {}
  for i = 0, count - 1 do
    local name, kind, _, _, from, size, link = string.unpack("<I4I4I8I8I8I8I4", text, base + headers + 64 * i)
    list[i] = { name = name, type = kind, link = link, from = base + from, size = size }
  end
  local strings = list[names].from
  for i = 0, count - 1 do list[i].name = string.unpack("<z", text, strings + list[i].name) end
  return list
end

local function find(list, key, value)
  for i = 0, #list do
    if list[i][key] == value then return list[i] end
  end
end

--- Adds to `kernels` what the one cubin at `base` holds. Its subroutines have frames, too, but no count of registers.
local function readCubin(text, base, kernels)
  local all = sections(text, base)
  local info, symbols = find(all, "name", ".nv.info"), find(all, "type", symbolTable)
  if not info then return end
  local names, found = all[symbols.link].from, {}
  local at, last = info.from, info.from + info.size
  while at < last do
    local format, attribute, size = string.unpack("<I1I1I2", text, at)
    if format == sizedValue then
      if attribute == frameSize or attribute == registerCount then
        local symbol, value = string.unpack("<I4I4", text, at + 4)
        found[symbol] = found[symbol] or {}
        found[symbol][attribute] = value
      end
      at = at + size
    end
    at = at + 4
  end
  for symbol, values in pairs(found) do
    if values[registerCount] then
      local name = string.unpack("<z", text, names + string.unpack("<I4", text, symbols.from + 24 * symbol))
      kernels[#kernels + 1] = { name = name, registers = values[registerCount], stack = values[frameSize] or 0 }
    end
  end
end

--- A section with fat binaries: a header each, and behind it entries of PTX and of cubins.
local function readFatBinaries(text, section, kernels)
  local at, last = section.from, section.from + section.size
  while at + 16 <= last do
    local magic, _, header, size = string.unpack("<I4I2I2I8", text, at)
    if magic ~= fatbinMagic then at = at + 4
    else
      local entry, finish = at + header, at + header + size
      while entry < finish do
        local kind, _, head, bytes = string.unpack("<I2I2I4I8", text, entry)
        if kind == cubinKind then
          assert(string.unpack("<I8", text, entry + 40) & compressed == 0,
            "the cubins are compressed (nvcc's --compress-mode): they cannot be read")
          readCubin(text, entry + head, kernels)
        end
        entry = entry + head + bytes
      end
      at = finish
    end
  end
end

--- The kernels in a file: { name = as the linker knows it, registers =, stack = bytes of each thread }, by name. In the stack
-- are arrays that are indexed by what is only known at run time, and registers that were spilled.
function cubin.kernels(path)
  local text = files.read(path)
  local kernels = {}
  local fatBinaries = find(sections(text, 1), "name", ".nv_fatbin")
  if fatBinaries then readFatBinaries(text, fatBinaries, kernels) else readCubin(text, 1, kernels) end
  table.sort(kernels, function(a, b) return a.name < b.name end)
  return kernels
end

return cubin

"""Writes lua/dlua/data/unicode.lua: the letters (L) and numbers (N) among Unicode's characters.

    python3 tests/golden/data/unicode.py
"""
import pathlib
import textwrap
import unicodedata


def runs(category):
    """Gap before a run and its length, in turn."""
    numbers, last, point = [], 0, 128
    last = point
    while point < 0x110000:
        if unicodedata.category(chr(point))[0] != category:
            point += 1
            continue
        start = point
        while point < 0x110000 and unicodedata.category(chr(point))[0] == category:
            point += 1
        numbers += [start - last, point - start]
        last = point
    return "\n".join(textwrap.wrap(" ".join(map(str, numbers)), 96))


SOURCE = '''-- Which characters are letters and numbers: Unicode %s, categories L and N beyond ASCII.
-- Made by tests/golden/data/unicode.py.

local unicode = {}

--- Runs in the order of their characters: the gap before one and its length, in turn, from 128 on.
local function parse(text)
  local starts, ends, point = {}, {}, 128
  for gap, length in text:gmatch("(%%d+)%%s+(%%d+)") do
    starts[#starts + 1] = point + tonumber(gap)
    point = starts[#starts] + tonumber(length)
    ends[#ends + 1] = point - 1
  end
  return { starts = starts, ends = ends }
end

local letters = parse [[
%s]]

local numbers = parse [[
%s]]

local function contains(runs, point)
  local low, high = 1, #runs.starts
  while low <= high do
    local middle = (low + high) // 2
    if point < runs.starts[middle] then
      high = middle - 1
    elseif point > runs.ends[middle] then
      low = middle + 1
    else
      return true
    end
  end
  return false
end

local spaces = {}
for _, point in ipairs { 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 } do
  spaces[point] = true
end
for point = 0x2000, 0x200A do spaces[point] = true end

--- "L", "N", "s" (white space) or "o" of a character beyond ASCII.
function unicode.kind(point)
  if contains(letters, point) then return "L" end
  if contains(numbers, point) then return "N" end
  return spaces[point] and "s" or "o"
end

return unicode
'''

root = pathlib.Path(__file__).resolve().parents[3]
text = SOURCE % (unicodedata.unidata_version, runs("L"), runs("N"))
(root / "lua/dlua/data/unicode.lua").write_text(text)

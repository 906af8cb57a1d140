-- data.ImageFolder: images in folders, one folder for each class.

local dl = require "dlua"
local class = require "dlua.class"
local file = require "dlua.io.file"
local image = require "dlua.io.image"

local ImageFolder = class.new("data.ImageFolder")

ImageFolder.doc = [[
data.ImageFolder(folder, {mode = "rgb", dtype = "float32", transform =}): the PNG and JPEG files
below the folders in `folder`; the names of these are the classes.

  pets/cat/1.jpg, pets/cat/more/2.png, pets/dog/3.jpg

  local set = data.ImageFolder("pets", { transform = function(x) ... end })
  set.classes        { "cat", "dog" }, in the order of the alphabet
  #set, set:get(i)   image (channels, height, width) and class (an integer from 1)

Files are read when they are asked for. transform is applied to each image. Modes and dtypes are
those of data.image. Images of one batch must have the same size: let transform see to it.]]

local endings = { png = true, jpg = true, jpeg = true }

local function list(path)
  local names, folders = dl.core.listFolder(path)
  if not names then return dl.core.raise("data.ImageFolder: " .. folders) end
  table.sort(names)
  return names, folders
end

--- Append the image files in and below a folder. `depth` ends links that lead into themselves.
local function collect(self, path, label, depth)
  if depth > 32 then dl.core.raise("data.ImageFolder: folders too deep at " .. path) end
  local names, folders = list(path)
  for _, name in ipairs(names) do
    local inner = path .. "/" .. name
    if folders[name] then
      collect(self, inner, label, depth + 1)
    elseif endings[(name:lower():match("%.(%a+)$"))] then
      self.paths[#self.paths + 1] = inner
      self.labels[#self.labels + 1] = label
    end
  end
end

function ImageFolder:__init(folder, options)
  if type(folder) ~= "string" then
    dl.core.raise("data.ImageFolder: the folder must be a string, got " .. type(folder))
  end
  options = options or {}
  self.channels, self.dtype = image.options(
    { mode = options.mode or "rgb", dtype = options.dtype }, "data.ImageFolder")
  self.transform = options.transform
  self.classes, self.paths, self.labels = {}, {}, {}
  local names, folders = list(folder)
  for _, name in ipairs(names) do
    if folders[name] then
      self.classes[#self.classes + 1] = name
      collect(self, folder .. "/" .. name, #self.classes, 1)
    end
  end
  if #self.paths == 0 then
    dl.core.raise("data.ImageFolder: no PNG or JPEG files in folders below " .. folder)
  end
end

function ImageFolder:__len() return #self.paths end

function ImageFolder:get(i)
  local path = self.paths[i]
  if not path then
    dl.core.raise(("data.ImageFolder: example %s of %d"):format(tostring(i), #self.paths))
  end
  local bytes = file.readPlain(path, "data.ImageFolder")
  local x = image.decode(bytes, self.channels, self.dtype, "data.ImageFolder: " .. path)
  if self.transform then x = self.transform(x) end
  return x, self.labels[i]
end

return ImageFolder

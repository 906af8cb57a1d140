--- dl.cuda.kernel(source, name, options?): a kernel of your own in CUDA C, compiled by NVRTC when it is made.
--
--   local saxpy = dl.cuda.kernel([[
--     extern "C" __global__ void saxpy(int n, float a, const float *x, float *y) {
--       int i = blockIdx.x * blockDim.x + threadIdx.x;
--       if (i < n) y[i] += a * x[i];
--     }]], "saxpy")
--   saxpy((#x + 255) // 256, 256, #x, 2.0, x, y)        -- grid, block, the kernel's arguments
--
-- grid and block are a number or a list of up to three. Arguments are tensors, contiguous and on the device, which go
-- as the addresses of their first elements, and numbers, typed by the kernel's declaration. Where a type is not known
-- there (of a template, say), a number is given with it: { "float", 2.0 }, a tensor goes as it is. A kernel of a
-- template is named with its arguments: "scale<float>".
--
-- options: device (1; the kernel runs there), sharedBytes (0; dynamic shared memory), architecture (that of the device,
-- 90 where there is none: the kernel is compiled then, to see whether it compiles, and cannot be called).
--
-- Launches are queued as those of operators are, in order with them; gradients do not pass through (dl.operator gives a
-- kernel one). NVIDIA's libnvrtc is looked for in CUDA_HOME and where the system has libraries; DLUA_NVRTC names it.
local core = require("dlua").core

-- Of numbers: how string.pack writes them.
local numbers = {
  ["char"] = "b", ["signed char"] = "b", ["int8_t"] = "b", ["unsigned char"] = "B", ["uint8_t"] = "B", ["bool"] = "B",
  ["short"] = "<i2", ["int16_t"] = "<i2", ["unsigned short"] = "<I2", ["uint16_t"] = "<I2",
  ["int"] = "<i4", ["int32_t"] = "<i4", ["unsigned"] = "<I4", ["unsigned int"] = "<I4", ["uint32_t"] = "<I4",
  ["long"] = "<i8", ["long long"] = "<i8", ["int64_t"] = "<i8", ["ptrdiff_t"] = "<i8",
  ["unsigned long"] = "<I8", ["unsigned long long"] = "<I8", ["uint64_t"] = "<I8", ["size_t"] = "<I8",
  ["float"] = "<f", ["double"] = "<d",
}

-- Of what a pointer points to: the dtypes of tensors that fit.
local pointers = {
  ["float"] = "float32", ["double"] = "float64", ["__half"] = "float16", ["half"] = "float16",
  ["__nv_bfloat16"] = "bfloat16", ["int"] = "int32", ["int32_t"] = "int32", ["long long"] = "int64", ["long"] = "int64",
  ["int64_t"] = "int64", ["unsigned char"] = "uint8 bool", ["uint8_t"] = "uint8 bool", ["bool"] = "bool uint8",
}

-- ---- the kernel's declaration ----

--- One parameter: { type = "float", pointer = true, writes = false, text = "const float *x" }.
local function parameter(text)
  text = text:gsub("%s+", " "):match("^ ?(.-) ?$")
  local type, stars = text:match("^([^*&]*)(%*?)")
  local constant = type:find("%f[%w_]const%f[^%w_]") ~= nil
  for _, word in ipairs { "const", "volatile", "__restrict__", "__restrict", "struct" } do
    type = type:gsub("%f[%w_]" .. word .. "%f[^%w_]", " ")
  end
  type = type:gsub("%s+", " "):match("^ ?(.-) ?$")
  if stars == "" then                              -- behind the type of a number stands its name
    local known = numbers[type] and type
    if not known then known = type:match("^(.-) ?[%w_]+$") end
    type = known ~= "" and known or type
  end
  return { type = type, pointer = stars ~= "", writes = not constant, text = text }
end

--- The parameters in the declaration of a kernel; nil when it is not found.
local function declaration(source, name)
  local plain = source:gsub("//[^\n]*", ""):gsub("/%*.-%*/", " ")
  local word = name:match("^[%w_:]+"):match("[%w_]+$")
  for before, list in plain:gmatch("__global__([^;{}()]-%s%*?" .. word .. ")%s*(%b())") do
    if before then
      local parameters, inside = {}, list:sub(2, -2)
      if inside:find("[()<]") then return nil end  -- of types with commas of their own nothing is known
      for text in inside:gmatch("[^,]+") do
        if text:find("%S") and not text:find("^%s*void%s*$") then parameters[#parameters + 1] = parameter(text) end
      end
      return parameters
    end
  end
end

-- ---- arguments ----

local Kernel = { __name = "dlua.cuda.kernel" }
Kernel.__index = Kernel

local function fail(self, message, ...)
  core.raise(("kernel '%s': "):format(self.name) .. message:format(...))
end

local function packed(self, what, type, value)
  local format = numbers[type]
  if not format then fail(self, "%s: there is no type '%s' for a number", what, tostring(type)) end
  if type == "bool" and value == true then value = 1 elseif type == "bool" and value == false then value = 0 end
  local isWhole = format ~= "<f" and format ~= "<d"
  if math.type(value) == nil or isWhole and not math.tointeger(value) then
    fail(self, "%s: expected %s for %s, got %s", what, isWhole and "an integer" or "a number", type, tostring(value))
  end
  local ok, bytes = pcall(string.pack, format, isWhole and math.tointeger(value) or value)
  if not ok then fail(self, "%s: %s does not fit in %s", what, tostring(value), type) end
  return bytes
end

local function checkTensor(self, what, declared, tensor)
  if tensor.device ~= self.device and not (tensor.device == "cuda" and self.device == "cuda:0") then
    fail(self, "%s: the tensor is on '%s', the kernel runs on '%s'", what, tensor.device, self.device)
  end
  if not tensor:isContiguous() then fail(self, "%s: the tensor is not contiguous (use contiguous())", what) end
  if not declared then return end
  if not declared.pointer then fail(self, "%s: expected a number for '%s', got a Tensor", what, declared.text) end
  local fits = pointers[declared.type]
  if fits and not (" " .. fits .. " "):find(" " .. tensor.dtype .. " ", 1, true) then
    fail(self, "%s: expected %s for '%s', got a Tensor of %s", what, (fits:gsub(" ", " or ")), declared.text,
      tensor.dtype)
  end
end

--- The values of a call as launchKernel takes them, and which of them the kernel may write.
function Kernel:pack(...)
  local given, list, writes = { ... }, {}, {}
  local count = select("#", ...)
  if self.parameters and count ~= #self.parameters then
    fail(self, "takes %d argument%s, got %d", #self.parameters, #self.parameters == 1 and "" or "s", count)
  end
  for i = 1, count do
    local value, declared = given[i], self.parameters and self.parameters[i]
    local what = ("argument %d"):format(i)
    if core.isTensor(value) then
      checkTensor(self, what, declared, value)
      list[i], writes[i] = value, not declared or declared.writes
    elseif type(value) == "table" then
      list[i] = packed(self, what, value[1], value[2])
    elseif declared and declared.pointer then
      fail(self, "%s: expected a Tensor for '%s', got %s", what, declared.text, type(value))
    elseif declared and numbers[declared.type] then
      list[i] = packed(self, what, declared.type, value)
    else
      fail(self, "%s: its type is not known from the source: give it as { \"float\", %s }", what, tostring(value))
    end
  end
  return list, writes
end

local function sizes(self, what, given)
  local value = math.type(given) == "integer" and { given } or given
  local fits = type(value) == "table" and #value >= 1 and #value <= 3
  for _, size in ipairs(fits and value or {}) do
    fits = fits and math.type(size) == "integer" and size >= 1 and size < 1 << 31
  end
  if not fits then
    fail(self, "%s: expected a positive integer or a list of up to three, got %s", what, tostring(given))
  end
  return value
end

function Kernel:__call(grid, block, ...)
  grid, block = sizes(self, "grid", grid), sizes(self, "block", block)
  if (block[1] * (block[2] or 1) * (block[3] or 1)) > 1024 then fail(self, "block: at most 1024 threads") end
  local list, writes = self:pack(...)
  if not self.loaded then
    if not self.device then fail(self, "it cannot run: %s", self.reason) end
    self.loaded = core.loadKernel(self.device, self.image, self.lowered)
  end
  core.launchKernel(self.device, self.loaded, grid, block, self.sharedBytes, list, writes)
end

function Kernel:__tostring()
  return ("dl.cuda.kernel '%s' for sm_%d (%d bytes)"):format(self.name, self.architecture, #self.image)
end

-- ---- making one ----

local known = { device = "integer", sharedBytes = "integer", architecture = "integer" }

local function checkOptions(options)
  for key, value in pairs(options) do
    if not known[key] then
      core.raise(("kernel: there is no option '%s' (it takes: device, sharedBytes, architecture)")
        :format(tostring(key)))
    end
    if math.type(value) ~= "integer" or value < 0 then
      core.raise(("kernel: option '%s': expected an integer, got %s"):format(key, tostring(value)))
    end
  end
end

return function(kind, source, name, options)
  options = options or {}
  if type(source) ~= "string" then core.raise("kernel: argument 'source': expected a string, got " .. type(source)) end
  if type(name) ~= "string" or not name:find("^[%a_][%w_:]*") then
    core.raise("kernel: argument 'name': expected the name of a kernel, got " .. tostring(name))
  end
  if type(options) ~= "table" then core.raise("kernel: argument 'options': expected a table, got " .. type(options)) end
  checkOptions(options)
  local self = setmetatable({ name = name, sharedBytes = options.sharedBytes or 0 }, Kernel)
  local count, reason = core.deviceCount(kind)
  self.reason = reason
  if count > 0 then self.device = ("%s:%d"):format(kind, (options.device or 1) - 1) end
  self.architecture = options.architecture or self.device and core.deviceArchitecture(self.device) or 90
  local image, lowered, log = core.nvrtcCompile(source, name, self.architecture)
  if not image then core.raise(("kernel '%s': %s%s"):format(name, lowered, log and "\n" .. log or "")) end
  self.image, self.lowered, self.log = image, lowered, log
  self.parameters = declaration(source, name)
  return self
end

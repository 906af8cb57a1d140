-- Hooks: functions that are called when a module computes, or when a gradient passes through it.
-- A module that has some becomes an object of a variant of its class, so that those without pay
-- nothing.

local dl = require "dlua"
local calls = require "dlua.calls"
local class = require "dlua.class"
local forms = require "dlua.nn.forms"

local hooks = {}

local Handle = {}
Handle.__index = Handle

--- The module behaves as one that never had hooks.
local function restore(module)
  rawset(module, "_hooks", nil)
  rawset(module, "__forward", rawget(module, "__plainForward"))
  setmetatable(module, class.plain(getmetatable(module)))
end

--- Take the hook away. Doing so twice does no harm.
function Handle:remove()
  local lists = rawget(self.module, "_hooks")
  if not lists then return end
  local left = {}
  for _, hook in ipairs(lists[self.kind]) do
    if hook ~= self then left[#left + 1] = hook end
  end
  lists[self.kind] = left
  if not (lists.pre[1] or lists.forward[1] or lists.backward[1]) then restore(self.module) end
end

-- What passes through the boundary that is about to be made, for its backward.
local pending, boundary

local function defineBoundary()
  return dl.operator {
    name = "moduleBoundary",
    sig = "tensors: Tensors",
    doc = "The step of the tape at which a module's backward hooks see gradients.",
    forward = function(ctx, tensors)
      ctx.pass = pending
      return table.unpack(tensors)
    end,
    backward = function(ctx, ...) return ctx.pass { ... } end,
  }
end

local function asks(tensor) return tensor.requiresGrad end

--- Put the value's tensors through a boundary: when their gradients are known, `pass` may change
-- them. Returns the value and whether it had any.
local function cross(value, pass)
  local list = {}
  local form = forms.dissect(value, list, asks)
  if not list[1] then return value, false end
  boundary = boundary or defineBoundary()
  pending = function(gradients)
    return forms.collect(form, pass(forms.assemble(form, gradients)), gradients)
  end
  return forms.assemble(form, { boundary(list) }, value), true
end

--- Compute with the hooks of the module around `compute`.
local function run(self, compute, input, ...)
  local lists = self._hooks
  for _, hook in ipairs(lists.pre) do
    local changed = hook.fn(self, input)
    if changed ~= nil then input = changed end
  end
  local watched = lists.backward[1] and dl.isGradEnabled()
  local seen = setmetatable({ module = self }, { __mode = "v" })  -- the tape must not hold it
  local passed, gradOutput
  local function call(gradInput)
    local module = seen.module
    for _, hook in ipairs(module and module._hooks and module._hooks.backward or {}) do
      local changed = hook.fn(module, gradInput, gradOutput)
      if changed ~= nil then gradInput = changed end
    end
    return gradInput
  end
  if watched then input, passed = cross(input, call) end
  local results = table.pack(compute(self, input, ...))
  for _, hook in ipairs(lists.forward) do
    local changed = hook.fn(self, input, results[1])
    if changed ~= nil then results[1] = changed end
  end
  if watched then
    results[1] = cross(results[1], function(gradients)
      gradOutput = gradients
      if not passed then call(nil) end
    end)
  end
  return table.unpack(results, 1, results.n)
end

local function runPlain(self, ...) return run(self, self.__plainForward, ...) end

local function callForward(module, ...) return module:forward(...) end

--- In Torch7's protocol the children of a container run their own forward.
local function computeProtocol(self, ...)
  if self.compute then return self:compute(callForward, ...) end
  return self:__plainForward(...)
end

local variants = setmetatable({}, { __mode = "k" })

--- The variant of a class for objects with hooks.
local function variantOf(cls)
  local variant = variants[cls]
  if variant then return variant end
  variant = class.variant(cls)
  rawset(variant, "__forward", runPlain)
  rawset(variant, "forward", cls.__entry(function(self, ...)
    return run(self, computeProtocol, ...)
  end))
  -- One that computes its own gradients is a step of the tape here.
  rawset(variant, "backward", cls.__backward)
  variants[cls] = variant
  calls.note(variant, "module")
  return variant
end

--- Call fn at every occasion of this kind: "pre", "forward" or "backward". Returns the handle.
function hooks.add(module, kind, fn)
  if type(fn) ~= "function" then
    dl.core.raise(("%s: a hook is a function, got %s"):format(module.__name, type(fn)))
  end
  if not rawget(module, "_hooks") then
    rawset(module, "_hooks", { pre = {}, forward = {}, backward = {} })
    rawset(module, "__forward", nil)
    setmetatable(module, variantOf(getmetatable(module)))
  end
  local handle = setmetatable({ module = module, kind = kind, fn = fn }, Handle)
  local list = table.move(module._hooks[kind], 1, #module._hooks[kind], 1, {})
  list[#list + 1] = handle
  module._hooks[kind] = list
  return handle
end

return hooks

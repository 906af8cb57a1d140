-- optim.Muon: momentum whose matrices are made orthogonal before each step.

local dl = require "dlua"
local Optimizer = require "dlua.optim.Optimizer"

local Muon = Optimizer.new("optim.Muon", {
  lr = 0.001, weightDecay = 0.1, decoupled = true, momentum = 0.95, nesterov = true,
  coefficients = { 3.4445, -4.7750, 2.0315 }, iterations = 5, eps = 1e-7, scale = "original",
}, { "momenta" })

Muon.doc = [[
optim.Muon(parameters, {lr = 0.001, weightDecay = 0.1, momentum = 0.95, nesterov = true,
coefficients = {3.4445, -4.7750, 2.0315}, iterations = 5, eps = 1e-7, scale = "original"}):
for the weight matrices of hidden layers. (Biases, embeddings and the last layer go to another
solver, optim.AdamW say.) Of tensors with more dimensions, as those of convolutions, the first is
taken as rows, the others together as columns.

  m = momentum * m + (1 - momentum) * g
  u = orthogonal(momentum * m + (1 - momentum) * g)      (without nesterov orthogonal(m))
  p = p - lr * weightDecay * p - lr * scale * u

orthogonal(X) brings all singular values near 1 by steps of Newton and Schulz: X / (|X| + eps), then
X = a X + (b X X' + c (X X')^2) X so often. `scale` for rows x columns: "original"
sqrt(max(1, rows / columns)), "matchRmsAdamW" 0.2 sqrt(max(rows, columns)) for the lr of AdamW,
"spectral" sqrt(rows / columns). Jordan et al., "Muon: an optimizer for hidden layers in neural
networks", 2024. As in PyTorch, but computed in the precision of the parameters, not in bfloat16.]]

local scales = {
  original = function(rows, columns) return math.sqrt(math.max(1, rows / columns)) end,
  matchRmsAdamW = function(rows, columns) return 0.2 * math.sqrt(math.max(rows, columns)) end,
  spectral = function(rows, columns) return math.sqrt(rows / columns) end,
}

function Muon:check(group)
  if not scales[group.scale] then
    dl.core.raise(("optim.Muon: scale must be original, matchRmsAdamW or spectral, got %s")
      :format(group.scale))
  end
  for i, p in ipairs(group.parameters) do
    if p.ndim < 2 then
      dl.core.raise(("optim.Muon: parameter %d has %d dimensions, 2 or more expected: "
        .. "leave biases to another solver"):format(i, p.ndim))
    end
  end
end

--- A matrix with the singular vectors of x (wider than high) and singular values near 1.
local function orthogonal(x, group)
  local a, b, c = table.unpack(group.coefficients)
  local norm = x:norm():clamp_(group.eps)
  x = x / norm
  for _ = 1, group.iterations do
    local gram = x:mm(x:t())
    local change = dl.addmm(gram, gram, gram, b, c)
    x = dl.addmm(x, change, x, a)
  end
  return x
end

--- The step of one parameter, in its own shape.
local function direction(update, group)
  local rows = update:size(1)
  local x = update:view(rows, -1)
  local columns = x:size(2)
  x = rows > columns and orthogonal(x:t(), group):t() or orthogonal(x, group)
  return x:reshape(update.shape), scales[group.scale](rows, columns)
end

function Muon:update(group, batch)
  local gradients, momentum = self:gradients(group, batch), group.momentum
  for i, p in ipairs(batch.parameters) do
    local g, m = gradients[i], batch.momenta[i]
    m:lerp_(g, 1 - momentum)
    local step, scale = direction(group.nesterov and g:lerp(m, momentum) or m, group)
    p:add_(step, -group.lr * scale)
  end
end

return Muon

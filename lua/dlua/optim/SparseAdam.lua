-- optim.SparseAdam: Adam for embeddings, which moves only the rows that were looked up.

local dl = require "dlua"
local Optimizer = require "dlua.optim.Optimizer"

local SparseAdam = Optimizer.new("optim.SparseAdam",
  { lr = 0.001, betas = { 0.9, 0.999 }, eps = 1e-8 }, { "means", "variances" })

SparseAdam.doc = [[
optim.SparseAdam(parameters, {lr = 0.001, betas = {0.9, 0.999}, eps = 1e-8}): the step of optim.Adam
for the rows (dimension 1) whose gradient is not zero throughout; the others stay as they are, and
so do their means and variances. For nn.Embedding, of which a batch touches few rows.

  p = p - lr * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + eps)

where t counts the steps of the parameter, not of the row. Of the options of all (see
optim.Optimizer) maximize alone: a penalty would touch every row. As in PyTorch.]]

function SparseAdam:check(group)
  if group.weightDecay ~= 0 or group.l1 ~= 0 then
    dl.core.raise("optim.SparseAdam: no weightDecay and no l1: they would touch every row")
  end
end

--- Which rows of a gradient are not zero: their positions.
local function rowsOf(g)
  local rows = g:ne(0)
  if rows.ndim > 1 then rows = rows:flatten(2):any(2) end
  return rows:nonzero():select(2, 1)
end

function SparseAdam:update(group, batch, step)
  local beta1, beta2 = group.betas[1], group.betas[2]
  local rate = group.lr * math.sqrt(1 - beta2 ^ step) / (1 - beta1 ^ step)
  for i, p in ipairs(batch.parameters) do
    local gradient = self:gradient(group, p, 0)
    local rows = rowsOf(gradient)
    local g = gradient:indexSelect(1, rows)
    local m = batch.means[i]:indexSelect(1, rows):lerp_(g, 1 - beta1)
    local v = batch.variances[i]:indexSelect(1, rows):mul_(beta2):addcmul_(g, g, 1 - beta2)
    batch.means[i]:indexCopy_(1, rows, m)
    batch.variances[i]:indexCopy_(1, rows, v)
    p:indexAdd_(1, rows, m:div_(v:sqrt_():add_(group.eps)), -rate)
  end
end

return SparseAdam

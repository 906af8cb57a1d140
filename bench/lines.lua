-- The lines of timed work. work.lua and work.py have a function of the same name for each.
-- goal: the ratio to PyTorch that is to be reached at one thread; flops, bytes: what is done and
-- moved, from which the share of the machine can be told.

local million16 = 16 * 2 ^ 20 * 4  -- bytes of 16 M float32

return {
  { name = "add", title = "a + b, 8x8", goal = 0.35 },
  { name = "addGrad", title = "a + b, 8x8, forward + backward", goal = 0.25 },
  { name = "mlpSmallSgd", title = "MLP 64-30-10, batch 32, SGD", goal = 0.3 },
  { name = "mlpSmallAdam", title = "MLP 64-30-10, batch 32, Adam", goal = 0.3 },
  { name = "mlpLargeSgd", title = "MLP 784-256-10, batch 64, SGD", goal = 0.8 },
  { name = "lstm", title = "LSTM 2x128, 64 steps, batch 32", goal = 0.5 },
  { name = "gpt", title = "GPT 4x128, 128 steps, batch 16", goal = 0.7 },
  { name = "cnn", title = "CNN 1-32-64, batch 64, SGD", goal = 0.7 },
  { name = "resnet18", title = "ResNet-18 for 32x32, batch 32, SGD", goal = 0.9 },
  { name = "gelu", title = "gelu, 16 M", bytes = 2 * million16 },
  { name = "exp", title = "exp, 16 M", bytes = 2 * million16 },
  { name = "addLarge", title = "a + b, 16 M", bytes = 3 * million16 },
  { name = "softmax", title = "softmax, 4096x4096", bytes = 2 * million16 },
  { name = "layerNorm", title = "layerNorm, 4096x4096", bytes = 2 * million16 },
  { name = "sum", title = "sum, 16 M", bytes = million16 },
  { name = "gemm", title = "matmul, 2048x2048x2048", flops = 2 * 2048 ^ 3 },
  { name = "copy", title = "copy into warm memory, 16 M", bytes = 2 * million16 },
}

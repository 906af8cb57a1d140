-- The lines of timed work. work.lua and work.py have a function of the same name for each.
-- goal: the ratio to PyTorch that is to be reached at one thread; bound: what of the machine bounds
-- the work, "gemm" (the rate of a large matrix product) or "copy" (the rate of a copy), of which the
-- share is told. How much is computed and moved is not said here: dl.profiler counts it.

return {
  { name = "add", title = "a + b, 8x8", goal = 0.2 },
  { name = "addGrad", title = "a + b, 8x8, forward + backward", goal = 0.15 },
  { name = "mlpSmallSgd", title = "MLP 64-30-10, batch 32, SGD", goal = 0.15 },
  { name = "mlpSmallAdam", title = "MLP 64-30-10, batch 32, Adam", goal = 0.15 },
  { name = "mlpLargeSgd", title = "MLP 784-256-10, batch 64, SGD", goal = 0.6, bound = "gemm" },
  { name = "lstm", title = "LSTM 2x128, 64 steps, batch 32", goal = 0.5, bound = "gemm" },
  { name = "gpt", title = "GPT 4x128, 128 steps, batch 16", goal = 0.7, bound = "gemm" },
  { name = "cnn", title = "CNN 1-32-64, batch 64, SGD", goal = 0.7, bound = "gemm" },
  { name = "resnet18", title = "ResNet-18 for 32x32, batch 32, SGD", goal = 0.9, bound = "gemm" },
  { name = "gelu", title = "gelu, 16 M", goal = 0.25, bound = "copy" },
  { name = "exp", title = "exp, 16 M", goal = 0.25, bound = "copy" },
  { name = "addLarge", title = "a + b, 16 M", goal = 0.25, bound = "copy" },
  { name = "softmax", title = "softmax, 4096x4096", goal = 0.25, bound = "copy" },
  { name = "layerNorm", title = "layerNorm, 4096x4096", goal = 0.25, bound = "copy" },
  { name = "sum", title = "sum, 16 M", goal = 0.9, bound = "copy" },
  { name = "gemm", title = "matmul, 2048x2048x2048", bound = "gemm" },
  { name = "copy", title = "copy into warm memory, 16 M", bound = "copy" },
}

-- The lines of work on a device, in sizes that both workers are told. `tiny` sizes are for trying the
-- benchmark itself (DLUA_BENCH_TINY=1).
-- goal: dlua's best time is to be so much of PyTorch's, eager or compiled.

local mlp = "MLP 784-1024-1024-10, batch %d, Adam"

return {
  { name = "mlp128", title = mlp:format(128), kind = "mlp", goal = { eager = 1 / 3 },
    sizes = { 128, 784, 1024 }, tiny = { 8, 20, 16 } },
  { name = "mlp8192", title = mlp:format(8192), kind = "mlp", goal = { eager = 1 },
    sizes = { 8192, 784, 1024 }, tiny = { 16, 20, 16 } },
  { name = "resnet18", title = "ResNet-18 for 32x32, batch 256, SGD", kind = "resnet",
    goal = { eager = 1 }, sizes = { 256, 64, 32 }, tiny = { 2, 2, 8 } },
  { name = "lstm", title = "LSTM 2x512, 128 steps, batch 64, Adam", kind = "lstm",
    goal = { eager = 1 / 3 }, sizes = { 65, 512, 128, 64 }, tiny = { 9, 8, 3, 2 } },
  { name = "gpt2", title = "GPT-2 124M, 16 x 1024, bfloat16, Adam", kind = "gpt2",
    goal = { eager = 1, compiled = 1.1 }, sizes = { 50304, 768, 12, 12, 1024, 16 },
    tiny = { 13, 8, 2, 2, 6, 2 } },
}

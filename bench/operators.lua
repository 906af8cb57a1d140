-- Single operators on the CPU: ./dev bench --operators. What both sides do stands side by side, as each is written
-- there; `gradient` computes the gradients of the tensors that want one (g and its like), and takes them away again.

-- name, in Lua, in Python
local tensors = {
  { "x", "dl.randn(1024, 1024)", "torch.randn(1024, 1024)" },
  { "y", "dl.randn(1024, 1024)", "torch.randn(1024, 1024)" },
  { "positive", "x:abs() + 0.1", "x.abs() + 0.1" },
  { "turned", "x:t()", "x.t()" },
  { "row", "dl.randn(1024)", "torch.randn(1024)" },
  { "mask", "x:gt(0)", "x > 0" },
  { "masked", "x:maskedFill(mask, -math.huge)", "x.masked_fill(mask, -float('inf'))" },
  { "whole", "dl.randint(0, 1000, { 1024, 1024 })", "torch.randint(0, 1000, (1024, 1024))" },
  { "places", "dl.randint(1, 1025, { 1024 })", "torch.randint(0, 1024, (1024,))" },
  { "short", "dl.randn(65536, 32)", "torch.randn(65536, 32)" },
  { "matrices", "dl.randn(64, 64, 64)", "torch.randn(64, 64, 64)" },
  { "square", "dl.randn(256, 256)", "torch.randn(256, 256)" },
  { "images", "dl.randn(16, 32, 56, 56)", "torch.randn(16, 32, 56, 56)" },
  { "w1", "dl.randn(64, 32, 1, 1)", "torch.randn(64, 32, 1, 1)" },
  { "w3", "dl.randn(32, 32, 3, 3)", "torch.randn(32, 32, 3, 3)" },
  { "w5", "dl.randn(32, 32, 5, 5)", "torch.randn(32, 32, 5, 5)" },
  { "each", "dl.randn(32, 1, 3, 3)", "torch.randn(32, 1, 3, 3)" },
  { "channels", "dl.randn(32)", "torch.randn(32)" },
  { "table", "dl.randn(10000, 256)", "torch.randn(10000, 256)" },
  { "words", "dl.randint(1, 10001, { 64, 128 })", "torch.randint(0, 10000, (64, 128))" },
  { "heads", "dl.randn(16, 4, 128, 32)", "torch.randn(16, 4, 128, 32)" },
  { "g", "leaf(x)", "leaf(x)" },
  { "h", "leaf(y)", "leaf(y)" },
  { "gRow", "leaf(row)", "leaf(row)" },
  { "gImages", "leaf(images)", "leaf(images)" },
  { "g3", "leaf(w3)", "leaf(w3)" },
  { "gEach", "leaf(each)", "leaf(each)" },
  { "gTable", "leaf(table)", "leaf(table)" },
  { "gHeads", "leaf(heads)", "leaf(heads)" },
}

local lines = {
  { "add", "x + y", "x + y" },
  { "addRow", "x + row", "x + row" },
  { "addTurned", "x + turned", "x + turned" },
  { "mul", "x * y", "x * y" },
  { "div", "x / y", "x / y" },
  { "pow2", "x ^ 2", "x ** 2" },
  { "pow2.5", "positive ^ 2.5", "positive ** 2.5" },
  { "exp", "dl.exp(x)", "x.exp()" },
  { "expMasked", "dl.exp(masked)", "masked.exp()" },
  { "log", "dl.log(positive)", "positive.log()" },
  { "sqrt", "dl.sqrt(positive)", "positive.sqrt()" },
  { "sin", "dl.sin(x)", "x.sin()" },
  { "tanh", "dl.tanh(x)", "x.tanh()" },
  { "sigmoid", "dl.sigmoid(x)", "x.sigmoid()" },
  { "relu", "dl.relu(x)", "x.relu()" },
  { "gelu", "dl.gelu(x)", "F.gelu(x)" },
  { "silu", "dl.silu(x)", "F.silu(x)" },
  { "softplus", "dl.softplus(x)", "F.softplus(x)" },
  { "erf", "dl.erf(x)", "x.erf()" },
  { "clamp", "x:clamp(-1, 1)", "x.clamp(-1, 1)" },
  { "gt", "x:gt(y)", "x > y" },
  { "where", "dl.where(mask, x, y)", "torch.where(mask, x, y)" },
  { "maskedFill", "x:maskedFill(mask, 0)", "x.masked_fill(mask, 0)" },
  { "maskedSelect", "x:maskedSelect(mask)", "x.masked_select(mask)" },
  { "sum", "x:sum()", "x.sum()" },
  { "sum1", "x:sum(1)", "x.sum(0)" },
  { "sum2", "x:sum(2)", "x.sum(1)" },
  { "std1", "x:std(1)", "x.std(0)" },
  { "std2", "x:std(2)", "x.std(1)" },
  { "norm", "x:norm()", "x.norm()" },
  { "max1", "x:max(1)", "x.max(0)" },
  { "max2", "x:max(2)", "x.max(1)" },
  { "argmax2", "x:argmax(2)", "x.argmax(1)" },
  { "any2", "mask:any(2)", "mask.any(1)" },
  { "cumsum1", "x:cumsum(1)", "x.cumsum(0)" },
  { "cumsum2", "x:cumsum(2)", "x.cumsum(1)" },
  { "sort2", "x:sort(2)", "x.sort(1)" },
  { "topk", "x:topk(10)", "x.topk(10)" },
  { "median2", "x:median(2)", "x.median(1)" },
  { "wholeAdd", "whole + whole", "whole + whole" },
  { "wholeSum", "whole:sum()", "whole.sum()" },
  { "clone", "x:clone()", "x.clone()" },
  { "contiguous", "turned:contiguous()", "turned.contiguous()" },
  { "cat1", "dl.cat({ x, y }, 1)", "torch.cat((x, y), 0)" },
  { "cat2", "dl.cat({ x, y }, 2)", "torch.cat((x, y), 1)" },
  { "repeat", "x:repeatTensor(2, 2)", "x.repeat(2, 2)" },
  { "flip2", "x:flip(2)", "x.flip(1)" },
  { "roll2", "x:roll(3, 2)", "x.roll(3, 1)" },
  { "pad", "dl.pad(images, { 1, 1, 1, 1 })", "F.pad(images, (1, 1, 1, 1))" },
  { "tril", "x:tril()", "x.tril()" },
  { "indexSelect1", "x:indexSelect(1, places)", "x.index_select(0, places)" },
  { "indexSelect2", "x:indexSelect(2, places)", "x.index_select(1, places)" },
  { "indexAdd", "x:indexAdd(1, places, y)", "x.index_add(0, places, y)" },
  { "embedding", "dl.embedding(words, table)", "F.embedding(words, table)" },
  { "toFloat16", "x:to('float16')", "x.half()" },
  { "toFloat64", "x:to('float64')", "x.double()" },
  { "toInt64", "x:to('int64')", "x.long()" },
  { "rand", "dl.rand(1024, 1024)", "torch.rand(1024, 1024)" },
  { "randn", "dl.randn(1024, 1024)", "torch.randn(1024, 1024)" },
  { "randperm", "dl.randperm(1048576)", "torch.randperm(1048576)" },
  { "dropout", "dl.dropout(x, 0.5, true)", "F.dropout(x, 0.5, True)" },
  { "softmax1", "dl.softmax(x, 1)", "x.softmax(0)" },
  { "softmax2", "dl.softmax(x, 2)", "x.softmax(1)" },
  { "softmaxShort", "dl.softmax(short, 2)", "short.softmax(1)" },
  { "softmaxMasked", "dl.softmax(masked, 2)", "masked.softmax(1)" },
  { "crossEntropy", "dl.crossEntropy(x, places)", "F.cross_entropy(x, places)" },
  { "layerNorm", "dl.layerNorm(x, { 1024 }, row, row)", "F.layer_norm(x, (1024,), row, row)" },
  { "groupNorm", "dl.groupNorm(images, 8, channels, channels)", "F.group_norm(images, 8, channels, channels)" },
  { "mv", "dl.mv(x, row)", "x.mv(row)" },
  { "mm", "dl.mm(square, square)", "square @ square" },
  { "bmm", "dl.bmm(matrices, matrices)", "matrices @ matrices" },
  { "cdist", "dl.cdist(square, square)", "torch.cdist(square, square)" },
  { "conv1x1", "dl.conv2d(images, w1)", "F.conv2d(images, w1)" },
  { "conv3x3", "dl.conv2d(images, w3, nil, { padding = 1 })", "F.conv2d(images, w3, padding=1)" },
  { "conv3x3Stride2", "dl.conv2d(images, w3, nil, { padding = 1, stride = 2 })",
    "F.conv2d(images, w3, padding=1, stride=2)" },
  { "conv5x5", "dl.conv2d(images, w5, nil, { padding = 2 })", "F.conv2d(images, w5, padding=2)" },
  { "convEach", "dl.conv2d(images, each, nil, { padding = 1, groups = 32 })",
    "F.conv2d(images, each, padding=1, groups=32)" },
  { "maxPool", "dl.maxPool2d(images, 2)", "F.max_pool2d(images, 2)" },
  { "avgPool", "dl.avgPool2d(images, 2)", "F.avg_pool2d(images, 2)" },
  { "attention", "dl.scaledDotProductAttention(heads, heads, heads, { causal = true })",
    "F.scaled_dot_product_attention(heads, heads, heads, is_causal=True)" },
  { "mulGradient", "gradient(g * h)", "gradient(g * h)" },
  { "addRowGradient", "gradient(g + gRow)", "gradient(g + gRow)" },
  { "sum2Gradient", "gradient(g:sum(2))", "gradient(g.sum(1))" },
  { "geluGradient", "gradient(dl.gelu(g))", "gradient(F.gelu(g))" },
  { "softmaxGradient", "gradient(dl.softmax(g, 2))", "gradient(g.softmax(1))" },
  { "crossEntropyGradient", "gradient(dl.crossEntropy(g, places))", "gradient(F.cross_entropy(g, places))" },
  { "layerNormGradient", "gradient(dl.layerNorm(g, { 1024 }, gRow, gRow))",
    "gradient(F.layer_norm(g, (1024,), gRow, gRow))" },
  { "contiguousGradient", "gradient(g:t():contiguous())", "gradient(g.t().contiguous())" },
  { "indexSelectGradient", "gradient(g:indexSelect(1, places))", "gradient(g.index_select(0, places))" },
  { "embeddingGradient", "gradient(dl.embedding(words, gTable))", "gradient(F.embedding(words, gTable))" },
  { "conv3x3Gradient", "gradient(dl.conv2d(gImages, g3, nil, { padding = 1 }))",
    "gradient(F.conv2d(gImages, g3, padding=1))" },
  { "convEachGradient", "gradient(dl.conv2d(gImages, gEach, nil, { padding = 1, groups = 32 }))",
    "gradient(F.conv2d(gImages, gEach, padding=1, groups=32))" },
  { "maxPoolGradient", "gradient(dl.maxPool2d(gImages, 2))", "gradient(F.max_pool2d(gImages, 2))" },
  { "attentionGradient", "gradient(dl.scaledDotProductAttention(gHeads, gHeads, gHeads, { causal = true }))",
    "gradient(F.scaled_dot_product_attention(gHeads, gHeads, gHeads, is_causal=True))" },
}
for i, line in ipairs(lines) do lines[i] = { name = line[1], title = line[2], dlua = line[2], PyTorch = line[3] } end

local operators = { lines = lines }

--- A line for each operator; behind PyTorch by more than noise: marked.
function operators.run(options, workers, tools)
  local chosen = tools.chosen(lines, options.names)
  if #chosen == 0 then tools.usage "no such operator (--operators --list names them)" end
  local threads = options.threads or 1
  for _, worker in ipairs(workers) do
    worker:ask("threads " .. threads)
    for _, tensor in ipairs(tensors) do
      worker:ask(("let %s %s"):format(tensor[1], worker.name == "dlua" and tensor[2] or tensor[3]))
    end
  end
  local at = threads == 1 and "one thread" or threads .. " threads"
  print(("\nTime of one operator at %s; %d turns.\n"):format(at, options.repeats))
  print(("| %-22s | %9s | %9s | %5s |        |"):format("operator", "dlua", "PyTorch", "ratio"))
  print "| --- | ---: | ---: | ---: | --- |"
  for _, line in ipairs(chosen) do
    for _, worker in ipairs(workers) do worker:ask(("operator %s %s"):format(line.name, line[worker.name])) end
    local found = tools.measure(line, workers, options.repeats)
    local ours, theirs = tools.median(found.dlua), tools.median(found.PyTorch)
    local ratio = ours and theirs and ours / theirs
    print(("| %-22s | %9s | %9s | %5s | %-6s |"):format(line.name, tools.number(ours, "s"), tools.number(theirs, "s"),
      ratio and tools.plain(ratio) or "-", ratio and ratio > 1.2 and "behind" or ""))
    io.stdout:flush()
  end
end

return operators

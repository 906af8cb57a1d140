--- dl.pointwise: formulas of users as operators: values, gradients, dtypes, errors at the column.
local dl = require "dlua"
local support = require "tests.support"

local function fails(fragment, fn, ...)
  local ok, message = pcall(fn, ...)
  assert(not ok, "no error")
  assert(message:find(fragment, 1, true), message)
  assert(message:find("pointwise_spec.lua:", 1, true), "not at the user's line: " .. message)
end

--- What is wrong with a formula, and in which column.
local function wrong(text, column, message, arguments)
  fails(("column %d: %s"):format(column, message), dl.pointwise, text, arguments)
end

local function close(got, expected, tolerance)
  local difference = (got:double() - expected:double()):abs():max():item()
  assert(difference <= (tolerance or 1e-12), difference)
end

describe("dl.pointwise", function()
  it("computes formulas", function()
    local x, a = dl.randn(3, 4, "float64"), dl.randn(4, "float64")
    close(dl.pointwise "y = x > 0 ? x : a * x"(x, a), dl.where(x:gt(0), x, x * a), 0)
    close(dl.pointwise "x > 0 ? x : 0.25f * x"(x), dl.leakyRelu(x, 0.25), 0)
    close(dl.pointwise "-x - -a * 2 + +x"(x, a), a * 2 + x * 0)
    close(dl.pointwise "1 - 2 - x"(x), -1 - x)
    close(dl.pointwise "x / 2 / a"(x, a), x / 2 / a)
    close(dl.pointwise "x - (a - 1)"(x, a), x - (a - 1))
    close(dl.pointwise "fmod(x, 0.3) + x % 0.2"(x), x:fmod(0.3) + x:fmod(0.2))
    close(dl.pointwise "x < a == a > x"(x, a):double(), dl.ones(3, 4, "float64"), 0)
    close(dl.pointwise "x > 0 && a > 0 || !(x > 0) ? 1 : 2"(x, a),
      dl.where(x:gt(0):logicalAnd(a:gt(0)):logicalOr(x:le(0)), dl.ones(3, 4), dl.ones(3, 4) * 2), 0)
    close(dl.pointwise "x > 1 ? 1 : x < -1 ? -1 : x"(x), x:clamp(-1, 1), 0)
    close(dl.pointwise "pi * x + .5e1"(x), x * math.pi + 5)
    close(dl.pointwise "where(x < inf, x, nan)"(x), x, 0)
  end)

  it("has the functions of operators", function()
    local x, y = dl.rand(20, "float64") * 0.8 + 0.1, dl.rand(20, "float64") + 0.2
    for name in ("abs acos asin asinh atan atanh ceil cos cosh erf erfc exp expm1 floor log log10 log1p log2 round "
      .. "sigmoid sign sin sinh sqrt tan tanh trunc relu silu softplus gelu square rsqrt reciprocal"):gmatch("%S+") do
      for _, v in ipairs { x, -x } do
        local ours, theirs = dl.pointwise(name .. "(x)")(v), dl[name](v)
        assert(ours:isnan():eq(theirs:isnan()):all():item(), name)
        close(ours:nanToNum(), theirs:nanToNum(), 1e-12)
      end
    end
    close(dl.pointwise "acosh(x + 1)"(x), dl.acosh(x + 1))
    close(dl.pointwise "exp2(x)"(x), dl.pow(2, x))
    close(dl.pointwise "pow(x, y)"(x, y), x:pow(y))
    close(dl.pointwise "atan2(x, y)"(x, y), x:atan2(y))
    close(dl.pointwise "min(x, y) + 2 * max(x, y)"(x, y), x:minimum(y) + x:maximum(y) * 2)
    close(dl.pointwise "clamp(x, 0.3, y)"(x, y), x:maximum(0.3):minimum(y))
    close(dl.pointwise "lerp(x, y, 0.25)"(x, y), x:lerp(y, 0.25))
    close(dl.pointwise "isnan(x) ? 0 : x"(dl.log(x - 0.5)), dl.log(x - 0.5):nanToNum(0))
  end)

  it("takes arguments in order, by name, from a list, and numbers", function()
    local x, a = dl.randn(5), dl.randn(5)
    local f = dl.pointwise "y = a * x + 1"
    assert.are.same({ "a", "x" }, f.arguments)
    assert.are.same({ "y" }, f.results)
    close(f(a, x), a * x + 1, 1e-6)
    close(f { x = x, a = a }, a * x + 1, 1e-6)
    close(f(2, x), x * 2 + 1, 1e-6)
    close(f(a, 1e-3), a * 1e-3 + 1, 1e-6)
    close(f { x = 3, a = a }, a * 3 + 1, 1e-6)
    close(dl.pointwise("a - x", { "x", "a", "unused" })(x, a, 0), a - x, 0)
    close(dl.pointwise("pi * x", { "x", "pi" })(x, 2), x * 2, 0)
    assert.are.equal("dl.pointwise(a, x) -> 1 result: y = a * x + 1", tostring(f))
  end)

  it("gives several results and keeps what is read again to itself", function()
    local t = dl.randn(4, "float64")
    local s, c = dl.pointwise "s = sin(t); c = cos(t)"(t)
    close(s, t:sin())
    close(c, t:cos())
    local y, z = dl.pointwise [[
      e = exp(t)
      y = e / (1 +
           e)

      z = e > 1; w = 2
    ]](t)
    close(y, t:sigmoid())
    assert.are.equal("bool", z.dtype)
    assert(z:eq(t:gt(0)):all():item())
    local f = dl.pointwise("u = x * a; v = exp(u); w = v", { "a", "x", results = { "v", "u" } })
    local v, u = f(2, t)
    close(v, (t * 2):exp())
    close(u, t * 2)
    assert.are.equal(2, #{ dl.pointwise("u = x; v = u", { results = { "u", "v" } })(t) })
    close(dl.pointwise "t = x * x; t = t + 1; y = t"(t), t * t + 1)
  end)

  it("broadcasts, promotes, and takes any strides", function()
    local x, row, column = dl.randn(6, 5):t(), dl.randn(6), dl.randn(5, 1)
    close(dl.pointwise "x * a + b"(x, row, column), x * row + column, 1e-6)
    close(dl.pointwise "x * a + b"(x[{ {}, { 1, 5, 2 } }], row[{ { 1, 5, 2 } }], column),
      (x * row + column)[{ {}, { 1, 5, 2 } }], 1e-6)
    close(dl.pointwise "x - y"(dl.randn(3, 1, 2):expand(3, 4, 2) * 0 + 1, dl.ones(4, 1)), dl.zeros(3, 4, 2), 0)
    local big, small = dl.randn(700, 10), dl.randn(10)
    close(dl.pointwise "x * a + x"(big, small), big * small + big, 1e-5)
    local f = dl.pointwise "x + a"
    assert.are.equal("float32", f(dl.tensor({ 1, 2 }, "int64"), dl.tensor({ 3 }, "int32")).dtype)
    assert.are.equal("float32", f(dl.tensor({ 1, 2 }, "int64"), 1).dtype)
    assert.are.equal("float64", f(dl.randn(2, "float64"), dl.randn(2)).dtype)
    assert.are.equal("float32", f(dl.randn(2), dl.tensor(1, "float64")).dtype)
    for _, dtype in ipairs { "float16", "bfloat16" } do
      local h = dl.randn(3, 700):to(dtype)
      assert.are.equal(dtype, f(h, 0.5).dtype)
      assert(f(h, 0.5):eq(h + 0.5):all():item())
      assert(dl.pointwise "exp(x) * x - 1"(h:t()):eq((h:t():float():exp() * h:t():float() - 1):to(dtype)):all():item())
    end
    assert.are.same({ 0, 3 }, f(dl.zeros(0, 3), 1).shape)
    assert.are.same({}, f(dl.tensor(1.5), 1).shape)
    assert.are.equal(2.5, f(dl.tensor(1.5), 1):item())
  end)

  it("has gradients of first and second order", function()
    local formulas = {
      "x > 0 ? x : a * x", "x * a - a / x", "exp(a * x) * sin(x)", "pow(abs(x) + 0.5, a)", "atan2(x, a)",
      "min(x, a) * max(x, 0.1)", "tanh(x) * sigmoid(a) + erf(x)", "softplus(x) + gelu(a) * silu(x)",
      "fmod(x, 0.7) * a", "sqrt(x * x + 1) / log(a * a + 2)", "tan(x / 4) + asin(x / 9) - acos(a / 9)",
      "sinh(x) / cosh(a) + asinh(x)", "acosh(2 + x * x) + atanh(a / 9)", "atan(x) * log1p(a * a) * expm1(x)",
      "log2(x * x + 1) + log10(a * a + 1) + erfc(x)", "pow(x, 3) + pow(a, 2) + pow(x, 1) + pow(x, 0)",
      "s = x * a; t = s > 0 ? s * s : -s", "u = x * a; v = exp(u); w = v + a; q = v * x",
    }
    dl.manualSeed(7)
    for _, text in ipairs(formulas) do
      local x = (dl.randn(2, 3, "float64") * 1.1 + 0.05):requiresGrad_(true)
      local a = (dl.randn(3, "float64") + 0.1):requiresGrad_(true)
      local f = dl.pointwise(text, { "x", "a" })
      local ok, message = pcall(dl.gradcheck, f, { x, a }, { order = 2, atol = 1e-4 })
      assert(ok, text .. ": " .. tostring(message))
    end
  end)

  it("has no gradient from the branch that is not taken", function()
    local x = dl.tensor({ 0, 4, -1 }, { requiresGrad = true })
    dl.pointwise "x > 0 ? sqrt(x) : 0"(x):sum():backward()
    support.close(x.grad, { 0, 0.25, 0 })
    local y = dl.tensor({ 0, 1 }, { requiresGrad = true })
    dl.pointwise "pow(y, 0) + pow(y, 2)"(y):sum():backward()
    support.close(y.grad, { 0, 2 })
    local n = dl.tensor({ 1, 2 }, { requiresGrad = true })
    dl.pointwise "n * 2"(n):sum():backward()
    support.close(n.grad, { 2, 2 })
  end)

  it("is one step of the tape, in gradients of any dtype", function()
    local x = dl.randn(4):bfloat16():requiresGrad_(true)
    local y = dl.pointwise "x * x * x"(x)
    y:sum():backward()
    assert.are.equal("bfloat16", x.grad.dtype)
    local z = dl.randn(3, { requiresGrad = true })
    local first = dl.grad(dl.pointwise "z * z * z * z"(z):sum(), z, { createGraph = true })
    local second = dl.grad(first:sum(), z, { createGraph = true })
    local third = dl.grad(second:sum(), z)
    close(third, z:detach() * 24, 1e-4)
  end)

  it("shows the column of what is wrong, and what was expected", function()
    wrong("y = x * )", 9, "expected a number, a name or '(', got ')'")
    wrong("x ^ 2", 3, "there is no operator '^' (use pow(x, y))")
    wrong("x & 2", 3, "there is no operator '&' (use &&)")
    wrong("foo(x)", 1, "there is no function 'foo'")
    wrong("1 + min(x)", 5, "min takes 2 operands, got 1")
    wrong("", 1, "expected a number, a name or '(', got the end")
    wrong("x +", 4, "expected a number, a name or '(', got the end")
    wrong("x 2", 3, "expected an operator, ';' or the end, got '2'")
    wrong("x ? 1", 6, "expected ':' or an operator, got the end")
    wrong("(x", 3, "expected ')' or an operator, got the end")
    wrong("sin + 1", 1, "'sin' is a function: expected ( behind it")
    wrong("2x", 1, "no number: '2x'")
    wrong("a = a", 1, "'a' is an argument, or was read before")
    wrong("pi = a", 1, "'pi' has a meaning already")
    wrong("y = x; x", 8, "expected name = expression, got 'x'")
    wrong("x + y", 5, "'y' is not among the arguments (x, a)", { "x", "a" })
    wrong("é", 1, "there is nothing written 'é'")
    wrong(("("):rep(10000), 151, "nested more than 150 deep")
    wrong(("-"):rep(10000) .. "x", 151, "nested more than 150 deep")
    fails("line 2, column 5: expected a number", dl.pointwise, "y = x\nz = *")
    fails("has more than 2048 steps", dl.pointwise, "x" .. ("+x"):rep(3000))
    fails("argument 'formula': expected a string, got nil", dl.pointwise)
    fails("the result 'z' is not assigned", dl.pointwise, "y = x", { results = { "z" } })
    fails("argument 'results': expected a list of names, got string", dl.pointwise, "y = x", { results = "y" })
    fails("argument 'arguments': item 2: expected a name of its own, got x", dl.pointwise, "x", { "x", "x" })
  end)

  it("checks the arguments of calls", function()
    local f = dl.pointwise "y = a * x + 1"
    local x = dl.ones(3)
    fails("pointwise 'y = a * x + 1': takes 2 arguments (a, x), got 1", f, x)
    fails("argument 2 'x': expected a Tensor or a number, got string", f, x, "1")
    fails("argument 1 'a' is not given", f, { x = x })
    fails("there is no argument 'b' (it takes: a, x)", f, { x = x, a = 1, b = 2 })
    fails("at least one argument must be a Tensor", f, 1, 2)
    fails("do not broadcast", f, x, dl.ones(4))
    local names = {}
    for i = 1, 17 do names[i] = "x" .. i end
    local many = dl.pointwise(table.concat(names, " + "))
    local ones = {}
    for i = 1, 17 do ones[i] = x end
    fails("more than 16 inputs", many, table.unpack(ones))
    ones[17] = 1
    close(many(table.unpack(ones)), x * 17, 0)
  end)

  it("stands any text, and any program", function()
    dl.manualSeed(3)
    local pieces = { "x", "a", "(", ")", "+", "-", "*", "/", "%", "<", ">=", "==", "?", ":", "&&", "||", "!", ",", ";",
      "\n", "=", "1", "2.5", "sin(", "pow(", "min(", "\0", "\255", "y=", " ", "1e9", "é", "where(" }
    local state = 12345
    local function random(n)
      state = (state * 1103515245 + 12345) % 2147483648
      return state // 65536 % n + 1
    end
    local x = dl.ones(2)
    local read = 0
    for _ = 1, 4000 do
      local words = {}
      for i = 1, random(12) do words[i] = pieces[random(#pieces)] end
      local ok, f = pcall(dl.pointwise, table.concat(words, random(2) == 1 and " " or ""))
      if ok then
        read = read + 1
        local given = {}
        for i = 1, #f.arguments do given[i] = x end
        pcall(f, table.unpack(given))
      else
        assert(type(f) == "string" and f:find("pointwise: ", 1, true), tostring(f))
      end
    end
    assert(read > 50, read)
    local tokens = { "sin", "add", "where", "=", "0", "1", "2", "99999999999", "-1", "mul", "x", "pow", "\1" }
    for _ = 1, 3000 do
      local words = {}
      for i = 1, random(10) do words[i] = tokens[random(#tokens)] end
      pcall(dl.pointwiseProgram, { x, x }, table.concat(words, " "), random(3) == 1 and "1 2" or "")
    end
  end)

  it("takes formulas with many values at a time", function()
    local terms, factors = {}, {}
    for i = 1, 60 do
      terms[i] = ("t%d = sin(x * %d)"):format(i, i)
      factors[i] = "t" .. i
    end
    local f = dl.pointwise(table.concat(terms, "\n") .. "\ny = " .. table.concat(factors, " + "))
    local x = dl.randn(40, "float64", { requiresGrad = true })
    local y, expected = f(x), 0
    for i = 1, 60 do expected = expected + (x:detach() * i):sin() end
    close(y:detach(), expected, 1e-10)
    assert(dl.gradcheck(f, { (dl.randn(2, "float64") / 9):requiresGrad_(true) }))
  end)
end)

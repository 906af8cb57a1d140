--- Adding an operator is one new file and no other edit: done in a scratch copy of the tree, with the README's own text.
local files = require "tests.data.files"
local scratch = require "tests.scratch"

describe("a new operator", function()
  it("is one new file and no other edit", function()
    local source = assert(files.read("README.md"):match("`src/ops/cube.c`:\n\n```c\n(.-)```"), "the README's example is gone")
    local copy = scratch.new()
    finally(function() copy:remove() end)
    copy:write("src/ops/cube.c", source)
    local ok, output = copy:build()
    assert(ok, output:sub(-2000))
    ok, output = copy:test("operator cube:", "tests/ops_spec.lua")
    assert(ok and output:match("7 successes / 0 failures / 0 errors"), output:sub(-2000))
  end)
end)

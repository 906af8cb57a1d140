--- Do the tests catch bugs? Each of these is planted in a scratch copy of the tree, and the tests named must fail.
-- Run by `./dev check`: build/bin/dlua tests/planted.lua
local files = require "tests.data.files"
local scratch = require "tests.scratch"

local bugs = {
  { what = "a wrong derivative", file = "src/ops/division.c", filter = "operator div: gradients",
    from = "if (dl_wants(g, 0)) dl_give(g, 0, DL(g, div, dy, v));", to = "if (dl_wants(g, 0)) dl_give(g, 0, DL(g, mul, dy, v));" },
  { what = "a gradient that is right once but not twice", file = "src/ops/division.c", filter = "operator div: gradients",
    from = "dl_tensor *u = dl_saved(g, 0), *v = dl_saved(g, 1), *dy = dl_upstream(g, 0);",
    to = "dl_tensor *u = dl_tensor_detach(dl_saved(g, 0)), *v = dl_saved(g, 1), *dy = dl_upstream(g, 0);" },
  { what = "a saved value that is not checked", file = "src/grad/backward.c", filter = "writing in place over a value",
    tests = "tests/core/autograd_spec.lua",
    from = "if (!node->edge[e].saved || t->storage->version == node->edge[e].version) continue;", to = "continue;" },
  { what = "an argument read past a stride", file = "src/engine/loop.c", filter = "operator add: forward",
    from = "loop->step[d][o] = there ? t->stride[d - shift] * size : 0;",
    to = "loop->step[d][o] = there ? (t->stride[d - shift] > 1 ? t->stride[d - shift] : 1) * size : size;" },
  { what = "memory left behind on an error path", file = "src/engine/call.c", filter = "operator mul: allocation failure",
    from = "  } else discard_results(&a);\n  close_call(&a);\n  return status;\n}\n\n/* ---- in place ---- */",
    to = "  }\n  close_call(&a);\n  return status;\n}\n\n/* ---- in place ---- */" },
  { what = "a host read of device memory", file = "src/device/device.c", filter = "trains on other devices",
    tests = "tests/train/trainer_spec.lua",
    from = "if (device == dl_device_cpu()) memcpy(element, from, size);", to = "memcpy(element, from, size); if (device == dl_device_cpu()) {}" },
  { what = "numbers that depend on the thread count", file = "src/ops/random.c", filter = "do not depend on the number",
    tests = "tests/core/random_spec.lua",
    from = "return dl_parallel(dl_tensor_numel(r), 64 * CHUNK,", to = "return dl_parallel(dl_tensor_numel(r), 64 * CHUNK + dl_threads_get()," },
  { what = "a position that is not checked", file = "src/engine/shape.c", filter = "operator select: errors",
    from = "if (k < -size || k >= size)", to = "if (k < -size)" },
  { what = "a border that is not 0", file = "src/device/cpu/level/winograd_tiles.h", filter = "kernel of 3x3",
    tests = "tests/ops/convolution_spec.lua",
    from = "(number < last - piece * LANES)", to = "(number <= last - piece * LANES)" },
}

local copy = scratch.new()
local missed = 0
for _, bug in ipairs(bugs) do
  copy:write(bug.file, scratch.plant(bug))
  local built, output = copy:build()
  assert(built, bug.what .. ": the planted bug does not compile:\n" .. output:sub(-1500))
  local passed, printed = copy:test(bug.filter, bug.tests or "tests/ops_spec.lua")
  local ran = not printed:match("^0 successes / 0 failures / 0 errors")
  if passed or not ran then missed = missed + 1 end
  print((passed and "MISSED  " or ran and "caught  " or "NOT RUN ") .. bug.what)
  copy:write(bug.file, files.read(bug.file))
end
copy:remove()
print(string.format("%d of %d planted bugs were caught", #bugs - missed, #bugs))
os.exit(missed == 0)

--- Does the emulation see bugs in the CUDA device itself? Each of these is planted in one source, which is compiled and linked
-- with the objects of the builds that are there; a small program must then fail, and say why. ./dev test runs it:
--
--   build/bin/dlua tests/device/planted.lua [BUILD SANITIZED [WORD]]  after the targets dlua_cuda_emu (in both of these
--                                                                     folders) and dlua_cuda_emu_thread (in the first)
local files = require "tests.data.files"
local copies = require "tests.scratch"
local run = copies.run

local build, sanitized, only = arg[1] or "build", arg[2] or "build-sanitize", arg[3] or ""

local function scenario(name) return ("tests/device/scenarios.lua %s cuda-emu"):format(name) end
local deferred = "CUDA_EMULATION_DEFER=1 "

-- mode: what it is built with. run: a program's arguments, or what such a program says. seen: a part of what it prints.
local bugs = {
  { what = "a missing barrier: wrong results", file = "src/ops/nonzero.c", mode = "plain", seen = "wrong places",
    from = "before[thread] = count;\n  __syncthreads();", to = "before[thread] = count;", settings = "CUDA_EMULATION_ORDER=1 ",
    run = [[local x = dl.arange(0, 3000):remainder(3):eq(0)
      assert(x:to "cuda-emu":nonzero():to "cpu":eq(x:nonzero()):all():item(), "wrong places")]] },
  { what = "a missing barrier: a race", file = "src/ops/nonzero.c", mode = "thread", seen = "data race.-write_block",
    from = "before[thread] = count;\n  __syncthreads();", to = "before[thread] = count;",
    run = [[dl.ones(300):to "cuda-emu":gt(0):nonzero()]] },
  { what = "attention without a barrier between steps", file = "src/device/cuda/attention.cu", mode = "plain",
    seen = "another result", from = "store<EACH_T>(next_t, later + Tile::BESIDE);\n      }\n      __syncthreads();",
    to = "store<EACH_T>(next_t, later + Tile::BESIDE);\n      }",
    run = [[local q = dl.randn(70, 40)
      local far = q:to "cuda-emu"
      local there = dl.attention(far, far, far, nil, nil, 0.2):to "cpu"
      local here = dl.attention(q, q, q, nil, nil, 0.2)
      assert((there - here):abs():max():item() < 1e-4, "another result")]] },
  { what = "an epilogue that does not keep what the activation got", file = "src/device/cuda/product.cu", mode = "plain",
    seen = "another gradient", from = "CUBLASLT_EPILOGUE_GELU_AUX : 0", to = "CUBLASLT_EPILOGUE_GELU : 0",
    run = [[local x, weight = dl.randn(5, 3), dl.randn(8, 3)
      local function gradient(place)
        local w = weight:to(place):clone():requiresGrad_(true)
        dl.linearActivation(x:to(place), w, nil, "geluTanh"):sum():backward()
        return w.grad:to "cpu"
      end
      assert((gradient "cuda-emu" - gradient "cpu"):abs():max():item() < 1e-4, "another gradient")]] },
  { what = "a race between blocks", file = "src/device/cuda/rows.cu", mode = "thread", seen = "data race",
    from = "dl_add_to(&x[in_x], dl_times(partner[in_partner], alpha));",
    to = "x[in_x] = partner[in_partner]; dl_add_to(&x[in_x], dl_times(partner[in_partner], alpha));",
    run = [[dl.zeros(4):to "cuda-emu":indexAdd(1, dl.arange(0, 600):long():remainder(2):mul(2):add(1):to "cuda-emu",
      dl.ones(600):to "cuda-emu"):to "cpu"]] },
  { what = "a write past a shared array", file = "src/ops/nonzero.c", mode = "address",
    seen = "use%-after%-poison.-write_block",
    from = "DL_SHARED(int, before, DL_THREADS);", to = "DL_SHARED(int, before, DL_THREADS - 1);",
    run = [[dl.ones(300):to "cuda-emu":gt(0):nonzero()]] },
  { what = "a write past a tensor", file = "src/ops/nonzero.c", mode = "address", seen = "use%-after%-poison.-write_block",
    from = "positions + at++ * g.ndim", to = "positions + ++at * g.ndim",
    run = [[dl.ones(64):to "cuda-emu":gt(0):nonzero()]] },
  { what = "memory used behind its release", file = "src/ops/losses.c", mode = "address", seen = "use%-after%-poison",
    from = "dl_temporary memory(a, n * (int64_t)dl_dtype_size((dl_dtype)x->dtype));",
    to = "struct { char *data; } memory = { dl_temporary(a, n * (int64_t)dl_dtype_size((dl_dtype)x->dtype)).data };",
    run = [[dl.mse(dl.randn(6, 5):to "cuda-emu", dl.randn(6, 5):to "cuda-emu"):to "cpu"]] },
  { what = "a host read of device memory", file = "src/device/cuda/device.cu", mode = "plain",
    seen = "the host reads or writes device memory",
    from = "cudaError_t code = cudaMemcpyAsync(to, from, bytes, kinds[direction], cuda->stream);",
    to = "cudaError_t code = cudaSuccess; memcpy(to, from, bytes);", run = [[dl.ones(300):to "cuda-emu":to "cpu"]] },
  { what = "another stream's use of a block that is not noted", file = "src/device/cuda/streams.cu", mode = "plain",
    from = "if (dl_cuda_used_in(cuda->allocator, memory, stream_of(context, stream)->handle)) return 0;",
    to = "return 0;", run = scenario "memoryAcrossStreams", settings = deferred, seen = "the tensor of the other stream" },
  { what = "a block that is reused though another stream reads it", file = "src/device/cuda/allocator.cu", mode = "plain",
    from = "else make_pending(m, block, bytes, streams);", to = "else make_spare(m, block, bytes);",
    run = scenario "recordStream", settings = deferred, seen = "the sum" },
  { what = "pinned memory that is reused before it is copied", file = "src/device/cuda/pinned.cu", mode = "plain",
    from = "if (b.copies.empty()) p->spare[b.bytes].push_back((char *)memory);\n    else p->waiting",
    to = "p->spare[b.bytes]", run = scenario "pinnedInFlight", settings = deferred,
    seen = "what was on its way" },
  { what = "a recorded step whose numbers stay", file = "src/device/cuda/steps.cu", mode = "plain",
    from = "if (!c.changed) continue;", to = "continue;", run = scenario "captured", settings = deferred, seen = "step %d" },
  { what = "memory of a recorded step that others get", file = "src/device/cuda/allocator.cu", mode = "plain",
    from = "if (*held) m->notes[(char *)memory].holds++;", to = "*held = false;",
    run = scenario "memoryOfStep", settings = deferred, seen = "scenarios.lua:%d+" },
}

local targets = { plain = "dlua_cuda_emu", address = "dlua_cuda_emu", thread = "dlua_cuda_emu_thread" }
local flags = { plain = "", address = "-fsanitize=address,undefined", thread = "-fsanitize=thread" }
local folders = { plain = build, address = sanitized, thread = build }

--- The compiler's calls of one mode: { directory =, command =, file =, output = }.
local commands = {}
local function commandsOf(mode)
  if commands[mode] then return commands[mode] end
  local list = {}
  for entry in files.read(folders[mode] .. "/compile_commands.json"):gmatch "{(.-)}" do
    local function field(name)
      return (entry:match('"' .. name .. '": "(.-[^\\])"'):gsub("\\(.)", "%1"))
    end
    local command = field "command"
    local output = command:match " %-o (%S+)"
    local object = output:match "([%w_]+)%.dir/"
    if object == targets[mode] or object == "dlua_plugin_host" or mode == "thread" and object == "dlua_cuda_emu_scheduler" then
      list[#list + 1] = { directory = field "directory", command = command, file = field "file", output = output }
    end
  end
  commands[mode] = list
  return list
end

local function quoted(text) return "'" .. text:gsub("'", "'\\''") .. "'" end

--- The plug-in with the bug at scratch/lib/dlua, a program that finds it there at scratch/bin.
local function plant(bug, scratch)
  local source = scratch .. "/" .. bug.file:match "[^/]+$"
  files.write(source, copies.plant(bug))
  local objects, compiled = {}, false
  for _, entry in ipairs(commandsOf(bug.mode)) do
    local path = entry.directory .. "/" .. entry.output
    if entry.file:sub(-#bug.file) == bug.file then
      path, compiled = scratch .. "/planted.o", true
      local command = entry.command:gsub(" %-o %S+ %-c %S+$", "")
      local ok, output = run(("cd %s && %s -w -iquote %s -o %s -c %s"):format(quoted(entry.directory), command,
        quoted(entry.file:match "^(.*)/"), path, source))
      assert(ok, bug.what .. ": it does not compile:\n" .. output:sub(-1500))
    end
    objects[#objects + 1] = quoted(path)
  end
  assert(compiled, bug.what .. ": nothing compiles " .. bug.file)
  local parts = { from = folders[bug.mode], to = scratch, flags = flags[bug.mode], objects = table.concat(objects, " ") }
  local ok, output = run(([[mkdir -p $to/bin $to/lib/dlua && cp $from/bin/dlua $to/bin && cp $from/lib/dlua/core.so $to/lib/dlua &&
    c++ -shared -fopenmp $flags -Wl,-z,nodelete -Wl,-Bsymbolic -o $to/lib/dlua/dlua_cuda-emu.so $objects -ldl -lm]])
    :gsub("$(%a+)", parts))
  assert(ok, bug.what .. ": it cannot be linked:\n" .. output:sub(-1500))
end

--- The thread sanitizer's library must be there first, and wants addresses where it knows them.
local function environment(mode)
  if mode ~= "thread" then return "" end
  local _, library = run "c++ -print-file-name=libtsan.so"
  return ("OMP_NUM_THREADS=1 LD_PRELOAD=%s %s"):format((library:gsub("%s+$", "")), run "setarch -R true" and "setarch -R " or "")
end

local scratch = files.folder()
local planted, missed = 0, 0
local function try(bug)
  plant(bug, scratch)
  local arguments = bug.run
  if not arguments:find "^tests/" then
    files.write(scratch .. "/run.lua", "local dl = require 'dlua'\n" .. arguments)
    arguments = scratch .. "/run.lua"
  end
  local passed, output = run(("%s%s %s/bin/dlua %s"):format(bug.settings or "", environment(bug.mode), scratch, arguments))
  local caught = not passed and output:find(bug.seen) ~= nil
  if not caught then missed = missed + 1 end
  print((caught and "caught  " or "MISSED  ") .. bug.what)
  if not caught then print(output:sub(1, 2000)) end
  planted = planted + 1
end
for _, bug in ipairs(bugs) do
  if bug.what:find(only, 1, true) then try(bug) end
end
files.remove(scratch)
print(("%d of %d bugs planted in the CUDA device were caught by the emulation"):format(planted - missed, planted))
os.exit(missed == 0)

std = "lua54"
cache = true
max_line_length = 120
self = false
ignore = { "581" }                    -- not (x <= y) is not x > y: NaN
include_files = { "lua/**/*.lua", "tests/**/*.lua", "examples/*.lua", "bench/**/*.lua", "*.rockspec" }
exclude_files = { "tests/golden/**/*.lua" }
files["tests"] = { std = "+busted", max_line_length = 150 }
files["*.rockspec"] = { std = "+rockspec" }

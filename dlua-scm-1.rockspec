-- `luarocks-5.4 make` builds and installs the checkout it is called in. CMAKE_BUILD_PARALLEL_LEVEL=4 in the
-- environment makes it quicker.
rockspec_format = "3.0"
package = "dlua"
version = "scm-1"
source = { url = "git+file://." }
description = {
  summary = "A deep learning runtime in C, scripted in Lua, in the style of Torch7",
  detailed = "Tensors, operators and automatic differentiation in C; modules, optimizers and training loops in Lua.",
  labels = { "tensor", "autograd", "neural-network" },
}
supported_platforms = { "linux" }
dependencies = { "lua >= 5.4, < 5.5" }
build = {
  type = "cmake",
  variables = {
    CMAKE_BUILD_TYPE = "Release",
    CMAKE_INSTALL_PREFIX = "$(PREFIX)",
    LUA_INCDIR = "$(LUA_INCDIR)",
    LUA_LIBDIR = "$(LUA_LIBDIR)",
    INSTALL_BINDIR = "$(BINDIR)",
    INSTALL_LIBDIR = "$(LIBDIR)",
    INSTALL_LUADIR = "$(LUADIR)",
  },
}
test = { type = "command", command = "./dev test" }

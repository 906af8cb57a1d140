/* kernels.c -- users' CUDA kernels for Lua: compiled by NVRTC, loaded, launched (lua/dlua/cuda/kernel.lua). */
#include <stdlib.h>
#include <string.h>
#include "device/nvrtc.h"
#include "lua/binding.h"

#define MOST_ARGUMENTS 128

/* nvrtcVersion(): major, minor; or nil and why there is none. */
static int version(lua_State *L) {
  int major, minor;
  if (dl_nvrtc_open(&major, &minor)) {
    lua_pushinteger(L, major);
    lua_pushinteger(L, minor);
    return 2;
  }
  lua_pushnil(L);
  lua_pushstring(L, dl_error_message());
  dl_error_clear();
  return 2;
}

/* nvrtcCompile(source, kernel, architecture): image, the kernel's name in it; or nil, what is wrong, the compiler's log. */
static int compile(lua_State *L) {
  const char *source = luaL_checkstring(L, 1), *kernel = luaL_checkstring(L, 2);
  dl_compiled compiled;
  const dl_status status = dl_nvrtc_compile(source, kernel, (int)luaL_checkinteger(L, 3), &compiled);
  if (status == DL_OK) lua_pushlstring(L, compiled.image, compiled.size);
  else lua_pushnil(L);
  lua_pushstring(L, status == DL_OK ? compiled.name : dl_error_message());
  lua_pushstring(L, compiled.log);
  dl_error_clear();
  dl_nvrtc_free(&compiled);
  return 3;
}

static dl_device *device_with_kernels(lua_State *L, const char *name) {
  dl_device *device = dl_device_find(name);
  if (!device) dl_lua_raise(L);
  if (!device->table->load_kernel) dl_lua_error(L, "device %s runs no kernels from Lua", name);
  return device;
}

/* deviceArchitecture(device): 90 for compute capability 9.0. */
static int architecture(lua_State *L) {
  dl_device *device = device_with_kernels(L, luaL_checkstring(L, 1));
  lua_pushinteger(L, device->table->architecture(device->context));
  return 1;
}

/* loadKernel(device, image, name): for as long as the process lasts. */
static int load(lua_State *L) {
  dl_device *device = device_with_kernels(L, luaL_checkstring(L, 1));
  void *kernel = NULL;
  if (device->table->load_kernel(device->context, luaL_checkstring(L, 2), luaL_checkstring(L, 3), &kernel) != 0)
    return dl_lua_error(L, "device %s: %s", dl_device_name(device), device->table->error());
  lua_pushlightuserdata(L, kernel);
  return 1;
}

static void read_sizes(lua_State *L, int at, unsigned sizes[3]) {
  for (int i = 0; i < 3; i++) {
    lua_rawgeti(L, at, i + 1);
    sizes[i] = lua_isnil(L, -1) ? 1 : (unsigned)luaL_checkinteger(L, -1);
    lua_pop(L, 1);
  }
}

/* launchKernel(device, kernel, grid, block, sharedBytes, arguments, writes): arguments are tensors, which go as their addresses,
** and strings, the bytes of a number; writes[i] is true for tensors that the kernel may change. */
static int launch(lua_State *L) {
  dl_device *device = device_with_kernels(L, luaL_checkstring(L, 1));
  unsigned grid[3], block[3];
  void *address[MOST_ARGUMENTS], *argument[MOST_ARGUMENTS];
  const lua_Integer n = (lua_Integer)lua_rawlen(L, 6);
  if (n > MOST_ARGUMENTS) return dl_lua_error(L, "more than %d arguments", MOST_ARGUMENTS);
  read_sizes(L, 3, grid);
  read_sizes(L, 4, block);
  luaL_checkstack(L, (int)n + 8, NULL);
  for (lua_Integer i = 0; i < n; i++) {
    lua_rawgeti(L, 6, i + 1);                       /* stays there: the collector must leave it */
    dl_tensor *t = dl_lua_tensor(L, -1);
    argument[i] = t ? (void *)&address[i] : (void *)luaL_checkstring(L, -1);
    if (!t) continue;
    address[i] = dl_tensor_data(t);
    if (dl_device_uses(device, t->storage) != DL_OK) return dl_lua_raise(L);
    lua_rawgeti(L, 7, i + 1);
    if (lua_toboolean(L, -1)) t->storage->version++;
    lua_pop(L, 1);
  }
  if (device->table->launch_kernel(device->context, lua_touserdata(L, 2), grid, block, (unsigned)luaL_checkinteger(L, 5), argument) != 0)
    return dl_lua_error(L, "device %s: %s", dl_device_name(device), device->table->error());
  return 0;
}

static const luaL_Reg functions[] = {
  { "nvrtcVersion", version }, { "nvrtcCompile", compile }, { "deviceArchitecture", architecture }, { "loadKernel", load },
  { "launchKernel", launch }, { NULL, NULL }
};

void dl_lua_open_kernels(lua_State *L) { dl_lua_set_functions(L, functions); }

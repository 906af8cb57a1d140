/* kernels.c -- users' CUDA kernels for Lua: compiled by NVRTC, loaded, launched (lua/dlua/cuda/kernel.lua). */
#include <stdlib.h>
#include <string.h>
#include "device/nvrtc.h"
#include "engine/program.h"
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
  return dl_lua_push_failure(L);
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

/* programSource(program, constants, inputs, dtype, gradient): the CUDA C++ of a program of pointwise steps, or of its gradient by
** all inputs (engine/program.h), and a list of the constants. */
static int program_source(lua_State *L) {
  static const char *const dtypes[] = { "float32", "float64", "float16", "bfloat16", NULL };
  static const dl_dtype values[] = { DL_FLOAT32, DL_FLOAT64, DL_FLOAT16, DL_BFLOAT16 };
  dl_program program, gradient;
  const int inputs = (int)luaL_checkinteger(L, 3);
  const dl_dtype dtype = values[luaL_checkoption(L, 4, NULL, dtypes)];
  const char *problem = dl_program_read(&program, inputs, luaL_checkstring(L, 1), luaL_checkstring(L, 2));
  if (problem) return dl_lua_error(L, "pointwise: %s", problem);
  if (lua_toboolean(L, 5)) {
    unsigned given = 0;
    for (int r = 0; r < program.results; r++) given |= (unsigned)!dl_program_result_is_truth(&program, r) << r;
    if (!given || !dl_program_gradient(&gradient, &program, (1u << inputs) - 1, given))
      return dl_lua_error(L, "pointwise: there is no gradient");
    const int length = dl_program_text_size(&gradient);           /* as it will be called: without what nobody needs */
    char *text = lua_newuserdatauv(L, (size_t)(length + dl_program_constants_size(&gradient)), 0);
    dl_program_write(&gradient, text, text + length);
    dl_program_read(&program, gradient.inputs, text, text + length);
  }
  const size_t size = dl_program_source(&program, dtype, NULL, 0);
  luaL_Buffer buffer;
  dl_program_source(&program, dtype, luaL_buffinitsize(L, &buffer, size + 1), size + 1);
  luaL_pushresultsize(&buffer, size);
  lua_createtable(L, program.constants, 0);
  for (int c = 0; c < program.constants; c++) {
    lua_pushnumber(L, program.constant[c]);
    lua_rawseti(L, -2, c + 1);
  }
  return 2;
}

static dl_device *device_with_kernels(lua_State *L) {
  dl_device *device = dl_lua_check_device(L, 1);
  if (!device->table->load_kernel) dl_lua_error(L, "device %s runs no kernels from Lua", lua_tostring(L, 1));
  return device;
}

/* deviceArchitecture(device): 90 for compute capability 9.0. */
static int architecture(lua_State *L) {
  dl_device *device = device_with_kernels(L);
  lua_pushinteger(L, device->table->architecture(device->context));
  return 1;
}

/* loadKernel(device, image, name): for as long as the process lasts. */
static int load(lua_State *L) {
  dl_device *device = device_with_kernels(L);
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
  dl_device *device = device_with_kernels(L);
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
  { "nvrtcVersion", version }, { "nvrtcCompile", compile }, { "programSource", program_source }, { "deviceArchitecture", architecture }, { "loadKernel", load },
  { "launchKernel", launch }, { NULL, NULL }
};

void dl_lua_open_kernels(lua_State *L) { dl_lua_set_functions(L, functions); }

/* system.c -- the machine for Lua: memory, threads, random state, devices, time. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>
#include "device/device.h"
#include "lua/binding.h"

/* ---- memory, threads, devices ---- */

static int memory(lua_State *L) {
  dl_memory_info info = dl_memory();
  lua_createtable(L, 0, 4);
  dl_lua_set_integer(L, "live", info.live);
  dl_lua_set_integer(L, "cached", info.cached);
  dl_lua_set_integer(L, "peak", info.peak);
  dl_lua_set_integer(L, "limit", info.limit);
  return 1;
}

static int empty_cache(lua_State *L) {
  (void)L;
  dl_memory_empty_cache();
  return 0;
}

static int set_memory_limit(lua_State *L) {
  lua_Integer bytes = luaL_checkinteger(L, 1);
  if (bytes < 0) return dl_lua_error(L, "setMemoryLimit: bytes must be 0 or more");
  dl_memory_set_limit((size_t)bytes);
  return 0;
}

/* failAllocation(n): the n-th allocation from now and all behind it fail; 0 ends it. Returns how many were left
** of the last order, negative when failing had begun. */
static int fail_allocation(lua_State *L) {
  lua_pushinteger(L, dl_memory_fail_after(luaL_checkinteger(L, 1)));
  return 1;
}

static int set_threads(lua_State *L) {
  lua_Integer n = luaL_checkinteger(L, 1);
  if (n < 1 || n > 1024) return dl_lua_error(L, "setNumThreads: expected 1 to 1024, got %d", (int)n);
  dl_threads_set((int)n);
  return 0;
}

static int get_threads(lua_State *L) {
  lua_pushinteger(L, dl_threads_get());
  return 1;
}

static int set_plugin_folder(lua_State *L) {
  dl_device_set_folder(luaL_checkstring(L, 1));
  return 0;
}

/* hasDevice(name): true, or false and the reason. */
static int has_device(lua_State *L) {
  bool there = dl_device_find(luaL_checkstring(L, 1)) != NULL;
  lua_pushboolean(L, there);
  if (!there) lua_pushstring(L, dl_error_message());
  dl_error_clear();
  return there ? 1 : 2;
}

/* hasKernel(operator, device): does it run there by itself (else by its decomposition)? */
static int has_kernel(lua_State *L) {
  const dl_op *op = dl_op_find(luaL_checkstring(L, 1));
  dl_device *device = dl_lua_check_device(L, 2);
  lua_pushboolean(L, op && dl_op_has_kernel(op, device));
  return 1;
}

static int level(lua_State *L) {
  lua_pushstring(L, dl_level_name());
  return 1;
}

/* ---- random state: 16 bytes, the seed and the next block ---- */

static int manual_seed(lua_State *L) {
  dl_random_seed((uint64_t)luaL_checkinteger(L, 1));
  return 0;
}

static int get_state(lua_State *L) {
  lua_pushlstring(L, (const char *)dl_random_generator(), sizeof(dl_generator));
  return 1;
}

static int set_state(lua_State *L) {
  size_t n;
  const char *state = luaL_checklstring(L, 1, &n);
  if (n != sizeof(dl_generator)) return dl_lua_error(L, "setRNGState: not a state of this generator (%d bytes)", (int)n);
  memcpy(dl_random_generator(), state, n);
  return 0;
}

/* ---- time, terminal ---- */

static int clock_seconds(lua_State *L) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  lua_pushnumber(L, (double)now.tv_sec + 1e-9 * (double)now.tv_nsec);
  return 1;
}

static int is_terminal(lua_State *L) {
  lua_pushboolean(L, isatty((int)luaL_optinteger(L, 1, 2)));
  return 1;
}

/* The columns of the terminal that stdout is; COLUMNS, when it is set, has the last word; 80 when nothing is known. */
static int terminal_width(lua_State *L) {
  struct winsize size;
  const char *columns = getenv("COLUMNS");
  int width = columns ? atoi(columns) : 0;
  if (width <= 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  lua_pushinteger(L, width > 0 ? width : 80);
  return 1;
}

/* isWorker(): is this the state of a worker's thread? */
static int is_worker(lua_State *L) {
  lua_pushboolean(L, dl_thread_is_worker());
  return 1;
}

static int interrupted(lua_State *L) {
  lua_pushboolean(L, dl_interrupt_pending());
  return 1;
}

/* ---- one device ---- */

/* deviceCount(kind): how many, and without any the reason. */
static int device_count(lua_State *L) {
  int count = dl_device_count(luaL_checkstring(L, 1));
  lua_pushinteger(L, count);
  if (count) return 1;
  lua_pushstring(L, dl_error_message());
  dl_error_clear();
  return 2;
}

static int device_description(lua_State *L) {
  dl_device *device = dl_lua_check_device(L, 1);
  lua_pushstring(L, device->table->describe(device->context));
  return 1;
}

static int device_memory(lua_State *L) {
  static const char *const keys[] = { "live", "cached", "peak", "limit" };
  dl_device *device = dl_lua_check_device(L, 1);
  size_t bytes[4];
  device->table->memory(device->context, bytes);
  lua_createtable(L, 0, 4);
  for (int i = 0; i < 4; i++) dl_lua_set_integer(L, keys[i], bytes[i]);
  return 1;
}

static int device_empty_cache(lua_State *L) {
  dl_device *device = dl_lua_check_device(L, 1);
  device->table->empty_cache(device->context);
  return 0;
}

static int device_synchronize(lua_State *L) {
  dl_device *device = dl_lua_check_device(L, 1);
  if (device->table->synchronize(device->context) == 0) return 0;
  return dl_lua_error(L, "synchronize: device %s: %s", dl_device_name(device), device->table->error());
}

/* allowTF32(device, true, false or nil to ask): what was, of all devices of that kind. */
static int allow_tf32(lua_State *L) {
  dl_device *device = dl_lua_check_device(L, 1);
  if (!device->table->allow_tf32) return dl_lua_error(L, "allowTF32: device %s has no TF32", dl_device_name(device));
  lua_pushboolean(L, device->table->allow_tf32(lua_isnoneornil(L, 2) ? -1 : lua_toboolean(L, 2)));
  return 1;
}

/* useCudnn(device, true, false or nil to ask): what was, of all devices of that kind. */
static int use_cudnn(lua_State *L) {
  dl_device *device = dl_lua_check_device(L, 1);
  if (!device->table->use_cudnn) return dl_lua_error(L, "useCudnn: device %s has no cuDNN", dl_device_name(device));
  const int was = device->table->use_cudnn(lua_isnoneornil(L, 2) ? -1 : lua_toboolean(L, 2));
  if (was < 0) return dl_lua_error(L, "useCudnn: device %s: %s", dl_device_name(device), device->table->error());
  lua_pushboolean(L, was);
  return 1;
}

static const luaL_Reg functions[] = {
  { "memory", memory }, { "emptyCache", empty_cache }, { "setMemoryLimit", set_memory_limit },
  { "failAllocation", fail_allocation }, { "setNumThreads", set_threads }, { "getNumThreads", get_threads },
  { "setPluginFolder", set_plugin_folder }, { "hasDevice", has_device }, { "hasKernel", has_kernel },
  { "cpuLevel", level }, { "manualSeed", manual_seed }, { "getRNGState", get_state }, { "setRNGState", set_state },
  { "clock", clock_seconds }, { "isTerminal", is_terminal },
  { "terminalWidth", terminal_width },
  { "isWorker", is_worker }, { "isInterrupted", interrupted }, { "deviceCount", device_count }, { "deviceDescription", device_description },
  { "deviceMemory", device_memory }, { "deviceEmptyCache", device_empty_cache },
  { "deviceSynchronize", device_synchronize }, { "allowTF32", allow_tf32 }, { "useCudnn", use_cudnn },
  { NULL, NULL }
};

void dl_lua_open_system(lua_State *L) {
  dl_lua_set_functions(L, functions);
  dl_lua_set_string(L, "version", DL_VERSION);
}

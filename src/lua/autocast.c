/* autocast.c -- regions in which operators choose the dtype they compute in, for Lua. */
#include <string.h>
#include "lua/binding.h"

/* The kind of device that a name at `at` stands for: "cuda:1" is of the kind "cuda", which need not be there. */
static void read_kind(lua_State *L, int at, char kind[16], const char *function) {
  if (lua_type(L, at) != LUA_TSTRING)
    dl_lua_error(L, "%s: argument 1 'device': expected the name of a device, \"cpu\" or \"cuda\", got %s", function,
                 luaL_typename(L, at));
  const char *name = lua_tostring(L, at);
  const size_t n = strcspn(name, ":");
  if (!(strcmp(name, "cpu") == 0 || strcmp(name, "cuda") == 0) && !dl_device_find(name)) dl_lua_raise(L);
  memcpy(kind, name, n);                     /* a device of this name was found, so it fits */
  kind[n] = 0;
}

static void read_option(lua_State *L, dl_autocast_region *region, const char *name) {
  if (strcmp(name, "dtype") == 0) {
    const int dtype = lua_type(L, -1) == LUA_TSTRING ? dl_dtype_from_name(lua_tostring(L, -1)) : -1;
    if (dtype < 0 || !dl_dtype_is_half((dl_dtype)dtype))
      dl_lua_error(L, "autocast: option 'dtype': expected \"float16\" or \"bfloat16\", got %s", luaL_tolstring(L, -1, NULL));
    region->dtype = (dl_dtype)dtype;
    return;
  }
  bool *flag = strcmp(name, "enabled") == 0 ? &region->enabled : strcmp(name, "cache") == 0 ? &region->caches : NULL;
  if (!flag) dl_lua_error(L, "autocast: there is no option '%s' (it takes: dtype, enabled, cache)", name);
  if (!lua_isboolean(L, -1)) dl_lua_error(L, "autocast: option '%s': expected a boolean, got %s", name, luaL_typename(L, -1));
  *flag = lua_toboolean(L, -1);
}

static void read_options(lua_State *L, int at, dl_autocast_region *region) {
  for (lua_pushnil(L); lua_next(L, at); lua_pop(L, 1)) {
    if (lua_type(L, -2) != LUA_TSTRING) dl_lua_error(L, "autocast: the options have names: dtype, enabled, cache");
    read_option(L, region, lua_tostring(L, -2));
  }
}

/* autocast(device, options?, fn, ...): fn's results; the region ends whatever happens. */
static int autocast(lua_State *L) {
  dl_autocast_region region = { .enabled = true, .caches = true };
  read_kind(L, 1, region.kind, "autocast");
  region.dtype = strcmp(region.kind, "cpu") == 0 ? DL_BFLOAT16 : DL_FLOAT16;
  const bool options = lua_type(L, 2) == LUA_TTABLE && !luaL_getmetafield(L, 2, "__call");
  if (options) read_options(L, 2, &region);
  const int fn = options ? 3 : 2;
  lua_settop(L, lua_gettop(L) < fn ? fn : lua_gettop(L));
  if (lua_type(L, fn) != LUA_TFUNCTION && !luaL_getmetafield(L, fn, "__call"))
    return dl_lua_error(L, "autocast: argument %d: expected %sa function, got %s", fn, options ? "" : "options or ",
                        luaL_typename(L, fn));
  if (lua_type(L, fn) != LUA_TFUNCTION) lua_pop(L, 1);
  dl_autocast_enter(&region);
  const int status = lua_pcall(L, lua_gettop(L) - fn, LUA_MULTRET, 0);
  dl_autocast_leave(&region);
  return status == LUA_OK ? lua_gettop(L) - fn + 1 : lua_error(L);
}

/* autocastDtype(device): that of the region for such devices; nil where there is none that is enabled. */
static int dtype_of(lua_State *L) {
  char kind[16];
  read_kind(L, 1, kind, "autocastDtype");
  const dl_autocast_region *region = dl_autocast_of(kind);
  if (region) lua_pushstring(L, dl_dtype_name(region->dtype));
  else lua_pushnil(L);
  return 1;
}

static const luaL_Reg functions[] = { { "autocast", autocast }, { "autocastDtype", dtype_of }, { NULL, NULL } };

void dl_lua_open_autocast(lua_State *L) { dl_lua_set_functions(L, functions); }

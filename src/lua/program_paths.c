/* program_paths.c -- where the program finds its own Lua files: beside itself, wherever it was installed or moved. */
#include <limits.h>
#include <string.h>
#include <unistd.h>
#include <lauxlib.h>
#include "lua/program.h"

static void prepend(lua_State *L, const char *field, const char *paths) {
  lua_getglobal(L, "package");
  lua_pushstring(L, paths);
  lua_getfield(L, -2, field);
  lua_concat(L, 2);
  lua_setfield(L, -2, field);
  lua_pop(L, 2);
}

static void prepend_lua_folder(lua_State *L, const char *folder) {
  prepend(L, "path", lua_pushfstring(L, "%s/?.lua;%s/?/init.lua;", folder, folder));
}

static void prepend_library_folder(lua_State *L, const char *folder) {
  prepend(L, "cpath", lua_pushfstring(L, "%s/?.so;", folder));
}

/* The folder above the one that holds this program (links followed): <prefix> of <prefix>/bin/dlua. */
static bool find_prefix(char *buffer, size_t size) {
  ssize_t n = readlink("/proc/self/exe", buffer, size - 1);
  if (n <= 0) return false;
  buffer[n] = '\0';
  for (int up = 0; up < 2; up++) {
    char *slash = strrchr(buffer, '/');
    if (!slash) return false;
    *slash = '\0';
  }
  return true;
}

/* An installed program has <prefix>/share/lua/5.4 and <prefix>/lib/lua/5.4; so has a tree of LuaRocks.
** In a build tree the Lua files are the sources, and lib/ is beside bin/. */
void dl_program_set_paths(lua_State *L) {
  char prefix[PATH_MAX];
  int top = lua_gettop(L);
  bool known = find_prefix(prefix, sizeof prefix);
  const char *folder = lua_pushfstring(L, "%s/share/lua/5.4", prefix);
  if (known && access(lua_pushfstring(L, "%s/dlua/init.lua", folder), R_OK) == 0) {
    prepend_lua_folder(L, folder);
    prepend_library_folder(L, lua_pushfstring(L, "%s/lib/lua/5.4", prefix));
  } else {
    prepend_lua_folder(L, DL_SOURCE_DIRECTORY "/lua");
    if (known) prepend_library_folder(L, lua_pushfstring(L, "%s/lib", prefix));
  }
  lua_settop(L, top);
}

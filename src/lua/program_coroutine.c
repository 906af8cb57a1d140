/* program_coroutine.c -- which coroutine runs? Ctrl-C must set its hook there, and Lua does not say. So the program has
** a coroutine.resume and a coroutine.wrap of its own, which take note and else do what Lua's do. */
#include <lauxlib.h>
#include "lua/program.h"

static lua_State *volatile running;

lua_State *dl_program_running(void) { return running; }

/* Move n arguments from L to co and run it until it yields, ends or fails. Returns how many results it left on L, or
** -1 and a message there. */
static int run(lua_State *L, lua_State *co, int n) {
  int count = 0;
  if (!lua_checkstack(co, n)) {
    lua_pushliteral(L, "too many arguments to resume");
    return -1;
  }
  lua_xmove(L, co, n);
  lua_State *before = running;
  running = co;
  int status = lua_resume(co, L, n, &count);
  running = before;
  bool alive = status == LUA_OK || status == LUA_YIELD;
  if (alive && !lua_checkstack(L, count + 1)) {
    lua_pop(co, count);
    lua_pushliteral(L, "too many results to resume");
    return -1;
  }
  lua_xmove(co, L, alive ? count : 1);
  return alive ? count : -1;
}

static int resume(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTHREAD);
  int n = run(L, lua_tothread(L, 1), lua_gettop(L) - 1);
  lua_pushboolean(L, n >= 0);
  int results = n >= 0 ? n : 1;
  lua_insert(L, -(results + 1));
  return results + 1;
}

/* What coroutine.wrap gives: an error closes the coroutine and goes on in the caller, with the caller's position. */
static int step(lua_State *L) {
  lua_State *co = lua_tothread(L, lua_upvalueindex(1));
  int n = run(L, co, lua_gettop(L));
  if (n >= 0) return n;
  int status = lua_status(co);
  if (status != LUA_OK && status != LUA_YIELD) {
    status = lua_resetthread(co);
    lua_xmove(co, L, 1);
  }
  if (status != LUA_ERRMEM && lua_type(L, -1) == LUA_TSTRING) {
    luaL_where(L, 1);
    lua_insert(L, -2);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

static int wrap(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_State *co = lua_newthread(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, co, 1);
  lua_pushcclosure(L, step, 1);
  return 1;
}

void dl_program_track_coroutines(lua_State *L) {
  running = L;
  lua_getglobal(L, "coroutine");
  lua_pushcfunction(L, resume);
  lua_setfield(L, -2, "resume");
  lua_pushcfunction(L, wrap);
  lua_setfield(L, -2, "wrap");
  lua_pop(L, 1);
}

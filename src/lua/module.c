/* module.c -- the module dlua.core: the metatable of tensors, boxes, errors at the user's line. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "lua/binding.h"

_Thread_local lua_State *dl_lua_running;

static const char library_key = 'L', context_key = 'C', metatable_key = 'M';
static _Thread_local bool located;          /* the kept message has a position */

/* ---- boxes ---- */

const char dl_lua_mark[] = "a tensor of dlua";

dl_tensor *dl_lua_check_tensor(lua_State *L, int at, const char *function, const char *argument) {
  dl_tensor *t = dl_lua_tensor(L, at);
  if (!t) dl_lua_error(L, "%s: argument '%s': expected a Tensor, got %s", function, argument, luaL_typename(L, at));
  return t;
}

dl_device *dl_lua_check_device(lua_State *L, int at) {
  dl_device *device = dl_device_find(luaL_checkstring(L, at));
  if (!device) dl_lua_raise(L);
  return device;
}

dl_box *dl_lua_new_box(lua_State *L) {
  dl_box *box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = (dl_box){ dl_lua_mark, NULL };
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_setmetatable(L, -2);
  return box;
}

typedef struct { int n; dl_tensor **tensors; } batch;

static int push_batch(lua_State *L) {
  batch *b = lua_touserdata(L, 1);
  luaL_checkstack(L, b->n + 4, "too many results");
  lua_rawgetp(L, LUA_REGISTRYINDEX, &metatable_key);
  for (int i = 0; i < b->n; i++) {
    dl_box *box = lua_newuserdatauv(L, sizeof *box, 0);
    *box = (dl_box){ dl_lua_mark, b->tensors[i] };
    lua_pushvalue(L, 2);
    lua_setmetatable(L, -2);
    b->tensors[i] = NULL;
  }
  return b->n;
}

void dl_lua_push_all(lua_State *L, int n, dl_tensor **tensors) {
  batch b = { n, tensors };
  lua_pushcfunction(L, push_batch);
  lua_pushlightuserdata(L, &b);
  if (lua_pcall(L, 1, n, 0) == LUA_OK) return;
  for (int i = 0; i < n; i++) dl_tensor_release(tensors[i]);
  lua_error(L);
}

static int collect(lua_State *L) {
  dl_box *box = dl_lua_box(L, 1);
  if (!box) return 0;
  dl_tensor_release(box->tensor);
  box->tensor = NULL;
  return 0;
}

/* ---- errors ---- */

/* "file:line: " of the innermost frame that is not ours. */
static void push_position(lua_State *L) {
  lua_Debug ar;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &library_key);
  const char *library = lua_tostring(L, -1);
  for (int level = 1; lua_getstack(L, level, &ar); level++) {
    lua_getinfo(L, "Sl", &ar);
    if (ar.currentline <= 0 || (library && strncmp(ar.source + 1, library, strlen(library)) == 0)) continue;
    lua_pop(L, 1);
    lua_pushfstring(L, "%s:%d: ", ar.short_src, ar.currentline);
    return;
  }
  lua_pop(L, 1);
  lua_pushliteral(L, "");
}

/* What the modules on the stack have to say: "net.3 (nn.Linear): ". A failure to say it is nothing. */
static void push_context(lua_State *L) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &context_key) == LUA_TFUNCTION
      && lua_pcall(L, 0, 1, 0) == LUA_OK && lua_type(L, -1) == LUA_TSTRING) return;
  lua_pop(L, 1);
  lua_pushliteral(L, "");
}

static int raise_message(lua_State *L, const char *message) {
  luaL_checkstack(L, 8, NULL);
  push_position(L);
  push_context(L);
  lua_pushstring(L, message);
  lua_concat(L, 3);
  return lua_error(L);
}

int dl_lua_raise(lua_State *L) {
  char message[512];
  bool was_located = located;
  snprintf(message, sizeof message, "%s", dl_error_message());
  if (dl_error_status() == DL_INTERRUPTED) dl_interrupt_clear();
  dl_error_clear();
  located = false;
  if (!was_located) return raise_message(L, message);
  lua_pushstring(L, message);
  return lua_error(L);
}

int dl_lua_error(lua_State *L, const char *format, ...) {
  char message[512];
  va_list list;
  va_start(list, format);
  vsnprintf(message, sizeof message, format, list);
  va_end(list);
  return raise_message(L, message);
}

int dl_lua_push_failure(lua_State *L) {
  lua_pushnil(L);
  lua_pushstring(L, dl_error_message());
  dl_error_clear();
  return 2;
}

dl_status dl_lua_keep_error(lua_State *L) {
  const char *message = lua_tostring(L, -1);
  dl_error_set("%s", message ? message : "an error that is not a string");
  located = true;
  return DL_ERROR;
}

bool dl_lua_make_room(lua_State *L, bool first_try) {
  if (!first_try || dl_error_status() != DL_NO_MEMORY) return false;
  if (dl_memory_is_failing()) return false;          /* on order, and whatever is given back */
  dl_error_clear();
  lua_gc(L, LUA_GCCOLLECT);
  dl_memory_empty_cache();
  return true;
}

/* Lua sees a box of a few bytes where we hold megabytes, so it is told about them: as debt of its
** collector, in pieces (a call for each small tensor would cost more than the tensor).
**
** Called before the next box is made, never right behind it: a box that is reachable in two minor collections
** counts as old, and old garbage waits for a major one, for which a heap of small boxes gives Lua no reason. What
** grows old all the same is the business of the second rule: a full collection when the live bytes have doubled. */
void dl_lua_report_memory(lua_State *L) {
  static _Thread_local size_t after_full;
  size_t kilobytes = dl_memory_take_debt((size_t)256 << 10) >> 10;
  if (kilobytes == 0) return;
  lua_gc(L, LUA_GCSTEP, (int)(kilobytes < (1 << 21) ? kilobytes : 1 << 21));
  if (dl_memory().live + dl_memory_elsewhere() < 2 * after_full + ((size_t)64 << 20)) return;
  lua_gc(L, LUA_GCCOLLECT);
  after_full = dl_memory().live + dl_memory_elsewhere();
}

/* ---- the module ---- */

static int set_library(lua_State *L) {
  luaL_checkstring(L, 1);
  lua_settop(L, 1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &library_key);
  return 0;
}

static int set_error_context(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &context_key);
  return 0;
}

/* Raise an error at the user's line, for checks written in Lua. */
static int raise(lua_State *L) {
  luaL_checkstring(L, 1);
  return raise_message(L, lua_tostring(L, 1));
}

static const luaL_Reg functions[] = {
  { "setLibrary", set_library }, { "setErrorContext", set_error_context }, { "raise", raise },
  { NULL, NULL }
};

void dl_lua_push_metatable(lua_State *L) { lua_rawgetp(L, LUA_REGISTRYINDEX, &metatable_key); }

void dl_lua_set_functions(lua_State *L, const luaL_Reg *list) {
  dl_lua_push_metatable(L);
  luaL_setfuncs(L, list, 1);
}

/* The operators as functions of the module's table `ops` and as methods: the first parameter decides. */
static void open_operators(lua_State *L, int ops, int methods) {
  for (int i = 0; i < dl_op_count(); i++) {
    const dl_op *op = dl_op_at(i);
    unsigned flags = op->record->flags;
    if (!(flags & DL_ONLY_IN_PLACE)) {
      dl_lua_push_operator(L, op, DL_LUA_CALL);
      lua_setfield(L, ops, op->name);
    }
    if (flags & (DL_IN_PLACE | DL_ONLY_IN_PLACE)) {
      dl_lua_push_operator(L, op, DL_LUA_IN_PLACE);
      lua_pushfstring(L, "%s_", op->name);
      lua_insert(L, -2);
      lua_settable(L, ops);
    }
  }
  lua_pushnil(L);
  while (lua_next(L, ops)) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_settable(L, methods);
  }
}

/* Other names of operators point at the same closures. */
static void open_aliases(lua_State *L, int table) {
  for (int i = 0; i < dl_op_count(); i++) {
    const dl_op *op = dl_op_at(i);
    const char *s = op->record->alias;
    while (s && *s) {
      size_t n = strcspn(s, " ");
      lua_pushlstring(L, s, n);
      lua_getfield(L, table, op->name);
      lua_settable(L, table);
      s += n + (s[n] == ' ');
    }
  }
}

static const struct { const char *event, *op; } operators[] = {
  { "__add", "add" }, { "__sub", "sub" }, { "__mul", "mul" }, { "__div", "div" }, { "__pow", "pow" },
  { "__unm", "neg" }, { "__mod", "remainder" }, { "__idiv", "floorDivide" },
  { "__band", "bitwiseAnd" }, { "__bor", "bitwiseOr" }, { "__bxor", "bitwiseXor" }, { "__bnot", "bitwiseNot" },
  { "__shl", "bitwiseLeftShift" }, { "__shr", "bitwiseRightShift" },
};

static void open_metamethods(lua_State *L, int metatable) {
  for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
    const dl_op *op = dl_op_find(operators[i].op);
    if (!op) continue;
    dl_lua_push_operator(L, op, op->nparameters == 1 ? DL_LUA_UNARY : DL_LUA_CALL);
    lua_setfield(L, metatable, operators[i].event);
  }
}

DL_API int luaopen_dlua_core(lua_State *L);

int luaopen_dlua_core(lua_State *L) {
  luaL_checkversion(L);
  if (dl_start() != DL_OK) return luaL_error(L, "%s", dl_error_message());
  lua_newtable(L);                                   /* 1 or so: the module */
  int module = lua_gettop(L);
  lua_newtable(L);
  int metatable = lua_gettop(L);
  lua_pushvalue(L, metatable);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &metatable_key);
  lua_newtable(L);
  int methods = lua_gettop(L);
  lua_newtable(L);
  int ops = lua_gettop(L);
  open_operators(L, ops, methods);
  open_aliases(L, ops);
  open_aliases(L, methods);
  open_metamethods(L, metatable);
  lua_setfield(L, module, "operators");              /* ops is at the top */
  lua_pushvalue(L, methods);
  lua_setfield(L, metatable, "__methods");
  lua_pushvalue(L, methods);
  lua_setfield(L, module, "methods");
  lua_pushliteral(L, "Tensor");
  lua_setfield(L, metatable, "__name");
  lua_pushvalue(L, metatable);
  lua_pushcclosure(L, collect, 1);
  lua_setfield(L, metatable, "__gc");
  lua_pushvalue(L, metatable);
  lua_pushvalue(L, methods);
  lua_pushcclosure(L, dl_lua_index, 2);
  lua_setfield(L, metatable, "__index");
  lua_pushvalue(L, metatable);
  lua_pushcclosure(L, dl_lua_new_index, 1);
  lua_setfield(L, metatable, "__newindex");
  lua_pushvalue(L, metatable);
  lua_setfield(L, module, "metatable");
  lua_settop(L, module);
  dl_lua_set_functions(L, functions);
  dl_lua_open_tensor(L);
  dl_lua_open_create(L);
  dl_lua_open_autograd(L);
  dl_lua_open_autocast(L);
  dl_lua_open_kernels(L);
  dl_lua_open_cudnn(L);
  dl_lua_open_tape(L);
  dl_lua_open_operator(L);
  dl_lua_open_system(L);
  dl_lua_open_queues(L);
  dl_lua_open_files(L);
  dl_lua_open_workers(L);
  dl_lua_open_profile(L);
  return 1;
}

/* message.c -- packing and unpacking. A message is a row of values, each a letter and what belongs to it:
**
**   n t f          nil, true, false            G             the table of globals
**   i d s          integer, float, string      M name        a loaded module
**   T index        a tensor of the message     F module name a function of a loaded module
**   R id           what was there before       C name        a class
**   { key value ... } and a metatable (n: none)              L code upvalues: a Lua function
**
** Tables and Lua functions count from 1 in the order in which they begin: the ids of R.
*/
#include <stdlib.h>
#include <string.h>
#include "lua/message.h"

#define DEEPEST 190          /* C calls; Lua allows 200 */

/* ---- the buffer ---- */

void dl_message_free(dl_message *m) {
  for (size_t i = 0; i < m->tensor_count; i++) dl_tensor_release(m->tensors[i]);
  free(m->tensors);
  free(m->bytes);
  *m = (dl_message){ 0 };
}

static int collect(lua_State *L) {
  dl_message_free(lua_touserdata(L, 1));
  return 0;
}

dl_message *dl_message_new(lua_State *L) {
  dl_message *m = lua_newuserdatauv(L, sizeof *m, 0);
  *m = (dl_message){ 0 };
  if (luaL_newmetatable(L, "dlua.message")) {
    lua_pushcfunction(L, collect);
    lua_setfield(L, -2, "__gc");
  }
  lua_setmetatable(L, -2);
  return m;
}

size_t dl_message_bytes(const dl_message *m) {
  size_t bytes = 0;
  for (size_t i = 0; i < m->tensor_count; i++) bytes += m->tensors[i]->storage->bytes;
  return bytes;
}

/* Room for one more item of an array that doubles. */
static void *grown(lua_State *L, void *array, size_t needed, size_t *room, size_t item) {
  if (needed <= *room) return array;
  size_t more = *room ? *room : 64;
  while (more < needed) more *= 2;
  void *larger = realloc(array, more * item);
  if (!larger) luaL_error(L, "not enough memory");
  *room = more;
  return larger;
}

static void put(lua_State *L, dl_message *m, const void *data, size_t n) {
  m->bytes = grown(L, m->bytes, m->size + n, &m->room, 1);
  memcpy(m->bytes + m->size, data, n);
  m->size += n;
}

static void put_letter(lua_State *L, dl_message *m, char letter) { put(L, m, &letter, 1); }
static void put_size(lua_State *L, dl_message *m, size_t n) { put(L, m, &n, sizeof n); }

static void put_string(lua_State *L, dl_message *m, int at) {
  size_t n;
  const char *text = lua_tolstring(L, at, &n);
  put_size(L, m, n);
  put(L, m, text, n);
}

/* ---- packing ---- */

typedef struct place { const struct place *outer; const char *name; } place;

typedef struct {
  lua_State *L;
  dl_message *m;
  int seen;                /* a table: value -> id */
  int names;               /* a table: module or function of a module -> its names; made when first asked for */
  lua_Integer count;       /* ids given */
  int depth;
} packer;

static void pack(packer *p, int at, const place *where);

/* "dataset.transform: a userdata cannot go to another thread" */
static int refuse(packer *p, const place *where, const char *what) {
  lua_State *L = p->L;
  const char *path = where->name;
  const place *outer = where->outer;
  luaL_checkstack(L, 16, NULL);
  for (int level = 0; outer && (level < 8 || !outer->outer); level++, outer = outer->outer)
    path = lua_pushfstring(L, "%s.%s", outer->name, path);
  if (outer) path = lua_pushfstring(L, "(...).%s", path);
  return dl_lua_error(L, "%s: %s cannot go to another thread", path, what);
}

/* names[value] = { module } or { module, key }, unless it is there already. `value` is at the top, and is popped. */
static void note(lua_State *L, int names, const char *module, const char *key) {
  lua_pushvalue(L, -1);
  if (lua_rawget(L, names) != LUA_TNIL) {
    lua_pop(L, 2);
    return;
  }
  lua_pop(L, 1);
  lua_createtable(L, 2, 0);
  lua_pushstring(L, module);
  lua_rawseti(L, -2, 1);
  if (key) {
    lua_pushstring(L, key);
    lua_rawseti(L, -2, 2);
  }
  lua_rawset(L, names);
}

/* The module of this name at the top, which is popped, and the functions in it. */
static void note_module(lua_State *L, int names, const char *module) {
  lua_pushvalue(L, -1);
  note(L, names, module, NULL);
  for (lua_pushnil(L); lua_next(L, -2);) {
    if (lua_type(L, -2) == LUA_TSTRING && lua_isfunction(L, -1)) note(L, names, module, lua_tostring(L, -2));
    else lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* Modules that came by `require`, but not the globals, which hold what the script defines. `loaded` is a position. */
static void list_names(lua_State *L, int names, int loaded) {
  for (lua_pushnil(L); lua_next(L, loaded);) {
    const char *module = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : NULL;
    if (module && lua_istable(L, -1) && strcmp(module, "_G") != 0) note_module(L, names, module);
    else if (module && lua_isfunction(L, -1)) note(L, names, module, NULL);
    else lua_pop(L, 1);
  }
  lua_pushglobaltable(L);                            /* print, pairs ...: what is C there is Lua's own */
  for (lua_pushnil(L); lua_next(L, -2);) {
    if (lua_type(L, -2) == LUA_TSTRING && lua_iscfunction(L, -1)) note(L, names, "_G", lua_tostring(L, -2));
    else lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* The names into p->names: those of the last time, as long as the loaded modules are the same. */
static void find_names(packer *p) {
  static const char names_key = 'N', sum_key = 'S';
  lua_State *L = p->L;
  int top = lua_gettop(L);
  lua_Unsigned sum = 0;
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  for (lua_pushnil(L); lua_next(L, top + 1); lua_pop(L, 1))
    sum += 1 + (lua_Unsigned)(uintptr_t)lua_topointer(L, -1) * 0x9E3779B97F4A7C15u;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &sum_key);
  if ((lua_Unsigned)lua_tointeger(L, -1) == sum) lua_rawgetp(L, LUA_REGISTRYINDEX, &names_key);
  else {
    lua_newtable(L);
    list_names(L, lua_gettop(L), top + 1);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &names_key);
    lua_pushinteger(L, (lua_Integer)sum);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &sum_key);
  }
  lua_replace(L, p->names);
  lua_settop(L, top);
}

/* Write a value that another state can find by name: true when it is one. */
static bool pack_name(packer *p, int at) {
  lua_State *L = p->L;
  if (!lua_istable(L, p->names)) find_names(p);
  lua_pushvalue(L, at);
  if (lua_rawget(L, p->names) == LUA_TNIL) {
    lua_pop(L, 1);
    return false;
  }
  lua_rawgeti(L, -1, 1);
  lua_rawgeti(L, -2, 2);
  bool inside = !lua_isnil(L, -1);
  put_letter(L, p->m, inside ? 'F' : 'M');
  put_string(L, p->m, -2);
  if (inside) put_string(L, p->m, -1);
  lua_pop(L, 3);
  return true;
}

/* Write a class (dlua.class) as its name: true when it is one that is found by it. */
static bool pack_class(packer *p, int at) {
  lua_State *L = p->L;
  int top = lua_gettop(L);
  bool found = false;
  lua_pushvalue(L, at);
  lua_pushliteral(L, "__name");
  if (lua_rawget(L, -2) == LUA_TSTRING) {
    int name = lua_gettop(L);
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    if (lua_getfield(L, -1, "dlua.class") == LUA_TTABLE) {
      lua_getfield(L, -1, "find");
      lua_pushvalue(L, name);
      lua_pushboolean(L, true);                      /* only those that another state finds too */
      lua_call(L, 2, 1);
      found = lua_rawequal(L, -1, at);
    }
    if (found) {
      put_letter(L, p->m, 'C');
      put_string(L, p->m, name);
    }
  }
  lua_settop(L, top);
  return found;
}

/* Write R when the value was there before; else give it an id. */
static bool pack_again(packer *p, int at) {
  lua_State *L = p->L;
  lua_pushvalue(L, at);
  if (lua_rawget(L, p->seen) == LUA_TNUMBER) {
    put_letter(L, p->m, 'R');
    put_size(L, p->m, (size_t)lua_tointeger(L, -1));
    lua_pop(L, 1);
    return true;
  }
  lua_pop(L, 1);
  lua_pushvalue(L, at);
  lua_pushinteger(L, ++p->count);
  lua_rawset(L, p->seen);
  return false;
}

static const char *key_name(lua_State *L, int at) {
  if (lua_type(L, at) == LUA_TSTRING) return lua_tostring(L, at);
  return lua_isinteger(L, at) ? lua_pushfstring(L, "%I", lua_tointeger(L, at)) : luaL_typename(L, at);
}

static void pack_table(packer *p, int at, const place *where) {
  lua_State *L = p->L;
  lua_pushglobaltable(L);
  bool globals = lua_rawequal(L, -1, at);
  lua_pop(L, 1);
  if (globals) {
    put_letter(L, p->m, 'G');
    return;
  }
  if (pack_name(p, at) || pack_class(p, at) || pack_again(p, at)) return;
  put_letter(L, p->m, '{');
  for (lua_pushnil(L); lua_next(L, at);) {
    int key = lua_gettop(L) - 1;
    place inner = { where, key_name(L, key) };       /* what it pushes stays until the settop below */
    pack(p, key, &inner);
    pack(p, key + 1, &inner);
    lua_settop(L, key);
  }
  put_letter(L, p->m, '}');
  if (!lua_getmetatable(L, at)) lua_pushnil(L);
  place inner = { where, "(metatable)" };
  pack(p, lua_gettop(L), &inner);
  lua_pop(L, 1);
}

static int write_code(lua_State *L, const void *data, size_t n, void *context) {
  put(L, ((packer *)context)->m, data, n);
  return 0;
}

static void pack_function(packer *p, int at, const place *where) {
  lua_State *L = p->L;
  if (pack_name(p, at)) return;
  if (lua_iscfunction(L, at)) {
    refuse(p, where, "a function written in C that is in no loaded module");
    return;
  }
  if (pack_again(p, at)) return;
  put_letter(L, p->m, 'L');
  size_t start = p->m->size;
  put_size(L, p->m, 0);
  lua_pushvalue(L, at);
  if (lua_dump(L, write_code, p, 0) != 0) luaL_error(L, "a function could not be dumped");
  lua_pop(L, 1);
  size_t length = p->m->size - start - sizeof length;
  memcpy(p->m->bytes + start, &length, sizeof length);
  for (int i = 1;; i++) {
    const char *name = lua_getupvalue(L, at, i);
    if (!name) break;
    place inner = { where, name };
    put_letter(L, p->m, 'u');
    if (strcmp(name, "_ENV") == 0) put_letter(L, p->m, 'G');     /* there, globals are those of that state */
    else pack(p, lua_gettop(L), &inner);
    lua_pop(L, 1);
  }
  put_letter(L, p->m, '.');
}

static void pack_tensor(packer *p, int at, const place *where) {
  lua_State *L = p->L;
  dl_tensor *t = dl_lua_tensor(L, at);
  if (!t) {
    refuse(p, where, lua_pushfstring(L, "a %s", luaL_tolstring(L, at, NULL)));
    return;
  }
  if (t->storage->device != dl_device_cpu()) refuse(p, where, "a tensor that is not on the CPU");
  dl_message *m = p->m;
  m->tensors = grown(L, m->tensors, m->tensor_count + 1, &m->tensor_room, sizeof *m->tensors);
  dl_tensor *alias = dl_tensor_alias(t);
  if (!alias) dl_lua_raise(L);
  m->tensors[m->tensor_count] = alias;
  put_letter(L, m, 'T');
  put_size(L, m, m->tensor_count++);
}

static void pack(packer *p, int at, const place *where) {
  lua_State *L = p->L;
  if (++p->depth > DEEPEST) refuse(p, where, "a value nested that deep");
  luaL_checkstack(L, 16, NULL);
  lua_Integer integer = lua_tointeger(L, at);
  double number = lua_tonumber(L, at);
  switch (lua_type(L, at)) {
    case LUA_TNIL: put_letter(L, p->m, 'n'); break;
    case LUA_TBOOLEAN: put_letter(L, p->m, lua_toboolean(L, at) ? 't' : 'f'); break;
    case LUA_TNUMBER:
      put_letter(L, p->m, lua_isinteger(L, at) ? 'i' : 'd');
      put(L, p->m, lua_isinteger(L, at) ? (void *)&integer : (void *)&number, 8);
      break;
    case LUA_TSTRING:
      put_letter(L, p->m, 's');
      put_string(L, p->m, at);
      break;
    case LUA_TTABLE: pack_table(p, at, where); break;
    case LUA_TFUNCTION: pack_function(p, at, where); break;
    case LUA_TUSERDATA: pack_tensor(p, at, where); break;
    default: refuse(p, where, lua_pushfstring(L, "a %s", luaL_typename(L, at)));
  }
  p->depth--;
}

void dl_message_pack(lua_State *L, dl_message *m, int first, const char *what) {
  int last = lua_gettop(L);
  luaL_checkstack(L, 16, NULL);
  lua_newtable(L);
  lua_pushnil(L);
  packer p = { .L = L, .m = m, .seen = last + 1, .names = last + 2 };
  place outermost = { NULL, what };
  put_size(L, m, (size_t)(last - first + 1));
  for (int at = first; at <= last; at++) pack(&p, at, &outermost);
  lua_settop(L, last);
}

/* ---- unpacking ---- */

typedef struct {
  lua_State *L;
  const dl_message *m;
  size_t position;
  int seen;                /* a list of what has an id */
  lua_Integer count;
} unpacker;

static void take(unpacker *u, void *to, size_t n) {
  if (n > u->m->size - u->position) luaL_error(u->L, "a message between threads ended");
  memcpy(to, u->m->bytes + u->position, n);
  u->position += n;
}

static char take_letter(unpacker *u) {
  char letter;
  take(u, &letter, 1);
  return letter;
}

static size_t take_size(unpacker *u) {
  size_t n;
  take(u, &n, sizeof n);
  return n;
}

static void push_string(unpacker *u) {
  size_t n = take_size(u);
  if (n > u->m->size - u->position) luaL_error(u->L, "a message between threads ended");
  lua_pushlstring(u->L, u->m->bytes + u->position, n);
  u->position += n;
}

static lua_Integer remember(unpacker *u) {
  lua_pushvalue(u->L, -1);
  lua_rawseti(u->L, u->seen, ++u->count);
  return u->count;
}

static void push_next(unpacker *u, char letter);

static void push_table(unpacker *u) {
  lua_State *L = u->L;
  lua_newtable(L);
  remember(u);
  for (char letter; (letter = take_letter(u)) != '}';) {
    push_next(u, letter);
    push_next(u, take_letter(u));
    lua_rawset(L, -3);
  }
  push_next(u, take_letter(u));
  if (lua_istable(L, -1)) lua_setmetatable(L, -2);
  else lua_pop(L, 1);
}

static void push_function(unpacker *u) {
  lua_State *L = u->L;
  size_t n = take_size(u);
  if (n > u->m->size - u->position) luaL_error(L, "a message between threads ended");
  if (luaL_loadbufferx(L, u->m->bytes + u->position, n, "=(function)", "b") != LUA_OK) lua_error(L);
  u->position += n;
  remember(u);
  for (int i = 1; take_letter(u) == 'u'; i++) {
    push_next(u, take_letter(u));
    lua_setupvalue(L, -2, i);
  }
}

/* require(name) */
static void push_module(unpacker *u) {
  lua_State *L = u->L;
  lua_getglobal(L, "require");
  push_string(u);
  if (strcmp(lua_tostring(L, -1), "_G") == 0) {
    lua_pop(L, 2);
    lua_pushglobaltable(L);
  } else lua_call(L, 1, 1);
}

static void push_class(unpacker *u) {
  lua_State *L = u->L;
  lua_getglobal(L, "require");
  lua_pushliteral(L, "dlua.class");
  lua_call(L, 1, 1);
  lua_getfield(L, -1, "find");
  lua_remove(L, -2);
  push_string(u);
  lua_call(L, 1, 1);
}

static void push_tensor(unpacker *u) {
  dl_tensor *one[1] = { dl_tensor_alias(u->m->tensors[take_size(u)]) };
  if (!one[0]) dl_lua_raise(u->L);
  dl_lua_push_all(u->L, 1, one);
}

static void push_next(unpacker *u, char letter) {
  lua_State *L = u->L;
  lua_Integer integer;
  double number;
  luaL_checkstack(L, 16, NULL);
  switch (letter) {
    case 't': case 'f': lua_pushboolean(L, letter == 't'); break;
    case 'i': take(u, &integer, 8); lua_pushinteger(L, integer); break;
    case 'd': take(u, &number, 8); lua_pushnumber(L, number); break;
    case 's': push_string(u); break;
    case 'T': push_tensor(u); break;
    case 'R': lua_rawgeti(L, u->seen, (lua_Integer)take_size(u)); break;
    case 'G': lua_pushglobaltable(L); break;
    case 'M': push_module(u); break;
    case 'F':
      push_module(u);
      push_string(u);
      lua_gettable(L, -2);
      lua_remove(L, -2);
      break;
    case 'C': push_class(u); break;
    case '{': push_table(u); break;
    case 'L': push_function(u); break;
    default: lua_pushnil(L);
  }
}

int dl_message_unpack(lua_State *L, const dl_message *m) {
  lua_newtable(L);
  unpacker u = { .L = L, .m = m, .seen = lua_gettop(L) };
  int n = (int)take_size(&u);
  for (int i = 0; i < n; i++) push_next(&u, take_letter(&u));
  lua_remove(L, u.seen);
  return n;
}

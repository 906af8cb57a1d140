/* trampoline.c -- the one function behind every operator of the Lua surface.
**
** A closure holds the operator. Called, it turns Lua values into dl_values as the signature asks, calls
** the core and boxes the results. Arguments come by position, by name in a table at the end, or both.
** 1-based dimensions and positions become 0-based here and nowhere else.
*/
#include <string.h>
#include "lua/binding.h"

#define MAX_INTS 128

typedef struct call {
  lua_State *L;
  const dl_op *op;
  int nargs;
  bool requires_grad;
  dl_device *device;
  int used_ints;
  dl_value arg[DL_MAX_ARGUMENTS];
  int64_t ints[MAX_INTS];
} call;

static int fail(call *c, int i, const char *expected, int at) {
  const dl_parameter *p = &c->op->parameter[i];
  const char *got = lua_isnoneornil(c->L, at) ? "nothing" : luaL_typename(c->L, at);
  if (lua_type(c->L, at) == LUA_TNUMBER) got = lua_tostring(c->L, at);
  return dl_lua_error(c->L, "%s: argument %d '%s': expected %s, got %s", c->op->name, i + 1, p->name, expected, got);
}

/* ---- integers ---- */

static int64_t to_integer(call *c, int i, int at) {
  int ok;
  lua_Integer n = lua_tointegerx(c->L, at, &ok);
  if (!ok || lua_type(c->L, at) != LUA_TNUMBER) fail(c, i, "an integer", at);
  return n;
}

/* From 1 in Lua to from 0 in C; negative ones count from the end in both. */
static int64_t from_one(call *c, int i, int64_t n) {
  if (n == 0)
    dl_lua_error(c->L, "%s: argument %d '%s': 0 is not a position (they start at 1, or at -1 from the end)",
                 c->op->name, i + 1, c->op->parameter[i].name);
  return n > 0 ? n - 1 : n;
}

static void add_int(call *c, int i, int64_t n) {
  if (c->used_ints == MAX_INTS)
    dl_lua_error(c->L, "%s: argument %d '%s': more than %d integers", c->op->name, i + 1,
                 c->op->parameter[i].name, MAX_INTS);
  c->ints[c->used_ints++] = n;
}

static dl_value int_list(call *c, int i, int at, bool positions) {
  int first = c->used_ints;
  lua_Unsigned n = lua_rawlen(c->L, at);
  for (lua_Unsigned k = 1; k <= n && k <= MAX_INTS + 1; k++) {
    lua_rawgeti(c->L, at, (lua_Integer)k);
    int64_t v = to_integer(c, i, lua_gettop(c->L));
    add_int(c, i, positions ? from_one(c, i, v) : v);
    lua_pop(c->L, 1);
  }
  return dl_value_ints((dl_ints){ c->ints + first, c->used_ints - first });
}

/* Integers from the stack until something else comes. */
static dl_value int_run(call *c, int i, int *at, int top, bool positions) {
  int first = c->used_ints;
  while (*at <= top && lua_type(c->L, *at) == LUA_TNUMBER) {
    int64_t v = to_integer(c, i, *at);
    add_int(c, i, positions ? from_one(c, i, v) : v);
    ++*at;
  }
  return dl_value_ints((dl_ints){ c->ints + first, c->used_ints - first });
}

/* ---- lists of tensors: they stay on the Lua stack, so nothing can collect them ---- */

static dl_value tensor_array(call *c, int n, dl_tensor ***list) {
  *list = lua_newuserdatauv(c->L, (size_t)(n ? n : 1) * sizeof **list, 0);
  return dl_value_tensors((dl_tensors){ *list, n });
}

static dl_value tensor_list(call *c, int i, int at) {
  int n = (int)lua_rawlen(c->L, at);
  dl_tensor **list;
  luaL_checkstack(c->L, n + 8, "too many tensors in a list");
  dl_value v = tensor_array(c, n, &list);
  for (int k = 0; k < n; k++) {
    lua_rawgeti(c->L, at, k + 1);
    list[k] = dl_lua_tensor(c->L, -1);
    if (!list[k])
      dl_lua_error(c->L, "%s: argument %d '%s': item %d: expected a Tensor, got %s", c->op->name, i + 1,
                   c->op->parameter[i].name, k + 1, luaL_typename(c->L, -1));
  }
  return v;
}

static dl_value tensor_run(call *c, int *at, int top) {
  int n = 0;
  dl_tensor **list;
  while (*at + n <= top && dl_lua_tensor(c->L, *at + n)) n++;
  dl_value v = tensor_array(c, n, &list);
  for (int k = 0; k < n; k++) list[k] = dl_lua_tensor(c->L, *at + k);
  *at += n;
  return v;
}

/* ---- one argument ---- */

static dl_value to_value(call *c, int i, int at) {
  lua_State *L = c->L;
  const dl_parameter *p = &c->op->parameter[i];
  int type = lua_type(L, at);
  if (type == LUA_TNIL || type == LUA_TNONE) {
    if (!p->optional && p->missing.kind == DL_NIL) fail(c, i, dl_parameter_type_name(p->type), at);
    return dl_nil();
  }
  switch (p->type) {
    case DL_P_TENSOR: case DL_P_TENSOR_OR_NUMBER: {
      dl_tensor *t = dl_lua_tensor(L, at);
      if (t) return dl_value_tensor(t);
      if (p->type == DL_P_TENSOR) fail(c, i, "a Tensor", at);
      if (lua_isinteger(L, at)) return dl_value_integer(lua_tointeger(L, at));
      if (type == LUA_TNUMBER) return dl_value_number(lua_tonumber(L, at));
      if (type == LUA_TBOOLEAN) return dl_value_boolean(lua_toboolean(L, at));
      fail(c, i, "a Tensor or a number", at);
      break;
    }
    case DL_P_NUMBER:
      if (type != LUA_TNUMBER) fail(c, i, "a number", at);
      return dl_value_number(lua_tonumber(L, at));
    case DL_P_INT: return dl_value_integer(to_integer(c, i, at));
    case DL_P_DIM: case DL_P_INDEX: return dl_value_integer(from_one(c, i, to_integer(c, i, at)));
    case DL_P_BOOL:
      if (type != LUA_TBOOLEAN) fail(c, i, "a boolean", at);
      return dl_value_boolean(lua_toboolean(L, at));
    case DL_P_STRING: case DL_P_DTYPE:
      if (type != LUA_TSTRING && (type != LUA_TNUMBER || p->type == DL_P_DTYPE)) fail(c, i, p->type == DL_P_DTYPE ? "the name of a dtype" : "a string", at);
      return dl_value_string(lua_tostring(L, at));
    case DL_P_TENSORS:
      if (type != LUA_TTABLE) fail(c, i, "a list of Tensors", at);
      return tensor_list(c, i, at);
    case DL_P_INTS_OR_STRING:
      if (type == LUA_TSTRING) return dl_value_string(lua_tostring(L, at));    /* fall through */
    default:
      if (type == LUA_TTABLE) return int_list(c, i, at, p->type == DL_P_DIMS);
      int64_t n = to_integer(c, i, at);
      int first = c->used_ints;
      add_int(c, i, p->type == DL_P_DIMS ? from_one(c, i, n) : n);
      return dl_value_ints((dl_ints){ c->ints + first, 1 });
  }
  return dl_nil();
}

/* ---- all arguments ---- */

/* Is the value a table of options, that is, one with a name among its keys? */
static bool is_options(lua_State *L, int at) {
  if (lua_type(L, at) != LUA_TTABLE) return false;
  lua_pushnil(L);
  if (!lua_next(L, at)) return false;
  bool named = lua_type(L, -2) == LUA_TSTRING;
  lua_pop(L, 2);
  return named;
}

static void unknown_option(call *c, const char *name) {
  luaL_Buffer b;
  luaL_buffinit(c->L, &b);
  for (int i = 0; i < c->op->nparameters; i++) {
    if (i) luaL_addstring(&b, ", ");
    luaL_addstring(&b, c->op->parameter[i].name);
  }
  if (c->op->record->flags & DL_CREATES) luaL_addstring(&b, ", device, requiresGrad");
  luaL_pushresult(&b);
  dl_lua_error(c->L, "%s: there is no argument '%s' (it takes: %s)", c->op->name, name, lua_tostring(c->L, -1));
}

static void creation_option(call *c, const char *name, int at) {
  if (strcmp(name, "requiresGrad") == 0) {
    if (!lua_isboolean(c->L, at)) dl_lua_error(c->L, "%s: requiresGrad: expected a boolean", c->op->name);
    c->requires_grad = lua_toboolean(c->L, at);
  } else if (strcmp(name, "device") == 0) {
    if (lua_type(c->L, at) != LUA_TSTRING) dl_lua_error(c->L, "%s: device: expected a name", c->op->name);
    if (!(c->device = dl_device_find(lua_tostring(c->L, at)))) dl_lua_raise(c->L);
  } else unknown_option(c, name);
}

static void read_options(call *c, int at) {
  lua_State *L = c->L;
  luaL_checkstack(L, 16, NULL);
  lua_pushnil(L);
  while (lua_next(L, at)) {
    int i = 0, value = lua_gettop(L);
    if (lua_type(L, -2) != LUA_TSTRING)
      dl_lua_error(L, "%s: the options mix names and positions", c->op->name);
    const char *name = lua_tostring(L, -2);
    while (i < c->op->nparameters && strcmp(c->op->parameter[i].name, name) != 0) i++;
    if (i == c->op->nparameters) creation_option(c, name, value);
    else {
      if (i < c->nargs && c->arg[i].kind != DL_NIL)
        dl_lua_error(L, "%s: argument '%s' is given twice", c->op->name, name);
      dl_value v = to_value(c, i, value);
      for (; c->nargs <= i; c->nargs++) c->arg[c->nargs] = dl_nil();
      c->arg[i] = v;
      if (lua_gettop(L) > value) {                 /* items of a list stay; the key must be at the top */
        lua_pushvalue(L, value - 1);
        continue;
      }
    }
    lua_pop(L, 1);
  }
}

static void read_arguments(call *c) {
  lua_State *L = c->L;
  const dl_op *op = c->op;
  int top = lua_gettop(L), at = 1, i = 0, options = 0;
  if (top > 0 && is_options(L, top)) options = top--;
  for (; i < op->nparameters && at <= top; i++) {
    uint8_t type = op->parameter[i].type;
    dl_tensor *t = type <= DL_P_TENSOR_OR_NUMBER ? dl_lua_tensor(L, at) : NULL;
    if (t) {                                                       /* most arguments, so without ado */
      c->arg[i] = dl_value_tensor(t);
      at++;
      continue;
    }
    bool rest = type == DL_P_SIZES || (type == DL_P_DIMS && i == op->nparameters - 1);
    if (rest && lua_type(L, at) == LUA_TNUMBER)
      c->arg[i] = int_run(c, i, &at, top, type == DL_P_DIMS);
    else if (type == DL_P_TENSORS && dl_lua_tensor(L, at)) c->arg[i] = tensor_run(c, &at, top);
    else c->arg[i] = to_value(c, i, at++);
  }
  c->nargs = i;
  if (at <= top)
    dl_lua_error(L, "%s: takes %d argument%s, got %d", op->name, op->nparameters,
                 op->nparameters == 1 ? "" : "s", top);
  if (options) read_options(c, options);
  for (i = c->nargs; i < op->nparameters; i++)
    if (!op->parameter[i].optional && op->parameter[i].missing.kind == DL_NIL) {
      if (op->parameter[i].type == DL_P_SIZES) continue;           /* zeros() is a scalar: handled below */
      dl_lua_error(L, "%s: argument %d '%s': expected %s, got nothing", op->name, i + 1,
                   op->parameter[i].name, dl_parameter_type_name(op->parameter[i].type));
    }
  for (; c->nargs < op->nparameters && op->parameter[c->nargs].type == DL_P_SIZES; c->nargs++)
    c->arg[c->nargs] = dl_value_ints((dl_ints){ c->ints, 0 });
}

/* ---- the call ---- */

static int finish(call *c, dl_box *box, int n, dl_tensor **results) {
  lua_State *L = c->L;
  if (n == 0) return 0;
  box->tensor = results[0];
  if (c->requires_grad && dl_tensor_set_requires_grad(results[0], true) != DL_OK) {
    for (int i = 1; i < n; i++) dl_tensor_release(results[i]);
    return dl_lua_raise(L);
  }
  if (n > 1) dl_lua_push_all(L, n - 1, results + 1);
  return n;
}

static int run(call *c) {
  lua_State *L = c->L, *outer = dl_lua_running;
  dl_tensor *results[DL_MAX_RESULTS];
  int n = 0;
  dl_box *box = dl_lua_new_box(L);
  dl_status status;
  dl_lua_running = L;
  dl_device *before = dl_device_for_creation(c->device);
  bool again = true;
  do {
    status = dl_call(c->op, c->nargs, c->arg, &n, results);
    if (status == DL_OK || !dl_lua_make_room(L, again)) break;
    again = false;
  } while (true);
  dl_device_for_creation(before);
  dl_lua_running = outer;
  return status == DL_OK ? finish(c, box, n, results) : dl_lua_raise(L);
}

static void begin(call *c, lua_State *L) {
  c->L = L;
  c->op = lua_touserdata(L, lua_upvalueindex(2));
  c->requires_grad = false;
  c->device = NULL;
  c->used_ints = 0;
  dl_lua_report_memory(L);
  read_arguments(c);
}

static int call_operator(lua_State *L) {
  call c;
  begin(&c, L);
  return run(&c);
}

/* Lua calls the metamethods of unary operators with the operand twice. */
static int call_unary(lua_State *L) {
  lua_settop(L, 1);
  return call_operator(L);
}

/* Writes into argument 1 and returns it. */
static int call_in_place(lua_State *L) {
  call c;
  begin(&c, L);
  lua_State *outer = dl_lua_running;
  dl_lua_running = L;
  dl_status status = dl_call_in_place(c.op, c.nargs, c.arg);
  if (status != DL_OK && dl_lua_make_room(L, true)) status = dl_call_in_place(c.op, c.nargs, c.arg);
  dl_lua_running = outer;
  if (status != DL_OK) return dl_lua_raise(L);
  lua_pushvalue(L, 1);
  return 1;
}

static const lua_CFunction functions[] = {
  [DL_LUA_CALL] = call_operator, [DL_LUA_IN_PLACE] = call_in_place, [DL_LUA_UNARY] = call_unary
};

void dl_lua_push_operator(lua_State *L, const dl_op *op, dl_lua_form form) {
  dl_lua_push_metatable(L);
  lua_pushlightuserdata(L, (void *)op);
  lua_pushcclosure(L, functions[form], 2);
}

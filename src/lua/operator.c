/* operator.c -- the operator table for Lua to read, and operators that Lua defines.
**
** An operator defined in Lua is a record like any other. Its decomposition calls the Lua function `forward`;
** when there is a `backward`, the call is opaque to the tape (DL_OPAQUE) and its gradient calls `backward`.
** Between the two travels a Lua table, the context, by reference in the registry: the node owns it.
*/
#include <stdlib.h>
#include <string.h>
#include "lua/binding.h"

typedef struct { lua_State *main; int forward, backward; } lua_operator;    /* references in the registry of main */
typedef struct { lua_State *main; int table; } lua_context;

/* ---- the table, for reading ---- */

static void push_parameters(lua_State *L, const dl_op *op) {
  lua_createtable(L, op->nparameters, 0);
  for (int i = 0; i < op->nparameters; i++) {
    const dl_parameter *p = &op->parameter[i];
    lua_createtable(L, 0, 4);
    dl_lua_set_string(L, "name", p->name);
    dl_lua_set_string(L, "type", dl_parameter_type_name((dl_parameter_type)p->type));
    dl_lua_set_boolean(L, "optional", p->optional || p->missing.kind != DL_NIL);
    lua_rawseti(L, -2, i + 1);
  }
}

static const char *const rules[] = {       /* as in dl_autocast_rule */
  NULL, "low", "float32", "float32 on devices", "widest"
};

/* describe(i): the record of row i as a table, nil past the end. */
static int describe(lua_State *L) {
  lua_Integer i = luaL_checkinteger(L, 1);
  const dl_op *op = i >= 1 && i <= dl_op_count() ? dl_op_at((int)i - 1) : NULL;
  if (!op) return 0;
  const dl_record *r = op->record;
  lua_createtable(L, 0, 20);
  dl_lua_set_string(L, "name", op->name);
  dl_lua_set_string(L, "sig", r->sig);
  dl_lua_set_string(L, "returns", r->returns);
  dl_lua_set_string(L, "aliases", r->alias);
  dl_lua_set_string(L, "doc", r->doc);
  dl_lua_set_string(L, "sample", r->sample);
  dl_lua_set_string(L, "error", r->error);
  dl_lua_set_boolean(L, "view", r->flags & DL_VIEW);
  dl_lua_set_boolean(L, "inPlace", r->flags & (DL_IN_PLACE | DL_ONLY_IN_PLACE));
  dl_lua_set_boolean(L, "onlyInPlace", r->flags & DL_ONLY_IN_PLACE);
  dl_lua_set_boolean(L, "random", r->flags & DL_RANDOM);
  dl_lua_set_boolean(L, "creates", r->flags & DL_CREATES);
  dl_lua_set_string(L, "autocast", rules[r->autocast]);
  dl_lua_set_boolean(L, "noGrad", r->flags & DL_NO_GRAD);
  dl_lua_set_boolean(L, "hasGrad", r->grad != NULL);
  dl_lua_set_boolean(L, "hasDecomp", r->decomp != NULL);
  dl_lua_set_boolean(L, "hasKernel", r->kernel != NULL);
  dl_lua_set_boolean(L, "inLua", r->user != NULL);
  dl_lua_set_number(L, "tolerance", r->tolerance);
  push_parameters(L, op);
  lua_setfield(L, -2, "parameters");
  return 1;
}

/* setDecompose(b): run decompositions where there are kernels too. Returns what was set before. */
static int set_decompose(lua_State *L) {
  lua_pushboolean(L, dl_set_decompose(lua_toboolean(L, 1)));
  return 1;
}

/* ---- values for Lua ---- */

static void push_tensor(lua_State *L, dl_tensor *t) {
  dl_tensor *one[1] = { dl_tensor_retain(t) };
  dl_lua_push_all(L, 1, one);
}

static void push_value(lua_State *L, const dl_value *v, dl_parameter_type type) {
  bool positions = type == DL_P_DIM || type == DL_P_INDEX || type == DL_P_DIMS;
  switch (v->kind) {
    case DL_TENSOR: push_tensor(L, v->tensor); break;
    case DL_NUMBER: lua_pushnumber(L, v->number); break;
    case DL_INTEGER:
      if (type == DL_P_DTYPE) lua_pushstring(L, dl_dtype_name((dl_dtype)v->integer));
      else lua_pushinteger(L, v->integer + (positions && v->integer >= 0));
      break;
    case DL_BOOLEAN: lua_pushboolean(L, v->boolean); break;
    case DL_STRING: lua_pushstring(L, v->string); break;
    case DL_INTS:
      lua_createtable(L, v->ints.count, 0);
      for (int k = 0; k < v->ints.count; k++) {
        lua_pushinteger(L, v->ints.data[k] + (positions && v->ints.data[k] >= 0));
        lua_rawseti(L, -2, k + 1);
      }
      break;
    case DL_TENSORS:
      lua_createtable(L, v->tensors.count, 0);
      for (int k = 0; k < v->tensors.count; k++) {
        push_tensor(L, v->tensors.data[k]);
        lua_rawseti(L, -2, k + 1);
      }
      break;
    default: lua_pushnil(L);
  }
}

/* ---- calls from the core into Lua, each protected: an error becomes a status ---- */

typedef struct {
  const lua_operator *functions;
  dl_args *args;
  dl_grad *grad;
  int context;                 /* reference of the context, made by forward */
} crossing;

static lua_State *main_thread(lua_State *L) {
  lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_MAINTHREAD);
  lua_State *main = lua_tothread(L, -1);
  lua_pop(L, 1);
  return main;
}

static dl_status protect(lua_CFunction body, crossing *c) {
  lua_State *L = dl_lua_running;
  if (!L) return dl_error_set("an operator defined in Lua was called outside of Lua");
  if (!lua_checkstack(L, 1) || main_thread(L) != c->functions->main)
    return dl_error_set("an operator defined in Lua was called in another Lua state (a worker's?)");
  int top = lua_gettop(L);
  if (!lua_checkstack(L, 16)) return dl_error_set("the Lua stack is full");
  dl_lua_push_metatable(L);
  lua_pushcclosure(L, body, 1);
  lua_pushlightuserdata(L, c);
  dl_status status = lua_pcall(L, 1, 0, 0) == LUA_OK ? DL_OK : dl_lua_keep_error(L);
  lua_settop(L, top);
  return status;
}

static void push_context_metatable(lua_State *L) { luaL_setmetatable(L, "dlua.context"); }

/* Results that forward also saved would hold themselves alive through the context: mark them by position. */
static void settle_saved(lua_State *L, int context, int first_result, int n) {
  if (lua_getfield(L, context, "saved_") == LUA_TTABLE) {
    lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
    for (lua_Integer k = 1; k <= count; k++) {
      lua_rawgeti(L, -1, k);
      for (int i = 0; i < n; i++)
        if (dl_lua_tensor(L, -1) && dl_lua_tensor(L, -1) == dl_lua_tensor(L, first_result + i)) {
          lua_pushinteger(L, i);
          lua_rawseti(L, -3, k);
        }
      lua_pop(L, 1);
    }
  }
  lua_pop(L, 1);
}

static int forward_body(lua_State *L) {
  crossing *c = lua_touserdata(L, 1);
  dl_args *a = c->args;
  luaL_checkstack(L, DL_MAX_RESULTS + DL_MAX_ARGUMENTS + 16, NULL);
  lua_newtable(L);
  push_context_metatable(L);
  int context = lua_gettop(L);
  lua_rawgeti(L, LUA_REGISTRYINDEX, c->functions->forward);
  lua_pushvalue(L, context);
  for (int i = 0; i < a->nargs; i++)
    push_value(L, &a->arg[i], (dl_parameter_type)a->op->parameter[i].type);
  lua_call(L, a->nargs + 1, LUA_MULTRET);
  int n = lua_gettop(L) - context;
  if (n < 1 || n > 16) return luaL_error(L, "%s: forward returned %d values, expected 1 to 16 Tensors", a->op->name, n);
  for (int i = 0; i < n; i++) {
    dl_tensor *t = dl_lua_tensor(L, context + 1 + i);
    if (!t) return luaL_error(L, "%s: forward: result %d: expected a Tensor, got %s", a->op->name, i + 1,
                              luaL_typename(L, context + 1 + i));
    bool is_argument = false;                 /* an argument handed through gets a header of its own */
    DL_EACH_TENSOR(argument, a->nargs, a->arg) is_argument = is_argument || argument == t;
    if (is_argument && (a->op->record->flags & DL_OPAQUE)) t = dl_scope_own(a->scope, dl_tensor_alias(t));
    dl_give_result(a, i, t);
  }
  if (!(a->op->record->flags & DL_OPAQUE)) return 0;
  settle_saved(L, context, context + 1, n);
  lua_pushvalue(L, context);
  c->context = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

static void drop_context(void *user) {
  lua_context *context = user;
  luaL_unref(context->main, LUA_REGISTRYINDEX, context->table);
  dl_deallocate(context, sizeof *context);
}

static dl_status forward(dl_args *a) {
  crossing c = { .functions = a->op->record->user, .args = a, .context = LUA_NOREF };
  lua_context *context = NULL;
  if (a->op->record->flags & DL_OPAQUE) {
    context = dl_allocate(sizeof *context);
    if (!context) return DL_NO_MEMORY;
  }
  dl_status status = protect(forward_body, &c);
  if (!context) return status;
  if (status != DL_OK) {
    dl_deallocate(context, sizeof *context);
    return status;
  }
  *context = (lua_context){ main_thread(dl_lua_running), c.context };
  a->context = context;
  a->drop_context = drop_context;
  return DL_OK;
}

/* What ctx:saved() will return, and which gradients are asked for. */
static void prepare_context(lua_State *L, dl_grad *g, int context) {
  if (lua_getfield(L, context, "saved_") == LUA_TTABLE) {
    lua_Integer n = (lua_Integer)lua_rawlen(L, -1);
    lua_createtable(L, (int)n, 0);
    for (lua_Integer k = 1; k <= n; k++) {
      if (lua_rawgeti(L, -2, k) == LUA_TNUMBER) {
        dl_tensor *result = g->result[lua_tointeger(L, -1)];
        lua_pop(L, 1);
        push_tensor(L, result);
      }
      lua_rawseti(L, -2, k);
    }
    lua_setfield(L, context, "ready_");
  }
  lua_pop(L, 1);
  lua_createtable(L, g->nargs, 0);
  for (int i = 0; i < g->nargs; i++) {
    lua_pushboolean(L, dl_wants(g, i));
    lua_rawseti(L, -2, i + 1);
  }
  lua_setfield(L, context, "needs");
}

/* The gradients of a list of tensors: a list too, nil where there is none. */
static void give_list(lua_State *L, dl_grad *g, int i, int at) {
  for (int k = 0; k < g->arg[i].tensors.count; k++) {
    lua_rawgeti(L, at, k + 1);
    dl_tensor *t = dl_lua_tensor(L, -1);
    if (!t && !lua_isnil(L, -1))
      luaL_error(L, "%s: backward: gradient %d: item %d: expected a Tensor or nil, got %s", g->op->name, i + 1,
                 k + 1, luaL_typename(L, -1));
    if (t) dl_give_item(g, i, k, t);
    lua_pop(L, 1);
  }
}

static int backward_body(lua_State *L) {
  crossing *c = lua_touserdata(L, 1);
  dl_grad *g = c->grad;
  luaL_checkstack(L, DL_MAX_RESULTS + DL_MAX_ARGUMENTS + 16, NULL);
  lua_rawgeti(L, LUA_REGISTRYINDEX, ((lua_context *)g->context)->table);
  int context = lua_gettop(L);
  prepare_context(L, g, context);
  lua_rawgeti(L, LUA_REGISTRYINDEX, c->functions->backward);
  lua_pushvalue(L, context);
  for (int i = 0; i < g->nresults; i++) push_tensor(L, dl_upstream(g, i));
  lua_call(L, g->nresults + 1, g->nargs);
  for (int i = 0; i < g->nargs; i++) {
    int at = context + 1 + i;
    dl_tensor *t = dl_lua_tensor(L, at);
    if (lua_istable(L, at) && g->arg[i].kind == DL_TENSORS) {
      give_list(L, g, i, at);
      continue;
    }
    if (!t && !lua_isnil(L, at))
      return luaL_error(L, "%s: backward: gradient %d: expected a Tensor or nil, got %s", g->op->name, i + 1,
                        luaL_typename(L, at));
    if (t) dl_give(g, i, t);
  }
  lua_pushnil(L);
  lua_setfield(L, context, "ready_");
  return 0;
}

static void backward(dl_grad *g) {
  crossing c = { .functions = g->op->record->user, .grad = g };
  if (protect(backward_body, &c) != DL_OK) dl_scope_fail(g->scope);
}

/* ---- definition ---- */

/* Push the field, which must be of this type; nil when it need not be there. */
static void push_field(lua_State *L, const char *name, int type, bool needed) {
  int got = lua_getfield(L, 1, name);
  if (got != type && (needed || got != LUA_TNIL))
    dl_lua_error(L, "operator: field '%s': expected a %s, got %s", name, lua_typename(L, type), luaL_typename(L, -1));
}

/* For the life of the table, that is, of the process. */
static char *copy_field(lua_State *L, int at) {
  const char *text = lua_tostring(L, at);
  return text ? strdup(text) : NULL;
}

static int keep_function(lua_State *L, int at) {
  lua_pushvalue(L, at);
  return luaL_ref(L, LUA_REGISTRYINDEX);        /* LUA_REFNIL for nil */
}

static void discard(lua_State *L, char *name, dl_record *record) {
  lua_operator *functions = record->user;
  luaL_unref(L, LUA_REGISTRYINDEX, functions->forward);
  luaL_unref(L, LUA_REGISTRYINDEX, functions->backward);
  const char *const texts[] = { name, record->sig, record->doc, record->sample, record->error };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) free((char *)texts[i]);
  free(functions);
  free(record);
}

/* defineOperator{name=, sig=, forward=, backward=, doc=, sample=, error=}: the function that calls it. */
static int define(lua_State *L) {
  enum { NAME = 2, SIG, DOC, SAMPLE, ERROR, FORWARD, BACKWARD };
  if (dl_thread_is_worker()) return dl_lua_error(L, "operator: a worker cannot define operators");
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  push_field(L, "name", LUA_TSTRING, true);
  push_field(L, "sig", LUA_TSTRING, true);
  push_field(L, "doc", LUA_TSTRING, false);
  push_field(L, "sample", LUA_TSTRING, false);
  push_field(L, "error", LUA_TSTRING, false);
  push_field(L, "forward", LUA_TFUNCTION, true);
  push_field(L, "backward", LUA_TFUNCTION, false);
  const dl_op *old = dl_op_find(lua_tostring(L, NAME));
  if (old && !old->record->user)
    return dl_lua_error(L, "operator: '%s' is an operator of dlua itself", lua_tostring(L, NAME));
  lua_operator *functions = malloc(sizeof *functions);
  dl_record *record = calloc(1, sizeof *record);
  if (!functions || !record) {
    free(functions);
    free(record);
    return dl_lua_error(L, "operator: out of memory");
  }
  *functions = (lua_operator){ .main = main_thread(L), .forward = keep_function(L, FORWARD), .backward = keep_function(L, BACKWARD) };
  bool opaque = functions->backward != LUA_REFNIL;
  *record = (dl_record){ .sig = copy_field(L, SIG), .doc = copy_field(L, DOC), .sample = copy_field(L, SAMPLE),
                         .error = copy_field(L, ERROR), .user = functions,
                         .flags = opaque ? DL_OPAQUE | DL_BROADCAST : 0, .decomp = forward,
                         .grad = opaque ? backward : NULL, .saves = opaque ? 0xFFFF0000u : 0 };
  char *name = copy_field(L, NAME);
  const dl_op *op = dl_op_add(name, record);
  if (!op) {
    discard(L, name, record);
    return dl_lua_raise(L);
  }
  dl_lua_push_operator(L, op, DL_LUA_CALL);
  return 1;
}

static const luaL_Reg functions[] = {
  { "describe", describe }, { "setDecompose", set_decompose }, { "defineOperator", define }, { NULL, NULL }
};

void dl_lua_open_operator(lua_State *L) {
  luaL_newmetatable(L, "dlua.context");
  lua_setfield(L, -2, "contextMetatable");
  dl_lua_set_functions(L, functions);
}

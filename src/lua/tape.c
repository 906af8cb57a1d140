/* tape.c -- the tape behind a tensor as Lua tables, for pictures of it; and the names that tensors are given. */
#include "grad/tape.h"
#include "lua/binding.h"

static const char names_key[] = "dlua.names";

/* ---- names: of boxes, which they do not keep alive ---- */

void dl_lua_push_names(lua_State *L) {
  if (luaL_getsubtable(L, LUA_REGISTRYINDEX, names_key)) return;
  lua_createtable(L, 0, 1);
  dl_lua_set_string(L, "__mode", "k");
  lua_setmetatable(L, -2);
}

/* tensorNames(): the table from tensors to their names. */
static int tensor_names(lua_State *L) {
  dl_lua_push_names(L);
  return 1;
}

/* tensorId(t): what tells tensors apart, whichever box they are in. */
static int tensor_id(lua_State *L) {
  lua_pushlightuserdata(L, dl_lua_check_tensor(L, 1, "tensorId", "tensor"));
  return 1;
}

/* ---- the tape ---- */

static void push_header(lua_State *L, const dl_tensor *t) {
  lua_createtable(L, 0, 3);
  lua_createtable(L, t->ndim, 0);
  for (int d = 0; d < t->ndim; d++) {
    lua_pushinteger(L, t->shape[d]);
    lua_rawseti(L, -2, d + 1);
  }
  lua_setfield(L, -2, "shape");
  dl_lua_set_string(L, "dtype", dl_dtype_name((dl_dtype)t->dtype));
  lua_pushlightuserdata(L, (void *)t);
  lua_setfield(L, -2, "id");
}

/* The number of a node in the list at `list`; one that is not in it yet is put behind the others. `places` finds them. */
static lua_Integer place_of(lua_State *L, const dl_node *node, int list, int places) {
  if (lua_rawgetp(L, places, node) == LUA_TNUMBER) {
    lua_Integer place = lua_tointeger(L, -1);
    lua_pop(L, 1);
    return place;
  }
  lua_Integer place = (lua_Integer)lua_rawlen(L, list) + 1;
  lua_pop(L, 1);
  lua_pushinteger(L, place);
  lua_rawsetp(L, places, node);
  lua_pushlightuserdata(L, (void *)node);
  lua_rawseti(L, list, place);
  return place;
}

/* Its tensors: {node =, output =} for what the tape knows, a header for constants. */
static void push_inputs(lua_State *L, const dl_node *node, int list, int places) {
  int e = 0, n = 0;
  lua_newtable(L);
  DL_EACH_TENSOR(t, node->nargs, node->arg) {
    const dl_edge *edge = &node->edge[e++];
    if (edge->node) {
      lua_Integer place = place_of(L, edge->node, list, places);
      lua_createtable(L, 0, 2);
      dl_lua_set_integer(L, "node", place);
      dl_lua_set_integer(L, "output", edge->output + 1);
    } else push_header(L, t);
    lua_rawseti(L, -2, ++n);
  }
}

static void push_node(lua_State *L, const dl_node *node, int list, int places) {
  lua_createtable(L, 0, 3);
  lua_createtable(L, node->nresults, 0);
  if (!node->op && node->leaf) {
    push_header(L, node->leaf);
    lua_rawseti(L, -2, 1);
  }
  for (int i = 0; node->op && i < node->nresults; i++) {
    push_header(L, node->result[i]);
    lua_rawseti(L, -2, i + 1);
  }
  lua_setfield(L, -2, "results");
  if (!node->op) return;
  dl_lua_set_string(L, "operator", node->op->name);
  push_inputs(L, node, list, places);
  lua_setfield(L, -2, "inputs");
}

/* tape(t): the list of nodes behind t, its own first: {operator =, inputs =, results =}, a leaf has only results. */
static int tape(lua_State *L) {
  dl_tensor *t = dl_lua_check_tensor(L, 1, "tape", "tensor");
  dl_node *first = dl_tape_node(t);
  lua_settop(L, 1);
  lua_newtable(L);
  lua_newtable(L);
  if (!first) {
    if (dl_error_status() != DL_OK) return dl_lua_raise(L);
    lua_settop(L, 2);
    return 1;
  }
  place_of(L, first, 2, 3);
  for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, 2); i++) {
    lua_rawgeti(L, 2, i);
    const dl_node *node = lua_touserdata(L, -1);
    lua_pop(L, 1);
    if (node->spent) return dl_lua_error(L, "tape: backward gave the tape back already (use {retainGraph = true}, or ask before it)");
    push_node(L, node, 2, 3);
    lua_rawseti(L, 2, i);
  }
  lua_settop(L, 2);
  return 1;
}

static const luaL_Reg functions[] = {
  { "tape", tape }, { "tensorId", tensor_id }, { "tensorNames", tensor_names }, { NULL, NULL }
};

void dl_lua_open_tape(lua_State *L) { dl_lua_set_functions(L, functions); }

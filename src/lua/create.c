/* create.c -- tensors from nested Lua tables and back, and raw bytes. */
#include <string.h>
#include "lua/binding.h"

typedef struct {
  lua_State *L;
  int ndim;
  int64_t shape[DL_MAX_DIMS];
  dl_dtype dtype;
  char *to;
} build;

/* The shape, read along the first items. A tensor among the items (0-dimensional) counts as a number. */
static bool has_booleans(build *b, int at) {
  lua_State *L = b->L;
  luaL_checkstack(L, DL_MAX_DIMS + 8, NULL);
  int top = lua_gettop(L);
  lua_pushvalue(L, at);
  while (lua_type(L, -1) == LUA_TTABLE) {
    if (b->ndim == DL_MAX_DIMS) dl_lua_error(L, "tensor: the table is nested deeper than %d", DL_MAX_DIMS);
    b->shape[b->ndim++] = (int64_t)lua_rawlen(L, -1);
    lua_rawgeti(L, -1, 1);
    if (lua_isnil(L, -1)) break;
  }
  bool booleans = lua_type(L, -1) == LUA_TBOOLEAN;
  lua_settop(L, top);
  return booleans;
}

static void store(build *b, int at) {
  lua_State *L = b->L;
  dl_tensor *t = dl_lua_tensor(L, at);
  if (t) {
    double number;
    int64_t integer;
    if (dl_tensor_numel(t) != 1) dl_lua_error(L, "tensor: an item is a Tensor of several elements (use dl.stack)");
    if (dl_tensor_read(t, 0, &number, &integer) != DL_OK) dl_lua_raise(L);
    dl_convert(b->dtype, b->to, DL_FLOAT64, &number, 1);
  } else if (lua_isinteger(L, at)) {
    int64_t n = lua_tointeger(L, at);
    dl_convert(b->dtype, b->to, DL_INT64, &n, 1);
  } else if (lua_type(L, at) == LUA_TNUMBER) {
    double n = lua_tonumber(L, at);
    dl_convert(b->dtype, b->to, DL_FLOAT64, &n, 1);
  } else if (lua_isboolean(L, at)) {
    int64_t n = lua_toboolean(L, at);
    dl_convert(b->dtype, b->to, DL_INT64, &n, 1);
  } else dl_lua_error(L, "tensor: expected a number, got %s", luaL_typename(L, at));
  b->to += dl_dtype_size(b->dtype);
}

static void fill(build *b, int at, int depth) {
  lua_State *L = b->L;
  if (depth == b->ndim) {
    store(b, at);
    return;
  }
  if (lua_type(L, at) != LUA_TTABLE || (int64_t)lua_rawlen(L, at) != b->shape[depth])
    dl_lua_error(L, "tensor: the table is ragged: at depth %d a list of %lld items was expected, got %s%s",
      depth + 1, (long long)b->shape[depth], luaL_typename(L, at), lua_type(L, at) == LUA_TTABLE ? " of another length" : "");
  for (int64_t i = 1; i <= b->shape[depth]; i++) {
    lua_rawgeti(L, at, i);
    fill(b, lua_gettop(L), depth + 1);
    lua_pop(L, 1);
  }
}

static int build_tensor(lua_State *L, int at, int dtype) {
  build b = { .L = L };
  bool booleans = has_booleans(&b, at);
  b.dtype = dtype >= 0 ? (dl_dtype)dtype : booleans ? DL_BOOL : DL_FLOAT32;
  dl_box *box = dl_lua_new_box(L);
  box->tensor = dl_tensor_new(b.dtype, b.ndim, b.shape, NULL);
  if (!box->tensor) return dl_lua_raise(L);
  b.to = box->tensor->storage->data;
  if (dl_tensor_numel(box->tensor)) fill(&b, at, 0);
  return 1;
}

dl_tensor *dl_lua_tensor_from(lua_State *L, int at, int dtype) {
  build_tensor(L, at, dtype);
  return dl_lua_tensor(L, -1);                          /* stays on the stack */
}

static int dtype_argument(lua_State *L, int at, const char *function) {
  if (lua_isnoneornil(L, at)) return -1;
  const char *name = lua_type(L, at) == LUA_TSTRING ? lua_tostring(L, at) : NULL;
  int dtype = name ? dl_dtype_from_name(name) : -1;
  if (dtype < 0) dl_lua_error(L, "%s: there is no dtype '%s'", function, name ? name : luaL_typename(L, at));
  return dtype;
}

/* fromTable(table or number, dtype?): dl.tensor adds options. */
static int from_table(lua_State *L) {
  return build_tensor(L, 1, dtype_argument(L, 2, "tensor"));
}

/* ---- to tables ---- */

static void push_element(lua_State *L, dl_dtype dtype, const char *at) {
  double number;
  int64_t integer;
  if (dl_dtype_is_float(dtype)) {
    dl_convert(DL_FLOAT64, &number, dtype, at, 1);
    lua_pushnumber(L, number);
    return;
  }
  dl_convert(DL_INT64, &integer, dtype, at, 1);
  if (dtype == DL_BOOL) lua_pushboolean(L, integer != 0);
  else lua_pushinteger(L, integer);
}

static const char *push_nested(lua_State *L, const dl_tensor *t, int depth, const char *at) {
  if (depth == t->ndim) {
    push_element(L, (dl_dtype)t->dtype, at);
    return at + dl_dtype_size((dl_dtype)t->dtype);
  }
  luaL_checkstack(L, 4, NULL);
  lua_createtable(L, t->shape[depth] < 1 << 20 ? (int)t->shape[depth] : 0, 0);
  for (int64_t i = 1; i <= t->shape[depth]; i++) {
    at = push_nested(L, t, depth + 1, at);
    lua_rawseti(L, -2, i);
  }
  return at;
}

/* The tensor's elements as dense bytes of the host, anchored on the Lua stack. */
static dl_tensor *dense(lua_State *L, dl_tensor *t) {
  if (t->storage->device == dl_device_cpu() && dl_tensor_is_contiguous(t)) return t;
  dl_box *box = dl_lua_new_box(L);
  box->tensor = dl_tensor_new((dl_dtype)t->dtype, t->ndim, t->shape, dl_device_cpu());
  if (!box->tensor || dl_copy_data(box->tensor, t) != DL_OK) {
    dl_error_prefix("reading a tensor");
    dl_lua_raise(L);
  }
  return box->tensor;
}

static int to_table(lua_State *L) {
  dl_tensor *t = dense(L, dl_lua_check_tensor(L, 1, "totable", "self"));
  push_nested(L, t, 0, dl_tensor_data(t));
  return 1;
}

/* ---- bytes ---- */

static int tensor_bytes(lua_State *L) {
  dl_tensor *t = dense(L, dl_lua_check_tensor(L, 1, "tensorBytes", "tensor"));
  lua_pushlstring(L, dl_tensor_data(t), (size_t)dl_tensor_numel(t) * dl_dtype_size((dl_dtype)t->dtype));
  return 1;
}

int dl_lua_sizes(lua_State *L, int at, int64_t shape[DL_MAX_DIMS], const char *function) {
  lua_Unsigned ndim = lua_rawlen(L, at);
  if (ndim > DL_MAX_DIMS)
    dl_lua_error(L, "%s: %lld dimensions, at most %d are possible", function, (long long)ndim, DL_MAX_DIMS);
  for (int d = 0; d < (int)ndim; d++) {
    lua_rawgeti(L, at, d + 1);
    shape[d] = lua_tointeger(L, -1);
    if (!lua_isinteger(L, -1) || shape[d] < 0) dl_lua_error(L, "%s: sizes must be integers from 0", function);
    lua_pop(L, 1);
  }
  return (int)ndim;
}

/* tensorFromBytes(dtype, sizes, bytes, position = 1) */
static int tensor_from_bytes(lua_State *L) {
  size_t length, bytes;
  int64_t shape[DL_MAX_DIMS];
  int dtype = dtype_argument(L, 1, "tensorFromBytes");
  luaL_checktype(L, 2, LUA_TTABLE);
  const char *data = luaL_checklstring(L, 3, &length);
  lua_Integer position = luaL_optinteger(L, 4, 1);
  position = position > 0 ? position - 1 : -1;
  if (dtype < 0) dtype = DL_FLOAT32;
  int ndim = dl_lua_sizes(L, 2, shape, "tensorFromBytes");
  if (!dl_shape_bytes(ndim, shape, (dl_dtype)dtype, &bytes) || position < 0
      || (size_t)position > length || bytes > length - (size_t)position)
    return dl_lua_error(L, "tensorFromBytes: the tensor reaches past the end of the data (%d bytes)", (int)length);
  dl_box *box = dl_lua_new_box(L);
  box->tensor = dl_tensor_new((dl_dtype)dtype, ndim, shape, NULL);
  if (!box->tensor) return dl_lua_raise(L);
  memcpy(box->tensor->storage->data, data + position, bytes);
  if (dtype == DL_BOOL)                    /* a byte that is neither 0 nor 1 would be undefined later */
    for (size_t i = 0; i < bytes; i++) box->tensor->storage->data[i] = data[(size_t)position + i] != 0;
  return 1;
}

static const luaL_Reg functions[] = {
  { "fromTable", from_table }, { "tensorBytes", tensor_bytes }, { "tensorFromBytes", tensor_from_bytes },
  { NULL, NULL }
};

static const luaL_Reg methods[] = { { "totable", to_table }, { NULL, NULL } };

void dl_lua_open_create(lua_State *L) {
  dl_lua_set_functions(L, functions);
  lua_getfield(L, -1, "methods");
  dl_lua_set_functions(L, methods);
  lua_pop(L, 1);
}

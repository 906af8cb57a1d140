/* tensor.c -- properties and methods of tensors that are not operators. */
#include <string.h>
#include "grad/grad.h"
#include "lua/binding.h"

static dl_tensor *self(lua_State *L, const char *method) { return dl_lua_check_tensor(L, 1, method, "self"); }

static void push_sizes(lua_State *L, const dl_tensor *t, const int64_t *values) {
  lua_createtable(L, t->ndim, 0);
  for (int d = 0; d < t->ndim; d++) {
    lua_pushinteger(L, values[d]);
    lua_rawseti(L, -2, d + 1);
  }
}

static void push_tensor(lua_State *L, dl_tensor *t) {
  dl_box *box = dl_lua_new_box(L);            /* first: it may raise */
  box->tensor = dl_tensor_retain(t);
}

/* ---- properties ---- */

enum { P_GRAD = 1, P_REQUIRES_GRAD, P_DTYPE, P_DEVICE, P_SHAPE, P_IS_LEAF, P_GRAD_FN, P_NDIM, P_NAME };

static const struct { const char *name; int id; } properties[] = {
  { "grad", P_GRAD }, { "requiresGrad", P_REQUIRES_GRAD }, { "dtype", P_DTYPE }, { "device", P_DEVICE },
  { "shape", P_SHAPE }, { "isLeaf", P_IS_LEAF }, { "gradFn", P_GRAD_FN }, { "ndim", P_NDIM },
  { "name", P_NAME },
};
enum { PROPERTIES = sizeof properties / sizeof *properties };

static int property(const char *name) {
  for (int i = 0; i < PROPERTIES; i++)
    if (strcmp(properties[i].name, name) == 0) return properties[i].id;
  return 0;
}

/* A set of their names, for completion at the prompt. */
static void push_properties(lua_State *L) {
  lua_createtable(L, 0, PROPERTIES);
  for (int i = 0; i < PROPERTIES; i++) dl_lua_set_boolean(L, properties[i].name, true);
}

int dl_lua_get_property(lua_State *L, dl_tensor *t, const char *name) {
  switch (property(name)) {
    case P_GRAD:
      if (t->grad) push_tensor(L, t->grad);
      else lua_pushnil(L);
      return 1;
    case P_REQUIRES_GRAD: lua_pushboolean(L, dl_tensor_needs_grad(t)); return 1;
    case P_DTYPE: lua_pushstring(L, dl_dtype_name((dl_dtype)t->dtype)); return 1;
    case P_DEVICE: lua_pushstring(L, dl_device_name(t->storage->device)); return 1;
    case P_SHAPE: push_sizes(L, t, t->shape); return 1;
    case P_IS_LEAF: lua_pushboolean(L, dl_tensor_is_leaf(t)); return 1;
    case P_GRAD_FN: lua_pushstring(L, dl_tensor_maker(t)); return 1;
    case P_NDIM: lua_pushinteger(L, t->ndim); return 1;
    case P_NAME:
      dl_lua_push_names(L);
      lua_pushvalue(L, 1);
      lua_rawget(L, -2);
      return 1;
  }
  return 0;
}

static void set_name(lua_State *L, int value) {
  if (!lua_isnil(L, value) && lua_type(L, value) != LUA_TSTRING)
    dl_lua_error(L, "name: expected a string or nil, got %s", luaL_typename(L, value));
  dl_lua_push_names(L);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, value);
  lua_rawset(L, -3);
}

static void set_grad(lua_State *L, dl_tensor *t, int value) {
  dl_tensor *grad = dl_lua_tensor(L, value);
  if (!grad && !lua_isnil(L, value))
    dl_lua_error(L, "grad: expected a Tensor or nil, got %s", luaL_typename(L, value));
  if (grad && (!dl_tensor_same_shape(grad, t) || grad->dtype != t->dtype || grad->storage->device != t->storage->device))
    dl_lua_error(L, "grad: must have the shape, dtype and device of its tensor");
  if (grad == t) dl_lua_error(L, "grad: a tensor cannot be its own gradient");
  dl_tensor *old = t->grad;
  t->grad = dl_tensor_retain(grad);
  dl_tensor_release(old);
}

bool dl_lua_set_property(lua_State *L, dl_tensor *t, const char *name, int value) {
  switch (property(name)) {
    case P_GRAD: set_grad(L, t, value); return true;
    case P_NAME: set_name(L, value); return true;
    case P_REQUIRES_GRAD:
      if (!lua_isboolean(L, value)) dl_lua_error(L, "requiresGrad: expected a boolean, got %s", luaL_typename(L, value));
      if (dl_tensor_set_requires_grad(t, lua_toboolean(L, value)) != DL_OK) dl_lua_raise(L);
      return true;
    case 0: return false;
  }
  dl_lua_error(L, "%s: this property cannot be set", name);
  return true;
}

/* ---- geometry ---- */

static int of_dim(lua_State *L, const dl_tensor *t, const int64_t *values, const char *method) {
  if (lua_isnoneornil(L, 2)) {
    push_sizes(L, t, values);
    return 1;
  }
  lua_Integer d = lua_tointeger(L, 2);
  if (d < 0) d += t->ndim + 1;
  if (!lua_isinteger(L, 2) || d < 1 || d > t->ndim)
    return dl_lua_error(L, "%s: dimension %s is out of range for a %d-dimensional tensor", method,
                        luaL_tolstring(L, 2, NULL), t->ndim);
  lua_pushinteger(L, values[d - 1]);
  return 1;
}

static int size(lua_State *L) {
  dl_tensor *t = self(L, "size");
  return of_dim(L, t, t->shape, "size");
}

static int stride(lua_State *L) {
  dl_tensor *t = self(L, "stride");
  return of_dim(L, t, t->stride, "stride");
}

static int dim(lua_State *L) {
  lua_pushinteger(L, self(L, "dim")->ndim);
  return 1;
}

static int numel(lua_State *L) {
  lua_pushinteger(L, dl_tensor_numel(self(L, "numel")));
  return 1;
}

static int length(lua_State *L) {
  dl_tensor *t = self(L, "#");
  if (t->ndim == 0) return dl_lua_error(L, "#: a 0-dimensional tensor has no length");
  lua_pushinteger(L, t->shape[0]);
  return 1;
}

static int is_contiguous(lua_State *L) {
  lua_pushboolean(L, dl_tensor_is_contiguous(self(L, "isContiguous")));
  return 1;
}

static int storage_offset(lua_State *L) {
  lua_pushinteger(L, self(L, "storageOffset")->offset + 1);
  return 1;
}

static int is_set_to(lua_State *L) {
  dl_tensor *a = self(L, "isSetTo"), *b = dl_lua_check_tensor(L, 2, "isSetTo", "other");
  lua_pushboolean(L, a->storage == b->storage && a->offset == b->offset && dl_tensor_same_shape(a, b)
    && memcmp(a->stride, b->stride, a->ndim * sizeof *a->stride) == 0);
  return 1;
}

static int shares_storage(lua_State *L) {
  lua_pushboolean(L, self(L, "sharesStorage")->storage
    == dl_lua_check_tensor(L, 2, "sharesStorage", "other")->storage);
  return 1;
}

static int version(lua_State *L) {
  lua_pushinteger(L, self(L, "version")->storage->version);
  return 1;
}

/* ---- values ---- */

static void push_element(lua_State *L, const dl_tensor *t, int64_t i) {
  double number;
  int64_t integer;
  if (dl_tensor_read(t, i, &number, &integer) != DL_OK) {
    dl_error_prefix("item");
    dl_lua_raise(L);
  }
  if (t->dtype == DL_BOOL) lua_pushboolean(L, integer != 0);
  else if (dl_dtype_is_float((dl_dtype)t->dtype)) lua_pushnumber(L, number);
  else lua_pushinteger(L, integer);
}

/* x:item() of one element, x:item(i, j) of the element at a position. */
static int item(lua_State *L) {
  dl_tensor *t = self(L, "item");
  int given = lua_gettop(L) - 1;
  int64_t at = 0;
  if (given == 0 && dl_tensor_numel(t) != 1)
    return dl_lua_error(L, "item: the tensor has shape %s, not one element (give a position: x:item(i, j))", DL_SHAPE_TEXT(t));
  if (given && given != t->ndim)
    return dl_lua_error(L, "item: %d positions for a %d-dimensional tensor", given, t->ndim);
  for (int d = 0; d < given; d++) {
    lua_Integer i = lua_tointeger(L, d + 2);
    if (i < 0) i += t->shape[d] + 1;
    if (!lua_isinteger(L, d + 2) || i < 1 || i > t->shape[d])
      return dl_lua_error(L, "item: position %s is out of range for dimension %d of size %lld",
                          luaL_tolstring(L, d + 2, NULL), d + 1, (long long)t->shape[d]);
    at = at * t->shape[d] + i - 1;
  }
  push_element(L, t, at);
  return 1;
}

/* Comparisons of single numbers, which Lua wants as booleans. */
static double comparable(lua_State *L, int at) {
  dl_tensor *t = dl_lua_tensor(L, at);
  double number = 0;
  if (!t) {
    if (lua_type(L, at) != LUA_TNUMBER)
      dl_lua_error(L, "comparison of a Tensor with a %s", luaL_typename(L, at));
    return lua_tonumber(L, at);
  }
  if (dl_tensor_numel(t) != 1)
    dl_lua_error(L, "comparison: only one-element tensors compare to a boolean (use lt, le, gt, ge)");
  if (dl_tensor_read(t, 0, &number, NULL) != DL_OK) {
    dl_error_prefix("comparison");
    dl_lua_raise(L);
  }
  return number;
}

static int less(lua_State *L) {
  lua_pushboolean(L, comparable(L, 1) < comparable(L, 2));
  return 1;
}

static int less_or_equal(lua_State *L) {
  lua_pushboolean(L, comparable(L, 1) <= comparable(L, 2));
  return 1;
}

/* `==` is identity of tensors: two boxes of one tensor (x.grad twice) are equal. */
static int same(lua_State *L) {
  lua_pushboolean(L, dl_lua_tensor(L, 1) && dl_lua_tensor(L, 1) == dl_lua_tensor(L, 2));
  return 1;
}

static int alias_in_place(lua_State *L) {
  dl_tensor *t = self(L, "alias_"), *view = dl_lua_check_tensor(L, 2, "alias_", "view");
  if (dl_tensor_repoint(t, view) != DL_OK) return dl_lua_raise(L);
  lua_settop(L, 1);
  return 1;
}

static const luaL_Reg methods[] = {
  { "size", size }, { "stride", stride }, { "dim", dim }, { "numel", numel }, { "nElement", numel },
  { "isContiguous", is_contiguous }, { "storageOffset", storage_offset }, { "isSetTo", is_set_to },
  { "sharesStorage", shares_storage }, { "version", version }, { "item", item }, { "alias_", alias_in_place },
  { NULL, NULL }
};

static const luaL_Reg metamethods[] = {
  { "__len", length }, { "__lt", less }, { "__le", less_or_equal }, { "__eq", same }, { NULL, NULL }
};

static int is_tensor(lua_State *L) {
  lua_pushboolean(L, dl_lua_tensor(L, 1) != NULL);
  return 1;
}

/* allHaveGrad(list): has each of these tensors a gradient? Asked without making a box for each, which
** would keep the gradients alive until the collector comes. */
static int all_have_grad(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  bool all = true;
  for (lua_Integer i = 1, n = (lua_Integer)lua_rawlen(L, 1); i <= n && all; i++) {
    lua_rawgeti(L, 1, i);
    all = dl_lua_check_tensor(L, -1, "allHaveGrad", "list")->grad != NULL;
    lua_pop(L, 1);
  }
  lua_pushboolean(L, all);
  return 1;
}

static const luaL_Reg functions[] = {
  { "isTensor", is_tensor }, { "allHaveGrad", all_have_grad }, { NULL, NULL }
};

void dl_lua_open_tensor(lua_State *L) {
  dl_lua_set_functions(L, functions);
  lua_getfield(L, -1, "methods");
  dl_lua_set_functions(L, methods);
  lua_pop(L, 1);
  lua_getfield(L, -1, "metatable");
  dl_lua_set_functions(L, metamethods);
  push_properties(L);
  lua_setfield(L, -2, "__properties");
  lua_pop(L, 1);
}

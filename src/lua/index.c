/* index.c -- t[...] and t[...] = v.
**
** t[i] selects in dimension 1; t[{ {1, 3}, {}, -1 }] takes an entry for each dimension: {} all of it,
** {first, last} and {first, last, step} a range with both ends in, {i} a range of one, an integer selects,
** a tensor of indices or a mask gathers; t[mask] and t[longTensor] are t[{mask}] and t[{longTensor}].
** Ranges and selections are views; assignment writes through them.
*/
#include <string.h>
#include "lua/binding.h"

static void call_in_place(lua_State *L, const char *name, int nargs, const dl_value *args) {
  lua_State *outer = dl_lua_running;
  dl_lua_running = L;
  dl_status status = dl_call_in_place(dl_op_find(name), nargs, args);
  dl_lua_running = outer;
  if (status != DL_OK) dl_lua_raise(L);
}

/* What a key means: a view, and the tensors of indices that are left to be gathered from it. */
typedef struct {
  const dl_tensor *whole;                    /* for messages: the tensor and the dimension that an entry is about */
  int dimension;
  dl_tensor *view;
  int box;                                   /* where the Lua stack holds it */
  int gathered;                              /* index tensors */
  int first, spans;                          /* the dimensions of the view that they stand for */
  dl_tensor *index[DL_MAX_DIMS];
} place;

/* The view becomes what an operator makes of it (argument 0). */
static void look(lua_State *L, place *p, const char *name, int nargs, const dl_value *args) {
  dl_tensor *results[DL_MAX_RESULTS];
  int n;
  dl_lua_report_memory(L);
  dl_box *box = dl_lua_new_box(L);
  lua_State *outer = dl_lua_running;
  dl_lua_running = L;
  dl_status status = dl_call(dl_op_find(name), nargs, args, &n, results);
  dl_lua_running = outer;
  if (status != DL_OK) dl_lua_raise(L);
  p->view = box->tensor = results[0];
  p->box = lua_gettop(L);
}

/* Position i (from 1, negative from the end) of dimension d of the view, as from 0. */
static int64_t position(lua_State *L, const place *p, int d, lua_Integer i) {
  int64_t n = p->view->shape[d];
  if (i == 0 || i > n || i < -n)
    dl_lua_error(L, "index %lld is out of range for dimension %d of a tensor of shape %s", (long long)i,
                 p->dimension + 1, DL_SHAPE_TEXT(p->whole));
  return i > 0 ? i - 1 : i + n;
}

static void select(lua_State *L, place *p, int d, lua_Integer i) {
  if (p->view->ndim == 0) dl_lua_error(L, "index: a 0-dimensional tensor has no elements to select (use item())");
  dl_value args[3] = { dl_value_tensor(p->view), dl_value_integer(d), dl_value_integer(position(L, p, d, i)) };
  look(L, p, "select", 3, args);
}

static lua_Integer range_field(lua_State *L, int at, int k, lua_Integer missing) {
  int ok = true;
  lua_rawgeti(L, at, k);
  lua_Integer n = lua_isnil(L, -1) ? missing : lua_tointegerx(L, -1, &ok);
  if (!ok) dl_lua_error(L, "index: a range holds integers, got %s", luaL_typename(L, -1));
  lua_pop(L, 1);
  return n;
}

/* {}, {i}, {first, last}, {first, last, step}; {n + 1, n} is empty. */
static void range(lua_State *L, place *p, int d, int at) {
  size_t items = lua_rawlen(L, at);
  if (items == 0) return;
  if (items > 3) dl_lua_error(L, "index: a range is {first, last, step}, got %d items", (int)items);
  lua_Integer first = range_field(L, at, 1, 1), last = items == 1 ? first : range_field(L, at, 2, -1);
  lua_Integer step = range_field(L, at, 3, 1), n = p->view->shape[d];
  if (step < 1) dl_lua_error(L, "index: the step of a range must be 1 or more (flip() reverses)");
  bool empty = last >= 0 && last <= n && first == last + 1;
  int64_t from = empty ? last : position(L, p, d, first), stop = empty ? last : position(L, p, d, last) + 1;
  dl_value args[5] = { dl_value_tensor(p->view), dl_value_integer(d), dl_value_integer(from),
                       dl_value_integer(stop < from ? from : stop), dl_value_integer(step) };
  look(L, p, "slice", 5, args);
}

static int dims_of(const dl_tensor *index) { return index->dtype == DL_BOOL ? index->ndim : 1; }

static void gather_dimensions(lua_State *L, place *p, dl_tensor *index, int d) {
  if (dims_of(index) == 0) dl_lua_error(L, "index: a mask of no dimensions (use where())");
  if (p->gathered && d != p->first + p->spans)
    dl_lua_error(L, "index: tensors of indices must stand in neighbouring dimensions");
  if (p->gathered == 0) p->first = d;
  p->index[p->gathered++] = index;
  p->spans += dims_of(index);
}

/* Entry k of a key, at the top of the stack, for dimension d of the view; which one comes behind it. */
static int resolve_entry(lua_State *L, place *p, int d, int k) {
  int at = lua_gettop(L), ok;
  dl_tensor *index = dl_lua_tensor(L, at);
  if (index) {
    gather_dimensions(L, p, index, d);
    return d + dims_of(index);
  }
  if (lua_type(L, at) == LUA_TNUMBER) {
    lua_Integer i = lua_tointegerx(L, at, &ok);
    if (!ok) dl_lua_error(L, "index: %s is not an integer", lua_tostring(L, at));
    select(L, p, d, i);
    return d;
  }
  if (lua_type(L, at) != LUA_TTABLE)
    dl_lua_error(L, "index: entry %d: expected an integer, a range or a tensor, got %s", k, luaL_typename(L, at));
  range(L, p, d, at);
  return d + 1;
}

static void resolve_table(lua_State *L, int key, place *p) {
  int entries = (int)lua_rawlen(L, key), d = 0;
  for (int k = 1; k <= entries; k++) {
    lua_rawgeti(L, key, k);
    dl_tensor *index = dl_lua_tensor(L, -1);
    int dims = index ? dims_of(index) : 1;
    if (p->dimension + dims > p->whole->ndim)
      dl_lua_error(L, "index: %d entries for a %d-dimensional tensor%s", entries, p->whole->ndim,
                   dims > 1 ? " (a mask stands for as many dimensions as it has)" : "");
    d = resolve_entry(L, p, d, k);
    p->dimension += dims;
  }
}

/* Views that are made on the way stay on the Lua stack. */
static void resolve(lua_State *L, dl_tensor *t, int key, place *p) {
  *p = (place){ .whole = t, .view = t, .box = 1 };
  luaL_checkstack(L, 3 * DL_MAX_DIMS + 16, NULL);
  if (lua_type(L, key) == LUA_TTABLE) {
    resolve_table(L, key, p);
    return;
  }
  if (lua_type(L, key) != LUA_TNUMBER && !dl_lua_tensor(L, key))
    dl_lua_error(L, "index: expected an integer, a table of ranges, or a tensor of indices, got %s", luaL_typename(L, key));
  lua_pushvalue(L, key);
  resolve_entry(L, p, 0, 1);
}

static int read_index(lua_State *L, dl_tensor *t) {
  place p;
  resolve(L, t, 2, &p);
  if (p.gathered) {
    dl_value args[3] = { dl_value_tensor(p.view), dl_value_tensors((dl_tensors){ p.index, p.gathered }),
                         dl_value_integer(p.first) };
    look(L, &p, "index", 3, args);
  }
  lua_pushvalue(L, p.box);
  return 1;
}

int dl_lua_index(lua_State *L) {
  if (lua_type(L, 2) == LUA_TSTRING) {
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNIL) return 1;
    dl_tensor *t = dl_lua_tensor(L, 1);
    return t ? dl_lua_get_property(L, t, lua_tostring(L, 2)) : 0;
  }
  return read_index(L, dl_lua_check_tensor(L, 1, "index", "self"));
}

/* The value to assign, as a tensor or a number. */
static dl_value assigned(lua_State *L, int at, const dl_tensor *t) {
  dl_tensor *v = dl_lua_tensor(L, at);
  if (v) return dl_value_tensor(v);
  if (lua_isinteger(L, at)) return dl_value_integer(lua_tointeger(L, at));
  if (lua_type(L, at) == LUA_TNUMBER) return dl_value_number(lua_tonumber(L, at));
  if (lua_isboolean(L, at)) return dl_value_integer(lua_toboolean(L, at));
  if (lua_type(L, at) == LUA_TTABLE) return dl_value_tensor(dl_lua_tensor_from(L, at, t->dtype));
  dl_lua_error(L, "assignment: expected a number, a Tensor or a table, got %s", luaL_typename(L, at));
  return dl_nil();
}

static void write_index(lua_State *L, dl_tensor *t) {
  place p;
  dl_value v = assigned(L, 3, t);
  resolve(L, t, 2, &p);
  if (p.gathered) {
    dl_value args[5] = { dl_value_tensor(p.view), dl_value_tensors((dl_tensors){ p.index, p.gathered }), v,
                         dl_value_boolean(false), dl_value_integer(p.first) };
    call_in_place(L, "indexPut", 5, args);
  } else {
    dl_value args[2] = { dl_value_tensor(p.view), v };
    call_in_place(L, v.kind == DL_TENSOR ? "copy" : "fill", 2, args);
  }
}

int dl_lua_new_index(lua_State *L) {
  dl_tensor *t = dl_lua_check_tensor(L, 1, "assignment", "self");
  if (lua_type(L, 2) != LUA_TSTRING) write_index(L, t);
  else if (!dl_lua_set_property(L, t, lua_tostring(L, 2), 3))
    dl_lua_error(L, "a Tensor has no field '%s' to set", lua_tostring(L, 2));
  return 0;
}

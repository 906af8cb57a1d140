/* cudnn.c -- what cuDNN says of the graphs that dlua makes of convolutions and attention, without a device. */
#include <string.h>
#include "device/cudnn/operations.h"
#include "lua/binding.h"

/* cudnnVersion(): 91900 for 9.19.0; or nil and why there is none. */
static int version(lua_State *L) {
  const dl_cudnn_functions *cudnn = dl_cudnn_open();
  if (cudnn) {
    lua_pushinteger(L, (lua_Integer)cudnn->version());
    return 1;
  }
  return dl_lua_push_failure(L);
}

/* The n integers of the list at a stack position. */
static void read_numbers(lua_State *L, int at, int n, int64_t *to) {
  luaL_argcheck(L, lua_istable(L, at) && (int)lua_rawlen(L, at) == n, at, "a list of another length expected");
  for (int i = 0; i < n; i++) {
    lua_rawgeti(L, at, i + 1);
    to[i] = luaL_checkinteger(L, -1);
    lua_pop(L, 1);
  }
}

/* batch, groups, channels, filters; then in, out, kernel, stride, dilation, before: three each. */
static dl_convolution read_convolution(lua_State *L, int at, dl_dtype dtype) {
  int64_t n[22];
  dl_convolution c = { .dtype = dtype };
  int64_t *const lists[] = { c.in, c.out, c.kernel, c.stride, c.dilation, c.before };
  read_numbers(L, at, 22, n);
  c.batch = n[0];
  c.groups = n[1];
  c.channels = n[2];
  c.filters = n[3];
  for (int i = 0; i < 6; i++) memcpy(lists[i], n + 4 + 3 * i, 3 * sizeof *n);
  return c;
}

/* outer, heads, queries, keys, depth, width; elements between rows, heads and outer batches of queries, keys and values. */
static dl_attention read_attention(lua_State *L, int at, dl_dtype dtype, bool is_causal) {
  int64_t n[9];
  dl_attention w = { .dtype = dtype, .log_sum_dtype = DL_FLOAT32, .batch_dims = 2, .causal = is_causal };
  read_numbers(L, at, 9, n);
  w.batch[0] = n[0];
  w.batch[1] = n[1];
  w.batches = n[0] * n[1];
  w.queries = n[2];
  w.keys = n[3];
  w.depth = n[4];
  w.width = n[5];
  w.q.row = n[6];
  w.q.batch[1] = n[7];
  w.q.batch[0] = n[8];
  w.k = w.v = w.q;
  w.dy.row = w.width;
  w.dy.batch[1] = w.queries * w.width;
  w.dy.batch[0] = w.batch[1] * w.dy.batch[1];
  return w;
}

static void add_operations(dl_cudnn_graph *g, int kind, const dl_convolution *c, const dl_attention *w, bool flag,
                           unsigned *without) {
  if (kind < 3) dl_cudnn_convolution(g, c, (dl_convolve)kind, 16, flag, without);
  else if (kind == 3) dl_cudnn_attention_forward(g, w, 16);
  else dl_cudnn_attention_backward(g, w, 16);
}

/* cudnnPlan(kind, properties, dtype, numbers, flag, tries): what cuDNN would do on a device of these properties (JSON):
** { engines = ways that it proposed, engine = which one is taken, workspace = bytes }; or nil, why not, and how many ways there
** were. flag: TF32 is allowed; attention is causal. tries: how many ways may be tried (all of them). */
static int plan(lua_State *L) {
  static const char *const kinds[] = {
    "convolution", "convolutionInput", "convolutionWeight", "attention", "attentionGrad", NULL
  };
  const int kind = luaL_checkoption(L, 1, NULL, kinds), dtype = dl_dtype_from_name(luaL_checkstring(L, 3));
  const bool flag = lua_toboolean(L, 5);
  const int tries = (int)luaL_optinteger(L, 6, 0);
  size_t length;
  const char *properties = luaL_checklstring(L, 2, &length);
  dl_convolution c = { .dtype = DL_FLOAT32 };
  dl_attention w = { .dtype = DL_FLOAT32 };
  dl_cudnn_graph g;
  unsigned without = 0;
  luaL_argcheck(L, dtype >= 0, 3, "a dtype expected");
  if (kind < 3) c = read_convolution(L, 4, (dl_dtype)dtype);
  else w = read_attention(L, 4, (dl_dtype)dtype, flag);
  if (dl_cudnn_graph_begin(&g)) {
    g.tries = tries;
    add_operations(&g, kind, &c, &w, flag, &without);
    dl_cudnn_graph_plan(&g, dl_cudnn_properties_from(&g, properties, length), without);
    dl_cudnn_graph_end(&g);
  }
  if (g.status == DL_OK) {
    lua_createtable(L, 0, 3);
    dl_lua_set_integer(L, "engines", g.engines);
    dl_lua_set_integer(L, "engine", g.engine);
    dl_lua_set_integer(L, "workspace", g.workspace);
    return 1;
  }
  dl_lua_push_failure(L);
  lua_pushinteger(L, g.engines);
  return 3;
}

static const luaL_Reg functions[] = { { "cudnnVersion", version }, { "cudnnPlan", plan }, { NULL, NULL } };

void dl_lua_open_cudnn(lua_State *L) { dl_lua_set_functions(L, functions); }

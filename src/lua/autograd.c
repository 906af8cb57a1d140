/* autograd.c -- backward, grad, hooks and the switch, for Lua. */
#include "grad/grad.h"
#include "lua/binding.h"

static bool option(lua_State *L, int table, const char *name) {
  if (lua_type(L, table) != LUA_TTABLE) return false;
  lua_getfield(L, table, name);
  bool value = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return value;
}

static dl_backward_options read_options(lua_State *L, int table) {
  return (dl_backward_options){ option(L, table, "retainGraph"), option(L, table, "createGraph"),
                                option(L, table, "allowUnused") };
}

/* A list of tensors at a stack position, or one tensor, as an array that Lua owns. */
static dl_tensor **tensor_list(lua_State *L, int at, int *n, const char *function, const char *argument) {
  dl_tensor *one = dl_lua_tensor(L, at);
  if (!one && lua_type(L, at) != LUA_TTABLE)
    dl_lua_error(L, "%s: argument '%s': expected a Tensor or a list of them, got %s", function, argument,
                 luaL_typename(L, at));
  *n = one ? 1 : (int)lua_rawlen(L, at);
  dl_tensor **list = lua_newuserdatauv(L, (size_t)(*n ? *n : 1) * sizeof *list, 0);
  list[0] = one;
  for (int i = 0; i < *n && !one; i++) {
    lua_rawgeti(L, at, i + 1);
    list[i] = dl_lua_tensor(L, -1);
    if (!list[i]) dl_lua_error(L, "%s: argument '%s': item %d: expected a Tensor, got %s", function, argument, i + 1,
                               luaL_typename(L, -1));
    lua_pop(L, 1);
  }
  return list;
}

/* x:backward(gradient?, {retainGraph=, createGraph=}) */
static int backward(lua_State *L) {
  dl_tensor *output = dl_lua_check_tensor(L, 1, "backward", "self");
  dl_tensor *gradient = dl_lua_tensor(L, 2);
  int options = gradient || lua_isnoneornil(L, 2) ? 3 : 2;
  if (!lua_isnoneornil(L, options) && lua_type(L, options) != LUA_TTABLE)
    return dl_lua_error(L, "backward: expected a gradient Tensor or a table of options, got %s", luaL_typename(L, options));
  lua_State *outer = dl_lua_running;
  dl_lua_running = L;
  dl_status status = dl_backward(1, &output, gradient ? &gradient : NULL, read_options(L, options));
  dl_lua_running = outer;
  if (status != DL_OK) return dl_lua_raise(L);
  return 0;
}

static void push_answers(lua_State *L, int n, dl_tensor **gradients, bool as_list) {
  bool *there = lua_newuserdatauv(L, (size_t)(n ? n : 1), 0);
  int found = 0, at = lua_gettop(L);
  for (int i = 0; i < n; i++) {
    there[i] = gradients[i] != NULL;
    if (there[i]) gradients[found++] = gradients[i];
  }
  dl_lua_push_all(L, found, gradients);
  if (!as_list) {
    if (!found) lua_pushnil(L);
    return;
  }
  lua_createtable(L, n, 0);
  for (int i = 0, k = 0; i < n; i++) {
    if (!there[i]) continue;
    lua_pushvalue(L, at + 1 + k++);
    lua_rawseti(L, -2, i + 1);
  }
}

/* gradients(outputs, inputs, options) */
static int gradients(lua_State *L) {
  int noutputs, ninputs, nupstream = 0;
  lua_settop(L, 3);
  dl_tensor **outputs = tensor_list(L, 1, &noutputs, "grad", "outputs");
  dl_tensor **inputs = tensor_list(L, 2, &ninputs, "grad", "inputs");
  dl_tensor **upstream = NULL;
  if (lua_type(L, 3) == LUA_TTABLE && lua_getfield(L, 3, "gradOutputs") != LUA_TNIL) {
    upstream = tensor_list(L, lua_gettop(L), &nupstream, "grad", "gradOutputs");
    if (nupstream != noutputs)
      return dl_lua_error(L, "grad: %d gradients for %d outputs", nupstream, noutputs);
  }
  dl_tensor **answers = lua_newuserdatauv(L, (size_t)(ninputs ? ninputs : 1) * sizeof *answers, 0);
  lua_State *outer = dl_lua_running;
  dl_lua_running = L;
  dl_status status = dl_gradients(noutputs, outputs, upstream, ninputs, inputs, answers, read_options(L, 3));
  dl_lua_running = outer;
  if (status != DL_OK) return dl_lua_raise(L);
  luaL_checkstack(L, ninputs + 8, NULL);
  push_answers(L, ninputs, answers, dl_lua_tensor(L, 2) == NULL);
  return 1;
}

static int is_enabled(lua_State *L) {
  lua_pushboolean(L, dl_grad_enabled());
  return 1;
}

/* setGradEnabled(b) returns what it was. */
static int set_enabled(lua_State *L) {
  if (!lua_isboolean(L, 1)) return dl_lua_error(L, "setGradEnabled: expected a boolean, got %s", luaL_typename(L, 1));
  lua_pushboolean(L, dl_grad_set_enabled(lua_toboolean(L, 1)));
  return 1;
}

/* noGrad(fn, ...): fn's results; the switch comes back whatever happens. */
static int no_grad(lua_State *L) {
  bool was = dl_grad_set_enabled(false);
  int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
  dl_grad_set_enabled(was);
  return status == LUA_OK ? lua_gettop(L) : lua_error(L);
}

static int detach(lua_State *L) {
  dl_tensor *t = dl_lua_check_tensor(L, 1, "detach", "self");
  dl_box *box = dl_lua_new_box(L);
  box->tensor = dl_tensor_detach(t);
  return box->tensor ? 1 : dl_lua_raise(L);
}

static int requires_grad_in_place(lua_State *L) {
  dl_tensor *t = dl_lua_check_tensor(L, 1, "requiresGrad_", "self");
  bool on = lua_isnoneornil(L, 2) || lua_toboolean(L, 2);
  if (dl_tensor_set_requires_grad(t, on) != DL_OK) return dl_lua_raise(L);
  lua_settop(L, 1);
  return 1;
}

static int retain_grad(lua_State *L) {
  if (dl_tensor_retain_grad(dl_lua_check_tensor(L, 1, "retainGrad", "self")) != DL_OK) return dl_lua_raise(L);
  lua_settop(L, 1);
  return 1;
}

/* ---- hooks ---- */

typedef struct { lua_State *main; int function; } lua_hook;

static dl_status call_hook(void *user, dl_tensor *gradient, dl_tensor **replacement) {
  lua_hook *hook = user;
  lua_State *L = dl_lua_running;
  luaL_checkstack(L, 8, NULL);
  int top = lua_gettop(L);
  lua_rawgeti(L, LUA_REGISTRYINDEX, hook->function);
  dl_tensor *list[1] = { dl_tensor_retain(gradient) };
  dl_lua_push_all(L, 1, list);
  dl_status status = lua_pcall(L, 1, 1, 0) == LUA_OK ? DL_OK : dl_lua_keep_error(L);
  dl_tensor *answer = status == DL_OK ? dl_lua_tensor(L, -1) : NULL;
  if (answer && !dl_tensor_same_shape(answer, gradient)) status = dl_error_set("hook: returned a gradient of another shape");
  else if (answer) *replacement = dl_tensor_retain(answer);
  lua_settop(L, top);
  return status;
}

static void drop_hook(void *user) {
  lua_hook *hook = user;
  luaL_unref(hook->main, LUA_REGISTRYINDEX, hook->function);
  dl_deallocate(hook, sizeof *hook);
}

static int remove_hook(lua_State *L) {
  dl_tensor *t = dl_lua_tensor(L, lua_upvalueindex(2));
  dl_hook_remove(t, (uint64_t)lua_tointeger(L, lua_upvalueindex(3)));
  return 0;
}

/* x:registerHook(fn): fn(gradient) may return another. Returns a function that removes it. */
static int register_hook(lua_State *L) {
  dl_tensor *t = dl_lua_check_tensor(L, 1, "registerHook", "self");
  uint64_t id;
  if (lua_type(L, 2) != LUA_TFUNCTION)
    return dl_lua_error(L, "registerHook: expected a function, got %s", luaL_typename(L, 2));
  lua_hook *hook = dl_allocate(sizeof *hook);
  if (!hook) return dl_lua_raise(L);
  lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_MAINTHREAD);
  hook->main = lua_tothread(L, -1);
  lua_pushvalue(L, 2);
  hook->function = luaL_ref(L, LUA_REGISTRYINDEX);
  if (dl_hook_add(t, call_hook, drop_hook, hook, &id) != DL_OK) {
    drop_hook(hook);
    return dl_lua_raise(L);
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushvalue(L, 1);
  lua_pushinteger(L, (lua_Integer)id);
  lua_pushcclosure(L, remove_hook, 3);
  return 1;
}

static const luaL_Reg functions[] = {
  { "gradients", gradients }, { "isGradEnabled", is_enabled }, { "setGradEnabled", set_enabled },
  { "noGrad", no_grad }, { NULL, NULL }
};

static const luaL_Reg methods[] = {
  { "backward", backward }, { "detach", detach }, { "requiresGrad_", requires_grad_in_place },
  { "retainGrad", retain_grad }, { "registerHook", register_hook }, { NULL, NULL }
};

void dl_lua_open_autograd(lua_State *L) {
  dl_lua_set_functions(L, functions);
  lua_getfield(L, -1, "methods");
  dl_lua_set_functions(L, methods);
  lua_pop(L, 1);
}

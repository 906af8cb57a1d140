/* binding.h -- what the files of the Lua room share.
**
** A tensor in Lua is a box: userdata which begins with a mark of ours, so that telling it from others
** takes no look at its metatable. Every function of the room is a closure whose first upvalue is the
** metatable that new boxes get.
*/
#ifndef DL_BINDING_H
#define DL_BINDING_H

#include <lauxlib.h>
#include <lua.h>
#include "engine/engine.h"

typedef struct dl_box {
  const void *mark;           /* dl_lua_mark */
  dl_tensor *tensor;
} dl_box;

extern const char dl_lua_mark[];

/* The box at a stack position, or NULL. (The raw length of userdata is its size; light userdata have none.) */
static inline dl_box *dl_lua_box(lua_State *L, int at) {
  dl_box *box = lua_touserdata(L, at);
  return box && lua_rawlen(L, at) == sizeof *box && box->mark == dl_lua_mark ? box : NULL;
}

/* The tensor at a stack position, or NULL. */
static inline dl_tensor *dl_lua_tensor(lua_State *L, int at) {
  dl_box *box = dl_lua_box(L, at);
  return box ? box->tensor : NULL;
}
/* The same, or an error that names function and argument. */
dl_tensor *dl_lua_check_tensor(lua_State *L, int at, const char *function, const char *argument);
/* The device that the text at a stack position names, or an error. */
dl_device *dl_lua_check_device(lua_State *L, int at);
/* An empty box to be filled: owns what is put into it, from then on. */
dl_box *dl_lua_new_box(lua_State *L);
/* Push n tensors that the caller owns; they are owned by Lua, or released, whatever happens. */
void dl_lua_push_all(lua_State *L, int n, dl_tensor **tensors);

/* Set a field of the table at the top of the stack; a text that is NULL sets none. */
static inline void dl_lua_set_string(lua_State *L, const char *key, const char *value) {
  lua_pushstring(L, value);
  lua_setfield(L, -2, key);
}
static inline void dl_lua_set_integer(lua_State *L, const char *key, lua_Integer value) {
  lua_pushinteger(L, value);
  lua_setfield(L, -2, key);
}
static inline void dl_lua_set_number(lua_State *L, const char *key, double value) {
  lua_pushnumber(L, value);
  lua_setfield(L, -2, key);
}
static inline void dl_lua_set_boolean(lua_State *L, const char *key, bool value) {
  lua_pushboolean(L, value);
  lua_setfield(L, -2, key);
}

/* Raise the recorded failure at the line of the user's program. Does not return. */
int dl_lua_raise(lua_State *L);
/* The same for a message of our own. */
int dl_lua_error(lua_State *L, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Push nil and the message of the recorded failure, which is cleared. Returns 2. */
int dl_lua_push_failure(lua_State *L);
/* After NO_MEMORY: make room; true when it is worth a second try. */
bool dl_lua_make_room(lua_State *L, bool first_try);
/* Tell the collector about bytes that were allocated since the last time. */
void dl_lua_report_memory(lua_State *L);
/* The state in which the call that is running began; for functions called back by the core. */
extern _Thread_local lua_State *dl_lua_running;
/* A Lua error became a status: keep the message, which has its position already. */
dl_status dl_lua_keep_error(lua_State *L);

/* trampoline.c: push a closure that calls the operator. */
typedef enum { DL_LUA_CALL, DL_LUA_IN_PLACE, DL_LUA_UNARY } dl_lua_form;
void dl_lua_push_operator(lua_State *L, const dl_op *op, dl_lua_form form);
void dl_lua_push_metatable(lua_State *L);

/* Set the fields of the module at the top of the stack; the closures get the tensor metatable. */
void dl_lua_set_functions(lua_State *L, const luaL_Reg *functions);
void dl_lua_open_tensor(lua_State *L);      /* tensor.c: properties and methods */
void dl_lua_open_index(lua_State *L);       /* index.c: t[...] */
void dl_lua_open_create(lua_State *L);      /* create.c: from and to Lua tables */
void dl_lua_open_autograd(lua_State *L);
void dl_lua_open_operator(lua_State *L);
void dl_lua_open_system(lua_State *L);      /* system.c: memory, threads, random state, time */
void dl_lua_open_queues(lua_State *L);      /* queues.c: streams, events, pinned memory, recorded steps */
void dl_lua_open_workers(lua_State *L);     /* workers.c: threads with Lua states of their own */
void dl_lua_open_profile(lua_State *L);     /* profile.c: the profiler */
void dl_lua_open_files(lua_State *L);       /* files.c: whole files, gzip, digests, foreign numbers */

void dl_lua_open_kernels(lua_State *L);     /* kernels.c: users' CUDA kernels */
void dl_lua_open_cudnn(lua_State *L);       /* cudnn.c: what cuDNN would do, without a device */
void dl_lua_open_autocast(lua_State *L);    /* autocast.c: regions of another dtype */
void dl_lua_open_tape(lua_State *L);        /* tape.c: the tape as tables, names of tensors */
void dl_lua_push_names(lua_State *L);       /* the table from boxes, which are weak, to names */

int dl_lua_index(lua_State *L);
int dl_lua_new_index(lua_State *L);
int dl_lua_get_property(lua_State *L, dl_tensor *t, const char *name);   /* false: no such */
bool dl_lua_set_property(lua_State *L, dl_tensor *t, const char *name, int value);
/* A tensor of the nested table or number at `at`; dtype < 0: float32, or bool for booleans. Owned by the caller. */
dl_tensor *dl_lua_tensor_from(lua_State *L, int at, int dtype);
/* The list of sizes at `at` into `shape`; returns their number. Errors name the function. */
int dl_lua_sizes(lua_State *L, int at, int64_t shape[DL_MAX_DIMS], const char *function);

#endif

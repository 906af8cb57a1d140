/* workers.c -- threads that work for a Lua program, each with a Lua state of its own.
**
**   local pool = core.newWorkers(count, module, ...)   each requires `module`, a function, and calls it with what
**                                                      follows, as its message; it returns the handler of tasks
**   local ticket = pool:submit(...)                    handler(...) will run in the next worker that is free
**   pool:wait(ticket)                                  true and its results; false and a message with its traceback
**   pool:cancel()                                      forget every ticket; what is running ends unheard
**   pool:close()                                       end the threads; collecting the pool does so too
**
** Only messages pass between the states (message.h). A pool belongs to the state that made it: its fields below the
** lock are shared by the threads, those above are not.
*/
#define _GNU_SOURCE                /* pthread_timedjoin_np */
#include <errno.h>
#include <lualib.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "lua/message.h"

#define LARGEST 256
#define PATIENCE_MS 50             /* between looks at Ctrl-C */

typedef struct task {
  struct task *next;
  int64_t ticket;
  bool failed;
  dl_message message;              /* what to do; then what came of it */
} task;

typedef struct pool {
  int count;                       /* threads that run */
  pthread_t thread[LARGEST];
  char *module, *path, *cpath;
  dl_message start;                /* read by every worker, written by none */
  pthread_mutex_t lock;
  pthread_cond_t work, done;
  task *first, **last;             /* waiting */
  task *finished;
  int64_t next_ticket, floor;      /* results of tickets below the floor are for nobody */
  bool closing;
  int interrupt;                   /* atomic: what the operators of the workers poll */
} pool;

int luaopen_dlua_core(lua_State *L);

static void free_task(task *t) {
  if (!t) return;
  dl_message_free(&t->message);
  free(t);
}

static void free_tasks(task *t) {
  while (t) {
    task *next = t->next;
    free_task(t);
    t = next;
  }
}

/* ---- ending a worker that does not look up: a signal sets its hook, as Ctrl-C does in the program ---- */

static _Thread_local lua_State *volatile working;

static void raise_closed(lua_State *L, lua_Debug *ar) {
  (void)ar;
  luaL_error(L, "the worker was closed");          /* the hook stays: a pcall around it does not help */
}

static void on_signal(int number) {
  (void)number;
  if (working) lua_sethook(working, raise_closed, LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT, 1);
}

/* SIGURG means nothing to almost every program and is ignored by default. The handler is ours for a moment only. */
static void knock(pthread_t thread) {
  struct sigaction ours = { .sa_handler = on_signal }, before;
  sigemptyset(&ours.sa_mask);
  sigaction(SIGURG, &ours, &before);
  pthread_kill(thread, SIGURG);
  nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
  sigaction(SIGURG, &before, NULL);
}

/* ---- in the thread of a worker ---- */

static int add_traceback(lua_State *L) {
  const char *message = lua_tostring(L, 1);
  if (!message) message = lua_pushfstring(L, "(error object is a %s value)", luaL_typename(L, 1));
  luaL_traceback(L, L, message, 1);
  return 1;
}

/* prepare(pool): the paths, the core, and the handler that the module makes. */
static int prepare(lua_State *L) {
  pool *p = lua_touserdata(L, 1);
  luaL_openlibs(L);
  lua_getglobal(L, "package");
  dl_lua_set_string(L, "path", p->path);
  dl_lua_set_string(L, "cpath", p->cpath);
  lua_getfield(L, -1, "preload");
  lua_pushcfunction(L, luaopen_dlua_core);
  lua_setfield(L, -2, "dlua.core");
  lua_getglobal(L, "require");
  lua_pushliteral(L, "dlua");
  lua_call(L, 1, 0);
  lua_getglobal(L, "require");
  lua_pushstring(L, p->module);
  lua_call(L, 1, 1);
  lua_call(L, dl_message_unpack(L, &p->start), 1);
  return 1;
}

/* perform(task, handler): the message becomes that of the results. */
static int perform(lua_State *L) {
  task *t = lua_touserdata(L, 1);
  int n = dl_message_unpack(L, &t->message);
  dl_message_free(&t->message);
  lua_call(L, n, LUA_MULTRET);
  dl_message *results = dl_message_new(L);
  lua_insert(L, 2);
  dl_message_pack(L, results, 3, "a result");
  t->message = *results;
  *results = (dl_message){ 0 };
  return 0;
}

/* The message of a failure: the string at the top. Without memory for it: an empty one. */
static void fail(lua_State *L, task *t) {
  const char *text = lua_tostring(L, -1);
  dl_message_free(&t->message);
  t->failed = true;
  t->message.bytes = text ? strdup(text) : NULL;
  t->message.size = t->message.bytes ? strlen(text) : 0;
}

/* The stack of a worker: add_traceback, then the handler, or why there is none. */
static void run_task(lua_State *L, bool ready, task *t) {
  if (!ready) {
    fail(L, t);
    return;
  }
  lua_pushcfunction(L, perform);
  lua_pushlightuserdata(L, t);
  lua_pushvalue(L, 2);
  if (lua_pcall(L, 2, 0, 1) != LUA_OK) fail(L, t);
  lua_settop(L, 2);
}

/* The next task, or NULL when the pool is being closed. */
static task *next_task(pool *p) {
  pthread_mutex_lock(&p->lock);
  while (!p->closing && !p->first) pthread_cond_wait(&p->work, &p->lock);
  task *t = p->closing ? NULL : p->first;
  if (t) {
    p->first = t->next;
    if (!p->first) p->last = &p->first;
  }
  pthread_mutex_unlock(&p->lock);
  return t;
}

static void hand_in(pool *p, task *t) {
  pthread_mutex_lock(&p->lock);
  bool wanted = t->ticket >= p->floor && !p->closing;
  if (wanted) {
    t->next = p->finished;
    p->finished = t;
    pthread_cond_broadcast(&p->done);
  }
  pthread_mutex_unlock(&p->lock);
  if (!wanted) free_task(t);
}

static void *work(void *argument) {
  pool *p = argument;
  dl_thread_become_worker(&p->interrupt);
  dl_threads_set(1);                       /* its loops do not take threads from the main one's */
  lua_State *L = luaL_newstate();
  bool ready = false;
  if (L) {
    working = L;
    lua_gc(L, LUA_GCGEN, 0, 0);
    lua_pushcfunction(L, add_traceback);
    lua_pushcfunction(L, prepare);
    lua_pushlightuserdata(L, p);
    ready = lua_pcall(L, 1, 1, 1) == LUA_OK;
  }
  for (task *t; (t = next_task(p)) != NULL; hand_in(p, t)) {
    if (L) run_task(L, ready, t);
    else t->failed = true;
  }
  working = NULL;
  if (L) {
    lua_sethook(L, NULL, 0, 0);
    lua_close(L);
  }
  return NULL;
}

/* ---- in the thread of the program ---- */

static pool *check_pool(lua_State *L, const char *function) {
  pool *p = luaL_testudata(L, 1, "dlua.workers");
  if (!p) dl_lua_error(L, "%s: a pool of workers expected, got %s", function, luaL_typename(L, 1));
  return p;
}

static void join(pool *p, pthread_t thread) {
  struct timespec until;
  for (;;) {
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 100 * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    if (pthread_timedjoin_np(thread, NULL, &until) != ETIMEDOUT) return;
    knock(thread);
    pthread_mutex_lock(&p->lock);
    pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->lock);
  }
}

static int close_pool(lua_State *L) {
  pool *p = check_pool(L, "close");
  if (!p->module) return 0;                        /* closed already */
  pthread_mutex_lock(&p->lock);
  p->closing = true;
  __atomic_store_n(&p->interrupt, 1, __ATOMIC_RELAXED);
  pthread_cond_broadcast(&p->work);
  pthread_mutex_unlock(&p->lock);
  while (p->count > 0) join(p, p->thread[--p->count]);
  free_tasks(p->first);
  free_tasks(p->finished);
  dl_message_free(&p->start);
  free(p->module);
  free(p->path);
  free(p->cpath);
  pthread_cond_destroy(&p->work);
  pthread_cond_destroy(&p->done);
  pthread_mutex_destroy(&p->lock);
  p->module = NULL;
  return 0;
}

static int cancel(lua_State *L) {
  pool *p = check_pool(L, "cancel");
  if (!p->module) return 0;
  pthread_mutex_lock(&p->lock);
  task *waiting = p->first, *finished = p->finished;
  p->first = p->finished = NULL;
  p->last = &p->first;
  p->floor = p->next_ticket;
  pthread_mutex_unlock(&p->lock);
  free_tasks(waiting);
  free_tasks(finished);
  return 0;
}

static int submit(lua_State *L) {
  pool *p = check_pool(L, "submit");
  if (!p->module) return dl_lua_error(L, "submit: the workers were closed");
  dl_message *m = dl_message_new(L);
  lua_insert(L, 2);
  dl_message_pack(L, m, 3, "a task");
  task *t = calloc(1, sizeof *t);
  if (!t) return dl_lua_error(L, "submit: out of memory");
  t->message = *m;
  *m = (dl_message){ 0 };
  pthread_mutex_lock(&p->lock);
  t->ticket = p->next_ticket++;
  int64_t ticket = t->ticket;
  *p->last = t;
  p->last = &t->next;
  pthread_cond_signal(&p->work);
  pthread_mutex_unlock(&p->lock);
  lua_pushinteger(L, ticket);
  return 1;
}

/* The finished task of this ticket, taken out of the list, or NULL after some time. */
static task *take(pool *p, int64_t ticket) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_nsec += PATIENCE_MS * 1000000;
  until.tv_sec += until.tv_nsec / 1000000000;
  until.tv_nsec %= 1000000000;
  task *found = NULL;
  pthread_mutex_lock(&p->lock);
  for (int code = 0; !found && code == 0;) {
    task **at = &p->finished;
    while (*at && (*at)->ticket != ticket) at = &(*at)->next;
    if (*at) {
      found = *at;
      *at = found->next;
    } else code = pthread_cond_timedwait(&p->done, &p->lock, &until);
  }
  pthread_mutex_unlock(&p->lock);
  return found;
}

/* What a task left, held by a userdata so that nothing is lost when unpacking fails. */
static int push_results(lua_State *L, task *t) {
  bool failed = t->failed;
  dl_message *m = lua_touserdata(L, 3);
  *m = t->message;
  free(t);
  lua_pushboolean(L, !failed);
  if (failed) {
    if (m->bytes) lua_pushlstring(L, m->bytes, m->size);
    else lua_pushliteral(L, "not enough memory");
    return 2;
  }
  dl_memory_add_debt(dl_message_bytes(m));
  dl_lua_report_memory(L);
  return 1 + dl_message_unpack(L, m);
}

static int wait(lua_State *L) {
  pool *p = check_pool(L, "wait");
  lua_Integer ticket = luaL_checkinteger(L, 2);
  lua_settop(L, 2);
  if (!p->module) return dl_lua_error(L, "wait: the workers were closed");
  if (ticket < p->floor || ticket >= p->next_ticket) return dl_lua_error(L, "wait: there is no such ticket");
  dl_message_new(L);
  for (;;) {
    task *t = take(p, ticket);
    if (t) return push_results(L, t);
    if (dl_interrupt_pending()) {
      dl_error_interrupted();
      return dl_lua_raise(L);
    }
  }
}

static bool start_threads(pool *p, int count) {
  sigset_t all, before;
  sigfillset(&all);
  sigdelset(&all, SIGURG);                         /* see knock */
  pthread_sigmask(SIG_BLOCK, &all, &before);       /* what workers inherit: signals are the program's */
  while (p->count < count && pthread_create(&p->thread[p->count], NULL, work, p) == 0) p->count++;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return p->count == count;
}

static char *package_field(lua_State *L, const char *field) {
  lua_getglobal(L, "package");
  lua_getfield(L, -1, field);
  const char *text = lua_tostring(L, -1);
  char *copy = strdup(text ? text : "");
  lua_pop(L, 2);
  return copy;
}

/* newWorkers(count, module, ...) */
static int new_workers(lua_State *L) {
  lua_Integer count = luaL_checkinteger(L, 1);
  const char *module = luaL_checkstring(L, 2);
  if (count < 1 || count > LARGEST) return dl_lua_error(L, "newWorkers: expected 1 to %d, got %lld", LARGEST, (long long)count);
  if (dl_thread_is_worker()) return dl_lua_error(L, "newWorkers: a worker cannot have workers");
  dl_message *start = dl_message_new(L);
  lua_insert(L, 3);
  dl_message_pack(L, start, 4, "the dataset");
  pool *p = lua_newuserdatauv(L, sizeof *p, 0);
  *p = (pool){ .path = package_field(L, "path"), .cpath = package_field(L, "cpath") };
  p->last = &p->first;
  pthread_mutex_init(&p->lock, NULL);
  pthread_cond_init(&p->work, NULL);
  pthread_cond_init(&p->done, NULL);
  p->start = *start;
  *start = (dl_message){ 0 };
  p->module = strdup(module);
  luaL_setmetatable(L, "dlua.workers");            /* from here on it is closed whatever happens */
  if (!p->module || !p->path || !p->cpath) return dl_lua_error(L, "newWorkers: out of memory");
  if (!start_threads(p, (int)count)) return dl_lua_error(L, "newWorkers: %d of %d threads could be started", p->count, (int)count);
  return 1;
}

static const luaL_Reg methods[] = {
  { "submit", submit }, { "wait", wait }, { "cancel", cancel }, { "close", close_pool }, { "__gc", close_pool },
  { "__close", close_pool }, { NULL, NULL }
};

static const luaL_Reg functions[] = { { "newWorkers", new_workers }, { NULL, NULL } };

void dl_lua_open_workers(lua_State *L) {
  luaL_newmetatable(L, "dlua.workers");
  dl_lua_set_functions(L, methods);
  lua_pushvalue(L, -1);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  dl_lua_set_functions(L, functions);
}

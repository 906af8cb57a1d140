/* program_run.c -- protected calls, their messages, and Ctrl-C as a Lua error. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
#include <lauxlib.h>
#include "dlua.h"
#include "lua/program.h"

static const char *program_name;

/* ---- Ctrl-C ---- */

static lua_State *main_state;
static pthread_t main_thread;
static void catch_signal(void);

/* Runs at the next instruction of Lua after the signal, unless an operator has raised the error before. */
static void raise_interrupted(lua_State *L, lua_Debug *ar) {
  (void)ar;
  lua_sethook(L, NULL, 0, 0);
  catch_signal();
  if (!dl_interrupt_pending()) return;
  dl_interrupt_clear();
  luaL_error(L, "interrupted!");
}

static void set_hook(lua_State *L) {
  lua_sethook(L, raise_interrupted, LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT, 1);
}

/* The first Ctrl-C asks: a flag for operators, a hook for Lua. When another comes and nothing has answered yet, the
** one after it ends the process. */
static void on_interrupt(int signal_number) {
  static const char hint[] = "\nstill busy; Ctrl-C once more ends the program\n";
  int saved = errno;
  if (!pthread_equal(pthread_self(), main_thread)) {
    pthread_kill(main_thread, signal_number);
  } else if (dl_interrupt_pending()) {
    signal(signal_number, SIG_DFL);
    if (write(STDERR_FILENO, hint, sizeof hint - 1) < 0) errno = saved;
  } else {
    dl_interrupt_request();
    set_hook(main_state);
    if (dl_program_running() != main_state) set_hook(dl_program_running());
  }
  errno = saved;
}

/* Without SA_RESTART: a script that waits for input answers too. */
static void catch_signal(void) {
  struct sigaction action = { .sa_handler = on_interrupt };
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
}

static bool ignored;

void dl_program_catch_interrupts(lua_State *L) {
  struct sigaction before;
  main_state = L;
  main_thread = pthread_self();
  ignored = sigaction(SIGINT, NULL, &before) == 0 && before.sa_handler == SIG_IGN;
  if (!ignored) catch_signal();        /* `nohup dlua &` stays deaf */
}

/* ---- calls ---- */

static int add_traceback(lua_State *L) {
  const char *message = lua_tostring(L, 1);
  if (!message) {
    if (luaL_callmeta(L, 1, "__tostring") && lua_type(L, -1) == LUA_TSTRING) return 1;
    message = lua_pushfstring(L, "(error object is a %s value)", luaL_typename(L, 1));
  }
  luaL_traceback(L, L, message, 1);
  return 1;
}

int dl_program_call(lua_State *L, int narguments, int nresults) {
  int base = lua_gettop(L) - narguments;
  lua_pushcfunction(L, add_traceback);
  lua_insert(L, base);
  dl_interrupt_clear();                /* a Ctrl-C that came too late for the call before */
  lua_sethook(main_state, NULL, 0, 0);
  if (!ignored) catch_signal();
  int status = lua_pcall(L, narguments, nresults, base);
  lua_remove(L, base);
  return status;
}

void dl_program_set_name(const char *name) { program_name = name; }

int dl_program_report(lua_State *L, int status) {
  if (status == LUA_OK) return status;
  const char *message = lua_tostring(L, -1);
  if (!message) message = "(error message not a string)";
  fflush(stdout);
  if (program_name) fprintf(stderr, "%s: ", program_name);
  fprintf(stderr, "%s\n", message);
  fflush(stderr);
  lua_pop(L, 1);
  return status;
}

/* program.c -- the program `dlua`: Lua's command line, with dlua.core built in. `lua5.4 ...` and `dlua ...` mean
** the same, so that scripts and tools written for the one run in the other. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <lauxlib.h>
#include <lualib.h>
#include "lua/program.h"

int luaopen_dlua_core(lua_State *L);

typedef struct {
  bool interactive, version, no_environment, statements;
  int script;                     /* index of the script in argv; argc when there is none */
} options;

static int usage(const char *program, const char *bad) {
  if (bad[1] == 'e' || bad[1] == 'l') fprintf(stderr, "%s: '%s' needs argument\n", program, bad);
  else fprintf(stderr, "%s: unrecognized option '%s'\n", program, bad);
  fprintf(stderr,
    "usage: %s [options] [script [args]]\n"
    "  -e stat   execute string 'stat'\n"
    "  -i        enter interactive mode after executing 'script'\n"
    "  -l mod    require library 'mod' into global 'mod'\n"
    "  -l g=mod  require library 'mod' into global 'g'\n"
    "  -v        show version information\n"
    "  -E        ignore environment variables\n"
    "  -W        turn warnings on\n"
    "  --        stop handling options\n"
    "  -         stop handling options and execute stdin\n"
    "Without a script: the interactive mode when stdin is a terminal, else stdin is the script.\n", program);
  return EXIT_FAILURE;
}

/* The index of the first argument that is no option, or -1 after a bad one, which is then argv[*bad]. */
static int parse(char **argv, options *o, int *bad) {
  int i = 1;
  for (; argv[i] && argv[i][0] == '-' && argv[i][1]; i++) {
    char kind = argv[i][1];
    bool attached = argv[i][2] != '\0';
    *bad = i;
    if (kind == 'e' || kind == 'l') {
      o->statements |= kind == 'e';
      if (!attached && (!argv[i + 1] || argv[++i][0] == '-')) return -1;
      continue;
    }
    if (attached || !strchr("-EWiv", kind)) return -1;
    if (kind == '-') return i + 1;
    o->interactive |= kind == 'i';
    o->version |= kind == 'i' || kind == 'v';
    o->no_environment |= kind == 'E';
  }
  return i;
}

/* arg[0] is the script, arg[1] and on its arguments; negative indices hold what stands before it. */
static void set_arg(lua_State *L, int argc, char **argv, int script) {
  if (script >= argc) script = 0;
  lua_createtable(L, argc - script - 1, script + 1);
  for (int i = 0; i < argc; i++) {
    lua_pushstring(L, argv[i]);
    lua_rawseti(L, -2, i - script);
  }
  lua_setglobal(L, "arg");
}

static bool do_chunk(lua_State *L, int load_status) {
  int status = load_status == LUA_OK ? dl_program_call(L, 0, 0) : load_status;
  return dl_program_report(L, status) == LUA_OK;
}

static bool do_string(lua_State *L, const char *text, const char *name) {
  return do_chunk(L, luaL_loadbuffer(L, text, strlen(text), name));
}

static bool do_environment(lua_State *L) {
  const char *name = "=LUA_INIT_5_4", *init = getenv(name + 1);
  if (!init) init = getenv((name = "=LUA_INIT") + 1);
  if (!init) return true;
  return init[0] == '@' ? do_chunk(L, luaL_loadfile(L, init + 1)) : do_string(L, init, name);
}

/* -l mod, -l name=mod */
static bool do_library(lua_State *L, const char *option) {
  const char *equals = strchr(option, '=');
  const char *module = equals ? equals + 1 : option;
  lua_getglobal(L, "require");
  lua_pushstring(L, module);
  int status = dl_program_call(L, 1, 1);
  if (status != LUA_OK) return dl_program_report(L, status) == LUA_OK;
  lua_pushlstring(L, option, equals ? (size_t)(equals - option) : strlen(option));
  lua_insert(L, -2);
  lua_pushglobaltable(L);
  lua_insert(L, -3);
  lua_settable(L, -3);
  lua_pop(L, 1);
  return true;
}

/* The options that do something, in their order. */
static bool do_options(lua_State *L, char **argv, int end) {
  for (int i = 1; i < end; i++) {
    char kind = argv[i][1];
    if (kind == 'W') lua_warning(L, "@on", 0);
    if (kind != 'e' && kind != 'l') continue;
    const char *value = argv[i][2] ? argv[i] + 2 : argv[++i];
    if (!(kind == 'e' ? do_string(L, value, "=(command line)") : do_library(L, value))) return false;
  }
  return true;
}

static int push_arguments(lua_State *L) {
  if (lua_getglobal(L, "arg") != LUA_TTABLE) luaL_error(L, "'arg' is not a table");
  int table = lua_gettop(L), n = (int)luaL_len(L, table);
  luaL_checkstack(L, n + 3, "too many arguments to script");
  for (int i = 1; i <= n; i++) lua_rawgeti(L, table, i);
  lua_remove(L, table);
  return n;
}

static bool do_script(lua_State *L, char **argv, int script) {
  bool is_stdin = strcmp(argv[script], "-") == 0 && strcmp(argv[script - 1], "--") != 0;
  int status = luaL_loadfile(L, is_stdin ? NULL : argv[script]);
  if (status == LUA_OK) {
    int n = push_arguments(L);
    status = dl_program_call(L, n, LUA_MULTRET);
  }
  return dl_program_report(L, status) == LUA_OK;
}

static void print_version(void) {
  printf("dlua %s, %s\n", DL_VERSION, LUA_RELEASE);
  fflush(stdout);
}

static void open_libraries(lua_State *L, const options *o) {
  if (o->no_environment) {
    lua_pushboolean(L, true);
    lua_setfield(L, LUA_REGISTRYINDEX, "LUA_NOENV");
  }
  luaL_openlibs(L);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
  lua_pushcfunction(L, luaopen_dlua_core);
  lua_setfield(L, -2, "dlua.core");
  lua_pop(L, 1);
  dl_program_set_paths(L);
  dl_program_track_coroutines(L);
}

static bool run(lua_State *L, int argc, char **argv, const options *o) {
  bool has_script = o->script < argc;
  if (!o->no_environment && !do_environment(L)) return false;
  if (!do_options(L, argv, o->script)) return false;
  bool ok = !has_script || do_script(L, argv, o->script);
  if (!ok && !o->interactive) return false;           /* with -i one looks at what a failed script left */
  bool idle = !has_script && !o->statements && !o->version;
  if (o->interactive || (idle && isatty(STDIN_FILENO))) {
    if (!o->version) print_version();
    dl_program_repl(L);
  } else if (idle) {
    return do_chunk(L, luaL_loadfile(L, NULL));
  }
  return ok;
}

/* main in a protected call, so that running out of memory anywhere is a message. */
static int protected_main(lua_State *L) {
  int argc = (int)lua_tointeger(L, 1), bad = 0;
  char **argv = lua_touserdata(L, 2);
  options o = { 0 };
  luaL_checkversion(L);
  o.script = parse(argv, &o, &bad);
  if (o.script < 0) {
    usage(argv[0], argv[bad]);
    return 0;
  }
  if (o.version) print_version();
  open_libraries(L, &o);
  set_arg(L, argc, argv, o.script);
  dl_program_catch_interrupts(L);
  lua_gc(L, LUA_GCRESTART);
  lua_gc(L, LUA_GCGEN, 0, 0);
  lua_pushboolean(L, run(L, argc, argv, &o));
  return 1;
}

int main(int argc, char **argv) {
  static char name[] = "dlua", *nameless[] = { name, NULL };
  if (argc < 1) argc = 1, argv = nameless;
  dl_program_set_name(argv[0][0] ? argv[0] : name);
  lua_State *L = luaL_newstate();
  if (!L) {
    fprintf(stderr, "%s: cannot create state: not enough memory\n", argv[0]);
    return EXIT_FAILURE;
  }
  lua_gc(L, LUA_GCSTOP);
  lua_pushcfunction(L, protected_main);
  lua_pushinteger(L, argc);
  lua_pushlightuserdata(L, argv);
  int status = dl_program_report(L, lua_pcall(L, 2, 1, 0));
  bool ok = status == LUA_OK && lua_toboolean(L, -1);
  lua_close(L);
  return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

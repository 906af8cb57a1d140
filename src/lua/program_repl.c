/* program_repl.c -- read, evaluate, print. Showing values, help and completion are scripts: lua/dlua/repl. */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <unistd.h>
#include <lauxlib.h>
#include "lua/program.h"

static const char scripts_key = 'R';           /* registry: the table of lua/dlua/repl, if it could be loaded */
static const dl_editor *editor;

/* ---- what is a script ---- */

/* Push function `name` of dlua.repl; false, with nothing pushed, when there is none. */
static bool push_script(lua_State *L, const char *name) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &scripts_key) == LUA_TTABLE && lua_getfield(L, -1, name) == LUA_TFUNCTION) {
    lua_remove(L, -2);
    return true;
  }
  lua_settop(L, -2);
  return false;
}

/* listDirectory(path): the names in a folder, folders with a slash; nil when it cannot be read. */
static int list_directory(lua_State *L) {
  DIR *folder = opendir(luaL_checkstring(L, 1));
  if (!folder) return 0;
  lua_newtable(L);
  for (struct dirent *entry; (entry = readdir(folder)); ) {
    lua_pushfstring(L, entry->d_type == DT_DIR ? "%s/" : "%s", entry->d_name);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
  }
  closedir(folder);
  return 1;
}

static void load_scripts(lua_State *L) {
  lua_getglobal(L, "require");
  lua_pushliteral(L, "dlua.repl");
  if (dl_program_report(L, dl_program_call(L, 1, 1)) != LUA_OK) return;
  lua_rawsetp(L, LUA_REGISTRYINDEX, &scripts_key);
  if (!push_script(L, "start")) return;
  lua_pushcfunction(L, list_directory);
  dl_program_report(L, dl_program_call(L, 1, 0));
}

static char *copy_string(lua_State *L, int at) {
  const char *s = lua_tostring(L, at);
  return s && *s ? strdup(s) : NULL;
}

/* Called by the editor in the middle of a line: an error there is no completion. */
static dl_completion complete(void *data, const char *before, int width) {
  lua_State *L = data;
  dl_completion c = { NULL, NULL };
  int top = lua_gettop(L);
  if (push_script(L, "complete")) {
    lua_pushstring(L, before);
    lua_pushinteger(L, width);
    if (dl_program_call(L, 2, 2) == LUA_OK)
      c = (dl_completion){ copy_string(L, -2), copy_string(L, -1) };
  }
  lua_settop(L, top);
  return c;
}

static void help(lua_State *L, const char *line) {
  if (!push_script(L, "help")) return;
  lua_pushstring(L, line + 1);
  dl_program_report(L, dl_program_call(L, 1, 0));
}

/* ---- reading ---- */

/* The prompt is the global _PROMPT or _PROMPT2, as in lua. */
static dl_line_status read_line(lua_State *L, bool first, const char **line) {
  int top = lua_gettop(L);
  const char *prompt = first ? "> " : ">> ";
  if (lua_getglobal(L, first ? "_PROMPT" : "_PROMPT2") != LUA_TNIL) prompt = luaL_tolstring(L, -1, NULL);
  dl_line_status status = editor->read(prompt, line);
  lua_settop(L, top);
  if (status == DL_LINE && (*line)[strspn(*line, " \t")]) editor->remember(*line);
  return status;
}

static bool is_incomplete(lua_State *L, int status) {
  static const char mark[] = "<eof>";
  size_t n;
  if (status != LUA_ERRSYNTAX) return false;
  const char *message = lua_tolstring(L, -1, &n);
  return n >= sizeof mark - 1 && strcmp(message + n - (sizeof mark - 1), mark) == 0;
}

/* The text at `at` as an expression whose values are wanted, else as statements. Pushes the function or a message.
** *incomplete says that more lines may mend it. */
static int compile(lua_State *L, int at, bool *incomplete) {
  const char *text = lua_tostring(L, at);
  if (text[0] == '=') text++;                                      /* "= x", the habit of older Luas */
  const char *wrapped = lua_pushfstring(L, "return %s", text);
  int status = luaL_loadbuffer(L, wrapped, strlen(wrapped), "=stdin");
  lua_remove(L, -2);
  *incomplete = is_incomplete(L, status);
  if (status == LUA_OK) return status;
  lua_pop(L, 1);
  text = lua_tostring(L, at);
  status = luaL_loadbuffer(L, text, strlen(text), "=stdin");
  *incomplete = is_incomplete(L, status) || (*incomplete && status != LUA_OK);
  return status;
}

/* Append lines to the text at `at` until it is complete. Pushes as `compile` does; *cancelled says that Ctrl-C did. */
static int compile_lines(lua_State *L, int at, bool *cancelled) {
  for (;;) {
    const char *line;
    bool incomplete;
    int status = compile(L, at, &incomplete);
    if (!incomplete) return status;
    dl_line_status got = read_line(L, false, &line);
    *cancelled = got == DL_LINE_CANCELLED;
    if (got != DL_LINE) return status;
    lua_pop(L, 1);
    lua_pushfstring(L, "%s\n%s", lua_tostring(L, at), line);
    lua_replace(L, at);
  }
}

/* ---- evaluating ---- */

/* A semicolon at the end hides the values. */
static bool hides(const char *text) {
  size_t n = strlen(text);
  while (n > 0 && strchr(" \t\n", text[n - 1])) n--;
  return n > 0 && text[n - 1] == ';';
}

static void show(lua_State *L, int first) {
  int n = lua_gettop(L) - first + 1;
  luaL_checkstack(L, n + 4, "too many results to print");
  if (!push_script(L, "show")) lua_getglobal(L, "print");
  lua_insert(L, first);
  dl_program_report(L, dl_program_call(L, n, 0));
}

static void evaluate(lua_State *L, int text) {
  bool cancelled = false;
  int status = compile_lines(L, text, &cancelled);
  if (cancelled) return;
  int first = text + 1;
  if (status == LUA_OK) status = dl_program_call(L, 0, LUA_MULTRET);
  if (dl_program_report(L, status) != LUA_OK || lua_gettop(L) < first) return;
  lua_pushvalue(L, first);
  lua_setglobal(L, "_");
  if (!hides(lua_tostring(L, text))) show(L, first);
}

static void choose_editor(lua_State *L) {
  editor = NULL;
#ifdef DL_LIBEDIT
  editor = dl_editor_libedit(complete, L);
#endif
  if (!editor) editor = dl_editor_plain();
  (void)complete;
}

void dl_program_repl(lua_State *L) {
  const char *line;
  dl_line_status status;
  dl_program_set_name(NULL);
  load_scripts(L);
  choose_editor(L);
  while ((status = read_line(L, true, &line)) != DL_LINE_END) {
    if (status == DL_LINE_CANCELLED) continue;
    if (line[0] == '?') {
      help(L, line);
      continue;
    }
    lua_settop(L, 0);
    lua_pushstring(L, line);
    evaluate(L, 1);
  }
  editor->close();
  lua_settop(L, 0);
}

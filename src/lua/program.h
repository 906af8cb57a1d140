/* program.h -- the parts of the program `dlua`: paths, protected calls with Ctrl-C, the line editor, the REPL. */
#ifndef DL_PROGRAM_H
#define DL_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <lua.h>

/* program_paths.c: our own Lua files and plug-ins come first in package.path and package.cpath. */
void dl_program_set_paths(lua_State *L);

/* program_coroutine.c: the coroutine that runs now, to be asked in a signal handler. */
void dl_program_track_coroutines(lua_State *L);
lua_State *dl_program_running(void);

/* program_run.c: from here on Ctrl-C is the Lua error "interrupted!". */
void dl_program_catch_interrupts(lua_State *L);
/* lua_pcall with a traceback in the message, and Ctrl-C armed anew. */
int dl_program_call(lua_State *L, int narguments, int nresults);
/* Print the error message at the top of the stack, if the status is one, and pop it. Returns the status. */
int dl_program_report(lua_State *L, int status);
/* The name that messages begin with; NULL in the REPL. */
void dl_program_set_name(const char *name);

/* program_repl.c: read, evaluate, print, until the end of the input. */
void dl_program_repl(lua_State *L);

/* program_history.c: the file of lines typed before, one to a line. */
void dl_history_load(void (*each)(void *data, const char *line), void *data);
void dl_history_append(const char *line);

/* program_edit.c (libedit) and program_plain.c (no editing) read lines behind one table. */
typedef enum { DL_LINE, DL_LINE_END, DL_LINE_CANCELLED } dl_line_status;

/* What to do at TAB, given the text before the cursor: `insert` and `listing` are freed by the caller. */
typedef struct { char *insert, *listing; } dl_completion;
typedef dl_completion dl_complete(void *data, const char *before, int width);

typedef struct dl_editor {
  /* One line without its newline, valid until the next call. */
  dl_line_status (*read)(const char *prompt, const char **line);
  void (*remember)(const char *line);
  void (*close)(void);
} dl_editor;

const dl_editor *dl_editor_plain(void);
#ifdef DL_LIBEDIT
const dl_editor *dl_editor_libedit(dl_complete *complete, void *data);  /* NULL when the terminal cannot */
#endif

#endif

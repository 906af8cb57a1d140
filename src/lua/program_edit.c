/* program_edit.c -- lines edited with libedit: history, TAB completion, Ctrl-C clears the line. */
#ifdef DL_LIBEDIT
#include <histedit.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include "lua/program.h"

static EditLine *line_editor;
static History *history_list;
static const char *current_prompt;
static bool cancelled;
static dl_complete *complete_line;
static void *complete_data;

static char *prompt(EditLine *e) {
  (void)e;
  return (char *)current_prompt;
}

/* ---- keys ---- */

/* Ctrl-C: give the line up, and with it the lines before it that wait for an end. */
static unsigned char cancel_key(EditLine *e, int key) {
  (void)key;
  const LineInfo *line = el_line(e);
  el_cursor(e, (int)(line->lastchar - line->cursor));
  fputs("^C", stdout);
  cancelled = true;
  return CC_NEWLINE;
}

static int terminal_width(void) {
  struct winsize size;
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/* TAB: insert what is certain, list what is not. */
static unsigned char complete_key(EditLine *e, int key) {
  (void)key;
  const LineInfo *line = el_line(e);
  char *before = strndup(line->buffer, (size_t)(line->cursor - line->buffer));
  if (!before) return CC_ERROR;
  dl_completion c = complete_line(complete_data, before, terminal_width());
  bool inserted = c.insert && el_insertstr(e, c.insert) == 0;
  bool listed = c.listing != NULL;
  if (listed) printf("\n%s\n", c.listing);
  free(before);
  free(c.insert);
  free(c.listing);
  return listed ? CC_REDISPLAY : inserted ? CC_REFRESH : CC_ERROR;
}

static void bind_keys(EditLine *e) {
  static const char *const keys[][2] = {
    { "^I", "dl-complete" }, { "^C", "dl-cancel" }, { "^R", "em-inc-search-prev" },
    { "\\e[1~", "ed-move-to-beg" }, { "\\e[H", "ed-move-to-beg" }, { "\\eOH", "ed-move-to-beg" },
    { "\\e[4~", "ed-move-to-end" }, { "\\e[F", "ed-move-to-end" }, { "\\eOF", "ed-move-to-end" },
    { "\\e[3~", "ed-delete-next-char" }, { "\\e[1;5C", "em-next-word" }, { "\\e[1;5D", "ed-prev-word" },
  };
  el_wset(e, EL_ADDFN, L"dl-complete", L"complete a name", complete_key);   /* el_set would leak the names */
  el_wset(e, EL_ADDFN, L"dl-cancel", L"give the line up", cancel_key);
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) el_set(e, EL_BIND, keys[i][0], keys[i][1], NULL);
}

/* ---- the editor ---- */

static void enter(void *data, const char *line) {
  HistEvent event;
  history(data, &event, H_ENTER, line);
}

static void remember(const char *line) {
  enter(history_list, line);
  dl_history_append(line);
}

/* While a line is edited Ctrl-C is a key; else it is the signal. */
static void set_interrupt_key(bool is_key) {
  static cc_t before;
  struct termios settings;
  if (tcgetattr(STDIN_FILENO, &settings) != 0) return;
  if (is_key) before = settings.c_cc[VINTR];
  settings.c_cc[VINTR] = is_key ? _POSIX_VDISABLE : before;
  tcsetattr(STDIN_FILENO, TCSADRAIN, &settings);
}

static dl_line_status read_edited(const char *text, const char **line) {
  static char *copy;
  int n = 0;
  current_prompt = text;
  cancelled = false;
  el_resize(line_editor);
  set_interrupt_key(true);
  const char *got = el_gets(line_editor, &n);
  set_interrupt_key(false);
  if (!got || n <= 0) {
    fputs("\n", stdout);
    return DL_LINE_END;
  }
  if (cancelled) return DL_LINE_CANCELLED;
  free(copy);
  copy = strndup(got, got[n - 1] == '\n' ? (size_t)n - 1 : (size_t)n);
  *line = copy ? copy : "";
  return DL_LINE;
}

static void close_editor(void) {
  history_end(history_list);
  el_end(line_editor);
}

const dl_editor *dl_editor_libedit(dl_complete *complete, void *data) {
  static const dl_editor edited = { read_edited, remember, close_editor };
  const char *terminal = getenv("TERM");
  HistEvent event;
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return NULL;
  if (!terminal || !*terminal || strcmp(terminal, "dumb") == 0) return NULL;
  setlocale(LC_CTYPE, "");                    /* UTF-8; numbers stay as Lua writes them */
  complete_line = complete;
  complete_data = data;
  line_editor = el_init("dlua", stdin, stdout, stderr);
  history_list = history_init();
  if (!line_editor || !history_list) return NULL;
  history(history_list, &event, H_SETSIZE, 10000);
  history(history_list, &event, H_SETUNIQUE, 1);
  el_set(line_editor, EL_PROMPT, prompt);
  el_set(line_editor, EL_SIGNAL, 1);
  el_set(line_editor, EL_EDITOR, "emacs");
  el_set(line_editor, EL_HIST, history, history_list);
  bind_keys(line_editor);
  el_source(line_editor, NULL);
  dl_history_load(enter, history_list);
  return &edited;
}
#endif

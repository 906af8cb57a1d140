/* program_history.c -- the file of lines typed before: $XDG_STATE_HOME/dlua/history, one entry to a line. Several
** programs may append to it at once; when it has grown long, its newer half is kept. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lua/program.h"

enum { LINES_KEPT = 2000, LINES_LIMIT = 4000 };

/* "" when there is no place for it. */
static const char *history_path(void) {
  static char path[PATH_MAX];
  const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
  int n = -1;
  if (state && state[0] == '/') n = snprintf(path, sizeof path, "%s/dlua/history", state);
  else if (home && home[0]) n = snprintf(path, sizeof path, "%s/.local/state/dlua/history", home);
  if (n < 0 || n >= (int)sizeof path) path[0] = '\0';
  return path;
}

static void make_folders(const char *file) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s", file);
  for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    if (mkdir(path, 0700) != 0 && errno != EEXIST) return;
    *slash = '/';
  }
}

/* What is typed may be private: for the user's eyes only. */
static FILE *open_private(const char *path, int flags, const char *mode) {
  int file = open(path, flags | O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  return file < 0 ? NULL : fdopen(file, mode);
}

/* Write all lines from number `first` on to a new file, and put it in the place of the old. */
static void shorten(FILE *old, const char *path, long first) {
  char temporary[PATH_MAX + 16];
  snprintf(temporary, sizeof temporary, "%s.%d", path, (int)getpid());
  FILE *file = open_private(temporary, O_TRUNC, "w");
  if (!file) return;
  rewind(old);
  for (int c; (c = getc(old)) != EOF; ) {
    if (first <= 0) putc(c, file);
    first -= c == '\n';
  }
  bool written = !ferror(file);
  if (fclose(file) == 0 && written) rename(temporary, path);
  else remove(temporary);
}

void dl_history_load(void (*each)(void *data, const char *line), void *data) {
  const char *path = history_path();
  FILE *file = path[0] ? fopen(path, "re") : NULL;
  char *line = NULL;
  size_t size = 0;
  long count = 0;
  if (!file) return;
  for (ssize_t n; (n = getline(&line, &size, file)) > 0; count++) {
    if (line[n - 1] == '\n') line[n - 1] = '\0';
    each(data, line);
  }
  if (count > LINES_LIMIT) shorten(file, path, count - LINES_KEPT);
  free(line);
  fclose(file);
}

void dl_history_append(const char *line) {
  const char *path = history_path();
  if (!path[0]) return;
  FILE *file = open_private(path, O_APPEND, "a");
  if (!file) {
    make_folders(path);
    file = open_private(path, O_APPEND, "a");
  }
  if (!file) return;
  fprintf(file, "%s\n", line);
  fclose(file);
}

/* program_plain.c -- lines without editing: pipes, dumb terminals, builds without libedit. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include "lua/program.h"

static char *buffer;

static dl_line_status read_plain(const char *prompt, const char **line) {
  static size_t size;
  fputs(prompt, stdout);
  fflush(stdout);
  errno = 0;
  ssize_t n = getline(&buffer, &size, stdin);
  if (n < 0) {
    bool interrupted = errno == EINTR;
    clearerr(stdin);
    fputs("\n", stdout);
    return interrupted ? DL_LINE_CANCELLED : DL_LINE_END;
  }
  if (n > 0 && buffer[n - 1] == '\n') buffer[n - 1] = '\0';
  *line = buffer;
  return DL_LINE;
}

static void remember_nothing(const char *line) { (void)line; }

static void close_plain(void) {
  free(buffer);
  buffer = NULL;
}

const dl_editor *dl_editor_plain(void) {
  static const dl_editor plain = { read_plain, remember_nothing, close_plain };
  return &plain;
}

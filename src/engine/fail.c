/* fail.c -- failures of a call, with the operator's and the argument's name in front. */
#include <stdarg.h>
#include <stdio.h>
#include "engine/engine.h"

dl_status dl_fail(const dl_args *a, const char *format, ...) {
  char text[400];
  va_list list;
  va_start(list, format);
  vsnprintf(text, sizeof text, format, list);
  va_end(list);
  return dl_error_set("%s: %s", a->op->name, text);
}

dl_status dl_fail_argument(const dl_args *a, int i, const char *format, ...) {
  char text[400];
  va_list list;
  va_start(list, format);
  vsnprintf(text, sizeof text, format, list);
  va_end(list);
  return dl_error_set("%s: argument %d '%s': %s", a->op->name, i + 1, a->op->parameter[i].name, text);
}

void dl_grad_fail(dl_grad *g, const char *why) {
  if (g->scope->status == DL_OK) g->scope->status = dl_error_set("%s: backward: %s", g->op->name, why);
}

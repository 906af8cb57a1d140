/* status.c -- one message for each thread; the first failure wins until it is cleared. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "core/core.h"
#include "dl_device.h"

static _Thread_local char message[512];
static _Thread_local dl_status status;

dl_status dl_error_set(const char *format, ...) {
  if (status == DL_OK) {
    va_list list;
    va_start(list, format);
    vsnprintf(message, sizeof message, format, list);
    va_end(list);
    status = DL_ERROR;
  }
  return DL_ERROR;
}

dl_status dl_error_memory(size_t bytes) {
  if (status == DL_OK) {
    dl_memory_info info = dl_memory();
    snprintf(message, sizeof message,
      "out of memory: %.1f MB asked for, %.1f MB held, limit %.1f MB",
      (double)bytes / 1e6, (double)info.live / 1e6, (double)info.limit / 1e6);
    status = DL_NO_MEMORY;
  }
  return DL_NO_MEMORY;
}

dl_status dl_error_memory_of(const dl_device *device, size_t bytes) {
  const char *says = device == dl_device_cpu() ? NULL : device->table->error();
  if (!says || !*says) return dl_error_memory(bytes);
  if (status == DL_OK) {
    snprintf(message, sizeof message, "%s", says);
    status = DL_NO_MEMORY;
  }
  return DL_NO_MEMORY;
}

/* A composite puts its name in front of what went wrong inside it. */
void dl_error_prefix(const char *name) {
  char inner[sizeof message];
  size_t n = strlen(name);
  if (status != DL_ERROR || (strncmp(message, name, n) == 0 && message[n] == ':')) return;
  memcpy(inner, message, sizeof inner);
  snprintf(message, sizeof message, "%s: %.*s", name, (int)(sizeof inner - n - 3), inner);
}

/* Called by loops that saw the flag of interrupt.c. */
dl_status dl_error_interrupted(void) {
  if (status == DL_OK) {
    snprintf(message, sizeof message, "interrupted!");
    status = DL_INTERRUPTED;
  }
  return DL_INTERRUPTED;
}

const char *dl_error_message(void) { return message; }

dl_status dl_error_status(void) { return status; }

void dl_error_clear(void) {
  status = DL_OK;
  message[0] = '\0';
}

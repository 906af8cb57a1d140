/* cpu.c -- the CPU as a device like any other. Its kernels are the records' own, so `kernel` is not asked. */
#include <string.h>
#include "core/copy.h"
#include "core/core.h"
#include "dl_device.h"

static int count(void) { return 1; }
static int open_cpu(int ordinal, void **context) {
  (void)ordinal;
  *context = NULL;
  return 0;
}
static void close_cpu(void *context) { (void)context; }

static void *allocate(void *context, size_t bytes) {
  (void)context;
  return dl_allocate(bytes);
}
static void release(void *context, void *memory, size_t bytes) {
  (void)context;
  dl_deallocate(memory, bytes);
}
static int copy(void *context, void *to, const void *from, size_t bytes, int direction) {
  (void)context;
  (void)direction;
  dl_copy_bytes(to, from, bytes);
  return 0;
}
static int put(void *context, void *to, const void *value, size_t bytes) {
  (void)context;
  memcpy(to, value, bytes);
  return 0;
}
static int synchronize(void *context) {
  (void)context;
  return 0;
}
static dl_device_kernel kernel(const char *name) {
  (void)name;
  return NULL;
}
static const char *error(void) { return dl_error_message(); }

static void memory(void *context, size_t bytes[4]) {
  (void)context;
  dl_memory_info info = dl_memory();
  bytes[0] = info.live;
  bytes[1] = info.cached;
  bytes[2] = info.peak;
  bytes[3] = info.limit;
}

static void empty_cache(void *context) {
  (void)context;
  dl_memory_empty_cache();
}

static const char *describe(void *context) {
  (void)context;
  return "the processor";
}

static const dl_device_table table = {
  .abi = DL_DEVICE_ABI, .size = sizeof table, .name = "cpu",
  .count = count, .open = open_cpu, .close = close_cpu, .allocate = allocate, .release = release,
  .copy = copy, .synchronize = synchronize, .kernel = kernel, .error = error,
  .memory = memory, .empty_cache = empty_cache, .describe = describe, .put = put,
};

static dl_device cpu = { .table = &table, .name = "cpu" };

dl_device *dl_device_cpu(void) { return &cpu; }

/* null.c -- a device of host memory behind the device table, loaded at run time like any other.
**
** It exists for tests: of the loader, of copies, and of everything that must not touch the memory of a device
** from the host. Its addresses carry a tag that makes them invalid outside of kernels and copies, so that a
** host access which forgot the device is a crash here and not a surprise on a GPU.
**
** Its kernels are the operator files' own, in their device pass.
*/
#include <stdlib.h>
#include <string.h>
#include "device/plugin/registry.h"
#include "engine/engine.h"

#define TAG ((uintptr_t)1 << 62)

static char *tagged(void *memory) { return memory ? (char *)((uintptr_t)memory | TAG) : NULL; }
static char *untagged(const void *memory) { return (char *)((uintptr_t)memory & ~TAG); }

/* The plug-in's own rule for addresses (core/address.c is not part of it). */
char *dl_tensor_data(const dl_tensor *t) {
  return untagged(t->storage->data) + t->offset * (int64_t)dl_dtype_size((dl_dtype)t->dtype);
}

/* ---- kernels ---- */

static int run(dl_args *a) {
  dl_error_clear();
  dl_status (*kernel)(dl_args *) = dl_device_kernel_find(a->op->name);
  void *scratch = a->scratch;
  a->scratch = untagged(scratch);
  int status = (int)kernel(a);
  a->scratch = scratch;
  return status;
}

static dl_device_kernel kernel(const char *name) { return dl_device_kernel_find(name) ? run : NULL; }

/* ---- the rest of the table ---- */

static int count(void) { return 2; }

static int open_null(int ordinal, void **context) {
  (void)ordinal;
  *context = NULL;
  return 0;
}

static void close_null(void *context) { (void)context; }

static void *allocate(void *context, size_t bytes) {
  void *memory = NULL;
  (void)context;
  return posix_memalign(&memory, 64, bytes ? bytes : 1) == 0 ? tagged(memory) : NULL;
}

static void release(void *context, void *memory, size_t bytes) {
  (void)context;
  (void)bytes;
  free(untagged(memory));
}

static int copy(void *context, void *to, const void *from, size_t bytes, int direction) {
  (void)context;
  (void)direction;
  memcpy(untagged(to), untagged(from), bytes);
  return 0;
}

static int put(void *context, void *to, const void *value, size_t bytes) {
  (void)context;
  memcpy(untagged(to), value, bytes);
  return 0;
}

static int synchronize(void *context) {
  (void)context;
  return 0;
}

static void memory(void *context, size_t bytes[4]) {
  (void)context;
  memset(bytes, 0, 4 * sizeof *bytes);           /* it keeps no books */
}

static void empty_cache(void *context) {
  (void)context;
}

static const char *describe(void *context) {
  (void)context;
  return "host memory behind the device table";
}

static const dl_device_table table = {
  .abi = DL_DEVICE_ABI, .size = sizeof table, .name = "null",
  .count = count, .open = open_null, .close = close_null, .allocate = allocate, .release = release,
  .copy = copy, .synchronize = synchronize, .kernel = kernel, .error = dl_error_message,
  .memory = memory, .empty_cache = empty_cache, .describe = describe, .put = put,
};

DL_API const dl_device_table *dl_device_table_v1(uint32_t abi);

const dl_device_table *dl_device_table_v1(uint32_t abi) { return abi == DL_DEVICE_ABI ? &table : NULL; }

/* registry.c -- see registry.h; and what kernels use of the engine, on this side of a plug-in. */
#include <string.h>
#include "device/plugin/registry.h"

#define MAX_KERNELS 1024
static struct { const char *name; dl_status (*kernel)(dl_args *); unsigned traits; } kernels[MAX_KERNELS];
static int count;

void dl_device_kernel_add(const char *name, dl_status (*kernel)(dl_args *), unsigned traits) {
  if (count == MAX_KERNELS) return;
  kernels[count].name = name;
  kernels[count].traits = traits;
  kernels[count++].kernel = kernel;
}

static int place_of(const char *name) {
  for (int i = 0; i < count; i++)
    if (strcmp(kernels[i].name, name) == 0) return i;
  return -1;
}

dl_status (*dl_device_kernel_find(const char *name))(dl_args *) {
  int i = place_of(name);
  return i < 0 ? NULL : kernels[i].kernel;
}

unsigned dl_device_kernel_traits_find(const char *name) {
  int i = place_of(name);
  return i < 0 ? 0 : kernels[i].traits;
}

void dl_convert_level_base(dl_dtype to, void *destination, dl_dtype from, const void *source, int64_t n);

void dl_convert(dl_dtype to, void *destination, dl_dtype from, const void *source, int64_t n) {
  dl_convert_level_base(to, destination, from, source, n);
}

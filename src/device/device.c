/* device.c -- finds devices by name, loads plug-ins, moves bytes between devices. */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "engine/engine.h"
#include "device/device.h"

#define MAX_DEVICES 64

static dl_device *devices[MAX_DEVICES];
static int device_count;
static char plugin_folder[512];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void dl_device_set_folder(const char *folder) {
  pthread_mutex_lock(&lock);
  snprintf(plugin_folder, sizeof plugin_folder, "%s", folder);
  pthread_mutex_unlock(&lock);
}

const char *dl_device_name(const dl_device *device) { return device->name; }

/* The table of the plug-in dlua_KIND.so, or NULL with the reason. */
static const dl_device_table *load(const char *kind) {
  char path[600];
  snprintf(path, sizeof path, "%s/dlua_%s.so", plugin_folder, kind);
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    const char *why = dlerror();
    if (access(path, F_OK) != 0) dl_error_set("device '%s' is not available: dlua was built without it (no %s)", kind, path);
    else dl_error_set("device '%s' is not available: %s", kind, why);
    return NULL;
  }
  dl_device_entry entry;
  *(void **)&entry = dlsym(library, "dl_device_table_v1");
  const dl_device_table *table = entry ? entry(DL_DEVICE_ABI) : NULL;
  if (table && table->abi == DL_DEVICE_ABI && table->size >= sizeof *table) return table;
  dl_error_set("device '%s': %s was built for another version of dlua", kind, path);
  dlclose(library);
  return NULL;
}

static const dl_device_table *table_of(const char *kind) {
  for (int i = 0; i < device_count; i++)
    if (strcmp(devices[i]->table->name, kind) == 0) return devices[i]->table;
  return load(kind);
}

int dl_device_count(const char *kind) {
  pthread_mutex_lock(&lock);
  const dl_device_table *table = table_of(kind);
  int count = table ? table->count() : 0;
  if (table && !count) dl_error_set("device '%s' is not available: %s", kind, table->error());
  pthread_mutex_unlock(&lock);
  return count;
}

static dl_device *open_device(const char *name, const char *kind, int ordinal) {
  const dl_device_table *table = table_of(kind);
  if (!table) return NULL;
  int there = table->count();
  if (ordinal >= there) {
    if (there) dl_error_set("device '%s': there are %d of this kind", name, there);
    else dl_error_set("device '%s' is not available: %s", name, table->error());
    return NULL;
  }
  if (device_count == MAX_DEVICES) {
    dl_error_set("device '%s': %d devices are open already", name, device_count);
    return NULL;
  }
  dl_device *device = calloc(1, sizeof *device);
  if (!device) {
    dl_error_memory(sizeof *device);
    return NULL;
  }
  device->table = table;
  device->ordinal = ordinal;
  snprintf(device->name, sizeof device->name, "%s", name);
  if (table->open(ordinal, &device->context) != 0) {
    dl_error_set("device '%s': %s", name, table->error());
    free(device);
    return NULL;
  }
  return devices[device_count++] = device;
}

/* "cuda" is "cuda:0". */
dl_device *dl_device_find(const char *name) {
  char kind[16];
  int ordinal = 0, used = 0;
  if (strcmp(name, "cpu") == 0) return dl_device_cpu();
  if (sscanf(name, "%15[a-z-]%n:%d%n", kind, &used, &ordinal, &used) < 1 || name[used] || ordinal < 0) {
    dl_error_set("'%s' is not the name of a device (\"cpu\", \"cuda\", \"cuda:1\")", name);
    return NULL;
  }
  if (dl_thread_is_worker()) {
    dl_error_set("device '%s': workers compute on the CPU", name);
    return NULL;
  }
  dl_device *found = NULL;
  pthread_mutex_lock(&lock);
  for (int i = 0; i < device_count && !found; i++)
    if (strcmp(devices[i]->table->name, kind) == 0 && devices[i]->ordinal == ordinal) found = devices[i];
  if (!found) found = open_device(name, kind, ordinal);
  pthread_mutex_unlock(&lock);
  return found;
}

dl_device *dl_device_opened(const char *name) {
  dl_device *found = NULL;
  pthread_mutex_lock(&lock);
  for (int i = 0; i < device_count && !found; i++) {
    size_t kind = strlen(devices[i]->table->name);
    bool first = devices[i]->ordinal == 0 && strcmp(devices[i]->table->name, name) == 0;
    bool numbered = strncmp(devices[i]->table->name, name, kind) == 0 && name[kind] == ':' && atoi(name + kind + 1) == devices[i]->ordinal;
    if (first || numbered) found = devices[i];
  }
  pthread_mutex_unlock(&lock);
  return found;
}

/* ---- copies ---- */

static dl_status copied(const dl_device *device, int code) {
  return code == 0 ? DL_OK : dl_error_set("device %s: copy failed: %s", device->name, device->table->error());
}

/* Both contiguous, same dtype, one of them or both off the host. */
static dl_status move_bytes(dl_tensor *to, const dl_tensor *from, size_t bytes) {
  dl_device *target = to->storage->device, *source = from->storage->device, *cpu = dl_device_cpu();
  char *destination = dl_tensor_data(to), *origin = dl_tensor_data(from);
  if (source == cpu && dl_copy_may_be_later(from->storage, target))
    return copied(target, target->table->queues->copy_later(target->context, destination, origin, bytes, DL_TO_DEVICE));
  if (target == cpu && dl_copy_may_be_later(to->storage, source))
    return copied(source, source->table->queues->copy_later(source->context, destination, origin, bytes, DL_FROM_DEVICE));
  if (source == cpu)
    return copied(target, target->table->copy(target->context, destination, origin, bytes, DL_TO_DEVICE));
  if (target == cpu)
    return copied(source, source->table->copy(source->context, destination, origin, bytes, DL_FROM_DEVICE));
  if (source == target)
    return copied(source, source->table->copy(source->context, destination, origin, bytes, DL_WITHIN_DEVICE));
  char *between = dl_allocate(bytes);
  if (!between) return DL_NO_MEMORY;
  dl_status status = copied(source, source->table->copy(source->context, between, origin, bytes, DL_FROM_DEVICE));
  if (status == DL_OK)
    status = copied(target, target->table->copy(target->context, destination, between, bytes, DL_TO_DEVICE));
  dl_deallocate(between, bytes);
  return status;
}

/* A device's own strided copy is its kernel of the operator `copy`: copy(to, from). */
static dl_status copy_by_kernel(dl_tensor *to, const dl_tensor *from) {
  const dl_op *op = dl_op_find("copy");
  dl_device *device = to->storage->device;
  dl_device_kernel kernel = op ? dl_device_kernel_of(device, op) : NULL;
  if (!kernel) return dl_error_set("device %s has no copy kernel", device->name);
  dl_args a = { .op = op, .device = device, .nargs = 2, .nresults = 1 };
  a.arg[0] = dl_value_tensor(to);
  a.arg[1] = dl_value_tensor((dl_tensor *)from);
  a.result[0] = to;
  return kernel(&a) == 0 ? DL_OK : dl_error_set("device %s: %s", device->name, device->table->error());
}

/* Across devices: dense bytes of one dtype travel; what is strided is packed or spread on its own side. */
static dl_status copy_across(dl_tensor *to, const dl_tensor *from) {
  dl_tensor *packed = NULL, *landed = NULL;
  dl_status status = DL_OK;
  if (!dl_tensor_is_contiguous(from) || from->dtype != to->dtype) {
    packed = dl_tensor_new((dl_dtype)to->dtype, from->ndim, from->shape, from->storage->device);
    status = packed ? dl_copy_data(packed, from) : DL_NO_MEMORY;
    from = packed;
  }
  if (status == DL_OK && (!dl_tensor_is_contiguous(to) || !dl_tensor_same_shape(to, from))) {
    landed = dl_tensor_new((dl_dtype)to->dtype, from->ndim, from->shape, to->storage->device);
    if (!landed) status = DL_NO_MEMORY;
  }
  if (status == DL_OK)
    status = move_bytes(landed ? landed : to, from,
                        (size_t)dl_tensor_numel(from) * dl_dtype_size((dl_dtype)to->dtype));
  if (status == DL_OK && landed) status = dl_copy_data(to, landed);
  dl_tensor_release(packed);
  dl_tensor_release(landed);
  return status;
}

dl_status dl_copy_data(dl_tensor *to, const dl_tensor *from) {
  if (dl_device_uses(to->storage->device, to->storage) != DL_OK || dl_device_uses(from->storage->device, from->storage) != DL_OK)
    return dl_error_status();
  if (to->storage->device != from->storage->device) return copy_across(to, from);
  if (to->storage->device == dl_device_cpu()) return dl_copy_strided(to, from);
  return copy_by_kernel(to, from);
}

dl_status dl_tensor_read(const dl_tensor *t, int64_t i, double *number, int64_t *integer) {
  int64_t at = t->offset;
  size_t size = dl_dtype_size((dl_dtype)t->dtype);
  char element[8];
  for (int d = t->ndim - 1; d >= 0; d--) {
    at += i % t->shape[d] * t->stride[d];
    i /= t->shape[d];
  }
  dl_device *device = t->storage->device;
  const char *from = t->storage->data + at * (int64_t)size;
  if (device == dl_device_cpu()) memcpy(element, from, size);
  else if (device->table->copy(device->context, element, from, size, DL_FROM_DEVICE) != 0)
    return copied(device, 1);
  if (number) dl_convert(DL_FLOAT64, number, (dl_dtype)t->dtype, element, 1);
  if (integer) dl_convert(DL_INT64, integer, (dl_dtype)t->dtype, element, 1);
  return DL_OK;
}

dl_tensor *dl_tensor_scalar(dl_dtype dtype, double value) {
  dl_tensor *t = dl_tensor_new(dtype, 0, NULL, dl_device_cpu());
  if (t) dl_convert(dtype, t->storage->data, DL_FLOAT64, &value, 1);
  return t;
}

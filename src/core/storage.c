/* storage.c -- counted bytes on a device. The device allocates; the count is atomic. */
#include "core/core.h"
#include "dl_device.h"

#define HEAD 64               /* of a block that holds a small storage and its data */
#define SMALL 4096

/* Small data of the CPU lie in one block with their storage: one allocation instead of two. */
static bool is_joint(const dl_storage *storage) { return storage->data == (char *)storage + HEAD; }

dl_storage *dl_storage_new(size_t bytes, dl_device *device) {
  bool joint = bytes <= SMALL && device == dl_device_cpu();
  dl_storage *storage = dl_allocate(joint ? HEAD + bytes : sizeof *storage);
  if (!storage) return NULL;
  storage->references = 1;
  storage->version = 0;
  storage->bytes = bytes;
  storage->device = device;
  storage->data = joint ? (char *)storage + HEAD : device->table->allocate(device->context, bytes);
  if (storage->data) return storage;
  dl_deallocate(storage, sizeof *storage);
  dl_error_memory(bytes);
  return NULL;
}

dl_storage *dl_storage_retain(dl_storage *storage) {
  if (dl_is_single_threaded()) storage->references++;
  else __atomic_fetch_add(&storage->references, 1, __ATOMIC_RELAXED);
  return storage;
}

static bool was_last(dl_storage *storage) {
  if (dl_is_single_threaded()) return --storage->references == 0;
  return __atomic_fetch_sub(&storage->references, 1, __ATOMIC_ACQ_REL) == 1;
}

void dl_storage_release(dl_storage *storage) {
  if (!storage || !was_last(storage)) return;
  bool joint = is_joint(storage);
  if (!joint) storage->device->table->release(storage->device->context, storage->data, storage->bytes);
  dl_deallocate(storage, joint ? HEAD + storage->bytes : sizeof *storage);
}

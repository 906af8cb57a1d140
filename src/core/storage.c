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
  storage->pinned_by = NULL;
  storage->data = joint ? (char *)storage + HEAD : device->table->allocate(device->context, bytes);
  if (storage->data) {
    if (device != dl_device_cpu()) dl_memory_hold_elsewhere(bytes, true);
    return storage;
  }
  dl_deallocate(storage, sizeof *storage);
  dl_error_memory_of(device, bytes);
  return NULL;
}

dl_storage *dl_storage_new_pinned(size_t bytes, dl_device *device) {
  dl_storage *storage = dl_allocate(sizeof *storage);
  if (!storage) return NULL;
  *storage = (dl_storage){ .references = 1, .bytes = bytes, .device = dl_device_cpu(), .pinned_by = device };
  storage->data = device->table->queues->host_allocate(device->context, bytes);
  if (storage->data) {
    dl_memory_hold_elsewhere(bytes, true);
    return storage;
  }
  dl_deallocate(storage, sizeof *storage);
  dl_error_memory_of(device, bytes);
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
  dl_device *pinned_by = storage->pinned_by;
  if (pinned_by || storage->device != dl_device_cpu()) dl_memory_hold_elsewhere(storage->bytes, false);
  if (pinned_by) pinned_by->table->queues->host_release(pinned_by->context, storage->data);
  else if (!joint) storage->device->table->release(storage->device->context, storage->data, storage->bytes);
  dl_deallocate(storage, joint ? HEAD + storage->bytes : sizeof *storage);
}

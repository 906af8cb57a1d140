/* queues.c -- what works behind the program, as far as the host has a part in it: who uses which memory, copies that are not
** waited for, pinned memory, recorded steps.
*/
#include <string.h>
#include "engine/engine.h"
#include "device/device.h"

/* ---- who uses what ---- */

dl_status dl_device_uses(dl_device *device, const dl_storage *storage) {
  if (!device->watched || !storage || storage->device != device) return DL_OK;
  if (device->table->queues->block_used(device->context, storage->data, NULL) == 0) return DL_OK;
  return dl_error_set("device %s: %s", device->name, device->table->error());
}

const dl_device_queues *dl_device_queues_of(const dl_device *device, const char *what) {
  if (device->table->queues) return device->table->queues;
  dl_error_set("%s: device '%s' does its work at once: it has no streams", what, device->name);
  return NULL;
}

/* ---- pinned memory ---- */

dl_tensor *dl_tensor_pinned(dl_dtype dtype, int ndim, const int64_t *shape, dl_device *device) {
  size_t bytes;
  if (!dl_device_queues_of(device, "pinMemory")) return NULL;
  if (!dl_shape_bytes(ndim, shape, dtype, &bytes)) {
    dl_error_set("pinMemory: more bytes than can be counted");
    return NULL;
  }
  dl_tensor *t = dl_tensor_header(dtype, ndim, shape);
  if (!t) return NULL;
  t->storage = dl_storage_new_pinned(bytes ? bytes : 1, device);
  if (t->storage) return t;
  dl_tensor_release(t);
  return NULL;
}

/* ---- copies that are not waited for ---- */

static _Thread_local bool without_waiting;

dl_status dl_copy_data_later(dl_tensor *to, const dl_tensor *from) {
  without_waiting = true;
  dl_status status = dl_copy_data(to, from);
  without_waiting = false;
  return status;
}

bool dl_copy_may_be_later(const dl_storage *host, const dl_device *device) {
  return without_waiting && host->pinned_by == device;
}

static dl_device *recording;

dl_device *dl_device_recording(void) { return recording; }

/* A recorded step would bring the same values each time, and the host has none of the device's. */
dl_status dl_check_crossing(dl_device *from, dl_device *to) {
  if (from == to || (from != recording && to != recording) || !recording) return DL_OK;
  if (from == recording)
    return dl_error_set("a step is being recorded (dl.cuda.capture), and values cannot go from '%s' to '%s' in it: "
                        "return the tensor from the step and read it behind", from->name, to->name);
  return dl_error_set("a step is being recorded (dl.cuda.capture), and what comes from '%s' would be the same each time: make a "
                      "tensor on '%s' before, and copy_ new values into it before each call", from->name, to->name);
}

dl_tensor *dl_moved(const dl_tensor *x, dl_device *device, bool later) {
  dl_device *source = x->storage->device, *cpu = dl_device_cpu();
  if (dl_check_crossing(source, device) != DL_OK) return NULL;
  bool pinned = later && device == cpu && source->table->queues;
  dl_tensor *to = pinned ? dl_tensor_pinned((dl_dtype)x->dtype, x->ndim, x->shape, source)
    : dl_tensor_new((dl_dtype)x->dtype, x->ndim, x->shape, device);
  if (!to) return NULL;
  if ((later ? dl_copy_data_later(to, x) : dl_copy_data(to, x)) == DL_OK) return to;
  dl_tensor_release(to);
  return NULL;
}

/* ---- recorded steps ---- */

dl_status dl_recording_open(dl_recording *step, dl_device *device) {
  const dl_device_queues *queues = dl_device_queues_of(device, "capture");
  if (!queues) return DL_ERROR;
  memset(step, 0, sizeof *step);
  step->handle = queues->step_new(device->context);
  if (!step->handle) return dl_error_set("capture: device %s: %s", device->name, device->table->error());
  step->device = device;
  return DL_OK;
}

void dl_recording_close(dl_recording *step) {
  if (step->handle) step->device->table->queues->step_delete(step->device->context, step->handle);
  dl_deallocate(step->part, (size_t)step->capacity * sizeof *step->part);
  memset(step, 0, sizeof *step);
}

static dl_status failed(const dl_device *device) {
  return dl_error_set("capture: device %s: %s", device->name, device->table->error());
}

static dl_status room_for_part(dl_recording *step) {
  if (step->count < step->capacity) return DL_OK;
  int more = step->capacity ? step->capacity * 2 : 4;
  dl_recording_part *parts = dl_allocate((size_t)more * sizeof *parts);
  if (!parts) return DL_NO_MEMORY;
  if (step->count) memcpy(parts, step->part, (size_t)step->count * sizeof *parts);
  dl_deallocate(step->part, (size_t)step->capacity * sizeof *parts);
  step->part = parts;
  step->capacity = more;
  return DL_OK;
}

dl_status dl_recording_begin(dl_recording *step) {
  dl_device *device = step->device;
  if (recording) return dl_error_set("capture: a step is being recorded already");
  if (room_for_part(step) != DL_OK) return DL_NO_MEMORY;
  if (device->table->queues->part_begin(device->context, step->handle) != 0) return failed(device);
  step->part[step->count] = (dl_recording_part){ .seed = dl_random_generator()->seed, .counter = dl_random_generator()->counter };
  step->watched = device->watched;
  device->watched = 1;
  recording = device;
  return DL_OK;
}

dl_status dl_recording_end(dl_recording *step, bool keep) {
  dl_device *device = step->device;
  dl_recording_part *part = &step->part[step->count];
  const dl_generator *now = dl_random_generator();
  bool reseeded = now->seed != part->seed || now->counter < part->counter;
  recording = NULL;
  device->watched = step->watched;
  part->blocks = now->counter - part->counter;
  int code = device->table->queues->part_end(device->context, step->handle, keep && !reseeded);
  if (keep && reseeded) return dl_error_set("capture: manualSeed or setRNGState was called in the step: call it before");
  if (code != 0) return failed(device);
  if (keep) step->count++;
  return DL_OK;
}

/* The first time right behind recording, which has drawn the numbers of this run from the generator. */
dl_status dl_recording_run(dl_recording *step, int number, bool first) {
  dl_device *device = step->device;
  const dl_recording_part *part = &step->part[number];
  dl_generator *now = dl_random_generator();
  uint64_t moved = first ? 0 : now->counter - part->counter;
  if (device->table->queues->part_run(device->context, step->handle, number, now->seed, moved) != 0) return failed(device);
  if (!first) now->counter += part->blocks;
  return DL_OK;
}

dl_status dl_recording_renew(dl_recording *step, int number) {
  dl_device *device = step->device;
  if (recording == device)             /* what is called now is what will renew them */
    return device->table->queues->step_renew(device->context, step->handle, number) == 0 ? DL_OK : failed(device);
  if (device->renewing == (number >= 0)) return DL_OK;
  device->renewing = number >= 0;
  if (device->renewing) step->watched = device->watched;
  device->watched = device->renewing ? 1 : step->watched;
  return device->table->queues->step_renew(device->context, step->handle, number) == 0 ? DL_OK : failed(device);
}

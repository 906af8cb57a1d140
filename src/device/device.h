/* device.h -- what the Lua room asks of the devices besides dlua.h. */
#ifndef DL_DEVICE_ROOM_H
#define DL_DEVICE_ROOM_H

#include "dl_device.h"
#include "dlua.h"

/* Where plug-ins (dlua_NAME.so) lie. */
DL_API void dl_device_set_folder(const char *folder);
/* How many devices of a kind ("cuda") there are; 0: dl_error_message says why. */
DL_API int dl_device_count(const char *kind);
/* A device that has been opened, also for workers, who may open none; NULL without a message. */
DL_API dl_device *dl_device_opened(const char *name);

/* ---- queues.c ---- */

/* NULL: the device has none, and the message says so for `what`. */
DL_API const dl_device_queues *dl_device_queues_of(const dl_device *device, const char *what);
/* An uninitialised tensor of the CPU in memory that a device reaches by itself. */
DL_API dl_tensor *dl_tensor_pinned(dl_dtype dtype, int ndim, const int64_t *shape, dl_device *device);
/* dl_copy_data that does not wait, if the host's side is pinned memory of the device. */
DL_API dl_status dl_copy_data_later(dl_tensor *to, const dl_tensor *from);
/* Fails for a copy between these that a recorded step cannot have. */
DL_API dl_status dl_check_crossing(dl_device *from, dl_device *to);
bool dl_copy_may_be_later(const dl_storage *host, const dl_device *device);

/* A step of work on a device, recorded in parts and repeated. Random numbers go on from where the generator is. */
typedef struct dl_recording_part { uint64_t seed, counter, blocks; } dl_recording_part;    /* the generator when it was recorded; what it took */
typedef struct dl_recording {
  dl_device *device;
  void *handle;
  int count, capacity, watched;
  dl_recording_part *part;
} dl_recording;

/* The device on which a step is being recorded, or NULL. */
DL_API dl_device *dl_device_recording(void);
DL_API dl_status dl_recording_open(dl_recording *step, dl_device *device);
DL_API void dl_recording_close(dl_recording *step);
DL_API dl_status dl_recording_begin(dl_recording *step);
DL_API dl_status dl_recording_end(dl_recording *step, bool keep);
DL_API dl_status dl_recording_run(dl_recording *step, int number, bool first);
/* Calls of operators renew the numbers of this part and do nothing else; -1: no more. While the step is recorded: calls that
** will renew them are made (0), or no more (-1). */
DL_API dl_status dl_recording_renew(dl_recording *step, int number);

#endif

/* device.h -- what the Lua room asks of the devices besides dlua.h. */
#ifndef DL_DEVICE_ROOM_H
#define DL_DEVICE_ROOM_H

#include "dl_device.h"
#include "dlua.h"

/* Where plug-ins (dlua_NAME.so) lie. */
DL_API void dl_device_set_folder(const char *folder);
/* How many devices of a kind ("cuda") there are; 0: dl_error_message says why. */
DL_API int dl_device_count(const char *kind);

#endif

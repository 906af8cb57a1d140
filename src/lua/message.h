/* message.h -- Lua values on their way from one Lua state to another, in another thread.
**
** Numbers, strings, booleans, tables (with their metatables, shared and cyclic ones too) and Lua functions (with the
** values of their upvalues) are copied. Tensors share their storage: only the header is new, without its place in a
** graph. The globals, loaded modules, functions of loaded modules and classes of dlua travel as their names and are
** found, or required, on the other side.
*/
#ifndef DL_MESSAGE_H
#define DL_MESSAGE_H

#include "lua/binding.h"

typedef struct dl_message {
  char *bytes;
  size_t size, room;
  dl_tensor **tensors;
  size_t tensor_count, tensor_room;
} dl_message;

/* Push a userdata that holds an empty message, and frees it. */
dl_message *dl_message_new(lua_State *L);
/* Append the values from position `first` to the top of the stack. Raises, naming what cannot travel as part of `what`. */
void dl_message_pack(lua_State *L, dl_message *m, int first, const char *what);
/* Push the values; returns how many. The message stays as it is: several threads may read one. */
int dl_message_unpack(lua_State *L, const dl_message *m);
void dl_message_free(dl_message *m);
/* Bytes of the storages in it. */
size_t dl_message_bytes(const dl_message *m);

#endif

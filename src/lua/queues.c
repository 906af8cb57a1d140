/* queues.c -- streams, events, pinned memory and recorded steps for Lua. lua/dlua/cuda has what users see of them. */
#include <string.h>
#include "device/device.h"
#include "lua/binding.h"

/* Userdata of three kinds: a device and what it gave. */
typedef struct handle {
  dl_device *device;
  void *what;
} handle;

static const char STREAM[] = "dlua stream", EVENT[] = "dlua event", STEP[] = "dlua recorded step";

static const dl_device_queues *queues_of(lua_State *L, const dl_device *device, const char *function) {
  const dl_device_queues *queues = dl_device_queues_of(device, function);
  if (!queues) dl_lua_raise(L);
  return queues;
}

static int fail(lua_State *L, const dl_device *device, const char *function) {
  return dl_lua_error(L, "%s: device %s: %s", function, dl_device_name(device), device->table->error());
}

static handle *new_handle(lua_State *L, dl_device *device, const char *kind) {
  handle *h = lua_newuserdatauv(L, sizeof *h, 0);
  h->device = device;
  h->what = NULL;
  luaL_setmetatable(L, kind);
  return h;
}

static handle *stream_at(lua_State *L, int at) { return luaL_checkudata(L, at, STREAM); }
static handle *event_at(lua_State *L, int at) { return luaL_checkudata(L, at, EVENT); }

/* ---- streams ---- */

static int new_stream(lua_State *L) {
  dl_device *device = dl_lua_check_device(L, 1);
  const dl_device_queues *queues = queues_of(L, device, "stream");
  handle *h = new_handle(L, device, STREAM);
  h->what = queues->stream_new(device->context, (int)luaL_optinteger(L, 2, 0));
  if (!h->what) return fail(L, device, "stream");
  device->watched = 1;
  return 1;
}

/* ownStream(device): what it uses where nobody chose another. */
static int own_stream(lua_State *L) {
  dl_device *device = dl_lua_check_device(L, 1);
  const dl_device_queues *queues = queues_of(L, device, "stream");
  handle *h = new_handle(L, device, STREAM);
  void *before = queues->stream_use(device->context, NULL);
  h->what = queues->stream_use(device->context, before);
  return 1;
}

static int delete_stream(lua_State *L) {
  handle *h = stream_at(L, 1);
  if (h->what) h->device->table->queues->stream_delete(h->device->context, h->what);
  h->what = NULL;
  return 0;
}

/* useStream(device, stream or nil for its own). */
static int use_stream(lua_State *L) {
  dl_device *device = dl_lua_check_device(L, 1);
  queues_of(L, device, "withStream")->stream_use(device->context, lua_isnoneornil(L, 2) ? NULL : stream_at(L, 2)->what);
  return 0;
}

static int stream_synchronize(lua_State *L) {
  handle *h = stream_at(L, 1);
  if (h->device->table->queues->stream_synchronize(h->device->context, h->what) == 0) return 0;
  return fail(L, h->device, "synchronize");
}

static int push_answer(lua_State *L, const dl_device *device, int answer) {
  if (answer < 0) return fail(L, device, "query");
  lua_pushboolean(L, answer);
  return 1;
}

static int stream_done(lua_State *L) {
  handle *h = stream_at(L, 1);
  return push_answer(L, h->device, h->device->table->queues->stream_done(h->device->context, h->what));
}

/* streamWait(device, stream or nil for the one that is used now, event). */
static int stream_wait(lua_State *L) {
  dl_device *device = dl_lua_check_device(L, 1);
  void *stream = lua_isnoneornil(L, 2) ? NULL : stream_at(L, 2)->what;
  if (queues_of(L, device, "wait")->stream_wait(device->context, stream, event_at(L, 3)->what) == 0) return 0;
  return fail(L, device, "wait");
}

/* ---- events ---- */

static int new_event(lua_State *L) {
  dl_device *device = dl_lua_check_device(L, 1);
  const dl_device_queues *queues = queues_of(L, device, "event");
  handle *h = new_handle(L, device, EVENT);
  h->what = queues->event_new(device->context, lua_toboolean(L, 2));
  return h->what ? 1 : fail(L, device, "event");
}

static int delete_event(lua_State *L) {
  handle *h = event_at(L, 1);
  if (h->what) h->device->table->queues->event_delete(h->device->context, h->what);
  h->what = NULL;
  return 0;
}

/* eventRecord(event, stream or nil for the one that is used now). */
static int event_record(lua_State *L) {
  handle *h = event_at(L, 1);
  void *stream = lua_isnoneornil(L, 2) ? NULL : stream_at(L, 2)->what;
  if (h->device->table->queues->event_record(h->device->context, h->what, stream) == 0) return 0;
  return fail(L, h->device, "record");
}

static int event_synchronize(lua_State *L) {
  handle *h = event_at(L, 1);
  if (h->device->table->queues->event_synchronize(h->device->context, h->what) == 0) return 0;
  return fail(L, h->device, "synchronize");
}

static int event_done(lua_State *L) {
  handle *h = event_at(L, 1);
  return push_answer(L, h->device, h->device->table->queues->event_done(h->device->context, h->what));
}

static int event_elapsed(lua_State *L) {
  handle *from = event_at(L, 1), *to = event_at(L, 2);
  double milliseconds;
  if (from->device->table->queues->event_elapsed(from->device->context, from->what, to->what, &milliseconds) != 0)
    return fail(L, from->device, "elapsed");
  lua_pushnumber(L, milliseconds);
  return 1;
}

/* ---- memory ---- */

static dl_tensor *device_tensor_at(lua_State *L, int at, const char *function) {
  dl_tensor *t = dl_lua_check_tensor(L, at, function, "self");
  queues_of(L, t->storage->device, function);
  return t;
}

/* recordStream(tensor, stream) */
static int record_stream(lua_State *L) {
  dl_tensor *t = device_tensor_at(L, 1, "recordStream");
  dl_device *device = t->storage->device;
  handle *h = stream_at(L, 2);
  if (h->device != device) return dl_lua_error(L, "recordStream: the stream is of device '%s', the tensor on '%s'",
                                               dl_device_name(h->device), dl_device_name(device));
  if (device->table->queues->block_used(device->context, t->storage->data, h->what) == 0) return 0;
  return fail(L, device, "recordStream");
}

/* pinMemory(tensor, device): a copy, or the tensor itself where it is pinned. Workers pin for a device that is open. */
static int pin_memory(lua_State *L) {
  dl_tensor *t = dl_lua_check_tensor(L, 1, "pinMemory", "self");
  const char *name = luaL_checkstring(L, 2);
  dl_device *device = dl_device_opened(name);
  if (!device && !(device = dl_device_find(name))) return dl_lua_raise(L);
  if (t->storage->device != dl_device_cpu())
    return dl_lua_error(L, "pinMemory: the tensor is on '%s': memory of the CPU can be pinned", dl_device_name(t->storage->device));
  lua_settop(L, 1);
  if (t->storage->pinned_by) return 1;
  dl_box *box = dl_lua_new_box(L);
  box->tensor = dl_tensor_pinned((dl_dtype)t->dtype, t->ndim, t->shape, device);
  if (!box->tensor || dl_copy_data(box->tensor, t) != DL_OK) return dl_lua_raise(L);
  return 1;
}

static int is_pinned(lua_State *L) {
  lua_pushboolean(L, dl_lua_check_tensor(L, 1, "isPinned", "self")->storage->pinned_by != NULL);
  return 1;
}

/* copyAcross(to, from, nonBlocking): values between devices, not recorded on the tape. */
static int copy_across(lua_State *L) {
  dl_tensor *to = dl_lua_check_tensor(L, 1, "copy_", "self"), *from = dl_lua_check_tensor(L, 2, "copy_", "source");
  dl_status status = dl_check_crossing(from->storage->device, to->storage->device);
  if (status == DL_OK) status = lua_toboolean(L, 3) ? dl_copy_data_later(to, from) : dl_copy_data(to, from);
  if (status != DL_OK) {
    dl_error_prefix("copy_");
    return dl_lua_raise(L);
  }
  to->storage->version++;
  lua_settop(L, 1);
  return 1;
}

/* deviceCounts(device): how often the host waited for it, memory was had from it, kernels began. */
static int device_counts(lua_State *L) {
  static const char *const keys[] = { "waits", "allocations", "kernels" };
  dl_device *device = dl_lua_check_device(L, 1);
  uint64_t counts[3];
  queues_of(L, device, "counts")->waits(device->context, counts);
  lua_createtable(L, 0, 3);
  for (int i = 0; i < 3; i++) dl_lua_set_integer(L, keys[i], counts[i]);
  return 1;
}

/* ---- recorded steps ---- */

static dl_recording *step_at(lua_State *L) { return luaL_checkudata(L, 1, STEP); }

static int new_step(lua_State *L) {
  dl_device *device = dl_lua_check_device(L, 1);
  dl_recording *step = lua_newuserdatauv(L, sizeof *step, 0);
  memset(step, 0, sizeof *step);
  luaL_setmetatable(L, STEP);
  return dl_recording_open(step, device) == DL_OK ? 1 : dl_lua_raise(L);
}

static int delete_step(lua_State *L) {
  dl_recording_close(step_at(L));
  return 0;
}

static int step_begin(lua_State *L) { return dl_recording_begin(step_at(L)) == DL_OK ? 0 : dl_lua_raise(L); }

/* stepEnd(step, keep): the number of the part, from 0. */
static int step_end(lua_State *L) {
  dl_recording *step = step_at(L);
  bool keep = lua_toboolean(L, 2);
  dl_status status = dl_recording_end(step, keep);
  if (status != DL_OK && keep) return dl_lua_raise(L);
  dl_error_clear();                              /* what is thrown away may fail to end */
  lua_pushinteger(L, step->count - 1);
  return 1;
}

static int step_run(lua_State *L) {
  dl_recording *step = step_at(L);
  lua_Integer number = luaL_checkinteger(L, 2);
  if (number < 0 || number >= step->count) return dl_lua_error(L, "capture: there is no part %d", (int)number);
  if (dl_recording_run(step, (int)number, lua_toboolean(L, 3)) != DL_OK) return dl_lua_raise(L);
  return 0;
}

/* stepRenew(step, part or -1) */
static int step_renew(lua_State *L) {
  lua_Integer number = luaL_checkinteger(L, 2);
  if (dl_recording_renew(step_at(L), number < 0 ? -1 : (int)number) != DL_OK) return dl_lua_raise(L);
  return 0;
}

static int is_recording(lua_State *L) {
  lua_pushboolean(L, dl_device_recording() != NULL);
  return 1;
}

static const luaL_Reg functions[] = {
  { "newStream", new_stream }, { "ownStream", own_stream }, { "useStream", use_stream }, { "streamSynchronize", stream_synchronize },
  { "streamDone", stream_done }, { "streamWait", stream_wait }, { "newEvent", new_event }, { "eventRecord", event_record },
  { "eventSynchronize", event_synchronize }, { "eventDone", event_done }, { "eventElapsed", event_elapsed },
  { "recordStream", record_stream }, { "pinMemory", pin_memory }, { "isPinned", is_pinned }, { "copyAcross", copy_across },
  { "deviceCounts", device_counts }, { "newStep", new_step }, { "stepBegin", step_begin }, { "stepEnd", step_end },
  { "stepRun", step_run }, { "stepRenew", step_renew }, { "isRecording", is_recording }, { NULL, NULL }
};

static void kind(lua_State *L, const char *name, lua_CFunction collect) {
  luaL_newmetatable(L, name);
  lua_pushcfunction(L, collect);
  lua_setfield(L, -2, "__gc");
  lua_pop(L, 1);
}

void dl_lua_open_queues(lua_State *L) {
  kind(L, STREAM, delete_stream);
  kind(L, EVENT, delete_event);
  kind(L, STEP, delete_step);
  dl_lua_set_functions(L, functions);
}

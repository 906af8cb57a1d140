/* profile.c -- the profiler for Lua (lua/dlua/profiler): profiles, and frames of modules and ranges. */
#include "engine/profile.h"
#include "lua/binding.h"

static const char profile_key[] = "dlua.profile", frame_key[] = "dlua.frame";

static dl_profile *check_profile(lua_State *L) { return luaL_checkudata(L, 1, profile_key); }

/* ---- profiles ---- */

static bool option(lua_State *L, const char *name) {
  lua_getfield(L, 1, name);
  bool on = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return on;
}

/* newProfile{shapes=, synchronize=, events=}: events: how many frames to keep for a trace, at most. */
static int new_profile(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  dl_profile *p = lua_newuserdatauv(L, sizeof *p, 0);
  *p = (dl_profile){ 0 };
  if (option(L, "shapes")) p->flags |= DL_PROFILE_SHAPES;
  if (option(L, "synchronize")) p->flags |= DL_PROFILE_SYNCHRONIZE;
  lua_getfield(L, 1, "events");
  p->event_limit = luaL_optinteger(L, -1, 0);
  lua_pop(L, 1);
  if (p->event_limit > 0) p->flags |= DL_PROFILE_EVENTS;
  luaL_setmetatable(L, profile_key);
  return 1;
}

static int start(lua_State *L) {
  if (dl_profile_start(check_profile(L)) != DL_OK) return dl_lua_raise(L);
  return 0;
}

static int stop(lua_State *L) {
  dl_profile_stop(check_profile(L));
  return 0;
}

static int clear(lua_State *L) {
  dl_profile_clear(check_profile(L));
  return 0;
}

static int collect(lua_State *L) {
  dl_profile *p = check_profile(L);
  dl_profile_stop(p);
  dl_profile_clear(p);
  return 0;
}

static int is_profiling(lua_State *L) {
  lua_pushboolean(L, dl_is_profiling());
  return 1;
}

/* ---- what was found ---- */

static void set_cost(lua_State *L, const char *key, const dl_cost *c) {
  lua_createtable(L, 0, 4);
  dl_lua_set_number(L, "time", (double)c->time * 1e-9);
  dl_lua_set_integer(L, "bytes", c->bytes);
  dl_lua_set_integer(L, "allocated", c->allocated);
  dl_lua_set_number(L, "flops", c->flops);
  lua_setfield(L, -2, key);
}

static const char *const kinds[] = { "operator", "gradient", "backward", "module", "range" };

static void set_key(lua_State *L, const dl_frame_key *key) {
  dl_lua_set_string(L, "name", key->name);
  dl_lua_set_string(L, "kind", kinds[key->kind]);
  dl_lua_set_boolean(L, "backward", key->backward);
  dl_lua_set_string(L, "module", dl_profile_text(key->place));
  dl_lua_set_string(L, "shapes", dl_profile_text(key->shapes));
}

/* One of each; while a profile runs its arrays move. */
static bool copy_row(const dl_profile *p, int64_t i, dl_profile_row *row) {
  dl_profile_lock();
  bool there = i < p->row_count;
  if (there) *row = p->row[i];
  dl_profile_unlock();
  return there;
}

static bool copy_event(const dl_profile *p, int64_t i, dl_profile_event *event) {
  dl_profile_lock();
  bool there = i < p->event_count;
  if (there) *event = p->event[i];
  dl_profile_unlock();
  return there;
}

/* rows(profile): a list of { name, kind, backward, module, shapes, calls, longest, peak, total = cost, self = cost },
** where a cost is { time, bytes, allocated, flops }. */
static int rows(lua_State *L) {
  const dl_profile *p = check_profile(L);
  dl_profile_row row;
  lua_newtable(L);
  for (int64_t i = 0; copy_row(p, i, &row); i++) {
    lua_createtable(L, 0, 10);
    set_key(L, &row.key);
    dl_lua_set_integer(L, "calls", row.calls);
    dl_lua_set_number(L, "longest", (double)row.longest * 1e-9);
    dl_lua_set_integer(L, "peak", row.peak);
    set_cost(L, "total", &row.total);
    set_cost(L, "self", &row.self);
    lua_rawseti(L, -2, i + 1);
  }
  return 1;
}

/* event(profile, i): the i-th frame that was closed, or nil. Its start counts from that of the profile's last run. */
static int event(lua_State *L) {
  const dl_profile *p = check_profile(L);
  dl_profile_event e;
  lua_Integer i = luaL_checkinteger(L, 2);
  if (i < 1 || !copy_event(p, i - 1, &e)) return 0;
  lua_createtable(L, 0, 12);
  set_key(L, &e.key);
  dl_lua_set_boolean(L, "worker", e.thread & 1);
  dl_lua_set_integer(L, "thread", e.thread / 2 + 1);
  dl_lua_set_number(L, "start", ((double)e.start - (double)p->started) * 1e-9);
  dl_lua_set_number(L, "time", (double)e.time * 1e-9);
  dl_lua_set_integer(L, "bytes", e.bytes);
  dl_lua_set_integer(L, "allocated", e.allocated);
  dl_lua_set_integer(L, "live", e.live);
  dl_lua_set_number(L, "flops", e.flops);
  return 1;
}

/* state(profile): whether it runs, for how long it has, the peaks of memory, how many events there are and were lost. */
static int state(lua_State *L) {
  const dl_profile *p = check_profile(L);
  lua_createtable(L, 0, 6);
  dl_lua_set_boolean(L, "running", dl_profile_runs(p));
  dl_lua_set_number(L, "time", (double)dl_profile_time(p) * 1e-9);
  dl_lua_set_integer(L, "peak", p->peak);
  dl_lua_set_integer(L, "devicePeak", p->device_peak);
  dl_lua_set_integer(L, "events", p->event_count);
  dl_lua_set_integer(L, "lost", p->lost);
  return 1;
}

/* ---- frames that Lua opens; to be closed (<close>), so that errors close them too. closeFrame(frame): without ---- */

static int close_frame(lua_State *L) {
  dl_profile_close(luaL_checkudata(L, 1, frame_key));
  return 0;
}

static int forget_frame(lua_State *L) {
  dl_profile_forget(luaL_checkudata(L, 1, frame_key));
  return 0;
}

/* frame(name): a range. frame(name, number of a place): the module there. nil while no profile runs. */
static int frame(lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  bool module = !lua_isnoneornil(L, 2);
  uint32_t place = module ? (uint32_t)luaL_checkinteger(L, 2) : 0;
  if (!dl_is_profiling() || !(name = dl_profile_string(name))) return 0;
  dl_frame *f = lua_newuserdatauv(L, sizeof *f, 0);
  dl_profile_open(f, module ? DL_FRAME_MODULE : DL_FRAME_RANGE, name);
  if (module) f->key.place = place;
  luaL_setmetatable(L, frame_key);
  return 1;
}

/* place(path): the number of a module's place. */
static int place(lua_State *L) {
  lua_pushinteger(L, dl_profile_number(luaL_checkstring(L, 1)));
  return 1;
}

/* pathOf(number): what place() was given; nil for 0. */
static int path_of(lua_State *L) {
  lua_pushstring(L, dl_profile_text((uint32_t)luaL_checkinteger(L, 1)));
  return 1;
}

/* currentPlace(): that of the module which runs, 0 for none. */
static int current_place(lua_State *L) {
  lua_pushinteger(L, dl_profile_place());
  return 1;
}

static const luaL_Reg functions[] = {
  { "new", new_profile }, { "start", start }, { "stop", stop }, { "clear", clear }, { "rows", rows }, { "event", event },
  { "state", state }, { "isRunning", is_profiling }, { "frame", frame }, { "place", place },
  { "pathOf", path_of }, { "currentPlace", current_place }, { "closeFrame", close_frame }, { NULL, NULL }
};

void dl_lua_open_profile(lua_State *L) {
  luaL_newmetatable(L, profile_key);
  lua_pushcfunction(L, collect);
  lua_setfield(L, -2, "__gc");
  luaL_newmetatable(L, frame_key);
  lua_pushcfunction(L, close_frame);
  lua_setfield(L, -2, "__close");
  lua_pushcfunction(L, forget_frame);
  lua_setfield(L, -2, "__gc");
  lua_pop(L, 2);
  lua_newtable(L);
  dl_lua_set_functions(L, functions);
  lua_setfield(L, -2, "profile");
}

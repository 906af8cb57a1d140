/* profile.c -- the profiler: frames, and the rows and events of the profile that runs. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "engine/profile.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;     /* guards what follows */
static dl_profile *running;
static uint32_t session;           /* of the profile that runs: frames of an earlier one are nobody's */
static uint32_t threads[2];        /* seen so far: programs' own, workers */

static _Thread_local dl_frame *innermost;
static _Thread_local uint32_t this_thread;

void dl_profile_lock(void) { pthread_mutex_lock(&lock); }
void dl_profile_unlock(void) { pthread_mutex_unlock(&lock); }

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* ---- strings ---- */

static struct { char **text; uint32_t *slot; uint32_t count, slots; } strings;   /* slot: number, from 1; 0: free */

static uint64_t mix(uint64_t h, uint64_t v) {
  h = (h ^ v) * 0x9E3779B97F4A7C15u;
  return h ^ h >> 29;
}

static uint32_t *slot_of(const char *text) {
  uint64_t h = 1;
  for (const char *c = text; *c; c++) h = mix(h, (unsigned char)*c);
  uint32_t i = (uint32_t)h & (strings.slots - 1);
  while (strings.slot[i] && strcmp(strings.text[strings.slot[i] - 1], text) != 0) i = (i + 1) & (strings.slots - 1);
  return &strings.slot[i];
}

static bool grow_strings(void) {
  if (2 * (strings.count + 1) <= strings.slots) return true;
  uint32_t slots = strings.slots ? 2 * strings.slots : 64;
  char **text = realloc(strings.text, slots / 2 * sizeof *text);
  if (!text) return false;
  strings.text = text;
  uint32_t *slot = calloc(slots, sizeof *slot);
  if (!slot) return false;
  free(strings.slot);
  strings.slot = slot;
  strings.slots = slots;
  for (uint32_t i = 0; i < strings.count; i++) *slot_of(strings.text[i]) = i + 1;
  return true;
}

static uint32_t number_of(const char *text) {
  if (!grow_strings()) return 0;
  uint32_t *slot = slot_of(text);
  if (!*slot && (strings.text[strings.count] = strdup(text))) *slot = ++strings.count;
  return *slot;
}

uint32_t dl_profile_number(const char *text) {
  dl_profile_lock();
  uint32_t number = number_of(text);
  dl_profile_unlock();
  return number;
}

const char *dl_profile_text(uint32_t number) {
  dl_profile_lock();
  const char *text = number && number <= strings.count ? strings.text[number - 1] : NULL;
  dl_profile_unlock();
  return text;
}

const char *dl_profile_string(const char *text) { return dl_profile_text(dl_profile_number(text)); }

/* ---- rows and events ---- */

static uint64_t hash(const dl_frame_key *k) {
  uint64_t h = mix((uintptr_t)k->name, k->place);
  return mix(mix(h, k->shapes), (uint64_t)k->kind << 1 | k->backward);
}

static bool same(const dl_frame_key *a, const dl_frame_key *b) {
  return a->name == b->name && a->place == b->place && a->shapes == b->shapes && a->kind == b->kind
    && a->backward == b->backward;
}

static int32_t *row_slot(const dl_profile *p, const dl_frame_key *key) {
  uint64_t last = (uint64_t)(2 * p->row_room - 1), i = hash(key) & last;
  while (p->slot[i] && !same(&p->row[p->slot[i] - 1].key, key)) i = (i + 1) & last;
  return &p->slot[i];
}

static bool grow_rows(dl_profile *p) {
  if (p->row_count < p->row_room) return true;
  int64_t room = p->row_room ? 2 * p->row_room : 256;
  dl_profile_row *row = realloc(p->row, (size_t)room * sizeof *row);
  if (!row) return false;
  p->row = row;
  int32_t *slot = calloc((size_t)(2 * room), sizeof *slot);
  if (!slot) return false;
  free(p->slot);
  p->slot = slot;
  p->row_room = room;
  for (int64_t i = 0; i < p->row_count; i++) *row_slot(p, &row[i].key) = (int32_t)(i + 1);
  return true;
}

static dl_profile_row *row_of(dl_profile *p, const dl_frame_key *key) {
  if (!grow_rows(p)) return NULL;
  int32_t *slot = row_slot(p, key);
  if (!*slot) {
    p->row[p->row_count] = (dl_profile_row){ .key = *key };
    *slot = (int32_t)++p->row_count;
  }
  return &p->row[*slot - 1];
}

static void add_cost(dl_cost *to, const dl_cost *c) {
  to->time += c->time;
  to->bytes += c->bytes;
  to->allocated += c->allocated;
  to->flops += c->flops;
}

/* What is not inside. Clocks of an inner frame cannot exceed its outer's, what the inner one allocated neither. */
static dl_cost without(const dl_cost *total, const dl_cost *inside) {
  return (dl_cost){ total->time - inside->time, total->bytes - inside->bytes, total->allocated - inside->allocated,
                    total->flops - inside->flops };
}

static dl_profile_event *new_event(dl_profile *p) {
  if (p->event_count == p->event_room && p->event_count < p->event_limit) {
    int64_t room = p->event_room ? 2 * p->event_room : 1024;
    dl_profile_event *more = realloc(p->event, (size_t)room * sizeof *more);
    if (more) p->event = more, p->event_room = room;
  }
  if (p->event_count < p->event_room && p->event_count < p->event_limit) return &p->event[p->event_count++];
  p->lost++;
  return NULL;
}

/* Threads are numbered as they are first seen. */
static uint32_t thread_number(void) {
  bool worker = dl_thread_is_worker();
  if (!this_thread) this_thread = threads[worker]++ * 2 + worker + 2;
  return this_thread - 2;
}

static void note(dl_profile *p, const dl_frame *f, const dl_cost *total, size_t live) {
  dl_profile_row *row = row_of(p, &f->key);
  if (row) {
    dl_cost self = without(total, &f->inside);
    row->calls++;
    if (total->time > row->longest) row->longest = total->time;
    if (live > row->peak) row->peak = live;
    add_cost(&row->total, total);
    add_cost(&row->self, &self);
  }
  dl_profile_event *event = p->flags & DL_PROFILE_EVENTS ? new_event(p) : NULL;
  if (event)
    *event = (dl_profile_event){ .key = f->key, .thread = thread_number(), .start = f->start, .time = total->time,
                                 .bytes = total->bytes, .allocated = total->allocated, .live = live, .flops = total->flops };
}

/* ---- frames ---- */

uint32_t dl_profile_place(void) { return innermost ? innermost->key.place : 0; }

void dl_profile_open(dl_frame *f, dl_frame_kind kind, const char *name) {
  dl_frame *outer = innermost;
  *f = (dl_frame){ .outer = outer, .key = { .name = name, .kind = (uint8_t)kind },
                   .session = __atomic_load_n(&session, __ATOMIC_RELAXED), .allocated = dl_memory_allocated() };
  if (outer) {
    f->key.place = outer->key.place;
    f->key.backward = outer->key.backward;
  }
  innermost = f;
  f->start = now();
}

/* Take it, and what was left open within it, out of the list. It may be gone already: an outer one was closed. */
static bool unlink_frame(dl_frame *f) {
  for (dl_frame *each = innermost; each; each = each->outer)
    if (each == f) {
      innermost = f->outer;
      return true;
    }
  return false;
}

void dl_profile_forget(dl_frame *f) { unlink_frame(f); }

static void close_frame(dl_frame *f, uint64_t end, dl_device *device) {
  if (!unlink_frame(f)) return;
  dl_cost total = f->own;
  add_cost(&total, &f->inside);
  total.time = end - f->start;
  total.allocated = dl_memory_allocated() - f->allocated + f->on_device;
  size_t live[4] = { dl_memory().live };
  if (device) device->table->memory(device->context, live);
  if (f->outer && f->outer->session == f->session) {
    add_cost(&f->outer->inside, &total);
    f->outer->on_device += f->on_device;
  }
  dl_profile_lock();
  if (running && f->session == session) {
    size_t *peak = device ? &running->device_peak : &running->peak;
    if (live[0] > *peak) *peak = live[0];
    note(running, f, &total, live[0]);
  }
  dl_profile_unlock();
}

void dl_profile_close(dl_frame *f) { close_frame(f, now(), NULL); }

/* ---- frames of calls ---- */

/* What there is to read or write of it: elements that an expanded dimension repeats count once. */
static uint64_t bytes_of(const dl_tensor *t) {
  uint64_t n = dl_dtype_size((dl_dtype)t->dtype);
  for (int d = 0; d < t->ndim; d++)
    if (t->stride[d] != 0 || t->shape[d] == 0) n *= (uint64_t)t->shape[d];
  return n;
}

static void note_work(dl_frame *f, const dl_args *a, dl_device *device) {
  const dl_record *record = a->op->record;
  DL_EACH_TENSOR(t, a->nargs, a->arg) {
    uint64_t bytes = record->unread & DL_ARGUMENT(t_i) ? 0 : bytes_of(t);
    uint64_t most = record->picked & DL_ARGUMENT(t_i) ? bytes_of(a->result[0]) : bytes;
    f->own.bytes += bytes < most ? bytes : most;
  }
  for (int i = 0; i < a->nresults; i++) {
    f->own.bytes += bytes_of(a->result[i]);
    if (device) f->on_device += a->result[i]->storage->bytes;
  }
  if (record->flops) f->own.flops = record->flops(a);
}

/* Numbers are given as nothing: rows are not to be as many as the values of a learning rate. */
static uint32_t shapes_of(const dl_args *a) {
  char text[512];
  size_t n = 0;
  text[0] = '\0';
  DL_EACH_TENSOR(t, a->nargs, a->arg) {
    dl_text shape = dl_text_of(t->ndim, t->shape);
    if (n + sizeof shape + 8 > sizeof text) {
      memcpy(text + n, ", ...", sizeof ", ...");
      break;
    }
    n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", n ? ", " : "", shape.text);
  }
  return n ? dl_profile_number(text) : 0;
}

void dl_profile_close_call(dl_frame *f, const dl_args *a, bool kernel) {
  dl_device *device = kernel && a->device != dl_device_cpu() ? a->device : NULL;
  if (device && (dl_watching() & DL_PROFILE_SYNCHRONIZE)) device->table->synchronize(device->context);
  uint64_t end = now();
  if (kernel) note_work(f, a, device);
  if (dl_watching() & DL_PROFILE_SHAPES) f->key.shapes = shapes_of(a);
  close_frame(f, end, device);
}

/* ---- profiles ---- */

dl_status dl_profile_start(dl_profile *p) {
  dl_status status = DL_OK;
  dl_profile_lock();
  if (running) status = dl_error_set("profiler: a profile runs already; stop it first");
  else {
    running = p;
    __atomic_store_n(&session, session + 1, __ATOMIC_RELAXED);
    p->started = now();
    size_t live = dl_memory().live;
    if (live > p->peak) p->peak = live;
    __atomic_fetch_or(&dl_watch, p->flags | DL_WATCH_PROFILE, __ATOMIC_RELAXED);
  }
  dl_profile_unlock();
  return status;
}

void dl_profile_stop(dl_profile *p) {
  dl_profile_lock();
  if (running == p) {
    __atomic_fetch_and(&dl_watch, ~(unsigned)DL_PROFILE_ALL, __ATOMIC_RELAXED);
    running = NULL;
    p->time += now() - p->started;
  }
  dl_profile_unlock();
}

bool dl_profile_runs(const dl_profile *p) {
  dl_profile_lock();
  bool runs = running == p;
  dl_profile_unlock();
  return runs;
}

uint64_t dl_profile_time(const dl_profile *p) {
  return dl_profile_runs(p) ? p->time + now() - p->started : p->time;
}

void dl_profile_clear(dl_profile *p) {
  dl_profile_lock();
  free(p->slot);
  free(p->row);
  free(p->event);
  *p = (dl_profile){ .flags = p->flags, .event_limit = p->event_limit, .started = now() };
  dl_profile_unlock();
}

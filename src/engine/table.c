/* table.c -- the operator table: rows of the chosen instruction-set level, and those made at run time. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include "core/copy.h"
#include "engine/engine.h"

#define SLOTS 4096                 /* of the hash; a power of two, four times the rows and more */

static dl_op *table[SLOTS / 2];
static int count;
static uint16_t slot[SLOTS];       /* index + 1; 0: free */
static pthread_mutex_t adding = PTHREAD_MUTEX_INITIALIZER;   /* who reads needs no lock: rows appear whole, and stay */
static const dl_level *level;

#define DL_LEVEL_ROW(name) extern const dl_level dl_level_##name;
#include "level_rows.inc"
#undef DL_LEVEL_ROW

static bool supported(const char *name) {
#if defined(__x86_64__) && defined(__GNUC__)
  __builtin_cpu_init();
  if (strcmp(name, "v4") == 0) return __builtin_cpu_supports("x86-64-v4");
  if (strcmp(name, "v3") == 0) return __builtin_cpu_supports("x86-64-v3");
#endif
  return strcmp(name, "base") == 0;
}

/* The highest level that the machine has, or the one that DLUA_CPU names if it has that. */
static const dl_level *choose(void) {
#define DL_LEVEL_ROW(name) &dl_level_##name,
  static const dl_level *const levels[] = {
#include "level_rows.inc"
  };
  const char *wish = getenv("DLUA_CPU");
  const dl_level *best = levels[0];
  for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
    if (!supported(levels[i]->name)) continue;
    best = levels[i];
    if (wish && strcmp(wish, best->name) == 0) break;
  }
  return best;
}

static unsigned hash(const char *name) {
  unsigned h = 2166136261u;                          /* FNV-1a */
  while (*name) h = (h ^ (unsigned char)*name++) * 16777619u;
  return h;
}

static unsigned find_slot(const char *name) {
  unsigned s = hash(name) & (SLOTS - 1);
  for (uint16_t i; (i = __atomic_load_n(&slot[s], __ATOMIC_ACQUIRE)) && strcmp(table[i - 1]->name, name) != 0;)
    s = (s + 1) & (SLOTS - 1);
  return s;
}

const dl_op *dl_op_find(const char *name) {
  unsigned s = find_slot(name);
  uint16_t i = __atomic_load_n(&slot[s], __ATOMIC_ACQUIRE);
  return i ? table[i - 1] : NULL;
}

const dl_op *dl_op_at(int index) { return index >= 0 && index < dl_op_count() ? table[index] : NULL; }
const char *dl_op_name(const dl_op *op) { return op->name; }
int dl_op_count(void) { return __atomic_load_n(&count, __ATOMIC_ACQUIRE); }
const char *dl_level_name(void) { return level->name; }

static const dl_op *add(const char *name, const dl_record *record) {
  unsigned s = find_slot(name);
  if (!slot[s] && count == SLOTS / 2) {
    dl_error_set("the operator table is full (%d operators)", count);
    return NULL;
  }
  dl_op *op = calloc(1, sizeof *op);
  if (!op) {
    dl_error_memory(sizeof *op);
    return NULL;
  }
  op->name = name;
  op->record = record;
  op->index = count;
  if (dl_signature_parse(op) != DL_OK) {
    free(op);
    return NULL;
  }
  table[count] = op;               /* one of the same name stays alive: nodes may point at it */
  __atomic_store_n(&count, count + 1, __ATOMIC_RELEASE);
  __atomic_store_n(&slot[s], (uint16_t)count, __ATOMIC_RELEASE);
  return op;
}

const dl_op *dl_op_add(const char *name, const dl_record *record) {
  pthread_mutex_lock(&adding);
  const dl_op *op = add(name, record);
  pthread_mutex_unlock(&adding);
  return op;
}

void dl_convert(dl_dtype to, void *destination, dl_dtype from, const void *source, int64_t n) {
  if (to == from) dl_copy_bytes(destination, source, (size_t)n * dl_dtype_size(to));
  else level->convert(to, destination, from, source, n);
}

static dl_status outcome;

static void fill_table(void) {
  level = choose();
  dl_debug_start();
  for (const dl_row *row = level->rows; row->name && outcome == DL_OK; row++)
    if (!dl_op_add(row->name, row->record)) outcome = DL_ERROR;
}

dl_status dl_start(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, fill_table);
  return outcome;
}

static unsigned traits_of(const dl_device_table *device, const char *name) {
  size_t known = offsetof(dl_device_table, kernel_traits) + sizeof device->kernel_traits;
  return device->size >= known && device->kernel_traits ? device->kernel_traits(name) : 0;
}

/* A plug-in may know fewer operators than we do; what it does not know it decomposes. It may know some that the CPU does not. */
dl_device_kernel dl_device_kernel_of(dl_device *device, const dl_op *op) {
  if (device == dl_device_cpu()) return (dl_device_kernel)op->record->kernel;
  if (op->index >= device->kernel_count) {
    int more = count + 64;
    struct dl_kernel_entry *kernels = realloc(device->kernels, (size_t)more * sizeof *kernels);
    if (!kernels) return NULL;
    for (int i = device->kernel_count; i < more; i++) {
      kernels[i].run = i < count ? device->table->kernel(table[i]->name) : NULL;
      kernels[i].traits = kernels[i].run ? traits_of(device->table, table[i]->name) : 0;
    }
    device->kernels = kernels;
    device->kernel_count = more;
  }
  return device->kernels[op->index].run;
}

unsigned dl_device_kernel_traits(dl_device *device, const dl_op *op) {
  return device != dl_device_cpu() && dl_device_kernel_of(device, op) ? device->kernels[op->index].traits : 0;
}

bool dl_op_has_kernel(const dl_op *op, dl_device *device) {
  return (op->record->flags & DL_VIEW) || dl_device_kernel_of(device, op) != NULL;
}

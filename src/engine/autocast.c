/* autocast.c -- dl.autocast: the dtypes of arguments by the operator's record (.autocast) and the region it is called in.
**
** A float32 leaf that asks for a gradient (a parameter) is cast once in a region; the cast is kept until the outermost
** region ends. It serves as long as it is what a new one would be: the leaf was not written since, the cast is on the tape
** if the call is to be, and no backward walk has passed it.
*/
#include <string.h>
#include "engine/engine.h"

_Thread_local dl_autocast_region *dl_autocast_innermost;

/* ---- casts that are kept ---- */

typedef struct kept_cast {
  dl_tensor *leaf, *cast;                   /* both retained */
  const dl_storage *storage;
  uint32_t version;
  bool recorded;
} kept_cast;

static _Thread_local kept_cast *kept;
static _Thread_local int kept_count, kept_capacity, kept_next;

static void forget_casts(void) {
  for (int i = 0; i < kept_count; i++) {
    dl_tensor_release(kept[i].leaf);
    dl_tensor_release(kept[i].cast);
  }
  dl_deallocate(kept, (size_t)kept_capacity * sizeof *kept);
  kept = NULL;
  kept_count = kept_capacity = kept_next = 0;
}

/* Parameters come in the same order each time: the search begins behind the last one found. */
static kept_cast *find_cast(const dl_tensor *leaf, dl_dtype dtype) {
  for (int k = 0; k < kept_count; k++) {
    int i = (kept_next + k) % kept_count;
    if (kept[i].leaf != leaf || kept[i].cast->dtype != dtype) continue;
    kept_next = i + 1;
    return &kept[i];
  }
  return NULL;
}

static bool still_serves(const kept_cast *k) {
  if (k->storage != k->leaf->storage || k->version != k->leaf->storage->version) return false;
  return !dl_grad_enabled() || (k->recorded && !dl_tape.is_spent(k->cast));
}

/* A place for a cast; NULL: no memory, which is no harm, it is not kept then. */
static kept_cast *new_place(void) {
  if (kept_count == kept_capacity) {
    int capacity = kept_capacity ? kept_capacity * 2 : 32;
    kept_cast *more = dl_allocate((size_t)capacity * sizeof *more);
    if (!more) {
      dl_error_clear();
      return NULL;
    }
    if (kept_count) memcpy(more, kept, (size_t)kept_count * sizeof *kept);
    dl_deallocate(kept, (size_t)kept_capacity * sizeof *kept);
    kept = more;
    kept_capacity = capacity;
  }
  kept[kept_count] = (kept_cast){ 0 };
  return &kept[kept_count++];
}

static void keep(kept_cast *place, dl_tensor *leaf, dl_tensor *cast) {
  if (!place && !(place = new_place())) return;
  kept_cast old = *place;
  *place = (kept_cast){ dl_tensor_retain(leaf), dl_tensor_retain(cast), leaf->storage, leaf->storage->version, dl_grad_enabled() };
  dl_tensor_release(old.leaf);
  dl_tensor_release(old.cast);
}

/* ---- regions ---- */

void dl_autocast_enter(dl_autocast_region *region) {
  region->outer = dl_autocast_innermost;
  dl_autocast_innermost = region;
}

void dl_autocast_leave(const dl_autocast_region *region) {
  dl_autocast_innermost = region->outer;
  if (!region->outer) forget_casts();
}

const dl_autocast_region *dl_autocast_of(const char *kind) {
  for (const dl_autocast_region *r = dl_autocast_innermost; r; r = r->outer)
    if (strcmp(r->kind, kind) == 0) return r->enabled ? r : NULL;
  return NULL;
}

/* ---- arguments ---- */

static const char *kind_of(const dl_tensor *t) { return t->storage->device->table->name; }

/* float64 was asked for by somebody who needs it, and what is no float stays what it is. */
static bool takes_part(const dl_tensor *t, const dl_autocast_region *region) {
  return dl_dtype_is_float((dl_dtype)t->dtype) && t->dtype != DL_FLOAT64 && strcmp(kind_of(t), region->kind) == 0;
}

/* The region for a call: that of the device it will run on. */
static const dl_autocast_region *region_of(const dl_args *a) {
  const dl_tensor *first = NULL;
  DL_EACH_TENSOR(t, a->nargs, a->arg) {
    if (!first) first = t;
    if (t->storage->device != dl_device_cpu()) return dl_autocast_of(kind_of(t));
  }
  return first ? dl_autocast_of(kind_of(first)) : NULL;
}

static dl_dtype widest(const dl_args *a, const dl_autocast_region *region) {
  dl_dtype dtype = region->dtype;
  DL_EACH_TENSOR(t, a->nargs, a->arg)
    if (takes_part(t, region) && t->dtype != dtype) dtype = DL_FLOAT32;     /* the two halves have no common one but this */
  return dtype;
}

/* Is a dtype of the result asked for? */
static bool asks_for_dtype(const dl_args *a) {
  for (int i = 0; i < a->nargs; i++) if (a->op->parameter[i].type == DL_P_DTYPE && a->arg[i].kind != DL_NIL) return true;
  return false;
}

/* The dtype for the arguments; DL_DTYPE_COUNT: they stay as they are. */
static dl_dtype wanted(const dl_args *a, const dl_autocast_region *region) {
  const bool cpu = strcmp(region->kind, "cpu") == 0;
  switch (a->op->record->autocast) {
    case DL_LOW: return region->dtype;
    case DL_HIGH_ON_DEVICES: if (cpu) return DL_DTYPE_COUNT; break;
    case DL_WIDEST: return widest(a, region);
    default: break;
  }
  return asks_for_dtype(a) ? DL_DTYPE_COUNT : DL_FLOAT32;
}

static dl_tensor *cast(dl_args *a, dl_tensor *t, dl_dtype dtype, const dl_autocast_region *region) {
  if (t->dtype == dtype || !takes_part(t, region)) return t;
  const bool keeps = region->caches && t->requires_grad && !t->base && t->dtype == DL_FLOAT32;
  kept_cast *found = keeps ? find_cast(t, dtype) : NULL;
  if (found && still_serves(found)) return dl_scope_own(a->scope, dl_tensor_retain(found->cast));
  dl_tensor *result = DL(a, to, t, (int)dtype);
  if (result && keeps) keep(found, t, result);
  return result;
}

static dl_status cast_list(dl_args *a, dl_value *v, dl_dtype dtype, const dl_autocast_region *region) {
  dl_tensors list = v->tensors;
  dl_tensor **casts = dl_scope_list(a->scope, list.count);
  if (!casts) return DL_NO_MEMORY;
  for (int k = 0; k < list.count; k++)
    if (!(casts[k] = cast(a, list.data[k], dtype, region))) return a->scope->status;
  v->tensors.data = casts;
  return DL_OK;
}

dl_status dl_autocast_arguments(dl_args *a) {
  const dl_autocast_region *region = region_of(a);
  const dl_dtype dtype = region ? wanted(a, region) : DL_DTYPE_COUNT;
  if (dtype == DL_DTYPE_COUNT) return DL_OK;
  for (int i = 0; i < a->nargs; i++) {
    dl_value *v = &a->arg[i];
    if (v->kind == DL_TENSOR && !(v->tensor = cast(a, v->tensor, dtype, region))) return a->scope->status;
    if (v->kind == DL_TENSORS && cast_list(a, v, dtype, region) != DL_OK) return dl_error_status();
  }
  return DL_OK;
}

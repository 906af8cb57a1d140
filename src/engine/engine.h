/* engine.h -- the machine for operators as the rooms above it see it. */
#ifndef DL_ENGINE_H
#define DL_ENGINE_H

#include "core/core.h"
#include "dl_device.h"
#include "dl_op.h"

/* ---- signatures (signature.c) ---- */

typedef enum {
  DL_P_TENSOR, DL_P_TENSOR_OR_NUMBER, DL_P_TENSORS, DL_P_NUMBER, DL_P_INT, DL_P_BOOL, DL_P_STRING,
  DL_P_DIM, DL_P_DIMS, DL_P_INDEX, DL_P_SIZES, DL_P_INTS,
  DL_P_INTS_OR_STRING, DL_P_DTYPE
} dl_parameter_type;

typedef struct dl_parameter {
  char name[24];
  uint8_t type;
  bool optional;              /* may be nil */
  uint16_t fits;              /* kinds (bits) of value that need no conversion */
  dl_value missing;           /* the default; DL_NIL: none */
} dl_parameter;

struct dl_op {
  const char *name;
  const dl_record *record;
  int index, nparameters;
  bool weak_numbers;          /* has a Tensor|number parameter */
  dl_parameter parameter[DL_MAX_ARGUMENTS];
};

dl_status dl_signature_parse(dl_op *op);
const char *dl_parameter_type_name(dl_parameter_type type);

/* ---- the table (table.c) ---- */

typedef struct dl_row { const char *name; const dl_record *record; } dl_row;

/* What is compiled once for each instruction-set level. */
typedef struct dl_level {
  const char *name;
  const dl_row *rows;         /* ends with a NULL name */
  void (*convert)(dl_dtype to, void *destination, dl_dtype from, const void *source, int64_t n);
} dl_level;

DL_API const char *dl_level_name(void);
/* An operator made at run time; the record must outlive the process. Replaces one of the same name. */
DL_API const dl_op *dl_op_add(const char *name, const dl_record *record);
DL_API int dl_op_count(void);
/* Is there a kernel for it on the device (else its decomposition runs)? */
DL_API bool dl_op_has_kernel(const dl_op *op, dl_device *device);
dl_device_kernel dl_device_kernel_of(dl_device *device, const dl_op *op);
unsigned dl_device_kernel_traits(dl_device *device, const dl_op *op);     /* DL_KERNEL_HALF ... */
/* device/queues.c: what is queued on the device now uses this storage. */
dl_status dl_device_uses(dl_device *device, const dl_storage *storage);

/* ---- scopes: temporaries of a call, a gradient or a decomposition (scope.c) ---- */

#define DL_SCOPE_INLINE 24
struct dl_scope {
  dl_status status;
  int count, capacity;
  dl_tensor **items;
  struct dl_scope_block *blocks;
  dl_tensor *inline_items[DL_SCOPE_INLINE];
};

void dl_scope_open(dl_scope *scope);
void dl_scope_close(dl_scope *scope);
/* The scope takes over the caller's reference; NULL means that making it failed. */
dl_tensor *dl_scope_own(dl_scope *scope, dl_tensor *t);
/* Take over the recorded failure. */
void dl_scope_fail(dl_scope *scope);

/* ---- the call path (call.c) ---- */

/* Where operators without tensor arguments put their results (NULL: the CPU). Returns the one before. */
DL_API dl_device *dl_device_for_creation(dl_device *device);

/* Run decompositions where there are kernels too (tests). Returns what was set before. */
DL_API bool dl_set_decompose(bool on);
dl_status dl_bind(dl_args *a, const dl_op *op, int nargs, const dl_value *args);   /* bind.c */
dl_status dl_promote(dl_args *a);                                                  /* promote.c */

/* autocast.c: the arguments as the operator's record and the region want them. */
#ifndef __cplusplus                                                   /* a device is behind the call path, and CUDA's is C++ */
extern _Thread_local dl_autocast_region *dl_autocast_innermost;      /* NULL: no region, or not for the calls to come */
#endif
dl_status dl_autocast_arguments(dl_args *a);

/* What else wants to see each call; 0, almost always. */
enum { DL_WATCH_TENSORS = 1, DL_WATCH_PROFILE = 2 };         /* engine/profile.h has more */
extern unsigned dl_watch;
static inline unsigned dl_watching(void) { return __atomic_load_n(&dl_watch, __ATOMIC_RELAXED); }

/* debug.c: checks of every tensor among these values or results, when DLUA_DEBUG asks for them. */
void dl_debug_start(void);
dl_status dl_debug_arguments(const dl_args *a, int nargs, const dl_value *args);
dl_status dl_debug_results(const dl_args *a);

/* The room grad puts itself here. `old` stands for the target of an in-place call as it was before:
** first it takes the target's place on the tape, then, when the call is recorded, the write is allowed or not. */
typedef struct dl_tape_hooks {
  bool (*wants)(const dl_args *a);
  dl_status (*record)(dl_args *a, dl_tensor *target);
  dl_status (*before_in_place)(dl_tensor *target, bool recording, dl_tensor *old);
  bool (*is_spent)(const dl_tensor *t);      /* has a backward walk given back what the gradient of t reads? */
  void (*note_place)(const dl_tensor *result);             /* for the profiler: in which module it was recorded */
} dl_tape_hooks;
extern dl_tape_hooks dl_tape;

/* Walk every tensor among the values of a call, lists included. */
#define DL_EACH_TENSOR(t, nargs, values) \
  for (int t##_i = 0; t##_i < (nargs); t##_i++) \
    for (int t##_k = 0, t##_n = dl_value_tensors_in(&(values)[t##_i]); t##_k < t##_n; t##_k++) \
      for (dl_tensor *t = dl_value_tensor_at(&(values)[t##_i], t##_k); t; t = NULL)

static inline int dl_value_tensors_in(const dl_value *v) {
  return v->kind == DL_TENSOR ? 1 : v->kind == DL_TENSORS ? v->tensors.count : 0;
}
static inline dl_tensor *dl_value_tensor_at(const dl_value *v, int k) {
  return v->kind == DL_TENSOR ? v->tensor : v->tensors.data[k];
}

#endif

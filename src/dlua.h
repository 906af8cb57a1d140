/* dlua.h -- the public C header: tensors, status, operator calls, gradients.
**
** Ownership is one rule: a function that returns a tensor returns a reference
** which the caller owns and gives back with dl_tensor_release; arguments are
** borrowed. Functions fail with a status (or NULL) and leave a message in
** dl_error_message(). Nothing here exits, aborts or jumps.
**
** Dimensions and positions count from 0 here and from 1 in Lua; negative ones
** count from the end in both. The values inside an index tensor (labels,
** gather, argmax ...) are 1-based in both, since the tensors are the same.
** Messages speak in Lua's numbers.
*/
#ifndef DLUA_H
#define DLUA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DL_MAX_DIMS 8
#define DL_MAX_ARGUMENTS 12
#define DL_MAX_RESULTS 64     /* of one call; only split-like operators have more than 3 */

#define DL_API __attribute__((visibility("default")))

#ifdef __cplusplus
extern "C" {
#endif

/* ---- status ---- */

typedef enum { DL_OK, DL_ERROR, DL_NO_MEMORY, DL_INTERRUPTED } dl_status;

/* Record a failure (printf form) and return DL_ERROR. The first one wins until
** dl_error_clear: what happened first explains the rest. */
DL_API dl_status dl_error_set(const char *format, ...) __attribute__((format(printf, 1, 2)));
DL_API dl_status dl_error_memory(size_t bytes);  /* "out of memory: N bytes asked, M held" */
DL_API const char *dl_error_message(void);
DL_API dl_status dl_error_status(void);
DL_API void dl_error_clear(void);

/* ---- dtypes ---- */

typedef enum {
  DL_FLOAT32, DL_FLOAT64, DL_FLOAT16, DL_BFLOAT16, DL_INT64, DL_INT32, DL_UINT8, DL_BOOL,
  DL_DTYPE_COUNT
} dl_dtype;

DL_API const char *dl_dtype_name(dl_dtype dtype);
DL_API int dl_dtype_from_name(const char *name);      /* -1 when there is none */
DL_API inline size_t dl_dtype_size(dl_dtype dtype) {
  return 0x11482284u >> 4 * dtype & 15;               /* a digit for each of the eight */
}
DL_API dl_dtype dl_dtype_promote(dl_dtype a, dl_dtype b);  /* PyTorch's table */
static inline bool dl_dtype_is_float(dl_dtype dtype) { return dtype <= DL_BFLOAT16; }
static inline bool dl_dtype_is_half(dl_dtype d) { return d == DL_FLOAT16 || d == DL_BFLOAT16; }

/* ---- storage: counted bytes on one device ---- */

typedef struct dl_device dl_device;

typedef struct dl_storage {
  int32_t references;        /* changed with atomic builtins: threads share storages */
  uint32_t version;          /* counts writes; views share it; the tape checks it */
  size_t bytes;
  char *data;
  dl_device *device;
  dl_device *pinned_by;      /* memory of the CPU which this device reaches by itself, and gave; NULL: no such */
} dl_storage;

/* ---- tensors: a view of a storage, and its place in the tape ---- */

typedef struct dl_node dl_node;

typedef struct dl_tensor {     /* the first cache line is cleared in a new one, so the arrays come last */
  int32_t references;
  uint8_t dtype, ndim;
  bool requires_grad;         /* a leaf that asks for a gradient */
  bool retains_grad;          /* not a leaf, yet keeps .grad */
  uint8_t output;             /* which result of `node` this is */
  uint32_t rebased;           /* how often an in-place write gave this tensor a new node */
  uint32_t view_of_rebased;   /* base->rebased when `node` was made (views only) */
  int64_t offset;             /* in elements */
  dl_storage *storage;
  struct dl_tensor *base;     /* the tensor of which this is a differentiable view */
  dl_node *node;              /* what made it, or the accumulator of a leaf */
  struct dl_tensor *grad;
  int64_t shape[DL_MAX_DIMS];
  int64_t stride[DL_MAX_DIMS];  /* in elements */
} dl_tensor;

typedef struct dl_ints { const int64_t *data; int count; } dl_ints;
typedef struct dl_tensors { dl_tensor *const *data; int count; } dl_tensors;

DL_API dl_tensor *dl_tensor_new(dl_dtype dtype, int ndim, const int64_t *shape, dl_device *device);
DL_API dl_tensor *dl_tensor_scalar(dl_dtype dtype, double value);
/* A tensor of the same storage with another geometry; not recorded on the tape. */
DL_API dl_tensor *dl_tensor_alias(const dl_tensor *of);
DL_API dl_tensor *dl_tensor_retain(dl_tensor *t);
DL_API void dl_tensor_release(dl_tensor *t);          /* NULL is allowed */
DL_API inline int64_t dl_tensor_numel(const dl_tensor *t) {
  int64_t n = 1;
  for (int d = 0; d < t->ndim; d++) n *= t->shape[d];
  return n;
}
DL_API inline bool dl_tensor_is_contiguous(const dl_tensor *t) {
  int64_t step = 1;
  for (int d = t->ndim - 1; d >= 0; d--) {
    if (t->shape[d] == 0) return true;
    if (t->shape[d] != 1 && t->stride[d] != step) return false;
    step *= t->shape[d];
  }
  return true;
}
DL_API inline bool dl_tensor_same_shape(const dl_tensor *a, const dl_tensor *b) {
  if (a->ndim != b->ndim) return false;
  for (int d = 0; d < a->ndim; d++) if (a->shape[d] != b->shape[d]) return false;
  return true;
}
/* The element at linear position i (row-major), read through the device. Slow: for printing and items. */
DL_API dl_status dl_tensor_read(const dl_tensor *t, int64_t i, double *number, int64_t *integer);
DL_API char *dl_tensor_data(const dl_tensor *t);      /* address of the first element */
DL_API void dl_shape_text(char *buffer, size_t size, int ndim, const int64_t *shape);  /* "2x3", "scalar" */

/* ---- operators ---- */

typedef struct dl_op dl_op;

typedef enum {
  DL_NIL, DL_TENSOR, DL_NUMBER, DL_INTEGER, DL_BOOLEAN, DL_STRING, DL_INTS, DL_TENSORS
} dl_kind;

typedef struct dl_value {     /* one argument of a call */
  uint8_t kind;
  union {
    dl_tensor *tensor;
    double number;
    int64_t integer;
    bool boolean;
    const char *string;
    dl_ints ints;
    dl_tensors tensors;
  };
} dl_value;

DL_API const dl_op *dl_op_find(const char *name);
DL_API const dl_op *dl_op_at(int index);              /* NULL past the end */
DL_API const char *dl_op_name(const dl_op *op);

/* Call an operator. Arguments that are missing at the end, or DL_NIL, take their
** defaults. `results` receives *nresults owned references. */
DL_API dl_status dl_call(const dl_op *op, int nargs, const dl_value *args,
                         int *nresults, dl_tensor *results[DL_MAX_RESULTS]);
/* The same, with the result written into args[0].tensor, whose version rises. */
DL_API dl_status dl_call_in_place(const dl_op *op, int nargs, const dl_value *args);

#define DL_VALUE_OF(function, KIND, type, field) \
static inline dl_value function(type v) { dl_value value; value.kind = KIND; value.field = v; return value; }
DL_VALUE_OF(dl_value_number, DL_NUMBER, double, number)
DL_VALUE_OF(dl_value_integer, DL_INTEGER, int64_t, integer)
DL_VALUE_OF(dl_value_boolean, DL_BOOLEAN, bool, boolean)
DL_VALUE_OF(dl_value_string, DL_STRING, const char *, string)
DL_VALUE_OF(dl_value_ints, DL_INTS, dl_ints, ints)
DL_VALUE_OF(dl_value_tensors, DL_TENSORS, dl_tensors, tensors)
static inline dl_value dl_value_tensor(dl_tensor *t) {         /* NULL: DL_NIL */
  dl_value value;
  value.kind = t ? DL_TENSOR : DL_NIL;
  value.tensor = t;
  return value;
}
static inline dl_value dl_nil(void) { return dl_value_tensor(NULL); }
static inline dl_value dl_value_itself(dl_value v) { return v; }

/* ---- automatic differentiation ---- */

DL_API bool dl_grad_enabled(void);
DL_API bool dl_grad_set_enabled(bool enabled);        /* returns the old value */
DL_API bool dl_tensor_needs_grad(const dl_tensor *t); /* leaf that asks, or computed from one */
DL_API dl_status dl_tensor_set_requires_grad(dl_tensor *t, bool requires_grad);
DL_API dl_tensor *dl_tensor_detach(const dl_tensor *t);

typedef struct dl_backward_options { bool retain_graph, create_graph, allow_unused; } dl_backward_options;

/* Gradients of the outputs (with upstream gradients, or NULL for ones of a one-element output),
** added to .grad of every leaf that asks. */
DL_API dl_status dl_backward(int noutputs, dl_tensor *const *outputs, dl_tensor *const *upstream,
                             dl_backward_options options);
/* The same, returned for `inputs` only; nothing is added to .grad. Unused ones: error, or NULL if allowed. */
DL_API dl_status dl_gradients(int noutputs, dl_tensor *const *outputs, dl_tensor *const *upstream,
                              int ninputs, dl_tensor *const *inputs, dl_tensor **gradients,
                              dl_backward_options options);

/* ---- autocast: a region in which operators choose the dtype they compute in ---- */

typedef struct dl_autocast_region {
  char kind[16];              /* of device, "cpu" or "cuda" */
  dl_dtype dtype;             /* DL_FLOAT16 or DL_BFLOAT16 */
  bool enabled;
  bool caches;                /* float32 leaves are cast once */
  struct dl_autocast_region *outer;
} dl_autocast_region;

/* From now on in this thread, until dl_autocast_leave; the region is the caller's. Regions nest. */
DL_API void dl_autocast_enter(dl_autocast_region *region);
DL_API void dl_autocast_leave(const dl_autocast_region *region);
/* The innermost region for this kind of device; NULL: none, or it is not enabled. */
DL_API const dl_autocast_region *dl_autocast_of(const char *kind);

/* ---- the machine ---- */

DL_API dl_status dl_start(void);                      /* idempotent; builds the operator table */
DL_API dl_device *dl_device_cpu(void);
DL_API dl_device *dl_device_find(const char *name);   /* "cpu", "null", "cuda:1"; NULL with a message */
DL_API const char *dl_device_name(const dl_device *device);
DL_API void dl_random_seed(uint64_t seed);
DL_API void dl_threads_set(int count);
DL_API int dl_threads_get(void);
DL_API void dl_interrupt_request(void);               /* safe in a signal handler */
DL_API void dl_interrupt_clear(void);
DL_API bool dl_interrupt_pending(void);
typedef struct dl_memory_info { size_t live, cached, peak, limit; } dl_memory_info;
DL_API dl_memory_info dl_memory(void);
DL_API void dl_memory_empty_cache(void);
DL_API void dl_memory_set_limit(size_t bytes);        /* 0: what the machine has */

#ifdef __cplusplus
}
#endif

#endif

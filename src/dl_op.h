/* dl_op.h -- what an operator file may use; the only header src/ops includes.
**
** An operator is one file: a kernel, a record, a gradient. The record says
** everything else: the Lua arguments (sig), the manual (doc), the tests (sample,
** error). Read ops/relu.c for the shortest, ops/linear.c for a fused one.
**
**   DL_MAP1(relu, DL_REAL, x > 0 ? x : 0)      the scalar formula, for every dtype named
**
**   DL_OP(relu) {
**     .sig = "x: Tensor",
**     .doc = "max(x, 0), element by element.",
**     .shape = dl_shape_same,
**     .kernel = relu_kernel,
**     .grad = relu_grad,
**     .saves = DL_RESULT(0),
**     .sample = "{ randn(3, 4) }, { randn(0) }",
**   };
**
** This file is compiled once for each instruction-set level (DL_LEVEL) and once for
** each device plug-in (DL_DEVICE_PASS: kernels only, records are skipped by the
** one guard pair of the file, `#ifndef DL_DEVICE_PASS`). The pass for CUDA (DL_CUDA, by
** nvcc as C++17) takes the scalar formulas as they are; loops written by hand stand in
** `#ifndef DL_CUDA`, and beside them what CUDA does instead (device/cuda/each.h, reduce.h).
*/
#ifndef DL_OP_H
#define DL_OP_H

#include "dlua.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dl_scope dl_scope;
typedef struct dl_args dl_args;
typedef struct dl_grad dl_grad;

/* ---- the record ---- */

enum {                           /* .flags */
  DL_VIEW       = 1 << 0,        /* results share the storage of argument 0; no kernel */
  DL_IN_PLACE   = 1 << 1,        /* also exists as name_, writing into argument 0 */
  DL_BROADCAST  = 1 << 2,        /* gradients are summed to the shape of their argument */
  DL_RANDOM     = 1 << 3,        /* draws numbers: not repeatable by itself */
  DL_CREATES    = 1 << 4,        /* a constructor: Lua may add requiresGrad */
  DL_NO_GRAD    = 1 << 5,        /* has no gradient, by its nature */
  DL_STRIDED    = 1 << 6,        /* the kernel takes any strides; else arguments are made contiguous */
  DL_ONLY_IN_PLACE = 1 << 7,     /* exists as name_ only */
  DL_VIA_FLOAT32 = 1 << 8,       /* the kernel knows no 16-bit floats: it gets float32 copies, its results are cast back */
  DL_OPAQUE = 1 << 9,            /* the decomposition is not recorded, the operator itself is, with its .grad if any (Lua operators) */
  DL_HALF_X = 1 << 11,           /* argument 0 may be of 16 bits beside float32 parameters: all keep their dtypes, results have its */
  DL_UPDATES = 1 << 10,          /* the result is argument 0 with some elements changed: in place the kernel finds the two
                                    to be one memory (dl_start_update), which no other argument shares */
  DL_RENEWS = 1 << 12            /* numbers of the call differ each time a recorded step runs: a device kernel gets them from
                                    dl_numbers_of, and the call is made again to renew them */
};

typedef enum {                   /* .promote: what becomes of the dtypes of tensor arguments */
  DL_KEEP,                       /* nothing */
  DL_COMMON,                     /* all become the common dtype */
  DL_COMMON_FLOAT,               /* the same, integers become float32 */
  DL_LIKE_FIRST                  /* all become the dtype of argument 0 */
} dl_promotion;

typedef enum {                   /* .autocast: what dl.autocast makes of float tensors (not of float64), as PyTorch's does */
  DL_AS_GIVEN,                   /* nothing */
  DL_LOW,                        /* the dtype of the region: products, which gain by it and add up in float32 */
  DL_HIGH,                       /* float32: what loses too much else (nothing if a dtype is asked for) */
  DL_HIGH_ON_DEVICES,            /* the same, but not on the CPU: what float16 has too small a range for, bfloat16 has not */
  DL_WIDEST                      /* float32 if one of them is, else the dtype of the region */
} dl_autocast_rule;

#define DL_ARGUMENT(i) (1u << (i))         /* .saves: what the gradient reads; .keeps */
#define DL_RESULT(i) (1u << (16 + (i)))

typedef struct dl_record {
  const char *sig;       /* "x: Tensor, dim: dim? , keepdim: bool = false"; engine/signature.c has the types */
  const char *returns;   /* names of several results, "values, indices" */
  const char *alias;     /* other Lua names, separated by spaces */
  const char *doc;
  unsigned flags, saves;
  unsigned keeps;        /* DL_ARGUMENT(i): arguments whose dtype promotion leaves alone */
  unsigned dense_rows;   /* DL_ARGUMENT(i): of these the kernel takes any strides if only the rows of the last dimension are
                            dense and apart, as GEMM reads them; without DL_STRIDED */
  dl_promotion promote;
  dl_autocast_rule autocast;
  void *user;                           /* operators that Lua defines: their functions */
  dl_status (*shape)(dl_args *a);       /* makes the headers of the results (dl_result ...) */
  dl_status (*kernel)(dl_args *a);      /* the CPU's; NULL: decomp runs */
  size_t (*scratch)(const dl_args *a);  /* bytes at a->scratch that the kernel wants */
  unsigned unread, picked;  /* for the profiler, DL_ARGUMENT(i): arguments of which the kernel reads nothing; only as much
                               as result 0 holds */
  double (*flops)(const dl_args *a);    /* what the kernel computes, for the profiler: 2 for each product that is added
                                           up; NULL: elements are touched, and bytes say what that costs */
  dl_status (*decomp)(dl_args *a);      /* the meaning in smaller operators: DL(a, ...), dl_give_result */
  void (*grad)(dl_grad *g);             /* in operators only: DL(g, ...), dl_give */
  const char *sample;    /* Lua: argument lists, "{ randn(3, 4), 1 }, { randn(0) }", see tests/ops_spec.lua */
  const char *error;     /* Lua: argument lists that must fail */
  double tolerance;      /* of the gradient check in float64; 0: the usual one */
} dl_record;

#define DL_PASTE_(a, b) a##b
#define DL_PASTE(a, b) DL_PASTE_(a, b)
/* The records of one-line relatives. A function of one tensor, integers become float32: */
#define DL_FUNCTION(op, what, reads, samples, ...) { \
  .sig = "x: Tensor", .doc = what, .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED, .saves = reads, \
  .promote = DL_COMMON_FLOAT, .shape = dl_shape_same, .kernel = op##_kernel, .grad = op##_grad, .sample = samples, \
  __VA_ARGS__ }

/* The gradient of such a function as one kernel; `parameters` is what it reads and takes. */
#define DL_FUSED_GRADIENT(op, parameters, what, samples) { \
  .sig = "gradient: Tensor, " parameters, .doc = what, .flags = DL_BROADCAST | DL_STRIDED, .promote = DL_COMMON, \
  .shape = dl_shape_broadcast, .kernel = op##_kernel, .decomp = op##_decomp, .sample = samples }

#define DL_OP(op) const dl_record DL_PASTE(DL_PASTE(dl_record_##op, _), DL_LEVEL) =

/* ---- one call ---- */

struct dl_args {
  dl_scope *scope;
  const dl_op *op;
  int nargs, nresults;
  dl_device *device;
  void *scratch;
  uint64_t seed, counter;              /* DL_RANDOM: this call's numbers (philox.h) */
  uint64_t random_blocks;              /* DL_RANDOM: the shape rule says how many blocks of four */
  void *context;                       /* DL_OPAQUE: what forward leaves for the gradient; the tape takes it over */
  void (*drop_context)(void *context);
  bool composite;                      /* set by the shape rule: this call takes the decomposition, not the kernel; or by the
                                       ** kernel, which then has done nothing */
  int64_t note[8];                     /* from the shape rule to the kernel */
  int64_t single[DL_MAX_ARGUMENTS];    /* where one integer stands for a list */
  dl_value arg[DL_MAX_ARGUMENTS];
  dl_tensor *result[DL_MAX_RESULTS];
};

static inline dl_tensor *dl_in(const dl_args *a, int i) {
  return a->arg[i].kind == DL_TENSOR ? a->arg[i].tensor : NULL;
}
static inline bool dl_given(const dl_args *a, int i) { return a->arg[i].kind != DL_NIL; }
static inline double dl_number(const dl_args *a, int i) {
  return a->arg[i].kind == DL_NUMBER ? a->arg[i].number : (double)a->arg[i].integer;
}
static inline int64_t dl_integer(const dl_args *a, int i) { return a->arg[i].integer; }
static inline bool dl_boolean(const dl_args *a, int i) { return a->arg[i].boolean; }
static inline const char *dl_string(const dl_args *a, int i) { return a->arg[i].string; }
static inline dl_ints dl_intlist(const dl_args *a, int i) { return a->arg[i].ints; }

/* A failure of this call: "sum: argument 'dim': ..." with the operator's name put in front. */
dl_status dl_fail(const dl_args *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
dl_status dl_fail_argument(const dl_args *a, int i, const char *format, ...)
  __attribute__((format(printf, 3, 4)));
/* A shape as text, for the arguments of these two: made where it is needed, since nothing else of a call costs as much. */
typedef struct dl_text { char text[96]; } dl_text;
static inline dl_text dl_text_of(int ndim, const int64_t *shape) {
  dl_text t;
  dl_shape_text(t.text, sizeof t.text, ndim < DL_MAX_DIMS ? ndim : DL_MAX_DIMS, shape);
  return t;
}
#define DL_SHAPE_TEXT(tensor) (dl_text_of((tensor)->ndim, (tensor)->shape).text)

/* The elements of so many dimensions. */
static inline int64_t dl_numel_of(const int64_t *sizes, int dims) {
  int64_t n = 1;
  for (int d = 0; d < dims; d++) n *= sizes[d];
  return n;
}

/* For .flops: each element of result 0 is a sum over the last dimension of argument i. */
static inline double dl_product_flops(const dl_args *a, int i) {
  const dl_tensor *x = a->arg[i].tensor;
  return 2.0 * (double)dl_tensor_numel(a->result[0]) * (double)x->shape[x->ndim - 1];
}

/* ---- shape rules ---- */

/* Result i of this dtype and shape; dl_call gives it storage. */
dl_status dl_result(dl_args *a, int i, dl_dtype dtype, int ndim, const int64_t *shape);
dl_status dl_result_like(dl_args *a, int i, const dl_tensor *like);
/* Can the bytes of a shape be counted? dl_result asks by itself; views that grow (expand) ask here. */
dl_status dl_check_countable(const dl_args *a, dl_dtype dtype, int ndim, const int64_t *shape);
/* Result i as a view of argument 0, to be given its geometry by the shape rule. */
dl_status dl_result_view(dl_args *a, int i);
/* An argument that is a `dim`: checked and normalised to 0..ndim-1 in place. */
dl_status dl_normal_dim(dl_args *a, int i, int ndim);
/* A dimension in range, negative ones counted from the end, as its number from the front. */
static inline int64_t dl_from_front(int64_t dim, int ndim) { return dim < 0 ? dim + ndim : dim; }
/* An argument that is `dims`: a mask of the dimensions it names (nil: all). */
dl_status dl_normal_dims(dl_args *a, int i, int ndim, unsigned *mask);
/* An argument that is an `index` into `size` elements: normalised to 0..size-1 in place. */
dl_status dl_normal_index(dl_args *a, int i, int64_t size);
/* The shape to which two shapes broadcast; fails with both in the message. */
dl_status dl_broadcast(dl_args *a, const dl_tensor *x, const dl_tensor *y, int *ndim, int64_t *shape);

dl_status dl_shape_same(dl_args *a);       /* as the first tensor argument */
dl_status dl_shape_broadcast(dl_args *a);  /* of all tensor arguments; dtype of the first */
dl_status dl_shape_broadcast_bool(dl_args *a);
dl_status dl_shape_same_bool(dl_args *a);
dl_status dl_shape_created(dl_args *a);    /* "sizes: sizes, ..., dtype: dtype?" */
/* At most 8 sizes, none of them negative. */
dl_status dl_check_sizes(dl_args *a, int i, dl_ints sizes);
/* A tensor of indices, a part of argument i: as the kernel wants it, int64 and contiguous. NULL: it is neither
** int64 nor int32. Its values are checked by the kernel (dl_check_positions). */
dl_tensor *dl_index_tensor(dl_args *a, int i, dl_tensor *index);

/* ---- gradients and decompositions ---- */

struct dl_grad {
  dl_scope *scope;
  const dl_op *op;
  int nargs, nresults;
  const dl_value *arg;        /* as at the call; tensors that were not saved have no storage */
  dl_tensor **result;
  dl_tensor **upstream;       /* gradients of the results; NULL: zero */
  void *context;              /* DL_OPAQUE: what forward left */
  void *pass;
};

/* The gradient of result i; zeros when nothing flowed into it. */
dl_tensor *dl_upstream(dl_grad *g, int i);
bool dl_wants(const dl_grad *g, int i);                     /* is this argument's gradient asked for? */
bool dl_wants_item(const dl_grad *g, int i, int k);         /* the same for item k of a Tensors argument */
void dl_give(dl_grad *g, int i, dl_tensor *gradient);       /* borrowed; NULL after a failure is fine */
void dl_give_item(dl_grad *g, int i, int k, dl_tensor *gradient);
/* There is none for these arguments: backward fails with the operator's name and this text. */
void dl_grad_fail(dl_grad *g, const char *why);
static inline dl_tensor *dl_saved(const dl_grad *g, int i) {
  return g->arg[i].kind == DL_TENSOR ? g->arg[i].tensor : NULL;
}
static inline double dl_saved_number(const dl_grad *g, int i) {
  return g->arg[i].kind == DL_NUMBER ? g->arg[i].number : (double)g->arg[i].integer;
}

/* DL(g, mul, x, 2.0): call an operator in the scope of a gradient or decomposition. The
** first result is returned, borrowed: it lives until the scope ends. After a failure every
** call returns NULL, so formulas need no checks. DL_ALL fills an array with all results. */
#define DL(context, name, ...) \
  dl_scope_call((context)->scope, #name, DL_COUNT(__VA_ARGS__), \
                (const dl_value[]){ DL_EACH(DL_AS_VALUE, __VA_ARGS__) }, NULL)
#define DL_ALL(context, results, name, ...) \
  dl_scope_call((context)->scope, #name, DL_COUNT(__VA_ARGS__), \
                (const dl_value[]){ DL_EACH(DL_AS_VALUE, __VA_ARGS__) }, results)
/* DL_WRITE(g, copy, place, x): the in-place form; returns its target. */
#define DL_WRITE(context, name, ...) \
  dl_scope_write((context)->scope, #name, DL_COUNT(__VA_ARGS__), \
                 (const dl_value[]){ DL_EACH(DL_AS_VALUE, __VA_ARGS__) })
#define DL_NONE dl_nil()

/* A list of integers or of tensors in a call: DL_LIST(0, 1). */
#define DL_LIST(...) \
  ((dl_ints){ (const int64_t[]){ __VA_ARGS__ }, sizeof (int64_t[]){ __VA_ARGS__ } / sizeof(int64_t) })
static inline dl_ints dl_shape_of(const dl_tensor *t) { return (dl_ints){ t->shape, t->ndim }; }

dl_tensor *dl_scope_call(dl_scope *scope, const char *name, int nargs, const dl_value *args,
                         dl_tensor **results);
/* Room for n tensor pointers that lives as long as the scope: lists for calls. */
dl_tensor **dl_scope_list(dl_scope *scope, int n);
dl_tensor *dl_scope_write(dl_scope *scope, const char *name, int nargs, const dl_value *args);
/* The result of a decomposition; takes a reference of its own. */
dl_status dl_give_result(dl_args *a, int i, dl_tensor *t);
/* Elements into another tensor's memory: any strides, dtypes and devices. Not recorded. */
dl_status dl_copy_data(dl_tensor *to, const dl_tensor *from);
/* A copy of x on a device. `later`: where the host's side is pinned memory the copy is not waited for, and what goes to the
** CPU lies in pinned memory. */
dl_tensor *dl_moved(const dl_tensor *x, dl_device *device, bool later);

#define DL_AS_VALUE(v) _Generic((v), \
  dl_tensor *: dl_value_tensor, double: dl_value_number, float: dl_value_number, \
  int: dl_value_integer, long: dl_value_integer, long long: dl_value_integer, \
  unsigned: dl_value_integer, bool: dl_value_boolean, \
  char *: dl_value_string, const char *: dl_value_string, \
  dl_ints: dl_value_ints, dl_tensors: dl_value_tensors, dl_value: dl_value_itself)(v)

#define DL_COUNT(...) DL_COUNT_(__VA_ARGS__, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)
#define DL_COUNT_(a, b, c, d, e, f, g, h, i, j, k, l, n, ...) n
#define DL_EACH(M, ...) DL_PASTE(DL_EACH_, DL_COUNT(__VA_ARGS__))(M, __VA_ARGS__)
#define DL_EACH_1(M, v) M(v)
#define DL_EACH_2(M, v, ...) M(v), DL_EACH_1(M, __VA_ARGS__)
#define DL_EACH_3(M, v, ...) M(v), DL_EACH_2(M, __VA_ARGS__)
#define DL_EACH_4(M, v, ...) M(v), DL_EACH_3(M, __VA_ARGS__)
#define DL_EACH_5(M, v, ...) M(v), DL_EACH_4(M, __VA_ARGS__)
#define DL_EACH_6(M, v, ...) M(v), DL_EACH_5(M, __VA_ARGS__)
#define DL_EACH_7(M, v, ...) M(v), DL_EACH_6(M, __VA_ARGS__)
#define DL_EACH_8(M, v, ...) M(v), DL_EACH_7(M, __VA_ARGS__)
#define DL_EACH_9(M, v, ...) M(v), DL_EACH_8(M, __VA_ARGS__)
#define DL_EACH_10(M, v, ...) M(v), DL_EACH_9(M, __VA_ARGS__)
#define DL_EACH_11(M, v, ...) M(v), DL_EACH_10(M, __VA_ARGS__)
#define DL_EACH_12(M, v, ...) M(v), DL_EACH_11(M, __VA_ARGS__)

#ifdef __cplusplus
}
#endif

#include "engine/map.h"        /* DL_MAP1 ... : elementwise kernels from scalar formulas */
#include "engine/blocks.h"     /* DL_BLOCKS1 ... : the same from functions of many steps */
#include "engine/kernel.h"     /* what hand-written kernels use: loops, parallel ranges, GEMM */
#include "engine/convolution.h" /* convolutions in up to 3 dimensions */
#include "engine/attention.h"   /* attention in blocks */
#include "engine/window.h"     /* windows of pooling */
#include "engine/reduce.h"     /* reductions from a combining formula */
#include "engine/fourier.h"    /* Fourier transforms along a dimension */
#include "engine/matrices.h"   /* factorisations of matrices and batches of them (LAPACK) */
#include "engine/program.h"    /* formulas of users as programs of pointwise steps */
#include "engine/rows.h"       /* sums, maxima and exponentials of contiguous rows */
#include "engine/stream.h"     /* results that go past the caches */
#ifdef DL_CUDA
#include "device/cuda/each.h"  /* what a CUDA kernel is written with */
#include "device/cuda/matrices.h"
#include "device/cuda/epilogue.h" /* what follows a product in the same call */
#include "device/cuda/formula.h"
#endif

#endif

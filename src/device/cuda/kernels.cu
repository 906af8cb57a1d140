/* kernels.cu -- what stands behind the kernels of the operator files on CUDA: calls of elementwise kernels, the cut of a
** reduction, copies between any strides and dtypes.
*/
#include "dl_op.h"
#include "core/sizes.h"
#include "engine/engine.h"

/* ---- elementwise calls ---- */

dl_status dl_map(dl_args *a, const dl_inner inner[DL_DTYPE_COUNT]) {
  double k[DL_MAP_NUMBERS] = { 0 };
  dl_map_numbers(a, k);
  return dl_map_with(a, inner, k);
}

dl_status dl_map_with(dl_args *a, const dl_inner inner[DL_DTYPE_COUNT], const double *k) {
  dl_tensor *tensors[DL_LOOP_OPERANDS];
  int operands = 1;
  tensors[0] = a->result[0];
  for (int i = 0; i < a->nargs; i++)
    if (a->arg[i].kind == DL_TENSOR) tensors[operands++] = a->arg[i].tensor;
  const dl_dtype dtype = (dl_dtype)tensors[operands - 1]->dtype;
  if (!inner[dtype]) return dl_fail(a, "is not defined for %s", dl_dtype_name(dtype));
  for (int o = 1; o < operands; o++)
    if (tensors[o]->dtype != dtype)
      return dl_fail(a, "on CUDA: operands of %s and %s in one kernel", dl_dtype_name((dl_dtype)tensors[o]->dtype),
                     dl_dtype_name(dtype));
  dl_map_call call = {};
  call.a = a;
  call.total = dl_tensor_numel(a->result[0]);
  for (int i = 0; i < 3; i++) call.k.k[i] = k ? k[i] : 0;
  dl_loop_make(&call.loop, a->result[0]->ndim, a->result[0]->shape, operands, tensors);
  return inner[dtype](&call);
}

/* ---- reductions ---- */

/* Dimensions that follow each other in memory become one. */
static void add_extent(dl_extent *list, int *n, int64_t size, int64_t step) {
  if (size == 1) return;
  if (*n && list[*n - 1].step == step * size) list[*n - 1] = dl_extent{ list[*n - 1].size * size, step };
  else list[(*n)++] = dl_extent{ size, step };
}

static int power_of_two_from(int64_t n, int most) {
  int p = 1;
  while (p < n && p < most) p *= 2;
  return p;
}

/* Enough blocks to keep every processor busy, as long as each thread has something to combine. */
static void cut(const dl_args *a, dl_reduction *r) {
  int64_t dense = r->nreduced ? r->reduced[r->nreduced - 1].step : 0, across = r->nkept ? r->kept[r->nkept - 1].step : INT64_MAX;
  r->along = (dense < 0 ? -dense : dense) <= (across < 0 ? -across : across);
  if (r->along) r->group = power_of_two_from(r->count, DL_THREADS);
  else r->group = DL_THREADS / power_of_two_from(r->results < 32 ? 32 : r->results, DL_THREADS);
  while (!r->along && r->group < 8 && r->count >= 64 * r->group) r->group *= 2;
  int64_t blocks = (r->results + DL_THREADS / r->group - 1) / (DL_THREADS / r->group), wanted = dl_cuda_of(a)->processors * 4;
  int64_t pieces = least(wanted / (blocks ? blocks : 1), r->count / ((int64_t)r->group * 16));
  r->pieces = pieces > 1 ? least(pieces, 1024) : 1;
  r->piece = (r->count + r->pieces - 1) / r->pieces;
}

dl_status dl_reduce(dl_args *a, const dl_tensor *x, unsigned mask, const dl_reducer *reducers, const double *k) {
  dl_reduction r = {};
  const int64_t size = (int64_t)dl_dtype_size((dl_dtype)x->dtype);
  r.data = dl_tensor_data(x);
  r.to = dl_tensor_data(a->result[0]);
  r.dtype = (dl_dtype)a->result[0]->dtype;
  r.nkept = r.nreduced = 0;
  r.results = r.count = 1;
  for (int d = 0; d < x->ndim; d++) {
    const bool reduced = mask >> d & 1;
    *(reduced ? &r.count : &r.results) *= x->shape[d];
    if (reduced) add_extent(r.reduced, &r.nreduced, x->shape[d], x->stride[d] * size);
    else add_extent(r.kept, &r.nkept, x->shape[d], x->stride[d] * size);
  }
  for (int i = 0; i < 3; i++) r.k.k[i] = k ? k[i] : 0;
  if (r.results == 0) return DL_OK;
  cut(a, &r);
  return reducers[x->dtype](a, &r);
}

/* ---- copies ---- */

struct dl_identity {                   /* each conversion is one of the elementwise kind */
  template <class To, class From> static __device__ To of(From v) { return dl_narrow<To>::of(dl_wide(v)); }
};

template <class To, class From> static dl_status copy_run(const dl_args *a, const dl_loop &loop, int64_t n) {
  if (loop.ndim <= 1 && (loop.ndim == 0 || (loop.step[0][0] == sizeof(To) && loop.step[0][1] == sizeof(From)))) {
    To *to = (To *)loop.data[0];
    const From *from = (const From *)loop.data[1];
    return dl_each(a, n, [=] __device__ (int64_t i) { to[i] = dl_identity::of<To>(from[i]); });
  }
  return dl_each(a, n, [=] __device__ (int64_t i) {
    char *place[2];
    dl_places<2>(loop, i, place);
    *(To *)place[0] = dl_identity::of<To>(*(const From *)place[1]);
  });
}

template <class To> static dl_status copy_to(const dl_args *a, dl_dtype from, const dl_loop &loop, int64_t n) {
#define FROM(S) return copy_run<To, S>(a, loop, n)
  DL_BY_DTYPE(from, FROM)
#undef FROM
  return DL_OK;
}

extern "C" dl_status dl_copy_strided(dl_tensor *to, const dl_tensor *from) {
  dl_args a = {};
  a.device = to->storage->device;
  dl_tensor *tensors[2] = { to, (dl_tensor *)from };
  dl_loop loop = {};
  dl_loop_make(&loop, to->ndim, to->shape, 2, tensors);
  const int64_t n = dl_tensor_numel(to);
  if (n == 0) return DL_OK;
  if (to->dtype == from->dtype) {
#define SAME(T) return copy_run<T, T>(&a, loop, n)
    DL_BY_WIDTH((dl_dtype)to->dtype, SAME)
#undef SAME
  }
#define TO(S) return copy_to<S>(&a, (dl_dtype)from->dtype, loop, n)
  DL_BY_DTYPE((dl_dtype)to->dtype, TO)
#undef TO
  return DL_OK;
}

extern "C" dl_status dl_clear(dl_tensor *t) {
  const size_t bytes = (size_t)dl_tensor_numel(t) * dl_dtype_size((dl_dtype)t->dtype);
  if (bytes == 0) return DL_OK;
  return dl_cuda_status(cudaMemsetAsync(dl_tensor_data(t), 0, bytes, ((dl_cuda *)t->storage->device->context)->stream), "memset");
}

extern "C" dl_status dl_fill_with(dl_tensor *t, double number) {
  dl_args a = {};
  const dl_dtype dtype = (dl_dtype)t->dtype;
  char *to = dl_tensor_data(t);
  a.device = t->storage->device;
  return dl_each(&a, dl_tensor_numel(t), [=] __device__ (int64_t i) { dl_store(dtype, to, i, number); });
}

/* Kernels complain by themselves where they read a position (dl_positions). */
extern "C" dl_status dl_check_positions(const dl_args *a, int argument, const int64_t *values, int64_t n, int64_t size) {
  const dl_positions p = { values, size, dl_blame_of(a, argument) };
  return dl_each(a, n, [=] __device__ (int64_t i) { p.at(i); });
}

/* reduce.h -- what the formulas of engine/reduce.h become on CUDA.
**
** Each result has a group of threads, up to a block of them, and, where results are few, several pieces in blocks of
** their own, whose totals a second kernel joins. A thread combines its elements in their own type in short runs (a
** lane), the runs in the type of totals; then the totals of the group are joined in a tree. All of it depends on shapes
** and strides alone, so results repeat.
*/
#ifndef DL_CUDA_REDUCE_H
#define DL_CUDA_REDUCE_H

#include "device/cuda/map.h"

#define DL_LANE_RUN 64                 /* elements that are combined in their own type */

/* Results of a reduction and how the work is cut. Extents are in row-major order. */
struct dl_extent { int64_t size, step; };             /* step in bytes */
struct dl_reduction {
  const char *data;
  dl_extent kept[DL_MAX_DIMS], reduced[DL_MAX_DIMS];
  int nkept, nreduced;
  int64_t results, count;              /* elements that each result combines */
  int group;                           /* threads of a result; a power of two */
  bool along;                          /* neighbouring threads take neighbouring elements; else neighbouring results */
  int64_t pieces, piece;               /* of `count` */
  char *to;
  dl_dtype dtype;                      /* of the result */
  dl_constants k;
};

typedef dl_status (*dl_reducer)(const dl_args *a, const dl_reduction *r);

static inline __device__ int64_t dl_extent_place(const dl_extent *list, int n, int64_t i) {
  int64_t place = 0;
  for (int d = n - 1; d > 0; d--) {
    place += i % list[d].size * list[d].step;
    i /= list[d].size;
  }
  return n ? place + i * list[0].step : 0;
}

/* R: typedefs lane and total; first(k), next(lane, element, k), join(total, later, k). Finish: of(total, k). */
template <class R, class S, class Finish> __global__ void dl_reduce_pieces(dl_reduction r, typename R::total *pieces) {
  typedef typename R::total total;
  DL_SHARED(total, totals, DL_THREADS);
  const int thread = threadIdx.x, each = DL_THREADS / r.group;      /* results of this block */
  const int slot = r.along ? thread / r.group : thread % each, lane_of = r.along ? thread % r.group : thread / each;
  const int64_t result = blockIdx.x * (int64_t)each + slot, begin = blockIdx.y * r.piece;
  const int64_t end = begin + r.piece < r.count ? begin + r.piece : r.count;
  total t = (total)R::first(r.k.k);
  if (result < r.results) {
    const char *p = r.data + dl_extent_place(r.kept, r.nkept, result);
    int64_t i = begin + lane_of;
    while (i < end) {
      typename R::lane lane = R::first(r.k.k);
      for (int run = 0; run < DL_LANE_RUN && i < end; run++, i += r.group)
        R::next(lane, dl_wide(*(const S *)(p + dl_extent_place(r.reduced, r.nreduced, i))), r.k.k);
      R::join(t, (total)lane, r.k.k);
    }
  }
  totals[lane_of * each + slot] = t;
  for (int width = r.group / 2; width; width /= 2) {
    __syncthreads();
    if (lane_of < width) R::join(totals[lane_of * each + slot], totals[(lane_of + width) * each + slot], r.k.k);
  }
  if (lane_of || result >= r.results) return;
  t = totals[slot];
  if (pieces) pieces[blockIdx.y * r.results + result] = t;
  else dl_store(r.dtype, r.to, result, Finish::of(t, r.k.k));
}

template <class R, class Finish> __global__ void dl_reduce_join(dl_reduction r, const typename R::total *pieces) {
  int64_t result = blockIdx.x * (int64_t)blockDim.x + threadIdx.x;
  if (result >= r.results) return;
  typename R::total t = pieces[result];
  for (int64_t p = 1; p < r.pieces; p++) R::join(t, pieces[p * r.results + result], r.k.k);
  dl_store(r.dtype, r.to, result, Finish::of(t, r.k.k));
}

template <class R, class S, class Finish> dl_status dl_reduce_run(const dl_args *a, const dl_reduction *r) {
  typedef typename R::total total;
  const int each = DL_THREADS / r->group;
  const dim3 grid((unsigned)((r->results + each - 1) / each), (unsigned)r->pieces);
  cudaStream_t stream = dl_stream(a);
  if (r->pieces == 1) {
    DL_LAUNCH((dl_reduce_pieces<R, S, Finish>), grid, DL_THREADS, 0, stream, *r, (total *)NULL);
    return dl_launched(a);
  }
  dl_temporary pieces(a, r->pieces * r->results * (int64_t)sizeof(total));
  if (!pieces.data) return DL_NO_MEMORY;
  DL_LAUNCH((dl_reduce_pieces<R, S, Finish>), grid, DL_THREADS, 0, stream, *r, (total *)pieces.data);
  dl_status status = dl_launched(a);
  if (status != DL_OK) return status;
  DL_LAUNCH((dl_reduce_join<R, Finish>), (unsigned)((r->results + DL_THREADS - 1) / DL_THREADS), DL_THREADS, 0, stream,
            *r, (const total *)pieces.data);
  return dl_launched(a);
}

/* ---- instances ---- */

#define DL_REDUCE_INSTANCE(op, TYPE, LANE, TOTAL, start_value, formula, joining) \
namespace { struct op##_of_##TYPE { \
  typedef LANE lane; typedef TOTAL total; \
  static __device__ LANE first(const double *k) { DL_NAMES(LANE) return DL_CONSTANT_##LANE(start_value); } \
  static __device__ void next(LANE &so_far, TYPE v, const double *k) { \
    DL_NAMES(LANE) const LANE a = so_far, x = (LANE)v; so_far = (LANE)(formula); } \
  static __device__ void join(TOTAL &so_far, TOTAL later, const double *k) { \
    DL_NAMES(TOTAL) const TOTAL a = so_far, x = later; so_far = (TOTAL)(joining); } \
}; }

#define DL_FINISH_INSTANCE(op, TYPE, TOTAL, finishing) \
namespace { struct op##_finish_##TYPE { \
  static __device__ TOTAL of(TOTAL a, const double *k) { DL_NAMES(TOTAL) return (TOTAL)(finishing); } \
}; }

struct dl_total_itself { template <class T> static __device__ T of(T total, const double *) { return total; } };

#define DL_NO_FINISH(op, TYPE) dl_total_itself
#define DL_HAS_FINISH(op, TYPE) op##_finish_##TYPE

/* In the order of dl_dtype. */
#define DL_REDUCERS(op, FINISH) \
  static const dl_reducer op##_reducers[DL_DTYPE_COUNT] = { \
    dl_reduce_run<op##_of_float, float, FINISH(op, float)>, dl_reduce_run<op##_of_double, double, FINISH(op, double)>, \
    dl_reduce_run<op##_of_float, dl_half, FINISH(op, float)>, dl_reduce_run<op##_of_float, dl_bfloat16, FINISH(op, float)>, \
    dl_reduce_run<op##_of_int64_t, int64_t, FINISH(op, int64_t)>, dl_reduce_run<op##_of_int32_t, int32_t, FINISH(op, int32_t)>, \
    dl_reduce_run<op##_of_uint8_t, uint8_t, FINISH(op, uint8_t)>, dl_reduce_run<op##_of_uint8_t, uint8_t, FINISH(op, uint8_t)>, \
  };

#endif

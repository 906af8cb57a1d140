/* reduce.h -- reductions over any set of dimensions from one combining formula.
**
**   DL_REDUCE(prod, 1, a * x)
**
** In the formula `a` is what has been combined so far, beginning with `first`, and x the next element, both of type T
** (U is its unsigned form, for integers that wrap); k0, k1, k2 are the constants given to dl_reduce. The formula must
** also combine two partial values, as those of sums and maxima do; else DL_REDUCE_AS names the formula for that.
** DL_REDUCE_TO adds one that makes the result from `a`. An infinite `first` is the largest or smallest integer.
**
** Floats are combined in their own type (16-bit floats in float32) in lanes, a few dozen elements each, and what
** the lanes hold is combined in double, so the error of a sum does not grow with the number of elements. Integers
** are combined in int64. What has more to remember than one number (a variance, a maximum and its position) writes a
** dl_reducer by hand: see ops/statistics.c.
**
** The order of combination depends on shapes and strides alone: results are the same for any number of threads
** and at every instruction-set level.
*/
#ifndef DL_REDUCE_H
#define DL_REDUCE_H

#include "engine/map.h"

#ifdef __cplusplus
extern "C" {
#endif
size_t dl_reduce_scratch(const dl_args *a);

/* Shape rules of "x: Tensor, dim: dims?, keepdim: bool = false, ...": the mask is left in a->note[0]. */
dl_status dl_shape_reduced(dl_args *a, dl_dtype dtype);
/* In a gradient: a reduced tensor with its lost dimensions back as size 1, so that it broadcasts against x. */
dl_tensor *dl_unreduced(dl_grad *g, dl_tensor *reduced, int dim_argument, int keepdim_argument);

/* Losses reduce their terms as an argument says that is "mean", "sum" or "none" (dl_give_loss: into result 0). */
dl_status dl_check_reduction(dl_args *a, int i);
dl_status dl_give_loss(dl_args *a, int i, dl_tensor *terms);
#ifdef __cplusplus
}
#endif

#ifdef DL_CUDA
#include "device/cuda/reduce.h"
#else
#include "engine/reducers.h"
#endif

/* Reduce x over the dimensions of a mask into the results of the call, which are row-major over the dimensions
** that are kept. k: three constants for the formulas, or NULL. Needs .scratch = dl_reduce_scratch and the mask in
** a->note[0]; x is argument 0, or has fewer elements. */
dl_status dl_reduce(dl_args *a, const dl_tensor *x, unsigned mask, const dl_reducer *reducers, const double *k);

#define DL_REDUCE_INSTANCES(op, first, formula, joining) \
  DL_REDUCE_INSTANCE(op, float, float, double, first, formula, joining) \
  DL_REDUCE_INSTANCE(op, double, double, double, first, formula, joining) \
  DL_REDUCE_INSTANCE(op, int64_t, int64_t, int64_t, first, formula, joining) \
  DL_REDUCE_INSTANCE(op, int32_t, int64_t, int64_t, first, formula, joining) \
  DL_REDUCE_INSTANCE(op, uint8_t, int64_t, int64_t, first, formula, joining)

/* NAME_reducers alone, for kernels that choose among several or compute constants. */
#define DL_REDUCE_PARTS(op, first, formula, joining) \
  DL_REDUCE_INSTANCES(op, first, formula, joining) \
  DL_REDUCERS(op, DL_NO_FINISH)

/* The same with a last step, a formula of `a` in double or int64. */
#define DL_REDUCE_TO(op, first, formula, joining, finishing) \
  DL_REDUCE_INSTANCES(op, first, formula, joining) \
  DL_FINISH_INSTANCE(op, float, double, finishing) DL_FINISH_INSTANCE(op, double, double, finishing) \
  DL_FINISH_INSTANCE(op, int64_t, int64_t, finishing) DL_FINISH_INSTANCE(op, int32_t, int64_t, finishing) \
  DL_FINISH_INSTANCE(op, uint8_t, int64_t, finishing) \
  DL_REDUCERS(op, DL_HAS_FINISH)

#define DL_REDUCE_AS(op, first, formula, joining) \
  DL_REDUCE_PARTS(op, first, formula, joining) \
  static dl_status op##_kernel(dl_args *a) { \
    return dl_reduce(a, dl_in(a, 0), (unsigned)a->note[0], op##_reducers, NULL); \
  } \
  DL_KERNEL(op)

#define DL_REDUCE(op, first, formula) DL_REDUCE_AS(op, first, formula, formula)

#endif

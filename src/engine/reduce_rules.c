/* reduce_rules.c -- what the records of reductions share on the host: the shape rule, the way back in gradients, the end of
** a loss. */
#include "engine/engine.h"

dl_status dl_shape_reduced(dl_args *a, dl_dtype dtype) {
  const dl_tensor *x = a->arg[0].tensor;
  int64_t shape[DL_MAX_DIMS];
  unsigned mask;
  int n = 0;
  bool keep = dl_boolean(a, 2);
  if (dl_normal_dims(a, 1, x->ndim, &mask) != DL_OK) return DL_ERROR;
  a->note[0] = mask;
  for (int d = 0; d < x->ndim; d++)
    if (!(mask >> d & 1)) shape[n++] = x->shape[d];
    else if (keep) shape[n++] = 1;
  return dl_result(a, 0, dtype, n, shape);
}

dl_tensor *dl_unreduced(dl_grad *g, dl_tensor *reduced, int dim_argument, int keepdim_argument) {
  const dl_tensor *x = g->arg[0].tensor;
  const dl_value *dims = &g->arg[dim_argument];
  int64_t shape[DL_MAX_DIMS];
  if (!reduced || g->arg[keepdim_argument].boolean) return reduced;
  bool all = dims->kind == DL_NIL || (dims->kind == DL_INTS && dims->ints.count == 0);
  for (int d = 0; d < x->ndim; d++) shape[d] = all ? 1 : x->shape[d];
  for (int k = 0; x->ndim && k < (dims->kind == DL_INTS ? dims->ints.count : 0); k++)
    shape[dl_from_front(dims->ints.data[k], x->ndim)] = 1;
  if (dims->kind == DL_INTEGER && x->ndim) shape[dl_from_front(dims->integer, x->ndim)] = 1;
  return DL(g, reshape, reduced, ((dl_ints){ shape, x->ndim }));
}

dl_status dl_check_reduction(dl_args *a, int i) {
  const char *how = dl_string(a, i);
  if (strcmp(how, "mean") == 0 || strcmp(how, "sum") == 0 || strcmp(how, "none") == 0) return DL_OK;
  return dl_fail_argument(a, i, "expected \"mean\", \"sum\" or \"none\", got \"%s\"", how);
}

dl_status dl_give_loss(dl_args *a, int i, dl_tensor *terms) {
  if (dl_check_reduction(a, i) != DL_OK) return DL_ERROR;
  const char how = dl_string(a, i)[0];
  return dl_give_result(a, 0, how == 'm' ? DL(a, mean, terms) : how == 's' ? DL(a, sum, terms) : terms);
}

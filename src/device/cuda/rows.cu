/* rows.cu -- rows of a tensor by index tensors (engine/kernel.h, dl_rows): read, written, added to. One thread moves one
** element of the partner. Of rows that are named twice any one is written; sums reach their place in any order.
*/
#include "dl_op.h"
#include "engine/engine.h"

struct row_map {
  int ndim, dim, index_dims, after;    /* dimensions of the partner; where the indexed ones are */
  int64_t shape[DL_MAX_DIMS], partner[DL_MAX_DIMS], x[DL_MAX_DIMS];    /* strides in elements; x: 0 at indexed ones */
  int indices;
  int64_t index[DL_MAX_DIMS][DL_MAX_DIMS];     /* strides of each index tensor along the indexed dimensions */
  int64_t along[DL_MAX_DIMS];                  /* and of x along what it names */
  dl_positions positions[DL_MAX_DIMS];

  __device__ void places(int64_t i, int64_t *in_x, int64_t *in_partner) const {
    int64_t at[DL_MAX_DIMS] = { 0 }, from = 0, to = 0;
    for (int d = ndim - 1; d >= 0; d--) {
      const int64_t c = i % shape[d];
      i /= shape[d];
      from += c * x[d];
      to += c * partner[d];
      if (d >= dim && d < dim + index_dims)
        for (int k = 0; k < indices; k++) at[k] += c * index[k][d - dim];
    }
    for (int k = 0; k < indices; k++) from += positions[k].at(at[k]) * along[k];
    *in_x = from;
    *in_partner = to;
  }
};

static row_map map_of(const dl_args *a, const dl_rows *spec) {
  const dl_tensor *x = spec->x, *partner = spec->partner;
  row_map m = {};
  m.ndim = partner->ndim;
  m.dim = spec->dim;
  m.indices = spec->indices.count;
  m.index_dims = partner->ndim - (x->ndim - m.indices);
  for (int d = 0; d < m.ndim; d++) {
    const bool indexed = d >= m.dim && d < m.dim + m.index_dims;
    m.shape[d] = partner->shape[d];
    m.partner[d] = partner->stride[d];
    m.x[d] = indexed ? 0 : x->stride[d < m.dim ? d : d - m.index_dims + m.indices];
  }
  for (int k = 0; k < m.indices; k++) {
    const dl_tensor *index = spec->indices.data[k];
    const int shift = m.index_dims - index->ndim;
    for (int d = 0; d < m.index_dims; d++)
      m.index[k][d] = d >= shift && index->shape[d - shift] != 1 ? index->stride[d - shift] : 0;
    m.along[k] = x->stride[m.dim + k];
    m.positions[k] = dl_positions_of(a, spec->argument, index, x->shape[m.dim + k]);
  }
  return m;
}

template <class T> static dl_status move_elements(const dl_args *a, const dl_rows *spec) {
  const row_map m = map_of(a, spec);
  T *x = (T *)dl_tensor_data(spec->x), *partner = (T *)dl_tensor_data(spec->partner);
  const bool writes = spec->kind == DL_ROWS_WRITE;
  return dl_each(a, dl_tensor_numel(spec->partner), [=] __device__ (int64_t i) {
    int64_t in_x, in_partner;
    m.places(i, &in_x, &in_partner);
    if (writes) x[in_x] = partner[in_partner];
    else partner[in_partner] = x[in_x];
  });
}

template <class T> static dl_status add_elements(const dl_args *a, const dl_rows *spec) {
  const row_map m = map_of(a, spec);
  T *x = (T *)dl_tensor_data(spec->x);
  const T *partner = (const T *)dl_tensor_data(spec->partner);
  const double alpha = spec->alpha;
  return dl_each(a, dl_tensor_numel(spec->partner), [=] __device__ (int64_t i) {
    int64_t in_x, in_partner;
    m.places(i, &in_x, &in_partner);
    dl_add_to(&x[in_x], dl_times(partner[in_partner], alpha));
  });
}

extern "C" dl_status dl_rows_move(dl_args *a, const dl_rows *spec) {
  const dl_dtype dtype = (dl_dtype)spec->x->dtype;
  if (spec->kind != DL_ROWS_READ && dl_start_update(a) != DL_OK) return DL_ERROR;
#define MOVE(T) return move_elements<T>(a, spec)
#define ADD(T) return add_elements<T>(a, spec)
  if (spec->kind == DL_ROWS_ADD) DL_BY_SUMMED(dtype, ADD)
  DL_BY_WIDTH(dtype, MOVE)
  return DL_OK;
}

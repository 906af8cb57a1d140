/* attention.c -- see operations.h. Attention is a graph of small operations in the one form that cuDNN knows as attention (and
** then runs as one kernel): its shapes and steps are those of NVIDIA's cudnn-frontend. Intermediate tensors are float32 and lie
** nowhere in memory, but for weights that are multiplied with 16-bit floats: they are of the same dtype.
*/
#include "device/cudnn/operations.h"

typedef struct work {
  dl_cudnn_graph *g;
  const dl_attention *w;
  int dtype, alignment;
  int64_t outer, heads;                    /* the batches: cuDNN knows two dimensions of them */
  int64_t outer_dim, heads_dim;            /* where these are in ours; -1: nowhere */
} work;

/* Rows are read in pieces of 16 bytes; what is there once for several batches is not asked for. */
static bool fits(const dl_attention *w, const dl_attention_rows *r) {
  bool good = r->row > 0 && r->row % 8 == 0;
  for (int d = 0; d < w->batch_dims; d++) good = good && (w->batch[d] == 1 || (r->batch[d] > 0 && r->batch[d] % 8 == 0));
  return good;
}

static dl_status possible(const dl_attention *w, bool gradients, int alignment) {
  if (!dl_dtype_is_half(w->dtype)) return dl_error_set("cuDNN: attention is asked for in 16-bit floats only");
  if (w->log_sum_dtype != DL_FLOAT32) return dl_error_set("cuDNN: logarithms of sums are float32");
  if (w->depth > 128 || w->width > 128 || w->depth % 8 || w->width % 8)
    return dl_error_set("cuDNN: heads of more than 128, or no multiple of 8");
  if (w->mask.data || w->seed) return dl_error_set("cuDNN: a mask, or dropout");
  if (gradients && w->dlog_sum) return dl_error_set("cuDNN: a gradient of the logarithm of the sum");
  if (w->batch_dims > 2) return dl_error_set("cuDNN: more than two batch dimensions");
  if (w->batches <= 0 || w->queries <= 0 || w->keys <= 0 || w->depth <= 0 || w->width <= 0)
    return dl_error_set("cuDNN: nothing to compute");
  if (alignment % 16 || !fits(w, &w->q) || !fits(w, &w->k) || !fits(w, &w->v) || (gradients && !fits(w, &w->dy)))
    return dl_error_set("cuDNN: rows of no multiple of 16 bytes, or a batch that is there only once");
  return DL_OK;
}

static work begin(dl_cudnn_graph *g, const dl_attention *w, int alignment) {
  work k = { g, w, w->dtype == DL_FLOAT16 ? DL_CUDNN_DATA_HALF : DL_CUDNN_DATA_BFLOAT16, alignment, 1, 1, -1, -1 };
  k.heads_dim = w->batch_dims - 1;
  k.outer_dim = w->batch_dims - 2;
  if (k.heads_dim >= 0) k.heads = w->batch[k.heads_dim];
  if (k.outer_dim >= 0) k.outer = w->batch[k.outer_dim];
  return k;
}

/* ---- tensors ---- */

static dl_cudnn_tensor dense(const work *k, int dtype, int64_t rows, int64_t columns) {
  return (dl_cudnn_tensor){ .dtype = dtype, .ndim = 4, .size = { k->outer, k->heads, rows, columns },
    .stride = { k->heads * rows * columns, rows * columns, columns, 1 }, .alignment = k->alignment };
}

static void *between(const work *k, int dtype, int64_t rows, int64_t columns) {
  const dl_cudnn_tensor t = dense(k, dtype, rows, columns);
  return dl_cudnn_make_tensor(k->g, &t);
}

static void *scores(const work *k, int dtype) { return between(k, dtype, k->w->queries, k->w->keys); }

static void *column(const work *k) { return between(k, DL_CUDNN_DATA_FLOAT, k->w->queries, 1); }

static void *result(const work *k, int64_t id, int dtype, int64_t rows, int64_t columns) {
  dl_cudnn_tensor t = dense(k, dtype, rows, columns);
  t.id = id;
  return dl_cudnn_make_tensor(k->g, &t);
}

/* Rows where they are. */
static dl_cudnn_tensor rows_of(const work *k, int64_t id, const dl_attention_rows *r, int64_t rows, int64_t columns) {
  dl_cudnn_tensor t = dense(k, k->dtype, rows, columns);
  t.id = id;
  t.stride[2] = r->row;
  t.stride[1] = k->heads > 1 ? r->batch[k->heads_dim] : rows * r->row;
  t.stride[0] = k->outer > 1 ? r->batch[k->outer_dim] : k->heads * t.stride[1];
  return t;
}

static void swap(int64_t *pair) {
  const int64_t first = pair[0];
  pair[0] = pair[1];
  pair[1] = first;
}

static void *turned(const work *k, dl_cudnn_tensor t) {
  swap(t.size + 2);
  swap(t.stride + 2);
  return dl_cudnn_make_tensor(k->g, &t);
}

static void *number(const work *k, int64_t id) {
  const dl_cudnn_tensor t = { .dtype = DL_CUDNN_DATA_FLOAT, .ndim = 4, .size = { 1, 1, 1, 1 }, .stride = { 1, 1, 1, 1 }, .id = id,
                              .by_value = true };
  return dl_cudnn_make_tensor(k->g, &t);
}

/* ---- operations ---- */

/* y = mode(x, b, t); b and t may be NULL. `axis` is for indices, -1 elsewhere. */
static void *pointwise(const work *k, int mode, int compute, int64_t axis, void *x, void *b, void *t, void *y) {
  dl_cudnn_graph *g = k->g;
  void *p = dl_cudnn_make(g, DL_CUDNN_BACKEND_POINTWISE_DESCRIPTOR);
  dl_cudnn_set_choice(g, p, DL_CUDNN_ATTR_POINTWISE_MODE, DL_CUDNN_TYPE_POINTWISE_MODE, mode);
  dl_cudnn_set_choice(g, p, DL_CUDNN_ATTR_POINTWISE_MATH_PREC, DL_CUDNN_TYPE_DATA_TYPE, compute);
  if (axis >= 0) dl_cudnn_set_sizes(g, p, DL_CUDNN_ATTR_POINTWISE_AXIS, 1, &axis);
  dl_cudnn_finish(g, p);
  void *operation = dl_cudnn_make(g, DL_CUDNN_BACKEND_OPERATION_POINTWISE_DESCRIPTOR);
  dl_cudnn_set_part(g, operation, DL_CUDNN_ATTR_OPERATION_POINTWISE_PW_DESCRIPTOR, p);
  dl_cudnn_set_part(g, operation, DL_CUDNN_ATTR_OPERATION_POINTWISE_XDESC, x);
  if (b) dl_cudnn_set_part(g, operation, DL_CUDNN_ATTR_OPERATION_POINTWISE_BDESC, b);
  if (t) dl_cudnn_set_part(g, operation, DL_CUDNN_ATTR_OPERATION_POINTWISE_TDESC, t);
  dl_cudnn_set_part(g, operation, DL_CUDNN_ATTR_OPERATION_POINTWISE_YDESC, y);
  dl_cudnn_operation(g, operation);
  return y;
}

static void *of_floats(const work *k, int mode, void *x, void *b, void *y) {
  return pointwise(k, mode, DL_CUDNN_DATA_FLOAT, -1, x, b, NULL, y);
}

static void *multiply(const work *k, void *a, void *b, void *c) {
  dl_cudnn_graph *g = k->g;
  void *p = dl_cudnn_make(g, DL_CUDNN_BACKEND_MATMUL_DESCRIPTOR);
  dl_cudnn_set_choice(g, p, DL_CUDNN_ATTR_MATMUL_COMP_TYPE, DL_CUDNN_TYPE_DATA_TYPE, DL_CUDNN_DATA_FLOAT);
  dl_cudnn_finish(g, p);
  void *operation = dl_cudnn_make(g, DL_CUDNN_BACKEND_OPERATION_MATMUL_DESCRIPTOR);
  dl_cudnn_set_part(g, operation, DL_CUDNN_ATTR_OPERATION_MATMUL_ADESC, a);
  dl_cudnn_set_part(g, operation, DL_CUDNN_ATTR_OPERATION_MATMUL_BDESC, b);
  dl_cudnn_set_part(g, operation, DL_CUDNN_ATTR_OPERATION_MATMUL_CDESC, c);
  dl_cudnn_set_part(g, operation, DL_CUDNN_ATTR_OPERATION_MATMUL_DESC, p);
  dl_cudnn_operation(g, operation);
  return c;
}

/* Along the rows of x. */
static void *reduce(const work *k, int how, void *x, void *y) {
  dl_cudnn_graph *g = k->g;
  void *p = dl_cudnn_make(g, DL_CUDNN_BACKEND_REDUCTION_DESCRIPTOR);
  dl_cudnn_set_choice(g, p, DL_CUDNN_ATTR_REDUCTION_COMP_TYPE, DL_CUDNN_TYPE_DATA_TYPE, DL_CUDNN_DATA_FLOAT);
  dl_cudnn_set_choice(g, p, DL_CUDNN_ATTR_REDUCTION_OPERATOR, DL_CUDNN_TYPE_REDUCTION_OPERATOR_TYPE, how);
  dl_cudnn_finish(g, p);
  void *operation = dl_cudnn_make(g, DL_CUDNN_BACKEND_OPERATION_REDUCTION_DESCRIPTOR);
  dl_cudnn_set_part(g, operation, DL_CUDNN_ATTR_OPERATION_REDUCTION_XDESC, x);
  dl_cudnn_set_part(g, operation, DL_CUDNN_ATTR_OPERATION_REDUCTION_YDESC, y);
  dl_cudnn_set_part(g, operation, DL_CUDNN_ATTR_OPERATION_REDUCTION_DESC, p);
  dl_cudnn_operation(g, operation);
  return y;
}

static void *reshape(const work *k, void *x, void *y) {
  void *operation = dl_cudnn_make(k->g, DL_CUDNN_BACKEND_OPERATION_RESHAPE_DESCRIPTOR);
  dl_cudnn_set_part(k->g, operation, DL_CUDNN_ATTR_OPERATION_RESHAPE_XDESC, x);
  dl_cudnn_set_part(k->g, operation, DL_CUDNN_ATTR_OPERATION_RESHAPE_YDESC, y);
  dl_cudnn_operation(k->g, operation);
  return y;
}

/* The lowest number where a key is behind its query. */
static void *causal(const work *k, void *s) {
  if (!k->w->causal) return s;
  void *row = scores(k, DL_CUDNN_DATA_INT32), *column_of = scores(k, DL_CUDNN_DATA_INT32);
  void *seen = scores(k, DL_CUDNN_DATA_BOOLEAN);
  pointwise(k, DL_CUDNN_POINTWISE_GEN_INDEX, DL_CUDNN_DATA_INT32, 2, s, NULL, NULL, row);
  pointwise(k, DL_CUDNN_POINTWISE_GEN_INDEX, DL_CUDNN_DATA_INT32, 3, s, NULL, NULL, column_of);
  pointwise(k, DL_CUDNN_POINTWISE_CMP_GE, DL_CUDNN_DATA_BOOLEAN, -1, row, column_of, NULL, seen);
  return pointwise(k, DL_CUDNN_POINTWISE_BINARY_SELECT, DL_CUDNN_DATA_FLOAT, -1, s, number(k, DL_CUDNN_LOWEST), seen,
                   scores(k, DL_CUDNN_DATA_FLOAT));
}

static void *scaled_scores(const work *k, void *q, void *kt, void *scale) {
  void *s = multiply(k, q, kt, scores(k, DL_CUDNN_DATA_FLOAT));
  return of_floats(k, DL_CUDNN_POINTWISE_MUL, s, scale, scores(k, DL_CUDNN_DATA_FLOAT));
}

dl_status dl_cudnn_attention_forward(dl_cudnn_graph *g, const dl_attention *w, int alignment) {
  if (possible(w, false, alignment) != DL_OK) return g->status = DL_ERROR;
  const work at = begin(g, w, alignment), *k = &at;
  const dl_cudnn_tensor query = rows_of(k, DL_CUDNN_QUERY, &w->q, w->queries, w->depth);
  const dl_cudnn_tensor value = rows_of(k, DL_CUDNN_VALUE, &w->v, w->keys, w->width);
  void *q = dl_cudnn_make_tensor(g, &query), *kt = turned(k, rows_of(k, DL_CUDNN_KEY, &w->k, w->keys, w->depth));
  void *s = causal(k, scaled_scores(k, q, kt, number(k, DL_CUDNN_SCALE)));
  void *most = reduce(k, DL_CUDNN_REDUCE_TENSOR_MAX, s, column(k));
  void *less = of_floats(k, DL_CUDNN_POINTWISE_SUB, s, most, scores(k, DL_CUDNN_DATA_FLOAT));
  void *e = of_floats(k, DL_CUDNN_POINTWISE_EXP, less, NULL, scores(k, DL_CUDNN_DATA_FLOAT));
  void *sum = reduce(k, DL_CUDNN_REDUCE_TENSOR_ADD, e, column(k));
  void *logarithm = of_floats(k, DL_CUDNN_POINTWISE_LOG, sum, NULL, column(k));
  of_floats(k, DL_CUDNN_POINTWISE_ADD, most, logarithm, result(k, DL_CUDNN_LOG_SUM, DL_CUDNN_DATA_FLOAT, w->queries, 1));
  void *p = of_floats(k, DL_CUDNN_POINTWISE_DIV, e, sum, scores(k, k->dtype));
  multiply(k, p, dl_cudnn_make_tensor(g, &value), result(k, DL_CUDNN_Y, k->dtype, w->queries, w->width));
  return g->status;
}

/* The transpose of what stands for scores. */
static void *transposed(const work *k, void *s) {
  dl_cudnn_tensor t = dense(k, k->dtype, k->w->queries, k->w->keys);
  swap(t.size + 2);
  swap(t.stride + 2);
  return reshape(k, s, dl_cudnn_make_tensor(k->g, &t));
}

/* The product of each output and its gradient. */
static void *shift_of(const work *k, void *y, void *dy) {
  const dl_attention *w = k->w;
  dl_cudnn_tensor t = dense(k, DL_CUDNN_DATA_FLOAT, w->queries, w->width);
  t.stride[2] = k->heads * w->width;
  void *product = of_floats(k, DL_CUDNN_POINTWISE_MUL, dy, y, dl_cudnn_make_tensor(k->g, &t));
  void *sum = reduce(k, DL_CUDNN_REDUCE_TENSOR_ADD, product, column(k));
  return of_floats(k, DL_CUDNN_POINTWISE_MUL, sum, number(k, DL_CUDNN_ONE),
                   result(k, DL_CUDNN_SHIFT, DL_CUDNN_DATA_FLOAT, w->queries, 1));
}

dl_status dl_cudnn_attention_backward(dl_cudnn_graph *g, const dl_attention *w, int alignment) {
  if (possible(w, true, alignment) != DL_OK) return g->status = DL_ERROR;
  const work at = begin(g, w, alignment), *k = &at;
  const dl_cudnn_tensor query = rows_of(k, DL_CUDNN_QUERY, &w->q, w->queries, w->depth);
  const dl_cudnn_tensor key = rows_of(k, DL_CUDNN_KEY, &w->k, w->keys, w->depth);
  const dl_cudnn_tensor y_gradient = rows_of(k, DL_CUDNN_D_Y, &w->dy, w->queries, w->width);
  dl_cudnn_tensor key_again = key, query_sum = dense(k, DL_CUDNN_DATA_FLOAT, w->queries, w->depth);
  void *q = dl_cudnn_make_tensor(g, &query), *kt = turned(k, key), *dy = dl_cudnn_make_tensor(g, &y_gradient);
  void *vt = turned(k, rows_of(k, DL_CUDNN_VALUE, &w->v, w->keys, w->width)), *scale = number(k, DL_CUDNN_SCALE);
  void *shift = shift_of(k, result(k, DL_CUDNN_Y, k->dtype, w->queries, w->width), dy);

  void *s = scaled_scores(k, q, kt, scale);
  void *log_sum = result(k, DL_CUDNN_LOG_SUM, DL_CUDNN_DATA_FLOAT, w->queries, 1);
  void *less = causal(k, of_floats(k, DL_CUDNN_POINTWISE_SUB, s, log_sum, scores(k, DL_CUDNN_DATA_FLOAT)));
  void *p = of_floats(k, DL_CUDNN_POINTWISE_EXP, less, NULL, scores(k, DL_CUDNN_DATA_FLOAT));
  multiply(k, transposed(k, p), dy, result(k, DL_CUDNN_D_VALUE, k->dtype, w->keys, w->width));

  void *dp = multiply(k, dy, vt, scores(k, DL_CUDNN_DATA_FLOAT));
  void *apart = of_floats(k, DL_CUDNN_POINTWISE_SUB, dp, shift, scores(k, DL_CUDNN_DATA_FLOAT));
  void *weighed = of_floats(k, DL_CUDNN_POINTWISE_MUL, apart, p, scores(k, DL_CUDNN_DATA_FLOAT));
  void *ds = of_floats(k, DL_CUDNN_POINTWISE_MUL, weighed, scale, scores(k, k->dtype));
  multiply(k, transposed(k, ds), q, result(k, DL_CUDNN_D_KEY, k->dtype, w->keys, w->depth));

  key_again.id = 0;
  query_sum.id = DL_CUDNN_D_QUERY_SUM;
  query_sum.reordered = true;
  void *sum = multiply(k, ds, reshape(k, kt, dl_cudnn_make_tensor(g, &key_again)), dl_cudnn_make_tensor(g, &query_sum));
  of_floats(k, DL_CUDNN_POINTWISE_IDENTITY, sum, NULL, result(k, DL_CUDNN_D_QUERY, k->dtype, w->queries, w->depth));
  return g->status;
}

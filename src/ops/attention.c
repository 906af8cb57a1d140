/* attention.c -- scaled dot-product attention (Vaswani et al., 2017) in memory that grows with the sequence, not its square.
**
** The kernels (device/cpu/level/attention.c, device/cuda/attention.cu) take queries and keys in blocks and keep of each row of
** scores the logarithm of its sum, from which the gradient makes the weights again. Dropped weights are told by a seed and
** their position, so that both passes drop the same.
*/
#include "dl_op.h"

/* ---- where things are ---- */

static dl_attention_rows rows_of(const dl_tensor *t) {
  dl_attention_rows r;
  int64_t rows = t->shape[t->ndim - 2], columns = t->shape[t->ndim - 1];
  memset(&r, 0, sizeof r);
  r.data = dl_tensor_data(t);
  r.row = rows == 1 ? columns : t->stride[t->ndim - 2];
  for (int d = 0; d < t->ndim - 2; d++) r.batch[d] = t->stride[d];
  return r;
}

/* A mask has at most the dimensions of the scores, and one element stands for all along any of them. */
static void see_mask(dl_attention *w, const dl_tensor *mask) {
  int missing = w->batch_dims + 2 - mask->ndim;
  int64_t step[DL_MAX_DIMS] = { 0 };
  for (int d = 0; d < mask->ndim; d++) step[d + missing] = mask->shape[d] == 1 ? 0 : mask->stride[d];
  memcpy(w->mask.batch, step, (size_t)w->batch_dims * sizeof *step);
  w->mask.row = step[w->batch_dims];
  w->mask_column = step[w->batch_dims + 1];
  w->mask.data = dl_tensor_data(mask);
  w->truth = mask->dtype == DL_BOOL;
}

/* Query, key, value, mask and seed from argument `first` on; scale, causal and dropout from `numbers` on. */
static void see(const dl_args *a, int first, int numbers, dl_attention *w) {
  const dl_tensor *q = dl_in(a, first), *k = dl_in(a, first + 1), *v = dl_in(a, first + 2), *seed = dl_in(a, first + 4);
  memset(w, 0, sizeof *w);
  w->device = a->device;
  w->dtype = (dl_dtype)q->dtype;
  w->batch_dims = q->ndim - 2;
  w->batches = 1;
  for (int d = 0; d < w->batch_dims; d++) w->batches *= w->batch[d] = q->shape[d];
  w->queries = q->shape[q->ndim - 2];
  w->keys = k->shape[k->ndim - 2];
  w->depth = q->shape[q->ndim - 1];
  w->width = v->shape[v->ndim - 1];
  w->q = rows_of(q);
  w->k = rows_of(k);
  w->v = rows_of(v);
  if (dl_in(a, first + 3)) see_mask(w, dl_in(a, first + 3));
  if (seed) w->seed = (const int64_t *)dl_tensor_data(seed);
  w->scale = dl_number(a, numbers);
  w->causal = dl_boolean(a, numbers + 1);
  w->dropout = dl_number(a, numbers + 2);
}

/* ---- kernels ---- */

static dl_status attention_kernel(dl_args *a) {
  dl_attention w;
  see(a, 0, 5, &w);
  w.y = dl_tensor_data(a->result[0]);
  w.log_sum = dl_tensor_data(a->result[1]);
  w.log_sum_dtype = (dl_dtype)a->result[1]->dtype;
  return dl_attention_forward(&w);
}
DL_KERNEL_WITH(attention, DL_KERNEL_HALF)

static dl_status attentionGrad_kernel(dl_args *a) {
  dl_attention w;
  see(a, 2, 9, &w);
  w.dy = rows_of(dl_in(a, 0));
  w.dlog_sum = dl_in(a, 1) ? dl_tensor_data(dl_in(a, 1)) : NULL;
  w.y = dl_tensor_data(dl_in(a, 7));
  w.log_sum = dl_tensor_data(dl_in(a, 8));
  w.log_sum_dtype = (dl_dtype)dl_in(a, 8)->dtype;
  w.dq = dl_tensor_data(a->result[0]);
  w.dk = dl_tensor_data(a->result[1]);
  w.dv = dl_tensor_data(a->result[2]);
  return dl_attention_backward(&w, a->scratch);
}
DL_KERNEL_WITH(attentionGrad, DL_KERNEL_HALF | DL_KERNEL_NO_SCRATCH)

static dl_status attentionDropout_kernel(dl_args *a) {
  dl_attention w;
  memset(&w, 0, sizeof w);
  w.device = a->device;
  w.dtype = (dl_dtype)a->result[0]->dtype;
  w.seed = (const int64_t *)dl_tensor_data(dl_in(a, 1));
  w.dropout = dl_number(a, 3);
  w.y = dl_tensor_data(a->result[0]);
  return dl_attention_dropout(&w, dl_tensor_numel(a->result[0]));
}
DL_KERNEL_WITH(attentionDropout, DL_KERNEL_HALF)

#ifndef DL_DEVICE_PASS

/* ---- shapes ---- */

/* Query, key and value from argument q on, then the mask and the seed. */
static dl_status check_attention(dl_args *a, int q) {
  const dl_tensor *query = dl_in(a, q), *mask = dl_in(a, q + 3), *seed = dl_in(a, q + 4);
  int n = query->ndim;
  if (n < 2) return dl_fail_argument(a, q, "expected queries x depth or batches of them, got shape %s", DL_SHAPE_TEXT(query));
  for (int i = q; i < q + 3; i++) {
    const dl_tensor *t = dl_in(a, i), *key = dl_in(a, q + 1);
    if (!dl_dtype_is_float((dl_dtype)t->dtype))
      return dl_fail_argument(a, i, "expected floats, got %s", dl_dtype_name((dl_dtype)t->dtype));
    bool fits = t->ndim == n && memcmp(t->shape, query->shape, (size_t)(n - 2) * sizeof *t->shape) == 0;
    if (i == q + 1) fits = fits && t->shape[n - 1] == query->shape[n - 1];
    if (i == q + 2) fits = fits && t->shape[n - 2] == key->shape[n - 2];
    if (!fits) return dl_fail_argument(a, i, "shape %s does not fit queries of %s%s%s", DL_SHAPE_TEXT(t), DL_SHAPE_TEXT(query),
                                       i == q + 2 ? " and keys of " : "", i == q + 2 ? DL_SHAPE_TEXT(key) : "");
  }
  if (seed && (seed->dtype != DL_INT64 || dl_tensor_numel(seed) != 1))
    return dl_fail_argument(a, q + 4, "expected one int64 number");
  if (!mask) return DL_OK;
  if (mask->dtype != DL_BOOL && mask->dtype != query->dtype)
    return dl_fail_argument(a, q + 3, "expected bool or %s, got %s", dl_dtype_name((dl_dtype)query->dtype),
                            dl_dtype_name((dl_dtype)mask->dtype));
  int64_t scores[DL_MAX_DIMS];
  memcpy(scores, query->shape, sizeof scores);
  scores[n - 1] = dl_in(a, q + 1)->shape[n - 2];
  bool fits = mask->ndim <= n;
  for (int d = 0; fits && d < mask->ndim; d++) fits = mask->shape[d] == 1 || mask->shape[d] == scores[n - mask->ndim + d];
  return fits ? DL_OK : dl_fail_argument(a, q + 3, "shape %s does not broadcast to that of the scores, %s", DL_SHAPE_TEXT(mask),
                                         dl_text_of(n, scores).text);
}

static dl_status check_probability(dl_args *a, int i) {
  double p = dl_number(a, i);
  return p >= 0 && p <= 1 ? DL_OK : dl_fail_argument(a, i, "a probability is in 0 to 1, got %g", p);
}

/* Of 16 bits too few would be left for the logarithms of sums. */
static dl_dtype log_sum_dtype(const dl_tensor *q) {
  return dl_dtype_is_half((dl_dtype)q->dtype) ? DL_FLOAT32 : (dl_dtype)q->dtype;
}

/* A mask that learns takes the decomposition, which has its gradient. */
static dl_status attention_shape(dl_args *a) {
  const dl_tensor *q = dl_in(a, 0), *v = dl_in(a, 2), *mask = dl_in(a, 3);
  if (check_attention(a, 0) != DL_OK || check_probability(a, 7) != DL_OK) return DL_ERROR;
  int64_t shape[DL_MAX_DIMS];
  memcpy(shape, q->shape, sizeof shape);
  shape[q->ndim - 1] = v->shape[v->ndim - 1];
  a->composite = mask && dl_grad_enabled() && dl_tensor_needs_grad(mask);
  dl_status status = dl_result(a, 0, (dl_dtype)q->dtype, q->ndim, shape);
  return status == DL_OK ? dl_result(a, 1, log_sum_dtype(q), q->ndim - 1, shape) : status;
}

static dl_status attention_grad_shape(dl_args *a) {
  const dl_tensor *q = dl_in(a, 2), *v = dl_in(a, 4);
  if (check_attention(a, 2) != DL_OK) return DL_ERROR;
  int64_t shape[DL_MAX_DIMS];
  memcpy(shape, q->shape, sizeof shape);
  shape[q->ndim - 1] = v->shape[v->ndim - 1];
  for (int i = 0; i < 9; i++) {
    const dl_tensor *t = dl_in(a, i);
    if (!t || (i > 1 && i < 7)) continue;
    int n = i == 0 || i == 7 ? q->ndim : q->ndim - 1;
    if (t->ndim != n || memcmp(t->shape, shape, (size_t)n * sizeof *shape) != 0)
      return dl_fail_argument(a, i, "expected shape %s, got %s", dl_text_of(n, shape).text, DL_SHAPE_TEXT(t));
  }
  const dl_tensor *log_sum = dl_in(a, 8), *gradient = dl_in(a, 1);
  if (log_sum->dtype != q->dtype && log_sum->dtype != log_sum_dtype(q))
    return dl_fail_argument(a, 8, "expected %s, got %s", dl_dtype_name(log_sum_dtype(q)), dl_dtype_name((dl_dtype)log_sum->dtype));
  if (gradient && gradient->dtype != log_sum->dtype)
    return dl_fail_argument(a, 1, "expected %s, got %s", dl_dtype_name((dl_dtype)log_sum->dtype),
                            dl_dtype_name((dl_dtype)gradient->dtype));
  for (int i = 0; i < 3; i++) if (dl_result_like(a, i, dl_in(a, 2 + i)) != DL_OK) return DL_ERROR;
  return DL_OK;
}

static size_t grad_scratch(const dl_args *a) { return (size_t)dl_tensor_numel(dl_in(a, 8)) * sizeof(double); }

/* The pairs of a query and a key that it sees; a mask hides scores which are computed. */
static double pairs_of(const dl_tensor *q, const dl_tensor *k, bool causal) {
  double queries = (double)q->shape[q->ndim - 2], keys = (double)k->shape[k->ndim - 2], pairs = queries * keys, early;
  if (causal) {
    early = queries < keys ? queries : keys;
    pairs = early * (early + 1) / 2 + (queries - early) * keys;
  }
  return pairs * (double)dl_numel_of(q->shape, q->ndim - 2);
}

/* Scores and outputs. */
static double attention_flops(const dl_args *a) {
  const dl_tensor *q = dl_in(a, 0), *v = dl_in(a, 2);
  return 2 * pairs_of(q, dl_in(a, 1), dl_boolean(a, 6)) * (double)(q->shape[q->ndim - 1] + v->shape[v->ndim - 1]);
}

/* Of the depth of queries: the scores again, the gradients of queries and keys; of the width of values: the gradients
** of the weights and of the values. */
static double attention_grad_flops(const dl_args *a) {
  const dl_tensor *q = dl_in(a, 2), *v = dl_in(a, 4);
  return 2 * pairs_of(q, dl_in(a, 3), dl_boolean(a, 10))
    * (double)(3 * q->shape[q->ndim - 1] + 2 * v->shape[v->ndim - 1]);
}

static dl_status attention_dropout_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *seed = dl_in(a, 1);
  if (!dl_dtype_is_float((dl_dtype)x->dtype)) return dl_fail_argument(a, 0, "expected floats, got %s", dl_dtype_name((dl_dtype)x->dtype));
  if (seed->dtype != DL_INT64 || dl_tensor_numel(seed) != 1) return dl_fail_argument(a, 1, "expected one int64 number");
  if (check_probability(a, 3) != DL_OK || dl_check_sizes(a, 2, dl_intlist(a, 2)) != DL_OK) return DL_ERROR;
  return dl_result(a, 0, (dl_dtype)x->dtype, dl_intlist(a, 2).count, dl_intlist(a, 2).data);
}

/* ---- in smaller operators ---- */

/* scale q k^T, masked. */
static dl_tensor *scores_of(dl_args *a, dl_tensor *q, dl_tensor *k, dl_tensor *mask, double scale, bool causal) {
  dl_tensor *s = DL(a, mul, DL(a, matmul, q, DL(a, transpose, k, -1, -2)), scale);
  if (mask) s = mask->dtype == DL_BOOL ? DL(a, where, mask, s, -INFINITY) : DL(a, add, s, mask);
  if (!causal) return s;
  dl_tensor *query = DL(a, unsqueeze, DL(a, arange, 0, q->shape[q->ndim - 2]), 1);
  return DL(a, where, DL(a, le, DL(a, arange, 0, k->shape[k->ndim - 2]), query), s, -INFINITY);
}

/* exp(s - the logarithm of its row's sum), 0 where nothing is seen. */
static dl_tensor *weights_of(dl_args *a, dl_tensor *s, dl_tensor *log_sum) {
  dl_tensor *finite = DL(a, where, DL(a, eq, log_sum, -INFINITY), 0.0, log_sum);
  return DL(a, exp, DL(a, sub, s, DL(a, unsqueeze, finite, -1)));
}

static dl_tensor *as(dl_args *a, dl_tensor *t, dl_dtype dtype) {
  return t && t->dtype != dtype ? DL(a, to, t, (int)dtype) : t;
}

static dl_tensor *dropped(dl_args *a, dl_tensor *p, dl_tensor *kept) { return kept ? DL(a, mul, p, kept) : p; }

/* log(sum(exp(s))) along the last dimension, also where all of s is -infinity, which has a gradient of 0. */
static dl_tensor *log_sum_of(dl_args *a, dl_tensor *s) {
  if (!s || s->shape[s->ndim - 1] == 0) return s ? DL(a, log, DL(a, sum, s, -1)) : NULL;
  dl_tensor *most = DL(a, amax, s, -1);
  dl_tensor *blind = DL(a, eq, most, -INFINITY), *safe = DL(a, where, DL(a, unsqueeze, blind, -1), 0.0, s);
  return DL(a, where, blind, -INFINITY, DL(a, logsumexp, safe, -1));
}

static dl_status attention_decomp(dl_args *a) {
  dl_tensor *q = dl_in(a, 0), *v = dl_in(a, 2), *seed = dl_in(a, 4), *kept = NULL;
  dl_tensor *s = scores_of(a, q, dl_in(a, 1), dl_in(a, 3), dl_number(a, 5), dl_boolean(a, 6));
  dl_tensor *log_sum = log_sum_of(a, s);
  if (seed && s) kept = DL(a, attentionDropout, q, seed, dl_shape_of(s), a->arg[7]);
  dl_tensor *y = DL(a, matmul, dropped(a, weights_of(a, s, log_sum), kept), v);
  dl_give_result(a, 1, as(a, log_sum, log_sum_dtype(q)));
  return dl_give_result(a, 0, y);
}

/* With D = the product of each output and its gradient: ds = p (dp - D + the gradient of the logarithm of the sum). */
static dl_status attention_grad_decomp(dl_args *a) {
  dl_tensor *dy = dl_in(a, 0), *q = dl_in(a, 2), *k = dl_in(a, 3), *v = dl_in(a, 4), *seed = dl_in(a, 6), *kept = NULL;
  dl_tensor *s = scores_of(a, q, k, dl_in(a, 5), dl_number(a, 9), dl_boolean(a, 10));
  dl_tensor *p = weights_of(a, s, as(a, dl_in(a, 8), (dl_dtype)q->dtype)), *shift = DL(a, sum, DL(a, mul, dy, dl_in(a, 7)), -1);
  if (seed && s) kept = DL(a, attentionDropout, q, seed, dl_shape_of(s), a->arg[11]);
  if (dl_in(a, 1)) shift = DL(a, sub, shift, as(a, dl_in(a, 1), (dl_dtype)q->dtype));
  dl_tensor *dp = dropped(a, DL(a, matmul, dy, DL(a, transpose, v, -1, -2)), kept);
  dl_tensor *ds = DL(a, mul, DL(a, mul, p, DL(a, sub, dp, DL(a, unsqueeze, shift, -1))), dl_number(a, 9));
  dl_give_result(a, 2, DL(a, matmul, DL(a, transpose, dropped(a, p, kept), -1, -2), dy));
  dl_give_result(a, 1, DL(a, matmul, DL(a, transpose, ds, -1, -2), q));
  return dl_give_result(a, 0, DL(a, matmul, ds, k));
}

static void attention_grad(dl_grad *g) {
  dl_tensor *results[3] = { NULL };
  DL_ALL(g, results, attentionGrad, dl_upstream(g, 0), g->upstream[1], g->arg[0], g->arg[1], g->arg[2], g->arg[3], g->arg[4],
         g->result[0], g->result[1], g->arg[5], g->arg[6], g->arg[7]);
  for (int i = 0; i < 3; i++) dl_give(g, i, results[i]);
}

DL_OP(attention) {
  .sig = "query: Tensor, key: Tensor, value: Tensor, mask: Tensor?, seed: Tensor?, scale: number, causal: bool = false, "
         "dropout: number = 0",
  .returns = "output, logSum",
  .doc = "softmax(scale * query key^T) value, computed in blocks: what scaledDotProductAttention is made of. query: (..., L, d), "
         "key: (..., S, d), value: (..., S, e), all batch dimensions the same; mask: bool (what is seen) or of the dtype of the "
         "others (what is added), of a shape that broadcasts to (..., L, S). seed: one int64 number, from which come the weights "
         "that are dropped with probability `dropout`; without it none. The second result (..., L) is the logarithm of the sum of "
         "the exponentials of each row of scores, from which the gradient makes the weights again; of 16-bit floats it is float32.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON, .keeps = DL_ARGUMENT(3) | DL_ARGUMENT(4),
  .autocast = DL_LOW,
  .dense_rows = DL_ARGUMENT(0) | DL_ARGUMENT(1) | DL_ARGUMENT(2),
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1) | DL_ARGUMENT(2) | DL_ARGUMENT(3) | DL_ARGUMENT(4) | DL_RESULT(0) | DL_RESULT(1),
  .shape = attention_shape,
  .kernel = attention_kernel,
  .flops = attention_flops,
  .decomp = attention_decomp,
  .grad = attention_grad,
  .sample = "{ randn(2, 2, 2), randn(2, 3, 2), randn(2, 3, 1), nil, nil, 0.5 }, "
            "{ randn(3, 2), randn(3, 2), randn(3, 1), nil, nil, 1, true }, "
            "{ randn(1, 2, 1), randn(1, 3, 1), randn(1, 3, 2), tensor({ { true, false, true }, { true, true, true } }, 'bool'), nil, 0.7 }, "
            "{ randn(2, 2, 1), randn(2, 2, 1), randn(2, 2, 1), randn(2, 1, 2), nil, 2 }, "
            "{ randn(1, 1, 2, 2), randn(1, 1, 3, 2), randn(1, 1, 3, 2), nil, tensor({ 5 }, 'int64'), 0.5, false, 0.4 }, "
            "{ randn(0, 2, 2), randn(0, 3, 2), randn(0, 3, 2), nil, nil, 0.5 }, "
            "{ randn(2, 1, 2):transpose(1, 2), randn(1, 2, 2), randn(1, 2, 1), nil, nil, 1 }",
  .error = "{ randn(3), randn(3, 2), randn(3, 2), nil, nil, 1 }, { randn(3, 2), randn(3, 3), randn(3, 2), nil, nil, 1 }, "
           "{ randn(3, 2), randn(3, 2), randn(2, 2), nil, nil, 1 }, { randn(2, 3, 2), randn(3, 3, 2), randn(3, 3, 2), nil, nil, 1 }, "
           "{ randn(3, 2), randn(3, 2), randn(3, 2), bools(2, 3), nil, 1 }, { randn(3, 2), randn(3, 2), randn(3, 2), ints(2, 3, 3), nil, 1 }, "
           "{ randn(3, 2), randn(3, 2), randn(3, 2), nil, ints(2, 3), 1 }, { ints(2, 3, 2), ints(2, 3, 2), ints(2, 3, 2), nil, nil, 1 }, "
           "{ randn(3, 2), randn(3, 2), randn(3, 2), nil, nil, 1, false, 2 }",
};

DL_OP(attentionGrad) {
  .sig = "output: Tensor, logSum: Tensor?, query: Tensor, key: Tensor, value: Tensor, mask: Tensor?, seed: Tensor?, "
         "outputMade: Tensor, logSumMade: Tensor, scale: number, causal: bool, dropout: number",
  .returns = "query, key, value",
  .doc = "The gradients of attention by query, key and value, from those of its results (the first two), from its arguments and "
         "its results (Made).",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON, .keeps = DL_ARGUMENT(1) | DL_ARGUMENT(5) | DL_ARGUMENT(6) | DL_ARGUMENT(8),
  .dense_rows = DL_ARGUMENT(0) | DL_ARGUMENT(2) | DL_ARGUMENT(3) | DL_ARGUMENT(4),
  .shape = attention_grad_shape,
  .scratch = grad_scratch,
  .kernel = attentionGrad_kernel,
  .flops = attention_grad_flops,
  .decomp = attention_grad_decomp,
  .sample = "{ randn(2, 2), randn(2), randn(2, 1), randn(3, 1), randn(3, 2), nil, nil, randn(2, 2), positive(2), 0.5, false, 0 }, "
            "{ randn(1, 2, 1), nil, randn(1, 2, 1), randn(1, 2, 1), randn(1, 2, 1), tensor({ { true, false } }, 'bool'), "
            "tensor({ 3 }, 'int64'), randn(1, 2, 1), positive(1, 2), 0.5, true, 0.3 }",
  .error = "{ randn(2, 1), randn(2), randn(2, 1), randn(3, 1), randn(3, 2), nil, nil, randn(2, 2), positive(2), 0.5, false, 0 }, "
           "{ randn(2, 2), randn(2), randn(2, 1), randn(3, 1), randn(3, 2), nil, nil, randn(2, 2), positive(3), 0.5, false, 0 }, "
           "{ randn(2, 2), nil, randn(2, 1), randn(3, 1), randn(3, 2), nil, nil, randn(2, 2), positive(2):double(), 0.5, false, 0 }",
};

DL_OP(attentionDropout) {
  .sig = "like: Tensor, seed: Tensor, sizes: ints, dropout: number",
  .doc = "What attention multiplies its weights by to drop some: 0 with probability `dropout`, else 1 / (1 - dropout), of these "
         "sizes and the dtype of `like`. The seed, one int64 number, and the position tell which.",
  .flags = DL_NO_GRAD | DL_VIA_FLOAT32 | DL_STRIDED,
  .autocast = DL_LOW,
  .shape = attention_dropout_shape,
  .kernel = attentionDropout_kernel,
  .sample = "{ randn(1), tensor({ 5 }, 'int64'), { 3, 4 }, 0.5 }, { randn(0), tensor({ 5 }, 'int64'), { 0 }, 0.2 }, "
            "{ randn(1), tensor({ 5 }, 'int64'), { 5 }, 1 }",
  .error = "{ randn(3), randn(1), { 3 }, 0.5 }, { randn(3), tensor({ 5 }, 'int64'), { 3 }, 1.5 }, { ints(3, 3), tensor({ 5 }, 'int64'), { 3 }, 0.5 }",
};
#endif

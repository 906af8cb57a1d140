/* scaledDotProductAttention.c -- attention as users call it: broadcast batches, shared heads, dropout, a scale of its own. */
#include "dl_op.h"

#ifndef DL_DEVICE_PASS
/* All three with the same batch dimensions, without copies. */
static dl_status spread_batches(dl_args *a, dl_tensor *t[3]) {
  int64_t shape[DL_MAX_DIMS] = { 0 };
  int n = 0;
  for (int i = 0; i < 3; i++) {
    if (t[i]->ndim < 2) return dl_fail_argument(a, i, "at least 2 dimensions expected, got shape %s", DL_SHAPE_TEXT(t[i]));
    n = t[i]->ndim > n ? t[i]->ndim : n;
  }
  for (int d = 0; d < n - 2; d++) {
    shape[d] = 1;
    for (int i = 0; i < 3; i++) {
      int64_t own = d >= n - t[i]->ndim ? t[i]->shape[d - (n - t[i]->ndim)] : 1;
      if (own != 1 && shape[d] != 1 && own != shape[d])
        return dl_fail_argument(a, i, "the batch dimensions of shape %s do not broadcast with the others", DL_SHAPE_TEXT(t[i]));
      if (own != 1) shape[d] = own;
    }
  }
  for (int i = 0; i < 3; i++) {
    shape[n - 2] = t[i]->shape[t[i]->ndim - 2];
    shape[n - 1] = t[i]->shape[t[i]->ndim - 1];
    if (t[i]->ndim != n || memcmp(t[i]->shape, shape, (size_t)n * sizeof *shape) != 0)
      t[i] = DL(a, expand, t[i], ((dl_ints){ shape, n }));
    if (!t[i]) return dl_give_result(a, 0, NULL);
  }
  return DL_OK;
}

/* t with a dimension more: its heads (dimension -3) as groups of so many that share one head of keys and values. */
static dl_tensor *grouped(dl_args *a, dl_tensor *t, int64_t groups, int64_t each) {
  int n = t->ndim;
  int64_t shape[DL_MAX_DIMS];
  if (n == DL_MAX_DIMS) {
    dl_fail(a, "enableGqa: at most %d dimensions", DL_MAX_DIMS - 1);
    return NULL;
  }
  memcpy(shape, t->shape, sizeof shape);
  memcpy(shape + n - 1, t->shape + n - 2, 2 * sizeof *shape);
  shape[n - 3] = groups;
  shape[n - 2] = each;
  return DL(a, reshape, t, ((dl_ints){ shape, n + 1 }));
}

/* Heads of keys and values that serve several of the queries each: a dimension along which they repeat, without copies. */
static dl_status share_heads(dl_args *a, dl_tensor *t[3], dl_tensor **mask) {
  int64_t heads[3];
  for (int i = 0; i < 3; i++) {
    if (t[i]->ndim < 3) return dl_fail_argument(a, i, "enableGqa: no dimension of heads (-3) in shape %s", DL_SHAPE_TEXT(t[i]));
    heads[i] = t[i]->shape[t[i]->ndim - 3];
  }
  if (heads[1] == 0 || heads[1] != heads[2] || heads[0] == 0 || heads[0] % heads[1])
    return dl_fail(a, "enableGqa: %lld heads of queries for %lld of keys and %lld of values, expected a multiple of one number",
                   (long long)heads[0], (long long)heads[1], (long long)heads[2]);
  for (int i = 0; i < 3; i++) if (!(t[i] = grouped(a, t[i], heads[1], heads[i] / heads[1]))) return dl_give_result(a, 0, NULL);
  if (!*mask || (*mask)->ndim < 3) return DL_OK;
  int64_t of_mask = (*mask)->shape[(*mask)->ndim - 3];
  if (of_mask != 1 && of_mask != heads[0])
    return dl_fail_argument(a, 3, "shape %s is of %lld heads, expected 1 or %lld", DL_SHAPE_TEXT(*mask), (long long)of_mask,
                            (long long)heads[0]);
  *mask = grouped(a, *mask, of_mask == 1 ? 1 : heads[1], of_mask == 1 ? 1 : heads[0] / heads[1]);
  return *mask ? DL_OK : dl_give_result(a, 0, NULL);
}

static dl_status scaled_decomp(dl_args *a) {
  dl_tensor *t[3] = { dl_in(a, 0), dl_in(a, 1), dl_in(a, 2) }, *mask = dl_in(a, 3), *seed = NULL, *results[2] = { NULL };
  double dropout = dl_number(a, 4);
  if (!(dropout >= 0 && dropout <= 1)) return dl_fail_argument(a, 4, "a probability is in 0 to 1, got %g", dropout);
  if (dl_boolean(a, 7) && share_heads(a, t, &mask) != DL_OK) return DL_ERROR;
  if (spread_batches(a, t) != DL_OK) return DL_ERROR;
  double depth = (double)t[0]->shape[t[0]->ndim - 1];
  double scale = dl_given(a, 6) ? dl_number(a, 6) : depth > 0 ? 1 / sqrt(depth) : 1;
  if (mask && mask->dtype != DL_BOOL) mask = DL(a, to, mask, (int)t[0]->dtype);
  if (dropout > 0) seed = DL(a, randint, 1, INT64_MAX, DL_LIST(1));
  DL_ALL(a, results, attention, t[0], t[1], t[2], mask, seed, scale, a->arg[5], dropout);
  return dl_give_result(a, 0, dl_boolean(a, 7) ? DL(a, flatten, results[0], -4, -3) : results[0]);
}

DL_OP(scaledDotProductAttention) {
  .sig = "query: Tensor, key: Tensor, value: Tensor, mask: Tensor?, dropout: number = 0, causal: bool = false, scale: number?, "
         "enableGqa: bool = false",
  .doc = "softmax(scale * query key^T + mask) value: each query's mean of the values, weighted by how well their keys fit it. query: "
         "(..., L, d), key: (..., S, d), value: (..., S, e); batch dimensions broadcast. mask: bool, true where a key is seen, or "
         "floats that are added to the scores, of a shape that broadcasts to (..., L, S); causal: query i sees the keys 1 to i only. "
         "A query that sees nothing gives zeros. scale: 1 / sqrt(d). dropout: the probability with which a weight is dropped; it "
         "acts whenever it is given. enableGqa: the heads (dimension -3) of key and value are fewer, and each serves as many of the "
         "query that follow each other (Ainslie et al., 2023). Memory grows with L + S, not L * S. Vaswani et al., 2017.",
  .flags = DL_RANDOM,
  .autocast = DL_LOW,
  .decomp = scaled_decomp,
  .sample = "{ randn(2, 2, 1), randn(2, 3, 1), randn(2, 3, 2) }, { randn(3, 2), randn(3, 2), randn(3, 1), { causal = true } }, "
            "{ randn(2, 1, 2, 1), randn(3, 1, 1), randn(1, 1), tensor({ { true }, { false } }, 'bool') }, "
            "{ randn(2, 2, 1), randn(2, 2, 1), randn(2, 2, 1), randn(2, 2), 0.5 }, "
            "{ randn(2, 2, 1), randn(1, 2, 1), randn(1, 2, 1), { enableGqa = true, scale = 0.3 } }, "
            "{ randn(2, 4, 2, 1), randn(2, 3, 1), randn(2, 3, 1), randn(4, 1, 3), { enableGqa = true } }",
  .error = "{ randn(3), randn(3, 2), randn(3, 2) }, { randn(2, 3, 2), randn(3, 3, 2), randn(3, 3, 2) }, "
           "{ randn(3, 2), randn(3, 2), randn(3, 2), nil, 2 }, { randn(3, 1, 2), randn(2, 1, 2), randn(2, 1, 2), { enableGqa = true } }, "
           "{ randn(4, 1, 2), randn(2, 1, 2), randn(1, 1, 2), { enableGqa = true } }, "
           "{ randn(4, 1, 2), randn(2, 1, 2), randn(2, 1, 2), randn(2, 1, 1), { enableGqa = true } }",
};
#endif

/* pad.c -- a tensor with a border: of one value, of its own elements reflected at the edge, of the edge repeated, or of those at the other end. */
#include "dl_op.h"

enum { CONSTANT, REFLECT, REPLICATE, CIRCULAR, MODES };

/* The width of the border in front of dimension d, or behind it. The list begins with the last dimension. */
static int64_t width(const dl_args *a, int d, bool behind) {
  dl_ints widths = dl_intlist(a, 1);
  int at = 2 * (dl_in(a, 0)->ndim - 1 - d) + behind;
  return at < widths.count ? widths.data[at] : 0;
}

static int64_t positive(int64_t n) { return n > 0 ? n : 0; }

/* A constant border: the value everywhere, then x, cropped where the border is negative, in its place. */
static dl_status pad_kernel(dl_args *a) {
  dl_tensor from = *dl_in(a, 0), to = *a->result[0];
  dl_status status = dl_fill_with(&to, dl_number(a, 3));
  for (int d = 0; d < from.ndim; d++) {
    int64_t before = width(a, d, false), behind = width(a, d, true);
    from.offset += positive(-before) * from.stride[d];
    to.offset += positive(before) * to.stride[d];
    from.shape[d] = to.shape[d] = from.shape[d] - positive(-before) - positive(-behind);
  }
  return status == DL_OK && dl_tensor_numel(&from) ? dl_copy_strided(&to, &from) : status;
}
DL_KERNEL(pad)

#ifndef DL_DEVICE_PASS

static int mode_of(const dl_args *a) {
  static const char *const names[MODES] = { "constant", "reflect", "replicate", "circular" };
  int mode = 0;
  while (mode < MODES && strcmp(names[mode], dl_string(a, 2)) != 0) mode++;
  return mode;
}

static dl_status check_border(const dl_args *a, int d, int mode) {
  int64_t n = dl_in(a, 0)->shape[d], before = width(a, d, false), behind = width(a, d, true);
  int64_t widest = before > behind ? before : behind;
  if (before < -n || behind < -n || n - positive(-before) - positive(-behind) < 0)
    return dl_fail_argument(a, 1, "a border of %lld and %lld crops more than the %lld elements of dimension %d",
                            (long long)before, (long long)behind, (long long)n, d + 1);
  if (mode == REFLECT && widest > 0 && widest >= n)
    return dl_fail_argument(a, 1, "a border of %lld cannot be reflected from the %lld elements of dimension %d",
                            (long long)widest, (long long)n, d + 1);
  if (mode == CIRCULAR && widest > n)
    return dl_fail_argument(a, 1, "a border of %lld is more than once around the %lld elements of dimension %d",
                            (long long)widest, (long long)n, d + 1);
  if (mode == REPLICATE && widest > 0 && n == 0)
    return dl_fail_argument(a, 1, "dimension %d has no edge to replicate", d + 1);
  return DL_OK;
}

static dl_status pad_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_ints widths = dl_intlist(a, 1);
  int64_t shape[DL_MAX_DIMS];
  int mode = mode_of(a);
  if (mode == MODES) return dl_fail_argument(a, 2, "expected \"constant\", \"reflect\", \"replicate\" or \"circular\", got \"%s\"", dl_string(a, 2));
  if (widths.count % 2 || widths.count > 2 * x->ndim)
    return dl_fail_argument(a, 1, "expected two widths for each of at most %d dimensions, the last dimension first, got %d",
                            x->ndim, widths.count);
  for (int d = 0; d < x->ndim; d++) {
    if (check_border(a, d, mode) != DL_OK) return DL_ERROR;
    int64_t before = width(a, d, false), behind = width(a, d, true);
    if (__builtin_add_overflow(x->shape[d], before, &shape[d]) || __builtin_add_overflow(shape[d], behind, &shape[d]))
      return dl_fail_argument(a, 1, "a border of %lld and %lld is larger than any tensor", (long long)before, (long long)behind);
  }
  a->composite = mode != CONSTANT;
  return dl_result(a, 0, (dl_dtype)x->dtype, x->ndim, shape);
}

/* The adjoint of a constant border is the opposite one. */
static void pad_grad(dl_grad *g) {
  dl_ints widths = g->arg[1].ints;
  int64_t opposite[2 * DL_MAX_DIMS];
  for (int i = 0; i < widths.count; i++) opposite[i] = -widths.data[i];
  dl_give(g, 0, DL(g, pad, dl_upstream(g, 0), ((dl_ints){ opposite, widths.count })));
}

static dl_tensor *constant_border(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  int64_t sizes[DL_MAX_DIMS];
  for (int d = 0; d < x->ndim; d++) sizes[d] = x->shape[d] + width(a, d, false) + width(a, d, true);
  dl_tensor *padded = DL(a, full, ((dl_ints){ sizes, x->ndim }), a->arg[3], (int)x->dtype), *place = padded;
  for (int d = 0; place && x && d < place->ndim; d++) {
    int64_t before = width(a, d, false), cropped = positive(-before);
    int64_t n = dl_in(a, 0)->shape[d] - cropped - positive(-width(a, d, true));
    x = DL(a, narrow, x, d, cropped, n);
    place = DL(a, narrow, place, d, positive(before), n);
  }
  DL_WRITE(a, copy, place, x);
  return padded;
}

/* So many elements of dimension d to put at one of its ends. */
static dl_tensor *edge(dl_args *a, dl_tensor *x, int d, int64_t n, bool behind, int mode) {
  int64_t size = x->shape[d], sizes[DL_MAX_DIMS];
  if (mode == REFLECT) return DL(a, flip, DL(a, narrow, x, d, behind ? size - 1 - n : 1, n), DL_LIST(d));
  if (mode == CIRCULAR) return DL(a, narrow, x, d, behind ? 0 : size - n, n);
  memcpy(sizes, x->shape, sizeof sizes);
  sizes[d] = n;
  return DL(a, expand, DL(a, narrow, x, d, behind ? size - 1 : 0, 1), ((dl_ints){ sizes, x->ndim }));
}

static dl_tensor *put_border(dl_args *a, dl_tensor *x, int d, int mode) {
  dl_tensor *parts[3];
  int n = 0;
  if (!x) return NULL;
  int64_t before = width(a, d, false), behind = width(a, d, true);
  if (before > 0) parts[n++] = edge(a, x, d, before, false, mode);
  parts[n++] = DL(a, narrow, x, d, positive(-before), x->shape[d] - positive(-before) - positive(-behind));
  if (behind > 0) parts[n++] = edge(a, x, d, behind, true, mode);
  for (int k = 0; k < n; k++) if (!parts[k]) return NULL;
  return n == 1 ? parts[0] : DL(a, cat, ((dl_tensors){ parts, n }), d);
}

static dl_status pad_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  int ndim = x->ndim, mode = mode_of(a);
  if (mode == CONSTANT) return dl_give_result(a, 0, constant_border(a));
  for (int d = 0; d < ndim; d++)
    if (width(a, d, false) || width(a, d, true)) x = put_border(a, x, d, mode);
  return dl_give_result(a, 0, x == dl_in(a, 0) ? DL(a, clone, x) : x);
}

DL_OP(pad) {
  .sig = "x: Tensor, padding: ints, mode: string = \"constant\", value: number = 0",
  .doc = "x with a border. `padding` holds two widths for each dimension, in front and behind, beginning with the last dimension: "
         "{ left, right, top, bottom }; negative widths crop. The border is a value (\"constant\"), the elements reflected at "
         "the edge (\"reflect\"), the edge repeated (\"replicate\") or the elements from the other end (\"circular\").",
  .flags = DL_STRIDED,
  .shape = pad_shape,
  .kernel = pad_kernel,
  .decomp = pad_decomp,
  .grad = pad_grad,
  .sample = "{ randn(2, 3), { 1, 2 } }, { randn(2, 2), { 1, 0, 0, 1 }, 'constant', 1.5 }, { randn(2, 4), { -1, 1 } }, { randn(2, 4), { 2, 1 }, 'reflect' }, "
            "{ randn(1, 3, 3), { 1, 2, 1, 0 }, 'reflect' }, { randn(2, 3), { 2, -1, 0, 3 }, 'replicate' }, { randn(0, 2), { 1, 1 } }, { randn(2), {} }, "
            "{ randn(3), { -1, 2 }, 'reflect' }, { randn(2, 3), { 0, 0 }, 'replicate' }, { randn(2, 3), { 2, 3, 1, 0 }, 'circular' }",
  .error = "{ randn(3), { 1 } }, { randn(3), { 1, 1, 1, 1 } }, { randn(3), { -2, -2 } }, { randn(3), { 3, 0 }, 'reflect' }, { randn(0), { 1, 0 }, 'replicate' }, "
           "{ randn(3), { 1, 1 }, 'mirror' }, { randn(3), { 4, 0 }, 'circular' }",
};
#endif

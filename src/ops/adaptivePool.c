/* adaptivePool.c -- pooling to given output sizes: output o of n sees the elements from floor(o in / n) to ceil((o + 1) in / n); and
** fractional pooling, whose windows lie at random places (Graham, 2014). In smaller operators.
*/
#include "dl_op.h"

#ifndef DL_DEVICE_PASS

typedef struct {
  int n, first;                               /* dimensions that are pooled; the first of them */
  int64_t planes, in[DL_SPACE], out[DL_SPACE];
} pool_plan;

/* x (N, C, n sizes) or (C, n sizes); argument i: n output sizes or one, -1 leaves a size as it is. */
static dl_status plan(const dl_args *a, int i, int n, pool_plan *p) {
  const dl_tensor *x = dl_in(a, 0);
  dl_ints sizes = dl_intlist(a, i);
  if (x->ndim != n + 1 && x->ndim != n + 2)
    return dl_fail_argument(a, 0, "expected %d dimensions, or %d without a batch, got shape %s", n + 2, n + 1, DL_SHAPE_TEXT(x));
  if (sizes.count != 1 && sizes.count != n) return dl_fail_argument(a, i, "expected 1 number or %d, got %d", n, sizes.count);
  *p = (pool_plan){ .n = n, .first = x->ndim - n, .planes = dl_numel_of(x->shape, x->ndim - n) };
  for (int d = 0; d < n; d++) {
    p->in[d] = x->shape[p->first + d];
    p->out[d] = sizes.data[sizes.count == 1 ? 0 : d];
    if (p->out[d] == -1) p->out[d] = p->in[d];
    if (p->out[d] < 1 || p->in[d] < 1 || p->out[d] > INT32_MAX || p->in[d] > INT32_MAX)      /* products fit 64 bits */
      return dl_fail_argument(a, i, "%lld elements cannot become %lld", (long long)p->in[d], (long long)p->out[d]);
  }
  return DL_OK;
}

static dl_tensor *shaped_as_output(dl_args *a, const pool_plan *p, dl_tensor *t) {
  const dl_tensor *x = a->arg[0].tensor;
  int64_t shape[DL_MAX_DIMS];
  memcpy(shape, x->shape, sizeof shape);
  memcpy(shape + p->first, p->out, (size_t)p->n * sizeof *shape);
  return DL(a, reshape, t, ((dl_ints){ shape, x->ndim }));
}

/* ---- means ---- */

typedef struct { int64_t in, out; } one_line;

static int64_t begin_of(one_line l, int64_t o) { return o * l.in / l.out; }
static int64_t end_of(one_line l, int64_t o) { return ((o + 1) * l.in + l.out - 1) / l.out; }

/* The matrix that takes means of a line: out x in. */
static double share(const void *context, int64_t at) {
  one_line l = *(const one_line *)context;
  int64_t o = at / l.in, i = at % l.in, begin = begin_of(l, o), end = end_of(l, o);
  return i >= begin && i < end ? 1 / (double)(end - begin) : 0;
}

static dl_status adaptive_mean(dl_args *a, int n) {
  dl_tensor *x = dl_in(a, 0), *y = x;
  pool_plan p;
  int64_t window[DL_SPACE], dims[DL_SPACE];
  bool even = true, single = true;
  if (plan(a, 1, n, &p) != DL_OK) return DL_ERROR;
  for (int d = 0; d < n; d++) {
    even = even && p.in[d] % p.out[d] == 0;
    single = single && p.out[d] == 1;
    window[d] = p.in[d] / p.out[d];
    dims[d] = p.first + d;
  }
  if (single) return dl_give_result(a, 0, DL(a, mean, x, ((dl_ints){ dims, n }), true));
  if (even) return dl_give_result(a, 0, DL(a, avgPool, x, ((dl_ints){ window, n })));
  for (int d = 0; d < n; d++) {
    one_line l = { p.in[d], p.out[d] };
    if (l.in == l.out) continue;
    dl_tensor *matrix = dl_vector_of(a, (dl_dtype)x->dtype, l.in * l.out, share, &l);
    matrix = DL(a, t, DL(a, reshape, matrix, DL_LIST(l.out, l.in)));
    y = DL(a, transpose, DL(a, matmul, DL(a, transpose, y, p.first + d, -1), matrix), p.first + d, -1);
  }
  return dl_give_result(a, 0, DL(a, contiguous, y));
}

static dl_status adaptiveAvgPool1d_decomp(dl_args *a) { return adaptive_mean(a, 1); }
static dl_status adaptiveAvgPool2d_decomp(dl_args *a) { return adaptive_mean(a, 2); }
static dl_status adaptiveAvgPool3d_decomp(dl_args *a) { return adaptive_mean(a, 3); }

#define ADAPTIVE_AVG(op, sizes, samples, errors) { \
  .sig = "x: Tensor, sizes: ints", \
  .doc = "Means of windows of x (N, C, " sizes " or without N) that give the wanted output sizes (-1: as it is): output o of n sees the elements from floor(o " \
         "size / n) to ceil((o + 1) size / n).", \
  .promote = DL_COMMON_FLOAT, .decomp = op##_decomp, .sample = samples, .error = errors }

DL_OP(adaptiveAvgPool1d) ADAPTIVE_AVG(adaptiveAvgPool1d, "L", "{ randn(2, 2, 5), 3 }, { randn(2, 6), 2 }", "{ randn(5), 2 }, { randn(2, 5), { 2, 2 } }, { randn(2, 5), 0 }");
DL_OP(adaptiveAvgPool2d) ADAPTIVE_AVG(adaptiveAvgPool2d, "H, W", "{ randn(2, 2, 3, 2), 1 }, { randn(2, 4, 5), { 2, 3 } }, { randn(1, 2, 2, 3), { -1, 2 } }, { randn(1, 1, 2, 3), { 3, 5 } }",
                                      "{ randn(2, 5), 2 }");
DL_OP(adaptiveAvgPool3d) ADAPTIVE_AVG(adaptiveAvgPool3d, "D, H, W", "{ randn(1, 2, 3, 2, 4), { 2, 1, 3 } }", "{ randn(2, 5), 2 }");

/* ---- maxima: windows are gathered ---- */

typedef struct { one_line line; int64_t width; } widest;

/* Window after window; those that are shorter repeat their last element. */
static double window_position(const void *context, int64_t at) {
  const widest *w = context;
  int64_t o = at / w->width, i = begin_of(w->line, o) + at % w->width, last = end_of(w->line, o) - 1;
  return 1 + (double)(i < last ? i : last);
}

/* planes x in... to planes x (out in all dimensions) x (elements of a window). */
static dl_tensor *adaptive_windows(dl_args *a, const pool_plan *p, dl_tensor *t, int64_t planes) {
  int64_t sizes[DL_MAX_DIMS] = { planes }, dims[DL_MAX_DIMS] = { 0 }, elements = 1;
  int n = p->n;
  memcpy(sizes + 1, p->in, (size_t)n * sizeof *sizes);
  t = DL(a, reshape, t, ((dl_ints){ sizes, 1 + n }));
  for (int d = 0; d < n; d++) {
    widest w = { { p->in[d], p->out[d] }, 1 };
    for (int64_t o = 0; o < p->out[d]; o++) {
      int64_t width = end_of(w.line, o) - begin_of(w.line, o);
      if (width > w.width) w.width = width;
    }
    t = DL(a, indexSelect, t, 1 + d, dl_vector_of(a, DL_INT64, p->out[d] * w.width, window_position, &w));
    sizes[1 + 2 * d] = p->out[d];
    sizes[2 + 2 * d] = w.width;
    dims[1 + d] = 1 + 2 * d;
    dims[1 + n + d] = 2 + 2 * d;
    elements *= w.width;
  }
  t = DL(a, permute, DL(a, reshape, t, ((dl_ints){ sizes, 1 + 2 * n })), ((dl_ints){ dims, 1 + 2 * n }));
  return DL(a, reshape, t, DL_LIST(planes, dl_numel_of(p->out, n), elements));
}

/* The largest of each window, and which position that is of `positions`, windows of the same kind. */
static dl_status give_largest(dl_args *a, const pool_plan *p, dl_tensor *windows, dl_tensor *positions) {
  dl_tensor *best[2] = { NULL };
  if (!windows || !positions) return dl_error_status();
  DL_ALL(a, best, max, windows, 2);
  dl_tensor *at = DL(a, gather, DL(a, expand, positions, dl_shape_of(windows)), 2, DL(a, unsqueeze, best[1], 2));
  dl_give_result(a, 0, shaped_as_output(a, p, best[0]));
  return dl_give_result(a, 1, shaped_as_output(a, p, at));
}

static dl_tensor *plane_positions(dl_args *a, const pool_plan *p) {
  return DL(a, arange, 1.0, (double)dl_numel_of(p->in, p->n) + 1, 1.0, (int)DL_INT64);
}

static dl_status adaptive_max(dl_args *a, int n) {
  pool_plan p;
  if (plan(a, 1, n, &p) != DL_OK) return DL_ERROR;
  return give_largest(a, &p, adaptive_windows(a, &p, dl_in(a, 0), p.planes), adaptive_windows(a, &p, plane_positions(a, &p), 1));
}

static dl_status adaptiveMaxPool1d_decomp(dl_args *a) { return adaptive_max(a, 1); }
static dl_status adaptiveMaxPool2d_decomp(dl_args *a) { return adaptive_max(a, 2); }
static dl_status adaptiveMaxPool3d_decomp(dl_args *a) { return adaptive_max(a, 3); }

#define ADAPTIVE_MAX(op, sizes, samples, errors) { \
  .sig = "x: Tensor, sizes: ints", \
  .returns = "values, indices", \
  .doc = "The largest elements of windows of x (N, C, " sizes " or without N) that give the wanted output sizes (-1: as it is), and their positions in their " \
         "planes, flattened, from 1. The windows are those of adaptiveAvgPool.", \
  .promote = DL_COMMON_FLOAT, .decomp = op##_decomp, .sample = samples, .error = errors }

DL_OP(adaptiveMaxPool1d) ADAPTIVE_MAX(adaptiveMaxPool1d, "L", "{ distinct(2, 2, 5), 3 }, { distinct(2, 6), 2 }", "{ randn(5), 2 }, { randn(2, 5), { 2, 2 } }, { randn(2, 5), 0 }");
DL_OP(adaptiveMaxPool2d) ADAPTIVE_MAX(adaptiveMaxPool2d, "H, W", "{ distinct(2, 2, 3, 2), 1 }, { distinct(2, 4, 5), { 2, 3 } }, { distinct(1, 2, 2, 3), { -1, 2 } }", "{ randn(2, 5), 2 }");
DL_OP(adaptiveMaxPool3d) ADAPTIVE_MAX(adaptiveMaxPool3d, "D, H, W", "{ distinct(1, 2, 3, 2, 4), { 2, 1, 3 } }", "{ randn(2, 5), 2 }");

/* ---- fractional maxima ---- */

/* Where the windows of each plane begin, from 0: floor((o + u) s) - floor(u s), the last at the end; planes x out. */
static dl_tensor *starts(dl_args *a, dl_tensor *u, int64_t in, int64_t out, int64_t width) {
  if (out == 1) return DL(a, to, DL(a, add, DL(a, mul, DL(a, unsqueeze, u, 1), 0.0), (double)(in - width)), (int)DL_INT64);
  double step = (double)(in - width) / (double)(out - 1);
  dl_tensor *o = DL(a, arange, 0.0, (double)out - 1, 1.0, (int)DL_FLOAT64);
  dl_tensor *shift = DL(a, unsqueeze, u, 1);
  dl_tensor *at = DL(a, sub, DL(a, floor, DL(a, mul, DL(a, add, o, shift), step)), DL(a, floor, DL(a, mul, shift, step)));
  dl_tensor *last = DL(a, add, DL(a, mul, shift, 0.0), (double)(in - width));
  dl_tensor *both[2] = { at, last };
  if (!at || !last) return NULL;
  return DL(a, to, DL(a, cat, ((dl_tensors){ both, 2 }), 1), (int)DL_INT64);
}

static dl_status fractional(dl_args *a, int n) {
  dl_tensor *x = dl_in(a, 0), *samples = dl_in(a, 3), *positions = NULL;
  dl_ints kernel = dl_intlist(a, 1);
  pool_plan p;
  int64_t elements = 1, row = 1;
  if (plan(a, 2, n, &p) != DL_OK) return DL_ERROR;
  if (kernel.count != 1 && kernel.count != n) return dl_fail_argument(a, 1, "expected 1 number or %d, got %d", n, kernel.count);
  if (samples && dl_tensor_numel(samples) != p.planes * n)
    return dl_fail_argument(a, 3, "expected %d numbers for each of %lld planes, got shape %s", n, (long long)p.planes, DL_SHAPE_TEXT(samples));
  samples = samples ? DL(a, to, DL(a, reshape, samples, DL_LIST(p.planes, n)), (int)DL_FLOAT64) : DL(a, rand, DL_LIST(p.planes, n), (int)DL_FLOAT64);
  for (int d = n - 1; d >= 0; d--) {
    int64_t width = kernel.data[kernel.count == 1 ? 0 : d], shape[DL_MAX_DIMS] = { p.planes, 1, 1, 1, 1, 1, 1 };
    if (width < 1 || width > p.in[d] - p.out[d] + 1)
      return dl_fail_argument(a, 1, "%lld windows of %lld do not fit into %lld elements", (long long)p.out[d], (long long)width, (long long)p.in[d]);
    dl_tensor *begin = starts(a, DL(a, select, samples, 1, n == 2 ? 1 - d : d), p.in[d], p.out[d], width);
    dl_tensor *at = DL(a, add, DL(a, unsqueeze, begin, 2), DL(a, arange, 0.0, (double)width, 1.0, (int)DL_INT64));
    shape[1 + d] = p.out[d];
    shape[1 + n + d] = width;
    at = DL(a, reshape, DL(a, mul, at, row), ((dl_ints){ shape, 1 + 2 * n }));
    positions = positions ? DL(a, add, positions, at) : at;
    row *= p.in[d];
    elements *= width;
  }
  dl_ints whole = DL_LIST(p.planes, dl_numel_of(p.out, n) * elements), apart = DL_LIST(p.planes, dl_numel_of(p.out, n), elements);
  positions = DL(a, add, DL(a, reshape, positions, whole), 1);
  dl_tensor *windows = DL(a, gather, DL(a, reshape, x, DL_LIST(p.planes, dl_numel_of(p.in, n))), 1, positions);
  return give_largest(a, &p, DL(a, reshape, windows, apart), DL(a, reshape, positions, apart));
}

static dl_status fractionalMaxPool2d_decomp(dl_args *a) { return fractional(a, 2); }
static dl_status fractionalMaxPool3d_decomp(dl_args *a) { return fractional(a, 3); }

#define FRACTIONAL(op, sizes, n, samples_, errors) { \
  .sig = "x: Tensor, kernelSize: ints, sizes: ints, samples: Tensor?", \
  .returns = "values, indices", \
  .doc = "The largest elements of windows at random places, which give x (N, C, " sizes " or without N) the wanted output sizes; and their positions in their " \
         "planes, flattened, from 1. samples: " n " in [0, 1) for each plane; drawn if not given. Graham, " \
         "\"Fractional max-pooling\", 2014.", \
  .promote = DL_LIKE_FIRST, .keeps = DL_ARGUMENT(3), .decomp = op##_decomp, .sample = samples_, .error = errors }

DL_OP(fractionalMaxPool2d) FRACTIONAL(fractionalMaxPool2d, "H, W", "2 numbers (the width's first)",
  "{ distinct(1, 2, 5, 6), 2, { 3, 4 }, constant(rand(1, 2, 2)) }, { distinct(2, 4, 4), { 2, 1 }, { 1, 3 }, constant(rand(1, 2, 2)) }",
  "{ randn(1, 2, 5, 6), 4, 3 }, { randn(1, 2, 5, 6), 2, 2, randn(3) }, { randn(5), 2, 2 }");
DL_OP(fractionalMaxPool3d) FRACTIONAL(fractionalMaxPool3d, "D, H, W", "3 numbers (the depth's first)", "{ distinct(1, 1, 3, 4, 3), 2, { 2, 2, 2 }, constant(rand(1, 1, 3)) }", "{ randn(5), 2, 2 }");

/* ---- the way back ---- */

static dl_status unpool(dl_args *a, int n) {
  dl_tensor *x = dl_in(a, 0), *at = dl_in(a, 1);
  int64_t lists[3][DL_SPACE], shape[DL_MAX_DIMS], in = 1, out = 1, planes = dl_numel_of(x->shape, x->ndim - n);
  if (x->ndim != n + 1 && x->ndim != n + 2)
    return dl_fail_argument(a, 0, "expected %d dimensions, or %d without a batch, got shape %s", n + 2, n + 1, DL_SHAPE_TEXT(x));
  if (!dl_tensor_same_shape(x, at)) return dl_fail_argument(a, 1, "shape %s, x has %s", DL_SHAPE_TEXT(at), DL_SHAPE_TEXT(x));
  for (int k = 0; k < 4; k++) {                       /* kernelSize, stride, padding; the sizes */
    dl_ints list = dl_given(a, 2 + k) ? dl_intlist(a, 2 + k) : dl_intlist(a, 2);
    if (list.count != 1 && list.count != n) return dl_fail_argument(a, 2 + k, "expected 1 number or %d, got %d", n, list.count);
    for (int d = 0; d < n && k < 3; d++) lists[k][d] = list.data[list.count == 1 ? 0 : d];
  }
  memcpy(shape, x->shape, sizeof shape);
  for (int d = 0; d < n; d++) {
    int64_t *size = &shape[x->ndim - n + d];
    in *= *size;
    for (int k = 0; k < 3; k++)
      if (lists[k][d] < 0 || lists[k][d] > INT32_MAX) return dl_fail_argument(a, 2 + k, "%lld is out of range", (long long)lists[k][d]);
    int64_t whole = (*size - 1) * lists[1][d] + lists[0][d] - 2 * lists[2][d];
    *size = dl_given(a, 5) ? dl_intlist(a, 5).data[dl_intlist(a, 5).count == 1 ? 0 : d] : whole;
    if (*size < 1 || __builtin_mul_overflow(out, *size, &out))
      return dl_fail(a, "%lld elements in dimension %d of the output", (long long)*size, d + 1);
  }
  dl_tensor *zeros = DL(a, zeros, DL_LIST(planes, out), (int)x->dtype);
  dl_tensor *y = DL(a, scatter, zeros, 1, DL(a, reshape, at, DL_LIST(planes, in)), DL(a, reshape, x, DL_LIST(planes, in)));
  return dl_give_result(a, 0, DL(a, reshape, y, ((dl_ints){ shape, x->ndim })));
}

static dl_status maxUnpool1d_decomp(dl_args *a) { return unpool(a, 1); }
static dl_status maxUnpool2d_decomp(dl_args *a) { return unpool(a, 2); }
static dl_status maxUnpool3d_decomp(dl_args *a) { return unpool(a, 3); }

#define UNPOOL(op, sizes_, samples, errors) { \
  .sig = "x: Tensor, indices: Tensor, kernelSize: ints, stride: ints?, padding: ints = 0, sizes: ints?", \
  .doc = "The elements of x (N, C, " sizes_ " or without N) at their positions (as maxPool gives them), zeros elsewhere. An output size is (size - 1) stride " \
         "+ kernel - 2 padding, or as `sizes` says. stride: kernelSize if not given.", \
  .decomp = op##_decomp, .sample = samples, .error = errors }

DL_OP(maxUnpool1d) UNPOOL(maxUnpool1d, "L", "{ randn(2, 2), tensor({ { 1, 4 }, { 2, 3 } }, 'int64'), 2 }, { randn(1, 2), tensor({ { 1, 4 } }, 'int64'), 2, { sizes = 5 } }",
                          "{ randn(2, 2), ints(2, 2, 3), 2 }, { randn(2), ints(2, 2), 2 }, { randn(1, 2), tensor({ { 1, 5 } }, 'int64'), 2 }");
DL_OP(maxUnpool2d) UNPOOL(maxUnpool2d, "H, W", "{ randn(1, 2, 2), tensor({ { { 1, 4 }, { 9, 16 } } }, 'int64'), 2 }", "{ randn(2, 2), ints(2, 2, 2), 2 }");
DL_OP(maxUnpool3d) UNPOOL(maxUnpool3d, "D, H, W", "{ randn(1, 1, 1, 2), tensor({ { { { 1, 4 } } } }, 'int64'), 2 }", "{ randn(2, 2), ints(2, 2, 2), 2 }");
#endif

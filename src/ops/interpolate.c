/* interpolate.c -- images of another size: nearest elements, lines, planes or cubic curves between elements, means of areas.
**
** Dimensions are treated one after the other. In each of them an output element is the sum of a few input elements, the
** taps, times weights: taps are chosen by indexSelect, so gradients need nothing of their own.
*/
#include "dl_op.h"

#ifndef DL_DEVICE_PASS

enum { NEAREST, NEAREST_EXACT, LINEAR, CUBIC, AREA };

typedef struct {
  int how, tap;
  int64_t in, out;
  double scale;                /* input elements for each output element */
  bool align;
} line;

/* Where output element o lies among the input elements; those count from 0 and lie at their numbers. */
static double place_of(const line *l, int64_t o) {
  if (l->align) return l->out > 1 ? (double)o * ((double)(l->in - 1) / (double)(l->out - 1)) : 0;
  double place = ((double)o + 0.5) * l->scale - 0.5;
  return place < 0 && l->how == LINEAR ? 0 : place;
}

/* The place of the nearest is found in float32, as in PyTorch: which of two neighbours it is hangs on the last digit. */
static double nearest_of(const line *l, int64_t o) {
  float shift = l->how == NEAREST_EXACT ? 0.5f : 0.0f;
  return floor((double)(((float)o + shift) * (float)l->scale));
}

/* The position (from 1) that tap `tap` of output element o reads. */
static double tap_position(const void *context, int64_t o) {
  const line *l = context;
  double at = l->how <= NEAREST_EXACT ? nearest_of(l, o) : floor(place_of(l, o)) + l->tap - (l->how == CUBIC);
  double last = (double)(l->in - 1);
  return 1 + (at < 0 ? 0 : at > last ? last : at);
}

/* The cubic convolution of Keys, 1981, with a = -0.75. */
static double cubic(double distance) {
  const double a = -0.75, d = fabs(distance);
  return d <= 1 ? ((a + 2) * d - (a + 3)) * d * d + 1 : ((a * d - 5 * a) * d + 8 * a) * d - 4 * a;
}

static double tap_weight(const void *context, int64_t o) {
  const line *l = context;
  double place = place_of(l, o), part = place - floor(place);
  if (l->how == CUBIC) return cubic(part - (l->tap - 1));
  return l->tap ? part : 1 - part;
}

/* x with another size of one dimension. */
static dl_tensor *stretch(dl_args *a, dl_tensor *x, int d, line *l) {
  int taps = l->how <= NEAREST_EXACT ? 1 : l->how == LINEAR ? 2 : 4;
  dl_tensor *sum = NULL;
  int64_t wide[DL_MAX_DIMS];
  if (!x) return NULL;
  for (int k = 0; k < x->ndim; k++) wide[k] = k == d ? l->out : 1;
  for (l->tap = 0; l->tap < taps; l->tap++) {
    dl_tensor *part = DL(a, indexSelect, x, d, dl_vector_of(a, DL_INT64, l->out, tap_position, l));
    if (taps == 1) return part;
    dl_tensor *weight = dl_vector_of(a, (dl_dtype)x->dtype, l->out, tap_weight, l);
    part = DL(a, mul, part, DL(a, reshape, weight, ((dl_ints){ wide, x->ndim })));
    sum = l->tap ? DL(a, add, sum, part) : part;
  }
  return sum;
}

static dl_status mode_of(const dl_args *a, int n, int *how) {
  static const struct { const char *name; int how, dims; } modes[] = {
    { "nearest", NEAREST, 0 }, { "nearestExact", NEAREST_EXACT, 0 }, { "area", AREA, 0 }, { "linear", LINEAR, 1 },
    { "bilinear", LINEAR, 2 }, { "trilinear", LINEAR, 3 }, { "bicubic", CUBIC, 2 }
  };
  const char *name = dl_string(a, 3);
  for (size_t m = 0; m < sizeof modes / sizeof *modes; m++)
    if (strcmp(modes[m].name, name) == 0) {
      *how = modes[m].how;
      if (modes[m].dims && modes[m].dims != n)
        return dl_fail_argument(a, 3, "\"%s\" is for %d-dimensional images, x (%s) has %d", name, modes[m].dims, DL_SHAPE_TEXT(dl_in(a, 0)), n);
      if (dl_boolean(a, 4) && *how != LINEAR && *how != CUBIC)
        return dl_fail_argument(a, 4, "goes with linear, bilinear, trilinear and bicubic, not with \"%s\"", name);
      return DL_OK;
    }
  return dl_fail_argument(a, 3, "expected nearest, nearestExact, area, linear, bilinear, trilinear or bicubic, got \"%s\"", name);
}

/* The output size of dimension d, and its scale. */
static dl_status line_of(const dl_args *a, int d, int n, line *l) {
  dl_ints sizes = dl_intlist(a, 1);
  l->in = dl_in(a, 0)->shape[2 + d];
  if (dl_given(a, 1)) {
    if (sizes.count != 1 && sizes.count != n) return dl_fail_argument(a, 1, "expected 1 number or %d, got %d", n, sizes.count);
    l->out = sizes.data[sizes.count == 1 ? 0 : d];
    l->scale = (double)l->in / (double)l->out;
  } else {
    double scale = dl_number(a, 2), out = floor((double)l->in * scale);
    if (!(scale > 0) || out > (double)INT32_MAX) return dl_fail_argument(a, 2, "expected a number above 0, got %g", scale);
    l->out = (int64_t)out;
    l->scale = 1 / scale;
  }
  if (l->in < 1 || l->out < 1)
    return dl_fail(a, "%lld elements cannot become %lld", (long long)l->in, (long long)l->out);
  return DL_OK;
}

static dl_status interpolate_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  int n = x->ndim - 2;
  int64_t sizes[DL_SPACE];
  line l = { .align = dl_boolean(a, 4) };
  if (n < 1 || n > DL_SPACE) return dl_fail_argument(a, 0, "expected 3 to 5 dimensions, got shape %s", DL_SHAPE_TEXT(x));
  if (dl_given(a, 1) == dl_given(a, 2)) return dl_fail(a, "either sizes or scale must be given");
  if (mode_of(a, n, &l.how) != DL_OK) return DL_ERROR;
  for (int d = 0; d < n; d++) {
    if (line_of(a, d, n, &l) != DL_OK) return DL_ERROR;
    sizes[d] = l.out;
    if (l.how == AREA) continue;
    x = l.in == l.out && l.scale == 1 ? x : stretch(a, x, 2 + d, &l);
  }
  if (l.how == AREA) {
    dl_ints all = { sizes, n };
    x = n == 1 ? DL(a, adaptiveAvgPool1d, x, all) : n == 2 ? DL(a, adaptiveAvgPool2d, x, all) : DL(a, adaptiveAvgPool3d, x, all);
  }
  return dl_give_result(a, 0, x == dl_in(a, 0) ? DL(a, clone, x) : x);
}

DL_OP(interpolate) {
  .sig = "x: Tensor, sizes: ints?, scale: number?, mode: string = \"nearest\", alignCorners: bool = false",
  .doc = "Images of another size: x (N, C, 1 to 3 sizes) becomes (N, C, sizes), or each size times scale, rounded down. mode: \"nearest\", \"nearestExact\" (by the "
         "middles of elements), \"linear\", \"bilinear\" or \"trilinear\" (1, 2, 3 dimensions), \"bicubic\", \"area\" (means). Elements are squares whose middles are "
         "mapped on each other; with alignCorners the middles of the outer elements lie on each other.",
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH_ON_DEVICES,
  .decomp = interpolate_decomp,
  .sample = "{ randn(1, 2, 3), 5 }, { randn(1, 1, 3, 4), { 5, 2 }, { mode = 'bilinear' } }, { randn(1, 1, 3, 4), { 5, 6 }, { mode = 'bilinear', alignCorners = true } }, "
            "{ randn(1, 1, 3, 2), { scale = 2, mode = 'bicubic' } }, { randn(1, 1, 2, 2, 2), { scale = 1.6, mode = 'trilinear' } }, { randn(1, 2, 5), { scale = 0.7, mode = 'linear' } }, "
            "{ randn(1, 1, 5, 4), { 3, 2 }, { mode = 'area' } }, { randn(1, 1, 4, 4), { 3, 6 }, { mode = 'nearestExact' } }, { randn(1, 1, 2), 2 }",
  .error = "{ randn(1, 2, 3) }, { randn(1, 2, 3), 5, 2 }, { randn(2, 3), 5 }, { randn(1, 2, 3), 5, { mode = 'bilinear' } }, { randn(1, 2, 3), { 4, 4 } }, "
           "{ randn(1, 2, 3), 0 }, { randn(1, 2, 3), { scale = -1 } }, { randn(1, 2, 3), 5, { mode = 'smooth' } }, { randn(1, 2, 3), 5, { alignCorners = true } }",
};
#endif

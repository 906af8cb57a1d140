/* gridSample.c -- images seen through a grid of points (Jaderberg et al., "Spatial transformer networks", 2015), in smaller
** operators: the corners around each point are gathered and weighted, so gradients reach the image and the points. A place of the
** image is a row of its channels, which is read at once; a point is an element of vectors over all images.
*/
#include "dl_op.h"

#ifndef DL_DEVICE_PASS

enum { ZEROS, BORDER, REFLECTION };

typedef struct { int64_t size; int border; bool align; } axis;

/* From [-1, 1] to the numbers of elements, which lie at 0 to size - 1. */
static dl_tensor *to_elements(dl_args *a, dl_tensor *t, axis x) {
  double size = (double)x.size;
  if (x.align) return DL(a, mul, DL(a, add, t, 1.0), (size - 1) / 2);
  return DL(a, sub, DL(a, mul, DL(a, add, t, 1.0), size / 2), 0.5);
}

/* Reflected at the middles (align) or the edges of the outer elements until it lies between them. */
static dl_tensor *reflected(dl_args *a, dl_tensor *t, axis x) {
  double low = x.align ? 0 : -0.5, span = x.align ? (double)x.size - 1 : (double)x.size;
  if (span == 0) return DL(a, mul, t, 0.0);
  dl_tensor *distance = DL(a, abs, DL(a, sub, t, low));
  dl_tensor *flips = DL(a, floor, DL(a, div, distance, span)), *rest = DL(a, sub, distance, DL(a, mul, flips, span));
  dl_tensor *odd = DL(a, ne, DL(a, mul, DL(a, floor, DL(a, div, flips, 2.0)), 2.0), flips);
  return DL(a, add, DL(a, where, odd, DL(a, sub, span, rest), rest), low);
}

static dl_tensor *in_border(dl_args *a, dl_tensor *t, axis x) {
  if (x.border == REFLECTION) t = reflected(a, t, x);
  return x.border == ZEROS ? t : DL(a, clamp, t, 0.0, (double)(x.size - 1));
}

typedef struct {
  int n;
  axis axes[DL_SPACE];
  dl_tensor *rows, *image;      /* (images x places, C); for each point the row at which its image begins, from 1 */
} picture;

/* The rows `at` (whole numbers for each dimension) times `weight` (NULL: 1), points x C; 0 outside. */
static dl_tensor *rows_at(dl_args *a, const picture *p, dl_tensor *const *at, dl_tensor *weight) {
  dl_tensor *place = NULL, *inside = NULL;
  for (int d = 0; d < p->n; d++) {
    double last = (double)(p->axes[d].size - 1);
    dl_tensor *t = at[d], *fits = DL(a, logicalAnd, DL(a, ge, t, 0.0), DL(a, le, t, last));
    dl_tensor *whole = DL(a, to, DL(a, where, fits, t, 0.0), (int)DL_INT64);
    place = place ? DL(a, add, DL(a, mul, place, p->axes[d].size), whole) : whole;
    inside = inside ? DL(a, logicalAnd, inside, fits) : fits;
  }
  if (!p->rows || !place || !inside) return NULL;
  inside = DL(a, to, inside, (int)p->rows->dtype);
  weight = weight ? DL(a, mul, weight, inside) : inside;
  return DL(a, mul, DL(a, indexSelect, p->rows, 0, DL(a, add, place, p->image)), DL(a, unsqueeze, weight, 1));
}

/* The sum over the corners of the cell around each point. */
static dl_tensor *linear(dl_args *a, const picture *p, dl_tensor *const *point) {
  dl_tensor *low[DL_SPACE], *part[DL_SPACE], *at[DL_SPACE], *sum = NULL;
  for (int d = 0; d < p->n; d++) {
    low[d] = DL(a, floor, point[d]);
    part[d] = DL(a, sub, point[d], low[d]);
  }
  for (int corner = 0; corner < 1 << p->n; corner++) {
    dl_tensor *weight = NULL;
    for (int d = 0; d < p->n; d++) {
      bool high = corner >> d & 1;
      at[d] = high ? DL(a, add, low[d], 1.0) : low[d];
      dl_tensor *w = high ? part[d] : DL(a, sub, 1.0, part[d]);
      weight = weight ? DL(a, mul, weight, w) : w;
    }
    dl_tensor *term = rows_at(a, p, at, weight);
    sum = sum ? DL(a, add, sum, term) : term;
  }
  return sum;
}

/* The weight of tap k - 1 (Keys, 1981, a = -0.75), a polynomial of the part p. */
static dl_tensor *cubic(dl_args *a, dl_tensor *p, int k) {
  const double c = -0.75;
  const bool inner = k == 1 || k == 2;
  dl_tensor *d = k == 0 ? DL(a, add, p, 1.0) : k == 1 ? p : DL(a, sub, k == 2 ? 1.0 : 2.0, p);
  const double terms[2][4] = { { -4 * c, 8 * c, -5 * c, c }, { 1, 0, -(c + 3), c + 2 } };
  dl_tensor *w = DL(a, add, DL(a, mul, d, terms[inner][3]), terms[inner][2]);
  w = DL(a, add, DL(a, mul, w, d), terms[inner][1]);
  return DL(a, add, DL(a, mul, w, d), terms[inner][0]);
}

static dl_tensor *bicubic(dl_args *a, const picture *p, dl_tensor *const *point) {
  dl_tensor *low[2], *part[2], *sum = NULL;
  for (int d = 0; d < 2; d++) {
    low[d] = DL(a, floor, point[d]);
    part[d] = DL(a, sub, point[d], low[d]);
  }
  for (int tap = 0; tap < 16; tap++) {
    const int k[2] = { tap / 4, tap % 4 };
    dl_tensor *at[2];
    for (int d = 0; d < 2; d++) at[d] = in_border(a, DL(a, add, low[d], (double)(k[d] - 1)), p->axes[d]);
    dl_tensor *term = rows_at(a, p, at, DL(a, mul, cubic(a, part[0], k[0]), cubic(a, part[1], k[1])));
    sum = sum ? DL(a, add, sum, term) : term;
  }
  return sum;
}

static int one_of(const char *name, const char *const *names, int n) {
  int i = 0;
  while (i < n && strcmp(names[i], name) != 0) i++;
  return i;
}

static dl_status gridSample_decomp(dl_args *a) {
  static const char *const modes[] = { "bilinear", "nearest", "bicubic" }, *const borders[] = { "zeros", "border", "reflection" };
  dl_tensor *x = dl_in(a, 0), *grid = dl_in(a, 1), *point[DL_SPACE], *y;
  int n = x->ndim - 2, mode = one_of(dl_string(a, 2), modes, 3), border = one_of(dl_string(a, 3), borders, 3);
  int64_t shape[DL_MAX_DIMS];
  picture p = { .n = n };
  if (n != 2 && n != 3) return dl_fail_argument(a, 0, "expected (N, C, H, W) or (N, C, D, H, W), got shape %s", DL_SHAPE_TEXT(x));
  if (grid->ndim != x->ndim || grid->shape[grid->ndim - 1] != n || grid->shape[0] != x->shape[0])
    return dl_fail_argument(a, 1, "expected (%lld, ..., %d) of %d dimensions, got shape %s", (long long)x->shape[0], n, x->ndim, DL_SHAPE_TEXT(grid));
  if (mode == 3 || (mode == 2 && n == 3)) return dl_fail_argument(a, 2, "expected bilinear, nearest or (two dimensions) bicubic, got \"%s\"", dl_string(a, 2));
  if (border == 3) return dl_fail_argument(a, 3, "expected zeros, border or reflection, got \"%s\"", dl_string(a, 3));
  for (int d = 0; d < n; d++)
    if (x->shape[2 + d] < 1) return dl_fail_argument(a, 0, "no elements to see, shape %s", DL_SHAPE_TEXT(x));
  shape[0] = x->shape[0];
  shape[1] = x->shape[1];
  memcpy(shape + 2, grid->shape + 1, (size_t)n * sizeof *shape);
  const int64_t images = shape[0], channels = shape[1], points = dl_numel_of(shape + 2, n), places = dl_numel_of(x->shape + 2, n);
  dl_tensor *first = DL(a, add, DL(a, mul, DL(a, arange, 0.0, (double)images, 1.0, (int)DL_INT64), places), 1);
  p.image = DL(a, reshape, DL(a, expand, DL(a, unsqueeze, first, 1), DL_LIST(images, points)), DL_LIST(images * points));
  p.rows = DL(a, reshape, DL(a, transpose, DL(a, flatten, x, 2, -1), 1, 2), DL_LIST(images * places, channels));
  grid = DL(a, reshape, grid, DL_LIST(images * points, n));
  for (int d = 0; d < n; d++) {                     /* the last coordinate of a point is for the first dimension */
    p.axes[d] = (axis){ x->shape[2 + d], border, dl_boolean(a, 4) };
    point[d] = to_elements(a, DL(a, select, grid, 1, n - 1 - d), p.axes[d]);
    if (mode != 2) point[d] = in_border(a, point[d], p.axes[d]);
    if (mode == 1) point[d] = DL(a, round, point[d]);
  }
  y = mode == 0 ? linear(a, &p, point) : mode == 1 ? rows_at(a, &p, point, NULL) : bicubic(a, &p, point);
  y = DL(a, transpose, DL(a, reshape, y, DL_LIST(images, points, channels)), 1, 2);
  return dl_give_result(a, 0, DL(a, reshape, y, ((dl_ints){ shape, n + 2 })));
}

DL_OP(gridSample) {
  .sig = "x: Tensor, grid: Tensor, mode: string = \"bilinear\", paddingMode: string = \"zeros\", alignCorners: bool = false",
  .doc = "The images x (N, C, H, W) or (N, C, D, H, W) at the points of a grid (N, sizes, 2 or 3), each (x, y) or (x, y, z) with -1 at the left, upper and front edge and 1 at the "
         "others: (N, C, sizes). The edges are those of the outer elements, or their middles with alignCorners. mode: \"bilinear\" (trilinear in three dimensions), \"nearest\", "
         "\"bicubic\". paddingMode: what is seen outside: \"zeros\", the \"border\", the \"reflection\".",
  .promote = DL_COMMON_FLOAT,
  .decomp = gridSample_decomp,
  .sample = "{ randn(1, 2, 3, 4), unit(1, 2, 3, 2) }, { randn(2, 1, 3, 2), unit(2, 2, 1, 2), { alignCorners = true, paddingMode = 'border' } }, "
            "{ randn(1, 1, 2, 3, 2), unit(1, 1, 2, 1, 3), { paddingMode = 'reflection' } }, { randn(1, 1, 3, 3), unit(1, 2, 2, 2), { mode = 'bicubic' } }, "
            "{ randn(1, 2, 3, 3), constant(unit(1, 2, 2, 2)), { mode = 'nearest' } }",
  .error = "{ randn(1, 2, 3), unit(1, 2, 2) }, { randn(1, 2, 3, 3), unit(2, 2, 2, 2) }, { randn(1, 2, 3, 3), unit(1, 2, 2, 3) }, "
           "{ randn(1, 2, 3, 3), unit(1, 2, 2, 2), { mode = 'cubic' } }, { randn(1, 2, 3, 3), unit(1, 2, 2, 2), { paddingMode = 'mirror' } }",
  .tolerance = 1e-4,
};

/* ---- affineGrid: where the middles of the elements of an image go ---- */

static double middle(const void *context, int64_t i) {
  const axis *x = context;
  if (x->align) return x->size > 1 ? 2 * (double)i / (double)(x->size - 1) - 1 : 0;
  return (2 * (double)i + 1) / (double)x->size - 1;
}

static dl_status affineGrid_decomp(dl_args *a) {
  dl_tensor *theta = dl_in(a, 0), *coordinates[DL_SPACE + 1];
  dl_ints sizes = dl_intlist(a, 1);
  int n = sizes.count - 2;
  if (n != 2 && n != 3) return dl_fail_argument(a, 1, "expected N, C, H, W or N, C, D, H, W, got %d sizes", sizes.count);
  if (dl_check_sizes(a, 1, sizes) != DL_OK) return DL_ERROR;
  if (theta->ndim != 3 || theta->shape[0] != sizes.data[0] || theta->shape[1] != n || theta->shape[2] != n + 1)
    return dl_fail_argument(a, 0, "expected shape %lldx%dx%d, got %s", (long long)sizes.data[0], n, n + 1, DL_SHAPE_TEXT(theta));
  dl_ints space = { sizes.data + 2, n };
  int64_t points = 1, shape[DL_MAX_DIMS] = { sizes.data[0] };
  for (int d = 0; d < n; d++) points *= shape[1 + d] = space.data[d];
  shape[1 + n] = n;
  for (int d = 0; d < n; d++) {
    int64_t along[DL_SPACE] = { 1, 1, 1 };
    axis x = { space.data[d], 0, dl_boolean(a, 2) };
    along[d] = x.size;
    dl_tensor *line = dl_vector_of(a, (dl_dtype)theta->dtype, x.size, middle, &x);
    coordinates[n - 1 - d] = DL(a, reshape, DL(a, expand, DL(a, reshape, line, ((dl_ints){ along, n })), space), DL_LIST(points));
  }
  coordinates[n] = DL(a, full, DL_LIST(points), 1.0, (int)theta->dtype);
  for (int d = 0; d <= n; d++) if (!coordinates[d]) return dl_error_status();
  dl_tensor *all = DL(a, stack, ((dl_tensors){ coordinates, n + 1 }), 1);
  dl_tensor *grid = DL(a, matmul, all, DL(a, transpose, theta, 1, 2));
  return dl_give_result(a, 0, DL(a, reshape, grid, ((dl_ints){ shape, n + 2 })));
}

DL_OP(affineGrid) {
  .sig = "theta: Tensor, sizes: ints, alignCorners: bool = false",
  .doc = "The grid for gridSample that sees images of the given sizes (N, C, H, W or N, C, D, H, W) through affine maps theta (N, 2, 3 or N, 3, 4): "
         "(N, H, W, 2) or (N, D, H, W, 3).",
  .promote = DL_COMMON_FLOAT,
  .decomp = affineGrid_decomp,
  .sample = "{ randn(2, 2, 3), { 2, 1, 2, 3 } }, { randn(1, 2, 3), { 1, 2, 3, 1 }, true }, { randn(1, 3, 4), { 1, 1, 2, 1, 2 } }",
  .error = "{ randn(2, 2, 3), { 1, 1, 2, 3 } }, { randn(1, 2, 3), { 1, 2, 3 } }, { randn(1, 2, 2), { 1, 1, 2, 2 } }",
};
#endif

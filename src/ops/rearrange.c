/* rearrange.c -- the elements of a tensor in other places: roll, flip; and parts of matrices: tril, triu. */
#include "dl_op.h"

/* ---- flip: a copy of the tensor read backwards ---- */

static dl_status flip_kernel(dl_args *a) {
  dl_tensor backwards = *dl_in(a, 0);
  for (int d = 0; d < backwards.ndim; d++) {
    if (!(a->note[0] >> d & 1) || backwards.shape[d] == 0) continue;
    backwards.offset += (backwards.shape[d] - 1) * backwards.stride[d];
    backwards.stride[d] = -backwards.stride[d];
  }
  return dl_copy_strided(a->result[0], &backwards);
}
DL_KERNEL(flip)

/* ---- roll: along each dimension two pieces change places; note[d] is the size of the second ---- */

static dl_status roll_from(const dl_args *a, int d, dl_tensor to, dl_tensor from) {
  while (d < to.ndim && a->note[d] == 0) d++;
  if (d == to.ndim) return dl_copy_strided(&to, &from);
  int64_t second = a->note[d], first = to.shape[d] - second;
  dl_tensor to_first = to, from_first = from;
  to_first.offset += second * to.stride[d];
  to_first.shape[d] = from_first.shape[d] = first;
  from.offset += first * from.stride[d];
  to.shape[d] = from.shape[d] = second;
  dl_status status = roll_from(a, d + 1, to_first, from_first);
  return status == DL_OK ? roll_from(a, d + 1, to, from) : status;
}

/* Without dims the tensor is rolled as one row; it is contiguous then. */
static dl_status roll_kernel(dl_args *a) {
  dl_tensor to = *a->result[0], from = *dl_in(a, 0);
  if (!dl_given(a, 2)) {
    to.ndim = from.ndim = 1;
    to.shape[0] = from.shape[0] = dl_tensor_numel(a->result[0]);
    to.stride[0] = from.stride[0] = 1;
  }
  return roll_from(a, 0, to, from);
}
DL_KERNEL(roll)

/* ---- triangles: the part of each row left or right of a bound, the rest is 0 ---- */

#ifndef DL_CUDA
typedef struct { const dl_args *a; bool lower; } triangle;

static void triangle_rows(void *context, int64_t begin, int64_t end) {
  const triangle *t = context;
  const dl_tensor *x = dl_in(t->a, 0);
  int64_t rows = x->shape[x->ndim - 2], columns = x->shape[x->ndim - 1], diagonal = dl_integer(t->a, 1);
  size_t size = dl_dtype_size((dl_dtype)x->dtype);
  char *from = dl_tensor_data(x), *to = dl_tensor_data(t->a->result[0]);
  if (diagonal > columns) diagonal = columns;
  if (diagonal < -rows) diagonal = -rows;
  for (int64_t r = begin; r < end; r++) {
    int64_t bound = r % rows + diagonal + t->lower;
    bound = bound < 0 ? 0 : bound > columns ? columns : bound;
    size_t row = (size_t)(r * columns) * size, left = (size_t)bound * size, right = (size_t)columns * size - left;
    size_t kept = t->lower ? row : row + left;
    if (from != to) memcpy(to + kept, from + kept, t->lower ? left : right);
    memset(to + (t->lower ? row + left : row), 0, t->lower ? right : left);
  }
}

static dl_status keep_triangle(dl_args *a, bool lower) {
  const dl_tensor *x = dl_in(a, 0);
  triangle work = { a, lower };
  int64_t columns = x->shape[x->ndim - 1];
  if (dl_tensor_numel(x) == 0) return DL_OK;
  return dl_parallel(dl_tensor_numel(x) / columns, 65536 / columns + 1, triangle_rows, &work);
}

#else
template <class T> static dl_status keep_elements(const dl_args *a, bool lower) {
  const dl_tensor *x = dl_in(a, 0);
  const int64_t rows = x->shape[x->ndim - 2], columns = x->shape[x->ndim - 1];
  const int64_t wanted = dl_integer(a, 1), diagonal = wanted > columns ? columns : wanted < -rows ? -rows : wanted;
  const T *from = (const T *)dl_tensor_data(x);
  T *to = (T *)dl_tensor_data(a->result[0]);
  return dl_each(a, dl_tensor_numel(x), [=] __device__ (int64_t i) {
    const int64_t distance = i % columns - i / columns % rows;
    to[i] = (lower ? distance <= diagonal : distance >= diagonal) ? from[i] : 0;
  });
}

static dl_status keep_triangle(dl_args *a, bool lower) {
#define KEEP(T) return keep_elements<T>(a, lower)
  DL_BY_WIDTH((dl_dtype)dl_in(a, 0)->dtype, KEEP)
  return DL_OK;
}
#endif

static dl_status tril_kernel(dl_args *a) { return keep_triangle(a, true); }
DL_KERNEL(tril)

static dl_status triu_kernel(dl_args *a) { return keep_triangle(a, false); }
DL_KERNEL(triu)

#ifndef DL_DEVICE_PASS

static dl_status flip_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  unsigned mask;
  if (dl_normal_dims(a, 1, x->ndim, &mask) != DL_OK) return DL_ERROR;
  a->note[0] = mask;
  return dl_result_like(a, 0, x);
}

static void flip_grad(dl_grad *g) { dl_give(g, 0, DL(g, flip, dl_upstream(g, 0), g->arg[1])); }

DL_OP(flip) {
  .sig = "x: Tensor, dims: dims",
  .doc = "A copy of x in which the given dimensions run backwards.",
  .flags = DL_STRIDED,
  .shape = flip_shape,
  .kernel = flip_kernel,
  .grad = flip_grad,
  .sample = "{ randn(3, 4), 1 }, { randn(3, 4), { 1, -1 } }, { randn(2, 3, 2), 2, 3 }, { randn(0, 2), 1 }, { randn(5), 1 }",
  .error = "{ randn(3), 2 }, { randn(3, 4), { 1, 1 } }, { randn(3) }",
};

static dl_status roll_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_ints shifts = dl_intlist(a, 1), dims = { NULL, 1 };
  unsigned mask;
  if (dl_given(a, 2)) dims = dl_intlist(a, 2);
  if (dl_normal_dims(a, 2, x->ndim, &mask) != DL_OK) return DL_ERROR;
  if (shifts.count != dims.count)
    return dl_fail(a, "%d shifts for %d dimensions (without dims there is one, over all elements)", shifts.count, dims.count);
  memset(a->note, 0, sizeof a->note);
  for (int k = 0; k < dims.count; k++) {
    if (x->ndim == 0) continue;                       /* nothing moves */
    int64_t d = dims.data ? dl_from_front(dims.data[k], x->ndim) : 0;
    int64_t n = dims.data ? x->shape[d] : dl_tensor_numel(x);
    if (n) a->note[d] = (shifts.data[k] % n + n) % n;
  }
  return dl_result_like(a, 0, x);
}

static void roll_grad(dl_grad *g) {
  dl_ints shifts = g->arg[1].ints;
  int64_t back[DL_MAX_DIMS];
  for (int k = 0; k < shifts.count; k++) back[k] = -shifts.data[k];
  dl_give(g, 0, DL(g, roll, dl_upstream(g, 0), ((dl_ints){ back, shifts.count }), g->arg[2]));
}

DL_OP(roll) {
  .sig = "x: Tensor, shifts: ints, dims: dims?",
  .doc = "A copy of x whose elements are moved by so many positions along dimensions; what leaves at the end comes in at the "
         "front. Without dims x is rolled as if it were one row.",
  .shape = roll_shape,
  .kernel = roll_kernel,
  .grad = roll_grad,
  .sample = "{ randn(2, 3), 2 }, { randn(3, 2), 1, 1 }, { randn(2, 3), { 1, -1 }, { 1, 2 } }, { randn(2, 3), 4, -1 }, { randn(0, 2), 1, 1 }, { randn(3), -3 }, "
            "{ randn(), 1 }",
  .error = "{ randn(3), { 1, 2 } }, { randn(3), 1, 2 }, { randn(2, 3), { 1, 1 }, 1 }, { randn(3) }",
};

static dl_status triangle_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (x->ndim < 2) return dl_fail_argument(a, 0, "expected a matrix or a batch of matrices, got %d dimensions", x->ndim);
  return dl_result_like(a, 0, x);
}

static void tril_grad(dl_grad *g) { dl_give(g, 0, DL(g, tril, dl_upstream(g, 0), g->arg[1])); }
static void triu_grad(dl_grad *g) { dl_give(g, 0, DL(g, triu, dl_upstream(g, 0), g->arg[1])); }

#define TRIANGLE(op, part) \
  { .sig = "x: Tensor, diagonal: int = 0", \
    .doc = "The " part " triangle of a matrix, or of each matrix of a batch, with zeros elsewhere; diagonal 1 is the one above " \
           "the main diagonal, -1 the one below.", \
    .flags = DL_IN_PLACE | DL_BROADCAST, .shape = triangle_shape, .kernel = op##_kernel, .grad = op##_grad, \
    .sample = "{ randn(3, 3) }, { randn(2, 4), 1 }, { randn(4, 2), -1 }, { randn(2, 2, 3) }, { randn(2, 2), -5 }, { randn(2, 2), 5 }, { randn(0, 3) }", \
    .error = "{ randn(3) }, { randn() }" }

DL_OP(tril) TRIANGLE(tril, "lower");
DL_OP(triu) TRIANGLE(triu, "upper");
#endif

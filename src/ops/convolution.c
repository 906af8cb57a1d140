/* convolution.c -- convolutions in 1 to 3 dimensions (in truth cross-correlations, as everywhere in the field).
**
** There are three products of x, weight and y, each linear in both of its operands: convolution gives y,
** convolutionInput x and convolutionWeight the weight. The gradients of each are the other two, to any order. The
** convolutions and transposed convolutions that programs call are made of them. The kernels are those of
** device/cpu/level/convolution.c and device/cuda/convolution.cu; the decompositions take windows (unfold) and multiply
** matrices.
*/
#include "dl_op.h"

typedef struct {
  int n;                          /* dimensions; they are the last of DL_SPACE */
  int64_t behind[DL_SPACE];       /* the border behind */
  dl_convolution c;
} plan;

static int first_of(const plan *p) { return DL_SPACE - p->n; }

/* One number for all dimensions, or one for each. Lists in pairs: { front, behind } of each dimension. */
static bool fill(dl_ints list, int n, int64_t *to, int64_t *second) {
  bool pairs = second && list.count == 2 * n;
  if (list.count != 1 && list.count != n && !pairs) return false;
  for (int d = 0; d < n; d++) {
    to[d] = list.data[pairs ? 2 * d : list.count == 1 ? 0 : d];
    if (second) second[d] = pairs ? list.data[2 * d + 1] : to[d];
  }
  return true;
}

/* The plan's part that the arguments from `at` on say: stride, padding, dilation, groups. */
static bool read_plan(const dl_args *a, int at, int n, plan *p) {
  memset(p, 0, sizeof *p);
  p->n = n;
  p->c.groups = dl_integer(a, at + 3);
  for (int d = 0; d < DL_SPACE; d++)
    p->c.in[d] = p->c.out[d] = p->c.kernel[d] = p->c.stride[d] = p->c.dilation[d] = 1;
  int first = first_of(p);
  return fill(dl_intlist(a, at), n, p->c.stride + first, NULL)
    && fill(dl_intlist(a, at + 1), n, p->c.before + first, p->behind + first)
    && fill(dl_intlist(a, at + 2), n, p->c.dilation + first, NULL);
}

static void take_sizes(const plan *p, const int64_t *sizes, int64_t *to) {
  for (int d = 0; d < p->n; d++) to[first_of(p) + d] = sizes[d];
}

static int64_t reach(const plan *p, int d) { return (p->c.kernel[d] - 1) * p->c.dilation[d] + 1; }

static int64_t padded(const plan *p, int d) { return p->c.in[d] + p->c.before[d] + p->behind[d]; }

static int64_t output_size(const plan *p, int d) {
  int64_t room = padded(p, d) - reach(p, d);
  return room < 0 ? 0 : room / p->c.stride[d] + 1;
}

/* ---- what a call says, as a plan; the shape rules have checked it before a kernel asks ---- */

static void plan_forward(const dl_args *a, plan *p) {
  const dl_tensor *x = dl_in(a, 0), *weight = dl_in(a, 1);
  read_plan(a, 3, weight->ndim - 2, p);
  p->c.dtype = (dl_dtype)x->dtype;
  p->c.batch = x->shape[0];
  p->c.channels = weight->shape[1];
  p->c.filters = weight->shape[0] / p->c.groups;
  take_sizes(p, x->shape + 2, p->c.in);
  take_sizes(p, weight->shape + 2, p->c.kernel);
  for (int d = 0; d < DL_SPACE; d++) p->c.out[d] = output_size(p, d);
}

static void plan_input(const dl_args *a, plan *p) {
  const dl_tensor *y = dl_in(a, 0), *weight = dl_in(a, 1);
  read_plan(a, 4, weight->ndim - 2, p);
  p->c.dtype = (dl_dtype)y->dtype;
  p->c.batch = y->shape[0];
  p->c.channels = weight->shape[1];
  p->c.filters = weight->shape[0] / p->c.groups;
  take_sizes(p, dl_intlist(a, 3).data, p->c.in);
  take_sizes(p, y->shape + 2, p->c.out);
  take_sizes(p, weight->shape + 2, p->c.kernel);
}

static void plan_weight(const dl_args *a, plan *p) {
  const dl_tensor *y = dl_in(a, 0), *x = dl_in(a, 1);
  read_plan(a, 3, x->ndim - 2, p);
  p->c.dtype = (dl_dtype)x->dtype;
  p->c.batch = x->shape[0];
  p->c.channels = x->shape[1] / p->c.groups;
  p->c.filters = y->shape[1] / p->c.groups;
  take_sizes(p, x->shape + 2, p->c.in);
  take_sizes(p, y->shape + 2, p->c.out);
  take_sizes(p, dl_intlist(a, 2).data, p->c.kernel);
}

static dl_status run(dl_args *a, plan *p, dl_convolve which, const dl_tensor *bias) {
  p->c.device = a->device;
  return dl_convolution_run(&p->c, which, dl_tensor_data(dl_in(a, 0)), dl_tensor_data(dl_in(a, 1)),
                            bias ? dl_tensor_data(bias) : NULL, dl_tensor_data(a->result[0]), a->scratch);
}

static dl_status convolution_kernel(dl_args *a) {
  plan p;
  plan_forward(a, &p);
  return run(a, &p, DL_CONVOLVE, dl_in(a, 2));
}
DL_KERNEL_WITH(convolution, DL_KERNEL_HALF | DL_KERNEL_NO_SCRATCH)

static dl_status convolutionInput_kernel(dl_args *a) {
  plan p;
  plan_input(a, &p);
  return run(a, &p, DL_CONVOLVE_INPUT, dl_in(a, 2));
}
DL_KERNEL_WITH(convolutionInput, DL_KERNEL_HALF | DL_KERNEL_NO_SCRATCH)

static dl_status convolutionWeight_kernel(dl_args *a) {
  plan p;
  plan_weight(a, &p);
  return run(a, &p, DL_CONVOLVE_WEIGHT, NULL);
}
DL_KERNEL_WITH(convolutionWeight, DL_KERNEL_HALF | DL_KERNEL_NO_SCRATCH)

#ifndef DL_DEVICE_PASS
static size_t forward_scratch(const dl_args *a) {
  plan p;
  plan_forward(a, &p);
  return dl_convolution_scratch(&p.c, DL_CONVOLVE);
}

static size_t input_scratch(const dl_args *a) {
  plan p;
  plan_input(a, &p);
  return dl_convolution_scratch(&p.c, DL_CONVOLVE_INPUT);
}

static size_t weight_scratch(const dl_args *a) {
  plan p;
  plan_weight(a, &p);
  return dl_convolution_scratch(&p.c, DL_CONVOLVE_WEIGHT);
}

/* Of the sums as they are defined: border elements count, and so does what a kernel spares itself by another way. */
static double flops_of(const plan *p) {
  double n = 2.0 * (double)p->c.batch * (double)p->c.groups * (double)p->c.filters * (double)p->c.channels;
  for (int d = 0; d < DL_SPACE; d++) n *= (double)p->c.out[d] * (double)p->c.kernel[d];
  return n;
}

static double forward_flops(const dl_args *a) {
  plan p;
  plan_forward(a, &p);
  return flops_of(&p);
}

static double input_flops(const dl_args *a) {
  plan p;
  plan_input(a, &p);
  return flops_of(&p);
}

static double weight_flops(const dl_args *a) {
  plan p;
  plan_weight(a, &p);
  return flops_of(&p);
}

/* ---- checks ---- */

/* Strides, borders, dilations and groups from argument `at` on. */
static dl_status check_lists(const dl_args *a, int at, int n) {
  plan p;
  for (int i = at; i < at + 3; i++) {
    int count = dl_intlist(a, i).count;
    if (count == 1 || count == n || (i == at + 1 && count == 2 * n)) continue;
    return dl_fail_argument(a, i, "expected 1 number or %d%s, got %d", n,
                            i == at + 1 ? " (or a front and a behind for each dimension)" : "", count);
  }
  read_plan(a, at, n, &p);
  for (int d = first_of(&p); d < DL_SPACE; d++) {
    if (p.c.stride[d] < 1) return dl_fail_argument(a, at, "must be 1 or more, got %lld", (long long)p.c.stride[d]);
    if (p.c.dilation[d] < 1) return dl_fail_argument(a, at + 2, "must be 1 or more, got %lld", (long long)p.c.dilation[d]);
    const int64_t far = INT32_MAX;
    if (p.c.stride[d] > far || p.c.dilation[d] > far || p.c.before[d] > far || p.behind[d] > far
        || p.c.before[d] < -far || p.behind[d] < -far)
      return dl_fail(a, "strides, borders and dilations must be below 2^31");
  }
  return p.c.groups < 1 ? dl_fail_argument(a, at + 3, "must be 1 or more, got %lld", (long long)p.c.groups) : DL_OK;
}

/* Argument i: so many dimensions more than two. */
static dl_status check_dims(const dl_args *a, int i, int n) {
  const dl_tensor *t = dl_in(a, i);
  if (n < 1 || n > DL_SPACE)
    return dl_fail_argument(a, i, "expected 3 to %d dimensions, got shape %s", DL_SPACE + 2, DL_SHAPE_TEXT(t));
  return t->ndim == n + 2 ? DL_OK : dl_fail_argument(a, i, "expected %d dimensions, got shape %s", n + 2, DL_SHAPE_TEXT(t));
}

static dl_status check_kernel(const dl_args *a, int i, const int64_t *sizes, int n) {
  for (int d = 0; d < n; d++)
    if (sizes[d] < 1 || sizes[d] > INT32_MAX)
      return dl_fail_argument(a, i, "a kernel of %lld elements", (long long)sizes[d]);
  return DL_OK;
}

static dl_status check_groups(const dl_args *a, int i, int64_t n, int64_t groups, const char *what) {
  return n % groups == 0 ? DL_OK
    : dl_fail_argument(a, i, "%lld %s cannot be split into %lld groups", (long long)n, what, (long long)groups);
}

static dl_status check_bias(const dl_args *a, int i, int64_t n) {
  const dl_tensor *bias = dl_in(a, i);
  return !bias || (bias->ndim == 1 && bias->shape[0] == n) ? DL_OK
    : dl_fail_argument(a, i, "expected shape %lld, got %s", (long long)n, DL_SHAPE_TEXT(bias));
}

/* The sizes of y must be what the plan makes of those of x. */
static dl_status check_output(const dl_args *a, const plan *p, int i) {
  for (int d = first_of(p); d < DL_SPACE; d++)
    if (padded(p, d) < reach(p, d) || p->c.out[d] != output_size(p, d))
      return dl_fail_argument(a, i, "%lld elements (with a border: %lld) do not give %lld with a kernel of %lld and a stride of %lld",
                              (long long)p->c.in[d], (long long)padded(p, d), (long long)p->c.out[d],
                              (long long)p->c.kernel[d], (long long)p->c.stride[d]);
  return DL_OK;
}

static dl_status forward_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *weight = dl_in(a, 1);
  int n = weight->ndim - 2;
  int64_t shape[DL_MAX_DIMS];
  plan p;
  if (check_dims(a, 1, n) != DL_OK || check_dims(a, 0, n) != DL_OK
      || check_lists(a, 3, n) != DL_OK || check_kernel(a, 1, weight->shape + 2, n) != DL_OK) return DL_ERROR;
  plan_forward(a, &p);
  if (check_groups(a, 1, weight->shape[0], p.c.groups, "filters") != DL_OK) return DL_ERROR;
  if (x->shape[1] != weight->shape[1] * p.c.groups)
    return dl_fail_argument(a, 0, "%lld channels (shape %s), the weight (%s) is for %lld", (long long)x->shape[1], DL_SHAPE_TEXT(x),
                            DL_SHAPE_TEXT(weight), (long long)(weight->shape[1] * p.c.groups));
  if (check_bias(a, 2, weight->shape[0]) != DL_OK) return DL_ERROR;
  for (int d = first_of(&p); d < DL_SPACE; d++)
    if (padded(&p, d) < reach(&p, d))
      return dl_fail_argument(a, 0, "a kernel that reaches over %lld elements does not fit into %lld with a border of %lld and %lld",
                              (long long)reach(&p, d), (long long)p.c.in[d], (long long)p.c.before[d], (long long)p.behind[d]);
  shape[0] = x->shape[0];
  shape[1] = weight->shape[0];
  memcpy(shape + 2, p.c.out + first_of(&p), (size_t)n * sizeof *shape);
  return dl_result(a, 0, (dl_dtype)x->dtype, n + 2, shape);
}

static dl_status input_shape(dl_args *a) {
  const dl_tensor *y = dl_in(a, 0), *weight = dl_in(a, 1);
  int n = weight->ndim - 2;
  int64_t shape[DL_MAX_DIMS];
  dl_ints sizes = dl_intlist(a, 3);
  plan p;
  if (check_dims(a, 1, n) != DL_OK || check_dims(a, 0, n) != DL_OK
      || check_lists(a, 4, n) != DL_OK || check_kernel(a, 1, weight->shape + 2, n) != DL_OK) return DL_ERROR;
  if (sizes.count != n) return dl_fail_argument(a, 3, "expected %d sizes, got %d", n, sizes.count);
  if (dl_check_sizes(a, 3, sizes) != DL_OK) return DL_ERROR;
  plan_input(a, &p);
  if (check_groups(a, 1, weight->shape[0], p.c.groups, "filters") != DL_OK) return DL_ERROR;
  if (y->shape[1] != weight->shape[0])
    return dl_fail_argument(a, 0, "%lld channels (shape %s), the weight (%s) is for %lld", (long long)y->shape[1], DL_SHAPE_TEXT(y),
                            DL_SHAPE_TEXT(weight), (long long)weight->shape[0]);
  shape[0] = y->shape[0];
  shape[1] = weight->shape[1] * p.c.groups;
  memcpy(shape + 2, sizes.data, (size_t)n * sizeof *shape);
  if (check_bias(a, 2, shape[1]) != DL_OK || check_output(a, &p, 3) != DL_OK) return DL_ERROR;
  return dl_result(a, 0, (dl_dtype)y->dtype, n + 2, shape);
}

static dl_status weight_shape(dl_args *a) {
  const dl_tensor *y = dl_in(a, 0), *x = dl_in(a, 1);
  int n = x->ndim - 2;
  int64_t shape[DL_MAX_DIMS];
  dl_ints sizes = dl_intlist(a, 2);
  plan p;
  if (check_dims(a, 1, n) != DL_OK || check_dims(a, 0, n) != DL_OK
      || check_lists(a, 3, n) != DL_OK) return DL_ERROR;
  if (sizes.count != n) return dl_fail_argument(a, 2, "expected %d sizes, got %d", n, sizes.count);
  int64_t groups = dl_integer(a, 6);
  if (check_kernel(a, 2, sizes.data, n) != DL_OK || check_groups(a, 0, y->shape[1], groups, "channels") != DL_OK
      || check_groups(a, 1, x->shape[1], groups, "channels") != DL_OK) return DL_ERROR;
  plan_weight(a, &p);
  if (y->shape[0] != x->shape[0]) return dl_fail_argument(a, 0, "%lld images, x has %lld", (long long)y->shape[0], (long long)x->shape[0]);
  if (check_output(a, &p, 2) != DL_OK) return DL_ERROR;
  shape[0] = y->shape[1];
  shape[1] = p.c.channels;
  memcpy(shape + 2, sizes.data, (size_t)n * sizeof *shape);
  return dl_result(a, 0, (dl_dtype)x->dtype, n + 2, shape);
}

/* ---- in smaller operators ---- */

static int64_t product(const int64_t *sizes) { return sizes[0] * sizes[1] * sizes[2]; }

/* The borders as `pad` wants them, the last dimension first; sign -1 crops. */
static dl_tensor *bordered(dl_args *a, const plan *p, dl_tensor *x, int sign) {
  int64_t widths[2 * DL_SPACE];
  bool any = false;
  for (int d = 0; d < p->n; d++) {
    widths[2 * d] = sign * p->c.before[DL_SPACE - 1 - d];
    widths[2 * d + 1] = sign * p->behind[DL_SPACE - 1 - d];
    any = any || widths[2 * d] || widths[2 * d + 1];
  }
  return any ? DL(a, pad, x, ((dl_ints){ widths, 2 * p->n })) : x;
}

/* Two leading dimensions, then the first half of the others changes places with the second. */
static dl_tensor *swap_halves(dl_args *a, dl_tensor *t, int n) {
  int64_t dims[DL_MAX_DIMS] = { 0, 1 };
  for (int d = 0; d < n; d++) {
    dims[2 + d] = 2 + n + d;
    dims[2 + n + d] = 2 + d;
  }
  return DL(a, permute, t, ((dl_ints){ dims, 2 + 2 * n }));
}

/* batch x groups x (channels taps) x positions: what each position sees of x. */
static dl_tensor *columns_of(dl_args *a, const plan *p, dl_tensor *x) {
  int first = first_of(p);
  dl_tensor *t = bordered(a, p, x, 1);
  for (int d = 0; d < p->n; d++) {
    t = DL(a, unfold, t, 2 + d, reach(p, first + d), p->c.stride[first + d]);
    if (p->c.dilation[first + d] > 1) t = DL(a, slice, t, -1, 0, DL_NONE, p->c.dilation[first + d]);
  }
  t = swap_halves(a, t, p->n);
  return DL(a, reshape, t, DL_LIST(p->c.batch, p->c.groups, p->c.channels * product(p->c.kernel), product(p->c.out)));
}

/* The adjoint of columns_of. */
static dl_tensor *from_columns(dl_args *a, const plan *p, dl_tensor *columns) {
  int n = p->n, first = first_of(p);
  int64_t sizes[DL_MAX_DIMS] = { p->c.batch, p->c.groups * p->c.channels };
  memcpy(sizes + 2, p->c.kernel + first, (size_t)n * sizeof *sizes);
  memcpy(sizes + 2 + n, p->c.out + first, (size_t)n * sizeof *sizes);
  dl_tensor *t = swap_halves(a, DL(a, reshape, columns, ((dl_ints){ sizes, 2 + 2 * n })), n);
  memcpy(sizes + 2, p->c.out + first, (size_t)n * sizeof *sizes);
  memcpy(sizes + 2 + n, p->c.kernel + first, (size_t)n * sizeof *sizes);
  for (int d = n - 1; d >= 0; d--) {
    int last = 2 + n + d;
    sizes[last] = reach(p, first + d);
    if (p->c.dilation[first + d] > 1)
      t = DL(a, sliceScatter, t, ((dl_ints){ sizes, last + 1 }), last, 0, p->c.dilation[first + d]);
    sizes[2 + d] = padded(p, first + d);
    t = DL(a, unfoldAdjoint, t, ((dl_ints){ sizes, last }), 2 + d, p->c.stride[first + d]);
  }
  return bordered(a, p, t, -1);
}

static dl_tensor *grouped_weight(dl_args *a, const plan *p, dl_tensor *weight) {
  return DL(a, reshape, weight, DL_LIST(p->c.groups, p->c.filters, p->c.channels * product(p->c.kernel)));
}

static dl_tensor *grouped_output(dl_args *a, const plan *p, dl_tensor *y) {
  return DL(a, reshape, y, DL_LIST(p->c.batch, p->c.groups, p->c.filters, product(p->c.out)));
}

static dl_tensor *add_bias(dl_args *a, dl_tensor *t, dl_tensor *bias, int n) {
  return bias ? DL(a, add, t, DL(a, reshape, bias, ((dl_ints){ (int64_t[]){ bias->shape[0], 1, 1, 1 }, 1 + n }))) : t;
}

static dl_status convolution_decomp(dl_args *a) {
  plan p;
  plan_forward(a, &p);
  int64_t sizes[DL_MAX_DIMS] = { p.c.batch, p.c.groups * p.c.filters };
  memcpy(sizes + 2, p.c.out + first_of(&p), (size_t)p.n * sizeof *sizes);
  dl_tensor *y = DL(a, matmul, grouped_weight(a, &p, dl_in(a, 1)), columns_of(a, &p, dl_in(a, 0)));
  y = DL(a, reshape, y, ((dl_ints){ sizes, 2 + p.n }));
  return dl_give_result(a, 0, add_bias(a, y, dl_in(a, 2), p.n));
}

static dl_status convolution_input_decomp(dl_args *a) {
  plan p;
  plan_input(a, &p);
  dl_tensor *weight = DL(a, transpose, grouped_weight(a, &p, dl_in(a, 1)), 1, 2);
  dl_tensor *x = from_columns(a, &p, DL(a, matmul, weight, grouped_output(a, &p, dl_in(a, 0))));
  return dl_give_result(a, 0, add_bias(a, x, dl_in(a, 2), p.n));
}

static dl_status convolution_weight_decomp(dl_args *a) {
  plan p;
  plan_weight(a, &p);
  int64_t sizes[DL_MAX_DIMS] = { p.c.groups * p.c.filters, p.c.channels };
  memcpy(sizes + 2, p.c.kernel + first_of(&p), (size_t)p.n * sizeof *sizes);
  dl_tensor *columns = DL(a, transpose, columns_of(a, &p, dl_in(a, 1)), 2, 3);
  dl_tensor *all = DL(a, sum, DL(a, matmul, grouped_output(a, &p, dl_in(a, 0)), columns), DL_LIST(0));
  return dl_give_result(a, 0, DL(a, reshape, all, ((dl_ints){ sizes, 2 + p.n })));
}

/* ---- gradients ---- */

static dl_ints space(const dl_tensor *t) { return (dl_ints){ t->shape + 2, t->ndim - 2 }; }

/* The sum over images and positions, for each channel. */
static dl_tensor *sum_of_channels(dl_grad *g, dl_tensor *t) {
  return t ? DL(g, sum, t, ((dl_ints){ (const int64_t[]){ 0, 2, 3, 4 }, t->ndim - 1 })) : NULL;
}

static void convolution_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *weight = dl_saved(g, 1), *dy = dl_upstream(g, 0);
  const dl_value *arg = g->arg;
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, convolutionInput, dy, weight, DL_NONE, space(x), arg[3], arg[4], arg[5], arg[6]));
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, convolutionWeight, dy, x, space(weight), arg[3], arg[4], arg[5], arg[6]));
  if (dl_wants(g, 2)) dl_give(g, 2, sum_of_channels(g, dy));
}

static void convolution_input_grad(dl_grad *g) {
  dl_tensor *y = dl_saved(g, 0), *weight = dl_saved(g, 1), *dx = dl_upstream(g, 0);
  const dl_value *arg = g->arg;
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, convolution, dx, weight, DL_NONE, arg[4], arg[5], arg[6], arg[7]));
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, convolutionWeight, y, dx, space(weight), arg[4], arg[5], arg[6], arg[7]));
  if (dl_wants(g, 2)) dl_give(g, 2, sum_of_channels(g, dx));
}

static void convolution_weight_grad(dl_grad *g) {
  dl_tensor *y = dl_saved(g, 0), *x = dl_saved(g, 1), *dw = dl_upstream(g, 0);
  const dl_value *arg = g->arg;
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, convolution, x, dw, DL_NONE, arg[3], arg[4], arg[5], arg[6]));
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, convolutionInput, y, dw, DL_NONE, space(x), arg[3], arg[4], arg[5], arg[6]));
}

/* ---- records ---- */

DL_OP(convolution) {
  .sig = "x: Tensor, weight: Tensor, bias: Tensor?, stride: ints = 1, padding: ints = 0, dilation: ints = 1, groups: int = 1",
  .doc = "The convolution in 1 to 3 dimensions: y[n, f, o] = bias[f] + the sum over c and k of weight[f, c, k] x[n, c, o stride + k dilation "
         "- padding]. x: batch x channels x sizes; weight: filters x (channels / groups) x kernel sizes; bias: filters. Lists hold a "
         "number for each dimension, or one for all; padding also two for each, in front and behind. conv1d, conv2d and conv3d are "
         "what programs call. On the CPU kernels of 3x3 with stride 1 in float32 are multiplied at points (Winograd) where that is "
         "quicker: the error stays below 1e-5 of the largest result, and what is not finite reaches results up to 3 positions further.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_LOW,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1),
  .shape = forward_shape,
  .kernel = convolution_kernel,
  .scratch = forward_scratch,
  .flops = forward_flops,
  .decomp = convolution_decomp,
  .grad = convolution_grad,
  .sample = "{ randn(2, 2, 5), randn(3, 2, 3), randn(3) }, { randn(1, 2, 4, 5), randn(2, 2, 3, 2), nil, 1, { 1, 0 } }, "
            "{ randn(2, 2, 3, 3), randn(4, 1, 2, 2), randn(4), 2, { 1, 0, 0, 2 }, 1, 2 }, { randn(1, 2, 5, 4), randn(2, 1, 2, 2), nil, 1, 1, 2, 2 }, "
            "{ randn(1, 1, 3, 3, 2), randn(2, 1, 2, 2, 1), nil, 1, { 0, 1, 0 } }, { randn(0, 2, 4), randn(1, 2, 2), randn(1) }, "
            "{ randn(2, 3, 2, 2), randn(2, 3, 1, 1), randn(2) }, { randn(1, 4, 3), randn(2, 2, 2), nil, 2, 0, 1, 2 }",
  .error = "{ randn(2, 2, 5), randn(3, 3, 3) }, { randn(2, 5), randn(3, 2, 3) }, { randn(2, 2, 5), randn(3, 2, 3), randn(2) }, "
           "{ randn(1, 2, 5), randn(3, 2, 6) }, { randn(1, 2, 5), randn(3, 2, 3), nil, 0 }, { randn(1, 2, 5), randn(3, 2, 3), nil, 1, 0, 0 }, "
           "{ randn(1, 2, 5), randn(3, 1, 3), nil, 1, 0, 1, 2 }, { randn(1, 2, 5), randn(3, 2, 3), nil, { 1, 1 } }, "
           "{ randn(1, 2, 5), randn(3, 2, 0) }, { randn(1, 2, 5), randn(2, 2) }",
  .tolerance = 1e-4,
};

DL_OP(convolutionInput) {
  .sig = "y: Tensor, weight: Tensor, bias: Tensor?, sizes: ints, stride: ints = 1, padding: ints = 0, dilation: ints = 1, groups: int = 1",
  .doc = "The adjoint of convolution in x, plus bias: from y (batch x filters x sizes) and the weight to batch x channels x `sizes`, "
         "where each element of y adds its multiple of the weight to what it saw. The gradient of x, and the transposed convolution.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1),
  .shape = input_shape,
  .kernel = convolutionInput_kernel,
  .scratch = input_scratch,
  .flops = input_flops,
  .decomp = convolution_input_decomp,
  .grad = convolution_input_grad,
  .sample = "{ randn(2, 3, 3), randn(3, 2, 3), randn(2), { 5 } }, { randn(1, 2, 4, 4), randn(2, 2, 3, 2), nil, { 4, 5 }, 1, { 1, 0 } }, "
            "{ randn(2, 4, 2, 2), randn(4, 1, 2, 2), randn(2), { 3, 3 }, 2, { 1, 0, 0, 1 }, 1, 2 }, { randn(1, 2, 2, 2), randn(2, 3, 2, 2), nil, { 5, 4 }, { 2, 1 }, 0, 2 }, "
            "{ randn(1, 2, 2, 2, 2), randn(2, 1, 2, 2, 1), nil, { 3, 3, 2 } }, { randn(0, 1, 3), randn(1, 2, 2), nil, { 4 } }, "
            "{ randn(2, 2, 3), randn(2, 1, 2), nil, { 6 }, 2, 0, 1, 2 }",
  .error = "{ randn(2, 3, 3), randn(3, 2, 3), nil, { 6 } }, { randn(2, 2, 3), randn(3, 2, 3), nil, { 5 } }, "
           "{ randn(2, 3, 3), randn(3, 2, 3), randn(3), { 5 } }, { randn(2, 3, 3), randn(3, 2, 3), nil, { 5, 5 } }",
  .tolerance = 1e-4,
};

DL_OP(convolutionWeight) {
  .sig = "y: Tensor, x: Tensor, sizes: ints, stride: ints = 1, padding: ints = 0, dilation: ints = 1, groups: int = 1",
  .doc = "The adjoint of convolution in the weight, whose kernel has the given sizes: the sum over images and positions of y times "
         "what it sees of x. The gradient of the weight.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1),
  .shape = weight_shape,
  .kernel = convolutionWeight_kernel,
  .scratch = weight_scratch,
  .flops = weight_flops,
  .decomp = convolution_weight_decomp,
  .grad = convolution_weight_grad,
  .sample = "{ randn(2, 3, 3), randn(2, 2, 5), { 3 } }, { randn(1, 2, 4, 4), randn(1, 2, 4, 5), { 3, 2 }, 1, { 1, 0 } }, "
            "{ randn(2, 4, 2, 2), randn(2, 2, 3, 3), { 2, 2 }, 2, { 1, 0, 0, 1 }, 1, 2 }, { randn(1, 2, 2, 2), randn(1, 3, 5, 4), { 2, 2 }, { 2, 1 }, 0, 2 }, "
            "{ randn(1, 2, 2, 2, 2), randn(1, 1, 3, 3, 2), { 2, 2, 1 } }, { randn(0, 1, 3), randn(0, 2, 4), { 2 } }",
  .error = "{ randn(2, 3, 3), randn(2, 2, 5), { 2 } }, { randn(1, 3, 3), randn(2, 2, 5), { 3 } }, { randn(2, 3, 3), randn(2, 2, 5), { 0 } }, "
           "{ randn(2, 3, 3), randn(2, 2, 5), { 3 }, 1, 0, 1, 2 }",
  .tolerance = 1e-4,
};
#endif

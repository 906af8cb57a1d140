/* range.c -- numbers in a row: arange, linspace, logspace; and eye. */
#include "dl_op.h"

static bool is_integer(const dl_args *a, int i) { return a->arg[i].kind != DL_NUMBER; }       /* or not given */

#ifndef DL_CUDA
#define BLOCK 512

/* Numbers are made in blocks, as int64 where all that was given is integer, else as double, and then converted. */
typedef struct {
  dl_tensor *to;
  bool integers;
  int64_t first, by;
  double start, stop, step, base;
  int64_t n;
} progression;

static void convert_block(const progression *p, int64_t at, dl_dtype from, const void *values, int64_t n) {
  dl_dtype dtype = (dl_dtype)p->to->dtype;
  dl_convert(dtype, dl_tensor_data(p->to) + at * (int64_t)dl_dtype_size(dtype), from, values, n);
}

static void count_up(void *context, int64_t begin, int64_t end) {
  const progression *p = context;
  union { int64_t integer[BLOCK]; double number[BLOCK]; } block;
  for (int64_t at = begin; at < end; at += BLOCK) {
    int64_t n = end - at < BLOCK ? end - at : BLOCK;
    for (int64_t i = 0; i < n && p->integers; i++)
      block.integer[i] = (int64_t)((uint64_t)p->first + (uint64_t)(at + i) * (uint64_t)p->by);
    for (int64_t i = 0; i < n && !p->integers; i++) block.number[i] = p->start + (double)(at + i) * p->step;
    convert_block(p, at, p->integers ? DL_INT64 : DL_FLOAT64, &block, n);
  }
}

/* arange(stop), arange(start, stop, step) */
static progression read_arange(const dl_args *a) {
  bool alone = !dl_given(a, 1), stepped = dl_given(a, 2);
  progression p = { .integers = is_integer(a, 0) && is_integer(a, 1) && is_integer(a, 2) };
  p.start = alone ? 0 : dl_number(a, 0);
  p.stop = dl_number(a, alone ? 0 : 1);
  p.step = stepped ? dl_number(a, 2) : 1;
  if (!p.integers) return p;
  p.first = alone ? 0 : dl_integer(a, 0);
  p.by = stepped ? dl_integer(a, 2) : 1;
  return p;
}

static dl_status arange_kernel(dl_args *a) {
  progression p = read_arange(a);
  p.to = a->result[0];
  return dl_parallel(dl_tensor_numel(p.to), 32768, count_up, &p);
}
DL_KERNEL(arange)

/* From both ends, so that the last number is the last one asked for. */
static void divide_evenly(void *context, int64_t begin, int64_t end) {
  const progression *p = context;
  double block[BLOCK];
  for (int64_t at = begin; at < end; at += BLOCK) {
    int64_t n = end - at < BLOCK ? end - at : BLOCK;
    for (int64_t i = 0; i < n; i++) {
      int64_t k = at + i;
      block[i] = k < p->n / 2 || p->n == 1 ? p->start + (double)k * p->step : p->stop - (double)(p->n - 1 - k) * p->step;
    }
    for (int64_t i = 0; i < n && p->base != 0; i++) block[i] = pow(p->base, block[i]);
    convert_block(p, at, DL_FLOAT64, block, n);
  }
}

static dl_status linear_space(dl_args *a, double base) {
  progression p = { .to = a->result[0], .start = dl_number(a, 0), .stop = dl_number(a, 1), .base = base };
  p.n = dl_tensor_numel(p.to);
  p.step = p.n > 1 ? (p.stop - p.start) / (double)(p.n - 1) : 0;
  return dl_parallel(p.n, 32768, divide_evenly, &p);
}

static dl_status linspace_kernel(dl_args *a) { return linear_space(a, 0); }
DL_KERNEL(linspace)

static dl_status logspace_kernel(dl_args *a) { return linear_space(a, dl_number(a, 3)); }
DL_KERNEL(logspace)

static dl_status eye_kernel(dl_args *a) {
  dl_tensor *r = a->result[0];
  size_t size = dl_dtype_size((dl_dtype)r->dtype);
  char *to = dl_tensor_data(r), one[8];
  const int64_t unit = 1;
  dl_convert((dl_dtype)r->dtype, one, DL_INT64, &unit, 1);
  memset(to, 0, (size_t)dl_tensor_numel(r) * size);
  for (int64_t i = 0; i < r->shape[0] && i < r->shape[1]; i++)
    memcpy(to + (size_t)(i * r->shape[1] + i) * size, one, size);
  return DL_OK;
}
DL_KERNEL(eye)

#else
static dl_status arange_kernel(dl_args *a) {
  const bool integers = is_integer(a, 0) && is_integer(a, 1) && is_integer(a, 2), alone = !dl_given(a, 1);
  const bool stepped = dl_given(a, 2);
  const dl_dtype dtype = (dl_dtype)a->result[0]->dtype;
  const int64_t n = dl_tensor_numel(a->result[0]);
  char *to = dl_tensor_data(a->result[0]);
  if (integers) {
    const uint64_t first = alone ? 0 : (uint64_t)dl_integer(a, 0), by = stepped ? (uint64_t)dl_integer(a, 2) : 1;
    return dl_each(a, n, [=] __device__ (int64_t i) { dl_store(dtype, to, i, (int64_t)(first + (uint64_t)i * by)); });
  }
  const double start = alone ? 0 : dl_number(a, 0), step = stepped ? dl_number(a, 2) : 1;
  return dl_each(a, n, [=] __device__ (int64_t i) { dl_store(dtype, to, i, start + (double)i * step); });
}
DL_KERNEL(arange)

static dl_status linear_space(dl_args *a, double base) {
  const double start = dl_number(a, 0), stop = dl_number(a, 1);
  const dl_dtype dtype = (dl_dtype)a->result[0]->dtype;
  const int64_t n = dl_tensor_numel(a->result[0]);
  const double step = n > 1 ? (stop - start) / (double)(n - 1) : 0;
  char *to = dl_tensor_data(a->result[0]);
  return dl_each(a, n, [=] __device__ (int64_t i) {
    const double v = i < n / 2 || n == 1 ? start + (double)i * step : stop - (double)(n - 1 - i) * step;
    dl_store(dtype, to, i, base != 0 ? pow(base, v) : v);
  });
}

static dl_status linspace_kernel(dl_args *a) { return linear_space(a, 0); }
DL_KERNEL(linspace)

static dl_status logspace_kernel(dl_args *a) { return linear_space(a, dl_number(a, 3)); }
DL_KERNEL(logspace)

static dl_status eye_kernel(dl_args *a) {
  const dl_dtype dtype = (dl_dtype)a->result[0]->dtype;
  const int64_t columns = a->result[0]->shape[1];
  char *to = dl_tensor_data(a->result[0]);
  return dl_each(a, dl_tensor_numel(a->result[0]), [=] __device__ (int64_t i) {
    dl_store(dtype, to, i, (int64_t)(i / columns == i % columns));
  });
}
DL_KERNEL(eye)
#endif

#ifndef DL_DEVICE_PASS

#define MOST 0x1p53            /* elements: more than any memory holds, and exact as a double */

static dl_status arange_shape(dl_args *a) {
  for (int i = 0; i < 3; i++)
    if (dl_in(a, i)) return dl_fail_argument(a, i, "expected a number, got a Tensor (use item())");
  progression p = read_arange(a);
  dl_dtype dtype = dl_given(a, 3) ? (dl_dtype)dl_integer(a, 3) : p.integers ? DL_INT64 : DL_FLOAT32;
  double steps = ceil((p.stop - p.start) / p.step);
  if (p.step == 0) return dl_fail_argument(a, 2, "is 0");
  if (!(fabs(steps) <= MOST)) return dl_fail(a, "from %g to %g in steps of %g: too many numbers", p.start, p.stop, p.step);
  if (steps < 0 || (p.stop < p.start) != (p.step < 0 && p.stop != p.start))
    return dl_fail(a, "steps of %g do not lead from %g to %g", p.step, p.start, p.stop);
  int64_t n = (int64_t)steps;
  if (p.integers) {                            /* exactly, where doubles are not */
    __int128 way = (__int128)dl_integer(a, dl_given(a, 1) ? 1 : 0) - p.first;
    n = (int64_t)((way + p.by + (p.by > 0 ? -1 : 1)) / p.by);
  }
  return dl_result(a, 0, dtype, 1, &n);
}

DL_OP(arange) {
  .sig = "start: Tensor|number, stop: Tensor|number?, step: Tensor|number?, dtype: dtype?",
  .doc = "The numbers start, start + step, ... in front of stop, as a vector; arange(n) is 0 to n - 1, and the step is 1 "
         "if it is not given. int64 when all three are Lua integers, else float32.",
  .flags = DL_CREATES | DL_NO_GRAD,
  .shape = arange_shape,
  .kernel = arange_kernel,
  .sample = "{ 5 }, { 2, 6 }, { 5, 0, -2 }, { 0, 1, 0.25 }, { 3.5 }, { 3, 3 }, { 4, { dtype = 'float64' } }, { 1000 }, "
            "{ math.maxinteger - 2, math.maxinteger }",
  .error = "{}, { 0, 5, 0 }, { 5, 0 }, { 0, 1e300 }, { 0, 0 / 0 }, { randn(1) }, { 0, math.huge }",
};

static dl_status space_shape(dl_args *a) {
  int last = a->nargs - 1;
  int64_t n = dl_integer(a, 2);
  if (n < 0) return dl_fail_argument(a, 2, "is negative: %lld", (long long)n);
  return dl_result(a, 0, dl_given(a, last) ? (dl_dtype)dl_integer(a, last) : DL_FLOAT32, 1, &n);
}

DL_OP(linspace) {
  .sig = "start: number, stop: number, steps: int, dtype: dtype?",
  .doc = "A vector of so many numbers, evenly from start to stop, both included.",
  .flags = DL_CREATES | DL_NO_GRAD,
  .shape = space_shape,
  .kernel = linspace_kernel,
  .sample = "{ 0, 1, 5 }, { 2, -1, 4, 'float64' }, { 1, 2, 1 }, { 1, 2, 0 }",
  .error = "{ 0, 1 }, { 0, 1, -1 }, { 'x', 1, 2 }",
};

DL_OP(logspace) {
  .sig = "start: number, stop: number, steps: int, base: number = 10, dtype: dtype?",
  .doc = "A vector of so many numbers, base^start to base^stop, whose exponents lie evenly.",
  .flags = DL_CREATES | DL_NO_GRAD,
  .shape = space_shape,
  .kernel = logspace_kernel,
  .sample = "{ 0, 1, 5 }, { 0, 4, 5, 2, 'float64' }, { 1, 2, 0 }",
  .error = "{ 0, 1 }, { 0, 1, -1 }",
};

static dl_status eye_shape(dl_args *a) {
  int64_t sizes[2] = { dl_integer(a, 0), dl_given(a, 1) ? dl_integer(a, 1) : dl_integer(a, 0) };
  for (int i = 0; i < 2; i++)
    if (sizes[i] < 0) return dl_fail_argument(a, i, "is negative: %lld", (long long)sizes[i]);
  return dl_result(a, 0, dl_given(a, 2) ? (dl_dtype)dl_integer(a, 2) : DL_FLOAT32, 2, sizes);
}

DL_OP(eye) {
  .sig = "n: int, m: int?, dtype: dtype?",
  .doc = "A matrix of n rows and m columns (n if not given) with ones on the diagonal and zeros elsewhere.",
  .flags = DL_CREATES | DL_NO_GRAD,
  .shape = eye_shape,
  .kernel = eye_kernel,
  .sample = "{ 3 }, { 2, 3 }, { 3, 2, 'int64' }, { 0 }, { 2, { dtype = 'bool' } }",
  .error = "{ -1 }, { 2, -1 }, {}",
};
#endif

/* pointwiseProgram.c -- formulas of users (dl.pointwise) as programs of steps (engine/program.h), computed block by block:
** a step is a loop over some hundred numbers that stay in the nearest cache, so memory is read and written once.
*/
#include "dl_op.h"

static int list_of(const dl_args *a, dl_tensor *const **list) {
  *list = a->arg[0].tensors.data;
  return a->arg[0].tensors.count;
}

static dl_status read_program(const dl_args *a, dl_program *p) {
  const char *problem = dl_program_read(p, a->arg[0].tensors.count, dl_string(a, 1), dl_string(a, 2));
  return problem ? dl_fail_argument(a, 1, "%s", problem) : DL_OK;
}

#ifndef DL_CUDA

#define LONGEST 512              /* elements of a block */
#define ROOM 32768               /* bytes for the blocks of all values */
#define FEWEST 16
#define GRAIN 32768

/* ---- the loops: one for each step and type ---- */

#define STEP_LOOPS(name, operands, formula) STEP_LOOP(name, float, formula) STEP_LOOP(name, double, formula)
#define STEP_LOOP(name, TYPE, formula) \
static void step_##name##_##TYPE(int64_t n, void *to, const void *of_x, const void *of_y, const void *of_z) { \
  typedef TYPE T; \
  T *restrict r = to; \
  const T *u = of_x, *v = of_y, *w = of_z; \
  DL_RUN(n) { const T x = u[i], y = v[i], z = w[i]; (void)y; (void)z; r[i] = (T)(formula); } \
}
DL_PROGRAM_STEPS(STEP_LOOPS)

typedef void (*step_loop)(int64_t n, void *to, const void *x, const void *y, const void *z);
static const step_loop loops[DL_STEP_KINDS][2] = {
#define STEP_ROW(name, operands, formula) { step_##name##_float, step_##name##_double },
  DL_PROGRAM_STEPS(STEP_ROW)
};

/* ---- one range of elements ---- */

typedef struct work {
  const dl_program *program;
  const dl_places_of_values *places;
  dl_program_walk walk;
  dl_dtype dtype;                /* of the inputs */
  bool wide;                     /* computed in double, else in float */
  int64_t block;
  dl_args *a;
} work;

/* n elements of input o from `begin` on, side by side and in the dtype they have; strides may be anything. */
static void gather(const dl_program_walk *walk, int o, int64_t begin, int64_t n, size_t width, char *to) {
  const int last = walk->ndim - 1;
  while (n > 0) {
    int64_t row = last < 0 ? 1 : walk->shape[last], column = begin % row, rest = begin / row;
    int64_t at = last < 0 ? 0 : column * walk->step[last][o];
    for (int d = last - 1; d >= 0; d--) {
      at += rest % walk->shape[d] * walk->step[d][o];
      rest /= walk->shape[d];
    }
    const int64_t count = row - column < n ? row - column : n, step = last < 0 ? 0 : walk->step[last][o];
    const char *from = walk->data[o] + at * (int64_t)width;
    if (step == 1) memcpy(to, from, (size_t)count * width);
    else if (width == 4) for (int64_t i = 0; i < count; i++) ((uint32_t *)to)[i] = ((const uint32_t *)from)[i * step];
    else if (width == 8) for (int64_t i = 0; i < count; i++) ((uint64_t *)to)[i] = ((const uint64_t *)from)[i * step];
    else for (int64_t i = 0; i < count; i++) ((uint16_t *)to)[i] = ((const uint16_t *)from)[i * step];
    to += count * (int64_t)width;
    begin += count;
    n -= count;
  }
}

static bool is_one_number(const dl_program_walk *walk, int o) {
  for (int d = 0; d < walk->ndim; d++) if (walk->step[d][o]) return false;
  return true;
}

static bool is_dense(const dl_program_walk *walk, int o) { return walk->ndim == 1 && walk->step[0][o] == 1; }

static void splat(const work *w, char *to, double v) {
  if (w->wide) for (int64_t i = 0; i < w->block; i++) ((double *)to)[i] = v;
  else for (int64_t i = 0; i < w->block; i++) ((float *)to)[i] = (float)v;
}

/* The block of an input: where it lies, if that will do, else in `room`. */
static const char *input_block(const work *w, int o, int64_t begin, int64_t n, char *room) {
  const size_t width = dl_dtype_size(w->dtype);
  const bool half = dl_dtype_is_half(w->dtype);
  const char *from = w->walk.data[o] + begin * (int64_t)width;
  uint16_t narrow[LONGEST];
  if (is_one_number(&w->walk, o)) return room;                   /* filled once, for all blocks */
  if (is_dense(&w->walk, o) && !half) return from;
  if (!is_dense(&w->walk, o)) {
    gather(&w->walk, o, begin, n, width, half ? (char *)narrow : room);
    from = (char *)narrow;
  }
  if (half) dl_convert(DL_FLOAT32, room, w->dtype, from, n);
  return room;
}

static void store(const work *w, int r, int64_t begin, int64_t n, const char *from) {
  dl_tensor *result = w->a->result[r];
  const dl_dtype dtype = (dl_dtype)result->dtype;
  char *to = dl_tensor_data(result) + begin * (int64_t)dl_dtype_size(dtype);
  if (from != to) dl_convert(dtype, to, w->wide ? DL_FLOAT64 : DL_FLOAT32, from, n);
}

/* Where a step writes: into the result that it is, if that has the dtype of the computation. */
static char *target(const work *w, int value, int64_t begin, char *room) {
  for (int r = 0; r < w->program->results; r++) {
    dl_tensor *t = w->a->result[r];
    if (w->program->result[r] == value && t->dtype == (w->wide ? DL_FLOAT64 : DL_FLOAT32))
      return dl_tensor_data(t) + begin * (int64_t)dl_dtype_size((dl_dtype)t->dtype);
  }
  return room;
}

/* Numbers that are the same for every block: constants, and inputs of one element. */
static void fill_constants(const work *w, char *room, size_t size) {
  const dl_program *p = w->program;
  for (int c = 0; c < p->constants; c++) splat(w, room + (size_t)(p->inputs + c) * size, p->constant[c]);
  for (int o = 0; o < p->inputs; o++) {
    double v;
    if (!is_one_number(&w->walk, o)) continue;
    dl_convert(DL_FLOAT64, &v, w->dtype, w->walk.data[o], 1);
    splat(w, room + (size_t)o * size, v);
  }
}

static void run_range(void *context, int64_t begin, int64_t end) {
  const work *w = context;
  const dl_program *p = w->program;
  const int first = dl_program_first_step(p);
  char room[ROOM] __attribute__((aligned(64)));
  const size_t size = (size_t)w->block * (w->wide ? sizeof(double) : sizeof(float));
  const char *at[ROOM / FEWEST / sizeof(float)];              /* the block in each place */
  fill_constants(w, room, size);
  for (int v = p->inputs; v < first; v++) at[v] = room + (size_t)v * size;
  for (; begin < end; begin += w->block) {
    const int64_t n = end - begin < w->block ? end - begin : w->block;
    for (int o = 0; o < p->inputs; o++) at[o] = input_block(w, o, begin, n, room + (size_t)o * size);
    for (int s = 0; s < p->steps; s++) {
      const dl_step *step = &p->step[s];
      const int place = w->places->of[first + s];
      char *to = target(w, first + s, begin, room + (size_t)place * size);
      const uint16_t *of = w->places->of;
      loops[step->kind][w->wide](n, to, at[of[step->of[0]]], at[of[step->of[1]]], at[of[step->of[2]]]);
      at[place] = to;
    }
    for (int r = 0; r < p->results; r++) store(w, r, begin, n, at[w->places->of[p->result[r]]]);
  }
}

static dl_status pointwiseProgram_kernel(dl_args *a) {
  dl_program program;
  dl_places_of_values places;
  dl_tensor *const *inputs;
  const int count = list_of(a, &inputs);
  if (read_program(a, &program) != DL_OK) return DL_ERROR;
  dl_program_place(&program, &places);
  work w = { .program = &program, .places = &places, .dtype = (dl_dtype)inputs[0]->dtype, .a = a };
  w.wide = w.dtype == DL_FLOAT64;
  const int64_t width = w.wide ? sizeof(double) : sizeof(float), each = ROOM / (places.count * width) / FEWEST * FEWEST;
  if (each == 0) return dl_fail(a, "it needs more than %d numbers at a time", (int)(ROOM / width / FEWEST));
  w.block = each < LONGEST ? each : LONGEST;
  dl_program_walk_make(&w.walk, a->result[0]->ndim, a->result[0]->shape, count, inputs);
  return dl_parallel(w.walk.total, GRAIN, run_range, &w);
}

#else

/* ---- CUDA: a kernel compiled by NVRTC (device/cuda/formula.cu). Without NVRTC every thread runs the steps for its elements; the
** program travels with the launch ---- */

namespace {
struct launched_step { uint8_t kind, to, of[3]; };
struct launched_program {
  dl_program_walk walk;
  int inputs, constants, steps, results;
  launched_step step[DL_PROGRAM_MOST_LAUNCHED];
  double constant[DL_PROGRAM_LAUNCHED_CONSTANTS];
  char *to[DL_PROGRAM_MOST_RESULTS];
  uint8_t dtype[DL_PROGRAM_MOST_RESULTS], result[DL_PROGRAM_MOST_RESULTS];
};
static_assert(sizeof(launched_program) <= 4000, "the parameters of a kernel have 4 KB");
}

template <class T> static __device__ T run_step(int kind, T x, T y, T z) {
  switch (kind) {
#define STEP_CASE(name, operands, formula) case DL_STEP_##name: return (T)(formula);
    DL_PROGRAM_STEPS(STEP_CASE)
#undef STEP_CASE
  }
  return x;
}

/* Elements of type S, computed as T. */
template <class S> static dl_status launch(const dl_args *a, const launched_program &p) {
  typedef typename dl_wide_of<S>::type T;
  return dl_each(a, p.walk.total, [=] __device__ (int64_t i) {
    T v[DL_PROGRAM_LAUNCHED_PLACES];
    int64_t at[DL_PROGRAM_MOST_INPUTS], rest = i;
    for (int o = 0; o < p.inputs; o++) at[o] = 0;
    for (int d = p.walk.ndim - 1; d >= 0; d--) {
      const int64_t position = rest % p.walk.shape[d];
      rest /= p.walk.shape[d];
      for (int o = 0; o < p.inputs; o++) at[o] += position * p.walk.step[d][o];
    }
    for (int o = 0; o < p.inputs; o++) v[o] = dl_wide(((const S *)p.walk.data[o])[at[o]]);
    for (int c = 0; c < p.constants; c++) v[p.inputs + c] = (T)p.constant[c];
    for (int s = 0; s < p.steps; s++) {
      const launched_step step = p.step[s];
      v[step.to] = run_step<T>(step.kind, v[step.of[0]], v[step.of[1]], v[step.of[2]]);
    }
    for (int r = 0; r < p.results; r++) dl_store((dl_dtype)p.dtype[r], p.to[r], i, v[p.result[r]]);
  });
}

static void prepare(launched_program *l, const dl_args *a, const dl_program *p, const dl_places_of_values *places) {
  dl_tensor *const *inputs;
  const int count = list_of(a, &inputs), first = dl_program_first_step(p);
  dl_program_walk_make(&l->walk, a->result[0]->ndim, a->result[0]->shape, count, inputs);
  l->inputs = p->inputs;
  l->constants = p->constants;
  l->steps = p->steps;
  l->results = p->results;
  for (int c = 0; c < p->constants; c++) l->constant[c] = p->constant[c];
  for (int s = 0; s < p->steps; s++) {
    l->step[s].kind = p->step[s].kind;
    l->step[s].to = (uint8_t)places->of[first + s];
    for (int i = 0; i < 3; i++) l->step[s].of[i] = (uint8_t)places->of[p->step[s].of[i]];
  }
  for (int r = 0; r < p->results; r++) {
    l->to[r] = dl_tensor_data(a->result[r]);
    l->dtype[r] = a->result[r]->dtype;
    l->result[r] = (uint8_t)places->of[p->result[r]];
  }
}

static dl_status pointwiseProgram_kernel(dl_args *a) {
  dl_program program;
  dl_places_of_values places;
  launched_program l = {};
  bool done;
  if (read_program(a, &program) != DL_OK) return DL_ERROR;
  dl_status status = dl_formula_run(a, &program, &done);
  if (done || status != DL_OK) return status;
  if (!dl_program_fits_a_launch(&program)) return dl_fail(a, "it has too many steps for one launch");
  dl_program_place(&program, &places);
  prepare(&l, a, &program, &places);
  switch (a->arg[0].tensors.data[0]->dtype) {
    case DL_FLOAT32: return launch<float>(a, l);
    case DL_FLOAT64: return launch<double>(a, l);
    case DL_FLOAT16: return launch<dl_half>(a, l);
    default: return launch<dl_bfloat16>(a, l);
  }
}

#endif
DL_KERNEL(pointwiseProgram)

#ifndef DL_DEVICE_PASS

static dl_status program_shape(dl_args *a) {
  dl_program p;
  int ndim = 0;
  int64_t shape[DL_MAX_DIMS] = { 0 };
  dl_tensor *const *inputs;
  const int count = list_of(a, &inputs);
  if (count == 0) return dl_fail(a, "at least one argument must be a Tensor");
  if (read_program(a, &p) != DL_OK) return DL_ERROR;
  a->composite = a->device != dl_device_cpu() && !dl_program_fits_a_launch(&p);
  for (int i = 0; i < count; i++) {
    dl_tensor so_far = { .ndim = (uint8_t)ndim };
    memcpy(so_far.shape, shape, sizeof shape);
    if (dl_broadcast(a, &so_far, inputs[i], &ndim, shape) != DL_OK) return DL_ERROR;
  }
  dl_status status = DL_OK;
  for (int r = 0; r < p.results && status == DL_OK; r++)
    status = dl_result(a, r, dl_program_result_is_truth(&p, r) ? DL_BOOL : (dl_dtype)inputs[0]->dtype, ndim, shape);
  return status;
}

/* ---- the same in operators ---- */

static dl_tensor *truth(dl_args *a, dl_tensor *x) { return x && x->dtype == DL_BOOL ? x : DL(a, ne, x, 0); }

static dl_tensor *run_step(dl_args *a, dl_step_kind kind, dl_tensor *const v[3], dl_dtype dtype) {
  dl_value args[3];
  const int n = dl_step_operands(kind);
  for (int i = 0; i < n; i++) args[i] = dl_value_tensor(v[i]);
  if (kind == DL_STEP_where) args[0] = dl_value_tensor(truth(a, v[0]));
  dl_tensor *y = dl_scope_call(a->scope, dl_step_name(kind), n, args, NULL);
  return y && y->dtype != dtype ? DL(a, to, y, (int)dtype) : y;
}

/* A result has the shape of all inputs and lies on their device, whatever it was computed from. */
static dl_tensor *as_result(dl_args *a, const dl_program *p, int r, dl_tensor *y, dl_dtype dtype, dl_ints shape) {
  dl_tensor *zeros = DL(a, zeros, shape, y ? (int)y->dtype : 0);
  if (!zeros) return NULL;
  if (!dl_tensor_same_shape(y, zeros) || y->storage->device != a->device) y = DL(a, add, zeros, y);
  if (dl_program_result_is_truth(p, r)) return truth(a, y);
  return y && y->dtype != dtype ? DL(a, to, y, (int)dtype) : y;
}

static dl_status program_decomp(dl_args *a) {
  enum { MOST = DL_PROGRAM_MOST_INPUTS + DL_PROGRAM_MOST_CONSTANTS + DL_PROGRAM_MOST_STEPS };
  dl_program p;
  dl_tensor *const *inputs;
  int ndim = 0;
  int64_t shape[DL_MAX_DIMS] = { 0 };
  const int count = list_of(a, &inputs);
  if (count == 0 || read_program(a, &p) != DL_OK) return dl_fail(a, "no inputs");
  const dl_dtype given = (dl_dtype)inputs[0]->dtype, dtype = given == DL_FLOAT64 ? DL_FLOAT64 : DL_FLOAT32;
  dl_tensor **v = dl_scope_list(a->scope, MOST);
  if (!v) return DL_NO_MEMORY;
  for (int i = 0; i < count; i++) {
    dl_tensor so_far = { .ndim = (uint8_t)ndim };
    memcpy(so_far.shape, shape, sizeof shape);
    if (dl_broadcast(a, &so_far, inputs[i], &ndim, shape) != DL_OK) return DL_ERROR;
    v[i] = given == dtype ? inputs[i] : DL(a, to, inputs[i], (int)dtype);
  }
  for (int c = 0; c < p.constants; c++)
    v[p.inputs + c] = DL(a, full, ((dl_ints){ shape, 0 }), p.constant[c], (int)dtype);
  for (int s = 0; s < p.steps; s++) {
    dl_tensor *of[3];
    for (int i = 0; i < 3; i++) of[i] = v[p.step[s].of[i]];
    v[dl_program_first_step(&p) + s] = run_step(a, (dl_step_kind)p.step[s].kind, of, dtype);
  }
  for (int r = 0; r < p.results; r++)
    dl_give_result(a, r, as_result(a, &p, r, v[p.result[r]], given, (dl_ints){ shape, ndim }));
  return DL_OK;
}

/* ---- the gradient: another program ---- */

static void program_grad(dl_grad *g) {
  dl_program p, gradient;
  const dl_tensors inputs = g->arg[0].tensors;
  const char *problem = dl_program_read(&p, inputs.count, g->arg[1].string, g->arg[2].string);
  if (problem) return dl_grad_fail(g, problem);
  dl_tensor **given = dl_scope_list(g->scope, DL_PROGRAM_MOST_INPUTS + DL_PROGRAM_MOST_RESULTS);
  if (!given) return;
  unsigned wanted = 0, flows = 0;
  int n = 0, k = 0;
  for (; n < inputs.count; n++) {
    given[n] = inputs.data[n];
    wanted |= (unsigned)dl_wants_item(g, 0, n) << n;
  }
  for (int r = 0; r < p.results; r++) {
    if (!g->upstream[r] || dl_program_result_is_truth(&p, r)) continue;
    flows |= 1u << r;
    given[n++] = g->upstream[r];
  }
  if (!wanted || !flows) return;
  if (n > DL_PROGRAM_MOST_INPUTS || !dl_program_gradient(&gradient, &p, wanted, flows))
    return dl_grad_fail(g, "the formula is too large to be differentiated");
  const int size = dl_program_text_size(&gradient), constants_size = dl_program_constants_size(&gradient);
  char *text = (char *)dl_scope_list(g->scope, (size + constants_size) / (int)sizeof(void *) + 1), *constants = text + size;
  if (!text) return;
  dl_program_write(&gradient, text, constants);
  dl_tensor *results[DL_MAX_RESULTS] = { NULL };
  DL_ALL(g, results, pointwiseProgram, ((dl_tensors){ given, n }), (const char *)text, (const char *)constants);
  for (int i = 0; i < inputs.count; i++)
    if (wanted >> i & 1) dl_give_item(g, 0, i, results[k++]);
}

DL_OP(pointwiseProgram) {
  .sig = "inputs: Tensors, program: string, constants: string = \"\"",
  .returns = "result, more",
  .doc = "A formula of elements, as dl.pointwise makes it: the steps and then the results, in values counted from 0: the inputs, the "
         "constants, the result of each step. \"gt 0 2 mul 1 0 where 3 0 4 = 5\" with the constants \"0\" is x > 0 ? x : a * x. The inputs "
         "broadcast; integers become float32. Steps are named as the operators that do the same. Results that are comparisons are bool.",
  .flags = DL_BROADCAST | DL_STRIDED,
  .promote = DL_COMMON_FLOAT,
  .saves = DL_ARGUMENT(0),
  .shape = program_shape,
  .kernel = pointwiseProgram_kernel,
  .decomp = program_decomp,
  .grad = program_grad,
  .sample = "{ { away(3, 4), randn(4) }, 'gt 0 2 mul 1 0 where 3 0 4 = 5', '0' }, "
            "{ { randn(2, 3), positive(3), randn() }, 'exp 0 log 1 mul 3 4 sub 5 2 tanh 6 = 7 5' }, "
            "{ { randn(3, 2):t(), randn(2, 3) }, 'mul 0 1 sigmoid 2 add 3 0 = 4' }, "
            "{ { randn(0, 3) }, 'sin 0 = 1' }, { { randn() }, 'mul 0 1 = 2 1', '2.5' }, "
            "{ { randn(2, 1, 3), randn(4, 1) }, 'maximum 0 1 gt 0 1 = 2 3' }, "
            "{ { positive(4), randn(4) }, 'pow 0 1 sqrt 0 div 2 3 atan2 1 0 = 4 5' }",
  .error = "{ {}, '= 0' }, { { randn(2) }, 'sine 0 = 1' }, { { randn(2) }, 'sin 1 = 1' }, { { randn(2) }, 'sin 0' }, "
           "{ { randn(2) }, 'sin 0 =' }, { { randn(2) }, 'sin 0 = 2' }, { { randn(2) }, 'add 0 1 = 2', 'x' }, "
           "{ { randn(2), randn(3) }, 'add 0 1 = 2' }",
};
#endif

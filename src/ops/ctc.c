/* ctc.c -- connectionist temporal classification (Graves, Fernandez, Gomez, Schmidhuber, 2006), and its gradient.
**
** The labels of a sequence with blanks between them are the places of a path: 2 S + 1 of them, where each step stays, goes
** on by one, or by two over a blank between different labels. alpha sums, in logarithms, over all paths up to a step
** and place, beta over all from there on. Everything is computed in double; what cannot be is NEVER, which no
** sum of probabilities reaches and whose differences are numbers.
*/
#include "dl_op.h"

#ifndef DL_CUDA
#define NEVER -1e250
#define IMPOSSIBLE 1e200       /* a loss from here on means that no path fits */

typedef struct {
  int64_t steps, batch, classes, longest, blank;
  const char *logs, *dloss, *loss;
  char *to;
  const int64_t *targets, *input_lengths, *target_lengths;
  double *scratch;
  int64_t each;                /* doubles of scratch for a sequence */
  bool narrow;
} ctc_work;

static double read(const ctc_work *w, const char *data, int64_t i) {
  return w->narrow ? (double)((const float *)data)[i] : ((const double *)data)[i];
}
static void put(const ctc_work *w, char *data, int64_t i, double v) {
  if (w->narrow) ((float *)data)[i] = (float)v; else ((double *)data)[i] = v;
}

/* The class of place s of sequence b, from 0. */
static int64_t class_of(const ctc_work *w, int64_t b, int64_t s) {
  return s % 2 ? w->targets[b * w->longest + s / 2] - 1 : w->blank;
}

/* The logarithms of the probabilities of all places at step t. */
static void emit(const ctc_work *w, int64_t b, int64_t t, int64_t places, double *to) {
  const int64_t row = (t * w->batch + b) * w->classes;
  for (int64_t s = 0; s < places; s++) {
    const double v = read(w, w->logs, row + class_of(w, b, s));
    to[s] = v < NEVER ? NEVER : v;
  }
}

/* to[s] = log(exp(x[s]) + exp(y[s]) + exp(z[s])) + e[s] */
static void join(int64_t n, const double *x, const double *y, const double *z, const double *e, double *to) {
  DL_RUN(n) {
    double m = x[i] > y[i] ? x[i] : y[i];
    m = z[i] > m ? z[i] : m;
    to[i] = m + log(exp(x[i] - m) + exp(y[i] - m) + exp(z[i] - m)) + e[i];
  }
}

/* What comes by two places forward (alpha), or goes (beta, by = -1): only over a blank between different labels. */
static void jumps(const ctc_work *w, int64_t b, int64_t places, const double *from, int64_t by, double *to) {
  for (int64_t s = 0; s < places; s++) {
    int64_t p = s - 2 * by, last = by > 0 ? s : p;
    bool open = p >= 0 && p < places && s % 2 && class_of(w, b, last) != class_of(w, b, last - 2);
    to[s] = open ? from[p] : NEVER;
  }
}

/* alpha of all steps; each row has 1 NEVER before it. Places are 2 L + 1. Returns the loss. */
static double forward(const ctc_work *w, int64_t b, int64_t steps, int64_t places, double *alpha, double *spare) {
  const int64_t row = 2 * w->longest + 2;
  double *e = spare, *two = spare + row;
  for (int64_t t = 0; t < steps; t++) {
    double *now = alpha + t * row + 1;
    now[-1] = NEVER;
    emit(w, b, t, places, e);
    if (t == 0) {
      for (int64_t s = 0; s < places; s++) now[s] = s < 2 ? e[s] : NEVER;
      continue;
    }
    jumps(w, b, places, now - row, 1, two);
    join(places, now - row, now - row - 1, two, e, now);
  }
  if (steps == 0) return places == 1 ? 0 : (double)INFINITY;
  const double *end = alpha + (steps - 1) * row + places, *last = end, *before = end - 1;   /* end - 1 is NEVER if places is 1 */
  const double m = *last > *before ? *last : *before, loss = -(m + log(exp(*last - m) + exp(*before - m)));
  return loss > IMPOSSIBLE ? (double)INFINITY : loss;
}

static void losses(void *context, int64_t begin, int64_t end) {
  const ctc_work *w = context;
  for (int64_t b = begin; b < end; b++) {
    double *alpha = w->scratch + b * w->each, *spare = alpha + w->steps * (2 * w->longest + 2);
    put(w, w->to, b, forward(w, b, w->input_lengths[b], 2 * w->target_lengths[b] + 1, alpha, spare));
  }
}

/* d loss / d log p of class k at step t = - the sum over its places of exp(alpha + beta - log p + loss) */
static void gradients(void *context, int64_t begin, int64_t end) {
  const ctc_work *w = context;
  const int64_t row = 2 * w->longest + 2;
  for (int64_t b = begin; b < end; b++) {
    double *alpha = w->scratch + b * w->each, *spare = alpha + w->steps * row, *beta = spare + 3 * row;
    const double loss = read(w, w->loss, b), scale = read(w, w->dloss, b);
    int64_t steps = w->input_lengths[b], places = 2 * w->target_lengths[b] + 1;
    for (int64_t t = 0; t < w->steps; t++)
      for (int64_t k = 0; k < w->classes; k++) put(w, w->to, (t * w->batch + b) * w->classes + k, 0);
    if (scale == 0) continue;
    forward(w, b, steps, places, alpha, spare);
    double *e = spare, *two = spare + row, *old = spare + 2 * row;
    for (int64_t t = steps - 1; t >= 0; t--) {
      const double *at = alpha + t * row + 1;
      const int64_t to = (t * w->batch + b) * w->classes;
      emit(w, b, t, places, e);
      if (t == steps - 1) for (int64_t s = 0; s < places; s++) beta[s] = s >= places - 2 ? e[s] : NEVER;
      else {
        memcpy(old, beta, (size_t)places * sizeof *old);
        old[places] = NEVER;
        jumps(w, b, places, old, -1, two);
        join(places, old, old + 1, two, e, beta);
      }
      for (int64_t s = 0; s < places; s++) {
        const int64_t k = to + class_of(w, b, s);
        put(w, w->to, k, read(w, w->to, k) - scale * exp(at[s] + beta[s] - e[s] + loss));
      }
    }
  }
}

/* Lengths and labels are data: the kernels look at them. `logs` is argument i, the others come behind it. */
static dl_status look(dl_args *a, int i, ctc_work *w) {
  const dl_tensor *logs = dl_in(a, i), *targets = dl_in(a, i + 1);
  *w = (ctc_work){ .steps = logs->shape[0], .batch = logs->shape[1], .classes = logs->shape[2], .longest = targets->shape[1],
                   .blank = dl_integer(a, i + 4) - 1, .logs = dl_tensor_data(logs), .narrow = logs->dtype == DL_FLOAT32,
                   .targets = (const int64_t *)dl_tensor_data(targets), .to = dl_tensor_data(a->result[0]), .scratch = a->scratch,
                   .input_lengths = (const int64_t *)dl_tensor_data(dl_in(a, i + 2)),
                   .target_lengths = (const int64_t *)dl_tensor_data(dl_in(a, i + 3)) };
  w->each = (w->steps + 4) * (2 * w->longest + 2);
  for (int64_t b = 0; b < w->batch; b++) {
    int64_t input = w->input_lengths[b], target = w->target_lengths[b];
    if (input < 0 || input > w->steps)
      return dl_fail_argument(a, i + 2, "%lld is not in 0 to %lld, the number of steps", (long long)input, (long long)w->steps);
    if (target < 0 || target > w->longest)
      return dl_fail_argument(a, i + 3, "%lld is not in 0 to %lld, the size of targets", (long long)target, (long long)w->longest);
    for (int64_t s = 0; s < target; s++) {
      int64_t k = w->targets[b * w->longest + s];
      if (k < 1 || k > w->classes)
        return dl_fail_argument(a, i + 1, "label %lld is not in 1 to %lld", (long long)k, (long long)w->classes);
    }
  }
  return DL_OK;
}

static dl_status ctc_kernel(dl_args *a) {
  ctc_work w;
  dl_status status = look(a, 0, &w);
  return status == DL_OK ? dl_parallel(w.batch, 1, losses, &w) : status;
}
DL_KERNEL(ctc)

static dl_status ctcGrad_kernel(dl_args *a) {
  ctc_work w;
  dl_status status = look(a, 2, &w);
  w.dloss = dl_tensor_data(dl_in(a, 0));
  w.loss = dl_tensor_data(dl_in(a, 1));
  return status == DL_OK ? dl_parallel(w.batch, 1, gradients, &w) : status;
}
DL_KERNEL(ctcGrad)
#endif

#ifndef DL_DEVICE_PASS
static size_t scratch_of(const dl_args *a, int i) {
  int64_t row = 2 * dl_in(a, i + 1)->shape[1] + 2;
  return (size_t)((dl_in(a, i)->shape[0] + 4) * row * dl_in(a, i)->shape[1]) * sizeof(double);
}
static size_t ctc_scratch(const dl_args *a) { return scratch_of(a, 0); }
static size_t ctc_grad_scratch(const dl_args *a) { return scratch_of(a, 2); }

static dl_status check_ctc(dl_args *a, int i) {
  const dl_tensor *logs = dl_in(a, i), *targets = dl_in(a, i + 1);
  int64_t blank = dl_integer(a, i + 4);
  if (logs->ndim != 3 || !dl_dtype_is_float((dl_dtype)logs->dtype))
    return dl_fail_argument(a, i, "expected floats (steps, batch, classes), got %s of shape %s", dl_dtype_name((dl_dtype)logs->dtype), DL_SHAPE_TEXT(logs));
  if (targets->ndim != 2 || targets->shape[0] != logs->shape[1] || targets->dtype != DL_INT64)
    return dl_fail_argument(a, i + 1, "expected int64 (%lld, longest), got %s of shape %s", (long long)logs->shape[1],
                            dl_dtype_name((dl_dtype)targets->dtype), DL_SHAPE_TEXT(targets));
  for (int k = i + 2; k < i + 4; k++)
    if (dl_in(a, k)->ndim != 1 || dl_in(a, k)->shape[0] != logs->shape[1] || dl_in(a, k)->dtype != DL_INT64)
      return dl_fail_argument(a, k, "expected %lld lengths as int64", (long long)logs->shape[1]);
  if (blank < 1 || blank > logs->shape[2])
    return dl_fail_argument(a, i + 4, "the blank is a class from 1 to %lld, got %lld", (long long)logs->shape[2], (long long)blank);
  return DL_OK;
}

static dl_status ctc_shape(dl_args *a) {
  if (check_ctc(a, 0) != DL_OK) return DL_ERROR;
  return dl_result(a, 0, (dl_dtype)dl_in(a, 0)->dtype, 1, dl_in(a, 0)->shape + 1);
}

static dl_status ctc_grad_shape(dl_args *a) {
  if (check_ctc(a, 2) != DL_OK) return DL_ERROR;
  for (int i = 0; i < 2; i++)
    if (dl_in(a, i)->ndim != 1 || dl_in(a, i)->shape[0] != dl_in(a, 2)->shape[1])
      return dl_fail_argument(a, i, "expected a number for each sequence, got shape %s", DL_SHAPE_TEXT(dl_in(a, i)));
  return dl_result_like(a, 0, dl_in(a, 2));
}

/* ---- in smaller operators: all sequences at once, (batch, places) at each step ---- */

#define FAR -1e30              /* NEVER for every dtype */

typedef struct {
  dl_tensor *logs, *classes, *jump, *inputs, *ends;   /* jump: may a path come here from two places before? */
  int64_t steps, batch, places;
} lattice;

static dl_tensor *beside(dl_args *a, dl_tensor *x, dl_tensor *y) {
  dl_tensor **list = dl_scope_list(a->scope, 2);
  if (!list) return NULL;
  list[0] = x;
  list[1] = y;
  return DL(a, cat, ((dl_tensors){ list, 2 }), 1);
}

/* x moved by n places, FAR where nothing comes from. */
static dl_tensor *moved(dl_args *a, const lattice *l, dl_tensor *x, int n) {
  int64_t size = n > 0 ? n : -n;
  if (size > l->places) size = l->places;
  dl_tensor *far = x ? DL(a, full, DL_LIST(l->batch, size), FAR, (int)x->dtype) : NULL;
  dl_tensor *rest = DL(a, narrow, x, 1, n > 0 ? 0 : size, l->places - size);
  return n > 0 ? beside(a, far, rest) : beside(a, rest, far);
}

static lattice lattice_of(dl_args *a, int i) {
  dl_tensor *logs = dl_in(a, i), *targets = dl_in(a, i + 1), *lengths = dl_in(a, i + 3);
  int64_t longest = targets->shape[1], blank = dl_integer(a, i + 4);
  lattice l = { .logs = logs, .steps = logs->shape[0], .batch = logs->shape[1], .places = 2 * longest + 1 };
  dl_tensor *given = DL(a, lt, DL(a, arange, 0, longest), DL(a, unsqueeze, lengths, 1));
  dl_tensor *labels = DL(a, where, given, targets, blank), *blanks = DL(a, fullLike, labels, blank);
  dl_tensor **pair = dl_scope_list(a->scope, 2);
  if (!pair) return l;
  pair[0] = blanks;
  pair[1] = labels;
  dl_tensor *both = DL(a, reshape, DL(a, stack, ((dl_tensors){ pair, 2 }), 2), DL_LIST(l.batch, 2 * longest));
  l.classes = beside(a, both, DL(a, full, DL_LIST(l.batch, 1), blank, (int)DL_INT64));
  dl_tensor *odd = DL(a, eq, DL(a, remainder, DL(a, arange, 0, l.places), 2), 1);
  l.jump = DL(a, logicalAnd, odd, DL(a, ne, l.classes, DL(a, to, moved(a, &l, DL(a, to, l.classes, (int)DL_FLOAT64), 2), (int)DL_INT64)));
  l.inputs = DL(a, unsqueeze, dl_in(a, i + 2), 1);
  l.ends = DL(a, mul, DL(a, unsqueeze, lengths, 1), 2);
  return l;
}

static dl_tensor *emitted(dl_args *a, const lattice *l, int64_t t) {
  return DL(a, maximum, DL(a, gather, DL(a, select, l->logs, 0, t), 1, l->classes), FAR);
}

static dl_tensor *joined(dl_args *a, dl_tensor *x, dl_tensor *y, dl_tensor *z) {
  dl_tensor **list = dl_scope_list(a->scope, 3);
  if (!list) return NULL;
  list[0] = x;
  list[1] = y;
  list[2] = z;
  return DL(a, logsumexp, DL(a, stack, ((dl_tensors){ list, z ? 3 : 2 }), 0), 0);
}

/* alpha of every step; behind the end of a sequence it stays. */
static dl_tensor **alphas(dl_args *a, const lattice *l) {
  dl_tensor **alpha = dl_scope_list(a->scope, (int)l->steps + 1);
  if (!alpha) return NULL;
  for (int64_t t = 0; t < l->steps; t++) {
    dl_tensor *e = emitted(a, l, t);
    if (t == 0) {
      alpha[0] = DL(a, where, DL(a, lt, DL(a, arange, 0, l->places), 2), e, FAR);
      continue;
    }
    dl_tensor *old = alpha[t - 1], *two = DL(a, where, l->jump, moved(a, l, old, 2), FAR);
    dl_tensor *now = DL(a, add, joined(a, old, moved(a, l, old, 1), two), e);
    alpha[t] = DL(a, where, DL(a, gt, l->inputs, t), now, old);
  }
  return alpha;
}

/* The paths of a sequence end in its last label or the blank behind it. */
static dl_status ctc_decomp(dl_args *a) {
  lattice l = lattice_of(a, 0);
  dl_tensor **alpha = alphas(a, &l), *end = l.steps && alpha ? alpha[l.steps - 1] : NULL;
  dl_tensor *empty = DL(a, eq, l.ends, 0), *loss = NULL;
  if (end) {
    dl_tensor *before = DL(a, gather, end, 1, DL(a, add, DL(a, maximum, DL(a, sub, l.ends, 1), 0), 1));
    before = DL(a, where, empty, FAR, before);
    loss = DL(a, neg, joined(a, DL(a, gather, end, 1, DL(a, add, l.ends, 1)), before, NULL));
    loss = DL(a, where, DL(a, gt, loss, -0.1 * FAR), INFINITY, loss);
  }
  dl_tensor *nothing = DL(a, where, empty, 0.0, INFINITY);
  loss = loss ? DL(a, where, DL(a, eq, l.inputs, 0), nothing, loss) : DL(a, add, nothing, DL(a, sum, l.logs));
  return dl_give_result(a, 0, DL(a, to, DL(a, reshape, loss, DL_LIST(l.batch)), (int)l.logs->dtype));
}

static dl_status ctc_grad_decomp(dl_args *a) {
  dl_tensor *dloss = dl_in(a, 0), *loss = dl_in(a, 1), *beta = NULL;
  lattice l = lattice_of(a, 2);
  dl_tensor **alpha = alphas(a, &l), **steps = dl_scope_list(a->scope, (int)l.steps + 1);
  if (!alpha || !steps) return DL_NO_MEMORY;
  if (l.steps == 0) return dl_give_result(a, 0, DL(a, mul, l.logs, 0.0));
  dl_tensor *idle = DL(a, logicalAnd, DL(a, eq, dloss, 0), DL(a, eq, loss, INFINITY)), *place = DL(a, arange, 0, l.places);
  loss = DL(a, unsqueeze, DL(a, where, idle, 0.0, loss), 1);     /* nothing of what cannot be, where nothing is asked */
  dl_tensor *last = DL(a, logicalAnd, DL(a, ge, place, DL(a, sub, l.ends, 1)), DL(a, le, place, l.ends));
  dl_tensor *inside = DL(a, le, place, l.ends), *sign = DL(a, neg, DL(a, unsqueeze, dloss, 1));
  dl_tensor *may_leave = DL(a, gt, moved(a, &l, DL(a, to, l.jump, (int)l.logs->dtype), -2), 0);
  for (int64_t t = l.steps - 1; t >= 0; t--) {
    dl_tensor *e = emitted(a, &l, t), *ending = DL(a, logicalAnd, DL(a, eq, l.inputs, t + 1), last);
    dl_tensor *now = DL(a, where, ending, e, FAR);
    if (beta) {
      dl_tensor *two = DL(a, where, may_leave, moved(a, &l, beta, -2), FAR);
      dl_tensor *on = DL(a, add, joined(a, beta, moved(a, &l, beta, -1), two), e);
      now = DL(a, where, DL(a, gt, l.inputs, t + 1), on, now);
    }
    beta = now;
    dl_tensor *path = DL(a, add, DL(a, sub, DL(a, add, alpha[t], beta), e), loss);
    dl_tensor *seen = DL(a, logicalAnd, DL(a, gt, l.inputs, t), inside);
    path = DL(a, mul, DL(a, exp, DL(a, where, seen, path, FAR)), sign);
    steps[t] = DL(a, scatterAdd, DL(a, zerosLike, DL(a, select, l.logs, 0, t)), 1, l.classes, path);
  }
  return dl_give_result(a, 0, DL(a, stack, ((dl_tensors){ steps, (int)l.steps }), 0));
}

static void ctc_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, ctcGrad, dl_upstream(g, 0), g->result[0], g->arg[0], g->arg[1], g->arg[2], g->arg[3], g->arg[4]));
}

#define LENGTHS(...) "tensor({ " #__VA_ARGS__ " }, 'int64')"

DL_OP(ctc) {
  .sig = "logProbs: Tensor, targets: Tensor, inputLengths: Tensor, targetLengths: Tensor, blank: int = 1",
  .doc = "What ctcLoss is made of: for each sequence minus the logarithm of the probability of its labels, summed over all ways to "
         "spread them over the steps. logProbs: (steps, batch, classes), logarithms of probabilities; targets: int64 (batch, longest) "
         "classes from 1; lengths: int64 (batch); blank: the class that stands for none. Infinite where the labels do not fit into "
         "the steps.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_LIKE_FIRST, .keeps = DL_ARGUMENT(1) | DL_ARGUMENT(2) | DL_ARGUMENT(3),
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1) | DL_ARGUMENT(2) | DL_ARGUMENT(3) | DL_RESULT(0),
  .shape = ctc_shape,
  .kernel = ctc_kernel,
  .scratch = ctc_scratch,
  .decomp = ctc_decomp,
  .grad = ctc_grad,
  .sample = "{ randn(4, 2, 3), tensor({ { 2, 3 }, { 3, 3 } }, 'int64'), " LENGTHS(4, 3) ", " LENGTHS(2, 2) " }, "
            "{ randn(3, 2, 3), tensor({ { 1, 2 }, { 2, 1 } }, 'int64'), " LENGTHS(3, 2) ", " LENGTHS(1, 0) ", 3 }, "
            "{ randn(2, 0, 3), ints(3, 0, 2), ints(3, 0), ints(3, 0) }",
  .error = "{ randn(4, 2, 3), tensor({ { 2, 4 }, { 3, 3 } }, 'int64'), " LENGTHS(4, 3) ", " LENGTHS(2, 2) " }, "
           "{ randn(4, 2, 3), ints(3, 2, 2), " LENGTHS(4, 5) ", " LENGTHS(2, 2) " }, "
           "{ randn(4, 2, 3), ints(3, 2, 2), " LENGTHS(4, 3) ", " LENGTHS(3, 2) " }, "
           "{ randn(4, 2, 3), ints(3, 3, 2), " LENGTHS(4, 3) ", " LENGTHS(2, 2) " }, "
           "{ randn(4, 2, 3), ints(3, 2, 2), " LENGTHS(4, 3) ", " LENGTHS(2, 2) ", 4 }, "
           "{ randn(4, 2, 3), ints(3, 2, 2), randn(2), " LENGTHS(2, 2) " }",
};

DL_OP(ctcGrad) {
  .sig = "gradient: Tensor, loss: Tensor, logProbs: Tensor, targets: Tensor, inputLengths: Tensor, targetLengths: Tensor, blank: int",
  .doc = "The gradient of ctc by logProbs from that of the losses and the losses.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON, .keeps = DL_ARGUMENT(3) | DL_ARGUMENT(4) | DL_ARGUMENT(5),
  .shape = ctc_grad_shape,
  .kernel = ctcGrad_kernel,
  .scratch = ctc_grad_scratch,
  .decomp = ctc_grad_decomp,
  .sample = "{ randn(1), rand(1), randn(3, 1, 2), tensor({ { 2, 2 } }, 'int64'), " LENGTHS(3) ", " LENGTHS(1) ", 1 }",
  .error = "{ randn(3), randn(2), randn(3, 2, 3), ints(3, 2, 2), " LENGTHS(3, 2) ", " LENGTHS(2, 1) ", 1 }",
};
#endif

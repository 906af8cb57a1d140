/* einsum.c -- Einstein's summation: products of tensors whose dimensions are named by letters.
**
** Operands are taken in from left to right. For each pair the letters are of four kinds: those of both that are
** needed later are a batch, those of both that are not are summed by the product, and those of one side are its
** rows or its columns. So each step is one batched matrix product of permuted views.
*/
#include "dl_op.h"

#ifndef DL_DEVICE_PASS

/* Labels: A-Z, a-z, then the dimensions of an ellipsis, which go along with each other from the last one. */
#define ELLIPSIS 52
#define LABELS (ELLIPSIS + DL_MAX_DIMS)
#define BIT(label) ((uint64_t)1 << (label))

typedef struct {
  dl_tensor *t;
  int n;
  uint8_t label[DL_MAX_DIMS];
} term;

typedef struct {
  dl_args *a;
  dl_tensors operands;
  int64_t size[LABELS];         /* of a label, plus 1; 0: not seen yet */
  int count[LABELS];
  int ellipsis;                 /* the most dimensions that an ellipsis stands for */
} equation;

static int label_of(char c) {
  return c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' + 26 : -1;
}

static char letter_of(int label) {
  return (char)(label >= ELLIPSIS ? '.' : label < 26 ? 'A' + label : 'a' + label - 26);
}

static uint64_t labels_in(const term *x) {
  uint64_t mask = 0;
  for (int d = 0; d < x->n; d++) mask |= BIT(x->label[d]);
  return mask;
}

/* ---- reading ---- */

/* Labels up to a comma, an arrow or the end; `ellipsis` dimensions for "...", negative where it may not be. */
static dl_status read_labels(dl_args *a, const char **at, int ellipsis, int *n, uint8_t *label) {
  bool dotted = false;
  *n = 0;
  for (; **at && **at != ',' && **at != '-'; ++*at) {
    int found = label_of(**at);
    if (**at == ' ') continue;
    if (strncmp(*at, "...", 3) == 0 && !dotted) {
      dotted = true;
      *at += 2;
      for (int k = 0; k < ellipsis && *n < DL_MAX_DIMS; k++)
        label[(*n)++] = (uint8_t)(ELLIPSIS + DL_MAX_DIMS - ellipsis + k);
    } else if (found < 0)
      return dl_fail_argument(a, 0, "'%c' is not a letter, a comma, an arrow or an ellipsis", **at);
    else if (*n == DL_MAX_DIMS) return dl_fail_argument(a, 0, "more than %d dimensions in a row", DL_MAX_DIMS);
    else label[(*n)++] = (uint8_t)found;
  }
  return DL_OK;
}

/* How many letters stand before the next comma or arrow, and whether there is an ellipsis among them. */
static int letters_ahead(const char *s, bool *dotted) {
  int n = 0;
  *dotted = false;
  for (; *s && *s != ',' && *s != '-'; s++) {
    if (label_of(*s) >= 0) n++;
    if (*s == '.') *dotted = true;
  }
  return n;
}

static dl_status note_sizes(equation *e, int operand, const term *x) {
  for (int d = 0; d < x->n; d++) {
    int64_t *size = &e->size[x->label[d]], own = x->t->shape[d] + 1;
    e->count[x->label[d]]++;
    if (*size == 0 || *size == 2) *size = own;
    else if (own != *size && own != 2)
      return dl_fail(e->a, "operand %d: '%c' has size %lld, %lld elsewhere", operand + 1, letter_of(x->label[d]),
                     (long long)own - 1, (long long)*size - 1);
  }
  return DL_OK;
}

static dl_status read_operand(equation *e, const char **at, int i, term *x) {
  bool dotted;
  x->t = e->operands.data[i];
  int letters = letters_ahead(*at, &dotted), rest = x->t->ndim - letters;
  if (rest < 0 || (rest > 0 && !dotted))
    return dl_fail(e->a, "operand %d: %d letters for %d dimensions", i + 1, letters, (int)x->t->ndim);
  if (rest > e->ellipsis) e->ellipsis = rest;
  return read_labels(e->a, at, rest, &x->n, x->label);
}

/* Sizes and counts of all operands; leaves *at behind the last. */
static dl_status read_operands(equation *e, const char **at) {
  for (int i = 0; i < e->operands.count; i++) {
    term x;
    if (read_operand(e, at, i, &x) != DL_OK || note_sizes(e, i, &x) != DL_OK) return DL_ERROR;
    bool more = i + 1 < e->operands.count;
    if (more != (**at == ',')) break;
    if (!more) return DL_OK;
    ++*at;
  }
  return dl_fail_argument(e->a, 0, "names %s operands than the %d that are given", **at == ',' ? "more" : "fewer",
                          e->operands.count);
}

/* Without an arrow: the ellipsis, then the letters that occur once, in the order of the alphabet. */
static dl_status implied_output(const equation *e, term *out) {
  out->n = 0;
  for (int k = 0; k < e->ellipsis && out->n < DL_MAX_DIMS; k++)
    out->label[out->n++] = (uint8_t)(LABELS - e->ellipsis + k);
  for (int label = 0; label < ELLIPSIS; label++) {
    if (e->count[label] != 1) continue;
    if (out->n == DL_MAX_DIMS) return dl_fail(e->a, "the result has more than %d dimensions", DL_MAX_DIMS);
    out->label[out->n++] = (uint8_t)label;
  }
  return DL_OK;
}

static dl_status read_output(const equation *e, const char *at, term *out) {
  if (*at == 0) return implied_output(e, out);
  if (strncmp(at, "->", 2) != 0) return dl_fail_argument(e->a, 0, "'-' without '>'");
  at += 2;
  if (read_labels(e->a, &at, e->ellipsis, &out->n, out->label) != DL_OK) return DL_ERROR;
  if (*at) return dl_fail_argument(e->a, 0, "'%c' behind the arrow", *at);
  uint64_t seen = 0;
  for (int d = 0; d < out->n; d++) {
    int label = out->label[d];
    if (seen & BIT(label)) return dl_fail_argument(e->a, 0, "'%c' occurs twice in the result", letter_of(label));
    if (!e->count[label]) return dl_fail_argument(e->a, 0, "'%c' of the result is in no operand", letter_of(label));
    seen |= BIT(label);
  }
  return DL_OK;
}

/* ---- steps on one operand ---- */

static void forget(term *x, int d) {
  x->n--;
  memmove(x->label + d, x->label + d + 1, (size_t)(x->n - d));
}

/* A letter that occurs twice walks the diagonal. */
static dl_status take_diagonals(equation *e, int operand, term *x) {
  for (int p = 0; p < x->n; p++)
    for (int q = p + 1; q < x->n; q++) {
      if (x->label[p] != x->label[q]) continue;
      if (x->t->shape[p] != x->t->shape[q])
        return dl_fail(e->a, "operand %d: '%c' has two sizes, %lld and %lld", operand + 1, letter_of(x->label[p]),
                       (long long)x->t->shape[p], (long long)x->t->shape[q]);
      uint8_t label = x->label[p];
      x->t = DL(e->a, diagonal, x->t, 0, p, q);
      if (!x->t) return DL_ERROR;
      forget(x, q);
      forget(x, p);
      x->label[x->n++] = label;
      q = p;                                  /* another letter is at p now */
    }
  return DL_OK;
}

/* A size of 1 where others have more would be repeated: without it the product broadcasts. */
static void drop_ones(const equation *e, term *x) {
  for (int d = x->n - 1; d >= 0; d--)
    if (x->t && x->t->shape[d] == 1 && e->size[x->label[d]] != 2) {
      x->t = DL(e->a, squeeze, x->t, DL_LIST(d));
      forget(x, d);
    }
}

/* Sum over the labels that are not in `keep`. */
static void sum_others(const equation *e, term *x, uint64_t keep) {
  int64_t dims[DL_MAX_DIMS];
  int n = 0;
  for (int d = x->n - 1; d >= 0; d--) if (!(keep & BIT(x->label[d]))) dims[n++] = d;
  if (n && x->t) x->t = DL(e->a, sum, x->t, ((dl_ints){ dims, n }));
  for (int k = 0; k < n; k++) forget(x, (int)dims[k]);
}

/* ---- two operands become one ---- */

typedef struct {
  int n;
  int64_t dims[DL_MAX_DIMS], shape[DL_MAX_DIMS], total;
  uint8_t label[DL_MAX_DIMS];
} group;

/* The dimensions of x whose labels are in a mask, in the order of the labels, so that both sides agree. */
static group group_of(const term *x, uint64_t mask) {
  group g = { .total = 1 };
  for (int label = 0; label < LABELS; label++)
    for (int d = 0; d < x->n && (mask & BIT(label)); d++) {
      if (x->label[d] != label) continue;
      g.label[g.n] = (uint8_t)label;
      g.shape[g.n] = x->t->shape[d];
      g.dims[g.n++] = d;
      g.total *= x->t->shape[d];
    }
  return g;
}

/* x as a batch of matrices, from three groups of its dimensions. */
static dl_tensor *as_matrices(dl_args *a, const term *x, const group *batch, const group *rows, const group *columns) {
  const group *all[3] = { batch, rows, columns };
  int64_t dims[DL_MAX_DIMS];
  int n = 0;
  for (int k = 0; k < 3; k++)
    for (int d = 0; d < all[k]->n; d++) dims[n++] = all[k]->dims[d];
  dl_tensor *t = DL(a, permute, x->t, ((dl_ints){ dims, n }));
  return DL(a, reshape, t, DL_LIST(batch->total, rows->total, columns->total));
}

static dl_status append(equation *e, term *x, int64_t *shape, const group *g) {
  for (int d = 0; d < g->n; d++) {
    if (x->n == DL_MAX_DIMS)
      return dl_fail(e->a, "a product on the way has more than %d dimensions (try another order)", DL_MAX_DIMS);
    shape[x->n] = g->shape[d];
    x->label[x->n++] = g->label[d];
  }
  return DL_OK;
}

static dl_status multiply(equation *e, term *x, term *y, uint64_t later) {
  sum_others(e, x, labels_in(y) | later);
  sum_others(e, y, labels_in(x) | later);
  if (!x->t || !y->t) return DL_ERROR;
  uint64_t left = labels_in(x), right = labels_in(y), both = left & right;
  group batch = group_of(x, both & later), inner = group_of(x, both & ~later);
  group batch_y = group_of(y, both & later), inner_y = group_of(y, both & ~later);
  group rows = group_of(x, left & ~both), columns = group_of(y, right & ~both);
  term product = { .n = 0 };
  int64_t shape[DL_MAX_DIMS];
  if (append(e, &product, shape, &batch) != DL_OK || append(e, &product, shape, &rows) != DL_OK
      || append(e, &product, shape, &columns) != DL_OK) return DL_ERROR;
  dl_tensor *l = as_matrices(e->a, x, &batch, &rows, &inner);
  dl_tensor *r = as_matrices(e->a, y, &batch_y, &inner_y, &columns);
  dl_tensor *matrices = inner.n == 0 ? DL(e->a, mul, l, r) : DL(e->a, bmm, l, r);   /* nothing is summed */
  product.t = DL(e->a, reshape, matrices, ((dl_ints){ shape, product.n }));
  *x = product;
  return product.t ? DL_OK : DL_ERROR;
}

/* Labels of the operands from text on, and of the result. */
static uint64_t needed(const equation *e, const char *text, int from, const term *out) {
  uint64_t mask = labels_in(out);
  for (int i = from; i < e->operands.count; i++) {
    term x;
    bool dotted;
    int rest = e->operands.data[i]->ndim - letters_ahead(text, &dotted);
    read_labels(e->a, &text, rest, &x.n, x.label);
    mask |= labels_in(&x);
    text++;
  }
  return mask;
}

static dl_status arrange(const equation *e, term *x, const term *out) {
  int64_t dims[DL_MAX_DIMS];
  sum_others(e, x, labels_in(out));
  for (int d = 0; d < out->n; d++)
    for (int k = 0; k < x->n; k++) if (x->label[k] == out->label[d]) dims[d] = k;
  return x->t ? dl_give_result(e->a, 0, DL(e->a, permute, x->t, ((dl_ints){ dims, out->n }))) : DL_ERROR;
}

static dl_status einsum_decomp(dl_args *a) {
  equation e = { .a = a, .operands = a->arg[1].tensors };
  const char *at = dl_string(a, 0);
  term x, y, out;
  if (e.operands.count == 0) return dl_fail_argument(a, 1, "expected at least one Tensor");
  if (read_operands(&e, &at) != DL_OK || read_output(&e, at, &out) != DL_OK) return DL_ERROR;
  at = dl_string(a, 0);
  for (int i = 0; i < e.operands.count; i++, at++) {
    term *next = i ? &y : &x;
    if (read_operand(&e, &at, i, next) != DL_OK || take_diagonals(&e, i, next) != DL_OK) return dl_error_status();
    drop_ones(&e, next);
    uint64_t later = needed(&e, at + 1, i + 1, &out);
    if (i == 0) sum_others(&e, &x, later);
    else if (multiply(&e, &x, &y, later) != DL_OK) return dl_error_status();
  }
  return arrange(&e, &x, &out);
}

DL_OP(einsum) {
  .sig = "equation: string, operands: Tensors",
  .doc = "Einstein's summation. The equation names the dimensions of each operand by letters and says "
         "which of them the result has: \"bij,bjk->bik\" is a batched matrix product. Letters that the "
         "result lacks are summed; a letter twice in one operand is its diagonal; \"...\" stands for any "
         "further dimensions, which broadcast. Without \"->\" the result has the letters that occur once, "
         "in the order of the alphabet.",
  .promote = DL_COMMON,
  .autocast = DL_LOW,
  .decomp = einsum_decomp,
  .sample = "{ 'ij,jk->ik', { randn(2, 3), randn(3, 2) } }, { 'ij,jk', { randn(2, 3), randn(3, 2) } }, "
            "{ 'ij->ji', { randn(2, 3) } }, { 'ij->', { randn(2, 3) } }, { 'ii->i', { randn(3, 3) } }, "
            "{ 'ii', { randn(3, 3) } }, { 'iij,jkk->ki', { randn(2, 2, 3), randn(3, 2, 2) } }, "
            "{ 'i,j->ij', { randn(2), randn(3) } }, "
            "{ 'bhqd,bhkd->bhqk', { randn(1, 2, 2, 3), randn(1, 2, 2, 3) } }, "
            "{ 'ij,jk,k->i', { randn(2, 3), randn(3, 2), randn(2) } }, "
            "{ '...ij,...jk->...ik', { randn(2, 2, 3), randn(3, 2) } }, "
            "{ 'b...->...b', { randn(2, 1, 3) } }, { 'ba', { randn(2, 3) } }, "
            "{ ' i j , j -> i ', { randn(2, 3), randn(3) } }, "
            "{ 'ij,ij->ij', { randn(2, 3), randn(1, 3) } }, { 'ij,jk', { randn(2, 1), randn(3, 2) } }, "
            "{ 'bn,anm,bm->ba', { randn(2, 2), randn(3, 2, 2), randn(2, 2) } }, "
            "{ '...,...->...', { randn(2, 1, 3), randn(4, 1) } }, { ',i->i', { randn(), randn(2) } }, "
            "{ 'ij,jk->ik', { randn(2, 0), randn(0, 2) } }",
  .error = "{ 'ij,jk', { randn(2, 3) } }, { 'ij', { randn(2, 3), randn(3) } }, { 'i', { randn(2, 3) } }, "
           "{ 'i1', { randn(2, 3) } }, { 'ij->ii', { randn(2, 3) } }, { 'ij->k', { randn(2, 3) } }, "
           "{ 'ij,jk', { randn(2, 3), randn(2, 3) } }, { 'ii', { randn(2, 3) } }, "
           "{ 'ij-i', { randn(2, 3) } }, { 'ij', {} }, { 'ij->i,', { randn(2, 3) } }, "
           "{ 'i......', { randn(2, 3) } }",
};
#endif

/* ctcLoss.c -- the loss of connectionist temporal classification as users call it: targets in a row, lengths, reductions. */
#include "dl_op.h"

#ifndef DL_DEVICE_PASS

static dl_tensor *filled(dl_args *a, int64_t n, int64_t value) { return DL(a, full, DL_LIST(n), value, (int)DL_INT64); }

/* The lengths that are given, as int64 (batch); without them all are `whole`. */
static dl_tensor *lengths_of(dl_args *a, int i, int64_t batch, int64_t whole) {
  dl_tensor *t = dl_in(a, i);
  if (!t) return filled(a, batch, whole);
  t = DL(a, to, t, (int)DL_INT64);
  return t && t->ndim == 0 ? DL(a, unsqueeze, t, 0) : t;
}

/* Targets one behind the other as rows: (batch, longest). */
static dl_tensor *rows_of(dl_args *a, dl_tensor *targets, dl_tensor *lengths) {
  double number = 0;
  int64_t longest = 0, total = targets->shape[0];
  dl_tensor *most = lengths && dl_tensor_numel(lengths) ? DL(a, amax, lengths) : NULL;
  if (most && dl_tensor_read(most, 0, &number, &longest) != DL_OK) return NULL;
  if (longest < 0 || longest > total) longest = total;
  if (total == 0 || longest == 0) return lengths ? DL(a, zeros, DL_LIST(lengths->shape[0], 0), (int)DL_INT64) : NULL;
  dl_tensor *begin = DL(a, sub, DL(a, cumsum, lengths, 0), lengths);
  dl_tensor *place = DL(a, add, DL(a, unsqueeze, begin, 1), DL(a, arange, 0, longest));
  place = DL(a, minimum, place, total - 1);                /* behind a sequence, where nobody looks */
  dl_tensor *flat = DL(a, reshape, DL(a, add, place, 1), DL_LIST(-1));
  return DL(a, reshape, DL(a, indexSelect, targets, 0, flat), DL_LIST(lengths->shape[0], longest));
}

static dl_status check_reduction(dl_args *a, int i) {
  const char *how = dl_string(a, i);
  if (strcmp(how, "mean") == 0 || strcmp(how, "sum") == 0 || strcmp(how, "none") == 0) return DL_OK;
  return dl_fail_argument(a, i, "there is no reduction '%s': mean, sum or none", how);
}

static dl_status ctc_loss_decomp(dl_args *a) {
  dl_tensor *logs = dl_in(a, 0), *targets = dl_in(a, 1);
  const char *how = dl_string(a, 5);
  bool single = logs->ndim == 2;
  if (check_reduction(a, 5) != DL_OK) return DL_ERROR;
  if (!single && logs->ndim != 3)
    return dl_fail_argument(a, 0, "expected (steps, batch, classes) or (steps, classes), got shape %s", DL_SHAPE_TEXT(logs));
  if (targets->ndim != 1 && (targets->ndim != 2 || single))
    return dl_fail_argument(a, 1, "expected (batch, longest) or all labels in a row, got shape %s", DL_SHAPE_TEXT(targets));
  if (targets->dtype != DL_INT64 && targets->dtype != DL_INT32)
    return dl_fail_argument(a, 1, "expected int64 or int32, got %s", dl_dtype_name((dl_dtype)targets->dtype));
  if (!single && targets->ndim == 1 && !dl_given(a, 3)) return dl_fail_argument(a, 3, "labels in a row need their lengths");
  if (single) {
    logs = DL(a, unsqueeze, logs, 1);
    targets = DL(a, unsqueeze, targets, 0);
  }
  int64_t batch = single ? 1 : logs->shape[1];
  targets = DL(a, to, targets, (int)DL_INT64);
  dl_tensor *inputs = lengths_of(a, 2, batch, dl_in(a, 0)->shape[0]);
  dl_tensor *lengths = lengths_of(a, 3, batch, targets ? targets->shape[targets->ndim - 1] : 0);
  if (targets && targets->ndim == 1) targets = rows_of(a, targets, lengths);
  dl_tensor *loss = DL(a, ctc, logs, targets, inputs, lengths, a->arg[4]);
  if (dl_boolean(a, 6)) loss = DL(a, where, DL(a, eq, loss, INFINITY), 0.0, loss);
  if (how[0] == 'm') loss = DL(a, mean, DL(a, div, loss, DL(a, to, DL(a, maximum, lengths, 1), (int)dl_in(a, 0)->dtype)));
  if (how[0] == 's') loss = DL(a, sum, loss);
  return dl_give_result(a, 0, single && how[0] == 'n' ? DL(a, squeeze, loss, 0) : loss);
}

DL_OP(ctcLoss) {
  .sig = "logProbs: Tensor, targets: Tensor, inputLengths: Tensor?, targetLengths: Tensor?, blank: int = 1, "
         "reduction: string = \"mean\", zeroInfinity: bool = false",
  .doc = "Connectionist temporal classification: minus the logarithm of the probability of a sequence of labels, summed over all ways to "
         "spread it over the steps, with blanks between. logProbs: (steps, batch, classes) or (steps, classes), such as logSoftmax "
         "gives; targets: (batch, longest), or all labels in a row, classes from 1, without the class `blank` (PyTorch's 0 is 1 "
         "here); inputLengths, targetLengths: (batch), all of them if not given. \"mean\" divides each loss by the length of its "
         "target, then takes the mean of the batch; \"sum\"; \"none\": (batch). A target that does not fit into its steps has an infinite "
         "loss and a gradient of nan, or zeros with zeroInfinity. The gradient is that of this formula for any logProbs (PyTorch's "
         "is right behind logSoftmax only, where both agree), and can be differentiated again. Graves et al., 2006.",
  .autocast = DL_HIGH,
  .decomp = ctc_loss_decomp,
  .sample = "{ randn(4, 2, 3), tensor({ { 2, 3 }, { 3, 3 } }, 'int64') }, "
            "{ randn(3, 2, 3), tensor({ 2, 3, 2 }, 'int32'), tensor({ 3, 2 }, 'int32'), tensor({ 2, 1 }, 'int64'), { reduction = 'none' } }, "
            "{ randn(3, 3), tensor({ 1, 1 }, 'int64'), { blank = 2, reduction = 'sum' } }, "
            "{ randn(1, 2, 3), tensor({ { 2, 3 }, { 2, 2 } }, 'int64'), nil, tensor({ 2, 1 }, 'int64'), { zeroInfinity = true } }",
  .error = "{ randn(4, 2, 3), tensor({ 2, 3 }, 'int64') }, { randn(4), tensor({ 2, 3 }, 'int64') }, { randn(4, 2, 3), randn(2, 2) }, "
           "{ randn(4, 2, 3), ints(3, 2, 2), { reduction = 'median' } }, { randn(4, 2, 3), ints(3, 2, 2), { blank = 0 } }",
};
#endif

/* bind.c -- the values of a call against the signature: kinds checked, defaults filled in. */
#include <math.h>
#include "engine/engine.h"

static const char *const kind_names[] = {
  [DL_NIL] = "nil", [DL_TENSOR] = "a Tensor", [DL_NUMBER] = "a number", [DL_INTEGER] = "an integer",
  [DL_BOOLEAN] = "a boolean", [DL_STRING] = "a string", [DL_INTS] = "a list of integers",
  [DL_TENSORS] = "a list of Tensors"
};

static dl_status mismatch(const dl_args *a, int i, const dl_value *v) {
  const dl_parameter *p = &a->op->parameter[i];
  return dl_fail_argument(a, i, "expected %s%s, got %s", dl_parameter_type_name(p->type),
                          p->optional ? " or nil" : "", kind_names[v->kind]);
}

static bool as_integer(dl_value *v) {
  if (v->kind == DL_NUMBER && v->number == floor(v->number) && fabs(v->number) < 0x1p63)
    *v = dl_value_integer((int64_t)v->number);
  return v->kind == DL_INTEGER;
}

/* A value of a kind that the parameter does not take as it is. */
static dl_status convert(dl_args *a, int i) {
  const dl_parameter *p = &a->op->parameter[i];
  dl_value *v = &a->arg[i], given = *v;
  if (v->kind == DL_NIL)
    return dl_fail_argument(a, i, "expected %s, got nothing", dl_parameter_type_name(p->type));
  switch (p->type) {
    case DL_P_TENSOR_OR_NUMBER:
      if (v->kind == DL_BOOLEAN) *v = dl_value_integer(v->boolean);
      break;
    case DL_P_NUMBER:
      if (v->kind == DL_INTEGER) *v = dl_value_number((double)v->integer);
      break;
    case DL_P_INT: case DL_P_DIM: case DL_P_INDEX: as_integer(v); break;
    case DL_P_BOOL:                                      /* `true` is an int in C */
      if (v->kind == DL_INTEGER) *v = dl_value_boolean(v->integer != 0);
      break;
    case DL_P_DTYPE:
      if (v->kind == DL_STRING) {
        int dtype = dl_dtype_from_name(v->string);
        if (dtype < 0) return dl_fail_argument(a, i, "there is no dtype '%s'", v->string);
        *v = dl_value_integer(dtype);
      }
      if (v->kind == DL_INTEGER && v->integer >= 0 && v->integer < DL_DTYPE_COUNT) return DL_OK;
      break;
    case DL_P_DIMS: case DL_P_SIZES: case DL_P_INTS: case DL_P_INTS_OR_STRING:
      if (as_integer(v)) {
        a->single[i] = v->integer;
        *v = dl_value_ints((dl_ints){ &a->single[i], 1 });
      }
  }
  return p->fits >> v->kind & 1 ? DL_OK : mismatch(a, i, &given);
}

dl_status dl_bind(dl_args *a, const dl_op *op, int nargs, const dl_value *args) {
  a->op = op;
  a->nargs = op->nparameters;
  a->nresults = 0;
  if (nargs > a->nargs)
    return dl_fail(a, "takes %d arguments, got %d", a->nargs, nargs);
  for (int i = 0; i < a->nargs; i++) {
    const dl_parameter *p = &op->parameter[i];
    a->arg[i] = i < nargs && args[i].kind != DL_NIL ? args[i] : p->missing;
    if (p->fits >> a->arg[i].kind & 1) continue;
    dl_status status = convert(a, i);
    if (status != DL_OK) return status;
  }
  return DL_OK;
}

/* promote.c -- one device and one dtype for the operands of a call.
**
** The rule is PyTorch's: tensors with dimensions outrank 0-dimensional ones, which outrank
** Lua numbers; a lower rank changes the dtype only if its kind (bool < integer < float) is higher.
** Casts are calls of the operator `to`, so they are on the tape.
*/
#include <string.h>
#include "engine/engine.h"

#define NONE DL_DTYPE_COUNT

static dl_dtype join(dl_dtype a, dl_dtype b) {
  return a == NONE ? b : b == NONE ? a : dl_dtype_promote(a, b);
}

static dl_dtype outrank(dl_dtype higher, dl_dtype lower) {
  if (higher == NONE) return lower;
  if (lower == NONE || dl_dtype_is_float(higher)) return higher;
  return higher == DL_BOOL || dl_dtype_is_float(lower) ? dl_dtype_promote(higher, lower) : higher;
}

static bool takes_part(const dl_args *a, int i) { return !(a->op->record->keeps & DL_ARGUMENT(i)); }

static bool is_operand_number(const dl_args *a, int i) {
  return a->op->parameter[i].type == DL_P_TENSOR_OR_NUMBER
    && (a->arg[i].kind == DL_NUMBER || a->arg[i].kind == DL_INTEGER);
}

static dl_dtype common_dtype(const dl_args *a) {
  dl_dtype with_dims = NONE, without = NONE, numbers = NONE;
  for (int i = 0; i < a->nargs; i++) {
    if (!takes_part(a, i)) continue;
    if (is_operand_number(a, i))
      numbers = join(numbers, a->arg[i].kind == DL_NUMBER ? DL_FLOAT32 : DL_INT64);
    for (int k = 0; k < dl_value_tensors_in(&a->arg[i]); k++) {
      const dl_tensor *t = dl_value_tensor_at(&a->arg[i], k);
      if (t->ndim) with_dims = join(with_dims, (dl_dtype)t->dtype);
      else without = join(without, (dl_dtype)t->dtype);
    }
  }
  return outrank(with_dims, outrank(without, numbers));
}

/* A Lua number as a 0-dimensional tensor of the dtype and on the device of its partners. */
static dl_tensor *number_tensor(dl_args *a, const dl_value *v, dl_dtype dtype) {
  dl_tensor *t = dl_tensor_new(dtype, 0, NULL, a->device);
  char buffer[8];
  if (!t) return NULL;
  char *to = a->device == dl_device_cpu() ? t->storage->data : buffer;
  if (v->kind == DL_INTEGER) dl_convert(dtype, to, DL_INT64, &v->integer, 1);
  else dl_convert(dtype, to, DL_FLOAT64, &v->number, 1);
  if (to == buffer && a->device->table->put(a->device->context, t->storage->data, buffer, dl_dtype_size(dtype)) != 0) {
    dl_error_set("%s", a->device->table->error());
    dl_tensor_release(t);
    return NULL;
  }
  return t;
}

static dl_tensor *cast(dl_args *a, dl_tensor *t, dl_dtype dtype) {
  return t->dtype == dtype ? t : DL(a, to, t, (int)dtype);
}

static dl_status cast_list(dl_args *a, int i, dl_dtype dtype) {
  dl_tensors list = a->arg[i].tensors;
  bool same = true;
  for (int k = 0; k < list.count; k++) same = same && list.data[k]->dtype == dtype;
  if (same) return DL_OK;
  dl_tensor **casted = dl_scope_list(a->scope, list.count);
  if (!casted) return DL_NO_MEMORY;
  for (int k = 0; k < list.count; k++) casted[k] = cast(a, list.data[k], dtype);
  a->arg[i].tensors.data = casted;
  return a->scope->status;
}

static dl_status cast_arguments(dl_args *a, dl_dtype dtype) {
  for (int i = 0; i < a->nargs; i++) {
    dl_value *v = &a->arg[i];
    if (is_operand_number(a, i)) {
      dl_tensor *t = dl_scope_own(a->scope, number_tensor(a, v, dtype));
      if (!t) return a->scope->status;
      *v = dl_value_tensor(t);
    } else if (!takes_part(a, i)) continue;
    else if (v->kind == DL_TENSOR && v->tensor->dtype != dtype) {
      dl_tensor *t = cast(a, v->tensor, dtype);
      if (!t) return a->scope->status;
      *v = dl_value_tensor(t);
    } else if (v->kind == DL_TENSORS && cast_list(a, i, dtype) != DL_OK) return dl_error_status();
  }
  return DL_OK;
}

static _Thread_local dl_device *creation_device;

dl_device *dl_device_for_creation(dl_device *device) {
  dl_device *before = creation_device;
  creation_device = device;
  return before;
}

/* The device of the operands. A 0-dimensional CPU tensor follows the others. */
static dl_status settle_device(dl_args *a) {
  dl_device *cpu = dl_device_cpu(), *device = NULL;
  bool mixed = false;
  DL_EACH_TENSOR(t, a->nargs, a->arg) {
    dl_device *own = t->storage->device;
    if (!device || (device == cpu && own != device)) {
      mixed = mixed || device;
      device = own;
    } else mixed = mixed || own != device;
  }
  bool free_choice = !device || (a->op->record->flags & DL_CREATES);     /* zerosLike(x, {device = "cuda"}) */
  a->device = free_choice && creation_device ? creation_device : device ? device : cpu;
  if (!mixed) return DL_OK;
  for (int i = 0; i < a->nargs; i++)
    for (int k = 0; k < dl_value_tensors_in(&a->arg[i]); k++) {
      dl_tensor *t = dl_value_tensor_at(&a->arg[i], k);
      if (t->storage->device == a->device) continue;
      if (t->ndim || t->storage->device != cpu || a->arg[i].kind != DL_TENSOR)
        return dl_fail_argument(a, i, "is on device '%s', the others are on '%s'",
          dl_device_name(t->storage->device), dl_device_name(a->device));
      dl_tensor *moved = DL(a, toDevice, t, dl_device_name(a->device));
      if (!moved) return a->scope->status;
      a->arg[i].tensor = moved;
    }
  return DL_OK;
}

/* The usual call: tensors of one dtype on one device, and no number beside them. */
static bool is_uniform(dl_args *a) {
  const dl_tensor *first = NULL;
  for (int i = 0; i < a->nargs; i++) {
    const dl_value *v = &a->arg[i];
    if (v->kind != DL_TENSOR) {
      if (v->kind == DL_TENSORS || is_operand_number(a, i)) return false;
    } else if (!first) first = v->tensor;
    else if (v->tensor->dtype != first->dtype || v->tensor->storage->device != first->storage->device) return false;
  }
  if (!first) return false;
  a->device = first->storage->device;
  return a->op->record->promote != DL_COMMON_FLOAT || dl_dtype_is_float((dl_dtype)first->dtype);
}

/* Activations of 16 bits with parameters that were left in float32, as the operator takes them. */
static bool is_half_x(const dl_args *a) {
  if (!(a->op->record->flags & DL_HALF_X) || a->arg[0].kind != DL_TENSOR) return false;
  const dl_dtype dtype = (dl_dtype)a->arg[0].tensor->dtype;
  if (!dl_dtype_is_half(dtype)) return false;
  DL_EACH_TENSOR(t, a->nargs, a->arg) if (t->dtype != dtype && t->dtype != DL_FLOAT32) return false;
  return true;
}

dl_status dl_promote(dl_args *a) {
  if (is_uniform(a)) return DL_OK;
  dl_promotion rule = a->op->record->promote;
  dl_status status = settle_device(a);
  if (status != DL_OK || rule == DL_KEEP || is_half_x(a)) return status;
  dl_dtype dtype = rule == DL_LIKE_FIRST && a->arg[0].kind == DL_TENSOR
    ? (dl_dtype)a->arg[0].tensor->dtype : common_dtype(a);
  bool has_tensor = false;
  DL_EACH_TENSOR(t, a->nargs, a->arg) has_tensor = has_tensor || t;
  if (!has_tensor) return dl_fail(a, "at least one argument must be a Tensor");
  if (rule == DL_COMMON_FLOAT && !dl_dtype_is_float(dtype)) dtype = DL_FLOAT32;
  return cast_arguments(a, dtype);
}

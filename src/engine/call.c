/* call.c -- THE call path: bind, promote, shape, allocate, kernel, record. Every operator call of
** the program passes here once: from Lua, from C, from gradients, from decompositions. */
#include <string.h>
#include "engine/engine.h"
#include "engine/profile.h"

dl_tape_hooks dl_tape;

static _Thread_local bool grad_enabled = true;

bool dl_grad_enabled(void) { return grad_enabled; }

bool dl_grad_set_enabled(bool enabled) {
  bool old = grad_enabled;
  grad_enabled = enabled;
  return old;
}

/* Decompositions instead of kernels where both exist: the one is the oracle of the other. */
static _Thread_local bool decompose;

bool dl_set_decompose(bool on) {
  bool was = decompose;
  decompose = on;
  return was;
}

static dl_device_kernel kernel_of(const dl_args *a) {
  return (decompose || a->composite) && a->op->record->decomp ? NULL : dl_device_kernel_of(a->device, a->op);
}

static dl_status device_failed(const dl_args *a, int code) {
  if (dl_error_status() != DL_OK) return dl_error_status();
  const char *why = a->device->table->error();
  size_t n = strlen(a->op->name);
  if (code == DL_NO_MEMORY) return dl_error_memory_of(a->device, 0);
  if (why && strncmp(why, a->op->name, n) == 0 && why[n] == ':') return dl_error_set("%s", why);
  return dl_fail(a, "device %s: %s", dl_device_name(a->device), why && *why ? why : "failed");
}

static dl_status give_storage(dl_args *a) {
  for (int i = 0; i < a->nresults; i++) {
    dl_tensor *t = a->result[i];
    size_t bytes = 0;
    if (t->storage) continue;
    dl_shape_bytes(t->ndim, t->shape, (dl_dtype)t->dtype, &bytes);     /* dl_result saw that they can be counted */
    if (!(t->storage = dl_storage_new(bytes, a->device))) return DL_NO_MEMORY;
  }
  return DL_OK;
}

static dl_tensor *dense(dl_args *a, dl_tensor *of) {
  if (dl_tensor_is_contiguous(of)) return of;
  dl_tensor *copy = dl_scope_own(a->scope,
    dl_tensor_new((dl_dtype)of->dtype, of->ndim, of->shape, of->storage->device));
  return copy && dl_copy_data(copy, of) == DL_OK ? copy : NULL;
}

/* Can GEMM read the last two dimensions where they are? */
static bool has_dense_rows(const dl_tensor *t) {
  int last = t->ndim - 1;
  return last > 0 && t->stride[last] == 1 && t->stride[last - 1] >= t->shape[last];
}

/* Copies of the tensors that the kernel cannot read in place. Not on the tape: it keeps the originals. */
static dl_status make_contiguous(dl_args *a) {
  for (int i = 0; i < a->nargs; i++) {
    dl_value *v = &a->arg[i];
    bool rows = a->op->record->dense_rows & DL_ARGUMENT(i);
    if (v->kind == DL_TENSOR && rows && has_dense_rows(v->tensor)) continue;
    if (v->kind == DL_TENSOR && !(v->tensor = dense(a, v->tensor))) return dl_error_status();
    if (v->kind != DL_TENSORS) continue;
    dl_tensor **list = dl_scope_list(a->scope, v->tensors.count);
    if (!list) return DL_NO_MEMORY;
    for (int k = 0; k < v->tensors.count; k++)
      if (!(list[k] = dense(a, v->tensors.data[k]))) return dl_error_status();
    v->tensors.data = list;
  }
  return DL_OK;
}

static bool has_half(const dl_args *a) {
  DL_EACH_TENSOR(t, a->nargs, a->arg) if (dl_dtype_is_half((dl_dtype)t->dtype)) return true;
  return false;
}

static dl_tensor *as_float32(dl_args *a, const dl_tensor *t) {
  dl_tensor *copy = dl_scope_own(a->scope, dl_tensor_new(DL_FLOAT32, t->ndim, t->shape, t->storage->device));
  return copy && dl_copy_data(copy, t) == DL_OK ? copy : NULL;
}

static dl_status arguments_as_float32(dl_args *a) {
  for (int i = 0; i < a->nargs; i++) {
    dl_value *v = &a->arg[i];
    if (v->kind == DL_TENSOR && dl_dtype_is_half((dl_dtype)v->tensor->dtype)) {
      if (!(v->tensor = as_float32(a, v->tensor))) return dl_error_status();
    } else if (v->kind == DL_TENSORS) {
      dl_tensor **list = dl_scope_list(a->scope, v->tensors.count);
      if (!list) return DL_NO_MEMORY;
      for (int k = 0; k < v->tensors.count; k++) {
        dl_tensor *t = v->tensors.data[k];
        list[k] = dl_dtype_is_half((dl_dtype)t->dtype) ? as_float32(a, t) : t;
        if (!list[k]) return dl_error_status();
      }
      v->tensors.data = list;
    }
  }
  return DL_OK;
}

/* Devices with several queues of work, or with one that is recorded, want to know who uses which block. */
static dl_status tell_uses(const dl_args *a) {
  if (a->device->renewing && !(a->op->record->flags & DL_RENEWS))
    return dl_fail(a, "is called where only the numbers of a recorded step are renewed (dl.cuda.capture)");
  DL_EACH_TENSOR(t, a->nargs, a->arg) {
    if (dl_device_uses(a->device, t->storage) != DL_OK) return dl_error_status();
    if (t->grad && dl_device_uses(a->device, t->grad->storage) != DL_OK) return dl_error_status();   /* optimizers read it */
  }
  for (int i = 0; i < a->nresults; i++)
    if (dl_device_uses(a->device, a->result[i]->storage) != DL_OK) return dl_error_status();
  return DL_OK;
}

static dl_status run_kernel(dl_args *a, dl_device_kernel kernel);

/* Around a kernel that knows no 16-bit floats: casts of its arguments and its results. */
static dl_status run_via_float32(dl_args *a, dl_device_kernel kernel) {
  dl_value before[DL_MAX_ARGUMENTS];
  dl_tensor *wanted[DL_MAX_RESULTS];
  memcpy(before, a->arg, (size_t)a->nargs * sizeof *before);
  memcpy(wanted, a->result, (size_t)a->nresults * sizeof *wanted);
  dl_status status = arguments_as_float32(a);
  for (int i = 0; i < a->nresults && status == DL_OK; i++) {
    if (!dl_dtype_is_half((dl_dtype)wanted[i]->dtype)) continue;
    dl_tensor *wide = dl_scope_own(a->scope, dl_tensor_header(DL_FLOAT32, wanted[i]->ndim, wanted[i]->shape));
    if (wide) a->result[i] = wide;
    else status = DL_NO_MEMORY;
  }
  if (status == DL_OK) status = run_kernel(a, kernel);
  for (int i = 0; i < a->nresults; i++) {
    dl_tensor *wide = a->result[i];
    a->result[i] = wanted[i];
    if (status != DL_OK || wide == wanted[i]) continue;
    size_t bytes = (size_t)dl_tensor_numel(wide) * sizeof(uint16_t);
    if (!(wanted[i]->storage = dl_storage_new(bytes, a->device))) status = DL_NO_MEMORY;
    else status = dl_copy_data(wanted[i], wide);
  }
  memcpy(a->arg, before, (size_t)a->nargs * sizeof *before);
  return status;
}

static dl_status run_kernel(dl_args *a, dl_device_kernel kernel) {
  const dl_record *record = a->op->record;
  dl_value before[DL_MAX_ARGUMENTS];
  const unsigned traits = dl_device_kernel_traits(a->device, a->op);
  if ((record->flags & DL_VIA_FLOAT32) && !(traits & DL_KERNEL_HALF) && has_half(a)) return run_via_float32(a, kernel);
  dl_status status = give_storage(a);
  if (status != DL_OK) return status;
  bool strided = record->flags & DL_STRIDED;
  if (!strided) {
    memcpy(before, a->arg, (size_t)a->nargs * sizeof *before);
    if ((status = make_contiguous(a)) != DL_OK) return status;
  }
  if (a->device->watched && (status = tell_uses(a)) != DL_OK) return status;
  size_t scratch = record->scratch && !(traits & DL_KERNEL_NO_SCRATCH) ? record->scratch(a) : 0;
  a->scratch = NULL;
  if (scratch && !(a->scratch = a->device->table->allocate(a->device->context, scratch)))
    return dl_error_memory_of(a->device, scratch);
  if (record->flags & DL_RANDOM) {
    a->seed = dl_random_generator()->seed;
    a->counter = dl_random_reserve(a->random_blocks);
  }
  int code = kernel(a);
  if (scratch) a->device->table->release(a->device->context, a->scratch, scratch);
  if (!strided) memcpy(a->arg, before, (size_t)a->nargs * sizeof *before);
  return code == 0 ? DL_OK : device_failed(a, code);
}

static dl_status run_decomposition(dl_args *a) {
  if (!a->op->record->decomp)
    return dl_fail(a, "has no kernel for device '%s'", dl_device_name(a->device));
  for (int i = 0; i < a->nresults; i++) dl_tensor_release(a->result[i]);   /* only the checks were wanted */
  a->nresults = 0;
  const dl_record *record = a->op->record;
  dl_device *before = dl_device_for_creation(a->device);       /* zeros and the like belong beside the arguments */
  dl_autocast_region *region = dl_autocast_innermost;          /* what could be a kernel computes as the kernel does */
  if (record->kernel || record->autocast) dl_autocast_innermost = NULL;
  dl_status status = record->decomp(a);
  dl_autocast_innermost = region;
  dl_device_for_creation(before);
  if (status == DL_OK) status = a->scope->status;
  if (status != DL_OK && !a->op->record->user) dl_error_prefix(a->op->name);
  for (int i = 0; i < a->nresults && status == DL_OK; i++)
    if (!a->result[i]) status = dl_fail(a, "its decomposition left result %d out", i + 1);
  return status;
}

/* Everything before the results are computed. */
static dl_status prepare(dl_args *a, const dl_op *op, int nargs, const dl_value *args) {
  dl_status status = dl_bind(a, op, nargs, args);
  if (status == DL_OK && dl_autocast_innermost && op->record->autocast) status = dl_autocast_arguments(a);
  if (status == DL_OK) status = dl_promote(a);
  if (status == DL_OK && op->record->shape) status = op->record->shape(a);
  return status;
}

static void discard_results(dl_args *a) {
  for (int i = 0; i < a->nresults; i++) dl_tensor_release(a->result[i]);
  a->nresults = 0;
}

static void open_call(dl_args *a, dl_scope *scope) {
  dl_scope_open(scope);
  a->scope = scope;
  a->nresults = 0;
  a->random_blocks = 0;
  a->context = NULL;
  a->composite = false;
}

/* What DLUA_DEBUG and the profiler do around a call: the one branch at its beginning and the one at its end, `watch` is
** what dl_watching said at the beginning. */
static dl_status prepare_watched(unsigned watch, dl_frame *frame, dl_args *a, const dl_op *op, int nargs,
                                 const dl_value *args) {
  dl_status status = DL_OK;
  a->op = op;
  if (watch & DL_WATCH_PROFILE) dl_profile_open(frame, DL_FRAME_OPERATOR, op->name);
  if (watch & DL_WATCH_TENSORS) status = dl_debug_arguments(a, nargs, args);
  return status == DL_OK ? prepare(a, op, nargs, args) : status;
}

/* `recorded`: a result that may have got a node of its own, or NULL. */
static dl_status finish_watched(unsigned watch, dl_frame *frame, const dl_args *a, dl_status status,
                                const dl_tensor *recorded) {
  if ((watch & DL_WATCH_TENSORS) && status == DL_OK) status = dl_debug_results(a);
  if (!(watch & DL_WATCH_PROFILE)) return status;
  if (status != DL_OK) {
    dl_profile_close(frame);
    return status;
  }
  if (recorded) dl_tape.note_place(recorded);
  dl_profile_close_call(frame, a, !(a->op->record->flags & DL_VIEW) && kernel_of(a));
  return status;
}

static inline unsigned watching(void) { return (unsigned)__builtin_expect(dl_watching(), 0); }

static void close_call(dl_args *a) {
  if (a->context) a->drop_context(a->context);      /* the tape did not want it */
  dl_scope_close(a->scope);
}

static dl_status run_unrecorded(dl_args *a) {
  bool was = dl_grad_set_enabled(false);
  dl_status status = run_decomposition(a);
  dl_grad_set_enabled(was);
  return status;
}

/* The results, and whether the call itself is a step of the tape (else the calls inside it are). */
static dl_status compute(dl_args *a, bool *step) {
  *step = true;
  if (a->op->record->flags & DL_VIEW) return DL_OK;
  dl_device_kernel kernel = kernel_of(a);
  if (kernel) {
    dl_status status = run_kernel(a, kernel);
    if (status != DL_OK || !a->composite) return status;
  }
  if (a->op->record->flags & DL_OPAQUE) return run_unrecorded(a);
  *step = false;
  return run_decomposition(a);
}

dl_status dl_call(const dl_op *op, int nargs, const dl_value *args, int *nresults,
                  dl_tensor *results[DL_MAX_RESULTS]) {
  dl_scope scope;
  dl_args a;
  dl_frame frame;
  bool step;
  if (!op) return dl_error_set("there is no such operator");
  if (dl_interrupt_pending()) return dl_error_interrupted();
  open_call(&a, &scope);
  unsigned watch = watching();
  dl_status status = watch ? prepare_watched(watch, &frame, &a, op, nargs, args) : prepare(&a, op, nargs, args);
  if (status == DL_OK) status = compute(&a, &step);
  if (status == DL_OK && step && grad_enabled && dl_tape.wants(&a)) status = dl_tape.record(&a, NULL);
  if (watch) status = finish_watched(watch, &frame, &a, status, status == DL_OK && step && a.nresults ? a.result[0] : NULL);
  if (status == DL_OK) {
    *nresults = a.nresults;
    memcpy(results, a.result, (size_t)a.nresults * sizeof *results);
  } else discard_results(&a);
  close_call(&a);
  return status;
}

/* ---- in place ---- */

static dl_status check_target(const dl_args *a, const dl_tensor *target) {
  if (a->nresults == 0) return dl_fail(a, "cannot work in place: it has no shape rule");
  const dl_tensor *result = a->result[0];
  if (!dl_tensor_same_shape(result, target))
    return dl_fail(a, "in place: the result has shape %s, the tensor to be written %s", DL_SHAPE_TEXT(result),
                   DL_SHAPE_TEXT(target));
  if (dl_dtype_is_float((dl_dtype)result->dtype) && !dl_dtype_is_float((dl_dtype)target->dtype))
    return dl_fail(a, "in place: a %s result does not go into a %s tensor",
      dl_dtype_name((dl_dtype)result->dtype), dl_dtype_name((dl_dtype)target->dtype));
  for (int d = 0; d < target->ndim; d++)
    if (target->stride[d] == 0 && target->shape[d] > 1)
      return dl_fail(a, "in place: several elements of the tensor share one place in memory "
        "(it was expanded); clone() it first");
  return DL_OK;
}

/* May the kernel write straight into the target? Not if an argument reads the same memory in another order. */
static bool writes_directly(const dl_args *a, const dl_tensor *target) {
  const unsigned flags = a->op->record->flags;
  if (a->result[0]->dtype != target->dtype) return false;
  if ((flags & DL_VIA_FLOAT32) && dl_dtype_is_half((dl_dtype)target->dtype)) return false;
  if (!(flags & DL_STRIDED) && !dl_tensor_is_contiguous(target)) return false;
  DL_EACH_TENSOR(t, a->nargs, a->arg) {
    if (t->storage != target->storage) continue;
    if ((flags & DL_UPDATES) && t_i == 0) continue;
    if (!(flags & DL_BROADCAST) || (flags & DL_UPDATES)) return false;
    if (t->offset != target->offset || !dl_tensor_same_shape(t, target)
        || memcmp(t->stride, target->stride, t->ndim * sizeof *t->stride) != 0) return false;
  }
  return true;
}

/* What the gradient reads of the overwritten argument must be as it was before. */
static dl_status save_old_value(dl_args *a, dl_tensor *old) {
  const dl_record *record = a->op->record;      /* without .grad it is the decomposition that reads it */
  if (record->grad && !(record->saves & DL_ARGUMENT(0))) return DL_OK;
  dl_tensor *copy = dl_tensor_new((dl_dtype)old->dtype, old->ndim, old->shape, old->storage->device);
  if (!copy) return DL_NO_MEMORY;
  dl_status status = dl_copy_data(copy, old);
  if (status == DL_OK) {
    dl_storage *storage = old->storage;
    old->storage = dl_storage_retain(copy->storage);
    old->offset = 0;
    memcpy(old->stride, copy->stride, sizeof old->stride);
    dl_storage_release(storage);
  }
  dl_tensor_release(copy);
  return status;
}

static dl_status compute_in_place(dl_args *a, dl_tensor *target) {
  dl_device_kernel kernel = kernel_of(a);
  dl_status status = DL_OK;
  bool direct = kernel && writes_directly(a, target);
  if (direct) {
    a->result[0]->storage = dl_storage_retain(target->storage);
    a->result[0]->offset = target->offset;
    memcpy(a->result[0]->stride, target->stride, sizeof target->stride);
  }
  if (kernel) status = run_kernel(a, kernel);
  if (status == DL_OK && (!kernel || a->composite)) {
    status = run_unrecorded(a);                /* the in-place call is one step of the tape */
    direct = false;
  }
  if (status == DL_OK && !direct) status = dl_copy_data(target, a->result[0]);
  if (status == DL_OK) target->storage->version++;
  return status;
}

dl_status dl_call_in_place(const dl_op *op, int nargs, const dl_value *args) {
  dl_scope scope;
  dl_args a;
  dl_frame frame;
  dl_value values[DL_MAX_ARGUMENTS];
  if (!op) return dl_error_set("there is no such operator");
  if (dl_interrupt_pending()) return dl_error_interrupted();
  if (nargs < 1 || nargs > DL_MAX_ARGUMENTS || args[0].kind != DL_TENSOR)
    return dl_error_set("%s: argument 1: expected a Tensor to write into", op->name);
  dl_tensor *target = args[0].tensor;
  open_call(&a, &scope);
  memcpy(values, args, (size_t)nargs * sizeof *values);
  /* A header of its own stands for the old value, with its place on the tape. */
  dl_tensor *old = dl_scope_own(&scope, dl_tensor_alias(target));
  dl_status status = old ? DL_OK : DL_NO_MEMORY;
  bool recording = false;
  dl_autocast_region *region = dl_autocast_innermost;     /* the dtype is the target's */
  dl_autocast_innermost = NULL;
  if (status == DL_OK) {
    if (grad_enabled) status = dl_tape.before_in_place(target, false, old);
    values[0].tensor = old;
    for (int i = 1; i < nargs; i++)           /* x:mul_(x) */
      if (values[i].kind == DL_TENSOR && values[i].tensor == target) values[i].tensor = old;
  }
  unsigned watch = status == DL_OK ? watching() : 0;
  if (watch) status = prepare_watched(watch, &frame, &a, op, nargs, values);
  else if (status == DL_OK) status = prepare(&a, op, nargs, values);
  if (status == DL_OK) status = check_target(&a, target);
  if (status == DL_OK && grad_enabled) {
    recording = dl_tape.wants(&a);
    if (recording) status = dl_tape.before_in_place(target, true, old);
  }
  if (status == DL_OK && recording) status = save_old_value(&a, old);
  if (status == DL_OK) status = compute_in_place(&a, target);
  if (status == DL_OK && recording) status = dl_tape.record(&a, target);
  dl_autocast_innermost = region;
  if (watch) status = finish_watched(watch, &frame, &a, status, recording ? target : NULL);
  discard_results(&a);
  close_call(&a);
  return status;
}

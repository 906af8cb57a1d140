/* tape.c -- records calls: makes nodes, saves what gradients read, follows in-place writes and views. */
#include <string.h>
#include "engine/profile.h"
#include "grad/tape.h"

static _Thread_local uint64_t sequence;

/* ---- nodes ---- */

dl_node *dl_node_retain(dl_node *node) {
  if (node) node->references++;
  return node;
}

static void release_value(dl_value *v) {
  if (v->kind == DL_TENSOR) dl_tensor_release(v->tensor);
  if (v->kind == DL_TENSORS) {
    for (int k = 0; k < v->tensors.count; k++) dl_tensor_release(v->tensors.data[k]);
    dl_deallocate((void *)v->tensors.data, (size_t)v->tensors.count * sizeof(dl_tensor *));
  }
  if (v->kind == DL_STRING) dl_deallocate((void *)v->string, strlen(v->string) + 1);
  if (v->kind == DL_INTS) dl_deallocate((void *)v->ints.data, (size_t)v->ints.count * sizeof(int64_t));
  v->kind = DL_NIL;
}

void dl_node_spend(dl_node *node) {
  if (node->spent || !node->op) return;
  node->spent = true;
  if (node->context) node->drop_context(node->context);
  node->context = NULL;
  for (int i = 0; i < node->nargs; i++) release_value(&node->arg[i]);
  for (int i = 0; i < node->nresults; i++) {
    dl_tensor_release(node->result[i]);
    node->result[i] = NULL;
  }
}

static void take_down(dl_node *node) {
  dl_node_spend(node);
  for (int e = 0; e < node->nedges; e++) dl_node_release(node->edge[e].node);
  for (int i = 0; i < node->nresults; i++) dl_tensor_release(node->gradient[i]);
  while (node->hooks) {
    dl_hook *hook = node->hooks;
    node->hooks = hook->next;
    if (hook->drop) hook->drop(hook->user);
    dl_deallocate(hook, sizeof *hook);
  }
  dl_deallocate(node, node->bytes);
}

/* The last holder of a long chain takes it down link by link: what becomes free meanwhile
** waits in a list, so the depth of the C stack does not grow with the chain. */
void dl_node_release(dl_node *node) {
  static _Thread_local dl_node *waiting;
  static _Thread_local bool working;
  if (!node || --node->references > 0) return;
  node->next_free = waiting;
  waiting = node;
  if (working) return;
  working = true;
  while (waiting) {
    dl_node *next = waiting;
    waiting = next->next_free;
    take_down(next);
  }
  working = false;
}

static dl_node *node_new(const dl_op *op, int nargs, int nedges, int nresults) {
  size_t bytes = sizeof(dl_node) + (size_t)nargs * sizeof(dl_value) + (size_t)nedges * sizeof(dl_edge)
    + (size_t)nresults * (2 * sizeof(dl_tensor *) + sizeof(uint32_t));
  dl_node *node = dl_allocate_zeroed(bytes);
  if (!node) return NULL;
  node->references = 1;
  node->op = op;
  node->bytes = (uint32_t)bytes;
  node->arg = (dl_value *)(node + 1);
  node->edge = (dl_edge *)(node->arg + nargs);
  node->result = (dl_tensor **)(node->edge + nedges);
  node->gradient = node->result + nresults;
  node->result_version = (uint32_t *)(node->gradient + nresults);
  node->nargs = (int16_t)nargs;
  node->nedges = (int16_t)nedges;
  node->nresults = (int16_t)nresults;
  return node;
}

/* ---- which tensors are on the tape ---- */

static bool is_stale_view(const dl_tensor *t) {
  return t->base && t->view_of_rebased != t->base->rebased;
}

bool dl_tensor_needs_grad(const dl_tensor *t) {
  return t->requires_grad || t->node || (is_stale_view(t) && dl_tensor_needs_grad(t->base));
}

bool dl_tensor_is_leaf(const dl_tensor *t) { return t->requires_grad || !dl_tensor_needs_grad(t); }

const char *dl_tensor_maker(dl_tensor *t) {
  dl_node *node = t->requires_grad ? NULL : dl_tape_node(t);
  return node && node->op ? node->op->name : NULL;
}

/* The base was written in place after this view was made: the view is now a view of the result. */
static dl_status refresh_view(dl_tensor *t) {
  dl_value args[4] = {
    dl_value_tensor(t->base), dl_value_ints((dl_ints){ t->shape, t->ndim }),
    dl_value_ints((dl_ints){ t->stride, t->ndim }), dl_value_integer(t->offset - t->base->offset)
  };
  dl_tensor *fresh[DL_MAX_RESULTS];
  int n;
  bool was = dl_grad_set_enabled(true);
  dl_status status = dl_call(dl_op_find("asStrided"), 4, args, &n, fresh);
  dl_grad_set_enabled(was);
  if (status != DL_OK) return status;
  dl_node_release(t->node);
  t->node = dl_node_retain(fresh[0]->node);
  t->output = fresh[0]->output;
  t->view_of_rebased = t->base->rebased;
  dl_tensor_release(fresh[0]);
  return DL_OK;
}

dl_node *dl_tape_node(dl_tensor *t) {
  if (is_stale_view(t) && !t->requires_grad && refresh_view(t) != DL_OK) return NULL;
  if (!t->node && t->requires_grad) {
    t->node = node_new(NULL, 0, 0, 1);
    if (t->node) t->node->leaf = t;
  }
  return t->node;
}

static void forget_node(dl_tensor *t) {
  dl_node *node = t->node;
  t->node = NULL;
  if (node->leaf == t) node->leaf = NULL;
  for (dl_hook *hook = node->hooks; hook; hook = hook->next)
    if (hook->keeper == t) hook->keeper = NULL;
  dl_node_release(node);
}

dl_status dl_tensor_set_requires_grad(dl_tensor *t, bool requires_grad) {
  if (!requires_grad) {
    if (!dl_tensor_is_leaf(t))
      return dl_error_set("requiresGrad: only a leaf can be told to need no gradient; "
        "this tensor was computed by '%s' (use detach())", dl_tensor_maker(t));
    t->requires_grad = false;
    if (t->node) forget_node(t);
    return DL_OK;
  }
  if (!dl_dtype_is_float((dl_dtype)t->dtype))
    return dl_error_set("requiresGrad: only float tensors have gradients, this is %s",
                        dl_dtype_name((dl_dtype)t->dtype));
  if (dl_tensor_needs_grad(t)) return DL_OK;
  dl_tensor_release(t->base);
  t->base = NULL;
  t->requires_grad = true;
  return DL_OK;
}

dl_tensor *dl_tensor_detach(const dl_tensor *t) { return dl_tensor_alias(t); }

dl_status dl_tensor_repoint(dl_tensor *t, const dl_tensor *view) {
  if (!dl_tensor_same_shape(t, view)) return dl_error_set("alias_: the view must have the shape of the tensor");
  if (!dl_tensor_is_leaf(t)) return dl_error_set("alias_: the tensor was computed on the tape; only leaves can move");
  if (t->requires_grad && !dl_dtype_is_float((dl_dtype)view->dtype))
    return dl_error_set("alias_: a tensor that asks for a gradient cannot become %s", dl_dtype_name((dl_dtype)view->dtype));
  dl_storage *old = t->storage;
  t->storage = dl_storage_retain(view->storage);
  t->dtype = view->dtype;
  t->offset = view->offset;
  memcpy(t->stride, view->stride, sizeof t->stride);
  dl_storage_release(old);
  return DL_OK;
}

/* ---- recording ---- */

static bool wants(const dl_args *a) {
  if (a->op->record->flags & DL_NO_GRAD) return false;
  DL_EACH_TENSOR(t, a->nargs, a->arg) if (dl_tensor_needs_grad(t)) return true;
  return false;
}

/* The tensor as the node keeps it: itself when the gradient reads it, else its bare geometry. */
static dl_tensor *keep_argument(dl_tensor *t, bool saved) {
  if (saved) return dl_tensor_retain(t);
  dl_tensor *bare = dl_tensor_header((dl_dtype)t->dtype, t->ndim, t->shape);
  if (bare) memcpy(bare->stride, t->stride, t->ndim * sizeof *t->stride);
  return bare;
}

static dl_status link_edge(dl_edge *edge, dl_tensor *t, bool saved) {
  edge->saved = saved;
  edge->version = saved ? t->storage->version : 0;
  if (!dl_dtype_is_float((dl_dtype)t->dtype) || !dl_tensor_needs_grad(t)) return DL_OK;
  edge->node = dl_node_retain(dl_tape_node(t));
  edge->output = t->output;
  return edge->node ? DL_OK : dl_error_status();
}

static dl_status copy_list(dl_value *to, const dl_value *from, bool saved) {
  int n = from->tensors.count;
  dl_tensor **list = dl_allocate_zeroed((size_t)n * sizeof *list);
  if (!list) return DL_NO_MEMORY;
  *to = dl_value_tensors((dl_tensors){ list, n });
  for (int k = 0; k < n; k++)
    if (!(list[k] = keep_argument(from->tensors.data[k], saved))) return DL_NO_MEMORY;
  return DL_OK;
}

static dl_status save_argument(dl_node *node, int i, const dl_value *v, bool saved) {
  dl_value *to = &node->arg[i];
  switch (v->kind) {
    case DL_TENSOR: {
      dl_tensor *kept = keep_argument(v->tensor, saved);
      if (kept) *to = dl_value_tensor(kept);
      return kept ? DL_OK : DL_NO_MEMORY;
    }
    case DL_TENSORS: return copy_list(to, v, saved);
    case DL_INTS: {
      int64_t *copy = dl_allocate((size_t)v->ints.count * sizeof *copy);
      if (!copy) return DL_NO_MEMORY;
      memcpy(copy, v->ints.data, (size_t)v->ints.count * sizeof *copy);
      *to = dl_value_ints((dl_ints){ copy, v->ints.count });
      return DL_OK;
    }
    case DL_STRING: {
      size_t size = strlen(v->string) + 1;
      char *copy = dl_allocate(size);
      if (copy) *to = dl_value_string(memcpy(copy, v->string, size));
      return copy ? DL_OK : DL_NO_MEMORY;
    }
    default:
      *to = *v;
      return DL_OK;
  }
}

static dl_status fill_node(dl_node *node, const dl_args *a) {
  const dl_record *record = a->op->record;
  unsigned saves = record->saves;
  int e = 0;
  if (!record->grad) saves = 0xFFFF;           /* its decomposition will be differentiated: it reads all */
  for (int i = 0; i < a->nargs; i++) {
    bool saved = saves & DL_ARGUMENT(i);
    dl_status status = save_argument(node, i, &a->arg[i], saved);
    for (int k = 0; k < dl_value_tensors_in(&a->arg[i]) && status == DL_OK; k++)
      status = link_edge(&node->edge[e++], dl_value_tensor_at(&a->arg[i], k), saved);
    if (status != DL_OK) return status;
  }
  for (int i = 0; i < a->nresults; i++) {
    dl_tensor *r = a->result[i];
    bool saved = i < 16 && (saves & DL_RESULT(i)) && record->grad;
    node->result[i] = saved ? dl_tensor_alias(r) : dl_tensor_header((dl_dtype)r->dtype, r->ndim, r->shape);
    if (!node->result[i]) return DL_NO_MEMORY;
    node->result_version[i] = saved ? r->storage->version : 0;
  }
  return DL_OK;
}

static void attach(dl_tensor *t, dl_node *node, int output) {
  dl_node *old = t->node;
  t->node = dl_node_retain(node);
  t->output = (uint8_t)output;
  dl_node_release(old);
}

static dl_node *record_node(const dl_args *a) {
  int nedges = 0;
  for (int i = 0; i < a->nargs; i++) nedges += dl_value_tensors_in(&a->arg[i]);
  dl_node *node = node_new(a->op, a->nargs, nedges, a->nresults);
  if (!node) return NULL;
  if (fill_node(node, a) != DL_OK) {
    dl_node_release(node);
    return NULL;
  }
  node->sequence = ++sequence;
  return node;
}

/* The base of a view that was written: it is now "the old base with the view's elements replaced". */
static dl_status rebase(dl_tensor *view) {
  dl_tensor *base = view->base;
  const dl_op *op = dl_op_find("asStridedScatter");
  dl_args a = { .op = op, .nargs = op->nparameters, .nresults = 1 };
  a.arg[0] = dl_value_tensor(base);
  a.arg[1] = dl_value_tensor(view);
  a.arg[2] = dl_value_ints((dl_ints){ view->shape, view->ndim });
  a.arg[3] = dl_value_ints((dl_ints){ view->stride, view->ndim });
  a.arg[4] = dl_value_integer(view->offset - base->offset);
  a.result[0] = base;
  view->view_of_rebased = base->rebased;         /* its own node is the new one, not the base's */
  dl_node *node = record_node(&a);
  if (!node) return dl_error_status();
  attach(base, node, 0);
  dl_node_release(node);
  base->rebased++;
  view->view_of_rebased = base->rebased;
  return DL_OK;
}

static dl_status record(dl_args *a, dl_tensor *target) {
  bool any = false;
  for (int i = 0; i < a->nresults; i++)
    any = any || dl_dtype_is_float((dl_dtype)(target ? target : a->result[i])->dtype);
  if (!any) return DL_OK;
  dl_node *node = record_node(a);
  if (!node) return dl_error_status();
  node->context = a->context;
  node->drop_context = a->drop_context;
  a->context = NULL;
  if (target) {
    attach(target, node, 0);
    node->result_version[0] = target->storage->version;
  }
  for (int i = 0; i < a->nresults && !target; i++)
    if (dl_dtype_is_float((dl_dtype)a->result[i]->dtype)) attach(a->result[i], node, i);
  dl_node_release(node);
  if (!target) return DL_OK;
  target->rebased++;
  return target->base ? rebase(target) : DL_OK;
}

static dl_status before_in_place(dl_tensor *target, bool recording, dl_tensor *old) {
  if (!recording) {
    if (!dl_tensor_needs_grad(target)) return DL_OK;
    if (!target->requires_grad) old->node = dl_node_retain(dl_tape_node(target));
    old->output = target->output;
    if (!target->requires_grad) return dl_error_status();
  }
  const dl_tensor *base = target->base ? target->base : target;
  if (base->requires_grad)
    return dl_error_set("in place: a leaf that requires gradients%s cannot be overwritten while "
      "gradients are recorded (use dl.noGrad, or detach())", base == target ? "" : " (this is a view of it)");
  return DL_OK;
}

static bool is_spent(const dl_tensor *t) { return t->node && t->node->spent; }

/* Gradients are costs of the module that computed the result; those of leaves, of the last one that used them. */
static void note_place(const dl_tensor *result) {
  dl_node *node = result->node;
  if (!node || node->place) return;
  node->place = dl_profile_place();
  for (int e = 0; e < node->nedges; e++) {
    dl_node *from = node->edge[e].node;
    if (from && !from->op) from->place = node->place;
  }
}

__attribute__((constructor)) static void install(void) {
  dl_tensor_forget_node = forget_node;
  dl_tape = (dl_tape_hooks){ wants, record, before_in_place, is_spent, note_place };
}

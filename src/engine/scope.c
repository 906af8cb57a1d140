/* scope.c -- temporaries with one end of life, and the error that makes the rest of a formula a no-op. */
#include <string.h>
#include "engine/engine.h"

void dl_scope_open(dl_scope *scope) {
  scope->status = DL_OK;
  scope->count = 0;
  scope->capacity = DL_SCOPE_INLINE;
  scope->items = scope->inline_items;
  scope->blocks = NULL;
}

typedef struct dl_scope_block { struct dl_scope_block *next; size_t bytes; } dl_scope_block;

dl_tensor **dl_scope_list(dl_scope *scope, int n) {
  size_t bytes = sizeof(dl_scope_block) + (size_t)n * sizeof(dl_tensor *);
  dl_scope_block *block = dl_allocate(bytes);
  if (!block) {
    if (scope->status == DL_OK) scope->status = DL_NO_MEMORY;
    return NULL;
  }
  block->bytes = bytes;
  block->next = scope->blocks;
  scope->blocks = block;
  return (dl_tensor **)(block + 1);
}

void dl_scope_close(dl_scope *scope) {
  for (int i = 0; i < scope->count; i++) dl_tensor_release(scope->items[i]);
  if (scope->items != scope->inline_items)
    dl_deallocate(scope->items, (size_t)scope->capacity * sizeof *scope->items);
  while (scope->blocks) {
    dl_scope_block *block = scope->blocks;
    scope->blocks = block->next;
    dl_deallocate(block, block->bytes);
  }
}

static bool grow(dl_scope *scope) {
  int capacity = scope->capacity * 2;
  dl_tensor **items = dl_allocate((size_t)capacity * sizeof *items);
  if (!items) return false;
  memcpy(items, scope->items, (size_t)scope->count * sizeof *items);
  if (scope->items != scope->inline_items)
    dl_deallocate(scope->items, (size_t)scope->capacity * sizeof *items);
  scope->items = items;
  scope->capacity = capacity;
  return true;
}

void dl_scope_fail(dl_scope *scope) {
  if (scope->status == DL_OK) scope->status = dl_error_status();
}

dl_tensor *dl_scope_own(dl_scope *scope, dl_tensor *t) {
  if (!t || (scope->count == scope->capacity && !grow(scope))) {
    dl_scope_fail(scope);
    dl_tensor_release(t);
    return NULL;
  }
  return scope->items[scope->count++] = t;
}

/* A NULL tensor among the arguments is the trace of an earlier failure (absent ones are DL_NONE). */
dl_tensor *dl_scope_call(dl_scope *scope, const char *name, int nargs, const dl_value *args,
                         dl_tensor **results) {
  dl_tensor *found[DL_MAX_RESULTS];
  int n = 0;
  if (scope->status != DL_OK) return NULL;
  const dl_op *op = dl_op_find(name);
  if (!op) scope->status = dl_error_set("there is no operator '%s'", name);
  else scope->status = dl_call(op, nargs, args, &n, found);
  if (scope->status != DL_OK) return NULL;
  for (int i = 0; i < n; i++) {
    dl_tensor *kept = dl_scope_own(scope, found[i]);
    if (results) results[i] = kept;
  }
  return scope->status == DL_OK && n ? found[0] : NULL;
}

dl_tensor *dl_scope_write(dl_scope *scope, const char *name, int nargs, const dl_value *args) {
  if (scope->status != DL_OK) return NULL;
  const dl_op *op = dl_op_find(name);
  scope->status = op ? dl_call_in_place(op, nargs, args) : dl_error_set("there is no operator '%s'", name);
  return scope->status == DL_OK ? args[0].tensor : NULL;
}

dl_status dl_give_result(dl_args *a, int i, dl_tensor *t) {
  if (a->scope->status != DL_OK || !t) return a->scope->status;
  for (; a->nresults <= i; a->nresults++) a->result[a->nresults] = NULL;
  dl_tensor_release(a->result[i]);               /* a header that a shape rule made */
  a->result[i] = dl_tensor_retain(t);
  return DL_OK;
}

/* hooks.c -- functions called with the gradient of a tensor; retained gradients are one kind of them. */
#include "grad/tape.h"

static dl_status add(dl_tensor *t, dl_hook hook) {
  static uint64_t last;
  dl_node *node = dl_tape_node(t);
  if (!node)
    return dl_error_status() != DL_OK ? dl_error_status()
      : dl_error_set("a hook needs a tensor that requires gradients");
  dl_hook *added = dl_allocate(sizeof *added);
  if (!added) return DL_NO_MEMORY;
  *added = hook;
  added->output = t->output;
  added->id = __atomic_add_fetch(&last, 1, __ATOMIC_RELAXED);
  dl_hook **end = &node->hooks;                  /* called in the order in which they were added */
  while (*end) end = &(*end)->next;
  *end = added;
  return DL_OK;
}

dl_status dl_hook_add(dl_tensor *t, dl_hook_function function, void (*drop)(void *), void *user, uint64_t *id) {
  dl_status status = add(t, (dl_hook){ .function = function, .drop = drop, .user = user });
  if (status != DL_OK) return status;
  for (dl_hook *hook = t->node->hooks; hook; hook = hook->next) *id = hook->id;
  return DL_OK;
}

void dl_hook_remove(dl_tensor *t, uint64_t id) {
  if (!t->node) return;
  for (dl_hook **link = &t->node->hooks; *link; link = &(*link)->next)
    if ((*link)->id == id) {
      dl_hook *hook = *link;
      *link = hook->next;
      if (hook->drop) hook->drop(hook->user);
      dl_deallocate(hook, sizeof *hook);
      return;
    }
}

dl_status dl_tensor_retain_grad(dl_tensor *t) {
  if (t->requires_grad || t->retains_grad) return DL_OK;
  dl_status status = add(t, (dl_hook){ .keeper = t });
  if (status == DL_OK) t->retains_grad = true;
  return status;
}

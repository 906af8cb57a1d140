/* grad.h -- what the Lua room uses of the tape besides dlua.h. */
#ifndef DL_GRAD_H
#define DL_GRAD_H

#include "dlua.h"

/* Called with the gradient of a tensor during a walk; may put an owned replacement into it. */
typedef dl_status (*dl_hook_function)(void *user, dl_tensor *gradient, dl_tensor **replacement);
DL_API dl_status dl_hook_add(dl_tensor *t, dl_hook_function function, void (*drop)(void *user), void *user,
                             uint64_t *id);
DL_API void dl_hook_remove(dl_tensor *t, uint64_t id);
DL_API dl_status dl_tensor_retain_grad(dl_tensor *t);

DL_API const char *dl_tensor_maker(dl_tensor *t);      /* name of the operator that made it, or NULL */
DL_API bool dl_tensor_is_leaf(const dl_tensor *t);
/* Make `t` another view of storage: its elements, place and strides become those of `view`. */
DL_API dl_status dl_tensor_repoint(dl_tensor *t, const dl_tensor *view);

#endif

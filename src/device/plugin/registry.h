/* registry.h -- the kernels of a device plug-in by operator name. Operator files enter theirs before main (DL_KERNEL). */
#ifndef DL_REGISTRY_H
#define DL_REGISTRY_H

#include "dl_op.h"

#ifdef __cplusplus
extern "C" {
#endif
void dl_device_kernel_add(const char *name, dl_status (*kernel)(dl_args *), unsigned traits);
/* NULL: there is none, the operator's decomposition runs. */
dl_status (*dl_device_kernel_find(const char *name))(dl_args *);
unsigned dl_device_kernel_traits_find(const char *name);
#ifdef __cplusplus
}
#endif

#endif

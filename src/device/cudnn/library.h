/* library.h -- NVIDIA's cuDNN 9, which is opened when it is first asked for. Its graph API alone is used; making and checking
** graphs needs no device. */
#ifndef DL_CUDNN_LIBRARY_H
#define DL_CUDNN_LIBRARY_H

#include <stddef.h>
#include <stdint.h>
#include "dlua.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Functions return cuDNN's status: 0, or what went wrong. */
typedef struct dl_cudnn_functions {
  size_t (*version)(void);                                 /* 91900 for 9.19.0 */
  int (*create)(void **handle);
  int (*destroy)(void *handle);
  int (*set_stream)(void *handle, void *stream);
  int (*make)(int type, void **descriptor);
  int (*drop)(void *descriptor);
  int (*finish)(void *descriptor);
  int (*set)(void *descriptor, int attribute, int type, int64_t n, const void *values);
  int (*get)(void *descriptor, int attribute, int type, int64_t room, int64_t *n, void *values);
  int (*execute)(void *handle, void *plan, void *pack);
  const char *(*name)(int status);
  void (*message)(char *text, size_t room);                /* of this thread's last failure, in cuDNN's words */
} dl_cudnn_functions;

/* NULL, and the error says why: there is no cuDNN, or none that is new enough. What was found the first time stays so. */
const dl_cudnn_functions *dl_cudnn_open(void);
/* What a status that is not 0 says; `what` was tried. */
dl_status dl_cudnn_failed(const dl_cudnn_functions *cudnn, const char *what, int status);

#ifdef __cplusplus
}
#endif

#endif

/* nvrtc.h -- CUDA C compiled at run time, by NVIDIA's library, which is opened when it is first asked for. It needs no device. */
#ifndef DL_NVRTC_H
#define DL_NVRTC_H

#include <stddef.h>
#include "dlua.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dl_compiled {
  char *image, *log;           /* malloc'd; log is NULL when there is nothing to say */
  size_t size;
  char name[512];              /* of the kernel in the image */
} dl_compiled;

/* False, and the error says why: no libnvrtc. */
bool dl_nvrtc_open(int *major, int *minor);
/* `kernel` is what the source calls it, "k" or "k<float>"; `architecture` 90 for sm_90. A failure of the source leaves its log. */
dl_status dl_nvrtc_compile(const char *source, const char *kernel, int architecture, dl_compiled *compiled);
void dl_nvrtc_free(dl_compiled *compiled);

#ifdef __cplusplus
}
#endif

#endif

/* openblas.c -- OpenBLAS, for the LAPACK in it, loaded at the first factorisation.
**
** It is loaded and not linked for two reasons. A program that needs none starts faster. And OpenBLAS 0.3.21 chooses its
** kernels in a constructor: on processors that it does not know it takes the AVX2 ones where AVX-512 ones may run twice as
** fast, unless OPENBLAS_CORETYPE says otherwise before that.
**
** Every call runs on one thread, also inside of our loops: so there is one pool, and results do not depend on its size.
*/
#include <dlfcn.h>
#include <omp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "device/cpu/openblas.h"

static void *library;
static char failure[256];

static bool prefer_avx512(void) {
#if defined(__x86_64__) && defined(__GNUC__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("x86-64-v4") && !getenv("OPENBLAS_CORETYPE");
#else
  return false;
#endif
}

static void load(void) {
  bool set = prefer_avx512();
  if (set) setenv("OPENBLAS_CORETYPE", "SkylakeX", 1);
  library = dlopen(DL_OPENBLAS_PATH, RTLD_NOW | RTLD_LOCAL);
  if (!library) library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
  if (set) unsetenv("OPENBLAS_CORETYPE");       /* children choose for themselves */
  if (!library) {
    snprintf(failure, sizeof failure, "OpenBLAS cannot be loaded: %s", dlerror());
    return;
  }
  void (*set_threads)(int);
  int (*threads_of)(void), with_own_threads = 1;
  *(void **)&threads_of = dlsym(library, "openblas_get_parallel");
  *(void **)&set_threads = dlsym(library, "openblas_set_num_threads");
  if (threads_of && set_threads && threads_of() == with_own_threads) set_threads(1);
}

void *dl_openblas(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  if (!failure[0]) return library;
  dl_error_set("%s", failure);
  return NULL;
}

int dl_take_one_thread(void) {
  int threads = omp_get_max_threads();
  if (threads > 1) omp_set_num_threads(1);
  return threads;
}

void dl_give_threads_back(int threads) {
  if (threads > 1) omp_set_num_threads(threads);
}

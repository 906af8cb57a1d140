/* openblas.h -- the OpenBLAS that openblas.c loads, for lapack.c. */
#ifndef DL_CPU_OPENBLAS_H
#define DL_CPU_OPENBLAS_H

#include "engine/engine.h"

/* What dlopen gave for it, loaded at the first request; NULL with a message where there is none. */
void *dl_openblas(void);

/* OpenBLAS of OpenMP asks how many threads a parallel region would have here: one, between these two. */
int dl_take_one_thread(void);
void dl_give_threads_back(int threads);

#endif

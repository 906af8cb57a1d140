/* threads.c -- how many threads our loops use (engine/pool.c): as many as OpenMP would, so OMP_NUM_THREADS counts. Each thread of
** a program has a number of its own. */
#include <omp.h>
#include "core/core.h"

void dl_threads_set(int count) {
  if (count < 1) count = 1;
  if (count > 1024) count = 1024;
  omp_set_num_threads(count);
}

int dl_threads_get(void) { return omp_get_max_threads(); }

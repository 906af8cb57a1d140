/* random.c -- the generator's state. The numbers are Philox 4x32-10 (Salmon et al.,
** "Parallel random numbers: as easy as 1, 2, 3", 2011): block c of seed s is a pure
** function, philox(s, c), so a kernel may compute any element by itself. The state is
** the seed and the next free block. philox.h has the function. */
#include "core/core.h"

/* Each thread has one: what a thread draws does not depend on what others do meanwhile. */
static _Thread_local dl_generator generator = { 5489, 0 };

dl_generator *dl_random_generator(void) { return &generator; }

void dl_random_seed(uint64_t seed) {
  generator.seed = seed;
  generator.counter = 0;
}

uint64_t dl_random_reserve(uint64_t blocks) {
  uint64_t first = generator.counter;
  generator.counter += blocks;
  return first;
}

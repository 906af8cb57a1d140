/* sizes.h -- counting of blocks: what loops, reductions, products and convolutions cut their operands into. */
#ifndef DL_SIZES_H
#define DL_SIZES_H

#include <stdint.h>

#define ALIGNED 64                 /* bytes: the line that packed operands begin at */

static inline int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
static inline int64_t most(int64_t a, int64_t b) { return a > b ? a : b; }
static inline int64_t parts(int64_t n, int64_t size) { return (n + size - 1) / size; }
/* Where a part of n begins that is cut into so many, nearly of one size. */
static inline int64_t begin_of_part(int64_t part, int64_t n, int64_t count) { return part * n / count; }
static inline int64_t up(int64_t n, int64_t multiple) { return parts(n, multiple) * multiple; }

#endif

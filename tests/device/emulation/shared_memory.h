// shared_memory.h -- the limits of a block, and the start of its shared memory.
#pragma once

#include <stddef.h>

namespace emulation {

// Of compute capability 9.0.
constexpr unsigned WARP = 32;
constexpr unsigned MAX_THREADS = 1024;
constexpr size_t MAX_STATIC_BYTES = 48 << 10;
constexpr size_t MAX_SHARED_BYTES = 227 << 10;

void start_shared_memory(size_t dynamic_bytes);    // for a new block

}

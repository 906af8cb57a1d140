// device_functions.h -- what threads of a block do together: barriers, shuffles, votes, fences. A place in
// the source is known by file and line, not by the call's address: an optimizer may make two calls of one.
#pragma once

#include <string.h>

#include "device_launch.h"

namespace emulation {

struct Place { const char *file; int line; };

enum Vote { VOTE_COUNT, VOTE_AND, VOTE_OR };

// launch.cpp
void wait_for_block(Place place);
int vote_of_block(Vote vote, int predicate, Place place);
struct Lanes {
  unsigned mine, voted;    // who I am, who voted yes
  uint64_t value;          // what the source lane gave
};
Lanes exchange_in_warp(unsigned mask, uint64_t value, bool predicate, int source, Place place);
unsigned lane_of_thread();
void fence();

template <class T> T shuffle(unsigned mask, T value, int source, Place place) {
  static_assert(sizeof(T) == 4 || sizeof(T) == 8, "CUDA shuffles values of 4 or 8 bytes");
  static_assert(std::is_arithmetic_v<T>, "CUDA shuffles numbers");
  uint64_t bits = 0;
  memcpy(&bits, &value, sizeof value);
  bits = exchange_in_warp(mask, bits, false, source, place).value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

}

#define EMULATION_PLACE const char *file = __builtin_FILE(), int line = __builtin_LINE()

// ---- the block ----

inline void __syncthreads(EMULATION_PLACE) { emulation::wait_for_block({file, line}); }

inline int __syncthreads_count(int predicate, EMULATION_PLACE) {
  return emulation::vote_of_block(emulation::VOTE_COUNT, predicate, {file, line});
}

inline int __syncthreads_and(int predicate, EMULATION_PLACE) {
  return emulation::vote_of_block(emulation::VOTE_AND, predicate, {file, line});
}

inline int __syncthreads_or(int predicate, EMULATION_PLACE) {
  return emulation::vote_of_block(emulation::VOTE_OR, predicate, {file, line});
}

// ---- the warp ----

inline void __syncwarp(unsigned mask = 0xffffffffu, EMULATION_PLACE) {
  emulation::exchange_in_warp(mask, 0, false, emulation::lane_of_thread(), {file, line});
}

template <class T> T __shfl_sync(unsigned mask, T value, int source, int width = 32, EMULATION_PLACE) {
  const int lane = emulation::lane_of_thread(), first = lane & ~(width - 1);
  return emulation::shuffle(mask, value, first + (source & (width - 1)), {file, line});
}

// A lane whose partner would be outside its group of `width` lanes gets its own value.
template <class T> T __shfl_up_sync(unsigned mask, T value, unsigned delta, int width = 32, EMULATION_PLACE) {
  const int lane = emulation::lane_of_thread(), within = lane & (width - 1);
  const bool outside = within < (int)delta;
  return emulation::shuffle(mask, value, outside ? lane : lane - (int)delta, {file, line});
}

template <class T>
T __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = 32, EMULATION_PLACE) {
  const int lane = emulation::lane_of_thread(), within = lane & (width - 1);
  const bool outside = within + (int)delta >= width;
  return emulation::shuffle(mask, value, outside ? lane : lane + (int)delta, {file, line});
}

template <class T> T __shfl_xor_sync(unsigned mask, T value, int bits, int width = 32, EMULATION_PLACE) {
  const int lane = emulation::lane_of_thread(), partner = lane ^ bits;
  const bool outside = partner >= (lane | (width - 1)) + 1;
  return emulation::shuffle(mask, value, outside ? lane : partner, {file, line});
}

inline unsigned __ballot_sync(unsigned mask, int predicate, EMULATION_PLACE) {
  const int self = emulation::lane_of_thread();
  return emulation::exchange_in_warp(mask, 0, predicate != 0, self, {file, line}).voted;
}

inline int __any_sync(unsigned mask, int predicate, EMULATION_PLACE) {
  return __ballot_sync(mask, predicate, file, line) != 0;
}

inline int __all_sync(unsigned mask, int predicate, EMULATION_PLACE) {
  return __ballot_sync(mask, !predicate, file, line) == 0;
}

#undef EMULATION_PLACE

// ---- memory ----

inline void __threadfence() { emulation::fence(); }
inline void __threadfence_block() { emulation::fence(); }
inline void __threadfence_system() { emulation::fence(); }

template <class T> T __ldg(const T *address) { return *address; }
template <class T> T __ldcg(const T *address) { return *address; }
template <class T> T __ldcs(const T *address) { return *address; }
template <class T> void __stcg(T *address, T value) { *address = value; }
template <class T> void __stcs(T *address, T value) { *address = value; }

inline void __trap() { emulation::stop("the kernel called __trap()"); }
inline void __nanosleep(unsigned) {}
long long clock64();

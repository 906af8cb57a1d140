// device_atomics.h -- atomic operations, for the types of which CUDA has them. They are atomic for the thread
// sanitizer too, so that a plain access beside one is reported as a race.
#pragma once

#include <string.h>

#include "device_functions.h"

namespace emulation {

// launch.cpp: what a fence before an atomic operation publishes, another thread's atomic operation on the
// same address receives. This is how "the last block adds it all up" is ordered.
void atomic_order(const void *address);

// Takes the old value to f(old) and returns the old one.
template <class T, class F> T atomic_update(T *address, F f) {
  using Bits = std::conditional_t<sizeof(T) == 4, unsigned, unsigned long long>;
  static_assert(sizeof(T) == sizeof(Bits), "atomic operations take 4 or 8 bytes");
  atomic_order(address);
  Bits *const word = reinterpret_cast<Bits *>(address);
  Bits before = __atomic_load_n(word, __ATOMIC_RELAXED), after;
  T old;
  do {
    memcpy(&old, &before, sizeof old);
    const T wanted = f(old);
    memcpy(&after, &wanted, sizeof after);
  } while (!__atomic_compare_exchange_n(word, &before, after, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED));
  return old;
}

}

// A value of another type is converted to T, as by a call of CUDA's plain functions.
#define EMULATION_ATOMIC(T, name, formula)                                             \
  inline T name(T *address, T value) {                                                 \
    return emulation::atomic_update(address, [=]([[maybe_unused]] T old) -> T { return formula; });     \
  }

#define EMULATION_ATOMIC_INTEGER(T)                            \
  EMULATION_ATOMIC(T, atomicAdd, (T)(old + value))             \
  EMULATION_ATOMIC(T, atomicMax, old > value ? old : value)    \
  EMULATION_ATOMIC(T, atomicMin, old < value ? old : value)    \
  EMULATION_ATOMIC(T, atomicExch, value)                       \
  EMULATION_ATOMIC(T, atomicOr, old | value)                   \
  EMULATION_ATOMIC(T, atomicAnd, old & value)                  \
  EMULATION_ATOMIC(T, atomicXor, old ^ value)                  \
  inline T atomicCAS(T *address, T compare, T value) {         \
    return emulation::atomic_update(address, [=](T old) -> T { return old == compare ? value : old; }); \
  }

EMULATION_ATOMIC_INTEGER(unsigned)
EMULATION_ATOMIC_INTEGER(unsigned long long)

// Of signed numbers the sum wraps around, which C++ leaves undefined.
EMULATION_ATOMIC(int, atomicAdd, (int)((unsigned)old + (unsigned)value))
EMULATION_ATOMIC(int, atomicSub, (int)((unsigned)old - (unsigned)value))
EMULATION_ATOMIC(unsigned, atomicSub, old - value)
EMULATION_ATOMIC(int, atomicMax, old > value ? old : value)
EMULATION_ATOMIC(int, atomicMin, old < value ? old : value)
EMULATION_ATOMIC(long long, atomicMax, old > value ? old : value)
EMULATION_ATOMIC(long long, atomicMin, old < value ? old : value)
EMULATION_ATOMIC(int, atomicExch, value)
EMULATION_ATOMIC(int, atomicOr, old | value)
EMULATION_ATOMIC(int, atomicAnd, old & value)
EMULATION_ATOMIC(int, atomicXor, old ^ value)
EMULATION_ATOMIC(unsigned, atomicInc, old >= value ? 0 : old + 1)
EMULATION_ATOMIC(unsigned, atomicDec, old == 0 || old > value ? value : old - 1)
EMULATION_ATOMIC(float, atomicAdd, old + value)
EMULATION_ATOMIC(double, atomicAdd, old + value)
EMULATION_ATOMIC(float, atomicExch, value)

inline int atomicCAS(int *address, int compare, int value) {
  return emulation::atomic_update(address, [=](int old) { return old == compare ? value : old; });
}

#undef EMULATION_ATOMIC
#undef EMULATION_ATOMIC_INTEGER

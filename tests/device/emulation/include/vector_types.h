// vector_types.h -- CUDA's small vector types, with the alignment that makes a misaligned access visible to
// the undefined-behaviour sanitizer.
#pragma once

struct dim3 {
  unsigned x, y, z;
  constexpr dim3(unsigned x = 1, unsigned y = 1, unsigned z = 1) : x(x), y(y), z(z) {}
};

// CUDA aligns a vector to its size, up to 16 bytes, when that is a power of two, and else to its scalar.
#define EMULATION_VECTORS(scalar, name)                                                                      \
  struct name##1 { scalar x; };                                                                              \
  struct alignas(2 * sizeof(scalar)) name##2 { scalar x, y; };                                               \
  struct name##3 { scalar x, y, z; };                                                                        \
  struct alignas(4 * sizeof(scalar) < 16 ? 4 * sizeof(scalar) : 16) name##4 { scalar x, y, z, w; };          \
  inline name##1 make_##name##1(scalar x) { return {x}; }                                                    \
  inline name##2 make_##name##2(scalar x, scalar y) { return {x, y}; }                                       \
  inline name##3 make_##name##3(scalar x, scalar y, scalar z) { return {x, y, z}; }                          \
  inline name##4 make_##name##4(scalar x, scalar y, scalar z, scalar w) { return {x, y, z, w}; }

EMULATION_VECTORS(signed char, char)
EMULATION_VECTORS(unsigned char, uchar)
EMULATION_VECTORS(short, short)
EMULATION_VECTORS(unsigned short, ushort)
EMULATION_VECTORS(int, int)
EMULATION_VECTORS(unsigned, uint)
EMULATION_VECTORS(long long, longlong)
EMULATION_VECTORS(unsigned long long, ulonglong)
EMULATION_VECTORS(float, float)
EMULATION_VECTORS(double, double)

#undef EMULATION_VECTORS

// cuda_runtime.h -- CUDA C++ for a compiler that knows none of it. Kernel sources compiled with this folder
// in front of their include path become ordinary C++17. README.md says what follows from that.
#pragma once

#define __global__
#define __device__
#define __host__
#define __constant__
#define __forceinline__ inline
#define __launch_bounds__(...)
#define __grid_constant__
#define __align__(bytes) alignas(bytes)

#include "cuda_runtime_api.h"
#include "device_launch.h"
#include "device_functions.h"
#include "device_atomics.h"
#include "device_math.h"

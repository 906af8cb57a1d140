// device_launch.h -- starting a kernel, and what a thread of it can see of its block: the three macros of
// kernel sources, threadIdx and its relatives, barriers, shared memory.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include <functional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "cuda_runtime_api.h"

constexpr int warpSize = 32;
extern uint3 threadIdx, blockIdx;      // of the thread that runs now (launch.cpp)
extern dim3 blockDim, gridDim;

namespace emulation {

struct Launch {                        // everything of a launch except its arguments
  const char *kernel;                  // its source text, for messages
  const void *function;
  dim3 grid, block;
  size_t dynamic_bytes;
  cudaStream_t stream;
};

[[noreturn]] void stop(const char *format, ...) __attribute__((format(printf, 1, 2)));

// launch.cpp. `check` looks at the arguments, whenever the kernel starts; `call` runs one of its threads.
bool may_launch(const Launch &launch);
void submit_launch(const Launch &launch, std::function<void(int device)> check, std::function<void()> call);
void *shared_memory(const void *key, size_t bytes, size_t alignment);
void *dynamic_shared_memory();

// memory.cpp: stops the program when a kernel would get an address that it cannot use.
struct Argument { const char *kernel; int position, device; };
void check_pointer(Argument argument, const void *pointer);
void check_struct(Argument argument, const void *bytes, size_t count);

template <class T> void check_argument(Argument argument, const T &value) {
  if constexpr (std::is_pointer_v<T>) check_pointer(argument, (const void *)value);
  else if constexpr (std::is_class_v<T>) check_struct(argument, &value, sizeof value);
}

template <class... Parameters, class... Arguments>
void launch(const char *name, void (*kernel)(Parameters...), dim3 grid, dim3 block, size_t dynamic_bytes,
            cudaStream_t stream, const Arguments &...arguments) {
  static_assert(sizeof...(Parameters) == sizeof...(Arguments), "a kernel takes all of its arguments");
  static_assert((!std::is_reference_v<Parameters> && ...), "a kernel takes its arguments by value");
  static_assert((std::is_trivially_copyable_v<std::decay_t<Parameters>> && ...),
                "arguments are copied as bytes");
  const Launch launch{name, (const void *)kernel, grid, block, dynamic_bytes, stream};
  if (!may_launch(launch)) return;
  std::tuple<std::decay_t<Parameters>...> values(static_cast<Parameters>(arguments)...);
  const auto check = [name, values](int device) {
    Argument argument{name, 0, device};
    const auto next = [&] { return argument.position++, argument; };
    std::apply([&](const auto &...value) { (check_argument(next(), value), ...); }, values);
  };
  submit_launch(launch, check, [kernel, values] { std::apply(kernel, values); });
}

}

#define DL_LAUNCH(kernel, grid, block, dynamic_shared_bytes, stream, ...) \
  emulation::launch(#kernel, kernel, grid, block, dynamic_shared_bytes, stream, ##__VA_ARGS__)

// One array for each place in the source, and for each instance of a template, in each block.
#define DL_SHARED(T, name, n)          \
  static const char name##_place = 0;  \
  T *const name = (T *)emulation::shared_memory(&name##_place, sizeof(T) * (n), alignof(T))

#define DL_DYNAMIC_SHARED(T, name) T *const name = (T *)emulation::dynamic_shared_memory()

# Devices that are loaded at run time. What kernels use of the engine and of core, on a plug-in's side:
add_library(dlua_plugin_host OBJECT EXCLUDE_FROM_ALL src/device/plugin/registry.c
  src/engine/exponentials.c src/engine/fail.c src/engine/loop.c src/engine/product.c src/engine/program.c
  src/engine/program_source.c src/engine/updates.c
  src/device/cpu/cpu.c src/device/cpu/openblas.c src/device/cpu/lapack.c src/device/cpu/level/convert.c
  src/core/dtype.c src/core/interrupt.c src/core/memory.c src/core/random.c src/core/status.c src/core/storage.c
  src/core/tensor.c src/core/threads.c)
target_include_directories(dlua_plugin_host PRIVATE src ${CMAKE_BINARY_DIR}/generated)
target_compile_definitions(dlua_plugin_host PRIVATE DL_DEVICE_PASS DL_LEVEL=base DL_OPENBLAS_PATH="${DLUA_OPENBLAS}")
target_link_libraries(dlua_plugin_host PRIVATE OpenMP::OpenMP_C)

# dlua_null.so: host memory behind the device table, for tests; its kernels are the operator files' loops (the device pass:
# kernels only).
add_library(dlua_null MODULE ${operator_files} src/device/null/null.c $<TARGET_OBJECTS:dlua_plugin_host>
  src/engine/copies.c src/engine/matrices.c src/engine/pool.c src/engine/positions.c src/engine/reduce.c src/engine/rows.c
  src/engine/run.c src/device/cpu/level/product.c src/device/cpu/level/gemm.c src/device/cpu/level/attention.c
  src/device/cpu/level/convolution.c src/device/cpu/level/winograd.c)
set_target_properties(dlua_null PROPERTIES PREFIX "" OUTPUT_NAME dlua_null
  LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib/dlua)
target_include_directories(dlua_null PRIVATE src ${CMAKE_BINARY_DIR}/generated)
target_compile_definitions(dlua_null PRIVATE DL_DEVICE_PASS DL_LEVEL=base)
target_link_options(dlua_null PRIVATE -Wl,-z,nodelete -Wl,-Bsymbolic -Wl,--no-undefined)
target_link_libraries(dlua_null PRIVATE OpenMP::OpenMP_C Threads::Threads m ${CMAKE_DL_LIBS})

# dlua_cuda.so, and dlua_cuda-emu.so: the same sources on the CPU, for tests.
add_subdirectory(src/device/cuda)
add_subdirectory(tests/device/emulation)

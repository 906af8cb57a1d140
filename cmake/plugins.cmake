# Devices that are loaded at run time. dlua_null.so: host memory behind the device table, for tests; its kernels are the
# device pass of the operator files (kernels only), with the part of the engine that kernels use.
add_library(dlua_null MODULE ${operator_files} src/device/null/null.c
  src/engine/loop.c src/engine/reduce.c src/engine/fail.c src/engine/positions.c src/engine/rows.c src/engine/matrices.c
  src/device/cpu/cpu.c src/device/cpu/blas.c src/device/cpu/lapack.c src/device/cpu/level/convert.c src/device/cpu/level/product.c
  src/core/dtype.c src/core/interrupt.c src/core/memory.c src/core/random.c src/core/status.c src/core/storage.c
  src/core/tensor.c src/core/threads.c)
set_target_properties(dlua_null PROPERTIES PREFIX "" OUTPUT_NAME dlua_null
  LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib/dlua)
target_include_directories(dlua_null PRIVATE src ${CMAKE_BINARY_DIR}/generated)
target_compile_definitions(dlua_null PRIVATE DL_DEVICE_PASS DL_LEVEL=base DL_OPENBLAS_PATH="${DLUA_OPENBLAS}")
target_link_options(dlua_null PRIVATE -Wl,-z,nodelete -Wl,-Bsymbolic -Wl,--no-undefined)
target_link_libraries(dlua_null PRIVATE OpenMP::OpenMP_C Threads::Threads m ${CMAKE_DL_LIBS})

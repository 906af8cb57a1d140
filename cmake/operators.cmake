# The operator table: every `DL_OP(name)` at the start of a line of src/ops/*.c is a row. Each file is compiled once for
# each instruction-set level (DESIGN: plain C loops, chosen once at start), so a new operator is a new file and no other edit.
file(GLOB operator_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/ops/*.c)
set(rows "")
foreach(file ${operator_files})
  file(STRINGS ${file} hits REGEX "^DL_OP\\(")
  foreach(hit ${hits})
    string(REGEX REPLACE "^DL_OP\\(([A-Za-z0-9_]+)\\).*" "DL_ROW(\\1)\n" row "${hit}")
    string(APPEND rows "${row}")
  endforeach()
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/operator_rows.inc CONTENT "${rows}")

# -DDLUA_LEVELS=base builds one of them: faster to build, slower to run.
if(NOT DLUA_LEVELS)
  set(DLUA_LEVELS base)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64" AND CMAKE_C_COMPILER_ID STREQUAL "GNU" AND NOT DLUA_SANITIZE)
    set(DLUA_LEVELS base v3 v4)
  endif()
endif()
# Their sums of products are one instruction each where there is one.
set_source_files_properties(src/device/cpu/level/convolution.c src/device/cpu/level/gemm.c
  src/device/cpu/level/winograd.c PROPERTIES COMPILE_OPTIONS -ffp-contract=fast)
set(level_rows "")
foreach(level ${DLUA_LEVELS})
  string(APPEND level_rows "DL_LEVEL_ROW(${level})\n")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/level_rows.inc CONTENT "${level_rows}")

set(flags_base "")
set(flags_v3 -march=x86-64-v3)
set(flags_v4 -march=x86-64-v4 -mprefer-vector-width=512)
set(operator_objects "")
foreach(level ${DLUA_LEVELS})
  add_library(dlua_ops_${level} OBJECT ${operator_files} src/device/cpu/level/rows.c src/device/cpu/level/convert.c
    src/device/cpu/level/product.c src/device/cpu/level/gemm.c src/device/cpu/level/attention.c
    src/device/cpu/level/convolution.c src/device/cpu/level/winograd.c)
  target_include_directories(dlua_ops_${level} PRIVATE src ${CMAKE_BINARY_DIR}/generated)
  target_compile_definitions(dlua_ops_${level} PRIVATE DL_LEVEL=${level})
  target_compile_options(dlua_ops_${level} PRIVATE -O3 -fno-trapping-math ${fixed_thread_variables} ${flags_${level}})
  target_link_libraries(dlua_ops_${level} PRIVATE OpenMP::OpenMP_C)
  list(APPEND operator_objects $<TARGET_OBJECTS:dlua_ops_${level}>)
endforeach()

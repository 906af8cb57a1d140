# OpenBLAS is loaded at the first factorisation, not linked (device/cpu/openblas.c says why); here only its path is found.
# The OpenMP build comes first: each thread of ours can tell it to stay on one (src/device/cpu/openblas.c).
find_library(DLUA_OPENBLAS NAMES openblas libopenblas.so.0
  PATHS /usr/lib/${CMAKE_LIBRARY_ARCHITECTURE}/openblas-openmp NO_DEFAULT_PATH)
find_library(DLUA_OPENBLAS NAMES openblas libopenblas.so.0)
if(NOT DLUA_OPENBLAS)
  message(FATAL_ERROR "OpenBLAS not found: install libopenblas-openmp-dev")
endif()
get_filename_component(DLUA_OPENBLAS "${DLUA_OPENBLAS}" REALPATH)
message(STATUS "OpenBLAS: ${DLUA_OPENBLAS}")

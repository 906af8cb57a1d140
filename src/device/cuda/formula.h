/* formula.h -- formulas of users (engine/program.h) as kernels that NVRTC has compiled, each once for a dtype. */
#ifndef DL_CUDA_FORMULA_H
#define DL_CUDA_FORMULA_H

#include "engine/program.h"

/* The results of a call of pointwiseProgram. *done: false where there is no NVRTC, and for more formulas than are kept; then
** nothing was done. */
dl_status dl_formula_run(const dl_args *a, const dl_program *p, bool *done);

#endif

/* formula.cu -- see formula.h. The source is engine/program_source.c's. It is the same for all values of the constants, which
** travel with each launch, so a formula is compiled once for a dtype however its numbers change.
*/
#include "dl_op.h"

#ifdef DL_CUDA_EMULATED

/* The emulation runs no kernels that are compiled at run time. */
dl_status dl_formula_run(const dl_args *, const dl_program *, bool *done) {
  *done = false;
  return DL_OK;
}

#else

#include <stdlib.h>
#include <string.h>
#include <map>
#include <mutex>
#include <string>
#include "device/nvrtc.h"

#define MOST_FORMULAS 256              /* that are kept; they stay, since recorded steps hold them */

static std::mutex lock;
static std::map<std::string, cudaKernel_t> kernels;            /* NULL: it could not be compiled */

/* Its text would do, but for the values of constants. */
static std::string key_of(const dl_args *a, const dl_program *p, dl_dtype dtype) {
  return std::to_string(dl_cuda_of(a)->architecture) + ' ' + std::to_string((int)dtype) + ' ' + std::to_string(p->inputs) + ' '
    + std::to_string(p->constants) + ' ' + dl_string(a, 1);
}

static cudaKernel_t load(const dl_compiled &compiled) {
  dl_cuda_while_recording also_then;
  cudaLibrary_t library;
  cudaKernel_t kernel;
  if (cudaLibraryLoadData(&library, compiled.image, NULL, NULL, 0, NULL, NULL, 0) == cudaSuccess
      && cudaLibraryGetKernel(&kernel, library, compiled.name) == cudaSuccess) return kernel;
  cudaGetLastError();
  return NULL;
}

static cudaKernel_t compile(const dl_args *a, const dl_program *p, dl_dtype dtype) {
  const size_t size = dl_program_source(p, dtype, NULL, 0) + 1;
  char *source = (char *)malloc(size);
  dl_compiled compiled = {};
  cudaKernel_t kernel = NULL;
  if (!source) return NULL;
  dl_program_source(p, dtype, source, size);
  if (dl_nvrtc_compile(source, "formula", dl_cuda_of(a)->architecture, &compiled) == DL_OK) kernel = load(compiled);
  dl_error_clear();                    /* the interpreter computes it */
  dl_nvrtc_free(&compiled);
  free(source);
  return kernel;
}

static cudaKernel_t kernel_of(const dl_args *a, const dl_program *p, dl_dtype dtype) {
  std::lock_guard<std::mutex> hold(lock);
  const std::string key = key_of(a, p, dtype);
  auto known = kernels.find(key);
  if (known != kernels.end()) return known->second;
  if (kernels.size() >= MOST_FORMULAS) return NULL;
  return kernels[key] = compile(a, p, dtype);
}

dl_status dl_formula_run(const dl_args *a, const dl_program *p, bool *done) {
  const dl_tensors inputs = a->arg[0].tensors;
  const dl_dtype dtype = (dl_dtype)inputs.data[0]->dtype;
  dl_program_walk walk;
  dl_program_launched l;
  cudaStream_t stream = dl_stream(a);
  const cudaKernel_t kernel = kernel_of(a, p, dtype);
  *done = kernel != NULL;
  if (!kernel) return DL_OK;
  dl_program_walk_make(&walk, a->result[0]->ndim, a->result[0]->shape, inputs.count, inputs.data);
  if (walk.total == 0) return DL_OK;
  memset(&l, 0, sizeof l);
  l.total = walk.total;
  l.ndim = walk.ndim;
  for (int d = 0; d < walk.ndim; d++) {
    l.shape[d] = walk.shape[d];
    for (int k = 0; k < p->inputs; k++) l.step[d][k] = walk.step[d][k];
  }
  for (int k = 0; k < p->inputs; k++) l.from[k] = walk.data[k];
  for (int r = 0; r < p->results; r++) l.to[r] = dl_tensor_data(a->result[r]);
  memcpy(l.constant, p->constant, (size_t)p->constants * sizeof *l.constant);
  void *arguments[1] = { &l };
  const cudaError_t code = cudaLaunchKernel((const void *)kernel, dim3(dl_blocks(a, l.total)), dim3(DL_THREADS), arguments, 0, stream);
  return code == cudaSuccess ? dl_launched(a) : dl_cuda_status(code, "launch");
}

#endif

/* renewed.c -- a number as a tensor, which differs each time a recorded step runs (dl.cuda.capture). */
#include "dl_op.h"

#ifndef DL_CUDA
static dl_status renewed_kernel(dl_args *a) {
  *(float *)dl_tensor_data(a->result[0]) = (float)dl_number(a, 0);
  return DL_OK;
}
#else
static dl_status renewed_kernel(dl_args *a) {
  const double value = dl_number(a, 0);
  dl_numbers numbers;
  dl_status status = dl_numbers_of(a, &value, 1, &numbers);
  if (status != DL_OK || numbers.renewed) return status;
  const double *moved = numbers.moved;
  float *to = (float *)dl_tensor_data(a->result[0]);
  return dl_each(a, 1, [=] __device__ (int64_t) { *to = (float)(moved ? *moved : value); });
}
#endif
DL_KERNEL(renewed)

#ifndef DL_DEVICE_PASS
static dl_status renewed_shape(dl_args *a) { return dl_result(a, 0, DL_FLOAT32, 0, NULL); }

DL_OP(renewed) {
  .sig = "value: number",
  .doc = "A number as a 0-dimensional float32 tensor. In a step that is recorded (dl.cuda.capture) it is the value of the moment "
         "each time: dl.cuda.number(fn) calls this.",
  .flags = DL_CREATES | DL_NO_GRAD | DL_RENEWS,
  .shape = renewed_shape,
  .kernel = renewed_kernel,
  .sample = "{ 2.5 }, { 3 }",
  .error = "{ 'x' }, { randn(2) }",
};
#endif

/* product.h -- what device.cu needs of product.cu. */
#ifndef DL_CUDA_PRODUCT_H
#define DL_CUDA_PRODUCT_H

#include "dl_op.h"

void dl_cuda_product_close(dl_cuda *cuda);
/* May products of float32 round their operands to TF32 (10 bits of fraction)? Off at first. Returns what was. */
bool dl_cuda_allow_tf32(dl_cuda *cuda, bool allow);

#endif

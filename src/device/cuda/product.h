/* product.h -- what device.cu needs of product.cu. */
#ifndef DL_CUDA_PRODUCT_H
#define DL_CUDA_PRODUCT_H

#include "dl_op.h"

void dl_cuda_product_close(dl_cuda *cuda);
/* May products of float32 round their operands to TF32 (10 bits of fraction), on all devices? Off at first. 1 or 0, -1 asks;
** returns what was. */
int dl_cuda_allow_tf32(int allow);

#endif

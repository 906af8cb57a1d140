/* epilogue.h -- what follows a product in the same call: an epilogue of cuBLASLt where it knows one, else another kernel. */
#ifndef DL_CUDA_EPILOGUE_H
#define DL_CUDA_EPILOGUE_H

#include "engine/kernel.h"

/* C = alpha A B, with the bias in every row; p->beta does not count. `result` is C. */
dl_status dl_product_with_bias(const dl_product *p, const dl_tensor *bias, dl_tensor *result);
/* C = alpha A B + beta C, and the sums of the rows of A, of p->m elements. The product has no batch. */
dl_status dl_product_with_sums(const dl_product *p, dl_tensor *sums);

#endif

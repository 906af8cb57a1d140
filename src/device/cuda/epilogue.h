/* epilogue.h -- what follows a product in the same call. */
#ifndef DL_CUDA_EPILOGUE_H
#define DL_CUDA_EPILOGUE_H

#include "engine/kernel.h"

typedef enum { DL_NOTHING_FOLLOWS, DL_RELU_FOLLOWS, DL_GELU_FOLLOWS } dl_following;

/* C = activation(alpha A B + bias), or C = alpha A B + beta C with the sums of the rows of A beside it. */
typedef struct dl_epilogue {
  const dl_tensor *bias;          /* in every row; or NULL */
  dl_following activation;        /* gelu in the form with tanh */
  dl_tensor *before;              /* of gelu: what it gets, contiguous, of the shape of C */
  dl_tensor *sums;                /* p->m elements, or NULL */
} dl_epilogue;

/* *known: cuBLASLt has an epilogue for it, and it is done; else nothing was done. With sums the product has no batch. */
dl_status dl_product_with(const dl_product *p, const dl_epilogue *epilogue, bool *known);

#endif

/* cudnn.h -- convolutions and attention by cuDNN (device/cudnn), where the program has asked for it. */
#ifndef DL_CUDA_CUDNN_H
#define DL_CUDA_CUDNN_H

#include "dl_op.h"

/* Shall cuDNN be asked before kernels of our own, on all devices? Off at first. 1 or 0, -1 asks; returns what was, or -1 with an
** error that says why there is no cuDNN. */
int dl_cuda_use_cudnn(int use);
void dl_cuda_cudnn_close(dl_cuda *cuda);
/* As dl_convolution_run, dl_attention_forward and (gradients) dl_attention_backward. *done: false where cuDNN is not to be asked
** or does not do this; then nothing was done. */
dl_status dl_cuda_cudnn_convolution(const dl_args *a, const dl_convolution *c, dl_convolve which, const void *first,
                                    const void *second, const void *bias, void *result, bool *done);
dl_status dl_cuda_cudnn_attention(const dl_args *a, const dl_attention *w, bool gradients, bool *done);

#endif

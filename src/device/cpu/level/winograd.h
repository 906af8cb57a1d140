/* winograd.h -- convolutions with a kernel of 3x3 by fewer multiplications (winograd.c). */
#ifndef DL_WINOGRAD_H
#define DL_WINOGRAD_H

/* Element (filter, channel, tap) of a group's weight lies at the sum of their multiples of these; taps row by row. */
typedef struct { const float *first; int64_t filter, channel, tap, group; } dl_winograd_weight;

#define dl_winograd_pays DL_PASTE(dl_winograd_pays_, DL_LEVEL)
#define dl_winograd_scratch DL_PASTE(dl_winograd_scratch_, DL_LEVEL)
#define dl_winograd_run DL_PASTE(dl_winograd_run_, DL_LEVEL)
#define dl_winograd_run_weight DL_PASTE(dl_winograd_run_weight_, DL_LEVEL)
/* which: DL_CONVOLVE or DL_CONVOLVE_WEIGHT (others do not pay). */
bool dl_winograd_pays(const dl_convolution *c, dl_convolve which);
size_t dl_winograd_scratch(const dl_convolution *c, dl_convolve which);
/* y from x, the weight and bias (or NULL). */
dl_status dl_winograd_run(const dl_convolution *c, const float *x, dl_winograd_weight weight, const float *bias, float *y, void *scratch);
/* The gradient of the weight from that of y, and x. */
dl_status dl_winograd_run_weight(const dl_convolution *c, const float *dy, const float *x, float *weight, void *scratch);

#endif

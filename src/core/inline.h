/* inline.h -- DL_INLINE: a small function of a header or an operator file that formulas call. Kernels of the CUDA device call
** it too, so it is compiled for both sides there. */
#ifndef DL_INLINE_H
#define DL_INLINE_H

#ifdef __CUDACC__
#define DL_INLINE static __host__ __device__ inline
#define DL_TABLE static __device__ const      /* a table of constants that such a function reads */
#else
#define DL_INLINE static inline
#define DL_TABLE static const
#endif

#endif

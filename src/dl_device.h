/* dl_device.h -- the device table and nothing else.
**
** A device is a table of functions; the CPU's is linked in, every other comes from
** a shared library `dlua_NAME.so` with one exported function, dl_device_table_v1.
** The table is append-only: `abi` changes only when an entry changes its meaning,
** `size` says how much of it the library knew. Functions return 0, or not 0 and
** then error() says why. Kernels are found by operator name, once, and cached.
*/
#ifndef DL_DEVICE_H
#define DL_DEVICE_H

#include <stddef.h>
#include <stdint.h>

#define DL_DEVICE_ABI 1u

struct dl_args;
typedef int (*dl_device_kernel)(struct dl_args *arguments);

/* What a device's kernel does otherwise than the record of its operator says. */
enum {
  DL_KERNEL_HALF = 1,        /* takes 16-bit floats as they are: DL_VIA_FLOAT32 is not for it */
  DL_KERNEL_NO_SCRATCH = 2   /* has memory of its own: .scratch is not for it */
};

enum { DL_TO_DEVICE, DL_FROM_DEVICE, DL_WITHIN_DEVICE };

/* What a device offers that works behind the program: queues of work, events in them, host memory that it reaches by
** itself, steps that are recorded and repeated. NULL as a stream is the one that is used now. Events and streams of a device
** are for that device. */
typedef struct dl_device_queues {
  void *(*stream_new)(void *context, int priority);    /* NULL: error(); smaller is more urgent */
  void (*stream_delete)(void *context, void *stream);  /* what it still has to do is done */
  void *(*stream_use)(void *context, void *stream);    /* from now on (NULL: the device's own); returns the one before */
  int (*stream_synchronize)(void *context, void *stream);
  int (*stream_done)(void *context, void *stream);     /* 1, 0, or -1: error() */
  int (*stream_wait)(void *context, void *stream, void *event);
  void *(*event_new)(void *context, int timing);
  void (*event_delete)(void *context, void *event);
  int (*event_record)(void *context, void *event, void *stream);
  int (*event_synchronize)(void *context, void *event);
  int (*event_done)(void *context, void *event);       /* 1 (or never recorded), 0, or -1: error() */
  int (*event_elapsed)(void *context, void *from, void *to, double *milliseconds);
  /* This block is used by what is queued next in a stream: it is not given to others before that is done. */
  int (*block_used)(void *context, void *memory, void *stream);
  void *(*host_allocate)(void *context, size_t bytes); /* pinned */
  void (*host_release)(void *context, void *memory);   /* by any thread; copies that are under way are waited for behind us */
  int (*copy_later)(void *context, void *to, const void *from, size_t bytes, int direction);  /* the host's side is pinned */
  /* A step in parts: between part_begin and part_end work is recorded, part_run does it. Each part begins at a number of
  ** the random generator; when it runs again, at another. */
  void *(*step_new)(void *context);
  void (*step_delete)(void *context, void *step);
  int (*part_begin)(void *context, void *step);
  int (*part_end)(void *context, void *step, int keep);     /* 0: forget what was recorded since part_begin */
  int (*part_run)(void *context, void *step, int part, uint64_t seed, uint64_t moved);
  int (*step_renew)(void *context, void *step, int part);   /* operators renew their numbers in it and do nothing else; while it is
                                                               recorded: those that will be renewed follow; -1: no more */
  void (*waits)(void *context, uint64_t counts[3]);         /* how often the host waited, memory was had from the device, kernels began */
} dl_device_queues;

typedef struct dl_device_table {
  uint32_t abi, size;
  const char *name;
  int (*count)(void);                                  /* how many there are; 0: error() says why */
  int (*open)(int ordinal, void **context);
  void (*close)(void *context);
  void *(*allocate)(void *context, size_t bytes);      /* 64-byte aligned; NULL: no memory */
  void (*release)(void *context, void *memory, size_t bytes);
  int (*copy)(void *context, void *to, const void *from, size_t bytes, int direction);
  int (*synchronize)(void *context);
  dl_device_kernel (*kernel)(const char *operator_name);  /* NULL: the operator's decomposition runs */
  const char *(*error)(void);
  void (*memory)(void *context, size_t bytes[4]);      /* in use, kept for later, the most ever in use, all there is */
  void (*empty_cache)(void *context);
  const char *(*describe)(void *context);              /* for people: "NVIDIA H200, compute capability 9.0" */
  /* Kernels compiled at run time (NULL: the device runs none); an image is of the architecture, 90 for sm_90. */
  int (*architecture)(void *context);
  int (*load_kernel)(void *context, const void *image, const char *name, void **kernel);
  int (*launch_kernel)(void *context, void *kernel, const unsigned grid[3], const unsigned block[3], unsigned shared,
                       void **arguments);
  int (*put)(void *context, void *to, const void *value, size_t bytes);     /* at most 8, read before it returns; waits for nothing */
  const dl_device_queues *queues;                      /* NULL: all work is done when a call returns */
  unsigned (*kernel_traits)(const char *operator_name);  /* DL_KERNEL_HALF ...; NULL: none has any */
  int (*allow_tf32)(int allow);                        /* may products of float32 round to TF32, on all devices of the table? 1 or 0;
                                                          -1 asks; returns what was. NULL: there is no such thing */
  int (*use_cudnn)(int use);                           /* shall cuDNN be asked before kernels of our own? As allow_tf32; -1: error() */
} dl_device_table;

typedef const dl_device_table *(*dl_device_entry)(uint32_t abi);

struct dl_device {
  const dl_device_table *table;
  void *context;
  int ordinal;
  char name[24];                                       /* "cpu", "null", "cuda:1" */
  struct dl_kernel_entry {
    dl_device_kernel run;
    unsigned traits;
  } *kernels;                                          /* by operator index; filled on first use */
  int kernel_count;
  int watched;                                         /* the device wants to know of each use of a block: there are other
                                                          streams, or a step is being recorded */
  void *step;                                          /* that is being recorded, or renewed */
  int renewing;
};

#endif

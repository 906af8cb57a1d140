/* profile.h -- the profiler: what calls, gradients, modules and ranges take, added up by who they are.
**
** A frame is one of these while it runs. Frames of a thread are a list, the innermost first; they lie where their
** owner put them: on the C stack for calls, in userdata for modules. What is inside a frame adds to the costs of the
** frame around it, so each knows what is its own. Nothing here runs unless a profile does: whoever opens frames asks
** dl_is_profiling before.
*/
#ifndef DL_PROFILE_H
#define DL_PROFILE_H

#include "engine/engine.h"

enum {                             /* what a profile asks for, and bits of dl_watch while it runs */
  DL_PROFILE_SHAPES = 4,           /* rows apart for each combination of the arguments' shapes */
  DL_PROFILE_EVENTS = 8,           /* keep every frame for a trace */
  DL_PROFILE_SYNCHRONIZE = 16,     /* wait for the device after each call, so that times are those of its work */
  DL_PROFILE_ALL = DL_WATCH_PROFILE | DL_PROFILE_SHAPES | DL_PROFILE_EVENTS | DL_PROFILE_SYNCHRONIZE
};
static inline bool dl_is_profiling(void) { return dl_watching() & DL_WATCH_PROFILE; }

typedef enum {
  DL_FRAME_OPERATOR, DL_FRAME_GRADIENT, DL_FRAME_BACKWARD, DL_FRAME_MODULE, DL_FRAME_RANGE
} dl_frame_kind;

typedef struct dl_cost {
  uint64_t time;                   /* nanoseconds */
  uint64_t bytes;                  /* of the arguments and results of kernels */
  uint64_t allocated;              /* bytes that were asked for, given back since or not */
  double flops;
} dl_cost;

/* Whose cost it is. Names are compared by address: those of operators, and what dl_profile_string returned. */
typedef struct dl_frame_key {
  const char *name;
  uint32_t place;                  /* the module, as dl_profile_place numbers them; 0: none */
  uint32_t shapes;                 /* the arguments', a string's number; 0: not asked for */
  uint8_t kind;
  bool backward;                   /* within a backward walk */
} dl_frame_key;

typedef struct dl_frame {
  struct dl_frame *outer;
  dl_frame_key key;
  uint32_t session;
  uint64_t start, allocated;       /* the clock and the thread's count of bytes as it was opened */
  uint64_t on_device;              /* bytes of results on other devices, its own and those within it */
  dl_cost own, inside;             /* of its own kernel; of the frames that ran within it */
} dl_frame;

typedef struct dl_profile_row {
  dl_frame_key key;
  uint64_t calls, longest;
  dl_cost total, self;
  size_t peak;                     /* bytes that were live at the end of a call, at most */
} dl_profile_row;

typedef struct dl_profile_event {
  dl_frame_key key;
  uint32_t thread;                 /* 2 n, or 2 n + 1 for the n-th worker */
  uint64_t start, time, bytes, allocated, live;
  double flops;
} dl_profile_event;

typedef struct dl_profile {
  unsigned flags;                  /* DL_PROFILE_... */
  int64_t row_count, row_room, event_count, event_room, event_limit;
  int64_t lost;                    /* events over the limit, or for which there was no memory */
  int32_t *slot;                   /* of the hash: index of a row + 1; twice the rows at least */
  dl_profile_row *row;
  dl_profile_event *event;
  uint64_t started, time;          /* time: of all runs, the last one excepted while it runs */
  size_t peak, device_peak;
} dl_profile;

/* One profile runs at a time: a second is an error. It may run again later and goes on adding. */
dl_status dl_profile_start(dl_profile *p);
void dl_profile_stop(dl_profile *p);
bool dl_profile_runs(const dl_profile *p);
uint64_t dl_profile_time(const dl_profile *p);
void dl_profile_clear(dl_profile *p);
/* Rows and events may be read between these two. */
void dl_profile_lock(void);
void dl_profile_unlock(void);

/* A name that lives as long as the process, and its number. NULL, 0: no memory. */
const char *dl_profile_string(const char *text);
uint32_t dl_profile_number(const char *text);
const char *dl_profile_text(uint32_t number);

/* Frames. The key's place and phase are those of the frame around it until the caller changes them. */
void dl_profile_open(dl_frame *f, dl_frame_kind kind, const char *name);
void dl_profile_close(dl_frame *f);
/* The frame of a call: `kernel`: it ran a kernel, whose work is the call's own. */
void dl_profile_close_call(dl_frame *f, const dl_args *a, bool kernel);
/* Its memory goes away. */
void dl_profile_forget(dl_frame *f);
/* The module that runs now in this thread; 0: none. */
uint32_t dl_profile_place(void);

#endif

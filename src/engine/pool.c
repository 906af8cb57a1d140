/* pool.c -- the threads that share the pieces of a loop: dl_parallel.
**
** At the end of a loop of OpenMP all threads of its team must arrive, also those which the system does not let run: on a machine
** with other work two threads took four to ten times as long as one. Here the caller works, too, and who has not joined
** when no pieces are left is not waited for; so a second thread costs little where it cannot help.
**
** One loop runs at a time. A loop within a loop, and one that another thread of the program begins meanwhile, is done by its
** own thread alone. Threads are made when they are first wanted, and sleep after a while without work.
*/
#include <pthread.h>
#include <signal.h>
#include "engine/engine.h"

#define STACK ((size_t)8 << 20)    /* bytes: kernels keep blocks of matrices there */
#define SPINS 2000                 /* looks at what another thread will write (some 50 us), before sleep */

typedef struct {
  int64_t n, grain, pieces, next;  /* next: the first piece that nobody has; atomic */
  dl_range_body body;
  void *context;
} work;

static struct {
  pthread_mutex_t lock;            /* for all that follows; `loops` and `inside` are looked at without it, too */
  pthread_cond_t begun, ended;
  work work;
  bool taken;
  uint64_t loops;                  /* that have begun */
  int threads, sleeping;           /* made, beside the callers; of which wait for `begun` */
  int places, inside;              /* how many more may join the loop; have joined it and not left */
} pool = { .lock = PTHREAD_MUTEX_INITIALIZER, .begun = PTHREAD_COND_INITIALIZER, .ended = PTHREAD_COND_INITIALIZER };

static void do_pieces(work *w) {
  int64_t piece;
  while ((piece = __atomic_fetch_add(&w->next, 1, __ATOMIC_RELAXED)) < w->pieces && !dl_interrupt_pending())
    w->body(w->context, piece * w->grain, piece + 1 < w->pieces ? (piece + 1) * w->grain : w->n);
}

/* ---- the threads of the pool ---- */

/* Called and left with the lock held. */
static void wait_for_loop(uint64_t seen) {
  if (pool.loops == seen) {
    pthread_mutex_unlock(&pool.lock);
    for (int i = 0; i < SPINS && __atomic_load_n(&pool.loops, __ATOMIC_RELAXED) == seen; i++) dl_pause();
    pthread_mutex_lock(&pool.lock);
  }
  while (pool.loops == seen) {
    pool.sleeping++;
    pthread_cond_wait(&pool.begun, &pool.lock);
    pool.sleeping--;
  }
}

static void *serve(void *unused) {
  (void)unused;
  pthread_mutex_lock(&pool.lock);
  for (uint64_t seen = pool.loops;; seen = pool.loops) {
    if (pool.places > 0) {
      pool.places--;
      __atomic_add_fetch(&pool.inside, 1, __ATOMIC_RELAXED);
      pthread_mutex_unlock(&pool.lock);
      do_pieces(&pool.work);
      pthread_mutex_lock(&pool.lock);
      if (__atomic_sub_fetch(&pool.inside, 1, __ATOMIC_RELAXED) == 0) pthread_cond_signal(&pool.ended);
    }
    wait_for_loop(seen);
  }
  return NULL;
}

/* A process made by fork has none of the threads. */
static void begin_anew(void) {
  pthread_mutex_init(&pool.lock, NULL);
  pthread_cond_init(&pool.begun, NULL);
  pthread_cond_init(&pool.ended, NULL);
  pool.taken = false;
  pool.threads = pool.sleeping = pool.places = pool.inside = 0;
}

/* With the lock held. Signals are for the program's own threads. */
static void grow(int threads) {
  static bool prepared;
  pthread_attr_t attributes;
  sigset_t all, before;
  pthread_t thread;
  if (pool.threads >= threads) return;
  if (!prepared) prepared = pthread_atfork(NULL, NULL, begin_anew) == 0;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, STACK);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  while (pool.threads < threads && pthread_create(&thread, &attributes, serve, NULL) == 0) pool.threads++;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
}

/* ---- the caller ---- */

/* Is the loop open to others now? */
static bool open_loop(const work *w, int others) {
  pthread_mutex_lock(&pool.lock);
  bool free = !pool.taken;
  if (free) {
    grow(others);
    pool.taken = true;
    pool.work = *w;
    pool.places = others < pool.threads ? others : pool.threads;
    __atomic_add_fetch(&pool.loops, 1, __ATOMIC_RELAXED);
    for (int i = 0; i < pool.places && i < pool.sleeping; i++) pthread_cond_signal(&pool.begun);
  }
  pthread_mutex_unlock(&pool.lock);
  return free;
}

static void close_loop(void) {
  pthread_mutex_lock(&pool.lock);
  pool.places = 0;
  if (pool.inside) {
    pthread_mutex_unlock(&pool.lock);
    for (int i = 0; i < SPINS && __atomic_load_n(&pool.inside, __ATOMIC_RELAXED); i++) dl_pause();
    pthread_mutex_lock(&pool.lock);
  }
  while (pool.inside) pthread_cond_wait(&pool.ended, &pool.lock);
  pool.taken = false;
  pthread_mutex_unlock(&pool.lock);
}

dl_status dl_parallel(int64_t n, int64_t grain, dl_range_body body, void *context) {
  if (grain < 1) grain = 1;
  work w = { .n = n, .grain = grain, .pieces = (n + grain - 1) / grain, .body = body, .context = context };
  if (w.pieces <= 1) {
    if (n > 0) body(context, 0, n);
    return DL_OK;
  }
  int threads = dl_threads_get();
  if (threads > w.pieces) threads = (int)w.pieces;
  if (threads > 1 && open_loop(&w, threads - 1)) {
    do_pieces(&pool.work);
    close_loop();
  } else do_pieces(&w);
  return dl_interrupt_pending() ? dl_error_interrupted() : DL_OK;
}

/* attention.cu -- attention in blocks on CUDA (engine/attention.h), and its gradients.
**
** A block of threads owns a tile of queries or of keys, and walks over the others in tiles (Dao et al., "FlashAttention",
** 2022). Of each pair of tiles it makes the scores anew, turns them into weights in shared memory and multiplies these with
** what the others have to give:
**
**   part       owner     weights               multiplied with   makes
**   FORWARD    queries   softmax, as it goes   values            y, log_sum
**   BY_QUERY   queries   ds                    keys              dq
**   BY_KEY     keys      ds                    queries           dk
**   BY_VALUE   keys      p                     dy                dv
**
** with p = exp(score - log_sum), ds = p (dy v^T - shift), shift = the product of y and dy - dlog_sum. Nobody else writes to
** what an owner makes: no atomic sums, and the same result each time. Sums are made in float32 (float64 of float64). Tensor
** cores are not used: the place for them is multiply(). Columns of results that one tile cannot hold go to several blocks.
*/
#include "dl_op.h"
#include "device/cuda/cudnn.h"

#define STEP 16                        /* of the dimension that is summed over, at a time in shared memory */
#define SIDE 16                        /* threads along each side of a tile */
#define SKEW 4                         /* elements that keep rows of shared memory in different banks */

enum part { FORWARD, BY_QUERY, BY_KEY, BY_VALUE };

/* What a thread has of a tile: RO owners, RT others, RC columns of the result. */
template <int RO_, int RT_, int RC_> struct tile_of {
  static const int RO = RO_, RT = RT_, RC = RC_, O = SIDE * RO, T = SIDE * RT, C = SIDE * RC;
  static const int BLOCKS = RC < 8 ? 2 : 1;                                /* at a time on a processor: registers for them */
  static const int CC = RC < 4 ? RC : 4;                                   /* columns that lie together */
  static const int BESIDE = O + SKEW, WIDTH = O + T + 2 * SKEW;            /* of a step: owners, and beside them the others */
  static_assert(C + SKEW <= WIDTH && SIDE * SIDE == DL_THREADS, "room for a step of columns");
};

/* Rows of one batch. Where that begins is read from shared memory when it is needed: registers are few. */
template <class T> struct rows_of_batch {
  const char *all;
  const int64_t *place;
  int64_t step, n, length;
  __device__ __forceinline__ const T *data() const { return (const T *)all + *place; }
};

static __device__ inline int64_t place_of(const dl_attention &w, const dl_attention_rows &r, int64_t batch) {
  int64_t place = 0;
  for (int d = w.batch_dims - 1; d >= 0; d--) {
    place += batch % w.batch[d] * r.batch[d];
    batch /= w.batch[d];
  }
  return place;
}

/* log_sum and its gradient may be wider than the rest. */
template <class T> __device__ inline typename dl_wide_of<T>::type log_sum_at(const dl_attention &w, const char *data, int64_t i) {
  typedef typename dl_wide_of<T>::type W;
  return w.log_sum_dtype == w.dtype ? (W)dl_wide(((const T *)data)[i]) : ((const W *)data)[i];
}

/* What dropout multiplies weights by. Four neighbours come from one block of random words. */
template <class W> struct dropout {
  uint64_t seed, block;
  float drop;
  W kept;
  uint32_t word[4];
  __device__ __forceinline__ dropout(const dl_attention &w) {
    seed = w.seed ? (uint64_t)*w.seed : 0;
    block = UINT64_MAX;
    drop = (float)w.dropout;
    kept = w.dropout < 1 ? (W)(1 / (1 - w.dropout)) : (W)0;
  }
  __device__ __forceinline__ W at(int64_t i) {
    if ((uint64_t)(i / 4) != block) dl_philox(seed, block = (uint64_t)(i / 4), word);
    const uint32_t odd = i & 2 ? word[3] : word[1], even = i & 2 ? word[2] : word[0];
    return dl_uniform_float(i & 1 ? odd : even) < drop ? (W)0 : kept;
  }
};

template <class T, part what, class Tile> struct attention_block {
  typedef typename dl_wide_of<T>::type W;
  typedef dl_pack<W, Tile::RO> pack_o;
  typedef dl_pack<W, Tile::RT> pack_t;
  typedef dl_pack<W, Tile::CC> pack_c;
  static const bool own_queries = what == FORWARD || what == BY_QUERY, of_scores = what == BY_QUERY || what == BY_KEY;
  static const int RO = Tile::RO, RT = Tile::RT, RC = Tile::RC;
  static const int EACH_O = Tile::O / SIDE, EACH_T = Tile::T / SIDE, EACH_C = Tile::C * STEP / DL_THREADS;

  const dl_attention &w;
  W *stage, *weights;                  /* shared: two steps by turns; of each of the others, the weights of the owners */
  const T *mask;
  int64_t batch, first, column;        /* the first owner, the first column */
  const W *shift;
  W sum_of[RO], most[RO], out[RO][RC]; /* FORWARD: of each row so far */

  static __device__ __forceinline__ int across() { return threadIdx.x % SIDE; }
  static __device__ __forceinline__ int down() { return threadIdx.x / SIDE; }
  /* Columns of a thread lie together by CC; such chunks are spread over the tile. */
  static __device__ __forceinline__ int column_of(int j) {
    return j / Tile::CC * (SIDE * Tile::CC) + across() * Tile::CC + j % Tile::CC;
  }

  template <int each> __device__ __forceinline__ void load(const rows_of_batch<T> &r, int64_t from, int64_t k, W *next) const {
    const T *const data = r.data();
    DL_UNROLL for (int i = 0; i < each; i++) {
      const int64_t row = from + down() + i * SIDE, at = k + across();
      next[i] = row < r.n && at < r.length ? (W)dl_wide(data[row * r.step + at]) : (W)0;
    }
  }
  template <int each> __device__ __forceinline__ void store(const W *next, W *to) const {
    DL_UNROLL for (int i = 0; i < each; i++) to[across() * Tile::WIDTH + down() + i * SIDE] = next[i];
  }

  /* s = the products of owners and others (from `from` on). All threads have read the stage when it returns. */
  __device__ __forceinline__ void products(const rows_of_batch<T> &own, const rows_of_batch<T> &others, int64_t from,
                                           W (&s)[RO][RT]) {
    const int64_t steps = (own.length + STEP - 1) / STEP;
    W next_o[EACH_O], next_t[EACH_T];
    DL_UNROLL for (int i = 0; i < RO; i++) DL_UNROLL for (int j = 0; j < RT; j++) s[i][j] = 0;
    for (int64_t step = -1; step < steps; step++) {
      W *const now = stage + (step & 1) * STEP * Tile::WIDTH, *const later = stage + ((step + 1) & 1) * STEP * Tile::WIDTH;
      const bool more = step + 1 < steps;
      if (more) {
        load<EACH_O>(own, first, (step + 1) * STEP, next_o);
        load<EACH_T>(others, from, (step + 1) * STEP, next_t);
      }
      if (step >= 0) DL_UNROLL for (int k = 0; k < STEP; k++) {
        const pack_o x = *(const pack_o *)(now + k * Tile::WIDTH + down() * RO);
        const pack_t y = *(const pack_t *)(now + k * Tile::WIDTH + Tile::BESIDE + across() * RT);
        DL_UNROLL for (int i = 0; i < RO; i++) DL_UNROLL for (int j = 0; j < RT; j++) s[i][j] += x.v[i] * y.v[j];
      }
      if (more) {
        store<EACH_O>(next_o, later);
        store<EACH_T>(next_t, later + Tile::BESIDE);
      }
      __syncthreads();
    }
  }

  /* out += weights x rows of the others from `from` on. All threads have read weights and stage when it returns. */
  __device__ __forceinline__ void multiply(const rows_of_batch<T> &values, int64_t from) {
    const int64_t left = values.n - from, steps = ((left < Tile::T ? left : Tile::T) + STEP - 1) / STEP;
    const int mine = threadIdx.x % Tile::C, pass = DL_THREADS / Tile::C;
    W next[EACH_C];
    for (int64_t step = -1; step < steps; step++) {
      W *const now = stage + (step & 1) * STEP * Tile::WIDTH, *const later = stage + ((step + 1) & 1) * STEP * Tile::WIDTH;
      const bool more = step + 1 < steps;
      if (more) {
        const T *const data = values.data() + column + mine;
        DL_UNROLL for (int i = 0; i < EACH_C; i++) {
          const int64_t row = from + (step + 1) * STEP + (int)threadIdx.x / Tile::C + i * pass;
          next[i] = row < values.n && column + mine < values.length ? (W)dl_wide(data[row * values.step]) : (W)0;
        }
      }
      if (step >= 0) DL_UNROLL for (int k = 0; k < STEP; k++) {
        const pack_o x = *(const pack_o *)(weights + (step * STEP + k) * Tile::BESIDE + down() * RO);
        DL_UNROLL for (int c = 0; c < RC; c += Tile::CC) {
          const pack_c y = *(const pack_c *)(now + k * Tile::WIDTH + column_of(c));
          DL_UNROLL for (int i = 0; i < RO; i++) DL_UNROLL for (int j = 0; j < Tile::CC; j++) out[i][c + j] += x.v[i] * y.v[j];
        }
      }
      if (more)
        DL_UNROLL for (int i = 0; i < EACH_C; i++) later[((int)threadIdx.x / Tile::C + i * pass) * Tile::WIDTH + mine] = next[i];
      __syncthreads();
    }
  }

  /* A thread's queries and keys of a pair of tiles: the first of them, how many there are, and how much further than its query
  ** a key may be to be seen. Counted from the first, few bits are enough. */
  struct meeting {
    int64_t query, key;
    int queries, keys, lead;
  };
  static __device__ __forceinline__ int few(int64_t n) { return n < -64 ? -64 : n > 64 ? 64 : (int)n; }
  __device__ __forceinline__ meeting meet(int64_t from) const {
    const int64_t own = first + down() * RO, other = from + across() * RT;
    meeting m = { own_queries ? own : other, own_queries ? other : own, 0, 0, 64 };
    m.queries = few(w.queries - m.query);
    m.keys = few(w.keys - m.key);
    if (w.causal) m.lead = few(m.query - m.key);
    return m;
  }

  /* The score of a query and a key from their product; -infinity where the key is not seen. */
  __device__ __forceinline__ W score(const meeting &m, W product, int query, int key) const {
    if (query >= m.queries || key >= m.keys || key - query > m.lead) return (W)-INFINITY;
    const W s = product * (W)w.scale;
    if (!mask) return s;
    const int64_t at = (m.query + query) * w.mask.row + (m.key + key) * w.mask_column;
    if (w.truth) return ((const uint8_t *)mask)[at] ? s : (W)-INFINITY;
    return s + dl_wide(mask[at]);
  }

  template <class Join> static __device__ __forceinline__ W over_row(W v, Join join) {
    DL_UNROLL for (int distance = SIDE / 2; distance; distance /= 2) v = join(v, __shfl_xor_sync(0xffffffffu, v, distance));
    return v;
  }

  __device__ __forceinline__ int64_t weight_of(const meeting &m, int query, int key) const {
    return (batch * w.queries + m.query + query) * w.keys + m.key + key;
  }

  /* The rows' maxima, sums and outputs as they are with these scores, which become weights. */
  __device__ __forceinline__ void fold(const meeting &m, W (&s)[RO][RT]) {
    dropout<W> z(w);
    DL_UNROLL for (int i = 0; i < RO; i++) {
      W now = most[i], sum = 0;
      DL_UNROLL for (int j = 0; j < RT; j++) {
        s[i][j] = score(m, s[i][j], i, j);
        now = dl_most()(now, s[i][j]);
      }
      now = over_row(now, dl_most());
      const W factor = most[i] == now ? (W)1 : (W)exp(most[i] - now);
      DL_UNROLL for (int j = 0; j < RT; j++) {
        s[i][j] = s[i][j] == (W)-INFINITY ? (W)0 : (W)exp(s[i][j] - now);
        sum += s[i][j];
        if (w.seed) s[i][j] *= z.at(weight_of(m, i, j));
      }
      sum_of[i] = sum_of[i] * factor + over_row(sum, dl_plus());
      most[i] = now;
      DL_UNROLL for (int j = 0; j < RC; j++) out[i][j] *= factor;
    }
  }

  /* From scores to p, and with the gradient of p (of_scores) to that of scores. Keys innermost: neighbours share random words. */
  __device__ __forceinline__ void weigh(const meeting &m, W (&s)[RO][RT], const W (&dp)[RO][RT]) const {
    dropout<W> z(w);
    DL_UNROLL for (int query = 0; query < (own_queries ? RO : RT); query++) {
      const int64_t row = batch * w.queries + m.query + query;
      const bool there = query < m.queries;
      const W log_sum = there ? log_sum_at<T>(w, w.log_sum, row) : (W)-INFINITY, minus = there && of_scores ? shift[row] : (W)0;
      DL_UNROLL for (int key = 0; key < (own_queries ? RT : RO); key++) {
        const int i = own_queries ? query : key, j = own_queries ? key : query;
        const W now = score(m, s[i][j], query, key), kept = w.seed ? z.at(weight_of(m, query, key)) : (W)1;
        const W p = now == (W)-INFINITY || log_sum == (W)-INFINITY ? (W)0 : (W)exp(now - log_sum);
        s[i][j] = of_scores ? p * (dp[i][j] * kept - minus) : p * kept;
      }
    }
  }

  __device__ __forceinline__ void keep(const W (&s)[RO][RT]) {
    DL_UNROLL for (int j = 0; j < RT; j++) {
      pack_o x;
      DL_UNROLL for (int i = 0; i < RO; i++) x.v[i] = s[i][j];
      *(pack_o *)(weights + (across() * RT + j) * Tile::BESIDE + down() * RO) = x;
    }
  }

  __device__ __forceinline__ void finish(int64_t owners, int64_t columns, char *result) {
    DL_UNROLL for (int i = 0; i < RO; i++) {
      const int64_t row = first + down() * RO + i, at = batch * owners + row;
      if (row >= owners) continue;
      const W factor = what == FORWARD ? (sum_of[i] > 0 ? 1 / sum_of[i] : (W)0) : of_scores ? (W)w.scale : (W)1;
      DL_UNROLL for (int j = 0; j < RC; j++)
        if (column + column_of(j) < columns)
          ((T *)result)[at * columns + column + column_of(j)] = dl_narrow<T>::of(out[i][j] * factor);
      if (what != FORWARD || column || across()) continue;
      const W log_sum = most[i] + (W)log(sum_of[i]);
      if (w.log_sum_dtype == w.dtype) ((T *)w.log_sum)[at] = dl_narrow<T>::of(log_sum);
      else ((W *)w.log_sum)[at] = log_sum;
    }
  }

  /* `place`: where this batch of q, k, v, dy and the mask is. */
  __device__ __forceinline__ void run(const int64_t *place) {
    const rows_of_batch<T> q = { w.q.data, place + 0, w.q.row, w.queries, w.depth };
    const rows_of_batch<T> k = { w.k.data, place + 1, w.k.row, w.keys, w.depth };
    const rows_of_batch<T> v = { w.v.data, place + 2, w.v.row, w.keys, w.width };
    const rows_of_batch<T> dy = { w.dy.data, place + 3, w.dy.row, w.queries, w.width };
    const rows_of_batch<T> &values = what == FORWARD ? v : what == BY_QUERY ? k : what == BY_KEY ? q : dy;
    int64_t begin = 0, end = own_queries ? w.keys : w.queries;
    if (w.causal && own_queries && first + Tile::O < end) end = first + Tile::O;
    if (w.causal && !own_queries) begin = first / Tile::T * Tile::T;
    mask = !w.mask.data ? NULL : w.truth ? (const T *)(w.mask.data + place[4]) : (const T *)w.mask.data + place[4];
    DL_UNROLL for (int i = 0; i < RO; i++) {
      sum_of[i] = 0;
      most[i] = (W)-INFINITY;
      DL_UNROLL for (int j = 0; j < RC; j++) out[i][j] = 0;
    }
    for (int64_t from = begin; from < end; from += Tile::T) {
      W s[RO][RT], dp[RO][RT];
      products(own_queries ? q : k, own_queries ? k : q, from, s);
      if (of_scores) products(own_queries ? dy : v, own_queries ? v : dy, from, dp);
      if (what == FORWARD) fold(meet(from), s);
      else weigh(meet(from), s, dp);
      keep(s);
      multiply(values, from);
    }
    char *const result = what == FORWARD ? w.y : what == BY_QUERY ? w.dq : what == BY_KEY ? w.dk : w.dv;
    finish(own_queries ? w.queries : w.keys, values.length, result);
  }
};

template <class T, part what, class Tile> __global__ void __launch_bounds__(DL_THREADS, Tile::BLOCKS)
attention_tiles(const dl_attention w, int64_t tiles, int64_t chunks, const typename dl_wide_of<T>::type *shift) {
  typedef attention_block<T, what, Tile> block_of;
  typedef typename block_of::W W;
  DL_SHARED(typename block_of::pack_c, stage, 2 * STEP * Tile::WIDTH / Tile::CC);
  DL_SHARED(typename block_of::pack_o, weights, Tile::T * Tile::BESIDE / Tile::RO);
  DL_SHARED(int64_t, place, 5);
  for (int64_t i = blockIdx.x; i < w.batches * tiles * chunks; i += gridDim.x) {
    const int64_t batch = i / chunks / tiles, tile = i / chunks % tiles, column = i % chunks * Tile::C;
    const int t = threadIdx.x;
    __syncthreads();                   /* of the tile before nothing is needed any more */
    if (t < 5) place[t] = place_of(w, t == 0 ? w.q : t == 1 ? w.k : t == 2 ? w.v : t == 3 ? w.dy : w.mask, batch);
    __syncthreads();
    /* What has most to do comes first: the last queries see the most keys. */
    const int64_t first = (block_of::own_queries ? tiles - 1 - tile : tile) * Tile::O;
    block_of block = { w, (W *)stage, (W *)weights, NULL, batch, first, column, shift, {}, {}, {} };
    block.run(place);
  }
}

/* ---- calls ---- */

template <class T, part what, class Tile>
static dl_status launch(const dl_args *a, const dl_attention &w, int64_t columns, const typename dl_wide_of<T>::type *shift) {
  const int64_t owners = what == FORWARD || what == BY_QUERY ? w.queries : w.keys, tiles = (owners + Tile::O - 1) / Tile::O;
  int64_t chunks = (columns + Tile::C - 1) / Tile::C;
  if (what == FORWARD && chunks == 0) chunks = 1;      /* for log_sum */
  const int64_t blocks = w.batches * tiles * chunks;
  if (blocks == 0) return DL_OK;
  DL_LAUNCH((attention_tiles<T, what, Tile>), (unsigned)(blocks < INT32_MAX ? blocks : INT32_MAX), DL_THREADS, 0, dl_stream(a), w,
            tiles, chunks, shift);
  return dl_launched(a);
}

template <class T, part what> struct tiles_of {
  static dl_status run(const dl_args *a, const dl_attention &w, const typename dl_wide_of<T>::type *shift) {
    const int64_t columns = what == FORWARD || what == BY_VALUE ? w.width : w.depth;
    return columns > 64 ? launch<T, what, tile_of<4, 4, 8>>(a, w, columns, shift)
                        : launch<T, what, tile_of<4, 4, 4>>(a, w, columns, shift);
  }
};
template <part what> struct tiles_of<double, what> {
  static dl_status run(const dl_args *a, const dl_attention &w, const double *shift) {
    return launch<double, what, tile_of<2, 2, 4>>(a, w, what == FORWARD || what == BY_VALUE ? w.width : w.depth, shift);
  }
};

/* Of each query the product of y and its gradient, without the gradient of log_sum. */
template <class T> struct shift_of {
  typedef typename dl_wide_of<T>::type W;
  dl_attention w;
  W *to;
  template <class Group> __device__ void operator()(Group &group, int64_t first, int64_t i) const {
    const T *y = (const T *)w.y + first, *dy = (const T *)w.dy.data + place_of(w, w.dy, i / w.queries) + i % w.queries * w.dy.row;
    W sum = 0;
    for (int64_t k = group.lane(); k < w.width; k += group.width()) sum += (W)dl_wide(y[k]) * (W)dl_wide(dy[k]);
    sum = group.total(sum, dl_plus());
    if (group.lane() == 0) to[i] = w.dlog_sum ? sum - log_sum_at<T>(w, w.dlog_sum, i) : sum;
  }
};

template <class T> static dl_status backward(const dl_args *a, const dl_attention &w) {
  typedef typename dl_wide_of<T>::type W;
  const dl_lines lines = { w.batches * w.queries, w.width, 1 };
  dl_temporary shift(a, lines.outer * (int64_t)sizeof(W));
  if (!shift.data) return DL_NO_MEMORY;
  W *const to = (W *)shift.data;
  dl_status status = dl_each_line(a, lines, shift_of<T>{ w, to });
  if (status == DL_OK) status = tiles_of<T, BY_QUERY>::run(a, w, to);
  if (status == DL_OK) status = tiles_of<T, BY_KEY>::run(a, w, to);
  return status == DL_OK ? tiles_of<T, BY_VALUE>::run(a, w, to) : status;
}

static dl_args call_of(const dl_attention *w) {
  dl_args a = {};
  a.device = w->device;
  return a;
}

/* cuDNN comes first where the program wants it, and does what it can. */
dl_status dl_attention_forward(const dl_attention *w) {
  const dl_args a = call_of(w);
  bool done = false;
  const dl_status status = dl_cuda_cudnn_attention(&a, w, false, &done);
  if (done || status != DL_OK) return status;
#define RUN(T) return tiles_of<T, FORWARD>::run(&a, *w, NULL)
  DL_BY_FLOAT(w->dtype, RUN)
#undef RUN
  return DL_OK;
}

dl_status dl_attention_backward(const dl_attention *w, void *) {
  const dl_args a = call_of(w);
  bool done = false;
  const dl_status status = dl_cuda_cudnn_attention(&a, w, true, &done);
  if (done || status != DL_OK) return status;
#define RUN(T) return backward<T>(&a, *w)
  DL_BY_FLOAT(w->dtype, RUN)
#undef RUN
  return DL_OK;
}

template <class T> static dl_status keep_weights(const dl_args *a, const dl_attention &w, int64_t n) {
  typedef typename dl_wide_of<T>::type W;
  T *to = (T *)w.y;
  return dl_each(a, n, [=] __device__ (int64_t i) { to[i] = dl_narrow<T>::of(dropout<W>(w).at(i)); });
}

dl_status dl_attention_dropout(const dl_attention *w, int64_t n) {
  const dl_args a = call_of(w);
#define RUN(T) return keep_weights<T>(&a, *w, n)
  DL_BY_FLOAT(w->dtype, RUN)
#undef RUN
  return DL_OK;
}

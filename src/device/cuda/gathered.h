/* gathered.h -- a product of matrices of which the right one is never in memory: its elements are gathered from a tensor when
** they are needed (implicit GEMM; Chetlur et al., "cuDNN: efficient primitives for deep learning", 2014).
**
**   result[i, c] = bias[i] + sum over r of a[i, r] x(r, c)
**
** A row r and a column c are four digits each (dl_axis). Both name a part of a place in x: what one of them is a position in
** space, the other is a tap of the kernel, and their coordinates add up. Outside of x there are zeros.
**
** A block of threads makes a tile of the result. STEP rows at a time, it brings a piece of a and of x to shared memory, while
** it multiplies the pieces before. What a row and a column mean is worked out once for a tile and not for each element.
** Sums are made in float32 (float64 of float64) in an order that depends on shapes and the device alone. Tensor cores are
** not used: the place for them is multiply().
*/
#ifndef DL_CUDA_GATHERED_H
#define DL_CUDA_GATHERED_H

#include "device/cuda/map.h"

/* Digit 0 is the slowest: an image, or a channel. Digits 1 to 3 are coordinates in space. */
struct dl_axis {
  int64_t n, extent[4];                /* n: the product of the extents */
  int64_t place[4], first;             /* where it lies: a row in a, a column in the result */
  int64_t outer;                       /* elements of x for each of digit 0 */
  int32_t step[3], base[3];            /* the coordinate in x: digit * step + base */
};

/* Positions that are `stride` apart see the same taps. Such positions are a phase: in each, columns and rows are as if the stride
** were 1, and no tap falls between elements of x. A tap k is seen by the positions i with i + before - k dilation = 0 modulo
** stride; these taps are `step` apart. */
struct dl_phases {
  int64_t count, cycle[3];             /* count 0: there are none */
  int64_t in[3], kernel[3], stride[3], dilation[3], before[3];
  int64_t divisor[3], step[3], inverse[3];     /* of stride and dilation; stride / divisor; of dilation / divisor modulo step */
  int64_t column[3], row[3];           /* elements of result and a, for each position and tap */
};

struct dl_gathered {
  const void *a, *x, *bias;            /* bias: NULL, or one for each row of the result */
  void *result;
  int64_t m, groups, a_row, a_group, x_group, result_row, result_group;
  int64_t space[3];                    /* elements of x for each coordinate */
  int32_t limit[3];
  bool along_rows;                     /* neighbouring rows are neighbours in x; else columns are */
  dl_axis columns, rows;
  dl_phases phases;
  int64_t most_columns;                /* of a phase */
  int64_t pieces, piece;               /* of the rows, for different blocks */
  void *partial;                       /* pieces x groups x m x columns sums, if there are several pieces */
};

/* What a row or column is; place -1: it is behind the end. */
struct dl_gathered_entry {
  int64_t offset, place;
  int32_t at[3];
};

__device__ inline int64_t dl_digit(int64_t *i, int64_t extent) {
  const int64_t n = *i;
  *i = n <= UINT32_MAX && extent <= UINT32_MAX ? (int64_t)((uint32_t)n / (uint32_t)extent) : n / extent;
  return n - *i * extent;
}

__device__ inline dl_gathered_entry dl_entry(const dl_axis &axis, const int64_t *space, int64_t i) {
  dl_gathered_entry e = { 0, -1, { 0, 0, 0 } };
  if (i >= axis.n) return e;
  e.place = axis.first;
  DL_UNROLL for (int d = 2; d >= 0; d--) {
    const int64_t digit = dl_digit(&i, axis.extent[d + 1]);
    e.at[d] = (int32_t)(digit * axis.step[d]) + axis.base[d];
    e.offset += e.at[d] * space[d];
    e.place += digit * axis.place[d + 1];
  }
  e.offset += i * axis.outer;
  e.place += i * axis.place[0];
  return e;
}

/* The axes of one phase. */
__device__ inline void dl_turn(const dl_phases &p, int64_t phase, dl_axis *columns, dl_axis *rows) {
  columns->n = columns->extent[0];
  rows->n = rows->extent[0];
  for (int d = 2; d >= 0; d--) {
    const int64_t start = dl_digit(&phase, p.cycle[d]), from = start + p.before[d], class_of = from / p.divisor[d] % p.step[d];
    const int64_t tap = (class_of < 0 ? class_of + p.step[d] : class_of) * p.inverse[d] % p.step[d];
    const bool seen = from % p.divisor[d] == 0 && tap < p.kernel[d];
    columns->extent[d + 1] = (p.in[d] - start + p.stride[d] - 1) / p.stride[d];
    columns->first += start * p.column[d];
    columns->base[d] = seen ? (int32_t)((from - tap * p.dilation[d]) / p.stride[d]) : 0;
    rows->extent[d + 1] = seen ? (p.kernel[d] - 1 - tap) / p.step[d] + 1 : 0;
    rows->first += tap * p.row[d];
    columns->n *= columns->extent[d + 1];
    rows->n *= rows->extent[d + 1];
  }
}

/* A tile of M x N results for 256 threads with RM x RN of them each. */
template <int M_, int N_, int RM_, int RN_, int STEP_> struct dl_tile {
  static const int M = M_, N = N_, RM = RM_, RN = RN_, STEP = STEP_;
  static const int CM = RM < 4 ? RM : 4, CN = RN < 4 ? RN : 4;       /* of a thread, those that lie together */
  static const int A = M + 4, B = N + 4;                             /* elements between rows in shared memory */
  static_assert(M / RM * (N / RN) == DL_THREADS && N <= DL_THREADS, "256 threads");
};

template <class T, class Tile> struct dl_gathered_block {
  typedef typename dl_wide_of<T>::type W;
  typedef dl_pack<W, Tile::CM> pack_a;
  typedef dl_pack<W, Tile::CN> pack_b;
  static const int STEP = Tile::STEP, PASS = DL_THREADS / STEP, DOWN = DL_THREADS / Tile::N;
  static const int EACH_A = (Tile::M + PASS - 1) / PASS, EACH_B = Tile::N * STEP / DL_THREADS;

  const dl_gathered &p;
  dl_axis *axes;                       /* columns, rows */
  dl_gathered_entry *columns, *rows;   /* rows: two steps by turns */
  W *a, *b;                            /* the same */
  const T *from_a, *from_x;
  int64_t first_m, end;
  W next_a[EACH_A], next_b[EACH_B], sum[Tile::RM][Tile::RN];

  __device__ __forceinline__ void know_rows(int64_t begin, int turn) {
    if ((int)threadIdx.x >= STEP) return;
    const int64_t r = begin + threadIdx.x;
    rows[turn * STEP + threadIdx.x] = dl_entry(axes[1], p.space, r < end ? r : axes[1].n);
  }

  __device__ __forceinline__ W gather(const dl_gathered_entry &row, const dl_gathered_entry &column) const {
    bool inside = row.place >= 0 && column.place >= 0;
    DL_UNROLL for (int d = 0; d < 3; d++) inside = inside && (uint32_t)(row.at[d] + column.at[d]) < (uint32_t)p.limit[d];
    return inside ? dl_wide(from_x[row.offset + column.offset]) : (W)0;
  }

  /* To registers, so that memory answers while the step before is multiplied. */
  __device__ __forceinline__ void load(int turn) {
    const int thread = threadIdx.x;
    const dl_gathered_entry mine = rows[turn * STEP + thread % STEP];
    DL_UNROLL for (int i = 0; i < EACH_A; i++) {
      const int m = thread / STEP + i * PASS;
      const bool there = mine.place >= 0 && m < Tile::M && first_m + m < p.m;
      next_a[i] = there ? dl_wide(from_a[(first_m + m) * p.a_row + mine.place]) : (W)0;
    }
    if (p.along_rows) {
      DL_UNROLL for (int i = 0; i < EACH_B; i++) next_b[i] = gather(mine, columns[thread / STEP + i * PASS]);
    } else {
      const dl_gathered_entry column = columns[thread % Tile::N];
      DL_UNROLL for (int i = 0; i < EACH_B; i++) next_b[i] = gather(rows[turn * STEP + thread / Tile::N + i * DOWN], column);
    }
  }

  __device__ __forceinline__ void store(int turn) {
    const int thread = threadIdx.x;
    W *to_a = a + turn * STEP * Tile::A, *to_b = b + turn * STEP * Tile::B;
    DL_UNROLL for (int i = 0; i < EACH_A; i++)
      if (thread / STEP + i * PASS < Tile::M) to_a[thread % STEP * Tile::A + thread / STEP + i * PASS] = next_a[i];
    DL_UNROLL for (int i = 0; i < EACH_B; i++)
      if (p.along_rows) to_b[thread % STEP * Tile::B + thread / STEP + i * PASS] = next_b[i];
      else to_b[(thread / Tile::N + i * DOWN) * Tile::B + thread % Tile::N] = next_b[i];
  }

  /* Results of a thread lie together by CM x CN; such chunks are spread over the tile, so that reads of neighbours
  ** fall into different banks. */
  static __device__ __forceinline__ int down(int i) {
    return i / Tile::CM * (Tile::M / (Tile::RM / Tile::CM)) + (int)threadIdx.x / (Tile::N / Tile::RN) * Tile::CM + i % Tile::CM;
  }
  static __device__ __forceinline__ int across(int j) {
    return j / Tile::CN * (Tile::N / (Tile::RN / Tile::CN)) + (int)threadIdx.x % (Tile::N / Tile::RN) * Tile::CN + j % Tile::CN;
  }

  __device__ __forceinline__ void multiply(int turn) {
    const W *from_a = a + turn * STEP * Tile::A, *from_b = b + turn * STEP * Tile::B;
    DL_UNROLL for (int k = 0; k < STEP; k++) {
      pack_a x[Tile::RM / Tile::CM];
      pack_b y[Tile::RN / Tile::CN];
      DL_UNROLL for (int i = 0; i < Tile::RM / Tile::CM; i++) x[i] = *(const pack_a *)(from_a + k * Tile::A + down(i * Tile::CM));
      DL_UNROLL for (int j = 0; j < Tile::RN / Tile::CN; j++) y[j] = *(const pack_b *)(from_b + k * Tile::B + across(j * Tile::CN));
      DL_UNROLL for (int i = 0; i < Tile::RM; i++)
        DL_UNROLL for (int j = 0; j < Tile::RN; j++) sum[i][j] += x[i / Tile::CM].v[i % Tile::CM] * y[j / Tile::CN].v[j % Tile::CN];
    }
  }

  __device__ __forceinline__ void finish(int64_t group, int64_t piece, int64_t first_column) {
    const T *bias = (const T *)p.bias;
    T *result = (T *)p.result + group * p.result_group;
    W *partial = (W *)p.partial;
    DL_UNROLL for (int j = 0; j < Tile::RN; j++) {
      const int64_t place = columns[across(j)].place, column = first_column + across(j);
      DL_UNROLL for (int i = 0; i < Tile::RM; i++) {
        const int64_t m = first_m + down(i);
        if (m >= p.m || place < 0) continue;
        if (partial) partial[((piece * p.groups + group) * p.m + m) * p.columns.n + column] = sum[i][j];
        else result[m * p.result_row + place] = dl_narrow<T>::of(bias ? sum[i][j] + dl_wide(bias[group * p.m + m]) : sum[i][j]);
      }
    }
  }

  __device__ __forceinline__ void run(int64_t group, int64_t piece, int64_t first_column) {
    const int64_t begin = piece * p.piece;
    end = begin + p.piece < axes[1].n ? begin + p.piece : axes[1].n;
    const int64_t steps = end > begin ? (end - begin + STEP - 1) / STEP : 0;
    from_a = (const T *)p.a + group * p.a_group;
    from_x = (const T *)p.x + group * p.x_group;
    if ((int)threadIdx.x < Tile::N) columns[threadIdx.x] = dl_entry(axes[0], p.space, first_column + threadIdx.x);
    know_rows(begin, 0);
    know_rows(begin + STEP, 1);
    DL_UNROLL for (int i = 0; i < Tile::RM; i++)
      DL_UNROLL for (int j = 0; j < Tile::RN; j++) sum[i][j] = 0;
    __syncthreads();
    if (steps) {
      load(0);
      store(0);
    }
    __syncthreads();
    for (int64_t s = 0; s < steps; s++) {
      const int turn = (int)(s % 2);
      if (s + 1 < steps) load(1 - turn);
      multiply(turn);
      if (s + 1 < steps) store(1 - turn);
      know_rows(begin + (s + 2) * STEP, turn);
      __syncthreads();
    }
    finish(group, piece, first_column);
  }
};

template <class T, class Tile> __global__ void __launch_bounds__(DL_THREADS) dl_gathered_kernel(const dl_gathered p) {
  typedef dl_gathered_block<T, Tile> block_of;
  typedef typename block_of::W W;
  DL_SHARED(typename block_of::pack_a, a, 2 * Tile::STEP * Tile::A / Tile::CM);
  DL_SHARED(typename block_of::pack_b, b, 2 * Tile::STEP * Tile::B / Tile::CN);
  DL_SHARED(dl_gathered_entry, columns, Tile::N);
  DL_SHARED(dl_gathered_entry, rows, 2 * Tile::STEP);
  DL_SHARED(dl_axis, axes, 2);
  const int64_t tiles_m = (p.m + Tile::M - 1) / Tile::M, tiles_n = (p.most_columns + Tile::N - 1) / Tile::N;
  const int64_t phases = p.phases.count ? p.phases.count : 1, blocks = tiles_m * tiles_n * phases * p.groups * p.pieces;
  for (int64_t i = blockIdx.x; i < blocks; i += gridDim.x) {
    int64_t rest = i;
    const int64_t m = dl_digit(&rest, tiles_m) * Tile::M, n = dl_digit(&rest, tiles_n) * Tile::N;
    const int64_t phase = dl_digit(&rest, phases), group = dl_digit(&rest, p.groups);
    __syncthreads();                   /* of the tile before nothing is needed any more */
    if (threadIdx.x == 0) {
      axes[0] = p.columns;
      axes[1] = p.rows;
      if (p.phases.count) dl_turn(p.phases, phase, &axes[0], &axes[1]);
    }
    __syncthreads();
    if (n >= axes[0].n) continue;
    block_of block = { p, axes, columns, rows, (W *)a, (W *)b, NULL, NULL, m, 0, {}, {}, {} };
    block.run(group, rest, n);
  }
}

/* Launch for one kind of tile. */
template <class T, class Tile> dl_status dl_gathered_launch(const dl_args *a, const dl_gathered &p) {
  const int64_t blocks = (p.m + Tile::M - 1) / Tile::M * ((p.most_columns + Tile::N - 1) / Tile::N)
    * (p.phases.count ? p.phases.count : 1) * p.groups * p.pieces;
  if (blocks == 0) return DL_OK;
  DL_LAUNCH((dl_gathered_kernel<T, Tile>), (unsigned)(blocks < INT32_MAX ? blocks : INT32_MAX), DL_THREADS, 0, dl_stream(a), p);
  return dl_launched(a);
}

/* The sums of all pieces, in their order. */
template <class T> dl_status dl_gathered_join(const dl_args *a, const dl_gathered &p) {
  typedef typename dl_wide_of<T>::type W;
  const int64_t n = p.groups * p.m * p.columns.n;
  return dl_each(a, n, [=] __device__ (int64_t i) {
    const W *partial = (const W *)p.partial + i;
    const int64_t row = i / p.columns.n, group = row / p.m, m = row % p.m;
    const dl_gathered_entry column = dl_entry(p.columns, p.space, i % p.columns.n);
    W sum = p.bias ? dl_wide(((const T *)p.bias)[row]) : (W)0;
    for (int64_t k = 0; k < p.pieces; k++) sum += partial[k * n];
    ((T *)p.result)[group * p.result_group + m * p.result_row + column.place] = dl_narrow<T>::of(sum);
  });
}

#endif

/* table.c -- numbers in lines of text, fast: what CSV files are most of the time. Whatever is not just that (quotes, text,
** missing values, lines of unequal length) is left to the reader in Lua, which also has the messages. */
#define _GNU_SOURCE                /* strtod_l: a decimal point is a point in every locale */
#include <locale.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include "core/core.h"
#include "io/io.h"

static locale_t plain;
static void make_locale(void) { plain = newlocale(LC_ALL_MASK, "C", (locale_t)0); }

static const double powers[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_blank(char c) { return c == ' ' || c == '\t'; }

/* A decimal number at *at, which moves behind it; false when there is none. Up to 2^53 times a power of ten that a double
** holds exactly, one rounding gives the nearest double (Clinger, "How to read floating point numbers accurately", 1990);
** the rest is strtod's. */
static bool read_number(const char **at, double *value) {
  const char *start = *at, *p = start;
  bool negative = *p == '-', any = false;
  uint64_t digits = 0;
  int point = 0, count = 0;
  if (*p == '-' || *p == '+') p++;
  for (; is_digit(*p); p++, any = true)
    if (count < 19) digits = digits * 10 + (uint64_t)(*p - '0'), count += digits != 0;
    else point++;
  if (*p == '.')
    for (p++; is_digit(*p); p++, any = true)
      if (count < 19) digits = digits * 10 + (uint64_t)(*p - '0'), count += digits != 0, point--;
  if (!any) return false;
  if (*p == 'e' || *p == 'E') {
    const char *mark = p++;
    bool down = *p == '-';
    int exponent = 0;
    if (*p == '-' || *p == '+') p++;
    if (!is_digit(*p)) p = mark;
    for (; is_digit(*p); p++) if (exponent < 10000) exponent = exponent * 10 + (*p - '0');
    point += down ? -exponent : exponent;
  }
  if (count < 19 && digits <= (uint64_t)1 << 53 && point >= -22 && point <= 22) {
    double magnitude = point < 0 ? (double)digits / powers[-point] : (double)digits * powers[point];
    *value = negative ? -magnitude : magnitude;
  } else {
    char *end;
    *value = strtod_l(start, &end, plain);
    if (end != p) return false;
  }
  *at = p;
  return true;
}

/* The numbers of a line into `row`, at most `room`; behind the line end, or NULL. *count: how many there were. */
static const char *read_line(const char *p, const char *end, char separator, double *row, int64_t room, int64_t *count) {
  for (int64_t n = 0;; n++) {
    while (is_blank(*p) && *p != separator) p++;
    if (n == room || !read_number(&p, &row[n])) return NULL;
    while (is_blank(*p) && *p != separator) p++;
    if (*p == separator) {
      p++;
      continue;
    }
    if (*p == '\r' && p[1] == '\n') p++;
    if (*p != '\n' && p != end) return NULL;
    *count = n + 1;
    return p == end ? p : p + 1;
  }
}

static const char *skip_empty(const char *p, const char *end) {
  for (const char *q = p; q < end && (is_blank(*q) || *q == '\r' || *q == '\n'); q++)
    if (*q == '\n') p = q + 1;
  const char *q = p;
  while (q < end && (is_blank(*q) || *q == '\r')) q++;
  return q == end ? end : p;
}

/* Upper bounds of what is in the text: a line of n numbers takes 2 n - 1 bytes and its end. */
static void measure(const char *text, size_t size, char separator, int64_t *lines, int64_t *columns) {
  const char *end = memchr(text, '\n', size);
  *lines = *columns = 1;
  for (const char *p = text; p < (end ? end : text + size); p++) *columns += *p == separator;
  for (const char *p = text; (p = memchr(p, '\n', size - (size_t)(p - text))) != NULL; p++) ++*lines;
  int64_t most = (int64_t)size / (2 * *columns) + 1;
  if (*lines > most) *lines = most;
}

static bool fill(dl_tensor *t, const char *p, const char *end, char separator, double *row) {
  int64_t columns = t->shape[1], rows = 0, count;
  size_t size = dl_dtype_size((dl_dtype)t->dtype);
  for (p = skip_empty(p, end); p < end; p = skip_empty(p, end)) {
    p = read_line(p, end, separator, row, columns, &count);
    if (!p || count != columns || rows == t->shape[0]) return false;
    char *to = t->storage->data + (size_t)(rows++ * columns) * size;
    if (t->dtype == DL_FLOAT64) memcpy(to, row, (size_t)columns * sizeof *row);
    else for (int64_t i = 0; i < columns; i++) ((float *)to)[i] = (float)row[i];
    if (rows % 1024 == 0 && dl_interrupt_pending()) {
      dl_error_interrupted();
      return false;
    }
  }
  t->shape[0] = rows;
  return rows > 0;
}

dl_tensor *dl_table(const char *text, size_t size, char separator, dl_dtype dtype) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  int64_t shape[2];
  pthread_once(&once, make_locale);
  if (!plain || memchr(text, '\0', size)) return NULL;
  const char *start = skip_empty(text, text + size);
  measure(start, size - (size_t)(start - text), separator, &shape[0], &shape[1]);
  double *row = dl_allocate((size_t)shape[1] * sizeof *row);
  dl_tensor *t = row ? dl_tensor_new(dtype, 2, shape, NULL) : NULL;
  bool good = t && fill(t, start, text + size, separator, row);
  dl_deallocate(row, (size_t)shape[1] * sizeof *row);
  if (good) return t;
  dl_tensor_release(t);
  return NULL;
}

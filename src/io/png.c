/* png.c -- PNG images by libpng. libpng reports an error by a jump; it ends here, in the function that set it. */
#include "io/io.h"

#ifndef DL_PNG

static dl_tensor *absent(void) {
  dl_error_set("this dlua was built without libpng (Debian: libpng-dev)");
  return NULL;
}
dl_tensor *dl_png_read(const void *data, size_t size, int channels) {
  (void)data, (void)size, (void)channels;
  return absent();
}
dl_tensor *dl_png_write(const dl_tensor *image) {
  (void)image;
  return absent();
}

#else

#include <png.h>
#include <setjmp.h>
#include <string.h>
#include "core/core.h"

/* Deflate makes of n bytes at most 1032 n: an image that claims more is not in the file. */
#define DEFLATE_RATIO 1032

typedef struct {
  png_structp png;
  png_infop info;
  const png_byte *data;
  size_t left;
  int channels;
  dl_tensor *image;
} reader;

static void read_bytes(png_structp png, png_bytep to, size_t n) {
  reader *r = png_get_io_ptr(png);
  if (n > r->left) png_error(png, "cut short");
  memcpy(to, r->data, n);
  r->data += n;
  r->left -= n;
}

static void report(png_structp png, png_const_charp message) {
  dl_error_set("PNG: %s", message);
  png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp message) { (void)png, (void)message; }

/* Ask for 8 bits and for colour or alpha where they are wanted. Returns the number of passes over the rows. */
static int set_form(reader *r) {
  int color = png_get_color_type(r->png, r->info);
  bool alpha = color & PNG_COLOR_MASK_ALPHA || png_get_valid(r->png, r->info, PNG_INFO_tRNS);
  bool colored = color & PNG_COLOR_MASK_COLOR;
  if (r->channels == 0) r->channels = (colored ? 3 : 1) + alpha;
  png_set_expand(r->png);                            /* palettes, fewer than 8 bits, transparent colours */
  png_set_scale_16(r->png);
  if (r->channels >= 3 && !colored) png_set_gray_to_rgb(r->png);
  if (r->channels % 2 == 1) png_set_strip_alpha(r->png);
  else if (!alpha) png_set_add_alpha(r->png, 255, PNG_FILLER_AFTER);
  int passes = png_set_interlace_handling(r->png);
  png_read_update_info(r->png, r->info);
  return passes;
}

/* May jump to where libpng was told to. */
static void read_image(reader *r) {
  size_t size = r->left;
  png_set_read_fn(r->png, r, read_bytes);
  png_read_info(r->png, r->info);
  uint64_t stored = (uint64_t)png_get_rowbytes(r->png, r->info) * png_get_image_height(r->png, r->info);
  if (stored / DEFLATE_RATIO > size) png_error(r->png, "so many pixels cannot be in a file of this size");
  int passes = set_form(r);
  int64_t row = (int64_t)png_get_rowbytes(r->png, r->info), width = png_get_image_width(r->png, r->info);
  int64_t shape[] = { png_get_image_height(r->png, r->info), width, png_get_channels(r->png, r->info) };
  if (row != width * shape[2]) png_error(r->png, "a form that is not known");
  r->image = dl_tensor_new(DL_UINT8, 3, shape, NULL);
  if (!r->image) png_error(r->png, "no memory");     /* the status says it already */
  for (int pass = 0; pass < passes; pass++)
    for (int64_t y = 0; y < shape[0]; y++) png_read_row(r->png, (png_bytep)r->image->storage->data + y * row, NULL);
  png_read_end(r->png, NULL);
}

/* A function of its own, without variables that the jump could leave undefined. */
static bool succeeds(reader *r) {
  if (setjmp(png_jmpbuf(r->png))) return false;
  read_image(r);
  return true;
}

/* Colour to grey, with the weights of ITU-R 601 that JPEG has too; alpha stays. */
static dl_tensor *without_color(dl_tensor *image) {
  int64_t from = image->shape[2], to = from - 2, shape[] = { image->shape[0], image->shape[1], to };
  dl_tensor *grey = dl_tensor_new(DL_UINT8, 3, shape, NULL);
  const uint8_t *pixel = (const uint8_t *)image->storage->data;
  uint8_t *out = grey ? (uint8_t *)grey->storage->data : NULL;
  for (int64_t i = 0; out && i < shape[0] * shape[1]; i++, pixel += from, out += to) {
    out[0] = (uint8_t)((pixel[0] * 19595 + pixel[1] * 38470 + pixel[2] * 7471 + 32768) >> 16);
    if (to == 2) out[1] = pixel[3];
  }
  dl_tensor_release(image);
  return grey;
}

dl_tensor *dl_png_read(const void *data, size_t size, int channels) {
  reader r = { .data = data, .left = size, .channels = channels };
  r.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, report, ignore);
  r.info = r.png ? png_create_info_struct(r.png) : NULL;
  bool good = r.info && succeeds(&r);
  if (!r.info) dl_error_memory(4096);
  png_destroy_read_struct(&r.png, &r.info, NULL);
  if (good) return r.image->shape[2] > r.channels ? without_color(r.image) : r.image;
  dl_tensor_release(r.image);
  return NULL;
}

dl_tensor *dl_png_write(const dl_tensor *image) {
  static const png_uint_32 forms[] = { PNG_FORMAT_GRAY, PNG_FORMAT_GA, PNG_FORMAT_RGB, PNG_FORMAT_RGBA };
  png_image head = { .version = PNG_IMAGE_VERSION, .width = (png_uint_32)image->shape[1],
    .height = (png_uint_32)image->shape[0], .format = forms[image->shape[2] - 1] };
  if (image->shape[0] > 1 << 20 || image->shape[1] > 1 << 20) {
    dl_error_set("PNG: more than 1,048,576 rows or columns");
    return NULL;
  }
  int64_t room = (int64_t)PNG_IMAGE_PNG_SIZE_MAX(head);
  dl_tensor *out = dl_tensor_new(DL_UINT8, 1, &room, NULL);
  if (!out) return NULL;
  png_alloc_size_t used = (png_alloc_size_t)room;
  if (png_image_write_to_memory(&head, out->storage->data, &used, 0, dl_tensor_data(image), 0, NULL)) {
    out->shape[0] = (int64_t)used;
    return out;
  }
  dl_error_set("PNG: %s", head.message);
  dl_tensor_release(out);
  return NULL;
}

#endif

/* jpeg.c -- JPEG images by libturbojpeg. */
#include "io/io.h"

#ifndef DL_JPEG

static dl_tensor *absent(void) {
  dl_error_set("this dlua was built without libturbojpeg (Debian: libturbojpeg0-dev)");
  return NULL;
}
dl_tensor *dl_jpeg_read(const void *data, size_t size, int channels) {
  (void)data, (void)size, (void)channels;
  return absent();
}
dl_tensor *dl_jpeg_write(const dl_tensor *image, int quality) {
  (void)image, (void)quality;
  return absent();
}

#else

#include <string.h>
#include <turbojpeg.h>
#include "core/core.h"

/* A block of 8x8 pixels takes a bit at least, a whole scan some bytes: what claims more is not in the file. */
#define PIXELS_PER_BYTE (64 * 8 * 64)

/* Damage is an error; bytes between the segments, which cameras leave there, are not. */
static bool is_harmless(tjhandle handle) {
  return tjGetErrorCode(handle) == TJERR_WARNING && strstr(tjGetErrorStr2(handle), "extraneous bytes before marker");
}

/* Printing colours, inverted as Adobe stores them: red is what neither cyan nor black takes away. */
static dl_tensor *from_cmyk(dl_tensor *image, int channels) {
  int64_t shape[] = { image->shape[0], image->shape[1], channels };
  dl_tensor *out = dl_tensor_new(DL_UINT8, 3, shape, NULL);
  const uint8_t *from = (const uint8_t *)image->storage->data;
  uint8_t *to = out ? (uint8_t *)out->storage->data : NULL;
  for (int64_t i = 0; to && i < shape[0] * shape[1]; i++, from += 4, to += channels) {
    int red = from[0] * from[3] / 255, green = from[1] * from[3] / 255, blue = from[2] * from[3] / 255;
    if (channels == 1) to[0] = (uint8_t)((red * 19595 + green * 38470 + blue * 7471 + 32768) >> 16);
    else to[0] = (uint8_t)red, to[1] = (uint8_t)green, to[2] = (uint8_t)blue;
  }
  dl_tensor_release(image);
  return out;
}

static dl_tensor *decompress(tjhandle handle, const void *data, size_t size, int channels) {
  int width, height, sampling, space;
  if (tjDecompressHeader3(handle, data, (unsigned long)size, &width, &height, &sampling, &space) != 0) {
    dl_error_set("JPEG: %s", tjGetErrorStr2(handle));
    return NULL;
  }
  if ((uint64_t)width * (uint64_t)height / PIXELS_PER_BYTE > size) {
    dl_error_set("JPEG: %d x %d pixels cannot be in a file of %zu bytes", width, height, size);
    return NULL;
  }
  bool cmyk = space == TJCS_CMYK || space == TJCS_YCCK;
  if (channels == 0) channels = space == TJCS_GRAY ? 1 : 3;
  int64_t shape[] = { height, width, cmyk ? 4 : channels };
  dl_tensor *image = dl_tensor_new(DL_UINT8, 3, shape, NULL);
  if (!image) return NULL;
  int form = cmyk ? TJPF_CMYK : channels == 1 ? TJPF_GRAY : TJPF_RGB;
  if (tjDecompress2(handle, data, (unsigned long)size, (unsigned char *)image->storage->data, width, 0, height, form,
                    TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS) != 0 && !is_harmless(handle)) {
    dl_error_set("JPEG: %s", tjGetErrorStr2(handle));
    dl_tensor_release(image);
    return NULL;
  }
  return cmyk ? from_cmyk(image, channels) : image;
}

dl_tensor *dl_jpeg_read(const void *data, size_t size, int channels) {
  if (channels == 2 || channels == 4) {
    dl_error_set("JPEG: there is no alpha");
    return NULL;
  }
  tjhandle handle = tjInitDecompress();
  if (!handle) {
    dl_error_memory(4096);
    return NULL;
  }
  dl_tensor *image = decompress(handle, data, size, channels);
  tjDestroy(handle);
  return image;
}

static dl_tensor *compress(tjhandle handle, const dl_tensor *image, int quality) {
  int width = (int)image->shape[1], height = (int)image->shape[0];
  bool grey = image->shape[2] == 1;
  int sampling = grey ? TJSAMP_GRAY : quality >= 90 ? TJSAMP_444 : TJSAMP_420;
  int64_t room = (int64_t)tjBufSize(width, height, sampling);
  dl_tensor *out = room > 0 ? dl_tensor_new(DL_UINT8, 1, &room, NULL) : NULL;
  if (!out) return NULL;
  unsigned char *bytes = (unsigned char *)out->storage->data;
  unsigned long used = (unsigned long)room;
  if (tjCompress2(handle, (const unsigned char *)dl_tensor_data(image), width, 0, height, grey ? TJPF_GRAY : TJPF_RGB,
                  &bytes, &used, sampling, quality, TJFLAG_NOREALLOC) == 0) {
    out->shape[0] = (int64_t)used;
    return out;
  }
  dl_error_set("JPEG: %s", tjGetErrorStr2(handle));
  dl_tensor_release(out);
  return NULL;
}

dl_tensor *dl_jpeg_write(const dl_tensor *image, int quality) {
  if (image->shape[2] % 2 == 0 || image->shape[0] > 65500 || image->shape[1] > 65500) {
    dl_error_set(image->shape[2] % 2 == 0 ? "JPEG: there is no alpha" : "JPEG: more than 65,500 rows or columns");
    return NULL;
  }
  tjhandle handle = tjInitCompress();
  if (!handle) {
    dl_error_memory(4096);
    return NULL;
  }
  dl_tensor *out = compress(handle, image, quality);
  tjDestroy(handle);
  return out;
}

#endif

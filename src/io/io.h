/* io.h -- file formats: from bytes in memory to tensors and back. Every byte may be hostile: nothing is believed
** before it is checked, and what is wrong is a status with a message. Files themselves are opened by the Lua room. */
#ifndef DL_IO_H
#define DL_IO_H

#include "dlua.h"

/* gzip.c: pack data into, or unpack it from, gzip (all its members; also zlib's form) or raw deflate (that of zip
** archives). A 1-D uint8 tensor. */
typedef enum { DL_PACKED_GZIP, DL_PACKED_RAW } dl_packing;
DL_API dl_tensor *dl_unpack(const void *data, size_t size, dl_packing packing);
DL_API dl_tensor *dl_pack(const void *data, size_t size, dl_packing packing);
DL_API uint32_t dl_crc32(const void *data, size_t size);

/* md5.c: the digest as 32 hexadecimal digits. It tells damaged files from whole ones, nothing more. */
DL_API void dl_md5(const void *data, size_t size, char digits[33]);

/* elements.c: numbers as files hold them. A kind is a byte order ('<', '>', or '|' and '=' for this machine's), a
** letter and a size in bytes, as NumPy writes it: "<f4", ">i2", "|u1", "b1" (bool); "e2" is bfloat16, i3 a 24-bit
** integer. What dlua has no dtype for becomes the next wider one: i1, i2, u2, i3 int32; u4 and u8 int64. */
typedef struct dl_element_kind { char letter; int size; bool swap; dl_dtype dtype; } dl_element_kind;
DL_API bool dl_element_kind_parse(const char *text, dl_element_kind *kind);
/* `size` bytes as a tensor of this shape; fails when they are too few, or when a u8 is over 2^63 - 1. */
DL_API dl_tensor *dl_elements(dl_element_kind kind, int ndim, const int64_t *shape, const void *data, size_t size);

/* table.c: lines of decimal numbers with a separator between them as a float32 or float64 tensor (lines, columns); empty
** lines are left out. The text ends with a 0. NULL when it is not just that, with a message only for lack of memory and
** Ctrl-C. */
DL_API dl_tensor *dl_table(const char *text, size_t size, char separator, dl_dtype dtype);

/* png.c, jpeg.c: images as uint8 tensors (height, width, channels). channels: 1 grey, 2 grey and alpha, 3 colour,
** 4 colour and alpha; 0 when reading: as the file has it. JPEG has no alpha. quality: 1 to 100. */
DL_API dl_tensor *dl_png_read(const void *data, size_t size, int channels);
DL_API dl_tensor *dl_png_write(const dl_tensor *image);
DL_API dl_tensor *dl_jpeg_read(const void *data, size_t size, int channels);
DL_API dl_tensor *dl_jpeg_write(const dl_tensor *image, int quality);

#endif

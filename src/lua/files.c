/* files.c -- files and what they hold, for Lua: whole files, folders, gzip, digests, foreign numbers, images. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "io/io.h"
#include "lua/binding.h"

/* ---- writing ---- */

static int failed_file(lua_State *L, FILE *file, const char *temporary, const char *path) {
  int why = errno;
  if (file) fclose(file);
  if (temporary != path) remove(temporary);
  lua_pushnil(L);
  lua_pushfstring(L, "%s: %s", path, strerror(why));
  return 2;
}

/* A device or a pipe is written to as it is; renaming a file over it would destroy it. */
static bool is_special(const char *path) {
  struct stat info;
  return stat(path, &info) == 0 && !S_ISREG(info.st_mode);
}

/* writeFile(path, {string, ...}): all of it or nothing, by way of a temporary file in the same folder.
** true, or nil and the reason. */
static int write_file(lua_State *L) {
  const char *path = luaL_checkstring(L, 1), *temporary = path;
  luaL_checktype(L, 2, LUA_TTABLE);
  bool special = is_special(path);
  if (!special) temporary = lua_pushfstring(L, "%s.%d.tmp", path, (int)getpid());
  lua_Integer n = (lua_Integer)lua_rawlen(L, 2);
  for (lua_Integer i = 1; i <= n; i++) {              /* before the file is open: nothing raises after */
    if (lua_rawgeti(L, 2, i) != LUA_TSTRING) return dl_lua_error(L, "writeFile: item %d is not a string", (int)i);
    lua_pop(L, 1);
  }
  FILE *file = fopen(temporary, "wb");
  if (!file) return failed_file(L, NULL, temporary, path);
  for (lua_Integer i = 1; i <= n; i++) {
    size_t size;
    lua_rawgeti(L, 2, i);
    const char *part = lua_tolstring(L, -1, &size);
    bool written = fwrite(part, 1, size, file) == size;
    lua_pop(L, 1);
    if (!written) return failed_file(L, file, temporary, path);
  }
  if (fflush(file) != 0 || (!special && fsync(fileno(file)) != 0)) return failed_file(L, file, temporary, path);
  if (fclose(file) != 0 || (!special && rename(temporary, path) != 0)) return failed_file(L, NULL, temporary, path);
  lua_pushboolean(L, true);
  return 1;
}

/* ---- bytes ---- */

/* A status as results: nil and the message. */
static int failed(lua_State *L) {
  if (dl_error_status() != DL_ERROR) return dl_lua_raise(L);      /* no memory, Ctrl-C */
  return dl_lua_push_failure(L);
}

static int transform(lua_State *L, dl_tensor *(*work)(const void *, size_t, dl_packing), dl_packing packing) {
  size_t n;
  const char *data = luaL_checklstring(L, 1, &n);
  dl_box *box = dl_lua_new_box(L);
  box->tensor = work(data, n, packing);
  if (!box->tensor) return failed(L);
  lua_pushlstring(L, box->tensor->storage->data, (size_t)box->tensor->shape[0]);
  return 1;
}

/* gunzip(string): the data of a gzip or zlib string, inflate(string): those of a raw one; nil and the reason when it
** is damaged. gzip(string) and deflate(string) pack. */
static int gunzip(lua_State *L) { return transform(L, dl_unpack, DL_PACKED_GZIP); }
static int inflate_raw(lua_State *L) { return transform(L, dl_unpack, DL_PACKED_RAW); }
static int gzip(lua_State *L) { return transform(L, dl_pack, DL_PACKED_GZIP); }
static int deflate_raw(lua_State *L) { return transform(L, dl_pack, DL_PACKED_RAW); }

static int crc32(lua_State *L) {
  size_t n;
  const char *data = luaL_checklstring(L, 1, &n);
  lua_pushinteger(L, dl_crc32(data, n));
  return 1;
}

/* md5(string): 32 hexadecimal digits. */
static int md5(lua_State *L) {
  size_t n;
  char digits[33];
  const char *data = luaL_checklstring(L, 1, &n);
  dl_md5(data, n, digits);
  lua_pushstring(L, digits);
  return 1;
}

/* readElements(kind, sizes, string, position = 1): see io.h for kinds. nil and the reason when they do not fit. */
static int read_elements(lua_State *L) {
  size_t length;
  dl_element_kind kind;
  int64_t shape[DL_MAX_DIMS];
  const char *name = luaL_checkstring(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  const char *data = luaL_checklstring(L, 3, &length);
  lua_Integer position = luaL_optinteger(L, 4, 1) - 1;
  int ndim = dl_lua_sizes(L, 2, shape, "readElements");
  if (!dl_element_kind_parse(name, &kind)) return dl_lua_error(L, "readElements: there is no kind '%s'", name);
  if (position < 0 || (size_t)position > length) return dl_lua_error(L, "readElements: position %lld is outside the data",
    (long long)position + 1);
  dl_box *box = dl_lua_new_box(L);
  box->tensor = dl_elements(kind, ndim, shape, data + position, length - (size_t)position);
  return box->tensor ? 1 : failed(L);
}

/* readTable(string, separator, dtype, position = 1): the tensor of lines of numbers, or nil (see io.h). */
static int read_table(lua_State *L) {
  size_t length;
  const char *text = luaL_checklstring(L, 1, &length), *separator = luaL_checkstring(L, 2);
  int dtype = dl_dtype_from_name(luaL_checkstring(L, 3));
  lua_Integer position = luaL_optinteger(L, 4, 1) - 1;
  if (dtype != DL_FLOAT32 && dtype != DL_FLOAT64) return dl_lua_error(L, "readTable: the dtype must be float32 or float64");
  if (position < 0 || (size_t)position > length) return dl_lua_error(L, "readTable: the position is outside the text");
  dl_box *box = dl_lua_new_box(L);
  box->tensor = dl_table(text + position, length - (size_t)position, *separator, (dl_dtype)dtype);
  if (!box->tensor && dl_error_status() != DL_OK) return dl_lua_raise(L);
  if (!box->tensor) lua_pushnil(L);
  return 1;
}

/* ---- images ---- */

/* decodeImage(string, channels = 0): a uint8 tensor (height, width, channels) of a PNG or JPEG file; nil and the reason
** when it is none, or damaged. */
static int decode_image(lua_State *L) {
  size_t n;
  const char *data = luaL_checklstring(L, 1, &n);
  lua_Integer channels = luaL_optinteger(L, 2, 0);
  if (channels < 0 || channels > 4) return dl_lua_error(L, "decodeImage: channels must be 0 to 4");
  dl_box *box = dl_lua_new_box(L);
  if (n >= 8 && memcmp(data, "\x89PNG\r\n\x1a\n", 8) == 0) box->tensor = dl_png_read(data, n, (int)channels);
  else if (n >= 3 && memcmp(data, "\xff\xd8\xff", 3) == 0) box->tensor = dl_jpeg_read(data, n, (int)channels);
  else dl_error_set("neither PNG nor JPEG");
  return box->tensor ? 1 : failed(L);
}

/* encodeImage(tensor, form, quality = 90): the bytes of a "png" or "jpeg" file of such a tensor. */
static int encode_image(lua_State *L) {
  static const char *const forms[] = { "png", "jpeg", NULL };
  dl_tensor *t = dl_lua_check_tensor(L, 1, "encodeImage", "image");
  int form = luaL_checkoption(L, 2, NULL, forms);
  lua_Integer quality = luaL_optinteger(L, 3, 90);
  if (t->dtype != DL_UINT8 || t->ndim != 3 || !dl_tensor_is_contiguous(t) || t->storage->device != dl_device_cpu()
      || t->shape[0] < 1 || t->shape[1] < 1 || t->shape[2] < 1 || t->shape[2] > 4)
    return dl_lua_error(L, "encodeImage: contiguous uint8 (height, width, 1 to 4) expected");
  if (quality < 1 || quality > 100) return dl_lua_error(L, "encodeImage: quality must be 1 to 100");
  dl_box *box = dl_lua_new_box(L);
  box->tensor = form == 0 ? dl_png_write(t) : dl_jpeg_write(t, (int)quality);
  if (!box->tensor) return failed(L);
  lua_pushlstring(L, box->tensor->storage->data, (size_t)box->tensor->shape[0]);
  return 1;
}

/* ---- folders ---- */

/* A Lua error on the way must not leave the folder open. */
static int close_folder(lua_State *L) {
  DIR **folder = lua_touserdata(L, 1);
  if (*folder) closedir(*folder);
  *folder = NULL;
  return 0;
}

static bool is_folder(lua_State *L, const char *path, const char *name) {
  struct stat info;
  bool folder = stat(lua_pushfstring(L, "%s/%s", path, name), &info) == 0 && S_ISDIR(info.st_mode);
  lua_pop(L, 1);
  return folder;
}

/* listFolder(path): the names in it and a table of those that are folders, in no order; nil and the reason. */
static int list_folder(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  DIR **folder = lua_newuserdatauv(L, sizeof *folder, 0);
  *folder = NULL;
  lua_createtable(L, 0, 2);
  lua_pushcfunction(L, close_folder);
  lua_pushvalue(L, -1);
  lua_setfield(L, -3, "__gc");
  lua_setfield(L, -2, "__close");
  lua_setmetatable(L, -2);
  *folder = opendir(path);
  if (!*folder) {
    lua_pushnil(L);
    lua_pushfstring(L, "%s: %s", path, strerror(errno));
    return 2;
  }
  lua_toclose(L, lua_gettop(L));
  lua_newtable(L);
  lua_newtable(L);
  lua_Integer n = 0;
  for (struct dirent *entry; (entry = readdir(*folder)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    lua_pushstring(L, entry->d_name);
    lua_rawseti(L, -3, ++n);
    if (is_folder(L, path, entry->d_name)) dl_lua_set_boolean(L, entry->d_name, true);
  }
  return 2;
}

static const luaL_Reg functions[] = {
  { "decodeImage", decode_image }, { "encodeImage", encode_image }, { "listFolder", list_folder },
  { "readTable", read_table },
  { "writeFile", write_file }, { "gunzip", gunzip }, { "gzip", gzip }, { "inflate", inflate_raw },
  { "deflate", deflate_raw }, { "crc32", crc32 }, { "md5", md5 }, { "readElements", read_elements }, { NULL, NULL }
};

void dl_lua_open_files(lua_State *L) { dl_lua_set_functions(L, functions); }

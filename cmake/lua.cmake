# Lua 5.4: from LuaRocks' variables (LUA_INCDIR; an unset one arrives empty and means "find it") or from the system.
find_path(DLUA_LUA_INCLUDE lua.h
  HINTS ${LUA_INCDIR} PATHS /usr/include/lua5.4 /usr/local/include/lua5.4 PATH_SUFFIXES lua5.4 REQUIRED)
find_library(DLUA_LUA_LIBRARY NAMES lua5.4 lua-5.4 lua HINTS ${LUA_LIBDIR} REQUIRED)
file(STRINGS ${DLUA_LUA_INCLUDE}/lua.h lua_version REGEX "LUA_VERSION_(MAJOR|MINOR)[ \t]+\"")
if(NOT "${lua_version}" MATCHES "\"5\".*\"4\"")
  message(FATAL_ERROR "dlua needs Lua 5.4, found ${DLUA_LUA_INCLUDE}/lua.h: ${lua_version}")
endif()

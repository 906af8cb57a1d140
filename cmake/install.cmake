# Where things go: <prefix>/bin/dlua, <prefix>/lib/lua/5.4/dlua/core.so, <prefix>/share/lua/5.4/dlua/*.lua.
# LuaRocks names its own folders (INSTALL_*); a variable that it leaves unset arrives empty and means the default.
set(install_default_BINDIR bin)
set(install_default_LIBDIR lib/lua/5.4)
set(install_default_LUADIR share/lua/5.4)
foreach(kind BINDIR LIBDIR LUADIR)
  set(install_${kind} ${INSTALL_${kind}})
  if("${install_${kind}}" STREQUAL "")
    set(install_${kind} ${install_default_${kind}})
  endif()
endforeach()

install(TARGETS dlua RUNTIME DESTINATION ${install_BINDIR})
install(TARGETS dlua_module LIBRARY DESTINATION ${install_LIBDIR}/dlua)
install(DIRECTORY lua/dlua DESTINATION ${install_LUADIR} FILES_MATCHING PATTERN "*.lua")
# The small sets that dl.data brings along (lua/dlua/data/bundled.lua looks for them there).
install(DIRECTORY examples/data/ DESTINATION ${install_LUADIR}/dlua/data/sets)

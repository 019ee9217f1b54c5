# Results of the body's build are kept between builds under the hash of what they were made from, and the code that makes
# them is part of that: MYO_MAKERS lists the sources of the sculptor and of all steps together, and a change to any of them,
# to the compiler or to its flags gives other keys. Run as a script at build time (see engine/CMakeLists.txt).
if(NOT CMAKE_SCRIPT_MODE_FILE)
  function(myo_makers target)
    set(out "${CMAKE_BINARY_DIR}/makers.cpp")
    set(root "${CMAKE_SOURCE_DIR}/engine")
    file(GLOB_RECURSE sculptor CONFIGURE_DEPENDS "${root}/form/sculpt/*.cpp" "${root}/form/sculpt/*.h" "${root}/form/isosurface*" "${root}/form/triangle_tree*"
         "${root}/assemble/embedded/wholes*" "${root}/assemble/embedded/sculpt_bones*"
         "${root}/anatomy/*sheet*" "${root}/anatomy/expression*")
    file(GLOB_RECURSE steps CONFIGURE_DEPENDS "${root}/anatomy/*" "${root}/format/*" "${root}/form/*" "${root}/assemble/*")
    list(FILTER steps EXCLUDE REGEX "/assemble/(compare|import)/|/assemble/embedded/(refresh|sheet_marks|skin_follows|changed_room)")
    list(FILTER steps EXCLUDE REGEX "/format/(as_written|check|fields|glb|json_number|manifest|order|schema|write)") # what comes afterwards
    string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
    add_custom_command(
      OUTPUT "${out}"
      COMMAND "${CMAKE_COMMAND}" "-DOUT=${out}" "-DSCULPTOR=${sculptor}" "-DSTEPS=${steps}"
              "-DFLAGS=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION} ${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}} ${MYO_SANITIZE}"
              -P "${CMAKE_SOURCE_DIR}/cmake/makers.cmake"
      DEPENDS ${steps} "${CMAKE_SOURCE_DIR}/cmake/makers.cmake"
      COMMENT "Hashing the makers of the body"
      VERBATIM)
    set_source_files_properties("${out}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON) # it changes with every step
    target_sources(${target} PRIVATE "${out}")
  endfunction()
  return()
endif()

function(hash_of name out)
  set(all "${FLAGS}")
  foreach(file IN LISTS ${name})
    file(SHA256 "${file}" hash)
    string(APPEND all "${hash}")
  endforeach()
  string(SHA256 hash "${all}")
  string(SUBSTRING "${hash}" 0 16 hash)
  set(${out} "0x${hash}ULL" PARENT_SCOPE)
endfunction()
hash_of(SCULPTOR sculptor)
hash_of(STEPS steps)
file(CONFIGURE OUTPUT "${OUT}" CONTENT [[// Written by cmake/makers.cmake.
#include "assemble/makers.h"

namespace myo::assemble::makers {
std::uint64_t sculptor() { return @sculptor@; }
std::uint64_t steps() { return @steps@; }
} // namespace myo::assemble::makers
]] @ONLY)

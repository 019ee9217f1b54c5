# Headers that nearly every source reads are compiled once for engine and program and once for the tests.
#   myo_precompiled(TARGET [tests])
option(MYO_PCH "Precompile common headers" ON)
if(MYO_TIDY OR NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  set(MYO_PCH OFF) # clang-tidy cannot read what g++ compiled, and clang wants every macro the same
endif()
if(MYO_PCH)
  # g++ 12 sees faults inside the standard library that are none, and forgets what a system header is when it
  # comes precompiled.
  target_compile_options(myo_rules INTERFACE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread
                                             -Wno-free-nonheap-object)
  if(CMAKE_CXX_COMPILER_LAUNCHER MATCHES ccache)
    target_compile_options(myo_rules INTERFACE -fpch-preprocess) # else ccache keeps nothing
  endif()
endif()

set(MYO_GLM GLM_FORCE_RADIANS GLM_FORCE_DEPTH_ZERO_TO_ONE GLM_ENABLE_EXPERIMENTAL)

function(myo_precompiled target)
  if(NOT MYO_PCH)
    return()
  endif()
  set(kind engine ${ARGN})
  list(GET kind -1 kind)
  if(NOT TARGET myo_pch_${kind})
    add_library(myo_pch_${kind} OBJECT "${CMAKE_SOURCE_DIR}/cmake/precompiled/carrier.cpp")
    target_link_libraries(myo_pch_${kind} PRIVATE myo_rules glm::glm fmt::fmt tl::expected Threads::Threads)
    if(kind STREQUAL tests)
      target_link_libraries(myo_pch_${kind} PRIVATE GTest::gtest GTest::gmock)
    endif()
    target_compile_definitions(myo_pch_${kind} PRIVATE ${MYO_GLM})
    target_precompile_headers(myo_pch_${kind} PRIVATE "${CMAKE_SOURCE_DIR}/cmake/precompiled/${kind}.h")
  endif()
  target_precompile_headers(${target} REUSE_FROM myo_pch_${kind})
endfunction()

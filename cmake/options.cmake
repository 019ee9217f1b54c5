# What a person building Myoscope may choose, and the language rules that hold for every target.
option(MYO_TESTS "Build the tests and benchmarks" ON)
option(MYO_WERROR "Treat warnings as errors" ON)
set(MYO_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined or thread")
option(MYO_TIDY "Run clang-tidy while compiling" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

# One interface target that every target of ours links: warnings and sanitizers, never forced on others' headers.
add_library(myo_rules INTERFACE)
if(MYO_TIDY)
  set(CMAKE_UNITY_BUILD OFF) # clang-tidy judges the source that is compiled, not those it includes
endif()
# Sources that are compiled together see each other's file-wide names, which their own then hide.
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  set(MYO_SHADOW -Wshadow=local)
else()
  set(MYO_SHADOW -Wshadow)
endif()
target_compile_options(myo_rules INTERFACE -Wall -Wextra -Wpedantic ${MYO_SHADOW} -Wconversion -Wno-sign-conversion
                                           -Wnon-virtual-dtor -Wno-missing-field-initializers -fno-math-errno)
if(MYO_WERROR)
  target_compile_options(myo_rules INTERFACE -Werror)
endif()
if(MYO_SANITIZE)
  # Instrumented code hides from the compiler that a value is set; it then warns of others' headers (OpenMesh).
  target_compile_options(myo_rules INTERFACE -Wno-maybe-uninitialized)
  target_compile_options(myo_rules INTERFACE -fsanitize=${MYO_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(myo_rules INTERFACE -fsanitize=${MYO_SANITIZE})
  add_library(myo_keep_libraries STATIC "${CMAKE_CURRENT_SOURCE_DIR}/cmake/sanitizers/keep_libraries.cpp")
  target_link_libraries(myo_rules INTERFACE "$<LINK_LIBRARY:WHOLE_ARCHIVE,myo_keep_libraries>")
  if(MYO_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(myo_rules INTERFACE -Wno-tsan) # oneTBB uses fences, which it does not model
  endif()
endif()
if(MYO_TIDY)
  set(CMAKE_CXX_CLANG_TIDY clang-tidy --quiet --warnings-as-errors=*)
endif()

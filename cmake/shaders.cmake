# myo_shaders(TARGET): compiles every entry point below shaders/passes into BUILD/shaders/NAME.spv, e.g.
# shaders/passes/opaque.frag -> shaders/opaque.frag.spv. Names stay in (-g): tests compare structures by name.
function(myo_shaders target)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/shaders/passes/*.vert" "${CMAKE_SOURCE_DIR}/shaders/passes/*.frag"
       "${CMAKE_SOURCE_DIR}/shaders/passes/*.comp")
  file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/shaders")
  set(outputs)
  foreach(source IN LISTS sources)
    get_filename_component(name "${source}" NAME)
    set(output "${CMAKE_BINARY_DIR}/shaders/${name}.spv")
    add_custom_command(
      OUTPUT "${output}"
      COMMAND Vulkan::glslc --target-env=vulkan1.3 -g -Werror -I "${CMAKE_SOURCE_DIR}/shaders" -MD -MF "${output}.d" -MT
              "${output}" -o "${output}" "${source}"
      DEPENDS "${source}"
      DEPFILE "${output}.d"
      COMMENT "Shader ${name}"
      VERBATIM)
    list(APPEND outputs "${output}")
  endforeach()
  add_custom_target(${target} ALL DEPENDS ${outputs})
  set_property(TARGET ${target} PROPERTY MYO_OUTPUTS "${outputs}")
endfunction()

# Myoscope's own body, built from assets/anatomy by the program itself, as part of the normal build. It is made again when
# the anatomy or the rooms that build bodies have changed, not whenever the program is linked.
option(MYO_BODY "Build Myoscope's own body with the program" ON)
if(MYO_BODY AND NOT MYO_SANITIZE AND NOT CMAKE_CROSSCOMPILING)
  set(body "${CMAKE_BINARY_DIR}/atlases/embedded")
  file(GLOB_RECURSE anatomy CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/assets/anatomy/*.toml")
  add_custom_command(
    OUTPUT "${body}/body.json"
    COMMAND "${CMAKE_COMMAND}" -E env "MYOSCOPE_RESOURCES=${CMAKE_SOURCE_DIR}" $<TARGET_FILE:myoscope> atlas build --quiet --out "${body}"
    DEPENDS ${anatomy} $<TARGET_FILE:myo_anatomy> $<TARGET_FILE:myo_form> $<TARGET_FILE:myo_format> $<TARGET_FILE:myo_assemble>
    COMMENT "Building the body (one to two minutes the first time)"
    VERBATIM)
  add_custom_target(embedded_body ALL DEPENDS "${body}/body.json")
  add_dependencies(embedded_body myoscope)
  install(DIRECTORY "${body}" DESTINATION "${CMAKE_INSTALL_DATADIR}/myoscope/atlases")
endif()

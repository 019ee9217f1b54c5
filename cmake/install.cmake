# cmake --install PREFIX: bin/myoscope, share/myoscope/{shaders,assets}, a menu entry, licence. The program finds its files
# relative to itself, so the prefix may be moved. Program and shaders are installed where they are built.
install(DIRECTORY "${CMAKE_SOURCE_DIR}/assets/" DESTINATION "${CMAKE_INSTALL_DATADIR}/myoscope/assets")
install(FILES "${CMAKE_SOURCE_DIR}/cmake/myoscope.desktop" DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
install(FILES "${CMAKE_SOURCE_DIR}/LICENSE" "${CMAKE_SOURCE_DIR}/README.md" "${CMAKE_SOURCE_DIR}/CHANGELOG.md"
        DESTINATION "${CMAKE_INSTALL_DOCDIR}")

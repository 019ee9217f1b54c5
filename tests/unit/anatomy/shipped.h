// The vocabulary that goes with the program, read once.
#pragma once

#include "anatomy/source.h"

#include <gtest/gtest.h>

namespace myo::anatomy::test {

inline const Library &shipped() {
  static const Library library = [] {
    Result<Library> read = read_library(MYO_SOURCE_DIR "/assets/anatomy");
    if (!read) ADD_FAILURE() << read.error().line();
    return read ? std::move(*read) : Library{};
  }();
  return library;
}

} // namespace myo::anatomy::test

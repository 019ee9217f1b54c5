// The vocabulary that goes with the program, read once.
#pragma once

#include "anatomy/library.h"

#include <gtest/gtest.h>

namespace myo::tests {

inline const anatomy::Library &shipped() {
  static const anatomy::Library library = [] {
    Result<anatomy::Library> read = anatomy::read_library(MYO_SOURCE_DIR "/assets/anatomy");
    if (!read) ADD_FAILURE() << read.error().line();
    return read ? std::move(*read) : anatomy::Library{};
  }();
  return library;
}

} // namespace myo::tests

// The anatomy that ships: it loads, and it holds what it must.
#include "anatomy/library.h"

#include <gtest/gtest.h>

using namespace myo;
using namespace myo::anatomy;

namespace {

const Library &shipped() {
  static const Library library = [] {
    Result<Library> read = read_library(MYO_SOURCE_DIR "/assets/anatomy");
    if (!read) ADD_FAILURE() << read.error().line();
    return read ? std::move(*read) : Library{};
  }();
  return library;
}

TEST(Assets, Load) {
  const Library &library = shipped();
  EXPECT_FALSE(library.bones.empty());
}

} // namespace

// A scene on the small test body.
#pragma once

#include "scene/scene.h"
#include "support/tiny_body.h"

#include <gtest/gtest.h>

namespace myo::scene {

using anatomy::Side;

struct Lab {
  anatomy::Library library = tests::tiny_library();
  format::Body body = tests::tiny_body();
  rig::Rig rig = rig::Rig::build(body, library).value();
  Context context{&body, &library, &rig};

  Lab() = default;
  explicit Lab(format::Body other) : body(std::move(other)), rig(rig::Rig::build(body, library).value()) {}
  Lab(const Lab &) = delete;
  Lab &operator=(const Lab &) = delete;

  void must(Scene &scene, const Command &command) const {
    const Status done = apply(scene, command, context);
    EXPECT_TRUE(done) << (done ? "" : done.error().line());
  }
  std::uint32_t index(std::string_view id) const {
    for (std::uint32_t s = 0; s < body.structures.size(); ++s)
      if (body.structures[s].id == id) return s;
    ADD_FAILURE() << "no structure " << id;
    return 0;
  }
};

inline const Lab &lab() {
  static const Lab one;
  return one;
}

} // namespace myo::scene

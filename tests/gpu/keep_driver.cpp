// Keeps one renderer alive while all the tests come and go. Without any, the Vulkan loader unloads the driver after each
// test, and NVIDIA's cannot be loaded more than some thirty times in one process ("no Vulkan driver was found").
#include "render/renderer.h"

#include <gtest/gtest.h>

namespace myo::test {
namespace {

class KeepDriver : public ::testing::Environment {
  void SetUp() override {
    auto renderer = render::Renderer::create({});
    if (renderer) renderer_ = std::move(*renderer); // each test says itself what is missing
  }
  void TearDown() override { renderer_.reset(); }
  std::unique_ptr<render::Renderer> renderer_;
};

[[maybe_unused]] const ::testing::Environment *const kept = ::testing::AddGlobalTestEnvironment(new KeepDriver);

} // namespace
} // namespace myo::test

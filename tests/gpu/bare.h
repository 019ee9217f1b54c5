// A bare device with a frame ring, validation on: for tests below the renderer.
#pragma once

#include "gpu/frame_ring.h"
#include "gpu/upload.h"

#include <gtest/gtest.h>

#include <cstring>
#include <functional>
#include <memory>
#include <vector>

namespace myo::test {

class BareTest : public ::testing::Test {
protected:
  void SetUp() override {
    gpu::DeviceOptions options;
    options.validation = true;
    options.messages = messages_;
    options.always_stage = always_stage_;
    auto device = gpu::Device::create(options);
    ASSERT_TRUE(device) << device.error().line();
    device_ = std::move(*device);
    auto ring = gpu::FrameRing::create(*device_);
    ASSERT_TRUE(ring) << ring.error().line();
    ring_ = std::move(*ring);
  }
  void TearDown() override {
    ring_.reset();
    if (device_) {
      ASSERT_TRUE(device_->wait_idle());
      EXPECT_EQ(device_->memory().live(), 0U) << "something still holds device memory";
    }
    device_.reset(); // leaks are reported here
    if (!expects_messages_)
      for (const std::string &text : messages_->texts()) ADD_FAILURE() << text;
  }

  // Records, submits and waits.
  void run(const std::function<void(gpu::Frame &)> &record) {
    auto frame = ring_->begin();
    ASSERT_TRUE(frame) << frame.error().line();
    record(**frame);
    ASSERT_TRUE(ring_->submit(**frame));
    ASSERT_TRUE(ring_->wait((*frame)->number()));
  }

  // What the device holds in `buffer`, which `use` touched last.
  std::vector<std::byte> read(const gpu::Buffer &buffer, gpu::Use use) {
    auto back = gpu::Buffer::create(*device_, buffer.size(), VK_BUFFER_USAGE_TRANSFER_DST_BIT, gpu::MemoryUse::readback);
    EXPECT_TRUE(back);
    run([&](gpu::Frame &frame) {
      gpu::record_buffer_barrier(frame.commands(), use, gpu::Use::copy_from);
      const VkBufferCopy copy{0, 0, buffer.size()};
      vkCmdCopyBuffer(frame.commands(), buffer.handle(), back->handle(), 1, &copy);
      gpu::record_buffer_barrier(frame.commands(), gpu::Use::copy_to, gpu::Use::cpu_read);
    });
    back->invalidate();
    return {back->mapped().begin(), back->mapped().end()};
  }

  bool always_stage_ = false, expects_messages_ = false;
  std::shared_ptr<gpu::Validation> messages_ = std::make_shared<gpu::Validation>();
  std::unique_ptr<gpu::Device> device_;
  std::unique_ptr<gpu::FrameRing> ring_;
};

} // namespace myo::test

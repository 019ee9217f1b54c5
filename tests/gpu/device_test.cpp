// The device room on a real device: the layers are awake, things die when they may, bytes arrive.
#include "bare.h"

#include <cstdlib>

namespace myo::test {
namespace {

class Device : public BareTest {};
class StagingDevice : public BareTest {
protected:
  StagingDevice() { always_stage_ = true; }
};

Result<gpu::Buffer> make_buffer(gpu::Device &device, std::uint64_t size = 256) {
  return gpu::Buffer::create(device, size, VK_BUFFER_USAGE_TRANSFER_DST_BIT | VK_BUFFER_USAGE_TRANSFER_SRC_BIT, gpu::MemoryUse::device);
}

// The canaries: were the layers silent, every other test here would prove nothing.
TEST_F(Device, CountsADeliberateViolation) {
  expects_messages_ = true;
  messages_->set_quiet(true);
  const VkBufferCreateInfo empty{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO, nullptr, 0, 0, VK_BUFFER_USAGE_TRANSFER_DST_BIT};
  VkBuffer buffer = VK_NULL_HANDLE;
  if (vkCreateBuffer(device_->handle(), &empty, nullptr, &buffer) == VK_SUCCESS) vkDestroyBuffer(device_->handle(), buffer, nullptr);
  ASSERT_GT(messages_->count(), 0U);
  EXPECT_NE(messages_->texts()[0].find("VUID"), std::string::npos);
}

TEST_F(Device, CountsAMissingBarrier) {
  expects_messages_ = true;
  messages_->set_quiet(true);
  const auto a = make_buffer(*device_), b = make_buffer(*device_);
  run([&](gpu::Frame &frame) {
    const VkBufferCopy copy{0, 0, 256};
    vkCmdFillBuffer(frame.commands(), a->handle(), 0, 256, 1);
    vkCmdCopyBuffer(frame.commands(), a->handle(), b->handle(), 1, &copy); // reads what may not be written yet
  });
  ASSERT_GT(messages_->count(), 0U) << "synchronization validation is asleep";
  EXPECT_NE(messages_->texts()[0].find("SYNC-HAZARD"), std::string::npos) << messages_->texts()[0];
}

TEST_F(Device, CountsALeak) {
  expects_messages_ = true;
  messages_->set_quiet(true);
  const VkSemaphoreCreateInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO, nullptr, 0};
  VkSemaphore leaked = VK_NULL_HANDLE;
  ASSERT_EQ(vkCreateSemaphore(device_->handle(), &info, nullptr, &leaked), VK_SUCCESS);
  ring_.reset();
  device_.reset();
  ASSERT_GT(messages_->count(), 0U);
}

TEST_F(Device, DestroysABufferOnlyAfterItsFrame) {
  const std::size_t before = device_->memory().live();
  auto first = ring_->begin();
  ASSERT_TRUE(first);
  {
    auto buffer = make_buffer(*device_);
    ASSERT_TRUE(buffer);
    vkCmdFillBuffer((*first)->commands(), buffer->handle(), 0, 256, 7);
  } // thrown away while it is being recorded
  EXPECT_EQ(device_->memory().live(), before + 1) << "destroyed before its frame was even submitted";
  ASSERT_TRUE(ring_->submit(**first));
  const std::uint64_t number = (*first)->number();
  device_->bin().collect(number - 1); // the frames before it have completed
  EXPECT_EQ(device_->memory().live(), before + 1) << "destroyed before its frame has completed";
  ASSERT_TRUE(ring_->wait(number));
  auto second = ring_->begin();
  ASSERT_TRUE(second);
  EXPECT_EQ(device_->memory().live(), before) << "not destroyed although its frame has completed";
  ASSERT_TRUE(ring_->submit(**second));
}

TEST_F(Device, KeepsTwoFramesInFlight) {
  for (int i = 0; i < 5; ++i) {
    auto frame = ring_->begin();
    ASSERT_TRUE(frame);
    const auto slice = (*frame)->take(1000);
    ASSERT_TRUE(slice);
    std::memset(slice->data, i, 1000);
    ASSERT_TRUE(ring_->submit(**frame));
    EXPECT_EQ((*frame)->number(), static_cast<std::uint64_t>(i + 1));
  }
  ASSERT_TRUE(ring_->finish());
  EXPECT_EQ(ring_->completed(), 5U);
}

TEST_F(Device, GoesOnAfterAFrameThatWasGivenUp) {
  auto given_up = ring_->begin();
  ASSERT_TRUE(given_up);
  run([](gpu::Frame &) {});
  EXPECT_EQ(ring_->completed(), 1U);
}

TEST_F(StagingDevice, ReceivesWhatWasUploaded) {
  std::vector<std::uint32_t> values(100000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::uint32_t>(i * 2654435761U);
  gpu::Buffer buffer;
  run([&](gpu::Frame &frame) {
    auto made = gpu::upload_buffer(*device_, frame, std::span<const std::uint32_t>(values), VK_BUFFER_USAGE_TRANSFER_SRC_BIT);
    ASSERT_TRUE(made);
    buffer = std::move(*made);
  });
  const auto bytes = read(buffer, gpu::Use::shader_read);
  ASSERT_EQ(bytes.size(), values.size() * 4);
  EXPECT_EQ(std::memcmp(bytes.data(), values.data(), bytes.size()), 0);
}

TEST(DeviceErrors, NameWhatIsMissing) {
  const auto create = [](const char *variable, const char *value, const gpu::DeviceOptions &options) {
    const char *old = std::getenv(variable);
    const std::string kept = old == nullptr ? "" : old;
    ::setenv(variable, value, 1);
    auto device = gpu::Device::create(options);
    if (old == nullptr) ::unsetenv(variable);
    else ::setenv(variable, kept.c_str(), 1);
    return device ? std::string("made a device") : device.error().line();
  };
  EXPECT_NE(create("VK_DRIVER_FILES", "/nonexistent/driver.json", {}).find("no Vulkan driver was found"), std::string::npos);
  gpu::DeviceOptions checked;
  checked.validation = true;
  EXPECT_NE(create("VK_LAYER_PATH", "/nonexistent", checked).find("VK_LAYER_KHRONOS_validation is missing"), std::string::npos);
  gpu::DeviceOptions other;
  other.choice = "a card that nobody has";
  const std::string line = create("MYO_UNUSED", "", other);
  EXPECT_NE(line.find("no Vulkan device is called"), std::string::npos) << line;
  EXPECT_NE(line.find("0 \""), std::string::npos) << "lists what there is: " << line;
}

} // namespace
} // namespace myo::test

#include "gpu/device_choice.h"

#include <gtest/gtest.h>

namespace myo::gpu {
namespace {

constexpr std::uint32_t version(std::uint32_t major, std::uint32_t minor) { return major << 22U | minor << 12U; }

DeviceFacts good(std::string name, DeviceType type) { return {std::move(name), "", type, version(1, 3), {}, true, true, 0, 16384}; }

TEST(DeviceChoice, PrefersTheStrongestType) {
  const std::vector<DeviceFacts> devices{good("llvmpipe", DeviceType::cpu), good("Intel", DeviceType::integrated), good("Card", DeviceType::discrete)};
  EXPECT_EQ(choose_device(devices, ""), 2U);
  EXPECT_EQ(choose_device(std::span(devices).first(2), ""), 1U);
  EXPECT_EQ(choose_device(std::span(devices).first(1), ""), 0U);
}

TEST(DeviceChoice, TakesTheFirstAmongEquals) {
  const std::vector<DeviceFacts> devices{good("A", DeviceType::discrete), good("B", DeviceType::discrete)};
  EXPECT_EQ(choose_device(devices, ""), 0U);
}

TEST(DeviceChoice, FollowsANameInAnyCaseOrAnIndex) {
  const std::vector<DeviceFacts> devices{good("Card", DeviceType::discrete), good("llvmpipe (LLVM)", DeviceType::cpu)};
  EXPECT_EQ(choose_device(devices, "LLVMPIPE"), 1U);
  EXPECT_EQ(choose_device(devices, "1"), 1U);
  const auto unknown = choose_device(devices, "radeon");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, ErrorKind::arguments);
  EXPECT_NE(unknown.error().line().find("Card"), std::string::npos) << unknown.error().line();
}

TEST(DeviceChoice, PassesOverWhatItMustRefuse) {
  std::vector<DeviceFacts> devices{good("Old card", DeviceType::discrete), good("llvmpipe", DeviceType::cpu)};
  devices[0].api_version = version(1, 2);
  EXPECT_EQ(choose_device(devices, ""), 1U);
}

TEST(DeviceChoice, NamesEveryDeviceWithAllItsReasons) {
  std::vector<DeviceFacts> devices{good("Old card", DeviceType::discrete), good("Odd card", DeviceType::integrated)};
  devices[0].api_version = version(1, 2);
  devices[1].missing = {"feature dynamicRendering", "depth format D32_SFLOAT"};
  devices[1].presents = false;
  const auto result = choose_device(devices, "");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::machine);
  const std::string line = result.error().line();
  for (const char *part : {"Old card", "no Vulkan 1.3, only 1.2", "Odd card", "missing feature dynamicRendering",
                           "missing depth format D32_SFLOAT", "cannot show pictures in this window"})
    EXPECT_NE(line.find(part), std::string::npos) << part << " in: " << line;
  EXPECT_EQ(line.find('\n'), std::string::npos);
}

TEST(DeviceChoice, RefusesAChosenDeviceWithItsReason) {
  std::vector<DeviceFacts> devices{good("Old card", DeviceType::discrete), good("llvmpipe", DeviceType::cpu)};
  devices[0].has_queue = false;
  const auto result = choose_device(devices, "old");
  ASSERT_FALSE(result) << "another device must not be taken in silence";
  EXPECT_NE(result.error().line().find("no queue for graphics and compute"), std::string::npos);
}

TEST(DeviceChoice, SaysWhatToInstallWhenThereIsNone) {
  const auto result = choose_device({}, "");
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().line().find("mesa-vulkan-drivers"), std::string::npos);
}

} // namespace
} // namespace myo::gpu

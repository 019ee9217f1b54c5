#include "gpu/device_choice.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace myo::gpu {
namespace {

// 1.3 as VK_MAKE_API_VERSION packs it; this file stays free of Vulkan so that its decisions are tested anywhere.
constexpr std::uint32_t needed_version = (1U << 22U) | (3U << 12U);

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::optional<std::size_t> as_index(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string list_of(std::span<const DeviceFacts> devices) {
  std::string out;
  for (std::size_t i = 0; i < devices.size(); ++i) {
    const std::vector<std::string> reasons = refusals(devices[i]);
    out += fmt::format("{}{} \"{}\" ({}{})", i == 0 ? "" : ", ", i, devices[i].name, to_string(devices[i].type),
                       reasons.empty() ? "" : fmt::format("; {}", fmt::join(reasons, "; ")));
  }
  return out;
}

} // namespace

std::string_view to_string(DeviceType type) {
  switch (type) {
  case DeviceType::discrete: return "discrete";
  case DeviceType::integrated: return "integrated";
  case DeviceType::virtual_gpu: return "virtual";
  case DeviceType::cpu: return "cpu";
  case DeviceType::other: break;
  }
  return "other";
}

std::vector<std::string> refusals(const DeviceFacts &device) {
  std::vector<std::string> reasons;
  if (device.api_version < needed_version)
    reasons.push_back(fmt::format("no Vulkan 1.3, only {}.{}", device.api_version >> 22U, (device.api_version >> 12U) & 0x3FFU));
  if (!device.has_queue) reasons.emplace_back("no queue for graphics and compute");
  if (!device.presents) reasons.emplace_back("cannot show pictures in this window");
  for (const std::string &name : device.missing) reasons.push_back("missing " + name);
  return reasons;
}

Result<std::size_t> choose_device(std::span<const DeviceFacts> devices, std::string_view choice) {
  const std::string remedy = "install a Vulkan 1.3 driver (on Debian, mesa-vulkan-drivers also draws without a GPU)";
  if (devices.empty()) return machine_fault("no Vulkan device was found", {}, remedy);
  std::optional<std::size_t> best;
  bool matched = choice.empty();
  const std::optional<std::size_t> index = as_index(choice);
  for (std::size_t i = 0; i < devices.size(); ++i) {
    const bool wanted = choice.empty() || (index ? *index == i : lower(devices[i].name).find(lower(choice)) != std::string::npos);
    if (!wanted) continue;
    matched = true;
    if (!refusals(devices[i]).empty()) continue;
    if (!best || devices[i].type < devices[*best].type) best = i;
  }
  if (best) return *best;
  if (!matched)
    return bad_arguments(fmt::format("no Vulkan device is called \"{}\"", choice), "choose one of: " + list_of(devices));
  return machine_fault("no Vulkan device can be used: " + list_of(devices), {}, remedy);
}

} // namespace myo::gpu

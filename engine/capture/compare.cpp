#include "capture/compare.h"

#include <algorithm>
#include <cstdlib>

namespace myo::capture {
namespace {

int distance(const std::uint8_t *a, const std::uint8_t *b) {
  int largest = 0;
  for (int channel = 0; channel < 4; ++channel) largest = std::max(largest, std::abs(a[channel] - b[channel]));
  return largest;
}

template <class P> Status same_size(const P &a, const P &b) {
  if (a.width == b.width && a.height == b.height) return {};
  return bad_input(fmt::format("the pictures differ in size: {}x{} and {}x{}", a.width, a.height, b.width, b.height));
}

} // namespace

Result<Difference> compare(const Picture &a, const Picture &b, int allowed) {
  MYO_CHECK(same_size(a, b));
  Difference difference;
  std::uint64_t failing = 0;
  const std::size_t pixels = std::size_t{a.width} * a.height;
  for (std::size_t i = 0; i < pixels; ++i) {
    const int d = distance(a.rgba.data() + i * 4, b.rgba.data() + i * 4);
    difference.largest = std::max(difference.largest, d);
    if (d <= allowed) continue;
    if (failing++ == 0) {
      difference.first_x = static_cast<std::uint32_t>(i % a.width);
      difference.first_y = static_cast<std::uint32_t>(i / a.width);
    }
  }
  difference.share = pixels == 0 ? 0.0 : static_cast<double>(failing) / static_cast<double>(pixels);
  return difference;
}

Result<IdDifference> compare(const IdPicture &a, const IdPicture &b) {
  MYO_CHECK(same_size(a, b));
  IdDifference difference;
  for (std::size_t i = 0; i < a.ids.size(); ++i) {
    if (a.ids[i] == b.ids[i]) continue;
    if (difference.pixels++ == 0) {
      difference.first_x = static_cast<std::uint32_t>(i % a.width);
      difference.first_y = static_cast<std::uint32_t>(i / a.width);
      difference.a = a.ids[i];
      difference.b = b.ids[i];
    }
  }
  return difference;
}

Picture difference_picture(const Picture &a, const Picture &b, int allowed) {
  Picture shown{b.width, b.height, std::vector<std::uint8_t>(b.rgba.size())};
  for (std::size_t i = 0; i < b.rgba.size(); i += 4) {
    const std::uint8_t *p = b.rgba.data() + i;
    const auto grey = static_cast<std::uint8_t>(128 + (p[0] * 3 + p[1] * 6 + p[2]) / 20);
    const bool failing = distance(a.rgba.data() + i, p) > allowed;
    const std::uint8_t colour[4] = {failing ? std::uint8_t{220} : grey, failing ? std::uint8_t{0} : grey,
                                    failing ? std::uint8_t{0} : grey, 255};
    std::copy_n(colour, 4, shown.rgba.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return shown;
}

} // namespace myo::capture

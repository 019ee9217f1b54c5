#include "frame/length_colours.h"

#include "frame/colour.h"
#include "heat/ramp.h"
#include "rig/strain.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace myo::frame {
namespace {

// Evenly spaced from full_strain shorter to full_strain longer. Alike in depth on both sides of the middle.
constexpr std::array<std::uint32_t, 5> length_stops{0x17528F, 0x6FA8D6, 0xEFEBE3, 0xE39A4E, 0x9A4310};

// Muscles that end in skin or fascia, whose length nothing tells: no colour of the scale, and not red as flesh is.
constexpr std::uint32_t unknown_length = 0x8F8A86;

// Of light that falls on it, flesh throws back this much of what a lamp of its colour would give: else pale muscles glare.
constexpr float length_albedo = 0.86F;

} // namespace

vec3 length_srgb(double strain) {
  const double last = static_cast<double>(length_stops.size() - 1);
  const double place = std::clamp(0.5 * (strain / full_strain + 1), 0.0, 1.0) * last;
  const auto low = static_cast<std::size_t>(std::min(std::floor(place), last - 1));
  return glm::mix(srgb_hex(length_stops[low]), srgb_hex(length_stops[low + 1]), static_cast<float>(place - static_cast<double>(low)));
}

std::vector<vec4> length_paints(const View &view, const scene::Context &context) {
  if (!view.document->length_colours || context.rig == nullptr) return {};
  const rig::Strains &strains = context.rig->strains();
  const std::vector<rig::MuscleLength> lengths = strains.at(*view.pose);
  const auto paint_of = [](vec3 srgb) { return vec4{length_albedo * heat::to_linear(srgb), 1}; };
  std::vector<vec4> paints(context.body->structures.size(), vec4{0});
  for (std::size_t s = 0; s < paints.size(); ++s)
    if (context.body->structures[s].kind == format::Kind::muscle) paints[s] = paint_of(srgb_hex(unknown_length));
  for (std::size_t m = 0; m < lengths.size(); ++m) {
    const vec4 paint = paint_of(length_srgb(lengths[m].strain()));
    for (const std::uint32_t belly : strains.muscles()[m].bellies) paints[belly] = paint;
  }
  return paints;
}

} // namespace myo::frame

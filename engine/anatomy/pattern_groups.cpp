#include "anatomy/pattern_groups.h"

#include "anatomy/groups.h"

#include <algorithm>
#include <array>
#include <utility>

namespace myo::anatomy {
namespace {

// Regions of muscles, as their sheets name them, and the heading they come under.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> headings{{{"head", "Head and jaw"},
                                                                                  {"suboccipital", "Neck"},
                                                                                  {"neck", "Neck"},
                                                                                  {"neck_back", "Neck"},
                                                                                  {"shoulder", "Shoulder"},
                                                                                  {"chest", "Chest"},
                                                                                  {"back", "Back"},
                                                                                  {"abdomen", "Abdomen and pelvis"},
                                                                                  {"pelvis", "Abdomen and pelvis"},
                                                                                  {"arm", "Upper arm"},
                                                                                  {"forearm", "Forearm and hand"},
                                                                                  {"hand", "Forearm and hand"},
                                                                                  {"hip", "Hip and buttock"},
                                                                                  {"thigh", "Thigh"},
                                                                                  {"leg", "Leg and foot"},
                                                                                  {"foot", "Leg and foot"}}};
constexpr std::string_view others = "Others";

std::string_view heading_of(const Library &library, const Pattern &pattern) {
  const Muscle *muscle = pattern.muscles.empty() ? nullptr : library.muscle(pattern.muscles.front());
  if (muscle == nullptr) return others;
  const auto found = std::find_if(headings.begin(), headings.end(), [&](const auto &h) { return h.first == muscle->region; });
  return found == headings.end() ? others : found->second;
}

} // namespace

std::vector<PatternGroup> pattern_groups(const Library &library) {
  return grouped(headings, others, library.patterns, &PatternGroup::patterns, [&](const Pattern &p) { return heading_of(library, p); });
}

} // namespace myo::anatomy

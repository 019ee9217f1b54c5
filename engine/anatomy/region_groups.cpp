#include "anatomy/region_groups.h"

#include "anatomy/groups.h"

#include <algorithm>
#include <array>
#include <utility>

namespace myo::anatomy {
namespace {

// Beginnings of skin parts' names and the heading they come under.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> parts{{{"head", "Head and face"},
                                                                               {"neck", "Neck and throat"},
                                                                               {"girdle", "Shoulder"},
                                                                               {"thorax", "Chest and upper back"},
                                                                               {"abdomen", "Belly and lower back"},
                                                                               {"pelvis", "Pelvis and buttock"},
                                                                               {"arm", "Arm and elbow"},
                                                                               {"forearm", "Forearm and wrist"},
                                                                               {"hand", "Hand and fingers"},
                                                                               {"digit", "Hand and fingers"},
                                                                               {"thigh", "Thigh and knee"},
                                                                               {"leg", "Leg and ankle"},
                                                                               {"foot", "Foot and toes"}}};
constexpr std::string_view toes = "Foot and toes";

// What a region's own name says goes before the skin that it begins on: the forearm's skin is counted from the elbow up.
std::string_view title_of(const Region &region) {
  const std::string_view id = region.id;
  const auto named = [&](std::initializer_list<std::string_view> beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view b) { return id.starts_with(b); });
  };
  if (named({"neck", "throat", "suboccipital"})) return "Neck and throat";
  if (named({"shoulder", "scap", "suprascapular", "acromion", "clavicle", "axilla"})) return "Shoulder";
  if (named({"forearm", "wrist"})) return "Forearm and wrist";
  if (named({"leg", "ankle", "calf", "achilles"})) return "Leg and ankle";
  if (named({"lumbar", "back_low"})) return "Belly and lower back";
  if (named({"epigastrium", "hypochondrium"})) return "Belly and lower back";
  const std::string_view part = region.skin_of.empty() ? std::string_view{} : std::string_view(region.skin_of.front());
  if (part.starts_with("toe")) return toes;
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const auto &p) { return part.starts_with(p.first); });
  return found == parts.end() ? toes : found->second;
}

} // namespace

std::vector<RegionGroup> region_groups(const Library &library) {
  return grouped(parts, toes, library.regions, &RegionGroup::regions, title_of);
}

} // namespace myo::anatomy

#include "anatomy/features.h"

namespace myo::anatomy {
namespace {

const std::string &bone_of(const BoneSheet &sheet, const Feature &feature) { return sheet.pieces.empty() ? sheet.bone : feature.bone; }

} // namespace

std::string feature_landmark(const BoneSheet &sheet, const Feature &feature) {
  return feature.landmark.empty() ? bone_of(sheet, feature) + ":" + feature.id : feature.landmark;
}

std::string_view feature_bone(std::string_view landmark) {
  const std::size_t colon = landmark.find(':');
  return colon == std::string_view::npos || colon + 1 == landmark.size() ? std::string_view{} : landmark.substr(0, colon);
}

FeatureNames feature_names(std::span<const BoneSheet> sheets, const std::map<std::string, std::string, std::less<>> &words) {
  FeatureNames names;
  for (const BoneSheet &sheet : sheets)
    for (const Feature &feature : sheet.features) {
      const std::string &bone = bone_of(sheet, feature);
      const auto said = words.find(bone + "." + feature.id);
      names[feature_landmark(sheet, feature)] = {said != words.end() ? said->second : feature.name, bone};
    }
  return names;
}

} // namespace myo::anatomy

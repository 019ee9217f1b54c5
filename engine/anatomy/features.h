// The named features of bones, for labels: which landmarks of a body they are, and what they are called.
#pragma once

#include "anatomy/sheet.h"

#include <functional>
#include <map>
#include <span>
#include <string>

namespace myo::anatomy {

// The landmark that a feature becomes on a body: one of the vocabulary, else "scapula:spine".
[[nodiscard]] std::string feature_landmark(const BoneSheet &sheet, const Feature &feature);

struct FeatureName { std::string name, bone; };              // "Coracoid process", "scapula"
using FeatureNames = std::map<std::string, FeatureName, std::less<>>; // by landmark
[[nodiscard]] FeatureNames feature_names(std::span<const BoneSheet> sheets);

} // namespace myo::anatomy

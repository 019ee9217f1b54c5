// The named features of bones, for labels: which landmarks of a body they are, and what they are called.
#pragma once

#include "anatomy/sheet.h"

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace myo::anatomy {

// The landmark that a feature becomes on a body: one of the vocabulary, else "scapula:spine".
[[nodiscard]] std::string feature_landmark(const BoneSheet &sheet, const Feature &feature);

// The bone in such a name; empty for a landmark of the vocabulary.
[[nodiscard]] std::string_view feature_bone(std::string_view landmark);

struct FeatureName { std::string name, bone; };              // "Coracoid process", "scapula"
using FeatureNames = std::map<std::string, FeatureName, std::less<>>; // by landmark
// `words`: Library::feature_words, which go before the sheets' own names.
[[nodiscard]] FeatureNames feature_names(std::span<const BoneSheet> sheets, const std::map<std::string, std::string, std::less<>> &words = {});

} // namespace myo::anatomy

// Steps whose whole outcome is kept: what they add to a body, under everything that the body holds before them.
#pragma once

#include "anatomy/library_texts.h"
#include "assemble/result_cache.h"
#include "assemble/steps.h"

#include <initializer_list>
#include <string_view>

namespace myo::assemble {

// Of all that later steps may look at: structures with their surfaces and weights, joints, landmarks, patches. Not of notes,
// openness and what is drawn on the skin.
[[nodiscard]] std::uint64_t body_hash(const format::Body &body);

// Of the vocabulary's files, but those whose names begin with one of these words; nothing of no files.
[[nodiscard]] std::uint64_t texts_hash(const anatomy::Texts &texts, std::initializer_list<std::string_view> but);

// The step, or what it came to the last time that body and `given` (texts and whatever else it looks at) were as they are
// now. It may append structures and notes, and replace joints and landmarks; all else it leaves alone.
[[nodiscard]] Step kept(Step step, std::function<std::uint64_t()> given, ResultCache &cache);

} // namespace myo::assemble

// Which structures of two bodies are the same thing.
#pragma once

#include "assemble/compare/subject.h"

#include <string>
#include <vector>

namespace myo::assemble {

struct Match {
  std::string fma, id, name;                   // id: the vocabulary's where it has one, else A's structure
  format::Kind kind = format::Kind::bone;
  anatomy::Side side = anatomy::Side::midline;
  std::vector<std::uint32_t> a, b;             // structures; a concept may be in several pieces
};

// By FMA id and side; then, for what has no common FMA id, by the vocabulary's bone or muscle id and side. In A's order.
// Skin, deep surfaces and organs are no part of it, nor what the atlas builder added to B where its source has nothing.
// `only` empty: everything.
[[nodiscard]] std::vector<Match> match_bodies(const format::Body &a, const format::Body &b, const std::vector<Subject> &only);

} // namespace myo::assemble

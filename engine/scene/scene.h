// The document with its history, and the one function that changes it.
#pragma once

#include "anatomy/library.h"
#include "atlas/figure/figure.h"
#include "base/result.h"
#include "format/body.h"
#include "rig/rig.h"
#include "scene/commands.h"
#include "scene/document.h"

#include <cstdint>
#include <vector>

namespace myo::scene {

// What commands are understood against; outlives the calls, is never changed by them.
struct Context {
  const format::Body *body = nullptr;
  const anatomy::Library *library = nullptr;
  const rig::Rig *rig = nullptr;
  const atlas::Figure *figure = nullptr; // that the body was made of, if it is a foreign model
};

struct Scene {
  Document document;
  Versions versions;
  std::vector<Document> undo, redo;    // whole documents; newest last
  Gesture open_gesture = 0;            // the newest undo step belongs to it
};

inline constexpr std::size_t undo_depth = 200;

// Obeys or refuses whole; on error nothing has changed. Bulk edits are one command and one step of undo. Hovering is no
// step. A command that changes nothing is no step and bumps nothing.
[[nodiscard]] Status apply(Scene &scene, const Command &command, const Context &context);

// What the program opens on: the seed pattern, right side, from behind; of a foreign model all of it, from the front.
[[nodiscard]] Scene opening_scene(const Context &context);

// Structure indices meant by an id: a structure id, an FMA id, or a muscle or bone id of the vocabulary; empty = unknown.
[[nodiscard]] std::vector<std::uint32_t> resolve(const Context &context, std::string_view id);

// The ids of a muscle's structures on these sides, left first, each once.
[[nodiscard]] std::vector<std::string> muscle_parts(const Context &context, std::string_view muscle, heat::Sides sides);

// The same of all muscles of a pattern whose trigger point lies on these sides, each once.
[[nodiscard]] std::vector<std::string> pattern_parts(const Context &context, const anatomy::Pattern &pattern, heat::Sides sides);

} // namespace myo::scene

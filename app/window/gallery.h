// Pictures that are drawn apart and shown by the panels: the bodies of a comparison, and small pictures of patterns. Each is
// asked for anew in every frame in which it is wanted, is drawn when its document has changed, and is forgotten when nobody
// has asked for a while.
#pragma once

#include "frame.h"

#include <cstdint>
#include <list>
#include <string>
#include <vector>

namespace myo::app {

struct Plate {
  std::string name;
  std::uint32_t texture = 0;                   // for the panels
  scene::Document document;
  uvec2 size_px{0};
  bool composes = false;                       // the camera is placed when it is drawn
  std::uint64_t wanted = 0, drawn = 0;         // what it is to show, and shows; 0: nothing yet
  std::uint64_t version = 0;                   // of the pixels
  uvec2 drawn_size_px{0};
  std::uint64_t asked_in = 0;                  // the frame that wanted it last
  std::vector<std::uint8_t> rgba;
};

class Gallery {
public:
  void begin_frame() { ++frame_; }
  // The plate by this name, now wanted with this document and size. Stays where it is until it is forgotten.
  Plate &want(const std::string &name, const scene::Document &document, uvec2 size_px, bool composes);
  // Draws it anew where it is stale, or coarser than asked for.
  Status draw(Plate &plate, FrameLine &line, render::Renderer &renderer, atlas::Detail detail, std::uint32_t samples);
  // A small picture that was wanted in this frame and does not show it yet; nullptr: all do.
  [[nodiscard]] Plate *due();
  // All that there is to see of what was wanted in this frame.
  void add_textures(packet::Ui &ui) const;
  void forget() { plates_.clear(); }           // another body, another language

private:
  [[nodiscard]] std::uint32_t free_texture() const;
  std::list<Plate> plates_;
  std::uint64_t frame_ = 0, versions_ = 0;
};

} // namespace myo::app

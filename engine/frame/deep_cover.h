// Which bones hide the pain on a deep surface: those that lie in front of it and have nothing to do with it, as the arm
// bone from the side. What the surface lies on and under, ribs and shoulder blade, is seen through.
#pragma once

#include "frame/posed.h"
#include "frame/view.h"

#include <map>
#include <vector>

namespace myo::frame {

// What one view decides for all questions.
struct Glance {
  explicit Glance(const View &view) : project(view.document->camera, vec2{view.size_px}), carried(*view.pose), size_px(view.size_px) {}
  scene::Projector project;
  Reach carried;
  vec2 size_px;
};

class DeepCover {
public:
  explicit DeepCover(const atlas::Atlas &atlas) : atlas_(&atlas) {}

  // Whether `bone` (a structure) may hide what lies on `carrier` from this camera: their boxes overlap on the screen.
  [[nodiscard]] bool hides(std::uint32_t bone, std::uint32_t carrier, const Glance &glance);

private:
  [[nodiscard]] bool belongs(std::uint32_t bone, std::uint32_t carrier);
  const atlas::Atlas *atlas_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, bool> known_;
};

} // namespace myo::frame

// What can be seen of a body from where: the id picture, counted.
#pragma once

#include "frame.h"
#include "workbench.h"

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace myo {

struct Direction { const char *name; float azimuth_deg, elevation_deg; };
inline constexpr std::array six_sides{Direction{"front", 0, 0},   Direction{"behind", 180, 0}, Direction{"left", 90, 0},
                                      Direction{"right", 270, 0}, Direction{"above", 180, 90}, Direction{"below", 180, -90}};

// Pixels of each structure (index into the body's list) that is seen at all.
using Pixels = std::map<std::uint32_t, std::size_t>;

class Watch {
public:
  // Both outlive the watch.
  [[nodiscard]] static Result<std::unique_ptr<Watch>> open(const app::Workbench &workbench, render::Renderer &renderer);

  // These alone, solid, as large as the picture has room for; nearly a parallel projection.
  [[nodiscard]] Result<Pixels> look(const std::vector<std::uint32_t> &structures, const Direction &from, uvec2 size_px);
  // From every side the most that is seen of each.
  [[nodiscard]] Result<Pixels> look_round(const std::vector<std::uint32_t> &structures, std::uint32_t side_px);

private:
  Watch(const app::Workbench &workbench, render::Renderer &renderer, app::FrameLine line)
      : workbench_(workbench), renderer_(renderer), line_(std::move(line)) {}
  const app::Workbench &workbench_;
  render::Renderer &renderer_;
  app::FrameLine line_;
};

} // namespace myo

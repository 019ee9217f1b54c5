#include "cli/animation.h"

#include "anatomy/search.h"

#include <algorithm>
#include <charconv>

namespace myo::app::cli {

Result<std::vector<scene::Command>> animation_moment(const atlas::Figure &figure, const std::string &wanted, double time_s) {
  if (wanted.empty() && time_s < 0) return std::vector<scene::Command>{};
  if (figure.animations.empty()) return bad_arguments("this model has no animation");
  const atlas::FigureAnimation *animation = wanted.empty() ? &figure.animations.front() : figure.animation(wanted);
  if (animation == nullptr) {
    std::size_t number = 0;
    const auto [end, fault] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
    if (fault == std::errc{} && end == wanted.data() + wanted.size() && number >= 1 && number <= figure.animations.size())
      animation = &figure.animations[number - 1];
  }
  if (animation == nullptr) {
    std::vector<std::string> names;
    for (const atlas::FigureAnimation &a : figure.animations) names.push_back(a.name);
    const std::vector<std::string> near = anatomy::nearest_names(names, wanted, 1);
    return bad_arguments(fmt::format("this model has no animation \"{}\"", wanted),
                         near.empty() ? fmt::format("its {} are listed by myoscope view FILE --list", names.size()) : fmt::format("did you mean \"{}\"?", near.front()));
  }
  return std::vector<scene::Command>{scene::SetAnimation{animation->name, std::max(0.0, time_s), 0}};
}

} // namespace myo::app::cli

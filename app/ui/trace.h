// Where widgets are and what is selected, one line of JSON a frame, so that a test outside knows where to click.
#pragma once

#include "base/math.h"
#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace myo::app::ui {

class Trace {
public:
  Trace() = default;                                  // writes nothing
  [[nodiscard]] static Result<Trace> open(const std::filesystem::path &path);

  [[nodiscard]] bool on() const { return file_.is_open(); }
  // Remembers the rectangle of a widget drawn this frame, in window pixels.
  void widget(std::string_view id, vec2 low, vec2 high);
  // The same for the ImGui item just drawn.
  void item(std::string_view id);

  struct Facts {
    std::vector<std::string> selection;
    std::uint64_t state_hash = 0;
    uvec2 size{0};
    float scale = 1;
    std::uint64_t validation_messages = 0;
    std::uint64_t pictures_drawn = 0;                // by the renderer, without the panels
    std::uint64_t times_shown = 0;                   // that the window was given something new
    std::string hover;                               // structure under the pointer
    bool labels = false;
    std::string view;                                // the document as a view record; empty: there is none
    std::vector<std::pair<std::string, vec2>> points; // named points of the picture, in window pixels
    std::string notice;
    std::string query;                               // what is typed into the search field
  };
  void finish_frame(const Facts &facts);

private:
  std::ofstream file_;
  std::uint64_t frame_ = 0;
  std::vector<std::pair<std::string, vec4>> widgets_;
};

} // namespace myo::app::ui

#include "assemble/compare/sheet.h"

#include "assemble/compare/flow.h"
#include "assemble/compare/panel.h"
#include "base/parallel.h"

#include <algorithm>
#include <cmath>

namespace myo::assemble {
namespace {

constexpr vec3 red{0.80F, 0.16F, 0.12F}, blue{0.07F, 0.32F, 0.72F}, ink{0.13F, 0.14F, 0.17F}, grey{0.55F, 0.57F, 0.60F};
constexpr vec3 bone{0.84F, 0.77F, 0.66F}, neighbour{0.36F, 0.38F, 0.41F};
constexpr int margin_px = 14, header_px = 64;
constexpr vec2 around{Panel::left_px + Panel::right_px, Panel::top_px + Panel::bottom_px};
constexpr float largest_px_per_mm = 24;

Bounds region_of(const SheetBody &a, const SheetBody &b, const SheetOptions &options) {
  if (options.zoom) return *options.zoom;
  Bounds box = b.mesh.box;
  box.add(a.mesh.box);
  return box;
}

// Equally spaced across the box, on whole millimetres where it is wide enough (halves where it is not).
std::vector<float> planes_across(const Bounds &box, int axis, int count) {
  std::vector<float> out;
  const float size = box.high[axis] - box.low[axis], step = size > 20 ? 1.0F : 0.5F;
  for (int i = 0; i < count; ++i) {
    const float v = box.low[axis] + size * (static_cast<float>(i) + 0.5F) / static_cast<float>(count);
    out.push_back(std::round(v / step) * step);
  }
  return out;
}

// A window across an axis: [l, s] from the front, [p, s] from the side, [l, p] from below, as scans are shown.
PlaneWindow window_across(const Bounds &box, int axis) {
  if (axis == 0) return window_over(box, 1, 1, 2, 1);
  if (axis == 1) return window_over(box, 0, 1, 2, 1);
  return window_over(box, 0, 1, 1, -1);
}

struct ViewPanel { View view; Panel panel; const SheetBody *body; vec3 colour; Shaded shaded; };
struct PlanePanel { int axis; bool outline; float value; };

class Sheet {
public:
  Sheet(const SheetSubject &subject, const SheetBody &a, const SheetBody &b, const SheetOptions &options)
      : subject_(subject), a_(a), b_(b), options_(options), box_(region_of(a, b, options)) {
    const vec3 size = box_.size();
    for (const int axis : {0, 1, 2}) {
      const auto [first, second] = other_axes(axis);
      if (size[axis] > 2.2F * std::max(size[first], size[second])) long_axis_ = axis;
    }
    if (long_axis_ == 0) axes_ = {0, 2, 1};
    if (long_axis_ == 1) axes_ = {1, 2, 0};
  }

  void lay_out_views(int height) {
    std::vector<FlowItem> items;
    for (const View view : all_views) {
      const vec2 size = window_of(view).size();
      items.push_back({std::vector<vec2>(bodies().size(), size), false});
    }
    const Flow flow = lay_out(items, inner_width(), height, around, largest_px_per_mm);
    for (std::size_t i = 0; i < items.size(); ++i)
      for (std::size_t k = 0; k < bodies().size(); ++k) {
        const FlowPlace at = flow.places[i][k];
        views_.push_back({all_views[i], Panel::place(window_of(all_views[i]), flow.px_per_mm, margin_px + at.x, y_ + at.y),
                          bodies()[k], bodies()[k] == &a_ ? red : blue, {}});
      }
    y_ += flow.height;
  }

  void choose_planes() {
    Bounds spread = b_.mesh.empty() ? a_.mesh.box : b_.mesh.box;
    if (options_.zoom) spread = {glm::max(spread.low, box_.low), glm::min(spread.high, box_.high)};
    if (spread.empty()) spread = box_;
    for (const int axis : axes_) {
      planes_.push_back({axis, true, 0});
      // A long bone's shape is in the sections across it.
      const int count = axis == long_axis_ ? 8 : 4;
      // A midline structure is cut in the middle, then outwards on the left.
      const bool middle = axis == 0 && subject_.midline && spread.low.x < -0.3F * spread.size().x && spread.high.x > 0.3F * spread.size().x;
      if (middle) {
        for (int i = 0; i < count; ++i) planes_.push_back({axis, false, std::round(spread.high.x * static_cast<float>(i) / static_cast<float>(count))});
        continue;
      }
      for (const float value : planes_across(spread, axis, count)) planes_.push_back({axis, false, value});
    }
  }

  void lay_out_sections(int height) {
    if (!options_.planes.empty()) {
      for (const ChosenPlanes &chosen : options_.planes)
        for (const float value : chosen.values_mm) planes_.push_back({chosen.axis, false, value});
      place_planes(0, planes_.size(), height);
      return;
    }
    choose_planes();
    // Across a long bone the windows are small; they get a scale of their own.
    const std::size_t own = long_axis_ < 0 ? 0 : 9;
    const int before = y_;
    if (own > 0) place_planes(0, own, height * 45 / 100);
    place_planes(own, planes_.size(), height - (y_ - before));
  }

  void place_planes(std::size_t begin, std::size_t end, int height) {
    std::vector<FlowItem> items;
    for (std::size_t i = begin; i < end; ++i) items.push_back({{window_of(planes_[i]).size()}, planes_[i].outline});
    const Flow flow = lay_out(items, inner_width(), height, around, largest_px_per_mm);
    for (std::size_t i = begin; i < end; ++i) {
      const FlowPlace at = flow.places[i - begin][0];
      plane_panels_.push_back(Panel::place(window_of(planes_[i]), flow.px_per_mm, margin_px + at.x, y_ + at.y));
    }
    y_ += flow.height;
  }

  // Whatever needs no letters, on all cores.
  void shade_views() {
    parallel_for(std::size_t{0}, views_.size(), [&](std::size_t i) {
      ViewPanel &v = views_[i];
      v.shaded = shade({{&v.body->mesh, bone}, {&v.body->others, neighbour}}, frame_of(v.panel, eye_of(v.view, subject_.mirror)));
    });
  }

  void draw(Canvas &canvas) const {
    draw_header(canvas);
    for (const ViewPanel &v : views_) {
      draw_grid(canvas, v.panel);
      draw_shaded(canvas, v.panel.area.x, v.panel.area.y, v.shaded);
      draw_title(canvas, v.panel, std::string(v.body == &a_ ? "A  " : "B  ") + name_of(v.view, subject_.midline), v.colour);
    }
    for (std::size_t i = 0; i < planes_.size(); ++i) draw_plane(canvas, planes_[i], plane_panels_[i]);
  }

  [[nodiscard]] int height() const { return y_ + margin_px; }
  [[nodiscard]] int room_left() const { return options_.height_px - y_ - margin_px; }

private:
  [[nodiscard]] int inner_width() const { return options_.width_px - 2 * margin_px; }
  [[nodiscard]] std::vector<const SheetBody *> bodies() const {
    if (a_.mesh.empty()) return {&b_};
    if (b_.mesh.empty()) return {&a_};
    return {&a_, &b_};
  }
  [[nodiscard]] PlaneWindow window_of(View view) const {
    const Eye eye = eye_of(view, subject_.mirror);
    return window_over(box_, eye.right, eye.right_sign, eye.up, eye.up_sign);
  }
  // A chosen plane shows what lies in it, large; the others show the whole structure, so that they can be compared.
  [[nodiscard]] PlaneWindow window_of(const PlanePanel &plane) const {
    Bounds box = box_;
    if (!options_.planes.empty() && !options_.zoom) {
      Bounds seen;
      const auto [u, v] = other_axes(plane.axis);
      for (const LpsMesh *mesh : {&a_.mesh, &b_.mesh})
        for (const auto &piece : cut(mesh->positions, mesh->indices, plane.axis, plane.value).pieces)
          for (const vec2 p : piece) {
            vec3 q(0);
            q[u] = p.x, q[v] = p.y;
            seen.add(q);
          }
      if (!seen.empty()) box = seen;
    }
    return window_across(box, plane.axis);
  }
  [[nodiscard]] Frame frame_of(const Panel &panel, const Eye &eye) const {
    Frame frame{eye, {panel.window.low.x, panel.window.high.y}, panel.px_per_mm, panel.area.width, panel.area.height, box_};
    if (!options_.zoom) frame.box = {vec3(-1e6F), vec3(1e6F)}; // neighbours may stick out
    return frame;
  }

  void draw_header(Canvas &canvas) const {
    canvas.write(subject_.title, {margin_px, 22}, {24, true, text::Align::left}, {ink, 1});
    const auto line = [&](const SheetBody &body, std::string_view letter, vec3 colour, float y) {
      const float x = static_cast<float>(options_.width_px - margin_px);
      const std::string words = fmt::format("{}  {}   {}", letter, body.name, body.mesh.empty() ? "does not have it" : body.note);
      canvas.write(words, {x, y}, {15, false, text::Align::right}, {colour, 1});
    };
    line(a_, "A", red, 17);
    line(b_, "B", blue, 39);
    canvas.write("[lateral, posterior, superior] mm", {margin_px, 48}, {13, false, text::Align::left}, {grey, 1});
  }

  void draw_plane(Canvas &canvas, const PlanePanel &plane, const Panel &panel) const {
    static constexpr std::array letters{"l", "p", "s"};
    draw_grid(canvas, panel);
    const auto axis = static_cast<std::size_t>(plane.axis);
    if (plane.outline) {
      const Eye eye{panel.window.right, panel.window.up, plane.axis, panel.window.right_sign, panel.window.up_sign, 1};
      for (const auto &[body, colour] : {std::pair{&b_, blue}, std::pair{&a_, red}})
        if (!body->mesh.empty()) draw_silhouette(canvas, panel, silhouette(body->mesh, frame_of(panel, eye)), colour, 0.10F);
      draw_title(canvas, panel, "outline", ink);
      return;
    }
    const auto section = [&](const LpsMesh &mesh) { return cut(mesh.positions, mesh.indices, plane.axis, plane.value); };
    if (!b_.others.empty()) draw_section(canvas, panel, section(b_.others), grey, 0, 1);
    if (!b_.mesh.empty()) draw_section(canvas, panel, section(b_.mesh), blue, 0.12F, 1.8F);
    if (!a_.mesh.empty()) draw_section(canvas, panel, section(a_.mesh), red, 0.10F, 1.8F);
    draw_title(canvas, panel, fmt::format("{} = {:g} mm", letters[axis], plane.value), ink);
  }

  const SheetSubject &subject_;
  const SheetBody &a_, &b_;
  const SheetOptions &options_;
  Bounds box_;
  int long_axis_ = -1;                         // of a structure more than twice as long as wide
  std::array<int, 3> axes_{2, 1, 0};           // in the order of their rows
  int y_ = header_px;
  std::vector<ViewPanel> views_;
  std::vector<PlanePanel> planes_;
  std::vector<Panel> plane_panels_;
};

} // namespace

Result<capture::Picture> draw_sheet(const SheetSubject &subject, const SheetBody &a, const SheetBody &b,
                                    const SheetOptions &options, text::Typesetter &typesetter, Progress &progress) {
  if (a.mesh.empty() && b.mesh.empty()) return bad_input("neither body has it", subject.title);
  Sheet sheet(subject, a, b, options);
  if (options.views) sheet.lay_out_views(options.sections ? sheet.room_left() * 45 / 100 : sheet.room_left());
  if (options.sections) sheet.lay_out_sections(sheet.room_left());
  progress.report("Shading", 0.4F);
  sheet.shade_views();
  if (progress.cancelled()) return cancelled();
  progress.report("Drawing", 0.8F);
  Canvas canvas(options.width_px, sheet.height(), vec3(0.955F, 0.958F, 0.962F), typesetter);
  sheet.draw(canvas);
  return canvas.picture();
}

} // namespace myo::assemble

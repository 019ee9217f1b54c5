#include "assemble/compare/region_plate.h"

#include "assemble/compare/panel.h"
#include "assemble/landmarks.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace myo::assemble {
namespace {

using anatomy::Side;

constexpr vec3 plate_paper(0.985F), no_region(0.62F, 0.60F, 0.57F), plate_ink(0.12F);
constexpr float plate_px_per_mm = 0.92F, plate_over_skin = 0.7F;
constexpr int plate_margin = 24, plate_row_px = 15, plate_names_px = 262, plate_title_px = 44;

// Hues a golden angle apart, in three lightnesses: neighbours in the list never look alike.
vec3 region_colour(std::size_t n) {
  const float hue = 6.0F * std::fmod(0.618034F * static_cast<float>(n), 1.0F), light = n % 3 == 0 ? 0.80F : n % 3 == 1 ? 0.55F : 0.36F;
  const auto channel = [&](float shift) {
    const float h = std::fmod(hue + shift, 6.0F), ramp = std::clamp(std::abs(h - 3.0F) - 1.0F, 0.0F, 1.0F);
    return light * (0.25F + 0.75F * ramp);
  };
  return {channel(0), channel(4), channel(2)};
}

// For every vertex of a carrier the smallest region that holds it, as an index into the library's; none: the last.
std::vector<std::size_t> regions_at(const format::Body &body, const anatomy::Library &library, std::uint32_t carrier) {
  const std::size_t none = library.regions.size(), count = body.structures[carrier].mesh.positions.size();
  std::vector<std::size_t> of(count, none);
  std::vector<float> size(count, 1e30F);
  for (const format::RegionField &field : body.regions) {
    if (field.carrier != carrier) continue;
    const auto known = std::find_if(library.regions.begin(), library.regions.end(), [&](const auto &r) { return r.id == field.region; });
    const auto region = static_cast<std::size_t>(known - library.regions.begin());
    for (std::size_t i = 0; i < field.vertices.size(); ++i) {
      const std::uint32_t v = field.vertices[i];
      const bool own_side = field.side == Side::midline || anatomy::sign(field.side) * body.structures[carrier].mesh.positions[v].x >= 0;
      if (field.distance_mm[i] < 0 && own_side && field.area_cm2 < size[v]) of[v] = region, size[v] = field.area_cm2;
    }
  }
  return of;
}

// The carriers' triangles by region; a triangle belongs where two of its corners do.
std::map<std::size_t, LpsMesh> split_by_region(const format::Body &body, const anatomy::Library &library, const std::vector<std::uint32_t> &carriers) {
  const BodyFrame frame = BodyFrame::of(Side::left, midline_x(body));
  std::map<std::size_t, LpsMesh> out;
  for (const std::uint32_t carrier : carriers) {
    const std::vector<std::size_t> of = regions_at(body, library, carrier);
    const LpsMesh whole = lps_mesh(body, {carrier}, frame);
    for (std::size_t t = 0; t + 2 < whole.indices.size(); t += 3) {
      const std::uint32_t *c = &whole.indices[t];
      LpsMesh &part = out[of[c[0]] == of[c[1]] || of[c[0]] == of[c[2]] ? of[c[0]] : of[c[1]]];
      for (int k = 0; k < 3; ++k) {
        part.indices.push_back(static_cast<std::uint32_t>(part.positions.size()));
        part.positions.push_back(whole.positions[c[k]]);
        part.normals.push_back(whole.normals[c[k]]);
        part.box.add(whole.positions[c[k]]);
      }
    }
  }
  return out;
}

std::vector<Layer> region_layers(const std::map<std::size_t, LpsMesh> &parts, const anatomy::Library &library) {
  std::vector<Layer> out;
  out.reserve(parts.size());
  for (const auto &[region, mesh] : parts) out.push_back({&mesh, region == library.regions.size() ? no_region : region_colour(region)});
  return out;
}

void list_region_names(Canvas &canvas, const anatomy::Library &library, int x, int y, int rows) {
  for (std::size_t n = 0; n < library.regions.size(); ++n) {
    const int at_x = x + static_cast<int>(n) / rows * plate_names_px, at_y = y + static_cast<int>(n) % rows * plate_row_px;
    const vec3 linear = region_colour(n);
    canvas.rect({at_x, at_y, 16, plate_row_px - 4}, {vec3(std::sqrt(linear.x), std::sqrt(linear.y), std::sqrt(linear.z)), 1});
    canvas.write(library.regions[n].name, {static_cast<float>(at_x + 22), static_cast<float>(at_y) + 0.5F * (plate_row_px - 4)}, {11.5F, false, text::Align::left}, {plate_ink, 1});
  }
}

} // namespace

Result<capture::Picture> draw_region_plate(const format::Body &body, const anatomy::Library &library, text::Typesetter &typesetter) {
  std::vector<std::uint32_t> skin, deep;
  for (std::uint32_t i = 0; i < body.structures.size(); ++i) {
    if (body.structures[i].kind == format::Kind::skin) skin.push_back(i);
    if (body.structures[i].kind == format::Kind::deep_surface) deep.push_back(i);
  }
  if (skin.empty()) return bad_input("the body has no skin to show regions on", body.name, "build or import it again");
  const auto outside = split_by_region(body, library, skin);
  auto inside = split_by_region(body, library, deep);
  inside.erase(library.regions.size());
  const std::vector<Layer> outer = region_layers(outside, library), inner = region_layers(inside, library);
  Bounds box;
  for (const auto &[region, mesh] : outside) box.add(mesh.box.low), box.add(mesh.box.high);
  const vec3 size = box.size();
  const auto px = [](float mm) { return static_cast<int>(std::lround(mm * plate_px_per_mm)); };
  // Four standing views beside one another, the two from above and below under each other, then the names.
  const int tall = px(size.z), wide = px(size.x), thick = px(size.y), rows = (tall - 8) / plate_row_px;
  const int columns = static_cast<int>(library.regions.size()) / rows + 1;
  const int width = 7 * plate_margin + 3 * wide + 2 * thick + columns * plate_names_px;
  Canvas canvas(width, plate_title_px + tall + 2 * plate_margin, plate_paper, typesetter);
  canvas.write("Regions of " + body.name, {static_cast<float>(plate_margin), 0.6F * plate_title_px}, {22, true, text::Align::left}, {plate_ink, 1});
  int x = plate_margin;
  const auto view = [&](View which, int at_x, int at_y, int w, int h) {
    const Eye eye = eye_of(which, 1);
    const float left = eye.right_sign > 0 ? box.low[eye.right] : -box.high[eye.right], top = eye.up_sign > 0 ? box.high[eye.up] : -box.low[eye.up];
    const Frame frame{eye, {left, top}, plate_px_per_mm, w, h, box};
    draw_shaded(canvas, at_x, at_y, shade(outer, frame));
    draw_shaded(canvas, at_x, at_y, shade(inner, frame), plate_over_skin);
  };
  const int y = plate_title_px + plate_margin / 2;
  for (const View which : {View::anterior, View::posterior}) view(which, x, y, wide, tall), x += wide + plate_margin;
  for (const View which : {View::lateral, View::medial}) view(which, x, y, thick, tall), x += thick + plate_margin;
  view(View::superior, x, y, wide, thick), view(View::inferior, x, y + thick + 2 * plate_margin, wide, thick);
  x += wide + plate_margin;
  list_region_names(canvas, library, x, y, rows);
  return canvas.picture();
}

} // namespace myo::assemble

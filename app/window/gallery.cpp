#include "window/gallery.h"

#include "base/hash.h"

#include <algorithm>
#include <array>

namespace myo::app {
namespace {

constexpr std::size_t most_plates = 32;
constexpr std::uint64_t detail_bits = 3;

// What a plate shows, without how finely it is drawn; never 0.
std::uint64_t content(const scene::Document &document, uvec2 size_px) {
  const std::array<std::uint64_t, 3> parts{scene::state_hash(document), size_px.x, size_px.y};
  return (hash_span(std::span<const std::uint64_t>(parts)) & ~detail_bits) | (detail_bits + 1);
}

} // namespace

std::uint32_t Gallery::free_texture() const {
  for (std::uint32_t texture = 1;; ++texture) // 0 is the letters'
    if (std::ranges::find(plates_, texture, &Plate::texture) == plates_.end()) return texture;
}

Plate &Gallery::want(const std::string &name, const scene::Document &document, uvec2 size_px, bool composes) {
  auto place = std::ranges::find(plates_, name, &Plate::name);
  if (place == plates_.end()) {
    if (plates_.size() >= most_plates) plates_.erase(std::ranges::min_element(plates_, {}, &Plate::asked_in));
    Plate made;
    made.name = name;
    made.texture = free_texture();
    place = plates_.insert(plates_.end(), std::move(made));
  }
  Plate &plate = *place;
  plate.asked_in = frame_;
  const std::uint64_t wanted = content(document, size_px);
  if (wanted == plate.wanted) return plate;
  plate.wanted = wanted;
  plate.document = document;
  plate.size_px = size_px;
  plate.composes = composes;
  return plate;
}

Status Gallery::draw(Plate &plate, FrameLine &line, render::Renderer &renderer, atlas::Detail detail, std::uint32_t samples) {
  const std::uint64_t finished = plate.wanted | static_cast<std::uint64_t>(detail == atlas::Detail::full ? 1 : 0) | (samples > 1 ? 2U : 0U);
  if (plate.drawn == finished) return {};
  FrameInput input;
  input.size_px = plate.size_px;
  input.detail = detail;
  input.samples = samples;
  input.capture.colour = true;
  auto answer = line.draw_apart(renderer, plate.document, input, plate.composes);
  MYO_TRY(answer);
  plate.rgba = std::move(answer->colour);
  plate.drawn = finished;
  plate.drawn_size_px = plate.size_px;
  plate.version = ++versions_; // of all plates: a texture's number may go from one to another
  return {};
}

Plate *Gallery::due() {
  for (Plate &plate : plates_)
    if (plate.composes && plate.asked_in == frame_ && (plate.drawn & ~detail_bits) != plate.wanted) return &plate;
  return nullptr;
}

void Gallery::add_textures(packet::Ui &ui) const {
  for (const Plate &plate : plates_)
    if (plate.asked_in == frame_ && !plate.rgba.empty()) ui.textures.push_back({plate.texture, plate.version, plate.drawn_size_px, plate.rgba});
}

} // namespace myo::app

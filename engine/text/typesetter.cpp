#include "text/typesetter.h"

#include "text/face.h"
#include "text/shelf.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

namespace myo::text {
namespace fs = std::filesystem;
namespace {

constexpr std::uint32_t atlas_width = 1024;
constexpr int subpixels = 4; // horizontal places a glyph is drawn at, so that spacing looks even at small sizes

} // namespace

struct Typesetter::Impl {
  struct Cell { Coverage shape; uvec2 corner{0}; };
  std::vector<Face> faces;
  std::array<std::vector<std::uint32_t>, 2> chains; // a weight -> faces in order of preference
  Shelves shelves{atlas_width};
  GlyphAtlas atlas;
  std::uint64_t generation = 0;
  std::map<std::tuple<std::uint32_t, std::uint32_t, int, int>, Cell> cells; // face, glyph, size in 1/64 px, subpixel

  struct Run { std::uint32_t face; std::string_view text; };
  std::vector<Run> runs(std::string_view text, Weight weight) const;
  struct Shaped { Glyph glyph; float advance_px; vec2 offset_px; char32_t letter; };
  std::vector<Shaped> shape(std::string_view text, Style style) const;
  const Cell &cell(std::uint32_t face, std::uint32_t glyph, float size_px, int subpixel);
};

// Splits where the first face that holds a letter changes; spaces stay with what is before them.
std::vector<Typesetter::Impl::Run> Typesetter::Impl::runs(std::string_view text, Weight weight) const {
  const std::vector<std::uint32_t> &chain = chains[static_cast<std::size_t>(weight)];
  std::vector<Run> found;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at;
    const char32_t letter = next_letter(text, next);
    std::uint32_t face = chain.front();
    if (!(letter == U' ' && !found.empty()))
      for (const std::uint32_t candidate : chain)
        if (faces[candidate].has(letter)) {
          face = candidate;
          break;
        }
    if (letter == U' ' && !found.empty()) face = found.back().face;
    if (found.empty() || found.back().face != face) found.push_back({face, text.substr(at, 0)});
    found.back().text = std::string_view{found.back().text.data(), found.back().text.size() + (next - at)};
    at = next;
  }
  return found;
}

std::vector<Typesetter::Impl::Shaped> Typesetter::Impl::shape(std::string_view text, Style style) const {
  std::vector<Shaped> shaped;
  for (const Run &run : runs(text, style.weight))
    for (const ShapedGlyph &g : faces[run.face].shape(run.text)) {
      std::size_t at = g.cluster;
      shaped.push_back({{run.face, g.index, {}},
                        g.advance.x * style.size_px,
                        vec2{g.offset.x, -g.offset.y} * style.size_px,
                        next_letter(run.text, at)});
    }
  return shaped;
}

const Typesetter::Impl::Cell &Typesetter::Impl::cell(std::uint32_t face, std::uint32_t glyph, float size_px, int subpixel) {
  const auto key = std::tuple{face, glyph, static_cast<int>(std::lround(size_px * 64.0F)), subpixel};
  if (const auto known = cells.find(key); known != cells.end()) return known->second;
  Cell fresh{faces[face].draw(glyph, size_px, static_cast<float>(subpixel) / subpixels), {}};
  if (fresh.shape.width + 2 > atlas_width) fresh.shape = {}; // larger than any text in a picture is
  if (fresh.shape.width > 0) {
    fresh.corner = shelves.take(fresh.shape.width, fresh.shape.height);
    std::uint32_t height = std::max(atlas.height, 128U);
    while (height < shelves.height()) height *= 2;
    atlas.width = atlas_width;
    atlas.height = height;
    atlas.coverage.resize(std::size_t{atlas_width} * height, 0);
    for (std::uint32_t y = 0; y < fresh.shape.height; ++y)
      std::copy_n(fresh.shape.alpha.begin() + static_cast<std::ptrdiff_t>(std::size_t{y} * fresh.shape.width),
                  fresh.shape.width,
                  atlas.coverage.begin() +
                      static_cast<std::ptrdiff_t>(std::size_t{fresh.corner.y + y} * atlas_width + fresh.corner.x));
    atlas.version = ++generation;
  }
  return cells.emplace(key, std::move(fresh)).first->second;
}

Typesetter::Typesetter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Typesetter::Typesetter(Typesetter &&) noexcept = default;
Typesetter &Typesetter::operator=(Typesetter &&) noexcept = default;
Typesetter::~Typesetter() = default;

Result<Typesetter> Typesetter::open() {
  std::vector<fs::path> regular, semibold;
  for (const char *folder : {"/usr/share/fonts/opentype/inter", "/usr/share/fonts/truetype/inter",
                             "/usr/local/share/fonts/inter", "/usr/share/fonts/inter"})
    for (const char *ending : {".otf", ".ttf"}) {
      regular.push_back(fs::path(folder) / (std::string("Inter-Regular") + ending));
      semibold.push_back(fs::path(folder) / (std::string("Inter-SemiBold") + ending));
    }
  for (const char *folder : {"/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/TTF", "/usr/share/fonts/dejavu"}) {
    regular.push_back(fs::path(folder) / "DejaVuSans.ttf");
    semibold.push_back(fs::path(folder) / "DejaVuSans-Bold.ttf");
    semibold.push_back(fs::path(folder) / "DejaVuSans.ttf"); // the small package has no bold
  }
  return open(regular, semibold);
}

Result<Typesetter> Typesetter::open(std::span<const fs::path> regular, std::span<const fs::path> semibold) {
  auto impl = std::make_unique<Impl>();
  std::map<fs::path, std::uint32_t> opened;
  const std::array lists{regular, semibold};
  for (std::size_t weight = 0; weight < lists.size(); ++weight)
    for (const fs::path &path : lists[weight]) {
      std::error_code code;
      if (!fs::is_regular_file(path, code)) continue;
      if (!opened.contains(path)) {
        auto face = Face::open(path);
        MYO_TRY(face);
        opened[path] = static_cast<std::uint32_t>(impl->faces.size());
        impl->faces.push_back(std::move(*face));
      }
      impl->chains[weight].push_back(opened[path]);
    }
  if (impl->chains[1].empty()) impl->chains[1] = impl->chains[0];
  if (impl->chains[0].empty())
    return machine_fault("no font found to write in the picture with", {},
                         "install the package fonts-inter (or fonts-dejavu-core)");
  return Typesetter{std::move(impl)};
}

Block Typesetter::lay_out(std::string_view utf8, Style style, float wrap_px, Align align) {
  const std::string text = valid_utf8(utf8);
  Block block;
  block.style = style;
  const Face &face = impl_->faces[impl_->chains[static_cast<std::size_t>(style.weight)].front()];
  const float line_px = style.line_height * style.size_px;
  block.cap_px = face.cap_height() * style.size_px;
  // The letters' body sits in the middle of its line, so that equal margins look equal.
  block.ascent_px = 0.5F * (line_px + (face.ascent() - face.descent()) * style.size_px);

  std::vector<float> line_widths;
  const auto end_line = [&](std::size_t first, float width) {
    block.width_px = std::max(block.width_px, width);
    line_widths.push_back(width);
    for (std::size_t i = first; i < block.glyphs.size(); ++i)
      block.glyphs[i].origin_px.y += block.ascent_px + line_px * static_cast<float>(block.lines);
    ++block.lines;
  };
  std::vector<std::size_t> line_starts;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t stop = std::min(text.find('\n', start), text.size());
    const std::vector<Impl::Shaped> shaped = impl_->shape(std::string_view{text}.substr(start, stop - start), style);
    std::size_t from = 0;
    do {
      float pen = 0, broken_width = 0;         // broken_width: what the line measures when it ends at `broken`
      std::size_t to = from, broken = from;
      while (to < shaped.size() && (pen + (shaped[to].letter == U' ' ? 0 : shaped[to].advance_px) <= wrap_px || broken == from)) {
        const bool dot_follows = to + 1 < shaped.size() && shaped[to + 1].letter == U'\u00B7'; // it ends a line and begins none
        if (shaped[to].letter == U' ' && to > from && !dot_follows) {
          broken = to;
          broken_width = pen;
          if (pen > wrap_px) break;            // one word alone passed the edge: end after it
        }
        pen += shaped[to++].advance_px;
      }
      const bool whole = to == shaped.size() && (pen <= wrap_px || broken == from);
      const std::size_t end = whole ? shaped.size() : broken;
      line_starts.push_back(block.glyphs.size());
      float x = 0;
      for (std::size_t i = from; i < end; ++i) {
        Glyph glyph = shaped[i].glyph;
        glyph.origin_px = vec2{x, 0} + shaped[i].offset_px;
        block.glyphs.push_back(glyph);
        x += shaped[i].advance_px;
      }
      end_line(line_starts.back(), whole ? pen : broken_width);
      from = end;
      while (from < shaped.size() && shaped[from].letter == U' ') ++from;
    } while (from < shaped.size());
    start = stop + 1;
  }
  block.height_px = line_px * static_cast<float>(block.lines);
  if (align != Align::left)
    for (std::size_t line = 0; line < line_starts.size(); ++line) {
      const float room = block.width_px - line_widths[line];
      const std::size_t end = line + 1 < line_starts.size() ? line_starts[line + 1] : block.glyphs.size();
      for (std::size_t i = line_starts[line]; i < end; ++i)
        block.glyphs[i].origin_px.x += align == Align::right ? room : 0.5F * room;
    }
  return block;
}

float Typesetter::width_px(std::string_view utf8, Style style) { return lay_out(utf8, style).width_px; }

std::string Typesetter::shorten(std::string_view utf8, Style style, float limit_px) {
  std::string text = valid_utf8(utf8);
  if (width_px(text, style) <= limit_px) return text;
  std::vector<std::size_t> ends;
  for (std::size_t at = 0; at < text.size();) {
    ends.push_back(at);
    next_letter(text, at);
  }
  while (!ends.empty()) {
    std::string tried = text.substr(0, ends.back());
    while (!tried.empty() && tried.back() == ' ') tried.pop_back();
    tried += "\u2026";
    if (width_px(tried, style) <= limit_px) return tried;
    ends.pop_back();
  }
  return {};
}

void Typesetter::place(const Block &block, vec2 at_px, std::vector<Quad> &quads) {
  for (const Glyph &glyph : block.glyphs) {
    const vec2 pen = at_px + glyph.origin_px;
    const int steps = static_cast<int>(std::floor(pen.x * subpixels + 0.5F));
    const int subpixel = ((steps % subpixels) + subpixels) % subpixels;
    const int whole = (steps - subpixel) / subpixels; // exact
    const auto column = static_cast<float>(whole);
    const Impl::Cell &cell = impl_->cell(glyph.font, glyph.index, block.style.size_px, subpixel);
    if (cell.shape.width == 0) continue;
    const vec2 low{column + static_cast<float>(cell.shape.left),
                   std::floor(pen.y + 0.5F) - static_cast<float>(cell.shape.top)};
    const vec2 size{cell.shape.width, cell.shape.height};
    quads.push_back({low, low + size, vec2{cell.corner}, vec2{cell.corner} + size});
  }
}

const GlyphAtlas &Typesetter::atlas() const { return impl_->atlas; }

void Typesetter::trim(std::uint32_t texels) {
  if (impl_->atlas.coverage.size() <= texels) return;
  impl_->cells.clear();
  impl_->shelves = Shelves{atlas_width};
  impl_->atlas = {++impl_->generation, 0, 0, {}};
}

} // namespace myo::text

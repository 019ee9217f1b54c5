#include "frame/label_layout.h"
#include "frame/length_colours.h"
#include "frame/lettering.h"
#include "frame/zone_letters.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <tuple>

namespace myo::frame {
namespace {

using text::Align;
using text::Block;
using text::Style;
using text::Weight;

Box whole(const View &view) { return view.free_px.value_or(Box{vec2{0}, vec2{view.size_px}}); }
vec2 rounded(vec2 p) { return glm::floor(p + 0.5F); }

std::size_t inside(const Box &box, const std::vector<vec2> &points) {
  return static_cast<std::size_t>(std::count_if(points.begin(), points.end(), [&](vec2 p) {
    return p.x >= box.low.x && p.x <= box.high.x && p.y >= box.low.y && p.y <= box.high.y;
  }));
}

void cross(Canvas &canvas, vec2 centre, float reach, const Theme &theme) {
  const vec2 a{reach, reach}, b{reach, -reach};
  const float width = std::max(2.0F, 0.42F * reach);
  for (const auto &[w, c] : {std::pair{width + 3.0F, theme.halo}, std::pair{width, theme.cross}}) {
    canvas.line(centre - a, centre + a, w, colour(c));
    canvas.line(centre - b, centre + b, w, colour(c));
  }
}

// A laid out stack of blocks and signs, before it has a place.
struct Card {
  struct Item { Block block; vec2 at{0}; vec3 ink{0}; };
  std::vector<Item> items;
  struct Sign { Wording::Row row; vec2 centre{0}; };
  std::vector<Sign> signs;
  Box bar;                         // of length colours
  vec2 size{0};

  void add(Block block, vec2 at, vec3 ink) {
    size = glm::max(size, at + vec2{block.width_px, block.height_px});
    items.push_back({std::move(block), at, ink});
  }
};

// Lines of nearly equal length: no last line of one word.
Block balanced(text::Typesetter &t, const std::string &words, Style style, float width) {
  Block block = t.lay_out(words, style, width);
  float low = 0.5F * width, high = width;
  if (block.lines < 2 || block.lines > 4) return block;
  for (int step = 0; step < 7; ++step) {
    const float middle = 0.5F * (low + high);
    Block tried = t.lay_out(words, style, middle);
    if (tried.lines == block.lines && tried.width_px <= middle) block = std::move(tried), high = middle;
    else low = middle;
  }
  return block;
}

Card title_card(text::Typesetter &t, const Wording &w, float width, const Theme &theme, const Measures &m) {
  Card card;
  if (!w.title.empty()) card.add(balanced(t, w.title, {Weight::semibold, m.title_px, 1.18F}, width), {0, 0}, theme.ink);
  if (!w.subtitle.empty())
    card.add(balanced(t, w.subtitle, {Weight::regular, 0.86F * m.base_px, 1.35F}, width),
             {0, card.size.y + (w.title.empty() ? 0.0F : 0.28F * m.base_px)}, theme.quiet);
  return card;
}

// The bar of length colours under what the card has already, and its words under that.
void add_bar(Card &card, text::Typesetter &t, const Wording::Scale &words, const Theme &theme, const Measures &m) {
  const Style style{Weight::regular, 0.82F * m.base_px, 1.2F};
  const float least = std::max(card.size.x, 10.5F * m.base_px), gap = 0.5F * m.base_px, wrap = least / 3 - gap;
  Block low = t.lay_out(words.low, style, wrap), middle = t.lay_out(words.middle, style, wrap, Align::centre),
        high = t.lay_out(words.high, style, wrap, Align::right);
  const float width = std::max(least, 2 * std::max(low.width_px, high.width_px) + middle.width_px + 2 * gap);
  const float top = card.size.y + (card.items.empty() ? 0.0F : 0.45F * m.base_px), under = top + 0.8F * m.base_px;
  card.bar = {{0, top}, {width, under}};
  const float words_at = under + 0.15F * m.base_px, middle_at = 0.5F * (width - middle.width_px), high_at = width - high.width_px;
  card.add(std::move(low), {0, words_at}, theme.quiet);
  card.add(std::move(middle), {middle_at, words_at}, theme.quiet);
  card.add(std::move(high), {high_at, words_at}, theme.quiet);
}

void draw_bar(Canvas &canvas, const Box &bar, const Theme &theme) {
  const int steps = std::max(24, static_cast<int>(0.5F * bar.size().x)); // two pixels wide: the eye sees none of them
  const float width = bar.size().x / static_cast<float>(steps);
  for (int i = 0; i < steps; ++i) {
    const float left = bar.low.x + width * static_cast<float>(i);
    const double strain = full_strain * (2.0 * (i + 0.5) / steps - 1);
    canvas.box({{left, bar.low.y}, bar.high}, 0, colour(length_srgb(strain))); // to the end: the next covers it, no seams
  }
  canvas.frame(bar, 0, 1.0F, colour(theme.ink, 0.28F)); // the pale middle stays visible on a light ground
}

// The note under the rows may be wider than they are, or be broken to keep the card narrow.
Card legend_card(text::Typesetter &t, const Wording &w, float width, bool narrow, const Theme &theme, const Measures &m) {
  Card card;
  const float row = 1.62F * m.base_px, sign = 1.5F * m.base_px;
  for (const Wording::Row &r : w.rows) {
    const Block block = t.lay_out(r.words, {Weight::regular, m.base_px, 1.2F}, width - sign - 0.5F * m.base_px);
    const float height = std::max(row, block.height_px);
    card.signs.push_back({r, {0.5F * sign, card.size.y + 0.5F * height}});
    card.add(block, {sign + 0.5F * m.base_px, card.size.y + 0.5F * (height - block.height_px)}, theme.ink);
    card.size.y = std::max(card.size.y, card.signs.back().centre.y + 0.5F * height);
  }
  if (!w.note.empty())
    card.add(t.lay_out(w.note, {Weight::regular, 0.86F * m.base_px, 1.3F}, narrow ? std::max(card.size.x, 9.0F * m.base_px) : width),
             {0, card.size.y + (w.rows.empty() ? 0.0F : 0.25F * m.base_px)}, theme.quiet);
  if (w.lengths) add_bar(card, t, *w.lengths, theme, m);
  return card;
}

Card foot_card(text::Typesetter &t, const Wording &w, float width, const Theme &theme, const Measures &m) {
  Card card;
  for (const std::string &line : w.foot)
    card.add(t.lay_out(line, {Weight::regular, m.small_px, 1.32F}, width), {0, card.size.y}, theme.quiet);
  return card;
}

void draw(Canvas &canvas, text::Typesetter &t, const Card &card, vec2 at, const Theme &theme, const Measures &m) {
  for (const Card::Item &item : card.items) canvas.write(item.block, rounded(at + item.at), colour(item.ink));
  if (!card.bar.empty()) draw_bar(canvas, {at + card.bar.low, at + card.bar.high}, theme);
  for (const Card::Sign &sign : card.signs) {
    const vec2 centre = rounded(at + sign.centre);
    const float half = 0.5F * m.base_px;
    switch (sign.row.sign) {
    case Wording::Row::Sign::swatch: {
      const Box box{centre - vec2{1.5F * half, 0.92F * half}, centre + vec2{1.5F * half, 0.92F * half}};
      canvas.box(box, 0.36F * half, colour(sign.row.srgb));
      canvas.frame(box, 0.36F * half, 1.0F, colour(theme.ink, 0.28F)); // light tiers stay visible on a light ground
      if (!sign.row.letter.empty()) letter_zones(canvas, t, std::vector{ZoneLetter{centre, 1.5F * half, sign.row.letter, sign.row.srgb}});
      break;
    }
    case Wording::Row::Sign::cross: cross(canvas, centre, 0.62F * half, theme); break;
    case Wording::Row::Sign::origin: draw_badge(canvas, t, centre, 1.05F * half, "O", sign.row.srgb, sign.row.hollow); break;
    case Wording::Row::Sign::insertion: draw_badge(canvas, t, centre, 1.05F * half, "I", sign.row.srgb, sign.row.hollow); break;
    }
  }
}

Box padded(vec2 at, vec2 size, vec2 padding) { return {at - padding, at + size + padding}; }

// Where a legend may stand: beside the edges, under the title and over the foot.
struct LegendRoom {
  Box area;
  float top = 0, bottom = 0, margin = 0;
  vec2 padding{0};
  bool side_letters = false;       // see letter_sides: at both edges, half way up
};

struct LegendCost {
  std::size_t zones = 0, body = 0; // points of them that it hides
  friend bool operator==(const LegendCost &, const LegendCost &) = default;
  friend bool operator<(const LegendCost &a, const LegendCost &b) { return std::tie(a.zones, a.body) < std::tie(b.zones, b.body); }
};

struct PlacedLegend {
  Card card;
  vec2 at{0};
  LegendCost cost;
  Measures measures;
};

LegendCost cost_of(const Box &box, const LegendRoom &room, const Precious &precious, const Measures &m) {
  constexpr std::size_t never = 100000; // more than there are points
  const float half_way = room.area.low.y + 0.5F * room.area.size().y;
  const bool at_edge = box.low.x < room.area.low.x + room.margin + 2 * m.base_px || box.high.x > room.area.high.x - room.margin - 2 * m.base_px;
  const bool on_letter = room.side_letters && at_edge && box.low.y < half_way + 2.6F * m.small_px && box.high.y > half_way - 1.5F * m.base_px;
  return {inside(box, precious.zones) + (on_letter ? never : 0), inside(box, precious.body)};
}

// The corners, bottom left first; with `slides` also the edges between them.
std::vector<vec2> places_for(vec2 size, const LegendRoom &room, const Measures &m, bool slides) {
  const float left = room.area.low.x + room.margin, right = room.area.high.x - room.margin - size.x;
  const float top = room.top + room.padding.y, bottom = room.bottom - size.y - room.padding.y;
  std::vector<vec2> places{{left, bottom}, {right, bottom}, {left, top}, {right, top}};
  if (slides)
    for (float y = bottom - m.base_px; y > top; y -= m.base_px) places.insert(places.end(), {{left, y}, {right, y}});
  return places;
}

// Where it hides the fewest zones, then the least of the body: in a corner if that will do, else along an edge, else in
// smaller letters, which are better than a zone nobody sees.
std::optional<PlacedLegend> placed_legend(text::Typesetter &t, const Wording &wording, float width, const LegendRoom &room,
                                          const Precious &precious, const Theme &theme, const Measures &measures) {
  std::optional<PlacedLegend> best;
  const auto consider = [&](const Card &card, const Measures &m, bool slides) {
    if (card.items.empty()) return;
    for (const vec2 at : places_for(card.size, room, m, slides))
      if (const LegendCost cost = cost_of(padded(at, card.size, room.padding), room, precious, measures); !best || cost < best->cost)
        best = PlacedLegend{card, at, cost, m};
  };
  const Card legend = legend_card(t, wording, width, false, theme, measures);
  consider(legend, measures, false);
  if (!best || best->cost == LegendCost{}) return best;
  const Card narrow = legend_card(t, wording, width, true, theme, measures);
  const float side_letter = room.area.low.y + 0.5F * room.area.size().y - 1.6F * measures.base_px;
  if (!wording.note.empty() && room.top + narrow.size.y + 2 * room.padding.y < side_letter) consider(narrow, measures, false); // beside the head
  if (best->cost.zones > 0) consider(legend, measures, true);
  if (best->cost.zones > 0) consider(narrow, measures, true);
  for (const float smaller : {0.86F, 0.74F}) {
    if (best->cost.zones == 0) break;
    Measures m = measures;
    m.base_px = std::max(smaller * m.base_px, std::min(m.base_px, 10.0F)); // no letter under ten pixels
    consider(legend_card(t, wording, width, true, theme, m), m, true);
  }
  return best;
}

} // namespace

void letter_labels(Canvas &canvas, text::Typesetter &typesetter, const View &view, const Labels &labels,
                   const std::vector<Box> &taken, const Precious &precious, const Theme &theme, const Measures &measures) {
  const float size = std::max(measures.small_px, 0.78F * measures.base_px);
  const vec2 padding{0.34F * size, 0.14F * size};
  std::vector<Block> blocks;
  std::vector<LabelWish> wishes;
  for (const Label &label : labels.labels) {
    const std::string words = label.mark.empty() ? label.name : fmt::format("{}\n{}", label.name, label.mark);
    const Block block = typesetter.lay_out(words, {label.light ? Weight::regular : Weight::semibold, size, 1.2F}, 19.0F * size);
    wishes.push_back({label.at_px, vec2{block.width_px, block.height_px} + 2.0F * padding, label.weight});
    blocks.push_back(block);
  }
  const Box area = whole(view);
  const float side_mark = view.document->picture.side_marker ? 1.3F * measures.base_px : 0.0F; // letter_sides at the edges
  const vec2 margin{0.6F * measures.margin_px + side_mark, 0.6F * measures.margin_px};
  LabelSpace space{labels.subject, {area.low + margin, area.high - margin}, taken, 0.25F * size, 2.0F * measures.base_px};
  if (space.area.empty()) return;
  const std::vector<LabelPlace> places = place_labels(wishes, space);
  const float width = std::max(1.0F, 0.075F * size);
  for (const LabelPlace &place : places) {
    const vec2 at = wishes[place.wish].anchor_px;
    canvas.line(place.line_px, at, width + 2.0F, colour(theme.panel, 0.75F));
    canvas.disc(at, 2.6F * width + 1.0F, colour(theme.panel, 0.9F));
  }
  for (const LabelPlace &place : places) {
    const vec2 at = wishes[place.wish].anchor_px;
    canvas.line(place.line_px, at, width, colour(theme.ink, 0.9F));
    canvas.disc(at, 2.2F * width, colour(theme.ink));
  }
  for (const LabelPlace &place : places) {
    if (inside(place.box, precious.body) > 0) canvas.box(place.box, 0.3F * size, colour(theme.panel, theme.panel_alpha));
    canvas.write(blocks[place.wish], rounded(place.box.low + padding), colour(theme.ink));
  }
}

void letter_sides(Canvas &canvas, text::Typesetter &typesetter, const View &view, const anatomy::Library &library,
                  const Theme &theme, const Measures &measures) {
  const float turned = scene::right(view.document->camera).x; // +1: the body's left is on the picture's right
  if (std::abs(turned) < 0.5F) return;                        // from the side: nothing to mark
  const Box area = whole(view);
  const float y = area.low.y + 0.5F * area.size().y;
  for (const bool picture_right : {false, true}) {
    const bool body_left = (turned > 0) == picture_right;
    const bool active = view.heat->on && std::any_of(view.heat->shown.begin(), view.heat->shown.end(), [&](const auto &s) {
      return s.sides == heat::Sides::both || s.sides == (body_left ? heat::Sides::left : heat::Sides::right);
    });
    const Block letter = typesetter.lay_out(body_left ? "L" : "R", {Weight::semibold, 1.35F * measures.base_px, 1.1F});
    const Block words = typesetter.lay_out(library.say(body_left ? "patient\u2019s\nleft" : "patient\u2019s\nright"),
                                           {Weight::regular, measures.small_px, 1.2F},
                                           std::numeric_limits<float>::infinity(), picture_right ? Align::right : Align::left);
    const auto x_of = [&](const Block &block) {
      return picture_right ? area.high.x - measures.margin_px - block.width_px : area.low.x + measures.margin_px;
    };
    canvas.write(letter, rounded({x_of(letter), y - letter.height_px}), colour(active ? theme.ink : theme.quiet));
    if (active) canvas.write(words, rounded({x_of(words), y}), colour(theme.quiet));
  }
}

std::vector<Box> letter_words(Canvas &canvas, text::Typesetter &typesetter, const View &view, const Wording &wording,
                              const Precious &precious, const Theme &theme, const Measures &measures) {
  const Box area = whole(view);
  const float margin = measures.margin_px;
  const vec2 inner = area.size() - 2.0F * margin;
  std::vector<Box> written;
  if (inner.x < 4 * measures.base_px || inner.y < 4 * measures.base_px) return written; // too small for words
  const bool wide = area.size().x > 1.15F * area.size().y;
  const vec2 padding{0.55F * measures.base_px, 0.4F * measures.base_px};
  const auto panel = [&](const Box &box) {
    canvas.box(box, 0.5F * measures.base_px, colour(theme.panel, theme.panel_alpha));
  };

  const Card title = title_card(typesetter, wording, wide ? 0.36F * inner.x : inner.x, theme, measures);
  const vec2 title_at = area.low + margin;
  const Box title_box = padded(title_at, title.size, title.items.empty() ? vec2{0} : padding);
  if (inside(title_box, precious.body) > 0) panel(title_box);
  draw(canvas, typesetter, title, title_at, theme, measures);
  if (!title.items.empty()) written.push_back(title_box);

  const Card foot = foot_card(typesetter, wording, inner.x, theme, measures);
  const vec2 foot_at{area.low.x + margin, area.high.y - 0.8F * margin - foot.size.y};
  const Box foot_box = padded(foot_at, foot.size, foot.items.empty() ? vec2{0} : vec2{padding.x, 0.5F * padding.y});
  if (inside(foot_box, precious.body) > 0) panel(foot_box);
  draw(canvas, typesetter, foot, foot_at, theme, measures);
  if (!foot.items.empty()) written.push_back(foot_box);

  const LegendRoom room{area, title_box.high.y + 0.6F * margin, foot_at.y - 0.6F * margin, margin, padding,
                        view.document->picture.side_marker && std::abs(scene::right(view.document->camera).x) >= 0.5F};
  const std::optional<PlacedLegend> legend = placed_legend(typesetter, wording, 0.5F * inner.x, room, precious, theme, measures);
  if (!legend) return written;
  const Box box = padded(rounded(legend->at), legend->card.size, padding);
  if (legend->cost.zones > 0 || legend->cost.body > 0) panel(box);
  draw(canvas, typesetter, legend->card, rounded(legend->at), theme, legend->measures);
  written.push_back(box);
  return written;
}

} // namespace myo::frame

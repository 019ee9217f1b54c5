#include "heat/heat.h"

#include "base/hash.h"
#include "heat/provocation.h"

#include <algorithm>
#include <tuple>

namespace myo::heat {

std::string_view to_string(Sides sides) {
  return sides == Sides::left ? "left" : sides == Sides::right ? "right" : "both";
}

std::string_view phrase_of(Sides sides) {
  return sides == Sides::left ? "left side" : sides == Sides::right ? "right side" : "both sides";
}

std::optional<Sides> sides_from(std::string_view text) {
  for (const Sides sides : {Sides::left, Sides::right, Sides::both})
    if (to_string(sides) == text) return sides;
  return std::nullopt;
}

// Strength moves the edges rather than the colours: a tier's colour is its meaning in the legend, so it must not change.
// From 1 upwards an active point is felt farther out, about 12 mm for "most often" at the strongest and more for the
// outer tiers, which are the ones that come and go; below 1 the zones shrink and fade alike.
float grow_mm(float strength, int tier) {
  const float reach = tier >= 3 ? 20.0F : tier == 2 ? 24.0F : 28.0F;
  return reach * (glm::clamp(strength, strength_low, strength_high) - 1.0F);
}

// Faint points are a little see-through; a full one still lets the form below show. Blended in linear light over bright
// skin, a dark colour washes out long before it is half transparent, and the colours must be those of the legend: so
// strength moves within the opaque end, and the darker the colour, the less is let through.
float opacity(float strength, vec3 srgb) {
  const float covered = glm::mix(0.757F, 0.979F, glm::clamp(strength, 0.0F, strength_high) / strength_high);
  const float bright = glm::dot(srgb, vec3(0.3F, 0.6F, 0.1F));
  return 1.0F - std::pow(1.0F - covered, 1.0F + 1.8F * (1.0F - bright));
}

std::vector<Side> trigger_sides(Sides sides) {
  if (sides == Sides::both) return {Side::left, Side::right};
  return {sides == Sides::left ? Side::left : Side::right};
}

namespace {

std::vector<Side> zone_sides(std::string_view rule, Side point) {
  if (rule == "contra") return {anatomy::opposite(point)};
  if (rule == "both" || rule == "bilateral") return {Side::left, Side::right};
  return {point}; // ipsi; midline is found by the region itself
}

} // namespace

std::vector<std::uint32_t> fields_of(const format::Body &body, const anatomy::Library &library, const anatomy::Zone &zone,
                                     Side point) {
  const anatomy::Region *region = library.region(zone.region);
  const bool midline = region != nullptr && !region->paired;
  const std::vector<Side> sides = zone_sides(zone.side, point);
  std::vector<std::uint32_t> fields;
  for (std::uint32_t f = 0; f < body.regions.size(); ++f) {
    const format::RegionField &field = body.regions[f];
    if (field.region != zone.region) continue;
    if (std::find(sides.begin(), sides.end(), field.side) != sides.end() || (midline && field.side == Side::midline))
      fields.push_back(f);
  }
  return fields;
}

std::vector<std::uint32_t> fields_of(const format::Body &body, const Mark &mark) {
  std::vector<std::uint32_t> fields;
  for (std::uint32_t f = 0; f < body.regions.size(); ++f) {
    const format::RegionField &field = body.regions[f];
    const bool there = mark.where == Where::any || mark.where == Where::both || field.side == Side::midline ||
                       (mark.where == Where::left) == (field.side == Side::left);
    if (field.region == mark.region && there) fields.push_back(f);
  }
  return fields;
}

std::vector<std::uint32_t> painted_fields(const format::Body &body, const anatomy::Library &library, const Settings &settings) {
  std::vector<std::uint32_t> out;
  const auto add = [&](const std::vector<std::uint32_t> &fields) { out.insert(out.end(), fields.begin(), fields.end()); };
  if (!settings.on) return out;
  if (settings.show_marks) {
    for (const Mark &mark : settings.marks) add(fields_of(body, mark));
    return out;
  }
  for (const Active &active : settings.active)
    if (const anatomy::Pattern *pattern = library.pattern(active.pattern))
      for (const Side side : trigger_sides(active.sides))
        for (const anatomy::Zone &zone : pattern->zones) add(fields_of(body, library, zone, side));
  return out;
}

namespace {

const char *felt_words(int felt) { return felt >= 3 ? "hurts most" : felt == 2 ? "hurts" : "hurts a little"; }
const char *tier_words(int tier) { return tier >= 3 ? "felt most often" : tier == 2 ? "often" : "sometimes"; }

struct Painter {
  const format::Body &body;
  const anatomy::Library &library;
  Heat &heat;

  void note(const std::string &text) {
    if (std::find(heat.notes.begin(), heat.notes.end(), text) == heat.notes.end()) heat.notes.push_back(text);
  }

  void add_zone(const anatomy::Zone &zone, Side point, std::uint32_t pattern, float strength) {
    const std::vector<std::uint32_t> fields = fields_of(body, library, zone, point);
    for (const std::uint32_t f : fields) {
      const Zone painted{f, std::clamp(zone.tier, 1, 3), pattern, body.regions[f].side, grow_mm(strength, zone.tier)};
      // Points of both sides may name the same field: painted once, as the larger of the two.
      const auto same = std::find_if(heat.zones.begin(), heat.zones.end(), [&](const Zone &z) {
        return z.field == f && z.tier == painted.tier && z.pattern == pattern;
      });
      if (same == heat.zones.end()) heat.zones.push_back(painted);
      else same->grow_mm = std::max(same->grow_mm, painted.grow_mm);
    }
    if (fields.empty()) {
      const anatomy::Region *region = library.region(zone.region);
      note(fmt::format(fmt::runtime(library.say("this body cannot show the region {} (point on the {})")), region != nullptr ? region->name : zone.region,
                       library.say(anatomy::to_string(point))));
    }
  }

  void add_pattern(const anatomy::Pattern &pattern, const Active &active, bool provoke, const Posture &posture) {
    const auto index = static_cast<std::uint32_t>(heat.shown.size());
    Shown shown{pattern.id, pattern.title, "", active.sides, 1, "", 0};
    for (const Side side : trigger_sides(active.sides)) {
      const Raised by = provoke ? raised(library, pattern, side, posture) : Raised{};
      const float strength = glm::clamp(active.strength * by.factor, strength_low, strength_high);
      if (side == trigger_sides(active.sides).front() || std::abs(by.factor - 1) > std::abs(shown.factor - 1))
        shown.factor = by.factor, shown.kind = by.kind;
      shown.strength = std::max(shown.strength, strength);
      if (strength <= 0) continue;
      for (const anatomy::Zone &zone : pattern.zones) add_zone(zone, side, index, strength);
      for (std::uint32_t t = 0; t < body.trigger_points.size(); ++t)
        if (body.trigger_points[t].pattern == pattern.id &&
            (body.trigger_points[t].side == side || body.trigger_points[t].side == Side::midline) &&
            std::find(heat.trigger_points.begin(), heat.trigger_points.end(), t) == heat.trigger_points.end())
          heat.trigger_points.push_back(t);
    }
    for (const std::uint32_t t : heat.trigger_points)
      if (body.trigger_points[t].pattern == pattern.id && body.trigger_points[t].structure == format::none)
        note(fmt::format(fmt::runtime(library.say("this body lacks the muscle of \u201c{}\u201d: the trigger point is drawn where it would run")), pattern.title));
    heat.shown.push_back(std::move(shown));
  }

  // Patterns that have a zone on this body; what cannot be seen is not counted.
  [[nodiscard]] std::vector<Shown *> reaching() const {
    std::vector<Shown *> list;
    for (std::uint32_t i = 0; i < heat.shown.size(); ++i)
      if (std::any_of(heat.zones.begin(), heat.zones.end(), [i](const Zone &z) { return z.pattern == i; }))
        list.push_back(&heat.shown[i]);
    return list;
  }

  // Of many, those after the last letter go without.
  static void give_letters(const std::vector<Shown *> &patterns) {
    char letter = 'A';
    for (Shown *shown : patterns)
      if (letter <= 'Z') shown->letter = letter++;
  }

  void count_legend(const std::vector<Shown *> &patterns) {
    Legend &legend = heat.legend;
    const int count = static_cast<int>(patterns.size()), levels = std::min(count, count_levels);
    legend.title = library.say("Where the patterns reach");
    for (const Shown *shown : patterns)
      legend.subtitle += (legend.subtitle.empty() ? "" : "\n") + (shown->letter.empty() ? "" : shown->letter + ": ") + shown->title + " (" + library.say(to_string(shown->sides)) + ")";
    for (int k = levels; k >= 1; --k)
      legend.rows.push_back({count_srgb(heat.ramp, k, count), "",
                             k == 2 && count == 2        ? library.say("both patterns")
                             : k == levels && k < count ? fmt::format(fmt::runtime(library.say("{} or more of {} patterns")), k, count)
                                                         : fmt::format(fmt::runtime(library.say("{} of {} patterns")), k, count)});
  }

  void tier_legend(const Shown &shown) {
    Legend &legend = heat.legend;
    legend.title = shown.title;
    for (const std::string &id : library.pattern(shown.pattern)->muscles) {
      const anatomy::Muscle *muscle = library.muscle(id);
      legend.subtitle += (legend.subtitle.empty() ? "" : ", ") + (muscle != nullptr ? muscle->name : id);
    }
    if (heat.zones.empty()) legend.provocation = library.pattern(shown.pattern)->no_zone;
    legend.subtitle += ", " + library.say(phrase_of(shown.sides));
    for (int tier = 3; tier >= 1; --tier)
      if (std::any_of(heat.zones.begin(), heat.zones.end(), [tier](const Zone &z) { return z.tier == tier; }))
        legend.rows.push_back({tier_srgb(heat.ramp, tier), std::to_string(tier), library.say(tier_words(tier))});
  }

  void add_marks(const std::vector<Mark> &marks) {
    for (const Mark &mark : marks)
      for (const std::uint32_t f : fields_of(body, mark)) heat.zones.push_back({f, std::clamp(mark.felt, 1, 3), 0, body.regions[f].side, 0});
    set_levels(1);
    Legend &legend = heat.legend;
    legend.title = library.say("Where it hurts");
    const Painted *paint = heat.shown_paint();
    for (int tier = 3; tier >= 1; --tier)
      if ((paint != nullptr && paint->shows(tier)) || std::any_of(heat.zones.begin(), heat.zones.end(), [tier](const Zone &z) { return z.tier == tier; }))
        legend.rows.push_back({tier_srgb(heat.ramp, tier), std::to_string(tier), library.say(felt_words(tier))});
    legend.evidence = library.say("As marked by you: not a diagnosis.");
  }

  void set_levels(int patterns) {
    const int count = heat.count_overlay ? std::min(patterns, count_levels) : 3;
    for (int k = 1; k <= count; ++k) {
      const vec3 srgb = heat.count_overlay ? count_srgb(heat.ramp, k, patterns) : tier_srgb(heat.ramp, k);
      heat.levels.push_back({srgb, opacity(heat.strength, srgb)});
    }
  }

  void write_legend() {
    if (heat.shown.empty()) return;
    const std::vector<Shown *> patterns = reaching();
    heat.count_overlay = patterns.size() > 1;
    if (heat.count_overlay) give_letters(patterns);
    set_levels(static_cast<int>(patterns.size()));
    if (heat.count_overlay) count_legend(patterns);
    else tier_legend(patterns.empty() ? heat.shown.front() : *patterns.front());
    const auto provoked = std::max_element(heat.shown.begin(), heat.shown.end(), [](const Shown &a, const Shown &b) {
      return std::abs(a.factor - 1) < std::abs(b.factor - 1);
    });
    if (std::abs(provoked->factor - 1) > 0.005F)
      heat.legend.provocation = provocation_words(library, {provoked->factor, heat.shown.size() == 1 ? provoked->kind : ""});
    heat.legend.evidence = library.say("Clinical tradition; the evidence for such maps is contested.");
  }

  void hash() {
    std::string bake = heat.on ? (heat.count_overlay ? "count\n" : "tiers\n") : "off\n";
    for (const Zone &z : heat.zones) bake += fmt::format("{} {} {} {:a} {}\n", z.field, z.tier, z.pattern, z.grow_mm, static_cast<int>(z.side));
    if (const Painted *paint = heat.shown_paint()) bake += fmt::format("paint {}\n", paint->version);
    heat.bake_hash = hash_text(bake);
    std::string all = fmt::format("{:a} {}\n", heat.strength, to_string(heat.ramp));
    for (const std::uint32_t t : heat.trigger_points) all += fmt::format("x{} ", t);
    all += heat.legend.title + "\n" + heat.legend.subtitle + "\n" + heat.legend.provocation + "\n" + heat.legend.evidence;
    for (const LegendRow &row : heat.legend.rows) all += "\n" + row.letter + row.words;
    heat.hash = hash_text(all, heat.bake_hash);
  }
};

} // namespace

Heat evaluate(const format::Body &body, const anatomy::Library &library, const rig::Rig &rig, const Settings &settings,
              const rig::JointValues &pose, std::shared_ptr<const Painted> painted) {
  Heat heat;
  heat.painted = std::move(painted);
  heat.marks = settings.show_marks;
  const bool marked = !settings.marks.empty() || (heat.painted && !heat.painted->empty());
  heat.on = settings.on && (settings.show_marks ? marked : !settings.active.empty());
  heat.ramp = settings.ramp;
  Painter painter{body, library, heat};
  const auto in_order = [&] {
    std::stable_sort(heat.zones.begin(), heat.zones.end(), [](const Zone &a, const Zone &b) {
      return std::tie(a.pattern, a.tier, a.field) < std::tie(b.pattern, b.tier, b.field);
    });
  };
  if (heat.on && settings.show_marks) {
    painter.add_marks(settings.marks);
    in_order();
  } else if (heat.on) {
    const Posture posture = settings.provoke ? posture_of(rig, pose) : Posture{};
    for (const Active &active : settings.active) {
      if (const anatomy::Pattern *pattern = library.pattern(active.pattern)) painter.add_pattern(*pattern, active, settings.provoke, posture);
      else painter.note("there is no pattern " + active.pattern);
    }
    in_order();
    heat.strength = 0;
    for (const Shown &shown : heat.shown) heat.strength = std::max(heat.strength, shown.strength);
    painter.write_legend();
  }
  painter.hash();
  return heat;
}

} // namespace myo::heat

#include "anatomy/source.h"

#include <algorithm>

namespace myo::anatomy {
namespace {

void read_zones(Fields &f, Pattern &pattern) {
  f.each("zone", "zone", [&](Fields &z) {
    Zone zone;
    zone.region = z.text("region");
    const double tier = z.number("tier");
    if (tier != 1 && tier != 2 && tier != 3) z.fault("tier", "a tier is 3 (most often), 2 (often) or 1 (sometimes)");
    zone.tier = static_cast<int>(tier);
    zone.side = z.word("side", {"ipsi", "contra", "both"}, "ipsi");
    z.source().refer(Noun::region, zone.region, z.where("region"));
    const auto same = [&](const Zone &other) { return other.region == zone.region && other.side == zone.side; };
    if (std::any_of(pattern.zones.begin(), pattern.zones.end(), same)) {
      z.fault("region", fmt::format("\"{}\" is painted twice by this pattern", zone.region));
    }
    pattern.zones.push_back(std::move(zone));
  });
  if (pattern.zones.empty() && pattern.no_zone.empty())
    f.fault("id", fmt::format("\"{}\" paints no zone", pattern.id), "add a [[zone]], or say in no_zone why there is none");
  if (!pattern.zones.empty() && !pattern.no_zone.empty())
    f.fault("no_zone", fmt::format("\"{}\" has zones after all", pattern.id), "strike no_zone off");
}

void read_apart(Fields &f, Pattern &pattern) {
  f.each("apart", "comparison", [&](Fields &a) {
    Apart apart{a.text("pattern"), a.text("text")};
    const auto &with = pattern.compare_with;
    if (std::find(with.begin(), with.end(), apart.pattern) == with.end())
      a.fault("pattern", fmt::format("\"{}\" is not in compare_with", apart.pattern), "add it there, or strike this off");
    pattern.apart.push_back(std::move(apart));
  });
}

void read_relief(Fields &text, Pattern &pattern) {
  text.each("relief", "relief", [&](Fields &r) {
    Relief relief{r.text("text"), r.text_or("move", ""), r.text_or("times", ""), r.text("source"), r.number_or("hold_s", 0)};
    if (relief.hold_s < 0) r.fault("hold_s", "a hold lasts 0 seconds or more");
    r.source().refer(Noun::move, relief.move, r.where());
    pattern.relief.push_back(std::move(relief));
  });
}

void check_motion_rule(Fields &p, const Library &library, const Provocation &rule) {
  const std::size_t dot = std::min(rule.motion.find('.'), rule.motion.size());
  const std::string motion = rule.motion.substr(std::min(dot + 1, rule.motion.size()));
  if (library.motion(rule.motion.substr(0, dot), motion) == nullptr)
    p.fault("motion", fmt::format("\"{}\" is no JOINT.MOTION of motions.toml", rule.motion));
}

// A length says its kind itself.
void check_length_rule(Fields &p, Provocation &rule) {
  if (rule.from < 0 || rule.to > 1) p.fault(rule.from < 0 ? "from" : "to", "a change of length is a share of the length at rest, 0 to 1", "write 0.1 for a tenth");
  if (rule.kind.empty()) rule.kind = rule.length;
  if (rule.kind != rule.length && rule.kind != "sustained")
    p.fault("kind", fmt::format("a rule about being {} is not of the kind \"{}\"", rule.length, rule.kind), "strike kind off");
}

void read_provocation(Fields &f, const Library &library, Pattern &pattern) {
  f.each("provocation", "provocation", [&](Fields &p) {
    const bool by_length = p.has("length");
    if (by_length && p.has("motion")) p.fault("length", "a rule asks for a motion or for a length, not for both", "make two rules of it");
    Provocation rule{by_length ? p.text_or("motion", "") : p.text("motion"), p.number("from"), p.number("to"), p.number("factor")};
    if (by_length) rule.length = p.word("length", {"stretched", "shortened"});
    if (p.has("kind")) rule.kind = p.word("kind", {"shortened", "stretched", "loaded", "sustained"});
    if (by_length) check_length_rule(p, rule);
    else check_motion_rule(p, library, rule);
    if (!(rule.from < rule.to)) p.fault("to", "a provocation runs from a smaller to a larger value");
    if (rule.factor <= 0) p.fault("factor", "a factor is more than 0");
    pattern.provocation.push_back(std::move(rule));
  });
}

} // namespace

void read_pattern(Fields &f, Library &library) {
  Pattern pattern;
  pattern.id = f.text("id");
  pattern.title = f.text("title");
  pattern.muscles = f.texts("muscles");
  pattern.compare_with = f.texts_or_none("compare_with");
  f.source().define(Noun::pattern, pattern.id, f.where("id"));
  f.source().refer(Noun::muscle, pattern.muscles, f.where("muscles"));
  f.source().refer(Noun::pattern, pattern.compare_with, f.where("compare_with"));
  pattern.cues = f.texts_or_none("cues");
  pattern.red_flags = f.texts_or_none("red_flags");
  pattern.no_zone = f.text_or("no_zone", "");
  f.source().refer(Noun::cue, pattern.cues, f.where("cues"));
  f.source().refer(Noun::red_flag, pattern.red_flags, f.where("red_flags"));
  if (f.flag("seed")) {
    if (!library.seed_pattern.empty()) {
      f.fault("seed", fmt::format("\"{}\" is the seed already", library.seed_pattern), "only one pattern can be it");
    }
    library.seed_pattern = pattern.id;
  }
  f.table("trigger_point", "trigger point", true, [&](Fields &point) {
    pattern.place = point.text("place");
    pattern.level = point.text_or("level", "");
    pattern.fraction = point.number("fraction");
    if (pattern.fraction < 0 || pattern.fraction > 1) point.fault("fraction", "a fraction lies between 0 and 1");
    pattern.at = point.texts_or_none("at");
    point.source().refer(Noun::landmark, pattern.at, point.where("at"));
  });
  read_zones(f, pattern);
  read_provocation(f, library, pattern);
  read_apart(f, pattern);
  f.table("text", "text section", true, [&](Fields &text) {
    pattern.described = text.text_or("described", "");
    pattern.symptoms = text.texts("symptoms");
    pattern.sets_off = text.texts("sets_off");
    pattern.intensifies = text.texts("intensifies");
    read_relief(text, pattern);
    pattern.notes = text.texts_or_none("notes");
    pattern.evidence = text.text("evidence");
    pattern.sources = text.sources("sources");
  });
  library.patterns.push_back(std::move(pattern));
}

} // namespace myo::anatomy

#include "anatomy/source.h"

namespace myo::anatomy {
namespace {

LandmarkRule read_rule(Fields &f) {
  LandmarkRule rule;
  rule.op = f.word("op", {"extreme", "chord", "centroid", "sphere", "contact", "nearest_bone", "farthest", "nearest_to",
                          "mean", "mean_sides", "offset", "between"});
  const auto operand = [&](std::string_view key) { rule.landmarks.push_back(f.text(key)); };
  const auto ends = [&] { operand("a"), operand("b"); };
  if (rule.op == "extreme") {
    rule.direction = f.vector("dir");
  } else if (rule.op == "chord") {
    ends();
    rule.direction = f.vector("out");
  } else if (rule.op == "sphere") {
    const std::vector<double> radius = f.numbers("r", 2);
    rule.low_mm = radius[0];
    rule.high_mm = radius[1];
  } else if (rule.op == "contact") {
    rule.bones.push_back(f.text("with"));
    f.source().refer(Noun::bone, rule.bones, f.where("with"));
  } else if (rule.op == "nearest_bone") {
    if (f.has("of")) {
      operand("of");
    } else {
      ends();
      rule.fraction = f.number("f");
    }
    rule.offset_mm = f.vector("off");
  } else if (rule.op == "between") {
    ends();
    rule.fraction = f.number("f");
    if (f.has("off")) rule.offset_mm = f.vector("off");
  } else if (rule.op == "offset") {
    operand("of");
    rule.offset_mm = f.vector("off");
  } else if (rule.op == "mean") {
    rule.landmarks = f.texts("of");
  } else if (rule.op == "farthest" || rule.op == "nearest_to" || rule.op == "mean_sides") {
    operand("of");
  }
  if ((rule.op == "extreme" || rule.op == "chord") && rule.direction == vec3(0)) {
    f.fault("op", "the direction of this rule is zero", "give it a direction [lateral, posterior, superior]");
  }
  rule.where = read_filters(f, "where");
  f.source().refer(Noun::landmark, rule.landmarks, f.where());
  return rule;
}

bool on_bone(std::string_view op) {
  return op != "mean" && op != "mean_sides" && op != "offset" && op != "between";
}

} // namespace

void read_landmarks(Fields &file, Library &library) {
  file.each("landmark", "landmark", [&](Fields &f) {
    Landmark landmark;
    landmark.id = f.text("id");
    landmark.name = f.text("name");
    landmark.definition = f.text("definition");
    landmark.bones = f.texts_or_none("bones");
    landmark.midline = f.flag("midline");
    landmark.soft = f.flag("soft");
    f.table("rule", "landmark rule", true, [&](Fields &rule) { landmark.rule = read_rule(rule); });
    landmark.scale = f.text("scale");
    landmark.source = f.text("source");
    if (on_bone(landmark.rule.op) && landmark.bones.empty()) {
      f.fault("rule", fmt::format("the rule \"{}\" searches bones, but \"{}\" names none", landmark.rule.op, landmark.id),
              "add bones = [...]");
    }
    f.source().define(Noun::landmark, landmark.id, f.where("id"));
    f.source().refer(Noun::bone, landmark.bones, f.where("bones"));
    f.source().refer(Noun::scale, landmark.scale, f.where("scale"));
    library.landmarks.push_back(std::move(landmark));
  });
}

} // namespace myo::anatomy

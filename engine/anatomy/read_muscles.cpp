#include "anatomy/source.h"

#include <algorithm>
#include <cmath>

namespace myo::anatomy {
namespace {

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

AttachmentRegion region_for(const AttachmentRegion &row, const std::string &bone) {
  AttachmentRegion region = row;
  for (std::vector<std::string> *list : {&region.near, &region.strip}) {
    for (std::string &landmark : *list) landmark = for_bone(landmark, bone);
  }
  for (LandmarkFilter &filter : region.where) {
    filter.a = for_bone(filter.a, bone);
    filter.b = for_bone(filter.b, bone);
  }
  return region;
}

AttachmentRegion read_region(Fields &f) {
  AttachmentRegion region;
  region.near = f.texts_or_none("near");
  region.strip = f.texts_or_none("strip");
  region.radius_mm = f.number_or("radius_mm", 0);
  if (f.has("facing")) region.facing = f.vector("facing");
  region.where = read_filters(f, "where");
  if (!region.near.empty() && !region.strip.empty()) f.fault("strip", "a row is bounded by near or by strip, not both");
  if (region.strip.size() == 1) f.fault("strip", "a strip needs at least two landmarks");
  const bool bounded = !region.near.empty() || !region.strip.empty();
  if (bounded != (region.radius_mm > 0)) {
    f.fault("radius_mm", "near or strip and a radius_mm above 0 belong together");
  }
  if (region.facing && *region.facing == vec3(0)) f.fault("facing", "a facing of zero points nowhere");
  return region;
}

// Returns the number of rows; a table that says `continued` belongs to the row above it.
int read_rows(Fields &attach, Role role, const Library &library, Muscle &muscle) {
  int rows = 0;
  attach.each(to_string(role), fmt::format("{} row", to_string(role)), [&](Fields &f) {
    Attachment row;
    row.role = role;
    const std::vector<std::string> bones = f.texts_or_none("bones");
    const std::string side = f.word("side", {"ipsi", "contra", "midline", "both", "auto"}, "auto");
    row.region = read_region(f);
    row.reach_mm = f.number_or("reach_mm", row.reach_mm);
    if (row.reach_mm <= 0 || row.reach_mm > 20) f.fault("reach_mm", "a reach lies between 0 and 20 mm");
    row.optional = f.flag("optional");
    row.through = f.text_or("through", "");
    if (!row.through.empty()) f.source().refer(Noun::muscle, row.through, f.where("through"));
    row.text = f.text("text");
    const bool continued = f.flag("continued");
    if (continued && rows == 0) f.fault("continued", "there is no row above to continue");
    rows += continued ? 0 : 1;
    f.source().refer(Noun::bone, bones, f.where("bones"));
    for (const std::string &id : bones) {
      const Bone *bone = library.bone(id);
      row.bone = id;
      row.side = side != "auto" ? side : bone != nullptr && !bone->paired ? "midline" : "ipsi";
      Attachment one = row;
      one.region = region_for(row.region, id);
      f.source().refer(Noun::landmark, one.region.near, f.where("near"));
      f.source().refer(Noun::landmark, one.region.strip, f.where("strip"));
      muscle.attachments.push_back(std::move(one));
    }
    if (bones.empty()) {
      if (!row.region.near.empty() || !row.region.strip.empty()) f.fault("text", "a soft-tissue row has no region on a bone");
      row.side = "ipsi";
      muscle.attachments.push_back(std::move(row));
    }
  });
  return rows;
}

} // namespace

bool known_action(const Library &library, std::string action) {
  bool either = false;
  for (const std::string_view side : {".ipsi", ".contra"}) {
    if (action.ends_with(side)) action.resize(action.size() - side.size()), either = true;
  }
  const std::size_t dot = action.find('.');
  if (dot == std::string::npos) return false;
  const std::string joint = action.substr(0, dot), motion = action.substr(dot + 1);
  return library.motion(joint, either ? motion + "_left" : motion) != nullptr;
}

std::string for_bone(const std::string &text, const std::string &bone) {
  const std::size_t digits = bone.find_last_not_of("0123456789") + 1;
  const std::size_t number = std::min(bone.find_first_not_of('0', digits), bone.size());
  return replaced(replaced(text, "{bone}", bone), "{n}", bone.substr(number));
}

void read_muscle(Fields &f, Library &library) {
  Muscle muscle;
  muscle.id = f.text("id");
  muscle.name = f.text("name");
  muscle.latin = f.text("latin");
  muscle.synonyms = f.texts_or_none("synonyms");
  muscle.fma = f.text_or("fma", "");
  muscle.fma_left = f.text_or("fma_left", "");
  muscle.fma_right = f.text_or("fma_right", "");
  muscle.fma_parts_left = f.texts_or_none("fma_parts_left");
  muscle.fma_parts_right = f.texts_or_none("fma_parts_right");
  muscle.fma_parts = f.texts_or_none("fma_parts");
  muscle.ta2 = f.text_or("ta2", "");
  muscle.region = f.text("region");
  muscle.layer = f.word("layer", {"superficial", "intermediate", "deep"});
  muscle.paired = !f.flag("midline");
  muscle.actions = f.texts_or_none("actions");
  for (const std::string &action : muscle.actions) {
    if (!known_action(library, action)) {
      f.fault("actions", fmt::format("\"{}\" is no JOINT.MOTION of motions.toml", action),
              "mend it or move it to text.other_actions");
    }
  }
  f.table("attach", "attach section", true, [&](Fields &attach) {
    const double rows = attach.number("rows");
    const bool counts = rows >= 1 && rows <= 1000 && rows == std::floor(rows);
    if (!counts) attach.fault("rows", "rows must be a whole number above 0");
    muscle.rows = counts ? static_cast<int>(rows) : 0;
    muscle.via = attach.texts_or_none("via");
    attach.source().refer(Noun::bone, muscle.via, attach.where("via"));
    const int found = read_rows(attach, Role::origin, library, muscle) + read_rows(attach, Role::insertion, library, muscle);
    if (found != muscle.rows) attach.fault("rows", fmt::format("rows says {}, but there are {}", muscle.rows, found));
  });
  read_acts(f, library, muscle);
  read_shape(f, library, muscle.shape);
  f.table("text", "text section", true, [&](Fields &text) {
    muscle.origin_text = text.text("origin");
    muscle.insertion_text = text.text("insertion");
    muscle.function = text.text_or("function", "");
    muscle.considerations = text.text_or("considerations", "");
    muscle.nerve = text.text("nerve");
    muscle.variations = text.text_or("variations", "");
    muscle.other_actions = text.texts_or_none("other_actions");
    muscle.sources = text.sources("sources");
  });
  for (const Role role : {Role::origin, Role::insertion}) {
    const auto has = [&](const Attachment &a) { return a.role == role; };
    if (std::none_of(muscle.attachments.begin(), muscle.attachments.end(), has)) {
      f.fault("attach", fmt::format("\"{}\" has no {}", muscle.id, to_string(role)));
    }
  }
  f.source().define(Noun::muscle, muscle.id, f.where("id"));
  library.muscles.push_back(std::move(muscle));
}

} // namespace myo::anatomy

#include "frame/labels.h"
#include "frame/length_colours.h"
#include "frame/lettering.h"

#include <algorithm>
#include <cmath>

namespace myo::frame {
namespace {

std::string view_words(const scene::Camera &camera) {
  if (camera.elevation_deg > 60) return "seen from above";
  if (camera.elevation_deg < -60) return "seen from below";
  constexpr const char *words[8] = {"seen from the front",          "seen from the front left", "seen from the left",
                                    "seen from the back left",      "seen from behind",         "seen from the back right",
                                    "seen from the right",          "seen from the front right"};
  // Only a clearly turned view is called "left" or "right".
  const float azimuth = camera.azimuth_deg - 360.0F * std::floor(camera.azimuth_deg / 360.0F);
  return words[static_cast<int>(std::floor(azimuth / 45.0F + 0.5F)) % 8];
}

void append(std::string &line, const std::string &words) {
  if (words.empty()) return;
  line += line.empty() ? words : " \u00b7 " + words; // a middle dot
}

std::string sentence(std::string words) {
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

// With its licence, unless the text says it already.
std::string credit_line(const format::Credit &credit) {
  if (credit.licence.empty() || credit.text.find(credit.licence) != std::string::npos) return credit.text;
  return credit.text + ", " + credit.licence;
}

// What is selected, else what is isolated, by name, once each; "a, b and 3 more".
struct Chosen { std::string names, latin, side, mark; };
Chosen chosen_muscles(const View &view, const scene::Context &context) {
  std::vector<std::string> names;
  Chosen chosen;
  std::string sides[2];
  const scene::Document &document = *view.document;
  const std::vector<std::string> isolated(document.isolated.begin(), document.isolated.end());
  for (const std::string &id : document.selection.empty() ? isolated : document.selection)
    for (const std::uint32_t i : scene::resolve(context, id)) {
      const format::Structure &structure = context.body->structures[i];
      const anatomy::Muscle *muscle = context.library->muscle(structure.muscle);
      const std::string name = muscle != nullptr ? muscle->name : spoken_name(structure, *context.library);
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        names.push_back(name);
        chosen.latin = muscle != nullptr ? muscle->latin : structure.latin;
      }
      if (chosen.mark.empty()) chosen.mark = mark_of(structure);
      if (structure.side == format::Side::left) sides[0] = "left";
      if (structure.side == format::Side::right) sides[1] = "right";
    }
  if (names.size() > 1) chosen.latin.clear();
  for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 3); ++i) {
    if (i > 0) chosen.names += i + 1 == names.size() ? " " + context.library->say("and") + " " : ", ";
    chosen.names += names[i];
  }
  if (names.size() > 3) chosen.names += fmt::format(fmt::runtime(" " + context.library->say("and {} more")), names.size() - 3);
  chosen.side = !sides[0].empty() && !sides[1].empty() ? "both sides"
                : !sides[0].empty()                    ? "left side"
                : !sides[1].empty()                    ? "right side"
                                                       : "";
  return chosen;
}

std::string pose_words(const scene::Document &document, const scene::Context &context) {
  if (!document.animation.empty()) return fmt::format("{}, {:.2f} s", document.animation, document.animation_s);
  if (document.pose.empty()) return {};
  if (const anatomy::NamedPose *pose = context.library->pose(document.pose_name)) return pose->name;
  return context.library->say("posed");
}

} // namespace

Wording wording_of(const View &view, const scene::Context &context, const Theme &theme,
                   const std::vector<std::uint32_t> &patches) {
  const scene::Document &document = *view.document;
  const heat::Heat &heat = *view.heat;
  const bool patterns = heat.on && (heat.marks || !heat.shown.empty());
  Wording words;

  if (document.picture.caption || document.picture.legend) {
    const Chosen chosen = chosen_muscles(view, context);
    std::string line;
    if (patterns) {
      words.title = heat.legend.title;
      append(line, heat.legend.subtitle);
    } else {
      words.title = chosen.names.empty() && context.figure != nullptr ? context.figure->name : chosen.names;
      append(line, chosen.latin == chosen.names ? "" : chosen.latin);
      append(line, context.library->say(chosen.side));
    }
    if (!document.picture.caption && !patterns) words.title.clear(), line.clear();
    if (document.picture.caption) {
      append(line, pose_words(document, context));
      append(line, context.library->say(view_words(document.camera)));
      append(line, context.library->say(chosen.mark));
    }
    words.subtitle = sentence(line);
  }
  if (document.picture.legend) {
    if (patterns) {
      for (const heat::LegendRow &row : heat.legend.rows)
        words.rows.push_back({Wording::Row::Sign::swatch, row.srgb, row.words, false, row.letter});
      if (!heat.trigger_points.empty()) words.rows.push_back({Wording::Row::Sign::cross, theme.cross, context.library->say("trigger point")});
      words.note = heat.legend.provocation;
      if (!heat.legend.evidence.empty()) words.foot.push_back(heat.legend.evidence);
    }
    if (document.length_colours) {
      const auto share = [&](const char *english) { return fmt::format(fmt::runtime(context.library->say(english)), std::lround(100 * full_strain)); };
      words.lengths = Wording::Scale{share("{} % shorter"), context.library->say("as at rest"), share("{} % longer")};
    }
    bool origin = false, insertion = false;
    for (const std::uint32_t i : patches)
      (context.body->patches[i].role == format::Role::origin ? origin : insertion) = true;
    if (origin) words.rows.push_back({Wording::Row::Sign::origin, theme.origin, context.library->say("origin")});
    if (insertion) words.rows.push_back({Wording::Row::Sign::insertion, theme.insertion, context.library->say("insertion")});
  }
  if (document.picture.credit)
    for (const format::Credit &credit : context.body->credits) words.foot.push_back(credit_line(credit));
  return words;
}

void mark_hidden(Wording &wording, const std::vector<Badge> &badges, const anatomy::Library &library) {
  for (Wording::Row &row : wording.rows) {
    if (row.sign != Wording::Row::Sign::origin && row.sign != Wording::Row::Sign::insertion) continue;
    const bool origin = row.sign == Wording::Row::Sign::origin;
    row.hollow = std::ranges::any_of(badges, [&](const Badge &b) { return b.origin == origin && b.hollow; });
    if (row.hollow) row.words += " (" + library.say("behind") + ")";
  }
}

} // namespace myo::frame

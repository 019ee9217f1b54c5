// Reading anatomy files: one place that keeps the first fault, the ids that files define and the ids that they name.
// Private to the readers of this room.
#pragma once

#include "anatomy/library.h"
#include "base/result.h"

#include <toml++/toml.h>

#include <array>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace myo::anatomy {

enum class Noun { bone, landmark, scale, segment, skin_part, cover, muscle, joint, pose, region, pattern, motion_joint, cue, red_flag, move };
[[nodiscard]] std::string_view to_string(Noun noun);

// What is gathered while the folder is read.
class Source {
public:
  // Only the first fault is kept; reading goes on so that each reader stays simple.
  void fault(std::string what, std::string where, std::string remedy = {});
  [[nodiscard]] bool faulty() const { return first_.has_value(); }
  [[nodiscard]] const std::optional<Error> &first() const { return first_; }

  // Notes that `id` exists; a second definition is a fault.
  void define(Noun noun, const std::string &id, const std::string &where);
  // Notes that `id` is named at `where`; checked by `resolve`.
  void refer(Noun noun, const std::string &id, const std::string &where);
  void refer(Noun noun, const std::vector<std::string> &ids, const std::string &where);
  // Every reference must have a definition.
  void resolve();

  [[nodiscard]] std::vector<std::string> ids(Noun noun) const;

private:
  struct Reference { Noun noun; std::string id, where; };
  std::optional<Error> first_;
  std::map<Noun, std::map<std::string, std::string>> defined_; // id -> where
  std::vector<Reference> references_;
};

// One table of a file. Every key that is not asked for is a fault when the Fields is finished.
class Fields {
public:
  Fields(Source &source, const toml::table &table, std::string file, std::string what);
  ~Fields();
  Fields(const Fields &) = delete;
  Fields &operator=(const Fields &) = delete;

  [[nodiscard]] Source &source() const { return source_; }
  [[nodiscard]] const std::string &file() const { return file_; }
  [[nodiscard]] std::string where() const;                     // file:line of the table
  [[nodiscard]] std::string where(std::string_view key) const; // file:line of a key's value
  [[nodiscard]] bool has(std::string_view key) const;
  void fault(std::string_view key, std::string what, std::string remedy = {}) const;

  // Required values; a missing or wrong one is a fault and reads as empty.
  std::string text(std::string_view key);
  double number(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  // Texts that each hold an address (http, doi, PMID), or say that they have none: "... (print)", "..., unsourced".
  std::vector<std::string> sources(std::string_view key);
  std::vector<double> numbers(std::string_view key, std::size_t count);
  vec3 vector(std::string_view key);
  // Optional values.
  std::string text_or(std::string_view key, std::string fallback);
  double number_or(std::string_view key, double fallback);
  bool flag(std::string_view key);
  std::vector<std::string> texts_or_none(std::string_view key);
  // One of a closed list of words; `fallback` empty = required.
  std::string word(std::string_view key, std::initializer_list<std::string_view> words, std::string_view fallback = {});
  // Any node, marked as asked for; nullptr when absent.
  const toml::node *node(std::string_view key);
  // Each table of an array of tables (or of inline tables); absent = none.
  void each(std::string_view key, std::string_view what, const std::function<void(Fields &)> &read);
  // A sub-table; `required` or absent = not called.
  void table(std::string_view key, std::string_view what, bool required, const std::function<void(Fields &)> &read);
  // All keys, marked as asked for.
  std::vector<std::string> keys();

private:
  const toml::node *take(std::string_view key, bool required);
  void wrong(std::string_view key, std::string_view expected) const;

  Source &source_;
  const toml::table &table_;
  std::string file_, what_;
  std::set<std::string, std::less<>> asked_;
};

// "file.toml:12"
[[nodiscard]] std::string place(const std::string &file, const toml::node &node);

// Parses one file and hands its top table to `read`.
void read_toml(Source &source, const std::filesystem::path &folder, const std::string &name, std::string_view what,
               const std::function<void(Fields &)> &read);

// The .toml files of a sub-folder, sorted, as "muscles/x.toml"; that it cannot be read is a fault.
[[nodiscard]] std::vector<std::string> files_in(Source &source, const std::filesystem::path &folder, const std::string &sub);

// Shared forms.
[[nodiscard]] std::vector<LandmarkFilter> read_filters(Fields &fields, std::string_view key);
[[nodiscard]] PointForm read_point(Fields &fields, std::string_view key);
[[nodiscard]] std::vector<PointForm> read_points(Fields &fields, std::string_view key);
// A point from a node of any list. A landmark with a brace in its name is a pattern and is not looked up.
[[nodiscard]] PointForm read_point(Fields &fields, std::string_view key, const toml::node &node);
// "{bone}" becomes the bone's id, "{n}" the number it ends with.
[[nodiscard]] std::string for_bone(const std::string &text, const std::string &bone);

// One reader a section; each appends to the library.
void read_bones(Fields &file, Library &library);
void read_landmarks(Fields &file, Library &library);
void read_regions(Fields &file, Library &library);
void read_surface(Fields &file, Library &library);
void read_joints(Fields &file, Library &library);
void read_motions(Fields &file, Library &library);
void read_poses(Fields &file, Library &library);
void read_muscle(Fields &file, Library &library);
void read_shape(Fields &muscle, const Library &library, MuscleShape &shape); // its section `shape`, when it has one
void read_acts(Fields &muscle, const Library &library, Muscle &into);         // `path`, `part`, `acts_from`
void read_moment_arms(Fields &file, Library &library);
// JOINT.MOTION, or for a motion to either side JOINT.MOTION.ipsi | JOINT.MOTION.contra.
[[nodiscard]] bool known_action(const Library &library, std::string action);
void read_fascia(Fields &file, Library &library);
void read_cues(Fields &file, Library &library);
void read_red_flags(Fields &file, Library &library);
void read_joint_pain(Fields &file, Library &library);
void read_pattern(Fields &file, Library &library);
void read_move(Fields &file, Library &library);
void read_absences(Fields &file, Library &library);

// "cervical.flexion=30": checked against the motions read so far; a fault is laid at `where`.
void read_motion_value(Source &source, const Library &library, const std::string &text, const std::string &where,
                       std::vector<MotionValue> &out);

} // namespace myo::anatomy

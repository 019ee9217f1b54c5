// The names of one sheet: its measurements (a bone's own over its family's) and what is derived from them.
// Private to the readers of this room.
#pragma once

#include "anatomy/sheet.h"
#include "anatomy/source.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace myo::anatomy {

class SheetScope {
public:
  SheetScope(Source &source, std::string file) : source_(source), file_(std::move(file)) {}

  // Reads the tables "read", "judged" and "cited" and the table "derive" of one layer; later layers go before.
  void read(Fields &layer, bool family);
  [[nodiscard]] std::vector<Measure> measures() const;
  // The measurements in the table `right`, which differ from those read so far. In a `symmetric` sheet points of the
  // midline cannot, and the others keep to their side of it.
  void read_right(Fields &right, bool symmetric);
  [[nodiscard]] std::vector<Measure> right_measures() const { return listed(right_); }
  [[nodiscard]] SheetScope right() const; // the names as they hold there
  // How far points of the midline stand beside it, and all points of the midline for the bend that this makes.
  [[nodiscard]] std::vector<Measure> deviations() const { return listed(deviations_); }
  [[nodiscard]] std::vector<MidlinePoint> midline();

  // A number, or a text with arithmetic over names. `step`: literals must be multiples of it.
  [[nodiscard]] double scalar(const toml::node &node, double step);
  // One number or a list of them.
  [[nodiscard]] std::vector<double> scalars(const toml::node &node, double step);
  // The name of a point, [l, p, s], { of, off }, { between, f, off }, { mirror }.
  [[nodiscard]] vec3 point(const toml::node &node);
  [[nodiscard]] std::vector<vec3> points(const toml::node &node);
  [[nodiscard]] vec3 vector(const toml::node &node, double step); // no point: a direction, radii, angles
  // Numbers other than 0 written anywhere below a node, in quotes or not.
  [[nodiscard]] static int literals(const toml::node &node);
  // The bone's own measurements that nothing has named; likely a slip.
  [[nodiscard]] std::vector<Measure> unused() const;

  void use_file(std::string file) { file_ = std::move(file); }

private:
  using Measures = std::map<std::string, Measure, std::less<>>;
  struct Derived { const toml::node *node = nullptr; std::string file; bool busy = false; };
  [[nodiscard]] static std::vector<Measure> listed(const Measures &measures);
  void read_tables(Fields &layer, bool family);
  void read_measures(Fields &table, const std::string &provenance, bool family);
  void measure(const std::string &name, const toml::node &node, Measure measure, double step);
  [[nodiscard]] std::string unknown(std::string_view name) const;
  [[nodiscard]] std::optional<double> named_scalar(std::string_view name);
  [[nodiscard]] std::optional<vec3> named_point(std::string_view name);
  [[nodiscard]] vec3 point_of_table(const toml::table &table);
  void fault(const toml::node &node, std::string what, std::string remedy = {});
  double literal(const toml::node &node, double step);

  Source &source_;
  std::string file_;
  Measures measures_, right_, deviations_;
  std::map<std::string, Derived, std::less<>> derived_;
  std::set<std::string, std::less<>> used_;
};

// Lab-sheet rounding: millimetres to 0.5, degrees to 1, shares to 0.05.
inline constexpr double mm_step = 0.5, deg_step = 1, share_step = 0.05;
inline constexpr std::size_t longest_list = 16; // more numbers in a row are a table read by a machine

} // namespace myo::anatomy

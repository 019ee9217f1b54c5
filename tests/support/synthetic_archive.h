// An anatomy archive in BodyParts3D's layout, made in code from ellipsoids and tubes: every kind of mess that the real one
// has, and none of its shapes. For tests of the importer on any machine.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace myo::tests {

// A surface in the files' own frame: millimetres, x left, y posterior, z up.
struct Solid {
  struct Point {
    double x, y, z;
  };
  std::vector<Point> points;
  std::vector<int> indices;
  void add(const Solid &other);
};

[[nodiscard]] Solid ellipsoid_mm(Solid::Point centre, Solid::Point radii, int rings = 12, int sectors = 16);
// The same, cut open along one meridian whose second copy stands `gap` mm off.
[[nodiscard]] Solid cracked_ellipsoid_mm(Solid::Point centre, Solid::Point radii, double gap, int rings = 12,
                                         int sectors = 16);
// Round and closed, along a polyline.
[[nodiscard]] Solid tube_mm(const std::vector<Solid::Point> &path, double radius, int sectors = 12);
// "# Concept ID : ..." header (none when `fma` is empty), v, vn and f lines.
[[nodiscard]] std::string obj_text(const Solid &solid, std::string_view element = {}, std::string_view fma = {},
                                   std::string_view name = {});

struct SyntheticArchive {
  std::map<std::string, std::string> files; // "FJ1.obj" -> text
  std::string parts_list, element_parts;    // the two tables

  // A row in both tables.
  void row(std::string_view fma, std::string_view name, std::string_view element);
  // `as_zip`: FOLDER/isa_BP3D_4.0_obj_99.zip with the tables beside it; else a folder of files with the tables inside.
  // Returns what to import.
  [[nodiscard]] std::filesystem::path write(const std::filesystem::path &folder, bool as_zip) const;
};

// Writes one zip with exactly these entries.
void write_zip(const std::filesystem::path &file, const std::map<std::string, std::string> &entries);

// FJ1 occiput; FJ2, FJ3 atlas and axis in another unit; FJ4 third cervical vertebra, without a header; FJ5, FJ5M
// scapulae, the mirrored one inside out; FJ6, FJ6M levator scapulae with a crack, the right one with a stray shard and
// repeated triangles; FJ2772 = FJ3201 hyoid; FJ9, FJ10 one muscle of two elements that a broad concept also names;
// FJ11 rotators of both sides; FJ12 an artery; FJ13 in no table but with a header; FJ14 named nowhere; FJ15 a heel
// bone, small and near the origin by right; FJ99 in the tables but not there.
[[nodiscard]] SyntheticArchive messy_archive();

// A clean one, as crude as a child's figure: spine with discs, head, ribs, girdles, humerus and femur, and six pairs of
// muscles. A whole import succeeds. Multifidus comes under the id that its three parts share.
[[nodiscard]] SyntheticArchive crude_archive();

} // namespace myo::tests

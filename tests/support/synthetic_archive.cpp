#include "support/synthetic_archive.h"

#include <cmath>
#include <fmt/format.h>
#include <fstream>
#include <stdexcept>
#include <zip.h>

namespace myo::tests {
namespace {

constexpr double pi = 3.14159265358979;

Solid scaled(Solid solid, double factor) {
  for (Solid::Point &p : solid.points) p = {p.x * factor, p.y * factor, p.z * factor};
  return solid;
}

// Mirrored in x without turning the triangles: inside out, as some mirrored parts are.
Solid mirrored(Solid solid) {
  for (Solid::Point &p : solid.points) p.x = -p.x;
  return solid;
}

void save(const std::filesystem::path &file, const std::string &text) {
  std::ofstream(file, std::ios::binary) << text;
}

} // namespace

void Solid::add(const Solid &other) {
  const int offset = int(points.size());
  points.insert(points.end(), other.points.begin(), other.points.end());
  for (const int i : other.indices) indices.push_back(i + offset);
}

Solid cracked_ellipsoid_mm(Solid::Point centre, Solid::Point radii, double gap, int rings, int sectors) {
  Solid solid;
  const auto place = [&](double theta, double phi, double off) {
    solid.points.push_back({centre.x + radii.x * std::sin(theta) * std::cos(phi),
                            centre.y + radii.y * std::sin(theta) * std::sin(phi) + off,
                            centre.z + radii.z * std::cos(theta)});
  };
  // One column of points more than sectors: the last is the first again, moved by the gap. Poles are one point each.
  for (int r = 1; r < rings; ++r)
    for (int s = 0; s <= sectors; ++s) place(pi * r / rings, 2 * pi * (s % sectors) / sectors, s == sectors ? -gap : 0);
  const int top = int(solid.points.size()), bottom = top + 1;
  place(0, 0, 0);
  place(pi, 0, 0);
  const auto at = [&](int r, int s) { return (r - 1) * (sectors + 1) + s; };
  for (int s = 0; s < sectors; ++s) {
    solid.indices.insert(solid.indices.end(), {top, at(1, s), at(1, s + 1)});
    for (int r = 1; r + 1 < rings; ++r)
      solid.indices.insert(solid.indices.end(),
                           {at(r, s), at(r + 1, s), at(r + 1, s + 1), at(r, s), at(r + 1, s + 1), at(r, s + 1)});
    solid.indices.insert(solid.indices.end(), {at(rings - 1, s), bottom, at(rings - 1, s + 1)});
  }
  return solid;
}

Solid ellipsoid_mm(Solid::Point centre, Solid::Point radii, int rings, int sectors) {
  return cracked_ellipsoid_mm(centre, radii, 0, rings, sectors);
}

std::string obj_text(const Solid &solid, std::string_view element, std::string_view fma, std::string_view name) {
  std::string text;
  if (!fma.empty())
    text = fmt::format(
        "# Compatibility version : 4.0\n# File ID : {}\n# Representation ID : BP1\n# Build-up logic : FMA 3.0 "
        "is_a\n# Concept ID : {}\n# English name : {}\n\n",
        element, fma, name);
  for (const Solid::Point &p : solid.points) text += fmt::format("v {:.4f} {:.4f} {:.4f}\n", p.x, p.y, p.z);
  for (std::size_t i = 0; i < solid.points.size(); ++i) text += "vn 0.0000 0.0000 1.0000\n";
  for (std::size_t i = 0; i < solid.indices.size(); i += 3)
    text += fmt::format("f {0}//{0} {1}//{1} {2}//{2}\n", solid.indices[i] + 1, solid.indices[i + 1] + 1,
                        solid.indices[i + 2] + 1);
  return text;
}

void SyntheticArchive::row(std::string_view fma, std::string_view name, std::string_view element) {
  if (parts_list.empty()) {
    parts_list = "concept id\trepresentation id\ten\n";
    element_parts = "concept id\tname\telement file id\n";
  }
  if (parts_list.find(fmt::format("\n{}\t", fma)) == std::string::npos)
    parts_list += fmt::format("{}\tBP1\t{}\n", fma, name);
  element_parts += fmt::format("{}\t{}\t{}\n", fma, name, element);
}

void write_zip(const std::filesystem::path &file, const std::map<std::string, std::string> &entries) {
  zip_t *zip = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  if (zip == nullptr) throw std::runtime_error("cannot write " + file.string());
  for (const auto &[name, text] : entries) {
    const zip_int64_t at =
        zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), ZIP_FL_ENC_UTF_8);
    zip_file_set_mtime(zip, std::uint64_t(at), 1369180800, 0); // the same bytes every time
  }
  if (zip_close(zip) != 0) throw std::runtime_error("cannot finish " + file.string());
}

std::filesystem::path SyntheticArchive::write(const std::filesystem::path &folder, bool as_zip) const {
  const std::string name = "isa_BP3D_4.0_obj_99";
  if (!as_zip) {
    const std::filesystem::path inner = folder / name;
    std::filesystem::create_directories(inner);
    for (const auto &[file, text] : files) save(inner / file, text);
    save(inner / "isa_parts_list_e.txt", parts_list);
    save(inner / "isa_element_parts.txt", element_parts);
    return inner;
  }
  std::filesystem::create_directories(folder);
  std::map<std::string, std::string> entries;
  for (const auto &[file, text] : files) entries[name + "/" + file] = text;
  write_zip(folder / (name + ".zip"), entries);
  save(folder / "isa_parts_list_e.txt", parts_list);
  save(folder / "isa_element_parts.txt", element_parts);
  return folder / (name + ".zip");
}

SyntheticArchive messy_archive() {
  SyntheticArchive archive;
  const auto put = [&](const std::string &element, const std::string &fma, const std::string &name, const Solid &solid,
                       bool header = true, bool rows = true) {
    archive.files[element + ".obj"] = obj_text(solid, element, header ? fma : "", name);
    if (rows) archive.row(fma, name, element);
  };
  constexpr double other_unit = 1 / 27.64;
  put("FJ1", "FMA52735", "Occipital bone", ellipsoid_mm({0, -60, 1530}, {60, 50, 30}));
  put("FJ2", "FMA12519", "Atlas", scaled(ellipsoid_mm({0, -60, 1491}, {35, 20, 9}), other_unit));
  put("FJ3", "FMA12520", "Axis", scaled(ellipsoid_mm({0, -60, 1472}, {25, 20, 10}), other_unit));
  put("FJ4", "FMA12521", "Third cervical vertebra", ellipsoid_mm({0, -60, 1452}, {25, 20, 10}), false);
  const Solid scapula = ellipsoid_mm({-80, 0, 1330}, {45, 10, 70});
  put("FJ5", "FMA13395", "Right scapula", scapula);
  put("FJ5M", "FMA13396", "Left scapula", mirrored(scapula));

  Solid levator = cracked_ellipsoid_mm({-40, -30, 1420}, {8, 8, 60}, 0.3);
  const Solid whole = ellipsoid_mm({40, -30, 1420}, {8, 8, 60});
  const std::vector<int> first(levator.indices.begin(), levator.indices.begin() + 6);
  levator.indices.insert(levator.indices.end(), first.begin(), first.end());
  levator.indices.insert(levator.indices.end(), {first[1], first[2], first[0]}); // and once more, in another turn
  levator.add(ellipsoid_mm({60, -30, 1420}, {1, 1, 1}, 3, 3));
  put("FJ6", "FMA32540", "Right levator scapulae", levator);
  put("FJ6M", "FMA32541", "Left levator scapulae", whole);

  const Solid hyoid = ellipsoid_mm({0, -110, 1440}, {20, 10, 4});
  put("FJ2772", "FMA52749", "Hyoid bone", hyoid);
  put("FJ3201", "FMA52749", "Hyoid bone", hyoid);

  put("FJ9", "FMA13398", "Right serratus anterior", ellipsoid_mm({-120, -40, 1300}, {6, 40, 20}));
  put("FJ10", "FMA13398", "Right serratus anterior", ellipsoid_mm({-120, -40, 1250}, {6, 40, 20}));
  for (const char *element : {"FJ6", "FJ6M", "FJ9", "FJ10"}) archive.row("FMA5022", "Muscle", element);

  Solid rotators;
  for (const double side : {-1.0, 1.0})
    for (const double z : {1300.0, 1280.0}) rotators.add(ellipsoid_mm({15 * side, 10, z}, {3, 3, 8}));
  put("FJ11", "FMA23083", "Thoracic rotator", rotators);
  put("FJ12", "FMA22732", "Right radial artery", ellipsoid_mm({-200, -30, 1000}, {2, 2, 80}));
  put("FJ13", "FMA38454", "Right pronator quadratus", ellipsoid_mm({-210, -30, 940}, {20, 4, 15}), true, false);
  put("FJ14", "", "", ellipsoid_mm({-210, -30, 900}, {5, 5, 5}), false, false);
  put("FJ15", "FMA24497", "Right calcaneus", ellipsoid_mm({-60, 10, 30}, {18, 35, 25}));
  archive.row("FMA7163", "Skin", "FJ99");
  return archive;
}

} // namespace myo::tests

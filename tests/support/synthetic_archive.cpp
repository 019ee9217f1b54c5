#include "support/synthetic_archive.h"

#include <algorithm>
#include <array>
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

Solid tube_mm(const std::vector<Solid::Point> &path, double radius, int sectors) {
  using Point = Solid::Point;
  const auto cross = [](Point a, Point b) { return Point{a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x}; };
  const auto unit = [](Point a) {
    const double length = std::sqrt(a.x * a.x + a.y * a.y + a.z * a.z);
    return Point{a.x / length, a.y / length, a.z / length};
  };
  // Points between, so that bends are round and bellies have vertices.
  std::vector<Point> line;
  constexpr int cuts = 6;
  for (std::size_t i = 0; i + 1 < path.size(); ++i)
    for (int k = 0; k < cuts; ++k) {
      const double f = double(k) / cuts;
      line.push_back({path[i].x + f * (path[i + 1].x - path[i].x), path[i].y + f * (path[i + 1].y - path[i].y),
                      path[i].z + f * (path[i + 1].z - path[i].z)});
    }
  line.push_back(path.back());
  Solid solid;
  const int rings = int(line.size());
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Point &before = line[i == 0 ? 0 : i - 1], &after = line[std::min(i + 1, line.size() - 1)];
    const Point along = unit({after.x - before.x, after.y - before.y, after.z - before.z});
    const Point u = unit(cross(along, std::abs(along.z) < 0.8 ? Point{0, 0, 1} : Point{0, 1, 0})), v = cross(along, u);
    for (int s = 0; s < sectors; ++s) {
      const double c = radius * std::cos(2 * pi * s / sectors), d = radius * std::sin(2 * pi * s / sectors);
      solid.points.push_back({line[i].x + c * u.x + d * v.x, line[i].y + c * u.y + d * v.y, line[i].z + c * u.z + d * v.z});
    }
  }
  solid.points.push_back(line.front());
  solid.points.push_back(line.back());
  const int first = rings * sectors, last = first + 1;
  for (int s = 0; s < sectors; ++s) {
    const int t = (s + 1) % sectors;
    for (int r = 0; r + 1 < rings; ++r) {
      const int a = r * sectors + s, b = r * sectors + t, c = a + sectors, d = b + sectors;
      solid.indices.insert(solid.indices.end(), {a, b, d, a, d, c});
    }
    solid.indices.insert(solid.indices.end(), {first, t, s, last, (rings - 1) * sectors + s, (rings - 1) * sectors + t});
  }
  return solid;
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

namespace {

using Point = Solid::Point;

Solid joined(std::initializer_list<Solid> solids) {
  Solid all;
  for (const Solid &s : solids) all.add(s);
  return all;
}

// Adds parts as elements FJ1, FJ2 ...
struct Crude {
  SyntheticArchive archive;
  int count = 0;

  void put(const std::string &fma, const std::string &name, const Solid &solid) {
    const std::string element = fmt::format("FJ{}", ++count);
    archive.files[element + ".obj"] = obj_text(solid, element, fma, name);
    archive.row(fma, name, element);
  }
  // `make` gets -1 for the right and +1 for the left.
  template <class Make> void pair(const char *left, const char *right, const std::string &name, const Make &make) {
    put(left, "Left " + name, make(1.0));
    put(right, "Right " + name, make(-1.0));
  }
};

// A spine as straight as a broom: bodies, each with a spinous and two transverse processes, and discs between them.
void put_spine(Crude &crude) {
  struct Level {
    const char *name, *fma, *disc; // the disc below
    double height;
  };
  constexpr std::array levels{
      Level{"Fifth lumbar vertebra", "FMA13076", "FMA16037", 34}, Level{"Fourth lumbar vertebra", "FMA13075", "FMA16036", 34},
      Level{"Third lumbar vertebra", "FMA13074", "FMA16035", 34}, Level{"Second lumbar vertebra", "FMA13073", "FMA16034", 34},
      Level{"First lumbar vertebra", "FMA13072", "FMA16033", 34}, Level{"Twelfth thoracic vertebra", "FMA10081", "FMA13509", 25},
      Level{"Eleventh thoracic vertebra", "FMA10059", "FMA13508", 25}, Level{"Tenth thoracic vertebra", "FMA10037", "FMA13507", 25},
      Level{"Ninth thoracic vertebra", "FMA10014", "FMA13506", 25}, Level{"Eighth thoracic vertebra", "FMA9991", "FMA13505", 25},
      Level{"Seventh thoracic vertebra", "FMA9968", "FMA13504", 25}, Level{"Sixth thoracic vertebra", "FMA9945", "FMA13503", 25},
      Level{"Fifth thoracic vertebra", "FMA9922", "FMA13502", 25}, Level{"Fourth thoracic vertebra", "FMA9248", "FMA13501", 25},
      Level{"Third thoracic vertebra", "FMA9209", "FMA13500", 25}, Level{"Second thoracic vertebra", "FMA9187", "FMA13495", 25},
      Level{"First thoracic vertebra", "FMA9165", "FMA10458", 25}, Level{"Seventh cervical vertebra", "FMA12525", "FMA13900", 15},
      Level{"Sixth cervical vertebra", "FMA12524", "FMA13899", 15}, Level{"Fifth cervical vertebra", "FMA12523", "FMA13898", 15},
      Level{"Fourth cervical vertebra", "FMA12522", "FMA13897", 15}, Level{"Third cervical vertebra", "FMA12521", "FMA13896", 15},
      Level{"Axis", "FMA12520", "FMA25058", 15}};
  double z = 915;
  for (const Level &l : levels) {
    const double wide = l.height > 20 ? 20 : 11, middle = z + l.height / 2;
    crude.put(l.disc, std::string("Intervertebral disc below ") + l.name, ellipsoid_mm({0, 0, z}, {wide - 2, wide - 5, 3.5}));
    Solid bone = joined({ellipsoid_mm({0, 0, middle}, {wide, wide - 4, l.height / 2 - 1}), ellipsoid_mm({0, wide + 14, middle - 4}, {4, 18, 4}),
                         ellipsoid_mm({wide + 8, 8, middle}, {13, 4, 4}), ellipsoid_mm({-wide - 8, 8, middle}, {13, 4, 4})});
    if (std::string(l.name) == "Axis") bone.add(ellipsoid_mm({0, -3, middle + 10}, {5, 5, 12}));
    crude.put(l.fma, l.name, bone);
    z += l.height;
  }
  crude.put("FMA12519", "Atlas", joined({ellipsoid_mm({0, 10, z + 8}, {22, 14, 6}), ellipsoid_mm({26, 4, z + 8}, {13, 5, 5}),
                                         ellipsoid_mm({-26, 4, z + 8}, {13, 5, 5})}));
}

void put_head(Crude &crude) {
  crude.put("FMA52735", "Occipital bone", joined({ellipsoid_mm({0, 45, 1545}, {62, 45, 42}), ellipsoid_mm({16, 8, 1500}, {8, 14, 7}),
                                                  ellipsoid_mm({-16, 8, 1500}, {8, 14, 7})}));
  crude.put("FMA52734", "Frontal bone", ellipsoid_mm({0, -55, 1590}, {60, 40, 50}));
  crude.pair("FMA52739", "FMA52738", "temporal bone", [](double side) { return ellipsoid_mm({64 * side, 0, 1540}, {14, 34, 30}); });
  crude.pair("FMA52789", "FMA52788", "parietal bone", [](double side) { return ellipsoid_mm({40 * side, 15, 1600}, {42, 75, 45}); });
  crude.put("FMA52748", "Mandible", tube_mm({{-58, -10, 1512}, {-45, -40, 1472}, {0, -90, 1462}, {45, -40, 1472}, {58, -10, 1512}}, 6, 10));
  crude.put("FMA52749", "Hyoid bone", tube_mm({{-22, -40, 1438}, {0, -60, 1438}, {22, -40, 1438}}, 4, 8));
}

void put_trunk(Crude &crude) {
  crude.put("FMA16202", "Sacrum", joined({ellipsoid_mm({0, 25, 875}, {48, 24, 38}), ellipsoid_mm({0, 45, 895}, {5, 12, 6})}));
  crude.pair("FMA16587", "FMA16586", "hip bone", [](double side) { return ellipsoid_mm({85 * side, 10, 870}, {38, 55, 70}); });
  constexpr std::array left{"FMA7987", "FMA8012", "FMA8039", "FMA8148", "FMA8093", "FMA8202", "FMA8256"};
  constexpr std::array right{"FMA7857", "FMA7882", "FMA7909", "FMA7957", "FMA8066", "FMA8175", "FMA8229"};
  constexpr std::array names{"first rib", "second rib", "third rib", "fourth rib", "fifth rib", "sixth rib", "seventh rib"};
  for (std::size_t i = 0; i < left.size(); ++i)
    crude.pair(left[i], right[i], names[i], [i](double side) {
      const double z = 1372.5 - 25 * double(i), wide = std::min(60 + 20 * double(i), 140.0), deep = 40 + 0.5 * wide;
      return tube_mm({{22 * side, 14, z}, {0.7 * wide * side, 45, z - 5}, {wide * side, 0, z - 15},
                      {0.7 * wide * side, -deep, z - 30}, {24 * side, -deep - 5, z - 35}}, 5, 8);
    });
  crude.put("FMA7486", "Manubrium of sternum", ellipsoid_mm({0, -85, 1340}, {28, 9, 28}));
  crude.put("FMA7487", "Body of sternum", ellipsoid_mm({0, -100, 1250}, {20, 8, 62}));
}

void put_limbs(Crude &crude) {
  crude.pair("FMA13323", "FMA13322", "clavicle", [](double side) {
    return tube_mm({{26 * side, -85, 1362}, {90 * side, -70, 1372}, {155 * side, 0, 1372}}, 6, 10);
  });
  crude.pair("FMA13396", "FMA13395", "scapula", [](double side) {
    return joined({ellipsoid_mm({100 * side, 62, 1310}, {40, 9, 65}), ellipsoid_mm({150 * side, 18, 1368}, {22, 18, 7}),
                   tube_mm({{75 * side, 70, 1350}, {145 * side, 30, 1366}}, 6, 8), ellipsoid_mm({135 * side, 35, 1325}, {14, 16, 18})});
  });
  crude.pair("FMA23131", "FMA23130", "humerus", [](double side) {
    return joined({ellipsoid_mm({165 * side, 18, 1330}, {22, 22, 22}, 20, 28),
                   tube_mm({{175 * side, 15, 1325}, {200 * side, 15, 1070}}, 11, 12),
                   ellipsoid_mm({202 * side, 15, 1062}, {31, 13, 13})});
  });
  crude.pair("FMA24475", "FMA24474", "femur", [](double side) {
    return joined({ellipsoid_mm({85 * side, 5, 815}, {23, 23, 23}, 20, 28),
                   tube_mm({{95 * side, 5, 815}, {120 * side, 5, 790}, {80 * side, 10, 450}}, 13, 12),
                   ellipsoid_mm({55 * side, 18, 432}, {20, 28, 22}, 20, 28), ellipsoid_mm({103 * side, 18, 432}, {20, 28, 22}, 20, 28)});
  });
}

void put_muscles(Crude &crude) {
  const auto strap = [&](const char *left, const char *right, const char *name, double radius, std::vector<Point> path) {
    crude.pair(left, right, name, [&](double side) {
      std::vector<Point> own = path;
      for (Point &p : own) p.x *= side;
      return tube_mm(own, radius, 12);
    });
  };
  strap("FMA32541", "FMA32540", "levator scapulae", 7, {{28, 14, 1468}, {50, 40, 1420}, {75, 60, 1368}});
  strap("FMA34683", "FMA34682", "acromial part of deltoid", 12, {{158, 20, 1372}, {195, 20, 1320}, {196, 20, 1200}});
  strap("FMA22329", "FMA22328", "gluteus maximus", 20, {{50, 62, 880}, {95, 65, 830}, {118, 30, 760}});
  strap("FMA22879", "FMA22878", "multifidus", 8, {{22, 45, 890}, {14, 30, 1000}, {10, 28, 1080}});
  strap("FMA22877", "FMA22876", "semispinalis capitis", 8, {{24, 26, 1300}, {20, 34, 1420}, {18, 62, 1510}});
  strap("FMA13347", "FMA13346", "sternohyoid", 5, {{12, -88, 1362}, {12, -66, 1400}, {10, -58, 1434}});
}

} // namespace

SyntheticArchive crude_archive() {
  Crude crude;
  put_spine(crude);
  put_head(crude);
  put_trunk(crude);
  put_limbs(crude);
  put_muscles(crude);
  return crude.archive;
}

} // namespace myo::tests

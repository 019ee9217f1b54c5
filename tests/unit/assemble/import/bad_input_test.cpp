// Every bad input that concerns reading: refused with one line that says what, where and what to do.
#include "assemble/import/bodyparts3d/archive.h"
#include "assemble/import/bodyparts3d/import.h"
#include "assemble/import/bodyparts3d/obj.h"
#include "assemble/import/bodyparts3d/tables.h"
#include "support/scratch.h"
#include "support/synthetic_archive.h"

#include <fstream>
#include <gtest/gtest.h>

namespace myo::assemble::bodyparts3d {
namespace {

using myo::tests::messy_archive;
using myo::tests::Scratch;
using myo::tests::SyntheticArchive;
using myo::tests::write_zip;
namespace fs = std::filesystem;

std::string failure(const fs::path &path) {
  Progress progress;
  const auto body = import_structures(path, {}, progress);
  if (body) return "no failure";
  EXPECT_EQ(body.error().kind, ErrorKind::input);
  const std::string line = body.error().line();
  EXPECT_EQ(line.find('\n'), std::string::npos) << line;
  return line;
}

std::string obj_failure(const std::string &text) {
  const auto file = parse_obj(text, "FJ1.obj");
  return file ? "no failure" : file.error().line();
}

const std::string triangle = "v 0 0 0\nv 1 0 0\nv 0 1 0\n";

TEST(BadArchive, NothingThere) {
  const Scratch scratch;
  EXPECT_NE(failure(scratch / "none.zip").find("does not exist"), std::string::npos);
  EXPECT_NE(failure(scratch.path()).find("holds neither OBJ files nor a zip"), std::string::npos);
}

TEST(BadArchive, NotAZipAndCutShort) {
  const Scratch scratch;
  std::ofstream(scratch / "page.zip") << "<html>not found</html>";
  EXPECT_NE(failure(scratch / "page.zip").find("is not a whole zip archive"), std::string::npos);

  const fs::path zip = messy_archive().write(scratch.path(), true);
  for (const double share : {0.999, 0.5, 0.01}) {
    fs::copy_file(zip, scratch / "cut.zip", fs::copy_options::overwrite_existing);
    fs::resize_file(scratch / "cut.zip", std::uintmax_t(double(fs::file_size(zip)) * share));
    const std::string line = failure(scratch / "cut.zip");
    EXPECT_NE(line.find("cut.zip"), std::string::npos) << line;
    EXPECT_NE(line.find("again"), std::string::npos) << line;
  }
}

TEST(BadArchive, DamagedInTheMiddle) {
  const Scratch scratch;
  const fs::path zip = messy_archive().write(scratch.path(), true);
  std::fstream file(zip, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(2000);
  file << "########################################";
  file.close();
  const std::string line = failure(zip);
  EXPECT_NE(line.find("isa_BP3D_4.0_obj_99.zip"), std::string::npos) << line;
  EXPECT_NE(line.find("again"), std::string::npos) << line;
}

TEST(BadArchive, NamesThatClimbOut) {
  const Scratch scratch;
  for (const char *name : {"../FJ1.obj", "/etc/FJ1.obj", "a/../../FJ1.obj", "..\\FJ1.obj", "C:/FJ1.obj"}) {
    write_zip(scratch / "slip.zip", {{name, triangle + "f 1 2 3\n"}});
    EXPECT_NE(failure(scratch / "slip.zip").find("leads out of the archive"), std::string::npos) << name;
  }
}

TEST(BadArchive, ABombIsRefusedUnopened) {
  const Scratch scratch;
  write_zip(scratch / "bomb.zip", {{"FJ1.obj", std::string(64U << 20U, ' ')}});
  EXPECT_NE(failure(scratch / "bomb.zip").find("times its size"), std::string::npos);
}

TEST(BadArchive, TwoGigabytesOfText) {
  const Scratch scratch;
  // A sparse file of two gigabytes takes no room on the disk.
  std::ofstream(scratch / "FJ1.obj") << triangle;
  fs::resize_file(scratch / "FJ1.obj", 2ULL << 30U);
  EXPECT_NE(failure(scratch.path()).find("would unpack to 2048 MB"), std::string::npos);

  fs::remove(scratch / "FJ1.obj");
  for (int i = 0; i < 7; ++i) {
    std::ofstream(scratch / fmt::format("FJ{}.obj", i)) << triangle;
    fs::resize_file(scratch / fmt::format("FJ{}.obj", i), 250ULL << 20U);
  }
  EXPECT_NE(failure(scratch.path()).find("more than 1536 MB"), std::string::npos);
}

TEST(BadArchive, TwoFilesOfOneName) {
  const Scratch scratch;
  write_zip(scratch / "two.zip", {{"a/FJ1.obj", triangle}, {"b/FJ1.obj", triangle}});
  EXPECT_NE(failure(scratch / "two.zip").find("two files of this name"), std::string::npos);
}

TEST(BadArchive, NoObjFiles) {
  const Scratch scratch;
  write_zip(scratch / "photos.zip", {{"a.jpg", "x"}});
  EXPECT_NE(failure(scratch / "photos.zip").find("holds no OBJ files"), std::string::npos);
}

TEST(BadTables, Missing) {
  for (const char *table : {parts_list_name, element_parts_name}) {
    const Scratch scratch;
    const fs::path zip = messy_archive().write(scratch.path(), true);
    fs::remove(scratch / table);
    const std::string line = failure(zip);
    EXPECT_NE(line.find(fmt::format("the table {} is missing", table)), std::string::npos) << line;
  }
}

TEST(BadTables, Contradicting) {
  SyntheticArchive archive = messy_archive();
  SyntheticArchive other;
  for (int i = 0; i < 40; ++i) other.row(fmt::format("FMA9{}", i), fmt::format("Organ {}", i), fmt::format("FJ{}", i));
  archive.parts_list = other.parts_list;
  const Scratch scratch;
  EXPECT_NE(failure(archive.write(scratch.path(), true)).find("contradicts isa_parts_list_e.txt"), std::string::npos);
}

TEST(BadTables, Rows) {
  const std::string list = "concept id\trepresentation id\ten\nFMA1\tBP1\tAtlas\n";
  const std::string parts = "concept id\tname\telement file id\nFMA1\tAtlas\tFJ1\n";
  ASSERT_TRUE(read_tables(list, parts));
  EXPECT_TRUE(read_tables("\xEF\xBB\xBF" + list, parts)) << "a byte order mark is no harm";
  const auto line = [](const auto &result) { return result ? std::string("no failure") : result.error().line(); };
  EXPECT_NE(line(read_tables("", parts)).find("the table is empty"), std::string::npos);
  EXPECT_NE(line(read_tables("name,id\n", parts)).find("there is no column \"concept id\""), std::string::npos);
  EXPECT_NE(line(read_tables(list, parts + "FMA2\tAxis\n")).find("isa_element_parts.txt:3: the row is not complete"),
            std::string::npos);
  EXPECT_NE(line(read_tables(list + "atlas\tBP1\tx\n", parts)).find("is not a concept id"), std::string::npos);
  EXPECT_NE(line(read_tables(list + "FMA1\tBP1\tAxis\n", parts)).find("is named \"Atlas\" and \"Axis\""),
            std::string::npos);
  EXPECT_NE(line(read_tables(list + std::string("\0", 1), parts)).find("is not a text table"), std::string::npos);
}

TEST(BadTables, OneStrangeNameIsOnlyNoted) {
  const auto tables =
      read_tables("concept id\trepresentation id\ten\nFMA1\tBP1\tAtlas\nFMA2\tBP1\tAxis\nFMA3\tBP1\tRib\n",
                  "concept id\tname\telement file id\nFMA1\tAtlas\tFJ1\nFMA2\tThe axis\tFJ2\n");
  ASSERT_TRUE(tables);
  ASSERT_EQ(tables->notes.size(), 2U);
  EXPECT_NE(tables->notes[0].find("\"Axis\""), std::string::npos);
  EXPECT_NE(tables->notes[1].find("FMA3 (Rib) has no element"), std::string::npos);
}

TEST(GoodObj, PolygonsNegativeIndicesAndEveryCornerForm) {
  const auto file =
      parse_obj("# Concept ID : FMA1\r\n# English name : Atlas\r\n  v 0 0 0 1.0\r\nv 1 0 0\r\nv 1 1 0\r\nv 0 1 "
                "0\r\ng part\r\nf 1/2/3 2/2 3//1 4\r\nf -4 -3 -2\r\nl 1 2\r\n",
                "FJ1.obj");
  ASSERT_TRUE(file) << file.error().line();
  EXPECT_EQ(file->concept_id, "FMA1");
  EXPECT_EQ(file->name, "Atlas");
  EXPECT_EQ(file->surface.indices, (std::vector<std::uint32_t>{0, 1, 2, 0, 2, 3, 0, 1, 2}));
}

TEST(BadObj, EachFaultNamesItsLine) {
  EXPECT_EQ(obj_failure(triangle), "FJ1.obj: has no triangles; the file may be cut short");
  EXPECT_EQ(obj_failure(""), "FJ1.obj: has no triangles; the file may be cut short");
  EXPECT_EQ(obj_failure("v 0 nan 0\n"), "FJ1.obj:1: \"nan\" is not a coordinate");
  EXPECT_EQ(obj_failure("v 0 0 0\nv 1 inf 0\n"), "FJ1.obj:2: \"inf\" is not a coordinate");
  EXPECT_EQ(obj_failure("v 1e999 0 0\n"), "FJ1.obj:1: \"1e999\" is not a coordinate");
  EXPECT_EQ(obj_failure("v 1 2\n"), "FJ1.obj:1: \"\" is not a coordinate");
  EXPECT_EQ(obj_failure("v 1 2 3e9\n"),
            "FJ1.obj:1: a coordinate of 3000000000 mm is farther out than any part of a body");
  EXPECT_EQ(obj_failure(triangle + "f 1 2 9\n"), "FJ1.obj:4: a face names vertex 9, but there are 3");
  EXPECT_EQ(obj_failure(triangle + "f 1 2 0\n"), "FJ1.obj:4: a face names vertex 0, but there are 3");
  EXPECT_EQ(obj_failure(triangle + "f 1 2 -4\n"), "FJ1.obj:4: a face names vertex -4, but there are 3");
  EXPECT_EQ(obj_failure(triangle + "f 1 2 99999999999999999999\n"),
            "FJ1.obj:4: \"99999999999999999999\" is not a vertex number");
  EXPECT_EQ(obj_failure(triangle + "f 1 2 9223372036854775807\n"),
            "FJ1.obj:4: a face names vertex 9223372036854775807, but there are 3");
  EXPECT_EQ(obj_failure(triangle + "f 1 2 x\n"), "FJ1.obj:4: \"x\" is not a vertex number");
  EXPECT_EQ(obj_failure(triangle + "f 1 2\n"), "FJ1.obj:4: a face has 2 corners");
}

TEST(BadObj, InAnArchiveTheFirstFaultyFileIsNamed) {
  SyntheticArchive archive = messy_archive();
  archive.files["FJ3.obj"] = "v 0 0 nan\n";
  archive.files["FJ9.obj"] = "v 0 0 nan\n";
  for (int run = 0; run < 3; ++run) {
    const Scratch scratch;
    EXPECT_EQ(failure(archive.write(scratch.path(), true)).substr(0, 9), "FJ3.obj:1");
  }
}

} // namespace
} // namespace myo::assemble::bodyparts3d

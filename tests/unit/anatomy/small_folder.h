// A small but complete anatomy folder, written to a temporary place, that tests may spoil.
#pragma once

#include "anatomy/library.h"
#include "base/files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <unistd.h>

namespace myo::anatomy::test {

inline std::map<std::string, std::string> small_files() {
  return {
      {"bones.toml", R"([[bone]]
id = "c7"
name = "Seventh cervical vertebra"
latin = "Vertebra prominens"
fma = "FMA1"
frame = "root"

[[bone]]
id = "rib_01"
name = "First rib"
latin = "Costa prima"
paired = true
fma_left = "FMA2"
fma_right = "FMA3"
frame = "arm"

[[bone]]
id = "rib_02"
name = "Second rib"
latin = "Costa secunda"
paired = true
frame = "arm"
)"},
      {"landmarks.toml", R"([[landmark]]
id = "c7_spinous"
name = "C7 spinous process"
definition = "tip"
bones = ["c7"]
midline = true
rule = { op = "extreme", dir = [0, 1, 0], where = [["midline", 8], ["bbox", "s", 0.5, 1]] }
scale = "trunk"
source = "test"

[[landmark]]
id = "rib1_angle"
name = "Angle of rib 1"
definition = "back"
bones = ["rib_01"]
rule = { op = "nearest_bone", a = "c7_spinous", b = "rib2_angle", f = 0.5, off = [1, 2, 3] }
scale = "trunk"
source = "test"

[[landmark]]
id = "rib2_angle"
name = "Angle of rib 2"
definition = "back"
bones = ["rib_02"]
rule = { op = "extreme", dir = [0, 1, 0], where = [["rel", "c7_spinous", "s", -90, 0]] }
scale = "trunk"
source = "test"
)"},
      {"joints.toml", R"([[joint]]
id = "root"
name = "Root"
latin = "Radix"
centre = "c7_spinous"
source = "test"

[[joint]]
id = "upper"
name = "Upper"
latin = "Superior"
parent = "root"
centre = "disc:c7"
source = "test"

[[joint]]
id = "arm"
name = "Arm"
latin = "Brachium"
parent = "upper"
sided = true
centre = "contact:rib_01|c7"
source = "test"

[[joint]]
id = "neck"
name = "Neck"
latin = "Collum"
regional = true
levels = ["root", "upper"]
source = "test"
[joint.ranges]
flexion = [1, 3]
extension = [1, 1]
rotation = [4, 1]
[joint.shares]
protraction = [0.5, -0.5]
)"},
      {"motions.toml", R"([[joint]]
id = "neck"
source = "test"
motions = [
  { plus = "flexion", minus = "extension", unit = "deg", limits = [60, 50] },
  { plus = "rotation_left", minus = "rotation_right", unit = "deg", limits = [70, 70] },
  { plus = "protraction", minus = "retraction", unit = "mm", limits = [50, 40] },
]

[[joint]]
id = "arm"
sided = true
source = "test"
motions = [{ plus = "abduction", minus = "adduction", unit = "deg", limits = [90, 20] }]
)"},
      {"poses.toml", R"([[pose]]
id = "bent"
name = "Bent"
values = ["neck.extension=20", "left.arm.abduction=45"]
source = "test"
)"},
      {"regions.toml", R"([[scale]]
id = "trunk"
from = "c7_spinous"
to = "rib2_angle"
mm = 500

[[segment]]
id = "trunk"
a = "c7_spinous"
b = { lm = "rib2_angle", off = [0, 0, 5] }
reference = ["rib1_angle", "rib2_angle"]
zero = "anterior"

[skin_parts]
thorax = ["rib_01", "rib_02", "c7"]

[[region]]
id = "patch"
name = "Patch"
kind = "disc"
skin_of = ["thorax"]
minus = ["band"]
scale = "trunk"
at = { a = "c7_spinous", b = "rib1_angle", f = 0.25 }
radius_mm = 20
project = "posterior"

[[region]]
id = "ball"
name = "Ball"
kind = "deep"
bone_surface = true
skin_of = ["thorax"]
neighbours = ["patch"]
scale = "trunk"
at = "c7_spinous"
radii_mm = [10, 12, 14]
on = ["c7"]

[[region]]
id = "band"
name = "Band"
kind = "band"
midline = true
skin_of = ["thorax"]
scale = "trunk"
segment = "trunk"
from = { segment = "trunk", f = 0 }
to = { segment = "trunk", f = 0.5 }
sector = [0, 90]
)"},
      {"surface.toml", R"(edge_mm = 5

[[cover]]
id = "all"
parts = ["thorax"]
closing_mm = 14
thickness_mm = 5
blend_mm = 8
smooth_mm = 2.5
overlap_mm = 10
step_mm = 2.5

[[part]]
id = "wart"
name = "wart"
scale = "trunk"
edge_mm = 1.5
source = "test"
point = [
  { id = "wart_top", name = "Top of the wart", from = ["c7_spinous", "joint:root"], f = 0.25, off_mm = [0, 4.5, -2] },
]
form = [
  { id = "body", kind = "ball", at = ["wart_top", "c7_spinous"], radii_mm = [3, 4.5, 5], turn_deg = [0, 15, 0], blend_mm = 2 },
  { id = "pit", kind = "relief", at = ["wart_top"], height_mm = -1.5, width_mm = 3, seen_from = [0, 1, 0], reach_mm = 10 },
]

[[detail]]
id = "near_the_wart"
at = "wart_top"
scale = "trunk"
radius_mm = 20
fade_mm = 10
edge_mm = 2
)"},
      {"muscles/puller.toml", R"(id = "puller"
name = "Puller"
latin = "Musculus trahens"
synonyms = ["Great puller"]
fma = "FMA10"
fma_left = "FMA11"
fma_right = "FMA12"
fma_parts_right = ["FMA13"]
region = "back"
layer = "deep"
actions = ["neck.extension", "neck.rotation.ipsi", "arm.abduction"]

[attach]
rows = 3
via = ["rib_02"]

[[attach.origin]]
text = "C7 spinous process"
bones = ["c7"]
near = ["{bone}_spinous"]
radius_mm = 12

[[attach.origin]]
text = "nuchal ligament"

[[attach.insertion]]
text = "ribs 1 and 2"
bones = ["rib_01", "rib_02"]
near = ["rib{n}_angle"]
radius_mm = 20
facing = [0, 1, 0]
where = [["bbox", "s", 0, 0.5]]
reach_mm = 4

[[attach.insertion]]
text = "ribs 1 and 2"
continued = true
bones = ["rib_02"]
optional = true

[text]
origin = "C7"
insertion = "ribs 1 and 2"
nerve = "none"
other_actions = ["smiles"]
sources = ["test, unsourced"]
)"},
      {"sources/lab.toml", R"(source = "lab"

[[absent]]
muscle = "puller"
role = "insertion"
bones = ["rib_01"]
why = "the lab has one rib only"
)"},
      {"patterns/ache.toml", R"(id = "ache"
title = "Ache between the ribs"
muscles = ["puller"]
seed = true
compare_with = ["ache"]
cues = ["stiff"]
red_flags = ["fever"]

[trigger_point]
place = "in the middle"
level = "C7"
fraction = 0.5
at = ["c7_spinous"]

[[zone]]
region = "patch"
tier = 3

[[provocation]]
motion = "neck.protraction"
from = 5
to = 30
factor = 1.5

[[apart]]
pattern = "ache"
text = "none from itself"

[text]
described = "It aches."
symptoms = ["ache"]
sets_off = ["work"]
intensifies = ["more work"]
relief = [{ text = "Pull.", move = "pull", hold_s = 20, times = "2 to 3", source = "test" }]
notes = ["under the ribs"]
evidence = "none"
sources = ["test, unsourced"]
)"},
      {"cues.toml", R"([[cue]]
id = "stiff"
name = "Stiff"
words = ["like a board"]
)"},
      {"red_flags.toml", R"([[red_flag]]
id = "fever"
sign = "Fever"
action = "review"
sources = ["test, unsourced"]
)"},
      {"moves/pull.toml", R"(id = "pull"
name = "Pull"
kind = "stretch"
sided = true
how = "Pull gently."
muscles = ["puller"]
repeats = 2
sources = ["test, unsourced"]

[[key]]
take_s = 2
hold_s = 10
values = ["neck.flexion=40", "left.arm.abduction=45"]
)"},
  };
}

class SmallFolder {
public:
  explicit SmallFolder(const std::map<std::string, std::string> &files = small_files()) {
    std::string test = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::replace(test.begin(), test.end(), '/', '_');
    path_ = std::filesystem::temp_directory_path() / ("anatomy_" + std::to_string(getpid()) + "_" + test);
    std::filesystem::remove_all(path_);
    for (const char *sub : {"muscles", "patterns", "sources", "moves"}) std::filesystem::create_directories(path_ / sub);
    for (const auto &[name, text] : files) {
      std::filesystem::create_directories((path_ / name).parent_path());
      EXPECT_TRUE(write_text(path_ / name, text).has_value());
    }
  }
  ~SmallFolder() { std::filesystem::remove_all(path_); }
  SmallFolder(const SmallFolder &) = delete;
  SmallFolder &operator=(const SmallFolder &) = delete;
  [[nodiscard]] const std::filesystem::path &path() const { return path_; }

private:
  std::filesystem::path path_;
};

inline Library small_library() {
  const SmallFolder folder;
  Result<Library> read = read_library(folder.path());
  if (!read) ADD_FAILURE() << read.error().line();
  return read ? std::move(*read) : Library{};
}

} // namespace myo::anatomy::test

#include "atlas/load.h"

#include "../../support/sample_body.h"
#include "../../support/scratch.h"
#include "atlas/cache.h"
#include "atlas/glb_import.h"
#include "base/files.h"
#include "format/archive.h"
#include "format/manifest.h"
#include "format/as_written.h"
#include "format/schema.h"
#include "format/write.h"

#include <cstdlib>
#include <cstring>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace myo::atlas {
namespace {

namespace fs = std::filesystem;
using tests::sample_body;
using tests::Scratch;

class LoadAtlas : public testing::Test {
protected:
  LoadAtlas() {
    ::setenv("XDG_CACHE_HOME", (scratch_ / "cache").c_str(), 1);
    EXPECT_TRUE(format::write_atlas(sample_body(), folder_));
  }
  ~LoadAtlas() override { ::unsetenv("XDG_CACHE_HOME"); }
  LoadAtlas(const LoadAtlas &) = delete;
  LoadAtlas &operator=(const LoadAtlas &) = delete;

  Result<Atlas> load(CacheUse use = CacheUse::read_and_write) {
    Progress progress;
    return load_atlas(folder_, progress, use);
  }
  [[nodiscard]] fs::path cache() const { return cache_places(folder_).front(); }
  void change(const fs::path &file, const std::function<void(std::vector<std::byte> &)> &edit) {
    auto bytes = read_file(file).value();
    edit(bytes);
    ASSERT_TRUE(write_file(file, bytes));
  }
  void expect_refused(std::string_view said) {
    const auto atlas = load();
    ASSERT_FALSE(atlas);
    const std::string line = atlas.error().line();
    EXPECT_NE(line.find(said), std::string::npos) << line;
    EXPECT_EQ(line.find('\n'), std::string::npos);
    EXPECT_EQ(atlas.error().kind, ErrorKind::input);
    EXPECT_FALSE(fs::exists(cache())) << "what was refused must not be remembered";
  }

  Scratch scratch_;
  fs::path folder_ = scratch_ / "atlas";
};

void expect_same_mesh(const format::Mesh &a, const format::Mesh &b) {
  EXPECT_EQ(a.positions, b.positions);
  EXPECT_EQ(a.normals, b.normals);
  EXPECT_EQ(a.joints, b.joints);
  EXPECT_EQ(a.weights, b.weights);
  EXPECT_EQ(a.openness, b.openness);
  EXPECT_EQ(a.uv, b.uv);
  EXPECT_EQ(a.indices, b.indices);
}

TEST_F(LoadAtlas, MeshesComeBackAsTheyWereWritten) {
  format::Body written = sample_body();
  format::as_written(written);
  const auto atlas = load(CacheUse::off);
  ASSERT_TRUE(atlas) << atlas.error().line();
  ASSERT_EQ(atlas->body().structures.size(), written.structures.size());
  for (std::size_t s = 0; s < written.structures.size(); ++s)
    expect_same_mesh(atlas->body().structures[s].mesh, written.structures[s].mesh);
  EXPECT_EQ(atlas->body().regions[0].vertices, written.regions[0].vertices);
}

TEST_F(LoadAtlas, CacheGivesTheSameAtlas) {
  const auto first = load();
  ASSERT_TRUE(first) << first.error().line();
  ASSERT_TRUE(fs::exists(cache()));
  const auto second = read_cache(folder_);
  ASSERT_TRUE(second);
  EXPECT_EQ(first->hash(), second->hash());
  ASSERT_EQ(first->body().structures.size(), second->body().structures.size());
  for (std::size_t s = 0; s < first->body().structures.size(); ++s) {
    const auto &a = first->body().structures[s];
    const auto &b = second->body().structures[s];
    EXPECT_EQ(a.id, b.id);
    EXPECT_EQ(a.name, b.name);
    EXPECT_EQ(a.side, b.side);
    expect_same_mesh(a.mesh, b.mesh);
    EXPECT_EQ(first->levels(static_cast<std::uint32_t>(s)).indices, second->levels(static_cast<std::uint32_t>(s)).indices);
  }
  EXPECT_EQ(first->body().patches[1].outline, second->body().patches[1].outline);
  EXPECT_EQ(first->body().patches[1].how, second->body().patches[1].how);
  EXPECT_EQ(first->body().regions[0].distance_mm, second->body().regions[0].distance_mm);
  EXPECT_EQ(first->body().expected[1].reason, second->body().expected[1].reason);
  EXPECT_EQ(first->body().trigger_points[0].point, second->body().trigger_points[0].point);
  EXPECT_EQ(first->body().joints[2].axes, second->body().joints[2].axes);
  EXPECT_EQ(first->body().credits[0].url, second->body().credits[0].url);
  EXPECT_EQ(first->body().notes, second->body().notes);
}

// Cooked from memory, without reading back: the atlas that loading would have given, to the last bit.
TEST_F(LoadAtlas, CookingGivesWhatLoadingWould) {
  Progress progress;
  format::Body body = sample_body();
  format::as_written(body);
  for (const bool changed : {false, true}) { // the second takes the levels of what has stayed from the first's cache
    if (changed)
      for (vec3 &p : body.structures[1].mesh.positions) p.y += 0.01F;
    EXPECT_EQ(has_cache(folder_), changed); // of the state before
    const auto cooked = write_and_cook(body, folder_, progress);
    ASSERT_TRUE(cooked) << cooked.error().line();
    EXPECT_TRUE(has_cache(folder_));
    const auto quick = read_cache(folder_);
    ASSERT_TRUE(quick);
    const auto slow = load(CacheUse::off);
    ASSERT_TRUE(slow) << slow.error().line();
    EXPECT_EQ(quick->hash(), slow->hash());
    const auto bytes = [](const Atlas &atlas) {
      format::ByteWriter out;
      format::Writer writer(out);
      format::Body all = atlas.body();
      visit_body(writer, all);
      for (auto &s : all.structures) visit_mesh(writer, s.mesh);
      for (std::uint32_t s = 0; s < all.structures.size(); ++s)
        for (const Level &level : atlas.levels(s).of) writer(level.first, level.count, level.error_mm);
      return out.take();
    };
    EXPECT_EQ(bytes(*quick), bytes(*slow));
    EXPECT_EQ(bytes(*cooked), bytes(*slow));
    EXPECT_EQ(cooked->hash(), slow->hash());
    for (std::uint32_t s = 0; s < body.structures.size(); ++s) EXPECT_EQ(quick->levels(s).indices, slow->levels(s).indices);
  }
}

TEST_F(LoadAtlas, StaleCacheIsNotTaken) {
  ASSERT_TRUE(load());
  format::Body other = sample_body();
  other.structures[0].name = "Other bone";
  ASSERT_TRUE(format::write_atlas(other, folder_));
  EXPECT_FALSE(read_cache(folder_));
  const auto atlas = load();
  ASSERT_TRUE(atlas);
  EXPECT_EQ(atlas->body().structures[0].name, "Other bone");
  EXPECT_TRUE(read_cache(folder_)) << "and the cache is cooked again";
}

TEST_F(LoadAtlas, CacheOfAnotherAtlasIsNotTaken) {
  ASSERT_TRUE(load());
  const fs::path other = scratch_ / "other";
  ASSERT_TRUE(format::write_atlas(sample_body(), other));
  EXPECT_TRUE(read_cache(cache(), folder_));
  EXPECT_FALSE(read_cache(cache(), other));
}

TEST_F(LoadAtlas, TornCacheIsRebuiltSilently) {
  ASSERT_TRUE(load());
  const auto whole = read_file(cache()).value();
  for (std::size_t size = 0; size < whole.size(); size += whole.size() / 40 + 1) {
    ASSERT_TRUE(write_file(cache(), std::span(whole).first(size)));
    EXPECT_FALSE(read_cache(folder_)) << size;
  }
  const auto atlas = load();
  ASSERT_TRUE(atlas);
  EXPECT_TRUE(read_cache(folder_));
}

TEST_F(LoadAtlas, EveryFlippedByteOfTheCacheIsNoticed) {
  ASSERT_TRUE(load());
  const auto whole = read_file(cache()).value();
  for (std::size_t i = 0; i < whole.size(); i += whole.size() / 300 + 1) {
    auto flipped = whole;
    flipped[i] ^= std::byte{0x40};
    ASSERT_TRUE(write_file(cache(), flipped));
    EXPECT_FALSE(read_cache(folder_)) << i;
  }
}

TEST_F(LoadAtlas, WithoutACacheFolderTheCacheLiesBesideTheAtlas) {
  ASSERT_TRUE(write_text(scratch_ / "cache", "a file where the folder should be"));
  ASSERT_TRUE(load());
  EXPECT_TRUE(fs::exists(folder_ / "body.cache"));
  EXPECT_TRUE(read_cache(folder_));
}

TEST_F(LoadAtlas, ForeignGlbIsReadApart) {
  // Room between the chunks' content and the end, as another program's writer leaves it: same meshes, other bytes.
  change(folder_ / format::glb_file, [](auto &bytes) {
    std::uint32_t size = 0;
    std::memcpy(&size, bytes.data() + 12, 4);
    const std::vector<std::byte> blanks(4, std::byte{' '});
    bytes.insert(bytes.begin() + 20 + size, blanks.begin(), blanks.end());
    size += 4;
    std::memcpy(bytes.data() + 12, &size, 4);
    const auto total = static_cast<std::uint32_t>(bytes.size());
    std::memcpy(bytes.data() + 8, &total, 4);
  });
  const auto atlas = load();
  ASSERT_TRUE(atlas) << atlas.error().line();
  EXPECT_EQ(atlas->body().structures[2].mesh.positions.size(), sample_body().structures[2].mesh.positions.size());
  EXPECT_EQ(atlas->body().structures[4].mesh.openness.size(), sample_body().structures[4].mesh.positions.size());
}

TEST_F(LoadAtlas, TruncatedGlb) {
  const auto whole = read_file(folder_ / format::glb_file).value();
  for (const std::size_t size : {std::size_t{0}, std::size_t{3}, std::size_t{19}, whole.size() / 3, whole.size() - 4}) {
    ASSERT_TRUE(write_file(folder_ / format::glb_file, std::span(whole).first(size)));
    expect_refused("body.glb");
  }
}

TEST_F(LoadAtlas, WrongGltfVersion) {
  change(folder_ / format::glb_file, [](auto &bytes) { bytes[4] = std::byte{7}; });
  expect_refused("body.glb");
}

// Finds the accessor's bytes in the glb by what they hold, so that the test does not depend on the layout.
void replace_first(std::vector<std::byte> &bytes, std::span<const std::byte> from, std::span<const std::byte> to) {
  const auto found = std::search(bytes.begin(), bytes.end(), from.begin(), from.end());
  ASSERT_NE(found, bytes.end());
  std::copy(to.begin(), to.end(), found);
}

TEST_F(LoadAtlas, WeightsThatDoNotSumToOne) {
  change(folder_ / format::glb_file, [](auto &bytes) {
    const std::array<float, 8> good{1, 0, 0, 0, 1, 0, 0, 0};
    const std::array<float, 8> bad{0.9F, 0, 0, 0, 1, 0, 0, 0};
    replace_first(bytes, std::as_bytes(std::span(good)), std::as_bytes(std::span(bad)));
  });
  expect_refused("sum to 0.9");
}

TEST_F(LoadAtlas, NotANumberInAPosition) {
  change(folder_ / format::glb_file, [](auto &bytes) {
    const format::Body body = sample_body();
    const vec3 good = body.structures[1].mesh.positions[20];
    const vec3 bad(std::nanf(""), good.y, good.z);
    replace_first(bytes, std::as_bytes(std::span(&good, 1)), std::as_bytes(std::span(&bad, 1)));
  });
  expect_refused("not a number");
}

TEST_F(LoadAtlas, MeshThatTheGlbLacks) {
  change(folder_ / format::glb_file, [](auto &bytes) {
    const std::string good = "\"name\":\"FMA3.2\"";
    const std::string bad = "\"name\":\"FMA3.9\"";
    replace_first(bytes, std::as_bytes(std::span(good)), std::as_bytes(std::span(bad)));
  });
  expect_refused("FMA3.2");
}

TEST_F(LoadAtlas, JointThatTheManifestLacks) {
  change(folder_ / format::glb_file, [](auto &bytes) {
    const std::string good = "joint c7_t1";
    const std::string bad = "joint c7_t9";
    replace_first(bytes, std::as_bytes(std::span(good)), std::as_bytes(std::span(bad)));
  });
  expect_refused("c7_t9");
}

TEST_F(LoadAtlas, DuplicateJoints) {
  change(folder_ / format::json_file, [](auto &bytes) {
    const std::string good = "{\"id\":\"right.glenohumeral\"";
    const std::string bad = "{\"id\":\"c7_t1\"             ";
    replace_first(bytes, std::as_bytes(std::span(good)), std::as_bytes(std::span(bad)));
  });
  expect_refused("two joints");
}

TEST_F(LoadAtlas, FieldsThatAreMissingOrTorn) {
  change(folder_ / format::fields_file, [](auto &bytes) { bytes.erase(bytes.end() - 5, bytes.end()); });
  expect_refused("fields.bin");
  fs::remove(folder_ / format::fields_file);
  expect_refused("fields.bin");
}

TEST_F(LoadAtlas, FoldersThatAreNoAtlas) {
  Progress progress;
  EXPECT_FALSE(load_atlas(scratch_ / "nowhere", progress));
  fs::create_directory(scratch_ / "empty");
  const auto atlas = load_atlas(scratch_ / "empty", progress);
  ASSERT_FALSE(atlas);
  EXPECT_NE(atlas.error().line().find("body.json is missing"), std::string::npos);
}

TEST_F(LoadAtlas, CanBeCancelled) {
  Progress progress;
  progress.cancel();
  const auto atlas = load_atlas(folder_, progress, CacheUse::off);
  ASSERT_FALSE(atlas);
  EXPECT_EQ(atlas.error().kind, ErrorKind::cancelled);
}

TEST_F(LoadAtlas, ReadingApartEndsInTime) {
  auto manifest = format::read_manifest(folder_).value();
  const auto glb = read_file(folder_ / format::glb_file).value();
  Progress progress;
  const Status status = import_meshes_apart(glb, manifest, "body.glb", progress, {.seconds = 0, .memory_bytes = 6ULL << 30});
  if (!status) {
    EXPECT_NE(status.error().line().find("took longer"), std::string::npos) << status.error().line();
  }
  progress.cancel();
  const Status stopped = import_meshes_apart(glb, manifest, "body.glb", progress);
  if (!stopped) {
    EXPECT_EQ(stopped.error().kind, ErrorKind::cancelled);
  }
}

} // namespace
} // namespace myo::atlas

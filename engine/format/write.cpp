#include "format/write.h"

#include "base/files.h"
#include "base/hash.h"
#include "base/parallel.h"
#include "format/as_written.h"
#include "format/check.h"
#include "format/glb.h"
#include "format/schema.h"

#include <algorithm>
#include <array>

namespace myo::format {
namespace fs = std::filesystem;
namespace {

constexpr std::array<std::string_view, 3> files{glb_file, fields_file, json_file};

struct File {
  std::string_view name;
  std::span<const std::byte> bytes;
  bool same = false; // as that of the older atlas
};

// A second name for the older atlas's file, which nobody ever writes into; where a disk knows no such thing, written anew.
Status put(const File &file, const fs::path &older, const fs::path &fresh) {
  std::error_code code;
  if (file.same) fs::create_hard_link(older / file.name, fresh / file.name, code);
  if (file.same && !code) return {};
  return write_file(fresh / file.name, file.bytes);
}

} // namespace

Status may_write_atlas(const fs::path &folder) { return may_write_folder(folder, files); }

Status write_atlas(const Body &given, const fs::path &folder) {
  MYO_CHECK(check_body(given));
  Body body = given;
  as_written(body);
  const auto written = write_ready_atlas(body, folder);
  MYO_TRY(written);
  return {};
}

Result<Written> write_ready_atlas(const Body &body, const fs::path &folder) {
  MYO_CHECK(check_body(body));
  MYO_CHECK(may_write_atlas(folder));
  Result<std::vector<std::byte>> glb;
  HalfEncoded half;
  Written out;
  parallel_invoke([&] { if (glb = encode_glb(body); glb) out.glb = {glb->size(), hash_bytes(*glb)}; },
                  [&] { half = encode_lists(body); });
  MYO_TRY(glb);
  const Encoded manifest = with_marks(std::move(half), out.glb);
  out.fields = {manifest.fields.size(), hash_bytes(manifest.fields)};
  std::array<File, 3> all{File{glb_file, *glb}, {fields_file, manifest.fields}, {json_file, std::as_bytes(std::span(manifest.json))}};
  for (File &file : all) file.same = holds_exactly(folder / file.name, file.bytes);
  if (std::all_of(all.begin(), all.end(), [](const File &f) { return f.same; })) {
    clear_leftovers(folder, files);
    return out;
  }
  out.anew = true;
  const auto fill = [&](const fs::path &fresh) -> Status {
    const File &meshes = all[0], &fields = all[1], &json = all[2];
    Status first, second;
    parallel_invoke([&] { first = put(meshes, folder, fresh); }, [&] { second = put(fields, folder, fresh); });
    MYO_CHECK(first);
    MYO_CHECK(second);
    return put(json, folder, fresh); // last: a folder with one is complete
  };
  MYO_CHECK(write_folder(folder, files, fill));
  return out;
}

} // namespace myo::format

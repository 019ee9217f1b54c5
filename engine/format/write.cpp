#include "format/write.h"

#include "base/files.h"
#include "base/hash.h"
#include "format/check.h"
#include "format/glb.h"
#include "format/manifest.h"
#include "format/order.h"
#include "format/schema.h"

#include <array>

namespace myo::format {
namespace {

constexpr std::array<std::string_view, 3> files{glb_file, fields_file, json_file};

} // namespace

Status may_write_atlas(const std::filesystem::path &folder) { return may_write_folder(folder, files); }

Status write_atlas(const Body &given, const std::filesystem::path &folder) {
  MYO_CHECK(check_body(given));
  Body body = given;
  for (Structure &s : body.structures) order_influences(s.mesh);
  order_vertices(body);
  const auto glb = encode_glb(body);
  MYO_TRY(glb);
  const Encoded manifest = encode_manifest(body, {glb->size(), hash_bytes(*glb)});
  return write_folder(folder, files, [&](const std::filesystem::path &fresh) -> Status {
    MYO_CHECK(write_file(fresh / glb_file, *glb));
    MYO_CHECK(write_file(fresh / fields_file, manifest.fields));
    return write_text(fresh / json_file, manifest.json); // last: a folder with a body.json is complete
  });
}

} // namespace myo::format

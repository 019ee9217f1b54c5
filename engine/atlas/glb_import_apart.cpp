#include "atlas/glb_import.h"

#include "format/archive.h"

namespace myo::atlas {

Status import_meshes_apart(std::span<const std::byte> glb, format::Manifest &manifest, const std::string &where,
                           Progress &progress, const ChildLimits &limits) {
  const std::string remedy = "import the atlas again";
  const auto read = [&](Progress &) -> Result<std::vector<std::byte>> {
    if (Status status = import_meshes(glb, manifest, where); !status) {
      Error error = status.error();
      error.remedy = remedy;
      return fail(std::move(error));
    }
    format::ByteWriter out;
    format::Writer writer(out);
    for (format::Structure &s : manifest.body.structures) visit_mesh(writer, s.mesh);
    return out.take();
  };
  const auto answer = run_apart(read, where, remedy, progress, limits);
  MYO_TRY(answer);
  format::ByteReader in(answer->bytes());
  format::Reader reader(in);
  for (format::Structure &s : manifest.body.structures) visit_mesh(reader, s.mesh);
  if (!reader.ok()) return machine_fault("the reading process left half an answer", where);
  return {};
}

} // namespace myo::atlas

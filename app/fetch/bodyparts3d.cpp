#include "fetch/bodyparts3d.h"

#include "fetch/download.h"

namespace myo::app::fetch {

Status fetch_bodyparts3d(const BodyParts3DSource &source, const std::filesystem::path &folder, Progress &progress, float to) {
  // The tables are small and their sums are not published: the importer checks what is in them.
  for (const char *table : {"isa_parts_list_e.txt", "isa_element_parts.txt"})
    MYO_CHECK(fetch_file({source.base + "/" + table, folder / table, {}, {}, table}, progress, 0, 0.02F * to));
  const char *archive = "isa_BP3D_4.0_obj_99.zip";
  return fetch_file({source.base + "/" + archive, folder / archive, source.size, source.sha256, "BodyParts3D"}, progress, 0.02F * to, to);
}

} // namespace myo::app::fetch

#include "import_atlas.h"

#include "assemble/import_driver.h"
#include "base/log.h"
#include "base/resources.h"
#include "format/write.h"
#include "settings.h"

namespace myo::app {

Status import_atlas(const std::filesystem::path &dataset, const std::filesystem::path &out,
                    const anatomy::Library &library, Progress &progress, assemble::ImportReport &report) {
  std::error_code code;
  const std::filesystem::path parent = std::filesystem::absolute(out, code).lexically_normal().parent_path();
  std::filesystem::create_directories(parent, code);
  if (code) return machine_fault("cannot be created: " + code.message(), parent.string(), "choose a folder you may write to");
  MYO_CHECK(format::may_write_atlas(out)); // before minutes of work
  auto body = assemble::import_bodyparts3d(dataset, library, progress, {}, &report);
  MYO_TRY(body);
  if (progress.cancelled()) return cancelled();
  progress.report("writing the atlas", 0.99F);
  MYO_CHECK(format::write_atlas(*body, out));
  // The atlas is there; that it is not opened by itself next time is only told.
  if (const Status kept = remember_atlas(std::filesystem::absolute(out, code)); !kept) log::warning("{}", kept.error().line());
  return {};
}

std::filesystem::path default_atlas_folder() { return user_data_folder() / "atlases" / "bodyparts3d"; }

} // namespace myo::app

#include "cli/atlas_name.h"

#include "workbench.h"

namespace myo::app::cli {

Result<std::filesystem::path> resolve_atlas_name(const std::string &name) { return find_atlas(std::filesystem::path(name)); }

} // namespace myo::app::cli

// body.glb through Assimp. The only file of the engine that includes Assimp outside the importers is glb_import.cpp.
#pragma once

#include "base/apart.h"
#include "base/progress.h"
#include "base/result.h"
#include "format/manifest.h"

#include <cstddef>
#include <span>
#include <string>

namespace myo::atlas {

// Fills the meshes of `manifest.body` from the bytes of a glb, in this process. Every mesh that the manifest expects
// must be there with as many vertices and triangles as it says; other meshes are ignored.
[[nodiscard]] Status import_meshes(std::span<const std::byte> glb, format::Manifest &manifest, const std::string &where);

// The same in a child process, for bytes that we did not write: whatever they do to the parser, this process stays whole.
[[nodiscard]] Status import_meshes_apart(std::span<const std::byte> glb, format::Manifest &manifest,
                                         const std::string &where, Progress &progress, const ChildLimits &limits = {});

} // namespace myo::atlas

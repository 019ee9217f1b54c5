#include "anatomy/source.h"

namespace myo::anatomy {

void read_bones(Fields &file, Library &library) {
  file.each("bone", "bone", [&](Fields &f) {
    Bone bone;
    bone.id = f.text("id");
    bone.name = f.text("name");
    bone.latin = f.text("latin");
    bone.kind = f.word("kind", {"bone", "tooth", "disc", "cartilage", "ligament"}, "bone");
    bone.paired = f.flag("paired");
    bone.fma = f.text_or("fma", "");
    bone.fma_left = f.text_or("fma_left", "");
    bone.fma_right = f.text_or("fma_right", "");
    bone.frame = f.text("frame");
    bone.frame_to = f.text_or("frame_to", "");
    if (!bone.paired && (f.has("fma_left") || f.has("fma_right"))) {
      f.fault("id", fmt::format("\"{}\" has an FMA id for one side but is not paired", bone.id), "add paired = true");
    }
    f.source().define(Noun::bone, bone.id, f.where("id"));
    f.source().refer(Noun::joint, bone.frame, f.where("frame"));
    f.source().refer(Noun::joint, bone.frame_to, f.where("frame_to"));
    library.bones.push_back(std::move(bone));
  });
}

} // namespace myo::anatomy

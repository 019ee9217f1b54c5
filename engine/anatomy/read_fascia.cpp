// fasciae/ID.toml: tissue that is only shaped.
#include "anatomy/source.h"

namespace myo::anatomy {

void read_fascia(Fields &f, Library &library) {
  Fascia fascia;
  fascia.id = f.text("id");
  fascia.name = f.text("name");
  fascia.latin = f.text("latin");
  fascia.fma = f.text_or("fma", "");
  fascia.fma_left = f.text_or("fma_left", "");
  fascia.fma_right = f.text_or("fma_right", "");
  fascia.kind = f.word("kind", {"fascia", "ligament"});
  fascia.bone = f.text_or("bone", "");
  f.source().refer(Noun::bone, fascia.bone, f.where("bone"));
  fascia.paired = !f.flag("midline");
  read_shape(f, library, fascia.shape);
  if (fascia.shape.heads.empty()) f.fault("shape", "a fascia is nothing without a shape", "add [shape] with a head");
  f.table("text", "text section", true, [&](Fields &text) {
    fascia.text = text.text("is");
    fascia.sources = text.sources("sources");
  });
  f.source().define(Noun::muscle, fascia.id, f.where("id")); // they share one space of names
  library.fasciae.push_back(std::move(fascia));
}

} // namespace myo::anatomy

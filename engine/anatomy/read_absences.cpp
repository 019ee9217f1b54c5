// sources/NAME.toml: which expected attachments a source's meshes cannot show, and why.
#include "anatomy/source.h"

namespace myo::anatomy {

void read_absences(Fields &file, Library &library) {
  const std::string source = file.text("source");
  file.each("absent", "list of absent attachments", [&](Fields &f) {
    Absence absence;
    absence.source = source;
    absence.muscle = f.text("muscle");
    absence.role = f.word("role", {"origin", "insertion"}) == "origin" ? Role::origin : Role::insertion;
    absence.bones = f.texts("bones");
    absence.why = f.text("why");
    f.source().refer(Noun::muscle, absence.muscle, f.where("muscle"));
    f.source().refer(Noun::bone, absence.bones, f.where("bones"));
    library.absences.push_back(std::move(absence));
  });
}

} // namespace myo::anatomy

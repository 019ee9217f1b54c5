// What people say besides where it hurts, the signs that want a doctor first, and where joints of the neck are felt.
#include "anatomy/source.h"

namespace myo::anatomy {

void read_cues(Fields &file, Library &library) {
  file.each("cue", "cue", [&](Fields &f) {
    Cue cue{f.text("id"), f.text("name"), f.texts_or_none("words")};
    f.source().define(Noun::cue, cue.id, f.where("id"));
    library.cues.push_back(std::move(cue));
  });
}

void read_red_flags(Fields &file, Library &library) {
  file.each("red_flag", "red flag", [&](Fields &f) {
    RedFlag flag{f.text("id"), f.text("sign"), f.word("action", {"emergency", "urgent", "review"}), f.sources("sources")};
    f.source().define(Noun::red_flag, flag.id, f.where("id"));
    library.red_flags.push_back(std::move(flag));
  });
}

void read_joint_pain(Fields &file, Library &library) {
  library.joint_pain_source = file.text("source");
  file.each("map", "map", [&](Fields &f) {
    JointPain pain{f.text("region"), f.texts("levels")};
    f.source().refer(Noun::region, pain.region, f.where("region"));
    library.joint_pain.push_back(std::move(pain));
  });
}

} // namespace myo::anatomy

// What people say besides where it hurts, and the signs that want a doctor first.
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
    RedFlag flag{f.text("id"), f.text("sign"), f.word("action", {"emergency", "urgent", "review"}), f.texts("sources")};
    f.source().define(Noun::red_flag, flag.id, f.where("id"));
    library.red_flags.push_back(std::move(flag));
  });
}

} // namespace myo::anatomy

#include "assemble/import/bodyparts3d/classify.h"

#include "assemble/import/bodyparts3d/words.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace myo::assemble::bodyparts3d {
namespace {

using anatomy::Side;
using format::Kind;

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// "Lateral head of left flexor hallucis brevis muscle" -> lateral head flexor hallucis brevis.
std::vector<std::string> telling_words(std::string_view name) {
  constexpr std::array<std::string_view, 10> silent{"left", "right", "of",       "the", "muscle",
                                                    "bone", "set",   "musculus", "os",  "muscles"};
  std::vector<std::string> words;
  std::string word;
  for (const char c : lower(name) + " ") {
    if (letter(c)) {
      word += c;
      continue;
    }
    if (!word.empty() && std::find(silent.begin(), silent.end(), word) == silent.end()) words.push_back(word);
    word.clear();
  }
  return words;
}

// A stem is a word's beginning: "metacarp" is in "fifth metacarpal bone". A stem ending in '.' is the whole word.
bool has_stem(const std::string &name, std::initializer_list<std::string_view> stems) {
  return std::any_of(stems.begin(), stems.end(), [&](std::string_view stem) {
    const bool whole = stem.back() == '.';
    if (whole) stem.remove_suffix(1);
    for (std::size_t at = name.find(stem); at != std::string::npos; at = name.find(stem, at + 1)) {
      const std::size_t end = at + stem.size();
      if ((at == 0 || !letter(name[at - 1])) && (!whole || end == name.size() || !letter(name[end]))) return true;
    }
    return false;
  });
}

struct Guess {
  Kind kind;
  std::string_view system;
};

// Only for what the vocabulary does not know. Vessels and nerves first: they are named after bones and muscles.
Guess guess(std::string_view part) {
  const std::string name = lower(part);
  if (has_stem(name, {"arter", "vein", "venous", "aort", "vena", "vascul", "heart", "ventricle of heart",
                      "atrium", "atrial", "cardiac", "myocard", "coronary", "tributary", "valve"}))
    return {Kind::organ, "vascular"};
  if (has_stem(name, {"nerve",    "nerv",        "ganglion",  "brain",      "cerebr",  "cerebell",
                      "gyrus",    "spinal cord", "plexus",    "thalam",     "nucleus", "medulla oblongata",
                      "pons.",    "cortex",      "ventricle", "commissure", "fornix",  "hippocamp",
                      "callosum", "lobule",      "tectum",    "colliculus", "putamen", "mening",
                      "dura"}))
    return {Kind::organ, "nervous"};
  if (has_stem(name, {"eye", "cornea", "retina.", "lens.", "sclera", "ear.", "cochlea", "vitreous", "iris."}))
    return {Kind::organ, "sensory"};
  if (has_stem(name, {"lung", "bronch", "trachea", "larynx", "laryng", "pleura", "nasal cavity", "epiglott"}) &&
      !has_stem(name, {"cartilage"}))
    return {Kind::organ, "respiratory"};
  if (has_stem(name, {"stomach", "liver",    "hepat",   "intestin", "colon",      "duoden",      "jejun", "ileum",
                      "cecum",   "rectum.",  "esophag", "oesophag", "pancrea",    "gallbladder", "bile",  "tongue",
                      "pharynx", "appendix", "saliva",  "parotid",  "anal canal", "gingiva"}))
    return {Kind::organ, "digestive"};
  if (has_stem(name, {"kidney", "renal", "ureter", "urinary", "urethra"})) return {Kind::organ, "urinary"};
  if (has_stem(name, {"testis", "ovar", "uter", "prostat", "penis", "vagina", "epididym", "deferen", "seminal", "scrot",
                      "clitor"}))
    return {Kind::organ, "reproductive"};
  if (has_stem(name, {"lymph", "spleen", "splenic", "thymus", "tonsil"})) return {Kind::organ, "lymphatic"};
  if (has_stem(name, {"gland", "thyroid.", "hypophys", "pituitar", "adrenal", "suprarenal", "pineal"}) &&
      !has_stem(name, {"cartilage"}))
    return {Kind::organ, "endocrine"};
  // A source's own skin is a layer beside the body surface that is built from its bones and muscles.
  if (has_stem(name, {"skin.", "integument"})) return {Kind::organ, "source skin"};
  if (has_stem(name, {"intervertebral dis", "meniscus", "articular disc", "articular disk"}))
    return {Kind::disc, "skeletal"};
  if (has_stem(name, {"cartilage", "symphysis"})) return {Kind::cartilage, "skeletal"};
  if (has_stem(name, {"tooth", "teeth", "incisor", "canine", "premolar", "molar"})) return {Kind::tooth, "skeletal"};
  if (has_stem(name, {"fascia.", "aponeuros", "linea alba", "iliotibial"})) return {Kind::fascia, "muscular"};
  if (has_stem(name, {"ligament", "interosseous membrane", "retinacul"})) return {Kind::ligament, "skeletal"};
  if (has_stem(name, {"tendon"})) return {Kind::tendon, "muscular"};
  // Muscles before bones: "Tensor fasciae latae", "Levator scapulae" and the like carry a bone's name.
  if (has_stem(name,
               {"muscle",      "abductor",    "adductor",   "flexor",     "extensor",   "levator",    "depressor",
                "rotator",     "pronator",    "supinator",  "opponens",   "interosse",  "lumbrical",  "glute",
                "rectus",      "obliquus",    "oblique",    "biceps",     "triceps",    "brachi",     "vastus",
                "deltoid",     "trapezius",   "pector",     "serratus",   "rhomboid",   "scalen",     "spleni",
                "semi",        "longissimus", "iliocostal", "spinalis",   "multifid",   "intertrans", "interspin",
                "levatores",   "psoas",       "iliacus",    "piriform",   "gemell",     "obturator",  "quadrat",
                "sartori",     "gracil",      "pectineus",  "gastrocnem", "soleus",     "plantar",    "poplit",
                "tibialis",    "fibularis",   "peron",      "tensor",     "latissimus", "teres",      "spinatus",
                "supraspin",   "infraspin",   "subscap",    "subclav",    "coracobr",   "ancone",     "palmaris",
                "hyoid.",      "omohyoid",    "sternohy",   "sternothy",  "thyrohy",    "digastric",  "platysma",
                "sternocleid", "longus",      "masseter",   "temporalis", "pterygoid",  "buccinat",   "zygomaticus",
                "orbicular",   "occipitofr",  "diaphragm",  "transvers",  "intercost",  "subcost",    "coccyge",
                "pubo",        "sphincter",   "brevis",     "accessorius"}) &&
      !has_stem(name, {"hyoid bone", "pterygoid process"}))
    return {Kind::muscle, "muscular"};
  if (has_stem(name, {"bone",     "vertebra", "rib.",      "phalanx",   "metacarp",  "metatars",  "sacrum",   "coccyx",
                      "clavicle", "scapula",  "humerus",   "radius",    "ulna.",     "femur",     "tibia",    "fibula",
                      "patella",  "talus",    "calcaneus", "cuboid",    "cuneiform", "navicular", "scaphoid", "lunate",
                      "triquetr", "pisiform", "trapezium", "trapezoid", "capitate",  "hamate",    "atlas",    "axis.",
                      "mandible", "maxilla",  "vomer",     "ethmoid",   "sternum",   "manubrium", "xiphoid",  "concha",
                      "hyoid",    "sesamoid", "skull",     "malleus",   "incus",     "stapes"}))
    return {Kind::bone, "skeletal"};
  return {Kind::organ, "other"};
}

Kind kind_of_bone(const std::string &kind) {
  if (kind == "tooth") return Kind::tooth;
  if (kind == "disc") return Kind::disc;
  if (kind == "cartilage") return Kind::cartilage;
  if (kind == "ligament") return Kind::ligament;
  return Kind::bone;
}

} // namespace

Classifier::Classifier(const anatomy::Library &library) {
  for (const anatomy::Bone &bone : library.bones) {
    add(bone.fma, {&bone, nullptr, Side::midline});
    add(bone.fma_left, {&bone, nullptr, Side::left});
    add(bone.fma_right, {&bone, nullptr, Side::right});
    by_words_.emplace_back(telling_words(bone.name), Entry{&bone, nullptr});
    if (!bone.latin.empty()) by_words_.emplace_back(telling_words(bone.latin), Entry{&bone, nullptr});
  }
  for (const anatomy::Muscle &muscle : library.muscles) {
    add(muscle.fma, {nullptr, &muscle, Side::midline});
    add(muscle.fma_left, {nullptr, &muscle, Side::left});
    add(muscle.fma_right, {nullptr, &muscle, Side::right});
    by_words_.emplace_back(telling_words(muscle.name), Entry{nullptr, &muscle});
    if (!muscle.latin.empty()) by_words_.emplace_back(telling_words(muscle.latin), Entry{nullptr, &muscle});
    for (const std::string &synonym : muscle.synonyms)
      by_words_.emplace_back(telling_words(synonym), Entry{nullptr, &muscle});
  }
  // Heads and sets come after all muscles' own ids, so that they never take one.
  for (const anatomy::Muscle &muscle : library.muscles) {
    for (const std::string &fma : muscle.fma_parts) add(fma, {nullptr, &muscle, Side::midline});
    for (const std::string &fma : muscle.fma_parts_left) add(fma, {nullptr, &muscle, Side::left});
    for (const std::string &fma : muscle.fma_parts_right) add(fma, {nullptr, &muscle, Side::right});
  }
}

void Classifier::add(const std::string &fma, const Entry &entry) {
  if (!fma.empty()) by_fma_.try_emplace(fma, entry); // the first of those that share an id
}

// Bones by their exact name, muscles also as a head or part of one: the longest name inside the part's wins.
Classifier::Entry Classifier::by_name(std::string_view name) const {
  const Words part = telling_words(name);
  const Entry *best = nullptr;
  std::size_t longest = 0;
  for (const auto &[words, entry] : by_words_) {
    if (words.empty() || words.size() <= longest) continue;
    const bool same = words == part;
    const bool inside = entry.muscle != nullptr && words.size() > 1 &&
                        std::search(part.begin(), part.end(), words.begin(), words.end()) != part.end();
    if (same || inside) best = &entry, longest = words.size();
  }
  return best == nullptr ? Entry{} : *best;
}

Label Classifier::label(std::string_view fma, std::string_view name) const {
  const Guess guessed = guess(name);
  Entry entry;
  if (const auto found = by_fma_.find(fma); found != by_fma_.end())
    entry = found->second;
  else if (guessed.kind != Kind::organ || guessed.system == "other")
    entry = by_name(name);

  Label label{.kind = guessed.kind, .side = entry.side, .system = std::string(guessed.system)};
  if (label.side == Side::midline) label.side = side_in_name(name);
  if (entry.bone != nullptr) {
    label.known = true;
    label.bone = entry.bone->id;
    label.latin = entry.bone->latin;
    label.kind = kind_of_bone(entry.bone->kind);
    label.system = "skeletal";
  } else if (entry.muscle != nullptr) {
    label.known = true;
    label.muscle = entry.muscle->id;
    label.latin = entry.muscle->latin;
    label.kind = guessed.kind == Kind::tendon || guessed.kind == Kind::fascia ? guessed.kind : Kind::muscle;
    label.system = "muscular";
  }
  return label;
}

Side side_in_name(std::string_view name) {
  const std::string text = lower(name);
  if (has_stem(text, {"left."})) return Side::left;
  if (has_stem(text, {"right."})) return Side::right;
  return Side::midline;
}

bool musculoskeletal(Kind kind) {
  return kind != Kind::organ && kind != Kind::skin;
}

} // namespace myo::assemble::bodyparts3d

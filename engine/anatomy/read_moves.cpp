// A move: keys of joint motions with the time to get there and to stay.
#include "anatomy/source.h"

#include <cmath>

namespace myo::anatomy {
namespace {

constexpr double longest_s = 120; // of one key, going there or staying

double seconds(Fields &f, std::string_view key, double low) {
  const double value = f.number(key);
  if (!(value >= low) || value > longest_s) f.fault(key, fmt::format("\"{}\" lasts {} to {} seconds", key, low, longest_s));
  return value;
}

// Nothing moves beyond its range.
void check_limits(Fields &f, const Library &library, const MoveKey &key) {
  for (const MotionValue &v : key.values) {
    const Motion *motion = library.motion(v.joint, v.motion);
    if (motion == nullptr) continue; // a fault already
    const double limit = v.value >= 0 ? motion->plus_limit : motion->minus_limit;
    if (std::abs(v.value) > limit)
      f.fault("values", fmt::format("{} {} goes {} {} at most", v.joint, v.value >= 0 ? motion->plus : motion->minus, limit, motion->unit));
  }
}

} // namespace

void read_move(Fields &f, Library &library) {
  Move move;
  move.id = f.text("id");
  move.name = f.text("name");
  move.kind = f.word("kind", {"stretch", "action"});
  move.sided = f.flag("sided");
  move.how = f.text("how");
  move.muscles = f.texts("muscles");
  move.repeats = static_cast<int>(f.number_or("repeats", 1));
  if (move.repeats < 1 || move.repeats > 50) f.fault("repeats", "a move is done 1 to 50 times");
  move.sources = f.sources("sources");
  f.each("key", "key", [&](Fields &k) {
    MoveKey key{seconds(k, "take_s", 0.1), seconds(k, "hold_s", 0), {}};
    for (const std::string &value : k.texts("values"))
      read_motion_value(k.source(), library, value, k.where("values"), key.values);
    check_limits(k, library, key);
    move.keys.push_back(std::move(key));
  });
  if (move.keys.empty()) f.fault("id", fmt::format("\"{}\" does not move", move.id), "add a [[key]]");
  f.source().define(Noun::move, move.id, f.where("id"));
  f.source().refer(Noun::muscle, move.muscles, f.where("muscles"));
  library.moves.push_back(std::move(move));
}

} // namespace myo::anatomy

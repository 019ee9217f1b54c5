#include "assemble/muscles/pack.h"

#include "assemble/muscles/seams.h"
#include "base/parallel.h"
#include "form/seam.h"
#include "form/strand.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>

namespace myo::assemble {
namespace {

using anatomy::Side;

constexpr int pack_rounds = 24, glance_rounds = 8;
constexpr int look_every = 6;       // rounds after which neighbours are sought anew
constexpr int trims = 3;
constexpr float reach = 0.03F;      // metres round a muscle's ends within which bone may be in its way
constexpr float near = 0.006F;      // strands farther apart than their thickness and this do not meet before the next look
constexpr std::string_view step = "Growing muscles";

struct Bundle { // one muscle
  const MusclePlan *plan = nullptr;
  Obstacles bones;
  std::vector<form::Strand> strands;
  std::vector<std::vector<vec3>> start, next;
  std::vector<std::vector<form::Neighbour>> neighbours; // of each strand
  bool still = false; // it has settled before, and others give way to it
  bool bare = false;  // it gets no flesh
};
using Bundles = std::vector<std::unique_ptr<Bundle>>;

bool named(const std::vector<std::string> &list, const std::string &id) { return std::find(list.begin(), list.end(), id) != list.end(); }

// The two sides do not meet: the midline keeps them apart.
bool meets(Side a, Side b) { return a == b || a == Side::midline || b == Side::midline; }

form::Relation relation(const MusclePlan &a, const MusclePlan &b) {
  const anatomy::MuscleShape &x = a.muscle->shape, &y = b.muscle->shape;
  if (named(x.over, b.muscle->id) || named(y.under, a.muscle->id)) return form::Relation::over;
  if (named(x.under, b.muscle->id) || named(y.over, a.muscle->id)) return form::Relation::under;
  return a.layer == b.layer ? form::Relation::beside : a.layer > b.layer ? form::Relation::over : form::Relation::under;
}

void lay(const Site &site, Bundle &bundle) {
  const MusclePlan &plan = *bundle.plan;
  if (plan.side != Side::midline) bundle.bones.keep_beside(site.mid, anatomy::sign(plan.side));
  for (const std::uint32_t b : site.terrain.bones_near(room_of(plan))) bundle.bones.add(*site.terrain.tree(b));
  std::vector<form::Cover> covers;
  for (const std::string &bone : plan.muscle->shape.over)
    for (const std::uint32_t b : site.terrain.bones(bone, plan.side)) covers.push_back(cover_of(*site.terrain.tree(b)));
  for (const Piece &piece : plan.pieces) bundle.strands.emplace_back(piece.shape, bundle.bones.barrier(), covers);
  for (const form::Strand &s : bundle.strands) bundle.start.push_back(s.course().points());
  bundle.next.resize(bundle.strands.size()), bundle.neighbours.resize(bundle.strands.size());
}

using Sewn = std::set<std::pair<const form::Strand *, const form::Strand *>>; // both ways

void look_round(const Bundles &all, const Sewn &sewn, Bundle &bundle) {
  for (std::size_t i = 0; i < bundle.strands.size(); ++i) {
    const form::Strand &own = bundle.strands[i];
    bundle.neighbours[i].clear();
    if (own.empty() || (bundle.still && bundle.bare)) continue;
    for (const auto &other : all) {
      if (!meets(bundle.plan->side, other->plan->side)) continue;
      const bool one = other.get() != &bundle && joined(*bundle.plan, *other->plan);
      const bool thin = other->plan->fascia != nullptr && bundle.plan->fascia == nullptr;
      const form::Relation how = other.get() == &bundle ? form::Relation::beside : relation(*bundle.plan, *other->plan);
      for (const form::Strand &s : other->strands)
        if (&s != &own && !s.empty() && s.box().touches(own.box(), s.thickest() + own.thickest() + near))
          bundle.neighbours[i].push_back({&s, how, thin, sewn.contains({&own, &s}), one});
    }
  }
}

// What coarse triangles leave overlapping, by the surfaces themselves.
void trim_all(const Bundles &all, std::vector<std::vector<form::Ribbon>> &ribbons, Progress &progress) {
  std::unordered_map<const form::Strand *, form::TriangleTree> surfaces;
  for (const auto &bundle : all)
    for (const form::Strand &s : bundle->strands) surfaces[&s];
  for (int round = 0; round < trims; ++round) {
    parallel_for(std::size_t{0}, all.size(), [&](std::size_t k) {
      for (std::size_t i = 0; i < ribbons[k].size(); ++i) {
        const form::LoftMesh &m = ribbons[k][i].mesh;
        form::TriangleTree &tree = surfaces.at(&all[k]->strands[i]);
        if (tree.empty()) tree = form::TriangleTree(m.positions, m.indices, m.normals);
        else tree.move_to(m.positions, m.indices, m.normals);
      }
    });
    parallel_for(std::size_t{0}, all.size(), [&](std::size_t k) {
      if (progress.cancelled()) return;
      for (std::size_t i = 0; i < ribbons[k].size(); ++i) {
        std::vector<const form::TriangleTree *> others;
        for (const form::Neighbour &n : all[k]->neighbours[i])
          if (!n.yields && !n.sewn) others.push_back(&surfaces.at(n.strand));
        form::trim(ribbons[k][i], others, all[k]->bones.barrier());
      }
    });
  }
}

// The same once, by the surfaces that the others have.
void trim_among(const Bundles &all, std::vector<std::vector<form::Ribbon>> &ribbons, const std::vector<const format::Mesh *> &shown) {
  std::map<std::size_t, form::TriangleTree> surfaces;
  std::unordered_map<const form::Strand *, std::size_t> plan_of;
  for (std::size_t k = 0; k < all.size(); ++k)
    for (const form::Strand &s : all[k]->strands) plan_of[&s] = k;
  for (std::size_t k = 0; k < all.size(); ++k)
    for (std::size_t i = 0; i < ribbons[k].size(); ++i) {
      std::set<std::size_t> beside;
      for (const form::Neighbour &n : all[k]->neighbours[i])
        if (const std::size_t other = plan_of.at(n.strand); !n.yields && !n.sewn && other != k && shown[other] != nullptr) beside.insert(other);
      std::vector<const form::TriangleTree *> others;
      for (const std::size_t other : beside) {
        form::TriangleTree &tree = surfaces[other];
        if (tree.empty()) tree = form::TriangleTree(shown[other]->positions, shown[other]->indices, shown[other]->normals);
        others.push_back(&tree);
      }
      form::trim(ribbons[k][i], others, all[k]->bones.barrier());
    }
}

void sew_all(const std::vector<SharedBorder> &borders, std::vector<std::vector<form::Ribbon>> &ribbons) {
  std::vector<form::Seam> seams;
  seams.reserve(borders.size());
  const auto hem = [&](const Border &b) { return form::Hem{&ribbons[b.plan][b.piece], b.last}; };
  for (const SharedBorder &s : borders) seams.push_back({hem(s.a), hem(s.b)});
  form::sew(seams);
}

} // namespace

Bounds room_of(const MusclePlan &plan) {
  Bounds box;
  for (const Piece &p : plan.pieces) {
    for (const auto *line : {&p.shape.origin.line, &p.shape.insertion.line})
      for (const vec3 q : *line) box.add(q);
    for (const auto &line : p.shape.via)
      for (const vec3 q : line) box.add(q);
  }
  if (!box.empty()) box.low -= reach, box.high += reach;
  return box;
}

namespace {

// All muscles of a place, from where their sheets say that they run to where they leave room for each other.
class Packer {
public:
  Packer(const Site &site, const std::vector<MusclePlan> &plans, Progress &progress) : borders_(shared_borders(plans)), progress_(progress) {
    for (const MusclePlan &plan : plans) {
      all_.push_back(std::make_unique<Bundle>());
      all_.back()->plan = &plan;
    }
    each([&](Bundle &b) { lay(site, b); });
    for (const SharedBorder &s : borders_) {
      const form::Strand *a = &all_[s.a.plan]->strands[s.a.piece], *b = &all_[s.b.plan]->strands[s.b.piece];
      sewn_.insert({a, b}), sewn_.insert({b, a});
    }
    progress.report(step, 0.3F);
  }

  // Puts a muscle where it settled, if it has as many places now, and leaves it there.
  void settle(std::size_t plan, const Courses &at, bool bare) {
    Bundle &b = *all_[plan];
    b.bare = bare;
    if (at.size() != b.strands.size()) return;
    for (std::size_t i = 0; i < at.size(); ++i)
      if (at[i].size() != b.start[i].size()) return;
    for (std::size_t i = 0; i < at.size(); ++i)
      if (!b.strands[i].empty()) b.strands[i].move_to(at[i]);
    b.still = true;
  }

  void make_room(int rounds) {
    for (int round = 0; round < rounds; ++round) {
      if (round % look_every == 0) look();
      each([&](Bundle &b) {
        for (std::size_t i = 0; i < b.strands.size() && !b.still; ++i)
          if (!b.strands[i].empty() && !b.neighbours[i].empty()) b.next[i] = give_way(b.strands[i], b.start[i], b.neighbours[i], b.bones.barrier());
      });
      each([&](Bundle &b) {
        for (std::size_t i = 0; i < b.strands.size(); ++i)
          if (!b.next[i].empty()) b.strands[i].move_to(std::move(b.next[i])), b.next[i].clear();
      });
      progress_.report(step, 0.3F + 0.5F * static_cast<float>(round + 1) / static_cast<float>(rounds));
    }
    look();
  }

  // Flesh on those that are wanted.
  [[nodiscard]] std::vector<std::vector<form::Ribbon>> fill(const std::function<bool(std::size_t)> &wanted) const {
    std::vector<std::vector<form::Ribbon>> out(all_.size());
    parallel_for(std::size_t{0}, all_.size(), [&](std::size_t k) {
      if (progress_.cancelled() || !wanted(k)) return;
      for (std::size_t i = 0; i < all_[k]->strands.size(); ++i)
        out[k].push_back(fill_strand(all_[k]->strands[i], all_[k]->neighbours[i], all_[k]->bones.barrier()));
    });
    return out;
  }

  [[nodiscard]] std::vector<Courses> courses() const {
    std::vector<Courses> out(all_.size());
    for (std::size_t k = 0; k < all_.size(); ++k)
      for (const form::Strand &s : all_[k]->strands) out[k].push_back(s.course().points());
    return out;
  }

  [[nodiscard]] const Bundles &all() const { return all_; }
  [[nodiscard]] const std::vector<SharedBorder> &borders() const { return borders_; }

private:
  void each(const std::function<void(Bundle &)> &what) {
    parallel_for(std::size_t{0}, all_.size(), [&](std::size_t i) {
      if (!progress_.cancelled()) what(*all_[i]);
    });
  }
  void look() {
    each([&](Bundle &b) { look_round(all_, sewn_, b); });
  }

  Bundles all_;
  std::vector<SharedBorder> borders_;
  Sewn sewn_;
  Progress &progress_;
};

} // namespace

Packing pack_muscles(const Site &site, const std::vector<MusclePlan> &plans, Progress &progress) {
  Packer packer(site, plans, progress);
  packer.make_room(pack_rounds);
  Packing out{packer.fill([](std::size_t) { return true; }), packer.courses()};
  trim_all(packer.all(), out.ribbons, progress);
  if (!progress.cancelled()) sew_all(packer.borders(), out.ribbons);
  progress.report(step, 1);
  return out;
}

std::vector<std::vector<form::Ribbon>> pack_some(const Site &site, const std::vector<MusclePlan> &plans, const Glance &glance, Progress &progress) {
  Packer packer(site, plans, progress);
  std::vector<bool> filled = glance.asked;
  for (const SharedBorder &s : packer.borders())
    for (const auto &[one, other] : {std::pair(s.a.plan, s.b.plan), std::pair(s.b.plan, s.a.plan)})
      if (glance.asked[one]) filled[other] = true;
  for (std::size_t k = 0; k < plans.size(); ++k)
    if (!glance.asked[k]) packer.settle(k, glance.settled[k], !filled[k]);
  packer.make_room(glance_rounds);
  auto out = packer.fill([&](std::size_t k) { return filled[k]; });
  trim_among(packer.all(), out, glance.shown);
  std::vector<SharedBorder> whole = packer.borders();
  std::erase_if(whole, [&](const SharedBorder &s) { return !filled[s.a.plan] || !filled[s.b.plan]; });
  if (!progress.cancelled()) sew_all(whole, out);
  progress.report(step, 1);
  return out;
}

} // namespace myo::assemble

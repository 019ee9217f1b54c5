#include "assemble/kept_step.h"

#include "assemble/makers.h"
#include "base/parallel.h"

#include <algorithm>

namespace myo::assemble {
namespace {

struct Outcome {
  std::vector<format::Structure> structures; // appended
  std::vector<format::Joint> joints;         // all
  std::vector<format::Landmark> landmarks;   // all
  std::vector<std::string> notes;            // appended
};
template <class A> void visit(A &a, Outcome &o) {
  a.list(o.structures, [](A &v, format::Structure &s) { format::visit_structure(v, s), format::visit_mesh(v, s.mesh); });
  a.list(o.joints, format::visit_joint<A>);
  a.list(o.landmarks, format::visit_landmark<A>);
  a.list(o.notes, [](A &v, std::string &n) { v(n); });
}

std::uint64_t structure_hash(const format::Structure &s) {
  Key key(shape_hash(s.mesh));
  for (const std::string *text : {&s.id, &s.fma, &s.name, &s.latin, &s.bone, &s.muscle, &s.system, &s.source}) key.text(*text);
  return key.value(s.kind).value(s.side).value(s.generated).list(s.mesh.joints).list(s.mesh.weights).list(s.mesh.uv).hash();
}

template <class T> void append(std::vector<T> &to, std::vector<T> &&more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

} // namespace

std::uint64_t body_hash(const format::Body &body) {
  std::vector<std::uint64_t> structures(body.structures.size());
  parallel_for(std::size_t{0}, structures.size(), [&](std::size_t i) { structures[i] = structure_hash(body.structures[i]); });
  Key key(0);
  key.text(body.name).text(body.source).list(structures).value(body.joints.size()).value(body.landmarks.size()).value(body.patches.size());
  for (const format::Joint &j : body.joints)
    key.text(j.id).value(j.parent).value(j.centre).value(j.axes[0]).value(j.axes[1]).value(j.axes[2]);
  for (const format::Landmark &l : body.landmarks) key.text(l.id).value(l.side).value(l.point).value(l.joint);
  for (const format::Patch &p : body.patches)
    key.text(p.muscle).value(p.muscle_structure).value(p.bone_structure).value(p.role).value(p.side).value(p.how).value(p.centroid).value(p.normal)
        .value(p.area_mm2).value(p.reach_mm).value(p.joint).list(p.positions);
  return key.hash();
}

std::uint64_t texts_hash(const anatomy::Texts &texts, std::initializer_list<std::string_view> but) {
  Key key(0);
  for (const auto &file : texts)
    if (std::none_of(but.begin(), but.end(), [&](std::string_view word) { return file.first.starts_with(word); })) key.text(file.first).text(file.second);
  return key.hash();
}

Step kept(Step step, std::function<std::uint64_t()> given, ResultCache &cache) {
  const auto run = [name = std::string(step.name), run = std::move(step.run), given = std::move(given),
                    &cache](format::Body &body, const anatomy::Library &library, Progress &progress) -> Status {
    std::string kind = "step_" + name;
    std::replace(kind.begin(), kind.end(), ' ', '_');
    const std::uint64_t key = Key(makers::steps()).value(body_hash(body)).value(given()).hash();
    if (auto known = cache.find<Outcome>(kind, key)) {
      append(body.structures, std::move(known->structures)), append(body.notes, std::move(known->notes));
      body.joints = std::move(known->joints), body.landmarks = std::move(known->landmarks);
      return {};
    }
    const std::size_t structures = body.structures.size(), notes = body.notes.size();
    MYO_CHECK(run(body, library, progress));
    Outcome made{{body.structures.begin() + static_cast<std::ptrdiff_t>(structures), body.structures.end()},
                 body.joints, body.landmarks, {body.notes.begin() + static_cast<std::ptrdiff_t>(notes), body.notes.end()}};
    cache.keep(kind, key, made);
    return {};
  };
  return {step.name, step.share, run};
}

} // namespace myo::assemble

// A surface that answers where its nearest point is and what can be seen from it (Embree). Building is quick; questions
// are const and safe from several threads.
#pragma once

#include "assemble/mesh/surface.h"
#include "base/result.h"

#include <memory>

namespace myo::assemble {

// The ray tracer's own state; trees made with it must not outlive it.
class Tracer {
public:
  [[nodiscard]] static Result<Tracer> start();
  Tracer(Tracer &&) noexcept;
  Tracer &operator=(Tracer &&) noexcept;
  ~Tracer();
  struct Impl;
  [[nodiscard]] const Impl &impl() const { return *impl_; }

private:
  explicit Tracer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

class SurfaceTree {
public:
  struct Hit {
    vec3 point{0};                             // on the surface
    vec3 normal{0};                            // unit, of the triangle, outward; zero when it has no area
    float distance = 1e30F;                    // metres; stays so when the surface is empty
  };

  [[nodiscard]] static Result<SurfaceTree> build(const Tracer &tracer, const SurfaceView &surface); // copies it
  SurfaceTree(SurfaceTree &&) noexcept;
  SurfaceTree &operator=(SurfaceTree &&) noexcept;
  ~SurfaceTree();

  // Exact: over triangles, not over vertices or samples.
  [[nodiscard]] Hit nearest(vec3 p) const;
  // What is met first from `from` along the unit `direction`; nothing within 10 m: a distance of 1e30.
  [[nodiscard]] Hit along(vec3 from, vec3 direction) const;
  // Share of the sky, weighted by the cosine, that is open above a point of the surface.
  [[nodiscard]] float open_sky(vec3 point, vec3 normal) const;

private:
  struct Impl;
  explicit SurfaceTree(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

} // namespace myo::assemble

// Flesh between both parts of a limb that is bent far, pressed flat against the plane between them (rig/fold does the same).
#ifndef MYO_LIMB_FOLD
#define MYO_LIMB_FOLD

const uint before_fold = 1u, beyond_fold = 2u, fold_bits = 3u;
const float fold_gap = 0.0004, fold_softest = 0.006, fold_hardest = 0.0005, fold_soft_part = 0.25; // metres; of the room between plane and bone

// `share`: -1..1, how much the vertex follows the part before the joint (above 0) or beyond it.
void press(inout vec3 place, inout vec3 normal, float share, LimbFold fold) {
  vec3 way = place - fold.centre;
  float inward = dot(way, fold.inward);
  float reach = fold.strength * smoothstep(0.0, 0.2, abs(share)) * smoothstep(0.5 * fold.bone_m, fold.bone_m, inward);
  if (reach <= 0.0) return;
  float side = share < 0.0 ? -1.0 : 1.0, apart = side * dot(way, fold.normal);
  float soft = clamp(fold_soft_part * fold.slope * (inward - fold.bone_m), fold_hardest, fold_softest);
  float over = (apart - fold_gap) / soft;
  if (over > 16.0) return;
  place += reach * side * (fold_gap + soft * log(1.0 + exp(over)) - apart) * fold.normal;
  // Lengths along the plane's normal are scaled so much; normals by the inverse.
  float scale = 1.0 + reach * (1.0 / (1.0 + exp(min(-over, 80.0))) - 1.0);
  normal = normalize(normal + (1.0 / max(scale, 0.02) - 1.0) * dot(normal, fold.normal) * fold.normal);
}

#endif

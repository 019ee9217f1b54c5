// What tissues look like. Albedo is linear; shine is a Blinn-Phong exponent; gloss is reflectance seen face on.
#ifndef MYO_MATERIALS
#define MYO_MATERIALS

struct Material {
  vec3 albedo;
  float wrap;
  float shine;
  float gloss;
};

const uint material_bone = 0u, material_cartilage = 1u, material_muscle = 2u, material_tendon = 3u, material_ligament = 4u,
           material_skin = 5u, material_organ = 6u;

const Material materials[7] = Material[7](
  Material(vec3(0.800, 0.715, 0.565), 0.16, 22.0, 0.032),  // bone: warm ivory
  Material(vec3(0.520, 0.615, 0.680), 0.35, 40.0, 0.045),  // cartilage: blue-grey
  Material(vec3(0.400, 0.060, 0.047), 0.22, 26.0, 0.042),  // muscle: deep red
  Material(vec3(0.800, 0.755, 0.665), 0.25, 48.0, 0.060),  // tendon: pale, satin
  Material(vec3(0.690, 0.650, 0.550), 0.25, 30.0, 0.045),  // ligament
  Material(vec3(0.690, 0.475, 0.370), 0.40, 16.0, 0.028),  // skin
  Material(vec3(0.560, 0.330, 0.290), 0.35, 30.0, 0.045)); // organ

Material material_of(uint which, float tendon_share) {
  Material m = materials[min(which, 6u)];
  if (which != material_muscle) return m;
  Material t = materials[material_tendon];
  float share = smoothstep(0.25, 0.8, tendon_share);
  return Material(mix(m.albedo, t.albedo, share), mix(m.wrap, t.wrap, share), mix(m.shine, t.shine, share), mix(m.gloss, t.gloss, share));
}

#endif

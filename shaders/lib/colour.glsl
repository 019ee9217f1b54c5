// From light to the bytes of the picture. The tone curve leaves everything below `tone_knee` as it is, so that flat
// colours keep their truth, and it can be undone, so that a pass may ask for an exact colour of the picture.
#ifndef MYO_COLOUR
#define MYO_COLOUR

const float tone_knee = 0.72;

vec3 srgb_encode(vec3 c) {
  vec3 high = 1.055 * pow(max(c, vec3(1e-6)), vec3(1.0 / 2.4)) - 0.055;
  return mix(high, 12.92 * c, vec3(lessThan(c, vec3(0.0031308))));
}
vec3 srgb_decode(vec3 c) {
  vec3 high = pow((c + 0.055) / 1.055, vec3(2.4));
  return mix(high, c / 12.92, vec3(lessThan(c, vec3(0.04045))));
}
vec3 tone(vec3 c) {
  const float room = 1.0 - tone_knee;
  vec3 over = max(c - tone_knee, vec3(0.0)) / room;
  return min(c, vec3(tone_knee)) + room * (1.0 - exp(-over));
}
vec3 tone_undo(vec3 c) {
  const float room = 1.0 - tone_knee;
  vec3 over = clamp((c - tone_knee) / room, vec3(0.0), vec3(0.995));
  return min(c, vec3(tone_knee)) - room * log(1.0 - over);
}
// The light that the picture shows as this sRGB colour.
vec3 light_of_srgb(vec3 srgb) { return tone_undo(srgb_decode(srgb)); }

#endif

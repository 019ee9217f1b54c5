#version 460
// Darkens what is lit so far; in crevices light is warm, as it comes off the body itself.
layout(set = 0, binding = 1) uniform sampler2D open_map;
layout(location = 0) out vec4 factor;

void main() {
  float open = texelFetch(open_map, ivec2(gl_FragCoord.xy), 0).r;
  if (open > 0.997) discard;
  factor = vec4(mix(vec3(0.30, 0.22, 0.21), vec3(1.0), open), 1.0);
}

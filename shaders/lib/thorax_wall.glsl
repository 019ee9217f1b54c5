// What slides over the ribs on the way to a raised arm stays outside of them (rig/thorax_wall does the same). The radii of the wall
// lie behind the anchors: line x and z, lowest height, step; rows, steps around, joint, nothing; then four radii each.
#ifndef MYO_THORAX_WALL
#define MYO_THORAX_WALL

const float wall_fades = 0.02, wall_kept = 0.02, wall_farthest = 0.12, wall_pi = 3.14159265;
const float wall_whole_share = 0.05; // of what swings, from which on flesh is moved all the way

float wall_radius(uint at, int rows, int turns, int row, int turn) {
  int i = clamp(row, 0, rows - 1) * turns + (turn + turns) % turns;
  return anchors[at + 2u + uint(i / 4)][i % 4];
}

// x: how far outside the wall, y: how much it has a say there.
vec2 wall_clearance(uint at, vec3 p) {
  vec4 place = anchors[at], size = anchors[at + 1u];
  int rows = int(size.x), turns = int(size.y);
  float x = p.x - place.x, z = p.z - place.y, up = (p.y - place.z) / place.w - 0.5;
  float around = (atan(x, z) / (2.0 * wall_pi) + 0.5) * size.y - 0.5;
  float row = floor(up), turn = floor(around);
  int r = int(row), k = int(turn);
  float wall = mix(mix(wall_radius(at, rows, turns, r, k), wall_radius(at, rows, turns, r, k + 1), around - turn),
                   mix(wall_radius(at, rows, turns, r + 1, k), wall_radius(at, rows, turns, r + 1, k + 1), around - turn), up - row);
  return vec2(length(vec2(x, z)) - wall, smoothstep(0.0, wall_fades, min(p.y - place.z, place.z + size.x * place.w - p.y)));
}

vec3 outside_thorax(vec3 place, vec3 rest, uint at) {
  uint joint = uint(anchors[at + 1u].z);
  if (joint >= constants.joint_count) return place;
  JointMotion motion = joints[joint];
  vec3 back = quaternion_rotate(vec4(-motion.real.xyz, motion.real.w), place - dual_translation(motion.real, motion.dual));
  vec2 now = wall_clearance(at, back);
  float missing = clamp(min(wall_clearance(at, rest).x, wall_kept) - now.x, 0.0, wall_farthest) * now.y;
  vec3 way = vec3(back.x - anchors[at].x, 0.0, back.z - anchors[at].y);
  float size = length(way);
  return size > 1e-4 ? place + missing * quaternion_rotate(motion.real, way / size) : place;
}

#endif

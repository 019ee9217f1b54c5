#version 460
layout(location = 0) out float mask;
void main() { mask = 1.0; }

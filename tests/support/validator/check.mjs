// node check.mjs FILE.glb...: says what the Khronos validator finds; exit code 1 when there are errors or warnings.
import { readFileSync } from 'node:fs';
import { validateBytes } from 'gltf-validator';

const severities = ['error', 'warning', 'information', 'hint'];
let bad = process.argv.length < 3;
if (bad) console.error('usage: node check.mjs FILE.glb...');
for (const path of process.argv.slice(2)) {
  const report = await validateBytes(new Uint8Array(readFileSync(path)), { uri: path, maxIssues: 20 });
  const { numErrors, numWarnings, numInfos, messages } = report.issues;
  console.log(`${path}: ${numErrors} errors, ${numWarnings} warnings, ${numInfos} notices`);
  for (const m of messages) if (m.severity < 2) console.log(`  ${severities[m.severity]} ${m.code} ${m.pointer}: ${m.message}`);
  bad ||= numErrors + numWarnings > 0;
}
process.exit(bad ? 1 : 0);

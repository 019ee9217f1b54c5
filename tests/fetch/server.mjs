// A web server for the download tests: serves the files of one folder, with the faults that networks have.
//   node server.mjs FOLDER            prints its port
// The first part of the path says how:  /good/F  /cut/F (every connection ends after 40 kB)  /no-range/F (always from the
// start, and cut once)  /stall/F (a byte, then silence)  /missing/F
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { join, basename } from "node:path";

const folder = process.argv[2];
let cutOnce = true;
const server = createServer((request, response) => {
  const [, manner, name] = request.url.split("/");
  let bytes;
  try {
    if (manner === "missing") throw new Error("missing");
    bytes = readFileSync(join(folder, basename(name)));
  } catch {
    response.writeHead(404).end();
    return;
  }
  const range = manner === "no-range" ? null : /^bytes=(\d+)-/.exec(request.headers.range ?? "");
  const from = range ? Number(range[1]) : 0;
  if (range && from >= bytes.length) {
    response.writeHead(416).end();
    return;
  }
  const headers = { "Content-Length": bytes.length - from };
  if (range) headers["Content-Range"] = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
  response.writeHead(range ? 206 : 200, headers);
  const rest = bytes.subarray(from);
  const hangUp = (count) => response.write(rest.subarray(0, count), () => setTimeout(() => response.destroy(), 30));
  if (manner === "cut" && rest.length > 40000) hangUp(40000);
  else if (manner === "no-range" && cutOnce && rest.length > 40000) (cutOnce = false), hangUp(40000);
  else if (manner === "stall") response.write(rest.subarray(0, 1));
  else response.end(rest);
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));

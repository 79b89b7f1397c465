// Looks at a deployed site from outside: every released file byte for byte, and what the host
// says of it. `node verify.mjs https://hub.example/ [SHA256SUMS]`; no argument of sums takes dist's.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** How many requests are on their way at a time. */
const AT_ONCE = 8;

/** The files of the site in a list of sums, by their path. */
export function listed(text) {
  const files = [];
  for (const line of text.split("\n")) {
    const found = /^([0-9a-f]{64}) {2}site\/(.+)$/.exec(line);
    if (found) files.push({ sum: found[1], path: found[2] });
  }
  return files;
}

/** What must be said of a file, by the pattern of its path. */
const SAID = [
  [/\.html$/, "content-type", /^text\/html/],
  [/\.html$/, "content-security-policy", /default-src 'none'.*frame-ancestors/],
  [/^embed\//, "content-security-policy", /frame-ancestors \*$/],
  [/./, "x-content-type-options", /^nosniff$/],
  [/^v[0-9.]+\/.*\.js$/, "content-type", /javascript/],
  [/^v[0-9.]+\/.*\.wasm$/, "content-type", /^application\/wasm$/],
  [/^v[0-9.]+\//, "access-control-allow-origin", /^\*$/],
  [/^(assets|v[0-9]+(\.[0-9]+)*\/chunks)\//, "cache-control", /immutable/],
  [/^v1\/embed\.js$/, "cache-control", /max-age=(?!31536000)/],
];

/** Files that only configure a host: it may keep them to itself. */
const KEPT = /^(_headers|\.htaccess|vercel\.json)$/;

/** Every fault of the site at `base`, in the order of the files. */
export async function verify(base, files) {
  const faults = [];
  const queue = files.filter(({ path }) => !KEPT.test(path)).map((file, place) => ({ ...file, place }));
  const work = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      for (const fault of await look(base, file)) faults.push([file.place, `${file.path}: ${fault}`]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const missing = await fetch(new URL("there/is/no/such/page", base));
  if (missing.status !== 404) faults.push([Infinity, `a page that does not exist is answered with ${missing.status}, not 404`]);
  return faults.sort(([a], [b]) => a - b).map(([, fault]) => fault);
}

async function look(base, { path, sum }) {
  // Hosts answer a folder with its index, and some send away from the index to the folder.
  const address = new URL(path.replace(/(^|\/)index\.html$/, "$1"), base);
  let reply;
  try {
    reply = await fetch(address);
  } catch (error) {
    return [`no answer (${error.cause?.code ?? error.message})`];
  }
  if (!reply.ok) return [`answered with ${reply.status}`];
  const faults = [];
  const content = Buffer.from(await reply.arrayBuffer());
  if (createHash("sha256").update(content).digest("hex") !== sum) faults.push("other bytes than were released");
  for (const [pattern, name, wanted] of SAID) {
    const value = reply.headers.get(name);
    if (pattern.test(path) && !wanted.test(value ?? "")) faults.push(`${name} is ${value ?? "not sent"}; wanted ${wanted.source}`);
  }
  return faults;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [base, sums] = process.argv.slice(2);
  if (!URL.canParse(base ?? "")) throw new Error("expected the address of a site, such as https://hub.example/");
  const files = listed(readFileSync(sums ?? new URL("../../dist/SHA256SUMS", import.meta.url), "utf8"));
  const faults = await verify(base.endsWith("/") ? base : `${base}/`, files);
  for (const fault of faults) console.error(`✗ ${fault}`);
  console.log(`${files.length} files, ${faults.length} faults`);
  process.exitCode = faults.length > 0 || files.length === 0 ? 1 : 0;
}

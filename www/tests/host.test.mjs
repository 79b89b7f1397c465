// The released files as a host serves them: byte for byte, with what must be said of each.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import path from "node:path";
import { listed, verify } from "../../xtask/scripts/verify.mjs";
import { BASE, SITE } from "./browser.mjs";

const sums = () => readFileSync(path.join(SITE, "../SHA256SUMS"), "utf8");

test("the site is served as it was released", async () => {
  const files = listed(sums());
  assert.ok(files.length > 100, `${files.length} files`);
  assert.deepEqual(await verify(BASE, files), []);
});

test("what is changed, missing or badly served is found", async () => {
  const [first] = listed(sums()).filter(({ path }) => path.endsWith(".html"));
  const faults = await verify(BASE, [
    { ...first, sum: "0".repeat(64) },
    { path: "v1/chunks/none.wasm", sum: "0".repeat(64) },
    { path: "v1/../source/core/src/lib.rs.txt", sum: "0".repeat(64) },
  ]);
  assert.match(faults.join("\n"), /other bytes than were released[^]*answered with 404[^]*access-control-allow-origin is not sent/);
  const unreachable = await verify(BASE.replace(/:\d+/, ":1"), []).catch((error) => error);
  assert.ok(unreachable instanceof Error);
});

test("the version that never changes says the hash of each of its files", () => {
  const folder = path.join(SITE, `v${JSON.parse(readFileSync(path.join(SITE, "../npm/package.json"), "utf8")).version}`);
  const hashes = JSON.parse(readFileSync(path.join(folder, "integrity.json"), "utf8"));
  assert.ok("embed.js" in hashes && Object.keys(hashes).some((name) => name.endsWith(".wasm")));
  for (const [name, hash] of Object.entries(hashes)) {
    const content = readFileSync(path.join(folder, name));
    assert.equal(hash, `sha384-${createHash("sha384").update(content).digest("base64")}`, name);
  }
});

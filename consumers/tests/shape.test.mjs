// The packed package by itself: its map, its types, its manifest.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { HOME, bin, output, require } from "./consumers.mjs";

const PACKAGE = path.join(HOME, "node_modules/yb-wasm");

test("publint has nothing to say", async () => {
  const { publint } = await import(require.resolve("publint"));
  const { messages } = await publint({ pkgDir: PACKAGE, level: "suggestion", strict: true, pack: false });
  assert.deepEqual(messages, []);
});

for (const resolution of ["bundler", "nodenext"]) {
  test(`types resolve (${resolution})`, async () => {
    const tsc = fileURLToPath(new URL("../../node_modules/.bin/tsc", import.meta.url));
    await output(process.execPath, [tsc, "--project", `types/tsconfig.${resolution}.json`]);
  });
}

test("every file that the map and the manifest name is in the package", () => {
  const { exports, customElements } = JSON.parse(readFileSync(path.join(PACKAGE, "package.json"), "utf8"));
  const manifest = JSON.parse(readFileSync(path.join(PACKAGE, customElements), "utf8"));
  const named = Object.values(exports).flatMap((target) => (typeof target === "string" ? [target] : Object.values(target)));
  for (const file of [...named, ...manifest.modules.map((module) => module.path)])
    assert(existsSync(path.join(PACKAGE, file)), file);
});

test("no text of this machine is in the package", async () => {
  const list = await output("tar", ["-xzOf", path.join(HOME, "yb-wasm.tgz"), "--wildcards", "*.js", "*.json", "*.d.ts"]);
  assert(!list.includes(fileURLToPath(new URL("../../", import.meta.url))), "a path of this machine");
});

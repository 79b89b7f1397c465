import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { HOME, require, right, server, usable } from "./consumers.mjs";

test("workerd: modules that are imported, since it compiles no bytes", async (t) => {
  const { default: workerd } = require("workerd");
  if (!(await usable(t, workerd))) return;
  const folder = path.join(HOME, "worker");
  // As the usual tools for such workers do it: scripts in one file, modules beside it under their own names.
  await build({
    absWorkingDir: folder,
    entryPoints: ["main.mjs"],
    outfile: "out/main.js",
    bundle: true,
    format: "esm",
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
    external: ["node:*"],
    logLevel: "warning",
  });
  const address = await server(t, workerd, ["serve", "worker/config.capnp", "--control-fd=3"], /"port":(\d+)/);
  const answer = await fetch(address);
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  right(text);
});

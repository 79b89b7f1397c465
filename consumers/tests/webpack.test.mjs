import assert from "node:assert/strict";
import { copyFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { HOME, files, portable, require, shows } from "./consumers.mjs";

test("webpack: what it builds", async (t) => {
  const folder = path.join(HOME, "webpack");
  const { default: config } = await import(pathToFileURL(path.join(folder, "webpack.config.mjs")));
  const webpack = require("webpack");
  const stats = await new Promise((done, failed) =>
    webpack(config, (error, stats) => (error ? failed(error) : done(stats))),
  );
  assert(!stats.hasErrors() && !stats.hasWarnings(), stats.toString({ all: false, errors: true, warnings: true }));
  // The same page as Vite's.
  await copyFile(path.join(HOME, "vite/index.html"), path.join(folder, "dist/index.html"));
  await portable("webpack/dist");
  await shows(await files(t, "webpack/dist"));
});

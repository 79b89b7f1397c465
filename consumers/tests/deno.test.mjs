import { test } from "node:test";
import { bin, output, right, usable } from "./consumers.mjs";

test("Deno: every entry, with leave to read and nothing else", async (t) => {
  const deno = bin("deno");
  if (!(await usable(t, deno))) return;
  const args = ["run", "--no-prompt", "--no-remote", "--node-modules-dir=manual", "--allow-read", "deno/main.mjs"];
  right(await output(deno, args));
});

// The tag's script where there is no page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { SITE } from "./browser.mjs";

test("importing the script on a server does nothing and throws nothing", async () => {
  const script = readFileSync(`${SITE}/v1/embed.js`);
  assert.ok(script.length < 7000, `${script.length} bytes`);
  await import(`${SITE}/v1/embed.js`);
  assert.equal(globalThis.customElements, undefined);
});

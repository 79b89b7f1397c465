import assert from "node:assert/strict";
import { test } from "node:test";
import { bin, output, portable, server, shows } from "./consumers.mjs";

test("Next: answers from the server in the page, and calculators in the browser", async (t) => {
  await output(process.execPath, [bin("next"), "build", "next"]);
  await portable("next/.next/static");
  const args = [bin("next"), "start", "next", "--hostname=127.0.0.1", "--port=0"];
  const address = await server(t, process.execPath, args, /http:\/\/(?:localhost|127\.0\.0\.1):(\d+)/);
  const html = await (await fetch(address)).text();
  assert.match(html, /<yb-calculator calculator="yield-drift">…<\/yb-calculator>/, "the tag is in the server's page");
  await shows(address, ["#server", "#client"]);
});

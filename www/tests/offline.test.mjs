// The offline copy: made where a reader asks for it, and thrown away where he asks again.

import assert from "node:assert/strict";
import { createServer, get } from "node:http";
import { after, afterEach, before, test } from "node:test";
import { alive, BASE, drawn, launch, open, pages } from "./browser.mjs";

let browser;
let down = false;
/** The site at another address, whose line can be cut. */
const line = createServer((request, reply) => {
  if (down) return void request.socket.destroy();
  get(new URL(request.url, BASE), (answer) => {
    reply.writeHead(answer.statusCode, answer.headers);
    answer.pipe(reply);
  });
});
let own;

before(async () => {
  browser = await launch();
  await new Promise((done) => line.listen(0, "127.0.0.1", done));
  own = `http://127.0.0.1:${line.address().port}/`;
});
after(async () => {
  await browser.close();
  line.closeAllConnections();
  line.close();
});

afterEach(() => (down = false));

const kept = (page) =>
  page.evaluate(async () => {
    const workers = await navigator.serviceWorker.getRegistrations();
    return [workers.length, (await caches.keys()).length, localStorage.length];
  });

test("nothing is kept unasked; then every page is; then nothing again", async () => {
  const { page, context, close } = await open(browser, own, { hosts: [own] });
  assert.deepEqual(await kept(page), [0, 0, 0]);
  await page.getByRole("button", { name: "Keep a copy for reading offline" }).click();
  await page.getByText("work without a network").waitFor();
  assert.deepEqual(await kept(page), [1, 1, 0]);

  down = true;
  const read = pages().filter((address) => /^(|book\/.*|embed\/)$/.test(address) && address !== "book/print.html");
  assert.ok(read.length > 40);
  for (const address of read) {
    await page.goto(own + address);
    assert.ok(await page.locator("h1").count(), address);
  }
  await page.keyboard.press("/");
  await page.keyboard.type("amplification");
  await page.locator("dialog li a").first().waitFor();
  await page.goto(`${own}book/calculators/lvr.html`);
  const calculator = await alive(page);
  const { answer } = await calculator.shown();
  await calculator.field("volatility").fill("85");
  await drawn(page);
  assert.notEqual((await calculator.shown()).answer, answer);
  const embed = await context.newPage();
  await assert.rejects(embed.goto(`${own}embed/lvr/`), /ERR_/);

  down = false;
  await page.goto(own);
  await page.getByRole("button", { name: "Remove the offline copy" }).click();
  await page.getByText("Removed").waitFor();
  assert.deepEqual(await kept(page), [0, 0, 0]);
  await close();
});

test("without a network no half of a copy stays", async () => {
  const { page, context } = await open(browser, own, { hosts: [own] });
  const button = page.getByRole("button", { name: "Keep a copy for reading offline" });
  await button.waitFor();
  down = true;
  await button.click();
  await page.getByText("nothing is kept").waitFor();
  down = false;
  assert.deepEqual(await kept(page), [0, 0, 0]);
  await context.close();
});

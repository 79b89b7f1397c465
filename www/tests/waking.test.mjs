// A calculator takes the place of what was drawn when the page was built, under a reader's hands.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { alive, BASE, launch, open } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test("who is in the page before the calculator wakes keeps the focus, and the drawer that was opened", async () => {
  const { page, context, close } = await open(browser, null);
  let go;
  const asked = new Promise((done) => context.route(/\.wasm$/, async (route) => {
    await new Promise((wake) => done((go = wake)));
    await route.continue();
  }));
  await page.goto(new URL("embed/yield-drift/", BASE).href);
  await asked;
  const summary = page.locator("yb-calculator > .yb summary").last();
  await summary.focus();
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("yb-calculator > .yb details[open]").count());
  const words = await summary.textContent();
  go();
  const { host } = await alive(page);
  const now = await host.evaluate((element) => {
    const { activeElement: at } = element.shadowRoot;
    return { words: at?.textContent, open: at?.parentElement.hasAttribute("open") };
  });
  assert.deepEqual(now, { words, open: true });
  await close();
});

test("the page is never laid out without the calculator: it would move under a reader whose browser holds on to a place", async () => {
  const { page, close } = await open(browser, null);
  await page.addInitScript(() => {
    const { get } = Object.getOwnPropertyDescriptor(Element.prototype, "clientWidth");
    const box = Element.prototype.getBoundingClientRect;
    window.heights = [];
    Object.defineProperty(Element.prototype, "clientWidth", {
      get() {
        const host = document.querySelector("yb-calculator");
        if (host) window.heights.push(box.call(host).height);
        return get.call(this);
      },
    });
  });
  await page.goto(new URL("embed/yield-drift/", BASE).href);
  await alive(page);
  const heights = await page.evaluate(() => window.heights);
  assert.ok(heights.length > 0, "nothing was measured");
  assert.ok(Math.min(...heights) > 0.9 * Math.max(...heights), `${heights}`);
  await close();
});

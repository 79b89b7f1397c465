// The page of somebody else, at another address.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { alive, BASE, drawn, launch, open, PARTNER } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test("the tag works at another origin", async () => {
  assert.notEqual(new URL(PARTNER).origin, new URL(BASE).origin);
  const { page, close } = await open(browser, PARTNER);
  const calculator = await alive(page);
  assert.equal(await calculator.field("yield-rate").inputValue(), "4");
  await calculator.field("yield-rate").fill("6");
  await drawn(page);
  assert.match(await calculator.text(".answer"), /\d %/);
  await calculator.host.evaluate((host) => host.setAttribute("theme", "dark"));
  const ground = await calculator.host.evaluate((host) => getComputedStyle(host.shadowRoot.querySelector(".yb")).backgroundColor);
  assert.equal(ground, "rgb(27, 30, 37)");
  await close();
});

test("the frame, sandboxed, sets its height", async () => {
  const { page, close } = await open(browser, PARTNER);
  const element = page.locator("#frame");
  await element.scrollIntoViewIfNeeded();
  const frame = page.frameLocator("#frame");
  await frame.locator("yb-calculator fieldset:not([disabled])").waitFor();
  const inside = () => frame.locator("body").evaluate((body) => Math.ceil(body.getBoundingClientRect().height));
  const settled = async () => {
    for (let i = 0; i < 40; i++) {
      if (Math.abs((await element.boundingBox()).height - (await inside())) <= 1) return true;
      await page.waitForTimeout(50);
    }
    return false;
  };
  assert.ok(await settled());
  const before = await inside();
  await frame.locator("yb-calculator .more summary:visible").first().click();
  assert.ok(await settled());
  assert.ok((await inside()) > before + 50);
  assert.equal(await frame.locator("fieldset:not([disabled]) [name=volatility]").inputValue(), "80");
  await close();
});

test("messages of others are not believed", async () => {
  const { page, close } = await open(browser, PARTNER);
  await alive(page);
  const height = () => page.locator("#frame").evaluate((frame) => frame.style.height);
  const old = await height();
  await page.evaluate(() => {
    for (const data of [null, "height", { source: "yb-calculator", type: "height", height: 5000 }, { source: "yb-calculator", type: "height", height: 1e9 }]) {
      postMessage(data, "*");
    }
  });
  await page.waitForTimeout(100);
  assert.equal(await height(), old);
  await close();
});

test("a hundred connects and disconnects leave one calculator", async () => {
  const { page, close } = await open(browser, PARTNER);
  const { host } = await alive(page);
  const told = await host.evaluate(async (element) => {
    let events = 0;
    element.addEventListener("yb-change", () => events++);
    const parent = element.parentElement;
    for (let i = 0; i < 100; i++) {
      element.remove();
      parent.append(element);
    }
    element.setAttribute("yield-rate", "0.07");
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return { events, widgets: element.shadowRoot.querySelectorAll(".yb").length, rate: element.value.yieldRate };
  });
  assert.deepEqual(told, { events: 1, widgets: 1, rate: 0.07 });
  await close();
});

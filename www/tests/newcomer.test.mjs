// The way of somebody who issues a token and comes here for the first time, by keyboard alone: the landing page,
// the thesis, the loss at the token's own yield, the pool type, the files for lists, and a snippet to take home.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { BASE, launch, open } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** As many presses of Tab as anybody should need from the start of a page's text to the next step. */
const PATIENCE = 40;

/** Presses Tab until the element in focus is `wanted`; whatever is in focus on the way can be seen. */
async function tab(page, wanted, most = PATIENCE) {
  const way = [];
  while (way.length < most) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const label = element.labels?.[0]?.textContent ?? element.getAttribute("aria-label") ?? element.textContent;
      return {
        name: element.getAttribute("name") ?? "",
        label: label.replace(/\s+/g, " ").trim(),
        seen: outlineStyle !== "none" && outlineWidth !== "0px",
      };
    });
    way.push(at.name || at.label.slice(0, 40));
    assert.ok(at.seen, `the focus on ${way.at(-1)} cannot be seen`);
    if (at.name === wanted || at.label === wanted) return way.length;
  }
  return assert.fail(`${most} × Tab do not lead to ${wanted}, but over ${way.join(" · ")}`);
}

/** Skips what is the same on every page. */
async function toTheText(page) {
  assert.equal(await tab(page, "To the text"), 1);
  await page.keyboard.press("Enter");
}

/** Types over what is in the field. */
async function type(page, text) {
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

/** Follows the link in focus. */
async function follow(page, address) {
  await page.keyboard.press("Enter");
  await page.waitForURL(address);
}

/** What the first calculator of the page answers. */
const answer = (page) =>
  page.evaluate(() => {
    const host = document.querySelector("yb-calculator");
    return (host.shadowRoot ?? host).querySelector(".answer").textContent;
  });

test("from the landing page to a snippet, with one's own token", async () => {
  const { page, context, close } = await open(browser, "");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await toTheText(page);
  await tab(page, "I issue a token that earns yield");
  await follow(page, /\/book\/thesis\.html$/);

  await toTheText(page);
  await tab(page, "Compute it for your own token");
  await follow(page, /\/book\/calculators\/yield-drift\.html/);

  await toTheText(page);
  await tab(page, "yield-rate");
  const before = await answer(page);
  await type(page, "4.2");
  await page.waitForURL(/yield-rate=0\.042/);
  assert.notEqual(await answer(page), before);
  await tab(page, "which pool type suits it");
  await follow(page, /\/book\/calculators\/pool-wizard\.html/);

  await toTheText(page);
  await tab(page, "yield-rate");
  await type(page, "4.2");
  await page.waitForURL(/yield-rate=0\.042/);
  assert.match(await answer(page), /pool|curve/i);
  await tab(page, "the files that lists want");
  await follow(page, /\/book\/calculators\/listing\.html/);

  await toTheText(page);
  await tab(page, "symbol");
  await type(page, "myETH");
  await page.waitForURL(/symbol=myETH/);
  await tab(page, "Download entry.json");
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  assert.match(readFileSync(await (await download).path(), "utf8"), /myETH/);
  await tab(page, "embed a calculator");
  await follow(page, new URL("embed/", BASE).href);

  await toTheText(page);
  await tab(page, "yield-rate");
  await type(page, "4.2");
  await page.waitForFunction(() => document.querySelector("#snippet").textContent.includes("0.042"));
  await tab(page, "Copy");
  await page.keyboard.press("Enter");
  await page.getByText("Copied").first().waitFor();
  const snippet = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(snippet, /<script type="module" src="http[^"]+\/v1\/embed\.js"><\/script>\s+<yb-calculator calculator="yield-drift"[^>]* yield-rate="0\.042"/);
  await close();
});

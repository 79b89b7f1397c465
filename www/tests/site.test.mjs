// Every page of the built site.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { alive, axe, BASE, drawn, launch, open, pages } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** Wakes every calculator of the page and opens every drawer. */
async function awake(page) {
  const count = await page.locator("yb-calculator").count();
  for (let i = 0; i < count; i++) await alive(page, i);
  await page.evaluate(() => {
    const roots = [document, ...[...document.querySelectorAll("yb-calculator")].map((host) => host.shadowRoot)];
    for (const root of roots) for (const drawer of root.querySelectorAll("details")) drawer.open = true;
    scrollTo(0, 0);
  });
}

const ALL = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
/** The rules that the colours of a theme can break. */
const COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** The whole book on one page is for paper: there, calculators are what they are before they wake. */
const ON_PAPER = "book/print.html";

// There are many, and each is mostly one core’s work.
describe("pages", { concurrency: 2 }, () => {
  for (const address of pages()) {
    test(`${address || "/"}: nothing refused or from outside, no violation in either theme, 320 px wide`, async () => {
      const { page, close } = await open(browser, address, { colorScheme: "light" });
      if (address !== ON_PAPER) await awake(page);
      const violations = await axe(page);
      assert.deepEqual(await violations(ALL), [], "light");
      await page.emulateMedia({ colorScheme: "dark" });
      assert.deepEqual(await violations(COLOURS), [], "dark");
      await page.setViewportSize({ width: 320, height: 800 });
      await drawn(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `${wide} px wide at 320`);
      await close();
    });
  }
});

test("a violation would be found, in the page and in a calculator, in the dark too", async () => {
  const { page, context } = await open(browser, "book/calculators/lvr.html", { colorScheme: "dark" });
  await alive(page);
  const violations = await axe(page);
  await page.evaluate(() => {
    const faint = (element) => element.style.setProperty("color", "#333");
    faint(document.querySelector("h1"));
    faint(document.querySelector("yb-calculator").shadowRoot.querySelector(".answer"));
  });
  const [found, ...others] = await violations(COLOURS);
  assert.match(found, /^color-contrast\n#what-does.*\n[^]*yb-calculator,.answer/);
  assert.deepEqual(others, []);
  await context.close();
});

for (const [width, height] of [[1280, 900], [700, 900], [320, 800]]) {
  test(`nothing moves when calculators come alive, ${width} px`, async () => {
    for (const address of ["", "book/calculators/lvr.html", "embed/swap/"]) {
      const { page, close } = await open(browser, null, { viewport: { width, height } });
      await page.addInitScript(() => {
        window.moved = [];
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            window.moved.push({ value: entry.value, what: entry.sources.map(({ node }) => node?.className ?? node?.nodeName) });
          }
        }).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(new URL(address, BASE).href);
      const host = page.locator("yb-calculator").first();
      const still = await host.evaluate((element) => element.getBoundingClientRect().height);
      await alive(page);
      await page.waitForTimeout(300);
      assert.equal(await host.evaluate((element) => element.getBoundingClientRect().height), still, `${address} at ${width}`);
      assert.deepEqual(await page.evaluate(() => window.moved), [], `${address} at ${width}`);
      await close();
    }
  });
}

test("without scripts the answer, the picture and the table stand there", async () => {
  const { page, close } = await open(browser, "", { javaScriptEnabled: false });
  assert.match(await page.locator("yb-calculator .answer").textContent(), /\d\u00a0%/);
  const picture = page.locator("yb-calculator svg.picture:visible");
  assert.equal(await picture.count(), 1);
  assert.ok((await picture.boundingBox()).height > 200);
  await page.locator("yb-calculator .more summary").last().click();
  assert.ok(await page.locator("yb-calculator table:visible").count());
  assert.equal(await page.locator("yb-calculator form:visible").count(), 0);
  await close();
});

test("a module that cannot load leaves the page as it was, with a sentence and a link", async () => {
  const { page, context, faults } = await open(browser, null);
  await context.route(/\.wasm$/, (route) => route.abort());
  await page.goto(BASE);
  const host = page.locator("yb-calculator").first();
  await host.getByText("This calculator cannot start here").waitFor();
  assert.ok(await host.locator(".answer").isVisible());
  assert.match(await host.getByText("Open it on its own page").getAttribute("href"), /embed\/yield-drift\/$/);
  assert.ok(faults.every((fault) => /ERR_FAILED|Failed to load/.test(fault)), faults.join());
  await context.close();
});

test("the theme is kept only when it is chosen", async () => {
  const { page, close } = await open(browser, "", { colorScheme: "light" });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await page.getByRole("button", { name: "Theme: auto" }).click();
  await page.getByRole("button", { name: "Theme: light" }).click();
  assert.notEqual(await ground(), light);
  await page.reload();
  assert.notEqual(await ground(), light);
  await page.getByRole("button", { name: "Theme: dark" }).click();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await close();
});

test("the search finds, by keyboard alone", async () => {
  const { page, close } = await open(browser, "book/thesis.html");
  await page.keyboard.press("/");
  await page.keyboard.type("amplification");
  await page.locator("dialog li a").first().waitFor();
  assert.match(await page.locator("dialog .count").textContent(), /places?/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/book\/.+\.html/);
  await close();
});

test("on a phone the contents open and close", async () => {
  const { page, close } = await open(browser, "book/thesis.html", { viewport: { width: 360, height: 800 } });
  await page.getByRole("button", { name: "Contents" }).click();
  await page.getByRole("link", { name: "Glossary" }).waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("link", { name: "Glossary" }).waitFor({ state: "hidden" });
  await close();
});

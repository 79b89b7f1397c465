// Words stay English, numbers follow the nearest `lang`; pages that run from right to left change neither.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { alive, drawn, launch, open } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** The calculator of a page in that language; it may have been drawn before the page was, so an attribute draws it anew. */
async function speaking(page, lang, dir = "ltr") {
  await page.evaluate((said) => Object.assign(document.documentElement, said), { lang, dir });
  const calculator = await alive(page);
  await calculator.host.evaluate((host) => host.setAttribute("heading-level", "3"));
  await drawn(page);
  return calculator;
}

/** What a figure of 0.14456…, 29.1 and 12,345.6 looks like in each language. */
const SAID = {
  en: ["0.145\u00a0%", "12,345.6"],
  de: ["0,145\u00a0%", "12.345,6"],
  fr: ["0,145\u00a0%", "12\u202f345,6"],
  ja: ["0.145\u00a0%", "12,345.6"],
  "ar-EG": ["٠٫١٤٥\u00a0%", "١٢٬٣٤٥٫٦"],
};

for (const [language, [share, sum]] of Object.entries(SAID)) {
  const direction = language.startsWith("ar") ? "rtl" : "ltr";
  test(`numbers in ${language}, ${direction}`, async () => {
    const { page, close } = await open(browser, "embed/yield-drift/", { viewport: { width: 360, height: 800 } });
    const calculator = await speaking(page, language, direction);
    const figures = await calculator.host.evaluate((host) => [...host.shadowRoot.querySelectorAll(".figures dd")].map((it) => it.textContent));
    assert.ok(figures.includes(share), figures.join());
    const number = await page.evaluate((lang) => new Intl.NumberFormat(lang).format(12345.6), language);
    assert.equal(number, sum, "this browser's own data");
    const inner = await calculator.host.evaluate((host) => {
      const root = host.shadowRoot.querySelector(".yb");
      const labels = [...root.querySelectorAll("svg.picture text")].map((text) => text.getBoundingClientRect());
      const own = root.getBoundingClientRect();
      return {
        lang: root.lang,
        direction: getComputedStyle(root.querySelector(".answer")).direction,
        cut: labels.filter(({ left, right }) => left < own.left || right > own.right).length,
        wide: document.documentElement.scrollWidth,
      };
    });
    assert.deepEqual(inner, { lang: "en", direction: "ltr", cut: 0, wide: 360 });
    await close();
  });
}

test("the readout under the cursor speaks the page's numbers too", async () => {
  const { page, close } = await open(browser, "embed/yield-drift/");
  const calculator = await speaking(page, "de");
  await calculator.host.evaluate((host) => host.shadowRoot.querySelector(".cursor").focus());
  await page.keyboard.press("ArrowRight");
  await drawn(page);
  assert.match(await calculator.text(".readout"), /\d,\d/);
  const said = await calculator.host.evaluate((host) => host.shadowRoot.querySelector(".cursor").getAttribute("aria-valuetext"));
  assert.match(said, /\d,\d/);
  assert.match(await calculator.text(".answer"), /in 1 year /);
  await close();
});

test("a language that is none is English", async () => {
  const { page, close } = await open(browser, "embed/yield-drift/");
  const calculator = await speaking(page, "not a language");
  assert.match(await calculator.text(".answer"), /\d\.\d/);
  await close();
});

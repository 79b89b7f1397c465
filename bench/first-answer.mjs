// How long after a tag comes into sight its first answer stands there, from a warm cache: a page whose script is loaded
// gets a tag, in a browser that has had the files before. `cargo xtask build`, then `cargo xtask bench --answers`, which
// serves the built site with its own headers: `cargo xtask serve` lets nothing be cached, and builds one large module.
//
// The calculators take turns, so that what else the machine does meets all of them alike. Nothing is asked again and
// again: a browser answers a fifth timer in a row no sooner than after 4 ms, and whoever asks takes time from who works.

import { chromium } from "playwright-core";

const RUNS = Number(process.env.RUNS ?? 15);
const { BASE, CALCULATORS = "" } = process.env;

/** Milliseconds from the tag's being put into the page until its answer is drawn and laid out. */
const first = (id) =>
  new Promise((done) => {
    const tag = document.createElement("yb-calculator");
    tag.setAttribute("calculator", id);
    tag.attachShadow = (options) => {
      const root = HTMLElement.prototype.attachShadow.call(tag, options);
      const changes = new MutationObserver(() => {
        const answer = root.querySelector(".answer");
        if (!answer?.textContent) return;
        changes.disconnect();
        answer.getBoundingClientRect(); // lays out
        done(performance.now() - start);
      });
      changes.observe(root, { childList: true });
      return root;
    };
    const start = performance.now();
    document.body.replaceChildren(tag);
  });

const ids = CALCULATORS.split(",");
const browser = await chromium.launch({ executablePath: process.env.CHROME ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 900, height: 900 } });
const times = new Map(ids.map((id) => [id, []]));
// The first run warms the cache.
for (let run = 0; run <= RUNS; run++) {
  for (const id of ids) {
    const page = await context.newPage();
    await page.goto(new URL("404.html", BASE).href);
    await page.waitForFunction(() => customElements.get("yb-calculator"));
    await page.waitForTimeout(200);
    const time = await page.evaluate(first, id);
    if (run > 0) times.get(id).push(time);
    await page.close();
  }
}
console.log(`${browser.version()}, ${RUNS} runs: least, median, most, in ms`);
for (const [id, all] of times) {
  all.sort((a, b) => a - b);
  const shown = [all[0], all[RUNS >> 1], all[RUNS - 1]].map((time) => time.toFixed(0).padStart(5));
  console.log(id.padEnd(20), ...shown);
}
await browser.close();

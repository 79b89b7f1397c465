// How long after a tag is seen its first answer stands there, from a warm cache: a page whose script is loaded gets a
// tag, in a browser that has had the files before. `cargo xtask build`, then `node bench/first-answer.mjs ADDRESS`
// with the address that `cargo xtask serve` gives; a calculator of each module.

import { chromium } from "playwright-core";

const RUNS = 15;
const IDS = ["yield-drift", "simulation", "swap", "liquidity", "boosted", "rounding", "pool-wizard", "eclp-params", "rate-check", "incentives"];

/** Milliseconds from the tag's being put into the page until its answer is drawn and laid out. */
const first = (id) =>
  new Promise((done) => {
    const tag = document.createElement("yb-calculator");
    tag.setAttribute("calculator", id);
    const start = performance.now();
    const look = () => {
      const answer = tag.shadowRoot?.querySelector(".answer");
      if (!answer?.textContent) return void setTimeout(look, 0);
      answer.getBoundingClientRect();
      done(performance.now() - start);
    };
    document.body.replaceChildren(tag);
    look();
  });

const base = new URL(process.argv[2] ?? "http://127.0.0.1:3000/");
const browser = await chromium.launch({ executablePath: process.env.CHROME ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 900, height: 900 } });
console.log(`${browser.version()}, ${RUNS} runs: least, median, most, in ms`);
for (const id of IDS) {
  const times = [];
  for (let run = 0; run <= RUNS; run++) {
    const page = await context.newPage();
    await page.goto(new URL("404.html", base).href, { waitUntil: "networkidle" });
    const time = await page.evaluate(first, id);
    if (run > 0) times.push(time); // the first run warms the cache
    await page.close();
  }
  times.sort((a, b) => a - b);
  const shown = [times[0], times[RUNS >> 1], times[RUNS - 1]].map((time) => time.toFixed(0).padStart(5));
  console.log(id.padEnd(16), ...shown);
}
await browser.close();

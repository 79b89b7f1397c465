// How long after a tag comes into sight its first answer stands there, and how long all the rest, from a warm cache: a
// page whose script is loaded gets a tag, in a browser that has had the files before. Once as a visitor's own browser
// does it, whose cache keeps scripts compiled, and once as a private window does. `cargo xtask build`, then
// `cargo xtask bench --answers`, which serves the built site with its own headers: `cargo xtask serve` lets nothing be
// cached, and builds one large module.
//
// The calculators take turns, so that what else the machine does meets all of them alike. Nothing is asked again and
// again: a browser answers a fifth timer in a row no sooner than after 4 ms, and whoever asks takes time from who works.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const RUNS = Number(process.env.RUNS ?? 15);
const { BASE, CALCULATORS = "" } = process.env;
const ids = CALCULATORS.split(",");
const browser = { executablePath: process.env.CHROME ?? "/usr/bin/chromium", args: ["--no-sandbox"] };
const page = { viewport: { width: 900, height: 900 } };

/** Milliseconds from the tag's being put into the page until its answer is drawn and laid out, and until all is. */
const first = (id) =>
  new Promise((done) => {
    const tag = document.createElement("yb-calculator");
    tag.setAttribute("calculator", id);
    tag.attachShadow = (options) => {
      const root = HTMLElement.prototype.attachShadow.call(tag, options);
      const since = (selector) => {
        const found = root.querySelector(selector);
        if (!found?.textContent) return null;
        found.getBoundingClientRect(); // lays out
        return performance.now() - start;
      };
      let answer = null;
      const changes = new MutationObserver(() => {
        answer ??= since(".answer");
        // All the rest may come into what is there already.
        if (answer !== null) changes.observe(root, { childList: true, subtree: true });
        const rest = answer === null ? null : since(".foot");
        if (rest === null) return;
        changes.disconnect();
        done([answer, rest]);
      });
      changes.observe(root, { childList: true });
      return root;
    };
    const start = performance.now();
    document.body.replaceChildren(tag);
  });

async function measure(context) {
  const times = new Map(ids.map((id) => [id, []]));
  // The first runs warm the cache: scripts are kept compiled from the third on.
  for (let run = -2; run < RUNS; run++) {
    for (const id of ids) {
      const page = await context.newPage();
      await page.goto(new URL("404.html", BASE).href);
      await page.waitForFunction(() => customElements.get("yb-calculator"));
      await page.waitForTimeout(200);
      const time = await page.evaluate(first, id);
      if (run >= 0) times.get(id).push(time);
      await page.close();
    }
  }
  return times;
}

function show(title, times) {
  console.log(`${title}, ${RUNS} runs: least, median, most until the answer, and until all stands, in ms`);
  for (const [id, all] of times) {
    const shown = [0, 1].flatMap((which) => {
      const sorted = all.map((pair) => pair[which]).sort((a, b) => a - b);
      return [sorted[0], sorted[RUNS >> 1], sorted[RUNS - 1]].map((time) => time.toFixed(0).padStart(5));
    });
    console.log(id.padEnd(20), ...shown.slice(0, 3), "  ", ...shown.slice(3));
  }
}

const folder = mkdtempSync(path.join(tmpdir(), "first-answer-"));
const own = await chromium.launchPersistentContext(folder, { ...browser, ...page });
show("a browser of one's own", await measure(own));
await own.close();
rmSync(folder, { recursive: true });

const windows = await chromium.launch(browser);
show(`a private window (${windows.version()})`, await measure(await windows.newContext(page)));
await windows.close();

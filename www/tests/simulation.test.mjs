// Answers that take long: how far they are, how they stop, and that the page goes on meanwhile.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { alive, drawn, launch, open, PARTNER } from "./browser.mjs";

let browser;
let folder;
before(async () => {
  browser = await launch();
  folder = mkdtempSync(path.join(tmpdir(), "simulation-"));
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

const PAGE = "embed/simulation/";
/** A year of blocks. */
const LONG = `${PAGE}?step-seconds=12`;

/** Waits until the last question is answered. */
async function answered(calculator) {
  await calculator.host.locator(".yb:not(.waiting):not(.stale) fieldset:not([disabled])").first().waitFor();
}

/** Opens the drawer of further inputs. */
async function unfolded(calculator) {
  const drawer = calculator.host.locator(".advanced summary").first();
  if (!(await calculator.field("horizon-years").isVisible())) await drawer.click();
}

/** Begins three years of blocks; the answer that stands before. */
async function begun(page, calculator) {
  await unfolded(calculator);
  await calculator.field("step-seconds").fill("86400");
  await calculator.field("horizon-years").fill("3");
  await page.waitForFunction(() => /1,095 steps/.test(document.querySelector("yb-calculator").shadowRoot.querySelector(".answer").textContent));
  await answered(calculator);
  const old = await calculator.shown();
  await calculator.field("step-seconds").fill("12");
  await calculator.host.locator(".waiting").waitFor();
  return old;
}

test("the state that the page starts with is there at once", async () => {
  const { page, close } = await open(browser, PAGE);
  const calculator = await alive(page);
  await answered(calculator);
  assert.match(await calculator.text(".answer"), /365 steps the pool “with rate”/);
  assert.equal(await calculator.host.locator("progress").count(), 0);
  await close();
});

test("a long answer says how far it is, keeps the old one, and takes its place", async () => {
  const { page, close } = await open(browser, PAGE);
  const calculator = await alive(page);
  await answered(calculator);
  const old = await begun(page, calculator);
  const shares = [];
  for (;;) {
    const [share, answer] = await calculator.host.evaluate(({ shadowRoot: root }) => [
      root.querySelector("progress")?.value ?? null,
      root.querySelector(".answer").textContent,
    ]);
    if (share === null) break;
    assert.equal(answer, old.answer);
    shares.push(share);
    await page.waitForTimeout(20);
  }
  await answered(calculator);
  assert.ok(new Set(shares).size > 3, `seen ${shares}`);
  assert.deepEqual(shares, [...shares].sort((a, b) => a - b));
  assert.match(await calculator.text(".answer"), /7,884,000 steps/);
  await page.waitForURL(/step-seconds=12&horizon-years=3/);
  await close();
});

test("cancel stops it, the old answer and the inputs stay, and it can begin again", async () => {
  const { page, close } = await open(browser, PAGE);
  const calculator = await alive(page);
  await answered(calculator);
  const old = await begun(page, calculator);
  await calculator.host.locator("[data-do=cancel]").click();
  assert.match(await calculator.text(".doing"), /^Stopped at \d+ %/);
  await page.waitForTimeout(500);
  assert.equal((await calculator.shown()).answer, old.answer);
  assert.equal(await calculator.field("step-seconds").inputValue(), "12");
  assert.equal(await calculator.field("horizon-years").inputValue(), "3");
  await calculator.field("horizon-years").fill("0.25");
  await answered(calculator);
  assert.match(await calculator.text(".answer"), /657,000 steps/);
  await begun(page, calculator);
  await calculator.host.locator("[data-do=cancel]").click();
  await calculator.host.locator("[data-do=compute]").click();
  await answered(calculator);
  assert.match(await calculator.text(".answer"), /7,884,000 steps/);
  await close();
});

test("another input drops what goes on", async () => {
  const { page, close } = await open(browser, PAGE);
  const calculator = await alive(page);
  await answered(calculator);
  await begun(page, calculator);
  await calculator.field("step-seconds").fill("3600");
  await answered(calculator);
  assert.match(await calculator.text(".answer"), /26,280 steps/);
  await close();
});

/** How many frames are drawn while a year of blocks is computed, and the longest time between two, in milliseconds. */
async function framesMeanwhile(page, calculator) {
  const frames = page.evaluate(
    () =>
      new Promise((done) => {
        const host = document.querySelector("yb-calculator");
        let last = performance.now();
        let [longest, drawn, left] = [0, 0, 1000];
        const frame = () => {
          const now = performance.now();
          longest = Math.max(longest, now - last);
          last = now;
          scrollBy(0, left % 40 < 20 ? 8 : -8);
          const busy = host.shadowRoot.querySelector(".waiting");
          if (busy) drawn++;
          // Until it has begun, and then until it is done.
          if (--left > 0 && (busy || drawn === 0)) requestAnimationFrame(frame);
          else done({ longest, drawn });
        };
        requestAnimationFrame(frame);
      }),
  );
  await calculator.field("step-seconds").fill("12");
  return frames;
}

test("the page scrolls while a year of blocks is computed, which takes seconds", async () => {
  const { page, close } = await open(browser, "book/calculators/simulation.html");
  const calculator = await alive(page);
  await answered(calculator);
  const start = Date.now();
  const { longest, drawn } = await framesMeanwhile(page, calculator);
  await answered(calculator);
  console.log(`a year of blocks in ${Date.now() - start} ms; ${drawn} frames meanwhile, the longest ${longest.toFixed(0)} ms`);
  assert.ok(drawn >= 3, `${drawn} frames`);
  await close();
});

test("on a page of another origin there is no worker, and it works in slices", async () => {
  const { page, close } = await open(browser, PARTNER);
  await page.evaluate(() => {
    const tag = document.createElement("yb-calculator");
    tag.setAttribute("calculator", "simulation");
    document.body.prepend(tag);
  });
  const calculator = await alive(page);
  await answered(calculator);
  const { longest, drawn } = await framesMeanwhile(page, calculator);
  await answered(calculator);
  console.log(`in slices: ${drawn} frames meanwhile, the longest ${longest.toFixed(0)} ms`);
  assert.match(await calculator.text(".answer"), /2,628,000 steps/);
  assert.ok(drawn >= 3, `${drawn} frames`);
  await close();
});

test("a long state in the address", async () => {
  const { page, close } = await open(browser, LONG);
  const calculator = await alive(page);
  await answered(calculator);
  assert.match(await calculator.text(".answer"), /2,628,000 steps/);
  await close();
});

async function withFile(calculator, name, content) {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  await unfolded(calculator);
  await calculator.host.locator("input[type=file]").setInputFiles(file);
}

test("files: what is wrong is told, what was there stays", async () => {
  const { page, close } = await open(browser, PAGE);
  const calculator = await alive(page);
  await answered(calculator);
  const old = (await calculator.shown()).answer;
  const lines = (text) => Buffer.from(text);
  for (const [name, buffer, words] of [
    ["columns.csv", lines("time,price\n0,1\n1,1"), /no column rate/],
    ["words.csv", lines("time,price,rate\n0,1,1\n1,abc,1\n2,1,"), /line 3, column price: “abc” is not a number; line 4, column rate/],
    ["unsorted.csv", lines("time,price,rate\n5,1,1\n4,1,1"), /line 3, column time: “4” is not after/],
    ["long.csv", lines("1,1,1\n".repeat(6_000_000)), /line 2, column time: “1” is not after.*not read/],
  ]) {
    await withFile(calculator, name, buffer);
    await calculator.fault("csv").waitFor();
    await page.waitForFunction(
      ([source]) => new RegExp(source, "i").test(document.querySelector("yb-calculator").shadowRoot.querySelector("[data-field=csv] .fault")?.textContent ?? ""),
      [words.source],
    );
    assert.equal((await calculator.shown()).answer, old, name);
  }
  for (const [name, buffer, words] of [
    ["big.csv", Buffer.alloc(50_000_000, "0,1,1\n"), /big\.csv has 50 MB; up to 40 MB is read/],
    ["empty.csv", lines("\n"), /empty\.csv is empty/],
    ["picture.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), /no text in UTF-8/],
  ]) {
    await withFile(calculator, name, buffer);
    await page.waitForFunction(
      ([source]) => new RegExp(source, "i").test(document.querySelector("yb-calculator").shadowRoot.querySelector(".said").textContent),
      [words.source],
    );
  }
  assert.equal((await calculator.shown()).answer, old);
  await close();
});

test("files: marks of encodings, and a long one that stays out of the address", async () => {
  const { page, close } = await open(browser, PAGE);
  const calculator = await alive(page);
  await answered(calculator);
  const short = "time;price;rate\r\n2025-01-11;1,19;1,19\r\n2025-11-11;1,2188;1,2188\r\n";
  await withFile(calculator, "utf16.csv", Buffer.from(`\ufeff${short}`, "utf16le"));
  await page.waitForURL(/csv=time/);
  assert.match(await calculator.text(".answer"), /^Over your path of 0\.833 years and 1 step/);
  const rows = Array.from({ length: 200_000 }, (_, n) => `${n * 60},${(1 + (n % 7) / 1000).toFixed(4)},1`);
  await withFile(calculator, "long.csv", Buffer.from(`time,price,rate\n${rows.join("\n")}`));
  await page.waitForFunction(() => /199,999 steps/.test(document.querySelector("yb-calculator").shadowRoot.querySelector(".answer").textContent));
  await page.waitForFunction(() => !location.search.includes("csv"));
  assert.match(await calculator.text("[data-field=csv] .source"), /too many to show.*a link to this state leaves it out/);
  // It is still there when something else changes.
  await calculator.field("swap-fee").fill("1");
  await drawn(page);
  await answered(calculator);
  assert.match(await calculator.text(".answer"), /199,999 steps/);
  await close();
});

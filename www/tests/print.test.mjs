// On paper: the text, the pictures and the answers; nothing to press, and light, whatever the screen's theme.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { alive, launch, open } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** Opens a page as a reader with the dark theme prints it. */
async function printed(address) {
  const opened = await open(browser, null);
  await opened.page.addInitScript(() => localStorage.setItem("theme", "dark"));
  await opened.page.goto(new URL(address, process.env.BASE ?? "http://127.0.0.1:3000/").href);
  return opened;
}

/** What is seen of these, in the page and in its calculators. */
const seen = (page, selector) =>
  page.evaluate((wanted) => {
    const roots = [document, ...[...document.querySelectorAll("yb-calculator")].map((host) => host.shadowRoot ?? host)];
    const found = roots.flatMap((root) => [...root.querySelectorAll(wanted)]);
    return { all: found.length, seen: found.filter((element) => element.checkVisibility()).length };
  }, selector);

test("a page with a calculator", async () => {
  const { page, close } = await printed("book/calculators/core-pool.html");
  await alive(page);
  assert.ok((await seen(page, "header.bar")).seen === 1, "on the screen there is a bar");
  await page.emulateMedia({ media: "print" });
  for (const gone of ["header.bar", "nav.contents", "form", ".foot", "nav.around"]) {
    assert.equal((await seen(page, gone)).seen, 0, `${gone} is on paper`);
  }
  // The page's own bar and the bars of a picture have one name.
  const bars = await seen(page, "svg .bar");
  assert.ok(bars.seen > 3, `${bars.seen} of ${bars.all} bars`);
  const colours = await page.evaluate(() => {
    const text = document.querySelector("article p");
    const inside = document.querySelector("yb-calculator").shadowRoot.querySelector(".answer");
    return [text, inside].map((element) => getComputedStyle(element).color);
  });
  for (const colour of colours) {
    const parts = colour.match(/[\d.]+/g).slice(0, 3).map(Number);
    assert.ok(Math.max(...parts) < 110, `the ink is ${colour}`);
  }
  // A page may end between the parts of a calculator, and not in its picture.
  const breaks = await page.evaluate(() => {
    const root = document.querySelector("yb-calculator").shadowRoot;
    return [".yb", ".head", ".body", ".figures"].map((part) => getComputedStyle(root.querySelector(part)).breakInside);
  });
  assert.deepEqual(breaks, ["auto", "avoid", "avoid", "avoid"]);
  const paper = await page.pdf({ format: "A4" });
  assert.equal(paper.subarray(0, 5).toString(), "%PDF-");
  await close();
});

test("the book on one page begins with its contents, and each calculator has its answer", async () => {
  const { page, close } = await printed("book/print.html");
  await page.emulateMedia({ media: "print" });
  const told = await page.evaluate(() => {
    const links = [...document.querySelectorAll(".cover a")].map((link) => link.getAttribute("href"));
    const lost = links.filter((link) => !link.startsWith("#") || !document.getElementById(decodeURIComponent(link.slice(1))));
    const hosts = [...document.querySelectorAll("yb-calculator")];
    const answers = hosts.map((host) => (host.shadowRoot ?? host).querySelector(".answer")?.textContent.trim() ?? "");
    return { links: links.length, titles: document.querySelectorAll("article h1").length, lost, answers };
  });
  assert.deepEqual(told.lost, []);
  assert.equal(told.links, told.titles);
  assert.ok(told.links > 40, `${told.links} chapters`);
  assert.ok(told.answers.length > 40, `${told.answers.length} calculators`);
  assert.ok(told.answers.every((answer) => answer.length > 10), "a calculator without an answer");
  const figures = await seen(page, "figure.figure > svg, svg.picture");
  assert.ok(figures.seen > 100, `${figures.seen} pictures`);
  await close();
});

// What the browser tests share: one browser, pages that note every fault, and calculators by name.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const BASE = process.env.BASE ?? "http://127.0.0.1:3000/";
export const PARTNER = process.env.PARTNER ?? "http://127.0.0.1:3001/";
export const SITE = fileURLToPath(new URL("../../dist/site", import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Starts the browser; close it after the tests. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROME ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"].concat(
      ["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ),
  });
}

/** A page with the faults that it has met: exceptions, console errors, refused and outside requests. */
export async function open(browser, address, { hosts = [], ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("request", (request) => {
    const url = request.url();
    const own = [BASE, PARTNER, ...hosts, "data:", "blob:"].some((start) => url.startsWith(start));
    if (!own) faults.push(`outside: ${url}`);
  });
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  if (address !== null) await page.goto(new URL(address, BASE).href);
  const close = async () => {
    await context.close();
    assert.deepEqual(faults, []);
  };
  return { page, context, faults, close };
}

/** The first calculator of the page, alive. */
export async function alive(page, index = 0) {
  const host = page.locator("yb-calculator").nth(index);
  await host.scrollIntoViewIfNeeded();
  const form = host.locator("form > fieldset:not([disabled])");
  await form.waitFor();
  return {
    host,
    field: (name) => form.locator(`[name="${name}"]`),
    range: (name) => form.locator(`[data-of="${name}"]`),
    fault: (name) => form.locator(`[data-field="${name}"] .fault`),
    inside: (selector) => host.evaluateHandle((element, wanted) => element.shadowRoot.querySelector(wanted), selector),
    /** The words of the first element, with ordinary spaces. */
    text: (selector) =>
      host.evaluate((element, wanted) => {
        const found = element.shadowRoot.querySelector(wanted);
        return found ? found.textContent.replaceAll("\u00a0", " ") : null;
      }, selector),
    /** Everything that a change of the inputs should change. */
    shown: () =>
      host.evaluate((element) => {
        const text = (wanted) => element.shadowRoot.querySelector(wanted)?.textContent;
        const lines = [...element.shadowRoot.querySelectorAll(".picture .line")];
        return {
          answer: text(".answer"),
          figures: text(".figures"),
          picture: lines.map((line) => line.getAttribute("d")).join(),
          table: text(".scroll table"),
        };
      }),
  };
}

/** Lets the calculator draw. */
export async function drawn(page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/**
 * What finds axe's violations in a page, of the rules in `runOnly`. Axe lives in a world of its own, so the page stands
 * under its real policy, which would refuse a foreign script.
 */
export async function axe(page) {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send("Page.getFrameTree");
  const world = { frameId: frameTree.frame.id, worldName: "axe" };
  const { executionContextId: contextId } = await session.send("Page.createIsolatedWorld", world);
  const run = async (expression) => {
    const call = { expression, contextId, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", call);
    assert.equal(exceptionDetails, undefined, exceptionDetails?.exception?.description);
    return result.value;
  };
  await run(`${AXE};0`);
  return async (runOnly) => {
    const options = JSON.stringify({ runOnly, resultTypes: ["violations"] });
    const violations = await run(`axe.run(document, ${options}).then((found) => found.violations)`);
    return violations.map(({ id, nodes }) => {
      const places = nodes.slice(0, 3).map(({ target, failureSummary }) => `${target}: ${failureSummary}`);
      return [id, ...places].join("\n");
    });
  };
}

/** Every page of the built site, from its files. */
export function pages() {
  const found = [];
  const walk = (folder) => {
    for (const entry of readdirSync(path.join(SITE, folder), { withFileTypes: true })) {
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) walk(name);
      else if (entry.name.endsWith(".html")) found.push(name.replace(/(^|\/)index\.html$/, "$1"));
    }
  };
  assert.ok(existsSync(SITE), "dist/site is missing: cargo xtask build");
  walk("");
  return found.sort();
}

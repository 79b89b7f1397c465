// Hosts, attributes, addresses and messages that mean no good, or do not know better. In every
// case the page around goes on, nothing of the input runs, and where the calculator cannot, what
// stood in the tag stays, with a sentence and a link.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { alive, BASE, drawn, launch, open, PARTNER } from "./browser.mjs";

let browser;
/** A host of its own: browsers let no page that was made up reach this machine. */
const hosts = createServer((request, reply) => {
  const page = pages.get(request.url) ?? { status: 404, body: "" };
  reply.writeHead(page.status ?? 200, { "content-type": "text/html", ...page.headers }).end(page.body);
});
const pages = new Map();

before(async () => {
  browser = await launch();
  await new Promise((done) => hosts.listen(0, "127.0.0.1", done));
});
after(async () => {
  await browser.close();
  hosts.closeAllConnections();
  hosts.close();
});

const TAG = '<yb-calculator calculator="yield-drift" yield-rate="0.04"><p id="fallback">At 4 % a pool without a rate loses.</p></yb-calculator>';
const SCRIPT = `<script type="module" src="${BASE}v1/embed.js"></script>`;

/** A page of somebody else at another origin. */
async function host({ head = SCRIPT, body = TAG, headers = {}, init, routes = [] }) {
  const own = `http://127.0.0.1:${hosts.address().port}`;
  const opened = await open(browser, null, { hosts: [own] });
  const { page, context } = opened;
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">${head}<h1>Ours</h1>${body}<button onclick="this.textContent='pressed'">Press</button></html>`;
  const path = `/${pages.size}`;
  pages.set(path, { body: html, headers });
  for (const [pattern, answer] of routes) await context.route(pattern, answer);
  if (init) await page.addInitScript(init);
  await page.goto(own + path);
  return opened;
}

/** What the host does, and everything that may be on its console. */
const ALIVE = {
  "unsets every style": { head: `<style>* { all: unset !important }</style>${SCRIPT}` },
  "makes everything important": { head: `<style>* { color: red !important; font-size: 40px !important; position: absolute !important }</style>${SCRIPT}` },
  "hides paragraphs, tables, forms and pictures": { head: `<style>p, table, form, svg, input, select, button, details { display: none !important }</style>${SCRIPT}`, pressed: false },
  "writes from right to left": { head: `<style>html { direction: rtl }</style>${SCRIPT}` },
  "is narrow": { head: `<style>body { width: 280px }</style>${SCRIPT}` },
  "has a grid around it": { head: `<style>body { display: grid; grid-template-columns: 1fr 1fr }</style>${SCRIPT}` },
  "scales its text to 200 %": { head: `<style>html { font-size: 200% }</style>${SCRIPT}` },
  "adds to Array.prototype": { init: () => (Array.prototype.extra = "enumerable") },
  "adds to Object.prototype": { init: () => (Object.prototype.extra = "enumerable") },
  "takes Array.prototype.at away": { init: () => delete Array.prototype.at },
  "has its own Map": { init: () => (window.Map2 = window.Map) },
  "loads the script twice": { head: SCRIPT + SCRIPT.replace("embed.js", "embed.js?again") },
  "defines a name that we use": { init: () => (window.start = window.load = window.YieldCalculator = () => { throw new Error("not this one"); }) },
  "sets the title of every element": { init: () => addEventListener("DOMContentLoaded", () => document.querySelectorAll("*").forEach((element) => (element.title = "x"))) },
  "asks for trusted types": { headers: { "content-security-policy": "require-trusted-types-for 'script'; trusted-types 'none'" } },
  "has the policy that we ask for": {
    headers: { "content-security-policy": `default-src 'none'; script-src ${BASE} 'wasm-unsafe-eval'; connect-src ${BASE}; img-src data:` },
    pressed: false,
    console: /script-src|inline/,
  },
  "refuses inline styles": { headers: { "content-security-policy": "style-src 'none'" } },
  "isolates itself from other origins": { headers: { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" }, head: SCRIPT.replace("<script", '<script crossorigin="anonymous"') },
  "has the tag in a template first": { body: `<template>${TAG}</template>${TAG}` },
  "has the tag twice": { body: TAG + TAG },
  "has an id that we use": { body: `<div id="yb1-yield-rate"></div><form name="form"></form>${TAG}` },
  "speaks no language": { body: `<div lang="">${TAG}</div>` },
  "speaks a language that does not exist": { body: `<div lang="xx-nonsense-1234567890">${TAG}</div>` },
  "names a language with a line": { body: `<div lang="en_US">${TAG}</div>` },
  "names a language in capitals": { body: `<div lang="DE-CH-1996">${TAG}</div>` },
  "asks for digits of another script": { body: `<div lang="ar-u-nu-arab">${TAG}</div>`, answer: /[٠-٩]/ },
};

for (const [what, { pressed = true, console: allowed, answer = /\d/, ...page }] of Object.entries(ALIVE)) {
  test(`alive where the host ${what}`, async () => {
    const opened = await host(page);
    const calculator = await alive(opened.page);
    assert.match(await calculator.text(".answer"), answer);
    assert.ok((await calculator.host.evaluate((element) => element.shadowRoot.querySelector(".yb").getBoundingClientRect().width)) > 150);
    if (pressed) {
      await opened.page.getByRole("button", { name: "Press" }).click();
      await opened.page.getByText("pressed").waitFor();
    }
    if (allowed) {
      assert.ok(opened.faults.every((fault) => allowed.test(fault)), opened.faults.join("\n"));
      await opened.context.close();
    } else {
      await opened.close();
    }
  });
}

const wasm = (answer) => ({ routes: [[/\.wasm$/, answer]] });

const STAYS = {
  "the module is missing": wasm((route) => route.fulfill({ status: 404, body: "no", headers: { "access-control-allow-origin": "*" } })),
  "the module has other bytes": wasm((route) => route.fulfill({ status: 200, body: "\0asm\x01\0\0\0", headers: { "access-control-allow-origin": "*", "content-type": "application/wasm" } })),
  "the module is a page": wasm((route) => route.fulfill({ status: 200, body: "<h1>Sign in</h1>", headers: { "access-control-allow-origin": "*", "content-type": "text/html" } })),
  "the connection breaks": wasm((route) => route.abort("connectionreset")),
  "the module may not be read": wasm((route) => route.fulfill({ status: 200, body: "x" })),
  "the rest of the script is missing": { routes: [[/chunks\/live-/, (route) => route.fulfill({ status: 404, body: "" })]] },
  "the host refuses WebAssembly": { headers: { "content-security-policy": `script-src ${BASE} 'unsafe-inline'` } },
  "the host refuses to connect": { headers: { "content-security-policy": "connect-src 'none'" } },
  "there is no WebAssembly": { init: () => delete window.WebAssembly },
  "nothing can be observed": { init: () => delete window.IntersectionObserver },
  "no style sheet can be adopted": { init: () => delete Document.prototype.adoptedStyleSheets && delete ShadowRoot.prototype.adoptedStyleSheets },
  "fetch is somebody else’s": { init: () => (window.fetch = () => { throw new TypeError("blocked by this page"); }) },
  "fetch answers nonsense": { init: () => (window.fetch = async () => ({ ok: true })) },
  "no calculator is named": { body: TAG.replace(/calculator="[^"]*"/, "") },
  "the calculator does not exist": { body: TAG.replace("yield-drift", "no-such-thing") },
  "the calculator is called like a method": { body: TAG.replace("yield-drift", "constructor") },
  "the calculator is called __proto__": { body: TAG.replace("yield-drift", "__proto__") },
  "the calculator is a path": { body: TAG.replace("yield-drift", "../../etc/passwd") },
  "the calculator is markup": { body: TAG.replace("yield-drift", "&lt;img src=x onerror=alert(1)&gt;") },
};

for (const [what, page] of Object.entries(STAYS)) {
  test(`what stood in the tag stays where ${what}`, async () => {
    const opened = await host(page);
    const tag = opened.page.locator("yb-calculator").first();
    await tag.scrollIntoViewIfNeeded();
    await tag.getByText("This calculator cannot start here").waitFor();
    assert.ok(await opened.page.locator("#fallback").isVisible());
    const link = await tag.getByText("Open it on its own page").getAttribute("href");
    assert.ok(link.startsWith(`${BASE}embed/`), link);
    assert.ok(!/\/\.\.\/|<|\s/.test(link), link);
    await opened.page.getByRole("button", { name: "Press" }).click();
    await opened.page.getByText("pressed").waitFor();
    assert.ok(!opened.faults.some((fault) => fault.startsWith("exception")), opened.faults.join("\n"));
    await opened.context.close();
  });
}

test("what stood in the tag stays where there are no custom elements, or no scripts", async () => {
  for (const page of [{ init: () => delete window.customElements }, { head: "" }]) {
    const opened = await host(page);
    assert.ok(await opened.page.locator("#fallback").isVisible());
    assert.ok(!opened.faults.some((fault) => fault.startsWith("exception")), opened.faults.join("\n"));
    await opened.context.close();
  }
});

test("a slow module leaves what stood in the tag until it is there", async () => {
  let go;
  const wait = new Promise((done) => (go = done));
  const opened = await host(wasm(async (route) => (await wait, route.continue())));
  await opened.page.waitForTimeout(300);
  assert.ok(await opened.page.locator("#fallback").isVisible());
  go();
  assert.match(await (await alive(opened.page)).text(".answer"), /\d/);
  await opened.close();
});

/** Values of an attribute: each is an answer or a fault, and never more than text. */
const VALUES = [
  "<script>hacked=1</script>", '"><img src=x onerror=hacked=1>', "javascript:hacked=1", "${hacked=1}", "{{hacked=1}}", "\u0000", "\ud800", "𝟛", "٣", "1,5", "0x10",
  "1e999", "-1e999", "-0", "1e-400", "NaN", "null", "undefined", "true", "{}", "[]", '{"toString":1}', '{"kind":"stable","kind":"range"}', "{".repeat(5000), "9".repeat(5000),
  "0." + "0".repeat(400) + "1", " \t\n", "%00%0a", "../..", "＜script＞", "3".padStart(100_000),
];

test(`${VALUES.length} values of an attribute`, async () => {
  const opened = await host({});
  const calculator = await alive(opened.page);
  for (const name of ["yield-rate", "curve", "theme", "lang", "heading-level", "url-state", "no-such-field", "constructor", "__proto__", "hasownproperty"]) {
    for (const value of VALUES) {
      await calculator.host.evaluate((element, [key, text]) => element.setAttribute(key, text), [name, value]);
      await drawn(opened.page);
      const state = await calculator.host.evaluate((element) => ({
        answer: element.shadowRoot.querySelector(".answer")?.textContent ?? "",
        odd: element.shadowRoot.querySelectorAll("script, img, iframe, object, embed, [onerror], [onclick]").length,
        hacked: "hacked" in window,
      }));
      assert.match(state.answer, /\p{L}/u, `${name}=${value.slice(0, 40)}`);
      assert.deepEqual([state.odd, state.hacked], [0, false], `${name}=${value.slice(0, 40)}`);
    }
    await calculator.host.evaluate((element, key) => element.removeAttribute(key), name);
  }
  await drawn(opened.page);
  assert.equal(await calculator.host.evaluate((element) => element.shadowRoot.querySelectorAll(".wrong, .fault").length), 0);
  await opened.close();
});

/** Queries of a frame's page. */
const QUERIES = [
  "yield-rate=%", "%E0%A4%A", "=&=&&", "a=1&".repeat(2000), "__proto__=1", "constructor=1", "toString=1", "curve[kind]=stable", "yield-rate[]=3", "yield-rate=3&yield-rate=4",
  "calculator=swap", "theme=<script>", "theme=light%22onload=x", "lang=<b>", "lang=" + "x".repeat(3000), "heading-level=99", "url-state=off", "yieldRate=0.03&yield-rate=0.04", "x".repeat(8000),
];

for (const query of QUERIES) {
  test(`the address ?${query.slice(0, 40)}`, async () => {
    const { page, close } = await open(browser, `embed/yield-drift/?${query}`);
    const calculator = await alive(page);
    assert.match(await calculator.text(".answer"), /\d/);
    assert.equal(await page.locator("script:not([src]), img").count(), 0);
    await close();
  });
}

/** Messages to a page with a frame, and to the frame. */
const MESSAGES = [
  null, 0, "height", [], {}, { source: "yb-calculator" }, { source: "yb-calculator", type: "height" }, { source: "yb-calculator", type: "height", height: "500" },
  { source: "yb-calculator", type: "height", height: -1 }, { source: "yb-calculator", type: "height", height: 1e9 }, { source: "yb-calculator", type: "height", height: NaN },
  { source: "yb-calculator", type: "ready", height: 5 }, { source: "yb-calculator", type: "__proto__" }, { source: { toString: "x" }, type: "height", height: 500 }, { source: "iframe-resizer", height: 500 },
];

test(`${MESSAGES.length} messages to the page and to the frame`, async () => {
  const { page, close } = await open(browser, PARTNER);
  await alive(page);
  const frame = page.locator("#frame");
  await frame.scrollIntoViewIfNeeded();
  await page.frameLocator("#frame").locator("yb-calculator form > fieldset:not([disabled])").waitFor();
  await page.waitForFunction(() => document.querySelector("#frame").style.height !== "");
  const height = () => frame.evaluate((element) => element.style.height);
  const before = await height();
  await page.evaluate((messages) => {
    const inner = document.querySelector("#frame").contentWindow;
    for (const message of messages) {
      postMessage(message, "*");
      inner.postMessage(message, "*");
    }
  }, MESSAGES);
  await page.waitForTimeout(200);
  assert.equal(await height(), before);
  await close();
});

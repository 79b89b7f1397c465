// The page on which a partner makes a snippet, and the snippets themselves.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { alive, BASE, drawn, launch, open } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const text = (page) => page.locator("#snippet").textContent();

test("the form of the calculator is the form of the snippet", async () => {
  const { page, close } = await open(browser, "embed/");
  const calculator = await alive(page);
  await calculator.field("yield-rate").fill("5");
  await drawn(page);
  assert.match(await text(page), /<script type="module" src="[^"]+\/v1\/embed\.js"><\/script>\n<yb-calculator calculator="yield-drift" yield-rate="0\.05">/);
  await page.getByLabel("Theme", { exact: true }).selectOption("dark");
  await page.getByLabel("Numbers").selectOption("de");
  await page.getByLabel("Width, pixels").fill("480");
  assert.match(await text(page), /yield-rate="0\.05" theme="dark" lang="de" style="max-width:480px">/);
  assert.equal((await page.locator("#stage").boundingBox()).width, 480);
  assert.match(await calculator.text(".answer"), /\d,\d/);
  await page.getByLabel("Version").selectOption("pinned");
  await page.waitForFunction(() => document.querySelector("#snippet").textContent.includes("integrity="));
  const [, script, integrity] = /src="([^"]+)" integrity="([^"]+)"/.exec(await text(page));
  // A browser takes the script with this hash, and refuses it with another.
  const loaded = (hash) =>
    page.evaluate(
      ([src, value]) =>
        new Promise((done) => {
          const link = Object.assign(document.createElement("link"), { rel: "modulepreload", href: src, integrity: value });
          link.onload = () => done(true);
          link.onerror = () => done(false);
          document.head.append(link);
        }),
      [script, hash],
    );
  assert.equal(await loaded(integrity), true);
  await close();
});

test("each format is what its users paste", async () => {
  const { page, close } = await open(browser, "embed/?snippet=lvr");
  const calculator = await alive(page);
  await calculator.field("volatility").fill("70");
  await drawn(page);
  const formats = {
    frame: /^<iframe src="[^"]+\/embed\/lvr\/\?[^"]*volatility=0\.7[^"]*"\n[^]*sandbox="allow-scripts"/,
    react: /useEffect\(\(\) => \{\n {4}import\([^)]*"http[^"]+\/v1\/embed\.js"\);[^]*<yb-calculator calculator="lvr"[^]*volatility="0\.7"/,
    vue: /<script setup>[^]*<template>\n {2}<yb-calculator calculator="lvr"/,
    svelte: /^<svelte:head>\n {2}<script type="module"/,
    markdown: /^\[!\[[^\]]+\]\(http[^)]+\/embed\/lvr\/picture\.svg\)\]\(http[^)]+volatility=0\.7\)\n$/,
    package: /calculate\("lvr", \{\n[^]*"volatility": 0\.7/,
  };
  for (const [format, wanted] of Object.entries(formats)) {
    await page.locator(`input[value=${format}]`).check();
    assert.match(await text(page), wanted, format);
  }
  await page.getByLabel("Calculator", { exact: true }).selectOption("swap");
  await page.locator("input[value=tag]").check();
  await page.waitForFunction(() => document.querySelector("#snippet").textContent.includes('calculator="swap"'));
  assert.ok(!(await text(page)).includes("volatility"));
  await close();
});

test("what is typed stays text, in every format", async () => {
  const { page, close } = await open(browser, "embed/?snippet=swap");
  const calculator = await alive(page);
  await calculator.field("token-in").fill('"><img src=x onerror=alert(1)>{{x}}</script>');
  await drawn(page);
  for (const format of ["tag", "frame", "react", "vue", "svelte", "markdown", "package"]) {
    await page.locator(`input[value=${format}]`).check();
    assert.doesNotMatch(await text(page), /<img|\{\{x/, format);
  }
  assert.equal(await page.locator("main img").count(), 0);
  await close();
});

test("each calculator has its picture, which holds no script, no style and no link", async () => {
  const { page, close } = await open(browser, "embed/");
  const ids = await page.locator("#choice-calculator option").evaluateAll((all) => all.map(({ value }) => value));
  assert.ok(ids.length > 5);
  for (const id of ids) {
    const reply = await page.request.get(new URL(`embed/${id}/picture.svg`, BASE).href);
    assert.equal(reply.status(), 200, id);
    assert.match(reply.headers()["content-type"], /^image\/svg/);
    assert.doesNotMatch(await reply.text(), /<script|<style|style=|href|class=/, id);
  }
  await close();
});

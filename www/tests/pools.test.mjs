// Calculators that take a pool: a page loads the module of its pool's family, and goes on with another one's where the
// reader goes on to a pool of another family.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { alive, drawn, launch, open } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const recorded = (name) => JSON.parse(readFileSync(new URL(`../../core/tests/vectors/${name}.json`, import.meta.url), "utf8")).pool;

/** A page that counts the modules that it loads. */
async function counting(address, options) {
  const opened = await open(browser, null, options);
  const loaded = [];
  opened.page.on("request", (request) => {
    const found = /\/([a-z_]+)_bg-[^/]*\.wasm$/.exec(request.url());
    if (found) loaded.push(found[1]);
  });
  return { ...opened, loaded, begin: () => opened.page.goto(new URL(address, process.env.BASE ?? "http://127.0.0.1:3000/").href) };
}

const answer = async (page, calculator, words) => {
  await page.waitForFunction(
    ([host, wanted]) => host.shadowRoot.querySelector(".answer")?.textContent.includes(wanted),
    [await calculator.host.elementHandle(), words],
  );
};

/** Its first two tokens, whatever they are called. */
const byIndex = async (page, calculator) => {
  await calculator.field("token-in").fill("0");
  await calculator.field("token-out").fill("1");
  await drawn(page);
};

test("a swap goes on from family to family, with its state and the focus", async () => {
  const { page, loaded, begin, close } = await counting("embed/swap/");
  await begin();
  const calculator = await alive(page);
  assert.deepEqual(loaded, ["swap"]);
  await calculator.field("amount-unit").selectOption("token");
  await calculator.field("amount").fill("2");
  await byIndex(page, calculator);

  const select = calculator.field("pool");
  await select.focus();
  await select.selectOption("bold-usdc-eclp");
  await answer(page, calculator, "BOLD");
  assert.deepEqual(loaded, ["swap", "swap_ellipses"]);
  assert.equal(await calculator.field("amount").inputValue(), "2");
  const focused = () => calculator.host.evaluate((host) => host.shadowRoot.activeElement?.getAttribute("name"));
  assert.equal(await focused(), "pool");
  assert.equal(await calculator.fault("pool").count(), 0);

  await select.focus();
  await select.selectOption("usdc-reclamm-base");
  await answer(page, calculator, "USDC");
  assert.deepEqual(loaded, ["swap", "swap_ellipses", "swap_ranges"]);
  assert.equal(await focused(), "pool");

  // Back to what is here: at once, and nothing is loaded.
  await calculator.host.locator(".chip:not([disabled])", { hasText: "80/20" }).click();
  await answer(page, calculator, "BAL");
  assert.equal(loaded.length, 3);

  await byIndex(page, calculator);
  await calculator.field("amount").fill("0.01");
  await calculator.host.locator("fieldset:not([disabled]) .own summary").click();
  const own = calculator.host.locator("fieldset:not([disabled]) textarea");
  await own.fill(JSON.stringify(recorded("gyro-eclp-sepolia-7748718")));
  await drawn(page);
  assert.equal(await calculator.fault("pool").count(), 0);
  assert.match((await calculator.shown()).table ?? "", /./);
  assert.equal(loaded.length, 3);

  // A pool of a family that is here, with faults: told at the field, and the answer stays.
  const before = await calculator.shown();
  await own.fill(JSON.stringify({ ...recorded("gyro-eclp-sepolia-7748718"), swapFee: "much" }));
  await calculator.fault("pool").waitFor();
  assert.match(await calculator.fault("pool").textContent(), /whole number/);
  assert.equal((await calculator.shown()).answer, before.answer);
  assert.equal((await calculator.shown()).picture, before.picture);
  assert.equal(loaded.length, 3);
  await close();
});

for (const [id, pool, family] of [
  ["swap", "bold-usdc-eclp", "swap_ellipses"],
  ["swap", "quantamm", "swap_moving"],
]) {
  test(`${id} that starts with ${pool} loads one module`, async () => {
    const { page, loaded, begin, close } = await counting(`embed/${id}/?pool=${pool}&amount=0.001&amount-unit=token`);
    await begin();
    const calculator = await alive(page);
    assert.deepEqual(loaded, [family]);
    assert.equal(await calculator.field("pool").inputValue(), pool);
    assert.equal(await calculator.fault("pool").count(), 0);
    await close();
  });
}

test("a pool that is chosen brings its own tokens; a token that somebody types stays", async () => {
  const { page, begin, close } = await counting("embed/swap/");
  await begin();
  const calculator = await alive(page);
  const tokens = async () => [await calculator.field("token-in").inputValue(), await calculator.field("token-out").inputValue()];
  const wrong = async () => (await calculator.fault("token-in").count()) + (await calculator.fault("token-out").count());
  // WETH is the second token of the next pool as well, and may not be traded for itself.
  for (const [pool, words] of [
    ["oseth-weth", "osETH"],
    ["bold-usdc-eclp", "BOLD"],
  ]) {
    await calculator.host.locator(".chip:not([disabled])", { hasText: "80/20" }).click();
    await answer(page, calculator, "BAL");
    await calculator.field("token-in").fill("WETH");
    await calculator.field("token-out").fill("BAL");
    await drawn(page);
    assert.equal(await wrong(), 0);
    await calculator.field("pool").focus();
    await calculator.field("pool").selectOption(pool);
    await answer(page, calculator, words);
    assert.deepEqual(await tokens(), ["0", "1"]);
    assert.equal(await wrong(), 0);
  }

  await calculator.field("token-in").fill("BAL");
  await calculator.fault("token-in").waitFor();
  assert.match(await calculator.fault("token-in").textContent(), /“BAL” is no token of the pool; it has BOLD/);
  assert.deepEqual(await tokens(), ["BAL", "1"]);
  // Another field changes nothing about that.
  await calculator.field("amount").fill("3");
  await drawn(page);
  assert.deepEqual(await tokens(), ["BAL", "1"]);
  // It is a token of the next pool: who typed it may have meant that.
  await calculator.field("pool").focus();
  await calculator.field("pool").selectOption("bal-weth");
  await answer(page, calculator, "BAL");
  assert.deepEqual(await tokens(), ["BAL", "1"]);
  assert.equal(await wrong(), 0);
  await close();
});

test("amounts follow the pool and the way: what was typed and fits stays", async () => {
  const { page, begin, close } = await counting("embed/liquidity/");
  await begin();
  const calculator = await alive(page);
  const amounts = calculator.field("amounts");
  const choose = async (name, value, wanted) => {
    await calculator.field(name).focus();
    await calculator.field(name).selectOption(value);
    await page.waitForFunction(
      ([host, text]) => host.shadowRoot.querySelector("fieldset:not([disabled]) [name=amounts]")?.value === text,
      [await calculator.host.elementHandle(), wanted],
    );
    assert.equal(await calculator.fault("amounts").count(), 0, `${name} ${value}`);
  };
  await calculator.field("amount-unit").selectOption("token");
  await amounts.fill("7, 3");
  await choose("pool", "usdt-gho-usdc", "7, 3, 0");
  await answer(page, calculator, "7 waEthUSDT and 3 waGHO");
  await amounts.fill("0, 0, 2");
  await choose("pool", "teth-wsteth-surge", "2, 0");
  await choose("kind", "removeProportional", "2");
  await choose("kind", "addUnbalanced", "2, 0");
  // A pool of another family.
  await amounts.fill("0.001, 0");
  await choose("pool", "quantamm", "0.001, 0, 0");
  await answer(page, calculator, "0.001 WBTC");

  // What somebody types is theirs.
  await amounts.fill("1, 2");
  await calculator.fault("amounts").waitFor();
  assert.match(await calculator.fault("amounts").textContent(), /takes 3; given: 2/);
  await calculator.field("amount-unit").selectOption("raw");
  await drawn(page);
  assert.equal(await amounts.inputValue(), "1, 2");
  assert.equal(await calculator.fault("amounts").count(), 1);
  await close();
});

test("a second module that does not come leaves the last answer, and may come later", async () => {
  const { page, faults, begin, close } = await counting("embed/swap/");
  let refused = true;
  await page.route(/swap_ellipses_bg.*\.wasm$/, (route) => (refused ? route.abort("connectionreset") : route.continue()));
  await begin();
  const calculator = await alive(page);
  await byIndex(page, calculator);
  const before = await calculator.shown();
  await calculator.field("pool").selectOption("bold-usdc-eclp");
  await page.waitForFunction(
    (host) => /could not be loaded/.test(host.shadowRoot.querySelector(".said").textContent),
    await calculator.host.elementHandle(),
  );
  assert.deepEqual(await calculator.shown(), before);
  refused = false;
  await calculator.field("amount").fill("3");
  await answer(page, calculator, "BOLD");
  faults.splice(0, faults.length, ...faults.filter((fault) => !/ERR_CONNECTION_RESET/.test(fault)));
  await close();
});

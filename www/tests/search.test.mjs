// The search finds the page that explains a thing, by whatever name it is known.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** What is typed, and the page that should come first. */
const PLACES = {
  "thesis/tokens.html": ["LST", "LSTs", "lst", "liquid staking", "LSD", "rETH", "stETH", "wstETH", "restaking", "weETH", "sUSDS"],
  "thesis/rate-providers.html": ["rate provider", "rate  Providers", "getRate", "exchange rate"],
  "calculators/lvr.html": ["LVR", "loss versus rebalancing", "loss vs rebalancing"],
  "thesis/yield-drift-explained.html": ["yield drift", "drift", "LVH", "loss versus holding"],
  "calculators/impermanent-loss.html": ["impermanent loss", "IL", "divergence loss", "imperm"],
  "calculators/yield-stack.html": ["APY", "APR", "LP", "liquidity provider"],
  "calculators/stable-params.html": ["peg", "amplification", "amp"],
  "calculators/stale-rate.html": ["stale rate", "oracle", "heartbeat", "Chainlink"],
  "calculators/depth.html": ["price impact", "depth"],
  "onboarding/erc4626-and-buffers.html": ["ERC-4626", "erc4626", "buffer", "unwrap"],
  "pools/weighted.html": ["weighted pool", "80/20"],
  "pools/gyro-2clp.html": ["concentrated liquidity"],
  "pools/eclp.html": ["E-CLP", "ECLP", "Gyroscope"],
  "pools/vault-and-rates.html": ["Vault", "live balance", "decimals"],
  "status.html": ["wind-down", "BIP-928"],
  "glossary.html#slippage": ["slippage"],
  "glossary.html#bpt": ["BPT", "pool token"],
};

test("each name of a term finds the page that explains it first, once", async () => {
  const { page, close } = await open(browser, "book/thesis.html");
  await page.keyboard.press("/");
  const input = page.locator("dialog input");
  const links = page.locator("dialog li a");
  for (const [wanted, names] of Object.entries(PLACES)) {
    for (const name of names) {
      await input.fill("");
      await links.first().waitFor({ state: "detached" });
      await input.pressSequentially(name);
      await page.waitForFunction((value) => document.querySelector("dialog input").value === value, name);
      await links.first().waitFor();
      // The last letter's answer replaces that of the one before it.
      await page.evaluate(() => new Promise((done) => setTimeout(done, 30)));
      const found = await links.evaluateAll((all) => all.map(({ href }) => href));
      const first = found[0].split("/book/")[1];
      assert.ok(first.startsWith(wanted), `${name}: ${first} instead of ${wanted}`);
      assert.equal(new Set(found).size, found.length, `${name}: a place twice`);
    }
  }
  await close();
});

test("what is no term is found by its letters, and nonsense is not", async () => {
  const { page, close } = await open(browser, "book/thesis.html");
  await page.keyboard.press("/");
  await page.keyboard.type("Poisson");
  await page.locator("dialog li a").first().waitFor();
  assert.match(await page.locator("dialog li").first().textContent(), /Poisson/);
  await page.locator("dialog input").fill("xqzzyx");
  await page.getByText("Nothing found").waitFor();
  await close();
});

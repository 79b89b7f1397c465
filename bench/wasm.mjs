// The engine in WebAssembly against npm `@balancer-labs/balancer-maths`: rows of the table of `cargo xtask bench`.
//
//   node bench/wasm.mjs [text]              in Node
//   CHROME=… node bench/wasm.mjs [text] --chromium    in that browser
//
// "Ours" is `Vault.swap` of `yb-wasm/balancer-maths` on a state object that stays, as the peer is asked; "prepared" is
// `Pool.swap` of `yb-wasm/engine` on a prepared pool. In a row ", new state; batch" both packages get a new state object at
// every quote, in which balances, supply and virtual balances are others than ever before; "prepared" is asked for
// all amounts in one call. A row ", equal state" gives the drop-in a new object of the same content at every quote. BigInts
// in and out are part of every time.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const text = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? "";
const root = new URL("../", import.meta.url);
const file = (path) => readFileSync(new URL(path, root));
const PEER = "node_modules/@balancer-labs/balancer-maths/dist/index.mjs";

/** Runs in Node and in a page alike: it knows nothing of where it is. */
async function measure({ peer, drop, native }, scenarios) {
  const whole = (value) => (typeof value === "string" && /^-?\d+$/.test(value) ? BigInt(value) : value);
  const read = (value) =>
    Array.isArray(value) ? value.map(read)
    : value !== null && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, read(v)]))
    : whole(value);
  await drop.init();
  await native.init();
  const rows = [];
  for (const { name, pool } of scenarios) {
    const state = { supportsUnbalancedLiquidity: true, aggregateSwapFee: 0n, poolAddress: "0x", ...read(pool) };
    const [tokenIn, tokenOut] = state.tokens;
    const balance = state.balancesLiveScaled18[0] / state.scalingFactors[0];
    const amounts = Array.from({ length: 16 }, (_, i) => BigInt(Math.round(Number(balance) * 10 ** (-5 + (4 * i) / 15))));
    const inputs = amounts.map((amountRaw) => ({ amountRaw, tokenIn, tokenOut, swapKind: 0 }));
    const vaults = [new peer.Vault(), new drop.Vault()];
    const prepared = new native.Pool(state).prepare();
    // States of later moments, none of which was seen before; they are made while no clock runs.
    let moments = 0n;
    const later = () => {
      moments += 1n;
      const next = { ...state, totalSupply: state.totalSupply + moments };
      next.balancesLiveScaled18 = state.balancesLiveScaled18.map((live) => live + moments);
      if ("lastVirtualBalances" in state) next.lastVirtualBalances = state.lastVirtualBalances.map((live) => live + moments);
      return next;
    };
    const stays = () => state;
    const equal = () => ({ ...state });
    // A list of answers by whoever answers 16 quotes on 16 states.
    const rounds = (states, answer) => {
      const answers = [];
      for (let at = 0; at < states.length; at += inputs.length) answers.push(answer(states, at));
      return answers;
    };
    const asked = (vault) => (states) =>
      rounds(states, (states, at) => inputs.map((input, i) => vault.swap(input, states[at + i])));
    const sides = [
      [stays, asked(vaults[0])],
      [stays, asked(vaults[1])],
      [stays, (states) => rounds(states, () => amounts.map((amount) => prepared.swap(0, 0, 1, amount)))],
      [later, asked(vaults[0])],
      [later, asked(vaults[1])],
      [stays, (states) => rounds(states, () => prepared.swaps(0, 0, 1, amounts))],
      [equal, asked(vaults[1])],
    ];
    const many = (make, count) => Array.from({ length: count }, make);
    const sames = new Set(sides.filter(([make]) => make !== later).map(([make, side]) => side(many(make, inputs.length)).join()));
    const laters = many(later, inputs.length);
    if (sames.size > 1 || `${sides[3][1](laters)}` !== `${sides[4][1](laters)}`) throw new Error(`${name}: the sides disagree`);
    const least = sides.map(() => Infinity);
    // As many quotes as take two milliseconds: a browser's clock is coarse.
    const counts = sides.map(() => 4 * inputs.length);
    for (let turn = 0; turn < 150; turn++) {
      sides.forEach(([make, side], i) => {
        const states = many(make, counts[i]);
        const start = performance.now();
        side(states);
        const time = performance.now() - start;
        if (time < 2) counts[i] *= 2;
        else least[i] = Math.min(least[i], (time * 1e6) / states.length);
      });
    }
    rows.push([name, ...least]);
  }
  return rows;
}

function print(where, rows) {
  for (const [name, peer, ours, prepared, peerLater, later, batch, equal] of rows) {
    const cells = (name, peer, ours, prepared) =>
      console.log(
        `| ${where} | ${name} | ${peer.toFixed(0)} | ${ours.toFixed(0)} | ${prepared.toFixed(0)} | ` +
          `${(peer / ours).toFixed(1)} | ${(peer / prepared).toFixed(1)} |`,
      );
    cells(name, peer, ours, prepared);
    cells(`${name}, new state; batch`, peerLater, later, batch);
    cells(`${name}, equal state`, peer, equal, prepared);
  }
}

/** The same pools as in `src/scenario.rs`. */
const NAMES = file("bench/scenarios.txt").toString().trim().split("\n");
const scenarios = NAMES.filter((name) => name.includes(text)).map((name) => ({
  name,
  pool: JSON.parse(file(`core/tests/vectors/${name}.json`)).pool,
}));
const PATHS = { peer: PEER, drop: "dist/npm/balancer-maths.js", native: "dist/npm/engine.js" };

async function inNode() {
  const entries = Object.entries(PATHS).map(async ([key, path]) => [key, await import(new URL(path, root))]);
  print("Node", await measure(Object.fromEntries(await Promise.all(entries)), scenarios));
}

const TYPES = { mjs: "text/javascript", js: "text/javascript", wasm: "application/wasm" };

async function inBrowser() {
  const { chromium } = await import("playwright-core");
  const server = createServer(({ url }, answer) => {
    if (url === "/") return answer.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>.</title>");
    const path = decodeURIComponent(url.slice(1));
    if (!/^(dist\/npm|node_modules\/@balancer-labs)\/[\w@./-]+$/.test(path) || path.includes("..")) {
      return answer.writeHead(404).end();
    }
    answer.writeHead(200, { "content-type": TYPES[path.split(".").pop()] ?? "text/plain" }).end(file(path));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const address = `http://127.0.0.1:${server.address().port}/`;
  const browser = await chromium.launch({ executablePath: process.env.CHROME ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.goto(address);
    const work = `(async (paths, scenarios) => {
      const measure = ${measure};
      const sides = {};
      for (const [key, path] of Object.entries(paths)) sides[key] = await import("/" + path);
      return measure(sides, scenarios);
    })(${JSON.stringify(PATHS)}, ${JSON.stringify(scenarios)})`;
    print(`Chromium ${browser.version().split(".")[0]}`, await page.evaluate(work));
  } finally {
    await browser.close();
    server.close();
  }
}

await (process.argv.includes("--chromium") ? inBrowser() : inNode());

// The npm package as a user of Node meets it: built, imported by its own entry, no argument.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { before, test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { calculate, calculators, init } from "../../dist/npm/index.js";

before(() => init());

const vectors = new URL("../../core/tests/vectors/", import.meta.url);

/** The list of faults that a call throws. */
function faults(id, input) {
  try {
    calculate(id, input);
  } catch (error) {
    assert(error instanceof Error);
    assert(Array.isArray(error.errors), error.message);
    for (const { field, code, message } of error.errors) {
      assert.equal(typeof code, "string");
      assert(message.startsWith(field), message);
    }
    return error.errors.map(({ field, code }) => [field, code]);
  }
  assert.fail(`${id} accepted ${JSON.stringify(input)}`);
}

/** What a recorded join or exit asks of `liquidity`, and where its answer stands. */
function asked({ call, ...given }) {
  const amounts = given.amountsIn ?? [given.poolTokensOut ?? given.poolTokensIn ?? given.amountOut];
  const tokens = ["addUnbalanced", "removeSingleTokenExactOut"].includes(call);
  return { kind: call, amounts, token: given.token ?? 0, answer: tokens ? "poolTokens" : "amounts" };
}

let swaps = 0;
let visits = 0;
for (const file of readdirSync(vectors).filter((name) => name.endsWith(".json"))) {
  const { pool, calls } = JSON.parse(readFileSync(new URL(file, vectors), "utf8"));
  const trades = calls.filter(({ call }) => call === "swap");
  swaps += trades.length;
  test(`${file}: ${trades.length} swaps to the wei`, () => {
    for (const { kind, tokenIn, tokenOut, amount, result } of trades) {
      const output = calculate("swap", { pool, tokenIn, tokenOut, kind, amount });
      assert.equal(output.amount, result, `${kind} ${amount}`);
    }
  });
  const others = calls.filter(({ call }) => call !== "swap");
  if (others.length === 0) continue;
  visits += others.length;
  test(`${file}: ${others.length} joins and exits to the wei`, () => {
    for (const call of others) {
      const { answer, ...input } = asked(call);
      const output = calculate("liquidity", { pool, ...input })[answer];
      const one = Array.isArray(output) && !Array.isArray(call.result);
      assert.deepEqual(one ? output[call.token] : output, call.result, JSON.stringify(call));
    }
  });
}

test("the vectors are there", () => {
  assert(swaps >= 190 && visits >= 32, `only ${swaps} swaps, ${visits} joins and exits`);
});

test("a pool or hook that is not computed is refused, and never answered as if it were another", () => {
  const file = new URL("stable-surge-mainnet-22247251.json", vectors);
  const { pool } = JSON.parse(readFileSync(file, "utf8"));
  const refused = (changes) => faults("swap", { pool: { ...pool, ...changes } });
  assert.deepEqual(refused({ poolType: "COW_AMM" }), [["pool.poolType", "choice"]]);
  assert.deepEqual(refused({ poolType: undefined }), [["pool.poolType", "choice"]]);
  assert.deepEqual(refused({ hook: { type: "MEV_CAPTURE" } }), [["pool.hook", "choice"]]);
});

test("init twice is one load", () => {
  assert.equal(init(), init());
});

test("calculators describe themselves, and their schemas hold", () => {
  const ajv = new Ajv({ strict: false });
  const list = calculators();
  assert.deepEqual(
    list.map(({ id }) => id).filter((id) => ["swap", "yield-drift", "lvr"].includes(id)).sort(),
    ["lvr", "swap", "yield-drift"],
  );
  for (const { id, title, inputSchema, outputSchema } of list) {
    assert(title.endsWith("?"), title);
    const defaults = Object.fromEntries(
      Object.entries(inputSchema.properties).map(([key, { default: value }]) => [key, value]),
    );
    const validInput = ajv.compile(inputSchema);
    assert(validInput(defaults), `${id}: ${ajv.errorsText(validInput.errors)}`);
    const validOutput = ajv.compile(outputSchema);
    const output = calculate(id, defaults);
    assert(validOutput(output), `${id}: ${ajv.errorsText(validOutput.errors)}`);
    assert.deepEqual(calculate(id), output, "nothing given is every default");
    assert.deepEqual(calculate(id, null), output);
  }
});

test("golden values survive the way to JavaScript", () => {
  const drift = calculate("yield-drift", {
    curve: { kind: "stable", amplification: 200 },
    yieldRate: 0.03,
    horizonYears: 1,
    swapFee: 0,
  });
  assert(Math.abs(drift.lossVersusHolding / 0.008288816547 - 1) < 1e-9);
  const lvr = calculate("lvr", { curve: { kind: "range", lower: 0.99, upper: 1.01 }, volatility: 1 });
  assert(Math.abs(lvr.lvrRate / 25.06172029204 - 1) < 1e-12);
});

test("bad input is an error with every fault, whatever it is", () => {
  assert.deepEqual(faults("nonsense", {}), [["id", "choice"]]);
  assert.deepEqual(faults("yield-drift", { yieldRate: Number.NaN, swapFee: "x", horizonYears: -1 }), [
    ["yieldRate", "range"],
    ["horizonYears", "range"],
    ["swapFee", "type"],
  ]);
  assert.deepEqual(faults("lvr", { volatility: Infinity, blockModel: "daily" }), [
    ["volatility", "range"],
    ["blockModel", "choice"],
  ]);
  assert.deepEqual(faults("lvr", "text"), [["input", "type"]]);
  assert.deepEqual(faults("lvr", [1]), [["input", "type"]]);
  const cycle = {};
  cycle.curve = cycle;
  assert.deepEqual(faults("lvr", cycle), [["input", "type"]]);
  const trap = { get volatility() { throw new Error("mine"); } };
  assert.deepEqual(faults("lvr", trap), [["input", "type"]]);
  assert.deepEqual(faults("lvr", { volatility: () => 1 }), [["input", "type"]]);
  assert.deepEqual(faults("swap", { pool: { poolType: "STABLE" } }).map(([field]) => field), [
    "pool.tokens",
    "pool.scalingFactors",
    "pool.tokenRates",
    "pool.balancesLiveScaled18",
    "pool.swapFee",
    "pool.amp",
  ]);
  // The module still stands after all that.
  assert.equal(typeof calculate("lvr").lvrRate, "number");
});

test("amounts may be bigints of any size", () => {
  const trade = { pool: "stata-usdc-usdt", tokenIn: 0, tokenOut: 1, amount: 10_000_000n };
  assert.equal(calculate("swap", trade).amount, "8771615");
  assert.deepEqual(faults("swap", { ...trade, amount: 10n ** 80n }), [["amount", "type"]]);
  assert.deepEqual(faults("swap", { ...trade, amount: 10n ** 30n }).map(([field]) => field), ["amount"]);
});

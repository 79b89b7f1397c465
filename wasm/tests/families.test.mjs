// Calculators that take a pool have a module for each family of pools: each answers its own as the whole package does,
// and of every other says which family it is of.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { before, test } from "node:test";
import { calculate, calculators, init } from "../../dist/npm/index.js";

const made = new URL("../../target/modules/", import.meta.url);
const FAMILIES = ["plain", "ellipses", "ranges", "moving"];
const file = (name) => new URL(`${name}/${name}`, made);

before(() => init());

async function module(id, family) {
  const name = family === "plain" ? id : `${id}_${family}`;
  const exports = await import(`${file(name).href}.js`);
  exports.initSync({ module: readFileSync(new URL(`${file(name).href}_bg.wasm`)) });
  return exports;
}

/** The answer of a page's module, or the list of faults. */
const found = ({ output, faults, errors }) => output ?? faults ?? errors;

/** The same of the package. */
function answer(id, input) {
  try {
    return calculate(id, input);
  } catch (error) {
    assert(Array.isArray(error.errors), String(error));
    return error.errors;
  }
}

const schema = (id) => calculators().find((it) => it.id === id).inputSchema;
const choices = (id) => schema(id).properties.pool.oneOf.find((it) => it.enum).enum;

const vectors = new URL("../../core/tests/vectors/", import.meta.url);
const recorded = readdirSync(vectors)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(new URL(name, vectors), "utf8")).pool);

const taking = ["swap", "liquidity", "exit"];

for (const id of taking) {
  test(`${id}: each module its own pools, and no other`, async () => {
    const modules = new Map();
    for (const family of FAMILIES) modules.set(family, await module(id, family));
    const pools = [...choices(id), ...recorded];
    const seen = new Set();
    for (const pool of pools) {
      const input = id === "swap" ? { pool, amount: "0.001", amountUnit: "token" } : { pool };
      const whole = answer(id, input);
      const homes = [];
      const told = new Set();
      for (const [family, { widget }] of modules) {
        const drawn = widget(id, Object.entries(input), { live: true });
        if (Object.keys(drawn).join() === "elsewhere") {
          told.add(drawn.elsewhere);
        } else {
          homes.push(family);
          assert.deepEqual(found(drawn), whole, JSON.stringify(pool));
        }
      }
      assert.deepEqual([...told], homes, JSON.stringify(pool));
      seen.add(homes[0]);
    }
    assert.deepEqual([...seen].sort(), [...FAMILIES].sort());
  });

  test(`${id}: what is wrong with a pool is told by the module of its family, and drawn by one that can`, async () => {
    const [first, ellipses] = [await module(id, "plain"), await module(id, "ellipses")];
    const pool = { ...recorded.find(({ poolType }) => poolType === "GYROE"), swapFee: "much" };
    const whole = answer(id, { pool });
    const pairs = [["pool", pool]];
    const drawn = ellipses.widget(id, pairs, { live: true });
    assert.deepEqual(drawn, { elsewhere: "plain", faults: whole });
    const beside = first.widget(id, pairs, { live: true, faults: drawn.faults });
    assert.equal(beside.output, null);
    const tree = JSON.stringify(beside.node);
    for (const words of ["xpected a whole number as text", "data-keep"]) assert.ok(tree.includes(words), words);
    // A type that nobody knows is a fault everywhere.
    for (const { widget } of [first, ellipses]) {
      const [fault] = found(widget(id, [["pool", { ...pool, poolType: "TRIANGLE" }]], { live: true }));
      assert.match(`${fault.field} ${fault.message}`, /poolType/);
    }
  });
}

test("every calculator that takes a pool has a module for each family, and no other has", () => {
  const pools = calculators().filter(({ inputSchema }) => "pool" in inputSchema.properties && inputSchema.properties.pool.oneOf);
  assert.deepEqual(pools.map(({ id }) => id).sort(), [...taking].sort());
  for (const id of taking) for (const family of FAMILIES.slice(1)) assert(existsSync(new URL(`${file(`${id}_${family}`).href}_bg.wasm`)));
});

// The papers that calculators make, held against the JSON Schemas of their registries.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { before, test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { calculate, calculators, init } from "../../dist/npm/index.js";

before(() => init());

const folder = new URL("../../book/data/schemas/", import.meta.url);
const ajv = new Ajv({ allErrors: true });
const schemas = new Map();
for (const file of readdirSync(folder)) {
  const schema = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  schemas.set(file.replace(".schema.json", ""), ajv.compile(schema));
}

const PAPERS = {
  token: "token-entry",
  points: "points-tag",
  erc4626: "erc4626-entry",
  pool: "pool-entry",
};

function holds(name, text) {
  const schema = schemas.get(name);
  assert(schema(JSON.parse(text)), `${name}: ${ajv.errorsText(schema.errors)}\n${text}`);
}

/** The networks that a calculator offers. */
function networks(id) {
  const { inputSchema } = calculators().find((calculator) => calculator.id === id);
  const { network } = inputSchema.properties;
  return network.enum ?? network.oneOf.map((choice) => choice.const);
}

test("every schema has a paper, and every paper a schema", () => {
  const wanted = [...Object.values(PAPERS), "rate-provider-entry"];
  assert.deepEqual([...schemas.keys()].sort(), wanted.sort());
});

for (const [kind, schema] of Object.entries(PAPERS)) {
  test(`listing: ${kind} on every network`, () => {
    const all = networks("listing");
    assert(all.length >= 10, all.join());
    for (const network of all) {
      const { content } = calculate("listing", { paper: { kind }, network });
      holds(schema, content);
    }
  });
}

test("listing: what the form leaves open", () => {
  const url = "https://example.org/points?a=1&b=2";
  const points = { kind: "points", protocol: "a-1", title: "“A”\n<b>", description: "\\ \"", multiplier: "", url };
  holds("points-tag", calculate("listing", { paper: points }).content);
  const vaults = Array.from({ length: 100 }, (_, n) => `0x${String(n).padStart(40, "0")}`);
  holds("erc4626-entry", calculate("listing", { paper: { kind: "erc4626", vaults } }).content);
  for (const decimals of [0, 6, 18]) {
    holds("token-entry", calculate("listing", { paper: { kind: "token", decimals } }).content);
  }
});

test("listing: what no list takes is refused", () => {
  for (const paper of [
    { kind: "token", decimals: 6.5 },
    { kind: "token", symbol: "" },
    { kind: "points", protocol: "Points" },
    { kind: "points", url: "http://example.org" },
    { kind: "erc4626", vaults: [] },
    { kind: "pool", pool: "0x12" },
  ]) {
    assert.throws(() => calculate("listing", { paper }), JSON.stringify(paper));
  }
});

test("rate-check: the registry entry of every answer", () => {
  const verdicts = new Set();
  const [proxy] = Object.keys(JSON.parse(calculate("rate-check").registryEntry).ethereum);
  const upgradeable = { factory: [proxy], upgradeable: [proxy, proxy] };
  holds("rate-provider-entry", calculate("rate-check", upgradeable).registryEntry);
  const yes = [true, false];
  for (const network of networks("rate-check")) {
    holds("rate-provider-entry", calculate("rate-check", { network }).registryEntry);
  }
  for (const origin of ["contract", "feed", "account", "market"]) {
    for (const control of ["nobody", "multisig", "account"]) {
      for (const donationSafe of yes) {
        for (const has18Decimals of yes) {
          for (const verified of yes) {
            const answers = { origin, control, donationSafe, has18Decimals, verified };
            const { registryEntry, verdict } = calculate("rate-check", { answers });
            verdicts.add(verdict);
            holds("rate-provider-entry", registryEntry);
          }
        }
      }
    }
  }
  assert.deepEqual([...verdicts].sort(), ["fail", "pass", "warn"]);
});

test("a schema refuses what its registry would", () => {
  const address = "0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0";
  for (const [name, wrong] of [
    ["token-entry", {}],
    ["token-entry", { [address]: { name: "a", symbol: "b" } }],
    ["token-entry", { [address]: { name: "a", symbol: "b", decimals: 19 } }],
    ["token-entry", { "0x12": { name: "a", symbol: "b", decimals: 18 } }],
    ["points-tag", { id: "a", name: "a", description: "b" }],
    ["points-tag", { id: "points_a", name: "a", description: "b", url: "javascript:alert(1)" }],
    ["erc4626-entry", { id: "a", name: "a", description: "b", icon: "a.svg", addresses: {} }],
    ["pool-entry", { mainnet: { [address]: { name: "a" } } }],
    ["rate-provider-entry", { ethereum: { [address]: { asset: address, name: "a", summary: "fine" } } }],
  ]) {
    assert.equal(schemas.get(name)(wrong), false, `${name} takes ${JSON.stringify(wrong)}`);
  }
});

// What counts as a break of the public interface; see xtask/scripts/interface.mjs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { compare, mayBreak } from "../../xtask/scripts/interface/compare.mjs";
import { interfaceOf } from "../../xtask/scripts/interface/read.mjs";
import { flattened } from "../../xtask/scripts/interface/schemas.mjs";
import { declared } from "../../xtask/scripts/interface/types.mjs";

const kinds = (before, now) => {
  const { breaking, added } = compare(before, now);
  return [breaking.length, added.length];
};

test("what is removed or means something else breaks; what is new does not", () => {
  assert.deepEqual(kinds({ "part yb-calculator answer": "" }, {}), [1, 0]);
  assert.deepEqual(kinds({ "output lvr.lvrRate": "number, x-unit percent" }, { "output lvr.lvrRate": "string" }), [1, 0]);
  assert.deepEqual(kinds({ a: "x" }, { a: "x", b: "y" }), [0, 1]);
});

test("the limits of an input may widen, and not narrow", () => {
  const limits = (minimum, maximum) => Object.fromEntries(flattened({ type: "number", minimum, maximum }, "input lvr.fee"));
  assert.deepEqual(kinds(limits(0, 1), limits(-1, 2)), [0, 2]);
  assert.deepEqual(kinds(limits(0, 1), limits(0.1, 0.9)), [2, 0]);
  assert.deepEqual(kinds(limits(0, 1), limits(undefined, undefined)), [0, 2], "no limit refuses nobody");
  assert.deepEqual(kinds(limits(undefined, undefined), limits(0, 1)), [2, 0], "a new limit does");
  const choices = (...list) => Object.fromEntries(flattened({ enum: list }, "input lvr.model"));
  assert.deepEqual(kinds(choices("a", "b"), choices("b", "c")), [1, 1]);
  const demands = (required) => Object.fromEntries(flattened({ type: "object", required }, "input swap.pool"));
  assert.deepEqual(kinds(demands([]), demands(["amp"])), [1, 0]);
});

test("the minor version may break below 1, the major above", () => {
  for (const [from, to, may] of [
    ["0.1.0", "0.1.1", false],
    ["0.1.9", "0.2.0", true],
    ["0.2.0", "0.1.9", false],
    ["0.9.0", "1.0.0", true],
    ["1.1.0", "1.2.0", false],
    ["1.9.9", "2.0.0", true],
  ])
    assert.equal(mayBreak(from, to), may, `${from} → ${to}`);
});

test("declarations are read member by member", () => {
  const text = `
    // words
    export enum Kind { A = 0, B = 1, }
    export class Pool extends Error { /** words; more */ swap(kind: Kind, list: { a: string; b: number }[]): bigint;
      get value(): string; set value(it: string); }
    export type { Other } from "./other.js";
    export type * from "./more.js";
    export function init(source?: string): Promise<void>;
    declare global { interface Map { "yb": Pool } }
  `;
  const found = Object.fromEntries(declared(text, () => "export interface More { a: string }"));
  assert.deepEqual(Object.keys(found), [
    "Kind", "Kind.A", "Kind.B", "Pool", "Pool.swap", "Pool.value", "Other", "More", "init", "global",
  ]);
  assert.equal(found["Pool.swap"], "swap(kind: Kind, list: { a: string; b: number }[]): bigint");
  assert.equal(found["Pool.value"], "get value(): string; set value(it: string)");
  assert.throws(() => declared("export weird thing;", () => ""), /not understood/);
});

test("every value that the package declares is there, and what is there is declared", async () => {
  const { interface: promises, undeclared } = await interfaceOf(new URL("../../dist/npm/", import.meta.url).pathname);
  // What the drop-in needs of the engine.
  assert.deepEqual(undeclared, ["yb-wasm/engine Curve"]);
  const isValue = /^export (declare )?(abstract )?(class|enum|function|const) /;
  const values = Object.keys(promises).filter((what) => what.startsWith("type ") && isValue.test(promises[what]));
  const missing = values.filter((what) => !Object.hasOwn(promises, what.replace("type", "export")));
  assert.deepEqual(missing, []);
  assert(values.length >= 20, `${values.length} values`);
});

test("every kind of promise is recorded", async () => {
  const { interface: promises } = await interfaceOf(new URL("../../dist/npm/", import.meta.url).pathname);
  for (const [what, means] of [
    ["entry ./elements", "types, default"],
    ["export yb-wasm calculate", "function"],
    ["type yb-wasm/engine Pool.prepare", "prepare(): this"],
    ["calculator yield-drift", ""],
    ["input yield-drift.curve:stable.amplification maximum", undefined],
    ["output yield-drift.lossVersusHolding", "number, x-unit percent"],
    ["attribute yb-calculator yield-rate", "string"],
    ["event yb-calculator yb-change", "YbChangeEvent"],
    ["part yb-calculator answer", ""],
    ["custom property yb-calculator --accent", ""],
  ])
    assert(Object.hasOwn(promises, what) && (means ?? promises[what]) === promises[what], `${what}: ${promises[what]}`);
});

// `yb-wasm/balancer-maths` never answers from a state that is not the one given: it keeps pools of earlier states, and each
// answer here is held against that of a state which nothing was kept of.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as peer from "@balancer-labs/balancer-maths";
import * as drop from "../../dist/npm/balancer-maths.js";
import * as apart from "../../dist/npm/balancer-maths.js?apart";
import { ONE, files, recorded, stable, trade } from "./recorded.mjs";

before(() => drop.init());

/** The answer, or what is said instead. */
const told = (call) => {
  try {
    return call();
  } catch (error) {
    return error.message;
  }
};

let addresses = 0;

/** The answer of a vault that keeps nothing of the state: a pool of that address was never seen. */
function fresh(input, state, hookState) {
  addresses += 1;
  return told(() => new apart.Vault().swap(input, { ...state, poolAddress: `0x${addresses}` }, hookState));
}

/** Other values for one, some of them bad. */
function others(value) {
  switch (typeof value) {
    case "bigint":
      return [value + 1n, 2n * value + 3n, value + (1n << 64n), 0n, -value, `${value}`];
    case "string":
      return [`${value}0`, 7, undefined];
    case "undefined":
      return [1n, false, true, "x"];
    default:
      return [!value, 1 - value, undefined];
  }
}

/** Every place of an object that holds a value, in lists too, and some that none has. */
function places(object, more) {
  const keys = [...new Set([...Object.keys(object), ...more])];
  return keys.flatMap((key) => {
    const value = object[key];
    if (!Array.isArray(value)) return others(value).map((other) => [key, (at) => (at[key] = other)]);
    const whole = [[...value, value[0]], value.slice(1), { ...value, length: value.length }, undefined];
    const one = value.flatMap((item, i) => others(item).map((other) => [`${key}[${i}]`, (at) => (at[key][i] = other)]));
    return [...one, ...whole.map((other) => [key, (at) => (at[key] = other)])];
  });
}

/** Fields that may be missing, by type of pool and of hook. */
const OPTIONAL = {
  WEIGHTED: ["minTokenBalances"],
  STABLE: ["maxImbalanceRatio"],
  LIQUIDITY_BOOTSTRAPPING: ["isSwapEnabled", "reserveTokenVirtualBalance", "isProjectTokenSwapInBlocked"],
  FIXED_PRICE_LBP: ["isSwapEnabled"],
  EclpSurge: ["imbalanceSlopeBelowPeak", "imbalanceSlopeAbovePeak"],
};

/** Every change of a state and of that of its hook: of what, where, and how. */
function changes(state, hookState) {
  const own = places(state, ["hookType", "aggregateSwapFee", "balancesRaw", ...(OPTIONAL[state.poolType] ?? [])]);
  const ofHook = hookState ? places(hookState, OPTIONAL[state.hookType] ?? []) : [];
  return [
    ...own.map(([where, change]) => ({ of: state.poolType, where, change: (it) => change(it) })),
    ...ofHook.map(([where, change]) => ({ of: state.hookType, where, change: (_, hook) => change(hook) })),
  ];
}

/** A pool of every type and with every hook that has parameters, and a trade with it. */
function everyKind() {
  const kinds = files.map((name) => ({ name, ...recorded(name) }));
  const named = (text) => kinds.find(({ name }) => name.startsWith(text));
  const [ellipse, weighted] = [named("gyro-eclp-sepolia").state, named("made-weighted-80-20").state];
  const clp = { ...stable(), poolType: "GYRO", sqrtAlpha: 997_496_867_163_000_167n, sqrtBeta: 1_002_496_882_788_171_068n };
  delete clp.amp;
  const surge = { surgeThresholdPercentage: 1n, maxSurgeFeePercentage: ONE / 2n };
  return [
    ...kinds,
    { name: "2-CLP", state: clp },
    { name: "E-CLP surge", state: { ...ellipse, hookType: "EclpSurge" }, hookState: surge },
    { name: "Akron", state: { ...weighted, hookType: "Akron" }, hookState: { minimumSwapFeePercentage: ONE / 100n } },
  ].map(({ name, state, hookState, calls = [] }) => {
    const { amount, tokenIn, tokenOut } = calls.find(({ call }) => call === "swap") ?? { amount: ONE, tokenIn: 0, tokenOut: 1 };
    const input = trade(state, { amountRaw: BigInt(amount), tokenIn: state.tokens[tokenIn], tokenOut: state.tokens[tokenOut] });
    return { name, state, hookState, input };
  });
}

/** Numbers from 0 up to a limit, the same in every run. */
function draws(seed) {
  let drawn = seed;
  return (limit) => {
    drawn = (Math.imul(drawn, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((drawn / 2 ** 32) * limit);
  };
}

test("a state that changes in place is read again", () => {
  const [vault, other, state] = [new drop.Vault(), new peer.Vault(), stable()];
  const both = () => [vault, other].map((it) => it.swap(trade(state), state));
  for (const change of [
    () => {},
    () => {},
    () => (state.balancesLiveScaled18[0] /= 2n),
    () => (state.amp = 5_000_000n),
    () => (state.swapFee = 0n),
    () => state.tokens.reverse(),
    () => (state.tokenRates = [ONE, ONE]),
  ]) {
    change();
    const [ours, theirs] = both();
    assert.equal(ours, theirs);
  }
});

test("every field counts, changed in place and in a new state", () => {
  const [vault, felt, all] = [new drop.Vault(), new Set(), new Set()];
  for (const { name, state, hookState, input } of everyKind()) {
    const ask = (it, hook) => told(() => vault.swap(input, it, hook));
    const right = fresh(input, state, hookState);
    assert.equal(typeof right, "bigint", `${name}: ${right}`);
    for (const { of, where, change } of changes(state, hookState)) {
      const [it, hook] = [structuredClone(state), structuredClone(hookState)];
      // Asked twice, the pool is made ready for many.
      assert.deepEqual([ask(it, hook), ask(it, hook)], [right, right], `${name}: before ${where}`);
      const [next, nextHook] = [structuredClone(state), structuredClone(hookState)];
      change(next, nextHook);
      const wanted = fresh(input, next, nextHook);
      assert.equal(ask(next, nextHook), wanted, `${name}: ${where}, a new state`);
      assert.equal(ask(next, nextHook), wanted, `${name}: ${where}, asked again`);
      assert.equal(ask(it, hook), right, `${name}: after ${where}`);
      change(it, hook);
      assert.equal(ask(it, hook), wanted, `${name}: ${where}, in place`);
      const field = `${of} ${where.replace(/\[.*/, "")}`;
      all.add(field);
      if (wanted !== right) felt.add(field);
    }
  }
  // What the package's objects have and no swap depends on. Three weights and their multipliers fill one list.
  const free = /StableSurge type|poolAddress|supportsUnbalancedLiquidity|isPoolWithinTargetRange|reserveTokenIndex|BOOTSTRAPPING weights|secondFour/;
  assert.deepEqual([...all].filter((field) => !felt.has(field) && !free.test(field)), []);
  assert(felt.size > 140, `${felt.size} fields`);
});

test("thousands of states of every kind in any order, under one address", () => {
  const [vault, draw, kinds] = [new drop.Vault(), draws(1), everyKind()];
  const ways = kinds.map(({ state, hookState }) => changes(state, hookState));
  // Some are asked again, some changed in place, some made anew; one kind comes twice as often as chance has it.
  const held = [];
  for (let turn = 0; turn < 6_000; turn++) {
    const kind = draw(2) === 0 ? 3 : draw(kinds.length);
    const way = draw(4);
    let one = held[draw(held.length)];
    if (one === undefined || way > 1) {
      one = { kind, state: structuredClone(kinds[kind].state), hookState: structuredClone(kinds[kind].hookState) };
      held[draw(12)] = one;
    }
    for (let i = draw(3); way > 0 && i > 0; i--) {
      // What was made a fault before may have no such place.
      told(() => ways[one.kind][draw(ways[one.kind].length)].change(one.state, one.hookState));
    }
    const { input } = kinds[one.kind];
    const answers = [0, 1].map(() => told(() => vault.swap(input, one.state, one.hookState)));
    const wanted = fresh(input, one.state, one.hookState);
    assert.deepEqual(answers, [wanted, wanted], `turn ${turn}: ${kinds[one.kind].name}`);
  }
});

test("more states than are kept, and more pools, and the same answers", () => {
  const [vault, states] = [new drop.Vault(), Array.from({ length: 200 }, stable)];
  states.forEach((state, i) => {
    state.swapFee = BigInt(i) * 10n ** 12n;
    if (i % 2 === 1) state.poolAddress = `0x${i}`;
  });
  const all = () => states.map((state) => vault.swap(trade(state), state));
  const first = states.map((state) => fresh(trade(state), state));
  assert.deepEqual([all(), all()], [first, first]);
  assert(first.every((amount, i) => i === 0 || amount <= first[i - 1]));
});

test("joins and exits are those of the state given, too", () => {
  const [vault, alone, draw] = [new drop.Vault(), new apart.Vault(), draws(2)];
  const add = { kind: 0, pool: "", maxAmountsInRaw: [ONE, 0n], minBptAmountOutRaw: 0n };
  const remove = { kind: 0, pool: "", minAmountsOutRaw: [1n, 1n], maxBptAmountInRaw: ONE };
  for (let turn = 0; turn < 100; turn++) {
    const state = stable();
    state.totalSupply += BigInt(draw(3)) * ONE;
    state.balancesLiveScaled18[1] -= BigInt(draw(3)) * ONE;
    const other = { ...state, poolAddress: `0x${turn}` };
    assert.deepEqual(vault.addLiquidity(add, state), alone.addLiquidity(add, other));
    assert.deepEqual(vault.removeLiquidity(remove, state), alone.removeLiquidity(remove, other));
    assert.equal(vault.swap(trade(state), state), alone.swap(trade(state), other));
  }
});

test("a state that tells each reader something else is read once, and asks in between do not mix", () => {
  const vault = new drop.Vault();
  const [state, other] = [stable(), { ...stable(), amp: 1_000_000n }];
  const right = fresh(trade(state), state);
  for (let i = 0; i < 3; i++) {
    const sly = { ...state, swapFee: undefined };
    Object.defineProperty(sly, "swapFee", { enumerable: true, get: () => (vault.swap(trade(other), other), state.swapFee) });
    assert.equal(vault.swap(trade(state), sly), right);
    assert.equal(vault.swap(trade(state), state), right);
  }
});

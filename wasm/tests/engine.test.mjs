// `yb-wasm/engine` and `yb-wasm/balancer-maths` as a user of Node meets them, over the recorded calls and by hand.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as peer from "@balancer-labs/balancer-maths";
import * as drop from "../../dist/npm/balancer-maths.js";
import { EngineError, Pool, SwapKind, init, wrapOrUnwrap } from "../../dist/npm/engine.js";
import { ONE, files, recorded, stable, trade } from "./recorded.mjs";

before(() => Promise.all([init(), drop.init()]));

const seen = { swap: 0, visit: 0, types: new Set() };

for (const name of files) {
  const { state, hookState, calls } = recorded(name);
  seen.types.add(state.poolType);
  const swaps = calls.filter(({ call }) => call === "swap");
  const visits = calls.filter(({ call }) => call !== "swap");
  seen.swap += swaps.length;
  seen.visit += visits.length;
  test(`${name}: ${swaps.length} swaps to the wei, three ways`, () => {
    const [plain, prepared] = [new Pool(state, hookState), new Pool(state, hookState).prepare()];
    const vault = new drop.Vault();
    for (const { kind, tokenIn, tokenOut, amount, result } of swaps) {
      const swapKind = kind === "givenIn" ? SwapKind.GivenIn : SwapKind.GivenOut;
      const given = [swapKind, tokenIn, tokenOut, BigInt(amount)];
      const input = { swapKind, amountRaw: BigInt(amount), tokenIn: state.tokens[tokenIn], tokenOut: state.tokens[tokenOut] };
      const answers = [
        plain.swap(...given),
        prepared.swap(...given),
        prepared.swaps(swapKind, tokenIn, tokenOut, [BigInt(amount)])[0],
        vault.swap(input, state, hookState),
        vault.swap(input, { ...state }, hookState),
      ];
      assert.deepEqual(answers, answers.map(() => BigInt(result)), `${kind} ${amount}`);
    }
    plain.free();
    assert.throws(() => plain.swap(0, 0, 1, ONE), /freed/);
  });
  if (visits.length === 0) continue;
  test(`${name}: ${visits.length} joins and exits to the wei`, () => {
    const pool = new Pool(state, hookState);
    for (const visit of visits) {
      const { call, token, result } = visit;
      const number = (value) => (Array.isArray(value) ? value.map(BigInt) : BigInt(value));
      const made = {
        addUnbalanced: () => pool.addUnbalanced(number(visit.amountsIn)).poolTokens,
        addSingleTokenExactOut: () => pool.addSingleTokenExactOut(token, number(visit.poolTokensOut)).amounts[token],
        addProportional: () => pool.addProportional(number(visit.poolTokensOut)).amounts,
        removeProportional: () => pool.removeProportional(number(visit.poolTokensIn)).amounts,
        removeSingleTokenExactIn: () => pool.removeSingleTokenExactIn(token, number(visit.poolTokensIn)).amounts[token],
        removeSingleTokenExactOut: () => pool.removeSingleTokenExactOut(token, number(visit.amountOut)).poolTokens,
        removeRecovery: () => pool.removeRecovery(number(visit.poolTokensIn)).amounts,
      };
      assert.deepEqual(made[call](), number(result), JSON.stringify(visit));
    }
  });
}

test("every type of pool is there", () => {
  assert(seen.swap >= 190 && seen.visit >= 32, `${seen.swap} swaps, ${seen.visit} joins and exits`);
  assert(seen.types.size >= 8, [...seen.types].join());
});

const sale = { projectTokenIndex: 0, reserveTokenIndex: 1, startTime: 1n, endTime: 9n, currentTimestamp: 5n, isSwapEnabled: true };
test("where the package is not the contract, the contract is followed", () => {
  // FixedPoint.powDown squares down for the exponent 2; the package squares up. A base with an exact square shows it.
  const outside = recorded("made-reclamm-v2-outrange.json").state;
  const after = (dailyPriceShiftBase) => {
    const larger = (balances) => balances.map((balance) => balance * 10n ** 9n);
    const state = {
      ...outside,
      dailyPriceShiftBase,
      currentTimestamp: outside.lastTimestamp + 2n,
      lastVirtualBalances: larger(outside.lastVirtualBalances),
      balancesLiveScaled18: larger(outside.balancesLiveScaled18),
    };
    const [tokenOut, tokenIn] = state.tokens;
    const input = trade(state, { amountRaw: 10n ** 10n, tokenIn, tokenOut });
    return [new drop.Vault().swap(input, state), new peer.Vault().swap(input, state)];
  };
  const [exact, same] = after(999_992_000_000_000_000n);
  assert.equal(exact, same);
  const [down, up] = after(999_992_000_000_000_001n);
  assert.notEqual(down, up);
  // Solidity's unsigned numbers overflow; a bigint does not.
  const huge = [1n << 250n, 1n << 250n];
  const weights = [ONE / 2n, ONE / 2n];
  assert.throws(() => new drop.Weighted({ weights }).computeInvariant(huge, 0), /Panic\(0x11\)|BaseOutOfBounds/);
  assert.throws(() => new drop.FixedPriceLBP({ ...sale, projectTokenRate: 1n << 255n }).computeInvariant([4n, 0n], 1), /Panic\(0x11\)/);
  assert.equal(new peer.FixedPriceLBP({ ...sale, projectTokenRate: 1n << 255n }).computeInvariant([4n, 0n], 1), (4n << 255n) / ONE);
  // The Vault counts to 2^128 - 1; the package's bound is one wei more.
  const state = stable();
  const most = new Pool(state).maxSwap(0, 0, 1);
  assert.equal(new drop.Vault().getMaxSwapAmount({ ...state, swapKind: 0, indexIn: 0, indexOut: 1 }, state), most + 1n);
});

/** The error of a call, which must be one, and after which the engine still answers. */
function error(call) {
  let thrown;
  try {
    call();
  } catch (caught) {
    thrown = caught;
  }
  assert(thrown instanceof Error, "no error");
  assert(!(thrown instanceof WebAssembly.RuntimeError), thrown.message);
  const state = stable();
  assert.equal(new drop.Vault().swap(trade(state), state), new peer.Vault().swap(trade(state), state));
  return thrown;
}

test("bad states: every fault at once, each with field, value and limit", () => {
  const vault = new drop.Vault();
  const state = (change) => ({ ...stable(), ...change });
  const faults = (change) => {
    const bad = state(change);
    return error(() => vault.swap(trade(stable()), bad)).errors.map(({ field, code, message }) => {
      assert(message.startsWith(field));
      return [field, code];
    });
  };
  assert.deepEqual(faults({ amp: "200000", swapFee: -1n, totalSupply: 1n << 256n }), [
    ["amp", "type"],
    ["swapFee", "range"],
    ["totalSupply", "range"],
  ]);
  assert.deepEqual(faults({ amp: undefined }), [["amp", "required"]]);
  assert.deepEqual(faults({ maxImbalanceRatio: 10_000 }), [["maxImbalanceRatio", "type"]]);
  assert.deepEqual(faults({ maxImbalanceRatio: 0n }), [["maxImbalanceRatio", "range"]]);
  assert.deepEqual(faults({ maxImbalanceRatio: 1n << 64n }), [["maxImbalanceRatio", "range"]]);
  assert.deepEqual(faults({ poolType: "WEIGHTED", weights: [ONE / 2n, ONE / 2n], minTokenBalances: [1n] }), [
    ["minTokenBalances", "range"],
  ]);
  assert.deepEqual(faults({ balancesLiveScaled18: [1n, 2] }), [["balancesLiveScaled18[1]", "type"]]);
  const lives = stable().balancesLiveScaled18;
  assert.deepEqual(faults({ balancesRaw: [1n] }), [["balancesRaw", "range"]]);
  assert.deepEqual(faults({ balancesRaw: null }), [["balancesRaw", "type"]]);
  assert.deepEqual(faults({ balancesRaw: [lives[0], "1"] }), [["balancesRaw[1]", "type"]]);
  assert.deepEqual(faults({ tokenRates: [ONE, ONE], balancesRaw: [lives[0] + 1n, lives[1]] }), [["balancesRaw[0]", "conflict"]]);
  assert.deepEqual(faults({ balancesRaw: lives, balancesLiveScaled18: [1n] }), [["balancesLiveScaled18", "range"]]);
  assert.deepEqual(faults({ tokenRates: [ONE] }), [["tokenRates", "range"]]);
  assert.deepEqual(faults({ scalingFactors: null }), [["scalingFactors", "type"]]);
  assert.deepEqual(faults({ tokens: ["0xA", "0xa"] }), [["tokens[1]", "conflict"]]);
  assert.deepEqual(faults({ tokens: ["0xA", 7] }), [["tokens[1]", "type"]]);
  assert.match(error(() => vault.swap(trade(stable()), state({ swapFee: -5n }))).message, /swapFee: -5 is below the limit 0/);
  assert.match(error(() => vault.swap(trade(stable()), state({ poolType: "COW" }))).message, /Unsupported Pool Type: "COW"/);
  assert.match(error(() => vault.swap(trade(stable()), state({ poolType: "constructor" }))).message, /Unsupported Pool Type/);
  for (const nothing of [null, undefined, 1, "x"]) {
    assert.match(error(() => vault.swap(trade(stable()), nothing)).message, /poolState: expected an object/);
    assert.match(error(() => vault.swap(nothing, stable())).message, /swapInput: expected an object/);
  }
  const { totalSupply, ...without } = stable();
  assert(totalSupply > 0n);
  assert.match(error(() => vault.swap(trade(stable()), without)).message, /totalSupply: is missing/);
  for (const [change, code] of [
    [{ amp: 1n }, "AmplificationFactorTooLow"],
    [{ poolType: "WEIGHTED", weights: [ONE / 2n, ONE / 2n], minTokenBalances: [ONE, 1n] }, "InvalidMinTokenBalance"],
    [{ swapFee: ONE }, "PercentageAboveMax"],
    [{ tokenRates: [0n, ONE] }, "InvalidRate"],
    [{ scalingFactors: [3n, 1n] }, "InvalidScalingFactor"],
    [{ balancesLiveScaled18: [0n, 1n] }, "ZeroBalance"],
    [{ balancesLiveScaled18: [1n << 200n, 1n] }, "BalanceOverflow"],
    [{ totalSupply: 1n }, "PoolTotalSupplyTooLow"],
  ]) {
    const refused = error(() => new Pool(state(change)));
    assert(refused instanceof EngineError);
    assert.equal(refused.code, code);
  }
});

test("pools of the latest factories have rules of their own", () => {
  const vault = new drop.Vault();
  const halves = { poolType: "WEIGHTED", weights: [ONE / 2n, ONE / 2n] };
  const first = vault.swap(trade(stable()), { ...stable(), ...halves });
  for (const [change, code] of [
    [{ maxImbalanceRatio: 1n }, "MaxImbalanceRatioExceeded"],
    [{ ...halves, minTokenBalances: [ONE, 1n << 100n] }, "TokenBalanceBelowMin"],
  ]) {
    const state = { ...stable(), ...change };
    assert.equal(error(() => vault.swap(trade(state), state)).code, code);
    assert.equal(error(() => new Pool(state).prepare().swap(0, 0, 1, ONE)).code, code);
  }
  const state = { ...stable(), ...halves, balancesLiveScaled18: [4_000_000n, 10n ** 15n], minTokenBalances: [10n ** 6n, 10n ** 6n] };
  const { minTokenBalances, ...old } = state;
  assert.equal(minTokenBalances.length, 2);
  const ask = (it) => vault.swap(trade(it, { amountRaw: 1_100_000n }), it);
  assert.notEqual(ask(state), ask(old));
  assert.equal(ask({ ...state, maxImbalanceRatio: 1n }), ask(state));
  assert.equal(vault.swap(trade(stable()), { ...stable(), ...halves, minTokenBalances: [10n ** 6n, 10n ** 6n] }), first);
});

test("raw balances tell what several have as their live one", () => {
  const [rate, live] = [(18n * ONE) / 100n, 900n * ONE];
  const state = { ...stable(), tokenRates: [rate, ONE], scalingFactors: [1n, 1n], balancesLiveScaled18: [live, live] };
  const [least, most] = [0n, 5n].map((more) => ({ ...state, balancesRaw: [(live * ONE) / rate + more, live] }));
  const trades = (it) => new Pool(it).swap(0, 0, 1, ONE);
  const leaves = (it) => new Pool(it).removeRecovery(state.totalSupply / 2n).amounts[0];
  const joins = (it) => new Pool(it).addProportional(state.totalSupply).amounts[0];
  for (const ask of [trades, leaves, joins]) assert.equal(ask(state), ask(least));
  assert.equal(trades(most), trades(least));
  assert.equal(leaves(most), leaves(least) + 2n);
  assert(joins(most) > joins(least));
  const vault = new drop.Vault();
  const add = (it) => {
    const all = { pool: "", kind: drop.AddKind.SINGLE_TOKEN_EXACT_OUT, maxAmountsInRaw: [ONE, 0n], minBptAmountOutRaw: state.totalSupply };
    return vault.addLiquidity(all, it).amountsInRaw[0];
  };
  const [first, second] = [add(least), add(most)];
  assert.notEqual(first, second);
  assert.deepEqual([add(state), add(least), add(most)], [first, first, second]);
});

test("bad trades", () => {
  const [vault, state, pool] = [new drop.Vault(), stable(), new Pool(stable())];
  for (const amountRaw of [-1n, 1n << 256n, 5, "5", undefined, null, {}]) {
    assert.match(error(() => vault.swap(trade(state, { amountRaw }), state)).message, /^amount: /);
    assert.match(error(() => pool.swaps(0, 0, 1, [ONE, amountRaw])).message, /^amounts\[1\]: /);
  }
  assert.equal(vault.swap(trade(state, { amountRaw: 0n }), state), 0n);
  assert.match(error(() => vault.swap(trade(state, { tokenIn: "0x9" }), state)).message, /Input token not found on pool: tokenIn "0x9"/);
  assert.match(error(() => vault.swap(trade(state, { tokenOut: 1 }), state)).message, /tokenOut: expected an address, got 1/);
  const nowhere = { ...state };
  assert.match(error(() => vault.swap(trade(state, { tokenIn: undefined, tokenOut: undefined }), nowhere)).message, /tokenIn: expected an address/);
  assert.match(error(() => vault.swap(trade(state, { swapKind: 2 }), state)).message, /kind: 2 is neither/);
  assert.equal(error(() => vault.swap(trade(state, { tokenOut: state.tokens[0] }), state)).code, "CannotSwapSameToken");
  assert.equal(error(() => vault.swap(trade(state, { amountRaw: 1n }), state)).code, "TradeAmountTooSmall");
  assert.equal(error(() => vault.swap(trade(state, { amountRaw: (1n << 256n) - 1n }), state)).code, "Panic(0x11)");
  const tooMuch = trade(state, { swapKind: 1, amountRaw: 10n ** 30n });
  assert.match(error(() => vault.swap(tooMuch, state)).message, /greater than the balance available in the pool/);
  for (const token of [2, -1, 0.5, "0", NaN, 2 ** 32]) {
    assert.match(error(() => pool.swap(0, 0, token, ONE)).message, /tokenOut: .* is no token's index; the pool has 0 to 1/);
  }
  assert.deepEqual(pool.swaps(0, 0, 1, []), []);
  assert.equal(pool.swaps(0, 0, 1, [1n, ONE])[0], null);
});

test("bad joins, exits, hooks and buffers", () => {
  const [vault, state, pool] = [new drop.Vault(), stable(), new Pool(stable())];
  const add = (change) => vault.addLiquidity({ pool: "", kind: 0, maxAmountsInRaw: [ONE, ONE], minBptAmountOutRaw: 0n, ...change }, state);
  assert.match(error(() => add({ maxAmountsInRaw: [ONE] })).message, /amounts: a list of 1; the pool has 2 tokens/);
  assert.match(error(() => add({ maxAmountsInRaw: [ONE, -1n] })).message, /amounts\[1\]: -1 is below the limit 0/);
  assert.match(error(() => add({ kind: 7 })).message, /Unsupported AddLiquidity Kind: 7/);
  assert.match(error(() => add({ kind: 1, minBptAmountOutRaw: ONE })).message, /maxAmountsInRaw: 2 amounts are not 0/);
  assert.equal(error(() => add({ maxAmountsInRaw: [0n, 0n] })).code, "Panic(0x11)");
  assert.match(error(() => vault.addLiquidity({ kind: 0 }, { ...state, supportsUnbalancedLiquidity: false })).message, /DoesNotSupportUnbalancedLiquidity/);
  const remove = (change) => vault.removeLiquidity({ pool: "", kind: 0, minAmountsOutRaw: [1n, 0n], maxBptAmountInRaw: ONE, ...change }, state);
  assert.match(error(() => remove({ kind: "0" })).message, /Unsupported RemoveLiquidity Kind: "0"/);
  assert.match(error(() => remove({ maxBptAmountInRaw: undefined })).message, /amount: is missing/);
  assert.equal(error(() => remove({ maxBptAmountInRaw: state.totalSupply })).code, "PoolTotalSupplyTooLow");
  assert.deepEqual(remove({ maxBptAmountInRaw: 0n }), { amountsOutRaw: [0n, 0n], bptAmountInRaw: 0n });
  assert.match(error(() => pool.removeSingleTokenExactIn(2, ONE)).message, /token: 2 is no token's index/);
  const hooked = { ...state, hookType: "StableSurge" };
  assert.match(error(() => vault.swap(trade(state), hooked)).message, /No state for Hook: StableSurge/);
  assert.match(error(() => vault.swap(trade(state), hooked, {})).message, /hookState\.surgeThresholdPercentage: is missing/);
  assert.match(error(() => vault.swap(trade(state), { ...state, hookType: "Mine" }, {})).message, /Unsupported Hook Type: Mine/);
  class Mine {}
  assert.match(error(() => new drop.Vault({ customPoolClasses: { Mine } })).message, /customPoolClasses: Mine: .*not supported/);
  assert.match(error(() => new drop.Vault({ customHookClasses: { Mine } })).message, /customHookClasses: Mine: .*not supported/);
  const buffer = { poolType: "Buffer", poolAddress: "0xA", tokens: ["0xA", "0xB"], rate: ONE };
  const wrap = (change, pool = buffer) => vault.swap({ amountRaw: 10_000n, tokenIn: "0xA", tokenOut: "0xB", swapKind: 0, ...change }, pool);
  assert.equal(wrap({}), 10_000n);
  assert.match(error(() => wrap({ amountRaw: 999n })).message, /wrapAmountTooSmall: amountRaw 999 is below the limit 1000/);
  assert.match(error(() => wrap({}, { ...buffer, rate: 0n })).message, /rate: expected a bigint from 1/);
  assert.match(error(() => wrap({ amountRaw: "x" })).message, /amountRaw: expected a bigint from 1/);
  assert.match(error(() => wrapOrUnwrap({ assets: ONE, shares: ONE, underlying: 0n, wrapped: -1n }, 0, 0, ONE)).message, /wrapped: -1 is below/);
  assert.equal(error(() => wrapOrUnwrap({ assets: 0n, shares: ONE, underlying: 0n, wrapped: 0n }, 0, 0, ONE)).code, "InvalidRate");
  // One unit less in and one less out than the wrapper's own preview.
  const half = (amount) => wrapOrUnwrap({ assets: 2n * ONE, shares: ONE, underlying: 0n, wrapped: ONE }, 0, 0, amount);
  assert.equal(half(40_000n), 19_998n);
  // 10,000 units at least, of the amount calculated too.
  assert.equal(error(() => half(10_000n)).code, "WrapAmountTooSmall");
});

test("a million quotes leave the memory as it was", () => {
  const state = stable();
  const pool = new Pool(state).prepare();
  const answer = pool.swap(0, 0, 1, ONE);
  for (let i = 0; i < 20_000; i++) new Pool(state).free();
  for (let i = 0; i < 100_000; i++) pool.swap(0, 0, 1, ONE);
  assert.equal(pool.swap(0, 0, 1, ONE), answer);
});

// What every consumer asks of the package, through each of its entries; tests/consumers.mjs knows the answers.
import { init, calculate, calculators } from "yb-wasm";
import * as engine from "yb-wasm/engine";
import * as dropIn from "yb-wasm/balancer-maths";

/** A pool whose swap was recorded: core/tests/vectors/made-stable2-a200.json. */
const STATE = {
  poolAddress: "0x",
  poolType: "STABLE",
  amp: 200000n,
  tokens: ["0x1111111111111111111111111111111111111111", "0x2222222222222222222222222222222222222222"],
  scalingFactors: [1n, 1n],
  tokenRates: [1000000000000000000n, 1052345678901234567n],
  balancesLiveScaled18: [10000000123456789012345678n, 8123456123456789012345679n],
  swapFee: 400000000000000n,
  aggregateSwapFee: 500000000000000000n,
  totalSupply: 18123456000000000000000000n,
  supportsUnbalancedLiquidity: true,
};
const AMOUNT = 100000001234567905280n;

/** The answers as plain text and numbers; the modules come from the package itself, or from `modules`. */
export async function answers(modules = {}) {
  await init(modules.calculators);
  await engine.init(modules.engine);
  await dropIn.init();
  const drift = { curve: { kind: "stable", amplification: 200 }, yieldRate: 0.03, horizonYears: 1, swapFee: 0 };
  const swap = { pool: "stata-usdc-usdt", tokenIn: 0, tokenOut: 1, amount: "10000000" };
  const { GivenIn } = engine.SwapKind;
  const [tokenIn, tokenOut] = STATE.tokens;
  const asked = { amountRaw: AMOUNT, tokenIn, tokenOut, swapKind: GivenIn };
  return {
    calculators: calculators().length,
    drift: calculate("yield-drift", drift).lossVersusHolding,
    swap: calculate("swap", swap).amount,
    engine: String(new engine.Pool(STATE).prepare().swap(GivenIn, 0, 1, AMOUNT)),
    dropIn: String(new dropIn.Vault().swap(asked, STATE)),
  };
}

// What npm `@balancer-labs/balancer-maths` 0.0.41 offers, answered by the exact engine: change the import, await init().
//
// Where that package's numbers are not the contracts', these are the contracts'; README.md lists the places.
import { Curve, EngineError, SwapKind, init } from "./engine.js";
import { described, object, refused } from "./pool-state.js";
import { Ready, sameAddress } from "./ready.js";

export { SwapKind, init };

const numbered = (...names) => Object.freeze(Object.fromEntries(names.flatMap((name, i) => [[name, i], [i, name]])));

export const Rounding = numbered("ROUND_UP", "ROUND_DOWN");
export const AddKind = numbered("UNBALANCED", "SINGLE_TOKEN_EXACT_OUT");
export const RemoveKind = numbered("PROPORTIONAL", "SINGLE_TOKEN_EXACT_IN", "SINGLE_TOKEN_EXACT_OUT");

const ONE = 10n ** 18n;
const MOST = (1n << 256n) - 1n;
/** As that package has it; the Vault itself counts to one less. */
const MOST_BALANCE = 1n << 128n;
/** As that package has it; the deployed Vault takes 10,000 and more. */
const LEAST_WRAP = 1000n;

const times = (a, b) => (a * b) / ONE;
const timesUp = (a, b) => (a * b + ONE - 1n) / ONE;
const over = (a, b) => (a * ONE) / b;
const overUp = (a, b) => (a * ONE + b - 1n) / b;

/** A curve by itself: asked at live balances, with 18 decimals and their rates applied. */
class PoolCurve {
  #state;
  #type;
  #curves = new Map();

  constructor(type, state) {
    this.#type = type;
    this.#state = state;
  }

  /** The engine's curve for this many tokens, made when it is first asked. */
  #curve(count) {
    let curve = this.#curves.get(count);
    if (curve === undefined) {
      curve = new Curve(this.#type, this.#state, count);
      this.#curves.set(count, curve);
    }
    return curve;
  }

  onSwap({ swapKind, amountGivenScaled18, balancesLiveScaled18, indexIn, indexOut }) {
    const curve = this.#curve(balancesLiveScaled18.length);
    return curve.ask(swapKind === 0 ? 0 : 1, "onSwap", balancesLiveScaled18, indexIn, indexOut, amountGivenScaled18);
  }

  computeInvariant(balancesLiveScaled18, rounding) {
    const question = rounding === Rounding.ROUND_DOWN ? 4 : 5;
    return this.#curve(balancesLiveScaled18.length).ask(question, "computeInvariant", balancesLiveScaled18);
  }

  computeBalance(balancesLiveScaled18, tokenInIndex, invariantRatio) {
    const curve = this.#curve(balancesLiveScaled18.length);
    return curve.ask(6, "computeBalance", balancesLiveScaled18, tokenInIndex, 0, invariantRatio);
  }

  /** The most a swap may bring in or take out, live. */
  most(given, balances, indexIn, indexOut) {
    return this.#curve(balances.length).ask(given === 0 ? 2 : 3, "getMaxSwapAmount", balances, indexIn, indexOut);
  }

  getMaxSwapAmount({ swapKind, balancesLiveScaled18, tokenRates, scalingFactors, indexIn, indexOut }) {
    const live = this.most(swapKind, balancesLiveScaled18, indexIn, indexOut);
    const token = swapKind === SwapKind.GivenIn ? indexIn : indexOut;
    return over(live, scalingFactors[token] * tokenRates[token]);
  }

  getMaxSingleTokenAddAmount() {
    return MOST;
  }

  getMaxSingleTokenRemoveAmount({ isExactIn, totalSupply, tokenOutBalance, tokenOutScalingFactor, tokenOutRate }) {
    return this.getMaxSwapAmount({
      swapKind: isExactIn ? SwapKind.GivenIn : SwapKind.GivenOut,
      balancesLiveScaled18: [totalSupply, tokenOutBalance],
      tokenRates: [ONE, tokenOutRate],
      scalingFactors: [ONE, tokenOutScalingFactor],
      indexIn: 0,
      indexOut: 1,
    });
  }

  getMaximumInvariantRatio() {
    return 5n * ONE;
  }

  getMinimumInvariantRatio() {
    return (6n * ONE) / 10n;
  }
}

/** A curve whose contract limits no trade: what a balance can grow by, and 99 % of what is there. */
class UnlimitedCurve extends PoolCurve {
  most(given, balances, indexIn, indexOut) {
    return given === SwapKind.GivenIn ? MOST_BALANCE - balances[indexIn] : (balances[indexOut] * 99n) / 100n;
  }
}

export class Stable extends UnlimitedCurve {
  constructor(state) {
    super("STABLE", state);
    this.amp = state.amp;
  }
}

export class GyroECLP extends UnlimitedCurve {
  constructor(state) {
    super("GYROE", state);
  }
}

export class Gyro2CLP extends UnlimitedCurve {
  constructor(state) {
    super("GYRO", state);
  }

  getMaximumInvariantRatio() {
    return MOST;
  }

  getMinimumInvariantRatio() {
    return 0n;
  }
}

/** A curve whose contract takes and gives a share of a balance at most. */
class ShareCurve extends PoolCurve {
  #share;

  constructor(type, state, share) {
    super(type, state);
    this.#share = share;
  }

  most(given, balances, indexIn, indexOut) {
    return times(balances[given === SwapKind.GivenIn ? indexIn : indexOut], this.#share);
  }

  getMaximumInvariantRatio() {
    return 3n * ONE;
  }

  getMinimumInvariantRatio() {
    return (7n * ONE) / 10n;
  }
}

export class Weighted extends ShareCurve {
  constructor(state) {
    super("WEIGHTED", state, (3n * ONE) / 10n);
    this.weights = state.weights;
  }
}

export class QuantAmm extends ShareCurve {
  constructor(state) {
    super("QUANT_AMM_WEIGHTED", state, state.maxTradeSizeRatio);
  }
}

/** Throws what a sale's contract does while its swaps are switched off. */
function open(state) {
  if (state.isSwapEnabled === false) throw new Error("onSwap: SwapsDisabled: the pool's swaps are switched off");
}

export class LiquidityBootstrapping extends ShareCurve {
  #state;

  constructor(state) {
    super("LIQUIDITY_BOOTSTRAPPING", state, (3n * ONE) / 10n);
    this.#state = state;
  }

  onSwap(params) {
    open(this.#state);
    return super.onSwap(params);
  }
}

export class FixedPriceLBP extends PoolCurve {
  #state;

  constructor(state) {
    super("FIXED_PRICE_LBP", state);
    this.#state = state;
  }

  onSwap(params) {
    open(this.#state);
    return super.onSwap(params);
  }

  computeBalance() {
    throw new Error("computeBalance: UnsupportedOperation: a sale at a fixed price takes part in proportion only");
  }

  getMaxSingleTokenAddAmount() {
    throw new Error("getMaxSingleTokenAddAmount: UnsupportedOperation");
  }

  getMaxSingleTokenRemoveAmount() {
    throw new Error("getMaxSingleTokenRemoveAmount: UnsupportedOperation");
  }

  getMaximumInvariantRatio() {
    return MOST;
  }

  getMinimumInvariantRatio() {
    return 0n;
  }
}

/** Joined and left in proportion only, and limited by what it holds. The limits are live amounts. */
class RangeCurve extends PoolCurve {
  getMaxSwapAmount({ swapKind, balancesLiveScaled18, indexIn, indexOut }) {
    return this.most(swapKind, balancesLiveScaled18, indexIn, indexOut);
  }

  getMaxSingleTokenAddAmount() {
    return 0n;
  }

  getMaxSingleTokenRemoveAmount() {
    return 0n;
  }

  getMaximumInvariantRatio() {
    return 0n;
  }

  getMinimumInvariantRatio() {
    return 0n;
  }
}

export class ReClamm extends RangeCurve {
  constructor(state) {
    super("RECLAMM", state);
  }
}

export class ReClammV2 extends RangeCurve {
  constructor(state) {
    super("RECLAMM_V2", state);
  }
}

const CURVES = {
  WEIGHTED: Weighted,
  STABLE: Stable,
  GYROE: GyroECLP,
  GYRO: Gyro2CLP,
  RECLAMM: ReClamm,
  RECLAMM_V2: ReClammV2,
  LIQUIDITY_BOOTSTRAPPING: LiquidityBootstrapping,
  QUANT_AMM_WEIGHTED: QuantAmm,
  FIXED_PRICE_LBP: FixedPriceLBP,
};

const ready = new Ready();

export class Vault {
  constructor(config) {
    for (const key of ["customPoolClasses", "customHookClasses"]) {
      const names = Object.keys(config?.[key] ?? {});
      if (names.length > 0) {
        throw new Error(`${key}: ${names.join(", ")}: pools and hooks written in JavaScript are not supported here`);
      }
    }
  }

  getPool(poolState) {
    const curve = Object.hasOwn(CURVES, poolState?.poolType) ? CURVES[poolState.poolType] : undefined;
    if (curve === undefined) throw new Error(`Unsupported Pool Type: ${described(poolState?.poolType)}`);
    return new curve(poolState);
  }

  getMaxSwapAmount(swapParams, poolState) {
    return this.getPool(poolState).getMaxSwapAmount(swapParams);
  }

  getMaxSingleTokenAddAmount(poolState) {
    return this.getPool(poolState).getMaxSingleTokenAddAmount();
  }

  getMaxSingleTokenRemoveAmount(maxRemoveParams, poolState) {
    return this.getPool(poolState).getMaxSingleTokenRemoveAmount(maxRemoveParams);
  }

  swap(swapInput, poolState, hookState) {
    const { amountRaw, swapKind, tokenIn, tokenOut } = object(swapInput, "swapInput");
    object(poolState, "poolState");
    // Whether it is nothing at all is told without a call, and comparing bigints is one.
    if (!amountRaw && amountRaw === 0n) return 0n;
    const entry = ready.again(poolState, hookState) ?? first(poolState, hookState);
    if (entry === undefined) return buffer(swapInput, poolState);
    if (entry.isClosed) open(poolState);
    entry.trade(tokenIn, tokenOut);
    try {
      return entry.pool.swap(swapKind, entry.indexIn, entry.indexOut, amountRaw);
    } catch (error) {
      throw explained(error, swapInput, poolState, entry.indexOut);
    }
  }

  addLiquidity(addLiquidityInput, poolState, hookState) {
    const { kind, maxAmountsInRaw, minBptAmountOutRaw } = object(addLiquidityInput, "addLiquidityInput");
    const pool = this.#unbalanced(poolState, hookState, "addLiquidity");
    let found;
    if (kind === AddKind.UNBALANCED) found = pool.addUnbalanced(maxAmountsInRaw);
    else if (kind === AddKind.SINGLE_TOKEN_EXACT_OUT) {
      found = pool.addSingleTokenExactOut(single(maxAmountsInRaw, "maxAmountsInRaw"), minBptAmountOutRaw);
    } else throw new Error(`Unsupported AddLiquidity Kind: ${described(kind)}`);
    return { amountsInRaw: found.amounts, bptAmountOutRaw: found.poolTokens };
  }

  removeLiquidity(removeLiquidityInput, poolState, hookState) {
    const { kind, minAmountsOutRaw, maxBptAmountInRaw } = object(removeLiquidityInput, "removeLiquidityInput");
    let found;
    if (kind === RemoveKind.PROPORTIONAL) {
      found = this.#pool(poolState, hookState, "removeLiquidity").removeProportional(maxBptAmountInRaw);
    } else if (kind === RemoveKind.SINGLE_TOKEN_EXACT_IN || kind === RemoveKind.SINGLE_TOKEN_EXACT_OUT) {
      const pool = this.#unbalanced(poolState, hookState, "removeLiquidity");
      const token = single(minAmountsOutRaw, "minAmountsOutRaw");
      found =
        kind === RemoveKind.SINGLE_TOKEN_EXACT_IN
          ? pool.removeSingleTokenExactIn(token, maxBptAmountInRaw)
          : pool.removeSingleTokenExactOut(token, minAmountsOutRaw[token]);
    } else throw new Error(`Unsupported RemoveLiquidity Kind: ${described(kind)}`);
    return { amountsOutRaw: found.amounts, bptAmountInRaw: found.poolTokens };
  }

  #pool(state, hookState, doing) {
    if (object(state, "poolState").poolType === "Buffer") throw new Error(`Buffer pools do not support ${doing}`);
    return ready.of(state, hookState).pool;
  }

  #unbalanced(state, hookState, doing) {
    const pool = this.#pool(state, hookState, doing);
    if (!state.supportsUnbalancedLiquidity) throw new Error(`${doing}: DoesNotSupportUnbalancedLiquidity`);
    return pool;
  }
}

/** The entry of a state that is not as the one asked about last; none for a buffer, which is no pool. */
function first(poolState, hookState) {
  if (poolState.totalSupply === undefined && !("totalSupply" in poolState)) return undefined;
  return ready.of(poolState, hookState);
}

/** The contract's panic says nothing of a pool that holds less than what was asked of it; that package does. */
function explained(error, { swapKind, amountRaw }, { scalingFactors, tokenRates, balancesLiveScaled18 }, token) {
  const live = swapKind === SwapKind.GivenOut ? times(amountRaw * scalingFactors[token], tokenRates[token]) : 0n;
  const most = balancesLiveScaled18[token];
  if (error instanceof EngineError && live > most) {
    error.message += `; tokenAmountOut is greater than the balance available in the pool: ${live} above the limit ${most}`;
  }
  return error;
}

/** The one token whose amount is not 0. */
function single(amounts, field) {
  const places = Array.isArray(amounts) ? amounts.flatMap((amount, i) => (amount === 0n ? [] : [i])) : [];
  if (places.length === 1) return places[0];
  const text = Array.isArray(amounts) ? `${places.length} amounts are not 0; exactly one says which token` : described(amounts);
  throw refused([{ field, code: "range", message: `${field}: ${text}` }]);
}

/** A wrapper's own rate, without the Vault's buffer: `wrapOrUnwrap` of `yb-wasm/engine` has that to the wei. */
function buffer({ amountRaw, tokenIn, swapKind }, { poolType, poolAddress, rate, maxDeposit, maxMint }) {
  if (poolType !== "Buffer") {
    const message = "totalSupply: is missing; expected a bigint (only a state of poolType Buffer has none)";
    throw refused([{ field: "totalSupply", code: "required", message }]);
  }
  for (const [field, value] of Object.entries({ amountRaw, rate })) {
    if (typeof value === "bigint" && value > 0n && value <= MOST) continue;
    const message = `${field}: expected a bigint from 1 to ${MOST}, got ${described(value)}`;
    throw refused([{ field, code: typeof value === "bigint" ? "range" : "type", message }]);
  }
  for (const [field, value] of Object.entries({ tokenIn, poolAddress })) {
    if (typeof value === "string") continue;
    const message = `${field}: expected an address, got ${described(value)}`;
    throw refused([{ field, code: "type", message }]);
  }
  if (amountRaw < LEAST_WRAP) throw new Error(`wrapAmountTooSmall: amountRaw ${amountRaw} is below the limit ${LEAST_WRAP}`);
  const givenIn = swapKind === SwapKind.GivenIn;
  if (sameAddress(tokenIn, poolAddress)) return givenIn ? times(amountRaw, rate) : overUp(amountRaw, rate);
  const [most, name] = givenIn ? [maxDeposit, "Deposit"] : [maxMint, "Mint"];
  if (most && amountRaw > most) throw new Error(`ERC4626ExceededMax${name} ${amountRaw} ${most}`);
  return givenIn ? over(amountRaw, rate) : timesUp(amountRaw, rate);
}

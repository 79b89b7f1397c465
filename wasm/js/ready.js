// Pools of the latest states, for an interface that hands the whole state over at each call.
//
// A state is an object that its owner may change, and so may its lists: every field is compared before a pool counts.
import { Pool } from "./engine.js";

/** How many pools are kept ready between calls. */
const KEPT = 64;

/**
 * What a type of pool has beside the fields that all have, against a copy. Each is read where it stands: by its name in a
 * loop, it would take longer than the quote.
 */
const SAME = {
  WEIGHTED: (a, b) => sameList(a.weights, b.weights),
  STABLE: (a, b) => same(a.amp, b.amp),
  GYROE: (a, b) =>
    same(a.paramsAlpha, b.paramsAlpha) &&
    same(a.paramsBeta, b.paramsBeta) &&
    same(a.paramsC, b.paramsC) &&
    same(a.paramsS, b.paramsS) &&
    same(a.paramsLambda, b.paramsLambda) &&
    same(a.tauAlphaX, b.tauAlphaX) &&
    same(a.tauAlphaY, b.tauAlphaY) &&
    same(a.tauBetaX, b.tauBetaX) &&
    same(a.tauBetaY, b.tauBetaY) &&
    same(a.u, b.u) &&
    same(a.v, b.v) &&
    same(a.w, b.w) &&
    same(a.z, b.z) &&
    same(a.dSq, b.dSq),
  GYRO: (a, b) => same(a.sqrtAlpha, b.sqrtAlpha) && same(a.sqrtBeta, b.sqrtBeta),
  RECLAMM: sameRange,
  RECLAMM_V2: sameRange,
  LIQUIDITY_BOOTSTRAPPING: (a, b) =>
    sameSale(a, b) &&
    same(a.startWeights, b.startWeights) &&
    same(a.endWeights, b.endWeights) &&
    same(a.isProjectTokenSwapInBlocked, b.isProjectTokenSwapInBlocked) &&
    same(a.reserveTokenVirtualBalance, b.reserveTokenVirtualBalance),
  FIXED_PRICE_LBP: (a, b) => sameSale(a, b) && same(a.projectTokenRate, b.projectTokenRate),
  QUANT_AMM_WEIGHTED: (a, b) =>
    same(a.firstFourWeightsAndMultipliers, b.firstFourWeightsAndMultipliers) &&
    same(a.secondFourWeightsAndMultipliers, b.secondFourWeightsAndMultipliers) &&
    same(a.lastUpdateTime, b.lastUpdateTime) &&
    same(a.lastInteropTime, b.lastInteropTime) &&
    same(a.currentTimestamp, b.currentTimestamp) &&
    same(a.maxTradeSizeRatio, b.maxTradeSizeRatio),
};

function sameRange(a, b) {
  return (
    sameList(a.lastVirtualBalances, b.lastVirtualBalances) &&
    same(a.dailyPriceShiftBase, b.dailyPriceShiftBase) &&
    same(a.centerednessMargin, b.centerednessMargin) &&
    same(a.startFourthRootPriceRatio, b.startFourthRootPriceRatio) &&
    same(a.endFourthRootPriceRatio, b.endFourthRootPriceRatio) &&
    same(a.priceRatioUpdateStartTime, b.priceRatioUpdateStartTime) &&
    same(a.priceRatioUpdateEndTime, b.priceRatioUpdateEndTime) &&
    same(a.lastTimestamp, b.lastTimestamp) &&
    same(a.currentTimestamp, b.currentTimestamp)
  );
}

function sameSale(a, b) {
  return (
    same(a.projectTokenIndex, b.projectTokenIndex) &&
    same(a.startTime, b.startTime) &&
    same(a.endTime, b.endTime) &&
    same(a.currentTimestamp, b.currentTimestamp)
  );
}

/** Whether two values are one. In a function for values of all types, identity is looked at first, for bigints too. */
const one = (then, now) => then === now;

/** The same, or lists of the same values. */
const same = (then, now) => one(then, now) || (Array.isArray(then) && sameList(then, now));

function sameList(then, now) {
  const count = then.length;
  if (!Array.isArray(now) || now.length !== count) return false;
  for (let i = 0; i < count; i++) if (!one(then[i], now[i])) return false;
  return true;
}

const copied = (value) => (Array.isArray(value) ? [...value] : value);

/** An object with its lists, so that no change in either shows in it. */
const copy = (object) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, copied(value)]));

/** A pool made of a state, and a copy of all that counts of it. */
class Entry {
  prepared = false;

  constructor(state, hookState) {
    this.pool = new Pool(state, hookState);
    this.state = state;
    this.type = state.poolType;
    this.sameOwn = SAME[this.type];
    this.own = copy(state);
    this.tokens = copied(state.tokens);
    this.scalingFactors = copied(state.scalingFactors);
    this.tokenRates = copied(state.tokenRates);
    this.balances = copied(state.balancesLiveScaled18);
    this.swapFee = state.swapFee;
    this.aggregateSwapFee = state.aggregateSwapFee;
    this.totalSupply = state.totalSupply;
    this.hookType = state.hookType;
    this.hookState = hookState;
    this.hookFields = hookState ? Object.entries(copy(hookState)) : [];
  }

  /** Whether it is still the pool of this state. */
  is(state, hookState) {
    return (
      this.type === state.poolType &&
      sameList(this.balances, state.balancesLiveScaled18) &&
      sameList(this.tokenRates, state.tokenRates) &&
      sameList(this.scalingFactors, state.scalingFactors) &&
      sameList(this.tokens, state.tokens) &&
      same(this.swapFee, state.swapFee) &&
      same(this.aggregateSwapFee, state.aggregateSwapFee) &&
      same(this.totalSupply, state.totalSupply) &&
      this.sameOwn(this.own, state) &&
      this.hookType === state.hookType &&
      this.hookState === hookState &&
      (this.hookFields.length === 0 || this.hookFields.every(([key, value]) => same(value, hookState[key])))
    );
  }
}

export class Ready {
  #entries = new WeakMap();
  /** Those kept, in the order they came; the oldest leaves. */
  #order = [];
  #next = 0;
  #last;

  /** The entry of a state as it is now. */
  of(state, hookState) {
    const last = this.#last;
    const entry = last !== undefined && last.state === state ? last : this.#entry(state);
    if (entry === undefined || !entry.is(state, hookState)) return this.#remember(new Entry(state, hookState), entry);
    this.#last = entry;
    // What is asked twice is asked often.
    if (!entry.prepared) {
      entry.prepared = true;
      entry.pool.prepare();
    }
    return entry;
  }

  #entry(state) {
    return typeof state === "object" && state !== null ? this.#entries.get(state) : undefined;
  }

  #remember(entry, old) {
    this.#last = entry;
    this.#entries.set(entry.state, entry);
    entry.place = old?.place ?? this.#next;
    if (old === undefined) {
      const gone = this.#order[this.#next];
      if (gone !== undefined) this.#entries.delete(gone.state);
      gone?.pool.free();
      this.#next = (this.#next + 1) % KEPT;
    } else {
      old.pool.free();
    }
    this.#order[entry.place] = entry;
    return entry;
  }
}

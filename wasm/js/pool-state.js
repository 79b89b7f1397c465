// A pool's state object, as `@balancer-labs/balancer-maths` has it, written for the engine: numbers in the order that
// wasm/engine/src/message.rs reads, and every fault at once.
//
// A state is read at each quote of who has a new one each time. So fields are named where they are read, which a browser
// remembers by place; and a fault has its words only once there is one.

import { putLong, putShort, putSmall } from "./buffer.js";
import { COPY } from "./copy.js";
import { list as sameList } from "./same.js";

const MOST = (1n << 256n) - 1n;
const MOST_WORD = (1n << 64n) - 1n;
const MOST_SIGNED = (1n << 255n) - 1n;

/** A value in a message: what it is, and no more of it than fits a line. */
export function described(value) {
  switch (typeof value) {
    case "bigint":
      return `${value}`;
    case "string":
      return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? `a list of ${value.length}` : "an object";
    case "function":
      return "a function";
    default:
      return String(value);
  }
}

/** Why a value is no number of the contracts; nothing if it is one. */
function fault(value, signed) {
  if (value === undefined) return { code: "required", text: "is missing; expected a bigint" };
  if (typeof value !== "bigint") return { code: "type", text: `expected a bigint, got ${described(value)}` };
  const [least, most] = signed ? [-MOST_SIGNED, MOST_SIGNED] : [0n, MOST];
  if (value < least) return { code: "range", text: `${value} is below the limit ${least}` };
  if (value > most) return { code: "range", text: `${value} is above the limit ${most}` };
  return undefined;
}

/** The number itself, if the contracts can hold it. */
export function checked(value, field, place) {
  if (typeof value === "bigint" && value >= 0n && value <= MOST) return value;
  throw refused([named(place === undefined ? field : `${field}[${place}]`, fault(value, false))]);
}

function named(field, { code, text }) {
  return { field, code, message: `${field}: ${text}` };
}

/** An Error with its list of faults. */
export function refused(errors) {
  const error = new Error(errors.map(({ message }) => message).join("; "));
  error.errors = errors;
  return error;
}

/** The types of pools: their number in the engine, and how their own fields are read. */
const TYPES = {
  WEIGHTED: {
    kind: 0,
    read({ weights, minTokenBalances }) {
      numbers(weights, "weights", tokenCount);
      small(minTokenBalances === undefined ? 0 : 1);
      if (minTokenBalances !== undefined) numbers(minTokenBalances, "minTokenBalances", tokenCount);
    },
  },
  STABLE: {
    kind: 1,
    read({ amp, maxImbalanceRatio }) {
      number(amp, "amp");
      if (maxImbalanceRatio === undefined) small(0);
      else times(maxImbalanceRatio, "maxImbalanceRatio");
    },
  },
  GYROE: {
    kind: 2,
    read(state) {
      number(state.paramsAlpha, "paramsAlpha");
      number(state.paramsBeta, "paramsBeta");
      number(state.paramsC, "paramsC");
      number(state.paramsS, "paramsS");
      number(state.paramsLambda, "paramsLambda");
      signed(state.tauAlphaX, "tauAlphaX");
      signed(state.tauAlphaY, "tauAlphaY");
      signed(state.tauBetaX, "tauBetaX");
      signed(state.tauBetaY, "tauBetaY");
      signed(state.u, "u");
      signed(state.v, "v");
      signed(state.w, "w");
      signed(state.z, "z");
      signed(state.dSq, "dSq");
    },
  },
  GYRO: {
    kind: 3,
    read({ sqrtAlpha, sqrtBeta }) {
      number(sqrtAlpha, "sqrtAlpha");
      number(sqrtBeta, "sqrtBeta");
    },
  },
  RECLAMM: { kind: 4, read: reclamm },
  RECLAMM_V2: { kind: 5, read: reclamm },
  LIQUIDITY_BOOTSTRAPPING: {
    kind: 6,
    read(state) {
      const project = sale(state);
      for (const key of ["startWeights", "endWeights"]) number(list(state[key], key)?.[project], key, project);
      small(state.isProjectTokenSwapInBlocked ? 1 : 0);
      virtualReserve(state, project);
    },
  },
  FIXED_PRICE_LBP: {
    kind: 7,
    read(state) {
      sale(state);
      number(state.projectTokenRate, "projectTokenRate");
    },
  },
  QUANT_AMM_WEIGHTED: { kind: 8, read: quantAmm },
};

function reclamm(state) {
  numbers(state.lastVirtualBalances, "lastVirtualBalances", 2);
  number(state.dailyPriceShiftBase, "dailyPriceShiftBase");
  number(state.centerednessMargin, "centerednessMargin");
  number(state.startFourthRootPriceRatio, "startFourthRootPriceRatio");
  number(state.endFourthRootPriceRatio, "endFourthRootPriceRatio");
  number(state.priceRatioUpdateStartTime, "priceRatioUpdateStartTime");
  number(state.priceRatioUpdateEndTime, "priceRatioUpdateEndTime");
  number(state.lastTimestamp, "lastTimestamp");
  number(state.currentTimestamp, "currentTimestamp");
}

/** What both sales have; the index of the token that is sold. */
function sale({ projectTokenIndex, startTime, endTime, currentTimestamp }) {
  if (projectTokenIndex === 0 || projectTokenIndex === 1) small(projectTokenIndex);
  else wrong("projectTokenIndex", "range", `${described(projectTokenIndex)} is neither 0 nor 1`);
  number(startTime, "startTime");
  number(endTime, "endTime");
  number(currentTimestamp, "currentTimestamp");
  return projectTokenIndex;
}

/** The contract says it in the reserve token's smallest units, and counts it live. */
function virtualReserve({ reserveTokenVirtualBalance, scalingFactors }, project) {
  const raw = reserveTokenVirtualBalance ?? 0n;
  const factor = Array.isArray(scalingFactors) ? scalingFactors[1 - project] : undefined;
  // What is wrong with a factor is told where the tokens are read.
  number(typeof raw === "bigint" && typeof factor === "bigint" ? raw * factor : raw, "reserveTokenVirtualBalance");
}

/** Weights and multipliers come in two lists of up to four tokens each: all weights, then all multipliers. */
function quantAmm(state) {
  const lists = [["firstFourWeightsAndMultipliers", Math.min(tokenCount, 4)]];
  if (tokenCount > 4) lists.push(["secondFourWeightsAndMultipliers", tokenCount - 4]);
  for (const half of [0, 1]) {
    for (const [key, count] of lists) {
      const values = list(state[key], key);
      for (let i = half * count; i < (half + 1) * count; i++) {
        if (half === 0) number(values?.[i], key, i);
        else signed(values?.[i], key, i);
      }
    }
  }
  number(state.lastUpdateTime, "lastUpdateTime");
  number(state.lastInteropTime, "lastInteropTime");
  number(state.currentTimestamp, "currentTimestamp");
  number(state.maxTradeSizeRatio, "maxTradeSizeRatio");
}

/** The hooks: their number in the engine, and how their parameters are read. */
const HOOKS = {
  StableSurge: { kind: 1, read: surge },
  ExitFee: {
    kind: 2,
    read: ({ removeLiquidityHookFeePercentage }) =>
      number(removeLiquidityHookFeePercentage, "removeLiquidityHookFeePercentage"),
  },
  DirectionalFee: { kind: 3, read: () => {} },
  Akron: {
    kind: 4,
    read: ({ minimumSwapFeePercentage }) => number(minimumSwapFeePercentage, "minimumSwapFeePercentage"),
  },
  EclpSurge: {
    kind: 5,
    read(state) {
      surge(state);
      number(state.imbalanceSlopeBelowPeak ?? ONE, "imbalanceSlopeBelowPeak");
      number(state.imbalanceSlopeAbovePeak ?? ONE, "imbalanceSlopeAbovePeak");
    },
  },
};

const ONE = 10n ** 18n;

function surge({ surgeThresholdPercentage, maxSurgeFeePercentage }) {
  number(surgeThresholdPercentage, "surgeThresholdPercentage");
  number(maxSurgeFeePercentage, "maxSurgeFeePercentage");
}

/** The message that is written now: where its next number goes, of how many tokens it is, and what is wrong with it. */
let place = 0;
let tokenCount = 0;
let errors;
/** Where the object that is read stands in what was given. */
let path = "";

function begin(kind, count) {
  place = 0;
  tokenCount = count;
  errors = undefined;
  path = "";
  small(kind);
  small(count);
}

/** Throws what was wrong. */
function end() {
  if (errors !== undefined) throw refused(errors);
}

function wrong(key, code, text) {
  errors ??= [];
  errors.push(named(path + key, { code, text }));
}

/** A number of the program's own. */
function small(value) {
  putSmall(place++, value);
}

function number(value, key, index) {
  if (putShort(place, value)) place++;
  else long(value, key, index, fault(value, false));
}

function signed(value, key, index) {
  if (putShort(place, value)) place++;
  else long(value, key, index, fault(value, true));
}

/** A number of more than 128 bits or below 0; or none at all. */
function long(value, key, index, found) {
  if (found === undefined) putLong(place++, value);
  else wrong(index === undefined ? key : `${key}[${index}]`, found.code, found.text);
}

/** A number of times, from 1. */
function times(value, key) {
  if (value === 0n) wrong(key, "range", "0 is below the limit 1");
  else if (typeof value === "bigint" && value > MOST_WORD) wrong(key, "range", `${value} is above the limit ${MOST_WORD}`);
  else number(value, key);
}

function list(value, key) {
  if (Array.isArray(value)) return value;
  if (!errors?.some(({ field }) => field === path + key)) {
    wrong(key, value === undefined ? "required" : "type", `expected a list, got ${described(value)}`);
  }
  return undefined;
}

function numbers(value, key, count) {
  if (list(value, key) === undefined) return;
  if (value.length !== count) wrong(key, "range", `a list of ${value.length}; this pool has ${count}`);
  else for (let i = 0; i < count; i++) number(value[i], key, i);
}

/** What must be an object. */
export function object(value, field) {
  if (typeof value === "object" && value !== null) return value;
  throw refused([named(field, { code: "type", text: `expected an object, got ${described(value)}` })]);
}

/** Writes the message of a curve alone: of its type and own parameters. */
export function readCurve(type, state, count) {
  const own = COPY[type](state);
  begin(TYPES[type].kind, count);
  TYPES[type].read(own);
  end();
}

/** A copy of a state, with all of it that counts. */
export function copied(state) {
  const { poolType } = object(state, "poolState");
  if (!Object.hasOwn(COPY, poolType)) throw new Error(`Unsupported Pool Type: ${described(poolType)}`);
  return COPY[poolType](state);
}

/** A copy of the state of a hook, if there is one. */
export function copiedHook(state, hookState) {
  return state.hookType && hookState ? { ...hookState } : undefined;
}

/**
 * Writes the message of a pool, which may have the tokens of the state `before`. All are copies: to read an object of
 * somebody else's may run anything, and there is one message at a time.
 */
export function read(state, hookState, before) {
  const type = TYPES[state.poolType];
  const tokensStay = before !== undefined && sameTokens(before, state);
  const tokens = Array.isArray(state.tokens) ? state.tokens : [];
  begin(type.kind, tokens.length);
  list(state.tokens, "tokens");
  if (!tokensStay) readNames(tokens);
  type.read(state);
  number(state.swapFee, "swapFee");
  number(state.aggregateSwapFee ?? 0n, "aggregateSwapFee");
  number(state.totalSupply, "totalSupply");
  small(tokensStay ? 1 : 0);
  if (!tokensStay) readTokens(state);
  readBalances(state);
  hook(state.hookType, hookState);
  end();
}

function sameTokens(a, b) {
  return sameList(a.tokens, b.tokens) && sameList(a.scalingFactors, b.scalingFactors) && sameList(a.tokenRates, b.tokenRates);
}

function readTokens(state) {
  const factors = column(state.scalingFactors, "scalingFactors");
  const rates = column(state.tokenRates, "tokenRates");
  for (let i = 0; i < tokenCount; i++) {
    if (i < factors.length) number(factors[i], "scalingFactors", i);
    if (i < rates.length) number(rates[i], "tokenRates", i);
  }
}

/** The live balances; or the raw ones, where they are said, from which the others must follow. */
function readBalances({ balancesRaw, balancesLiveScaled18, scalingFactors, tokenRates }) {
  const key = balancesRaw === undefined ? "balancesLiveScaled18" : "balancesRaw";
  small(balancesRaw === undefined ? 0 : 1);
  const balances = column(balancesRaw === undefined ? balancesLiveScaled18 : balancesRaw, key);
  for (let i = 0; i < tokenCount && i < balances.length; i++) number(balances[i], key, i);
  if (balancesRaw === undefined) return;
  const lives = column(balancesLiveScaled18, "balancesLiveScaled18");
  if (errors !== undefined) return;
  lives.forEach((live, i) => {
    const follows = (balancesRaw[i] * scalingFactors[i] * tokenRates[i]) / ONE;
    if (live !== follows) wrong(`${key}[${i}]`, "conflict", `${balancesRaw[i]} is ${follows} live, not ${described(live)}`);
  });
}

/** Addresses, all of them different in any case. */
function readNames(tokens) {
  tokens.forEach((token, i) => {
    if (typeof token !== "string" || token === "") {
      wrong(`tokens[${i}]`, "type", `expected an address, got ${described(token)}`);
    }
  });
  const names = tokens.map((token) => String(token).toLowerCase());
  names.forEach((name, i) => {
    if (names.indexOf(name) < i) wrong(`tokens[${i}]`, "conflict", `${described(tokens[i])} is in the pool twice`);
  });
}

/** A list with one number a token. */
function column(value, key) {
  if (list(value, key) === undefined) return [];
  if (value.length !== tokenCount) {
    wrong(key, "range", `a list of ${value.length}; this pool has ${tokenCount} tokens`);
  }
  return value;
}

function hook(name, state) {
  if (!name) {
    small(0);
    return;
  }
  const known = Object.hasOwn(HOOKS, name) ? HOOKS[name] : undefined;
  if (known === undefined) throw new Error(`Unsupported Hook Type: ${name}`);
  if (!state) throw new Error(`No state for Hook: ${name}`);
  small(known.kind);
  path = "hookState.";
  known.read(state);
  path = "";
}

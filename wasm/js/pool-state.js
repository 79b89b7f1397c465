// A pool's state object, as `@balancer-labs/balancer-maths` has it, read for the engine: a list of numbers in the order
// that wasm/engine/src/message.rs reads, and every fault at once.

const MOST = (1n << 256n) - 1n;
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

const ECLP = ["tauAlphaX", "tauAlphaY", "tauBetaX", "tauBetaY", "u", "v", "w", "z", "dSq"];
const SALE = ["projectTokenIndex", "startTime", "endTime", "currentTimestamp"];

/** The types of pools: their number in the engine, and how their own fields are read. */
const TYPES = {
  WEIGHTED: { kind: 0n, read: (form) => form.numbers("weights", form.count) },
  STABLE: { kind: 1n, read: (form) => form.number("amp") },
  GYROE: {
    kind: 2n,
    read(form) {
      for (const key of ["paramsAlpha", "paramsBeta", "paramsC", "paramsS", "paramsLambda"]) form.number(key);
      for (const key of ECLP) form.number(key, true);
    },
  },
  GYRO: {
    kind: 3n,
    read(form) {
      form.number("sqrtAlpha");
      form.number("sqrtBeta");
    },
  },
  RECLAMM: { kind: 4n, read: reclamm },
  RECLAMM_V2: { kind: 5n, read: reclamm },
  LIQUIDITY_BOOTSTRAPPING: {
    kind: 6n,
    read(form) {
      const project = sale(form);
      for (const key of ["startWeights", "endWeights"]) {
        form.put(form.list(key)?.[project], `${key}[${project}]`);
      }
      form.message.push(form.state.isProjectTokenSwapInBlocked ? 1n : 0n);
      form.put(form.state.reserveTokenVirtualBalance ?? 0n, "reserveTokenVirtualBalance");
    },
  },
  FIXED_PRICE_LBP: {
    kind: 7n,
    read(form) {
      sale(form);
      form.number("projectTokenRate");
    },
  },
  QUANT_AMM_WEIGHTED: { kind: 8n, read: quantAmm },
};

function reclamm(form) {
  form.numbers("lastVirtualBalances", 2);
  for (const key of [
    "dailyPriceShiftBase",
    "centerednessMargin",
    "startFourthRootPriceRatio",
    "endFourthRootPriceRatio",
    "priceRatioUpdateStartTime",
    "priceRatioUpdateEndTime",
    "lastTimestamp",
    "currentTimestamp",
  ]) {
    form.number(key);
  }
}

/** What both sales have; the index of the token that is sold. */
function sale(form) {
  const project = form.state.projectTokenIndex;
  if (project === 0 || project === 1) form.message.push(BigInt(project));
  else form.fault("projectTokenIndex", "range", `${described(project)} is neither 0 nor 1`);
  for (const key of SALE.slice(1)) form.number(key);
  return project;
}

/** Weights and multipliers come in two lists of up to four tokens each: all weights, then all multipliers. */
function quantAmm(form) {
  const lists = [["firstFourWeightsAndMultipliers", Math.min(form.count, 4)]];
  if (form.count > 4) lists.push(["secondFourWeightsAndMultipliers", form.count - 4]);
  for (const half of [0, 1]) {
    for (const [key, count] of lists) {
      for (let i = half * count; i < (half + 1) * count; i++) form.put(form.list(key)?.[i], `${key}[${i}]`, half === 1);
    }
  }
  for (const key of ["lastUpdateTime", "lastInteropTime", "currentTimestamp", "maxTradeSizeRatio"]) form.number(key);
}

/** The hooks: their number in the engine and their parameters. */
const HOOKS = {
  StableSurge: { kind: 1n, keys: ["surgeThresholdPercentage", "maxSurgeFeePercentage"] },
  ExitFee: { kind: 2n, keys: ["removeLiquidityHookFeePercentage"] },
  DirectionalFee: { kind: 3n, keys: [] },
  Akron: { kind: 4n, keys: ["minimumSwapFeePercentage"] },
  EclpSurge: { kind: 5n, keys: ["surgeThresholdPercentage", "maxSurgeFeePercentage"], slopes: true },
};

const ONE = 10n ** 18n;

/** An object while it is read: numbers go to the message, faults to the list. */
class Form {
  message = [];
  errors = [];

  constructor(state, path = "") {
    this.state = state;
    this.path = path;
  }

  fault(key, code, text) {
    this.errors.push(named(this.path + key, { code, text }));
  }

  put(value, key, signed = false) {
    const wrong = fault(value, signed);
    if (wrong === undefined) this.message.push(value);
    else this.errors.push(named(this.path + key, wrong));
  }

  number(key, signed = false) {
    this.put(this.state[key], key, signed);
  }

  list(key) {
    const list = this.state[key];
    if (Array.isArray(list)) return list;
    if (!this.errors.some(({ field }) => field === this.path + key)) {
      this.fault(key, list === undefined ? "required" : "type", `expected a list, got ${described(list)}`);
    }
    return undefined;
  }

  numbers(key, count) {
    const list = this.list(key);
    if (list === undefined) return;
    if (list.length !== count) this.fault(key, "range", `a list of ${list.length}; this pool has ${count}`);
    else list.forEach((value, i) => this.put(value, `${key}[${i}]`));
  }
}

function typed(state) {
  if (typeof state !== "object" || state === null) {
    throw refused([named("poolState", { code: "type", text: `expected an object, got ${described(state)}` })]);
  }
  const type = Object.hasOwn(TYPES, state.poolType) ? TYPES[state.poolType] : undefined;
  if (type === undefined) throw new Error(`Unsupported Pool Type: ${described(state.poolType)}`);
  return type;
}

/** The message of a curve alone: of its type and own parameters. */
export function readCurve(type, state, count) {
  const form = new Form(state);
  form.count = count;
  form.message.push(TYPES[type].kind, BigInt(count));
  TYPES[type].read(form);
  if (form.errors.length > 0) throw refused(form.errors);
  return form.message;
}

/** The message of a pool and the number of its tokens. */
export function read(state, hookState) {
  const type = typed(state);
  const form = new Form(state);
  const tokens = form.list("tokens") ?? [];
  form.count = tokens.length;
  tokens.forEach((token, i) => {
    if (typeof token !== "string" || token === "") {
      form.fault(`tokens[${i}]`, "type", `expected an address, got ${described(token)}`);
    }
  });
  const names = tokens.map((token) => String(token).toLowerCase());
  names.forEach((name, i) => {
    if (names.indexOf(name) < i) form.fault(`tokens[${i}]`, "conflict", `${described(tokens[i])} is in the pool twice`);
  });
  form.message.push(type.kind, BigInt(form.count));
  type.read(form);
  form.number("swapFee");
  form.put(state.aggregateSwapFee ?? 0n, "aggregateSwapFee");
  form.number("totalSupply");
  const columns = ["scalingFactors", "tokenRates", "balancesLiveScaled18"].map((key) => {
    const list = form.list(key);
    if (list !== undefined && list.length !== form.count) {
      form.fault(key, "range", `a list of ${list.length}; this pool has ${form.count} tokens`);
    }
    return [key, list ?? []];
  });
  for (let i = 0; i < form.count; i++) {
    for (const [key, list] of columns) if (i < list.length) form.put(list[i], `${key}[${i}]`);
  }
  hook(form, state.hookType, hookState);
  if (form.errors.length > 0) throw refused(form.errors);
  return { message: form.message, count: form.count, type: state.poolType };
}

function hook(form, name, state) {
  if (!name) {
    form.message.push(0n);
    return;
  }
  const known = Object.hasOwn(HOOKS, name) ? HOOKS[name] : undefined;
  if (known === undefined) throw new Error(`Unsupported Hook Type: ${name}`);
  if (!state) throw new Error(`No state for Hook: ${name}`);
  const inside = new Form(state, "hookState.");
  inside.message.push(known.kind);
  for (const key of known.keys) inside.number(key);
  if (known.slopes) {
    for (const key of ["imbalanceSlopeBelowPeak", "imbalanceSlopeAbovePeak"]) inside.put(state[key] ?? ONE, key);
  }
  form.message.push(...inside.message);
  form.errors.push(...inside.errors);
}

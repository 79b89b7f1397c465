// The exact engine by itself: pools prepared once, tokens by their index, many amounts in one call.
//
// Numbers cross as 64-bit words in a buffer of the module's memory; see wasm/engine/src/lib.rs.
import { ERRORS } from "./engine-errors.js";
import { checked, described, read } from "./pool-state.js";

export const SwapKind = Object.freeze({ GivenIn: 0, GivenOut: 1, 0: "GivenIn", 1: "GivenOut" });

const WORD = 64n;
const NO_HANDLE = 0x8000_0000;

/** What a contract would refuse, by its name there. */
export class EngineError extends Error {
  constructor(code, doing) {
    const [name, text] = ERRORS[code - 1] ?? ["Unknown", `error ${code}`];
    super(`${doing}: ${name}: ${text}`);
    this.name = "EngineError";
    this.code = name;
  }
}

let ready;
let engine;
/** `engine.swap`: what is called most is looked up once. */
let swapOne;
/** The buffer as words; as halves, which tell without a bigint whether a word is 0; and as floats, whose 0 is a word of 0. */
let words = new BigUint64Array(0);
let halves = new Uint32Array(0);
let floats = new Float64Array(0);
/** Small upper words, where they belong in a number: those that amounts of 18 decimals have, made when they are first read. */
const uppers = new Array(4096);
/** How long it is; `words.length` becomes 0 when the memory grows. */
let size = 0;

/**
 * Loads the module, once; later calls give the same promise. A load that failed may be tried again. Without an argument
 * the module beside this file is taken.
 */
export function init(source) {
  ready ??= load(source).catch((error) => {
    ready = undefined;
    throw error;
  });
  return ready;
}

async function load(source) {
  const from = (await source) ?? (await beside());
  const { instance } = await instantiate(from);
  engine = instance.exports;
  swapOne = engine.swap;
  room(64);
}

async function instantiate(from) {
  if (from instanceof WebAssembly.Module) return { instance: await WebAssembly.instantiate(from, {}) };
  if (ArrayBuffer.isView(from) || from instanceof ArrayBuffer) return WebAssembly.instantiate(from, {});
  const response = from instanceof Response ? from : await fetch(from);
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${response.statusText}`);
  return WebAssembly.instantiate(await response.arrayBuffer(), {});
}

async function beside() {
  const url = new URL("./engine_bg.wasm", import.meta.url);
  if (url.protocol !== "file:") return url;
  // Node's fetch does not read files. The name is a variable so that bundlers leave it alone.
  const files = "node:fs/promises";
  const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ files);
  return readFile(url);
}

/** The engine, with room for this many numbers in its buffer. */
function room(numbers) {
  const length = 4 * numbers + 64;
  if (words.length < length) find(length);
  return engine;
}

/** Finds the buffer in the memory, this many words long at least. */
function find(length) {
  if (engine === undefined) throw new Error("the engine is not loaded: await init() first");
  size = Math.max(size, length);
  const start = engine.buffer(size);
  const { buffer } = engine.memory;
  words = new BigUint64Array(buffer, start, size);
  halves = new Uint32Array(buffer, start, 2 * size);
  floats = new Float64Array(buffer, start, size);
}

/** Writes a number, if it is one from 0 to 2^128 - 1; whether it was. */
function putShort(place, number) {
  if (typeof number !== "bigint") return false;
  const at = 4 * place;
  words[at] = number;
  if (BigInt.asUintN(64, number) === number) {
    floats[at + 1] = 0;
  } else {
    const high = number >> WORD;
    if (BigInt.asUintN(64, high) !== high) return false;
    words[at + 1] = high;
  }
  floats[at + 2] = 0;
  floats[at + 3] = 0;
  return true;
}

/** Writes a number, which is an integer of at most 256 bits; one below 0 in two's complement. */
function put(place, number) {
  if (putShort(place, number)) return;
  const at = 4 * place;
  words[at + 1] = number >> WORD;
  words[at + 2] = number >> 128n;
  words[at + 3] = number >> 192n;
}

function get(place) {
  const at = 4 * place;
  const half = 2 * at;
  let number = words[at];
  const upper = halves[half + 2];
  if (halves[half + 3] !== 0 || upper >= uppers.length) number |= words[at + 1] << WORD;
  else if (upper !== 0) number |= uppers[upper] ??= BigInt(upper) << WORD;
  if ((halves[half + 4] | halves[half + 5] | halves[half + 6] | halves[half + 7]) === 0) return number;
  return number | (words[at + 2] << 128n) | (words[at + 3] << 192n);
}

function list(count) {
  const numbers = new Array(count);
  for (let i = 0; i < count; i++) numbers[i] = get(i);
  return numbers;
}

function done(code, doing) {
  // A call may have moved the memory.
  if (words.length === 0) find(0);
  if (code !== 0) throw new EngineError(code, doing);
}

function index(value, field, count) {
  if (value >>> 0 === value && value < count) return value;
  throw new RangeError(`${field}: ${described(value)} is no token's index; the pool has 0 to ${count - 1}`);
}

function kindOf(kind) {
  if (kind === 0 || kind === 1) return kind;
  throw new RangeError(`kind: ${described(kind)} is neither 0 (GivenIn) nor 1 (GivenOut)`);
}

const forgotten = new FinalizationRegistry((handle) => engine.free(handle));

/** Sends a message; the handle of what the engine keeps. */
function keep(numbers, make, doing) {
  const to = room(numbers.length);
  for (let i = 0; i < numbers.length; i++) put(i, numbers[i]);
  const handle = to[make]() >>> 0;
  done(handle < NO_HANDLE ? 0 : handle - NO_HANDLE, doing);
  return handle;
}

/** A pool as it stands between two blocks. Its state is read once: what is changed in the object later does not count. */
export class Pool {
  #handle;
  #tokens;

  /** From the state of `@balancer-labs/balancer-maths`, and that of its hook. */
  constructor(state, hookState) {
    const { message, count, type } = read(state, hookState);
    this.#handle = keep(message, "pool", type);
    this.#tokens = count;
    forgotten.register(this, this.#handle, this);
  }

  get #open() {
    if (this.#handle === undefined) throw new Error("the pool was freed");
    return this.#handle;
  }

  /** Works out the invariant once, for many swaps. */
  prepare() {
    done(room(0).prepare(this.#open), "prepare");
    return this;
  }

  /** The amount calculated: out for an amount in (`GivenIn`), in for an amount out (`GivenOut`). Raw units. */
  swap(kind, tokenIn, tokenOut, amount) {
    const handle = this.#open;
    room(1);
    index(tokenIn, "tokenIn", this.#tokens);
    index(tokenOut, "tokenOut", this.#tokens);
    if (!putShort(0, amount)) put(0, checked(amount, "amount"));
    done(swapOne(handle, kindOf(kind), tokenIn, tokenOut), "swap");
    return get(0);
  }

  /** The same for many amounts in one call; `null` where the pool refuses. */
  swaps(kind, tokenIn, tokenOut, amounts) {
    const handle = this.#open;
    const [a, b] = this.#pair(tokenIn, tokenOut);
    const count = amounts.length;
    room(count + ((count + 3) >> 2));
    for (let i = 0; i < count; i++) {
      if (!putShort(i, amounts[i])) put(i, checked(amounts[i], "amounts", i));
    }
    done(engine.swaps(handle, kindOf(kind), a, b, count), "swaps");
    const answers = new Array(count);
    for (let i = 0; i < count; i++) answers[i] = halves[2 * (4 * count + i)] === 0 ? get(i) : null;
    return answers;
  }

  /** The most that can be given of a swap. */
  maxSwap(kind, tokenIn, tokenOut) {
    const [a, b] = this.#pair(tokenIn, tokenOut);
    done(engine.most_swap(this.#open, kindOf(kind), a, b), "maxSwap");
    return get(0);
  }

  /** Exact amounts of all tokens, zeros included. */
  addUnbalanced(amounts) {
    if (!Array.isArray(amounts) || amounts.length !== this.#tokens) {
      throw new RangeError(`amounts: ${described(amounts)}; the pool has ${this.#tokens} tokens, and wants an amount of each`);
    }
    room(this.#tokens + 1);
    amounts.forEach((amount, i) => put(i, checked(amount, "amounts", i)));
    return this.#moves(engine.add(this.#open, 0, 0), "addUnbalanced");
  }

  /** Exact pool tokens, paid in one token. */
  addSingleTokenExactOut(token, poolTokens) {
    return this.#visit("add", 1, token, poolTokens, "addSingleTokenExactOut");
  }

  /** Exact pool tokens, paid in proportion. */
  addProportional(poolTokens) {
    return this.#visit("add", 2, 0, poolTokens, "addProportional");
  }

  /** The largest join that pays in one token. */
  maxSingleTokenAdd(token) {
    return this.#visit("add", 3, token, 0n, "maxSingleTokenAdd");
  }

  /** Exact pool tokens for all tokens in proportion. */
  removeProportional(poolTokens) {
    return this.#visit("remove", 0, 0, poolTokens, "removeProportional");
  }

  /** Exact pool tokens for one token. */
  removeSingleTokenExactIn(token, poolTokens) {
    return this.#visit("remove", 1, token, poolTokens, "removeSingleTokenExactIn");
  }

  /** An exact amount of one token. */
  removeSingleTokenExactOut(token, amount) {
    return this.#visit("remove", 2, token, amount, "removeSingleTokenExactOut");
  }

  /** Exact pool tokens of a pool in recovery mode. */
  removeRecovery(poolTokens) {
    return this.#visit("remove", 3, 0, poolTokens, "removeRecovery");
  }

  /** The largest exit that takes one token. */
  maxSingleTokenRemove(token) {
    return this.#visit("remove", 4, token, 0n, "maxSingleTokenRemove");
  }

  /** Gives the pool's memory back; else the garbage collector does. */
  free() {
    if (this.#handle === undefined) return;
    forgotten.unregister(this);
    engine.free(this.#handle);
    this.#handle = undefined;
  }

  #pair(tokenIn, tokenOut) {
    room(1);
    return [index(tokenIn, "tokenIn", this.#tokens), index(tokenOut, "tokenOut", this.#tokens)];
  }

  #visit(call, kind, token, number, doing) {
    room(this.#tokens + 1);
    put(0, checked(number, "amount"));
    return this.#moves(engine[call](this.#open, kind, index(token, "token", this.#tokens)), doing);
  }

  #moves(code, doing) {
    done(code, doing);
    return { amounts: list(this.#tokens), poolTokens: get(this.#tokens) };
  }
}

/** A curve without tokens and fees: it is asked at live balances, with 18 decimals and their rates applied. */
export class Curve {
  #handle;

  constructor(message, type) {
    this.#handle = keep(message, "curve", type);
    forgotten.register(this, this.#handle);
  }

  /** `question` as in wasm/engine/src/lib.rs. */
  ask(question, doing, balances = [], first = 0, second = 0, number = 0n) {
    const count = balances.length;
    const to = room(count + 1);
    balances.forEach((balance, i) => put(i, checked(balance, "balancesLiveScaled18", i)));
    put(count, checked(number, "number"));
    done(to.ask(this.#handle, question, first, second, count), doing);
    return get(0);
  }
}

/**
 * Wraps or unwraps in a buffer, as the Vault does: `direction` 0 wraps, 1 unwraps. `assets` are what `shares` of the
 * wrapper are worth; `underlying` and `wrapped` are what the buffer holds.
 */
export function wrapOrUnwrap({ assets, shares, underlying, wrapped }, direction, kind, amount) {
  const numbers = { assets, shares, underlying, wrapped, amount };
  room(5);
  if (direction !== 0 && direction !== 1) {
    throw new RangeError(`direction: ${described(direction)} is neither 0 (wrap) nor 1 (unwrap)`);
  }
  Object.keys(numbers).forEach((key, i) => put(i, checked(numbers[key], key)));
  done(engine.wrap(direction, kindOf(kind)), "wrapOrUnwrap");
  return get(0);
}

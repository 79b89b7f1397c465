// The exact engine by itself: pools prepared once, tokens by their index, many amounts in one call.
//
// Numbers cross in a buffer of the module's memory; see wasm/engine/src/lib.rs.
import { get, list, open, put, putShort, room, settle, wordIsZero } from "./buffer.js";
import { ERRORS } from "./engine-errors.js";
import { checked, copied, copiedHook, described, read, readCurve } from "./pool-state.js";

export const SwapKind = Object.freeze({ GivenIn: 0, GivenOut: 1, 0: "GivenIn", 1: "GivenOut" });

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
  open(engine);
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

function done(code, doing) {
  settle();
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

/** What the engine keeps of a message: a handle, unless it is an error. */
function kept(handle, doing) {
  handle >>>= 0;
  done(handle < NO_HANDLE ? 0 : handle - NO_HANDLE, doing);
  return handle;
}

/** A pool as it stands between two blocks. Its state is read once: what is changed in the object later does not count. */
export class Pool {
  #handle;
  #tokens;

  /** From the state of `@balancer-labs/balancer-maths`, and that of its hook. */
  constructor(state, hookState) {
    const own = copied(state);
    read(own, copiedHook(own, hookState));
    this.#handle = kept(engine.pool(), own.poolType);
    this.#tokens = own.tokens.length;
    forgotten.register(this, this.#handle, this);
  }

  /**
   * Makes it the pool of another state than the one `before`; all are copies. That is faster the more stays as it was.
   * After an error it is as if freed. For the drop-in.
   */
  renew(own, ownHook, before) {
    const handle = this.#open;
    try {
      read(own, ownHook, before);
    } catch (error) {
      this.free();
      throw error;
    }
    const code = engine.renew(handle);
    if (code !== 0) this.#forget();
    done(code, own.poolType);
    this.#tokens = own.tokens.length;
  }

  get #open() {
    if (this.#handle === undefined) throw new Error("the pool was freed");
    return this.#handle;
  }

  /** Works out the invariant once, for many swaps. */
  prepare() {
    done(engine.prepare(this.#open), "prepare");
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
    for (let i = 0; i < count; i++) answers[i] = wordIsZero(4 * count + i) ? get(i) : null;
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
    engine.free(this.#handle);
    this.#forget();
  }

  #forget() {
    forgotten.unregister(this);
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

  constructor(type, state, count) {
    readCurve(type, state, count);
    this.#handle = kept(engine.curve(), type);
    forgotten.register(this, this.#handle);
  }

  /** `question` as in wasm/engine/src/lib.rs. */
  ask(question, doing, balances = [], first = 0, second = 0, number = 0n) {
    const count = balances.length;
    room(count + 1);
    balances.forEach((balance, i) => put(i, checked(balance, "balancesLiveScaled18", i)));
    put(count, checked(number, "number"));
    done(engine.ask(this.#handle, question, first, second, count), doing);
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

// Pools of the latest states, for an interface that hands the whole state over at each call.
//
// A state is an object that its owner may change, and so may its lists: every field is compared with a copy before a pool
// counts. What was asked about last comes first, then what the same pool was asked about before.
import { Pool } from "./engine.js";
import { copied, copiedHook, described, refused } from "./pool-state.js";
import { SAME, list, sameHook } from "./same.js";

/** Of how many pools states are kept ready between calls, and how many of each. */
const POOLS = 64;
const STATES = 8;

/** The types whose swaps can be switched off. */
const SALES = ["LIQUIDITY_BOOTSTRAPPING", "FIXED_PRICE_LBP"];

/** What nobody asks about. */
const NO_TOKEN = Symbol("no token");

/** Addresses are the same in any case. */
export const sameAddress = (a, b) => a === b || a.toLowerCase() === b.toLowerCase();

function place(tokens, token, field, name) {
  if (typeof token !== "string") {
    const message = `${field}: expected an address, got ${described(token)}`;
    throw refused([{ field, code: "type", message }]);
  }
  const found = tokens.findIndex((other) => sameAddress(other, token));
  if (found < 0) throw new Error(`${name} token not found on pool: ${field} ${described(token)}`);
  return found;
}

/** A pool made of a state, and a copy of all that counts of it. */
class Entry {
  /** The tokens asked about last, and their indices: whoever asks twice asks for the same pair. */
  tokenIn = NO_TOKEN;
  tokenOut = NO_TOKEN;
  indexIn = 0;
  indexOut = 0;

  /** After an error it is none. */
  constructor(state, hookState) {
    this.own = copied(state);
    this.ownHook = copiedHook(this.own, hookState);
    this.pool = new Pool(this.own, this.ownHook);
    this.#keep(state);
  }

  /** Makes it that of another state; after an error it is none. */
  renew(state, hookState) {
    const before = this.own;
    this.own = copied(state);
    this.ownHook = copiedHook(this.own, hookState);
    this.pool.renew(this.own, this.ownHook, before);
    if (!list(before.tokens, this.own.tokens)) this.tokenIn = NO_TOKEN;
    this.#keep(state);
  }

  #keep(state) {
    const { poolType, isSwapEnabled } = this.own;
    this.state = state;
    this.prepared = false;
    this.same = SAME[poolType];
    this.isClosed = isSwapEnabled === false && SALES.includes(poolType);
  }

  /** Whether it is still the pool of this state. */
  is(state, hookState) {
    const { own, ownHook } = this;
    const same = this.same(own, state) && (ownHook === undefined || (hookState && sameHook(ownHook, hookState)));
    // To read somebody else's object may run anything, and make this the pool of another state meanwhile.
    return same && this.own === own;
  }

  /** Finds the indices of a pair. */
  trade(tokenIn, tokenOut) {
    if (Object.is(this.tokenIn, tokenIn) && Object.is(this.tokenOut, tokenOut)) return;
    const indexIn = place(this.own.tokens, tokenIn, "tokenIn", "Input");
    this.indexOut = place(this.own.tokens, tokenOut, "tokenOut", "Output");
    this.indexIn = indexIn;
    this.tokenIn = tokenIn;
    this.tokenOut = tokenOut;
  }
}

/** The latest states of one pool; each gives its place to a later one. */
class States {
  #entries = [];
  #latest;
  #next = 0;

  /** The entry of a state as it is now. */
  of(state, hookState) {
    const latest = this.#latest;
    if (latest?.is(state, hookState)) return again((this.#latest = latest));
    const known = this.#entries.findIndex((entry) => entry?.state === state);
    const entry = this.#entries[known];
    if (entry?.is(state, hookState)) return again((this.#latest = entry));
    this.#latest = undefined;
    return (this.#latest = this.#put(known < 0 ? this.#next : known, state, hookState));
  }

  /** Puts a state in a place. What stood there is the same pool a moment before. */
  #put(place, state, hookState) {
    let entry = this.#entries[place];
    // If something goes wrong, nothing stands there.
    this.#entries[place] = undefined;
    if (entry === undefined) entry = new Entry(state, hookState);
    else entry.renew(state, hookState);
    this.#entries[place] = entry;
    if (place === this.#next) this.#next = (place + 1) % STATES;
    return entry;
  }

  free() {
    for (const entry of this.#entries) entry?.pool.free();
  }
}

/** An entry that is asked for once more: it will be asked for often. */
function again(entry) {
  if (!entry.prepared) {
    entry.prepared = true;
    entry.pool.prepare();
  }
  return entry;
}

export class Ready {
  /** By their addresses, in the order that they came in; the oldest leaves. */
  #pools = new Map();
  #last;

  /** The entry of the state asked about last, if this one says the same. */
  again(state, hookState) {
    const last = this.#last;
    return last !== undefined && last.prepared && last.is(state, hookState) ? last : undefined;
  }

  /** The entry of a state as it is now. */
  of(state, hookState) {
    this.#last = undefined;
    this.#last = this.#states(state.poolAddress).of(state, hookState);
    return this.#last;
  }

  #states(address) {
    let states = this.#pools.get(address);
    if (states === undefined) {
      if (this.#pools.size === POOLS) this.#forget();
      states = new States();
      this.#pools.set(address, states);
    }
    return states;
  }

  #forget() {
    const [[address, states]] = this.#pools;
    this.#pools.delete(address);
    states.free();
  }
}

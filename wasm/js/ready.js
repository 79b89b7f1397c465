// Pools of the latest states, for an interface that hands the whole state over at each call.
//
// A state is an object that its owner may change, and so may its lists: every field is compared before a pool counts.
import { Pool } from "./engine.js";
import { described, refused } from "./pool-state.js";
import { SAME, sameHook } from "./same.js";

/** How many pools are kept ready between calls. */
const KEPT = 64;

/** The types whose swaps can be switched off. */
const SALES = ["LIQUIDITY_BOOTSTRAPPING", "FIXED_PRICE_LBP"];

/** What nobody asks about. */
const NO_TOKEN = Symbol("no token");

/** An object with its lists, so that no change in either shows in it. */
function copy(object) {
  const own = { ...object };
  for (const key of Object.keys(own)) if (Array.isArray(own[key])) own[key] = [...own[key]];
  return own;
}

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
  prepared = false;
  /** Where in the order it stands. */
  place = 0;
  /** The tokens asked about last, and their indices: whoever asks twice asks for the same pair. */
  tokenIn = NO_TOKEN;
  tokenOut = NO_TOKEN;
  indexIn = 0;
  indexOut = 0;

  constructor(state, hookState) {
    this.pool = new Pool(state, hookState);
    this.state = state;
    this.own = copy(state);
    this.same = SAME[state.poolType];
    this.tokens = this.own.tokens;
    this.isClosed = SALES.includes(state.poolType) && state.isSwapEnabled === false;
    this.hookState = hookState;
    this.ownHook = hookState ? { ...hookState } : undefined;
  }

  /** Whether it is still the pool of this state. */
  is(state, hookState) {
    return (
      this.hookState === hookState &&
      this.same(this.own, state) &&
      (this.ownHook === undefined || sameHook(this.ownHook, hookState))
    );
  }

  /** Finds the indices of a pair. */
  trade(tokenIn, tokenOut) {
    if (Object.is(this.tokenIn, tokenIn) && Object.is(this.tokenOut, tokenOut)) return;
    const indexIn = place(this.tokens, tokenIn, "tokenIn", "Input");
    this.indexOut = place(this.tokens, tokenOut, "tokenOut", "Output");
    this.indexIn = indexIn;
    this.tokenIn = tokenIn;
    this.tokenOut = tokenOut;
  }
}

export class Ready {
  #entries = new WeakMap();
  /** Those kept, in the order they came; the oldest leaves. */
  #order = [];
  #next = 0;
  #last;

  /** The entry of the state asked about last, if it is this one as it is now. */
  again(state, hookState) {
    const last = this.#last;
    return last !== undefined && last.state === state && last.prepared && last.is(state, hookState) ? last : undefined;
  }

  /** The entry of a state as it is now. */
  of(state, hookState) {
    const entry = this.#entry(state);
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

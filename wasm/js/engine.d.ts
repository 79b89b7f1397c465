import type { HookState, PoolState } from "./balancer-maths.js";

export type { HookState, PoolState };

/** Where the module comes from; without it, from beside this package's own file. */
export type Source = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/** Loads the engine, once; later calls give the same promise. */
export function init(source?: Source | Promise<Source>): Promise<void>;

export enum SwapKind {
  GivenIn = 0,
  GivenOut = 1,
}

/** What a contract would refuse. `code` is its name there, such as `MaxInRatio`. */
export class EngineError extends Error {
  readonly code: string;
}

/** What a join or an exit moves of each token, and the pool tokens. */
export interface Moves {
  amounts: bigint[];
  poolTokens: bigint;
}

/**
 * A pool as it stands between two blocks, read once. Tokens are named by their index; amounts are in the smallest unit of
 * their token, pool tokens have 18 decimals.
 */
export class Pool {
  /** @throws an `Error` with `errors`, every fault of the state; {@link EngineError} for what no contract can be. */
  constructor(state: PoolState, hookState?: HookState | unknown);
  /** Works out the invariant once, for many swaps. */
  prepare(): this;
  /** The amount calculated: out for an amount in, in for an amount out. */
  swap(kind: SwapKind, tokenIn: number, tokenOut: number, amount: bigint): bigint;
  /** The same for many amounts in one call; `null` where the pool refuses. */
  swaps(kind: SwapKind, tokenIn: number, tokenOut: number, amounts: readonly bigint[]): (bigint | null)[];
  /** The most that can be given of a swap. */
  maxSwap(kind: SwapKind, tokenIn: number, tokenOut: number): bigint;
  addUnbalanced(amounts: readonly bigint[]): Moves;
  addSingleTokenExactOut(token: number, poolTokens: bigint): Moves;
  addProportional(poolTokens: bigint): Moves;
  maxSingleTokenAdd(token: number): Moves;
  removeProportional(poolTokens: bigint): Moves;
  removeSingleTokenExactIn(token: number, poolTokens: bigint): Moves;
  removeSingleTokenExactOut(token: number, amount: bigint): Moves;
  removeRecovery(poolTokens: bigint): Moves;
  maxSingleTokenRemove(token: number): Moves;
  /** Gives the pool's memory back; else the garbage collector does. */
  free(): void;
}

/** What a wrapper's `shares` are worth, and what the Vault's buffer of it holds. */
export interface BufferBalances {
  assets: bigint;
  shares: bigint;
  underlying: bigint;
  wrapped: bigint;
}

/** Wraps (`direction` 0) or unwraps (1) in the Vault's buffer: the amount calculated. */
export function wrapOrUnwrap(buffer: BufferBalances, direction: 0 | 1, kind: SwapKind, amount: bigint): bigint;

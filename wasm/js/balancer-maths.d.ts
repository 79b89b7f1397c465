// The types of npm `@balancer-labs/balancer-maths` 0.0.41, for what is computed here.
import type { Source } from "./engine.js";

/** Loads the engine, once. Await it before anything else. */
export function init(source?: Source | Promise<Source>): Promise<void>;

export enum SwapKind {
  GivenIn = 0,
  GivenOut = 1,
}

export enum Rounding {
  ROUND_UP = 0,
  ROUND_DOWN = 1,
}

export enum AddKind {
  UNBALANCED = 0,
  SINGLE_TOKEN_EXACT_OUT = 1,
}

export enum RemoveKind {
  PROPORTIONAL = 0,
  SINGLE_TOKEN_EXACT_IN = 1,
  SINGLE_TOKEN_EXACT_OUT = 2,
}

/**
 * A pool as it stands between two blocks. Rates, fees and the total supply have 18 decimals. `balancesRaw` are the balances as
 * the tokens count them: the live ones must follow from them. They may be missing, and matter for a token of 18 decimals with a
 * rate below 1 only, where several have the same live one: without them the least is taken, and joins, exits in recovery and the
 * balances after any trade may be some wei off.
 */
export type BasePoolState = {
  poolAddress: string;
  poolType: string;
  tokens: string[];
  scalingFactors: bigint[];
  tokenRates: bigint[];
  balancesLiveScaled18: bigint[];
  balancesRaw?: bigint[];
  swapFee: bigint;
  aggregateSwapFee: bigint;
  totalSupply: bigint;
  supportsUnbalancedLiquidity: boolean;
  hookType?: string;
};

/**
 * `minTokenBalances` are those that pools of the second factory have, deployed since January 2026, live with 18 decimals:
 * `getWeightedPoolImmutableData` gives them. Such a pool counts one wei more of the token in; without them it is one of the first.
 */
export type WeightedImmutable = { weights: bigint[]; minTokenBalances?: bigint[] };
export type WeightedState = BasePoolState & { poolType: "WEIGHTED" } & WeightedImmutable;

/**
 * The amplification in thousandths; and for pools of the third factory, deployed since January 2026, how many times the least
 * balance the largest must not be: 10000.
 */
export type StableMutable = { amp: bigint; maxImbalanceRatio?: bigint };
export type StableState = BasePoolState & { poolType: "STABLE" } & StableMutable;

export type GyroECLPImmutable = {
  paramsAlpha: bigint;
  paramsBeta: bigint;
  paramsC: bigint;
  paramsS: bigint;
  paramsLambda: bigint;
  tauAlphaX: bigint;
  tauAlphaY: bigint;
  tauBetaX: bigint;
  tauBetaY: bigint;
  u: bigint;
  v: bigint;
  w: bigint;
  z: bigint;
  dSq: bigint;
};
export type GyroECLPState = BasePoolState & { poolType: "GYROE" } & GyroECLPImmutable;

export type Gyro2CLPImmutable = { sqrtAlpha: bigint; sqrtBeta: bigint };
export type Gyro2CLPState = BasePoolState & { poolType: "GYRO" } & Gyro2CLPImmutable;

export type ReClammMutable = {
  lastVirtualBalances: bigint[];
  dailyPriceShiftBase: bigint;
  lastTimestamp: bigint;
  currentTimestamp: bigint;
  centerednessMargin: bigint;
  startFourthRootPriceRatio: bigint;
  endFourthRootPriceRatio: bigint;
  priceRatioUpdateStartTime: bigint;
  priceRatioUpdateEndTime: bigint;
};
export type ReClammState = BasePoolState & { poolType: "RECLAMM" } & ReClammMutable;
export type ReClammV2Mutable = ReClammMutable;
export type ReClammV2State = BasePoolState & { poolType: "RECLAMM_V2" } & ReClammMutable;

export type QuantAmmMutable = {
  firstFourWeightsAndMultipliers: bigint[];
  secondFourWeightsAndMultipliers: bigint[];
  lastUpdateTime: bigint;
  lastInteropTime: bigint;
  currentTimestamp: bigint;
};
export type QuantAmmImmutable = { maxTradeSizeRatio: bigint };
export type QuantAmmState = BasePoolState & { poolType: "QUANT_AMM_WEIGHTED" } & QuantAmmMutable & QuantAmmImmutable;

export type LiquidityBootstrappingImmutable = {
  projectTokenIndex: number;
  isProjectTokenSwapInBlocked: boolean;
  startWeights: bigint[];
  endWeights: bigint[];
  startTime: bigint;
  endTime: bigint;
  /** What the pool counts as reserve beside what it holds, in that token's smallest units as the pool says it; 0 if it is not given. */
  reserveTokenVirtualBalance?: bigint;
};
export type LiquidityBootstrappingMutable = { isSwapEnabled: boolean; weights: bigint[] };
export type LiquidityBootstrappingState = BasePoolState & {
  poolType: "LIQUIDITY_BOOTSTRAPPING";
  currentTimestamp: bigint;
} & LiquidityBootstrappingImmutable &
  LiquidityBootstrappingMutable;

export type FixedPriceLBPImmutable = {
  projectTokenIndex: number;
  reserveTokenIndex: number;
  projectTokenRate: bigint;
  startTime: bigint;
  endTime: bigint;
};
export type FixedPriceLBPMutable = { isSwapEnabled: boolean; currentTimestamp: bigint };
export type FixedPriceLBPState = BasePoolState & {
  poolType: "FIXED_PRICE_LBP";
} & FixedPriceLBPImmutable &
  FixedPriceLBPMutable;

export type PoolState =
  | BasePoolState
  | WeightedState
  | StableState
  | GyroECLPState
  | Gyro2CLPState
  | ReClammState
  | ReClammV2State
  | QuantAmmState
  | LiquidityBootstrappingState
  | FixedPriceLBPState;

/** A wrapper: its address is the pool's, its rate has 18 decimals. */
export type BufferImmutable = { poolAddress: string; tokens: string[] };
export type BufferMutable = { rate: bigint; maxDeposit?: bigint; maxMint?: bigint };
export type BufferState = { poolType: "Buffer" } & BufferImmutable & BufferMutable;

export type HookStateBase = { hookType: string };
export type HookStateExitFee = HookStateBase & {
  hookType: "ExitFee";
  tokens: string[];
  removeLiquidityHookFeePercentage: bigint;
};
export type HookStateStableSurge = HookStateBase & {
  hookType: "StableSurge";
  amp: bigint;
  surgeThresholdPercentage: bigint;
  maxSurgeFeePercentage: bigint;
};
export type HookStateAkron = HookStateBase & {
  hookType: "Akron";
  weights: bigint[];
  minimumSwapFeePercentage: bigint;
};
export type HookState = HookStateExitFee | HookStateStableSurge | HookStateAkron;

export type SwapInput = { amountRaw: bigint; tokenIn: string; tokenOut: string; swapKind: SwapKind };
export type AddLiquidityInput = {
  pool: string;
  maxAmountsInRaw: bigint[];
  minBptAmountOutRaw: bigint;
  kind: AddKind;
};
export type RemoveLiquidityInput = {
  pool: string;
  minAmountsOutRaw: bigint[];
  maxBptAmountInRaw: bigint;
  kind: RemoveKind;
};
export type SwapParams = {
  swapKind: SwapKind;
  amountGivenScaled18: bigint;
  balancesLiveScaled18: bigint[];
  indexIn: number;
  indexOut: number;
};
export type MaxSwapParams = {
  swapKind: SwapKind;
  balancesLiveScaled18: bigint[];
  tokenRates: bigint[];
  scalingFactors: bigint[];
  indexIn: number;
  indexOut: number;
};
export type MaxSingleTokenRemoveParams = {
  isExactIn: boolean;
  totalSupply: bigint;
  tokenOutBalance: bigint;
  tokenOutScalingFactor: bigint;
  tokenOutRate: bigint;
};

export interface PoolBase {
  getMaxSwapAmount(maxSwapParams: MaxSwapParams): bigint;
  getMaxSingleTokenRemoveAmount(maxRemoveParams: MaxSingleTokenRemoveParams): bigint;
  getMaxSingleTokenAddAmount(): bigint;
  onSwap(swapParams: SwapParams): bigint;
  computeInvariant(balancesLiveScaled18: bigint[], rounding: Rounding): bigint;
  computeBalance(balancesLiveScaled18: bigint[], tokenInIndex: number, invariantRatio: bigint): bigint;
  getMaximumInvariantRatio(): bigint;
  getMinimumInvariantRatio(): bigint;
}

declare class PoolCurve implements PoolBase {
  getMaxSwapAmount(maxSwapParams: MaxSwapParams): bigint;
  getMaxSingleTokenRemoveAmount(maxRemoveParams: MaxSingleTokenRemoveParams): bigint;
  getMaxSingleTokenAddAmount(): bigint;
  onSwap(swapParams: SwapParams): bigint;
  computeInvariant(balancesLiveScaled18: bigint[], rounding: Rounding): bigint;
  computeBalance(balancesLiveScaled18: bigint[], tokenInIndex: number, invariantRatio: bigint): bigint;
  getMaximumInvariantRatio(): bigint;
  getMinimumInvariantRatio(): bigint;
}

export class Weighted extends PoolCurve {
  weights: bigint[];
  constructor(poolState: WeightedImmutable);
}
export class Stable extends PoolCurve {
  amp: bigint;
  constructor(poolState: StableMutable);
}
export class GyroECLP extends PoolCurve {
  constructor(poolState: GyroECLPImmutable);
}
export class Gyro2CLP extends PoolCurve {
  constructor(poolState: Gyro2CLPImmutable);
}
export class ReClamm extends PoolCurve {
  constructor(poolState: ReClammMutable);
}
export class ReClammV2 extends PoolCurve {
  constructor(poolState: ReClammV2Mutable);
}
export class QuantAmm extends PoolCurve {
  constructor(poolState: QuantAmmMutable & QuantAmmImmutable);
}
export class LiquidityBootstrapping extends PoolCurve {
  constructor(poolState: LiquidityBootstrappingState);
}
export class FixedPriceLBP extends PoolCurve {
  constructor(poolState: FixedPriceLBPState);
}

export class Vault {
  /** Pools and hooks written in JavaScript are not computed here: any that is named is an Error. */
  constructor(config?: { customPoolClasses?: Record<string, unknown>; customHookClasses?: Record<string, unknown> });
  getPool(poolState: PoolState): PoolBase;
  getMaxSwapAmount(swapParams: MaxSwapParams, poolState: PoolState): bigint;
  getMaxSingleTokenAddAmount(poolState: PoolState): bigint;
  getMaxSingleTokenRemoveAmount(maxRemoveParams: MaxSingleTokenRemoveParams, poolState: PoolState): bigint;
  swap(swapInput: SwapInput, poolState: PoolState | BufferState, hookState?: HookState | unknown): bigint;
  addLiquidity(
    addLiquidityInput: AddLiquidityInput,
    poolState: PoolState,
    hookState?: HookState | unknown,
  ): { amountsInRaw: bigint[]; bptAmountOutRaw: bigint };
  removeLiquidity(
    removeLiquidityInput: RemoveLiquidityInput,
    poolState: PoolState,
    hookState?: HookState | unknown,
  ): { amountsOutRaw: bigint[]; bptAmountInRaw: bigint };
}

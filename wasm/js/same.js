// Whether a state is what another was, by type of pool: every field that counts against a copy of the other.
//
// Each type has all its fields in a function of its own, those that all types have too: a browser remembers by function
// where an object has its fields, and forgets where one function sees the objects of many types. `Object.is` looks at
// identity first, for bigints too, and is what a browser does fastest.

const { is } = Object;

/** Two lists of the same values; most are of two, and a function this short becomes part of its callers. */
export function list(then, now) {
  if (!Array.isArray(now) || now.length !== then.length) return false;
  return now.length === 2 ? is(then[0], now[0]) && is(then[1], now[1]) : longList(then, now);
}

function longList(then, now) {
  for (let i = 0; i < now.length; i++) if (!is(then[i], now[i])) return false;
  return true;
}

/** The same, or two lists of the same values. */
const either = (then, now) => is(then, now) || (Array.isArray(then) && list(then, now));

/** A type's function takes the copy and the state. */
export const SAME = {
  WEIGHTED: (a, b) =>
    a.poolType === b.poolType &&
    list(a.balancesLiveScaled18, b.balancesLiveScaled18) &&
    either(a.balancesRaw, b.balancesRaw) &&
    list(a.tokenRates, b.tokenRates) &&
    list(a.scalingFactors, b.scalingFactors) &&
    list(a.tokens, b.tokens) &&
    is(a.swapFee, b.swapFee) &&
    is(a.aggregateSwapFee, b.aggregateSwapFee) &&
    is(a.totalSupply, b.totalSupply) &&
    a.hookType === b.hookType &&
    list(a.weights, b.weights) &&
    either(a.minTokenBalances, b.minTokenBalances),
  STABLE: (a, b) =>
    a.poolType === b.poolType &&
    list(a.balancesLiveScaled18, b.balancesLiveScaled18) &&
    either(a.balancesRaw, b.balancesRaw) &&
    list(a.tokenRates, b.tokenRates) &&
    list(a.scalingFactors, b.scalingFactors) &&
    list(a.tokens, b.tokens) &&
    is(a.swapFee, b.swapFee) &&
    is(a.aggregateSwapFee, b.aggregateSwapFee) &&
    is(a.totalSupply, b.totalSupply) &&
    a.hookType === b.hookType &&
    is(a.amp, b.amp) &&
    is(a.maxImbalanceRatio, b.maxImbalanceRatio),
  GYROE: (a, b) =>
    a.poolType === b.poolType &&
    list(a.balancesLiveScaled18, b.balancesLiveScaled18) &&
    either(a.balancesRaw, b.balancesRaw) &&
    list(a.tokenRates, b.tokenRates) &&
    list(a.scalingFactors, b.scalingFactors) &&
    list(a.tokens, b.tokens) &&
    is(a.swapFee, b.swapFee) &&
    is(a.aggregateSwapFee, b.aggregateSwapFee) &&
    is(a.totalSupply, b.totalSupply) &&
    a.hookType === b.hookType &&
    is(a.paramsAlpha, b.paramsAlpha) &&
    is(a.paramsBeta, b.paramsBeta) &&
    is(a.paramsC, b.paramsC) &&
    is(a.paramsS, b.paramsS) &&
    is(a.paramsLambda, b.paramsLambda) &&
    is(a.tauAlphaX, b.tauAlphaX) &&
    is(a.tauAlphaY, b.tauAlphaY) &&
    is(a.tauBetaX, b.tauBetaX) &&
    is(a.tauBetaY, b.tauBetaY) &&
    is(a.u, b.u) &&
    is(a.v, b.v) &&
    is(a.w, b.w) &&
    is(a.z, b.z) &&
    is(a.dSq, b.dSq),
  GYRO: (a, b) => others(a, b) && is(a.sqrtAlpha, b.sqrtAlpha) && is(a.sqrtBeta, b.sqrtBeta),
  RECLAMM: (a, b) =>
    a.poolType === b.poolType &&
    list(a.balancesLiveScaled18, b.balancesLiveScaled18) &&
    either(a.balancesRaw, b.balancesRaw) &&
    list(a.tokenRates, b.tokenRates) &&
    list(a.scalingFactors, b.scalingFactors) &&
    list(a.tokens, b.tokens) &&
    is(a.swapFee, b.swapFee) &&
    is(a.aggregateSwapFee, b.aggregateSwapFee) &&
    is(a.totalSupply, b.totalSupply) &&
    a.hookType === b.hookType &&
    list(a.lastVirtualBalances, b.lastVirtualBalances) &&
    is(a.dailyPriceShiftBase, b.dailyPriceShiftBase) &&
    is(a.centerednessMargin, b.centerednessMargin) &&
    is(a.startFourthRootPriceRatio, b.startFourthRootPriceRatio) &&
    is(a.endFourthRootPriceRatio, b.endFourthRootPriceRatio) &&
    is(a.priceRatioUpdateStartTime, b.priceRatioUpdateStartTime) &&
    is(a.priceRatioUpdateEndTime, b.priceRatioUpdateEndTime) &&
    is(a.lastTimestamp, b.lastTimestamp) &&
    is(a.currentTimestamp, b.currentTimestamp),
  RECLAMM_V2: (a, b) =>
    a.poolType === b.poolType &&
    list(a.balancesLiveScaled18, b.balancesLiveScaled18) &&
    either(a.balancesRaw, b.balancesRaw) &&
    list(a.tokenRates, b.tokenRates) &&
    list(a.scalingFactors, b.scalingFactors) &&
    list(a.tokens, b.tokens) &&
    is(a.swapFee, b.swapFee) &&
    is(a.aggregateSwapFee, b.aggregateSwapFee) &&
    is(a.totalSupply, b.totalSupply) &&
    a.hookType === b.hookType &&
    list(a.lastVirtualBalances, b.lastVirtualBalances) &&
    is(a.dailyPriceShiftBase, b.dailyPriceShiftBase) &&
    is(a.centerednessMargin, b.centerednessMargin) &&
    is(a.startFourthRootPriceRatio, b.startFourthRootPriceRatio) &&
    is(a.endFourthRootPriceRatio, b.endFourthRootPriceRatio) &&
    is(a.priceRatioUpdateStartTime, b.priceRatioUpdateStartTime) &&
    is(a.priceRatioUpdateEndTime, b.priceRatioUpdateEndTime) &&
    is(a.lastTimestamp, b.lastTimestamp) &&
    is(a.currentTimestamp, b.currentTimestamp),
  LIQUIDITY_BOOTSTRAPPING: (a, b) =>
    others(a, b) &&
    sale(a, b) &&
    either(a.startWeights, b.startWeights) &&
    either(a.endWeights, b.endWeights) &&
    is(a.isProjectTokenSwapInBlocked, b.isProjectTokenSwapInBlocked) &&
    is(a.reserveTokenVirtualBalance, b.reserveTokenVirtualBalance),
  FIXED_PRICE_LBP: (a, b) => others(a, b) && sale(a, b) && is(a.projectTokenRate, b.projectTokenRate),
  QUANT_AMM_WEIGHTED: (a, b) =>
    others(a, b) &&
    either(a.firstFourWeightsAndMultipliers, b.firstFourWeightsAndMultipliers) &&
    either(a.secondFourWeightsAndMultipliers, b.secondFourWeightsAndMultipliers) &&
    is(a.lastUpdateTime, b.lastUpdateTime) &&
    is(a.lastInteropTime, b.lastInteropTime) &&
    is(a.currentTimestamp, b.currentTimestamp) &&
    is(a.maxTradeSizeRatio, b.maxTradeSizeRatio),
};

/** What all types have, for those that are rare enough to share a function. */
function others(a, b) {
  return (
    a.poolType === b.poolType &&
    list(a.balancesLiveScaled18, b.balancesLiveScaled18) &&
    either(a.balancesRaw, b.balancesRaw) &&
    list(a.tokenRates, b.tokenRates) &&
    list(a.scalingFactors, b.scalingFactors) &&
    list(a.tokens, b.tokens) &&
    is(a.swapFee, b.swapFee) &&
    is(a.aggregateSwapFee, b.aggregateSwapFee) &&
    is(a.totalSupply, b.totalSupply) &&
    a.hookType === b.hookType
  );
}

/** The parameters of the hooks, of whichever it is. */
export function sameHook(a, b) {
  return (
    is(a.surgeThresholdPercentage, b.surgeThresholdPercentage) &&
    is(a.maxSurgeFeePercentage, b.maxSurgeFeePercentage) &&
    is(a.imbalanceSlopeBelowPeak, b.imbalanceSlopeBelowPeak) &&
    is(a.imbalanceSlopeAbovePeak, b.imbalanceSlopeAbovePeak) &&
    is(a.removeLiquidityHookFeePercentage, b.removeLiquidityHookFeePercentage) &&
    is(a.minimumSwapFeePercentage, b.minimumSwapFeePercentage)
  );
}

function sale(a, b) {
  return (
    is(a.isSwapEnabled, b.isSwapEnabled) &&
    is(a.projectTokenIndex, b.projectTokenIndex) &&
    is(a.startTime, b.startTime) &&
    is(a.endTime, b.endTime) &&
    is(a.currentTimestamp, b.currentTimestamp)
  );
}

// A state of one's own, by type of pool: every field that counts, and its lists, so that no change in either shows in it.
//
// Each field is read once. Frequent types have all their fields in an expression of their own, as in same.js: an object that
// is put together from another one is slower to make, and to read ever after.

/** A list of one's own; what is no list is a fault that is found later. */
function own(list) {
  if (!Array.isArray(list)) return list;
  return list.length === 2 ? [list[0], list[1]] : [...list];
}

export const COPY = {
  WEIGHTED: (state) => ({
    poolType: state.poolType,
    balancesLiveScaled18: own(state.balancesLiveScaled18),
    balancesRaw: own(state.balancesRaw),
    tokenRates: own(state.tokenRates),
    scalingFactors: own(state.scalingFactors),
    tokens: own(state.tokens),
    swapFee: state.swapFee,
    aggregateSwapFee: state.aggregateSwapFee,
    totalSupply: state.totalSupply,
    hookType: state.hookType,
    weights: own(state.weights),
    minTokenBalances: own(state.minTokenBalances),
  }),
  STABLE: (state) => ({
    poolType: state.poolType,
    balancesLiveScaled18: own(state.balancesLiveScaled18),
    balancesRaw: own(state.balancesRaw),
    tokenRates: own(state.tokenRates),
    scalingFactors: own(state.scalingFactors),
    tokens: own(state.tokens),
    swapFee: state.swapFee,
    aggregateSwapFee: state.aggregateSwapFee,
    totalSupply: state.totalSupply,
    hookType: state.hookType,
    amp: state.amp,
    maxImbalanceRatio: state.maxImbalanceRatio,
  }),
  GYROE: (state) => ({
    poolType: state.poolType,
    balancesLiveScaled18: own(state.balancesLiveScaled18),
    balancesRaw: own(state.balancesRaw),
    tokenRates: own(state.tokenRates),
    scalingFactors: own(state.scalingFactors),
    tokens: own(state.tokens),
    swapFee: state.swapFee,
    aggregateSwapFee: state.aggregateSwapFee,
    totalSupply: state.totalSupply,
    hookType: state.hookType,
    paramsAlpha: state.paramsAlpha,
    paramsBeta: state.paramsBeta,
    paramsC: state.paramsC,
    paramsS: state.paramsS,
    paramsLambda: state.paramsLambda,
    tauAlphaX: state.tauAlphaX,
    tauAlphaY: state.tauAlphaY,
    tauBetaX: state.tauBetaX,
    tauBetaY: state.tauBetaY,
    u: state.u,
    v: state.v,
    w: state.w,
    z: state.z,
    dSq: state.dSq,
  }),
  RECLAMM: reclamm,
  RECLAMM_V2: reclamm,
  GYRO: (state) => Object.assign(common(state), { sqrtAlpha: state.sqrtAlpha, sqrtBeta: state.sqrtBeta }),
  LIQUIDITY_BOOTSTRAPPING: (state) =>
    Object.assign(sale(state), {
      startWeights: own(state.startWeights),
      endWeights: own(state.endWeights),
      isProjectTokenSwapInBlocked: state.isProjectTokenSwapInBlocked,
      reserveTokenVirtualBalance: state.reserveTokenVirtualBalance,
    }),
  FIXED_PRICE_LBP: (state) => Object.assign(sale(state), { projectTokenRate: state.projectTokenRate }),
  QUANT_AMM_WEIGHTED: (state) =>
    Object.assign(common(state), {
      firstFourWeightsAndMultipliers: own(state.firstFourWeightsAndMultipliers),
      secondFourWeightsAndMultipliers: own(state.secondFourWeightsAndMultipliers),
      lastUpdateTime: state.lastUpdateTime,
      lastInteropTime: state.lastInteropTime,
      currentTimestamp: state.currentTimestamp,
      maxTradeSizeRatio: state.maxTradeSizeRatio,
    }),
};

function reclamm(state) {
  return {
    poolType: state.poolType,
    balancesLiveScaled18: own(state.balancesLiveScaled18),
    balancesRaw: own(state.balancesRaw),
    tokenRates: own(state.tokenRates),
    scalingFactors: own(state.scalingFactors),
    tokens: own(state.tokens),
    swapFee: state.swapFee,
    aggregateSwapFee: state.aggregateSwapFee,
    totalSupply: state.totalSupply,
    hookType: state.hookType,
    lastVirtualBalances: own(state.lastVirtualBalances),
    dailyPriceShiftBase: state.dailyPriceShiftBase,
    centerednessMargin: state.centerednessMargin,
    startFourthRootPriceRatio: state.startFourthRootPriceRatio,
    endFourthRootPriceRatio: state.endFourthRootPriceRatio,
    priceRatioUpdateStartTime: state.priceRatioUpdateStartTime,
    priceRatioUpdateEndTime: state.priceRatioUpdateEndTime,
    lastTimestamp: state.lastTimestamp,
    currentTimestamp: state.currentTimestamp,
  };
}

/** What all types have, for those that are rare enough to share a function. */
function common(state) {
  return {
    poolType: state.poolType,
    balancesLiveScaled18: own(state.balancesLiveScaled18),
    balancesRaw: own(state.balancesRaw),
    tokenRates: own(state.tokenRates),
    scalingFactors: own(state.scalingFactors),
    tokens: own(state.tokens),
    swapFee: state.swapFee,
    aggregateSwapFee: state.aggregateSwapFee,
    totalSupply: state.totalSupply,
    hookType: state.hookType,
  };
}

function sale(state) {
  return Object.assign(common(state), {
    isSwapEnabled: state.isSwapEnabled,
    projectTokenIndex: state.projectTokenIndex,
    startTime: state.startTime,
    endTime: state.endTime,
    currentTimestamp: state.currentTimestamp,
  });
}

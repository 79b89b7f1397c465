//! The one error of every exact computation.

use crate::said;
use crate::words::Part;

/// Makes the enum, its names and its sentences from one list, so that they cannot drift apart.
macro_rules! errors {
    ($($(#[$where:meta])? $variant:ident = $name:literal: $text:literal;)*) => {
        /// What an exact computation refuses, under the name by which the contracts refuse it.
        ///
        /// A Solidity panic has the name `Panic(code)`; a state that no contract can be in (a rate of zero, say) has
        /// a name of our own.
        ///
        /// ```
        /// use yb_core::fixed::{Error, Fixed};
        ///
        /// let error = Fixed::ONE.div_up(Fixed::ZERO).unwrap_err();
        /// assert_eq!(error, Error::ZeroDivision);
        /// assert_eq!(error.name(), "ZeroDivision");
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Error {
            $($(#[$where])? #[doc = $text] $variant,)*
        }

        impl Error {
            /// Every error, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$($(#[$where])? Self::$variant,)*];

            /// The name of the error in the contracts, as a caller's log shows it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $($(#[$where])? Self::$variant => $name,)*
                }
            }

            const fn text(self) -> &'static str {
                match self {
                    $($(#[$where])? Self::$variant => $text,)*
                }
            }
        }
    };
}

errors! {
    // Solidity's checked arithmetic and FixedPoint.sol
    Overflow = "Panic(0x11)": "the result is below 0 or above 2^256 - 1";
    DivisionByZero = "Panic(0x12)": "division by zero";
    ZeroDivision = "ZeroDivision": "division by zero in an operation that rounds up";

    // LogExpMath.sol
    BaseOutOfBounds = "BaseOutOfBounds": "the base of a power is 2^255 or more";
    ExponentOutOfBounds = "ExponentOutOfBounds": "the exponent of a power is 2^254 / 10^20 or more";
    ProductOutOfBounds = "ProductOutOfBounds": "exponent times logarithm of the base is not within -41 and 130";

    // Decimal text
    InvalidText = "InvalidText": "not a plain decimal number: digits, and a point with digits on both sides";
    TooManyDecimals = "TooManyDecimals": "more decimals than the number can hold";

    // WeightedMath.sol and WeightedPool.sol
    #[cfg(any(feature = "plain", feature = "moving"))]
    MaxInRatio = "MaxInRatio": "the amount in is more than 30 % of the pool's balance of the token in";
    #[cfg(any(feature = "plain", feature = "moving"))]
    MaxOutRatio = "MaxOutRatio": "the amount out is more than 30 % of the pool's balance of the token out";
    #[cfg(any(feature = "plain", feature = "moving"))]
    ZeroInvariant = "ZeroInvariant": "the invariant is zero";
    #[cfg(any(feature = "plain", feature = "moving"))]
    MinWeight = "MinWeight": "a weight is below 1 %";
    #[cfg(any(feature = "plain", feature = "moving"))]
    NormalizedWeightInvariant = "NormalizedWeightInvariant": "the weights do not add up to exactly 1";
    #[cfg(any(feature = "plain", feature = "moving"))]
    InvalidMinTokenBalance = "InvalidMinTokenBalance": "a least balance is below 10^6 wei of 18 decimals";
    #[cfg(any(feature = "plain", feature = "moving"))]
    TokenBalanceBelowMin = "TokenBalanceBelowMin": "a balance is below the least that the pool allows, or would be";

    // StableMath.sol and StablePool.sol
    #[cfg(feature = "plain")]
    StableInvariantDidNotConverge = "StableInvariantDidNotConverge":
        "the invariant did not settle within 255 steps";
    #[cfg(feature = "plain")]
    StableComputeBalanceDidNotConverge = "StableComputeBalanceDidNotConverge":
        "the balance did not settle within 255 steps";
    #[cfg(feature = "plain")]
    AmplificationFactorTooLow = "AmplificationFactorTooLow": "the amplification is below 1";
    #[cfg(feature = "plain")]
    AmplificationFactorTooHigh = "AmplificationFactorTooHigh": "the amplification is above 50000";
    #[cfg(feature = "plain")]
    AmpUpdateDurationTooShort = "AmpUpdateDurationTooShort": "an amplification moves for a day or longer";
    #[cfg(feature = "plain")]
    AmpUpdateRateTooFast = "AmpUpdateRateTooFast": "an amplification at most doubles or halves in a day";
    #[cfg(feature = "plain")]
    AmpUpdateAlreadyStarted = "AmpUpdateAlreadyStarted": "the amplification is already moving";
    #[cfg(feature = "plain")]
    AmpUpdateNotStarted = "AmpUpdateNotStarted": "the amplification is not moving";
    #[cfg(feature = "plain")]
    MaxImbalanceRatioExceeded = "MaxImbalanceRatioExceeded":
        "a balance is too many times another for this pool, or would be";

    // GyroECLPMath.sol and GyroPoolMath.sol
    #[cfg(feature = "ellipses")]
    RotationVectorSWrong = "RotationVectorSWrong": "s is not within 0 and 1";
    #[cfg(feature = "ellipses")]
    RotationVectorCWrong = "RotationVectorCWrong": "c is not within 0 and 1";
    #[cfg(feature = "ellipses")]
    RotationVectorNotNormalized = "RotationVectorNotNormalized": "s^2 + c^2 is not 1, to within 10^-15";
    #[cfg(feature = "ellipses")]
    StretchingFactorWrong = "StretchingFactorWrong": "lambda is not within 1 and 10^8";
    #[cfg(feature = "ellipses")]
    DerivedTauAlphaYWrong = "DerivedTauAlphaYWrong": "the y of tau(alpha) is not above 0";
    #[cfg(feature = "ellipses")]
    DerivedTauBetaYWrong = "DerivedTauBetaYWrong": "the y of tau(beta) is not above 0";
    #[cfg(feature = "ellipses")]
    DerivedTauXWrong = "DerivedTauXWrong": "the x of tau(beta) is not above that of tau(alpha)";
    #[cfg(feature = "ellipses")]
    DerivedTauAlphaNotNormalized = "DerivedTauAlphaNotNormalized":
        "the length of tau(alpha) is not 1, to within 10^-15";
    #[cfg(feature = "ellipses")]
    DerivedTauBetaNotNormalized = "DerivedTauBetaNotNormalized":
        "the length of tau(beta) is not 1, to within 10^-15";
    #[cfg(feature = "ellipses")]
    DerivedUWrong = "DerivedUWrong": "u is above 1";
    #[cfg(feature = "ellipses")]
    DerivedVWrong = "DerivedVWrong": "v is above 1";
    #[cfg(feature = "ellipses")]
    DerivedWWrong = "DerivedWWrong": "w is above 1";
    #[cfg(feature = "ellipses")]
    DerivedZWrong = "DerivedZWrong": "z is above 1";
    #[cfg(feature = "ellipses")]
    DerivedDsqWrong = "DerivedDsqWrong": "dSq is not 1, to within 10^-15";
    #[cfg(feature = "ellipses")]
    InvariantDenominatorWrong = "InvariantDenominatorWrong":
        "the parameters make a denominator below 10^-5: the ellipse is too flat for its price range";
    #[cfg(feature = "ellipses")]
    MaxAssetsExceeded = "MaxAssetsExceeded": "the balances add up to more than 10^16 tokens";
    #[cfg(feature = "ellipses")]
    MaxInvariantExceeded = "MaxInvariantExceeded": "the invariant is above 3 * 10^19";
    #[cfg(feature = "ellipses")]
    SafeCastOverflowedIntToUint = "SafeCastOverflowedIntToUint": "an invariant or a balance is below 0";
    #[cfg(any(feature = "ellipses", feature = "ranges"))]
    AssetBoundsExceeded = "AssetBoundsExceeded": "the trade would leave the pool's price range";
    #[cfg(any(feature = "ellipses", feature = "ranges"))]
    SqrtFailed = "_sqrt FAILED": "a square root did not settle within seven steps";

    // Gyro2CLPPool.sol
    #[cfg(feature = "ranges")]
    SqrtParamsWrong = "SqrtParamsWrong": "the root of the lowest price is not below that of the highest";

    // ReClammMath.sol and ReClammPool.sol
    #[cfg(feature = "ranges")]
    AmountOutGreaterThanBalance = "AmountOutGreaterThanBalance":
        "the amount out is more than the pool holds of the token";
    #[cfg(feature = "ranges")]
    SafeCastOverflowedUintDowncast = "SafeCastOverflowedUintDowncast":
        "a virtual balance is above 2^128 - 1, more than the pool can keep";
    #[cfg(feature = "ranges")]
    InvalidCenterednessMargin = "InvalidCenterednessMargin": "the centredness margin is above 90 %, or above 100 % in a pool of the first revision";
    #[cfg(feature = "ranges")]
    DailyPriceShiftExponentTooHigh = "DailyPriceShiftExponentTooHigh":
        "the price would more than double or halve in a day, or move more than eightfold in a pool of the first revision";

    // The liquidity bootstrapping pools and QuantAMM
    #[cfg(feature = "moving")]
    InvalidStartTime = "InvalidStartTime": "the sale ends before it starts";
    #[cfg(feature = "moving")]
    InvalidProjectTokenRate = "InvalidProjectTokenRate": "the price of the token on sale is zero";
    #[cfg(feature = "moving")]
    SwapsDisabled = "SwapsDisabled": "the sale has not started, or it has ended";
    #[cfg(feature = "moving")]
    AddingLiquidityNotAllowed = "AddingLiquidityNotAllowed": "nobody joins once the sale has started";
    #[cfg(feature = "moving")]
    RemovingLiquidityNotAllowed = "RemovingLiquidityNotAllowed": "nobody leaves while the sale lasts";
    #[cfg(feature = "moving")]
    SwapOfProjectTokenIn = "SwapOfProjectTokenIn": "the token on sale cannot be sold back";
    #[cfg(feature = "moving")]
    InsufficientRealReserveBalance = "InsufficientRealReserveBalance":
        "a swap for the reserve token computes an amount, in or out, above what the pool really holds of it";
    #[cfg(feature = "moving")]
    MaxTradeSizeRatioExceeded = "maxTradeSizeRatioExceeded":
        "a swap may bring in or take out no more than the pool's own share of a balance";

    // The hooks, and the Vault's calls of them
    InvalidPercentage = "InvalidPercentage": "a share is above 1";
    InvalidImbalanceSlope = "InvalidImbalanceSlope": "the slope of the imbalance is not within 0.01 and 100";
    InvalidRotationAngle = "InvalidRotationAngle":
        "the hook takes ellipses turned by 30 to 60 degrees: s and c from 0.5";
    ExitFeeAboveLimit = "ExitFeeAboveLimit": "the exit fee is above 10 %";
    HookRegistrationFailed = "HookRegistrationFailed": "the hook does not take this kind of pool";
    AfterAddLiquidityHookFailed = "AfterAddLiquidityHookFailed":
        "the pool's hook refuses a join that unbalances it further";
    AfterRemoveLiquidityHookFailed = "AfterRemoveLiquidityHookFailed":
        "the pool's hook refuses the exit: it unbalances the pool further, or the hook takes none but proportional ones";

    // The Vault: a pool's state
    MinTokens = "MinTokens": "a pool has at least 2 tokens";
    MaxTokens = "MaxTokens": "more tokens than this kind of pool can hold";
    InputLengthMismatch = "InputLengthMismatch": "two lists that belong together differ in length";
    TokenAlreadyRegistered = "TokenAlreadyRegistered": "a token is in the pool twice";
    InvalidScalingFactor = "InvalidScalingFactor": "a scaling factor is not 10^k with k from 0 to 18";
    InvalidRate = "InvalidRate": "a token's rate is zero, or too large to scale with";
    ZeroBalance = "ZeroBalance": "a token's balance is zero";
    BalanceOverflow = "BalanceOverflow": "a balance, live or raw, is above 2^128 - 1";
    PercentageAboveMax = "PercentageAboveMax": "a fee is above 99.9999 %";
    PoolTotalSupplyTooLow = "PoolTotalSupplyTooLow": "fewer than 10^6 wei of pool tokens";

    // The Vault and its ProtocolFeeController: fees
    #[cfg(feature = "every-pool")]
    SwapFeePercentageTooLow = "SwapFeePercentageTooLow": "the swap fee is below the least for this kind of pool";
    #[cfg(feature = "every-pool")]
    SwapFeePercentageTooHigh = "SwapFeePercentageTooHigh": "the swap fee is above the largest for this kind of pool";
    #[cfg(feature = "every-pool")]
    FeePrecisionTooHigh = "FeePrecisionTooHigh": "a protocol fee is not a multiple of 0.00001 %";
    #[cfg(feature = "every-pool")]
    ProtocolSwapFeePercentageTooHigh = "ProtocolSwapFeePercentageTooHigh":
        "the protocol's share of swap fees is above 50 %";
    #[cfg(feature = "every-pool")]
    ProtocolYieldFeePercentageTooHigh = "ProtocolYieldFeePercentageTooHigh":
        "the protocol's share of the yield is above 50 %";
    #[cfg(feature = "every-pool")]
    PoolCreatorFeePercentageTooHigh = "PoolCreatorFeePercentageTooHigh":
        "the pool creator's share is above 99.999 %";

    // The Vault: a trade
    #[cfg(feature = "plain")]
    PoolNotRegistered = "PoolNotRegistered": "there is no such pool";
    PoolPaused = "PoolPaused": "the pool is paused: only the exit in proportion is left";
    #[cfg(feature = "plain")]
    BufferNotInitialized = "BufferNotInitialized": "there is no such buffer";
    AmountGivenZero = "AmountGivenZero": "the amount given is zero";
    CannotSwapSameToken = "CannotSwapSameToken": "the token in and the token out are the same";
    TokenNotRegistered = "TokenNotRegistered": "the pool has no such token";
    #[cfg(feature = "plain")]
    WrapAmountTooSmall = "WrapAmountTooSmall": "fewer than 10000 of a token's smallest units to wrap or unwrap";
    DoesNotSupportUnbalancedLiquidity = "DoesNotSupportUnbalancedLiquidity":
        "the pool takes and gives its tokens in proportion only";
    InvariantRatioAboveMax = "InvariantRatioAboveMax":
        "an unbalanced join would raise the invariant to more than 3 times (weighted) or 5 times (others) what it is";
    InvariantRatioBelowMin = "InvariantRatioBelowMin":
        "an unbalanced exit would lower the invariant to less than 70 % (weighted) or 60 % (others) of what it is";
    AllZeroInputs = "AllZeroInputs": "the amount given is zero";
    AmountOutBelowMin = "AmountOutBelowMin": "the amount out is below one smallest unit";
    TradeAmountTooSmall = "TradeAmountTooSmall":
        "the amount that the pool sees or returns is below 10^6 wei of 18 decimals";
}

impl Part for Error {
    #[inline(never)]
    fn add_to(&self, text: &mut String) {
        self.name().add_to(text);
        ": ".add_to(text);
        self.text().add_to(text);
    }
}

impl core::fmt::Display for Error {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&said!(self))
    }
}

impl core::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::Error;

    #[test]
    fn says_its_name_and_the_limit() {
        assert_eq!(
            Error::MaxInRatio.to_string(),
            "MaxInRatio: the amount in is more than 30 % of the pool's balance of the token in"
        );
        assert_eq!(Error::Overflow.name(), "Panic(0x11)");
    }
}

//! A token of a pool.

use super::scaling::{Scale, rate_up};
use crate::fixed::{Amount, Error, Fixed, Steps, U256};

/// A token cannot have more decimals than the curves count with.
const MAX_DECIMALS: u32 = 18;

/// A token of a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    address: String,
    decimals: u32,
    scale: Scale,
    scale_up: Scale,
}

impl Token {
    /// A token with the factor that scales it to 18 decimals and the rate at which it counts (1 without a rate
    /// provider).
    ///
    /// The address is kept in lower case. It need not be one: any name will do.
    ///
    /// # Errors
    /// [`Error::InvalidScalingFactor`] unless the factor is a power of ten from 1 to 10^18; [`Error::InvalidRate`] for
    /// a rate of zero, or one so large that the two do not multiply.
    ///
    /// ```
    /// use yb_core::{fixed::Fixed, vault::Token};
    ///
    /// let usdc = Token::new("USDC", 1_000_000_000_000u64.into(), Fixed::ONE)?;
    /// assert_eq!(usdc.decimals(), 6);
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    pub fn new(address: &str, scaling_factor: U256, rate: Fixed) -> Result<Self, Error> {
        let digits = digits(scaling_factor).ok_or(Error::InvalidScalingFactor)?;
        let rate_up = rate_up(rate)?;
        let scale = Scale::new(scaling_factor, rate).ok_or(Error::InvalidRate)?;
        let scale_up = if rate_up == rate {
            scale.clone()
        } else {
            Scale::new(scaling_factor, rate_up).ok_or(Error::InvalidRate)?
        };
        Ok(Self {
            address: address.to_ascii_lowercase(),
            decimals: MAX_DECIMALS - digits,
            scale,
            scale_up,
        })
    }

    /// The same token at another rate.
    pub(super) fn at_rate(&self, rate: Fixed) -> Result<Self, Error> {
        Self::new(&self.address, self.scaling_factor(), rate)
    }

    /// The address or name, in lower case.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// 10^(18 - decimals).
    #[must_use]
    pub const fn scaling_factor(&self) -> U256 {
        self.scale.factor()
    }

    /// The number of decimals the token counts with.
    #[must_use]
    pub const fn decimals(&self) -> u32 {
        self.decimals
    }

    /// What one token counts for.
    #[must_use]
    pub const fn rate(&self) -> Fixed {
        self.scale.rate()
    }

    /// An amount in 18 decimals with the rate applied, rounded down, as the Vault counts balances.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn live(&self, raw: U256) -> Result<Fixed, Error> {
        self.scale.to_live_down(&Amount::whole(&raw))
    }

    /// The least amount in the token's smallest unit from which this live one follows.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn raw(&self, live: Fixed) -> Result<U256, Error> {
        self.scale.to_raw_up(&Ok(live)).raw()
    }

    /// Between raw and live at the rate.
    pub(super) const fn scale(&self) -> &Scale {
        &self.scale
    }

    /// Between raw and live at the rate one wei higher, unless it is a whole number.
    pub(super) const fn scale_up(&self) -> &Scale {
        &self.scale_up
    }
}

/// How many zeros a power of ten has, from 1 to 10^18.
fn digits(factor: U256) -> Option<u32> {
    let factor = u64::try_from(factor).ok()?;
    let digits = factor.checked_ilog10()?;
    (digits <= MAX_DECIMALS && 10u64.pow(digits) == factor).then_some(digits)
}

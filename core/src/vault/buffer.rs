//! Buffers: wrapping and unwrapping an ERC-4626 token inside the Vault.
//!
//! A buffer holds some of a token and some of its wrapper, and changes one for the other at the wrapper's own rate. Only
//! where it has too little does the Vault go to the wrapper, and then it evens out the buffer as well.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/vault/contracts/Vault.sol`, lines 1139–1430, and
//! `pkg/solidity-utils/contracts/helpers/BufferHelpers.sol`. An earlier Vault, on Sepolia in May 2024, did not keep the
//! wei that this one keeps at each step. The least amount is a parameter of the deployment:
//! `balancer/balancer-deployments` at `6826feb`, `v3/tasks/20241204-v3-vault/input.ts`, line 37.

use super::SwapKind;
use super::parts::check_balance;
use crate::fixed::{Amount, Error, Fixed, Signed, Steps, U256};

/// The Vault's least amount to wrap or unwrap, in the smallest unit of either token.
const MINIMUM_WRAP_AMOUNT: U256 = U256([10_000, 0, 0, 0]);

/// Which way a buffer is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrapDirection {
    /// The underlying token comes in, the wrapper goes out.
    Wrap,
    /// The wrapper comes in, the underlying token goes out.
    Unwrap,
}

/// A wrapper's buffer, in the smallest units of its two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Buffer {
    assets: U256,
    shares: U256,
    underlying: U256,
    wrapped: U256,
}

/// What a buffer gives, and what is left in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BufferQuote {
    /// What is paid.
    pub amount_in_raw: U256,
    /// What is got.
    pub amount_out_raw: U256,
    /// Whether the Vault had to go to the wrapper.
    pub uses_wrapper: bool,
    /// The buffer afterwards.
    pub after: Buffer,
}

impl Buffer {
    /// A buffer with these balances of the underlying token and of the wrapper, of which `shares` are worth `assets`.
    ///
    /// The quotient is the wrapper's rate; its own total assets and total supply give it with no digit lost.
    ///
    /// # Errors
    /// [`Error::InvalidRate`] for assets or shares of zero.
    pub fn new(assets: U256, shares: U256, underlying: U256, wrapped: U256) -> Result<Self, Error> {
        if assets.is_zero() || shares.is_zero() {
            return Err(Error::InvalidRate);
        }
        Ok(Self {
            assets,
            shares,
            underlying,
            wrapped,
        })
    }

    /// The same with the rate as an 18-decimal number. What it lacks in digits, an amount of 10^18 and more feels.
    ///
    /// # Errors
    /// [`Error::InvalidRate`] for a rate of zero.
    ///
    /// ```
    /// use yb_core::vault::{Buffer, SwapKind, WrapDirection};
    ///
    /// let buffer = Buffer::at_rate("1.25".parse()?, 100_000.into(), 100_000.into())?;
    /// let quote = buffer.wrap_or_unwrap(WrapDirection::Unwrap, SwapKind::GivenIn, 40_001.into())?;
    /// // 40,000 shares are worth 50,000 assets, and the buffer keeps one of them.
    /// assert_eq!((quote.amount_out_raw, quote.uses_wrapper), (49_999.into(), false));
    /// // An empty buffer sends the Vault to the wrapper, at the same terms.
    /// let empty = buffer.with_balances(0.into(), 0.into());
    /// let quote = empty.wrap_or_unwrap(WrapDirection::Unwrap, SwapKind::GivenIn, 40_001.into())?;
    /// assert_eq!((quote.amount_out_raw, quote.uses_wrapper), (49_999.into(), true));
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    pub fn at_rate(rate: Fixed, underlying: U256, wrapped: U256) -> Result<Self, Error> {
        Self::new(rate.raw(), Fixed::ONE.raw(), underlying, wrapped)
    }

    /// The same wrapper with other balances in the buffer.
    #[must_use]
    pub const fn with_balances(self, underlying: U256, wrapped: U256) -> Self {
        Self {
            underlying,
            wrapped,
            ..self
        }
    }

    /// The underlying tokens in the buffer.
    #[must_use]
    pub const fn underlying(&self) -> U256 {
        self.underlying
    }

    /// The wrapper's tokens in the buffer.
    #[must_use]
    pub const fn wrapped(&self) -> U256 {
        self.wrapped
    }

    /// Wraps or unwraps (`erc4626BufferWrapOrUnwrap`).
    ///
    /// The wrapper's own preview is asked for one unit less in, or one more out, than was given, and its answer is
    /// taken one unit worse: neither a rate that moves nor its rounding costs the buffer anything.
    ///
    /// # Errors
    /// [`Error::WrapAmountTooSmall`] for an amount given or calculated below 10,000 units; [`Error::BalanceOverflow`] for a
    /// balance of the buffer above 2^128 - 1; [`Error::Overflow`].
    ///
    /// ```
    /// use yb_core::vault::{Buffer, SwapKind, WrapDirection};
    ///
    /// // Two assets a share: 20,003 assets are worth 10,001.5 shares, of which a unit less in and a unit off leave 10,000.
    /// let buffer = Buffer::new(2.into(), 1.into(), 50_000.into(), 50_000.into())?;
    /// let quote = buffer.wrap_or_unwrap(WrapDirection::Wrap, SwapKind::GivenIn, 20_003.into())?;
    /// assert_eq!(quote.amount_out_raw, 10_000.into());
    /// assert_eq!(quote.after.underlying(), 70_003.into());
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    pub fn wrap_or_unwrap(
        &self,
        direction: WrapDirection,
        kind: SwapKind,
        amount_raw: U256,
    ) -> Result<BufferQuote, Error> {
        let (amount, wei) = (Amount::whole(&amount_raw), &Amount::WEI);
        large_enough(&amount)?;
        let calculated = match kind {
            SwapKind::GivenIn => self.preview(direction, kind, &amount.minus(wei)).minus(wei),
            SwapKind::GivenOut => self.preview(direction, kind, &amount.plus(wei)).plus(wei),
        };
        let (amount_in, amount_out) = match kind {
            SwapKind::GivenIn => (amount, calculated),
            SwapKind::GivenOut => (calculated, amount),
        };
        let (held_in, held_out) = &self.held(direction);
        let uses_wrapper = amount_out.exceeds(held_out);
        let (taken, given) = if uses_wrapper {
            self.through_wrapper(direction, kind, &amount_in, &amount_out)?
        } else {
            (Amount::ZERO, Amount::ZERO)
        };
        let held_in = held_in.plus(&amount_in).minus(&taken);
        let held_out = held_out.plus(&given).minus(&amount_out);
        check_balance(&held_in)?;
        check_balance(&held_out)?;
        // The Vault looks at the amount calculated last.
        large_enough(&calculated)?;
        let (underlying, wrapped) = match direction {
            WrapDirection::Wrap => (held_in.raw()?, held_out.raw()?),
            WrapDirection::Unwrap => (held_out.raw()?, held_in.raw()?),
        };
        let after = Self {
            underlying,
            wrapped,
            ..*self
        };
        Ok(BufferQuote {
            amount_in_raw: amount_in.raw()?,
            amount_out_raw: amount_out.raw()?,
            uses_wrapper,
            after,
        })
    }

    /// What the Vault gives to the wrapper and gets from it: the trade, and half of what the buffer has too much.
    fn through_wrapper(
        &self,
        direction: WrapDirection,
        kind: SwapKind,
        amount_in: &Amount,
        amount_out: &Amount,
    ) -> Result<(Amount, Amount), Error> {
        match kind {
            SwapKind::GivenIn => {
                let taken = signed(amount_in)?.plus(self.imbalance(direction)?)?;
                let taken = taken.to_fixed();
                Ok((taken, self.preview(direction, kind, &taken)))
            }
            SwapKind::GivenOut => {
                let other = match direction {
                    WrapDirection::Wrap => WrapDirection::Unwrap,
                    WrapDirection::Unwrap => WrapDirection::Wrap,
                };
                let given = signed(amount_out)?.minus(self.imbalance(other)?)?;
                let given = given.to_fixed();
                Ok((self.preview(direction, kind, &given), given))
            }
        }
    }

    /// Half of what the buffer holds more of the token that `direction` takes in than of the other, in that token
    /// (`getBufferUnderlyingImbalance`, `getBufferWrappedImbalance`).
    fn imbalance(&self, direction: WrapDirection) -> Result<Signed, Error> {
        let (held, other) = self.held(direction);
        let worth = self.preview(direction, SwapKind::GivenOut, &other);
        signed(&held)?
            .minus(signed(&worth)?)?
            .quotient(Signed::new(2))
    }

    /// What the buffer holds of the token that comes in, and of the one that goes out.
    fn held(&self, direction: WrapDirection) -> (Amount, Amount) {
        let (held_in, held_out) = match direction {
            WrapDirection::Wrap => (&self.underlying, &self.wrapped),
            WrapDirection::Unwrap => (&self.wrapped, &self.underlying),
        };
        (Amount::whole(held_in), Amount::whole(held_out))
    }

    /// ERC-4626's `previewDeposit`, `previewMint`, `previewRedeem` and `previewWithdraw`: down for what goes out, up for
    /// what comes in.
    fn preview(&self, direction: WrapDirection, kind: SwapKind, amount: &Amount) -> Amount {
        let (of_in, of_out) = match direction {
            WrapDirection::Wrap => (&self.assets, &self.shares),
            WrapDirection::Unwrap => (&self.shares, &self.assets),
        };
        let (of_in, of_out) = (&Amount::whole(of_in), &Amount::whole(of_out));
        match kind {
            SwapKind::GivenIn => amount.mul_div_down(of_out, of_in),
            SwapKind::GivenOut => amount.mul_div_up(of_in, of_out),
        }
    }
}

fn signed(amount: &Amount) -> Result<Signed, Error> {
    Signed::from_fixed((*amount)?)
}

fn large_enough(amount: &Amount) -> Result<(), Error> {
    if amount.raw()? < MINIMUM_WRAP_AMOUNT {
        Err(Error::WrapAmountTooSmall)
    } else {
        Ok(())
    }
}

//! A pool as it stands between two blocks.

use super::Hook;
use super::scaling::{Scale, rate_up};
use crate::fixed::{Amount, Error, Fixed, Steps, U256};
use crate::pools::{Curve, Pool};

/// A token cannot have more decimals than the curves count with.
const MAX_DECIMALS: u32 = 18;
/// 99.9999 %: a fee of 100 % would divide by zero.
pub(super) const MAX_FEE: Fixed = Fixed::from_wei(999_999_000_000_000_000);

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
        let digits =
            (0..=MAX_DECIMALS).find(|&digits| U256::from(10u64.pow(digits)) == scaling_factor);
        let decimals = MAX_DECIMALS - digits.ok_or(Error::InvalidScalingFactor)?;
        let rate_up = rate_up(rate)?;
        Ok(Self {
            address: address.to_ascii_lowercase(),
            decimals,
            scale: Scale::new(scaling_factor, rate).ok_or(Error::InvalidRate)?,
            scale_up: Scale::new(scaling_factor, rate_up).ok_or(Error::InvalidRate)?,
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

/// A pool as it stands between two blocks, known to be sound.
///
/// ```
/// use yb_core::fixed::{Error, Fixed};
/// use yb_core::pools::{Pool, Stable};
/// use yb_core::vault::{PoolState, Token};
///
/// let state = |balances: Vec<Fixed>| {
///     PoolState::new(
///         Pool::Stable(Stable::new(200_000.into())?),
///         vec![
///             Token::new("wstETH", 1.into(), "1.2".parse()?)?,
///             Token::new("WETH", 1.into(), Fixed::ONE)?,
///         ],
///         balances,
///         "0.0001".parse()?, // the swap fee
///         "0.5".parse()?,    // the protocol's share of it
///         "2200".parse()?,   // pool tokens
///     )
/// };
/// let pool = state(vec!["1200".parse()?, "1000".parse()?])?;
/// assert_eq!(pool.token_index("WSTETH")?, 0);
/// // 1,200 live are 1,000 tokens at that rate.
/// assert_eq!(Fixed::from_raw(pool.tokens()[0].raw(pool.balances()[0])?).to_string(), "1000");
/// assert_eq!(state(vec!["1200".parse()?]), Err(Error::InputLengthMismatch));
/// assert_eq!(state(vec!["1200".parse()?, Fixed::ZERO]), Err(Error::ZeroBalance));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolState {
    pool: Pool,
    tokens: Vec<Token>,
    balances: Vec<Fixed>,
    swap_fee: Fixed,
    aggregate_swap_fee: Fixed,
    total_supply: Fixed,
    hook: Option<Hook>,
}

impl PoolState {
    /// A pool with its live balances (18 decimals, rates applied), its swap fee, the share of the swap fee that the
    /// protocol and the pool's creator take together, and the number of its pool tokens.
    ///
    /// # Errors
    /// [`Error::MinTokens`], [`Error::MaxTokens`] and [`Error::InputLengthMismatch`] for numbers of tokens that the
    /// pool cannot hold or that do not match; [`Error::TokenAlreadyRegistered`] for a token twice;
    /// [`Error::ZeroBalance`] for a balance of 0 where the curve needs all, [`Error::BalanceOverflow`] for one above
    /// 2^128 - 1;
    /// [`Error::PercentageAboveMax`] for a swap fee above 99.9999 % or a share above 1; [`Error::PoolTotalSupplyTooLow`]
    /// below 10^6 wei of pool tokens.
    pub fn new(
        pool: Pool,
        tokens: Vec<Token>,
        balances: Vec<Fixed>,
        swap_fee: Fixed,
        aggregate_swap_fee: Fixed,
        total_supply: Fixed,
    ) -> Result<Self, Error> {
        pool.check_token_count(tokens.len())?;
        if balances.len() != tokens.len() {
            return Err(Error::InputLengthMismatch);
        }
        let mut others = tokens.as_slice();
        while let Some((token, rest)) = others.split_first() {
            if rest.iter().any(|other| other.address == token.address) {
                return Err(Error::TokenAlreadyRegistered);
            }
            others = rest;
        }
        let may_be_empty = pool.may_be_empty();
        if !may_be_empty && balances.iter().any(|balance| balance.is_zero()) {
            return Err(Error::ZeroBalance);
        }
        for balance in &balances {
            check_balance(*balance)?;
        }
        if swap_fee > MAX_FEE || aggregate_swap_fee > Fixed::ONE {
            return Err(Error::PercentageAboveMax);
        }
        check_total_supply(total_supply)?;
        Ok(Self {
            pool,
            tokens,
            balances,
            swap_fee,
            aggregate_swap_fee,
            total_supply,
            hook: None,
        })
    }

    /// The same pool with a hook. That is the feature `hooks`.
    ///
    /// # Errors
    /// [`Error::HookRegistrationFailed`] for a pool of a kind that the hook does not take;
    /// [`Error::InvalidRotationAngle`] for an ellipse that its surge hook does not take.
    ///
    /// ```
    /// use yb_core::fixed::{Error, Fixed};
    /// use yb_core::pools::{Pool, Weighted};
    /// use yb_core::vault::{Hook, PoolState, Token, hooks::EclpSurge};
    ///
    /// let pool = PoolState::new(
    ///     Pool::Weighted(Weighted::new(vec!["0.8".parse()?, "0.2".parse()?])?),
    ///     vec![Token::new("A", 1.into(), Fixed::ONE)?, Token::new("B", 1.into(), "2".parse()?)?],
    ///     vec!["1000".parse()?, "1000".parse()?],
    ///     "0.01".parse()?,
    ///     Fixed::ZERO,
    ///     "1000".parse()?,
    /// )?;
    /// // A surge along an ellipse has nothing to go by in a weighted pool.
    /// let surge = EclpSurge::new("0.3".parse()?, "0.95".parse()?, [Fixed::ONE, Fixed::ONE])?;
    /// assert_eq!(pool.with_hook(Hook::EclpSurge(surge)), Err(Error::HookRegistrationFailed));
    /// # Ok::<(), Error>(())
    /// ```
    #[cfg(feature = "hooks")]
    pub fn with_hook(self, hook: Hook) -> Result<Self, Error> {
        hook.register(&self.pool)?;
        Ok(Self {
            hook: Some(hook),
            ..self
        })
    }

    /// The hook, if there is one.
    #[must_use]
    pub const fn hook(&self) -> Option<&Hook> {
        // Without the feature none can be set, and the compiler may know it.
        if cfg!(feature = "hooks") {
            self.hook.as_ref()
        } else {
            None
        }
    }

    /// The kind of pool and its parameters.
    #[must_use]
    pub const fn pool(&self) -> &Pool {
        &self.pool
    }

    /// The tokens, in the order of their registration.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The live balances: 18 decimals, rates applied.
    #[must_use]
    pub fn balances(&self) -> &[Fixed] {
        &self.balances
    }

    /// The swap fee, a share of the amount in.
    #[must_use]
    pub const fn swap_fee(&self) -> Fixed {
        self.swap_fee
    }

    /// The share of the swap fee that leaves the pool for the protocol and the pool's creator.
    #[must_use]
    pub const fn aggregate_swap_fee(&self) -> Fixed {
        self.aggregate_swap_fee
    }

    /// The number of pool tokens.
    #[must_use]
    pub const fn total_supply(&self) -> Fixed {
        self.total_supply
    }

    /// The index of a token, by its address or name in any case.
    ///
    /// # Errors
    /// [`Error::TokenNotRegistered`].
    pub fn token_index(&self, address: &str) -> Result<usize, Error> {
        let address = address.to_ascii_lowercase();
        self.tokens
            .iter()
            .position(|token| token.address == address)
            .ok_or(Error::TokenNotRegistered)
    }

    /// The token at an index.
    pub(super) fn token(&self, index: usize) -> Result<&Token, Error> {
        self.tokens.get(index).ok_or(Error::TokenNotRegistered)
    }

    /// The live balance at an index.
    pub(super) fn balance(&self, index: usize) -> Result<&Fixed, Error> {
        self.balances.get(index).ok_or(Error::TokenNotRegistered)
    }

    /// Adds a raw amount to a balance.
    ///
    /// The Vault keeps raw balances and derives the live one, rounded down. The state here holds the live one alone;
    /// the raw one is the least from which it follows. The change is carried over, so that a live balance that follows
    /// from no raw one (a round number someone typed in) does not move by more than the trade.
    pub(super) fn receive(&mut self, index: usize, raw: &Amount) -> Result<(), Error> {
        let (scale, live) = self.counted(index)?;
        let before = scale.to_raw_up(&live);
        let after = scale.to_live_down(&before.plus(raw));
        let balance = live.plus(&after.minus(&scale.to_live_down(&before)));
        self.set_balance(index, balance?)
    }

    /// Takes a raw amount from a balance.
    pub(super) fn pay(&mut self, index: usize, raw: &Amount) -> Result<(), Error> {
        let (scale, live) = self.counted(index)?;
        let before = scale.to_raw_up(&live);
        let after = scale.to_live_down(&before.minus(raw));
        let balance = live.minus(&scale.to_live_down(&before).minus(&after));
        self.set_balance(index, balance?)
    }

    /// How a token counts, and its live balance.
    fn counted(&self, index: usize) -> Result<(&Scale, Amount), Error> {
        let balance = Ok(*self.balance(index)?);
        Ok((self.token(index)?.scale(), balance))
    }

    /// The live balances rounded up: one wei more where the balance is not exact.
    pub(super) fn balances_up(&self) -> Result<Vec<Fixed>, Error> {
        let mut up = Vec::with_capacity(self.balances.len());
        for (token, live) in self.tokens.iter().zip(&self.balances) {
            let scale = token.scale();
            let live = Ok(*live);
            let raw = scale.to_raw_up(&live);
            let inexact = scale.to_live_up(&raw).minus(&scale.to_live_down(&raw));
            up.push(live.plus(&inexact)?);
        }
        Ok(up)
    }

    /// Tells the pool's curve of a trade, a join or an exit.
    pub(super) fn touch(
        &mut self,
        balances: &[Fixed],
        supply_before: Fixed,
        supply_after: Fixed,
    ) -> Result<(), Error> {
        self.pool = self.pool.touched(balances, supply_before, supply_after)?;
        Ok(())
    }

    /// Puts another token, and the live balance of it, in a token's place.
    pub(super) fn set_token(
        &mut self,
        index: usize,
        token: Token,
        balance: Fixed,
    ) -> Result<(), Error> {
        self.set_balance(index, balance)?;
        let place = self.tokens.get_mut(index);
        *place.ok_or(Error::TokenNotRegistered)? = token;
        Ok(())
    }

    /// Mints or burns pool tokens.
    pub(super) fn set_total_supply(&mut self, total_supply: Fixed) -> Result<(), Error> {
        check_total_supply(total_supply)?;
        self.total_supply = total_supply;
        Ok(())
    }

    fn set_balance(&mut self, index: usize, balance: Fixed) -> Result<(), Error> {
        check_balance(balance)?;
        let place = self.balances.get_mut(index);
        *place.ok_or(Error::TokenNotRegistered)? = balance;
        Ok(())
    }
}

/// The Vault keeps a balance in 128 bits.
pub(super) fn check_balance(balance: Fixed) -> Result<(), Error> {
    if balance.raw() > u128::MAX.into() {
        Err(Error::BalanceOverflow)
    } else {
        Ok(())
    }
}

/// The Vault mints this many wei of pool tokens to nobody when a pool starts, and never burns them.
fn check_total_supply(total_supply: Fixed) -> Result<(), Error> {
    const LEAST: Fixed = Fixed::from_wei(1_000_000);
    if total_supply < LEAST {
        Err(Error::PoolTotalSupplyTooLow)
    } else {
        Ok(())
    }
}

//! A pool as it stands between two blocks.

use super::parts::{PoolParts, check_balance, check_total_supply};
use super::scaling::Scale;
use super::{Hook, Token};
use crate::fixed::{Amount, Error, Fixed, Steps, U256};
use crate::pools::Pool;

/// A pool as it stands between two blocks, known to be sound.
///
/// The Vault keeps each balance as the token counts it, raw, and live; the state, as Balancer's own format of one, has the
/// live one alone, and the other is the least from which it follows. Where a token's smallest unit counts for less than a
/// live wei (18 decimals and a rate below 1), several raw ones may have the same live one. If the Vault has a larger, its
/// joins count a balance up to a wei larger than here, an exit in recovery may pay more, and balances afterwards may be
/// apart; a swap is the same. [`with_raw_balances`](Self::with_raw_balances) tells which it is.
///
/// The live balances are those after the fees on yield that are due, as the Vault's `getCurrentLiveBalances` has them: with
/// balances rounded down. Before a join the Vault works the fees out with balances rounded up, which may be a unit more:
/// see [`update_rates`](super::update_rates), which takes the direction.
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
    parts: PoolParts,
}

impl PoolState {
    /// A pool with its live balances (18 decimals, rates applied), its swap fee, the share of the swap fee that the
    /// protocol and the pool's creator take together, and the number of its pool tokens.
    ///
    /// # Errors
    /// [`Error::MinTokens`], [`Error::MaxTokens`] and [`Error::InputLengthMismatch`] for numbers of tokens that the
    /// pool cannot hold or that do not match; [`Error::TokenAlreadyRegistered`] for a token twice;
    /// [`Error::ZeroBalance`] for a balance of 0 where the curve needs all, [`Error::BalanceOverflow`] for one above
    /// 2^128 - 1, live or in the token's smallest unit;
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
        Self::of(PoolParts {
            pool,
            tokens,
            balances,
            raw_balances: Vec::new(),
            swap_fee,
            aggregate_swap_fee,
            total_supply,
            hook: None,
        })
    }

    /// The pool of these parts.
    ///
    /// # Errors
    /// Those of [`new`](Self::new) and [`with_hook`](Self::with_hook).
    pub fn of(mut parts: PoolParts) -> Result<Self, Error> {
        parts.settle()?;
        Ok(Self { parts })
    }

    /// The same pool with its balances as the tokens count them, each in the token's smallest unit; the live ones follow
    /// from them.
    ///
    /// # Errors
    /// [`Error::InputLengthMismatch`] unless there is one for each token, and those of [`new`](Self::new).
    ///
    /// ```
    /// use yb_core::fixed::Fixed;
    /// use yb_core::pools::{Pool, Weighted};
    /// use yb_core::vault::{PoolState, RemoveRequest, Token, remove_liquidity};
    ///
    /// let pool = PoolState::new(
    ///     Pool::Weighted(Weighted::new(vec!["0.8".parse()?, "0.2".parse()?])?),
    ///     vec![Token::new("BRL", 1.into(), "0.18".parse()?)?, Token::new("USD", 1.into(), Fixed::ONE)?],
    ///     vec!["900".parse()?, "225".parse()?],
    ///     "0.01".parse()?,
    ///     Fixed::ZERO,
    ///     "1000".parse()?,
    /// )?;
    /// // 5,000 BRL and up to 5 wei more are 900 live: 1.8 wei of one make two wei of the other.
    /// let raw = |text: &str| Ok(text.parse::<Fixed>()?.raw());
    /// let known = pool.clone().with_raw_balances(vec![raw("5000.000000000000000005")?, raw("225")?])?;
    /// assert_eq!(known.balances(), pool.balances());
    /// let leave = RemoveRequest::Recovery { pool_tokens_in: "999".parse()? };
    /// let paid = |pool| Ok(Fixed::from_raw(remove_liquidity(pool, &leave)?.moves[0].amount_raw).to_string());
    /// assert_eq!(paid(&pool)?, "4995");
    /// assert_eq!(paid(&known)?, "4995.000000000000000004");
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    #[cfg(feature = "every-pool")]
    pub fn with_raw_balances(self, raw_balances: Vec<U256>) -> Result<Self, Error> {
        let mut parts = self.parts;
        parts.raw_balances = raw_balances;
        if parts.raw_balances.is_empty() {
            return Err(Error::InputLengthMismatch);
        }
        Self::of(parts)
    }

    /// The same pool at another moment: `change` puts other values in its parts, and the whole is checked as a new one is.
    ///
    /// # Errors
    /// Those of `change` and of [`of`](Self::of).
    ///
    /// ```
    /// use yb_core::fixed::{Error, Fixed};
    /// use yb_core::pools::{Pool, Weighted};
    /// use yb_core::vault::{PoolState, Token};
    ///
    /// let pool = Box::new(PoolState::new(
    ///     Pool::Weighted(Weighted::new(vec!["0.8".parse()?, "0.2".parse()?])?),
    ///     vec![Token::new("A", 1.into(), Fixed::ONE)?, Token::new("B", 1.into(), Fixed::ONE)?],
    ///     vec!["1000".parse()?, "1000".parse()?],
    ///     "0.01".parse()?,
    ///     Fixed::ZERO,
    ///     "1000".parse()?,
    /// )?);
    /// let fee: Fixed = "0.02".parse()?;
    /// let pool = pool.revised(|parts| Ok(parts.swap_fee = fee))?;
    /// assert_eq!(pool.swap_fee(), fee);
    /// assert_eq!(pool.revised(|parts| Ok(parts.balances.clear())), Err(Error::InputLengthMismatch));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn revised(
        mut self: Box<Self>,
        change: impl FnOnce(&mut PoolParts) -> Result<(), Error>,
    ) -> Result<Box<Self>, Error> {
        change(&mut self.parts)?;
        self.parts.settle()?;
        Ok(self)
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
        let mut parts = self.parts;
        parts.hook = Some(hook);
        Self::of(parts)
    }

    /// The hook, if there is one.
    #[must_use]
    pub const fn hook(&self) -> Option<&Hook> {
        // Without the feature none can be set, and the compiler may know it.
        if cfg!(feature = "hooks") {
            self.parts.hook.as_ref()
        } else {
            None
        }
    }

    /// The kind of pool and its parameters.
    #[must_use]
    pub const fn pool(&self) -> &Pool {
        &self.parts.pool
    }

    /// The tokens, in the order of their registration.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.parts.tokens
    }

    /// The live balances: 18 decimals, rates applied.
    #[must_use]
    pub fn balances(&self) -> &[Fixed] {
        &self.parts.balances
    }

    /// The balances in the tokens' smallest units, if they are known: see
    /// [`with_raw_balances`](Self::with_raw_balances). None if they are not.
    #[must_use]
    pub const fn raw_balances(&self) -> &[U256] {
        self.parts.known_raw()
    }

    /// The swap fee, a share of the amount in.
    #[must_use]
    pub const fn swap_fee(&self) -> Fixed {
        self.parts.swap_fee
    }

    /// The share of the swap fee that leaves the pool for the protocol and the pool's creator.
    #[must_use]
    pub const fn aggregate_swap_fee(&self) -> Fixed {
        self.parts.aggregate_swap_fee
    }

    /// The number of pool tokens.
    #[must_use]
    pub const fn total_supply(&self) -> Fixed {
        self.parts.total_supply
    }

    /// The index of a token, by its address or name in any case.
    ///
    /// # Errors
    /// [`Error::TokenNotRegistered`].
    pub fn token_index(&self, address: &str) -> Result<usize, Error> {
        let address = address.to_ascii_lowercase();
        self.parts
            .tokens
            .iter()
            .position(|token| token.address() == address)
            .ok_or(Error::TokenNotRegistered)
    }

    /// The token at an index.
    pub(super) fn token(&self, index: usize) -> Result<&Token, Error> {
        self.parts
            .tokens
            .get(index)
            .ok_or(Error::TokenNotRegistered)
    }

    /// The live balance at an index.
    pub(super) fn balance(&self, index: usize) -> Result<&Fixed, Error> {
        self.parts
            .balances
            .get(index)
            .ok_or(Error::TokenNotRegistered)
    }

    /// Adds a raw amount to a balance.
    ///
    /// The Vault keeps raw balances and derives the live one, rounded down. The change is carried over, so that a live
    /// balance that follows from no raw one (a round number someone typed in) does not move by more than the trade.
    pub(super) fn receive(&mut self, index: usize, raw: &Amount) -> Result<(), Error> {
        let Counted {
            scale,
            live,
            raw: before,
        } = self.counted(index)?;
        let grown = before.plus(raw);
        let after = scale.to_live_down(&grown);
        let balance = live.plus(&after.minus(&scale.to_live_down(&before)));
        check_balance(&grown)?;
        self.set_balance(index, &balance, &grown)
    }

    /// Takes a raw amount from a balance.
    pub(super) fn pay(&mut self, index: usize, raw: &Amount) -> Result<(), Error> {
        let Counted {
            scale,
            live,
            raw: before,
        } = self.counted(index)?;
        let left = before.minus(raw);
        let after = scale.to_live_down(&left);
        let balance = live.minus(&scale.to_live_down(&before).minus(&after));
        self.set_balance(index, &balance, &left)
    }

    /// A token's balance, live and raw: the one that is known, or the least from which the live one follows.
    pub(super) fn counted(&self, index: usize) -> Result<Counted<'_>, Error> {
        let live = Ok(*self.balance(index)?);
        let scale = self.token(index)?.scale();
        let raw = self.parts.raw(index, scale, &live);
        Ok(Counted { scale, live, raw })
    }

    /// The live balances rounded up: one wei more where the balance is not exact.
    pub(super) fn balances_up(&self) -> Result<Vec<Fixed>, Error> {
        let mut up = Vec::new();
        for index in 0..self.parts.balances.len() {
            let Counted { scale, live, raw } = self.counted(index)?;
            let inexact = scale.to_live_up(&raw).minus(&scale.to_live_down(&raw));
            up.push(live.plus(&inexact)?);
        }
        Ok(up)
    }

    /// Tells the pool's curve of a trade, or of a join or an exit from one supply to another.
    pub(super) fn touch(
        &mut self,
        balances: &[Fixed],
        supplies: Option<[Fixed; 2]>,
    ) -> Result<(), Error> {
        self.parts.pool = self.parts.pool.touched(balances, supplies)?;
        Ok(())
    }

    /// Puts another token, and its balance live and raw, in a token's place.
    pub(super) fn set_token(
        &mut self,
        index: usize,
        token: Token,
        balance: Fixed,
        raw: U256,
    ) -> Result<(), Error> {
        self.set_balance(index, &Ok(balance), &Amount::whole(&raw))?;
        let place = self.parts.tokens.get_mut(index);
        *place.ok_or(Error::TokenNotRegistered)? = token;
        Ok(())
    }

    /// Mints or burns pool tokens.
    pub(super) fn set_total_supply(&mut self, total_supply: Fixed) -> Result<(), Error> {
        check_total_supply(total_supply)?;
        self.parts.total_supply = total_supply;
        Ok(())
    }

    fn set_balance(&mut self, index: usize, balance: &Amount, raw: &Amount) -> Result<(), Error> {
        check_balance(balance)?;
        let place = self.parts.balances.get_mut(index);
        *place.ok_or(Error::TokenNotRegistered)? = (*balance)?;
        if !self.parts.known_raw().is_empty() {
            let place = self.parts.raw_balances.get_mut(index);
            *place.ok_or(Error::TokenNotRegistered)? = raw.raw()?;
        }
        Ok(())
    }
}

/// A token's balance, live and raw, and how the one becomes the other.
pub(super) struct Counted<'a> {
    pub(super) scale: &'a Scale,
    pub(super) live: Amount,
    pub(super) raw: Amount,
}

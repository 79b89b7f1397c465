//! A trade in the calculator's words, made ready for the Vault and priced.

use super::Input;
use crate::calculators::amounts::to_f64;
use crate::calculators::pool::{PoolInput, whole_tokens};
use crate::definition::unit::plain;
use crate::definition::{Code, Errors};
use crate::fixed::text::format_units;
use crate::fixed::{Error, Fixed};
use crate::said;
use crate::vault::{SwapKind, SwapQuote, SwapRequest, Token, swap};

/// An input whose words have become indices and integers.
pub(super) struct Trade<'a> {
    pub(super) input: &'a Input,
    pub(super) request: SwapRequest,
    pub(super) token_in: &'a Token,
    pub(super) token_out: &'a Token,
}

/// Tells that two names mean the same token.
pub(super) fn differ(pool: &PoolInput, token_in: &str, token_out: &str, errors: &mut Errors) {
    let found = pool.find(token_out);
    if let Some(symbol) = found.and_then(|token| pool.symbols.get(token))
        && pool.find(token_in) == found
    {
        let code = Code::Contract(Error::CannotSwapSameToken.name());
        errors.push("tokenOut", code, said!(symbol, " is the token in as well"));
    }
}

impl<'a> Trade<'a> {
    pub(super) fn new(input: &'a Input) -> Result<Self, Errors> {
        let mut errors = Errors::new();
        let token_in = input.pool.token(&input.token_in, "tokenIn", &mut errors);
        let token_out = input.pool.token(&input.token_out, "tokenOut", &mut errors);
        let (Some(token_in), Some(token_out)) = (token_in, token_out) else {
            return Err(errors);
        };
        let tokens = input.pool.state.tokens();
        let given = match input.kind {
            SwapKind::GivenIn => &tokens[token_in],
            SwapKind::GivenOut => &tokens[token_out],
        };
        let amount = input.amount.as_str();
        let unit = input.amount_unit;
        let amount_raw = unit.read(amount, given.decimals(), "amount", &mut errors);
        let Some(amount_raw) = amount_raw else {
            return Err(errors);
        };
        let request = SwapRequest {
            kind: input.kind,
            token_in,
            token_out,
            amount_raw,
        };
        Ok(Trade {
            input,
            request,
            token_in: &tokens[token_in],
            token_out: &tokens[token_out],
        })
    }

    pub(super) fn symbol_in(&self) -> &str {
        &self.input.pool.symbols[self.request.token_in]
    }

    pub(super) fn symbol_out(&self) -> &str {
        &self.input.pool.symbols[self.request.token_out]
    }

    /// The token whose amount is given, with its symbol and live balance.
    pub(super) fn given(&self) -> (&Token, &str, Fixed) {
        let balances = self.input.pool.state.balances();
        match self.request.kind {
            SwapKind::GivenIn => (
                self.token_in,
                self.symbol_in(),
                balances[self.request.token_in],
            ),
            SwapKind::GivenOut => (
                self.token_out,
                self.symbol_out(),
                balances[self.request.token_out],
            ),
        }
    }

    pub(super) fn quote(&self) -> Result<SwapQuote, Errors> {
        swap(&self.input.pool.state, &self.request).map_err(|error| self.refused(error))
    }

    /// Whole tokens out for one whole token in, fee included.
    pub(super) fn effective_price(&self, quote: &SwapQuote) -> f64 {
        to_f64(quote.amount_out_raw, self.token_out.decimals())
            / to_f64(quote.amount_in_raw, self.token_in.decimals())
    }

    /// `1 − (out / (in − fee)) / spot`, from the numbers that the curve saw.
    pub(super) fn price_impact(&self, quote: &SwapQuote, spot: f64) -> f64 {
        let (live_in, live_out) = match quote.request.kind {
            SwapKind::GivenIn => (quote.curve_given, quote.curve_calculated),
            SwapKind::GivenOut => (quote.curve_calculated, quote.curve_given),
        };
        let rates = self.token_in.rate().to_f64() / self.token_out.rate().to_f64();
        1.0 - live_out.to_f64() / live_in.to_f64() * rates / spot
    }

    /// Why the pool refuses the amount: the contract's name for it, and the balance that limits.
    pub(super) fn refused(&self, error: Error) -> Errors {
        let (token, symbol, live) = self.given();
        let balance = whole_tokens(live, token);
        let given = format_units(self.request.amount_raw, token.decimals());
        let limit = match error {
            #[cfg(any(feature = "plain", feature = "moving"))]
            Error::MaxInRatio => said!(", and the limit less fee is ", plain(balance * 0.3)),
            #[cfg(any(feature = "plain", feature = "moving"))]
            Error::MaxOutRatio => said!(", and the limit is ", plain(balance * 0.3)),
            _ => String::new(),
        };
        let balance = plain(balance);
        let fault = said!(
            given,
            " ",
            symbol,
            ": ",
            error,
            "; the pool holds ",
            balance,
            " ",
            symbol,
            limit
        );
        Errors::one("amount", Code::Contract(error.name()), fault)
    }
}

//! `eclp-params`: which ellipse?

mod exact;
mod limits;
mod papers;
mod picture;
mod presets;
mod profile;

use crate::analysis::lvr;
use crate::definition::calculator::evaluate;
use crate::definition::field::{choice, decimal, list, number, text};
use crate::definition::figure::figure;
use crate::definition::{
    Calculator, Code, Errors, Inputs, Method, Outputs, Report, Sentence, Source, Tone, Unit,
};
use crate::fixed::text::format_signed;
use crate::{choices, inputs, outputs};
use exact::Ellipse;
use profile::Sized;

choices! {
    /// What the picture shows.
    pub enum Picture {
        /// Where the liquidity is.
        Liquidity = "liquidity" "liquidity by price",
        /// What depth costs, for every stretch.
        Frontier = "frontier" "depth against loss, over λ",
    }
}

inputs! {
    /// An ellipse, in prices with the rates divided out, and the pool that it is for.
    pub struct Input {
        /// Lowest price of the first token in the second, rates divided out: there the pool is all first token.
        alpha: String = decimal("Lowest price α", "0.9985").slide(0.9, 1.0).step(0.0001);
        /// Highest price, rates divided out: there the pool has sold all of the first token.
        beta: String = decimal("Highest price β", "1.0005").slide(1.0, 1.1).step(0.0001);
        /// Price with the most liquidity, rates divided out, with up to 36 decimals; c and s follow from it.
        peak: String = decimal("Price of the peak", "1").slide(0.9, 1.1).step(0.0001);
        /// How far the ellipse is stretched: how much of the liquidity is near the peak. Contracts take 1 to 100,000,000.
        lambda: String = decimal("Stretch λ", "8500").slide(1.0, 1e6).step(1.0).log();
        /// Rates of the first and the second token; 1 for a token without one.
        rates: Vec<String> = list("Rates of both tokens", &decimal("Rate", "1"), "1.161179831, 1", (2, 2)).advanced();
        /// Price to start at, rates divided out; 0 starts at the peak.
        price: f64 = number("Price to start at (0: the peak)", Unit::Price, 0.0)
            .range(0.0, 1e9).slide(0.0, 2.0).step(0.0001).advanced();
        /// Value to start with, in second tokens times their rate.
        tvl: f64 = number("Value to start with", Unit::Money, 1000.0)
            .range(1e-6, 1e15).slide(10.0, 1e8).step(1.0).log().advanced();
        /// Move of the price, up or down, at which depth and idle capital are read.
        max_impact: f64 = number("Move of the price to read depth at", Unit::BasisPoints, 0.0001)
            .range(1e-6, 0.2).slide(0.0001, 0.02).step(0.0001).log().advanced();
        /// Volatility of the price over the rate, per square root of a year.
        basis_volatility: f64 = number("Volatility of the basis", Unit::PercentPerRootYear, 0.005)
            .range(0.0, 10.0).slide(0.0, 0.1).step(0.001).advanced();
        /// Cosine of the rotation, to check a pool whose peak is not known; with s it takes the place of the peak.
        c: String = text("Cosine c, in place of the peak", "").advanced();
        /// Sine of the rotation, with c.
        s: String = text("Sine s", "").advanced();
        /// What the picture shows.
        picture: Picture = choice("The picture shows", Picture::CHOICES, "liquidity").advanced();
    }
    rules(errors) {
        (alpha, beta, peak, lambda, rates, c, s) => {
            let [alpha, beta, peak, lambda, c, s] = [alpha, beta, peak, lambda, c, s].map(String::as_str);
            exact::read(&exact::Texts { alpha, beta, peak, lambda, c, s, rates }, errors);
        },
    }
}

outputs! {
    /// A limit of the contract.
    pub struct Check {
        /// What is checked.
        asked: String = figure("Checked", Unit::Plain);
        /// pass or fail.
        result: String = figure("Result", Unit::Plain);
        /// By how much the value lies beyond the limit.
        beyond: String = figure("Beyond by", Unit::Plain);
        /// What may be.
        allowed: String = figure("Allowed", Unit::Plain);
        /// What is.
        value: String = figure("Value", Unit::Plain);
        /// The name under which the contract refuses it.
        error: String = figure("The contract’s error", Unit::Plain);
    }
}

outputs! {
    /// A parameter that the contract is handed besides those chosen.
    pub struct Derived {
        /// Its name in the contract.
        name: String = figure("Name", Unit::Plain);
        /// The number, with all its 38 decimals.
        value: String = figure("Value", Unit::Plain);
        /// The integer that the contract takes.
        integer: String = figure("Integer for the contract", Unit::Plain);
    }
}

outputs! {
    /// The pool at a price.
    pub struct Point {
        /// The price, rates divided out.
        price: f64 = figure("Price, rates divided out", Unit::Price).digits(7);
        /// The price that a market shows.
        market_price: f64 = figure("Market price", Unit::Price).digits(7);
        /// Share of the pool's value in the first token.
        share: f64 = figure("First token", Unit::Percent);
        /// Value that trades for each basis point of price, as a share of the pool's value at the start.
        liquidity: f64 = figure("Traded for each bp", Unit::Percent);
        /// How many times deeper than a constant product of the same value.
        concentration: f64 = figure("Depth, times x · y = k", Unit::Plain);
    }
}

outputs! {
    /// One stretch, and what it brings and costs.
    pub struct Row {
        /// The stretch.
        lambda: f64 = figure("λ", Unit::Plain).digits(6);
        /// Whether the contract takes it with these prices.
        valid: bool = figure("The contract takes it", Unit::Plain);
        /// Trade that moves the price by the move asked for, as a share of the pool's value.
        depth: f64 = figure("Depth", Unit::Percent).tone(Tone::Kept);
        /// Loss versus rebalancing at the start a year, before fees.
        lvr: f64 = figure("LVR a year", Unit::PercentPerYear).tone(Tone::Lost);
        /// Value lost against holding if the price goes from the start to the lowest.
        loss_at_alpha: f64 = figure("Loss at α", Unit::Percent).tone(Tone::Lost2);
        /// Share of the value that stays unused while the price stays within the move.
        idle_capital: f64 = figure("Idle", Unit::Percent);
    }
}

outputs! {
    /// The ellipse as the contract takes it, and the pool that it makes.
    pub struct Output {
        /// Whether the contract takes these parameters.
        valid: bool = figure("The contract takes it", Unit::Plain);
        /// The first of the contract's errors, if it refuses.
        fails: Option<String> = figure("It fails with", Unit::Plain).tone(Tone::Lost).none("");
        /// By how much the value lies beyond that limit.
        fails_by: Option<f64> = figure("Beyond the limit by", Unit::Plain).digits(6).tone(Tone::Lost).none("");
        /// Cosine of the rotation, 18 decimals.
        c: String = figure("c", Unit::Plain);
        /// Sine of the rotation, 18 decimals.
        s: String = figure("s", Unit::Plain);
        /// The price at which liquidity peaks, s/c.
        peak_price: Option<f64> = figure("Peak, s/c", Unit::Price).digits(10).none("none");
        /// The angle by which the ellipse is turned, in degrees.
        angle: f64 = figure("Angle in degrees", Unit::Plain).digits(4);
        /// Whether the E-CLP surge hook takes it: c and s of at least 0.5, an angle of 30 to 60 degrees.
        surge_hook: bool = figure("The surge hook takes it (30° to 60°)", Unit::Plain);
        /// The lowest price as a market shows it: times the first rate, over the second.
        market_alpha: f64 = figure("α as a market price", Unit::Price).digits(8);
        /// The highest price as a market shows it.
        market_beta: f64 = figure("β as a market price", Unit::Price).digits(8);
        /// The peak as a market shows it.
        market_peak: Option<f64> = figure("The peak as a market price", Unit::Price).digits(8).none("none");
        /// The price at the start, rates divided out.
        start_price: f64 = figure("Price at the start", Unit::Price).digits(8);
        /// How many times deeper than a constant product of its value the pool is at the start.
        concentration: f64 = figure("Depth at the start, times x · y = k", Unit::Plain).tone(Tone::Kept);
        /// Share of the value in the first token at the start.
        share: f64 = figure("First token at the start", Unit::Percent);
        /// Share of the value that stays unused while the price stays within the move asked for, on both sides of the start.
        idle_capital: f64 = figure("Idle capital within the move", Unit::Percent);
        /// The same of a StableSwap pool as deep at the peak, while the price stays between the lowest and the highest; the ellipse leaves nothing idle there.
        stable_idle: Option<f64> = figure("Idle from α to β with StableSwap as deep", Unit::Percent).none("–");
        /// Loss versus rebalancing at the start, a fraction of the value a year, before fees.
        lvr: f64 = figure("LVR, before fees", Unit::PercentPerYear).tone(Tone::Lost);
        /// Second tokens for each first token to start with, at the price of the start.
        initial_ratio: Option<f64> = figure("Second tokens for each first, to start", Unit::Plain).digits(10).none("no first token");
        /// First tokens to start with, for the value asked for.
        initial_amount0: f64 = figure("First tokens to start with", Unit::Plain).digits(10);
        /// Second tokens to start with.
        initial_amount1: f64 = figure("Second tokens to start with", Unit::Plain).digits(10);
        /// The x of τ(α), 38 decimals, as the contract's integer.
        tau_alpha_x: String = figure("τ(α).x", Unit::Raw).hidden();
        /// The y of τ(α).
        tau_alpha_y: String = figure("τ(α).y", Unit::Raw).hidden();
        /// The x of τ(β).
        tau_beta_x: String = figure("τ(β).x", Unit::Raw).hidden();
        /// The y of τ(β).
        tau_beta_y: String = figure("τ(β).y", Unit::Raw).hidden();
        /// u.
        u: String = figure("u", Unit::Raw).hidden();
        /// v.
        v: String = figure("v", Unit::Raw).hidden();
        /// w.
        w: String = figure("w", Unit::Raw).hidden();
        /// z.
        z: String = figure("z", Unit::Raw).hidden();
        /// dSq, which is c² + s².
        d_sq: String = figure("dSq", Unit::Raw).hidden();
        /// Every limit of the contract, in its order.
        checks: Vec<Check> = figure("The contract’s limits", Unit::Plain).drawer();
        /// What follows from the ellipse, with 38 decimals.
        derived: Vec<Derived> = figure("The derived parameters", Unit::Plain).drawer();
        /// The pool at prices from the lowest to the highest.
        profile: Vec<Point> = figure("Share and liquidity at each price", Unit::Plain).drawer();
        /// Stretches in steps, and the one asked for.
        frontier: Vec<Row> = figure("Depth against loss, over λ", Unit::Plain).drawer();
        /// The parameters as the factory takes them.
        contract: String = figure("For the pool’s maker", Unit::Plain).file("eclp-parameters.json");
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "eclp-params",
    title: "Which ellipse should my E-CLP have?",
    summary: "c and s of a peak price, the derived parameters with all 38 decimals, every limit of \
              the contract with its value, and where the liquidity is.",
    method: Method {
        formula: "c = 1/√(1+p²)   ·   s = p/√(1+p²)   ·   |x′(p)| = r λ² / [(c + s p)² + λ² (c p − s)²]^{3/2}",
        text: "α, β, λ and the rates are read as exact decimals of up to 18 digits after the point, \
               the peak of up to 36. c and s are rounded to the nearest 18th decimal, the half up, as \
               in the pools on chain. The derived parameters are worked out in whole numbers to 76 \
               decimals and cut at the 38th. The limits are those of validateParams and \
               validateDerivedParamsLimits, in their order, with the contract’s own arithmetic. \
               Prices have the rates divided out: a market shows α · rate₀ / rate₁. To start at a \
               price, the amounts must be in the ratio that the curve has there; they are divided by \
               the rates, because the pool multiplies what it gets by them. Liquidity, depth and loss \
               are floating point, without fees.",
        sources: &[
            Source {
                label: "Gyroscope, E-CLP Mathematics (2024), sections 2.1, 2.2 and A.1",
                address: "https://github.com/gyrostable/technical-papers",
            },
            Source {
                label: "balancer-v3-monorepo at 0a5890a: GyroECLPMath.sol, lines 80–142; ECLPSurgeHook.sol, lines 64–88",
                address: "https://github.com/balancer/balancer-v3-monorepo",
            },
        ],
        code: "core/src/pools/gyro_eclp/derive.rs",
    },
    presets: presets::PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let ellipse = Ellipse::read(input)?;
    let pool = start(input, &ellipse)?;
    let limits = ellipse.checks()?;
    let fails = limits.iter().find(|check| !check.passes());
    let at = pool.curve.position(pool.price);
    let [rate0, rate1] = ellipse.rates;
    let market = |price: f64| price * rate0 / rate1;
    let size = input.tvl / at.value();
    let [amount0, amount1] = [at.x * size / rate0, at.y * size / rate1];
    let around = [1.0 - input.max_impact, 1.0 / (1.0 - input.max_impact)];
    let derived = &ellipse.derived;
    let integer = |number| format_signed(number, 0);
    let (low, high) = (pool.low, pool.high);
    let frontier = profile::frontier(input, &ellipse, &pool)?;
    Ok(Report {
        reading: reading(&pool, fails, at.concentration(), amount1 / amount0),
        chart: match input.picture {
            Picture::Liquidity => picture::liquidity(&pool),
            Picture::Frontier => picture::frontier(&frontier, &pool, input.max_impact),
        },
        output: Output {
            valid: fails.is_none(),
            fails: fails.map(|check| check.error.name().into()),
            fails_by: fails.and_then(limits::beyond),
            c: ellipse.params.c.to_string(),
            s: ellipse.params.s.to_string(),
            peak_price: pool.peak,
            angle: ellipse.angle(),
            surge_hook: ellipse.takes_the_surge_hook(),
            market_alpha: market(low),
            market_beta: market(high),
            market_peak: pool.peak.map(market),
            start_price: pool.price,
            concentration: at.concentration(),
            share: at.share(),
            idle_capital: pool.idle(around),
            stable_idle: pool.stable_idle(),
            lvr: lvr::rate(pool.curve, input.basis_volatility, pool.price),
            initial_ratio: (amount0 > 0.0).then_some(amount1 / amount0),
            initial_amount0: amount0,
            initial_amount1: amount1,
            tau_alpha_x: integer(derived.tau_alpha[0]),
            tau_alpha_y: integer(derived.tau_alpha[1]),
            tau_beta_x: integer(derived.tau_beta[0]),
            tau_beta_y: integer(derived.tau_beta[1]),
            u: integer(derived.u),
            v: integer(derived.v),
            w: integer(derived.w),
            z: integer(derived.z),
            d_sq: integer(derived.d_sq),
            checks: limits.iter().map(limits::row).collect(),
            derived: papers::derived(derived),
            profile: pool.profile(market),
            contract: papers::contract(&ellipse),
            frontier,
        },
    })
}

/// The pool at its start.
fn start(input: &Input, ellipse: &Ellipse) -> Result<Sized, Errors> {
    let pool = Sized::new(ellipse, input.price);
    if input.price > 0.0 && !pool.curve.contains(input.price) {
        let [low, high] = [&input.alpha, &input.beta];
        let given = crate::definition::unit::plain(input.price);
        let fault = format!(
            "{given} must lie between alpha, {low}, and beta, {high}; or be 0 for the peak"
        );
        return Err(Errors::one("price", Code::Conflict, fault));
    }
    Ok(pool)
}

fn reading(
    pool: &Sized,
    fails: Option<&crate::pools::EclpCheck>,
    concentration: f64,
    ratio: f64,
) -> Sentence {
    let words = Sentence::new();
    if let Some(check) = fails {
        return limits::refusal(words, check);
    }
    let words = words.text("The contract takes it. At ");
    let words = words.number(pool.price, Unit::Price, 7, Tone::Plain);
    let words = words.text(" the pool is ");
    let words = words.number(concentration, Unit::Plain, 3, Tone::Kept);
    let words = words.text(" times as deep as x · y = k");
    if !ratio.is_finite() {
        return words.text("; it would start with second tokens alone.");
    }
    let words = words.text("; to start there it needs ");
    let words = words.number(ratio, Unit::Plain, 7, Tone::Plain);
    words.text(" second tokens for each first one.")
}

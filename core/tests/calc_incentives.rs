//! Incentives: golden values, inverses that invert, and bad input.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use proptest::prelude::*;
use yb_core::calculators::find;
use yb_core::definition::{Answer, Errors, Value};

fn ask(pairs: &[(&str, &str)]) -> Result<Answer, Errors> {
    let pair = |(key, value): &(&str, &str)| ((*key).to_owned(), Value::from(*value));
    let pairs: Vec<_> = pairs.iter().map(pair).collect();
    find("incentives").unwrap().answer(&pairs)
}

fn number(answer: &Answer, key: &str) -> f64 {
    let value = answer.figure(key).unwrap().value.as_number();
    value.unwrap_or_else(|| panic!("{key} is no number"))
}

fn close(got: f64, golden: f64) {
    let error = (got / golden - 1.0).abs();
    assert!(error <= 1e-12, "{got} is not {golden}");
}

#[test]
fn what_a_size_costs_and_what_a_budget_buys() {
    let answer = ask(&[]).unwrap();
    close(number(&answer, "perYear"), 300_000.0);
    close(number(&answer, "perWeek"), 300_000.0 * 7.0 / 365.0);
    close(number(&answer, "tvlForBudget"), 200_000.0 / 0.03);
    close(number(&answer, "efficiency"), 1.0);
    close(number(&answer, "returnAtTarget"), 0.05);
    close(number(&answer, "tvlPerUnit"), 1.0 / 0.03);
    // Fees of 60,000 a year pay a part of it.
    let answer = ask(&[("feesPerYear", "60000")]).unwrap();
    close(number(&answer, "perYear"), 240_000.0);
    close(number(&answer, "tvlForBudget"), 260_000.0 / 0.03);
    // A channel that keeps 3 %.
    let answer = ask(&[("channelFee", "0.03")]).unwrap();
    close(number(&answer, "spendPerYear"), 300_000.0 / 0.97);
    close(number(&answer, "tvlForBudget"), 194_000.0 / 0.03);
}

#[test]
fn tokens_are_money_at_their_prices() {
    let answer = ask(&[("prices", "1, 4, 0.5")]).unwrap();
    let rows = answer
        .figure("rewards")
        .unwrap()
        .value
        .as_list()
        .unwrap()
        .to_vec();
    for (row, price) in rows.iter().zip([1.0, 4.0, 0.5]) {
        let week = row.get("forTarget").unwrap().as_number().unwrap();
        close(week * price, 300_000.0 * 7.0 / 365.0);
        let week = row.get("forBudget").unwrap().as_number().unwrap();
        close(week * price, 200_000.0 * 7.0 / 365.0);
    }
}

#[test]
fn votes_are_as_efficient_as_what_they_bring() {
    // 2,438.5996 BAL a week at 3.01 for 250,000 a year.
    let votes = [
        ("budget", "250000"),
        ("prices", "3.01"),
        ("emittedPerWeek", "2438.5996"),
    ];
    let answer = ask(&votes).unwrap();
    let golden = 2438.5996 * 3.01 * 365.0 / 7.0 / 250_000.0;
    close(number(&answer, "efficiency"), golden);
    assert!(
        answer
            .reading
            .to_string()
            .contains("ended in the second quarter of 2026")
    );
    // Two tokens at once.
    let two = [
        ("budget", "100000"),
        ("prices", "2, 10"),
        ("emittedPerWeek", "500, 100"),
    ];
    let answer = ask(&two).unwrap();
    close(
        number(&answer, "efficiency"),
        2000.0 * 365.0 / 7.0 / 100_000.0,
    );
}

#[test]
fn a_pool_that_gives_enough_needs_nothing() {
    let answer = ask(&[("organic", "0.06")]).unwrap();
    assert!(number(&answer, "perYear").abs() < f64::EPSILON);
    assert_eq!(answer.figure("tvlForBudget").unwrap().value, Value::Null);
    assert!(answer.reading.to_string().contains("need nothing"));
    let answer = ask(&[("feesPerYear", "1000000")]).unwrap();
    assert!(number(&answer, "perYear").abs() < f64::EPSILON);
    assert!(answer.reading.to_string().contains("fees are enough"));
    // A budget of nothing holds nothing, and nothing else breaks.
    let answer = ask(&[("budget", "0")]).unwrap();
    assert!(number(&answer, "tvlForBudget").abs() < f64::EPSILON);
}

#[test]
fn bad_input_is_named() {
    for (pairs, field, words) in [
        (&[("targetTvl", "0")][..], "targetTvl", "0.01"),
        (&[("prices", "")], "prices", "1 to 8"),
        (&[("prices", "0")], "prices[0]", "below the limit"),
        (
            &[("emittedPerWeek", "1, 2")],
            "emittedPerWeek",
            "2 of these for 1",
        ),
        (
            &[("emittedPerWeek", "1"), ("budget", "0")],
            "budget",
            "above 0",
        ),
        (&[("channelFee", "1")], "channelFee", "99"),
        (&[("hurdle", "NaN")], "hurdle", "number"),
        (&[("organic", "-2")], "organic", "-1"),
    ] {
        let errors = ask(pairs).unwrap_err();
        let message = &errors
            .at(field)
            .unwrap_or_else(|| panic!("{errors}"))
            .message;
        assert!(message.contains(words), "{message}");
    }
}

proptest! {
    /// The budget that a size costs buys that size; more size costs more; a higher hurdle too.
    #[test]
    fn inverses_invert(
        tvl in 1.0..1e12f64, hurdle in 0.01..2.0f64, part in -0.5..0.99f64,
        fee in 0.0..0.5f64, fees in 0.0..1e6f64,
    ) {
        let organic = hurdle * part;
        let run = |tvl: f64, hurdle: f64, budget: f64| (find("incentives").unwrap().run)(
            &Value::object(vec![
                ("targetTvl", Value::from(tvl)), ("hurdle", hurdle.into()),
                ("organic", organic.into()), ("budget", budget.into()),
                ("channelFee", fee.into()), ("feesPerYear", fees.into()),
            ])).unwrap();
        let spend = number(&run(tvl, hurdle, 0.0), "spendPerYear");
        let needed = number(&run(tvl, hurdle, 0.0), "perYear");
        if needed > 0.0 && spend < 1e15 {
            let back = run(tvl, hurdle, spend);
            let bought = number(&back, "tvlForBudget");
            prop_assert!((bought / tvl - 1.0).abs() < 1e-9, "{bought} for {tvl}");
            let rate = number(&back, "returnAtTarget");
            prop_assert!((rate - hurdle).abs() <= 1e-9 * hurdle, "{rate} for {hurdle}");
        }
        prop_assert!(number(&run(tvl * 1.5, hurdle, 0.0), "perYear") >= needed);
        prop_assert!(number(&run(tvl, hurdle * 1.5, 0.0), "perYear") >= needed);
    }
}

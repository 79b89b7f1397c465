//! The real pools and tokens that calculators start from, with their sources, as tables.

use crate::html::escape;
use anyhow::{Result, anyhow};
use yb_core::calculators::pool::named_pools;
use yb_core::calculators::tokens::{TOKENS, Token};
use yb_core::definition::{Unit, decimal};

/// A table, as mdBook writes one.
pub(crate) fn table(head: &[&str], rows: &str) -> String {
    let head: String = head
        .iter()
        .map(|name| format!("<th scope=\"col\">{name}</th>"))
        .collect();
    format!(
        "<div class=\"table-wrapper\"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
}

/// Every token, with every rate that was read and the yield between the two of its sentence.
pub(crate) fn tokens() -> Result<String> {
    let rows: String = TOKENS.iter().map(token).collect::<Result<_>>()?;
    Ok(table(
        &[
            "Token",
            "What it is",
            "Rates read",
            "Yield a year, continuous",
        ],
        &rows,
    ))
}

fn token(token: &Token) -> Result<String> {
    let code = |address: &str| format!("<code>{}</code>", escape(address));
    let provider = match token.provider {
        "" => "no rate provider registered".to_owned(),
        own if own == token.address => "its own rate provider".to_owned(),
        other => format!("rate provider {}", code(other)),
    };
    let rates = token.rates.iter().map(|it| {
        let block = it
            .block
            .map_or(String::new(), |block| format!(", block {block}"));
        format!(
            "<li>{}{block}: {} ({})</li>",
            it.day,
            it.rate,
            escape(it.source)
        )
    });
    let rates = match rates.collect::<String>() {
        none if none.is_empty() => "none that we found".to_owned(),
        rates => format!("<ul>{rates}</ul>"),
    };
    let growth = match token.yield_rate {
        Some(text) => {
            let number = decimal::parse(text).ok_or_else(|| anyhow!("{text} is no number"))?;
            Unit::PercentPerYear.text(number, 3)
        }
        None => "–".to_owned(),
    };
    Ok(format!(
        "<tr><td>{symbol}<br>{address}</td><td>{about}; {decimals} decimals; {provider}</td><td>{rates}</td><td>{growth}</td></tr>",
        symbol = escape(token.symbol),
        address = code(token.address),
        about = escape(token.about),
        decimals = token.decimals,
    ))
}

/// Every named pool, with its type, its tokens and its source.
pub(crate) fn pools() -> String {
    let rows = named_pools().into_iter().map(|pool| {
        let symbols = pool.symbols().into_iter().map(escape);
        let tokens: Vec<String> = symbols.collect();
        format!(
            "<tr><td>{}<br><code>{}</code></td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escape(pool.label()),
            escape(pool.id()),
            escape(pool.get("poolType").unwrap_or_default()),
            tokens.join(", "),
            escape(pool.source())
        )
    });
    table(
        &["Pool", "Type", "Tokens", "Where the figures are from"],
        &rows.collect::<String>(),
    )
}

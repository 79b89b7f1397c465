//! Real pools, each with its chain, address, block or date, and source, and their way to the contracts' JSON form.
//!
//! `real/names.txt` has all of them, each with its id, its family and its label: those of Balancer v3 first, then v2,
//! then test networks. A `+` behind the family says that who joins gets an answer. What is known of them
//! stands in the file of the family, which travels with its curves. A line there is a key of the contracts' form and
//! what belongs there; a number with a point has 18 decimals. A token has its symbol, its address (or its symbol where
//! the source gives none), its decimals, the pool's balance and its rate (1 without a rate provider); the balance is in
//! whole tokens, or, where the line begins with `live`, with the rate applied. Nothing there is made up: where a source
//! does not give the number of pool tokens, there is none. Where it gives the addresses of tokens alone, their symbols
//! are those that public lists of tokens have for these addresses (read on 2026-11-28).

use super::columns::Columns;
use super::family::{FAMILIES, Family};
use super::form::Form;
use crate::definition::{Errors, Value};
use crate::fixed::text::format_integer;
use crate::words::{cut, split};

const NAMES: &str = include_str!("real/names.txt");

/// A real pool at one time.
#[derive(Clone, Copy, Debug)]
pub struct NamedPool {
    id: &'static str,
    label: &'static str,
    family: &'static Family,
    takes_joins: bool,
}

/// The real pools, by the names that calculators know.
#[must_use]
pub fn named_pools() -> Vec<NamedPool> {
    let mut pools = Vec::new();
    for line in split(NAMES, b"\n") {
        if let Some((id, rest)) = cut(line, b" ")
            && let Some((word, label)) = cut(rest, b" ")
            && let Some(family) = FAMILIES.iter().find(|known| word.starts_with(known.id))
        {
            pools.push(NamedPool {
                id,
                label,
                family,
                takes_joins: word.ends_with('+'),
            });
        }
    }
    pools
}

impl NamedPool {
    /// What is known of it; nothing where its family is not carried.
    fn lines(&self) -> Vec<&'static str> {
        let (mut lines, mut own) = (Vec::new(), false);
        for line in split(self.family.real, b"\n") {
            if let Some(begun) = line.strip_prefix("id ") {
                own = begun == self.id;
            } else if own && !line.is_empty() {
                lines.push(line);
            }
        }
        lines
    }

    /// What stands behind `key`; nothing where no line has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'static str> {
        self.lines().iter().find_map(|line| {
            let rest = line.strip_prefix(key)?;
            rest.strip_prefix(' ')
        })
    }

    /// Its id here.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Its name in the form.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        self.label
    }

    /// The family that its curve belongs to.
    #[must_use]
    pub const fn family(&self) -> &'static Family {
        self.family
    }

    /// Whether who joins gets an answer: the number of pool tokens is known, and the pool is not in the middle of its sale.
    #[must_use]
    pub const fn can_be_joined(&self) -> bool {
        self.takes_joins
    }

    /// Chain, address, block or date, and source.
    #[must_use]
    pub fn source(&self) -> &'static str {
        self.get("source").unwrap_or_default()
    }

    /// The symbols of its tokens, in the pool's order.
    #[must_use]
    pub fn symbols(&self) -> Vec<&'static str> {
        let mut symbols = Vec::new();
        for line in self.lines() {
            if let ["token" | "live", symbol, ..] = words(line)[..] {
                symbols.push(symbol);
            }
        }
        symbols
    }

    /// The pool in the contracts' JSON form.
    pub(super) fn to_value(self, path: &str, errors: &mut Errors) -> Option<Value> {
        if !self.family.is_here(path, errors) {
            return None;
        }
        let before = errors.len();
        let mut form = Form {
            value: &Value::Null,
            path,
            errors,
        };
        let mut columns = Columns::default();
        let (mut entries, mut hook) = (Vec::new(), Vec::new());
        for line in self.lines() {
            match words(line)[..] {
                ["source", ..] | [] => {}
                [
                    kind @ ("token" | "live"),
                    symbol,
                    address,
                    decimals,
                    balance,
                    rate,
                ] => {
                    let token = vec![
                        ("address", address.into()),
                        ("symbol", symbol.into()),
                        ("decimals", decimals.into()),
                        ("balance", balance.into()),
                        ("priceRate", rate.into()),
                    ];
                    let mut form = Form {
                        value: &Value::object(token),
                        path,
                        errors: form.errors,
                    };
                    columns.token(&mut form, kind == "live");
                }
                [key, ref given @ ..] => {
                    let (list, key) = match key.strip_prefix("hook.") {
                        Some(key) => (&mut hook, key),
                        None => (&mut entries, key),
                    };
                    list.push((key.to_owned(), parameter(&mut form, key, given)));
                }
            }
        }
        columns.put(&mut entries);
        if !hook.is_empty() {
            entries.push(("hook".into(), Value::Object(hook)));
        }
        (errors.len() == before).then_some(Value::Object(entries))
    }
}

fn words(line: &str) -> Vec<&str> {
    split(line, b" ")
}

/// One word, or a list of several.
fn parameter(form: &mut Form<'_>, key: &str, given: &[&str]) -> Value {
    let mut list = Vec::new();
    for word in given {
        let mut value = Value::from(*word);
        if cut(word, b".").is_some() {
            value = format_integer(form.scaled(&value, key, 18)).into();
        }
        list.push(value);
    }
    match list.as_slice() {
        [alone] => alone.clone(),
        _ => Value::List(list),
    }
}

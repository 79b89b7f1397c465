//! The entries, each in the shape of its registry.

use super::{Paper, PointsTag, PoolEntry, TokenEntry, VaultEntry};
use crate::calculators::filing::{Address, NetworkName};
use crate::definition::{Value, json};

/// An entry and its place.
pub(super) struct Filed {
    pub(super) content: String,
    pub(super) path: String,
    pub(super) image: Option<String>,
}

pub(super) fn filed(paper: &Paper, network: NetworkName) -> Filed {
    let (entry, path, image) = match paper {
        Paper::Token(token) => token_entry(token, network),
        Paper::Points(tag) => (points(tag), "pools/tags/index.json".into(), None),
        Paper::Vaults(vaults) => (
            vault_entry(vaults, network),
            "erc4626/index.json".into(),
            None,
        ),
        Paper::Pool(pool) => (pool_entry(pool, network), "pools/index.json".into(), None),
    };
    Filed {
        content: json::pretty(&entry) + "\n",
        path,
        image,
    }
}

/// The address for the network's list, with what the list shows of it.
fn token_entry(token: &TokenEntry, network: NetworkName) -> (Value, String, Option<String>) {
    let image = format!("src/assets/images/tokens/{}.png", token.token.lower());
    let entry = Value::object(vec![
        ("name", token.name.as_str().into()),
        ("symbol", token.symbol.as_str().into()),
        ("decimals", token.decimals.into()),
    ]);
    let path = format!("src/tokenlists/balancer/tokens/{}.ts", network.key());
    let by_address = Value::object(vec![(token.token.checksummed(), entry)]);
    (by_address, path, Some(image))
}

fn points(tag: &PointsTag) -> Value {
    let mut entry = vec![
        ("id", format!("points_{}", tag.protocol).into()),
        ("name", tag.title.as_str().into()),
        ("description", tag.description.as_str().into()),
    ];
    if !tag.multiplier.is_empty() {
        entry.push(("value", tag.multiplier.as_str().into()));
    }
    if let Some(url) = tag.url.text() {
        entry.push(("url", url.into()));
    }
    entry.push(("pools", tag.pools.clone().into()));
    Value::object(entry)
}

fn vault_entry(vaults: &VaultEntry, network: NetworkName) -> Value {
    let addresses: Vec<&str> = vaults.vaults.iter().map(Address::checksummed).collect();
    Value::object(vec![
        ("id", vaults.issuer.as_str().into()),
        ("name", vaults.title.as_str().into()),
        ("description", vaults.description.as_str().into()),
        ("icon", format!("{}.svg", vaults.issuer).into()),
        (
            "addresses",
            Value::object(vec![(network.chain(), addresses.into())]),
        ),
    ])
}

fn pool_entry(pool: &PoolEntry, network: NetworkName) -> Value {
    let entry = Value::object(vec![
        ("name", pool.title.as_str().into()),
        ("description", pool.description.as_str().into()),
    ]);
    let by_pool = Value::object(vec![(pool.pool.checksummed(), entry)]);
    Value::object(vec![(network.chain(), by_pool)])
}

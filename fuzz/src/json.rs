//! Pools as JSON: whole texts, and recorded pools with a few of their fields made into something else.

use super::random::Bytes;
use serde_json::Value as Json;
use std::sync::LazyLock;
use yb_core::calculators::find;
use yb_core::definition::Value;

/// One recorded pool of each type.
static POOLS: LazyLock<Vec<Json>> = LazyLock::new(|| {
    let files = [
        include_str!("../../core/tests/vectors/weighted-sepolia-7439300.json"),
        include_str!("../../core/tests/vectors/stable-surge-mainnet-22247251.json"),
        include_str!("../../core/tests/vectors/gyro-eclp-sepolia-7748718.json"),
        include_str!("../../core/tests/vectors/reclamm-base-32632378.json"),
        include_str!("../../core/tests/vectors/lbp-sepolia-8085514.json"),
        include_str!("../../core/tests/vectors/fixed-price-lbp-sepolia-10434442.json"),
        include_str!("../../core/tests/vectors/quant-amm-mainnet-22524240.json"),
    ];
    let read = |text| serde_json::from_str::<Json>(text).expect("recorded files are JSON");
    files
        .into_iter()
        .map(|text| read(text)["pool"].take())
        .collect()
});

/// Asks the `swap` calculator for a trade with the pool: it answers, or it names what is wrong. Whether it answered.
pub fn pool_json(bytes: &[u8]) -> bool {
    let Some((first, rest)) = bytes.split_first() else {
        return false;
    };
    let pool = if *first == b'{' {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return false;
        };
        text.to_owned()
    } else {
        let mut pool = POOLS[usize::from(*first) % POOLS.len()].clone();
        let bytes = &mut Bytes(rest);
        for _ in 0..bytes.between(0, 3) {
            change(&mut pool, bytes);
        }
        pool.to_string()
    };
    let Ok(pool) = serde_json::from_str::<Value>(&pool) else {
        return false;
    };
    let amount = Value::Text("1000000".into());
    let input = Value::object(vec![("pool", pool), ("amount", amount)]);
    let calculator = find("swap").expect("the calculator is in the registry");
    match (calculator.run)(&input) {
        Ok(answer) => answer.figure("amount").is_some(),
        Err(errors) => {
            assert!(!errors.is_empty(), "refused without a reason");
            false
        }
    }
}

/// Changes one value somewhere in the object.
fn change(value: &mut Json, bytes: &mut Bytes) {
    let at = |bytes: &mut Bytes, count: usize| bytes.between(0, count as u64 - 1) as usize;
    match value {
        Json::Object(entries) if !entries.is_empty() => {
            let index = at(bytes, entries.len());
            if let Some((_, value)) = entries.iter_mut().nth(index) {
                change(value, bytes);
            }
        }
        Json::Array(list) if !list.is_empty() && bytes.between(0, 7) > 0 => {
            let index = at(bytes, list.len());
            change(&mut list[index], bytes);
        }
        other => *other = replaced(other, bytes),
    }
}

fn replaced(value: &Json, bytes: &mut Bytes) -> Json {
    match bytes.between(0, 9) {
        0 => Json::Null,
        1 => Json::Bool(true),
        2 => serde_json::json!(bytes.between(0, u64::MAX)),
        3 => serde_json::json!(f64::from_bits(bytes.between(0, u64::MAX))),
        4 => Json::Array(vec![value.clone(); bytes.between(0, 9) as usize]),
        5 => serde_json::json!({ "a": value }),
        6 => Json::String(format!("1{}", "0".repeat(bytes.between(0, 90) as usize))),
        7 => Json::String("٣\u{0}".into()),
        8 => Json::String(bytes.between(0, u64::MAX).to_string()),
        _ => match value {
            Json::String(text) => {
                let mut letters: Vec<char> = text.chars().collect();
                if let Some(letter) = letters.get_mut(bytes.between(0, 20) as usize) {
                    *letter = char::from(bytes.between(32, 126) as u8);
                }
                Json::String(letters.into_iter().collect())
            }
            other => other.clone(),
        },
    }
}

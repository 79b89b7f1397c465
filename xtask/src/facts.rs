//! `cargo xtask facts`: which facts about the world should be looked at again.

use crate::project::path;
use anyhow::Result;
use std::time::{SystemTime, UNIX_EPOCH};
use yb_book::{Words, day_number};

/// After this many days a fact should be looked at again.
pub(crate) const OLD: i64 = 90;

/// Lists the facts checked more than `older_than` days before `today`. Being old is no fault: a build that
/// worked yesterday works today.
pub(crate) fn list(older_than: i64, today: Option<&str>) -> Result<()> {
    let today = today.map_or_else(now, day_number)?;
    let aged = Words::load(&path("book"))?.facts_older_than(older_than, today)?;
    for fact in &aged {
        println!(
            "{:5} days  {}  {}  {}",
            fact.days, fact.date, fact.id, fact.source
        );
    }
    println!(
        "{} facts were checked more than {older_than} days ago",
        aged.len()
    );
    Ok(())
}

fn now() -> Result<i64> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    Ok(i64::try_from(seconds / 86_400)?)
}

//! Dated facts about the world, from `data/status.toml`.

use crate::html::escape;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Facts {
    fact: Vec<Fact>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fact {
    id: String,
    /// When it was last checked.
    date: String,
    /// When it began to hold.
    since: Option<String>,
    kind: State,
    confidence: Confidence,
    pub(crate) text: String,
    source: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Ended,
    Changing,
    Open,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Confidence {
    Primary,
    Secondary,
    Derived,
}

impl Facts {
    pub(crate) fn load(file: &Path) -> Result<Self> {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {name}"))?;
        Self::parse(&text).with_context(|| name.into_owned())
    }

    fn parse(text: &str) -> Result<Self> {
        let facts: Self = toml::from_str(text)?;
        let mut ids = BTreeSet::new();
        for fact in &facts.fact {
            ensure!(ids.insert(&fact.id), "two facts are called {}", fact.id);
            for date in [Some(&fact.date), fact.since.as_ref()]
                .into_iter()
                .flatten()
            {
                in_words(date).with_context(|| format!("fact {}", fact.id))?;
            }
            ensure!(
                fact.source.starts_with("https://"),
                "fact {}: its source “{}” is no address",
                fact.id,
                fact.source
            );
        }
        Ok(facts)
    }

    pub(crate) fn find(&self, id: &str) -> Result<&Fact> {
        let found = self.fact.iter().find(|fact| fact.id == id);
        found.with_context(|| {
            let known: Vec<&str> = self.fact.iter().map(|fact| fact.id.as_str()).collect();
            format!("no fact is called {id}; known are {}", known.join(", "))
        })
    }
}

/// A fact that was last checked some days ago.
#[derive(Debug, PartialEq, Eq)]
pub struct Aged {
    /// How many days.
    pub days: i64,
    /// Which day that was.
    pub date: String,
    /// Its name in the data.
    pub id: String,
    /// Where to look again.
    pub source: String,
}

impl Facts {
    /// The facts checked more than `limit` days before the day `today`, the oldest first.
    pub(crate) fn older_than(&self, limit: i64, today: i64) -> Result<Vec<Aged>> {
        let mut aged = Vec::new();
        for fact in &self.fact {
            let days =
                today - day_number(&fact.date).with_context(|| format!("fact {}", fact.id))?;
            if days > limit {
                let (date, id, source) = (fact.date.clone(), fact.id.clone(), fact.source.clone());
                aged.push(Aged {
                    days,
                    date,
                    id,
                    source,
                });
            }
        }
        aged.sort_by_key(|fact| std::cmp::Reverse(fact.days));
        Ok(aged)
    }
}

/// Days since 1 January 1970 of `2026-11-22`; a month or a year counts from its first day.
/// Howard Hinnant, *chrono-compatible low-level date algorithms*, `days_from_civil`.
///
/// # Errors
/// It is no such date.
pub fn day_number(date: &str) -> Result<i64> {
    in_words(date)?;
    let mut parts = date.split('-').map(str::parse::<i64>);
    let mut next = || parts.next().unwrap_or(Ok(1));
    let (year, month, day) = (next()?, next()?, next()?);
    // The year begins in March, so that a leap day is its last.
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Ok(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

impl State {
    /// Its class and its word.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            State::Ended => ("ended", "Ended"),
            State::Changing => ("changing", "Changing"),
            State::Open => ("open", "Open"),
        }
    }
}

impl Confidence {
    fn name(self) -> &'static str {
        match self {
            Confidence::Primary => "primary",
            Confidence::Secondary => "secondary",
            Confidence::Derived => "derived",
        }
    }
}

impl Facts {
    /// Every fact with its dates and its source, as a table.
    pub(crate) fn table(&self) -> Result<String> {
        let row = |fact: &Fact| {
            let day = |date: &Option<String>| date.as_deref().map_or(Ok("–".to_owned()), time);
            let (_, state) = fact.kind.names();
            Ok(format!(
                "<tr><td>{}</td><td>{state}</td><td>{}</td><td>{}</td><td><a href=\"{}\">{}</a></td></tr>",
                escape(&fact.text),
                day(&fact.since)?,
                time(&fact.date)?,
                escape(&fact.source),
                fact.confidence.name(),
            ))
        };
        let rows: String = self.fact.iter().map(row).collect::<Result<_>>()?;
        let head = ["Fact", "State", "Since", "Checked", "Source"];
        Ok(crate::data::table(&head, &rows))
    }
}

impl Fact {
    /// The fact as a line of its own.
    pub(crate) fn html(&self) -> Result<String> {
        let (class, word) = self.kind.names();
        let confidence = self.confidence.name();
        let since = match &self.since {
            Some(since) => format!("since {}, ", time(since)?),
            None => String::new(),
        };
        Ok(format!(
            "<div class=\"status {class}\" data-fact=\"{}\"><p><strong class=\"state\">{word}</strong> {}</p>\
             <p class=\"checked\">{since}checked {}, <a href=\"{}\">{confidence} source</a></p></div>",
            escape(&self.id),
            escape(&self.text),
            time(&self.date)?,
            escape(&self.source),
        ))
    }
}

/// `2026-11-22` as `<time datetime="2026-11-22">22 November 2026</time>`.
fn time(date: &str) -> Result<String> {
    Ok(format!(
        "<time datetime=\"{date}\">{}</time>",
        in_words(date)?
    ))
}

/// `2026-11-22` → `22 November 2026`; `2026-11` and `2026` are dates too.
fn in_words(date: &str) -> Result<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let parts: Vec<&str> = date.split('-').collect();
    let digits = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (year, month, day) = match parts.as_slice() {
        [year] => (year, None, None),
        [year, month] => (year, Some(*month), None),
        [year, month, day] => (year, Some(*month), Some(*day)),
        _ => bail!("{date} is no date like 2026-11-22"),
    };
    let name = |month: &str| {
        let number: usize = month.parse().ok().filter(|_| digits(month, 2))?;
        MONTHS.get(number.checked_sub(1)?)
    };
    let in_month = |day: &str| {
        let number: Option<u8> = day.parse().ok().filter(|_| digits(day, 2));
        number.filter(|number| (1..=31).contains(number))
    };
    let words = match (digits(year, 4), month.map(name), day.map(in_month)) {
        (true, None, None) => Some((*year).to_owned()),
        (true, Some(Some(month)), None) => Some(format!("{month} {year}")),
        (true, Some(Some(month)), Some(Some(day))) => Some(format!("{day} {month} {year}")),
        _ => None,
    };
    words.with_context(|| format!("{date} is no date like 2026-11-22"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACT: &str = "[[fact]]\nid = \"a\"\ndate = \"2026-11-22\"\nsince = \"2026-09\"\n\
        kind = \"ended\"\nconfidence = \"primary\"\ntext = \"It <ended>.\"\n\
        source = \"https://example.org/?a&b\"\n";

    #[test]
    fn a_line_with_its_dates() {
        let facts = Facts::parse(FACT).unwrap();
        assert_eq!(
            facts.find("a").unwrap().html().unwrap(),
            "<div class=\"status ended\" data-fact=\"a\"><p><strong class=\"state\">Ended</strong> \
             It &lt;ended&gt;.</p><p class=\"checked\">since <time datetime=\"2026-09\">September \
             2026</time>, checked <time datetime=\"2026-11-22\">22 November 2026</time>, \
             <a href=\"https://example.org/?a&amp;b\">primary source</a></p></div>"
        );
    }

    #[test]
    fn facts_that_age() {
        let younger = FACT.replace("\"a\"", "\"b\"").replace("11-22", "11-25");
        let facts = Facts::parse(&format!("{younger}{FACT}")).unwrap();
        let told = |limit, today| {
            let aged = facts.older_than(limit, day_number(today).unwrap()).unwrap();
            aged.into_iter()
                .map(|it| (it.id, it.days))
                .collect::<Vec<_>>()
        };
        let (a, b) = (|days| ("a".to_owned(), days), |days| ("b".to_owned(), days));
        assert_eq!(told(90, "2027-02-20"), []);
        assert_eq!(told(90, "2027-02-21"), [a(91)]);
        assert_eq!(told(90, "2027-02-24"), [a(94), b(91)]);
        assert_eq!(told(-1, "2026-11-25"), [a(3), b(0)]);
        assert!(day_number("today").is_err());
    }

    #[test]
    fn days_are_counted_as_the_calendar_does() {
        for (date, number) in [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("2000-02-29", 11_016),
            ("2000-03", 11_017),
            ("2026", 20_454),
            ("2026-11-27", 20_784),
        ] {
            assert_eq!(day_number(date).unwrap(), number, "{date}");
        }
    }

    #[test]
    fn every_fact_in_a_table() {
        let second = FACT
            .replace("\"a\"", "\"b\"")
            .replace("since = \"2026-09\"\n", "");
        let table = Facts::parse(&format!("{FACT}{second}"))
            .unwrap()
            .table()
            .unwrap();
        assert_eq!(
            table
                .matches("<tr><td>It &lt;ended&gt;.</td><td>Ended</td>")
                .count(),
            2
        );
        assert!(table.contains("<td><time datetime=\"2026-09\">September 2026</time></td>"));
        assert!(
            table.contains(
                "<td>–</td><td><time datetime=\"2026-11-22\">22 November 2026</time></td>"
            )
        );
        assert!(
            table.contains("<a href=\"https://example.org/?a&amp;b\">primary</a>"),
            "{table}"
        );
    }

    #[test]
    fn what_is_refused() {
        for (from, to, fault) in [
            ("2026-11-22", "2026-13-22", "2026-13-22 is no date"),
            ("2026-11-22", "22 November", "is no date"),
            ("2026-11-22", "2026-11-41", "is no date"),
            ("\"ended\"", "\"over\"", "unknown variant `over`"),
            ("https://example.org", "http://example.org", "is no address"),
            ("source", "sauce", "unknown field `sauce`"),
        ] {
            let error = Facts::parse(&FACT.replacen(from, to, 1)).unwrap_err();
            assert!(format!("{error:#}").contains(fault), "{error:#}");
        }
        let twice = Facts::parse(&FACT.repeat(2)).unwrap_err();
        assert!(twice.to_string().contains("two facts are called a"));
        let error = Facts::parse(FACT).unwrap().find("b").unwrap_err();
        assert_eq!(error.to_string(), "no fact is called b; known are a");
    }
}

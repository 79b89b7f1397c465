//! A path of prices and rates from the lines of a table: time, price, rate.

use crate::analysis::curve::{MAX_PRICE, MIN_PRICE};
use crate::analysis::simulation::path::{MAX_ROWS, Point};
use crate::definition::field::{Shape, lines};
use crate::definition::unit::plain;
use crate::definition::{Code, Errors, InputField, ReadField, Value, decimal};

/// The most bytes of a table: a million rows have about 35 each.
pub const MAX_BYTES: usize = 40_000_000;

/// A path that somebody has; empty where none was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Series(pub Vec<Point>);

/// The field.
pub(super) const fn series(label: &'static str) -> Shape {
    lines(label, ".csv,.tsv,.txt,text/csv", MAX_BYTES)
}

impl ReadField for Series {
    fn read_field(
        value: &Value,
        _: &InputField,
        path: &str,
        errors: &mut Errors,
    ) -> Option<(Self, Value)> {
        let Some(text) = value.as_text() else {
            let fault = format!("expected lines of text, got {}", value.describe());
            errors.push(path, Code::Type, fault);
            return None;
        };
        match read(text) {
            Ok(rows) => Some((Series(rows), text.into())),
            Err(faults) => {
                errors.push(path, Code::Range, faults.join("; "));
                None
            }
        }
    }
}

/// The columns, with the names by which they are known.
const COLUMNS: [(&str, &[&str]); 3] = [
    ("time", &["time", "date", "timestamp", "datetime", "t"]),
    ("price", &["price", "close", "market price", "market_price"]),
    ("rate", &["rate", "exchange rate", "exchange_rate"]),
];

/// The faults that are told; a file of the wrong kind has one in every line.
const MOST_FAULTS: usize = 5;

/// The rows of `text`, their times counted from the first.
///
/// Columns are parted by commas, semicolons or tabs, whichever the first line has; beside semicolons
/// and tabs a comma in a number is its point. A bar ends a line as well, for where all must stand in one. The first line may name the columns, in any order and among others; without
/// names they are time, price, rate. Times are seconds (above 10¹¹: milliseconds) or dates such as
/// `2025-01-11` and `2025-01-11T12:00:00Z`, and rise.
///
/// # Errors
/// What is wrong, each with line, column, value and limit; at most five of them.
pub fn read(text: &str) -> Result<Vec<Point>, Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > MAX_BYTES {
        let size = plain(text.len() as f64);
        return Err(vec![format!(
            "has {size} bytes; at most {MAX_BYTES} are read"
        )]);
    }
    let mut lines = text.split(['\n', '|']).enumerate();
    let mut filled = lines.by_ref().filter(|(_, line)| !line.trim().is_empty());
    let Some((number, first)) = filled.next() else {
        return Ok(Vec::new());
    };
    let table = Table::of(first).map_err(|fault| vec![fault])?;
    let mut rows = Rows::default();
    if !table.named {
        rows.add(&table, number, first);
    }
    for (number, line) in filled {
        if rows.faults.len() >= MOST_FAULTS {
            break;
        }
        if rows.points.len() >= MAX_ROWS {
            rows.faults.push(format!(
                "has more than {MAX_ROWS} rows, which is the most that are read"
            ));
            break;
        }
        rows.add(&table, number, line);
    }
    rows.finish()
}

/// How the columns of a table are parted and ordered.
struct Table {
    separator: char,
    /// Where each of [`COLUMNS`] stands.
    places: [usize; 3],
    /// Whether the first line has their names.
    named: bool,
}

impl Table {
    fn of(first: &str) -> Result<Table, String> {
        let separator = ['\t', ';', ','].into_iter().find(|it| first.contains(*it));
        let Some(separator) = separator else {
            let got = Value::from(first).describe();
            return Err(format!(
                "line 1 has one column, {got}; needed are time, price and rate, parted by commas, semicolons or tabs"
            ));
        };
        let cells: Vec<&str> = cells(first, separator).collect();
        if cells.iter().any(|cell| time(cell).is_some()) {
            return Ok(Table {
                separator,
                places: [0, 1, 2],
                named: false,
            });
        }
        let mut places = [0; 3];
        let mut missing = Vec::new();
        for (place, (name, known)) in places.iter_mut().zip(COLUMNS) {
            let is = |cell: &&str| known.contains(&cell.to_ascii_lowercase().as_str());
            match cells.iter().position(is) {
                Some(found) => *place = found,
                None => missing.push(name),
            }
        }
        if missing.is_empty() {
            return Ok(Table {
                separator,
                places,
                named: true,
            });
        }
        let got = Value::from(cells.join(", ")).describe();
        Err(format!(
            "has no column {}; its first line is {got}",
            missing.join(" and no column ")
        ))
    }

    fn decimal(&self, cell: &str) -> Option<f64> {
        if self.separator != ',' && cell.as_bytes().contains(&b',') {
            return decimal::parse(&cell.replace(',', "."));
        }
        decimal::parse(cell)
    }
}

fn cells(line: &str, separator: char) -> impl Iterator<Item = &str> {
    line.split(separator)
        .map(|cell| cell.trim().trim_matches('"').trim())
}

/// What has been read.
#[derive(Default)]
struct Rows {
    points: Vec<Point>,
    /// The first time, from which all are counted, and the last.
    times: Option<(f64, f64)>,
    faults: Vec<String>,
}

impl Rows {
    fn add(&mut self, table: &Table, number: usize, line: &str) {
        let mut given = [""; 3];
        for (column, cell) in cells(line, table.separator).enumerate() {
            for (given, place) in given.iter_mut().zip(table.places) {
                if place == column {
                    *given = cell;
                }
            }
        }
        let line = number + 1;
        let seconds = self.time(line, given[0]);
        let price = self.number(line, "price", given[1], table);
        let rate = self.number(line, "rate", given[2], table);
        if let (Some(seconds), Some(price), Some(rate)) = (seconds, price, rate) {
            self.points.push(Point {
                seconds,
                price,
                rate,
            });
        }
    }

    fn time(&mut self, line: usize, cell: &str) -> Option<f64> {
        let Some(time) = time(cell) else {
            let wanted = "neither seconds nor a date such as 2025-01-11";
            self.fault(line, "time", cell, wanted);
            return None;
        };
        let (first, last) = self.times.unwrap_or((time, f64::NEG_INFINITY));
        if time <= last {
            self.fault(
                line,
                "time",
                cell,
                "not after the line before; times must rise",
            );
            return None;
        }
        self.times = Some((first, time));
        Some(time - first)
    }

    fn number(&mut self, line: usize, column: &str, cell: &str, table: &Table) -> Option<f64> {
        let Some(number) = table.decimal(cell) else {
            self.fault(line, column, cell, "not a number");
            return None;
        };
        if !(MIN_PRICE..=MAX_PRICE).contains(&number) {
            self.fault(line, column, cell, "outside the limits 1e-9 to 1e9");
            return None;
        }
        Some(number)
    }

    fn fault(&mut self, line: usize, column: &str, cell: &str, what: &str) {
        let cell = Value::from(cell).describe();
        self.faults
            .push(format!("line {line}, column {column}: {cell} is {what}"));
    }

    fn finish(mut self) -> Result<Vec<Point>, Vec<String>> {
        if self.faults.is_empty() && self.points.len() < 2 {
            let rows = self.points.len();
            self.faults
                .push(format!("has {rows} rows; at least 2 are needed"));
        }
        if self.faults.is_empty() {
            return Ok(self.points);
        }
        if self.faults.len() >= MOST_FAULTS {
            self.faults.truncate(MOST_FAULTS);
            self.faults.push("what comes after was not read".into());
        }
        Err(self.faults)
    }
}

/// Seconds from a number or a date; `None` for anything else.
fn time(cell: &str) -> Option<f64> {
    if let Some(number) = decimal::parse(cell) {
        // No time in seconds is that far away, and every one in milliseconds is.
        let seconds = if number.abs() >= 1e11 {
            number / 1000.0
        } else {
            number
        };
        return seconds.is_finite().then_some(seconds);
    }
    let (day, clock) = match cell.split_once(['T', ' ']) {
        Some((day, clock)) => (day, Some(clock)),
        None => (cell, None),
    };
    let seconds = match clock {
        Some(clock) => of_clock(clock.trim_end_matches('Z').trim_end_matches(" UTC"))?,
        None => 0.0,
    };
    Some(86_400.0 * of_day(day)? + seconds)
}

/// `hh:mm`, `hh:mm:ss` or with a fraction of a second, in UTC.
fn of_clock(text: &str) -> Option<f64> {
    let mut seconds = 0.0;
    let mut parts = 0;
    for part in text.split(':') {
        let number = decimal::parse(part).filter(|it| (0.0..60.0).contains(it))?;
        if !part.as_bytes().first()?.is_ascii_digit() {
            return None;
        }
        seconds = 60.0 * seconds + number;
        parts += 1;
    }
    match parts {
        2 => Some(60.0 * seconds),
        3 => Some(seconds),
        _ => None,
    }
    .filter(|seconds| *seconds < 86_400.0)
}

/// Days since 1970-01-01 of `yyyy-mm-dd` (Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn of_day(text: &str) -> Option<f64> {
    let mut parts = text.split('-');
    let mut next = |length: usize| {
        let part = parts.next()?;
        let digits = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<i32>().ok()).flatten()
    };
    let (year, month, day) = (next(4)?, next(2)?, next(2)?);
    if parts.next().is_some()
        || !(1..=12).contains(&month)
        || !(1..=length(year, month)).contains(&day)
    {
        return None;
    }
    // Years begin in March, so that a leap day ends one.
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    Some(f64::from(era * 146_097 + of_era - 719_468))
}

fn length(year: i32, month: i32) -> i32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

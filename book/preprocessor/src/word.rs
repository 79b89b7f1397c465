//! One word of the book: `{{#name positional… key=value…}}`.

use anyhow::{Result, anyhow, bail, ensure};

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    pub(crate) name: &'a str,
    pub(crate) rest: &'a str,
}

/// What stands behind a word's name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    pub(crate) plain: Vec<String>,
    pub(crate) pairs: Vec<(String, String)>,
}

impl<'a> Word<'a> {
    /// Reads what stands between `{{#` and `}}`.
    pub(crate) fn parse(inner: &'a str) -> Self {
        let inner = inner.trim();
        let (name, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        Self {
            name,
            rest: rest.trim(),
        }
    }

    /// The arguments: plain ones first, then pairs, values quoted where they hold spaces.
    pub(crate) fn arguments(&self) -> Result<Arguments> {
        let mut arguments = Arguments {
            plain: Vec::new(),
            pairs: Vec::new(),
        };
        for part in split(self.rest)? {
            if let Some((key, value)) = part.split_once('=') {
                ensure!(!key.is_empty(), "“{part}” has no name before its =");
                let twice = arguments.pairs.iter().any(|(known, _)| known == key);
                ensure!(!twice, "{key} is given twice");
                arguments.pairs.push((key.to_owned(), value.to_owned()));
            } else if arguments.pairs.is_empty() {
                arguments.plain.push(part);
            } else {
                bail!("“{part}” is no key=value");
            }
        }
        Ok(arguments)
    }
}

impl Arguments {
    /// Exactly `N` plain arguments; `what` names them for the error.
    pub(crate) fn plain<const N: usize>(&self, what: &str) -> Result<[&str; N]> {
        let plain: Vec<&str> = self.plain.iter().map(String::as_str).collect();
        plain
            .try_into()
            .map_err(|plain: Vec<&str>| anyhow!("expected {what}, got “{}”", plain.join(" ")))
    }

    /// Takes the pair named `key` out.
    pub(crate) fn take(&mut self, key: &str) -> Option<String> {
        let place = self.pairs.iter().position(|(known, _)| known == key)?;
        Some(self.pairs.remove(place).1)
    }
}

/// Splits at spaces outside of double or single quotes, which are removed.
pub(crate) fn split(text: &str) -> Result<Vec<String>> {
    let mut parts = Vec::new();
    let mut part: Option<String> = None;
    let mut quote = None;
    for c in text.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                part.get_or_insert_default();
            }
            None if c.is_whitespace() => parts.extend(part.take()),
            _ => part.get_or_insert_default().push(c),
        }
    }
    ensure!(quote.is_none(), "a quote is not closed");
    parts.extend(part);
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(text: &str) -> Result<Arguments> {
        Word::parse(text).arguments()
    }

    #[test]
    fn names_plain_arguments_and_pairs() {
        let word = Word::parse(" value lvr  lvrRate volatility=0.6 label=\"two words\" ");
        assert_eq!(word.name, "value");
        let mut arguments = word.arguments().unwrap();
        assert_eq!(arguments.plain("…").unwrap(), ["lvr", "lvrRate"]);
        assert_eq!(arguments.take("label").as_deref(), Some("two words"));
        assert_eq!(arguments.take("label"), None);
        assert_eq!(arguments.pairs, [("volatility".into(), "0.6".into())]);
    }

    #[test]
    fn an_empty_value_is_a_value() {
        let arguments = arguments("calculator lvr volatility= label=''").unwrap();
        assert_eq!(arguments.pairs.len(), 2);
        assert!(arguments.pairs.iter().all(|(_, value)| value.is_empty()));
    }

    #[test]
    fn what_is_refused() {
        for (text, fault) in [
            ("value lvr a=1 b", "“b” is no key=value"),
            ("value lvr =1", "no name before its ="),
            ("value lvr a=1 a=2", "a is given twice"),
            ("value lvr a=\"1", "a quote is not closed"),
        ] {
            let error = arguments(text).unwrap_err().to_string();
            assert!(error.contains(fault), "{text}: {error}");
        }
    }
}

//! Pages with holes: `{{name}}` is filled in, and a name that nobody knows is an error.

use crate::project::{path, read, shown};
use anyhow::{Context, Result};
use std::path::Path;

pub(super) struct Template {
    file: String,
    text: String,
}

impl Template {
    pub(super) fn load(file: &Path) -> Result<Self> {
        let mut text = read(file)?;
        // What several pages share stands once, in www/pages/parts.
        while let Some((before, (name, after))) = text
            .split_once("{{part:")
            .and_then(|(before, rest)| Some((before, rest.split_once("}}")?)))
        {
            let part = path("www/pages/parts").join(name).with_extension("html");
            text = format!("{before}{}{after}", read(&part)?.trim_end());
        }
        Ok(Self {
            file: shown(file),
            text,
        })
    }

    /// With the book's own words (`{{#calculator …}}`) replaced by what they mean.
    pub(super) fn expanded(mut self) -> Result<Self> {
        self.text = yb_book::Words::load(&path("book"))?.expand_html(&self.text, &self.file)?;
        Ok(self)
    }

    pub(super) fn fill(&self, value: impl Fn(&str) -> Option<String>) -> Result<String> {
        let mut filled = String::with_capacity(self.text.len());
        let mut rest = self.text.as_str();
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) = after
                .split_once("}}")
                .with_context(|| format!("{}: a “{{{{” is not closed", self.file))?;
            let value = value(name.trim())
                .with_context(|| format!("{}: nothing is known as {{{{{name}}}}}", self.file))?;
            filled.push_str(before);
            filled.push_str(&value);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }
}

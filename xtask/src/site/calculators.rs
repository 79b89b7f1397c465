//! The pages of the calculators outside the book: their index, and one for iframes each.

use super::Site;
use super::template::Template;
use crate::project::path;
use anyhow::Result;
use yb_book::escape;
use yb_core::calculators::all;

pub(super) fn write(site: &Site) -> Result<()> {
    let embed = Template::load(&path("www/pages/embed.html"))?;
    let words = yb_book::Words::load(&path("book"))?;
    for calculator in all() {
        let own = [
            ("id", calculator.id.to_owned()),
            ("calculator-title", escape(calculator.title)),
            ("calculator-summary", escape(calculator.summary)),
            ("calculator", words.calculator(calculator.id)?),
        ];
        site.fill(
            &embed,
            &format!("embed/{}/index.html", calculator.id),
            "embed",
            &own,
        )?;
    }
    Ok(())
}

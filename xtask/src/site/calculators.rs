//! The pages of the calculators outside the book: one for iframes each, with its picture, and the
//! page on which a partner makes a snippet.

use super::template::Template;
use super::{Site, address};
use crate::project::{path, write};
use anyhow::Result;
use serde_json::json;
use yb_book::{escape, first_answer};
use yb_core::calculators::{GROUPS, all};
use yb_core::definition::Calculator;
use yb_view::{card, reference};

pub(super) fn write_all(site: &Site) -> Result<()> {
    let embed = Template::load(&path("www/pages/embed.html"))?;
    let words = yb_book::Words::load(&path("book"))?;
    for calculator in all() {
        let folder = site.folder.join("embed").join(calculator.id);
        let own = [
            ("id", calculator.id.to_owned()),
            ("calculator-title", escape(calculator.title)),
            ("calculator-summary", escape(calculator.summary)),
            ("calculator", words.calculator(calculator.id)?),
            ("oembed", oembed_link(calculator)?),
        ];
        let page = format!("embed/{}/index.html", calculator.id);
        site.fill(&embed, &page, "embed", &own)?;
        let answer = first_answer(calculator)?;
        let picture = card::svg(
            calculator.title,
            &answer.reading.to_string(),
            Some(&answer.chart),
        );
        write(&folder.join("picture.svg"), picture)?;
        if let Some(address) = address()? {
            let card = oembed(calculator, &address);
            let file = site.folder.join(format!("oembed/{}.json", calculator.id));
            write(&file, serde_json::to_string_pretty(&card)? + "\n")?;
        }
    }
    let own = [("options", options()), ("references", references())];
    site.page("builder.html", "embed/index.html", "embed", &own)
}

/// The calculators as choices, group by group.
fn options() -> String {
    let group = |group: &yb_core::calculators::Group| {
        let option = |calculator: &Calculator| {
            let (id, title) = (calculator.id, escape(calculator.title));
            format!("<option value=\"{id}\">{title}</option>")
        };
        let options: String = group.calculators().map(option).collect();
        format!(
            "<optgroup label=\"{}\">{options}</optgroup>",
            escape(group.title)
        )
    };
    GROUPS.iter().map(group).collect()
}

/// What each calculator takes and gives, from its own definition.
fn references() -> String {
    let one = |calculator: &Calculator| {
        format!(
            "<details data-reference=\"{id}\"><summary>{title} <code>{id}</code></summary>{inputs}{outputs}</details>",
            id = calculator.id,
            title = escape(calculator.title),
            inputs = reference::inputs(calculator).to_html(),
            outputs = reference::outputs(calculator).to_html(),
        )
    };
    all().map(one).collect()
}

/// Where those who find the page by its address learn how to embed it; a site without an address
/// has none.
fn oembed_link(calculator: &Calculator) -> Result<String> {
    Ok(address()?.map_or_else(String::new, |address| {
        format!(
            "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{address}/oembed/{}.json\" title=\"{}\">",
            calculator.id,
            escape(calculator.title)
        )
    }))
}

/// See oembed.com, version 1.0, type `rich`.
fn oembed(calculator: &Calculator, address: &str) -> serde_json::Value {
    const HEIGHT: u32 = 760;
    let page = format!("{address}/embed/{}/", calculator.id);
    let title = escape(calculator.title);
    json!({
        "version": "1.0",
        "type": "rich",
        "title": calculator.title,
        "provider_name": "Yield-Bearing Hub",
        "provider_url": format!("{address}/"),
        "width": null,
        "height": HEIGHT,
        "thumbnail_url": format!("{page}picture.png"),
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
        "html": format!(
            "<iframe src=\"{page}\" title=\"{title}\" width=\"100%\" height=\"{HEIGHT}\" \
             loading=\"lazy\" sandbox=\"allow-scripts\" referrerpolicy=\"no-referrer\"></iframe>"
        ),
    })
}

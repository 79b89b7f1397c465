//! `dist/site`: the landing page at the root, the book, the embeds, and what they share.

mod assets;
mod book;
mod calculators;
mod content;
mod fonts;
mod headers;
mod links;
pub(crate) mod modules;
mod navigation;
mod offline;
mod previews;
mod sitemap;
mod social;
mod source;
mod sums;
mod template;

use crate::project::{address_from, fresh, path, read, target, timed, write};
use crate::wasm::Effort;
use crate::{npm_package, setup, wasm};
use anyhow::{Context, Result};
use assets::Assets;
use std::fs;
use std::path::{Path, PathBuf};
use template::Template;

/// What the pages need while they are written.
struct Site<'a> {
    folder: &'a Path,
    assets: &'a Assets,
}

/// Everything from nothing: the modules, the npm package and the site, whose folder is returned.
pub(crate) fn build_all(effort: Effort) -> Result<PathBuf> {
    setup::for_build()?;
    wasm::build(&wasm::EVERY, effort)?;
    wasm::Engine::build(effort)?;
    modules::build(effort)?;
    timed("npm package → dist/npm", || npm_package::assemble(effort))?;
    let site = timed("site → dist/site", build)?;
    sums::write_sums()?;
    Ok(site)
}

/// Writes the site beside the old one and then takes its place, so that a server that is
/// running never shows half of it.
fn build() -> Result<PathBuf> {
    let folder = path("dist/.site");
    fresh(&folder)?;
    let book = book::Book::render()?;
    let assets = assets::bundle(&folder, &book)?;
    let site = Site {
        folder: &folder,
        assets: &assets,
    };
    book.write(&site)?;
    calculators::write_all(&site)?;
    site.page("landing.html", "index.html", "landing", &[])?;
    site.page("404.html", "404.html", "other", &[])?;
    let partner = read(&path("www/pages/partner.html"))?;
    write(&target("partner/index.html"), partner)?;
    previews::paint_all(&folder)?;
    source::copy_sources(&folder)?;
    let hosting = path("dist/hosting");
    fresh(&hosting)?;
    headers::write(&folder, &hosting)?;
    offline::write_worker(&folder)?;
    sums::pin(&folder)?;
    sitemap::write_if_addressed(&folder)?;
    links::write_list(&folder, &path("dist"))?;
    let place = path("dist/site");
    if place.exists() {
        fs::remove_dir_all(&place).context("cannot remove the old dist/site")?;
    }
    fs::rename(&folder, &place).context("cannot put the new dist/site in its place")?;
    Ok(place)
}

impl Site<'_> {
    /// Writes the page `to` from a template of `www/pages`, its words expanded.
    fn page(&self, from: &str, to: &str, section: &str, own: &[(&str, String)]) -> Result<()> {
        let file = path("www/pages").join(from);
        let template = Template::load(&file)?.expanded()?;
        self.fill(&template, to, section, own)
    }

    /// Writes the page `to` from `template`: its own values, then those every page has.
    fn fill(
        &self,
        template: &Template,
        to: &str,
        section: &str,
        own: &[(&str, String)],
    ) -> Result<()> {
        let root = prefix(to);
        let social = social::tags(to, address()?.as_deref());
        let html = template
            .fill(|name| {
                let own = own.iter().find(|(key, _)| *key == name);
                own.map(|(_, value)| value.clone())
                    .or_else(|| (name == "social").then(|| social.clone()))
                    .or_else(|| shared(name, &root, section))
                    .or_else(|| self.assets.url(name, &root))
            })
            .with_context(|| format!("page {to}"))?;
        let html = html.replace("\"site:", &format!("\"{root}"));
        content::refuse_inline(&html).with_context(|| format!("page {to}"))?;
        write(&self.folder.join(to), html)
    }
}

/// Values that every page has.
fn shared(name: &str, root: &str, section: &str) -> Option<String> {
    if let Some(asked) = name.strip_prefix("current:") {
        let current = if asked == section {
            r#" aria-current="page""#
        } else {
            ""
        };
        return Some(current.to_owned());
    }
    match name {
        "root" => Some(root.to_owned()),
        "policy" => Some(headers::META_POLICY.to_owned()),
        "section" => Some(section.to_owned()),
        "version-folder" => Some(headers::version_folder()),
        _ => None,
    }
}

/// The site's own address without a slash at its end, where it is built for one:
/// `HUB_ADDRESS=https://… cargo xtask build`. All links are relative, and need none.
fn address() -> Result<Option<String>> {
    address_from("HUB_ADDRESS")
}

/// From the page `to` back to the root of the site.
fn prefix(to: &str) -> String {
    match to.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}

/// The page of a partner at another address, with the hub's address filled in.
pub(crate) fn partner(hub: &str) -> crate::serve::Site {
    crate::serve::Site {
        folder: target("partner"),
        replace: Some(("{{hub}}", hub.to_owned())),
        builds: None,
    }
}

//! What the host should say of each file: policy, type, caching. Written as the `_headers`
//! file that static hosts read; our own server reads it too, so the tests run under it.

use crate::project;
use anyhow::Result;
use std::path::Path;

/// The policy as a page can state it itself.
pub(super) const META_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
     frame-src 'self'; base-uri 'none'; form-action 'none'";

/// Pages that only we may frame; embeds may be framed by anyone.
const PAGES: [&str; 5] = ["/", "/index.html", "/404.html", "/book/*", "/calculators/*"];

const FOREVER: &str = "public, max-age=31536000, immutable";

pub(super) fn write(folder: &Path) -> Result<()> {
    project::write(&folder.join("_headers"), rules())
}

fn rules() -> String {
    let anyone = "Access-Control-Allow-Origin: *";
    let forever = format!("Cache-Control: {FOREVER}");
    let framed_by = |who| format!("Content-Security-Policy: {META_POLICY}; frame-ancestors {who}");
    let (own, others) = (framed_by("'self'"), framed_by("*"));
    let mut rules: Vec<(&str, Vec<&str>)> = vec![(
        "/*",
        vec![
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: no-referrer",
        ],
    )];
    rules.extend(PAGES.map(|page| (page, vec![own.as_str()])));
    rules.extend([
        ("/embed/*", vec![others.as_str()]),
        ("/v1/*", vec![anyone]),
        ("/v1/embed.js", vec!["Cache-Control: public, max-age=300"]),
        ("/v1/chunks/*", vec![forever.as_str()]),
        ("/v1/chunks/*.wasm", vec!["Content-Type: application/wasm"]),
        ("/assets/*", vec![anyone, forever.as_str()]),
        ("/source/*", vec!["Content-Type: text/plain; charset=utf-8"]),
    ]);
    let block = |(pages, lines): (&str, Vec<&str>)| format!("{pages}\n  {}\n", lines.join("\n  "));
    rules.into_iter().map(block).collect()
}

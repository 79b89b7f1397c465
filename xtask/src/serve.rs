//! A server for the built site, on this machine only. It sends what the site's own `_headers`
//! file says, so that what is tested is what a host will do.

mod http;

use crate::project::read;
use anyhow::{Context, Result};
use http::Reply;
use std::fs;
use std::net::TcpListener;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// A folder to serve, and what is done to its pages on the way.
#[derive(Default)]
pub(crate) struct Site {
    pub(crate) folder: PathBuf,
    /// Text of the pages that is replaced, such as the address of the other server.
    pub(crate) replace: Option<(&'static str, String)>,
    /// Counts the builds: pages ask for it, and load themselves anew when it grows.
    pub(crate) builds: Option<Arc<AtomicU64>>,
}

/// Where the page asks whether it is still the newest.
const BUILDS: &str = "/.builds";
const RELOAD: &str = "/.reload.js";
const RELOAD_JS: &str = include_str!("../scripts/reload.js");

/// Serves `site` in the background, at `port` or the next free one; 0 takes any. Gives the
/// address, with a slash at its end.
pub(crate) fn start(site: Site, port: u16) -> Result<String> {
    let server = (0..20)
        .map(|more| TcpListener::bind(("127.0.0.1", port.saturating_add(more))))
        .find(Result::is_ok)
        .unwrap_or_else(|| TcpListener::bind(("127.0.0.1", 0)))
        .context("cannot serve")?;
    let address = format!("http://{}/", server.local_addr()?);
    let site = Arc::new(site);
    thread::spawn(move || {
        for visitor in server.incoming().flatten() {
            let site = Arc::clone(&site);
            // A visitor who went away, or says nothing that HTTP knows, is no fault of ours.
            thread::spawn(move || drop(http::answer(visitor, |url| site.answer(url))));
        }
    });
    Ok(address)
}

impl Site {
    fn answer(&self, url: &str) -> Result<Reply> {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        if let Some(builds) = &self.builds {
            match path {
                BUILDS => {
                    // A page in a frame without rights has no origin.
                    let anyone = ("Access-Control-Allow-Origin".into(), "*".into());
                    return Ok(Reply::new(200, wait(builds, query)).with(vec![anyone]));
                }
                RELOAD => {
                    let kind = ("Content-Type".into(), "text/javascript".into());
                    return Ok(Reply::new(200, RELOAD_JS).with(vec![kind]));
                }
                _ => {}
            }
        }
        let Some(file) = self.file(path) else {
            let page = read(&self.folder.join("404.html")).unwrap_or_else(|_| "not found".into());
            let headers = self.headers(path, Path::new("404.html"));
            return Ok(Reply::new(404, self.dressed(&page)).with(headers));
        };
        if file.is_dir() {
            let query = if query.is_empty() {
                String::new()
            } else {
                format!("?{query}")
            };
            let slash = ("Location".into(), format!("{path}/{query}"));
            return Ok(Reply::new(308, "").with(vec![slash]));
        }
        let headers = self.headers(path, &file);
        let content = fs::read(&file)?;
        let content = match String::from_utf8(content) {
            Ok(page) if is_page(&file) => self.dressed(&page).into_bytes(),
            Ok(text) => text.into_bytes(),
            Err(bytes) => bytes.into_bytes(),
        };
        Ok(Reply::new(200, content).with(headers))
    }

    /// The file at `path`, its folder where only the slash is missing, or none.
    fn file(&self, path: &str) -> Option<PathBuf> {
        let inner = Path::new(path.trim_start_matches('/'));
        let plain = |part: Component<'_>| matches!(part, Component::Normal(_));
        if !inner.components().all(plain) {
            return None;
        }
        let file = self.folder.join(inner);
        match (file.is_dir(), path.ends_with('/')) {
            (true, true) => Some(file.join("index.html")).filter(|file| file.is_file()),
            (true, false) => Some(file),
            (false, slash) => Some(file).filter(|file| !slash && file.is_file()),
        }
    }

    /// A page with the replacement and, where builds are counted, the script that reloads it.
    fn dressed(&self, page: &str) -> String {
        let mut page = page.to_owned();
        if let Some((from, to)) = &self.replace {
            page = page.replace(from, to);
        }
        if self.builds.is_some() {
            let script = format!("<script src=\"{RELOAD}\" defer></script></body>");
            page = page.replacen("</body>", &script, 1);
        }
        page
    }

    /// The type of the file, and what `_headers` says of the path; the later rule wins.
    fn headers(&self, path: &str, file: &Path) -> Vec<(String, String)> {
        let mut headers = vec![("Content-Type".to_owned(), kind(file).to_owned())];
        let rules = read(&self.folder.join("_headers")).unwrap_or_default();
        let mut applies = false;
        for line in rules.lines() {
            if !line.starts_with(' ') {
                applies = matches(line.trim(), path);
            } else if let (true, Some((name, value))) = (applies, line.trim().split_once(": ")) {
                headers.retain(|(known, _)| known != name);
                headers.push((name.to_owned(), value.to_owned()));
            }
        }
        if self.builds.is_some() {
            headers.retain(|(name, _)| name != "Cache-Control");
            headers.push(("Cache-Control".to_owned(), "no-store".to_owned()));
        }
        headers
    }
}

/// Waits until there are more builds than the page knows, at most twenty seconds.
fn wait(builds: &AtomicU64, known: &str) -> String {
    let known = known.parse::<u64>().ok();
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        let now = builds.load(Ordering::Relaxed);
        if known != Some(now) || Instant::now() > end {
            return now.to_string();
        }
        thread::sleep(Duration::from_millis(100));
    }
}

/// Whether the pattern of a rule, with at most one `*`, covers `path`.
fn matches(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == path,
        Some((start, end)) => {
            path.len() >= start.len() + end.len() && path.starts_with(start) && path.ends_with(end)
        }
    }
}

fn is_page(file: &Path) -> bool {
    file.extension()
        .is_some_and(|extension| extension == "html")
}

fn kind(file: &Path) -> &'static str {
    let extension = file.extension().and_then(|extension| extension.to_str());
    match extension.unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_cover_paths() {
        for (pattern, path, covered) in [
            ("/*", "/book/", true),
            ("/", "/book/", false),
            ("/v1/*.wasm", "/v1/a/b.wasm", true),
            ("/v1/*.wasm", "/v1/a.js", false),
            ("/v1/*1", "/v1/1", true),
        ] {
            assert_eq!(matches(pattern, path), covered, "{pattern} {path}");
        }
    }

    #[test]
    fn nothing_above_the_folder_is_served() {
        let site = Site {
            folder: PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src"),
            ..Site::default()
        };
        assert!(site.file("/main.rs").is_some());
        assert!(site.file("/../Cargo.toml").is_none());
        assert!(site.file("//etc/passwd").is_none());
        assert!(site.file("/main.rs/").is_none());
    }
}

//! A server for the built site, on this machine only. It sends what the site's own `_headers`
//! file says, so that what is tested is what a host will do.

use crate::project::read;
use anyhow::{Result, anyhow};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tiny_http::{Header, Method, Request, Response, Server};

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
        .map(|more| Server::http(("127.0.0.1", port.saturating_add(more))))
        .find(Result::is_ok)
        .unwrap_or_else(|| Server::http(("127.0.0.1", 0)))
        .map_err(|error| anyhow!("cannot serve: {error}"))?;
    let address = format!("http://{}/", server.server_addr());
    let site = Arc::new(site);
    thread::spawn(move || {
        for request in server.incoming_requests() {
            let site = Arc::clone(&site);
            // A visitor who went away is no fault of ours.
            thread::spawn(move || drop(site.answer(request)));
        }
    });
    Ok(address)
}

impl Site {
    fn answer(&self, request: Request) -> Result<()> {
        let url = request.url().to_owned();
        let (path, query) = url.split_once('?').unwrap_or((&url, ""));
        if let Some(builds) = &self.builds {
            match path {
                BUILDS => return reply(request, 200, wait(builds, query), &[]),
                RELOAD => {
                    let kind = ("Content-Type".into(), "text/javascript".into());
                    return reply(request, 200, RELOAD_JS, &[kind]);
                }
                _ => {}
            }
        }
        if !matches!(request.method(), Method::Get | Method::Head) {
            return reply(request, 405, "only GET", &[]);
        }
        let Some(file) = self.file(path) else {
            let page = read(&self.folder.join("404.html")).unwrap_or_else(|_| "not found".into());
            let headers = self.headers(path, Path::new("404.html"));
            return reply(request, 404, self.dressed(&page), &headers);
        };
        if file.is_dir() {
            let slash = ("Location".into(), format!("{path}/"));
            return reply(request, 308, "", &[slash]);
        }
        let headers = self.headers(path, &file);
        let content = fs::read(&file)?;
        match String::from_utf8(content) {
            Ok(page) if is_page(&file) => reply(request, 200, self.dressed(&page), &headers),
            Ok(text) => reply(request, 200, text, &headers),
            Err(bytes) => reply(request, 200, bytes.into_bytes(), &headers),
        }
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

fn reply(
    request: Request,
    status: u16,
    content: impl Into<Vec<u8>>,
    headers: &[(String, String)],
) -> Result<()> {
    let mut response = Response::from_data(content).with_status_code(status);
    for (name, value) in headers {
        if let Ok(header) = Header::from_bytes(name.as_bytes(), value.as_bytes()) {
            response.add_header(header);
        }
    }
    Ok(request.respond(response)?)
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

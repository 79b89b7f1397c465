//! What the host should say of each file: policy, type, caching, who may load it. One list of
//! rules, written in the language of each common host. Our own server reads `_headers`, so the
//! tests run under it.

use crate::project;
use anyhow::Result;
use serde_json::json;
use std::path::Path;

/// The policy as a page can state it itself.
pub(super) const META_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
     worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; \
     require-trusted-types-for 'script'; trusted-types yb";

const FOREVER: &str = "public, max-age=31536000, immutable";

/// A header for the paths of a pattern with at most one `*`; a later rule wins.
type Rule = (String, &'static str, String);

/// The folder that partners load a version from which never changes.
pub(super) fn version_folder() -> String {
    format!("v{}", env!("CARGO_PKG_VERSION"))
}

/// Writes the rules: `_headers` (Netlify, Cloudflare Pages), `.htaccess` (Apache) and
/// `vercel.json` into the site; `nginx.conf` beside it, for it belongs to the server.
pub(super) fn write(site: &Path, beside: &Path) -> Result<()> {
    let rules = rules();
    project::write(&site.join("_headers"), netlify(&rules))?;
    project::write(&site.join(".htaccess"), apache(&rules))?;
    project::write(&site.join("vercel.json"), vercel(&rules)?)?;
    project::write(&beside.join("nginx.conf"), nginx(&rules))
}

fn rules() -> Vec<Rule> {
    let framed_by = |who| format!("{META_POLICY}; frame-ancestors {who}");
    let rule = |pattern: &str, name, value: &str| (pattern.to_owned(), name, value.to_owned());
    let mut rules = vec![
        rule("/*", "X-Content-Type-Options", "nosniff"),
        rule("/*", "Referrer-Policy", "no-referrer"),
        rule(
            "/*",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=()",
        ),
        rule("/*", "Content-Security-Policy", &framed_by("'self'")),
        // Embeds may be framed by anyone.
        rule("/embed/*", "Content-Security-Policy", &framed_by("*")),
        // A browser asks for it by itself, and should see the newest.
        rule("/offline.js", "Cache-Control", "no-cache"),
        rule("/source/*", "Content-Type", "text/plain; charset=utf-8"),
        rule("/assets/*", "Cache-Control", FOREVER),
        rule("/assets/*", "Access-Control-Allow-Origin", "*"),
        rule("/oembed/*", "Access-Control-Allow-Origin", "*"),
    ];
    let version = version_folder();
    for folder in ["v1", &version] {
        let inside = |path: &str| format!("/{folder}/{path}");
        // Pages of others load these, also those that isolate themselves.
        rules.push((inside("*"), "Access-Control-Allow-Origin", "*".into()));
        rules.push((
            inside("*"),
            "Cross-Origin-Resource-Policy",
            "cross-origin".into(),
        ));
        rules.push((inside("*"), "Cache-Control", FOREVER.into()));
        rules.push((
            inside("chunks/*.wasm"),
            "Content-Type",
            "application/wasm".into(),
        ));
    }
    rules.push(rule("/v1/embed.js", "Cache-Control", "public, max-age=300"));
    rules
}

/// `pattern`, then an indented line for each header.
fn netlify(rules: &[Rule]) -> String {
    let mut text = String::new();
    let mut last = "";
    for (pattern, name, value) in rules {
        if pattern != last {
            text += &format!("{pattern}\n");
        }
        text += &format!("  {name}: {value}\n");
        last = pattern;
    }
    text
}

/// Apache's language has expressions for paths, also in a folder's own file.
fn apache(rules: &[Rule]) -> String {
    let mut text = String::from(
        "# Needs mod_headers and AllowOverride All.\n\
         AddType application/wasm .wasm\n\
         ErrorDocument 404 /404.html\n\
         DirectorySlash On\n",
    );
    for (pattern, name, value) in rules {
        let path = regex(pattern);
        text += &format!(
            "<If \"%{{REQUEST_URI}} =~ m#{path}#\">\n  Header always set {name} \"{value}\"\n</If>\n"
        );
    }
    text
}

/// For the `http` part: one map a header, in which the last rule that fits wins; an empty value is not
/// sent.
fn nginx(rules: &[Rule]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for (_, name, _) in rules {
        if !names.contains(name) && *name != "Content-Type" {
            names.push(name);
        }
    }
    let variable = |name: &str| format!("$hub_{}", name.to_lowercase().replace('-', "_"));
    let mut maps = String::new();
    let mut lines = String::new();
    for name in names {
        maps += &format!("map $uri {} {{\n  default \"\";\n", variable(name));
        // The first pattern that fits wins here.
        for (pattern, _, value) in rules.iter().rev().filter(|(_, known, _)| *known == name) {
            maps += &format!("  \"~{}\" \"{value}\";\n", regex(pattern));
        }
        maps += "}\n";
        lines += &format!("  add_header {name} {} always;\n", variable(name));
    }
    format!(
        "# Into the http part of the configuration; the folder is an example.\n{maps}\
         server {{\n  listen 80;\n  root /srv/hub;\n  error_page 404 /404.html;\n{lines}  \
         location /source/ {{\n    types {{ }}\n    default_type \"text/plain; charset=utf-8\";\n  }}\n}}\n"
    )
}

fn vercel(rules: &[Rule]) -> Result<String> {
    let rule = |(pattern, name, value): &Rule| {
        json!({
            "source": pattern.replace('.', "\\.").replace('*', "(.*)"),
            "headers": [{ "key": name, "value": value }],
        })
    };
    let rules: Vec<_> = rules.iter().map(rule).collect();
    Ok(serde_json::to_string_pretty(&json!({ "headers": rules }))? + "\n")
}

fn regex(pattern: &str) -> String {
    format!("^{}$", pattern.replace('.', "\\.").replace('*', ".*"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a language says of `path`: the value of the last rule that fits.
    fn said(path: &str, name: &str) -> Option<String> {
        let fits = |pattern: &str| match pattern.split_once('*') {
            None => pattern == path,
            Some((start, end)) => path.starts_with(start) && path.ends_with(end),
        };
        let rules = rules();
        let mut fitting = rules
            .iter()
            .rev()
            .filter(|(it, known, _)| *known == name && fits(it));
        fitting.next().map(|(_, _, value)| value.clone())
    }

    #[test]
    fn each_path_has_its_headers() {
        for (path, name, value) in [
            ("/v1/embed.js", "Cache-Control", "public, max-age=300"),
            ("/v1/chunks/a.js", "Cache-Control", FOREVER),
            ("/v1/chunks/a.wasm", "Content-Type", "application/wasm"),
            ("/v0.1.0/embed.js", "Cache-Control", FOREVER),
            ("/v0.1.0/embed.js", "Access-Control-Allow-Origin", "*"),
        ] {
            let path = path.replace("v0.1.0", &version_folder());
            assert_eq!(said(&path, name).as_deref(), Some(value), "{path}");
        }
        assert_eq!(said("/book/", "Cache-Control"), None);
        let policy = |path| said(path, "Content-Security-Policy").unwrap_or_default();
        assert!(policy("/book/thesis.html").ends_with("frame-ancestors 'self'"));
        assert!(policy("/embed/lvr/").ends_with("frame-ancestors *"));
        assert!(!policy("/").contains("unsafe-inline"));
    }

    #[test]
    fn every_language_says_every_rule() {
        let rules = rules();
        let (netlify, apache, nginx) = (netlify(&rules), apache(&rules), nginx(&rules));
        let vercel: serde_json::Value = serde_json::from_str(&vercel(&rules).unwrap()).unwrap();
        assert_eq!(
            vercel["headers"].as_array().map(Vec::len),
            Some(rules.len())
        );
        for (pattern, name, value) in &rules {
            assert!(
                netlify.contains(&format!("\n  {name}: {value}\n")),
                "{pattern} {name}"
            );
            assert!(
                apache.contains(&format!("Header always set {name} \"{value}\"")),
                "{name}"
            );
            let own = *name == "Content-Type";
            assert!(
                own || nginx.contains(&format!("\"~{}\" \"{value}\";", regex(pattern))),
                "{name}"
            );
        }
    }
}

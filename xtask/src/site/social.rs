//! What a page says of itself to those who show links to it: its one address, and its picture. Both are
//! whole addresses, so a site that does not know its own says neither.

use super::previews::picture_of;
use super::sitemap;

/// The tags of the page `file` of a site at `address`.
pub(super) fn tags(file: &str, address: Option<&str>) -> String {
    let (Some(address), Some(picture)) = (address, picture_of(file)) else {
        return String::new();
    };
    let page = canonical(file);
    format!(
        "<link rel=\"canonical\" href=\"{address}/{page}\">\n\
         <meta property=\"og:url\" content=\"{address}/{page}\">\n\
         <meta property=\"og:image\" content=\"{address}/{picture}\">\n\
         <meta property=\"og:image:type\" content=\"image/png\">\n\
         <meta property=\"og:image:width\" content=\"1200\">\n\
         <meta property=\"og:image:height\" content=\"630\">\n\
         <meta name=\"twitter:card\" content=\"summary_large_image\">\n\
         <meta name=\"twitter:image\" content=\"{address}/{picture}\">"
    )
}

/// The address under which a page should be found; of copies, that of the first.
fn canonical(file: &str) -> String {
    if file == "book/index.html" {
        return "book/start.html".to_owned();
    }
    let calculator = file
        .strip_prefix("embed/")
        .and_then(|rest| rest.strip_suffix("/index.html"));
    match (calculator, sitemap::page(file)) {
        (Some(id), _) => format!("book/calculators/{id}.html"),
        (None, page) => page.unwrap_or(file).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_that_knows_its_address_says_it() {
        let address = Some("https://hub.example");
        for (file, page, picture) in [
            ("index.html", "", "preview/index.png"),
            (
                "book/index.html",
                "book/start.html",
                "preview/book-start.png",
            ),
            (
                "book/thesis.html",
                "book/thesis.html",
                "preview/book-thesis.png",
            ),
            ("embed/index.html", "embed/", "preview/embed-index.png"),
            (
                "embed/lvr/index.html",
                "book/calculators/lvr.html",
                "embed/lvr/picture.png",
            ),
        ] {
            let tags = tags(file, address);
            for said in [
                format!("<link rel=\"canonical\" href=\"https://hub.example/{page}\">"),
                format!("<meta property=\"og:url\" content=\"https://hub.example/{page}\">"),
                format!("<meta property=\"og:image\" content=\"https://hub.example/{picture}\">"),
            ] {
                assert!(tags.contains(&said), "{file}: {tags}");
            }
        }
        assert_eq!(tags("book/thesis.html", None), "");
        assert_eq!(tags("404.html", address), "");
    }
}

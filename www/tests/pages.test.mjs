// What each page of the built site says of itself to those who show links to it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const site = new URL("../../dist/site/", import.meta.url);
const files = readdirSync(site, { recursive: true }).filter((file) => file.endsWith(".html"));
const pages = files.map((file) => [file, readFileSync(new URL(file, site), "utf8")]);

const said = (html, name) => new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)">`).exec(html)?.[1];

test("a title and a description of its own", () => {
  assert.ok(pages.length > 50, "build the site first: cargo xtask build");
  const seen = new Map();
  for (const [file, html] of pages) {
    const title = /<title>([^<]+)<\/title>/.exec(html)?.[1];
    const description = said(html, "description");
    assert.ok(title && description && said(html, "og:title"), file);
    assert.ok(description.length >= 20 && description.length <= 190, `${file}: ${description}`);
    assert.ok(said(html, "og:description"), file);
    // The first page of the book is also the book's.
    if (file === "book/index.html") continue;
    for (const text of [title, description]) {
      assert.equal(seen.get(text), undefined, `${file} says the same as ${seen.get(text)}: ${text}`);
      seen.set(text, file);
    }
  }
});

/** Where the picture of a page is; a calculator has one. */
function picture(file) {
  const [, id] = /^(?:book\/calculators|embed)\/([a-z0-9-]+)(?:\.html|\/index\.html)$/.exec(file) ?? [];
  if (id && id !== "index") return `embed/${id}/picture.png`;
  if (file === "book/index.html") return "preview/book-start.png";
  return `preview/${file.replace(/\.html$/, "").replaceAll("/", "-")}.png`;
}

test("a picture of 1200 by 630 pixels, each another", () => {
  const seen = new Map();
  for (const [file] of pages.filter(([file]) => !["404.html", "book/print.html"].includes(file))) {
    const png = readFileSync(new URL(picture(file), site));
    assert.equal(png.toString("latin1", 1, 4), "PNG", file);
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1200, 630], file);
    const content = png.toString("base64");
    assert.ok([undefined, picture(file)].includes(seen.get(content)), `${file} looks as ${seen.get(content)}`);
    seen.set(content, picture(file));
  }
});

test("whole addresses only where the site knows its own", () => {
  const addressed = pages.filter(([, html]) => html.includes('rel="canonical"'));
  for (const [file, html] of addressed) {
    assert.match(said(html, "og:image"), /^https:\/\/[^/]+\/.*\.png$/, file);
    assert.ok(said(html, "og:image").endsWith(picture(file)), file);
  }
  if (addressed.length === 0) assert.ok(pages.every(([, html]) => !html.includes("og:image")));
});

test("each page leads to a term of the glossary once, and says there what it means", () => {
  const book = pages.filter(([file]) => file.startsWith("book/") && file !== "book/print.html");
  const linked = book.map(([file, html]) => {
    const terms = [...html.matchAll(/<a class="term" href="([^"]*)" title="([^"]*)"/g)];
    const places = terms.map(([, href]) => href.split("#")[1]);
    assert.equal(new Set(places).size, places.length, `${file}: ${places.join(", ")}`);
    for (const [, href, title] of terms) {
      assert.match(href, /^(?:\.\.\/)*glossary\.html#./, file);
      assert.ok(title.length > 10 && title.length < 400, `${file}: ${title}`);
    }
    return places.length;
  });
  assert.ok(linked.filter((count) => count > 0).length > 40, "most pages use a term");
  const glossary = pages.find(([file]) => file === "book/glossary.html")[1];
  assert.ok(!glossary.includes('class="term"'), "the glossary explains itself");
});

test("a search knows every term, and a page for each that has one", () => {
  const [name] = readdirSync(new URL("assets/", site)).filter((file) => /^search-.*\.json$/.test(file));
  const index = JSON.parse(readFileSync(new URL(`assets/${name}`, site), "utf8"));
  assert.ok(index.terms.length > 50);
  for (const { name, words, page } of index.terms) {
    assert.ok(words.length > 0 && words.every((word) => word === word.toLowerCase()), name);
    assert.ok(page === null || index.doc_urls.some((url) => url.startsWith(page)), `${name}: ${page}`);
  }
});

test("no line ends between a number and its unit", () => {
  for (const [file, html] of pages) {
    // What scripts, code and drawings say has lines of its own; the reference repeats the comments of the code, and
    // small print the sources of pools.
    if (["book/data.html", "book/print.html"].includes(file)) continue;
    const own = html.replace(/<caption>(?:In|Out)puts of.*?<\/table>|<p class="source">.*?<\/p>/gs, "");
    const bare = own.replace(/<(script|style|pre|code|svg|option)\b.*?<\/\1>/gs, "");
    const text = bare.replace(/<[^>]+>/g, "").replaceAll("&nbsp;", "\u00a0");
    const parted = /.{0,30}(?:\d[ \n](?:%|bp\b)|USD[ \n]\d).{0,10}/.exec(text);
    assert.equal(parted?.[0], undefined, file);
  }
});

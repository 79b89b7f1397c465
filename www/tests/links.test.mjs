// Every link inside the built site leads to a file that is there, and to a place in it.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const site = new URL("../../dist/site/", import.meta.url);
const folder = fileURLToPath(site);
const pages = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".html"));
const html = new Map(pages.map((page) => [page, readFileSync(new URL(page, site), "utf8")]));

/** The values of an attribute, as a browser reads them. */
const values = (text, name) =>
  [...text.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].map(([, value]) => value.replaceAll("&amp;", "&"));

/** What is wrong with a link of a page, or nothing. */
function fault(page, link) {
  const base = new URL(page, site);
  const target = new URL(link, base);
  if (target.protocol !== "file:") return undefined;
  if (!target.href.startsWith(site.href)) return "leads out of the site";
  let file = decodeURIComponent(target.pathname);
  if (existsSync(file) && statSync(file).isDirectory()) file += file.endsWith("/") ? "index.html" : "/index.html";
  if (!existsSync(file)) return "leads nowhere";
  const anchor = decodeURIComponent(target.hash.slice(1));
  const text = html.get(file.slice(folder.length));
  if (anchor && text && !values(text, "id").includes(anchor)) return `has no place #${anchor}`;
  return undefined;
}

test(`the links of ${pages.length} pages`, () => {
  assert(pages.length > 10, "build the site first: cargo xtask build");
  const faults = [];
  for (const [page, text] of html) {
    for (const link of [...values(text, "href"), ...values(text, "src")]) {
      const wrong = fault(page, link);
      if (wrong) faults.push(`${page}: ${link} ${wrong}`);
    }
  }
  assert.deepEqual(faults, []);
});

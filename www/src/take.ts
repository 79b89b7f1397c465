// What a reader can take away: a link, a tag, the data.

import { queryOf, toText } from "./form.ts";
import type { Output, Pair } from "./tree.ts";

/** The address of a calculator in this state, on the site that serves the script. */
export function pageOf(site: URL, id: string, pairs: readonly Pair[]): string {
  const page = new URL(`embed/${encodeURIComponent(id)}/`, site);
  page.search = queryOf(pairs);
  return page.href;
}

/** The tag in this state, with a link for where it cannot run. */
export function tagOf(site: URL, id: string, title: string, pairs: readonly Pair[]): string {
  const attributes = [["calculator", id] as Pair, ...pairs]
    .map(([key, value]) => ` ${key}="${escape(toText(value))}"`)
    .join("");
  const script = `<script type="module" src="${escape(new URL("v1/embed.js", site).href)}"></script>`;
  const link = `<a href="${escape(pageOf(site, id, pairs))}">${escape(title)}</a>`;
  return `${script}\n<yb-calculator${attributes}>${link}</yb-calculator>\n`;
}

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}

/** The data of the picture with every digit. */
export function csvOf({ chart }: Output): string {
  const head = [chart.x.label, ...chart.series.map((series) => series.label)];
  const rows = chart.xs.map((x, i) => [chart.names[i] ?? x, ...chart.series.map((series) => series.values[i] ?? "")]);
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function cell(value: number | string): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Hands `text` over as a file. */
export function download(name: string, text: string): void {
  const type = name.endsWith(".csv") ? "text/csv" : "text/plain";
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** Puts `text` on the clipboard; false where that is not allowed. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

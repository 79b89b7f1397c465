// The page on which a partner makes a snippet: the calculator itself is the form of its state.

import { copy } from "./take.ts";
import { FORMATS, snippet } from "./snippet.ts";
import type { Format, Subject } from "./snippet.ts";
import type { Input, Pair } from "./tree.ts";

const SITE = new URL("../", location.href.replace(/[?#].*$/s, ""));
const one = <T extends Element>(selector: string) => document.querySelector<T>(selector);

const choices = one<HTMLFormElement>("#choices");
const formats = one<HTMLElement>("#formats");
const stage = one<HTMLElement>("#stage");
const text = one<HTMLElement>("#snippet");
const about = one<HTMLElement>("#about-format");
const said = one<HTMLElement>("#copied");
const calculator = stage?.querySelector("yb-calculator");

let state: { id: string; pairs: readonly Pair[]; input: Input } = { id: calculator?.getAttribute("calculator") ?? "", pairs: [], input: {} };
let pinned: Subject["pinned"];

function chosen(name: string): string {
  const control = choices?.elements.namedItem(name);
  return control instanceof HTMLSelectElement || control instanceof HTMLInputElement ? control.value : "";
}

function width(): number | undefined {
  const width = Number(chosen("width"));
  return width >= 280 && width <= 1600 ? width : undefined;
}

function format(): Format {
  const value = formats?.querySelector<HTMLInputElement>("input:checked")?.value ?? "";
  return Object.hasOwn(FORMATS, value) ? (value as Format) : "tag";
}

function write(): void {
  if (!text || !about) return;
  const title = choices?.querySelector<HTMLOptionElement>(`option[value="${CSS.escape(state.id)}"]`)?.text ?? state.id;
  const looks = ["theme", "lang"].map((name) => [name, chosen(name)] as const).filter(([, value]) => value !== "");
  const subject = { site: SITE, title, looks, width: width(), ...state };
  text.textContent = snippet(format(), chosen("version") === "pinned" ? { ...subject, pinned } : subject);
  about.textContent = FORMATS[format()];
}

/** The script of the version that never changes, with its hash. */
async function pin(): Promise<void> {
  const folder = new URL(`${stage?.dataset["version"] ?? ""}/`, SITE);
  const reply = await fetch(new URL("integrity.json", folder));
  const hashes: unknown = reply.ok ? await reply.json() : {};
  const integrity = (hashes as Record<string, unknown>)["embed.js"];
  if (typeof integrity === "string") pinned = { script: new URL("embed.js", folder).href, integrity };
}

/** Another calculator starts at its own first state. */
function become(id: string): void {
  if (!calculator || state.id === id) return;
  for (const name of calculator.getAttributeNames()) if (name !== "id" && name !== "class") calculator.removeAttribute(name);
  calculator.setAttribute("calculator", id);
  state = { id, pairs: [], input: {} };
  for (const table of document.querySelectorAll<HTMLDetailsElement>("#references details")) table.open = table.dataset["reference"] === id;
}

function dress(): void {
  if (!calculator || !stage) return;
  for (const name of ["theme", "lang"]) {
    if (chosen(name)) calculator.setAttribute(name, chosen(name));
    else calculator.removeAttribute(name);
  }
  const wide = width();
  stage.style.maxWidth = wide === undefined ? "" : `${wide}px`;
}

choices?.addEventListener("submit", (event) => event.preventDefault());
choices?.addEventListener("input", async () => {
  become(chosen("calculator"));
  dress();
  if (chosen("version") === "pinned" && !pinned) await pin();
  write();
});
formats?.addEventListener("change", write);
calculator?.addEventListener("yb-change", ({ calculator: id, pairs, input }) => {
  state = { id, pairs, input };
  write();
});
one("#copy-snippet")?.addEventListener("click", async () => {
  const done = await copy(text?.textContent ?? "");
  if (said) said.textContent = done ? "Copied" : "Your browser did not allow copying";
});
const wanted = new URLSearchParams(location.search).get("snippet");
const select = choices?.elements.namedItem("calculator");
if (wanted && select instanceof HTMLSelectElement && [...select.options].some(({ value }) => value === wanted)) {
  select.value = wanted;
  become(wanted);
}
write();

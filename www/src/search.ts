// Search in the book: mdBook's index and library, loaded when somebody searches.

import { type Term, named } from "./terms.ts";
import { scriptAddress } from "./trusted.ts";

interface Document {
  readonly title: string;
  readonly body: string;
  readonly breadcrumbs: string;
}

interface Index {
  search(words: string, options: object): { ref: string; doc: Document }[];
}

interface Stored {
  readonly doc_urls: readonly string[];
  readonly index: { readonly documentStore: { readonly docs: Readonly<Record<string, Document>> } };
  readonly search_options: object;
  readonly terms: readonly Term[];
}

declare const elasticlunr: { Index: { load(index: object): Index } };

const MOST = 12;

/** Lets `button`, and the key `/`, open `dialog`, which searches the book. */
export function search(dialog: HTMLDialogElement | null, button: HTMLButtonElement | null): void {
  const input = dialog?.querySelector("input");
  const list = dialog?.querySelector("ol");
  const status = dialog?.querySelector<HTMLElement>(".count");
  if (!dialog || !button || !input || !list || !status) return;
  const book = new URL(dialog.dataset["book"] ?? "", document.baseURI);
  let found: Promise<(words: string) => HTMLElement[]> | undefined;

  const show = async () => {
    const words = input.value.trim();
    found ??= loaded(dialog, book);
    try {
      const items = words ? (await found)(words) : [];
      if (words !== input.value.trim()) return;
      list.replaceChildren(...items);
      status.textContent = words ? counted(items.length) : "";
    } catch {
      found = undefined;
      status.textContent = "The index could not be loaded. Try again, or use the contents.";
    }
  };
  const open = () => {
    dialog.showModal();
    input.select();
    void show();
  };
  button.addEventListener("click", open);
  input.addEventListener("input", () => void show());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  list.addEventListener("click", () => dialog.close());
  dialog.querySelector("[data-close]")?.addEventListener("click", () => dialog.close());
  addEventListener("keydown", (event) => {
    const busy = event.composedPath().some((at) => at instanceof HTMLElement && at.matches("input, select, textarea"));
    if (event.key !== "/" || busy || dialog.open || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    open();
  });
}

function counted(count: number): string {
  if (count === 0) return "Nothing found";
  return count === 1 ? "One place" : count < MOST ? `${count} places` : `The ${MOST} best places`;
}

/** The function that finds, once index and library are there. */
async function loaded(dialog: HTMLDialogElement, book: URL): Promise<(words: string) => HTMLElement[]> {
  const address = (name: string) => new URL(dialog.dataset[name] ?? "", document.baseURI).href;
  const [answer] = await Promise.all([fetch(address("index")), script(address("library"))]);
  if (!answer.ok) throw new Error(`the index: ${answer.status}`);
  const stored = (await answer.json()) as Stored;
  const index = elasticlunr.Index.load(stored.index);
  const at = (ref: string) => new URL(stored.doc_urls[Number(ref)] ?? "", book);
  return (words) => {
    const terms = named(stored.terms, words);
    // The pages that explain what was asked for, then the glossary, then every place with these letters.
    const refs = terms.map(({ page }) => String(stored.doc_urls.findIndex((url) => page && url.startsWith(page))));
    const best = refs.filter((ref) => Number(ref) >= 0).flatMap((ref) => {
      const doc = stored.index.documentStore.docs[ref];
      return doc ? [{ ref, doc }] : [];
    });
    const found = index.search(words, { ...stored.search_options, expand: true });
    const rest = found.filter(({ ref }) => !refs.includes(ref));
    const pages = (list: typeof rest) => list.map(({ ref, doc }) => item(at(ref), doc, words));
    const entries = terms.map(({ name, meaning, id }) =>
      item(new URL(`glossary.html#${id}`, book), { title: name, body: meaning, breadcrumbs: "Glossary » " }, words),
    );
    return [...pages(best), ...entries, ...pages(rest)].slice(0, MOST);
  };
}

function script(address: string): Promise<void> {
  return new Promise((done, failed) => {
    const element = document.createElement("script");
    element.src = scriptAddress(address);
    element.onload = () => done();
    element.onerror = () => failed(new Error("the search library"));
    document.head.append(element);
  });
}

function item(address: URL, { title, body, breadcrumbs }: Document, words: string): HTMLElement {
  const element = document.createElement("li");
  const link = document.createElement("a");
  const where = document.createElement("small");
  const teaser = document.createElement("span");
  link.href = address.href;
  where.textContent = breadcrumbs.split(" » ").slice(0, -1).join(" › ");
  link.append(title);
  teaser.append(...excerpt(body, words));
  link.append(where, teaser);
  element.append(link);
  return element;
}

/** The surroundings of the first word found, with what was found marked. */
function excerpt(body: string, words: string): (string | HTMLElement)[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const places = wanted.map((word) => body.toLowerCase().indexOf(word)).filter((place) => place >= 0);
  const first = places.length > 0 ? Math.min(...places) : 0;
  const from = first > 60 ? body.indexOf(" ", first - 60) + 1 : 0;
  const piece = (from > 0 ? "… " : "") + body.slice(from, from + 170).trim() + " …";
  const escaped = wanted.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return piece.split(new RegExp(`(${escaped.join("|")})`, "i")).map((part, i) => {
    if (i % 2 === 0) return part;
    const mark = document.createElement("mark");
    mark.textContent = part;
    return mark;
  });
}

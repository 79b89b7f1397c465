// What a reader does to the controls of a calculator, and what it means.

import { textOf } from "./file.ts";
import { follow, fromText, pairOf, pairsOf } from "./form.ts";
import { download } from "./take.ts";
import type { Pair } from "./tree.ts";

/** Keys that a page may have taken for itself; inside a calculator they belong to it. */
const TAKEN = /^(Arrow|Page|Home$|End$|.$)/u;

/** Who is told. */
export interface Hearer {
  /** What stands in a field; a field that is left tells once more what it told when it was typed into. */
  typed(pair: Pair): void;
  /** What a file holds, for a field. */
  read(pair: Pair): void;
  /** A whole state was chosen. */
  chosen(pairs: readonly Pair[]): void;
  /** A button that has something to do was pressed. */
  pressed(what: string): void;
  /** What the reader is to know. */
  say(words: string): void;
}

/** Listens to the controls in `root`, those that come later among them. */
export function listen(root: ShadowRoot, hearer: Hearer): void {
  root.addEventListener("input", ({ target }) => typed(target, hearer));
  root.addEventListener("change", ({ target }) => {
    typed(target, hearer);
    void opened(target, hearer);
  });
  root.addEventListener("submit", (event) => event.preventDefault());
  root.addEventListener("click", ({ target }) => clicked(target, hearer));
  root.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey } = event as KeyboardEvent;
    if (TAKEN.test(key) && !ctrlKey && !metaKey && !altKey) event.stopPropagation();
  });
}

function typed(target: EventTarget | null, hearer: Hearer): void {
  if (target instanceof HTMLInputElement && target.type === "file") return;
  const range = target instanceof HTMLInputElement && target.type === "range";
  const pair = pairOf(range ? follow(target) : target);
  if (pair) hearer.typed(pair);
}

/** Reads the file that was chosen for the field that the control names. */
async function opened(target: EventTarget | null, hearer: Hearer): Promise<void> {
  if (!(target instanceof HTMLInputElement)) return;
  const key = target.dataset["fileOf"];
  const file = target.files?.[0];
  if (!key || !file) return;
  // The same file may be chosen again once it has changed.
  target.value = "";
  const read = await textOf(file, Number(target.dataset["most"]) || 1_000_000);
  if ("fault" in read) return hearer.say(read.fault);
  // Somebody may have typed into the place where the file's text is to stand.
  const area = target.parentElement?.querySelector("textarea");
  if (area) area.value = "";
  hearer.read([key, fromText(read.text)]);
}

function clicked(target: EventTarget | null, hearer: Hearer): void {
  const button = target instanceof Element ? target.closest("button") : null;
  if (!button) return;
  const preset = button.dataset["set"];
  if (preset !== undefined) hearer.chosen(pairsOf(new URLSearchParams(preset)));
  const file = button.closest<HTMLElement>("[data-file]");
  if (file) {
    // What stands written in the page.
    download(file.dataset["file"] ?? "file.txt", file.querySelector("pre")?.textContent ?? "");
    hearer.say("Saved");
  } else if (button.dataset["do"]) hearer.pressed(button.dataset["do"]);
}

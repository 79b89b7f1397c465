// What the controls of a form mean, as a calculator's flat state.

import type { Json, Pair } from "./tree.ts";

/** The value of a control under its key, or null for what is no field. */
export function pairOf(control: EventTarget | null): Pair | null {
  if (control instanceof HTMLTextAreaElement && control.dataset["json"]) {
    return [control.dataset["json"], fromText(control.value)];
  }
  if (control instanceof HTMLTextAreaElement) return [control.name, control.value];
  if (control instanceof HTMLSelectElement) return [control.name, control.value];
  if (!(control instanceof HTMLInputElement)) return null;
  if (control.type === "checkbox") return [control.name, String(control.checked)];
  const { list } = control.dataset;
  if (list) return [control.name, unscaledList(control.value, Number(list))];
  if (control.type !== "number") return [control.name, control.value];
  // The browser hides what is typed there and is no number.
  if (control.validity.badInput) return [control.name, "what is typed"];
  return [control.name, unscaled(control.value, Number(control.dataset["scale"]))];
}

/** The text of a number field divided by a power of ten, without the noise of binary. */
function unscaled(text: string, scale: number): Json {
  if (text.trim() === "") return "";
  if (/e/i.test(text)) return Number(text) / scale;
  return Number(`${text}e-${Math.round(Math.log10(scale))}`);
}

/** The same for each item of a list; what is no number stays as it is. */
function unscaledList(text: string, scale: number): string {
  if (scale === 1) return text;
  const items = text.split(/[,;\n]/).map((item) => item.trim());
  const number = (item: string) => (item === "" || Number.isNaN(Number(item)) ? item : String(unscaled(item, scale)));
  return items.map(number).join(", ");
}

/** Moves the number field of a range to where the range stands. */
export function follow(range: HTMLInputElement): HTMLInputElement | null {
  const row = range.closest(".row");
  const field = row?.querySelector<HTMLInputElement>("input:not([type=range])") ?? null;
  const { low, high } = range.dataset;
  if (field && low && high) {
    const share = Number(range.value) / Number(range.max);
    const value = Number(low) * (Number(high) / Number(low)) ** share;
    const step = Number(field.step) || 0;
    // Three digits are as fine as a hand can move it.
    const rounded = Number(value.toPrecision(3));
    field.value = String(step >= 1 ? Math.max(Math.round(rounded), Number(low)) : rounded);
  } else if (field) {
    field.value = range.value;
  }
  return field;
}

/** Flat state from attributes or a query. */
export function pairsOf(entries: Iterable<readonly [string, string]>): Pair[] {
  return Array.from(entries, ([key, text]) => [key, fromText(text)] as const);
}

/** Text, or the object that it is the JSON of. */
export function fromText(text: string): Json {
  if (!/^\s*\{/.test(text)) return text;
  try {
    return JSON.parse(text.replace(EXACT, (part) => (part.startsWith('"') ? part : `"${part}"`))) as Json;
  } catch {
    return text;
  }
}

/** Strings, and integers that a double may not hold: these become strings too. */
const EXACT = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

/** A value as text for an attribute or a query: a list has commas between its items. */
export function toText(value: Json): string {
  if (Array.isArray(value)) return value.map(toText).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Flat state as a query, without the question mark. */
export function queryOf(pairs: readonly Pair[]): string {
  return new URLSearchParams(pairs.map(([key, value]) => [key, toText(value)])).toString();
}

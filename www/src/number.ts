// Numbers in the language of the page.

import type { NumberLeaf } from "./tree.ts";

/** The language around an element: the nearest `lang`, else English. */
export function languageOf(element: Element): string {
  const named = element.closest("[lang]")?.getAttribute("lang") ?? "";
  try {
    return Intl.getCanonicalLocales(named)[0] ?? "en";
  } catch {
    return "en";
  }
}

/** A number that the module has put into English, in `language`. */
export function leafText(leaf: NumberLeaf, language: string): string {
  // JSON has no word for what is no number: it comes as null.
  return language.startsWith("en") ? leaf.x : format((leaf.n ?? NaN) * leaf.s, leaf.u, leaf.d, language);
}

/** Making one costs a thousand times what using it does. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(language: string, digits: number, notation: "scientific" | "standard"): Intl.NumberFormat {
  const key = `${language} ${digits} ${notation}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(language, { maximumSignificantDigits: digits, notation });
  formats.set(key, made);
  return made;
}

/** `value`, already in the unit that people read, with `digits` significant digits. */
export function format(value: number, suffix: string, digits: number, language: string): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const extreme = size !== 0 && (size < 1e-6 || size >= 1e15);
  const numbers = formatOf(language, digits, extreme ? "scientific" : "standard");
  const text = numbers.format(value);
  // As the module says it in English.
  if (suffix === "years" && text === numbers.format(1)) suffix = "year";
  return (suffix ? `${text}\u00a0${suffix}` : text).replace(/^-/, "\u2212");
}

// The terms of the book, by all their names.

/** A term, as the index has it. */
export interface Term {
  readonly name: string;
  readonly meaning: string;
  /** Its place in the glossary. */
  readonly id: string;
  /** In small letters. */
  readonly words: readonly string[];
  /** The page that explains it, from the book's root. */
  readonly page: string | null;
}

/** From so many letters on, the beginning of a name is enough. */
const BEGINNING = 3;
const MOST = 2;

/** The terms that `text` names, in any of their words or in the plural; else those whose name it begins. */
export function named(terms: readonly Term[], text: string): Term[] {
  const asked = text.toLowerCase().replace(/\s+/g, " ").trim();
  const exact = terms.filter(({ words }) => words.some((word) => word === asked || `${word}s` === asked));
  if (exact.length > 0 || asked.length < BEGINNING) return exact;
  return terms.filter(({ words }) => words.some((word) => word.startsWith(asked))).slice(0, MOST);
}

// Work in pieces, between which the page answers its reader.

/** Resolves when whoever else waits for this thread has had a turn, the drawing of the page among them: what goes on
 * after `scheduler.yield` would go before that. */
export function turn(): Promise<void> {
  return new Promise((go) => setTimeout(go, 0));
}

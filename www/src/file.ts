// A file that someone chose, as text.

/** The text of `file`, or why it is not taken: more than `most` bytes would stop the page. */
export async function textOf(file: File, most: number): Promise<{ text: string } | { fault: string }> {
  const mb = (bytes: number) => (bytes / 1e6).toLocaleString("en", { maximumFractionDigits: 1 });
  const fault = (words: string) => ({ fault: `${file.name} ${words}. Nothing has changed` });
  if (file.size > most) return fault(`has ${mb(file.size)} MB; up to ${mb(most)} MB is read`);
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return fault("cannot be read");
  }
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    if (text.includes("\0")) return fault("is no text, or in an encoding without a mark");
    return text.trim() === "" ? fault("is empty") : { text };
  } catch {
    return fault("is no text in UTF-8, nor in UTF-16 with its mark at the start");
  }
}

/** By the mark at the start; without one it is UTF-8. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return "utf-8";
}

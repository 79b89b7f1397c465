// A file that someone chose, as text.

const LIMIT = 1_000_000;

/** The text of `file`, or why it is not taken: larger files are no pool, and would stop the page. */
export async function textOf(file: File): Promise<{ text: string } | { fault: string }> {
  if (file.size > LIMIT) {
    const size = (file.size / LIMIT).toLocaleString("en", { maximumFractionDigits: 1 });
    return { fault: `${file.name} has ${size} MB; up to 1 MB is read. Nothing has changed` };
  }
  try {
    const text = await file.text();
    return text.trim() === "" ? { fault: `${file.name} is empty. Nothing has changed` } : { text };
  } catch {
    return { fault: `${file.name} cannot be read. Nothing has changed` };
  }
}

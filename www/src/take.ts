// What a reader can take away: text on the clipboard, files.

import type { Output } from "./tree.ts";

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

// Reading values off the picture, by pointer and by keyboard.

import { format } from "./number.ts";
import type { Axis, Chart, Frame } from "./tree.ts";
import { turn } from "./turn.ts";

/** What the cursor reads. */
export interface Picture {
  readonly chart: Chart;
  readonly frame: Frame;
  readonly language: string;
}

/** Where `value` stands, in pixels. */
export function place(value: number, { domain: [low, high], range: [from, to], log }: Axis): number {
  const share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return from + share * (to - from);
}

/** A cursor over one picture; survives the picture's being drawn anew. */
export class Cursor {
  #overlay: HTMLElement;
  #picture: Picture | null = null;
  #index = 0;
  #shown = false;

  constructor(overlay: HTMLElement) {
    this.#overlay = overlay;
    overlay.addEventListener("pointermove", (event) => this.#follow(event));
    overlay.addEventListener("pointerdown", (event) => this.#follow(event));
    overlay.addEventListener("pointerleave", () => this.#hide());
    overlay.addEventListener("focus", () => overlay.matches(":focus-visible") && this.#move(this.#index));
    overlay.addEventListener("blur", () => this.#hide());
    overlay.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Whether this cursor belongs to that element. */
  on(overlay: Element | null): boolean {
    return this.#overlay === overlay;
  }

  read(picture: Picture): void {
    this.#picture = picture;
    if (!this.#shown) this.#index = picture.frame.start;
    this.#index = Math.min(this.#index, picture.chart.xs.length - 1);
    if (this.#shown) this.#draw();
    // The words are heard, not seen: they may come a turn later.
    void turn().then(() => this.#tell());
  }

  #follow(event: PointerEvent): void {
    if (!this.#picture) return;
    const x = event.clientX - this.#overlay.getBoundingClientRect().left;
    const { chart, frame } = this.#picture;
    let nearest = 0;
    let least = Infinity;
    chart.xs.forEach((value, index) => {
      const apart = Math.abs(place(value, frame.x) - x);
      if (apart < least) [nearest, least] = [index, apart];
    });
    this.#move(nearest);
  }

  #key(event: KeyboardEvent): void {
    const last = (this.#picture?.chart.xs.length ?? 0) - 1;
    const leap = Math.max(1, Math.round(last / 10));
    const to: Record<string, number> = {
      ArrowLeft: this.#index - 1,
      ArrowDown: this.#index - 1,
      ArrowRight: this.#index + 1,
      ArrowUp: this.#index + 1,
      PageDown: this.#index - leap,
      PageUp: this.#index + leap,
      Home: 0,
      End: last,
    };
    const index = to[event.key];
    if (event.key === "Escape") this.#hide();
    if (index === undefined || last < 0) return;
    event.preventDefault();
    this.#move(Math.min(Math.max(index, 0), last));
  }

  #move(index: number): void {
    this.#index = index;
    this.#shown = true;
    this.#tell();
    this.#draw();
  }

  #hide(): void {
    this.#shown = false;
    this.#overlay.replaceChildren();
  }

  /** The words of the values under the cursor. */
  #lines(): { head: string; rows: { label: string; tone: string; text: string; y: number }[] } | null {
    if (!this.#picture) return null;
    const { chart, frame, language } = this.#picture;
    const at = chart.xs[this.#index];
    if (at === undefined) return null;
    const where = format(at * frame.x.scale, frame.x.suffix, 4, language);
    const named = chart.x.label.toLowerCase() === frame.x.suffix;
    const name = chart.names[this.#index];
    const head = name ?? (named ? where : `${chart.x.label}: ${where}`);
    const rows = chart.series.flatMap(({ label, tone, values }) => {
      const value = values[this.#index] ?? null;
      if (value === null) return [];
      const text = format(value * frame.y.scale, frame.y.suffix, 3, language);
      return [{ label, tone, text, y: place(value, frame.y) }];
    });
    rows.sort((a, b) => a.y - b.y);
    return { head, rows };
  }

  #tell(): void {
    const lines = this.#lines();
    if (!lines) return;
    const words = lines.rows.map(({ label, text }) => `${label} ${text}`);
    this.#overlay.setAttribute("aria-valuenow", String(this.#index));
    this.#overlay.setAttribute("aria-valuetext", [lines.head, ...words].join(", "));
  }

  #draw(): void {
    const lines = this.#lines();
    if (!lines || !this.#picture) return;
    const { chart, frame } = this.#picture;
    const x = place(chart.xs[this.#index] ?? NaN, frame.x);
    if (!Number.isFinite(x)) return this.#hide();
    const rule = box("rule", x, frame.y.range[1]);
    rule.style.height = `${frame.y.range[0] - frame.y.range[1]}px`;
    const dots = lines.rows.map(({ tone, y }) => box(`bead ${tone}`, x, y));
    const right = x > this.#overlay.clientWidth / 2;
    const readout = box(right ? "readout left" : "readout", x, frame.y.range[1]);
    readout.append(Object.assign(document.createElement("p"), { textContent: lines.head }));
    for (const { label, tone, text } of lines.rows) {
      const row = document.createElement("p");
      const value = document.createElement("b");
      row.className = tone;
      value.textContent = text;
      row.append(label, value);
      readout.append(row);
    }
    this.#overlay.replaceChildren(rule, ...dots, readout);
  }
}

function box(name: string, x: number, y: number): HTMLElement {
  const element = document.createElement("div");
  element.className = name;
  element.style.left = `${x}px`;
  element.style.top = `${y}px`;
  return element;
}

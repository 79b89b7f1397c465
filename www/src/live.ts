// A calculator that is alive: listens to its controls, its attributes and its width, and draws.

import { Address } from "./address.ts";
import { Cursor } from "./cursor.ts";
import { YbChangeEvent } from "./event.ts";
import { textOf } from "./file.ts";
import { follow, fromText, pairOf, pairsOf } from "./form.ts";
import { load } from "./module.ts";
import type { Draw } from "./module.ts";
import { morph } from "./mount.ts";
import { languageOf } from "./number.ts";
import { pageOf, snippet } from "./snippet.ts";
import { copy, csvOf, download } from "./take.ts";
import type { Drawn, Input, Json, Output } from "./tree.ts";
import css from "./widget.css" with { type: "text" };

/** Attributes that are not inputs, beside those of frameworks and of HTML itself. */
const RESERVED =
  /^(calculator|theme|lang|dir|id|class|style|slot|part|title|hidden|tabindex|role|is|inert|translate|heading-level|url-state)$|^(aria-|data-|on|_|ng-|v-|x-)|[:.@]/;

/** Keys that a page may have taken for itself; inside a calculator they belong to it. */
const TAKEN = /^(Arrow|Page|Home$|End$|.$)/u;

let sheet: CSSStyleSheet | undefined;
let count = 0;

/** Loads the module and draws the calculator into the shadow root of `host`. */
export async function start(host: HTMLElement, site: URL): Promise<Live> {
  return new Live(host, site, await load(idOf(host)));
}

function idOf(host: HTMLElement): string {
  return host.getAttribute("calculator") ?? "";
}

export class Live {
  #host: HTMLElement;
  #site: URL;
  #module: Draw;
  #root: ShadowRoot;
  #prefix = `yb${++count}`;
  #id = "";
  #pairs = new Map<string, Json>();
  #drawn: Drawn | undefined;
  #good: Drawn | undefined;
  #width = 0;
  #frame = 0;
  #cursor: Cursor | undefined;
  #address: Address | undefined;
  #changes: MutationObserver;
  #sizes: ResizeObserver;
  #hush = 0;
  /** The level of the heading in what stood in the tag. */
  #stood: string | undefined;

  constructor(host: HTMLElement, site: URL, module: Draw) {
    this.#host = host;
    this.#site = site;
    this.#module = module;
    this.#root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    this.#changes = new MutationObserver((records) => this.#attributes(records));
    this.#sizes = new ResizeObserver(() => this.#resized());
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
    }
    // The picture is first drawn for the width that the fallback's picture has.
    this.#width = (host.querySelector(".plot") ?? host).clientWidth || 560;
    this.#stood = host.querySelector(".question")?.localName.slice(1);
    this.#begin();
    this.#draw();
    this.#root.adoptedStyleSheets = [sheet];
    this.#listen();
    this.#resized(true);
    // The same calculator, drawn when the page was built: from here on it would only be found
    // twice, by scripts and by what reads the page. What a host wrote itself stays.
    host.querySelector(":scope > .yb")?.remove();
  }

  get input(): Input {
    return this.#good?.input ?? {};
  }

  get output(): Output | undefined {
    return this.#good?.output ?? undefined;
  }

  connect(): void {
    this.#changes.observe(this.#host, { attributes: true });
    this.#observe();
  }

  disconnect(): void {
    this.#changes.disconnect();
    this.#sizes.disconnect();
    this.#address?.stop();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#hush);
    this.#frame = 0;
  }

  /** Moves the calculator to `input`, in JSON form. */
  set(input: Input): void {
    this.#pairs = new Map(Object.entries(input));
    this.#schedule();
  }

  /** Takes id and state from the attributes, and from the address where the page asks for it. */
  #begin(): void {
    const host = this.#host;
    this.#id = idOf(host);
    const names = host.getAttributeNames().filter((name) => !RESERVED.test(name));
    this.#pairs = new Map(pairsOf(names.map((name) => [name, host.getAttribute(name) ?? ""] as const)));
    this.#address = host.hasAttribute("url-state") ? new Address(host, this.#id) : undefined;
    const asked = this.#address?.read() ?? [];
    if (asked.length > 0) this.#pairs = new Map(asked);
  }

  #attributes(records: readonly MutationRecord[]): void {
    for (const { attributeName: name } of records) {
      if (name === "url-state") this.#begin();
      if (name === "calculator") void this.#become(idOf(this.#host));
      if (!name || RESERVED.test(name)) continue;
      const value = this.#host.getAttribute(name);
      if (value === null) this.#pairs.delete(name);
      else for (const [key, read] of pairsOf([[name, value]])) this.#pairs.set(key, read);
    }
    this.#schedule();
  }

  /** Another calculator takes this one's place, once its module is there. */
  async #become(id: string): Promise<void> {
    if (id === this.#id) return;
    try {
      const module = await load(id);
      if (idOf(this.#host) !== id) return; // changed once more meanwhile
      this.#module = module;
      this.#begin();
      this.#schedule();
    } catch (error) {
      console.info("yb-calculator:", error);
      this.#say("This calculator cannot start here");
    }
  }

  #listen(): void {
    const root = this.#root;
    root.addEventListener("input", (event) => this.#typed(event.target));
    root.addEventListener("change", (event) => {
      this.#typed(event.target);
      void this.#opened(event.target);
    });
    root.addEventListener("submit", (event) => event.preventDefault());
    root.addEventListener("click", (event) => this.#clicked(event.target));
    root.addEventListener("keydown", (event) => {
      const { key, ctrlKey, metaKey, altKey } = event as KeyboardEvent;
      if (TAKEN.test(key) && !ctrlKey && !metaKey && !altKey) event.stopPropagation();
    });
  }

  #typed(target: EventTarget | null): void {
    if (target instanceof HTMLInputElement && target.type === "file") return;
    const range = target instanceof HTMLInputElement && target.type === "range";
    const pair = pairOf(range ? follow(target) : target);
    if (!pair) return;
    this.#pairs.set(...pair);
    this.#schedule();
  }

  /** Takes what is in a file, for the field that the control names. */
  async #opened(target: EventTarget | null): Promise<void> {
    if (!(target instanceof HTMLInputElement)) return;
    const key = target.dataset["fileOf"];
    const file = target.files?.[0];
    if (!key || !file) return;
    // The same file may be chosen again once it has changed.
    target.value = "";
    const read = await textOf(file);
    if ("fault" in read) return this.#say(read.fault);
    this.#pairs.set(key, fromText(read.text));
    this.#schedule();
  }

  #clicked(target: EventTarget | null): void {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!button) return;
    const preset = button.dataset["set"];
    if (preset !== undefined) {
      this.#pairs = new Map(pairsOf(new URLSearchParams(preset)));
      this.#schedule();
    }
    const file = button.closest<HTMLElement>("[data-file]");
    if (file) this.#save(file);
    else if (button.dataset["do"]) void this.#take(button.dataset["do"]);
  }

  async #take(what: string): Promise<void> {
    const good = this.#good;
    if (!good?.output) return;
    const title = this.#root.querySelector(".question")?.textContent ?? this.#id;
    if (what === "csv") {
      download(`${this.#id}.csv`, csvOf(good.output));
      return this.#say("Saved");
    }
    const text =
      what === "embed"
        ? snippet("tag", { site: this.#site, id: this.#id, title, pairs: good.pairs, input: good.input ?? {} })
        : (this.#address?.with(good.pairs).href ?? pageOf(this.#site, this.#id, good.pairs));
    const said = what === "embed" ? "Tag copied" : "Link copied";
    this.#say((await copy(text)) ? said : "Your browser did not allow copying");
  }

  /** Hands over the file that stands written in the page. */
  #save(file: HTMLElement): void {
    download(file.dataset["file"] ?? "file.txt", file.querySelector("pre")?.textContent ?? "");
    this.#say("Saved");
  }

  /** Says it where the buttons are, for a while. */
  #say(words: string): void {
    const said = this.#root.querySelector(".said");
    if (!said) return;
    said.textContent = words;
    clearTimeout(this.#hush);
    this.#hush = window.setTimeout(() => said.replaceChildren(), 4000);
  }

  /** Draws before the next frame, however many changes come before it. */
  #schedule(tell = true): void {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      try {
        this.#draw();
      } catch (error) {
        // Never seen, and must not end the page: the last answer stays.
        console.info("yb-calculator:", error);
        return this.#say("This calculator has stopped; reload the page to go on");
      }
      if (tell) this.#tell();
    });
  }

  #draw(): void {
    const options = {
      width: this.#width,
      idPrefix: this.#prefix,
      headingLevel: this.#level(),
      live: true,
      site: this.#site.href,
    };
    const drawn = this.#module(this.#pairs, options);
    const language = languageOf(this.#host);
    this.#drawn = drawn;
    morph(this.#root as unknown as Element, [drawn.node], language);
    if (!drawn.output) return;
    this.#good = drawn;
    this.#pairs = new Map(drawn.pairs);
    if (!drawn.frame) return;
    const overlay = this.#root.querySelector<HTMLElement>(".cursor");
    if (overlay && !this.#cursor?.on(overlay)) this.#cursor = new Cursor(overlay);
    this.#cursor?.read({ chart: drawn.output.chart, frame: drawn.frame, language });
  }

  /** The heading's level: the attribute's, else that of the heading in the page, else 2. */
  #level(): number {
    return Number(this.#host.getAttribute("heading-level") ?? this.#stood) || 2;
  }

  #tell(): void {
    const { input, output, pairs } = this.#drawn ?? {};
    if (!input || !output) return;
    this.#address?.write(pairs ?? []);
    this.#host.dispatchEvent(new YbChangeEvent(this.#id, input, output, pairs ?? []));
  }

  #observe(): void {
    const plot = this.#root.querySelector(".plot");
    this.#sizes.disconnect();
    if (plot) this.#sizes.observe(plot);
  }

  #resized(now = false): void {
    const width = this.#root.querySelector(".plot")?.clientWidth ?? 0;
    if (width === 0 || width === this.#width) return;
    this.#width = width;
    if (now) this.#draw();
    else this.#schedule(false);
  }
}

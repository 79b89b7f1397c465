// A calculator that is alive: listens to its controls, its attributes and its width, and draws.

import { Address } from "./address.ts";
import { Cursor } from "./cursor.ts";
import { YbChangeEvent } from "./event.ts";
import { textOf } from "./file.ts";
import { follow, fromText, pairOf, pairsOf } from "./form.ts";
import type { Draw, Modules, Options } from "./module.ts";
import { morph } from "./mount.ts";
import type { Later } from "./mount.ts";
import { languageOf } from "./number.ts";
import { drawer } from "./pools.ts";
import { Runner } from "./runner.ts";
import type { Told } from "./slices.ts";
import { keep, kept } from "./keep.ts";
import { pageOf, snippet } from "./snippet.ts";
import { copy, csvOf, download } from "./take.ts";
import type { Drawn, Input, Json, Output, Pair } from "./tree.ts";
import { turn } from "./turn.ts";
import { isInUse, pictureWidth, replace, twinWidth } from "./twin.ts";
import type { Exports } from "~modules";
import css from "./widget.css" with { type: "text" };

/** Attributes that are not inputs, beside those of frameworks and of HTML itself. */
const RESERVED =
  /^(calculator|theme|lang|dir|id|class|style|slot|part|title|hidden|tabindex|role|is|inert|translate|heading-level|url-state)$|^(aria-|data-|on|_|ng-|v-|x-)|[:.@]/;

/** Keys that a page may have taken for itself; inside a calculator they belong to it. */
const TAKEN = /^(Arrow|Page|Home$|End$|.$)/u;

/** There is no page to link to but the one around, and no script for others. */
const WITHOUT_SITE = `.yb .foot [data-do="embed"], :host(:not([url-state])) .yb .foot [data-do="link"] { display: none }`;

let sheet: CSSStyleSheet | undefined;
let count = 0;

/** Draws the calculator into the shadow root of `host`, once its module is `opened`: that for a `family` of pools, where
 * it takes one. */
export async function start(
  host: HTMLElement,
  site: URL | undefined,
  modules: Modules,
  opened: Promise<Exports>,
  family: string,
): Promise<Live> {
  const id = idOf(host);
  const start = performance.now();
  const live = new Live(host, site, modules);
  // On a phone, laying out what is measured may be as much as one turn should hold.
  if (performance.now() - start > 8) await turn();
  await live.begin(id, await opened, family);
  return live;
}

function idOf(host: HTMLElement): string {
  return host.getAttribute("calculator") ?? "";
}

export class Live {
  #host: HTMLElement;
  #site: URL | undefined;
  #modules: Modules;
  /** Draws at once; null where answers take long. */
  #module: Draw | null = null;
  /** Draws where answers take long. */
  #runner: Runner | null = null;
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
  /** Whether the form has another pool than in the last drawing. */
  #repooled = false;
  /** Whether the answer that is computed is to be told to the page. */
  #telling = false;
  /** The level of the heading in what stood in the tag. */
  #stood: string | undefined;
  /** What the drawers will hold that nobody has opened. */
  #later: Later[] = [];

  constructor(host: HTMLElement, site: URL | undefined, modules: Modules) {
    this.#host = host;
    this.#site = site;
    this.#modules = modules;
    const stands = twinWidth(host);
    this.#root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    this.#changes = new MutationObserver((records) => this.#attributes(records));
    this.#sizes = new ResizeObserver(() => this.#resized());
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(site ? css : css + WITHOUT_SITE);
    }
    this.#width = stands || pictureWidth(host, this.#root, sheet);
    this.#stood = host.querySelector(".question")?.localName.slice(1);
    // What stands in the tag stays in sight until there is something to draw.
    this.#root.replaceChildren(document.createElement("slot"));
    this.#listen();
  }

  /** The first drawing, with the module of `id`. On a phone, computing and building are each as much as one turn may
   * hold. */
  async begin(id: string, exports: Exports, family: string): Promise<void> {
    const now = idOf(this.#host);
    // Another may have been asked for meanwhile.
    if (now === id) this.#use(id, exports, family);
    else this.#use(now, await this.#modules.open(now), this.#modules.familyOf(""));
    this.#begin();
    if (!this.#module) return this.#draw(false);
    let drawn = this.#module(this.#pairs, this.#options());
    while (drawn instanceof Promise) {
      await drawn;
      drawn = this.#module(this.#pairs, this.#options());
    }
    await turn();
    this.#show(drawn);
  }

  /** Draws by the module of `id` from now on. */
  #use(id: string, exports: Exports, family: string): void {
    const slow = this.#modules.isSlow(id);
    this.#runner?.stop();
    this.#runner = slow ? new Runner(id, this.#modules.addressOf(id), exports, (told) => this.#told(told)) : null;
    this.#module = slow ? null : drawer(id, this.#modules, exports, family);
  }

  /** After the first drawing. */
  #settle(): void {
    if (this.#drawn || !sheet) return;
    this.#root.adoptedStyleSheets = [sheet];
    // The same calculator, drawn when the page was built: from here on it would only be found
    // twice, by scripts and by what reads the page. What a host wrote itself stays.
    const twin = this.#twin();
    if (twin) replace(twin, this.#root);
  }

  #twin(): Element | null {
    return this.#host.querySelector(":scope > .yb");
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
    this.#runner?.stop();
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
    // What a page shows on purpose is not what a reader has kept.
    const free = names.length === 0 || host.getAttribute("url-state") === "only";
    const pairs = asked.length > 0 || !this.#address || !free ? asked : kept(this.#id);
    if (pairs.length > 0) this.#pairs = new Map(pairs);
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
      const exports = await this.#modules.open(id);
      if (idOf(this.#host) !== id) return; // changed once more meanwhile
      this.#use(id, exports, this.#modules.familyOf(""));
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
    // A field that is left tells once more what it told when it was typed into.
    if (!pair || this.#pairs.get(pair[0]) === pair[1]) return;
    this.#change(...pair);
  }

  /** Takes what the form has under `key`. */
  #change(key: string, value: Json): void {
    this.#repooled ||= key === "pool";
    this.#pairs.set(key, value);
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
    const read = await textOf(file, Number(target.dataset["most"]) || 1_000_000);
    if ("fault" in read) return this.#say(read.fault);
    // Somebody may have typed into the place where the file's text is to stand.
    const area = target.parentElement?.querySelector("textarea");
    if (area) area.value = "";
    this.#change(key, fromText(read.text));
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
    if (what === "cancel") return this.#cancel();
    if (what === "compute") return this.#schedule();
    const good = this.#good;
    if (!good?.output) return;
    const title = this.#root.querySelector(".question")?.textContent ?? this.#id;
    if (what === "csv") {
      download(`${this.#id}.csv`, csvOf(good.output));
      return this.#say("Saved");
    }
    if (what === "keep") return this.#say(keep(this.#id, good.pairs));
    const pairs = this.#portable(good.pairs);
    const site = this.#site;
    const text =
      what === "link" && this.#address
        ? this.#address.with(pairs).href
        : site && what === "link"
          ? pageOf(site, this.#id, pairs)
          : site && snippet("tag", { site, id: this.#id, title, pairs, input: good.input ?? {} });
    if (!text) return;
    const without = pairs.length < good.pairs.length ? ", without what is too long for it" : "";
    const said = (what === "embed" ? "Tag copied" : "Link copied") + without;
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
        this.#draw(tell);
      } catch (error) {
        this.#failed(error);
      }
    });
  }

  /** Never seen, and must not end the page: the last answer stays. */
  #failed(error: unknown): void {
    console.info("yb-calculator:", error);
    this.#say("This calculator has stopped; reload the page to go on");
  }

  #options(): Options {
    return {
      width: this.#width,
      idPrefix: this.#prefix,
      headingLevel: this.#level(),
      live: true,
      site: this.#site?.href,
    };
  }

  #draw(tell: boolean): void {
    const options = this.#options();
    if (this.#module) {
      const drawn = this.#module(this.#pairs, options);
      if (drawn instanceof Promise) return this.#wait(drawn, tell);
      if (this.#strange(drawn)) return this.#draw(tell);
      this.#show(drawn);
      if (tell) this.#tell();
      return;
    }
    this.#telling ||= tell;
    this.#runner?.begin([...this.#pairs], options);
  }

  /** Whether the tokens were those of the pool before: who chooses a pool that has them not means its own. */
  #strange(drawn: Drawn): boolean {
    const strange = this.#repooled && drawn.errors.some(({ code }) => code === "TokenNotRegistered");
    this.#repooled = false;
    if (strange) for (const key of this.#pairs.keys()) if (/^token/.test(key)) this.#pairs.delete(key);
    return strange;
  }

  /** Draws once `module` is there; until then, and if it does not come, the last answer stays. */
  #wait(module: Promise<unknown>, tell: boolean): void {
    module.then(
      () => this.#schedule(tell),
      (error: unknown) => {
        console.info("yb-calculator:", error);
        this.#say("What computes this pool could not be loaded; what stands here answers what was asked before");
      },
    );
  }

  /** What a long calculation tells. */
  #told(told: Told): void {
    // What has changed meanwhile begins anew before the next frame.
    if (this.#frame) return;
    if (told.what === "failed") {
      this.#runner?.stop();
      this.#stopped("It could not be computed.");
      return this.#failed(told.error);
    }
    if (told.what === "progress") return this.#progress(told.share);
    this.#show(told.drawn);
    if (told.what === "waiting") return this.#progress(0);
    if (this.#telling) this.#tell();
    this.#telling = false;
  }

  #progress(share: number): void {
    const bar = this.#root.querySelector<HTMLProgressElement>("progress");
    if (bar) bar.value = share;
    if (share === 0) this.#doing("Computing …", true);
  }

  #cancel(): void {
    const share = this.#root.querySelector<HTMLProgressElement>("progress")?.value ?? 0;
    this.#runner?.drop();
    this.#stopped(`Stopped at ${Math.round(100 * share)} %.`);
  }

  #stopped(words: string): void {
    this.#doing(`${words} What stands here answers what was asked before.`, false);
  }

  /** Says what the calculation does, and offers to stop it or to begin again. */
  #doing(words: string, goes: boolean): void {
    const box = this.#root.querySelector(".progress");
    const said = box?.querySelector(".doing");
    if (!box || !said) return;
    if (said.textContent !== words) said.textContent = words;
    box.querySelector("progress")?.toggleAttribute("hidden", !goes);
    box.querySelector("[data-do=cancel]")?.toggleAttribute("hidden", !goes);
    box.querySelector("[data-do=compute]")?.toggleAttribute("hidden", goes);
  }

  /** The part of the state that an address can carry. */
  #portable(pairs: readonly Pair[]): readonly Pair[] {
    const long = [...this.#root.querySelectorAll<HTMLTextAreaElement>("[data-unlinked]")].map(({ name }) => name);
    return pairs.filter(([key]) => !long.includes(key));
  }

  #show(drawn: Drawn): void {
    const first = !this.#drawn;
    this.#place(drawn);
    if (!first) return;
    this.#observe();
    this.#resized(this.#module !== null);
    void this.#fill(this.#later);
  }

  /** Fills the drawers that nobody sees into, each in a turn of its own, unless all is drawn anew before. */
  async #fill(later: Later[]): Promise<void> {
    for (const rest of later) {
      await turn();
      if (later !== this.#later) return;
      rest();
    }
  }

  #place(drawn: Drawn): void {
    const language = languageOf(this.#host);
    this.#later = [];
    const twin = this.#twin();
    const all = this.#drawn || (twin && isInUse(twin));
    morph(this.#root as unknown as Element, [drawn.node], language, all ? null : this.#later);
    this.#settle();
    this.#drawn = drawn;
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
    this.#address?.write(this.#portable(pairs ?? []));
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
    if (now) this.#draw(false);
    else this.#schedule(false);
  }
}

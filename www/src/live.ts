// A calculator that is alive: listens to its controls, its attributes and its width, and draws.

import { Address } from "./address.ts";
import { idOf, inputsOf, isInput } from "./attributes.ts";
import { listen } from "./controls.ts";
import { Cursor } from "./cursor.ts";
import { goes, share, stopped } from "./doing.ts";
import { YbChangeEvent } from "./event.ts";
import { fit } from "./fit.ts";
import { portable, take } from "./foot.ts";
import { pairsOf } from "./form.ts";
import type { Draw, Modules, Options } from "./module.ts";
import { morph } from "./mount.ts";
import type { Later } from "./mount.ts";
import { languageOf } from "./number.ts";
import { drawer } from "./pools.ts";
import { Runner } from "./runner.ts";
import { sheetOf } from "./sheet.ts";
import type { Told } from "./slices.ts";
import { kept } from "./keep.ts";
import type { Drawn, Input, Json, Output, Pair } from "./tree.ts";
import { sight, turn } from "./turn.ts";
import { isInUse, pictureWidth, replace, twinWidth } from "./twin.ts";
import type { Exports } from "~modules";

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
  /** Whether all of it stands, and not the answer alone. */
  #whole = false;
  #width = 0;
  #frame = 0;
  #cursor: Cursor | undefined;
  #address: Address | undefined;
  #changes: MutationObserver;
  #sizes: ResizeObserver;
  #hush = 0;
  /** The keys that the form has changed since the last drawing. */
  #chosen = new Set<string>();
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
    this.#width = stands || pictureWidth(host, this.#root, sheetOf(site));
    this.#stood = host.querySelector(".question")?.localName.slice(1);
    // What stands in the tag stays in sight until there is something to draw.
    this.#root.replaceChildren(document.createElement("slot"));
    this.#listen();
  }

  /** The first drawing, with the module of `id`. On a phone, computing and building all are each as much as one turn
   * may hold. */
  async begin(id: string, exports: Exports, family: string): Promise<void> {
    const now = idOf(this.#host);
    // Another may have been asked for meanwhile.
    if (now === id) this.#use(id, exports, family);
    else this.#use(now, await this.#modules.open(now), this.#modules.familyOf(""));
    this.#follow();
    this.#begin();
    if (!this.#module) return this.#draw(false);
    let drawn: Drawn | Promise<unknown>;
    while ((drawn = this.#module(this.#pairs, this.#options())) instanceof Promise) await drawn;
    if (this.#twin()) await turn();
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
    if (this.#drawn) return;
    this.#root.adoptedStyleSheets = [sheetOf(this.#site)];
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
    // Whoever asks before all of it stands has it now.
    if (this.#drawn && !this.#whole) this.#draw(false);
    return this.#good?.output ?? undefined;
  }

  connect(): void {
    this.#follow();
    this.#observe();
  }

  /** Takes what changes in the attributes from now on. */
  #follow(): void {
    this.#changes.observe(this.#host, { attributes: true });
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
    this.#become(Object.entries(input));
  }

  #become(pairs: readonly Pair[]): void {
    this.#pairs = new Map(pairs);
    this.#schedule();
  }

  /** Takes id and state from the attributes, and from the address where the page asks for it. */
  #begin(): void {
    const host = this.#host;
    this.#id = idOf(host);
    const given = inputsOf(host);
    this.#pairs = new Map(given);
    this.#address = host.hasAttribute("url-state") ? new Address(host, this.#id) : undefined;
    const asked = this.#address?.read() ?? [];
    // What a page shows on purpose is not what a reader has kept.
    const free = given.length === 0 || host.getAttribute("url-state") === "only";
    const pairs = asked.length > 0 || !this.#address || !free ? asked : kept(this.#id);
    if (pairs.length > 0) this.#pairs = new Map(pairs);
  }

  #attributes(records: readonly MutationRecord[]): void {
    for (const { attributeName: name } of records) {
      if (name === "url-state") this.#begin();
      if (name === "calculator") void this.#exchange(idOf(this.#host));
      if (!name || !isInput(name)) continue;
      const value = this.#host.getAttribute(name);
      if (value === null) this.#pairs.delete(name);
      else for (const [key, read] of pairsOf([[name, value]])) this.#pairs.set(key, read);
    }
    this.#schedule();
  }

  /** Another calculator takes this one's place, once its module is there. */
  async #exchange(id: string): Promise<void> {
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
    listen(this.#root, {
      typed: ([key, value]) => this.#pairs.get(key) === value || this.#change(key, value),
      read: ([key, value]) => this.#change(key, value),
      chosen: (pairs) => this.#become(pairs),
      pressed: (what) => void this.#pressed(what),
      say: (words) => this.#say(words),
    });
  }

  /** Takes what the form has under `key`. */
  #change(key: string, value: Json): void {
    this.#chosen.add(key);
    this.#pairs.set(key, value);
    this.#schedule();
  }

  async #pressed(what: string): Promise<void> {
    if (what === "cancel") return this.#cancel();
    if (what === "compute") return this.#schedule();
    const good = this.#good;
    if (!good) return;
    const said = await take(what, { id: this.#id, root: this.#root, good, address: this.#address, site: this.#site });
    if (said) this.#say(said);
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
      this.#redraw(tell);
    });
  }

  #redraw(tell: boolean): void {
    try {
      this.#draw(tell);
    } catch (error) {
      this.#failed(error);
    }
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
      onlyAnswer: !this.#drawn && !this.#twin(),
    };
  }

  #draw(tell: boolean): void {
    const options = this.#options();
    if (this.#module) {
      const drawn = this.#module(this.#pairs, options);
      if (drawn instanceof Promise) return this.#wait(drawn, tell);
      const fits = !fit(this.#pairs, this.#chosen, drawn.errors);
      this.#chosen.clear();
      if (!fits) return this.#draw(tell);
      this.#show(drawn);
      if (tell) this.#tell();
      return;
    }
    this.#telling ||= tell;
    this.#runner?.begin([...this.#pairs], options);
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
      stopped(this.#root, "It could not be computed.");
      return this.#failed(told.error);
    }
    if (told.what === "progress") return goes(this.#root, told.share);
    this.#show(told.drawn);
    if (told.what === "waiting") return goes(this.#root, 0);
    if (this.#telling) this.#tell();
    this.#telling = false;
  }

  #cancel(): void {
    const done = share(this.#root);
    this.#runner?.drop();
    stopped(this.#root, `Stopped at ${Math.round(100 * done)} %.`);
  }

  #show(drawn: Drawn): void {
    this.#place(drawn);
    if (!drawn.whole) void this.#complete();
    if (!drawn.whole || this.#whole) return;
    this.#whole = true;
    this.#observe();
    this.#resized(this.#module !== null);
    void this.#fill(this.#later);
  }

  /** Draws all of it once the answer is in sight. */
  async #complete(): Promise<void> {
    await sight();
    if (!this.#whole && !this.#frame) this.#redraw(false);
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
    const all = this.#whole || (twin && isInUse(twin));
    morph(this.#root as unknown as Element, [drawn.node], language, all ? null : this.#later);
    this.#settle();
    this.#drawn = drawn;
    if (!drawn.input) return;
    this.#good = drawn;
    this.#pairs = new Map(drawn.pairs);
    if (!drawn.output || !drawn.frame) return;
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
    this.#address?.write(portable(this.#root, pairs ?? []));
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

// `<yb-calculator>`: the small part that every page loads. It waits until a calculator is about
// to be seen and then loads the rest, all of it at once; what stands in the tag stays until the
// calculator is ready, and for good where it cannot run.

import type { Live } from "./live.ts";
import { familyOf } from "./family.ts";
import { addressOf, isSlow, open } from "./module.ts";
import type { Input, Output } from "./tree.ts";

/** What no calculator can do without. */
const NEEDED = ["WebAssembly", "IntersectionObserver", "ResizeObserver", "MutationObserver"];

// Where there is no page (on a server), importing this does nothing.
const Base = globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement);

/** A calculator. Its inputs are its attributes; see the reference of each calculator. */
export class YieldCalculator extends Base {
  /** The folder of the site that serves the pages of each calculator, where there is one. */
  static site: URL | undefined;

  #seen: IntersectionObserver | undefined;
  #starting: Promise<void> | undefined;
  #live: Live | undefined;
  #given: Input | undefined;

  connectedCallback(): void {
    // A framework may have set the property before this class was known.
    if (Object.hasOwn(this, "value")) {
      const given = this.value;
      Reflect.deleteProperty(this, "value");
      this.value = given;
    }
    if (this.#live) return this.#live.connect();
    if (this.#starting) return;
    if (NEEDED.some((name) => !(name in globalThis)) || !("adoptedStyleSheets" in document)) {
      return this.#stay(new Error("this browser lacks what calculators need"));
    }
    this.#seen = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && this.#wake(),
      { rootMargin: "200px" },
    );
    this.#seen.observe(this);
  }

  disconnectedCallback(): void {
    this.#seen?.disconnect();
    this.#live?.disconnect();
  }

  /** The input, complete with its defaults, once the calculator is alive; setting it moves the
   * calculator there. */
  get value(): Input | undefined {
    return this.#live?.input ?? this.#given;
  }

  set value(input: Input | undefined) {
    this.#given = input;
    if (input) this.#live?.set(input);
  }

  /** The answer, once the calculator is alive. */
  get output(): Output | undefined {
    return this.#live?.output;
  }

  #wake(): void {
    this.#seen?.disconnect();
    this.#starting ??= this.#start().then(
      (live) => {
        this.#live = live;
        if (this.#given) live.set(this.#given);
        if (this.isConnected) live.connect();
      },
      (error: unknown) => this.#stay(error),
    );
  }

  async #start(): Promise<Live> {
    // The script that draws takes longest until it is compiled; the module is on its way meanwhile.
    const script = import("./live.ts");
    const asked = this.hasAttribute("url-state") ? new URLSearchParams(location.search).get("pool") : null;
    const family = familyOf(asked ?? this.getAttribute("pool"));
    const opened = open(this.getAttribute("calculator") ?? "", family);
    opened.catch(() => {}); // told by whoever waits for it below
    const { start } = await script;
    return start(this, YieldCalculator.site, { addressOf, isSlow, open, familyOf }, opened, family);
  }

  /** Keeps what stands in the tag, and says why it does not move. */
  #stay(error: unknown): void {
    console.info("yb-calculator:", error);
    const note = document.createElement("p");
    note.append("This calculator cannot start here. ");
    const { site } = YieldCalculator;
    if (site) {
      const link = document.createElement("a");
      link.href = new URL(`embed/${encodeURIComponent(this.getAttribute("calculator") ?? "")}/`, site).href;
      link.textContent = "Open it on its own page";
      note.append(link, ".");
    }
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.replaceChildren(document.createElement("slot"), note);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "yb-calculator": YieldCalculator;
  }
}

/** Makes the tag known, unless it is: a page may load two of us. Says whether this one made it. */
export function define(site?: URL): boolean {
  if (!globalThis.customElements || customElements.get("yb-calculator")) return false;
  YieldCalculator.site = site;
  customElements.define("yb-calculator", YieldCalculator);
  return true;
}

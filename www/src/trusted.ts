// The addresses of scripts that a page may load, under Trusted Types. Our own pages ask for them
// (see xtask/src/site/headers.rs) and name this policy; where a page around an embed names others,
// the address stays text, and the browser refuses it there.

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(text: string): string }): { createScriptURL(text: string): unknown };
}

let policy: { createScriptURL(text: string): unknown } | undefined;

/** `address` as the browser wants it; only a script of our own origin is one. */
export function scriptAddress(address: string | URL): string {
  const { href } = new URL(address, document.baseURI);
  if (!policy) {
    const own = location.origin;
    const rules = {
      createScriptURL(text: string): string {
        if (new URL(text).origin !== own) throw new TypeError(`${text} is no script of ${own}`);
        return text;
      },
    };
    try {
      policy = (globalThis as { trustedTypes?: Policies }).trustedTypes?.createPolicy("yb", rules) ?? rules;
    } catch {
      policy = rules; // the page names its own policies, and this is none of them
    }
  }
  // The DOM's types know text alone.
  return policy.createScriptURL(href) as string;
}

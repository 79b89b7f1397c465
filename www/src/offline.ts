// A copy of the site for reading without a network, where a reader asks for it: nothing is kept unasked.

import { cachesOf } from "./offline-name.ts";
import { scriptAddress } from "./trusted.ts";

/** Lets the button of `place` make a copy and throw it away again. */
export function offline(place: HTMLElement | null): void {
  const [button, said] = [place?.querySelector("button"), place?.querySelector("[role=status]")];
  if (!place || !button || !said || !("serviceWorker" in navigator)) return;
  const root = new URL(place.dataset["root"] ?? "./", document.baseURI);
  const show = (kept: boolean) => {
    button.textContent = kept ? "Remove the offline copy" : "Keep a copy for reading offline";
    button.dataset["kept"] = String(kept);
  };
  const press = async () => {
    button.disabled = true;
    const kept = button.dataset["kept"] === "true";
    said.textContent = kept ? "" : "Copying …";
    try {
      said.textContent = kept ? await remove(root) : await copy(root);
      show(!kept);
    } catch {
      said.textContent = kept ? "Your browser did not remove it." : "There was no room or no network: nothing is kept.";
      if (!kept) await remove(root).catch(() => undefined);
    }
    button.disabled = false;
  };
  void copyOf(root).then(
    (registration) => {
      show(Boolean(registration));
      place.hidden = false;
    },
    () => undefined, // the browser allows none here
  );
  button.addEventListener("click", () => void press());
}

/** The worker that answers for the site at `root`, if there is one. */
async function copyOf(root: URL): Promise<ServiceWorkerRegistration | undefined> {
  const registration = await navigator.serviceWorker.getRegistration(root);
  return registration?.scope === root.href ? registration : undefined;
}

/** Resolves when every page is there. */
async function copy(root: URL): Promise<string> {
  const address = scriptAddress(new URL("offline.js", root));
  const registration = await navigator.serviceWorker.register(address, { scope: root.pathname });
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  if (!worker) throw new Error("no worker");
  await new Promise<void>((done, fail) => {
    const look = () => {
      if (worker.state === "activated") done();
      if (worker.state === "redundant") fail(new Error("not installed"));
    };
    worker.addEventListener("statechange", look);
    look();
  });
  return "Kept: the pages and their calculators work without a network.";
}

async function remove(root: URL): Promise<string> {
  await (await copyOf(root))?.unregister();
  for (const name of await caches.keys()) if (name.startsWith(cachesOf(root))) await caches.delete(name);
  return "Removed.";
}

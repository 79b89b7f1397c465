// The offline copy: answers for the site's pages when the network does not. A page is asked of the network first, for
// facts change; what is named by its content is asked of the copy first, for it does not. Embeds are left alone.

import copy from "~offline";
import { cachesOf } from "./offline-name.ts";

/** What a service worker has and a page has not; the DOM's types know no worker. */
interface Worker {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Extendable) => void): void;
  addEventListener(type: "fetch", listener: (event: Asked) => void): void;
}
interface Extendable {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked {
  readonly request: Request;
  respondWith(reply: Promise<Response>): void;
}

const worker = globalThis as unknown as Worker;
const root = new URL(worker.registration.scope);
const CACHES = cachesOf(root);
const NAME = CACHES + copy.version;
const FILES = new Set(copy.files.map((file) => new URL(file, root).href));
const NAMED_BY_CONTENT = /^(assets|v1\/chunks)\//;

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const file = origin + pathname;
  if (request.method !== "GET" || !FILES.has(file)) return;
  event.respondWith(NAMED_BY_CONTENT.test(file.slice(root.href.length)) ? copyFirst(request, file) : networkFirst(request, file));
});

async function install(): Promise<void> {
  const cache = await caches.open(NAME);
  await cache.addAll([...FILES].map((file) => new Request(file, { cache: "no-cache" })));
  await worker.skipWaiting();
}

async function forgetOlder(): Promise<void> {
  const older = (await caches.keys()).filter((name) => name.startsWith(CACHES) && name !== NAME);
  await Promise.all(older.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function copyFirst(request: Request, file: string): Promise<Response> {
  return (await kept(file)) ?? fetch(request);
}

async function networkFirst(request: Request, file: string): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await kept(file);
    if (!found) throw error;
    return found;
  }
}

const kept = async (file: string): Promise<Response | undefined> => (await caches.open(NAME)).match(file);

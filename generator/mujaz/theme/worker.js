/**
 * Answers from the editions that readers keep in this browser. It is registered only when a reader asks to keep one
 * (keep.js, which also fetches, renews and removes them), and asks the network for all that is not kept.
 */
"use strict";

const KEPT = `mujaz ${new URL(self.registration.scope).pathname} `; // as in keep.js

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  // What keep.js fetches is to come from the network: there it asks for what is new.
  if (request.method !== "GET" || request.cache === "no-store" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(answer(request));
});

/** @param {Request} request */
async function answer(request) {
  const { origin, pathname } = new URL(request.url);
  // Hosts show a folder's page under the folder's address, and some leave out the ending of others.
  const names = pathname.endsWith("/") ? [`${pathname}index.html`] : [pathname, `${pathname}.html`];
  for (const cache of (await caches.keys()).filter((name) => name.startsWith(KEPT))) {
    const kept = await caches.open(cache);
    for (const name of names) {
      const found = await kept.match(origin + name);
      if (found) return found;
    }
  }
  return fetch(request);
}

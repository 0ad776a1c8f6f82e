/**
 * Keeps the edition in this browser, when a reader asks for it: all of its pages, and what they and the search load.
 *
 * The build lists the files of an edition with their digests. Only those whose digest is another are fetched, into a
 * second cache, and take their places together when all are there: what is read without a network is of one build.
 */
(() => {
  "use strict";

  /** @typedef {{version: string, size: number, files: Record<string, [digest: string, size: number]>}} List */

  const AT_ONCE = 6; // requests, as many as browsers make of one host
  const DIGEST = "mujaz-digest"; // a header, in the second cache

  const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("mj-tools-template"));
  const panel = document.getElementById("mj-tools");
  const edition = template?.dataset.edition;
  if (!template || !panel || !edition || !location.protocol.startsWith("http")) return;
  const words = template.dataset;
  const config = JSON.parse(document.getElementById("__config")?.textContent || "{}");
  const site = new URL(config.base.replace(/\/?$/, "/"), location.href);

  const app = document.createElement("link");
  app.rel = "manifest";
  app.crossOrigin = "use-credentials"; // of desks behind a password
  app.href = new URL(`${edition}/app.webmanifest`, site).href;
  document.head.append(app);

  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  const KEPT = `mujaz ${site.pathname} `; // as in worker.js
  const [name, coming] = [`${KEPT}${edition}`, `mujaz-coming ${site.pathname} ${edition}`];
  const listAddress = new URL(`${edition}/files.json`, site).href;
  const keptList = `${listAddress}?kept`; // an address that the worker gives no answer for

  const parts = /** @type {HTMLTemplateElement} */ (template.content.querySelector(".mj-keep-template")).content;
  const part = /** @type {HTMLElement} */ (document.importNode(parts, true).firstElementChild);
  panel.append(part);
  /** @param {string} act */
  const get = (act) => /** @type {HTMLElement} */ (part.querySelector(`[data-act="${act}"]`));
  const [text, bar] = [get("text"), /** @type {HTMLProgressElement} */ (get("progress"))];
  const [keepButton, stopButton, removeButton] = [get("keep"), get("stop"), get("remove")];

  const numerals = { numberingSystem: /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name='mujaz:numerals']"))?.content };
  const plain = new Intl.NumberFormat(document.documentElement.lang, numerals);
  const mega = new Intl.NumberFormat(document.documentElement.lang, {
    ...numerals,
    style: "unit",
    unit: "megabyte",
    unitDisplay: "long", // an abbreviation is no word that readers of Arabic know
    maximumSignificantDigits: 2,
  });
  /** @param {number} bytes */
  const size = (bytes) => mega.format(bytes / 1e6);

  /** @param {string} words @param {HTMLElement[]} shown @param {boolean} [aloud] */
  const show = (words, shown, aloud = false) => {
    text.textContent = words;
    for (const element of [keepButton, stopButton, removeButton, bar]) element.hidden = !shown.includes(element);
    if (aloud) /** @type {any} */ (window).mujazSay(words);
  };

  /** What the host has now. @returns {Promise<List>} */
  const newest = async () => {
    const answer = await fetch(listAddress, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${listAddress}: ${answer.status}`);
    return answer.json();
  };

  /** What is kept here; undefined where nothing is. @returns {Promise<List | undefined>} */
  const kept = async () => ((await caches.has(name)) ? (await (await caches.open(name)).match(keptList))?.json() : undefined);

  /**
   * A file as it is on the host. What a host says of its way (a redirect, how it was packed) is no part of what is kept.
   * @param {string} address @param {string} digest @param {AbortSignal} signal
   */
  const fetched = async (address, digest, signal) => {
    const answer = await fetch(address, { cache: "no-store", signal });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const headers = new Headers(answer.headers);
    for (const header of ["content-encoding", "content-length", "set-cookie"]) headers.delete(header);
    headers.set(DIGEST, digest);
    return new Response(await answer.blob(), { headers });
  };

  /**
   * Bring what is kept up to what the host has.
   * @param {AbortSignal} signal @param {(done: number, all: number) => void} step
   * @returns {Promise<{list: List, changed: string[]}>}
   */
  const renew = async (signal, step) => {
    const [list, before] = [await newest(), await kept()];
    const changed = Object.keys(list.files).filter((file) => before?.files[file]?.[0] !== list.files[file][0]);
    if (before?.version === list.version) return { list, changed: [] };
    const second = await caches.open(coming);
    let done = 0;
    const waiting = [...changed];
    const work = async () => {
      for (let file = waiting.pop(); file !== undefined && !signal.aborted; file = waiting.pop()) {
        const address = new URL(file, site).href;
        const [digest] = list.files[file];
        // A file of a try that was interrupted is not fetched again.
        if ((await second.match(address))?.headers.get(DIGEST) !== digest) {
          await second.put(address, await fetched(address, digest, signal));
        }
        if (!signal.aborted) step(++done, changed.length);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    signal.throwIfAborted();
    // The host may have got another build meanwhile: what came is then of two.
    if ((await newest()).version !== list.version) return renew(signal, step);
    const first = await caches.open(name);
    for (const file of changed) {
      const address = new URL(file, site).href;
      await first.put(address, /** @type {Response} */ (await second.match(address)));
    }
    for (const file of Object.keys(before?.files ?? {})) {
      if (!list.files[file]) await first.delete(new URL(file, site).href);
    }
    await first.put(keptList, Response.json(list));
    await caches.delete(coming);
    return { list, changed };
  };

  /** Let one tab at a time change what is kept. @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  const alone = (work) => navigator.locks.request(coming, work);

  /** @type {AbortController | undefined} */
  let going;

  const offer = async () => {
    const list = await newest();
    show((words.offer ?? "").replace("{size}", size(list.size)), [keepButton]);
  };

  const keep = async () => {
    going = new AbortController();
    try {
      const { size: wanted } = await newest();
      const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
      if (wanted > quota - usage) return show((words.noRoom ?? "").replace("{size}", size(wanted)), [keepButton], true);
      navigator.storage?.persist?.().catch(() => {}); // else a browser short of room may drop it
      show("", [stopButton, bar]);
      stopButton.focus();
      const { signal } = going;
      /** @param {number} done @param {number} all */
      const step = (done, all) => {
        [bar.value, bar.max] = [done, all];
        text.textContent = (words.keeping ?? "").replace("{done}", plain.format(done)).replace("{all}", plain.format(all));
      };
      const { list } = await alone(() => renew(signal, step));
      await navigator.serviceWorker.register(new URL("worker.js", site), { scope: site.pathname, updateViaCache: "none" });
      show((words.kept ?? "").replace("{size}", size(list.size)), [removeButton], true);
      removeButton.focus();
    } catch (error) {
      const stopped = going.signal.aborted;
      going.abort();
      if (stopped) await offer().catch(() => show("", [keepButton]));
      else show(words.failed ?? "", [keepButton], true);
      keepButton.focus();
    }
  };

  const remove = async () => {
    await alone(() => Promise.all([caches.delete(name), caches.delete(coming)]));
    const others = (await caches.keys()).some((other) => other.startsWith(KEPT));
    if (!others) await (await navigator.serviceWorker.getRegistration(site))?.unregister();
    show(words.removed ?? "", [keepButton], true);
    keepButton.focus();
  };

  /** Say that the page is another than the one that is shown, which came from what was kept. */
  const tell = () => {
    const line = document.createElement("p");
    line.className = "mj-renewed";
    line.setAttribute("role", "status");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "mj-act";
    button.textContent = words.renew ?? "";
    button.addEventListener("click", () => location.reload());
    line.append(words.renewed ?? "", " ", button);
    document.body.append(line);
  };

  keepButton.addEventListener("click", keep);
  stopButton.addEventListener("click", () => going?.abort());
  removeButton.addEventListener("click", remove);

  (async () => {
    const before = await kept();
    if (before) {
      show((words.kept ?? "").replace("{size}", size(before.size)), [removeButton]);
      const { changed } = await alone(() => renew(new AbortController().signal, () => {}));
      const own = new URL(location.href).pathname.slice(site.pathname.length);
      if (changed.includes(own) || changed.includes(`${own}index.html`)) tell();
    } else {
      part.hidden = true; // until its size is known, which is asked for when a reader looks
      panel.addEventListener("beforetoggle", () => offer().then(() => { part.hidden = false; }).catch(() => {}), { once: true });
    }
  })().catch(() => {}); // without a network there is nothing to renew
})();

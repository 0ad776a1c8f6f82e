/**
 * Material's search box on the engine of this site: opens it when the box is first used, and hands it what is typed.
 *
 * Material's script keeps the frame: it opens and closes the box, and moves along the results with the arrows. It is
 * kept from loading an index of its own: the form has no name, by which it would find it, and the worker that it
 * starts is an empty one. That has to be in place before its script runs; so this one is small and comes first, and all
 * else is loaded when a reader searches. Scripts are loaded by elements, which works from a folder as from a server.
 */

/**
 * What is found for a query: the contract with engine.js. Types of a classic script are seen in its neighbours.
 * @typedef {[text: string, marked: 0 | 1]} BoxPiece
 * @typedef {{location: string, title: BoxPiece[], text: BoxPiece[], kind: string, score: number}} BoxSection
 * @typedef {BoxSection & {language: string, lacks: string[], sections: BoxSection[]}} BoxPage
 * @typedef {{kinds: Record<string, number>, languages: Record<string, number>}} BoxFacets
 * @typedef {object} BoxAnswer
 * @property {number} total pages that answer, of which `pages` has the best
 * @property {BoxPage[]} pages
 * @property {BoxFacets} facets
 * @property {string[]} found words of the query that some page has
 * @property {string[]} missing words of the query that no page has
 * @property {string[]} phrases of the query, in quotation marks, which pages must hold as they are
 * @property {{typed: string, meant: string}[]} meant of these: what was searched instead, one letter away
 * @property {string[]} words to mark on the page that is opened
 * @typedef {{kind: (value: string) => string, language: (value: string) => string, number: (n: number) => string}} BoxSay
 * @typedef {{query: (text: string, options: object) => Promise<BoxAnswer>}} BoxEngine
 */

(function () {
  "use strict";

  /** How many pages are shown. */
  const LIMIT = 30;

  const config = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("__config")).textContent || "{}");
  // The page of what is not found names the site from the root of its host: `/` or `/briefs`, say.
  const site = new URL(config.base.replace(/\/?$/, "/"), location.href);
  const folder = new URL("assets/mujaz/", site);
  const highlights = config.features.includes("search.highlight");
  const dialog = /** @type {HTMLElement | null} */ (document.querySelector(".md-search"));
  const toggle = /** @type {HTMLInputElement | null} */ (document.getElementById("__search"));

  /**
   * Run a script of the theme.
   * @param {string} name
   * @returns {Promise<void>}
   */
  function load(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(name, folder).href;
      script.onload = () => resolve();
      script.onerror = () => reject(new Error(`${name} cannot be loaded`));
      document.head.append(script);
    });
  }

  /** Let the one worker that Material starts be an empty one. */
  function silence() {
    const Native = window.Worker;
    class Silent extends EventTarget {
      postMessage() {}
    }
    const Once = function () {
      window.Worker = Native;
      return new Silent();
    };
    window.Worker = /** @type {typeof Worker} */ (/** @type {unknown} */ (Once));
  }

  /**
   * @param {HTMLElement} dialog
   * @param {HTMLInputElement} toggle
   */
  function attach(dialog, toggle) {
    const input = /** @type {HTMLInputElement} */ (dialog.querySelector("[data-md-component='search-query']"));
    const results = /** @type {HTMLElement} */ (dialog.querySelector(".md-search-result"));
    const form = /** @type {HTMLFormElement} */ (input.form);
    /** @type {Promise<{engine: BoxEngine, view: any}> | undefined} */
    let parts;
    /** The number of the latest question; what comes back for an earlier one is not shown. */
    let asked = 0;
    /** Whether Enter was pressed before the answer came. */
    let waiting = false;
    let shown = true;

    /** The engine and the list of results; loaded once. */
    function open() {
      if (!parts) {
        parts = load("search.js").then(() => {
          const { mujazSearch, mujazSearchResults } = /** @type {any} */ (window);
          const view = mujazSearchResults(dialog, { site, highlights, limit: LIMIT, ask });
          const base = new URL("search/", site).href;
          return { engine: mujazSearch.open({ base, language: view.language }), view };
        });
        parts.catch(fail);
      }
      return parts;
    }

    /** @param {unknown} error */
    function fail(error) {
      const meta = /** @type {HTMLElement} */ (results.firstElementChild);
      results.removeAttribute("aria-busy");
      meta.textContent = meta.dataset.failed || "";
      parts = undefined;
      console.error(error);
    }

    /** Look for what stands in the box now. */
    async function ask() {
      const text = input.value.trim();
      const number = ++asked;
      if (text) input.dir = "auto";
      else input.removeAttribute("dir");
      shown = false;
      results.setAttribute("aria-busy", "true");
      try {
        const { engine, view } = await open();
        if (number !== asked) return;
        if (!text) {
          view.clear();
        } else {
          view.wait();
          const answer = await engine.query(text, { ...view.chosen(), limit: LIMIT, typing: true });
          if (number !== asked) return;
          view.show(answer, text);
        }
        shown = true;
        results.removeAttribute("aria-busy");
        if (waiting) view.first()?.click();
        waiting = false;
      } catch (error) {
        if (number === asked) fail(error);
      }
    }

    input.addEventListener("input", () => {
      waiting = false;
      ask();
    });
    form.addEventListener("reset", () => setTimeout(ask));
    form.addEventListener("submit", (event) => event.preventDefault());
    // Material puts the query of an address, ?q=, into the box, and then the focus.
    dialog.addEventListener("focusin", () => {
      if (asked === 0) ask();
    });
    dialog.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !dialog.contains(relatedTarget) && toggle.checked) toggle.click();
    });
    toggle.addEventListener("change", () => {
      if (toggle.checked) return;
      waiting = false;
      if (document.activeElement instanceof HTMLElement && dialog.contains(document.activeElement)) {
        document.activeElement.blur();
      }
      parts?.then(({ view }) => view.close());
    });

    // Material takes Tab for Escape, and every other key for one of the query: not where there is more to operate.
    dialog.addEventListener("keydown", (event) => {
      const inQuery = event.target === input;
      if (event.key === "Tab" || (!inQuery && (event.key === " " || event.key === "Enter"))) {
        event.stopPropagation();
      } else if (inQuery && event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        event.stopPropagation();
        waiting = !shown;
        if (shown) parts?.then(({ view }) => view.first()?.click());
      }
    });
  }

  if (dialog && toggle) {
    silence();
    attach(dialog, toggle);
  }
  if (highlights && new URLSearchParams(location.search).has("h")) {
    load("search/highlight.js");
  }
})();

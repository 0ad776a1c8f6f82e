/**
 * Puts a button on each claim, note, event and quote that copies its address: the public one, where the site has one.
 *
 * A button is made when its place comes to be seen, so that a page of a hundred folded claims costs nothing.
 */
(() => {
  "use strict";

  const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("mj-tools-template"));
  const content = document.querySelector(".md-content");
  if (!template || !content) return;
  const { link = "", event: ofEvent = "", quote = "", copied = "" } = template.dataset;
  const canonical = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel="canonical"]'));
  const page = (canonical?.href ?? location.href).split(/[?#]/)[0];
  Object.assign(window, { mujazAddress: page });

  /** By what is named: claims and notes, events, and the way from a quote to its place in the article. */
  const NAMED = "summary > [id]:is(.mj-statement, [id^='note-'])";
  const EVENT = "p > span[id^='event-']:first-child";
  const QUOTE = ".mj-said > a.mj-back";

  /** @param {string} address @param {string} words what a button says, or is called where it shows a sign only */
  const button = (address, words, shown = false) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "mj-link";
    if (shown) element.textContent = words;
    else {
      element.setAttribute("aria-label", words);
      element.title = words;
    }
    element.addEventListener("click", (event) => {
      event.stopPropagation();
      /** @type {any} */ (window).mujazCopy(element, new URL(address, page).href, copied);
    });
    return element;
  };

  /** @type {WeakSet<Element>} */
  const made = new WeakSet();
  /** Whether a place is in no fold that is shut. @param {Element | null} place */
  const open = (place) => !place?.closest("details:not([open])");

  /** @param {Element} below */
  const fill = (below) => {
    for (const place of below.querySelectorAll(`${NAMED}, ${EVENT}, ${QUOTE}`)) {
      if (made.has(place) || !open(place)) continue;
      made.add(place);
      if (place.matches(NAMED)) place.closest("details")?.append(button(`#${place.id}`, link, true));
      else if (place.matches(EVENT)) {
        const link = button(`#${place.id}`, ofEvent);
        const people = place.parentElement?.querySelector(":scope > .mj-with");
        if (people) people.before(link);
        else place.parentElement?.append(" ", link);
      }
      else place.after(" ", button(place.getAttribute("href") ?? "", quote));
    }
  };

  content.addEventListener(
    "toggle",
    (event) => {
      if (event.target instanceof HTMLDetailsElement && event.target.open) fill(event.target);
    },
    true,
  );
  fill(content);
})();

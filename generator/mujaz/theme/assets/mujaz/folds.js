/**
 * Opens what is folded when something leads into it, and all of it for paper.
 *
 * Newer browsers open a fold by themselves for a link or for words that are looked for on the page; this does so in the
 * others, opens a section whose heading a link leads to, and sets the notes open where they stand beside the article.
 */
(() => {
  "use strict";

  const folds = () => /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll(".md-content details"));

  /** Open everything that a place of the page is folded in. @param {Element | null} place */
  const reveal = (place) => {
    let shut = false;
    for (let fold = place?.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
      shut ||= !fold.open;
      fold.open = true;
    }
    if (shut) place?.scrollIntoView();
  };
  const follow = () => reveal(document.getElementById(decodeURIComponent(location.hash.slice(1))));

  addEventListener("hashchange", follow);
  follow();
  // A second click on the way to the same place changes no address.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (link && !event.defaultPrevented) reveal(document.getElementById(decodeURIComponent(link.getAttribute("href")?.slice(1) ?? "")));
  });

  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...folds()].filter((fold) => !fold.open);
    for (const fold of opened) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });

  const beside = matchMedia("(min-width: 76.25em)"); // as in brief.css
  const notes = /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll(".mj-margin > details.mj-note"));
  const place = () => {
    for (const note of notes) note.open = beside.matches;
    follow();
  };
  if (notes.length) {
    beside.addEventListener("change", place);
    place();
  }

  for (const article of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".mj-article[data-show]"))) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "mj-marks";
    button.textContent = article.dataset.show ?? "";
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const all = article.dataset.marks !== "all";
      article.dataset.marks = all ? "all" : "";
      button.setAttribute("aria-pressed", String(all));
    });
    article.before(button);
  }
})();

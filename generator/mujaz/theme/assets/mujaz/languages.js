/* The language switch keeps the reader's place: every edition of a page has the same ids at the same places. */

(() => {
  "use strict";

  const LINE = 0.3; // the part of the window's height above which a reader's place is looked for

  /** @returns {string} the id of the part of the page that is being read; empty at the page's beginning */
  function currentId() {
    const line = innerHeight * LINE;
    const chosen = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const top = chosen?.getBoundingClientRect().top ?? -1;
    if (chosen && top >= 0 && top < innerHeight) return chosen.id;
    if (scrollY < line) return "";
    let id = "";
    for (const element of document.querySelectorAll(".md-content [id]")) {
      const box = element.getBoundingClientRect();
      if (box.height === 0 && box.width === 0 && element.getClientRects().length === 0) continue; // not shown
      if (box.top > line) break;
      id = element.id;
    }
    return id;
  }

  for (const name of ["click", "auxclick"]) {
    document.addEventListener(name, (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[hreflang]") : null;
      if (!(link instanceof HTMLAnchorElement)) return;
      // Only a translation of this page has its places; the switch may also lead to another edition's front page.
      const other = document.querySelector(`.mj-languages a[rel~="alternate"][hreflang="${link.hreflang}"]`);
      if (other instanceof HTMLAnchorElement && other.href.split("#")[0] === link.href.split("#")[0]) link.hash = currentId();
    });
  }
})();

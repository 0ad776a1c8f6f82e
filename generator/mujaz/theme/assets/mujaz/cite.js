/** Puts a button beside each citation that copies it with its address. */
(() => {
  "use strict";

  /** The words of a citation; that of the page itself with its address. @param {HTMLElement} citation @returns {string} */
  const plain = (citation) => {
    const copy = /** @type {HTMLElement} */ (citation.cloneNode(true));
    copy.querySelectorAll(".mj-grade, .mj-ref, button").forEach((part) => part.remove());
    const words = (copy.textContent || "").replace(/\s+/g, " ").trim();
    const own = citation.hasAttribute("data-self") && location.protocol.startsWith("http");
    return own ? `${words} ${location.href.split("#")[0]}` : words;
  };

  /** @param {HTMLElement} citation @param {string} label @param {string} done */
  const button = (citation, label, done) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "mj-copy";
    element.textContent = label;
    element.addEventListener("click", () => /** @type {any} */ (window).mujazCopy(element, plain(citation), done));
    return element;
  };

  for (const citation of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".mj-citation"))) {
    const words = /** @type {HTMLElement | null} */ (citation.closest("[data-copy-label]"));
    if (!words) continue;
    const { copyLabel = "", copied = "" } = words.dataset;
    (citation.closest("li > p, li, dd") || citation).append(button(citation, copyLabel, copied));
  }
})();

/** Puts buttons beside citations that copy them: as text, and as CSL-JSON for reference managers. */
(() => {
  "use strict";

  /** The words of a citation with the addresses of its links. @param {HTMLElement} citation @returns {string} */
  const plain = (citation) => {
    const copy = /** @type {HTMLElement} */ (citation.cloneNode(true));
    copy.querySelectorAll(".mj-grade, .mj-ref, button").forEach((part) => part.remove());
    const links = /** @type {HTMLAnchorElement[]} */ ([...copy.querySelectorAll("a[href^='http']")]);
    const addresses = links.map((link) => link.href);
    if (citation.hasAttribute("data-self") && location.protocol.startsWith("http")) {
      addresses.push(location.href.split("#")[0]);
    }
    return [(copy.textContent || "").replace(/\s+/g, " ").trim(), ...addresses].join(" ");
  };

  /** Pages opened from a folder have no clipboard in some browsers. @param {string} text @returns {Promise<void>} */
  const write = (text) =>
    (navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject()).catch(() => {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    });

  /** @param {HTMLElement} citation @param {string} label @param {string} done @param {() => string} text */
  const button = (citation, label, done, text) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "mj-copy";
    element.textContent = label;
    element.addEventListener("click", async () => {
      await write(text());
      element.textContent = done;
      setTimeout(() => {
        element.textContent = label;
      }, 2000);
    });
    return element;
  };

  for (const citation of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".mj-citation"))) {
    const words = /** @type {HTMLElement | null} */ (citation.closest("[data-copy]"));
    if (!words) continue;
    const { copy = "", copied = "" } = words.dataset;
    const buttons = [button(citation, copy, copied, () => plain(citation))];
    if (citation.dataset.csl) {
      buttons.push(button(citation, "CSL-JSON", copied, () => citation.dataset.csl || ""));
    }
    (citation.closest("li > p, li, dd") || citation).append(...buttons);
  }
})();

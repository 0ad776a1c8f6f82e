/** The reader's settings, behind a button in the header: the size of the text, the address of the page, sharing it. */
(() => {
  "use strict";

  const WIDTH = 19; // rem
  const MARGIN = 8; // pixels

  const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("mj-tools-template"));
  const header = document.querySelector(".md-header__title");
  if (!template || !header || !("popover" in HTMLElement.prototype)) return;

  const parts = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const [button, panel] = /** @type {HTMLElement[]} */ ([...parts.children]);
  header.after(button);
  document.body.append(panel);
  panel.addEventListener("toggle", (event) => {
    button.setAttribute("aria-expanded", String(/** @type {ToggleEvent} */ (event).newState === "open"));
  });
  panel.addEventListener("beforetoggle", () => {
    // Below the button, on the side to which the page is read, and never out of sight.
    const { bottom, left, right } = button.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    const width = Math.min(WIDTH * parseFloat(getComputedStyle(document.documentElement).fontSize), room - 2 * MARGIN);
    const start = getComputedStyle(button).direction === "rtl" ? left : right - width;
    panel.style.width = `${width}px`;
    panel.style.top = `${bottom}px`;
    panel.style.left = `${Math.min(Math.max(MARGIN, start), room - width - MARGIN)}px`;
  });

  // The script in the head of the page sets the size before anything is shown.
  const root = document.documentElement;
  for (const step of /** @type {NodeListOf<HTMLInputElement>} */ (panel.querySelectorAll("[name='mj-size']"))) {
    step.checked = step.value === (root.dataset.mjSize || "1");
    step.addEventListener("change", () => {
      root.dataset.mjSize = step.value;
      /** @type {any} */ (window).__md_set("__size", step.value);
    });
  }

  const { mujazCopy, mujazAddress } = /** @type {any} */ (window);
  const link = /** @type {HTMLElement} */ (panel.querySelector("[data-act='link']"));
  link.addEventListener("click", () => mujazCopy(link, mujazAddress, template.dataset.copied));
  const share = /** @type {HTMLElement} */ (panel.querySelector("[data-act='share']"));
  const shared = { title: document.title, url: mujazAddress };
  if (mujazAddress.startsWith("http") && navigator.canShare?.(shared)) {
    // A reader who changes their mind is no error.
    share.addEventListener("click", () => navigator.share(shared).catch(() => {}));
  } else {
    share.remove();
  }
})();

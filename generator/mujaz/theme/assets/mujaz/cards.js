/* Cards: what a name or a sign stands for, shown beside it.

   A card opens where a reader points, taps or sets the keyboard's focus, and only repeats what the page says elsewhere: the
   glossary's entry, the note, the claim, the event, the source. On pages without these it shows the link's title.

   For a screen reader the link stays a link. While its card is open through focus the card is its description, and Tab
   goes on to the next link: nothing has to be stepped through, since the link leads to all that the card shows. A tapped
   card takes the focus, as a dialog with a name, a button to close it and the way back; so does a focused one on
   Alt+Arrow down. Assistive technology and the Enter key activate the link itself. */

(() => {
  "use strict";

  /** @typedef {"hover" | "focus" | "pinned"} Mode how a card was opened, which decides what closes it */
  /** @typedef {{kind: string, sign?: string, title?: Node[], names?: Node[], text?: Node[], lines?: Node[]}} Content */

  const TYPES = ["person", "organization", "place", "product", "event", "concept"];
  const LINKS = [...TYPES.map((type) => `a.mj-${type}`), "a.mj-ref"].join(",");
  const PASSAGE = "mark[data-for]";
  const EXTRAS = ".headerlink, .mj-sign, .mj-back, sup:has(> .mj-ref), .mj-ref, .mj-refs, button, script";
  const OPEN_DELAY = 200;
  const CLOSE_DELAY = 300;
  const POINTER_FOCUS = 700; // milliseconds within which a browser gives the focus to what was pointed at
  const GAP = 6;
  const MARGIN = 8;

  const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("mj-card-template"));
  const content = document.querySelector(".md-content");
  if (!template || !content) return;

  const sheet = matchMedia("(max-width: 37.5em)"); // as in cards.css: there a card is a sheet at the screen's edge
  /** @param {string} name @returns {HTMLElement | null} words of the interface, from the template */
  const words = (name) => template.content.querySelector(`[data-kind="${name}"], [data-label="${name}"]`);

  /** Taken off the links, or the browser would show them too. @type {WeakMap<Element, string>} */
  const titles = new WeakMap();
  for (const link of content.querySelectorAll(LINKS)) {
    titles.set(link, link.getAttribute("title") ?? "");
    link.removeAttribute("title");
  }

  // What a card shows

  /** @param {string} selector @returns {HTMLElement} */
  const part = (selector) => /** @type {HTMLElement} */ (card.querySelector(selector));

  /**
   * Copies of what stands on the page, without what only makes sense there.
   * @param {Iterable<Node>} nodes
   */
  function copies(nodes) {
    const copied = document.createElement("div");
    for (const node of nodes) copied.append(node.cloneNode(true));
    for (const extra of copied.querySelectorAll(EXTRAS)) extra.remove();
    for (const element of copied.querySelectorAll("[id]")) element.removeAttribute("id");
    return [...copied.childNodes];
  }

  /**
   * Words of the page outside of their place, with their language and direction.
   * @param {Element} element
   */
  function quoted(element) {
    const words = document.createElement("span");
    const speaks = element.closest("[lang]");
    words.lang = speaks?.getAttribute("lang") ?? "";
    words.dir = getComputedStyle(element).direction;
    words.append(...copies(element.childNodes));
    return [words];
  }

  /**
   * A text of unknown language.
   * @param {string} text
   */
  function plain(text) {
    const words = document.createElement("bdi");
    words.textContent = text;
    return text ? [words] : [];
  }

  /** @param {Element} link @returns {string} the id that the link leads to, on this page or another */
  function fragment(link) {
    return decodeURIComponent((link.getAttribute("href") ?? "").split("#")[1] ?? "");
  }

  /** @param {Element} link @returns {Element | null} */
  function target(link) {
    return (link.getAttribute("href") ?? "").startsWith("#") ? document.getElementById(fragment(link)) : null;
  }

  /**
   * What stands for a link in its card.
   * @param {Element} link
   * @returns {Content}
   */
  function contentOf(link) {
    return link.classList.contains("mj-ref") ? signContent(link) : mentionContent(link);
  }

  /** @param {Element} link @returns {Content} */
  function mentionContent(link) {
    const kind = TYPES.find((type) => link.classList.contains(`mj-${type}`)) ?? "concept";
    const id = (link.getAttribute("href") ?? "").replace(/^.*\/|\.html.*$/g, "");
    const entry = document.getElementById(`gloss-${id}`);
    const name = entry?.querySelector("a");
    if (!entry || !name) return { kind, title: quoted(link), text: plain(titles.get(link) ?? "") };
    /** @type {Content} */
    const found = { kind, title: quoted(name), names: [], text: [] };
    for (let next = entry.nextElementSibling; next?.tagName === "DD"; next = next.nextElementSibling) {
      const into = next.classList.contains("mj-names-other") ? found.names : found.text;
      into?.push(...copies(next.childNodes));
    }
    return found;
  }

  /** @param {Element} link @returns {Content} */
  function signContent(link) {
    const kind = fragment(link).split("-")[0];
    const sign = link.textContent ?? "";
    const place = target(link);
    const section = place?.closest("details");
    const item = place?.closest("li");
    if (place && section && kind === "note") {
      return { kind, sign, title: quoted(place), text: copies([...section.children].filter((child) => child.tagName !== "SUMMARY")) };
    }
    if (place && section && kind === "claim") {
      const lines = { speaker: ".mj-facts li", assessment: ".mj-assessment", confidence: ".mj-confidence" };
      const labelled = Object.entries(lines).flatMap(([name, selector]) => line(name, section.querySelector(selector)));
      return { kind, sign, title: quoted(place), lines: labelled };
    }
    if (item && kind === "event") {
      const [date, ...rest] = copies((item.querySelector("p") ?? item).childNodes).filter(worthShowing);
      return { kind: "date", sign, title: date ? [date] : [], text: rest };
    }
    if (item && kind === "source") {
      return { kind, sign, text: copies((item.querySelector("p") ?? item).childNodes) };
    }
    return { kind: kind === "event" ? "date" : kind, sign, title: plain(titles.get(link) ?? "") };
  }

  /** A line such as «Confidence: high». @param {string} name @param {Element | null} value */
  function line(name, value) {
    if (!value) return [];
    const whole = document.createElement("span");
    const label = document.createElement("span");
    label.className = "mj-card__label";
    label.textContent = `${words(name)?.textContent ?? ""}:`;
    whole.append(label, " ", ...copies(value.matches("dd, li") ? value.childNodes : [value]));
    whole.querySelector("strong")?.remove(); // the page's own label
    return [whole];
  }

  /** An event without the signs and names after it. @param {Node} node */
  function worthShowing(node) {
    if (!(node instanceof Element)) return Boolean(node.textContent?.trim());
    return !node.matches("sup, .mj-with, span:empty");
  }

  /**
   * The annotations of a passage, that of the fewest letters first: the sign of each.
   * @param {Element} mark
   */
  function signsOf(mark) {
    const ids = (mark.getAttribute("data-for") ?? "").split(" ");
    const length = (/** @type {string} */ id) =>
      [...document.querySelectorAll(`mark[data-for~="${id}"]`)].reduce((sum, run) => sum + (run.textContent ?? "").length, 0);
    return ids
      .map((id) => ({ size: length(id), sign: document.querySelector(`.mj-article sup > a.mj-ref[href="#${id}"]`) }))
      .sort((one, other) => one.size - other.size)
      .flatMap(({ sign }) => sign ?? []);
  }

  /** The passage that a link stands in or, for a sign, behind. @param {Element} link */
  function passageOf(link) {
    const before = link.closest("sup")?.previousElementSibling;
    return link.closest(PASSAGE) ?? (before?.matches(PASSAGE) ? before : null);
  }

  /** @param {Element} link @param {Element[]} others */
  function fill(link, others) {
    const shown = contentOf(link);
    const kind = words(shown.kind);
    part(".mj-card__kind").textContent = [shown.sign, kind?.textContent].filter(Boolean).join(" · ");
    card.dataset.kind = shown.kind;
    for (const name of /** @type {const} */ (["title", "names", "text", "lines"])) {
      const place = part(`.mj-card__${name}`);
      place.replaceChildren(...(shown[name] ?? []));
      place.hidden = !place.hasChildNodes();
    }
    const more = part(".mj-card__more");
    more.setAttribute("href", link.getAttribute("href") ?? "");
    more.textContent = (kind?.dataset.more ?? "").replace("{name}", part(".mj-card__title").textContent ?? "");
    part(".mj-card__others").hidden = others.length === 0;
    part(".mj-card__others ul").replaceChildren(...others.map((sign) => otherItem(sign, [link, ...others])));
    card.scrollTop = 0;
  }

  /** One of the other annotations of a passage, which shows itself in the card. @param {Element} sign @param {Element[]} all */
  function otherItem(sign, all) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const label = document.createElement("b");
    label.textContent = `${sign.textContent} `;
    button.type = "button";
    button.append(label, ...plain(titles.get(sign) ?? ""));
    button.addEventListener("click", () => {
      fill(sign, all.filter((other) => other !== sign));
      mode = "pinned";
      place();
      card.focus({ preventScroll: true });
    });
    item.append(button);
    return item;
  }

  // Opening, placing, closing

  const card = /** @type {HTMLElement} */ (
    document.importNode(template.content, true).querySelector(".mj-card")
  );
  /** @type {HTMLElement | null} what the open card belongs to */
  let anchor = null;
  /** @type {Mode} */
  let mode = "hover";
  /** @type {number | undefined} */
  let timer;
  let point = { x: 0, y: 0 };
  /** @type {Element | null} what gets the focus back without showing its card again */
  let returning = null;

  /**
   * Show the card of a link or of a marked passage.
   * @param {HTMLElement} element
   * @param {Mode} how
   */
  function open(element, how) {
    const passage = element.matches(PASSAGE) ? element : passageOf(element);
    const signs = passage ? signsOf(passage) : [];
    const link = element === passage ? signs[0] : element;
    if (!link) return;
    close();
    anchor = element;
    mode = how;
    fill(link, signs.filter((sign) => sign !== link));
    if (!card.isConnected) document.body.append(card);
    card.hidden = false;
    card.showPopover?.();
    if (element !== passage) {
      // The link says a name by itself; of a sign, and of a long note, the title says enough.
      const named = !link.classList.contains("mj-ref") || part(".mj-card__title").hidden;
      element.setAttribute("aria-expanded", "true");
      element.setAttribute("aria-controls", card.id);
      element.setAttribute("aria-describedby", named ? "mj-card-text" : "mj-card-title mj-card-lines");
    } else {
      element.tabIndex = -1; // so that the focus can come back to it
    }
    place();
    if (how === "pinned") card.focus({ preventScroll: true });
  }

  /** Close the card; the focus goes back to where it came from if it was in the card. */
  function close() {
    clearTimeout(timer);
    if (!anchor) return;
    const was = anchor;
    const inside = card.contains(document.activeElement);
    anchor = null;
    for (const name of ["aria-expanded", "aria-controls", "aria-describedby"]) was.removeAttribute(name);
    if (inside) {
      returning = was;
      was.focus({ preventScroll: true });
      returning = null;
    }
    card.hidePopover?.();
    card.hidden = true;
  }

  /** Below or above the words, within the window; on a phone at the edge that leaves the words in sight. */
  function place() {
    if (!anchor) return;
    const boxes = [...anchor.getClientRects()];
    const box = boxes.find((line) => point.y >= line.top && point.y <= line.bottom) ?? boxes[0];
    if (!box || (!sheet.matches && (box.bottom < 0 || box.top > innerHeight))) {
      close();
      return;
    }
    card.style.cssText = "";
    if (sheet.matches) {
      card.dataset.side = box.bottom > innerHeight / 2 ? "top" : "bottom";
      return;
    }
    const above = box.top - GAP - MARGIN;
    const below = innerHeight - box.bottom - GAP - MARGIN;
    const under = card.offsetHeight <= below || below >= above;
    card.dataset.side = under ? "below" : "above";
    card.style.maxHeight = `${Math.min(card.offsetHeight, under ? below : above)}px`;
    const width = card.offsetWidth;
    const start = getComputedStyle(anchor).direction === "rtl" ? box.right - width : box.left;
    const farthest = document.documentElement.clientWidth - width - MARGIN;
    card.style.left = `${Math.max(MARGIN, Math.min(start, farthest))}px`;
    card.style.top = `${under ? box.bottom + GAP : box.top - GAP - card.offsetHeight}px`;
  }

  // What readers do

  /** @type {string} */
  let pointer = "";
  let pointed = -Infinity;

  /** The link with a card, or null; a glossary's own entries need none. @param {EventTarget | null} at */
  function linkAt(at) {
    const link = at instanceof Element ? at.closest(LINKS) : null;
    const plainLink = !link || !content?.contains(link) || link.closest("dt");
    return link instanceof HTMLElement && !plainLink ? link : null;
  }

  /** @param {EventTarget | null} at */
  const inCard = (at) => at instanceof Node && card.contains(at);

  /** @param {() => void} action @param {number} delay */
  function later(action, delay) {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch" || (anchor && mode === "pinned")) return;
    const link = linkAt(event.target);
    if (inCard(event.target) || (link && link === anchor)) {
      clearTimeout(timer);
    } else if (link) {
      point = { x: event.clientX, y: event.clientY };
      later(() => open(link, "hover"), OPEN_DELAY);
    } else if (anchor && mode === "hover") {
      later(close, CLOSE_DELAY);
    } else {
      clearTimeout(timer);
    }
  });

  document.documentElement.addEventListener("pointerleave", () => {
    if (anchor && mode === "hover") later(close, CLOSE_DELAY);
    else clearTimeout(timer);
  });

  document.addEventListener("pointerdown", (event) => {
    pointer = event.pointerType;
    pointed = event.timeStamp;
    point = { x: event.clientX, y: event.clientY };
    if (!inCard(event.target) && linkAt(event.target) !== anchor) close();
  });

  document.addEventListener("click", (event) => {
    const at = /** @type {Element} */ (event.target);
    if (inCard(at)) {
      if (at.closest("a, .mj-card__close")) close();
      return;
    }
    const link = linkAt(at);
    const tapped = event.detail > 0 && pointer === "touch"; // without detail: a key, or assistive technology
    if (link && tapped && anchor !== link) {
      event.preventDefault();
      open(link, "pinned");
    } else if (link) {
      close();
    } else if (!at.closest("a, button") && getSelection()?.isCollapsed !== false) {
      const passage = at.closest(PASSAGE);
      if (passage instanceof HTMLElement) open(passage, "pinned");
    }
  });

  document.addEventListener("focusin", (event) => {
    if (inCard(event.target)) return;
    const link = linkAt(event.target);
    if (event.timeStamp - pointed < POINTER_FOCUS || (link && link === returning)) return;
    if (link) open(link, "focus");
    else if (event.target !== anchor) close();
  });

  document.addEventListener("keydown", (event) => {
    pointed = -Infinity;
    if (!anchor) return;
    // The card of the page's last link would otherwise be the next stop.
    if (event.key === "Escape" || (event.key === "Tab" && !inCard(document.activeElement))) {
      close();
    } else if (event.key === "ArrowDown" && event.altKey && !inCard(document.activeElement)) {
      event.preventDefault();
      mode = "pinned";
      card.focus({ preventScroll: true });
    }
  });

  let waiting = false;
  const follow = () => {
    if (!anchor || waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      place();
    });
  };
  document.addEventListener("scroll", follow, { passive: true });
  addEventListener("resize", follow);
})();

/**
 * Sets the notes of a brief beside the passages that they are about, on screens wide enough for two columns.
 *
 * A note is moved down by its margin alone, so the notes keep their order and cannot overlap, and where this script
 * does not run they stand below each other. The places are those with the least sum of squared distances from the
 * passages (pool adjacent violators).
 */
(() => {
  "use strict";

  const GAP = 16;
  const margin = /** @type {HTMLElement | null} */ (document.querySelector(".mj-margin"));
  const reading = /** @type {HTMLElement | null} */ (document.querySelector(".mj-reading"));

  /** The passages of a note. @param {HTMLElement} note @returns {HTMLElement[]} */
  const passages = (note) => {
    const id = (note.dataset.at || "").slice("at-".length);
    return id ? /** @type {HTMLElement[]} */ ([...document.querySelectorAll(`mark[data-for~="${id}"]`)]) : [];
  };

  /**
   * The places nearest to the wanted ones that keep the order.
   * @param {number[]} wanted pixels @param {number[]} heights pixels, each with its gap @returns {number[]}
   */
  const places = (wanted, heights) => {
    /** @type {{sum: number, count: number, height: number, offsets: number[]}[]} */
    const blocks = [];
    const top = (/** @type {{sum: number, count: number}} */ block) => Math.max(0, block.sum / block.count);
    wanted.forEach((want, index) => {
      let block = { sum: want, count: 1, height: heights[index], offsets: [0] };
      let above = blocks.pop();
      while (above && top(above) + above.height > top(block)) {
        const shift = above.height;
        block = {
          sum: above.sum + block.sum - shift * block.count,
          count: above.count + block.count,
          height: shift + block.height,
          offsets: [...above.offsets, ...block.offsets.map((offset) => offset + shift)],
        };
        above = blocks.pop();
      }
      if (above) blocks.push(above);
      blocks.push(block);
    });
    return blocks.flatMap((block) => block.offsets.map((offset) => top(block) + offset));
  };

  const align = () => {
    if (!margin || !reading) return;
    const notes = /** @type {HTMLElement[]} */ ([...margin.querySelectorAll(".mj-note")]);
    for (const note of notes) note.style.marginBlockStart = "";
    if (getComputedStyle(reading).display !== "grid" || !notes.length) return;
    const start = notes[0].getBoundingClientRect().top;
    const heights = notes.map((note) => note.offsetHeight + GAP);
    let last = 0;
    const wanted = notes.map((note) => {
      const place = document.getElementById(note.dataset.at || "");
      const passage = place?.closest("details:not([open])") ?? place; // what is folded has no place of its own
      last = passage ? passage.getBoundingClientRect().top - start : last;
      return last;
    });
    let bottom = 0;
    places(wanted, heights).forEach((place, index) => {
      notes[index].style.marginBlockStart = `${Math.round(place - bottom)}px`;
      notes[index].style.marginBlockEnd = `${GAP}px`;
      bottom = Math.round(place) + heights[index];
    });
  };

  if (margin && reading) {
    // What is folded or unfolded in the article moves its passages.
    new ResizeObserver(align).observe(reading.querySelector(".mj-text") ?? reading);
    document.fonts.ready.then(align);
    for (const note of /** @type {NodeListOf<HTMLElement>} */ (margin.querySelectorAll(".mj-note"))) {
      /** @param {boolean} lit */
      const light = (lit) => () => passages(note).forEach((mark) => mark.classList.toggle("mj-lit", lit));
      note.addEventListener("mouseenter", light(true));
      note.addEventListener("mouseleave", light(false));
      note.addEventListener("focusin", light(true));
      note.addEventListener("focusout", light(false));
    }
  }

  // The day of review is known to the reader's clock only.
  const due = /** @type {HTMLElement | null} */ (document.querySelector("[data-due]"));
  if (due && new Date(due.dataset.due || "") < new Date()) due.hidden = false;
})();

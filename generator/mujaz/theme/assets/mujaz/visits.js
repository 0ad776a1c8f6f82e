/**
 * Marks what is new on the front page since a reader's last visit.
 *
 * The day of the visit is kept in the reader's own browser and goes nowhere.
 */
(() => {
  "use strict";

  const KEY = "mujaz.visit";
  const list = /** @type {HTMLElement | null} */ (document.querySelector(".mj-since[data-since]"));
  if (!list) return;
  try {
    const before = localStorage.getItem(KEY) ?? "";
    for (const item of before ? list.querySelectorAll("li") : []) {
      const day = item.querySelector("time")?.dateTime ?? "";
      if (day <= before) continue;
      const label = document.createElement("span");
      label.className = "mj-new";
      label.textContent = list.dataset.since ?? "";
      item.querySelector("strong")?.after(" ", label);
    }
    localStorage.setItem(KEY, new Date().toISOString().slice(0, 10));
  } catch {
    // A browser that keeps nothing has no last visit.
  }
})();

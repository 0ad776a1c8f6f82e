/** Copies a text, and says so to who sees the button as to who hears it; other scripts of the page use it. */
(() => {
  "use strict";

  const SHOWN = 2000; // milliseconds

  /** Where what was done is said: there from the beginning, or a screen reader would miss the first time. */
  const status = document.createElement("p");
  status.className = "mj-aloud";
  status.setAttribute("role", "status");
  document.body.append(status);

  /** Pages opened from a folder have no clipboard in some browsers. @param {string} text @returns {Promise<void>} */
  const write = (text) =>
    (navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject()).catch(() => {
      const field = document.createElement("textarea");
      field.value = text;
      // What is behind an open dialog cannot be selected.
      (document.querySelector("[popover]:popover-open") ?? document.body).append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    });

  /** @param {string} words */
  const say = (words) => {
    status.textContent = words;
  };

  /**
   * @param {HTMLElement} button what was pressed
   * @param {string} text
   * @param {string} done the words that it shows for a while
   */
  const copy = async (button, text, done) => {
    const label = (button.dataset.label ??= button.textContent ?? ""); // also for who presses it twice
    await write(text);
    button.focus();
    button.dataset.done = "";
    if (label) button.textContent = done;
    say(done);
    setTimeout(() => {
      delete button.dataset.done;
      if (label) button.textContent = label;
      say("");
    }, SHOWN);
  };

  Object.assign(window, { mujazCopy: copy, mujazSay: say });
})();

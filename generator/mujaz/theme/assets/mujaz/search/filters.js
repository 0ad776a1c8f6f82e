/**
 * The filters of the search box: what kind of page, and in which language.
 *
 * Check boxes in two groups; none checked means all. They keep their place while the counts change, so that the focus
 * stays, and one that is checked stays visible when it finds nothing.
 */
(function () {
  "use strict";

  /** The kinds in the order in which they are offered. */
  const KINDS = ["brief", "entity", "claim", "source", "page"];

  /**
   * @param {HTMLElement} root the element that holds a `fieldset` for `kinds` and one for `languages`
   * @param {BoxSay} say names of the values, and numbers, in the language of the page
   * @param {() => void} changed called when a reader checks or unchecks one
   */
  function create(root, say, changed) {
    /** @type {Record<string, Map<string, {label: HTMLElement, box: HTMLInputElement, count: HTMLElement}>>} */
    const groups = { kinds: new Map(), languages: new Map() };

    /** @param {string} group */
    function fieldset(group) {
      return /** @type {HTMLElement} */ (root.querySelector(`[data-filter="${group}"]`));
    }

    /**
     * @param {string} group
     * @param {string} value
     */
    function add(group, value) {
      const label = document.createElement("label");
      label.className = "mj-search-filter";
      const box = document.createElement("input");
      box.type = "checkbox";
      box.value = value;
      box.addEventListener("change", changed);
      const name = document.createElement("span");
      if (group === "kinds") {
        name.className = "mj-search-kind";
        name.dataset.kind = value;
        name.textContent = say.kind(value);
      } else {
        name.textContent = say.language(value);
      }
      const count = document.createElement("span");
      count.className = "mj-search-filter__count";
      label.append(box, name, " ", count);
      fieldset(group).append(label);
      const made = { label, box, count };
      groups[group].set(value, made);
      return made;
    }

    /**
     * @param {string} group
     * @param {Record<string, number>} counts
     * @param {string[]} order
     */
    function update(group, counts, order) {
      let offered = 0;
      for (const value of new Set([...order, ...Object.keys(counts).sort()])) {
        const n = counts[value] || 0;
        const { label, box, count } = groups[group].get(value) || add(group, value);
        count.textContent = say.number(n);
        label.hidden = n === 0 && !box.checked;
        if (!label.hidden) offered += 1;
      }
      fieldset(group).hidden = offered < 2 && !chosen(group).length;
    }

    /** @param {string} group */
    function chosen(group) {
      return [...groups[group].values()].filter(({ box }) => box.checked).map(({ box }) => box.value);
    }

    return {
      /** Offer what an answer can be narrowed to. @param {BoxFacets} facets */
      update(facets) {
        update("kinds", facets.kinds, KINDS);
        update("languages", facets.languages, []);
        root.hidden = [...root.children].every((group) => /** @type {HTMLElement} */ (group).hidden);
      },
      /** What is checked, as options of a query. */
      chosen() {
        const [kinds, languages] = [chosen("kinds"), chosen("languages")];
        return { ...(kinds.length && { kinds }), ...(languages.length && { languages }) };
      },
      /** Check nothing. */
      clear() {
        for (const group of Object.values(groups)) for (const { box } of group.values()) box.checked = false;
      },
      hide() {
        root.hidden = true;
      },
    };
  }

  /** @type {any} */ (window).mujazSearchFilters = create;
})();

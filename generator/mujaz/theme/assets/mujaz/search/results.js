/**
 * Shows the answer to a query in the search box, in the elements and classes of Material's own list of results.
 *
 * All that comes from pages is set as text, never as HTML. The words are those of the page's language; every title and
 * text has the language and the direction of the page that it is from.
 */
(function () {
  "use strict";

  /**
   * @typedef {Record<string, string>} Forms plural forms by their CLDR names
   * @typedef {{language: string, numerals: string, results: Forms, more: Forms, best: string, hint: string,
   *   waiting: string, none: string, missing: string, meant: string, apart: string, phrase: string, wordless: string, lacks: string, drop: string, only: string, separator: string,
   *   kinds: Record<string, string>, kind: Record<string, string>}} Words
   */

  /** At most so many sections are shown with their page, and none that is less than half as good as the best of them. */
  const OPEN = 2;
  const GOOD = 0.5;

  /** The longest address of a result below the site's, unless it is longer with one word; it hands words to the page. */
  const LONGEST = 260;

  /** From this share of its letters on, a text is one in another script. */
  const FOREIGN = 0.8;

  const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

  /** Whether a language is written from right to left. @param {string} tag BCP 47 */
  function isRightToLeft(tag) {
    return /^(ar|arc|ckb|dv|fa|he|ps|sd|syr|ug|ur|yi)(-|$)/i.test(tag);
  }

  /**
   * Whether a text on a page is a quotation in a script that runs the other way; names of other scripts in it are not
   * enough, be they at its head.
   * @param {string} text
   * @param {string} language of the page
   */
  function isForeign(text, language) {
    const letters = text.match(/\p{L}/gu) || [];
    const foreign = letters.filter((letter) => RIGHT_TO_LEFT.test(letter) !== isRightToLeft(language));
    return foreign.length > FOREIGN * letters.length;
  }

  /**
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {string} name the class
   * @param {...(Node | string)} children
   * @returns {HTMLElementTagNameMap[T]}
   */
  function element(tag, name, ...children) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...children);
    return made;
  }

  /** @param {BoxPiece[]} pieces */
  function content(pieces) {
    return pieces.map(([text, marked]) => (marked ? element("mark", "", text) : text));
  }

  /**
   * @param {HTMLElement} dialog
   * @param {{site: URL, highlights: boolean, limit: number, ask: () => void}} options `site` is the root of the site;
   *   `ask` asks again with the filters as they are
   */
  function create(dialog, { site, highlights, limit, ask }) {
    /** @param {string} selector */
    const part = (selector) => /** @type {HTMLElement} */ (dialog.querySelector(selector));
    /** @type {Words} */
    const words = JSON.parse(part("[data-search-words]").textContent || "{}");
    const meta = part(".md-search-result__meta");
    const note = part(".mj-search-note");
    const list = part(".md-search-result__list");
    const input = /** @type {HTMLInputElement} */ (part(".md-search__input"));
    const scroll = part(".md-search__scrollwrap");

    const rules = new Intl.PluralRules(words.language);
    const digits = new Intl.NumberFormat(words.language, /** @type {Intl.NumberFormatOptions} */ ({
      numberingSystem: words.numerals,
    }));
    const names = new Intl.DisplayNames([words.language], { type: "language", fallback: "code" });

    /** @param {number} n */
    const number = (n) => digits.format(n);
    /** @param {Forms} forms @param {number} n */
    const count = (forms, n) => (forms[rules.select(n)] || forms.other).replace("{n}", number(n));
    /** @param {string} tag */
    const language = (tag) => {
      try {
        return names.of(tag) || tag;
      } catch {
        return tag;
      }
    };
    /** @type {BoxSay} */
    const say = { kind: (/** @type {string} */ kind) => words.kinds[kind] || kind, language, number };
    const filters = /** @type {any} */ (window).mujazSearchFilters(part(".mj-search-filters"), say, ask);

    /** @param {string} path @param {string[]} marks */
    function address(path, marks) {
      const url = new URL(path, site);
      let found = url;
      // Short ones first: of them there is room for more, and long ones mostly hold one of them.
      for (const word of highlights ? [...marks].sort((one, other) => one.length - other.length) : []) {
        const longer = new URL(found);
        longer.searchParams.append("h", word);
        // An address can be sent to somebody, and read; a word is up to six times as long in it.
        if (longer.href.length - site.href.length <= LONGEST || found === url) found = longer;
      }
      return found.href;
    }

    /**
     * A line that says what this is: a kind, and a language that is not the reader's.
     * @param {string} kind
     * @param {string} tag
     */
    function about(kind, tag) {
      const line = element("div", "mj-search-about");
      const name = element("span", "mj-search-kind", words.kind[kind] || kind);
      name.dataset.kind = kind;
      line.append(name);
      if (tag.split("-")[0] !== words.language.split("-")[0]) {
        line.append(element("span", "mj-search-language", language(tag)));
      }
      return line;
    }

    /**
     * @param {BoxPage | BoxSection} found
     * @param {BoxPage} page
     * @param {string[]} marks
     */
    function link(found, page, marks) {
      const isPage = found === page;
      const title = element(isPage ? "h1" : "h2", "", ...content(found.title));
      title.setAttribute("aria-level", isPage ? "2" : "3");
      const text = element("p", "", ...content(found.text));
      for (const own of [title, text]) {
        const foreign = isForeign(own.textContent || "", page.language);
        own.dir = isRightToLeft(page.language) === foreign ? "ltr" : "rtl";
        own.lang = foreign ? "" : page.language; // nothing here knows which other language it is
      }
      const article = element("article", "md-search-result__article md-typeset");
      article.dataset.mdScore = found.score.toFixed(2);
      if (isPage || found.kind !== page.kind) article.append(about(found.kind, isPage ? page.language : words.language));
      article.append(title);
      // Sections with the words say more than the beginning of their page without them.
      const says = found.text.some(([, marked]) => marked) || !isPage || !page.sections.length;
      if (says && found.text.length) article.append(text);
      if (isPage && page.lacks.length) {
        article.append(element("p", "mj-search-lacks", `${words.lacks} `, ...named(page.lacks)));
      }
      const anchor = element("a", "md-search-result__link", article);
      anchor.href = address(found.location, marks);
      return anchor;
    }

    /** @param {BoxPage} page @param {string[]} marks */
    function item(page, marks) {
      const made = element("li", "md-search-result__item", link(page, page, marks));
      const [best] = page.sections;
      const open = page.sections.slice(0, OPEN).filter(({ score }) => score >= GOOD * best.score);
      const more = page.sections.slice(open.length);
      made.append(...open.map((section) => link(section, page, marks)));
      if (more.length) {
        const summary = element("summary", "", element("div", "", count(words.more, more.length)));
        const folded = element("details", "md-search-result__more", summary);
        folded.append(...more.map((section) => link(section, page, marks)));
        made.append(folded);
      }
      return made;
    }

    /** @param {string} text @param {() => void} act */
    function button(text, act) {
      const made = element("button", "mj-search-way", text);
      made.type = "button";
      made.addEventListener("click", () => {
        act();
        input.focus();
        ask();
      });
      note.append(made);
    }

    /** Words of a query in a line. @param {string[]} list */
    const named = (list) => list.flatMap((word, i) => [...(i ? [words.separator] : []), element("bdi", "", word)]);

    /**
     * Why there is nothing, or not all: the words found nowhere; and ways on.
     * @param {BoxAnswer} answer
     */
    function explain({ total, pages, found, missing, phrases, meant, facets }) {
      note.replaceChildren();
      if (missing.length) note.append(element("p", "", `${words.missing} `, ...named(missing)));
      if (meant.length) {
        let text = input.value;
        for (const { typed, meant: word } of meant) text = text.replace(typed, word);
        button(words.meant.replace("{words}", text), () => {
          input.value = text;
        });
      }
      if (found.length > 1 && pages.length && pages.every(({ lacks }) => lacks.length)) {
        note.append(element("p", "", words.apart));
      }
      if (!total && phrases.length && !missing.length) {
        note.append(element("p", "", `${words.phrase} `, ...named(phrases)));
        const rest = input.value.replace(/[\u00ab\u00bb"\u201c\u201d\u201e\u201f\uff02\u2039\u203a]/gu, " ").replace(/\s+/gu, " ").trim();
        button(words.only.replace("{words}", rest), () => {
          input.value = rest;
        });
      }
      if (!found.length && !missing.length) note.append(element("p", "", words.wordless));
      const others = Object.values(facets.kinds).some((n) => n > 0);
      if (!total && others && Object.keys(filters.chosen()).length) {
        button(words.drop, filters.clear);
      } else if (!total && found.length && missing.length && !meant.length) {
        const rest = found.join(" ");
        button(words.only.replace("{words}", rest), () => {
          input.value = rest;
        });
      }
      note.hidden = !note.hasChildNodes();
    }

    return {
      /** BCP 47 tag of the page. */
      language: words.language,
      chosen: filters.chosen,
      /** @param {BoxAnswer} answer @param {string} query */
      show(answer, query) {
        const { total, pages } = answer;
        if (!total) {
          const [before, after] = words.none.split("{query}");
          meta.replaceChildren(before, element("bdi", "", query), after);
        } else if (total > pages.length) {
          meta.textContent = words.best
            .replace("{shown}", number(pages.length))
            .replace("{count}", count(words.results, total));
        } else {
          meta.textContent = count(words.results, total);
        }
        filters.update(answer.facets);
        explain(answer);
        list.replaceChildren(...pages.slice(0, limit).map((page) => item(page, answer.words)));
        scroll.scrollTop = 0;
      },
      /** The query is empty. */
      clear() {
        meta.textContent = words.hint;
        note.hidden = true;
        filters.hide();
        list.replaceChildren();
      },
      /** The engine is looking; what was found before stays until it has. */
      wait() {
        if (!list.hasChildNodes() && note.hidden) meta.textContent = words.waiting;
      },
      /** The box was closed. */
      close() {
        if (Object.keys(filters.chosen()).length) {
          filters.clear();
          ask();
        }
      },
      /** The best result. @returns {HTMLAnchorElement | null} */
      first: () => list.querySelector("a"),
    };
  }

  /** @type {any} */ (window).mujazSearchResults = create;
})();

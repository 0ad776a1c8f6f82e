/**
 * Marks on an opened page what was searched for: the words in the parameters `h` of its address.
 *
 * Whole written words are marked, an Arabic one with its proclitics and whatever its diacritics and forms of letters,
 * so that no mark stands between two joined letters; several words in a row where they were found as one name.
 */
(function () {
  "use strict";

  /** C++ and C# are words too. */
  const WORD = /[a-z](?:\+\+|#)(?![\p{L}\p{N}])|[\p{L}\p{N}]+/gu;
  /** و ف, then ب ك ل س or nothing, then ال; لل is ل with ال. */
  const PROCLITICS = /^[\u0648\u0641]?(?:[\u0628\u0643]?\u0627\u0644|\u0644\u0644|[\u0628\u0643\u0644\u0633])?/u;
  /** Fewer letters than this are no word without their proclitics. */
  const SHORTEST = 3;
  /** Letters that Unicode does not decompose, by the one that stands for them. */
  const SAME = new Map(
    Object.entries({ ا: "ٱ", ه: "ةۀەھہ", ي: "ىیےېۍ", ك: "کڪګ", و: "ۆۇۋ" }).flatMap(([one, others]) =>
      [...others].map((letter) => /** @type {[string, string]} */ ([letter, one])),
    ),
  );

  /**
   * A text without what does not tell words apart, and for each of its UTF-16 units the place in the text.
   * @param {string} text
   */
  function fold(text) {
    let folded = "";
    const places = [];
    let at = 0;
    for (const character of text) {
      for (const part of character.normalize("NFKD").toLowerCase()) {
        if (/[\p{M}\u0640\u200b-\u200f\u00ad\u061c]/u.test(part)) continue;
        const code = /** @type {number} */ (part.codePointAt(0));
        const digit = code >= 0x6f0 && code <= 0x6f9 ? code - 0x6f0 : code >= 0x660 && code <= 0x669 ? code - 0x660 : -1;
        const one = digit >= 0 ? String(digit) : SAME.get(part) || part;
        folded += one;
        for (let i = 0; i < one.length; i += 1) places.push(at);
      }
      at += character.length;
    }
    places.push(at);
    return { folded, places };
  }

  /** @param {string} word folded */
  function bare(word) {
    const rest = word.replace(PROCLITICS, "");
    return rest.length >= SHORTEST ? rest : word;
  }

  /**
   * The names and words looked for: by the first word, the words that follow it.
   * @param {string[]} phrases
   */
  function lexicon(phrases) {
    /** @type {Map<string, string[][]>} */
    const found = new Map();
    for (const phrase of phrases) {
      const [first, ...rest] = fold(phrase).folded.match(WORD) || [];
      if (!first) continue;
      found.set(first, [...(found.get(first) || []), rest]);
    }
    for (const rests of found.values()) rests.sort((a, b) => b.length - a.length);
    return found;
  }

  /**
   * The places of the words in a text, in order and apart from each other.
   * @param {string} text
   * @param {Map<string, string[][]>} wanted
   * @returns {[start: number, end: number][]}
   */
  function search(text, wanted) {
    const { folded, places } = fold(text);
    const words = [...folded.matchAll(WORD)];
    /** @type {[number, number][]} */
    const ranges = [];
    for (let i = 0; i < words.length; i += 1) {
      const rests = wanted.get(words[i][0]) || wanted.get(bare(words[i][0])) || [];
      const rest = rests.find((after) => after.every((word, k) => words[i + 1 + k]?.[0] === word));
      if (!rest) continue;
      const start = /** @type {number} */ (words[i].index);
      i += rest.length;
      const last = /** @type {number} */ (words[i].index) + words[i][0].length - 1;
      // The character's end is where the next one that is kept begins; the marks of the last letter stay with it.
      const end = places[last];
      ranges.push([places[start], end + length(text, end)]);
    }
    return ranges;
  }

  /**
   * How long the letter at a place is, with the marks on it.
   * @param {string} text
   * @param {number} at
   */
  function length(text, at) {
    const found = /^.[\p{M}\u0640]*/su.exec(text.slice(at));
    return found ? found[0].length : 0;
  }

  /** @param {Text} node @param {[number, number][]} ranges */
  function mark(node, ranges) {
    const text = node.data;
    const parts = document.createDocumentFragment();
    let at = 0;
    for (const [start, end] of ranges) {
      const made = document.createElement("mark");
      made.dataset.mdHighlight = "";
      made.textContent = text.slice(start, end);
      parts.append(text.slice(at, start), made);
      at = end;
    }
    parts.append(text.slice(at));
    node.replaceWith(parts);
  }

  const page = document.querySelector(".md-content__inner");
  const wanted = lexicon(new URLSearchParams(location.search).getAll("h"));
  if (page && wanted.size) {
    const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement?.closest("svg, script, style, textarea, .headerlink, .mj-sign, .mj-ref, .mj-back")
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
    );
    const nodes = [];
    while (walker.nextNode()) nodes.push(/** @type {Text} */ (walker.currentNode));
    for (const node of nodes) {
      const ranges = search(node.data, wanted);
      if (ranges.length) mark(node, ranges);
    }
  }
})();

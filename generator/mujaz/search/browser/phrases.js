/**
 * Phrases: words of a query in quotation marks of any kind, which must stand so, side by side and in this order.
 */
(() => {
  "use strict"

  /** @typedef {{start: number, sections: Map<number, number>}} Unit of `matching.js` */
  /** @typedef {{text: string, words: string[], start: number, end: number}} Phrase */
  /** @typedef {[location: string, title: string, sections: [anchor: string, title: string, text: string][]]} StoredPage */
  /**
   * @typedef {object} Analysis of `analysis.js`
   * @property {(text: string) => {text: string, terms: {start: number, end: number, text: string}[]}[]} compounds
   */

  const QUOTED = /[\u00ab\u00bb"\u201c\u201d\u201e\u201f\uff02\u2039\u203a]([^\u00ab\u00bb"\u201c\u201d\u201e\u201f\uff02\u2039\u203a]+)[\u00ab\u00bb"\u201c\u201d\u201e\u201f\uff02\u2039\u203a]/gu
  /** How many pages are read for a phrase whose words stand together in many. */
  const MOST = 400

  class Phrases {
    /**
     * @param {Analysis} analysis
     * @param {(section: number) => number} pageOf
     * @param {(page: number) => Promise<StoredPage>} stored
     */
    constructor(analysis, pageOf, stored) {
      this.analysis = analysis
      this.pageOf = pageOf
      this.stored = stored
    }

    /**
     * The phrases of a query. A single word in quotation marks, as a name often is, is a word like others.
     * @param {string} text
     * @returns {Phrase[]}
     */
    of(text) {
      return [...text.matchAll(QUOTED)]
        .map(({0: {length}, 1: inner, index = 0}) => ({text: inner.trim(), words: this.words(inner), start: index, end: index + length}))
        .filter(({words}) => words.length > 1)
    }

    /**
     * The words of a text in their order, without the wholes of compounds: small words count here.
     * @param {string} text
     */
    words(text) {
      return this.analysis.compounds(text).flatMap(({text: compound, terms}) => {
        const last = terms[terms.length - 1]
        const hasWhole = terms.length > 1 && last.start === 0 && last.end === compound.length
        return (hasWhole ? terms.slice(0, -1) : terms).map(({text}) => text)
      })
    }

    /**
     * The pages that hold all of some phrases, each in one title or text.
     * @param {Phrase[]} phrases
     * @param {Unit[]} units of the query
     * @returns {Promise<Set<number>>}
     */
    async pages(phrases, units) {
      /** @type {Set<number> | undefined} */
      let all
      for (const {words, start, end} of phrases) {
        const inside = units.filter((unit) => unit.start >= start && unit.start < end)
        const [first, ...others] = inside.sort((one, other) => one.sections.size - other.sections.size)
        const sections = [...(first?.sections.keys() ?? [])].filter((section) => others.every((unit) => unit.sections.has(section)))
        const pages = [...new Set(sections.map(this.pageOf))].filter((page) => !all || all.has(page)).slice(0, MOST)
        const phrase = ` ${words.join(" ")} `
        const held = await Promise.all(pages.map(async (page) => {
          const [, title, parts] = await this.stored(page)
          const texts = [title, ...parts.flatMap(([, heading, text]) => [heading, text])]
          return texts.some((text) => ` ${this.words(text).join(" ")} `.includes(phrase))
        }))
        all = new Set(pages.filter((_, at) => held[at]))
      }
      return all ?? new Set()
    }
  }

  /** @type {any} */ (window).mujazSearch.part("phrases", Phrases)
})()

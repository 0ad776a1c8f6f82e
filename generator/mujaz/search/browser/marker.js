/**
 * Marks what a query found in the texts of its results, and cuts them to what is worth showing.
 */
(() => {
  "use strict"

  /** @typedef {[string, 0 | 1]} Piece */
  /** @typedef {{start: number, end: number, text: string}} Term */
  /**
   * @typedef {object} Analysis of `analysis.js`
   * @property {(text: string) => {start: number, terms: Term[]}[]} compounds
   * @property {(word: string) => {stem: string}[]} readings
   * @property {(text: string) => Term[]} monthsOf
   */
  /** @typedef {{words: Map<string, number>, names: Set<string>}} Unit of `matching.js` */

  /** Characters of a text that are shown. */
  const SNIPPET = 220

  class Marker {
    /**
     * @param {Analysis} analysis
     * @param {Unit[]} units
     */
    constructor(analysis, units) {
      this.analysis = analysis
      this.units = units
      this.words = new Set(units.flatMap((unit) => [...unit.words.keys()]))
      this.hasMonths = [...this.words].some((word) => /^(?:#.*|[0-9]{8})$/.test(word))
      /** @type {Map<string, string[][]>} names by the stem of their first word */
      this.names = new Map()
      for (const name of new Set(units.flatMap((unit) => [...unit.names]))) {
        const stems = name.split(" ").map((word) => analysis.readings(word)[0].stem)
        this.names.set(stems[0], [...(this.names.get(stems[0]) ?? []), stems])
      }
    }

    /**
     * Where matched words stand in a text.
     * @param {string} text
     * @returns {[start: number, end: number][]}
     */
    places(text) {
      /** @type {{start: number, end: number, text: string}[]} */
      const terms = this.analysis
        .compounds(text)
        .flatMap(({start, terms}) => terms.map((term) => ({start: start + term.start, end: start + term.end, text: term.text})))
      /** @type {[number, number][]} */
      const places = []
      const months = this.hasMonths ? this.analysis.monthsOf(text) : []
      for (const month of months) if (this.words.has(month.text)) places.push([month.start, month.end])
      terms.forEach((term, at) => {
        if (this.words.has(term.text)) places.push([term.start, term.end])
        if (!this.names.size) return
        for (const {stem} of this.analysis.readings(term.text)) {
          for (const stems of this.names.get(stem) ?? []) {
            const last = terms[at + stems.length - 1]
            if (last && stems.every((s, n) => this.analysis.readings(terms[at + n].text).some((r) => r.stem === s))) {
              places.push([term.start, last.end])
            }
          }
        }
      })
      /** @type {[number, number][]} */
      const apart = []
      for (const [start, end] of places.sort(([a, b], [c, d]) => a - c || d - b)) {
        const last = apart[apart.length - 1]
        if (last && start < last[1]) last[1] = Math.max(last[1], end)
        else apart.push([start, end])
      }
      return apart
    }

    /**
     * The share of neighbouring words of the query that stand side by side in a text, from 0 to 1; exact words count most.
     * @param {string} text
     */
    order(text) {
      if (this.units.length < 2) return 0
      const none = this.units.map(() => 0)
      const best = this.units.slice(1).map(() => 0)
      let last = none
      for (const {terms} of this.analysis.compounds(text)) {
        // Most words of a text are not asked for.
        const here = terms.some(({text}) => this.words.has(text))
          ? this.units.map((unit) => Math.max(0, ...terms.map(({text}) => unit.words.get(text) ?? 0)))
          : none
        if (last !== none && here !== none) {
          for (let unit = 0; unit < best.length; unit++) best[unit] = Math.max(best[unit], Math.min(last[unit], here[unit + 1]))
        }
        last = here
      }
      return best.reduce((sum, weight) => sum + weight, 0) / best.length
    }

    /**
     * A text with matched words marked.
     * @param {string} text
     * @returns {Piece[]}
     */
    marked(text) {
      return this.pieces(text, this.places(text), 0, text.length)
    }

    /**
     * The part of a text around most of the matched words; its beginning where there are none.
     * @param {string} text
     * @returns {Piece[]}
     */
    snippet(text) {
      const places = this.places(text)
      let best = 0
      let most = 0
      places.forEach(([start], at) => {
        const within = places.slice(at).filter(([, end]) => end <= start + SNIPPET * 0.8)
        const count = new Set(within.map(([first, last]) => text.slice(first, last))).size + within.length / 100
        if (count > most) {
          most = count
          best = start
        }
      })
      const from = places.length && best > SNIPPET * 0.6 ? this.wordStart(text, best - SNIPPET * 0.2) : 0
      const to = from + SNIPPET >= text.length ? text.length : this.wordStart(text, from + SNIPPET)
      const pieces = this.pieces(text, places, from, to)
      if (from > 0) pieces.unshift(["… ", 0])
      if (to < text.length) pieces.push([" …", 0])
      return pieces
    }

    /**
     * The nearest place behind white space, at or behind an offset.
     * @param {string} text
     * @param {number} offset
     */
    wordStart(text, offset) {
      const space = text.indexOf(" ", Math.floor(offset))
      return space < 0 ? text.length : space + 1
    }

    /**
     * @param {string} text
     * @param {[number, number][]} places
     * @param {number} from
     * @param {number} to
     * @returns {Piece[]}
     */
    pieces(text, places, from, to) {
      /** @type {Piece[]} */
      const pieces = []
      let done = from
      for (const [start, end] of places) {
        if (start < done || end > to) continue
        if (start > done) pieces.push([text.slice(done, start), 0])
        pieces.push([text.slice(start, end), 1])
        done = end
      }
      const rest = to < text.length ? text.slice(done, to).trimEnd() : text.slice(done, to)
      if (rest) pieces.push([rest, 0])
      return pieces
    }
  }

  /** @type {any} */ (window).mujazSearch.part("marker", Marker)
})()

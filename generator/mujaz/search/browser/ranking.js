/**
 * Which pages answer a query, the best first, and how many each filter would leave.
 */
(() => {
  "use strict"

  /** @typedef {{sections: Map<number, number>, homes: Set<number>, idf: number}} Unit of `matching.js` */
  /** @typedef {{page: number, units: Map<number, number>, sections: Map<number, number>, score: number}} Ranked */
  /** @typedef {{kinds?: string[], languages?: string[]}} Options */

  /** What further sections of a page add to its best one. */
  const OTHER_SECTIONS = 0.3
  /** How much of a query, by the weight of its words, a page must hold; of one with four words or more. */
  const LEAST_SHARE = 0.5
  const LEAST_SHARE_OF_MANY = 0.35
  const MISSING_IN_QUESTION = 0.3
  /** How well, against the best one, the reader's edition of a page must answer to be shown. */
  const OWN_EDITION = 0.5

  class Ranking {
    /**
     * @param {number[]} numbers of each page, its kind and whether it begins a group; how many sections it has; its number
     * @param {[kind: string, language: string][]} kinds
     * @param {Set<number>} claims
     * @param {string} language
     */
    constructor(numbers, kinds, claims, language) {
      this.kinds = kinds
      this.claims = claims
      this.language = language
      const count = numbers.length / 3
      this.pageCount = count
      this.pageKind = new Uint8Array(count)
      this.pageGroup = new Uint32Array(count)
      /** By which posting lists and texts know a page. */
      this.pageNumber = new Uint32Array(count)
      this.firstSection = new Uint32Array(count + 1)
      let group = -1
      for (let page = 0; page < count; page++) {
        const code = numbers[page * 3]
        this.pageKind[page] = code >> 1
        if (code & 1) group++
        this.pageGroup[page] = group
        this.firstSection[page + 1] = this.firstSection[page] + numbers[page * 3 + 1]
        this.pageNumber[page] = numbers[page * 3 + 2]
      }
      this.pageOf = new Uint32Array(this.firstSection[count])
      for (let page = 0; page < count; page++) {
        this.pageOf.fill(page, this.firstSection[page], this.firstSection[page + 1])
      }
      /** The first section of each page, by its number. */
      this.firstByNumber = new Uint32Array(this.pageNumber.reduce((one, other) => Math.max(one, other), 0) + 1)
      this.pageNumber.forEach((number, page) => {
        this.firstByNumber[number] = this.firstSection[page]
      })
    }

    /**
     * The pages that answer a query, the best first, and how many each filter would leave.
     * @param {Unit[]} units
     * @param {Options} options
     */
    rank(units, {kinds, languages}) {
      const all = this.answering(units, false)
      const claiming = this.answering(units, true)
      const isShown = (/** @type {Ranked} */ page) => !languages?.length || languages.includes(this.kindOf(page.page)[1])
      const wanted = !kinds?.length
        ? all
        : [
            ...all.filter(({page}) => kinds.includes(this.kindOf(page)[0])),
            ...(kinds.includes("claim") ? claiming.filter(({page}) => !kinds.includes(this.kindOf(page)[0])) : []),
          ].sort(byScore)
      /** @type {Record<string, number>} */
      const kindCounts = {}
      for (const {page} of this.editions(all.filter(isShown))) {
        const [kind] = this.kindOf(page)
        kindCounts[kind] = (kindCounts[kind] ?? 0) + 1
      }
      const claims = this.editions(claiming.filter(isShown)).length
      if (claims) kindCounts.claim = claims
      /** @type {Record<string, number>} */
      const languageCounts = {}
      for (const {page} of wanted) {
        const [, language] = this.kindOf(page)
        languageCounts[language] = (languageCounts[language] ?? 0) + 1
      }
      return {
        pages: this.editions(wanted.filter(isShown)),
        facets: {kinds: kindCounts, languages: languageCounts},
      }
    }

    /** @param {number} page */
    kindOf(page) {
      return this.kinds[this.pageKind[page]]
    }

    /**
     * One edition of each page: the reader's, where it answers about as well.
     * @param {Ranked[]} pages
     */
    editions(pages) {
      const groups = this.pageGroup
      /** @type {Map<number, Ranked>} */
      const shown = new Map()
      for (const page of pages) {
        const group = groups[page.page]
        const other = shown.get(group)
        if (!other) shown.set(group, page)
        else if (this.kindOf(page.page)[1] === this.language && page.score >= other.score * OWN_EDITION) {
          shown.set(group, {...page, score: other.score})
        }
      }
      return [...shown.values()]
    }

    /**
     * The pages that hold enough of what is asked for, the best first.
     * @param {Unit[]} units
     * @param {boolean} claimsOnly
     * @returns {Ranked[]}
     */
    answering(units, claimsOnly) {
      const pageOf = this.pageOf
      const first = this.firstSection
      const count = this.pageCount
      /** @type {Map<number, Ranked>} */
      const found = new Map()
      units.forEach((unit, number) => {
        /** @type {Map<number, [best: number, rest: number]>} */
        const pages = new Map()
        for (const [section, score] of unit.sections) {
          const [best, rest] = pages.get(pageOf[section]) ?? [0, 1]
          const weak = Math.min(best, score)
          pages.set(pageOf[section], [Math.max(best, score), rest * (1 - weak)])
        }
        unit.idf = Math.log(1 + (count - pages.size + 0.5) / (pages.size + 0.5))
        for (const [section, score] of unit.sections) {
          if (claimsOnly && !this.claims.has(section)) continue
          const [best, rest] = pages.get(pageOf[section]) ?? [0, 1]
          let page = found.get(pageOf[section])
          if (!page) {
            page = {page: pageOf[section], units: new Map(), sections: new Map(), score: 0}
            found.set(page.page, page)
          }
          page.units.set(number, best + OTHER_SECTIONS * (1 - best) * (1 - rest))
          page.sections.set(section, (page.sections.get(section) ?? 0) + score * unit.idf)
        }
      })
      // A question has words that no page has; they say little about which page answers it.
      const weightOfMissing = units.length < 4 ? 1 : MISSING_IN_QUESTION
      const total = units.reduce((sum, unit) => sum + unit.idf * (unit.sections.size ? 1 : weightOfMissing), 0)
      const least = units.length < 4 ? LEAST_SHARE : LEAST_SHARE_OF_MANY
      let pages = []
      for (const page of found.values()) {
        let share = 0
        for (const [number, score] of page.units) {
          page.score += score * units[number].idf
          share += units[number].idf
        }
        if (units.every((unit) => unit.homes.has(first[page.page]))) page.score += total
        if (share < total * least) continue
        page.score *= (1 + share / total) / 2
        pages.push(page)
      }
      const whole = pages.filter((page) => page.units.size === units.length)
      if (whole.length && units.length < 4) pages = whole
      return pages.sort(byScore)
    }
  }

  /**
   * @param {Ranked} one
   * @param {Ranked} other
   */
  function byScore(one, other) {
    return other.score - one.score || one.page - other.page
  }

  /** @type {any} */ (window).mujazSearch.part("ranking", Ranking)
})()

/**
 * Which pages answer a query, the best first, and how many each filter would leave.
 */
(() => {
  "use strict"

  /** @typedef {{sections: Map<number, number>, homes: Set<number>, idf: number}} Unit of `matching.js` */
  /** @typedef {{page: number, score: number, claimsOnly: boolean}} Ranked */
  /** @typedef {{kinds?: string[], languages?: string[], among?: Set<number>}} Options of which pages answer, if not of all */

  /** What further sections of a page add to its best one. */
  const OTHER_SECTIONS = 0.3
  /** How much of a query, by the weight of its words, a page must hold; of one with four words or more. */
  const LEAST_SHARE = 0.5
  const LEAST_SHARE_OF_MANY = 0.35
  const MISSING_IN_QUESTION = 0.3
  /** How far a page that lacks a word of a short query stays behind the least of those that have all. */
  const BEHIND = 0.25
  /** How well, against the best one, the reader's edition of a page must answer to be shown. */
  const OWN_EDITION = 0.5

  /** What a page counts in another language than the reader's; one that is of no brief, entity or source. */
  const OTHER_LANGUAGE = 0.5
  const OTHER_KIND = 0.9

  class Ranking {
    /**
     * @param {number[]} numbers of each page, its kind and whether it begins a group; how many sections it has; its number
     * @param {[kind: string, language: string][]} kinds
     * @param {string} language
     */
    constructor(numbers, kinds, language) {
      this.kinds = kinds
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
      /** Whether a section is a claim, as far as posting lists have said. */
      this.claims = new Uint8Array(this.firstSection[count])
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
    rank(units, {kinds, languages, among}) {
      const isAmong = (/** @type {Ranked} */ {page}) => !among || among.has(page)
      const all = this.answering(units, false).filter(isAmong)
      const claiming = this.answering(units, true).filter(isAmong)
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
        pages: this.preferred(this.editions(wanted.filter(isShown))),
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
     * Pages in the reader's language first, and hand-written ones, such as a manual, behind those of the desk.
     * @param {Ranked[]} pages
     */
    preferred(pages) {
      const own = this.language.split("-")[0]
      return pages
        .map((page) => {
          const [kind, language] = this.kindOf(page.page)
          const isOther = language && language.split("-")[0] !== own
          return {...page, score: page.score * (isOther ? OTHER_LANGUAGE : 1) * (kind === "page" ? OTHER_KIND : 1)}
        })
        .sort(byScore)
    }

    /**
     * The pages that hold enough of what is asked for, the best first.
     * @param {Unit[]} units
     * @param {boolean} claimsOnly
     * @returns {Ranked[]}
     */
    answering(units, claimsOnly) {
      const count = this.pageCount
      // Arrays of all pages: a common word is in most of them, and an object for each of these takes most of the time.
      const scores = new Float64Array(count)
      const shares = new Float64Array(count)
      const held = new Uint8Array(count)
      for (const unit of units) {
        const {best, rest, isIn} = this.held(unit, claimsOnly)
        for (let page = 0; page < count; page++) {
          if (!isIn[page]) continue
          held[page]++
          scores[page] += (best[page] + OTHER_SECTIONS * (1 - best[page]) * (1 - rest[page])) * unit.idf
          shares[page] += unit.idf
        }
      }
      // A question has words that no page has; they say little about which page answers it.
      const weightOfMissing = units.length < 4 ? 1 : MISSING_IN_QUESTION
      const total = units.reduce((sum, unit) => sum + unit.idf * (unit.sections.size ? 1 : weightOfMissing), 0)
      const share = units.length < 4 ? LEAST_SHARE : LEAST_SHARE_OF_MANY
      /** @type {Ranked[]} */
      let pages = []
      for (let page = 0; page < count; page++) {
        if (!held[page] || shares[page] < total * share) continue
        const isHome = units.every((unit) => unit.homes.has(this.firstSection[page]))
        const score = (scores[page] + (isHome ? total : 0)) * ((1 + shares[page] / total) / 2)
        pages.push({page, score, claimsOnly})
      }
      // Of a short query the pages that have all that can be found come first, and then those that lack something.
      const asked = units.filter((unit) => unit.sections.size).length
      const isWhole = (/** @type {Ranked} */ {page}) => held[page] === asked
      const least = Math.min(...pages.filter(isWhole).map(({score}) => score))
      if (units.length < 4 && least < Infinity) {
        const best = Math.max(...pages.map(({score}) => score))
        pages = pages.map((page) => (isWhole(page) ? page : {...page, score: (page.score / best) * least * BEHIND}))
      }
      return pages.sort(byScore)
    }

    /**
     * Whether a page holds a unit.
     * @param {number} page
     * @param {Unit} unit
     */
    holds(page, unit) {
      for (let section = this.firstSection[page]; section < this.firstSection[page + 1]; section++) {
        if (unit.sections.has(section)) return true
      }
      return false
    }

    /**
     * Which pages hold a unit, and how well: in their best section, and in what the others leave.
     * @param {Unit} unit
     * @param {boolean} claimsOnly whether a page counts for its claims only
     */
    held(unit, claimsOnly) {
      const pageOf = this.pageOf
      const best = new Float64Array(this.pageCount)
      const rest = new Float64Array(this.pageCount).fill(1)
      const isIn = new Uint8Array(this.pageCount)
      let number = 0
      for (const [section, score] of unit.sections) {
        const page = pageOf[section]
        if (!best[page]) number++
        rest[page] *= 1 - Math.min(best[page], score)
        if (score > best[page]) best[page] = score
        if (!claimsOnly || this.claims[section]) isIn[page] = 1
      }
      unit.idf = Math.log(1 + (this.pageCount - number + 0.5) / (number + 0.5))
      return {best, rest, isIn}
    }

    /**
     * The sections for which a page answers, each with how well.
     * @param {Ranked} ranked
     * @param {Unit[]} units
     */
    sections({page, claimsOnly}, units) {
      /** @type {Map<number, number>} */
      const sections = new Map()
      for (let section = this.firstSection[page]; section < this.firstSection[page + 1]; section++) {
        if (claimsOnly && !this.claims[section]) continue
        for (const unit of units) {
          const score = unit.sections.get(section)
          if (score !== undefined) sections.set(section, (sections.get(section) ?? 0) + score * unit.idf)
        }
      }
      return sections
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

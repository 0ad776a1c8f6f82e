/**
 * What a query asks for, and the sections that hold it.
 */
(() => {
  "use strict"

  /** @typedef {{start: number, end: number, text: string}} Term */
  /** @typedef {{core: string, stem: string, split: boolean}} Reading */
  /** @typedef {{weight: number, trust: number, list: string}} Match */
  /**
   * @typedef {{text: string, start: number, terms: string[], choices: string[][], isOpen: boolean, isSmall: boolean, isDay: boolean, feminine: Set<string>,
   *   sections: Map<number, number>, words: Map<string, number>,
   *   names: Set<string>, named: Set<string>, homes: Set<number>, idf: number}} Unit
   */
  /**
   * @typedef {object} Analysis of `analysis.js`
   * @property {(text: string) => {start: number, text: string, terms: Term[]}[]} compounds
   * @property {(word: string) => Reading[]} readings
   * @property {(word: string) => boolean} isSmall
   * @property {(text: string, isQuery: boolean) => (Term & {isPair: boolean})[]} monthsOf
   */
  /** @typedef {(term: string) => Promise<Map<string, Match>>} Find */
  /**
   * @typedef {object} Forms of `forms.js`
   * @property {(term: string, isFeminine: boolean) => Promise<Map<string, Match>>} candidates
   * @property {(term: string, reading: Reading) => Promise<Map<string, Match>>} inflected
   * @property {(term: string, candidates: Map<string, Match>) => Promise<Map<string, Match>>} homophones
   * @property {(word: string) => Promise<string>} listOf
   * @property {Find} respelt
   * @property {Find} completions
   */
  /**
   * @typedef {object} Vocabulary of `vocabulary.js`
   * @property {(key: string) => Promise<string[][]>} lines
   * @property {(word: string, list: string) => Promise<string> | string} whole
   * @property {(sections: Map<number, number>, list: string, weight: number) => void} add
   */

  /** How many entities may bear one name; what more do, such as a title of office, is searched for as words are. */
  const NAMESAKES = 16
  /** The highest level of a section, as a share. */
  const HIGHEST = 15 / 16

  /** What a word counts by that may have been meant. */
  const MENDED = 0.8

  /** What a month counts by another of its names, or by a name that may be a word of its own. */
  const OTHER_NAME = 0.95

  class Matching {
    /**
     * @param {Analysis} analysis
     * @param {Forms} forms
     * @param {Vocabulary} vocabulary
     */
    constructor(analysis, forms, vocabulary) {
      this.analysis = analysis
      this.forms = forms
      this.vocabulary = vocabulary
    }

    /**
     * What a query asks for: its compounds, without small words where there are others.
     * @param {string} text
     * @returns {Unit[]}
     */
    units(text) {
      const analysis = this.analysis
      const all = analysis.compounds(text).filter(({terms}) => terms.length)
      const dated = analysis.monthsOf(text, true)
      const months = dated.filter(({text}) => text.length === 3)
      const days = dated.filter(({text}) => text.length > 3)
      const large = all.filter(({terms}) => !terms.every((term) => analysis.isSmall(term.text)))
      const last = all.length && all[all.length - 1].start + all[all.length - 1].text.length >= text.length
      const units = (large.length ? large : all).map((compound) => {
        const terms = compound.terms.map((term) => term.text)
        const whole = terms.length > 1 ? terms.pop() : undefined
        const base = whole === undefined ? [terms] : [[whole], terms]
        const end = compound.start + compound.text.length
        const named = months.filter(({start}) => start >= compound.start && start < end)
        const others = compound.terms.filter(({start, end: last}) =>
          last - start < compound.text.length && !named.some((month) => month.start === compound.start + start))
        const choices = named.length ? [[...new Set([...named, ...others].map(({text}) => text))]] : []
        // Words that together name a month are no words by themselves: the «الثاني» of «تشرين الثاني» is no second floor.
        const isMonth = named.some(({isPair}) => isPair) || (named.length > 1 && !others.length)
        if (!isMonth) choices.push(...base)
        return {
          text: compound.text,
          start: compound.start,
          terms,
          choices,
          isOpen: Boolean(last) && large.length > 0 && compound === all[all.length - 1],
          isSmall: !large.length,
          isDay: false,
          feminine: new Set(compound.terms.filter(({start, end}) => isFeminine(compound.text.slice(start, end))).map(({text}) => text)),
          sections: new Map(),
          words: new Map(),
          names: new Set(),
          named: new Set(),
          homes: new Set(),
          idf: 0,
        }
      })
      return days.reduce((rest, day) => this.dayUnit(text, day, rest), units)
    }

    /**
     * Units of which those that together name a day are one.
     * @param {string} text
     * @param {Term} day the later of two is that with its year, which is longer
     * @param {Unit[]} units
     */
    dayUnit(text, day, units) {
      const inside = units.filter(({start}) => start >= day.start && start < day.end)
      if (!inside.length) return units
      const [first] = inside
      const one = {
        ...first,
        text: text.slice(day.start, day.end),
        terms: inside.flatMap(({terms}) => terms),
        // Where no page has the day of that year, it may have named the year elsewhere.
        choices: day.text.startsWith("#") ? [[day.text]] : [[day.text], [`#${day.text.slice(4)}`]],
        isDay: true,
        isOpen: false,
      }
      return units.flatMap((unit) => (unit === first ? [one] : inside.includes(unit) ? [] : [unit]))
    }

    /**
     * Find the sections of each unit.
     * @param {Unit[]} units
     * @param {boolean} typing
     */
    async match(units, typing) {
      // What names need and what words need load side by side.
      const [terms] = await Promise.all([
        Promise.all(units.map((unit) => this.matchTerms(unit, typing))),
        this.matchNames(units),
      ])
      units.forEach((unit, at) => this.addTerms(unit, terms[at]))
    }

    /**
     * Look for what may have been meant by units that nothing answers.
     * @param {Unit[]} units each is given the sections of the word that was meant, where there is one
     * @param {(word: string) => Promise<string[]>} near words of the collection that differ by one letter
     * @returns {Promise<{typed: string, meant: string}[]>}
     */
    async mend(units, near) {
      const mended = await Promise.all(units.map(async (unit) => {
        if (unit.sections.size || unit.terms.length !== 1 || unit.isSmall) return []
        const [term] = unit.terms
        const words = new Set(await near(term))
        for (const {core, split} of this.analysis.readings(term)) {
          if (split) for (const word of await near(core)) words.add(word)
        }
        let best = /** @type {{word: string, sections: Map<number, number>} | undefined} */ (undefined)
        for (const word of words) {
          /** @type {Map<number, number>} */
          const sections = new Map()
          this.vocabulary.add(sections, await this.vocabulary.whole(word, await this.forms.listOf(word)), MENDED)
          if (sections.size > (best?.sections.size ?? 0)) best = {word, sections}
        }
        if (!best) return []
        unit.sections = best.sections
        unit.words = new Map([[best.word, MENDED]])
        return [{typed: unit.text, meant: best.word}]
      }))
      return mended.flat()
    }

    /**
     * The sections of the terms of a unit, for each of its choices.
     * @param {Unit} unit
     * @param {boolean} typing
     */
    matchTerms(unit, typing) {
      return Promise.all(
        unit.choices.map((choice) => Promise.all(choice.map((term) => this.matchTerm(term, unit, typing)))),
      )
    }

    /**
     * Give a unit the sections that hold all terms of one of its choices.
     * @param {Unit} unit
     * @param {{sections: Map<number, number>, candidates: Map<string, Match>}[][]} choices
     */
    addTerms(unit, choices) {
      for (const found of choices) {
        if (unit.isDay && unit.sections.size) break
        /** @type {Map<number, number>} */
        let all = found[0].sections
        for (const {sections} of found.slice(1)) {
          const before = all
          all = new Map()
          for (const [section, score] of sections) {
            const other = before.get(section)
            if (other !== undefined) all.set(section, Math.min(score, other))
          }
        }
        if (!all.size) continue
        for (const {candidates} of found) for (const [word, {weight}] of candidates) unit.words.set(word, weight)
        for (const [section, score] of all) {
          unit.sections.set(section, Math.max(score, unit.sections.get(section) ?? 0))
        }
      }
    }

    /**
     * The entities that some words of a query name: each unit gets the sections that mention them.
     * @param {Unit[]} units
     */
    async matchNames(units) {
      const terms = units.flatMap((unit) => unit.terms.map((term) => ({term, unit})))
      /** @type {Map<string, Set<Unit>>} */
      const named = new Map()
      await Promise.all(
        terms.map(async ({term}, first) => {
          /** @type {Map<number, Set<string>>} the entities that the next so many words name */
          const byLength = new Map()
          for (const [id, name] of await this.namesFrom(term)) {
            const words = name.split(" ")
            const range = terms.slice(first, first + words.length)
            if (range.length < words.length || !range.every(({term}, at) => this.isForm(term, words[at]))) continue
            byLength.set(range.length, (byLength.get(range.length) ?? new Set()).add(id.replace("=", "@")))
          }
          for (const [length, keys] of byLength) {
            if (keys.size > NAMESAKES) continue
            const covered = terms.slice(first, first + length).map(({unit}) => unit)
            for (const key of keys) {
              named.set(key, new Set([...(named.get(key) ?? []), ...covered]))
              if (length === terms.length) for (const unit of units) unit.named.add(key)
            }
          }
        }),
      )
      for (const [key, covered] of named) {
        const lines = await this.vocabulary.lines(key)
        const list = await this.vocabulary.whole(key, lines.find(([word]) => word === key)?.[2] ?? "")
        const names = lines.filter(([word]) => word === "=").map(([, ...words]) => words.join(" "))
        // Names that are known without a glossary have no mentions: the names themselves are looked for.
        const held = list ? [] : await Promise.all(names.map((name) => this.holding(name.split(" "))))
        for (const unit of covered) {
          for (const name of names) unit.names.add(name)
          this.vocabulary.add(unit.sections, list, 0.95)
          for (const [section, score] of held.flatMap((sections) => [...sections])) {
            unit.sections.set(section, Math.max(score, unit.sections.get(section) ?? 0))
          }
          if (unit.named.has(key)) {
            /** @type {Map<number, number>} */
            const levels = new Map()
            this.vocabulary.add(levels, list, 1)
            for (const [section, level] of levels) if (level === HIGHEST) unit.homes.add(section)
          }
        }
      }
    }

    /**
     * The sections that hold all words of a name.
     * @param {string[]} words
     */
    async holding(words) {
      const analysis = this.analysis
      /** @type {Map<number, number> | undefined} */
      let all
      for (const word of words) {
        /** @type {Map<number, number>} */
        const sections = new Map()
        const matches = await this.forms.inflected(word, analysis.readings(word)[0])
        for (const [form, {weight, trust}] of matches) if (!trust || weight < 0.8) matches.delete(form)
        for (const {list} of await this.withLists(matches)) this.vocabulary.add(sections, list, 0.9)
        const before = all
        all = before ? new Map([...sections].filter(([section]) => before.has(section))) : sections
      }
      return all ?? new Map()
    }

    /**
     * The names that begin with a term, each with its entity.
     * @param {string} term
     * @returns {Promise<[string, string][]>}
     */
    async namesFrom(term) {
      const analysis = this.analysis
      const keys = new Set(analysis.readings(term).map((reading) => reading.stem))
      const lines = await Promise.all([...keys].map((key) => this.vocabulary.lines(key)))
      return lines
        .flat()
        .filter(([word]) => word.startsWith("="))
        .map(([id, ...words]) => [id, words.join(" ")])
    }

    /**
     * Whether a word of a query is a word of a name, but for its proclitics and ending.
     * @param {string} term
     * @param {string} word
     */
    isForm(term, word) {
      const analysis = this.analysis
      if (term === word) return true
      const own = analysis.readings(word)[0]
      return analysis.readings(term).some((reading) => reading.core === own.core || reading.stem === own.stem)
    }

    /**
     * The sections that hold a term in one of its forms.
     * @param {string} term
     * @param {Unit} unit
     * @param {boolean} typing whether its end may not have been typed yet
     */
    async matchTerm(term, {isOpen, isSmall, feminine}, typing) {
      if (term.startsWith("#")) return this.matchMonth(term)
      const candidates = await this.forms.candidates(term, feminine.has(term))
      if (isSmall) for (const [word, {weight}] of candidates) if (weight < 0.8) candidates.delete(word)
      const isKnown = () => [...candidates.values()].some(({weight, trust}) => weight >= 0.6 && trust)
      // What sounds alike is never put beside a word that the pages hold as a word.
      const more = isSmall || isKnown() ? [] : [() => this.forms.homophones(term, candidates)]
      if (!isSmall && !isKnown()) more.push(() => this.forms.respelt(term))
      if (!isKnown() && typing && isOpen) more.push(() => this.forms.completions(term))
      for (const find of more) {
        for (const [word, match] of await find()) if (!candidates.has(word)) candidates.set(word, match)
      }
      /** @type {Map<number, number>} */
      const sections = new Map()
      for (const {weight, list} of await this.withLists(candidates)) this.vocabulary.add(sections, list, weight)
      return {sections, candidates}
    }

    /**
     * The sections that name a month.
     * @param {string} month
     */
    async matchMonth(month) {
      /** @type {Map<number, number>} */
      const sections = new Map()
      const candidates = await this.forms.inflected(month, {core: month, stem: month, split: false})
      for (const {weight, list} of await this.withLists(candidates)) this.vocabulary.add(sections, list, weight * OTHER_NAME)
      return {sections, candidates}
    }

    /**
     * Matches with the lists that are parts of their own.
     * @param {Map<string, Match>} matches
     */
    withLists(matches) {
      return Promise.all([...matches].map(async ([word, {weight, list}]) => (
        {weight, list: await this.vocabulary.whole(word, list)}
      )))
    }
  }

  /**
   * Whether a word ends in ة as it is typed.
   * @param {string} written
   */
  function isFeminine(written) {
    return written.normalize("NFKC").replace(/\p{M}+$/u, "").endsWith("\u0629")
  }

  /** @type {any} */ (window).mujazSearch.part("matching", Matching)
})()

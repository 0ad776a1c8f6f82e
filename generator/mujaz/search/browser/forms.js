/**
 * Which words of the vocabulary a word of a query may stand for, each with how near it is.
 */
(() => {
  "use strict"

  /** @typedef {{core: string, stem: string, split: boolean}} Reading */
  /** @typedef {{weight: number, trust: number, list: string}} Match */
  /**
   * @typedef {object} Analysis of `analysis.js`
   * @property {RegExp} isArabic
   * @property {RegExp} isLatin
   * @property {{hamza: string}} arabic
   * @property {(word: string) => Reading[]} readings
   * @property {(core: string) => string} stem
   * @property {(core: string, isFeminine?: boolean) => string[]} forms
   * @property {(word: string) => boolean} isSmall
   * @property {(word: string) => string} phoneticKey
   * @property {(one: string, other: string) => boolean} soundsLike
   * @property {(one: string, other: string, isStrict: boolean) => number} vowelDistance
   */
  /**
   * @typedef {object} Kinship of `kinship.js`
   * @property {(forms: string[], isFeminine?: boolean) => Map<string, number>} of
   * @property {(word: string, verb: string) => boolean} isFuture
   */
  /**
   * @typedef {object} Vocabulary of `vocabulary.js`
   * @property {(key: string) => Promise<string[][]>} lines
   * @property {(number: number) => Promise<[key: string, lines: string[][]][]>} words
   * @property {(key: string) => number} place
   * @property {(word: string, list: string) => Promise<string> | string} whole
   * @property {(list: string) => number} highest
   */

  /** How much of a word must have been typed for it to be found; of four letters; of a word in a title. */
  const COMPLETED = 0.55
  const COMPLETED_SHORT = 0.7
  const COMPLETED_TITLE = 0.4
  /** The level from which a section's title or its page's must hold the word. */
  const TITLE_LEVEL = 13

  class Forms {
    /**
     * @param {Analysis} analysis
     * @param {Kinship} kinship
     * @param {Vocabulary} vocabulary
     */
    constructor(analysis, kinship, vocabulary) {
      this.analysis = analysis
      this.kinship = kinship
      this.vocabulary = vocabulary
    }

    /**
     * The words of the vocabulary that are forms of a term.
     * @param {string} term
     * @param {boolean} isFeminine
     * @returns {Promise<Map<string, Match>>}
     */
    async candidates(term, isFeminine) {
      const analysis = this.analysis
      const [whole, ...splits] = analysis.readings(term)
      const [own, ...others] = await Promise.all([whole, ...splits].map((reading) => this.inflected(term, reading)))
      const listed = own.get(term)
      /** @type {Map<string, Match>} */
      const words = own
      const known = listed || [...own.values()].some(({weight}) => weight >= 0.9)
      splits.forEach((_, number) => {
        // Where the vocabulary has the term, it knows too how the term may be split.
        if (known && !(others[number].get(term)?.trust)) return
        for (const [word, match] of others[number]) {
          const weight = match.weight * 0.9
          if ((words.get(word)?.weight ?? 0) < weight) words.set(word, {...match, weight})
        }
      })
      const isFuture = (/** @type {Reading} */ {core}) => term.endsWith(core) && this.kinship.isFuture(term, core)
      const readings = [
        whole,
        ...splits.filter((split, number) => !known || others[number].get(term)?.trust || isFuture(split)),
      ]
      // A proclitic that nothing else bears out is believed where there is no other way.
      const sure = [...words].filter(([word, {trust}]) => word === term || trust > 0)
      const found = sure.length ? new Map(sure) : words
      const kin = readings.map((reading) => this.kin(reading.core, isFeminine, reading.split && !known))
      for (const akin of await Promise.all(kin)) {
        for (const [word, match] of akin) {
          if (!found.has(word) && (match.trust || !found.size)) found.set(word, match)
        }
      }
      return found
    }

    /**
     * The words that share a reading's stem.
     * @param {string} term
     * @param {Reading} reading
     * @returns {Promise<Map<string, Match>>}
     */
    async inflected(term, reading) {
      const analysis = this.analysis
      /** @type {Map<string, Match>} */
      const words = new Map()
      for (const [word, trust, list] of await this.vocabulary.lines(reading.stem)) {
        if (word.startsWith("=")) continue
        let weight = 1
        if (word !== term) {
          const other = analysis.readings(word).find((r) => r.stem === reading.stem)
          const isEqual = other?.core === reading.core
          weight = (isEqual ? 0.9 : 0.7) * (trust === "2" ? 1 : trust === "1" ? 0.95 : 0.5)
        }
        words.set(word, {weight, trust: Number(trust), list: list ?? (await this.listOf(word))})
      }
      return words
    }

    /**
     * The posting list of a word, which stands with the word as a whole.
     * @param {string} word
     * @returns {Promise<string>}
     */
    async listOf(word) {
      const [whole] = this.analysis.readings(word)
      return (await this.vocabulary.lines(whole.stem)).find(([other, trust]) => other === word && trust === "2")?.[2] ?? ""
    }

    /**
     * The words that are made of the same root in a way that inflection leaves.
     * @param {string} core
     * @param {boolean} isFeminine
     * @param {boolean} isGuessed whether it stands behind a proclitic that nothing bears out; kin has no ending then
     * @returns {Promise<Map<string, Match>>}
     */
    async kin(core, isFeminine, isGuessed) {
      const analysis = this.analysis
      /** @type {Map<string, Match>} */
      const words = new Map()
      if (!analysis.isArabic.test(core)) return words
      const kin = this.kinship.of(analysis.forms(core, isFeminine), isFeminine)
      await Promise.all(
        [...kin].map(async ([form, weight]) => {
          const key = analysis.stem(form)
          for (const [word, trust, list] of await this.vocabulary.lines(key)) {
            if (word.startsWith("=") || analysis.isSmall(word)) continue
            const reading = analysis.readings(word).find((r) => r.stem === key)
            if (!reading || !(isGuessed ? [reading.core] : analysis.forms(reading.core)).includes(form)) continue
            if ((words.get(word)?.weight ?? 0) >= weight) continue
            words.set(word, {weight, trust: Number(trust), list: list ?? (await this.listOf(word))})
          }
        }),
      )
      return words
    }

    /**
     * The words of known names that sound like a term: names in other scripts, and other ways to write them.
     * @param {string} term
     * @param {Map<string, Match>} candidates
     * @returns {Promise<Map<string, Match>>}
     */
    async homophones(term, candidates) {
      const analysis = this.analysis
      /** @type {Map<string, Match>} */
      const words = new Map()
      const isLatin = analysis.isLatin.test(term)
      const cores = analysis.readings(term).map(({core}) => core)
      // A German w is a v, and an h at the end of a name is silent.
      if (isLatin) cores.push(...cores.flatMap((core) => [core.replace(/w/g, "v"), core.replace(/([aeiou])h$/, "$1")]))
      const heard = [...new Set(cores)]
        .map((core) => ({core, key: analysis.phoneticKey(core)}))
        .filter(({key}) => key.length > 1)
      const alike = await Promise.all(heard.map(({key}) => this.vocabulary.lines(`~${key}`)))
      /** @type {Promise<Map<string, Match>>[]} */
      const found = []
      heard.forEach(({core, key}, at) => {
        const lines = alike[at]
        const names = lines.filter(([, mark]) => !mark).map(([name]) => name)
        // A word that pages hold as it is may only be looked for in other scripts, and only if it is a name itself or
        // sounds in all its vowels like one: some page may quote a name as another language writes it.
        const isQuoted = (/** @type {string} */ name) =>
          isLatin && key.length > 2 && !analysis.vowelDistance(core, analysis.readings(name)[0].core, true)
        if (candidates.size && !names.includes(term) && !names.some(isQuoted)) return
        const others = lines.map(([name]) => name).filter((name) => analysis.isArabic.test(name) !== analysis.isArabic.test(term))
        const named = names.some((name) => analysis.soundsLike(core, analysis.readings(name)[0].core))
        for (const name of candidates.size || named ? names : others) {
          const own = analysis.readings(name)[0]
          if (candidates.has(name) || !analysis.soundsLike(core, own.core)) continue
          // A word of the pages that is no known name has to be as near as can be.
          if (!names.includes(name) && analysis.vowelDistance(core, own.core, key.length < 4) > 1) continue
          found.push(this.inflected(name, own))
        }
      })
      for (const matches of await Promise.all(found)) {
        for (const [word, match] of matches) {
          if (match.trust && match.weight >= 0.8) words.set(word, {...match, weight: match.weight * 0.8})
        }
      }
      return words
    }

    /**
     * The words that a term is when one hamza of it is written in another way: سوال, مسئول.
     * @param {string} term
     * @returns {Promise<Map<string, Match>>}
     */
    async respelt(term) {
      const analysis = this.analysis
      /** @type {Map<string, Match>} */
      const words = new Map()
      if (!analysis.isArabic.test(term) || term.length < 3) return words
      // What a hamza may be written as; the first is the hamza alone. Not as letters here: a page without a declared
      // encoding may read this script in another.
      const seats = [...analysis.arabic.hamza]
      const [hamza] = seats
      const others = new Set([term + hamza])
      for (let at = 0; at < term.length; at++) {
        if (!seats.includes(term[at])) continue
        for (const seat of term[at] === hamza ? seats : [hamza]) others.add(term.slice(0, at) + seat + term.slice(at + 1))
      }
      others.delete(term)
      for (const other of others) {
        for (const reading of analysis.readings(other)) {
          for (const [word, match] of await this.inflected(other, reading)) {
            if (match.trust && match.weight >= 0.7) words.set(word, {...match, weight: match.weight * 0.8})
          }
        }
      }
      return words
    }

    /**
     * The words that a term is the beginning of, the most frequent first.
     * @param {string} term
     * @returns {Promise<Map<string, Match>>}
     */
    async completions(term) {
      const analysis = this.analysis
      const {core} = analysis.readings(term)[0]
      /** @type {Map<string, Match>} */
      const words = new Map()
      if (core.length < (analysis.isArabic.test(core) || analysis.isLatin.test(core) ? 3 : 1)) return words
      const take = async (/** @type {string} */ key, /** @type {string[][]} */ lines) => {
        for (const [word, trust, listed] of lines) {
          if (word.startsWith("=") || !listed) continue
          const own = analysis.readings(word).find((reading) => reading.stem === key)?.core ?? word
          if (!own.startsWith(core) || core.length < own.length * COMPLETED_TITLE) continue
          const list = await this.vocabulary.whole(word, listed)
          if (core.length < own.length * this.completed(core, list)) continue
          words.set(word, {weight: (0.7 * core.length) / own.length, trust: Number(trust), list})
        }
      }
      const first = this.vocabulary.place(core)
      const last = Math.min(this.vocabulary.place(`${core}\uffff`), first + 2)
      for (let number = first; number <= last; number++) {
        for (const [key, lines] of await this.vocabulary.words(number)) if (key.startsWith(core)) await take(key, lines)
      }
      for (let length = 2; length < core.length; length++) {
        const key = core.slice(0, length)
        if (this.vocabulary.place(key) === first) await take(key, await this.vocabulary.lines(key))
      }
      return new Map([...words].sort(([, one], [, other]) => other.list.length - one.list.length).slice(0, 50))
    }

    /**
     * How much of a word must have been typed for it to be found: little of one that stands in a title.
     * @param {string} core
     * @param {string} list
     */
    completed(core, list) {
      if (this.vocabulary.highest(list) >= TITLE_LEVEL) return COMPLETED_TITLE
      return core.length > 4 ? COMPLETED : core.length > 3 ? COMPLETED_SHORT : 1
    }
  }

  /** @type {any} */ (window).mujazSearch.part("forms", Forms)
})()

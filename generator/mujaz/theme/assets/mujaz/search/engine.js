/**
 * The search engine: reads the index that `mujaz.search` wrote, in the page itself, over http and from `file://` alike.
 *
 *     const engine = mujazSearch.open({base: "<address of the folder search/, with a slash at its end>", language: "ar"})
 *     const answer = await engine.query("صواريخ", {kinds: ["brief"], languages: ["ar"], limit: 30, typing: true})
 *
 * An answer, also one without any page, is
 *
 *     {query, total,                        // how many pages, of which `pages` holds the best
 *      pages: [{location, title, text,      // location below the site's root: "ar/briefs/x.html"
 *               kind, language, score,      // kind: brief, entity, source, page
 *               sections: [{location, title, text, kind, score}]}],  // the best first; kind may be claim here
 *      facets: {kinds, languages},          // how many pages each filter would leave, the other filters aside
 *      found, missing,                      // words of the query with and without a match
 *      words}                               // how the matched words stand in the shown texts, to mark them in the page
 *
 * Titles and texts are pieces `[text, marked]`: plain text as written, never HTML. A query never rejects for want of a
 * result. Parts of the index load as scripts when a query needs them, and are kept.
 */
(() => {
  "use strict"

  /** @typedef {[string, 0 | 1]} Piece */
  /** @typedef {{start: number, end: number, text: string}} Term */
  /** @typedef {{core: string, stem: string, split: boolean}} Reading */
  /** @typedef {{location: string, title: Piece[], text: Piece[], kind: string, score: number}} Section */
  /**
   * @typedef {{location: string, title: Piece[], text: Piece[], kind: string, language: string, score: number,
   *   sections: Section[]}} Page
   */
  /**
   * @typedef {{query: string, total: number, pages: Page[],
   *   facets: {kinds: Record<string, number>, languages: Record<string, number>},
   *   found: string[], missing: string[], words: string[]}} Answer
   */
  /**
   * @typedef {{text: string, choices: string[][], isOpen: boolean, isSmall: boolean, feminine: Set<string>,
   *   sections: Map<number, number>, words: Map<string, number>,
   *   names: Set<string>, named: Set<string>, homes: Set<number>, idf: number}} Unit
   */
  /**
   * @typedef {object} Analysis of `analysis.js`
   * @property {RegExp} isArabic
   * @property {RegExp} isLatin
   * @property {{hamza: string}} arabic
   * @property {(text: string) => {start: number, text: string, terms: Term[]}[]} compounds
   * @property {(word: string) => Reading[]} readings
   * @property {(core: string) => string} stem
   * @property {(core: string, isFeminine?: boolean) => string[]} forms
   * @property {(word: string) => boolean} isSmall
   * @property {(word: string) => string} soundKey
   * @property {(one: string, other: string) => boolean} soundsLike
   * @property {(one: string, other: string, isStrict: boolean) => number} vowelDistance
   */
  /** @typedef {{weight: number, trust: number, list: string}} Match */
  /** @typedef {{page: number, units: Map<number, number>, sections: Map<number, number>, score: number}} Ranked */
  /** @typedef {{kinds?: string[], languages?: string[], limit?: number, typing?: boolean}} Options */
  /** @typedef {[anchor: string, title: string, text: string]} StoredSection */
  /** @typedef {[location: string, title: string, entity: string, sections: StoredSection[]]} StoredPage */

  const LEVELS = 16
  /** How much of a word must have been typed for it to be found; of four letters; of a word in a title. */
  const COMPLETED = 0.55
  const COMPLETED_SHORT = 0.7
  const COMPLETED_TITLE = 0.4
  /** The level from which a section's title or its page's must hold the word. */
  const TITLE_LEVEL = 13
  /** What further forms of a word in a section add to the best one. */
  const OTHER_FORMS = 0.3
  /** What further sections of a page add to its best one. */
  const OTHER_SECTIONS = 0.3
  /** How much of a query, by the weight of its words, a page must hold; of one with four words or more. */
  const LEAST_SHARE = 0.5
  const LEAST_SHARE_OF_MANY = 0.35
  const MISSING_IN_QUESTION = 0.3
  /** What a page gains whose words stand side by side as in the query. */
  const IN_ORDER = 1
  /** How well, against the best one, the reader's edition of a page must answer to be shown. */
  const OWN_EDITION = 0.5
  /** How many sections of a page are shown. */
  const SECTIONS = 4
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
  const VALUES = new Uint8Array(128)
  for (let value = 0; value < 64; value++) VALUES[DIGITS.charCodeAt(value)] = value

  /**
   * Numbers from their text, each as a string of five bits a character, the lowest first.
   * @param {string} coded
   * @param {(number: number) => void} take
   */
  function eachNumber(coded, take) {
    let number = 0
    let weight = 1
    for (let at = 0; at < coded.length; at++) {
      const value = VALUES[coded.charCodeAt(at)]
      number += (value & 31) * weight
      if (value & 32) {
        weight *= 32
      } else {
        take(number)
        number = 0
        weight = 1
      }
    }
  }

  /** @type {Map<string, (data: any) => void>} */
  const waiting = new Map()

  /**
   * Called by the scripts of an index.
   * @param {string} _name
   * @param {any} data
   */
  function part(_name, data) {
    const script = /** @type {HTMLScriptElement} */ (document.currentScript)
    waiting.get(script.src)?.(data)
  }

  /**
   * @param {string} address
   * @returns {Promise<any>}
   */
  function load(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script")
      script.charset = "utf-8"
      script.src = address
      const done = () => {
        waiting.delete(script.src)
        script.remove()
      }
      waiting.set(script.src, (data) => {
        done()
        resolve(data)
      })
      script.onerror = () => {
        done()
        reject(new Error(`the search index lacks ${address}`))
      }
      document.head.append(script)
    })
  }

  /**
   * A packed text: base 64 of deflated UTF-8.
   * @param {string} packed
   */
  function unpack(packed) {
    const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0))
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text()
  }

  class Engine {
    /**
     * @param {string} base
     * @param {string} language
     */
    constructor(base, language) {
      this.base = new URL(base, location.href).href
      this.language = language
      /** @type {Map<string, Promise<any>>} */
      this.parts = new Map()
      /** @type {Set<number>} the sections that are known to be claims */
      this.claims = new Set()
      this.ready = this.start()
      this.ready.catch(() => {})
    }

    async start() {
      const names = ["index", "analysis", "kinship", "marker"]
      const [manifest, Analysis, Kinship, Marker] = await Promise.all(names.map((name) => load(`${this.base}${name}.js`)))
      this.version = manifest.version
      /** @type {Analysis} */
      this.analysis = new Analysis(manifest.tables)
      this.kinship = new Kinship(manifest.tables.kin)
      this.Marker = Marker
      /** @type {string[]} */
      this.boundaries = manifest.words
      /** @type {number[]} */
      this.texts = manifest.texts
      /** @type {[string, string][]} */
      this.kinds = manifest.kinds
      /** @type {number[]} */
      const numbers = []
      eachNumber(manifest.pages, (number) => numbers.push(number))
      const count = numbers.length / 2
      this.pageCount = count
      this.pageKind = new Uint8Array(count)
      this.pageGroup = new Uint32Array(count)
      this.firstSection = new Uint32Array(count + 1)
      let group = -1
      for (let page = 0; page < count; page++) {
        const code = numbers[page * 2]
        this.pageKind[page] = code >> 1
        if (code & 1) group++
        this.pageGroup[page] = group
        this.firstSection[page + 1] = this.firstSection[page] + numbers[page * 2 + 1]
      }
      this.pageOf = new Uint32Array(this.firstSection[count])
      for (let page = 0; page < count; page++) {
        this.pageOf.fill(page, this.firstSection[page], this.firstSection[page + 1])
      }
    }

    /**
     * @param {string} text
     * @param {Options} [options]
     * @returns {Promise<Answer>}
     */
    async query(text, options = {}) {
      await this.ready
      const {limit = 30, typing = true} = options
      const units = this.units(text)
      await this.match(units, typing)
      const ranked = this.rank(units, options)
      const pages = await this.show(ranked.pages.slice(0, limit), units)
      const words = new Set(pages.flatMap(({title, text, sections}) =>
        [title, text, ...sections.flatMap((section) => [section.title, section.text])]
          .flatMap((pieces) => pieces.filter(([, marked]) => marked).map(([piece]) => piece))))
      return {
        query: text,
        total: ranked.pages.length,
        pages,
        facets: ranked.facets,
        found: units.filter((unit) => unit.sections.size).map((unit) => unit.text),
        missing: units.filter((unit) => !unit.sections.size).map((unit) => unit.text),
        words: [...words],
      }
    }

    /**
     * What a query asks for: its compounds, without small words where there are others.
     * @param {string} text
     * @returns {Unit[]}
     */
    units(text) {
      const analysis = /** @type {Analysis} */ (this.analysis)
      const all = analysis.compounds(text).filter(({terms}) => terms.length)
      const large = all.filter(({terms}) => !terms.every((term) => analysis.isSmall(term.text)))
      const last = all.length && all[all.length - 1].start + all[all.length - 1].text.length >= text.length
      return (large.length ? large : all).map((compound) => {
        const terms = compound.terms.map((term) => term.text)
        const whole = terms.length > 1 ? terms.pop() : undefined
        const choices = whole === undefined ? [terms] : [[whole], terms]
        return {
          text: compound.text,
          choices,
          isOpen: Boolean(last) && large.length > 0 && compound === all[all.length - 1],
          isSmall: !large.length,
          feminine: new Set(compound.terms.filter(({start, end}) => isFeminine(compound.text.slice(start, end))).map(({text}) => text)),
          sections: new Map(),
          words: new Map(),
          names: new Set(),
          named: new Set(),
          homes: new Set(),
          idf: 0,
        }
      })
    }

    /**
     * Find the sections of each unit.
     * @param {Unit[]} units
     * @param {boolean} typing
     */
    async match(units, typing) {
      await this.matchNames(units)
      for (const unit of units) {
        for (const choice of unit.choices) {
          const found = await Promise.all(choice.map((term) => this.matchTerm(term, unit, typing)))
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
    }

    /**
     * The entities that some words of a query name: each unit gets the sections that mention them.
     * @param {Unit[]} units
     */
    async matchNames(units) {
      const terms = units.flatMap((unit) => unit.choices[unit.choices.length - 1].map((term) => ({term, unit})))
      /** @type {Map<string, Set<Unit>>} */
      const named = new Map()
      await Promise.all(
        terms.map(async ({term}, first) => {
          for (const [id, name] of await this.namesFrom(term)) {
            const words = name.split(" ")
            const range = terms.slice(first, first + words.length)
            if (range.length < words.length || !range.every(({term}, at) => this.isForm(term, words[at]))) continue
            const key = id.replace("=", "@")
            named.set(key, new Set([...(named.get(key) ?? []), ...range.map(({unit}) => unit)]))
            for (const unit of units) {
              if (range.length === terms.length) unit.named.add(key)
            }
          }
        }),
      )
      for (const [key, covered] of named) {
        const lines = await this.lines(key)
        const list = lines.find(([word]) => word === key)?.[2] ?? ""
        const names = lines.filter(([word]) => word === "=").map(([, ...words]) => words.join(" "))
        // Names that are known without a glossary have no mentions: the names themselves are looked for.
        const held = list ? [] : await Promise.all(names.map((name) => this.holding(name.split(" "))))
        for (const unit of covered) {
          for (const name of names) unit.names.add(name)
          this.add(unit.sections, list, 0.95)
          for (const [section, score] of held.flatMap((sections) => [...sections])) {
            unit.sections.set(section, Math.max(score, unit.sections.get(section) ?? 0))
          }
          if (unit.named.has(key)) {
            /** @type {Map<number, number>} */
            const levels = new Map()
            this.add(levels, list, 1)
            for (const [section, level] of levels) if (level === (LEVELS - 1) / LEVELS) unit.homes.add(section)
          }
        }
      }
    }

    /**
     * The sections that hold all words of a name.
     * @param {string[]} words
     */
    async holding(words) {
      const analysis = /** @type {Analysis} */ (this.analysis)
      /** @type {Map<number, number> | undefined} */
      let all
      for (const word of words) {
        /** @type {Map<number, number>} */
        const sections = new Map()
        for (const {weight, trust, list} of (await this.inflected(word, analysis.readings(word)[0])).values()) {
          if (trust && weight >= 0.8) this.add(sections, list, 0.9)
        }
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
      const analysis = /** @type {Analysis} */ (this.analysis)
      const keys = new Set(analysis.readings(term).map((reading) => reading.stem))
      const lines = await Promise.all([...keys].map((key) => this.lines(key)))
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
      const analysis = /** @type {Analysis} */ (this.analysis)
      if (term === word) return true
      const own = analysis.readings(word)[0]
      return analysis.readings(term).some((reading) => reading.core === own.core || reading.stem === own.stem)
    }

    /**
     * Add a posting list to scores of sections.
     * @param {Map<number, number>} sections
     * @param {string} list
     * @param {number} weight
     */
    add(sections, list, weight) {
      let section = 0
      eachNumber(list, (number) => {
        section += Math.floor(number / (2 * LEVELS))
        const level = ((number >> 1) & (LEVELS - 1)) / LEVELS
        const before = sections.get(section) ?? 0
        const score = level * weight
        sections.set(section, Math.max(before, score) + OTHER_FORMS * (1 - Math.max(before, score)) * Math.min(before, score))
        if (number & 1) this.claims.add(section)
      })
    }

    /**
     * The sections that hold a term in one of its forms.
     * @param {string} term
     * @param {Unit} unit
     * @param {boolean} typing whether its end may not have been typed yet
     */
    async matchTerm(term, {isOpen, isSmall, feminine}, typing) {
      const candidates = await this.candidates(term, feminine.has(term))
      if (isSmall) for (const [word, {weight}] of candidates) if (weight < 0.8) candidates.delete(word)
      const isKnown = () => [...candidates.values()].some(({weight, trust}) => weight >= 0.6 && trust)
      const more = isSmall ? [] : [() => this.homophones(term, candidates)]
      if (!isSmall && !isKnown()) more.push(() => this.respelt(term))
      if (!isKnown() && typing && isOpen) more.push(() => this.completions(term))
      for (const find of more) {
        for (const [word, match] of await find()) if (!candidates.has(word)) candidates.set(word, match)
      }
      /** @type {Map<number, number>} */
      const sections = new Map()
      for (const {weight, list} of candidates.values()) this.add(sections, list, weight)
      return {sections, candidates}
    }

    /**
     * The words of the vocabulary that are forms of a term.
     * @param {string} term
     * @param {boolean} isFeminine
     * @returns {Promise<Map<string, Match>>}
     */
    async candidates(term, isFeminine) {
      const analysis = /** @type {Analysis} */ (this.analysis)
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
      for (const reading of readings) {
        for (const [word, match] of await this.kin(reading.core, isFeminine, reading.split && !known)) {
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
      const analysis = /** @type {Analysis} */ (this.analysis)
      /** @type {Map<string, Match>} */
      const words = new Map()
      for (const [word, trust, list] of await this.lines(reading.stem)) {
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
      const [whole] = /** @type {Analysis} */ (this.analysis).readings(word)
      return (await this.lines(whole.stem)).find(([other, trust]) => other === word && trust === "2")?.[2] ?? ""
    }

    /**
     * The words that are made of the same root in a way that inflection leaves.
     * @param {string} core
     * @param {boolean} isFeminine
     * @param {boolean} isGuessed whether it stands behind a proclitic that nothing bears out; kin has no ending then
     * @returns {Promise<Map<string, Match>>}
     */
    async kin(core, isFeminine, isGuessed) {
      const analysis = /** @type {Analysis} */ (this.analysis)
      /** @type {Map<string, Match>} */
      const words = new Map()
      if (!analysis.isArabic.test(core)) return words
      const kin = this.kinship.of(analysis.forms(core, isFeminine), isFeminine)
      await Promise.all(
        [...kin].map(async ([form, weight]) => {
          const key = analysis.stem(form)
          for (const [word, trust, list] of await this.lines(key)) {
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
      const analysis = /** @type {Analysis} */ (this.analysis)
      /** @type {Map<string, Match>} */
      const words = new Map()
      const isLatin = analysis.isLatin.test(term)
      const cores = analysis.readings(term).map(({core}) => core)
      // A German w is a v, and an h at the end of a name is silent.
      if (isLatin) cores.push(...cores.flatMap((core) => [core.replace(/w/g, "v"), core.replace(/([aeiou])h$/, "$1")]))
      for (const core of new Set(cores)) {
        const key = analysis.soundKey(core)
        if (key.length < 2) continue
        const lines = await this.lines(`~${key}`)
        const names = lines.filter(([, mark]) => !mark).map(([name]) => name)
        // A word that pages hold as it is may only be looked for in other scripts, and only if it is a name itself or
        // sounds in all its vowels like one: some page may quote a name as another language writes it.
        const isQuoted = (/** @type {string} */ name) =>
          isLatin && key.length > 2 && !analysis.vowelDistance(core, analysis.readings(name)[0].core, true)
        if (candidates.size && !names.includes(term) && !names.some(isQuoted)) continue
        const others = lines.map(([name]) => name).filter((name) => analysis.isArabic.test(name) !== analysis.isArabic.test(term))
        const named = names.some((name) => analysis.soundsLike(core, analysis.readings(name)[0].core))
        for (const name of candidates.size || named ? names : others) {
          const own = analysis.readings(name)[0]
          if (candidates.has(name) || !analysis.soundsLike(core, own.core)) continue
          // A word of the pages that is no known name has to be as near as can be.
          if (!names.includes(name) && analysis.vowelDistance(core, own.core, key.length < 4) > 1) continue
          for (const [word, match] of await this.inflected(name, own)) {
            if (match.trust && match.weight >= 0.8) words.set(word, {...match, weight: match.weight * 0.8})
          }
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
      const analysis = /** @type {Analysis} */ (this.analysis)
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
      const analysis = /** @type {Analysis} */ (this.analysis)
      const {core} = analysis.readings(term)[0]
      /** @type {Map<string, Match>} */
      const words = new Map()
      if (core.length < (analysis.isArabic.test(core) || analysis.isLatin.test(core) ? 3 : 1)) return words
      const take = (/** @type {string} */ key, /** @type {string[][]} */ lines) => {
        for (const [word, trust, list] of lines) {
          if (word.startsWith("=") || !list) continue
          const own = analysis.readings(word).find((reading) => reading.stem === key)?.core ?? word
          if (!own.startsWith(core) || core.length < own.length * this.completed(core, list)) continue
          words.set(word, {weight: (0.7 * core.length) / own.length, trust: Number(trust), list})
        }
      }
      const first = this.place(core)
      const last = Math.min(this.place(`${core}\uffff`), first + 2)
      for (let number = Math.max(first, 0); number <= last; number++) {
        for (const [key, lines] of await this.words(number)) if (key.startsWith(core)) take(key, lines)
      }
      for (let length = 2; length < core.length; length++) {
        const key = core.slice(0, length)
        if (this.place(key) === first) take(key, await this.lines(key))
      }
      return new Map([...words].sort(([, one], [, other]) => other.list.length - one.list.length).slice(0, 50))
    }

    /**
     * How much of a word must have been typed for it to be found: little of one that stands in a title.
     * @param {string} core
     * @param {string} list
     */
    completed(core, list) {
      let highest = 0
      eachNumber(list, (number) => {
        highest = Math.max(highest, (number >> 1) & (LEVELS - 1))
      })
      if (highest >= TITLE_LEVEL) return COMPLETED_TITLE
      return core.length > 4 ? COMPLETED : core.length > 3 ? COMPLETED_SHORT : 1
    }

    /**
     * The number of the part that holds a key; -1 before the first.
     * @param {string} key
     */
    place(key) {
      const boundaries = /** @type {string[]} */ (this.boundaries)
      let low = 0
      let high = boundaries.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (boundaries[middle] <= key) low = middle + 1
        else high = middle
      }
      return low - 1
    }

    /**
     * The lines of a key, each in its fields.
     * @param {string} key
     * @returns {Promise<string[][]>}
     */
    async lines(key) {
      const number = this.place(key)
      return number < 0 ? [] : ((await this.words(number)).get(key) ?? [])
    }

    /**
     * A part of the vocabulary, by key.
     * @param {number} number
     * @returns {Promise<Map<string, string[][]>>}
     */
    words(number) {
      return this.part(`w/${number}`, (/** @type {string} */ text) => {
        /** @type {Map<string, string[][]>} */
        const table = new Map()
        for (const line of text.split("\n")) {
          const [key, ...fields] = line.split(" ")
          const lines = table.get(key)
          if (lines) lines.push(fields)
          else table.set(key, [fields])
        }
        return table
      })
    }

    /**
     * A part of the index, loaded and read once.
     * @param {string} name
     * @param {(text: string) => any} read
     */
    part(name, read) {
      let promise = this.parts.get(name)
      if (!promise) {
        promise = load(`${this.base}${name}.js?${this.version}`).then(unpack).then(read)
        promise.catch(() => this.parts.delete(name))
        this.parts.set(name, promise)
      }
      return promise
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
      return /** @type {[string, string][]} */ (this.kinds)[/** @type {Uint8Array} */ (this.pageKind)[page]]
    }

    /**
     * One edition of each page: the reader's, where it answers about as well.
     * @param {Ranked[]} pages
     */
    editions(pages) {
      const groups = /** @type {Uint32Array} */ (this.pageGroup)
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
      const pageOf = /** @type {Uint32Array} */ (this.pageOf)
      const first = /** @type {Uint32Array} */ (this.firstSection)
      const count = /** @type {number} */ (this.pageCount)
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

    /**
     * @param {Ranked[]} ranked
     * @param {Unit[]} units
     * @returns {Promise<Page[]>}
     */
    async show(ranked, units) {
      const texts = /** @type {number[]} */ (this.texts)
      const first = /** @type {Uint32Array} */ (this.firstSection)
      const marker = new this.Marker(this.analysis, units)
      const shown = await Promise.all(
        ranked.map(async ({page, sections, score}) => {
          let number = 0
          while (number + 1 < texts.length && texts[number + 1] <= page) number++
          /** @type {StoredPage[]} */
          const stored = await this.part(`t/${number}`, (text) => JSON.parse(text))
          const [location, title, , parts] = stored[page - texts[number]]
          const [kind, language] = this.kindOf(page)
          const best = [...sections]
            .filter(([section]) => section !== first[page])
            .sort(([one, a], [other, b]) => b - a || one - other)
            .slice(0, SECTIONS)
          return {
            location,
            title: marker.marked(title),
            text: marker.snippet(parts[0][2]),
            kind,
            language,
            score,
            sections: best.map(([section, score]) => {
              const [anchor, title, text] = parts[section - first[page]]
              return {
                location: `${location}#${anchor}`,
                title: marker.marked(title),
                text: marker.snippet(text),
                kind: this.claims.has(section) ? "claim" : kind,
                score,
              }
            }),
            order: Math.max(...[...sections.keys()].map((section) => {
              const [, title, text] = parts[section - first[page]]
              return Math.max(marker.order(title), marker.order(text))
            })),
          }
        }),
      )
      return shown
        .map(({order, ...page}) => ({...page, score: page.score * (1 + IN_ORDER * order)}))
        .sort((one, other) => other.score - one.score)
    }
  }

  /**
   * Whether a word ends in ة as it is typed.
   * @param {string} written
   */
  function isFeminine(written) {
    return written.normalize("NFKC").replace(/\p{M}+$/u, "").endsWith("\u0629")
  }

  /**
   * @param {Ranked} one
   * @param {Ranked} other
   */
  function byScore(one, other) {
    return other.score - one.score || one.page - other.page
  }

  /**
   * @param {{base: string, language: string}} options
   */
  function open({base, language}) {
    return new Engine(base, language)
  }

  Object.assign(window, {mujazSearch: {open, part}})
})()

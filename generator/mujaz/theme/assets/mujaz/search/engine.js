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
   * @typedef {{text: string, choices: string[][], isOpen: boolean, sections: Map<number, number>, words: Set<string>,
   *   idf: number}} Unit
   */
  /** @typedef {{page: number, units: Map<number, number>, sections: Map<number, number>, score: number}} Ranked */
  /** @typedef {{kinds?: string[], languages?: string[], limit?: number, typing?: boolean}} Options */
  /** @typedef {[anchor: string, title: string, text: string]} StoredSection */
  /** @typedef {[location: string, title: string, entity: string, sections: StoredSection[]]} StoredPage */

  const LEVELS = 16
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

  /** The analysis of `mujaz.search.analysis` and `mujaz.search.stems`, with the same tables. */
  class Analysis {
    /** @param {any} tables */
    constructor(tables) {
      const {ignored, marks, connectors, joining, unspaced} = tables.words
      const inWord = `\\p{L}\\p{N}\\p{M}${ignored}`
      const code = "[A-Za-z](?:\\+\\+|#)"
      const word = `[\\p{L}\\p{N}][${inWord}]*`
      this.compound = new RegExp(`${code}(?![\\p{L}\\p{N}])|${word}(?:[${connectors}]${word})*`, "gu")
      this.part = new RegExp(
        `${code}|[${unspaced}][\\p{M}${ignored}]*|(?:(?![${unspaced}])[\\p{L}\\p{M}${ignored}])+|[\\p{N}${ignored}]+`,
        "gu",
      )
      this.dropped = new RegExp(`[${ignored}${marks}]+`, "gu")
      this.notJoining = new RegExp(`[^${inWord}${joining}]|[${unspaced}]`, "u")
      /** @type {Map<string, string>} */
      this.plain = new Map()
      for (const [plain, chars] of Object.entries(tables.fold)) for (const char of chars) this.plain.set(char, plain)
      this.arabic = tables.arabic
      this.whole = new Set(tables.arabic.whole.split(" "))
      this.isArabic = new RegExp(`^[${tables.arabic.letters}]+$`)
      this.isLatin = new RegExp(`^[${tables.latin.letters}]+$`)
      this.isCyrillic = new RegExp(`^[${tables.cyrillic.letters}]+$`)
      this.isHangul = new RegExp(`^[${tables.hangul.letters}]+$`)
      this.cyrillicSuffixes = tables.cyrillic.suffixes
      this.hangulSuffixes = tables.hangul.suffixes
      this.stop = new Set(Object.values(tables.stop).flatMap((words) => words.split(" ")))
      /** @type {Map<string, Term[]>} */
      this.known = new Map()
    }

    /** @param {string} text */
    translate(text) {
      let plain = ""
      for (const char of text) {
        const other = this.plain.get(char)
        plain += other === undefined ? char : other
      }
      return plain
    }

    /** @param {string} word */
    fold(word) {
      const lower = word.normalize("NFKC").replace(this.dropped, "").toLowerCase()
      const bare = this.translate(lower).normalize("NFD").replace(this.dropped, "").normalize("NFC")
      const folded = this.translate(bare).replace(/[^\p{L}\p{N}\p{M}+#]+/gu, "")
      return [...folded].slice(0, 64).join("")
    }

    /**
     * The compounds of a text, each with the terms that it yields.
     * @param {string} text
     * @returns {{start: number, text: string, terms: Term[]}[]}
     */
    compounds(text) {
      const found = []
      for (const match of text.matchAll(this.compound)) {
        found.push({start: match.index ?? 0, text: match[0], terms: this.split(match[0])})
      }
      return found
    }

    /**
     * @param {string} compound
     * @returns {Term[]}
     */
    split(compound) {
      let terms = this.known.get(compound)
      if (!terms) {
        terms = this.splitNew(compound)
        this.known.set(compound, terms)
      }
      return terms
    }

    /**
     * @param {string} compound
     * @returns {Term[]}
     */
    splitNew(compound) {
      const end = compound.length
      const plain = this.translate(compound.normalize("NFKC")).replaceAll("\u066b", ".").replaceAll("\u066c", ",")
      const date = /^([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})$/.exec(plain)
      if (!date && /^[0-9]+(?:[.,][0-9]+)+$/.test(plain)) {
        const isThousands = /^[0-9]{1,3}(?:[.,][0-9]{3})+$/.test(plain)
        return [{start: 0, end, text: isThousands ? plain.replace(/[.,]/g, "") : plain.replaceAll(",", ".")}]
      }
      /** @type {Term[]} */
      const parts = []
      for (const match of compound.matchAll(this.part)) {
        const start = match.index ?? 0
        const text = this.fold(match[0])
        if (text) parts.push({start, end: start + match[0].length, text})
      }
      if (parts.length < 2) return parts
      if (parts.length === 2 && parts[1].text === "s" && "'’‘ʼ".includes(compound[parts[0].end])) return [parts[0]]
      if (date) return [...parts, {start: 0, end, text: date[3] + date[2].padStart(2, "0") + date[1].padStart(2, "0")}]
      if (this.notJoining.test(compound)) return parts
      const whole = parts.map((part) => part.text).join("")
      return [...parts, {start: 0, end, text: [...whole].slice(0, 64).join("")}]
    }

    /**
     * @param {string} word
     * @returns {Reading[]}
     */
    readings(word) {
      if (!this.isArabic.test(word)) return [{core: word, stem: this.stem(word), split: false}]
      const core = this.withoutArticle(word)
      const found = [{core, stem: this.stem(core), split: false}]
      if (core === word && !this.whole.has(word)) {
        for (const proclitic of this.arabic.proclitics) {
          let rest = word.slice(proclitic.length)
          if (!word.startsWith(proclitic) || rest.length < 3 || !this.mayFollow(proclitic, rest)) continue
          rest = this.withoutArticle(rest)
          found.push({core: rest, stem: this.stem(rest), split: true})
        }
      }
      return found
    }

    /**
     * @param {string} proclitic
     * @param {string} rest
     */
    mayFollow(proclitic, rest) {
      const {future, imperfect} = this.arabic
      return !proclitic.endsWith(future) || (rest.length >= 4 && imperfect.includes(rest[0]))
    }

    /** @param {string} word */
    withoutArticle(word) {
      while (!this.whole.has(word)) {
        const length = word.length
        const article = this.arabic.articles.find(
          (/** @type {string} */ a) => word.startsWith(a) && length >= a.length + 2,
        )
        if (!article) break
        word = word.slice(article.length)
      }
      return word
    }

    /** @param {string} core */
    stem(core) {
      if (this.isArabic.test(core)) return this.arabicStem(core)
      if (this.isLatin.test(core)) return this.latinStem(core)
      if (this.isCyrillic.test(core)) return this.without(core, this.cyrillicSuffixes, 3)
      if (this.isHangul.test(core)) return this.without(core, this.hangulSuffixes, 2)
      return core
    }

    /**
     * @param {string} core
     * @param {string[]} suffixes
     * @param {number} least
     */
    without(core, suffixes, least) {
      const suffix = suffixes.find((s) => core.endsWith(s) && core.length >= s.length + least) ?? ""
      return core.slice(0, core.length - suffix.length)
    }

    /** @param {string} core */
    arabicStem(core) {
      let word = core
      for (const pronoun of this.arabic.pronouns) {
        if (word.endsWith("ت" + pronoun) && word.length >= pronoun.length + 4) {
          word = word.slice(0, -pronoun.length - 1) + "ه"
          break
        }
      }
      for (let turn = 0; turn < 2; turn++) {
        for (const suffix of this.arabic.suffixes) {
          const least = suffix === "ه" || suffix === "ات" ? 2 : suffix === "ت" || suffix === "ك" ? 4 : 3
          if (word.endsWith(suffix) && word.length >= suffix.length + least) {
            word = word.slice(0, -suffix.length)
            break
          }
        }
      }
      return word
    }

    /** @param {string} core */
    latinStem(core) {
      let word = core
      if (word.length > 4 && word.endsWith("ies")) word = word.slice(0, -3) + "y"
      else if (word.length > 4 && /(?:s|x|z|ch|sh)es$/.test(word)) word = word.slice(0, -2)
      else if (word.length > 3 && word.endsWith("s") && !/[sui]s$/.test(word)) word = word.slice(0, -1)
      for (const suffix of ["ing", "ed"]) {
        const rest = word.slice(0, -suffix.length)
        if (word.endsWith(suffix) && rest.length >= 3 && /[aeiouy]/.test(rest)) {
          word = /([bdfgmnprt])\1$/.test(rest) ? rest.slice(0, -1) : rest
          break
        }
      }
      if (word.length > 3 && word.endsWith("e")) word = word.slice(0, -1)
      if (word.length > 3 && word.endsWith("y")) word = word.slice(0, -1) + "i"
      return word
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
      this.ready = this.start()
      this.ready.catch(() => {})
    }

    async start() {
      const manifest = await load(`${this.base}index.js`)
      this.version = manifest.version
      this.analysis = new Analysis(manifest.tables)
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
      const pages = await this.show(ranked.pages.slice(0, limit), units, options)
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
      const large = all.filter(({terms}) => !terms.every((term) => analysis.stop.has(term.text)))
      const last = all.length && all[all.length - 1].start + all[all.length - 1].text.length >= text.length
      return (large.length ? large : all).map((compound) => {
        const terms = compound.terms.map((term) => term.text)
        const whole = terms.length > 1 ? terms.pop() : undefined
        const choices = whole === undefined ? [terms] : [[whole], terms]
        return {
          text: compound.text,
          choices,
          isOpen: Boolean(last) && compound === all[all.length - 1],
          sections: new Map(),
          words: new Set(),
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
      const analysis = /** @type {Analysis} */ (this.analysis)
      const terms = new Set(units.flatMap((unit) => unit.choices.flat()))
      const keys = new Set([...terms].flatMap((term) => analysis.readings(term).map((reading) => reading.stem)))
      await Promise.all([...keys].map((key) => this.lines(key)))
      for (const unit of units) {
        for (const choice of unit.choices) {
          /** @type {Map<number, number> | undefined} */
          let all
          for (const term of choice) {
            const found = await this.matchTerm(term, unit)
            if (!all) {
              all = found
            } else {
              const before = all
              all = new Map()
              for (const [section, score] of found) {
                const other = before.get(section)
                if (other !== undefined) all.set(section, Math.min(score, other))
              }
            }
          }
          for (const [section, score] of all ?? []) {
            unit.sections.set(section, Math.max(score, unit.sections.get(section) ?? 0))
          }
        }
      }
    }

    /**
     * @param {string} term
     * @param {Unit} unit
     * @returns {Promise<Map<number, number>>}
     */
    async matchTerm(term, unit) {
      const analysis = /** @type {Analysis} */ (this.analysis)
      /** @type {Map<string, {weight: number, list: string}>} */
      const words = new Map()
      for (const reading of analysis.readings(term)) {
        for (const [word, trust, list] of await this.lines(reading.stem)) {
          if (word.startsWith("=")) continue
          let weight = 1
          if (word !== term) {
            const other = analysis.readings(word).find((r) => r.stem === reading.stem)
            weight = other && other.core === reading.core ? 0.9 : 0.6
            weight *= trust === "2" ? 1 : trust === "1" ? 0.95 : 0.6
            if (reading.split) weight *= 0.9
          }
          const known = words.get(word)
          if (!known || known.weight < weight) words.set(word, {weight, list})
        }
      }
      /** @type {Map<number, number>} */
      const sections = new Map()
      for (const [word, {weight, list}] of words) {
        unit.words.add(word)
        let section = 0
        eachNumber(list, (number) => {
          section += Math.floor(number / (2 * LEVELS))
          const level = ((number >> 1) & (LEVELS - 1)) / LEVELS
          const before = sections.get(section) ?? 0
          sections.set(section, before + (1 - before) * level * weight)
        })
      }
      return sections
    }

    /**
     * The lines of a key, each in its fields.
     * @param {string} key
     * @returns {Promise<string[][]>}
     */
    async lines(key) {
      const boundaries = /** @type {string[]} */ (this.boundaries)
      let low = 0
      let high = boundaries.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (boundaries[middle] <= key) low = middle + 1
        else high = middle
      }
      if (low === 0) return []
      const table = await this.words(low - 1)
      return table.get(key) ?? []
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
     * @param {(data: any) => any} read
     */
    part(name, read) {
      let promise = this.parts.get(name)
      if (!promise) {
        promise = load(`${this.base}${name}.js?${this.version}`).then(read)
        promise.catch(() => this.parts.delete(name))
        this.parts.set(name, promise)
      }
      return promise
    }

    /**
     * @param {Unit[]} units
     * @param {Options} options
     */
    rank(units, options) {
      const pageOf = /** @type {Uint32Array} */ (this.pageOf)
      const pageGroup = /** @type {Uint32Array} */ (this.pageGroup)
      const pageKind = /** @type {Uint8Array} */ (this.pageKind)
      const kinds = /** @type {[string, string][]} */ (this.kinds)
      const count = /** @type {number} */ (this.pageCount)
      /** @type {Map<number, Ranked>} */
      const found = new Map()
      units.forEach((unit, number) => {
        const pages = new Set()
        for (const section of unit.sections.keys()) pages.add(pageOf[section])
        unit.idf = Math.log(1 + (count - pages.size + 0.5) / (pages.size + 0.5))
        for (const [section, score] of unit.sections) {
          let page = found.get(pageOf[section])
          if (!page) {
            page = {page: pageOf[section], units: new Map(), sections: new Map(), score: 0}
            found.set(page.page, page)
          }
          page.units.set(number, Math.max(score, page.units.get(number) ?? 0))
          page.sections.set(section, (page.sections.get(section) ?? 0) + score * unit.idf)
        }
      })
      const total = units.reduce((sum, unit) => sum + unit.idf, 0)
      let pages = []
      for (const page of found.values()) {
        let share = 0
        for (const [unit, score] of page.units) {
          page.score += score * units[unit].idf
          share += units[unit].idf
        }
        if (share >= total * 0.5) pages.push(page)
      }
      const whole = pages.filter((page) => page.units.size === units.length)
      if (whole.length && units.length < 4) pages = whole
      pages.sort((one, other) => other.score - one.score || one.page - other.page)
      /** @type {Record<string, number>} */
      const kindCounts = {}
      /** @type {Record<string, number>} */
      const languageCounts = {}
      /** @type {Map<number, Ranked>} */
      const shown = new Map()
      for (const page of pages) {
        const [kind, language] = kinds[pageKind[page.page]]
        if (!options.kinds?.length || options.kinds.includes(kind)) {
          languageCounts[language] = (languageCounts[language] ?? 0) + 1
        }
        if (options.languages?.length && !options.languages.includes(language)) continue
        const group = pageGroup[page.page]
        const other = shown.get(group)
        if (!other) {
          kindCounts[kind] = (kindCounts[kind] ?? 0) + 1
          shown.set(group, page)
        } else if (language === this.language) {
          shown.set(group, page)
        }
      }
      return {
        pages: [...shown.values()].filter(
          ({page}) => !options.kinds?.length || options.kinds.includes(kinds[pageKind[page]][0]),
        ),
        facets: {kinds: kindCounts, languages: languageCounts},
      }
    }

    /**
     * @param {Ranked[]} ranked
     * @param {Unit[]} units
     * @param {Options} options
     * @returns {Promise<Page[]>}
     */
    async show(ranked, units, options) {
      const texts = /** @type {number[]} */ (this.texts)
      const firstSection = /** @type {Uint32Array} */ (this.firstSection)
      const words = new Set(units.flatMap((unit) => [...unit.words]))
      return Promise.all(
        ranked.map(async ({page, sections, score}) => {
          let number = 0
          while (number + 1 < texts.length && texts[number + 1] <= page) number++
          /** @type {StoredPage[]} */
          const stored = await this.part(`t/${number}`, (data) => data)
          const [location, title, , parts] = stored[page - texts[number]]
          const [kind, language] = /** @type {[string, string][]} */ (this.kinds)[
            /** @type {Uint8Array} */ (this.pageKind)[page]
          ]
          const best = [...sections]
            .filter(([section]) => section !== firstSection[page])
            .sort(([one, a], [other, b]) => b - a || one - other)
            .slice(0, 4)
          return {
            location,
            title: this.marked(title, words),
            text: this.marked(parts[0][2], words),
            kind,
            language,
            score,
            sections: best.map(([section, score]) => {
              const [anchor, title, text] = parts[section - firstSection[page]]
              return {
                location: `${location}#${anchor}`,
                title: this.marked(title, words),
                text: this.marked(text, words),
                kind,
                score,
              }
            }),
          }
        }),
      )
    }

    /**
     * A text with the matched words marked.
     * @param {string} text
     * @param {Set<string>} words
     * @returns {Piece[]}
     */
    marked(text, words) {
      const analysis = /** @type {Analysis} */ (this.analysis)
      /** @type {Piece[]} */
      const pieces = []
      let done = 0
      for (const {start, terms} of analysis.compounds(text)) {
        for (const term of terms) {
          if (!words.has(term.text) || start + term.start < done) continue
          if (start + term.start > done) pieces.push([text.slice(done, start + term.start), 0])
          pieces.push([text.slice(start + term.start, start + term.end), 1])
          done = start + term.end
        }
      }
      if (done < text.length) pieces.push([text.slice(done), 0])
      return pieces
    }
  }

  /**
   * @param {{base: string, language: string}} options
   */
  function open({base, language}) {
    return new Engine(base, language)
  }

  Object.assign(window, {mujazSearch: {open, part, Analysis}})
})()

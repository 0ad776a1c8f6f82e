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
   *   names: Set<string>, named: Set<string>, homes: Set<number>, idf: number}} Unit
   */
  /** @typedef {{weight: number, trust: number, list: string}} Match */
  /** @typedef {{page: number, units: Map<number, number>, sections: Map<number, number>, score: number}} Ranked */
  /** @typedef {{kinds?: string[], languages?: string[], limit?: number, typing?: boolean}} Options */
  /** @typedef {[anchor: string, title: string, text: string]} StoredSection */
  /** @typedef {[location: string, title: string, entity: string, sections: StoredSection[]]} StoredPage */

  const LEVELS = 16
  /** How much of a word must have been typed for it to be found; of three letters. */
  const COMPLETED = 0.5
  const COMPLETED_SHORT = 0.6
  /** What further sections of a page add to its best one. */
  const OTHER_SECTIONS = 0.3
  /** How much of a query, by the weight of its words, a page must hold; of one with four words or more. */
  const LEAST_SHARE = 0.5
  const LEAST_SHARE_OF_MANY = 0.35
  const MISSING_IN_QUESTION = 0.3
  /** How well, against the best one, the reader's edition of a page must answer to be shown. */
  const OWN_EDITION = 0.5
  /** How many sections of a page are shown. */
  const SECTIONS = 4
  /** Characters of a text that are shown. */
  const SNIPPET = 220
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
      this.kinship = new Kinship(tables.kin)
      /** @type {Map<string, string>} */
      this.sounds = new Map()
      for (const [sound, letters] of Object.entries(tables.sounds)) {
        for (const letter of letters.split(" ")) this.sounds.set(letter, sound)
      }
      this.longestSound = Math.max(...[...this.sounds.keys()].map((letters) => letters.length))
    }

    /**
     * The sounds of a word: consonants as capitals, vowels as small letters; empty where a letter is unknown.
     * @param {string} word
     */
    sound(word) {
      let rest = word.replace(/^(..+)ه$/, "$1ا")
      let heard = ""
      while (rest) {
        let length = Math.min(this.longestSound, rest.length)
        while (length && !this.sounds.has(rest.slice(0, length))) length--
        if (!length) return ""
        const letters = rest.slice(0, length)
        heard += this.sounds.get(letters)
        rest = rest.slice(length - (/^c[eiy]$/.test(letters) ? 1 : 0))
      }
      return heard.replace(/([A-Z])\1+/g, "$1")
    }

    /** @param {string} word */
    soundKey(word) {
      return this.sound(word).replace(/[a-z]/g, "")
    }

    /**
     * Whether two words with the same consonants may be one name: the vowels that both write agree.
     * @param {string} one
     * @param {string} other
     */
    soundsLike(one, other) {
      const [a, b] = [one, other].map((word) => this.sound(word).split(/[A-Z]/))
      const isWritten = [one, other].map((word) => !this.isArabic.test(word))
      let differences = 0
      a.slice(0, -1).forEach((vowels, place) => {
        const others = b[place]
        // Arabic writes long vowels only; a last vowel is often silent.
        if (!vowels && !isWritten[0]) return
        if (!others && !isWritten[1]) return
        if (!vowels !== !others) differences += 1
        else if (vowels && !this.vowelsAgree(vowels, others)) differences += 1
      })
      return differences <= (a.length > 4 ? 1 : 0)
    }

    /**
     * @param {string} one
     * @param {string} other
     */
    vowelsAgree(one, other) {
      const near = {a: "aeo", e: "eaiou", i: "iea", o: "ouae", u: "uoe"}
      return [...one].some((vowel) => [...other].some((o) => near[/** @type {"a"} */ (vowel)].includes(o)))
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
        for (const {core} of [...found]) {
          const pronoun = this.arabic.second.find((/** @type {string} */ p) => core.endsWith(p))
          if (!pronoun || core.length < pronoun.length + 3) continue
          const rest = core.slice(0, -pronoun.length)
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

    /**
     * The forms of a core that patterns are looked for in.
     * @param {string} core
     */
    forms(core) {
      const forms = new Set([core, this.withoutPronoun(core), this.stem(core)])
      if (core.length === 4 && core.endsWith("ت")) forms.add(core.slice(0, -1))
      return [...forms]
    }

    /** @param {string} core */
    withoutPronoun(core) {
      for (const pronoun of this.arabic.pronouns) {
        if (core.endsWith("ت" + pronoun) && core.length >= pronoun.length + 4) {
          return core.slice(0, -pronoun.length - 1) + "ه"
        }
      }
      return core
    }

    /** @param {string} core */
    arabicStem(core) {
      let word = this.withoutPronoun(core)
      for (;;) {
        const suffix = this.arabic.suffixes.find((/** @type {string} */ s) => {
          const least = s === "ه" || s === "ات" ? 2 : s === "ت" ? 4 : 3
          return word.endsWith(s) && word.length >= s.length + least
        })
        if (!suffix) return word
        word = word.slice(0, -suffix.length)
      }
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

  /** Words that are made of the same root in a way that inflection leaves: broken plurals, conjugated verbs. */
  class Kinship {
    /** @param {any} tables */
    constructor(tables) {
      /** @type {string} */
      this.imperfect = tables.imperfect
      /** @type {{weight: number, form: RegExp, radicals: number[], others: string[]}[]} */
      this.patterns = []
      for (const [weight, left, right] of tables.patterns) {
        const sides = [left, right].map((side) => side.split(" ").flatMap((/** @type {string} */ p) => this.spelt(p)))
        for (const [own, others] of [sides, [sides[1], sides[0]]]) {
          for (const pattern of own) this.patterns.push({weight, others, ...this.compile(pattern)})
        }
      }
      /** @type {Map<string, Set<string>>} */
      this.irregular = new Map()
      for (const group of tables.irregular) {
        const words = group.split(" ")
        for (const word of words) {
          this.irregular.set(word, new Set([...(this.irregular.get(word) ?? []), ...words]))
        }
      }
    }

    /**
     * A pattern with each of the letters that an imperfect begins with, in place of its star.
     * @param {string} pattern
     */
    spelt(pattern) {
      return pattern.startsWith("*") ? [...this.imperfect].map((letter) => letter + pattern.slice(1)) : [pattern]
    }

    /** @param {string} pattern */
    compile(pattern) {
      /** @type {number[]} */
      const radicals = []
      let source = ""
      for (const char of pattern) {
        const radical = Number(char)
        if (!radical) source += char
        else if (radicals.includes(radical)) source += `\\${radicals.indexOf(radical) + 1}`
        else source += "([^ا])"
        if (radical && !radicals.includes(radical)) radicals.push(radical)
      }
      return {form: new RegExp(`^${source}$`), radicals}
    }

    /**
     * The kin of a word, each with how near it is.
     * @param {string[]} forms of one word
     * @returns {Map<string, number>}
     */
    of(forms) {
      /** @type {Map<string, number>} */
      const kin = new Map()
      const add = (/** @type {string} */ word, /** @type {number} */ weight) => {
        if (word.length > 1 && !forms.includes(word)) kin.set(word, Math.max(weight, kin.get(word) ?? 0))
      }
      for (const form of forms) {
        for (const {weight, form: pattern, radicals, others} of this.patterns) {
          const match = pattern.exec(form)
          if (!match) continue
          for (const other of others) {
            add(other.replace(/[1-4]/g, (digit) => match[radicals.indexOf(Number(digit)) + 1] ?? digit), weight)
          }
        }
        for (const word of this.irregular.get(form) ?? []) add(word, 0.5)
        if (form.length === 3) add(form + "ت", 0.5)
        const bare = this.imperfect.includes(form[0]) ? form.slice(1) : ""
        const sure = form.startsWith(this.imperfect[0]) ? 0.6 : 0.3
        if (bare.length >= 3) {
          add(bare, sure)
          add("ا" + bare, sure)
        }
        for (const rest of [bare, form, form.startsWith("ا") ? form.slice(1) : ""]) {
          if (rest.length < 3) continue
          for (const letter of this.imperfect) add(letter + rest, letter === this.imperfect[0] ? 0.6 : rest === bare ? sure : 0.3)
        }
      }
      for (const word of kin.keys()) if (/[1-4]/.test(word)) kin.delete(word)
      return kin
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
      /** @type {Set<number>} the sections that are known to be claims */
      this.claims = new Set()
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
          const found = await Promise.all(choice.map((term) => this.matchTerm(term, typing && unit.isOpen)))
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
          for (const {words} of found) for (const word of words) unit.words.add(word)
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
        for (const unit of covered) {
          for (const name of names) unit.names.add(name)
          this.add(unit.sections, list, 0.95)
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
        sections.set(section, before + (1 - before) * level * weight)
        if (number & 1) this.claims.add(section)
      })
    }

    /**
     * The sections that hold a term in one of its forms.
     * @param {string} term
     * @param {boolean} isOpen whether its end may not have been typed yet
     */
    async matchTerm(term, isOpen) {
      const candidates = await this.candidates(term)
      const isKnown = () => [...candidates.values()].some(({weight, trust}) => weight >= 0.6 && trust)
      const more = [() => this.homophones(term, candidates)]
      if (!isKnown()) more.push(() => this.respelt(term))
      if (!isKnown() && isOpen) more.push(() => this.completions(term))
      for (const find of more) {
        for (const [word, match] of await find()) if (!candidates.has(word)) candidates.set(word, match)
      }
      /** @type {Map<number, number>} */
      const sections = new Map()
      for (const {weight, list} of candidates.values()) this.add(sections, list, weight)
      return {sections, words: [...candidates.keys()]}
    }

    /**
     * The words of the vocabulary that are forms of a term.
     * @param {string} term
     * @returns {Promise<Map<string, Match>>}
     */
    async candidates(term) {
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
      const readings = known ? [whole, ...splits.filter((_, number) => others[number].get(term)?.trust)] : [whole, ...splits]
      for (const reading of readings) {
        for (const [word, match] of await this.kin(reading.core)) {
          if (!words.has(word)) words.set(word, match)
        }
      }
      // A proclitic that nothing else bears out is believed where there is no other way.
      const sure = [...words].filter(([word, {trust}]) => word === term || trust > 0)
      return sure.length ? new Map(sure) : words
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
        words.set(word, {weight, trust: Number(trust), list})
      }
      return words
    }

    /**
     * The words that are made of the same root in a way that inflection leaves.
     * @param {string} core
     * @returns {Promise<Map<string, Match>>}
     */
    async kin(core) {
      const analysis = /** @type {Analysis} */ (this.analysis)
      /** @type {Map<string, Match>} */
      const words = new Map()
      if (!analysis.isArabic.test(core)) return words
      const kin = analysis.kinship.of(analysis.forms(core))
      await Promise.all(
        [...kin].map(async ([form, weight]) => {
          const key = analysis.stem(form)
          for (const [word, trust, list] of await this.lines(key)) {
            if (word.startsWith("=")) continue
            const reading = analysis.readings(word).find((r) => r.stem === key)
            if (!reading || !analysis.forms(reading.core).includes(form)) continue
            if ((words.get(word)?.weight ?? 0) < weight) words.set(word, {weight, trust: Number(trust), list})
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
      for (const {core} of analysis.readings(term)) {
        const key = analysis.soundKey(core)
        if (key.length < 2) continue
        const names = (await this.lines(`~${key}`)).map(([name]) => name)
        // A word that pages hold as it is may only be looked for in other scripts, and only if it is a name itself.
        if (candidates.size && !names.includes(term)) continue
        for (const name of names) {
          const own = analysis.readings(name)[0]
          if (candidates.has(name) || !analysis.soundsLike(core, own.core)) continue
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
      const seats = ["ء", "ا", "و", "ي", ""]
      const others = new Set([`${term}ء`])
      for (let at = 0; at < term.length; at++) {
        if (!seats.includes(term[at])) continue
        for (const seat of term[at] === "ء" ? seats : ["ء"]) others.add(term.slice(0, at) + seat + term.slice(at + 1))
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
          if (word.startsWith("=") || trust === "0") continue
          const own = analysis.readings(word).find((reading) => reading.stem === key)?.core ?? word
          if (!own.startsWith(core) || core.length < own.length * (core.length > 3 ? COMPLETED : COMPLETED_SHORT)) continue
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
        if (share >= total * least) pages.push(page)
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
      const marker = new Marker(/** @type {Analysis} */ (this.analysis), units)
      return Promise.all(
        ranked.map(async ({page, sections, score}) => {
          let number = 0
          while (number + 1 < texts.length && texts[number + 1] <= page) number++
          /** @type {StoredPage[]} */
          const stored = await this.part(`t/${number}`, (data) => data)
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
          }
        }),
      )
    }
  }

  /**
   * @param {Ranked} one
   * @param {Ranked} other
   */
  function byScore(one, other) {
    return other.score - one.score || one.page - other.page
  }

  /** Marks what a query found in the texts of its results. */
  class Marker {
    /**
     * @param {Analysis} analysis
     * @param {Unit[]} units
     */
    constructor(analysis, units) {
      this.analysis = analysis
      this.words = new Set(units.flatMap((unit) => [...unit.words]))
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
      terms.forEach((term, at) => {
        if (this.words.has(term.text)) places.push([term.start, term.end])
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

  /**
   * @param {{base: string, language: string}} options
   */
  function open({base, language}) {
    return new Engine(base, language)
  }

  Object.assign(window, {mujazSearch: {open, part, Analysis}})
})()

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
 *                lacks,                      // words of the query that other pages have, and not this one
 *               sections: [{location, title, text, kind, score}]}],  // the best first; kind may be claim here
 *      facets: {kinds, languages},          // how many pages each filter would leave, the other filters aside
 *      found, missing,                      // words of the query with and without a match
 *      meant,                               // {typed, meant}: of the missing those that were searched as another word
 *      phrases,                             // of the query, in quotation marks
 *      words}                               // how the matched words stand in the shown texts, to mark them in the page
 *
 * Titles and texts are pieces `[text, marked]`: plain text as written, never HTML. A query never rejects for want of a
 * result. Parts of the index load as scripts when a query needs them, and are kept; so does the code that is not here:
 * `matching.js` finds sections, `ranking.js` orders pages, `marker.js` cuts texts.
 */
(() => {
  "use strict"

  /** @typedef {[string, 0 | 1]} Piece */
  /** @typedef {{location: string, title: Piece[], text: Piece[], kind: string, score: number}} Section */
  /**
   * @typedef {{location: string, title: Piece[], text: Piece[], kind: string, language: string, score: number,
   *   lacks: string[], sections: Section[]}} Page
   */
  /**
   * @typedef {{query: string, total: number, pages: Page[],
   *   facets: {kinds: Record<string, number>, languages: Record<string, number>},
   *   found: string[], missing: string[], phrases: string[], meant: {typed: string, meant: string}[], words: string[]}} Answer
   */
  /** @typedef {{text: string, sections: Map<number, number>, words: Map<string, number>, names: Set<string>}} Unit of `matching.js` */
  /** @typedef {{page: number, score: number, claimsOnly: boolean}} Ranked of `ranking.js` */
  /** @typedef {{kinds?: string[], languages?: string[], limit?: number, typing?: boolean}} Options */
  /** @typedef {[anchor: string, title: string, text: string]} StoredSection */
  /** @typedef {[location: string, title: string, sections: StoredSection[]]} StoredPage */

  /** What a page gains whose words stand side by side as in the query. */
  const IN_ORDER = 1
  /** How many sections of a page are shown. */
  const SECTIONS = 4
  /** How many of the last bits of their numbers differ among pages that share a part of the texts. */
  const TOGETHER = 3
  /** A quotation mark of any kind, by which a phrase begins or ends. */
  const QUOTE = /[\u00ab\u00bb"\u201c\u201d\u201e\u201f\uff02\u2039\u203a]/u

  /** @type {Map<string, (data: any) => void>} */
  const waiting = new Map()
  /** Code that came in one script with this one, by name. @type {Map<string, any>} */
  const brought = new Map()

  /**
   * Called by the scripts of an index, and by those of its code.
   * @param {string} name
   * @param {any} data
   */
  function part(name, data) {
    const script = /** @type {HTMLScriptElement} */ (document.currentScript)
    const take = waiting.get(script.src)
    if (take) take(data)
    else brought.set(name, data)
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
   * A part of the code.
   * @param {string} base
   * @param {string} name
   * @returns {Promise<any>}
   */
  const code = async (base, name) => brought.get(name) ?? load(`${base}${name}.js`)

  /**
   * A packed text: base 64 of deflated UTF-8.
   * @param {string} packed
   */
  function unpack(packed) {
    const binary = atob(packed)
    const bytes = new Uint8Array(binary.length)
    for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at)
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text()
  }

  /**
   * The texts of pages, as JSON, by their numbers.
   * @param {string} text
   */
  function byNumber(text) {
    return new Map(text.split("\n").map((line) => {
      const end = line.indexOf(" ")
      return [Number(line.slice(0, end)), line.slice(end + 1)]
    }))
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
      /** @type {Promise<any> | undefined} code that few queries need */
      this.spelling = undefined
      /** @type {Promise<any> | undefined} */
      this.quoted = undefined
      this.ready = this.start()
      this.ready.catch(() => {})
    }

    async start() {
      const names = ["index", "analysis", "kinship", "vocabulary", "forms", "matching", "ranking", "marker"]
      const [manifest, Analysis, Kinship, {Vocabulary, numbersOf}, Forms, Matching, Ranking, Marker] = await Promise.all(
        names.map((name) => code(this.base, name)),
      )
      this.version = manifest.version
      this.ranking = new Ranking(numbersOf(manifest.pages), manifest.kinds, this.language)
      const analysis = new Analysis(manifest.tables)
      const part = (/** @type {string} */ name, /** @type {(text: string) => any} */ read) => this.part(name, read)
      const [boundaries, key_filters] = [(await unpack(manifest.words)).split("\n"), manifest.key_filters.split(" ")]
      const vocabulary = new Vocabulary(boundaries, key_filters, this.ranking.firstByNumber, this.ranking.claims, part)
      const forms = new Forms(analysis, new Kinship(manifest.tables.kin), vocabulary)
      this.analysis = analysis
      this.matching = new Matching(analysis, forms, vocabulary)
      this.Marker = Marker
      this.lengths = manifest.spellings
    }

    /**
     * Words of the collection one letter away; the code for it is loaded when a query needs it.
     * @param {string} word
     * @returns {Promise<string[]>}
     */
    async near(word) {
      this.spelling ??= code(this.base, "spelling").then((Spelling) =>
        new Spelling(this.lengths, (/** @type {string} */ name, /** @type {any} */ read) => this.part(name, read)))
      return (await this.spelling).near(word)
    }

    /**
     * The phrases of a query and the pages that hold them, where it has any; the code for it is loaded then.
     * @param {string} text
     * @param {Unit[]} units
     * @returns {Promise<{texts: string[], pages: Set<number>} | undefined>}
     */
    async phrases(text, units) {
      this.quoted ??= code(this.base, "phrases").then((Phrases) =>
        new Phrases(this.analysis, (/** @type {number} */ section) => this.ranking.pageOf[section], (/** @type {number} */ page) => this.stored(page)))
      const reader = await this.quoted
      const found = reader.of(text)
      if (!found.length) return undefined
      return {texts: found.map((/** @type {{text: string}} */ phrase) => phrase.text), pages: await reader.pages(found, units)}
    }

    /**
     * What results show of a page.
     * @param {number} page
     * @returns {Promise<StoredPage>}
     */
    async stored(page) {
      const number = /** @type {Uint32Array} */ (this.ranking.pageNumber)[page]
      /** @type {Map<number, string>} */
      const texts = await this.part(`t/${number >> TOGETHER}`, byNumber)
      return JSON.parse(texts.get(number) ?? "")
    }

    /**
     * @param {string} text
     * @param {Options} [options]
     * @returns {Promise<Answer>}
     */
    async query(text, options = {}) {
      await this.ready
      const {limit = 30, typing = true} = options
      /** @type {Unit[]} */
      const units = this.matching.units(text)
      await this.matching.match(units, typing)
      const found = units.filter((unit) => unit.sections.size).map((unit) => unit.text)
      const missing = units.filter((unit) => !unit.sections.size).map((unit) => unit.text)
      const meant = await this.matching.mend(units, (/** @type {string} */ word) => this.near(word))
      const phrases = QUOTE.test(text) ? await this.phrases(text, units) : undefined
      /** @type {{pages: Ranked[], facets: Answer["facets"]}} */
      const ranked = this.ranking.rank(units, {...options, among: phrases?.pages})
      const pages = await this.show(ranked.pages.slice(0, limit), units)
      const words = new Set(pages.flatMap(({title, text, sections}) =>
        [title, text, ...sections.flatMap((section) => [section.title, section.text])]
          .flatMap((pieces) => pieces.filter(([, marked]) => marked).map(([piece]) => piece))))
      return {
        query: text,
        total: ranked.pages.length,
        pages,
        facets: ranked.facets,
        found,
        missing,
        phrases: phrases?.texts ?? [],
        meant,
        words: [...words],
      }
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
     * @param {Ranked[]} ranked
     * @param {Unit[]} units
     * @returns {Promise<Page[]>}
     */
    async show(ranked, units) {
      const first = /** @type {Uint32Array} */ (this.ranking.firstSection)
      const marker = new this.Marker(this.analysis, units)
      const shown = await Promise.all(
        ranked.map(async (found) => {
          const {page, score} = found
          /** @type {Map<number, number>} */
          const sections = this.ranking.sections(found, units)
          const [location, title, parts] = await this.stored(page)
          const [kind, language] = this.ranking.kindOf(page)
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
            lacks: units.filter((unit) => unit.sections.size && !this.ranking.holds(page, unit)).map(({text}) => text),
            sections: best.map(([section, score]) => {
              const [anchor, title, text] = parts[section - first[page]]
              return {
                location: `${location}#${anchor}`,
                title: marker.marked(title),
                text: marker.snippet(text),
                kind: this.ranking.claims[section] ? "claim" : kind,
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
   * @param {{base: string, language: string}} options
   */
  function open({base, language}) {
    return new Engine(base, language)
  }

  Object.assign(window, {mujazSearch: {open, part}})
})()

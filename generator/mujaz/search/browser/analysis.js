/**
 * What a query is read as: the analysis of `mujaz.search.analysis`, `stems` and `phonetics`, with the same tables.
 * It is a part of the index, so that queries are read in the same way as the pages were.
 */
(() => {
  "use strict"

  /** @typedef {{start: number, end: number, text: string}} Term */
  /** @typedef {{core: string, stem: string, split: boolean}} Reading */

  class Analysis {
    /** @param {any} tables */
    constructor(tables) {
      const {ignored, marks, connectors, joining, unspaced, glued, gluing} = tables.words
      const inWord = `\\p{L}\\p{N}\\p{M}${ignored}`
      const code = "[A-Za-z](?:\\+\\+|#)"
      const word = `[\\p{L}\\p{N}][${inWord}]*`
      this.compound = new RegExp(`${code}(?![\\p{L}\\p{N}])|${word}(?:[${connectors}]${word})*`, "gu")
      this.part = new RegExp(
        `${code}|[${unspaced}][\\p{M}${ignored}]*|(?:(?![${unspaced}])[\\p{L}\\p{M}${ignored}])+|[\\p{N}${ignored}]+`,
        "gu",
      )
      this.glued = new RegExp(`^(?:${glued})[${ignored}${marks}]*(?=[\\p{L}\\p{N}])(?![${gluing}])`, "u")
      this.dropped = new RegExp(`[${ignored}${marks}]+`, "gu")
      this.notJoining = new RegExp(`[^${inWord}${joining}]|[${unspaced}]`, "u")
      /** @type {Map<string, string>} */
      this.plain = new Map()
      for (const [plain, chars] of Object.entries(tables.fold)) for (const char of chars) this.plain.set(char, plain)
      this.arabic = tables.arabic
      this.whole = new Set(tables.arabic.whole.split(" "))
      this.single = new Set(tables.arabic.proclitics.filter((/** @type {string} */ p) => p.length === 1))
      this.small = new Set(tables.stop.ar.split(" ").filter((/** @type {string} */ word) => word.length <= 3))
      this.isArabic = new RegExp(`^[${tables.arabic.letters}]+$`)
      this.isLatin = new RegExp(`^[${tables.latin.letters}]+$`)
      this.isCyrillic = new RegExp(`^[${tables.cyrillic.letters}]+$`)
      this.isHangul = new RegExp(`^[${tables.hangul.letters}]+$`)
      this.latinSuffixes = tables.latin.suffixes
      this.cyrillicSuffixes = tables.cyrillic.suffixes
      this.hangulSuffixes = tables.hangul.suffixes
      this.stop = new Set(Object.values(tables.stop).flatMap((words) => words.split(" ")))
      /** @type {Map<string, Term[]>} */
      this.known = new Map()
      /** @type {Map<string, string>} */
      this.sounds = new Map()
      for (const [sound, letters] of Object.entries(tables.sounds)) {
        for (const letter of letters.split(" ")) this.sounds.set(letter, sound)
      }
      const {names, pairs, proclitics, before, not, space, signs, between, of, ordinals} = tables.months
      this.monthSpace = new RegExp(`^[${space}]+$`)
      this.monthGap = new RegExp(`^[${space}${signs}]*$`)
      this.dayGap = new RegExp(`^[${space}${signs}${between}]*$`)
      this.of = new Set(of.split(" "))
      this.ordinals = new Set(ordinals.split(" "))
      /** @type {Map<string, number>} */
      this.months = new Map()
      /** @type {Map<string, number>} names that are ordinary words too */
      this.ambiguousMonths = new Map()
      names.forEach((/** @type {string} */ line, /** @type {number} */ at) => {
        for (const name of line.split(" ")) {
          const word = name.replace("*", "")
          if (word !== name) for (const form of [word, "و" + word]) this.ambiguousMonths.set(form, at + 1)
          else for (const letters of ["", ...proclitics]) this.months.set(letters + name, at + 1)
        }
      })
      /** @type {Map<string, number>} */
      this.monthPairs = new Map()
      for (const [first, seconds, month] of pairs) {
        for (const second of seconds.split(" ")) {
          for (const letters of ["", ...proclitics]) this.monthPairs.set(`${letters}${first} ${second}`, month)
        }
      }
      this.notMonths = new Set(not.split(" "))
      this.beforeMonths = new Set(before.split(" "))
      this.longestSound = Math.max(...[...this.sounds.keys()].map((letters) => letters.length))
    }

    /**
     * The sounds of a word: consonants as capitals, vowels as small letters; empty where a letter is unknown.
     * @param {string} word
     */
    phoneticForm(word) {
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
    phoneticKey(word) {
      return this.phoneticForm(word).replace(/[a-z]/g, "")
    }

    /**
     * How far the vowels of two words with the same consonants differ: by 1 where one has none, by 2 where they disagree.
     * @param {string} one
     * @param {string} other
     * @param {boolean} isStrict whether short vowels, which Arabic leaves out, count
     */
    vowelDistance(one, other, isStrict) {
      const [a, b] = [one, other].map((word) => this.phoneticForm(word).split(/[A-Z]/))
      const [isArabic, isOtherArabic] = [one, other].map((word) => this.isArabic.test(word))
      // Two words in Arabic both leave the same vowels out.
      const isLenient = !isStrict && isArabic !== isOtherArabic
      let distance = 0
      // A last vowel is often silent.
      a.slice(0, -1).forEach((vowels, place) => {
        const others = b[place]
        if (vowels && others) distance += this.vowelsAgree(vowels, others) ? 0 : 2
        else if (!vowels === !others || (isLenient && (vowels ? isOtherArabic : isArabic))) return
        else distance += 1
      })
      return distance
    }

    /**
     * Whether two words with the same consonants may be one name.
     * @param {string} one
     * @param {string} other
     */
    soundsLike(one, other) {
      const consonants = this.phoneticKey(one).length
      return this.vowelDistance(one, other, consonants < 3) <= (consonants > 3 ? 2 : consonants > 2 ? 1 : 0)
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
     * The months of a text, each at its name, a name of two words at both of them; and behind them its days.
     * @param {string} text
     * @param {boolean} [isQuery] whether names that are ordinary words too are months in any place
     * @returns {(Term & {isPair: boolean})[]}
     */
    monthsOf(text, isQuery = false) {
      const parts = this.compounds(text).flatMap(({start, text: compound, terms}) => {
        const last = terms[terms.length - 1]
        let words = terms.length > 1 && last.end - last.start === compound.length ? terms.slice(0, -1) : terms
        if (words.length > 1 && /^[0-9]+$/.test(words[0].text) && this.ordinals.has(words[1].text)) {
          words = [{...words[0], end: words[1].end}, ...words.slice(2)]
        }
        return words.map((term) => ({start: start + term.start, end: start + term.end, text: term.text}))
      })
      /** @type {(Term & {isPair: boolean})[]} */
      const found = []
      parts.forEach((part, at) => {
        const [before, after] = [parts[at - 1], parts[at + 1]]
        const isPair = after && this.monthSpace.test(text.slice(part.end, after.start))
        const pair = isPair ? this.monthPairs.get(`${part.text} ${after.text}`) : undefined
        const isOther = this.notMonths.has(text.slice(part.start, part.end))
        const isMonth = !isOther && (isQuery || this.isDated(text, part, before, after))
        const month = pair ?? this.months.get(part.text) ?? (isMonth ? this.ambiguousMonths.get(part.text) : undefined)
        if (!month) return
        const key = `#${String(month).padStart(2, "0")}`
        found.push({start: part.start, end: part.end, text: key, isPair: Boolean(pair)})
        if (pair) found.push({start: after.start, end: after.end, text: key, isPair: true})
      })
      return found.length ? [...found, ...this.daysOf(text, parts, new Map(found.map(({start, text}) => [start, text])))] : found
    }

    /**
     * The days whose month is named at some places of a text: those of each year, and of the year that stands there.
     * @param {string} text
     * @param {Term[]} parts
     * @param {Map<number, string>} named
     */
    daysOf(text, parts, named) {
      const number = (/** @type {number} */ at, /** @type {number} */ beside, /** @type {RegExp} */ form) => {
        const [one, other] = at < beside ? [parts[at], parts[beside]] : [parts[beside], parts[at]]
        const isNear = one && other && this.dayGap.test(text.slice(one.end, other.start))
        return isNear && form.test(parts[at].text) ? parts[at].text : ""
      }
      const DAY = /^(?:0?[1-9]|[12][0-9]|3[01])$/
      /** @type {(Term & {isPair: boolean})[]} */
      const found = []
      for (let at = 0; at < parts.length; at++) {
        const first = at
        const month = named.get(parts[at].start)
        if (!month) continue
        while (at + 1 < parts.length && named.get(parts[at + 1].start) === month) at++
        let start = first > 1 && this.of.has(parts[first - 1].text) ? first - 1 : first
        let end = at
        let day = number(start - 1, start, DAY)
        if (day) start--
        else {
          day = number(at + 1, at, DAY)
          if (!day) continue
          start = first
          end = at + 1
        }
        const key = month.slice(1) + day.padStart(2, "0")
        found.push({start: parts[start].start, end: parts[end].end, text: `#${key}`, isPair: false})
        const year = number(end + 1, end, /^[0-9]{4}$/)
        if (year) found.push({start: parts[start].start, end: parts[end + 1].end, text: year + key, isPair: false})
      }
      return found
    }

    /**
     * Whether a word stands beside a number, or behind «شهر».
     * @param {string} text
     * @param {Term} part
     * @param {Term | undefined} before
     * @param {Term | undefined} after
     */
    isDated(text, part, before, after) {
      const isNear = (/** @type {number} */ from, /** @type {number} */ to) => this.monthGap.test(text.slice(from, to))
      const isNumber = (/** @type {string} */ word) => /^(?:[0-9]{1,2}|[0-9]{4})$/.test(word)
      if (before && isNear(before.end, part.start) && (this.beforeMonths.has(before.text) || isNumber(before.text))) return true
      return Boolean(after && isNear(part.end, after.start) && isNumber(after.text))
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
      const proclitic = this.glued.exec(compound)
      if (proclitic) {
        const {length} = proclitic[0]
        return this.split(compound.slice(length)).map(({start, end, text}) => ({start: length + start, end: length + end, text}))
      }
      const end = compound.length
      const plain = this.translate(compound.normalize("NFKC")).replaceAll("\u066b", ".").replaceAll("\u066c", ",")
      const date = dayOf(plain)
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
      if (date) return [...parts, {start: 0, end, text: date}]
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
      while (!this.whole.has(word) && !(this.single.has(word[0]) && this.whole.has(word.slice(1)))) {
        const length = word.length
        const article = this.arabic.articles.find(
          (/** @type {string} */ a) => word.startsWith(a) && length >= a.length + 2,
        )
        // No small word takes the article.
        if (!article || this.small.has(word.slice(article.length))) break
        word = word.slice(article.length)
      }
      return word
    }

    /**
     * Whether a word says little by itself, also behind و and ف.
     * @param {string} word
     */
    isSmall(word) {
      return this.stop.has(word) || (/^[وف]/.test(word) && this.stop.has(word.slice(1)))
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
     * @param {boolean} [isFeminine] whether its ه is known to be ة, which no pattern loses: «دراجة» is no «دراج»
     */
    forms(core, isFeminine = false) {
      if (isFeminine) return [core]
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

    /**
     * A verb in the plural without a pronoun, before which it loses its alef: «هربوها» is «هربوا».
     * @param {string} word
     */
    withoutObject(word) {
      const pronoun = this.arabic.objects.find((/** @type {string} */ p) => {
        const verb = word.slice(0, -p.length - 1)
        // «يدعوها» has its و from the root, and «عداوه» is a noun.
        const mayBePlural = verb.length >= 3 && !verb.endsWith("ا") && (verb.length > 3 || !verb.startsWith("ي"))
        return word.endsWith("و" + p) && mayBePlural
      })
      return pronoun ? word.slice(0, -pronoun.length - 1) : word
    }

    /** @param {string} core */
    arabicStem(core) {
      let word = this.withoutObject(this.withoutPronoun(core))
      for (;;) {
        const suffix = this.arabic.suffixes.find((/** @type {string} */ s) => {
          const least = s === "ه" || s === "ات" ? 2 : s === "ت" ? 4 : 3
          const rest = word.slice(0, -s.length)
          // ي behind ا is the word's own, as in «حماية».
          return word.endsWith(s) && rest.length >= least && !(s.startsWith("ي") && rest.endsWith("ا"))
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
      for (const suffix of this.latinSuffixes) {
        const rest = word.slice(0, -suffix.length)
        const least = suffix === "ing" || suffix === "ed" ? 3 : 4
        if (word.endsWith(suffix) && rest.length >= least && /[aeiouy]/.test(rest)) {
          word = /([bdfgmnprt])\1$/.test(rest) ? rest.slice(0, -1) : rest
          break
        }
      }
      if (word.length > 3 && word.endsWith("e")) word = word.slice(0, -1)
      if (word.length > 3 && word.endsWith("y")) word = word.slice(0, -1) + "i"
      return word
    }
  }

  /**
   * The day that a number with signs in it is, as eight digits; the month stands first where it cannot be the day.
   * @param {string} number
   */
  function dayOf(number) {
    const date = /^([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})$|^([0-9]{4})([-/.])([0-9]{1,2})\6([0-9]{1,2})$/.exec(number)
    if (!date) return ""
    let [year, month, day] = date[4] ? [date[4], date[3], date[1]] : [date[5], date[7], date[8]]
    if (Number(month) > 12) [month, day] = [day, month]
    return year + month.padStart(2, "0") + day.padStart(2, "0")
  }

  /** @type {any} */ (window).mujazSearch.part("analysis", Analysis)
})()

/**
 * Words that are made of the same root in a way that inflection leaves: broken plurals, conjugated verbs.
 * The patterns are in `tables.json`: digits stand for the letters of the root, a star for those an imperfect begins with.
 */
(() => {
  "use strict"

  class Kinship {
    /** @param {any} tables */
    constructor(tables) {
      /** @type {string} */
      this.imperfect = tables.imperfect
      /** @type {{weight: number, form: RegExp, endsInRoot: boolean, radicals: number[], others: string[]}[]} */
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

    /**
     * Whether a word is a verb behind the prefix of the future.
     * @param {string} word
     * @param {string} verb
     */
    isFuture(word, verb) {
      return this.imperfect.includes(verb[0]) && word.slice(0, -verb.length).endsWith("س")
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
      return {form: new RegExp(`^${source}$`), endsInRoot: /[1-4]$/.test(pattern), radicals}
    }

    /**
     * The kin of a word, each with how near it is.
     * @param {string[]} forms of one word
     * @param {boolean} [isFeminine] whether they end in ة, which is no letter of a root: «دراجة» is no plural of «درجة»
     * @returns {Map<string, number>}
     */
    of(forms, isFeminine = false) {
      /** @type {Map<string, number>} */
      const kin = new Map()
      const add = (/** @type {string} */ word, /** @type {number} */ weight) => {
        if (word.length > 1 && !forms.includes(word)) kin.set(word, Math.max(weight, kin.get(word) ?? 0))
      }
      for (const form of forms) {
        for (const {weight, form: pattern, endsInRoot, radicals, others} of this.patterns) {
          if (isFeminine && endsInRoot) continue
          const match = pattern.exec(form)
          if (!match) continue
          for (const other of others) {
            add(other.replace(/[1-4]/g, (digit) => match[radicals.indexOf(Number(digit)) + 1] ?? digit), weight)
          }
        }
        for (const word of this.irregular.get(form) ?? []) add(word, 0.5)
        if (form.length === 3) add(form + "ت", 0.5)
        const [first] = form
        const isImperfect = this.imperfect.includes(first) && form.length > 3
        const bare = isImperfect ? form.slice(1) : ""
        // Many nouns begin with ت and ن.
        const trust = first === this.imperfect[0] ? 0.6 : 0.3
        if (bare && first !== "ن" && (trust > 0.3 || bare.length === 3 || bare.startsWith("ت"))) add(bare, trust)
        if (bare) add("ا" + bare, trust)
        if (bare.length === 3) add(bare + "ت", trust)
        for (const rest of [bare, form, form.startsWith("ا") ? form.slice(1) : ""]) {
          if (rest.length < 3) continue
          for (const letter of this.imperfect) add(letter + rest, letter === this.imperfect[0] ? 0.6 : 0.3)
        }
      }
      for (const word of kin.keys()) if (/[1-4]/.test(word)) kin.delete(word)
      return kin
    }
  }

  /** @type {any} */ (window).mujazSearch.part("kinship", Kinship)
})()

/**
 * The words of the collection, by key, and their posting lists.
 */
(() => {
  "use strict"

  const LEVELS = 16
  const BLOCK = 256
  /** Stands in a line for a list that is a part of its own. */
  const ELSEWHERE = "*"
  /** Begins keys that are asked for only where they are. */
  const ALWAYS = "@"
  /** How many bits a part's filter has for each key, and how many of these are set for one. */
  const SIEVE_BITS = 6
  const SIEVE_TIMES = 4
  const DOT = ".".charCodeAt(0)
  /** What further forms of a word in a section add to the best one. */
  const OTHER_FORMS = 0.3
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
  const VALUES = new Uint8Array(128)
  for (let value = 0; value < 64; value++) VALUES[DIGITS.charCodeAt(value)] = value

  /**
   * Numbers from their text, each as a string of five bits a character, the lowest first.
   * @param {string} coded
   */
  function numbersOf(coded) {
    /** @type {number[]} */
    const numbers = []
    let number = 0
    let weight = 1
    for (let at = 0; at < coded.length; at++) {
      const value = VALUES[coded.charCodeAt(at)]
      number += (value & 31) * weight
      if (value & 32) {
        weight *= 32
      } else {
        numbers.push(number)
        number = 0
        weight = 1
      }
    }
    return numbers
  }

  /**
   * The postings of a list, as `postings.py` writes it: blocks behind dots, each with its number; in them pages, each
   * with its distance from the one before; of them sections.
   * @param {string} list
   * @param {(page: number, section: number, level: number, isClaim: boolean) => void} take
   */
  function eachPosting(list, take) {
    let page = 0
    let section = 0
    let number = 0
    let shift = 0
    /** What the next number is: 0 of a block, 1 the distance of a page, 2 a section. */
    let next = 0
    for (let at = 0; at < list.length; at++) {
      const code = list.charCodeAt(at)
      if (code === DOT) {
        next = 0
        continue
      }
      const value = VALUES[code]
      number |= (value & 31) << shift
      shift += 5
      if (value & 32) continue
      if (next === 0) {
        page = number * BLOCK
        next = 1
      } else if (next === 1) {
        page += number
        section = 0
        next = 2
      } else {
        section += number >> 6
        take(page, section, (number >> 2) & (LEVELS - 1), Boolean(number & 2))
        if (!(number & 1)) next = 1
      }
      number = 0
      shift = 0
    }
  }

  /**
   * Two FNV-1a over the UTF-16 of a key, as in `packing.py`.
   * @param {string} key
   */
  function hashesOf(key) {
    let one = 0x811c9dc5
    let other = 0x9dc5811c
    for (let at = 0; at < key.length; at++) {
      one = Math.imul(one ^ key.charCodeAt(at), 0x01000193)
      other = Math.imul(other ^ key.charCodeAt(at), 0x85ebca6b)
    }
    return [one >>> 0, other >>> 0]
  }

  /**
   * The name of what belongs to a key.
   * @param {string} key
   */
  function nameOf(key) {
    return hashesOf(key).map((half) => half.toString(16).padStart(8, "0")).join("")
  }

  /**
   * Whether a part may hold a key; `key_filter.py` says how it is known.
   * @param {string} key_filter
   * @param {string} key
   */
  function mayHold(key_filter, key) {
    if (key.startsWith(ALWAYS)) return true
    const size = key_filter.length * SIEVE_BITS
    const [one, other] = hashesOf(key)
    for (let time = 0; time < SIEVE_TIMES; time++) {
      const at = (one + time * other) % size
      if (!(VALUES[key_filter.charCodeAt(Math.floor(at / SIEVE_BITS))] & (1 << at % SIEVE_BITS))) return false
    }
    return true
  }

  /**
   * The lines of a part, by key. Of most parts one is asked for: they are not taken apart before.
   * @param {string} text
   */
  function byKey(text) {
    /** @type {Map<string, string[]>} */
    const table = new Map()
    for (const line of text.split("\n")) {
      const end = line.indexOf(" ")
      const key = line.slice(0, end)
      const lines = table.get(key)
      if (lines) lines.push(line.slice(end + 1))
      else table.set(key, [line.slice(end + 1)])
    }
    return table
  }

  /** @param {string} line */
  function fieldsOf(line) {
    return line.split(" ")
  }

  class Vocabulary {
    /**
     * @param {string[]} boundaries the first key of each part
     * @param {string[]} key_filters of each part, which keys it may hold
     * @param {Uint32Array} firstSection the first section of each page, by its number in posting lists
     * @param {Uint8Array} claims takes the sections that turn out to be claims
     * @param {(name: string, read: (text: string) => any) => Promise<any>} part loads a part of the index
     */
    constructor(boundaries, key_filters, firstSection, claims, part) {
      this.boundaries = boundaries
      this.key_filters = key_filters
      this.firstSection = firstSection
      this.part = part
      this.claims = claims
    }

    /**
     * The number of the part that holds a key.
     * @param {string} key
     */
    place(key) {
      const boundaries = this.boundaries
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
      const place = this.place(key)
      if (!mayHold(this.key_filters[place], key)) return []
      return ((await this.part(this.name(place), byKey)).get(key) ?? []).map(fieldsOf)
    }

    /**
     * The lines of all keys of a part, each in its fields.
     * @param {number} number
     * @returns {Promise<[key: string, lines: string[][]][]>}
     */
    async words(number) {
      const table = /** @type {Map<string, string[]>} */ (await this.part(this.name(number), byKey))
      return [...table].map(([key, lines]) => [key, lines.map(fieldsOf)])
    }

    /** @param {number} number */
    name(number) {
      return `w/${nameOf(this.boundaries[number])}`
    }

    /**
     * The posting list of a word.
     * @param {string} word
     * @param {string} list what its line has: the list, or a sign that it is a part of its own
     * @returns {Promise<string> | string}
     */
    whole(word, list) {
      return list === ELSEWHERE ? this.part(`l/${nameOf(word)}`, (/** @type {string} */ text) => text) : list
    }

    /**
     * Add a posting list to scores of sections.
     * @param {Map<number, number>} sections
     * @param {string} list
     * @param {number} weight
     */
    add(sections, list, weight) {
      const firstSection = this.firstSection
      eachPosting(list, (page, number, level, isClaim) => {
        const section = firstSection[page] + number
        const score = (level / LEVELS) * weight
        const before = sections.get(section) ?? 0
        sections.set(section, Math.max(before, score) + OTHER_FORMS * (1 - Math.max(before, score)) * Math.min(before, score))
        if (isClaim) this.claims[section] = 1
      })
    }

    /**
     * The highest level in a posting list.
     * @param {string} list
     */
    highest(list) {
      let highest = 0
      eachPosting(list, (_page, _section, level) => {
        highest = Math.max(highest, level)
      })
      return highest
    }
  }

  /** @type {any} */ (window).mujazSearch.part("vocabulary", {Vocabulary, numbersOf})
})()

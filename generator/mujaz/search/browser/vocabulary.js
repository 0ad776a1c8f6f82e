/**
 * The words of the collection, by key, and their posting lists.
 */
(() => {
  "use strict"

  const LEVELS = 16
  /** What further forms of a word in a section add to the best one. */
  const OTHER_FORMS = 0.3
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

  /**
   * The name of the part that begins with a key: its FNV-1a digest over UTF-16 code units, eight hexadecimal digits.
   * @param {string} key
   */
  function nameOf(key) {
    let digest = 0x811c9dc5
    for (let at = 0; at < key.length; at++) digest = Math.imul(digest ^ key.charCodeAt(at), 0x01000193)
    return (digest >>> 0).toString(16).padStart(8, "0")
  }

  class Vocabulary {
    /**
     * @param {string[]} boundaries the first key of each part
     * @param {(name: string, read: (text: string) => any) => Promise<any>} part loads a part of the index
     */
    constructor(boundaries, part) {
      this.boundaries = boundaries
      this.part = part
      /** @type {Set<number>} the sections that are known to be claims */
      this.claims = new Set()
    }

    /**
     * The number of the part that holds a key; -1 before the first.
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
      const number = this.place(key)
      return number < 0 ? [] : ((await this.words(number)).get(key) ?? [])
    }

    /**
     * A part of the vocabulary, by key.
     * @param {number} number
     * @returns {Promise<Map<string, string[][]>>}
     */
    words(number) {
      return this.part(`w/${nameOf(this.boundaries[number])}`, (/** @type {string} */ text) => {
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
     * The highest level in a posting list.
     * @param {string} list
     */
    highest(list) {
      let highest = 0
      eachNumber(list, (number) => {
        highest = Math.max(highest, (number >> 1) & (LEVELS - 1))
      })
      return highest
    }

    /**
     * Numbers from their text.
     * @param {string} coded
     */
    numbers(coded) {
      /** @type {number[]} */
      const numbers = []
      eachNumber(coded, (number) => numbers.push(number))
      return numbers
    }
  }

  /** @type {any} */ (window).mujazSearch.part("vocabulary", Vocabulary)
})()

/**
 * What may have been meant by a word that the collection has not: its words that differ by one letter.
 */
(() => {
  "use strict"

  /** Letters from which on a word may be meant otherwise; from which on in its first letter, too. */
  const SHORTEST = 4
  const ANY_LETTER = 5
  /** How many words are offered to those who know which of them the pages have. */
  const MOST = 8

  /** @typedef {(name: string, read: (text: string) => Set<string>) => Promise<Set<string>>} Part */

  class Spelling {
    /**
     * @param {number[]} lengths of which there are words
     * @param {Part} part loads and reads a part of the index
     */
    constructor(lengths, part) {
      this.lengths = new Set(lengths)
      this.part = part
    }

    /**
     * The words one letter away: one more, one less, another, or two that changed places. Those of the same length
     * come first.
     * @param {string} word
     * @returns {Promise<string[]>}
     */
    async near(word) {
      const letters = [...word]
      const size = letters.length
      if (size < SHORTEST || !/^[\p{L}\p{M}]+$/u.test(word)) return []
      const lengths = [size, size - 1, size + 1].filter((length) => this.lengths.has(length))
      const parts = await Promise.all(lengths.map((length) => this.part(`s/${length}`, wordsOf)))
      return parts
        .flatMap((words) => [...words].filter((other) => isNear(letters, [...other])))
        .slice(0, MOST)
    }
  }

  /** @param {string} text */
  function wordsOf(text) {
    return new Set(text.split("\n"))
  }

  /**
   * Whether two words differ by one letter, or by the order of two neighbours (the restricted distance of Damerau).
   * @param {string[]} one
   * @param {string[]} other
   */
  function isNear(one, other) {
    if (one.length < ANY_LETTER && one[0] !== other[0]) return false
    const least = Math.min(one.length, other.length)
    let start = 0
    while (start < least && one[start] === other[start]) start++
    let end = 0
    while (end < least - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++
    const [left, right] = [one.length - start - end, other.length - start - end]
    if (Math.max(left, right) <= 1) return true
    return left === 2 && right === 2 && one[start] === other[start + 1] && one[start + 1] === other[start]
  }

  /** @type {any} */ (window).mujazSearch.part("spelling", Spelling)
})()

"""Near names: forms that are a name of the glossary but for one slip of the pen.

A form is near a name if one letter is added, left out or another, two neighbours have changed places, or a space is too
many or missing: optimal string alignment distance 1 between the keys of both. One half of the name is then intact, and
by the halves all such forms are found in one pass over the text.

What is another word is no slip: another ending, a word of every day, a given name, a word of another name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from mujaz.resolve.gazetteer.forms import Form, uncased
from mujaz.resolve.gazetteer.values import Alias, Doubt, FormReading
from mujaz.text.fold import fold_text
from mujaz.text.lexicon import is_arabic_word, is_given_name, lexicon
from mujaz.text.names import name_key
from mujaz.text.patterns import lazy_re
from mujaz.text.proclitics import ARTICLE, DEFINITE, HEBREW, INDEFINITE, LONGEST
from mujaz.text.words import UNSPACED, is_boundary

_LETTERS = 7
"""So many letters a name has at least, its article not counted: in a shorter one, one letter makes another word."""

_FEW = 8
"""Names with one half in common that are compared with a text one after another."""

_LONG = 5
"""So many letters a word has at least in which a slip is one though it makes a word of every day: `Untied Nations`."""

_arabic = lazy_re("[\u0620-\u06ff\u0750-\u077f\u08a0-\u08c9]")
_cyrillic = lazy_re("[\u0400-\u052f]")
_syllables = lazy_re(f"[{UNSPACED}\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
"""Signs that stand for a syllable or a word: one that differs is no slip."""
_word = lazy_re(r"[^\W_]+")
_no_word = lazy_re(r"[\W_]")
_proclitics = lazy_re("[وف]?[بكل]?(?:ال)?")

_BEFORE_ARTICLE = frozenset(bound.removesuffix(ARTICLE) for bound in DEFINITE if bound.endswith(ARTICLE))
_CONTRACTED = frozenset(DEFINITE) - {before + ARTICLE for before in _BEFORE_ARTICLE}

_LAST_LETTERS = frozenset(bound[-1] for bound in (*DEFINITE, *INDEFINITE, *HEBREW) if bound)

_ENDINGS = {True: frozenset("يانهتكو"), False: frozenset("saeinoyоыаеуяиь")}
"""Letters at the end of an Arabic word, or else of a name, that make another form of it or an adjective."""

_WEAK = frozenset("aeiouyhаеиоуыэюяй")
"""Letters by which short names differ from each other where vowels are written: John and Jon."""


class _Slip(Struct, frozen=True):
    """How a text differs from a name: `text` stands in it, from `at` on, in place of `name`."""

    at: int
    name: str
    text: str


class _Target(Struct, frozen=True, gc=False):
    """A name as slips in it are looked for.

    Attributes:
        alias: where it comes from.
        text: the key of the name, in small letters.
        is_arabic: whether it is written in Arabic letters.
        proclitics: what may be written together with it before it.
        has_capital: whether it begins with a capital; what is near then does so, too.
    """

    alias: Alias
    text: str
    is_arabic: bool
    proclitics: Collection[str]
    has_capital: bool


class _Rests:
    """The other halves of names that have one in common, as they are and without each of their letters.

    Attributes:
        lengths: how long a form that is near one of the names may be.
        numbers: which of the names have such a half.
    """

    def __init__(self, group: list[tuple[_Target, bool]]) -> None:
        self.lengths = sorted({len(target.text) + more for target, _ in group for more in (0, 1, -1)})
        self.numbers: defaultdict[str, list[int]] = defaultdict(list)
        for number, (target, is_first) in enumerate(group):
            middle = len(target.text) // 2
            rest = target.text[middle:] if is_first else target.text[: middle + 1]
            for near in _with_and_without(rest):
                self.numbers[near].append(number)


def _with_and_without(text: str) -> set[str]:
    return {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}


class NearNames:
    """Finds what is near the names of a whole site; built once.

    Args:
        aliases: all forms of names, weak ones too: a word of theirs is no slip of another name.
        forms: the names in which slips are looked for, each in its own spelling.
    """

    def __init__(self, aliases: Iterable[Alias], forms: Iterable[Form]) -> None:
        halves: defaultdict[str, list[tuple[_Target, bool]]] = defaultdict(list)
        self._known: set[str] = set()
        for alias in aliases:
            if alias.weak:
                self._known.update(_word.findall(uncased(name_key(fold_text(alias.text)))))
        for form in forms:
            text = uncased(form.text)
            self._known.update(_word.findall(ARTICLE + text if form.is_definite else text))
            for target in _targets(form):
                middle = len(target.text) // 2
                halves[_spaced(target.text[:middle])].append((target, True))
                # Without the letter in the middle, since it may have changed places with the one before it.
                halves[_spaced(target.text[middle + 1 :]) + " "].append((target, False))
        self._halves = tuple(halves.values())
        self._rests: dict[int, _Rests] = {}
        self._automaton = AhoCorasick(halves, MatchKind.Standard)

    def readings(self, text: str) -> Iterator[tuple[tuple[int, int], FormReading]]:
        """The forms of a folded text that are near a name: half-open ranges of whole words, each with a reading."""
        key = uncased(name_key(text))
        spaced = _spaced(key) + " "
        for number, start, end in self._automaton.find_matches_as_indexes(spaced, overlapping=True):
            for target, is_first in self._candidates(number, key, spaced, start, end):
                length = len(target.text)
                if is_first:
                    if start and (before := spaced[start - 1]) != " " and before not in _LAST_LETTERS:
                        continue
                    ranges = [(start, start + length + more) for more in (0, 1, -1)]
                else:
                    ranges = [(end - 1 - length - more, end - 1) for more in (0, 1, -1)]
                for begin, finish in ranges:
                    if begin < 0 or spaced[finish : finish + 1] != " " or " " in (spaced[begin], spaced[finish - 1]):
                        continue
                    if key[begin:finish] == target.text:
                        continue
                    first = begin
                    while first and spaced[first - 1] != " " and begin - first <= LONGEST:
                        first -= 1
                    proclitic = text[first:begin]
                    if proclitic and proclitic not in target.proclitics:
                        continue
                    slip = _slip(target.text, key[begin:finish])
                    if slip is None or not self._is_meant(target, slip, key[begin:finish], text[begin:finish]):
                        continue
                    if is_boundary(text, first) and is_boundary(text, finish):
                        yield (first, finish), FormReading(target.alias, proclitic, "", Doubt.NEAR)
                        break

    def _candidates(self, number: int, key: str, spaced: str, start: int, end: int) -> Iterable[tuple[_Target, bool]]:
        """The names with a half that stands somewhere of which the other half may be there, too, but for a slip.

        Where few names have the half, it is all of them. Where many have, they are looked up: two texts with a slip
        between them are the same without one letter of each, or one is the other without a letter.
        """
        group = self._halves[number]
        if len(group) <= _FEW:
            return group
        if number not in self._rests:
            self._rests[number] = _Rests(group)
        rests = self._rests[number]
        found: set[int] = set()
        for length in rests.lengths:
            for begin, finish, rest in (
                (start, start + length, slice(end - start, None)),
                (end - 1 - length, end - 1, slice(start - end + 1)),
            ):
                if begin >= 0 and spaced[finish : finish + 1] == " " and " " not in (spaced[begin], spaced[finish - 1]):
                    for near in _with_and_without(key[begin:finish][rest]):
                        found.update(rests.numbers.get(near, ()))
        return [group[each] for each in sorted(found)]

    def _is_meant(self, target: _Target, slip: _Slip, key: str, text: str) -> bool:
        """Whether a slip is one, and does not make another word."""
        changed = slip.name + slip.text
        if (target.has_capital and not text[0].isupper()) or not all(char.isalpha() or char == " " for char in changed):
            return False
        meant = target.text[slice(*_around(target.text, slip.at, len(slip.name)))]
        first, last = _around(key, slip.at, len(slip.text))
        if any(map(str.isdigit, meant + key[first:last])) or key[first:last] in self._known:
            return False
        if " " in changed:
            return True
        behind = slip.at + len(slip.name)
        is_last = behind == len(target.text) or (target.is_arabic and target.text[behind] == " ")
        if is_last and len(slip.name) < 2 and _ENDINGS[target.is_arabic].issuperset(changed):
            return False
        stem = meant.removeprefix(ARTICLE) if target.is_arabic else meant
        if (meant == target.text or len(stem) < _LONG) and _is_word(text[first:last], is_arabic=target.is_arabic):
            return False
        if target.is_arabic or len(stem) >= _LONG or len(slip.name) == 2:
            return True
        if slip.name and slip.text:
            return False
        is_doubled = changed in (target.text[slip.at - 1 : slip.at], target.text[slip.at + len(slip.name) :][:1])
        return is_doubled or (len(stem) == _LONG - 1 and changed not in _WEAK)


def _targets(form: Form) -> Iterator[_Target]:
    """A name as slips in it are looked for; none where it is short, in small letters, or not of letters."""
    if sum(map(str.isalpha, form.text)) < _LETTERS or _syllables.search(form.text):
        return
    if form.any_case and form.text != form.text.upper():
        return  # a noun: its other forms are too near
    text, is_arabic, has_capital = uncased(form.text), bool(_arabic.match(form.text)), form.text[0].isupper()
    if not form.is_definite:
        yield _Target(form.alias, text, is_arabic, form.proclitics, has_capital)
        return
    yield _Target(form.alias, ARTICLE + text, True, _BEFORE_ARTICLE, False)
    yield _Target(form.alias, text, True, _CONTRACTED, False)


def _spaced(text: str) -> str:
    """A text of the same length with a space for each sign that belongs to no word."""
    return _no_word.sub(" ", text)


def _slip(name: str, text: str) -> _Slip | None:
    """The one slip by which a text differs from a name, or None where there is none, or there are more."""
    at = 0
    for meant, written in zip(name, text, strict=False):
        if meant != written:
            break
        at += 1
    gone, come = name[at:], text[at:]
    match len(come) - len(gone):
        case 0 if gone and gone[1:] == come[1:]:
            return _Slip(at, gone[0], come[0])
        case 0 if gone and gone[2:] == come[2:] and gone[:2] == come[1::-1]:
            return _Slip(at, gone[:2], come[:2])
        case 1 if come[1:] == gone:
            return _Slip(at, "", come[0])
        case -1 if gone[1:] == come:
            return _Slip(at, gone[0], "")
    return None


def _around(text: str, at: int, length: int) -> tuple[int, int]:
    """The range of the word, or the words, of a text in which something stands."""
    last = text.find(" ", at + length)
    return text.rfind(" ", 0, at) + 1, last if last >= 0 else len(text)


def _is_word(word: str, *, is_arabic: bool) -> bool:
    """Whether a folded word is one of every day, or a given name, which is that of another person."""
    if is_arabic:
        match = _proclitics.match(word)
        stems = {word, word[match.end() :] if match else word}
        return any(is_arabic_word(stem) or is_given_name(stem) for stem in stems if stem)
    lists = lexicon("ru" if _cyrillic.match(word) else "en")
    known = lists.everyday | lists.given
    return any(word.lower().removesuffix(ending) in known for ending in ("", "s", "ed", "ing", "ly"))

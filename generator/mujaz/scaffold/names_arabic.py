"""Names in Arabic text that no glossary has: by titles, verbs, heads of bodies, and words that no list explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from mujaz.model import EntityType
from mujaz.resolve.anchor import Range
from mujaz.scaffold.cues import cues
from mujaz.scaffold.found import Found, Places
from mujaz.scaffold.verbs import ACTING, DENYING, GROUPS, arabic_saying
from mujaz.text.fold import fold_text
from mujaz.text.lexicon import is_arabic_word, is_given_name, is_understood, lexicon
from mujaz.text.names import bare_letters
from mujaz.text.patterns import lazy_re
from mujaz.text.quotations import quotations

_WORD = lazy_re("[ء-غف-يٰ-ۓً-ْـ]+(?:-[ء-غف-يً-ْ]+)*")
_BETWEEN = lazy_re("[  ]?")
_PROCLITICS = lazy_re("[وف]?[بلك]?")
_SAYING = lazy_re(f"[وف]?(?:{arabic_saying()}|{DENYING}|{ACTING})")
_GROUP = lazy_re(GROUPS)
_PAIR = 2  # strange words that may be two by chance
_MOST = 5  # words of a person's name
_BODY = cues("arabic_bodies")
# What begins the name of a body with the article, and what then stands behind it.
_TAILS = {
    "الهلال": "الأحمر",
    "الصليب": "الأحمر",
    "الدفاع": "المدني",
    "الحرس": "الثوري|الوطني",
    "المجلس": "الأعلى|العسكري|الوطني|الانتقالي",
    "الجيش": "الوطني|الحر",
    "اللجنة": "الدولية|الأولمبية|العليا",
    "المحكمة": "العليا|الجنائية|الدستورية|الاتحادية",
    "البنك": "المركزي",
}
_PLACE = cues("arabic_places")
_THING = cues("arabic_things")
_PRONOUNS = ("ته", "ها", "هم", "هما")
_IN = frozenset(("في", "إلى", "من", "قرب"))
_QUOTED = lazy_re(
    r"(?:باسم|المعروف[ةين]*|المسما?[ىة]|[يت]سمى|منظمة|حركة|جماعة|حزب|شركة|صحيفة|عملية|صاروخ|قمر|مشروع|موقع|قناة|وكالة)"
    r"(?: [ء-ي]+)?\s*$"
)
_TITLES_MORE = cues("arabic_titles")


class _Word(Struct, frozen=True):
    place: Range
    letters: str
    stem: str
    """The letters without a proclitic, where that leaves a title, a given name or a name met elsewhere."""
    taken: bool
    """Whether it is part of a name that is known."""


def arabic_names(text: str, known: Sequence[Range], adjectives_at: Sequence[Range]) -> Iterator[Found]:
    """The names that Arabic words seem to be, in order.

    Args:
        text: the article.
        known: places of names that are known.
        adjectives_at: places of adjectives of countries.
    """
    taken, adjectives = Places([*known, *adjectives_at]), Places(adjectives_at)
    quoted = list(_quoted(text, taken))
    done = Places([*known, *(found.place for found in quoted)])
    words = list(_words(text, taken, frozenset()))
    bodies = [found for found in _bodies(text, words, adjectives) if not done.meet(found.place)]
    done = Places(found.place for found in (*quoted, *bodies))
    # What is part of a name in one place is one in others, where nothing says so.
    parts = frozenset(part for found in _people(text, words, done, adjectives) for part in found.text.split()[-1:])
    words = list(_words(text, taken, parts))
    yield from quoted
    yield from bodies
    yield from _people(text, words, done, adjectives, parts)


def _people(
    text: str,
    words: Sequence[_Word],
    done: Places,
    adjectives: Places,
    parts: frozenset[str] = frozenset(),
) -> Iterator[Found]:
    at = 0
    while at < len(words):
        end = _run(text, words, at, done, parts)
        if end == at:
            at += 1
            continue
        found = _judged(text, words, at, end, adjectives, parts)
        if found is not None and not done.meet(found.place):
            yield found
        at = end


def _words(text: str, taken: Places, parts: frozenset[str]) -> Iterator[_Word]:
    matches = list(_WORD.finditer(text))
    letters = [bare_letters(match[0]) for match in matches]
    alone = {word for word in letters if _is_strange(word)} | parts
    for match, word in zip(matches, letters, strict=True):
        start, end = match.span()
        stem = word
        proclitic = _PROCLITICS.match(word)
        for length in range(1, (proclitic.end() if proclitic and not is_given_name(word) else 0) + 1):
            rest = word[length:]
            if len(rest) > 2 and (rest in alone or is_given_name(rest) or _is_title(rest)):
                stem = rest
                if len(match[0]) == len(word):
                    start += length
                break
        yield _Word((start, end), word, stem, taken.meet((start, end)))


def _is_strange(word: str) -> bool:
    if _GROUP.fullmatch(fold_text(word)):
        return False
    if word.endswith("وا"):  # a verb, in more shapes than lists have
        return False
    return len(word) > 2 and not is_understood(word) and word not in _BODY and word not in _THING


def _is_title(word: str) -> bool:
    return word in lexicon("ar").titles or word in _TITLES_MORE


def _is_namely(word: _Word) -> bool:
    return not word.taken and (is_given_name(word.stem) or _is_strange(word.stem)) and not _is_title(word.stem)


def _touch(text: str, first: _Word, second: _Word) -> bool:
    return bool(_BETWEEN.fullmatch(text, first.place[1], second.place[0]))


def _run(text: str, words: Sequence[_Word], at: int, done: Places, parts: frozenset[str]) -> int:
    """Where the run of words ends that may be one name; `at` where none begins."""
    placed = at > 0 and words[at - 1].letters in _PLACE and _touch(text, words[at - 1], words[at])
    is_place = placed and not is_arabic_word(words[at].letters) and not words[at].letters.startswith("ال")
    if done.meet(words[at].place) or not (_is_namely(words[at]) or words[at].stem in parts or is_place):
        return at
    if words[at].taken or (
        words[at].letters.startswith("ال") and at + 1 < len(words) and _is_after_noun(text, words, at)
    ):
        return at
    kin = lexicon("ar").kin
    end = at + 1
    while end < len(words) and end - at < _MOST and _touch(text, words[end - 1], words[end]):
        word = words[end]
        if word.letters in kin and end + 1 < len(words) and not words[end + 1].taken:
            end += 2
        elif word.letters.startswith("ال") and words[at].stem in parts:
            break
        elif _is_namely(word) and word.stem == word.letters:
            end += 1
        else:
            break
    end = min(end, len(words))
    if end == at + 1 and end < len(words) and words[at].stem not in parts and _touch(text, words[at], words[end]):
        word = words[end]
        following = text[word.place[1] : word.place[1] + 1]
        if (
            word.taken
            or word.stem != word.letters
            or _is_title(word.letters)
            or is_arabic_word(word.letters)
            or word.letters in _BODY
        ):
            return end
        cued = _is_cued(text, words, at) or (at > 0 and words[at - 1].taken)
        if (is_given_name(words[at].stem) and (cued or (word.letters.startswith("ال") and following == "،"))) or (
            cued and following and following in "،,.:»" and _is_strange(words[at].stem)
        ):
            end += 1
    return end


def _is_after_noun(text: str, words: Sequence[_Word], at: int) -> bool:
    """Whether a word with the article only says what the name behind it is: «المسبار أوسايرس»."""
    following = words[at + 1]
    return _touch(text, words[at], following) and _is_namely(following) and not following.letters.startswith("ال")


def _is_cued(text: str, words: Sequence[_Word], at: int) -> bool:
    """Whether a verb of saying, a title or an adjective of a country stands before a name."""
    if not at:
        return False
    before = words[at - 1]
    if not _touch(text, before, words[at]):
        return False
    return _is_title(before.stem) or bool(_SAYING.fullmatch(fold_text(before.letters)))


def _judged(
    text: str, words: Sequence[_Word], at: int, end: int, adjectives: Places, parts: frozenset[str]
) -> Found | None:
    run = words[at:end]
    place = run[0].place[0], run[-1].place[1]
    before = words[at - 1] if at and _touch(text, words[at - 1], run[0]) else None
    name = text[slice(*place)]
    by_adjective = before is not None and adjectives.meet(before.place)
    if before is not None and before.letters in _PLACE:
        return Found(place, name, EntityType.PLACE, True)
    if before is not None and before.letters.removeprefix("ال") in _THING:
        return Found(place, name, EntityType.PRODUCT, True)
    given = is_given_name(run[0].stem)
    if len(run) > 1:
        if given and all(is_arabic_word(word.stem) for word in run):
            return None
        cued = given or by_adjective or _is_cued(text, words, at)
        behind = text[place[1] : place[1] + 1]
        return Found(place, name, EntityType.PERSON, cued or len(run) > _PAIR or behind in "،,:" or before is None)
    if _is_cued(text, words, at) or by_adjective:
        if is_given_name(run[0].stem) and is_arabic_word(run[0].letters):
            return None
        return Found(place, name, EntityType.PERSON, True)
    if not _is_strange(run[0].stem):
        return Found(place, name, None, False) if run[0].stem in parts else None
    if run[0].letters.endswith(_PRONOUNS):
        return None
    if before is not None and before.letters in _IN and not run[0].letters.startswith("ال"):
        return Found(place, name, EntityType.PLACE, True)
    if run[0].letters.startswith("ال"):  # as likely an adjective that no list has
        return None
    return Found(place, name, None, False)


def _bodies(text: str, words: Sequence[_Word], adjectives: Places) -> Iterator[Found]:
    """Bodies: a head such as «منظمة» and the words with the article behind it."""
    at = 0
    while at < len(words):
        head = words[at]
        bare = head.letters.removeprefix("و").removeprefix("ل").removeprefix("ب")
        end = at + 1
        if head.letters in _BODY or bare in _BODY:
            while end < len(words) and end - at < 6 and _touch(text, words[end - 1], words[end]):
                word = words[end]
                is_own = end == at + 1 and end + 1 < len(words) and not word.taken and _is_strange(word.letters)
                if is_own and _touch(text, word, words[end + 1]) and re.match("ال..|لل..", words[end + 1].letters):
                    end += 2
                elif re.match("و?(?:ال|لل)..", word.letters) and not _is_title(word.letters):
                    end += 1
                else:
                    break
            start = head.place[1] - len(bare) if bare in _BODY and head.letters not in _BODY else head.place[0]
        elif bare in _TAILS:
            start = head.place[1] - len(bare)
            while end < len(words) and end - at < 6 and _touch(text, words[end - 1], words[end]):
                if end == at + 1 and not re.fullmatch(_TAILS[bare], words[end].letters):
                    break
                if not re.match("ال..|لل..", words[end].letters):
                    break
                end += 1
        if any(
            word.letters.startswith("لل") for word in words[at + 1 : end]
        ):  # «… للأمن القومي» has its state behind it
            while end > at + 2 and adjectives.meet(words[end - 1].place):
                end -= 1
        if end > at + 1 and not (bare == "مركز" and words[at + 1].letters.startswith("ال")):
            place = start, words[end - 1].place[1]
            yield Found(place, text[slice(*place)], EntityType.ORGANIZATION, True)
        at = end


def _quoted(text: str, taken: Places) -> Iterator[Found]:
    """Names in quotation marks, behind a word that says that one follows."""
    for start, end in quotations(text):
        words = text[start:end].split()
        if not 0 < len(words) <= 4 or taken.meet((start, end)) or text[start:end].strip(" .،") != text[start:end]:
            continue
        if _QUOTED.search(text, max(0, start - 60), start - 1):
            yield Found((start, end), text[start:end], None, True)

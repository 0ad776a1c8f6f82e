"""Names in Arabic text that no glossary has: by titles, verbs, heads of bodies, and words that no list explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from mujaz.model import EntityType
from mujaz.resolve.anchor import Range
from mujaz.scaffold.found import Found, overlaps
from mujaz.text.lexicon import is_arabic_word, is_given_name, is_understood, lexicon
from mujaz.text.names import bare_letters
from mujaz.text.patterns import lazy_re
from mujaz.text.quotations import quotations

_WORD = lazy_re("[ء-غف-يٰ-ۓً-ْـ]+(?:-[ء-غف-يً-ْ]+)*")
_BETWEEN = lazy_re("[  ]?")
_PROCLITICS = lazy_re("[وف]?[بلك]?")
_MOST = 5  # words of a person's name
_BODY = frozenset(
    """منظمة وزارة هيئة مجلس وكالة حزب جماعة حركة شركة جامعة اتحاد تحالف مؤسسة لجنة محكمة بنك جمعية نقابة قوات جيش مكتب
    معهد صندوق رابطة شبكة صحيفة قناة جبهة تنظيم مفوضية بعثة كتائب حكومة""".split()
)
_WHOLE_BODY = frozenset("الهلال الصليب الدفاع المجلس الاتحاد الحرس الجيش المفوضية الوكالة اللجنة المحكمة البنك الحزب".split())
"""What begins the name of a body with the article: such a name has an adjective or a `لل…` behind it."""
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
_PLACE = frozenset(
    "مدينة عاصمة دولة بلدة قرية منطقة محافظة ولاية جزيرة مخيم حي إقليم مقاطعة ضاحية بحيرة نهر جبل خليج مضيق محطة "
    "بمدينة لمدينة ومدينة".split()
)
_THING = frozenset("صاروخ قمر سفينة طائرة غواصة مدمرة مسيرة نظام منظومة مركبة مسبار تلسكوب".split())
_IN = frozenset(("في", "إلى", "من", "قرب"))
_QUOTED = lazy_re(
    r"(?:باسم|المعروف[ةين]*|المسما?[ىة]|[يت]سمى|منظمة|حركة|جماعة|حزب|شركة|صحيفة|عملية|صاروخ|قمر|مشروع|موقع|قناة|وكالة)"
    r"(?: [ء-ي]+)?\s*$"
)
_TITLES_MORE = frozenset(
    "المتحدث المتحدثة متحدث متحدثة والزعيم الناطق مدير مديرة مندوب مندوبة مبعوث مبعوثة قائد قائدة عضو خبير خبيرة محلل "
    "كبير رئيس رئيسة وزير وزيرة نائب سفير سفيرة زعيم زعيمة مستشار مستشارة أمين أمينة المرشد باحث باحثة".split()
)


class _Word(Struct, frozen=True):
    place: Range
    letters: str
    stem: str
    """The letters without a proclitic, where that leaves a title, a given name or a name met elsewhere."""
    taken: bool
    """Whether it is part of a name that is known."""


def arabic_names(text: str, known: Sequence[Range], adjectives: Sequence[Range]) -> Iterator[Found]:
    """The names that Arabic words seem to be, in order.

    Args:
        text: the article.
        known: places of names that are known.
        adjectives: places of adjectives of countries.
    """
    taken = [*known, *adjectives]
    words = list(_words(text, taken))
    quoted = list(_quoted(text, taken))
    yield from quoted
    done = [found.place for found in quoted]
    bodies = [found for found in _bodies(text, words, list(adjectives)) if not overlaps(found.place, done)]
    yield from bodies
    done += [found.place for found in bodies]
    at = 0
    while at < len(words):
        end = _run(text, words, at, done)
        if end == at:
            at += 1
            continue
        found = _judged(text, words, at, end, list(adjectives))
        if found is not None:
            yield found
        at = end


def _words(text: str, taken: list[Range]) -> Iterator[_Word]:
    matches = list(_WORD.finditer(text))
    letters = [bare_letters(match[0]) for match in matches]
    alone = {word for word in letters if _is_strange(word)}
    for match, word in zip(matches, letters, strict=True):
        start, end = match.span()
        stem = word
        proclitic = _PROCLITICS.match(word)
        if proclitic and proclitic[0] and not is_given_name(word):
            rest = word[proclitic.end() :]
            if len(rest) > 2 and (rest in alone or is_given_name(rest) or _is_title(rest)):
                stem = rest
                if len(match[0]) == len(word):
                    start += proclitic.end()
        yield _Word((start, end), word, stem, overlaps((start, end), taken))


def _is_strange(word: str) -> bool:
    return len(word) > 2 and not is_understood(word) and word not in _BODY and word not in _THING


def _is_title(word: str) -> bool:
    return word in lexicon("ar").titles or word in _TITLES_MORE


def _is_namely(word: _Word) -> bool:
    return not word.taken and (is_given_name(word.stem) or _is_strange(word.stem)) and not _is_title(word.stem)


def _touch(text: str, first: _Word, second: _Word) -> bool:
    return bool(_BETWEEN.fullmatch(text, first.place[1], second.place[0]))


def _run(text: str, words: Sequence[_Word], at: int, done: list[Range]) -> int:
    """Where the run of words ends that may be one name; `at` where none begins."""
    if overlaps(words[at].place, done) or not _is_namely(words[at]):
        return at
    kin = lexicon("ar").kin
    end = at + 1
    while end < len(words) and end - at < _MOST and _touch(text, words[end - 1], words[end]):
        word = words[end]
        if word.letters in kin and end + 1 < len(words) and not words[end + 1].taken:
            end += 2
        elif _is_namely(word) and word.stem == word.letters:
            end += 1
        else:
            break
    end = min(end, len(words))
    if end == at + 1 and end < len(words) and _touch(text, words[at], words[end]):
        word = words[end]
        following = text[word.place[1] : word.place[1] + 1]
        is_family = word.letters.startswith("ال") and not word.taken and not _is_title(word.letters)
        if is_family and is_given_name(words[at].stem) and (following in "،,.:»" or _is_cued(text, words, at)):
            end += 1
    return end


def _is_cued(text: str, words: Sequence[_Word], at: int) -> bool:
    """Whether a verb of saying, a title or an adjective of a country stands before a name."""
    if not at:
        return False
    before = words[at - 1]
    if not _touch(text, before, words[at]):
        return False
    bare = before.letters.removeprefix("و").removeprefix("ف")
    return bare in lexicon("ar").saying or before.letters in lexicon("ar").saying or _is_title(before.stem)


def _judged(text: str, words: Sequence[_Word], at: int, end: int, adjectives: list[Range]) -> Found | None:
    run = words[at:end]
    place = run[0].place[0], run[-1].place[1]
    before = words[at - 1] if at and _touch(text, words[at - 1], run[0]) else None
    name = text[slice(*place)]
    by_adjective = before is not None and overlaps(before.place, adjectives)
    if before is not None and before.letters in _PLACE:
        return Found(place, name, EntityType.PLACE, True)
    if before is not None and before.letters in _THING:
        return Found(place, name, EntityType.PRODUCT, True)
    given = is_given_name(run[0].stem)
    if len(run) > 1:
        if given and all(is_arabic_word(word.stem) for word in run):
            return None
        return Found(place, name, EntityType.PERSON, given or by_adjective or _is_cued(text, words, at) or len(run) > 1)
    if _is_cued(text, words, at) or by_adjective:
        if is_given_name(run[0].stem) and is_arabic_word(run[0].letters):
            return None
        return Found(place, name, EntityType.PERSON, True)
    if not _is_strange(run[0].stem):
        return None
    if before is not None and before.letters in _IN and not run[0].letters.startswith("ال"):
        return Found(place, name, EntityType.PLACE, True)
    return Found(place, name, None, False)


def _bodies(text: str, words: Sequence[_Word], adjectives: list[Range]) -> Iterator[Found]:
    """Bodies: a head such as «منظمة» and the words with the article behind it."""
    at = 0
    while at < len(words):
        head = words[at]
        bare = head.letters.removeprefix("و").removeprefix("ل").removeprefix("ب")
        end = at + 1
        if head.letters in _BODY or bare in _BODY:
            while end < len(words) and end - at < 6 and _touch(text, words[end - 1], words[end]):
                if re.match("و?(?:ال|لل)..", words[end].letters) and not _is_title(words[end].letters):
                    end += 1
                else:
                    break
            start = head.place[1] - len(bare) if bare in _BODY and head.letters not in _BODY else head.place[0]
        elif bare in _WHOLE_BODY and bare in _TAILS:
            start = head.place[1] - len(bare)
            while end < len(words) and end - at < 6 and _touch(text, words[end - 1], words[end]):
                if end == at + 1 and not re.fullmatch(_TAILS[bare], words[end].letters):
                    break
                if not re.match("ال..|لل..", words[end].letters):
                    break
                end += 1
        while end > at + 2 and overlaps(words[end - 1].place, adjectives) and words[end - 2].letters.startswith("لل"):
            end -= 1
        if end > at + 1:
            place = start, words[end - 1].place[1]
            yield Found(place, text[slice(*place)], EntityType.ORGANIZATION, True)
        at = end


def _quoted(text: str, taken: list[Range]) -> Iterator[Found]:
    """Names in quotation marks, behind a word that says that one follows."""
    for start, end in quotations(text):
        words = text[start:end].split()
        if not 0 < len(words) <= 4 or overlaps((start, end), taken) or text[start:end].strip(" .،") != text[start:end]:
            continue
        if _QUOTED.search(text, max(0, start - 60), start - 1):
            yield Found((start, end), text[start:end], None, True)

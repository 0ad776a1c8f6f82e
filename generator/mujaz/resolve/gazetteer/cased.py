"""Neighbours in scripts with capitals: a word with a capital belongs to a name, unless something explains it."""

from __future__ import annotations

from functools import cache, lru_cache

from mujaz.model import EntityType
from mujaz.resolve.gazetteer.context import Context, Word
from mujaz.text.lexicon import CASED, lexicon
from mujaz.text.patterns import lazy_re

_cased = lazy_re("[A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff]")
_word = lazy_re(r"[^\W\d_]+")
_endings = ("'s", "’s", "ing", "es", "ed", "ly", "s", "d")
_ARTICLES = frozenset(("a", "an", "the", "this", "that"))
_IRISH = ("O'", "O’")
_NAMED = frozenset((EntityType.PERSON, EntityType.PLACE, EntityType.ORGANIZATION))
_AUXILIARY = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "am",
        "be",
        "will",
        "would",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
    ]
)
_ARTICLES_ELSEWHERE = frozenset(
    ["le", "la", "les", "el", "los", "las", "il", "lo", "gli", "i", "der", "die", "das", "den", "dem"]
)
_LONG = 4  # letters of words that have a capital in headlines
_MOST = 0.75  # of the long words of a headline have one
_FEW = 4  # words of a line that says too little of its style


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset[str]().union(*(getattr(lexicon(tag), name) for tag in CASED))


@lru_cache(maxsize=4096)
def _is_everyday(word: str) -> bool:
    words = _list("everyday")
    if word in words:
        return True
    stems = [word[: -len(ending)] for ending in _endings if word.endswith(ending)]
    return any(stem in words or stem + "e" in words or _undoubled(stem) in words for stem in stems)


def _undoubled(stem: str) -> str:
    return stem[:-1] if stem[-1:] == stem[-2:-1] else stem


def has_case(text: str) -> bool:
    """Whether a name is in a script with capitals, and begins with one."""
    match = _cased.search(text)
    return match is not None and match[0].isupper()


def beside(context: Context) -> str:
    """The word beside a name that may make it another; empty where there is none."""
    if context.initials and not _fits(context):
        return context.initials
    if context.initial_behind and context.type is EntityType.PERSON:
        return context.initial_behind
    if context.original.endswith(_IRISH, 0, context.hit.start) and context.type is EntityType.PERSON:
        return _IRISH[0]
    left, right = context.left, context.right
    if left is not None and not context.initials and _joins_before(context, left):
        return left.text
    if right is not None and _joins_behind(context, right):
        return right.text
    return ""


def is_everyday(context: Context) -> bool:
    """Whether a name of one word may be a word of every day: a month, or one whose capital the sentence explains."""
    low = context.text.lower()
    if len(context.words) > 1 or context.type not in _NAMED:
        return False
    left, right = context.left, context.right
    if (left is not None and left.text.lower() in _list("titles")) or (
        right is not None and right.text in _list("saying")
    ):
        return False
    if low in _list("calendar"):
        return True
    is_word = _is_everyday(low) or not _list("given").isdisjoint((low, low.removesuffix("s")))
    if is_word and context.text.isupper() and any(map(_is_loud, (left, right))):
        return True  # «TELL US MORE»
    if context.initials or _is_possessor(context):
        return False
    if _is_acronym(context, context.text) and not context.begins_sentence(context.hit.start):
        return False
    if _is_acronym(context, context.text):
        return right is None or right.text in _list("small") | _AUXILIARY  # «WHO is to blame?»
    is_noun = left is not None and left.text.lower() in _ARTICLES and context.type is EntityType.PERSON
    return is_word and (is_noun or context.begins_sentence(context.hit.start) or _is_headline(context.line))


def acts(context: Context) -> bool:
    """Whether a sentence is about a name: "Rice visited", "Rice, who"; not "Rice prices", "Rice is", nor "in May,"."""
    if context.text.lower() in _list("calendar"):
        left = context.left.text.lower() if context.left else ""
        if context.right is None or left in _list("small") or left.isdigit():
            return False
    if context.right is None:
        return context.original.startswith(",", context.hit.end)
    return context.right.text.endswith("ed") and not context.right.is_hyphened


def is_plain(context: Context) -> bool:
    """Whether a hit surely is a name: in several words, or that of no person with a capital of its own."""
    if context.hit.doubt is not None or context.type is EntityType.PERSON:
        return context.hit.doubt is None and len(context.words) > 1
    return not (context.begins_sentence(context.hit.start) or _is_headline(context.line))


def _fits(context: Context) -> bool:
    """Whether the initials before a surname are those of the entity, or of a title."""
    first = context.initials[0].lower()
    return context.type is not EntityType.PERSON or any(name[0] == first for name in context.given_names())


def _joins_before(context: Context, word: Word) -> bool:
    low = word.text.lower()
    if low in _list("feminine"):
        return _may_be_other_woman(context)
    if not (_list("titles") | _list("calendar")).isdisjoint((low, *low.split("-"))):
        return False
    if word.gap.startswith(".") or low.endswith(("'s", "’s")):
        return False
    if low in _list("kin"):
        return context.type is EntityType.PERSON or (word.text[0].isupper() and not _is_article(context, word))
    if not word.text[0].isupper() or low in _list("small"):
        return False
    if word.is_hyphened:
        return not _is_name(context, word)
    if (hit := context.hit_at(word)) is not None:
        return hit.entities != context.hit.entities and not context.is_known(word) and context.type is EntityType.PERSON
    if _is_acronym(context, word.text):
        return False
    if low in _list("bound") and context.type is not EntityType.PERSON:
        return True
    if _is_acronym(context, context.text) and context.type is not EntityType.PERSON:
        return not context.begins_sentence(word.start)
    excused = context.begins_sentence(word.start) or _is_headline(context.line)
    return not (excused and _is_everyday(low) and low not in _list("given"))


def _joins_behind(context: Context, word: Word) -> bool:
    low = word.text.lower()
    if not word.text[0].isupper():
        return low in _list("kin") and low not in _list("everyday") and context.type is EntityType.PERSON
    if word.is_hyphened:
        return not _is_name(context, word)
    if low in _list("generations"):
        return context.type is EntityType.PERSON
    if low in _list("titles") | _list("calendar") | _list("small") or _is_acronym(context, word.text):
        return False
    if context.type is EntityType.PLACE and low in _list("kinds"):
        return False
    if (hit := context.hit_at(word)) is not None:
        return hit.entities != context.hit.entities and context.type is EntityType.PERSON and not context.is_known(word)
    if low in _list("things"):
        return True
    if len(context.words) > 1 and context.line.isupper():
        return False
    return not (_is_headline(context.line) and _is_everyday(low))


def _is_name(context: Context, word: Word) -> bool:
    """Whether a word is a whole name of another entity: "the Smith-Miller talks", where the glossary has both."""
    hit = context.hit_at(word)
    return hit is not None and (hit.start, hit.end) == (word.start, word.end) and hit.entities != context.hit.entities


def _is_possessor(context: Context) -> bool:
    """Whether 's stands behind a name that no article stands before: "Turkey's offer" is no bird's."""
    behind = context.original[context.hit.end : context.hit.end + 2].lower()
    return behind in ("'s", "’s") and (context.left is None or context.left.text.lower() not in _ARTICLES)


def _is_article(context: Context, word: Word) -> bool:
    """Whether a word that begins a sentence is the article of a name in another language: «La Corée du Nord»."""
    if word.text.lower() not in _ARTICLES_ELSEWHERE or not context.begins_sentence(word.start):
        return False
    return len(context.words) > 1 or any(alias.language.partition("-")[0] != "en" for alias in context.hit.aliases)


def _may_be_other_woman(context: Context) -> bool:
    """Whether a woman's title before a surname may speak of a wife: the entity's given name is not that of a woman."""
    given = tuple(context.given_names())
    return context.type is EntityType.PERSON and bool(given) and not _list("women").intersection(given)


def _is_acronym(context: Context, word: str) -> bool:
    return len(word) > 1 and word.isupper() and not context.line.isupper()


def _is_loud(word: Word | None) -> bool:
    """Whether a word of every day is all in capitals."""
    return word is not None and len(word.text) > 1 and word.text.isupper() and _is_everyday(word.text.lower())


@lru_cache(maxsize=512)
def _is_headline(line: str) -> bool:
    """Whether a line has capitals at most of its words, or has no other letters, so that a capital says little."""
    if all(char.isupper() or not char.isalpha() for char in line):
        return True
    if line.rstrip().endswith("."):
        return False
    long = [word for word in _word.findall(line) if len(word) >= _LONG]
    return len(long) >= _FEW and sum(word[0].isupper() for word in long) >= _MOST * len(long)

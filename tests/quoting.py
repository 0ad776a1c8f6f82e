"""Quotes, names and translations made to get words of an article out of findings, for the proof of rights.

The words of the article are made up, so that one of them in a report is surely from the article.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import islice, product
from pathlib import Path

_LATIN = (("b", "d", "g", "k", "m", "p", "z"), ("a", "o", "u"), ("v", "l", "r", "n"), ("ax", "ob", "um", "ek"))
_ARABIC = (("ب", "د", "ط", "ك", "م", "ز", "ن", "ح"), ("ا", "و"), ("ف", "ل", "ر", "س", "ق"), ("اض", "وز", "يط"))
_FALSE = "qqq"
WORDS = {
    language: tuple(islice(("".join(parts) for parts in product(*syllables)), 0, 240, 3))
    for language, syllables in (("en", _LATIN), ("ar", _ARABIC))
}
"""Eighty words of the article in English, and as many as there are in Arabic; none is twice."""


def _article(language: str) -> str:
    words = WORDS[language]
    return "".join(f"{' '.join(words[start : start + 10])}.\n" for start in range(0, len(words), 10))


def _seed(text: str, language: str, *, rights: str = "link", more: str = "", id: str = "article") -> dict[str, str]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    record = f"language: {language}\ntitle: Piers\npublisher: Gazette\nrights: {rights}\nsha256: {digest}\n{more}"
    return {f"seeds/{id}.txt": text, f"seeds/{id}.yml": record}


def _brief(claims: Iterable[Mapping[str, str]], language: str = "en", more: str = "") -> dict[str, str]:
    head = f"language: {language}\ntitle: Piers\nseeds: [article]\nstatus: draft\n{more}"
    items = "".join(
        f"  - id: c{number}\n    at: {json.dumps(at, ensure_ascii=False)}\n    statement: S {number}.\n"
        for number, at in enumerate(claims, 1)
    )
    return {"briefs/quoting.yml": head + (f"claims:\n{items}" if items else "")}


def before() -> dict[str, str]:
    """The site before: the article, of which nothing may be shown, and a brief without a quote."""
    return {**_seed(_article("en"), "en"), **_brief(())}


def quoting_all() -> dict[str, str]:
    """A brief that quotes each fourth word of the article, each with the word before it."""
    words = WORDS["en"]
    return _brief({"exact": words[n], "prefix": words[n - 1]} for n in range(3, len(words), 4))


def replacements() -> dict[str, str]:
    """Texts in the place of the article, under which quotes are lost or stand in several places."""
    text, words = _article("en"), WORDS["en"]
    return {
        "the words before are others": re.sub(r"\S+ (\S+)", r"zzz \1", text),
        "quoted words are spelt otherwise": " ".join(w[:-1] + "h" if n % 4 == 3 else w for n, w in enumerate(words)),
        "all is there twice": text + text,
        "every other word is left out": " ".join(words[::2]),
    }


def attempts() -> dict[str, dict[str, str]]:
    """The files of a change, by what it tries; each yields findings."""
    found: dict[str, dict[str, str]] = {}
    for language, words in WORDS.items():
        seed = _seed(_article(language), language)

        def add(
            name: str,
            claims: Iterable[Mapping[str, str]],
            *,
            seed: Mapping[str, str] = seed,
            language: str = language,
        ) -> None:
            found[f"{name}, {language}"] = {**seed, **_brief(claims, language)}

        fourth = range(3, len(words), 4)
        rows = [words[start : start + 9] for start in range(0, len(words) - 9, 10)]
        add("each fourth word with a false prefix", ({"exact": words[n], "prefix": _FALSE} for n in fourth))
        add("each fourth word with a false suffix", ({"exact": words[n], "suffix": _FALSE} for n in fourth))
        add("each word with a false prefix", ({"exact": word, "prefix": _FALSE} for word in words[:40]))
        add("the first and last word with a false suffix", ({"exact": words[n], "suffix": _FALSE} for n in (0, -1)))
        changes: dict[str, Callable[[int, str], str]] = {
            "every third word another": lambda n, word: _FALSE if n % 3 == 1 else word,
            "one word another": lambda n, word: _FALSE if n == 4 else word,
            "one word left out": lambda n, word: "" if n == 4 else word,
            "a word too many": lambda n, word: f"{word} {_FALSE}" if n == 4 else word,
            "the last letters cut off": lambda _, word: word[:-1],
            "the first letters only": lambda _, word: word[:4],
            "every word doubled in a letter": lambda _, word: word[0] + word,
        }
        for name, change in changes.items():
            add(name, ({"exact": " ".join(" ".join(change(*w) for w in enumerate(row)).split())} for row in rows))
        long = " ".join([*words[:40], *[_FALSE] * 300])
        add("a quote too long to be compared", ({"exact": long},))
        add("quotes over several lines", ({"exact": "\n".join(row), "prefix": _FALSE} for row in rows))

        often = " ".join(f"zzz {word}" for word in words[:40]) + ".\n"
        often_seed = _seed(often, language)
        found[f"a word that occurs often, {language}"] = {**often_seed, **_brief([{"exact": "zzz"}], language)}
        twice = _seed(_article(language) * 2 + f"{words[5]} {words[30]}.\n", language)
        found[f"words that occur twice, {language}"] = {
            **twice,
            **_brief(({"exact": word} for word in words[4:36]), language),
        }
        overrides = "".join(
            f"  - at: {json.dumps({'exact': words[n], 'prefix': _FALSE}, ensure_ascii=False)}\n    entity: null\n"
            for n in fourth
        )
        found[f"decided mentions that are lost, {language}"] = {
            **seed,
            **_brief((), language, f"mentions:\n{overrides}"),
        }
        sentences = "".join(
            f"    - exact: {json.dumps(' '.join([*row[:4], _FALSE, *row[5:]]), ensure_ascii=False)}\n      text: S.\n"
            for row in rows
        )
        other = "ar" if language == "en" else "en"
        translation = f"translation:\n  language: {other}\n  sentences:\n{sentences}"
        found[f"translated sentences that are stale, {language}"] = {
            **_seed(_article(language), language, more=translation),
            **_brief((), language),
        }
    return {**found, **_names(), **_others()}


def _entity(id: str, name: str) -> str:
    return f"  {id}:\n    type: person\n    name: {name}\n"


def _names() -> dict[str, dict[str, str]]:
    words = WORDS["en"]
    text = "".join(
        f"{a.title()} {b.title()} {c}.\n" for a, b, c in zip(words[::3], words[1::3], words[2::3], strict=False)
    )
    seed = _seed(text, "en")
    near = [f"{word.title()}ee Doe" for word in words[:9:3]]
    same = words[0].title()
    return {
        "names near those of the article": {
            **_seed("".join(f"Mr {name[:-5]}e Doe {words[9 + n]}.\n" for n, name in enumerate(near)), "en"),
            **_brief(()),
            "briefs/glossary/people.yml": "entities:\n"
            + "".join(_entity(f"p{n}", name) for n, name in enumerate(near)),
        },
        "a name of two persons": {
            **seed,
            **_brief(()),
            "briefs/glossary/people.yml": "entities:\n" + _entity("one", same) + _entity("other", same),
        },
        "a name beside another": {
            **seed,
            **_brief(()),
            "briefs/glossary/people.yml": "entities:\n" + _entity("one", words[1].title()),
        },
    }


def _others() -> dict[str, dict[str, str]]:
    garbled = _article("ar").encode().decode("windows-1252", "replace").replace("\ufffd", "")
    return {
        "a text that was read in a false encoding": {**_seed(garbled, "ar"), **_brief((), "ar")},
        "a record that has errors": {
            **_seed(_article("en"), "en", more="unknown: 1\n"),
            **_brief([{"exact": WORDS["en"][3], "prefix": _FALSE}]),
        },
        "hidden characters in the text": {
            **_seed(_article("en").replace(" ", " \u202e"), "en"),
            **_brief([{"exact": WORDS["en"][3], "prefix": _FALSE}]),
        },
    }


def write_files(root: Path, files: Mapping[str, str]) -> None:
    """Write the files of a site."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def said_of_article(text: str, own: str = "") -> list[str]:
    """The words of the article in a report.

    Args:
        text: the report.
        own: what the author of the change wrote: words in it are his.
    """
    text, own = text.lower(), own.lower()
    return [word for words in WORDS.values() for word in words if word in text and word not in own]

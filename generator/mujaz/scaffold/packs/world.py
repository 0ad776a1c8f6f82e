"""The world's countries, their capitals and the bodies that news name: from CLDR and tables of mujaz's own.

Names of countries are those of CLDR, which Babel ships; capitals, adjectives and other names are in `countries.csv`,
bodies in `bodies.csv`. Words of every day that are also names stand there as weak, or not at all.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from babel import Locale

from mujaz.model import EntityType
from mujaz.scaffold.drafts import Draft, id_of

_CLDR = {
    "CD": ("Democratic Republic of the Congo", "جمهورية الكونغو الديمقراطية"),
    "HK": ("Hong Kong", "هونغ كونغ"),
    "CG": ("Republic of the Congo", "جمهورية الكونغو"),
    "MM": ("Myanmar", "ميانمار"),
    "OM": ("Oman", "سلطنة عُمان"),
    "PS": ("Palestine", "فلسطين"),
    "TL": ("Timor-Leste", "تيمور الشرقية"),
}
"""Names in place of those of CLDR that have parentheses or dashes, or whose Arabic is also that of a capital."""
_WEAK = {"مالي", "بنين", "عُمان", "US", "Male", "Victoria", "سوفا", "برن", "ريغا", "دكا", "ليما", "أبيا", "مسقط"}
"""Forms that are also other words, or that another name shares."""
_CONTESTED = frozenset(("IL", "PS"))
"""Countries whose capital is disputed: the pack does not say what lies where."""


@cache
def world() -> tuple[Draft, ...]:
    """All entities of the pack, in English and Arabic: countries, capitals, bodies."""
    return (*_countries_and_capitals(), *_bodies())


def countries(language: str) -> Iterator[tuple[str, str]]:
    """The ids of countries, each with its name in some language as CLDR has it."""
    known = Locale.parse(language.replace("-", "_")).territories
    for row in _rows("countries.csv"):
        if row["code"] in known:
            yield id_of([_names(row["code"])[0]]), known[row["code"]]


def _rows(name: str) -> list[dict[str, str]]:
    text = (resources.files("mujaz.scaffold.packs") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def _names(code: str) -> tuple[str, str]:
    if code in _CLDR:
        return _CLDR[code]
    english = Locale("en").territories[code].replace("’", "'").replace(" & ", " and ").replace("St.", "Saint")
    return english, Locale("ar").territories[code]


def _list(cell: str) -> list[str]:
    return [text for text in cell.split(",") if text]


def _marked(texts: Sequence[str], *names: str) -> list[str]:
    return [f"?{text}" if text in _WEAK else text for text in texts if text not in names]


def _countries_and_capitals() -> Iterator[Draft]:
    capitals = []
    taken = set()
    for row in _rows("countries.csv"):
        english, arabic = _names(row["code"])
        also, also_arabic = _list(row["also"]), _list(row["also_ar"])
        if row["code"] == "OM":
            also_arabic.append("عُمان")
        id = id_of([english])
        taken.add(id)
        yield Draft(
            id,
            EntityType.PLACE,
            {"ar": arabic, "en": english},
            {"ar": _marked(also_arabic, arabic), "en": _marked(also, english)},
            {"ar": _list(row["adjective_ar"]), "en": _list(row["adjective"])},
        )
        for name, name_arabic in zip(_list(row["capital"])[:1], _list(row["capital_ar"])[:1], strict=True):
            capitals.append(
                Draft(
                    id_of([name]),
                    EntityType.PLACE,
                    {"ar": name_arabic, "en": name},
                    {
                        "ar": _marked(_list(row["capital_ar"])[1:]),
                        "en": _marked(_list(row["capital"])[1:]),
                    },
                    relations=() if row["code"] in _CONTESTED else ((id, "located-in"),),
                )
            )
    yield from (capital for capital in capitals if capital.id not in taken)


def _bodies() -> Iterator[Draft]:
    for row in _rows("bodies.csv"):
        yield Draft(
            row["id"],
            EntityType.ORGANIZATION,
            {"ar": row["name_ar"], "en": row["name"]},
            {"ar": _list(row["also_ar"]), "en": _list(row["also"])},
        )


def is_weak_name(text: str) -> bool:
    """Whether a name of the pack is also another word, so that it says nothing where it stands alone."""
    return text in _WEAK

"""Entities of other tools' files: tables in CSV, Wikidata's entities, FollowTheMoney, and glossaries of other desks."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from mujaz.model import EntityType, Glossary
from mujaz.model.decode import decode
from mujaz.model.values import ID_PATTERN
from mujaz.scaffold.drafts import Draft, id_of
from mujaz.scaffold.plan import RefusedError
from mujaz.scaffold.style import presentable
from mujaz.syntax.source import Source
from mujaz.text.languages import languages_of
from mujaz.text.patterns import lazy_re

_LANGUAGES = ("ar", "en")
_DATES = {"P569": "born", "P570": "died", "P571": "founded", "P576": "dissolved"}
_FTM_DATES = {
    "birthDate": "born",
    "deathDate": "died",
    "incorporationDate": "founded",
    "dissolutionDate": "dissolved",
}
# What an item is an instance of (P31), of the commonest kinds; of others a person says it.
_KINDS = {
    "Q5": EntityType.PERSON,
    **dict.fromkeys(("Q6256", "Q3624078", "Q515", "Q5119", "Q1549591", "Q486972", "Q23442"), EntityType.PLACE),
    **dict.fromkeys(
        ("Q43229", "Q4830453", "Q7278", "Q484652", "Q327333", "Q192283", "Q11032", "Q3918"), EntityType.ORGANIZATION
    ),
    **dict.fromkeys(("Q1656682", "Q198", "Q40231", "Q7944"), EntityType.EVENT),
    **dict.fromkeys(("Q15142889", "Q2424752", "Q697175"), EntityType.PRODUCT),
}
_SCHEMATA = {
    **dict.fromkeys(("Person",), EntityType.PERSON),
    **dict.fromkeys(("Company", "Organization", "LegalEntity", "PublicBody"), EntityType.ORGANIZATION),
    **dict.fromkeys(("Address", "RealEstate"), EntityType.PLACE),
    **dict.fromkeys(("Vessel", "Airplane", "Vehicle"), EntityType.PRODUCT),
    **dict.fromkeys(("Event",), EntityType.EVENT),
}
_DATE = lazy_re(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


_NAME = lazy_re("name_[a-z]{2,3}(?:-[a-z0-9]{2,8})*")


def read_drafts(name: str, text: str) -> tuple[tuple[Draft, ...], tuple[str, ...]]:
    """The entities of a file, by what it holds.

    Args:
        name: of the file; `.csv` and `.tsv` are tables, `.yml` a glossary, all others JSON or JSON Lines.
        text: what it holds.

    Returns:
        the entities; and notes on what was left out, each one line.

    Raises:
        RefusedError: it holds no entities that are understood.
    """
    if name.endswith((".yml", ".yaml")):
        return _glossary(name, text)
    if name.endswith((".csv", ".tsv")):
        return _table(name, text)
    return _json(name, text)


def _refused(name: str, why: str) -> RefusedError:
    help = (
        "import CSV with columns such as id,type,name_ar,name_en; entity JSON of Wikidata; FollowTheMoney; a glossary"
    )
    return RefusedError(f"{name}: {why}", help)


def _table(name: str, text: str) -> tuple[tuple[Draft, ...], tuple[str, ...]]:
    sample = text.partition("\n")[0]
    delimiter = max("\t;,", key=sample.count)
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter)
    columns = [column.strip().lower() for column in rows.fieldnames or ()]
    languages = [column.removeprefix("name_") for column in columns if _NAME.fullmatch(column)]
    if not languages and "name" not in columns:
        raise _refused(name, "no column is called `name` or `name_ar`")
    drafts: list[Draft] = []
    notes: list[str] = []
    taken: set[str] = set()
    for cells in rows:
        row = {key.strip().lower(): (cell or "").strip() for key, cell in cells.items() if isinstance(key, str)}
        place = f"{name}:{rows.line_num}"
        names = {language: row[f"name_{language}"] for language in languages if row[f"name_{language}"]}
        if row.get("name") and not names:
            names = {_language(row["name"]): row["name"]}
        type = next((each for each in EntityType if each == row.get("type", "").lower()), None)
        if not names or type is None:
            allowed = ", ".join(each.value for each in EntityType)
            notes.append(f"{place} is left out: it has no {'name' if not names else f'type of {allowed}'}")
            continue
        aliases = {
            language: tuple(each.strip() for each in row.get(f"aliases_{language}", "").split("|") if each.strip())
            for language in (*languages, *({*names} - {*languages}))
        }
        gloss = {language: row[f"gloss_{language}"] for language in languages if row.get(f"gloss_{language}")}
        draft = _draft(row.get("id", ""), type, names, aliases, gloss, taken, row.get("wikidata", ""))
        drafts.append(draft)
    return tuple(drafts), tuple(notes)


def _draft(
    id: str,
    type: EntityType,
    names: Mapping[str, str],
    aliases: Mapping[str, Iterable[str]],
    gloss: Mapping[str, str],
    taken: set[str],
    wikidata: str,
    dates: Mapping[str, str] = {},
) -> Draft:
    names = {language: presentable(name) for language, name in names.items()}
    if not re.fullmatch(ID_PATTERN, id) or id in taken:
        id = id_of(names.values(), taken)
    taken.add(id)
    others = {
        language: [form for form in dict.fromkeys(map(presentable, forms)) if form and form not in names.values()]
        for language, forms in aliases.items()
    }
    item = wikidata if re.fullmatch("Q[1-9][0-9]*", wikidata) else ""
    glosses = {language: presentable(text) for language, text in gloss.items()}
    return Draft(id, type, names, others, {}, glosses, item, dates)


def _language(text: str) -> str:
    found = languages_of(text)
    return found[0] if found else "en"


def _json(name: str, text: str) -> tuple[tuple[Draft, ...], tuple[str, ...]]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError:
        try:
            data = [json.loads(line.strip().removesuffix(",")) for line in text.splitlines() if line.strip(" [],\r")]
        except json.JSONDecodeError as problem:
            raise _refused(name, f"it is no JSON: {problem.msg.lower()} at {problem.lineno}:{problem.colno}") from None
    except RecursionError:
        raise _refused(name, "it is nested too deeply") from None
    if isinstance(data, dict) and isinstance(data.get("entities"), dict):
        data = [*data["entities"].values()]
    items = data if isinstance(data, list) else [data]
    drafts: list[Draft] = []
    notes: list[str] = []
    taken: set[str] = set()
    readers: Sequence[tuple[str, Callable[[Any, set[str]], Draft | str]]] = (("labels", _item), ("schema", _ftm))
    for item in items:
        read = next((read for key, read in readers if isinstance(item, dict) and key in item), None)
        if read is None:
            raise _refused(name, "it holds neither Wikidata's entities nor FollowTheMoney's")
        try:
            found = read(item, taken)
        except (AttributeError, KeyError, TypeError, IndexError):
            found = f"{item.get('id', 'an entity')} is left out: it is not as that format has it"
        if isinstance(found, Draft):
            drafts.append(found)
        else:
            notes.append(f"{name}: {found}")
    return tuple(drafts), tuple(notes)


def _item(item: Any, taken: set[str]) -> Draft | str:
    labels = {language: item["labels"][language]["value"] for language in _LANGUAGES if language in item["labels"]}
    if not labels:
        return f"{item['id']} is left out: it has no name in Arabic or English"
    claims = item.get("claims") or {}
    kinds = [_KINDS[id] for id in _item_ids(claims.get("P31", ())) if id in _KINDS]
    if not kinds:
        return f"{item['id']} ({next(iter(labels.values()))}) is left out: what it is cannot be told; add it by CSV"
    aliases = {language: [each["value"] for each in item.get("aliases", {}).get(language, ())] for language in labels}
    gloss = {
        language: f"{text[:1].upper()}{text[1:]}."
        for language in labels
        if (text := item.get("descriptions", {}).get(language, {}).get("value", ""))
    }
    dates = {key: date for property, key in _DATES.items() if (date := _date(claims.get(property, ())))}
    return _draft("", kinds[0], labels, aliases, gloss, taken, item["id"], dates)


def _values(statements: Any) -> Iterator[Any]:
    for statement in statements:
        value = statement["mainsnak"].get("datavalue")
        if value is not None and statement.get("rank") != "deprecated":
            yield value["value"]


def _item_ids(statements: Any) -> Iterator[str]:
    return (value["id"] for value in _values(statements))


def _date(statements: Any) -> str:
    """The first of some dates as precisely as it is known: 9 is a year, 10 a month, 11 a day."""
    for value in _values(statements):
        length = {9: 4, 10: 7, 11: 10}.get(value["precision"], 0)
        written = value["time"].removeprefix("+")[:length]
        if length and _DATE.fullmatch(written) and "Q1985727" in value.get("calendarmodel", ""):
            return str(written)
    return ""


def _ftm(item: Any, taken: set[str]) -> Draft | str:
    properties = item.get("properties", {})
    names = properties.get("name", ())
    type = _SCHEMATA.get(item["schema"])
    if not names or type is None:
        what = "a name" if type else f"a counterpart here for its schema `{item['schema']}`"
        return f"{item.get('id', 'an entity')} is left out: it has not {what}"
    by_language: dict[str, list[str]] = {}
    for name in (*names, *properties.get("alias", ()), *properties.get("weakAlias", ())):
        weak = "?" if name in properties.get("weakAlias", ()) else ""
        by_language.setdefault(_language(name), []).append(weak + name)
    own = {language: forms[0].removeprefix("?") for language, forms in by_language.items()}
    aliases = {language: forms[1:] for language, forms in by_language.items()}
    dates = {
        key: properties[each][0]
        for each, key in _FTM_DATES.items()
        if properties.get(each) and _DATE.fullmatch(properties[each][0])
    }
    return _draft("", type, own, aliases, {}, taken, next(iter(properties.get("wikidataId", ())), ""), dates)


def _glossary(name: str, text: str) -> tuple[tuple[Draft, ...], tuple[str, ...]]:
    glossary, findings = decode(Source(name, text), Glossary)
    if glossary is None:
        raise _refused(name, findings[0].message if findings else "it is no glossary")
    drafts = []
    for id, entity in glossary.entities.items():
        names = {phrase.language: phrase.text for phrase in entity.name.phrases}
        aliases = {
            language: [f"{'?' * form.weak}{form.text}" for form in forms] for language, forms in entity.aliases.items()
        }
        gloss = {phrase.language: phrase.text for phrase in entity.gloss.phrases} if entity.gloss else {}
        relations = tuple((relation.to.id, relation.type.value) for relation in entity.relations)
        drafts.append(Draft(id, entity.type, names, aliases, {}, gloss, entity.wikidata or "", {}, relations))
    left = sum(bool(entity.body or entity.sources) for entity in glossary.entities.values())
    notes = (f"{name}: background and sources of {left} entities are not taken over",) if left else ()
    return tuple(drafts), notes

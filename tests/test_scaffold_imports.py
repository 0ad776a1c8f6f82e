"""Entities of other tools' files: what is taken, what is told, and what the desk has is kept."""

from __future__ import annotations

import json

import pytest

from mujaz.engine.shelf import decode_files
from mujaz.model.documents import Documents, Files
from mujaz.scaffold.drafts import id_of
from mujaz.scaffold.glossary import plan_glossary
from mujaz.scaffold.imports import read_drafts
from mujaz.scaffold.packs.world import world
from mujaz.scaffold.plan import RefusedError
from mujaz.syntax.source import Source

OWN = """\
language: en

entities:
  # remarks stay
  nile:
    type: place
    name:
      ar: نهر النيل
      en: Nile
    wikidata: Q3392

sources: {}
"""


def documents_of(text: str) -> Documents:
    documents, findings = decode_files(Files({}, (Source("briefs/glossary/g.yml", text),), {}))
    assert findings == []
    return documents


def test_a_table() -> None:
    table = "type,name_ar,name_en,aliases_ar,wikidata\nplace,نهر الفرات,Euphrates,الفرات|فرات,Q34589\nriver,دجلة,,,\n"
    (draft,), notes = read_drafts("x.csv", table)
    assert (draft.id, draft.wikidata, draft.aliases["ar"]) == ("euphrates", "Q34589", ["الفرات", "فرات"])
    assert notes == ("x.csv:3 is left out: it has no type of person, organization, place, product, event, concept",)


def test_a_table_writes_nothing_but_names() -> None:
    table = 'type,name_en,"name_x: y"\nplace,"a: b\n  c: &d",z\n'
    drafts, _ = read_drafts("x.csv", table)
    plan, _ = plan_glossary("g", drafts, documents_of("language: en\n"), None, origin="x", schemas=False)
    (entity,) = documents_of(plan.files["briefs/glossary/g.yml"]).glossaries[0].glossary.entities.values()
    assert [(each.language, each.text) for each in entity.name.phrases] == [("en", "a: b c: &d")]


def test_an_item_of_wikidata() -> None:
    def value(of: object) -> list[object]:
        return [{"mainsnak": {"datavalue": {"value": of}}, "rank": "normal"}]

    born = {
        "time": "+1898-12-00T00:00:00Z",
        "precision": 10,
        "calendarmodel": "http://www.wikidata.org/entity/Q1985727",
    }
    item = {
        "id": "Q1",
        "labels": {"ar": {"value": "أم كلثوم"}, "en": {"value": "Umm Kulthum"}, "fr": {"value": "Oum Kalthoum"}},
        "aliases": {"en": [{"value": "Om Kalsoum"}]},
        "descriptions": {"en": {"value": "Egyptian singer"}},
        "claims": {"P31": value({"id": "Q5"}), "P569": value(born)},
    }
    (draft,), notes = read_drafts("Q1.json", json.dumps({"entities": {"Q1": item}}))
    assert notes == ()
    assert (draft.id, draft.type, dict(draft.dates)) == ("umm-kulthum", "person", {"born": "1898-12"})
    assert draft.gloss == {"en": "Egyptian singer."}


def test_followthemoney() -> None:
    lines = [
        {"id": "a", "schema": "Company", "properties": {"name": ["Siemens"], "incorporationDate": ["1847"]}},
        {"id": "b", "schema": "Ownership", "properties": {}},
    ]
    (draft,), notes = read_drafts("x.ftm.json", "\n".join(map(json.dumps, lines)))
    assert (draft.id, draft.type, dict(draft.dates)) == ("siemens", "organization", {"founded": "1847"})
    assert notes == ("x.ftm.json: b is left out: it has not a counterpart here for its schema `Ownership`",)


@pytest.mark.parametrize(("name", "text"), [("x.json", "{"), ("x.json", "[1]"), ("x.csv", "a,b\n"), ("x.yml", "- 1\n")])
def test_what_is_not_understood_is_refused(name: str, text: str) -> None:
    with pytest.raises(RefusedError):
        read_drafts(name, text)


def test_what_the_desk_has_is_kept_and_told() -> None:
    table = "type,name_ar,name_en,wikidata\nplace,النيل,The Nile,Q3392\nplace,نهر النيل,River Nile,\n"
    table += "place,دجلة,Tigris,\n"
    drafts, _ = read_drafts("x.csv", table)
    documents = documents_of(OWN)
    source = documents.glossaries[0].source
    plan, met = plan_glossary("g", drafts, documents, source, origin="x.csv", schemas=False)
    assert [(each.entity, each.why) for each in met] == [
        ("nile", "the same item, Q3392"),
        ("nile", "the name «نهر النيل»"),
    ]
    text = plan.files["briefs/glossary/g.yml"]
    before, _, behind = text.partition("\n  # from x.csv\n")
    assert before == OWN.partition("\nsources")[0].rstrip("\n") + "\n"
    assert behind.endswith("\n\nsources: {}\n")
    assert [*documents_of(text).glossaries[0].glossary.entities] == ["nile", "tigris"]


def test_the_pack_reads_as_a_glossary_and_has_no_id_twice() -> None:
    plan, met = plan_glossary("world", world(), documents_of("language: en\n"), None, origin="x", schemas=False)
    assert met == ()
    entities = documents_of(plan.files["briefs/glossary/world.yml"]).glossaries[0].glossary.entities
    assert len(entities) == len(world()) > 400
    assert entities["moscow"].relations[0].to.id == "russia"
    assert entities["jerusalem"].relations == ()


def test_words_of_every_day_are_weak_names() -> None:
    forms = {text: weak for draft in world() for text, _, weak in draft.forms()}
    assert forms["عُمان"]
    assert not {"الزعيم", "الكبير", "قمري", "US"} & {*forms}


def test_ids_are_made_of_latin_letters() -> None:
    assert id_of(["علي شمخاني"]) == "aly-shmkhany"
    assert id_of(["Côte d’Ivoire", "ساحل العاج"], {"cote-divoire"}) == "cote-divoire-2"
    assert id_of(["김정은"]) == "name"

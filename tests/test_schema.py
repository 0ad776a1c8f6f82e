"""The JSON Schemas: what mujaz reads conforms to them, what it refuses for its shape does not."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from mujaz.model.schema import DOCUMENTS, json_schema, schema_text
from mujaz.scaffold.init import plan_site

REPOSITORY = Path(__file__).parent.parent


class Yaml12Loader(yaml.SafeLoader):
    """YAML as an editor's language server reads it: dates and `no` are texts, numbers are numbers."""


_CORE = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:null")
Yaml12Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in _CORE]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Yaml12Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def load(text: str) -> Any:
    return yaml.load(text, Loader=Yaml12Loader)


def kind_of(path: str) -> str:
    if path == "editorial.yml":
        return "policy"
    return "seed" if path.startswith("seeds/") else "glossary" if path.startswith("briefs/glossary/") else "brief"


def contents() -> Iterator[tuple[str, str, str]]:
    """Every YAML file of the example content and of a new site."""
    for folder in ("seeds", "briefs"):
        for path in sorted((REPOSITORY / folder).rglob("*.yml")):
            name = path.relative_to(REPOSITORY).as_posix()
            yield f"example {name}", kind_of(name), path.read_text(encoding="utf-8")
    yield "example editorial.yml", "policy", (REPOSITORY / "editorial.yml").read_text(encoding="utf-8")
    for name, text in plan_site("x").files.items():
        if name.startswith(("seeds/", "briefs/")) and name.endswith(".yml"):
            yield f"new {name}", kind_of(name), text


CONTENTS = list(contents())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_is_a_schema_of_its_dialect(name: str) -> None:
    schema = json_schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "$id" not in schema


@pytest.mark.parametrize(("kind", "text"), [c[1:] for c in CONTENTS], ids=[c[0] for c in CONTENTS])
def test_content_conforms(kind: str, text: str) -> None:
    errors = list(Draft202012Validator(json_schema(kind)).iter_errors(load(text)))
    assert errors == []


@pytest.mark.parametrize(("kind", "text"), [c[1:] for c in CONTENTS], ids=[c[0] for c in CONTENTS])
def test_an_unknown_key_does_not_conform(kind: str, text: str) -> None:
    validator = Draft202012Validator(json_schema(kind))
    document = load(text)
    for path in object_paths(document):
        changed = copy.deepcopy(document)
        target = changed
        for part in path:
            target = target[part]
        target["speeker"] = "x"
        assert not validator.is_valid(changed), path


def object_paths(document: dict[str, Any]) -> list[tuple[str | int, ...]]:
    """Where a document has objects of the model: the top and the items of its lists."""
    lists = [(key, value) for key, value in document.items() if isinstance(value, list)]
    items = [(key, number) for key, value in lists for number, item in enumerate(value) if "id" in item]
    entities = [("entities", id) for id in document.get("entities", {})]
    return [(), *items, *entities]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_has_no_internal_key_and_no_title_that_repeats_a_key(name: str) -> None:
    assert "\\u0000" not in json.dumps(json_schema(name))
    for part in parts(json_schema(name)):
        assert "span" not in part["properties"]
        assert not any("title" in value for value in part["properties"].values())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_says_what_every_key_is_for(name: str) -> None:
    for part in parts(json_schema(name)):
        missing = [key for key, value in part["properties"].items() if not value.get("description")]
        assert missing == [], part.get("description")


def parts(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [part for part in (schema, *schema["$defs"].values()) if "properties" in part]


def test_keys_are_those_that_people_write() -> None:
    parts = json_schema("glossary")["$defs"]
    assert {"from", "until"} <= parts["Relation"]["properties"].keys()
    assert "from_" not in parts["Relation"]["properties"]
    assert {"container-title", "URL", "DOI"} <= parts["Publication"]["properties"].keys()
    assert "id" not in parts["Entity"]["properties"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("seed", "language: Arabic\ntitle: x\npublisher: y\nsha256: " + "0" * 64),
        ("seed", "language: ar\ntitle: x\npublisher: y\nsha256: abc"),
        ("seed", "language: ar\ntitle: x\npublisher: y\nsha256: " + "0" * 64 + "\ngrade: G7"),
        ("seed", "language: ar\ntitle: x\npublisher: y\nsha256: " + "0" * 64 + "\nexcerpt_budget: 120"),
        ("brief", "language: ar\ntitle: x\nseeds: one"),
        ("brief", "language: ar\ntitle: x\nseeds:\n  - One Two"),
        ("brief", "language: ar\ntitle: {arabic: x}\nseeds: []"),
        ("brief", "language: ar\nseeds: []"),
        ("brief", "language: ar\ntitle: x\nseeds: []\nclaims:\n  - {id: a, statement: b, assessment: sure}"),
        ("glossary", "language: ar\nentities:\n  a: {type: weapon, name: b}"),
        ("policy", "severities: {lost-quote: off}"),
        ("policy", "approvals: [{count: 0}]"),
        ("policy", "roles: {The editor: reads it}"),
        ("signoff", "{role: editor, at: 2024-03-12T09:30:00Z, covers: {}, version: 2}"),
        ("signoff", "{role: editor, by: Editor, at: 2024-03-12T09:30:00Z, covers: {brief/a/en: x}, version: 2}"),
    ],
)
def test_refuses(kind: str, text: str) -> None:
    assert not Draft202012Validator(json_schema(kind)).is_valid(load(text))


def test_numbers_without_quotation_marks_are_texts() -> None:
    text = "language: en\nsources:\n  a: {type: report, title: 1984, number: 12, issued: 1945}"
    assert Draft202012Validator(json_schema("glossary")).is_valid(load(text))


def test_is_the_same_on_every_run() -> None:
    assert schema_text("brief") == schema_text("brief")
    assert json.loads(schema_text("brief")) == json_schema("brief")

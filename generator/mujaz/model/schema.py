"""JSON Schemas of the content files, generated from the model: what an editor completes and checks while typing."""

from __future__ import annotations

import ast
import inspect
import json
from types import ModuleType
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import CoreSchema

from mujaz.model import (
    Brief,
    Glossary,
    Policy,
    Question,
    SeedRecord,
    SignOff,
    brief,
    dates,
    entity,
    policy,
    question,
    seed,
    signoff,
    sourcing,
    values,
    withdrawal,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"

DOCUMENTS: dict[str, type] = {
    "seed": SeedRecord,
    "brief": Brief,
    "glossary": Glossary,
    "policy": Policy,
    "signoff": SignOff,
    "question": Question,
}
"""The kinds of content files by the name of their schema."""


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a kind of content file.

    It describes the values as YAML 1.2 reads them, where an unquoted `1945` is a number; mujaz itself keeps every
    scalar as text. References between files and anchors are checked by mujaz alone.

    Args:
        name: one of `DOCUMENTS`.
    """
    schema = TypeAdapter(DOCUMENTS[name]).json_schema(schema_generator=_Generator)
    documented = _documentation()
    for title, part in [(DOCUMENTS[name].__name__, schema), *schema.get("$defs", {}).items()]:
        for attribute, words in documented.get(title, {}).items():
            properties = part.get("properties", {})
            key = attribute if attribute in properties else attribute.rstrip("_").replace("_", "-")
            if key in properties:
                properties[key] = {"description": words, **_without_description(properties[key])}
    if DOCUMENTS[name] is Policy:
        for key, renamed in policy.RENAMED.items():
            again = {**schema["properties"][renamed], "description": f"Called `{renamed}` now.", "deprecated": True}
            again.pop("default", None)
            schema["properties"][key] = again
    body: dict[str, Any] = _plain_scalars(schema)
    return {"$schema": DIALECT, "title": f"mujaz {name}", **body}


def schema_text(name: str) -> str:
    """The schema as the text of a file, the same on every run."""
    return json.dumps(json_schema(name), ensure_ascii=False, indent=2) + "\n"


class _Generator(GenerateJsonSchema):
    """Leaves out what only repeats the keys: titles, and `null` as the default of what may be left out."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def default_schema(self, schema: Any) -> dict[str, Any]:
        written = super().default_schema(schema)
        if written.get("default", ...) in (None, [], {}):
            del written["default"]
        return written

    def generate(self, schema: CoreSchema, mode: Any = "validation") -> dict[str, Any]:
        written = super().generate(schema, mode)
        for part in (written, *written.get("$defs", {}).values()):
            part.pop("title", None)
        return written


def _without_description(part: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key != "description"}


def _plain_scalars(part: Any) -> Any:
    """A schema whose free texts may also be numbers: editors read `volume: 12` and `born: 1945` so."""
    if isinstance(part, list):
        return [_plain_scalars(item) for item in part]
    if not isinstance(part, dict):
        return part
    changed = {key: _plain_scalars(value) for key, value in part.items()}
    if changed.get("type") == "string" and not {"enum", "pattern", "const"} & changed.keys():
        changed["type"] = ["string", "number"]
    return changed


def _documentation() -> dict[str, dict[str, str]]:
    """The docstrings of the model's attributes, by class and attribute; Python itself does not keep them."""
    modules: tuple[ModuleType, ...] = (
        brief,
        dates,
        entity,
        policy,
        question,
        seed,
        signoff,
        sourcing,
        values,
        withdrawal,
    )
    found: dict[str, dict[str, str]] = {}
    for module in modules:
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.ClassDef):
                found[node.name] = dict(_attribute_docstrings(node))
    return found


def _attribute_docstrings(node: ast.ClassDef) -> list[tuple[str, str]]:
    documented = []
    for field, following in zip(node.body, node.body[1:], strict=False):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            documented.append((field.target.id, inspect.cleandoc(str(following.value.value))))
    return documented

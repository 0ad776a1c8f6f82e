"""Files to model: what is written, checked against the format, one document at a time."""

from __future__ import annotations

import types
import typing
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from mujaz.model import Brief, Glossary, Policy, Question, SeedRecord, SignOff, SignOffs
from mujaz.model.base import ID_KEY, fields_of
from mujaz.model.policy import RENAMED
from mujaz.model.signoff import ENDING
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Rule, Severity
from mujaz.syntax.located import Located, LocatedDict, LocatedList, key_span
from mujaz.syntax.source import Source, Span
from mujaz.syntax.yamlnodes import read_yaml

Document = Brief | Glossary | SeedRecord | Policy | SignOff | SignOffs | Question
D = TypeVar("D", bound=Document)


_adapters: dict[str, TypeAdapter[Any]] = {}


def adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """The validator that fills a class of the model; built once in a process, since that takes a while."""
    return _adapters.setdefault(kind.__name__, _adapters.get(kind.__name__) or TypeAdapter(kind))


_OF_THE_KEY = ("[key]", ID_KEY)
"""Parts of a path that follow a key where an error is about the key itself."""

_NULLABLE = frozenset({"entity"})
"""In `mentions`, null is a decision: the words name no entity."""


def decode(source: Source, kind: type[D]) -> tuple[D | None, list[Diagnostic]]:
    """Read one YAML file as a document of a kind.

    Every fault of the file is a finding: of YAML itself, of the characters, of keys and of values.

    Returns:
        the document, or None where it has errors, and the findings.
    """
    mapping, findings = read_yaml(source, _NULLABLE)
    if mapping is None and kind is Policy and _is_blank(source.text):
        mapping, findings = LocatedDict(Span(source, 0, 0), None), []
    if mapping is None:
        return None, findings
    mapping, renamed = with_new_names(mapping, kind)
    findings = [*findings, *renamed]
    try:
        language = mapping.get("language") or "und"
        document: D = adapter(kind).validate_python(mapping, context={"language": language})
    except ValidationError as problem:
        faults = _findings(problem, mapping, kind)
        errors = sorted(finding.span.start for finding in findings if finding.severity is Severity.ERROR)
        return None, [*findings, *(fault for fault in faults if not _follows(fault, errors))]
    return document, findings


def decode_signoffs(source: Source) -> tuple[tuple[SignOff, ...], list[Diagnostic]]:
    """The sign-offs of a file: one, or any number if an earlier version wrote it; none if it has errors."""
    if source.name.endswith(ENDING):
        signoff, findings = decode(source, SignOff)
        return (() if signoff is None else (signoff,)), findings
    signoffs, findings = decode(source, SignOffs)
    return (() if signoffs is None else signoffs.signoffs), findings


def _is_blank(text: str) -> bool:
    """Whether a file holds nothing but comments: of a policy, of which every key has a default, that is enough."""
    return all(line.strip() in ("", "---") or line.lstrip().startswith("#") for line in text.split("\n"))


def _follows(fault: Diagnostic, errors: Sequence[int]) -> bool:
    """Whether a fault of a value comes from one of the YAML itself, such as an invisible character in an id.

    Args:
        fault: of a value.
        errors: where those of the YAML begin, in order.
    """
    first = bisect_left(errors, fault.span.start)
    return fault.rule is not rules.MISSING_KEY and first < len(errors) and errors[first] <= fault.span.end


def with_new_names(mapping: LocatedDict, kind: type[Any]) -> tuple[LocatedDict, list[Diagnostic]]:
    """Give the keys of a document that have another name since the names that the model knows.

    Args:
        mapping: the document as it was read; a key stays where its new name stands beside it.
        kind: its class of the model.

    Returns:
        the same values in the same order, and a finding for each former name.
    """
    former = [key for key, name in RENAMED.items() if kind is Policy and key in mapping and name not in mapping]
    if not former:
        return mapping, []
    renamed = LocatedDict(mapping.span, mapping.key)
    for key, value in mapping.items():
        renamed[Located(RENAMED[key], key_span(mapping, key)) if key in former else key] = value
    return renamed, [
        rules.RENAMED_KEY.at(key_span(mapping, key), f"`{key}` is called `{RENAMED[key]}`", f"write `{RENAMED[key]}`")
        for key in former
    ]


def _findings(problem: ValidationError, top: LocatedDict, kind: type[Any]) -> list[Diagnostic]:
    """All errors of pydantic as findings; a misspelt key is not reported as missing besides."""
    errors: list[Any] = problem.errors(include_url=False)
    meant = {
        (
            *error["loc"][:-1],
            nearest_word(str(error["loc"][-1]), list(keys_of(_type_at(kind, error["loc"][:-1])))),
        )
        for error in errors
        if error["type"] == "unexpected_keyword_argument"
    }
    # A list whose items all have errors counts as empty to pydantic.
    faulty = {error["loc"][:length] for error in errors for length in range(len(error["loc"]))}
    return [
        _finding(error, top, kind)
        for error in errors
        if not (error["type"] == "missing" and error["loc"] in meant)
        and not (error["type"] == "too_short" and error["loc"] in faulty)
    ]


def _finding(error: Any, top: LocatedDict, kind: type[Any]) -> Diagnostic:
    """One error of pydantic as a finding at its place."""
    path: tuple[str | int, ...] = error["loc"]
    match error["type"]:
        case "fault":
            told = error["ctx"]
            if told["key"]:
                holder = path[:-2] if path[-1] in _OF_THE_KEY else path
                span = key_span(_mapping(top, holder), told["key"])
                help = _nearest(told["key"], told["known"], told["help"])
                return _rule(told["rule"]).at(span, told["message"], help)
            span = _place(top, (*path, told["field"]) if told["field"] else path)
            return _rule(told["rule"]).at(span, told["message"], told["help"])
        case "unexpected_keyword_argument":
            return _unknown_key(top, path, kind)
        case "missing":
            owner = _words(path[:-1], kind)
            return rules.MISSING_KEY.at(
                _start(_place(top, path[:-1])),
                f"{owner} has no `{path[-1]}`",
                f"add `{path[-1]}:` with its value",
            )
    value = _value(top, path)
    span = _place(top, path)
    name = next((part for part in reversed(path) if isinstance(part, str)), "file")
    what = f"an item of `{name}`" if path and isinstance(path[-1], int) else f"`{name}`"
    if value is None:
        return rules.EMPTY_VALUE.at(span, f"`{name}` has no value", "write the value, or leave the key out")
    match error["type"]:
        case "enum" | "literal_error":
            return _not_allowed(value, name, error["ctx"]["expected"], span)
        case "tuple_type":
            return rules.WRONG_SHAPE.at(_start(span), f"{what} is not a list", "write one item a line, each after `- `")
        case "dataclass_type" | "mapping_type" | "dict_type" | "model_type":
            return rules.WRONG_SHAPE.at(
                _start(span), f"{what} is not a mapping", "write keys and values, one `key: value` a line"
            )
        case "string_type":
            return rules.WRONG_SHAPE.at(
                _start(span),
                f"{what} is not a single value",
                "write one value, in double quotes if need be",
            )
        case "too_short":
            return rules.EMPTY_VALUE.at(span, f"{what} has no item", "write one item a line, each after `- `")
        case "string_too_short":
            return rules.EMPTY_VALUE.at(span, f"`{name}` is empty", "write the value, or leave the key out")
        case "string_pattern_mismatch":
            return rules.INVALID_VALUE.at(
                span, f"`{value}` is not a `{name}`", f"it must match {error['ctx']['pattern'].strip('^$')}"
            )
        case _:
            said = error["msg"].removeprefix("Input should be ").partition(", unable")[0]
            return rules.INVALID_VALUE.at(span, f"`{value}` is not allowed for `{name}`", f"it must be {said}")


def _rule(name: str) -> Rule:
    return rules.RULES[name]


def _not_allowed(value: object, name: str, expected: str, span: Span) -> Diagnostic:
    allowed = [word for word in expected.replace(" or ", ", ").replace("'", "").split(", ") if word]
    if not isinstance(value, str):
        return rules.WRONG_SHAPE.at(_start(span), f"`{name}` is not a single value", _one_of(allowed, ""))
    return rules.INVALID_VALUE.at(span, f"`{value}` is not allowed for `{name}`", _one_of(allowed, value))


def _one_of(allowed: Sequence[str], written: str) -> str:
    return _nearest(written, allowed, f"it is one of {', '.join(allowed)}")


def _nearest(written: str, known: Sequence[str], listed: str) -> str:
    """A help that begins with the known word which is meant, if one is near."""
    near = nearest_word(written, known)
    return f"did you mean `{near}`? {listed}" if near else listed


def nearest_word(written: str, known: Sequence[str]) -> str | None:
    """The known word that a slip of the pen most likely meant, or None."""
    from rapidfuzz import process  # only for messages; slow to import
    from rapidfuzz.distance import DamerauLevenshtein

    found = process.extractOne(written, known, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=0.6)
    return found[0] if found else None


def _unknown_key(top: LocatedDict, path: tuple[str | int, ...], kind: type[Any]) -> Diagnostic:
    key = str(path[-1])
    known = list(keys_of(_type_at(kind, path[:-1])))
    return rules.UNKNOWN_KEY.at(
        key_span(_mapping(top, path[:-1]), key),
        f"{_words(path[:-1], kind)} has no key `{key}`",
        _nearest(key, known, f"its keys are {', '.join(known)}"),
    )


def _words(path: tuple[str | int, ...], kind: type[Any]) -> str:
    """The name of an object in a message, with its article: `a brief`, `a claim`."""
    word = _type_at(kind, path).__name__
    spaced = "".join(f" {c.lower()}" if c.isupper() else c for c in word).strip()
    return f"an {spaced}" if spaced[0] in "aeiou" else f"a {spaced}"


def _value(top: LocatedDict, path: tuple[str | int, ...]) -> Any:
    value: Any = top
    for part in path:
        if isinstance(value, LocatedDict | LocatedList):
            try:
                value = value[part]  # type: ignore[index]
            except (KeyError, IndexError, TypeError):
                return value
    return value


def _mapping(top: LocatedDict, path: tuple[str | int, ...]) -> LocatedDict:
    found = _value(top, path)
    assert isinstance(found, LocatedDict)
    return found


def _place(top: LocatedDict, path: tuple[str | int, ...]) -> Span:
    """The place of the value at a path; of its key where it is empty; of what holds it where it is missing."""
    value: Any = top
    span = top.span
    key: Span | None = None
    for part in path:
        if part in _OF_THE_KEY:
            return span if key is None else key
        if isinstance(value, LocatedDict) and part in value:
            key = key_span(value, str(part))
            inner = value[part]  # type: ignore[index]
            span = key if inner is None else inner.span
        elif isinstance(value, LocatedList) and isinstance(part, int) and part < len(value):
            inner = value[part]
            span = span if inner is None else inner.span
        else:
            break
        value = inner
    return span


def _start(span: Span) -> Span:
    """The first line of a range, which is what a finding on a whole object points at."""
    end = span.source.text.find("\n", span.start, span.end)
    return span if end < 0 else Span(span.source, span.start, end)


def keys_of(kind: Any) -> dict[str, Any]:
    """The keys of a mapping that stands for a class of the model, and the types of their values."""
    keys: dict[str, Any] = {}
    for name, hint in typing.get_type_hints(kind, include_extras=True).items():
        notes = [note for note in getattr(hint, "__metadata__", ()) if isinstance(note, FieldInfo)]
        key = next((str(note.validation_alias) for note in notes if note.validation_alias), name)
        if not key.startswith("\0") and not name.startswith("_"):
            keys[key] = hint
    return keys


def _type_at(kind: type, path: tuple[str | int, ...]) -> type:
    """The class of the object at a path of keys and indexes."""
    current: Any = kind
    for part in path:
        if fields_of(current):
            current = keys_of(current).get(str(part), str)
        else:
            current = typing.get_args(current)[0 if isinstance(part, int) else 1]
        current = bare_type(current)
    return current  # type: ignore[no-any-return] # a class of the model, by the way the path was followed


def bare_type(hint: Any) -> Any:
    """A type without annotations and without `| None`."""
    if typing.get_origin(hint) is typing.Annotated:
        return bare_type(typing.get_args(hint)[0])
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return bare_type(next(arm for arm in typing.get_args(hint) if arm is not type(None)))
    return hint

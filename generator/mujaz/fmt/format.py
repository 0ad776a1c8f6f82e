"""From the text of a content file to the same in the house style, with proof that it means the same."""

from __future__ import annotations

from collections import Counter
from typing import Any

from msgspec import Struct

from mujaz.fmt.layout import in_model_order, lay_out, scalar_spans
from mujaz.fmt.remarks import attach, remarks
from mujaz.fmt.write import write
from mujaz.model import POLICY, Brief, Glossary, Policy, Question, SeedRecord, SignOff, SignOffs
from mujaz.model.decode import Document, decode, with_new_names
from mujaz.model.signoff import ENDING, QUESTION
from mujaz.review.meaning import digest, meaning
from mujaz.syntax.diagnostics import Diagnostic, Severity
from mujaz.syntax.located import LocatedDict
from mujaz.syntax.source import Source
from mujaz.syntax.yamlnodes import read_yaml

NULLABLE = ("entity",)


class ChangedError(Exception):
    """The house style would not say the same: a fault of the formatter, whose result must not be written."""


class Formatted(Struct, frozen=True):
    """A file in the house style.

    Attributes:
        text: all of it; None where the file has errors.
        findings: its errors.
    """

    text: str | None
    findings: tuple[Diagnostic, ...] = ()


def kind_of(path: str) -> type[Document] | None:
    """The class of the model that a content file is read as, by its path in the site; None for other files."""
    match path.split("/"):
        case [name] if name == POLICY:
            return Policy
        case ["seeds", *_, name] if name.endswith(".yml"):
            return SeedRecord
        case ["briefs", "reviews", *_, name] if name.endswith(".yml"):
            return SignOff if name.endswith(ENDING) else Question if name.endswith(QUESTION) else SignOffs
        case ["briefs", "glossary", *_, name] if name.endswith(".yml"):
            return Glossary
        case ["briefs", *_, name] if name.endswith(".yml"):
            return Brief
    return None


def formatted(source: Source, kind: type[Document]) -> Formatted:
    """Write a content file in the house style.

    The values, their order where it matters, and all comments stay; keys come in the order of the model and under the
    names that it has for them.

    Args:
        source: the file.
        kind: its class of the model.

    Raises:
        ChangedError: what came out would mean something else, or lack a comment.
    """
    document, findings = decode(source, kind)
    errors = tuple(finding for finding in findings if finding.severity is Severity.ERROR)
    if document is None or errors:
        return Formatted(None, errors)
    if not document.keys:  # a policy of comments only
        return Formatted(source.text)
    mapping = _mapping(source, kind)
    spans = list(scalar_spans(mapping))
    top = lay_out(mapping, kind)
    head = attach(top, remarks(source.text, spans))
    in_model_order(top, kind)
    text = write(top, head)
    if text == source.text:
        return Formatted(text)
    _prove(source, document, mapping, Source(source.name, text), kind)
    return Formatted(text)


def _mapping(source: Source, kind: type[Document]) -> LocatedDict:
    mapping, _ = read_yaml(source, NULLABLE)
    if mapping is None:
        raise ChangedError("it cannot be read again")
    return with_new_names(mapping, kind)[0]


def _prove(source: Source, document: Document, mapping: LocatedDict, result: Source, kind: type[Document]) -> None:
    """Hold that two texts of a file mean the same, by the hash that sign-offs rest on, by each value, and by comments.

    Raises:
        ChangedError: they do not.
    """
    again, findings = decode(result, kind)
    if again is None or any(finding.severity is Severity.ERROR for finding in findings):
        raise ChangedError("it would have errors")
    written = _mapping(result, kind)
    if digest(meaning(again)) != digest(meaning(document)) or _values(written) != _values(mapping):
        raise ChangedError("its values would differ")
    if _comments(result, written) != _comments(source, mapping):
        raise ChangedError("its comments would differ")


def _values(value: Any) -> Any:
    """The values of YAML without places; white space around a text is no part of it."""
    if isinstance(value, dict):
        return {str(key): _values(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_values(item) for item in value]
    return value if value is None else str(value).strip()


def _comments(source: Source, mapping: LocatedDict) -> Counter[str]:
    return Counter(remark.text for remark in remarks(source.text, scalar_spans(mapping)) if remark.text)

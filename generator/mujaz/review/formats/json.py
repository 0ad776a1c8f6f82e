"""A review as one JSON object, for other programs, and its JSON Schema."""

from __future__ import annotations

from typing import Any

from mujaz.report.json import as_data as finding_data
from mujaz.report.json import dumps, place
from mujaz.review.objects import AnchorChange, AnchorState, Change, DocumentReview, Kind, Passage, Review, Standing
from mujaz.syntax.diagnostics import Severity

VERSION = 1
"""Of the form; it grows when a reader of the one before would be misled."""


def render(review: Review) -> str:
    """The review as JSON. The pages of briefs are left out: they are what the site will show."""
    return dumps(as_data(review)) + "\n"


def as_data(review: Review) -> dict[str, Any]:
    """A review as plain data."""
    return {
        "version": VERSION,
        "base": dict(zip(("name", "commit"), review.base, strict=True)),
        "head": dict(zip(("name", "commit"), review.head, strict=True)),
        "ready": review.ready,
        "blocking": [finding_data(finding) for finding in review.blocking],
        "risks": [finding_data(finding) for finding in review.risks],
        "other": [finding_data(finding) for finding in review.other],
        "carried": review.carried,
        "mended": review.mended,
        "documents": [_document(document) for document in review.documents],
        "withheld": [
            {"seed": part.seed, "rights": part.rights, "words": part.words, "message": part.told}
            for part in review.withheld
        ],
    }


def _document(document: DocumentReview) -> dict[str, Any]:
    return {
        "kind": document.kind,
        "id": document.id,
        "title": document.title,
        "language": document.language,
        "direction": document.direction,
        "change": document.change.value,
        "changes": [_change(change) for change in document.changes],
        "anchors": [_anchor(anchor) for anchor in document.anchors],
        "kept": document.kept,
        "shown_by": list(document.shown_by),
        "standing": _standing(document.standing),
        "checklist": list(document.checklist),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "path": list(change.path),
        "words": change.words,
        "before": change.before,
        "after": change.after,
        "place": None if change.span is None else place(change.span),
    }


def _anchor(anchor: AnchorChange) -> dict[str, Any]:
    return {
        "owner": anchor.owner,
        "path": list(anchor.path),
        "state": anchor.state.value,
        "language": anchor.language,
        "direction": anchor.direction,
        "before": _passage(anchor.before),
        "after": _passage(anchor.after),
        "candidates": [_passage(candidate) for candidate in anchor.candidates],
    }


def _passage(passage: Passage | None) -> dict[str, Any] | None:
    if passage is None:
        return None
    return {
        "seed": passage.seed,
        "line": passage.line,
        "column": passage.column,
        "before": passage.before,
        "quote": passage.quote,
        "after": passage.after,
    }


def _standing(standing: Standing | None) -> dict[str, Any] | None:
    if standing is None:
        return None
    signatures = [
        {
            "role": signature.role,
            "by": signature.by,
            "at": signature.at,
            "note": signature.note,
            "criteria": list(signature.criteria),
            "stale": signature.stale,
            "refused": signature.refused,
            "commit": signature.commit,
            "changed": signature.changed,
            "asks": signature.asks,
            "carrier": signature.carrier,
        }
        for signature in standing.signatures
    ]
    return {
        "digest": standing.digest,
        "approved": standing.approved,
        "signatures": signatures,
        "missing": list(standing.missing),
    }


# The schema.

_TEXT, _COUNT, _YES_OR_NO = {"type": "string"}, {"type": "integer", "minimum": 0}, {"type": "boolean"}
_DIRECTION = {"enum": ["ltr", "rtl"]}


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Any, description: str = "") -> dict[str, Any]:
    return {"type": "array", **({"description": description} if description else {}), "items": items}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the JSON form of a review."""
    position = _object(line=_COUNT, column=_COUNT, offset=_COUNT)
    where = {"path": _TEXT, "start": position, "end": position}
    finding = _object(
        rule=_TEXT,
        severity={"enum": [severity.value for severity in Severity]},
        message=_TEXT,
        help=_TEXT,
        **where,
        related=_list(_object(message=_TEXT, **where)),
    )
    change = _object(
        kind={"enum": [kind.value for kind in Kind]},
        path=_list(_TEXT, "Keys, and ids for items of lists that have them; empty for the document itself."),
        words={
            "type": "string",
            "description": "In an editor's words. Text from outside stands between U+2068 and U+2069.",
        },
        before={"description": "The value before, as the content format has it; null where there was none."},
        after={"description": "The value after; null where there is none."},
        place=_or_null(_object(**where)),
    )
    passage = _object(seed=_TEXT, line=_COUNT, column=_COUNT, before=_TEXT, quote=_TEXT, after=_TEXT)
    anchor = _object(
        owner=_TEXT,
        path=_list(_TEXT),
        state={"enum": [state.value for state in AnchorState]},
        language=_TEXT,
        direction=_DIRECTION,
        before=_or_null({"$ref": "#/$defs/passage"}),
        after=_or_null({"$ref": "#/$defs/passage"}),
        candidates=_list({"$ref": "#/$defs/passage"}),
    )
    signature = _object(
        role=_TEXT,
        by=_TEXT,
        at=_TEXT,
        note=_TEXT,
        criteria=_list(_TEXT),
        stale=_YES_OR_NO,
        refused=_TEXT,
        commit=_TEXT,
        changed=_TEXT,
        asks=_YES_OR_NO,
        carrier=_TEXT,
    )
    standing = _object(
        digest={"type": "string", "pattern": "^[0-9a-f]{64}$"},
        approved=_YES_OR_NO,
        signatures=_list(signature),
        missing=_list(_TEXT),
    )
    document = _object(
        kind={"enum": ["brief", "entity", "seed", "publication", "tag", "policy", "file", "sign-offs", "questions"]},
        id=_TEXT,
        title=_TEXT,
        language=_TEXT,
        direction=_DIRECTION,
        change={"enum": [kind.value for kind in Kind]},
        changes=_list(change),
        anchors=_list(anchor, "Quotes that did not stay as they are."),
        kept=_COUNT,
        shown_by=_list(_TEXT, "The briefs that show what is not a brief."),
        standing=_or_null(standing),
        checklist=_list(_TEXT),
    )
    state = _object(name=_TEXT, commit=_TEXT)
    findings = _list({"$ref": "#/$defs/finding"})
    review = _object(
        version={"const": VERSION},
        base=state,
        head=state,
        ready=_YES_OR_NO,
        blocking=findings,
        risks=findings,
        other=findings,
        carried=_COUNT,
        mended=_COUNT,
        documents=_list(document),
        withheld=_list(
            _object(seed=_TEXT, rights={"enum": ["excerpt", "link"]}, words=_COUNT, message=_TEXT),
            "What is not shown of seeds, since their rights do not allow it.",
        ),
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mujaz review",
        **review,
        "$defs": {"finding": finding, "passage": passage},
    }

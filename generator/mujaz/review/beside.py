"""What a change does to the files beside the content: `mkdocs.yml`, pages by hand, words of the desk."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz.engine.manifest import link_on_the_way
from mujaz.engine.workspace import MAX_BYTES
from mujaz.review.objects import Change, DocumentReview, Kind
from mujaz.review.seeds import line_changes, whole_text
from mujaz.review.settings import SETTINGS, Settings, settings_changes, settings_of
from mujaz.review.state import State
from mujaz.syntax.source import Source

KIND = "file"


def file_reviews(base: State, head: State) -> Iterator[DocumentReview]:
    """What the change does to each file beside the content that has other bytes: the settings first."""
    for name in sorted({*base.beside, *head.beside}, key=lambda each: (each != SETTINGS, each)):
        before, after = file_of(base, name), file_of(head, name)
        if before != after:
            kind = Kind.ADDED if before is None else Kind.REMOVED if after is None else Kind.CHANGED
            changes = tuple(_changes(name, before, after))
            asked = tuple(_asked(name, kind, isinstance(_text(name, after or b""), Source)))
            yield DocumentReview(KIND, name, name, "und", "ltr", kind, changes, checklist=asked)


def file_of(state: State, name: str) -> bytes | None:
    """The bytes of a file beside the content; None where the state has none that the site would take."""
    root = state.content.inputs.inventory.root
    if name not in state.beside or link_on_the_way(root, name) or not (root / name).is_file():
        return None
    return (root / name).read_bytes()


def settings_in(state: State) -> Settings | None:
    """The settings of a state; None where they cannot be read."""
    source = text_in(state, SETTINGS)
    return settings_of(source) if source is not None else None


def text_in(state: State, name: str) -> Source | None:
    """A file beside the content as text; None where it is not there, or is none."""
    data = file_of(state, name)
    return None if data is None else _text(name, data)


def _text(name: str, data: bytes) -> Source | None:
    """A file as text; None where it is none."""
    if len(data) > MAX_BYTES or b"\0" in data:
        return None
    try:
        return Source(name, data.decode("utf-8"))
    except UnicodeDecodeError:
        return None


def _changes(name: str, before: bytes | None, after: bytes | None) -> Iterator[Change]:
    texts = [None if data is None else _text(name, data) for data in (before, after)]
    old, new = texts
    if (before is not None and old is None) or (after is not None and new is None):
        sizes = " → ".join("none" if data is None else f"{len(data):,} bytes" for data in (before, after))
        yield Change(Kind.CHANGED, (), f"no text, to be looked at as it is: {sizes}", None, None, None)
    elif old is None or new is None:
        there = old or new
        assert there is not None
        yield whole_text(there, Kind.ADDED if old is None else Kind.REMOVED)
    else:
        yield from (_of_settings(old, new) if name == SETTINGS else ()) or line_changes(old, new)


def _of_settings(old: Source, new: Source) -> tuple[Change, ...]:
    """The settings that differ; none where only comments and the like do, which is then shown line by line."""
    before, after = settings_of(old), settings_of(new)
    return settings_changes(before, after) if before is not None and after is not None else ()


def _asked(name: str, kind: Kind, is_text: bool) -> Iterator[str]:
    if name == SETTINGS:
        yield "who answers for the site agrees: every page is built by these settings"
    elif kind is Kind.REMOVED:
        yield "no other brief or page needs it"
    elif is_text:
        yield "read it as readers will: no brief says it, and no quote bears it out"
    else:
        yield "open the file: what it shows is right, and may be shown"

"""The start page of an offline edition: what it is, what changed since the one before, how to open it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct

from mujaz.labels import Labels, load_labels
from mujaz.markup.bidi import Direction, direction_of, isolate_title
from mujaz.markup.style import in_style
from mujaz.model import Date
from mujaz.site.edition import PREVIEW, BriefState, Contents, change_list
from mujaz.site.headline import isolated
from mujaz.site.policy import digest_source
from mujaz.syntax.source import Source, Span

_NOWHERE = Span(Source("edition.json", ""), 0, 0)


class Line(Struct, frozen=True):
    """A brief in a list of the start page.

    Attributes:
        title: plain words.
        link: its page, relative to the start page; None for one that is no longer there.
        mark: what is to be known of it, as a key: a change, or a status that is not the usual one; empty for nothing.
        mark_words: the same in words.
        date: of the last change, in words; empty where the brief does not say.
    """

    title: str
    link: str | None
    mark: str
    mark_words: str
    date: str


class Part(Struct, frozen=True):
    """The start page in one language.

    Attributes:
        language: BCP 47 tag.
        dir: its direction.
        name: the language's name in itself.
        title: the name of the site.
        edition: the edition's name and date in words.
        home: the front page in this language.
        count: how many briefs there are, in words.
        since: the line above the changes, or the one that says that there are none.
        changes: what changed.
        briefs: all briefs, the latest first.
        labels: words of the interface.
    """

    language: str
    dir: Direction
    name: str
    title: str
    edition: str
    home: str
    count: str
    since: str
    changes: tuple[Line, ...]
    briefs: tuple[Line, ...]
    labels: Labels


def compose_part(
    now: Contents,
    before: Contents | None,
    language: str,
    *,
    name: str,
    title: str,
    folder: str,
    home: str,
    numerals: str | None = None,
) -> Part:
    """What the start page says in one language.

    Args:
        now: what the edition holds.
        before: what the one before held.
        language: of this part.
        name: the language's name in itself.
        title: the name of the site in this language.
        folder: where the site is, relative to the start page.
        home: the site's front page in this language, relative to that folder.
        numerals: the numbering system of the edition; without it the default of the language.
    """
    labels = load_labels(language, numerals)
    found = () if before is None else change_list(now, before, language)
    if before is None:
        since = labels.text("offline_first")
    elif not found:
        since = labels.text("offline_same", edition=_edition(before, labels))
    else:
        since = labels.text("offline_since", edition=_edition(before, labels))
    own = now.in_language(language)
    newest_first = sorted(own.values(), key=lambda state: state.id)
    newest_first.sort(key=lambda state: state.updated or state.published or "", reverse=True)

    def line(state: BriefState, mark: str, key: str) -> Line:
        link = f"{folder}/{language}/briefs/{state.id}.html" if state.id in own else None
        edtf = state.updated or state.published
        date = labels.date(Date(edtf, _NOWHERE)) if edtf else ""
        return Line(in_style(state.title, labels.style), link, mark, labels.text(key) if key else "", date)

    return Part(
        language,
        direction_of(language),
        name,
        title,
        labels.text("offline_of", edition=_edition(now, labels)),
        f"{folder}/{home}",
        labels.count("count_briefs", len(own)),
        since,
        tuple(line(state, change.value, f"offline_{change.value}") for change, state in found),
        tuple(
            line(state, "", "") if state.status == "published" else line(state, state.status, f"status_{state.status}")
            for state in newest_first
        ),
        labels,
    )


def render_start(parts: Iterable[Part], *, styles: str) -> str:
    """The start page as HTML.

    Args:
        parts: one for each language of the site.
        styles: the style sheet of the fonts, relative to the page.
    """
    return _environment().get_template("start.html.j2").render(parts=tuple(parts), styles=styles)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("mujaz.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["isolated"] = isolated
    environment.filters["tab_title"] = isolate_title
    environment.filters["digest_source"] = digest_source
    return environment


def _edition(contents: Contents, labels: Labels) -> str:
    """An edition by its date, and by its name where that is another; of a preview, that it is one."""
    day, name = contents.date.isoformat(), contents.name.removesuffix(PREVIEW)
    words = labels.date(Date(day, _NOWHERE))
    words = words if name == day else labels.text("offline_named", name=name, date=words)
    return labels.text("offline_preview", edition=words) if contents.is_preview else words

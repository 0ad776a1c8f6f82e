"""The pages of the review desk: what waits, and each thing beside what it was, with what can be done about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import quote, urlencode

from jinja2 import ChoiceLoader, PackageLoader
from markupsafe import Markup, escape
from msgspec import Struct

from mujaz.editors.refused import RefusedActError
from mujaz.editors.showing import Shown, Subject
from mujaz.editors.waiting import Turn, Waiting, by_turn
from mujaz.history.commits import Person
from mujaz.labels import load_labels
from mujaz.markup.bidi import Direction, direction_of, isolate_title
from mujaz.markup.html import html_attribute, html_safe, html_text
from mujaz.markup.templates import HtmlEnvironment
from mujaz.model import Policy, Question
from mujaz.review.findings import Weighed
from mujaz.review.formats.html import Written, english, excerpt, own, said, style_of, tag
from mujaz.review.marking import Row, Stretch, rows_of, stretches
from mujaz.review.objects import Standing
from mujaz.review.passages import passages_of, side_of
from mujaz.review.told import catalogue_of
from mujaz.server.forms import KEY, Form
from mujaz.syntax.diagnostics import Diagnostic, Severity

LANGUAGES = ("ar", "en")
"""The languages that the desk speaks."""
_OWNERS = {"claim-": "claims/", "note-": "notes/", "gloss-": "entities/", "source-": "sources/"}
"""How ids of a page begin, and what the same is called where it is asked about."""
_LONGEST = 120
"""Code points of a text that stands in a list of choices."""


class Setting(Struct, frozen=True):
    """What all pages of a desk have.

    Attributes:
        site: what the site is called.
        signer: who signs; None where git does not know.
        branch: the one that is checked out; empty for none.
        key: what a form has to bring.
        base: the revision that is compared with; empty where each is compared with its last approval.
    """

    site: str
    signer: Person | None
    branch: str
    key: str
    base: str = ""


class Told(Struct, frozen=True):
    """What came of what was sent, above a page.

    Attributes:
        words: what to say.
        help: what to do, where it was refused.
        refused: whether it was.
    """

    words: Markup
    help: Markup
    refused: bool


class Choice(Struct, frozen=True):
    """A state that a page can be compared with: its name in the address, in words, and whether it is the one."""

    name: str
    words: str
    chosen: bool


class Desk(Struct, frozen=True, kw_only=True):
    """What a page of one thing shows besides the thing.

    Attributes:
        policy: of the site.
        roles: those in which you can sign it.
        standing: of a brief.
        questions: of a brief, each with whether it is open and the digest of its file.
        choices: what it can be compared with.
        left: the files of its sign-offs and questions that no commit has as they are.
        left_says: the digest of all that they say.
    """

    policy: Policy
    roles: tuple[str, ...]
    standing: Standing | None
    questions: tuple[tuple[Question, bool, str], ...]
    choices: tuple[Choice, ...]
    left: tuple[str, ...] = ()
    left_says: str = ""


class Writer:
    """Writes the pages in a language.

    Args:
        setting: what they all have.
        language: of the interface, one of `LANGUAGES`.

    Attributes:
        language: the same.
    """

    def __init__(self, setting: Setting, language: str) -> None:
        self._setting, self.language = setting, language
        self._labels = load_labels(language)
        self._dir = direction_of(language)

    def list(
        self, found: Iterable[Waiting], policy: Policy, roles: Iterable[str], form: Form, told: Told | None
    ) -> str:
        """The list of what waits."""
        turns = by_turn(found)
        return self._page(
            "list.html.j2",
            self._labels.text("desk_list"),
            "",
            told,
            turns=[(turn, turns[turn]) for turn in Turn],
            yours=Turn.YOURS,
            signable=_signable,
            policy=policy,
            roles=tuple(roles),
            form=form,
        )

    def one(self, waiting: Waiting, shown: Shown, desk: Desk, form: Form, told: Told | None) -> str:
        """One thing beside what it was."""
        document = shown.document
        views = []
        for page in document.pages:
            rows = rows_of(page)
            changed = any(row.kind is not None for row in rows)
            views.append((page, stretches(rows) if changed else (Stretch(rows, False),), changed))
        subjects = {subject.about: subject for subject in shown.subjects}
        since = next(({"since": choice.name} for choice in desk.choices if choice.chosen), {})
        return self._page(
            "one.html.j2",
            isolate_title(waiting.title, self._dir),
            f"review/{waiting.name}",
            told,
            waiting=waiting,
            document=document,
            shown=shown,
            views=views,
            findings=[Weighed(finding, finding.severity, "", "") for finding in shown.findings],
            desk=desk,
            form=form,
            passages=lambda anchor: list(passages_of(anchor)),
            subjects=subjects,
            about=lambda row: _about(row, subjects),
            asking=lambda about: html_attribute(f"?{urlencode({**since, 'about': about})}#ask"),
            short=_short,
            named=lambda name: self._labels.digits(name) if name.isdigit() else name,
            policy=desk.policy,
            roles=desk.roles,
        )

    def failed(self, told: Told, findings: Iterable[Diagnostic] = ()) -> str:
        """A page that says why there is none."""
        items = [Weighed(finding, finding.severity, "", "") for finding in findings]
        items = [item for item in items if item.severity is Severity.ERROR]
        return self._page("failed.html.j2", self._labels.text("desk_title"), "", told, findings=items)

    def words(self, key: str, **values: str) -> str:
        """Words of the interface."""
        return self._labels.text(key, **values)

    def told(self, key: str, *more: str) -> Told:
        """That something was done, in words of the interface."""
        words = Markup(" ").join(html_text(self._labels.text(each), self._dir) for each in (key, *more))
        return Told(words, Markup(""), refused=False)

    def refused(self, problem: Exception) -> Told:
        """Why something was not done: in the reader's language where the interface has words for it."""
        if isinstance(problem, RefusedActError):
            said = (problem.why.said(self._labels), problem.instead.said(self._labels))
            return Told(html_text(said[0], self._dir), html_text(said[1], self._dir), refused=True)
        return Told(english(str(problem)), english(getattr(problem, "help", "")), refused=True)

    def _page(self, template: str, title: str, place: str, told: Told | None, **more: object) -> str:
        other = next(each for each in LANGUAGES if each != self.language)
        return (
            _environment(self._dir)
            .get_template(template)
            .render(
                setting=self._setting,
                told=told,
                title=html_safe(escape(f"{title} · {self._labels.text('desk_title')}")),
                heading=title,
                language=self.language,
                dir=self._dir,
                t=self._labels.text,
                n=self._labels.count,
                say=lambda words: words.said(self._labels),
                at=lambda path: html_attribute(f"/{self.language}/{quote(path)}"),
                elsewhere=html_attribute(f"/{other}/{quote(place)}"),
                other=other,
                other_name=load_labels(other).text("desk_language"),
                key_name=KEY,
                attribute=html_attribute,
                cells=Written(self._labels),
                english=english,
                excerpt=excerpt,
                own=own,
                side=side_of,
                ours=lambda words, before: english(before) if words == before else said(words, self.language),
                catalogue=catalogue_of(self.language),
                tag=tag,
                **more,
            )
        )


@lru_cache(maxsize=2)
def _environment(base: Direction) -> HtmlEnvironment:
    loader = ChoiceLoader([PackageLoader("mujaz.server"), PackageLoader("mujaz.review")])
    return HtmlEnvironment(loader, base=base)


@lru_cache(maxsize=2)
def style(language: str) -> str:
    """The style sheet of the desk: that of reviews, and its own."""
    environment = _environment(direction_of(language))
    assert environment.loader is not None
    css, _, _ = environment.loader.get_source(environment, "desk.css")
    return style_of(load_labels(language)) + css


def _signable(waiting: Waiting) -> bool:
    """Whether your sign-off is what something waits for."""
    return waiting.turn is Turn.YOURS and any(words.key == "desk_why_sign" for words in waiting.why)


def _about(row: Row, subjects: Mapping[str, Subject]) -> str:
    """What a line of a page belongs to, as a question names it; empty where nothing can be asked about it."""
    owner = row.line.owner
    for beginning, key in _OWNERS.items():
        if owner.startswith(beginning) and (about := key + owner.removeprefix(beginning)) in subjects:
            return about
    name = owner.replace("-", "_")
    return name if name in subjects else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"

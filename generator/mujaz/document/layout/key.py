"""How the key is laid out: what the judgements, grades and signs in briefs mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mujaz.document.layout.interface import Interface
from mujaz.document.layout.pieces import page_title
from mujaz.document.layout.sections import Layout, Section
from mujaz.document.pages.objects import KeyPage, Page
from mujaz.document.tree import SPACE, Block, Description, Fact, Facts, Group, Heading, Inline, Paragraph, Strong
from mujaz.model import Assessment, Confidence

_SUREST_FIRST = (Assessment.CORROBORATED, Assessment.DISPUTED, Assessment.UNVERIFIED, Assessment.REFUTED)
_SIGNS = ("claim", "note", "event", "source")


def _first(page: KeyPage, w: Interface) -> Iterator[Block]:
    """The title, and that nobody signs here, where that is so: no order of sections leaves it out."""
    yield from page_title(page, w)
    if page.unsigned:
        words = (Strong((w.t("key_unsigned"),)), SPACE, w.t("key_unsigned_means"))
        yield Group("banner", (Paragraph(words),), meaning=(("level", "draft"),))


def _fact(term: Inline, meaning: str) -> Fact:
    return Fact((term,), (Description((meaning,)),))


def _assessments(_: Page, w: Interface) -> Iterator[Block]:
    """What each assessment of a claim means."""
    yield Heading(2, "assessments", (w.t("assessment"),))
    facts = (_fact(w.judgement("assessment", level), w.t(f"means_{level}")) for level in _SUREST_FIRST)
    yield Group("key", (Paragraph((w.t("key_assessment"),)), Facts(tuple(facts))))


def _confidence(_: Page, w: Interface) -> Iterator[Block]:
    """What each level of confidence means."""
    yield Heading(2, "confidence", (w.t("confidence"),))
    facts = (_fact(w.judgement("confidence", level), w.t(f"means_{level}")) for level in reversed(Confidence))
    yield Group("key", (Paragraph((w.t("key_confidence"),)), Facts(tuple(facts))))


def _grades(_: Page, w: Interface) -> Iterator[Block]:
    """What the letters and digits of a source's grade mean."""
    yield Heading(2, "grades", (w.t("key_grades"),))
    letters = (_fact(Strong((letter,)), w.t(f"reliability_{letter}")) for letter in "ABCDEF")
    digits = (_fact(Strong((digit,)), w.t(f"credibility_{digit}")) for digit in "123456")
    yield Group("key", (Paragraph((w.t("key_grade"),)), Facts((*letters, *digits))))


def _signs(_: Page, w: Interface) -> Iterator[Block]:
    """What the signs behind words lead to."""
    yield Heading(2, "signs", (w.t("key_signs"),))
    facts = []
    for kind in _SIGNS:
        number = w.labels.number(1)
        sign = number if kind == "source" else w.t(f"sign_{kind}", n=1)
        facts.append(_fact(Strong((sign,)), w.t(f"key_{kind}")))
    yield Group("key", (Facts(tuple(facts)), Paragraph((w.t("key_marks"),))))


KEY: Final = Layout(
    "key",
    _first,
    {
        "assessments": Section(_assessments),
        "confidence": Section(_confidence),
        "grades": Section(_grades),
        "signs": Section(_signs),
    },
)
"""The key to briefs."""

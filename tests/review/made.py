"""Reviews made by hand: of a change of the example's brief about Derna, and with as many findings as asked for."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from mujaz.document.layout import lay_out
from mujaz.document.tree import Block, Document
from mujaz.labels import load_labels
from mujaz.markup.bidi import direction_of
from mujaz.review.lines import Line
from mujaz.review.objects import (
    AnchorChange,
    AnchorState,
    Change,
    DocumentReview,
    Kind,
    Page,
    Passage,
    Review,
    Signature,
    Standing,
)
from mujaz.review.reading import lines_of
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label, Rule
from mujaz.syntax.source import Source, Span
from renderings import pages_of

EXAMPLE = Path(__file__).parents[2]
BRIEF = "derna-2023"
ERRORS = (rules.LOST_QUOTE, rules.AMBIGUOUS_QUOTE)
WARNINGS = (rules.AMBIGUOUS_MENTION, rules.ALIAS_COLLISION)
REMARKS = (rules.UNUSED_ENTITY,)

_NOTE = """    title: من يُصدر شهادة الوفاة؟
    body: >-
      يصدرها مكتب السجل المدني في البلدية، وقد جرف السيل مبناه؛ فاستعين بسجلات البيضاء (Al-Bayda) وطبرق
      منذ 2023-09-20.
"""
_TRANSLATED = """        title: Who issues death certificates?
        body: The civil registry of the municipality, whose building the flood had swept away.
"""
_UPSTREAM = ("وجرف أحياء بأكملها إلى البحر", "وجرف نحو ربع مباني المدينة إلى البحر")
_EDITS = {
    "briefs/derna-2023.yml": (
        ("وخلال أسبوع تراوحت الأرقام المعلنة للقتلى", "وخلال أسبوع واحد تباينت الحصائل المعلنة للقتلى"),
        (
            "؛ وهو حصر للجثامين المعروفة، لا تقدير لعدد الهالكين.",
            "؛ وهو حصر للجثامين التي عُرف أصحابها، لا تقدير لعدد من هلكوا.",
        ),
        ("  - الأرقام الكبيرة تضم مفقودين، والصغيرة لا تضم سوى من صدرت لهم شهادات وفاة[^what-is-counted].\n", ""),
        (
            (
                "      - The large numbers include missing people; "
                "the small ones only those with a death certificate[^what-is-counted].\n"
            ),
            "",
        ),
        ("    rationale: سجل رسمي لم يُنشر، وهو قريب", "    rationale: سجل رسمي نُشرت خلاصته، وهو قريب"),
        ("had announced it a day before; it is a count", "had announced it the day before, as a count"),
        (
            "  - id: two-governments\n    title: بلد بإدارتين\n",
            f"  - id: who-counts\n{_NOTE}\n  - id: two-governments\n    title: بلد بإدارتين\n",
        ),
        (
            "      two-governments:\n        title: A country",
            f"      who-counts:\n{_TRANSLATED}      two-governments:\n        title: A country",
        ),
        ("updated: 2024-08-05", "updated: 2024-08-19"),
    ),
    "seeds/derna-toll.txt": (_UPSTREAM,),
    "seeds/derna-toll.yml": (_UPSTREAM, ("swept whole districts", "swept about a quarter of its buildings")),
}


def span_of(name: str, text: str, start: int = 0, end: int | None = None) -> Span:
    """A place in a text that stands in no file."""
    return Source(name, text).span(start, len(text) if end is None else end)


def finding(rule: Rule, number: int = 1, message: str = "the quote is not in the seed") -> Diagnostic:
    """A finding on a line of its own, behind some Arabic words."""
    lines = "".join(f"    exact: عن الأمانة العامة {n}\n" for n in range(1, number + 1))
    source = Source("briefs/derna-2023.yml", lines)
    start = lines.rindex("عن")
    place = source.span(start, len(lines) - 1)
    return rule.at(
        place, f"{message} ({number})", "quote the words again", [Label(source.span(4, 9), "first said here")]
    )


def findings(rules_: tuple[Rule, ...], count: int) -> tuple[Diagnostic, ...]:
    """As many findings as asked for, of several rules by turns."""
    return tuple(finding(rules_[number % len(rules_)], number + 1) for number in range(count))


def review(
    *,
    blocking: tuple[Diagnostic, ...] = (),
    risks: tuple[Diagnostic, ...] = (),
    other: tuple[Diagnostic, ...] = (),
    documents: tuple[DocumentReview, ...] = (),
) -> Review:
    """A review from the parts that a test is about."""
    base, head = ("main", "4f1c2d9e0a7b"), ("the working tree", "")
    return Review(base, head, blocking, risks, other, 3, 2, documents)


def crowded(count: int = 500) -> Review:
    """A change with many findings: two fifths block, two fifths are risks, the rest are remarks."""
    part = count * 2 // 5
    return review(
        blocking=findings(ERRORS, part),
        risks=findings(WARNINGS, part),
        other=findings(REMARKS, count - 2 * part),
        documents=(document(),),
    )


def document(
    title: str = "درنة 2023: كم عدد الضحايا؟",
    changes: tuple[Change, ...] = (),
    anchors: tuple[AnchorChange, ...] = (),
    pages: tuple[Page, ...] = (),
    checklist: tuple[str, ...] = ("the new number is in the source",),
) -> DocumentReview:
    """A brief that was changed."""
    signature = Signature(
        "editor", "an editor <editor@example.org>", "2024-08-05T10:00:00Z", "", ("sourcing",), True, "", "none"
    )
    standing = Standing("a3f5" * 16, (signature,), ("1 more of: editor",))
    return DocumentReview(
        "brief", BRIEF, title, "ar", "rtl", Kind.CHANGED, changes, anchors, 17, (), standing, checklist, pages
    )


def _pages(root: Path) -> dict[str, tuple[str, tuple[Line, ...]]]:
    """The lines of the brief by language, with its titles."""
    pages, names, labels = pages_of(root)
    return {
        page.language: (
            page.title,
            lines_of(lay_out(page, names, labels[page.language]), labels[page.language]),
        )
        for page in pages
        if page.kind == "brief" and page.path.endswith(BRIEF)
    }


def page_of(before: Sequence[Block], after: Sequence[Block], language: str = "ar") -> Page:
    """A page in two states, of the blocks of its tree."""
    labels = load_labels(language)
    states = [lines_of(Document("x", language, {}, tuple(blocks)), labels) for blocks in (before, after)]
    return Page("", language, direction_of(language), states[0], states[1])


@cache
def example_pages() -> tuple[Page, ...]:
    """The brief about Derna before and after an editor's morning, in both languages."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("seeds", "briefs"):
            shutil.copytree(EXAMPLE / name, root / name)
        shutil.copy(EXAMPLE / "mkdocs.yml", root)
        (root / "docs").mkdir()
        before = _pages(root)
        for path, edits in _EDITS.items():
            text = (root / path).read_text(encoding="utf-8")
            for old, new in edits:
                assert old in text, old
                text = text.replace(old, new)
            (root / path).write_text(text, encoding="utf-8")
        record, seed = root / "seeds/derna-toll.yml", (root / "seeds/derna-toll.txt").read_bytes()
        digest = "sha256: [0-9a-f]{64}"
        record.write_text(re.sub(digest, f"sha256: {sha256(seed).hexdigest()}", record.read_text("utf-8")), "utf-8")
        after = _pages(root)
    return tuple(
        Page(title, language, direction_of(language), before[language][1], lines)
        for language, (title, lines) in after.items()
    )


def example() -> Review:
    """The review of that morning."""
    seed = (EXAMPLE / "seeds" / "derna-toll.txt").read_text(encoding="utf-8")
    brief = Source("briefs/derna-2023.yml", (EXAMPLE / "briefs" / "derna-2023.yml").read_text(encoding="utf-8"))

    def at(words: str) -> Span:
        start = brief.text.index(words)
        return brief.span(start, start + len(words))

    def change(kind: Kind, path: tuple[str, ...], words: str, before: object, after: object, span: Span) -> Change:
        return Change(kind, path, words, before, after, span)

    changes = (
        change(Kind.CHANGED, ("summary", "ar"), "summary (ar): 3 words changed, 1 added", "…", "…", at("وخلال أسبوع")),
        change(
            Kind.REMOVED,
            ("key-points", "ar", "2"),
            "key point 2 removed: «الأرقام الكبيرة تضم مفقودين…»",
            "…",
            None,
            at("key_points:"),
        ),
        change(
            Kind.ADDED,
            ("notes", "who-counts"),
            "note who-counts added: «من يُصدر شهادة الوفاة؟»",
            None,
            {},
            at("two-governments"),
        ),
        change(
            Kind.CHANGED,
            ("claims", "minister-3252", "confidence"),
            "claim minister-3252: confidence low → moderate",
            "low",
            "moderate",
            at("    id: minister-3252".strip()),
        ),
        change(
            Kind.CHANGED, ("updated",), "updated 2024-08-05 → 2024-08-19", "2024-08-05", "2024-08-19", at("updated: ")
        ),
    )
    place = seed.index("انهار السدّان")
    moved = AnchorChange(
        "claim dams-broke",
        ("claims", "dams-broke"),
        AnchorState.MOVED,
        "ar",
        "rtl",
        Passage(
            "derna-toll",
            2,
            171,
            seed[place - 40 : place],
            "انهار السدّان، فاندفع السيل عبر وسط درنة",
            " وجرف أحياء بأكملها إلى البحر.",
        ),
        Passage(
            "derna-toll",
            2,
            171,
            seed[place - 40 : place],
            "انهار السدّان، فاندفع السيل عبر وسط درنة",
            " وجرف نحو ربع مباني المدينة إلى البحر.",
        ),
    )
    lost = AnchorChange(
        "note swept-away",
        ("notes", "swept-away"),
        AnchorState.LOST,
        "ar",
        "rtl",
        Passage("derna-toll", 2, 214, "عبر وسط درنة و", "جرف أحياء بأكملها", " إلى البحر."),
        None,
        (Passage("derna-toll", 2, 214, "عبر وسط درنة و", "جرف نحو ربع مباني المدينة", " إلى البحر."),),
    )
    checklist = (
        "the source of claim minister-3252 supports the higher confidence",
        "note who-counts is sourced",
        "the translation of the summary says the same as the Arabic",
        "the edited passage of seed derna-toll is what the publisher prints now",
    )
    blocking = (
        rules.LOST_QUOTE.at(
            at("exact: السدّان"),
            "the quote of note swept-away is not in seed derna-toll",
            "copy the words from the seed again",
        ),
        rules.MISSING_CORRECTION.at(
            at("updated: 2024-08-05"),
            "a published brief changed in meaning without a correction",
            "say what was wrong in `corrections`",
        ),
    )
    risks = (
        rules.AMBIGUOUS_MENTION.at(
            at("text: السدّين"), "«السدّين» may or may not name wadi-derna-dams", "decide it in `mentions`"
        ),
        rules.HIDDEN_CHARACTER.at(
            span_of("seeds/derna-toll.txt", "وفق المركز \u202eالوطني للأرصاد\u202c الجوية", 11, 12),
            "U+202E RIGHT-TO-LEFT OVERRIDE cannot be seen",
            "take it out of the text",
        ),
    )
    brief_review = document(
        "درنة 2023: كم عدد الضحايا، ومن يتحمل انهيار السدّين؟", changes, (moved, lost), example_pages(), checklist
    )
    entity = DocumentReview(
        "entity",
        "wmo",
        "المنظمة العالمية للأرصاد الجوية",
        "ar",
        "rtl",
        Kind.CHANGED,
        (
            change(
                Kind.CHANGED,
                ("gloss", "ar"),
                "gloss (ar) changed: «هيئة أممية للطقس» → «وكالة الأمم المتحدة للأرصاد»",
                "",
                "",
                None,
            ),
        ),  # type: ignore[arg-type]
        shown_by=("derna-2023", "vostochny-2023"),
    )
    return review(blocking=blocking, risks=risks, documents=(brief_review, entity))

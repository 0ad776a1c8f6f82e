"""The comment: it fits, counts what it leaves out, and whatever a seed says in it is text and nothing else."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from lxml import etree
from lxml.html import fragment_fromstring
from made import crowded, document, example, finding, findings, review, span_of
from markdown_it import MarkdownIt

from mujaz.markup.literal import normalise
from mujaz.review.comment import MOST, clipped, inline
from mujaz.review.formats import markdown
from mujaz.review.hidden import named
from mujaz.review.objects import AnchorChange, AnchorState, Change, Kind, Passage, Review
from mujaz.syntax import rules

sys.path.insert(0, str(Path(__file__).parents[1] / "markup"))
from payloads import all_texts

from thorough import of_these

TAGS = {"div", "h2", "h3", "p", "ul", "li", "strong", "em", "b", "code", "span", "details", "summary", "blockquote"}
TAGS |= {"ins", "del"}
HOST = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
# What hosts make links, references and pictures of in the text of a rendered comment.
REFERENCE = re.compile(
    r"[@#!~$^]\w|[%&](?=[\w\"'{])|\w+://|www\.\w|:[a-z+_-]+|(?<!\w)[0-9a-fA-F]{7,}(?!\w)|[A-Z]-\d|\[\[|[{\[][+-]"
)
COUNTS = re.compile(r"\*\*Findings: (\d+) · shown: (\d+) · not shown: (\d+)\*\*")
CHANGES = re.compile(r"\*\*Changes and quotes: (\d+) · shown: (\d+) · not shown: (\d+)\*\*")
DOCUMENTS = re.compile(r"\*\*Documents: (\d+) · shown: (\d+) · not shown: (\d+)\*\*")


def numbers(pattern: re.Pattern[str], text: str) -> tuple[int, int, int]:
    found = pattern.search(text)
    assert found
    total, shown, hidden = (int(number) for number in found.groups())
    return total, shown, hidden


def rendered(text: str) -> etree._Element:
    return fragment_fromstring(HOST.render(text), create_parent="div")


def listed(text: str) -> int:
    """How many findings a comment lists: each names its rule."""
    return len(re.findall(r"^- \*\*(?:error|warning|remark)\*\*", text, re.MULTILINE))


def long_change(number: int, words: str) -> Change:
    return Change(Kind.CHANGED, ("title",), f"change {number}: {words}", None, None, None)


def test_five_hundred_findings_are_shown_or_counted() -> None:
    text = markdown.render(crowded(500))
    total, shown, hidden = numbers(COUNTS, text)
    assert (total, shown + hidden) == (500, 500)
    assert listed(text) == shown > 100
    assert markdown.size(text) <= 60_000


def test_that_nothing_is_left_out_is_said_too() -> None:
    assert numbers(COUNTS, markdown.render(review())) == (0, 0, 0)
    assert numbers(COUNTS, markdown.render(example())) == (4, 4, 0)
    assert numbers(CHANGES, markdown.render(example())) == (8, 8, 0)


@pytest.mark.parametrize("letter", of_these(["ق", "𐐀", "@", "\u202e"], ["𐐀"]))
@pytest.mark.parametrize("long", ["findings", "documents", "changes", "both"])
def test_a_comment_fits_whatever_is_in_it(letter: str, long: str) -> None:
    words = f"{letter * 900} {letter} " * (1 if letter == "\u202e" else 3)  # its name is thirty letters long
    found = findings((rules.LOST_QUOTE,), 3)
    loud = tuple(rules.LOST_QUOTE.at(item.span, words, words) for item in found * 70)
    change = long_change(1, words)
    passage = Passage("s", 1, 1, words, words, words)
    anchor = AnchorChange(words, (), AnchorState.MOVED, "ar", "rtl", passage, passage, (passage,) * 3)
    many = tuple(document(words, (change,), (anchor,), (), (words,) * 60) for _ in range(40))
    one = (document(words, (change,) * 200, (anchor,) * 200, (), (words,) * 60),)
    made = {
        "findings": review(blocking=loud),
        "documents": review(documents=many),
        "changes": review(documents=one),
        "both": review(blocking=loud, documents=many),
    }[long]
    text = markdown.render(made)
    assert markdown.size(text) <= 60_000
    assert len(text.encode()) < 2**18
    total, shown, hidden = numbers(COUNTS, text)
    assert (total, shown, hidden) == (len(made.findings), listed(text), total - listed(text))
    total, shown, hidden = numbers(DOCUMENTS, text)
    assert (total, shown) == (len(made.documents), text.count("<details>"))
    assert shown + hidden == total
    total, shown, hidden = numbers(CHANGES, text)
    assert total == sum(len(item.changes) + len(item.anchors) for item in made.documents) == shown + hidden
    if long == "changes":
        assert 0 < hidden < total
    assert text.count("<details>") == text.count("</details>")


def hostile(payload: str) -> Review:
    passage = Passage(payload, 1, 1, f"قبل {payload} ", payload, f" {payload} بعد")
    anchor = AnchorChange(payload, (payload,), AnchorState.LOST, "ar", "rtl", passage, None, (passage,))
    item = rules.LOST_QUOTE.at(span_of(f"briefs/{payload}.yml", payload), payload, payload)
    entry = document(payload, (long_change(1, payload),), (anchor,), (), (payload,))
    return review(blocking=(item,), documents=(entry,))


NASTY = [
    "@team/editors please", "x @editor, @a-b", "#12 and GH-12 and owner/repo#12", "!34 ~bug %v1 $5 &7 %{project_name}",
    "https://example.org/x www.example.org mailto:a@b.org a@b.org", "![x](https://e/x.png) [y](https://e) <https://e>",
    "<img src=x onerror=alert(1)><script>x</script>", "</details></blockquote><h1>x", "a4f1c2d9e0a7b1234567890 deadbee",
    ":smile: :+1: [[wiki]] {+ a +} [- b -]", "- [ ] x\n\n# y\n\n/approve\n/close", "```\ncode\n``` `x` ~~y~~ **z** _w_",
    "| a | b |\n|---|---|\n| c | d |", "[^1] $x^2$ $$y$$ \\@x \\#1", "&#64;x &commat;x &lt;b&gt;", "<!-- x --> ABC-123",
    "gnp\u202egnp.exe \u200bx",
]  # fmt: skip


@pytest.mark.parametrize("payload", NASTY)
def test_text_from_a_seed_leads_nowhere(payload: str) -> None:
    root = rendered(markdown.render(hostile(payload)))
    tags = {element.tag for element in root.iter()}
    assert tags <= TAGS
    assert {name for element in root.iter() for name in element.attrib} <= {"dir", "lang"}
    for node in root.xpath("//text()[not(ancestor::code)]"):
        assert not REFERENCE.search(node), node
    assert len(root.findall(".//details")) == 1
    assert len(root.findall(".//blockquote")) == 2


@pytest.mark.parametrize("payload", NASTY)
def test_no_line_of_a_comment_is_a_command_to_the_host(payload: str) -> None:
    assert not re.search(r"^\s*[/:]", markdown.render(hostile(payload)), re.MULTILINE)


def test_the_text_comes_out_as_it_was_written() -> None:
    for payload in all_texts():
        written = " ".join(named(normalise(payload, " ")).split())
        if len(written) > MOST:
            continue
        root = rendered(f"- <span>{inline(normalise(payload, ' '))}</span>")
        assert " ".join("".join(root.itertext()).split()) == written


def test_a_long_text_is_cut_at_a_word() -> None:
    assert clipped("كلمة " * 5, 12) == "كلمة كلمة…"
    assert clipped("x" * 20, 12) == "x" * 12 + "…"


def test_arabic_has_its_direction() -> None:
    root = rendered(markdown.render(example()))
    quotes = root.findall(".//blockquote")
    assert {quote.get("dir") for quote in quotes} == {"rtl"}
    assert "انهار السدّان، فاندفع السيل عبر وسط درنة" in [b.text for b in root.findall(".//blockquote/b")]
    title = root.find(".//summary/b/span")
    assert title is not None
    assert (title.get("lang"), title.get("dir")) == ("ar", "rtl")


def test_the_comment_can_be_arabic_as_a_whole() -> None:
    text = markdown.render(example(), language="ar")
    assert text.startswith('<div dir="rtl">\n\n## ⛔ المراجعة التحريرية: ملاحظتان تمنعان النشر')
    assert rendered(text)[0].get("dir") == "rtl"


def test_it_says_the_verdict_the_checklist_and_the_hash() -> None:
    text = markdown.render(example())
    assert text.startswith("## ⛔ Editorial review: 2 findings block publication")
    assert "- [ ] <span" in text
    assert "a3f5" * 16 in text
    assert markdown.render(review(risks=(finding(rules.ALIAS_COLLISION),))).startswith("## ✅ Editorial review: Ready")

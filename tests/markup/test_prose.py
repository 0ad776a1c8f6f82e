"""Analysts' prose keeps its words and its structure, and nothing but them."""

from __future__ import annotations

from collections import Counter

import pytest
from engines import ENGINES, to_html, tree
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from payloads import all_texts, commonmark_examples

from mujaz.markup import Md, indent, plain_text, references, render_prose
from mujaz.markup.parse import parse_prose
from thorough import examples

REFERENCE = MarkdownIt("commonmark", {"html": False})
TAGS = {"p", "em", "strong", "ul", "ol", "li", "a", "code", "pre", "blockquote", "br", "hr"}
COUNTED = ("em", "strong", "ul", "ol", "li", "a", "code", "pre", "blockquote", "br", "hr")
TYPOGRAPHIC = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


def render(text: str, **options: str) -> Md:
    prose, _ = parse_prose(text)
    return render_prose(prose, resolve_reference=lambda *_: None, **options)


def words(text: str) -> str:
    """The text without white space, and with the quotation marks of the keyboard."""
    return "".join(text.translate(TYPOGRAPHIC).split())


def is_common_ground(text: str) -> bool:
    """Whether prose and CommonMark mean the same by a text: no fault, no reference, ordered lists from 1."""
    prose, faults = parse_prose(text)
    tokens = REFERENCE.parse(text)
    deviates = any(token.attrs.get("start") is not None for token in tokens) or "[^" in text
    deep = any(token.level > 15 for token in tokens)
    return not faults and not prose.references and not deviates and not deep


def assert_agrees(text: str, engine: tuple) -> None:
    expected = tree(REFERENCE.render(text))
    shown = tree(to_html(render(text), engine))
    assert words(shown.text) == words(expected.text), text
    assert count(shown) == count(expected), text


def count(element, within: tuple[str, ...] = ()) -> Counter:
    """How many elements of each kind there are; emphasis in emphasis of its kind does not count."""
    found = Counter()
    for child in element.children:
        if not isinstance(child, str):
            if child.tag in COUNTED and not (child.tag in ("em", "strong") and child.tag in within):
                found[child.tag] += 1
            found += count(child, (*within, child.tag))
    return found


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine[0])
def test_commonmark_examples_keep_words_and_structure(engine):
    shared = [text for text in commonmark_examples() if is_common_ground(text)]
    assert len(shared) > 300
    for text in shared:
        assert_agrees(text, engine)


FRAGMENTS = st.sampled_from(
    [
        *(
            "word",
            "كلمة",
            "**bold**",
            "*em*",
            "***both***",
            "`code`",
            "`a*b`",
            "[link](https://example.org/a_b?c=1&d=(2))",
        ),
        *(
            "- item",
            "* other",
            "+ third",
            "1. one",
            "1) one",
            "2. two",
            "> quote",
            "    ",
            "  ",
            " ",
            "\n",
            "\n\n",
            "  \n",
        ),
        *(
            "```\nfence <b>\n```",
            "***",
            "---",
            "<https://example.org/>",
            "&copy; &amp;",
            "\\*",
            "!",
            "\\",
            ":",
            ".",
            "1",
            "`",
        ),
        *(
            "- - a",
            "> > b",
            "> - c",
            "- > d",
            "\t",
            "|",
            "$",
            "{: .x }",
            "*[x]: y",
            "!!! note",
            ": def",
            "www.x.org",
            "2023-09-13",
        ),
    ]
)
MARKDOWN = st.lists(FRAGMENTS, min_size=1, max_size=14).map("".join)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine[0])
@settings(max_examples=examples(80, 300), deadline=None)
@given(text=MARKDOWN)
def test_any_prose_keeps_words_and_structure(engine, text):
    if is_common_ground(text):
        assert_agrees(text, engine)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine[0])
def test_hostile_prose_gives_only_the_elements_of_prose(engine):
    for text in all_texts():
        page = tree(to_html(render(text), engine))
        assert {found.tag for found in page.all()} <= TAGS, text
        for found in page.all():
            # The usual set's fancylists writes a type.
            allowed = {"a": {"href", "title"}, "ol": {"type"}}.get(found.tag, set())
            assert set(found.attributes) <= allowed, text
            assert found.attributes.get("href", "https:").lower().startswith(("http:", "https:", "mailto:")), text


def test_hostile_prose_in_right_to_left_text_and_containers():
    for text in all_texts()[::6]:
        for container in ("- item\n\n", '!!! note "title"\n\n'):
            page = tree(to_html(Md(container) + indent(render(text, base="rtl"))))
            assert {found.tag for found in page.all()} <= TAGS | {"bdi", "div"}, text
            attributes = {name for found in page.all() for name in found.attributes}
            assert attributes <= {"href", "title", "dir", "lang", "class"}, text


@pytest.mark.parametrize(
    ("text", "rule_key", "place"),
    [
        ("a <b>c", "raw-html", "<b>"),
        ("> > a <b\n> > x='1'>c", "raw-html", "<b\n> > x='1'>"),
        ("- a\n\n    - b <!-- c -->", "raw-html", "<!-- c -->"),
        ("a\n\n# Heading *x* #\n\nb", "heading-in-prose", "# Heading *x* #"),
        ("Heading\n=====", "heading-in-prose", "Heading\n====="),
        ("صورة ![*نص* `x`](https://example.org/x.png) هنا", "image-in-prose", "![*نص* `x`](https://example.org/x.png)"),
        ("a [b](javascript:alert(1)) c", "link-scheme", "[b](javascript:alert(1))"),
        ("a **[b *c*](page.md)**", "link-scheme", "[b *c*](page.md)"),
        ("a <ftp://example.org> b", "link-scheme", "<ftp://example.org>"),
        ("[a](//example.org)", "link-scheme", "[a](//example.org)"),
        ("[a](https:example.org)", "link-scheme", "[a](https:example.org)"),
        ("a\r\nb [c](x)\r\nd", "link-scheme", "[c](x)"),
        ("[a][b]\n\n[b]: data:text/html,x", "link-scheme", "[a][b]"),
        ("1. a\n2. b\n\n   c 😀 [d](x)", "link-scheme", "[d](x)"),
    ],
)
def test_faults_have_a_place(text, rule_key, place):
    _, faults = parse_prose(text)
    assert [(fault.rule_key, text[fault.start : fault.end]) for fault in faults] == [(rule_key, place)]
    assert faults[0].message
    assert faults[0].help


def test_faults_come_in_the_order_of_the_text():
    text = "# a <b>\n\n![c](d)\n\n[e](f)"
    _, faults = parse_prose(text)
    assert [fault.rule_key for fault in faults] == ["heading-in-prose", "raw-html", "image-in-prose", "link-scheme"]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("*a* __b__ ***c***", "*a* **b** <em><strong>c</strong></em>"),
        ("«**نص**»: *«قول»*", "«**نص**»: <em>«قول»</em>"),
        ("a\\\nb", "a<br>\nb"),
        ("* a\n  * b\n* c", "- a\n    - b\n- c"),
        ("1) a\n5) b", "1. a\n2. b"),
        ("> a\nb", "> a\n> b"),
        ("2023. was a year", "2023&#46; was a year"),
        ("[a](<https://example.org/b c> 'd \"e\"')", '[a](https://example.org/b%20c "d &#34;e&#34;")'),
        ("<https://example.org/>", "<https://example.org/>"),
        ("- a\n\n* b", "- a\n\n<!-- -->\n\n- b"),
        ("```\na <b>\n  c\n```", "<pre><code>a &#60;b&#62;&#10;  c</code></pre>"),
        ("`--strict` and `<b>`", "`--strict` and <code>&#60;b&#62;</code>"),
        ('It\'s "quoted"; see: [^no].', 'It\'s "quoted"; see: &#91;&#94;no&#93;.'),
    ],
)
def test_writes_normal_markdown(text, markdown):
    assert render(text) == markdown


def test_references():
    text = "- a [^one]\n\n  b [c [^two] d](https://example.org/) `[^code]` \\[^not]\n\n[^three]: e"
    prose, faults = parse_prose(text)
    assert [fault.rule_key for fault in faults] == ["unsupported-markdown"]
    assert [(name, text[start:end]) for name, start, end in references(prose)] == [
        ("one", "[^one]"),
        ("two", "[^two]"),
        ("three", "[^three]"),
    ]
    known = {"one": Md("<sup>1</sup>"), "two": Md("<sup>2</sup>")}
    assert render_prose(prose, resolve_reference=lambda name, _: known.get(name)) == (
        "- a <sup>1</sup>\n\n    b [c  d](https://example.org/)<sup>2</sup> <code>&#91;&#94;code&#93;</code> "
        "&#91;&#94;not&#93;\n\n&#91;&#94;three&#93;: e"
    )


def test_plain_text():
    prose, _ = parse_prose("قال **الرئيس**\nأمس [^a]:\n\n- [رابط](https://example.org/)\n- `code` &amp; x\n\n> end")
    assert plain_text(prose) == "قال الرئيس أمس:\nرابط\ncode & x\nend"


def test_text_nested_beyond_the_limit_is_not_lost():
    text = "> " * 60 + "deep"
    assert words(tree(to_html(render(text))).text) == words(text)


@pytest.mark.parametrize("text", ["[" * 5000, "*a **b " * 2000, "`" * 5000, "- " * 3000 + "x", "[a](<b" * 2000])
def test_hostile_nesting_is_rendered_and_loses_nothing(text):
    assert words(tree(to_html(render(text[:600]))).text).count("a") == text[:600].count("a")
    assert render(text)

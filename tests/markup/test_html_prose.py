"""Prose and texts in HTML are what Python-Markdown makes of them in Markdown."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from engines import to_html
from hypothesis import given, settings
from jinja2 import DictLoader, UndefinedError
from markupsafe import Markup
from payloads import all_texts
from test_prose import MARKDOWN

from mujaz.markup import Direction, Md, attr, literal, render_prose
from mujaz.markup.bidi import has_rtl, needs_isolation
from mujaz.markup.html import html_attribute, html_text
from mujaz.markup.html_prose import prose_to_html
from mujaz.markup.parse import parse_prose
from mujaz.markup.templates import HtmlEnvironment

sys.path.insert(0, str(Path(__file__).parents[1]))
from renderings import parts  # shared with the test of whole pages
from thorough import examples

SIGN = "<sup>1</sup>"
BASES: list[Direction | None] = [None, "rtl", "ltr"]


def assert_agrees(text: str, base: Direction | None) -> None:
    prose, _ = parse_prose(text)
    markdown = render_prose(prose, resolve_reference=lambda name, _: {"a": Md(SIGN)}.get(name), base=base)
    found = prose_to_html(prose, resolve_reference=lambda name, _: {"a": Markup(SIGN)}.get(name), base=base)
    assert parts(found) == parts(to_html(markdown)), text


@pytest.mark.parametrize("base", BASES)
def test_hostile_prose(base: Direction | None) -> None:
    for text in all_texts():
        assert_agrees(text, base)


@pytest.mark.parametrize("base", BASES)
@settings(max_examples=examples(60, 200), deadline=None)
@given(text=MARKDOWN)
def test_any_prose(base: Direction | None, text: str) -> None:
    assert_agrees(text, base)


@pytest.mark.parametrize("text", ["a [^a]", "[b [^a] c](https://example.org/)", "- [^a]\n\n    x\n- [^no]"])
def test_references(text: str) -> None:
    assert_agrees(text, "rtl")


@pytest.mark.parametrize("base", BASES)
def test_hostile_texts(base: Direction | None) -> None:
    for text in all_texts():
        written = f'<p title="{html_attribute(text)}">x{html_text(text, base)}x</p>'
        assert parts(written) == parts(f'<p title="{attr(text)}">x{literal(text, base=base)}x</p>'), text


def test_no_letter_escapes_the_quick_look() -> None:
    for point in [*range(0xD800), *range(0xE000, 0x110000)]:
        char = chr(point)
        if has_rtl(char):
            assert needs_isolation(char, "ltr")
        elif char.isalpha() or char in "0123456789":
            assert needs_isolation(char, "rtl"), hex(point)
    assert all(needs_isolation(char, "rtl") for char in "\u06f0\u06f9")  # Persian digits order as European ones do
    assert all(needs_isolation(char, base) for char in "\u202a\u202e\u2066\u2069" for base in ("rtl", "ltr"))


def render(source: str, **values: object) -> str:
    environment = HtmlEnvironment(DictLoader({"m": "{% macro b(x) %}<b>{{ x }}</b>{% endmacro %}"}), base="rtl")
    return environment.from_string(source).render(text="<i> 5°", safe=Markup("<hr>"), **values)


SHOWN = '&lt;i&gt; <bdi dir="ltr">5°</bdi>'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<p>{{ text }}</p>", f"<p>{SHOWN}</p>"),
        ("{{ safe }}{{ 7 }}", "<hr>7"),
        ('{% import "m" as m %}{{ m.b(text) }}', f"<b>{SHOWN}</b>"),
        ("{% macro box() %}[{{ caller() }}]{% endmacro %}{% call box() %}{{ text }}{% endcall %}", f"[{SHOWN}]"),
        ("{% for x in [text] %}{% set y %}<i>{{ x }}</i>{% endset %}{{ y }}{% endfor %}", f"<i>{SHOWN}</i>"),
        # What mixes text with markup is text.
        ("{{ safe ~ text }}", f"&lt;hr&gt;{SHOWN}"),
        ("{{ [safe, text] | join }}", f"&lt;hr&gt;{SHOWN}"),
    ],
)
def test_templates_print(source: str, html: str) -> None:
    assert render(source) == html


def test_templates_print_nothing_that_is_missing() -> None:
    with pytest.raises(UndefinedError):
        render("{{ absent }}")
    with pytest.raises(TypeError, match="None"):
        render("{{ none_value }}", none_value=None)

"""A template cannot print text unescaped, and need not think of it."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, UndefinedError

from mujaz.markup import Md, indent, join_md
from mujaz.markup.templates import MarkdownEnvironment

HOSTILE = "**x** <b>"
ENCODED = "&#42;&#42;x&#42;&#42; &#60;b&#62;"


def render(source: str, **values: object) -> str:
    return MarkdownEnvironment().from_string(source).render(text=HOSTILE, md=Md("**y**"), **values)


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("# {{ text }} **own**", f"# {ENCODED} **own**"),
        ("{{ md }}", "**y**"),
        ("{{ '*constant*' }} {{ 7 }}", "&#42;constant&#42; 7"),
        ("{% macro bold(value) %}**{{ value }}**{% endmacro %}{{ bold(text) }}", f"**{ENCODED}**"),
        ("{% macro box() %}[{{ caller() }}]{% endmacro %}{% call box() %}{{ text }}{% endcall %}", f"[{ENCODED}]"),
        ("{% set block %}*{{ text }}*{% endset %}{{ block }}", f"*{ENCODED}*"),
        ("{{ [md, md] | join_md(', ') }}", "**y**, **y**"),
        ("{{ md | indent(2) }}", "  **y**"),
        ('<i title="{{ text | attr }}">', '<i title="&#42;&#42;x&#42;&#42; &#60;b&#62;">'),
        ("title: {{ text | yaml_string }}", 'title: "**x** &lt;b&gt;"'),
        ("{{ '5°' | literal(base='rtl') }}", '<bdi dir="ltr">5°</bdi>'),
        # What mixes text with markup is text.
        ("{{ md ~ text }}", "&#42;&#42;y&#42;&#42;" + ENCODED),
        ("{{ md + text }}", "&#42;&#42;y&#42;&#42;" + ENCODED),
        ("{{ md | upper }}", "&#42;&#42;Y&#42;&#42;"),
        ("{{ [md, text] | join }}", "&#42;&#42;y&#42;&#42;" + ENCODED),
    ],
)
def test_prints(source, markdown):
    assert render(source) == markdown


def test_inherited_and_imported_templates():
    loader = DictLoader(
        {
            "base": "{% block body %}*base*{% endblock %}",
            "macros": "{% macro em(value) %}*{{ value }}*{% endmacro %}",
            "page": "{% extends 'base' %}{% import 'macros' as m %}"
            "{% block body %}{{ super() }} {{ m.em(text) }}{% endblock %}",
        }
    )
    assert MarkdownEnvironment(loader).get_template("page").render(text=HOSTILE) == f"*base* *{ENCODED}*"


def test_isolates_runs_by_the_direction_of_the_page():
    source = "{{ text }}"
    assert MarkdownEnvironment(base="rtl").from_string(source).render(text="في 2023-09-13") == (
        'في <bdi dir="ltr">2023-09-13</bdi>'
    )
    assert MarkdownEnvironment(base="ltr").from_string(source).render(text="a كيم") == (
        'a <bdi dir="rtl" lang="ar">كيم</bdi>'
    )


@pytest.mark.parametrize("name", ["e", "escape", "forceescape", "safe", "striptags", "tojson", "urlize", "xmlattr"])
def test_filters_that_are_safe_only_in_html_are_gone(name):
    assert name not in MarkdownEnvironment().filters


def test_missing_values_are_errors():
    with pytest.raises(UndefinedError):
        render("{{ missing }}")
    with pytest.raises(TypeError, match="None"):
        render("{{ value }}", value=None)


def test_operations_on_markdown():
    assert isinstance(Md("a") + Md("b"), Md)
    assert not isinstance(Md("a") + "b", Md)
    assert not isinstance("a" + Md("b"), Md)
    assert isinstance(Md("a") * 2, Md)
    assert join_md(Md(", "), [Md("a"), Md("b")]) == "a, b"
    with pytest.raises(TypeError, match="str"):
        join_md(Md(", "), [Md("a"), "b"])  # type: ignore[list-item]
    assert indent(Md("a\n\nb")) == "    a\n\n    b"

"""What style sheets load, however it is written."""

from __future__ import annotations

import pytest

from mujaz.markup.css import positions, targets


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("p { color: red }", []),
        ("p { background: url(x.png) }", ["x.png"]),
        ("p { background: URL( 'x y.png' ) }", ["x y.png"]),
        ('p { background: url("a)b.png") }', ["a)b.png"]),
        ("p { background: \\75\\72\\6c(x) }", ["x"]),
        ("p { background: u\\rl(x) }", ["x"]),
        ("p { background: url(\\68ttps://h) }", ["https://h"]),
        ("/* url(x) */", []),
        ("p::before { content: 'url(x)' }", []),
        ("p { mask: url(#a) }", []),
        ("@import 'x.css'; p::before { content: 'y' }", ["x.css"]),
        ("@import url(x.css) screen;", ["x.css"]),
        ("@\\69mport 'x.css';", ["x.css"]),
        ("p { background: image-set('a' 1x, url(b) 2x) }", ["a", "b"]),
        ("@font-face { src: local('x'), url(y.woff2) format('woff2') }", ["y.woff2"]),
        ("p { background: url(data:image/png;base64,x) }", ["data:image/png;base64,x"]),
        ("p { background: url(x", ["x"]),
        ("p { background: url(x y) }", []),  # no address, by the standard
        ("p { a: b(} url(x) ) }", ["x"]),
        ("p { a: b(;'x') } p { mask: image((('y'))) }", ["y"]),
        ("@import/**/'x'; p { content: 'y' }", ["x"]),
        ("@import 'x' supports(a: b;) {} 'y'", ["x"]),
        ("p { --a: { background: url(x) } }", ["x"]),
        ("<!-- p { mask: url(x) } -->", ["x"]),
        ("p { mask: url('x\n) } q { mask: url(y) }", ["y"]),
    ],
)
def test_addresses_of_a_style_sheet(css: str, expected: list[str]) -> None:
    assert [target.written for target in targets(css)] == expected


@pytest.mark.parametrize(
    "css", ["p { width: expression(a()) }", "p { b\\65havior: url(x) }", "p { -moz-binding: url(#x) }"]
)
def test_what_old_browsers_ran(css: str) -> None:
    assert any(target.runs for target in targets(css))


def test_a_finding_knows_its_line() -> None:
    css = "/* a\n*/ p {\n  mask: url(x);\r\n  position: fixed }\n"
    assert [(target.written, target.line) for target in targets(css)] == [("x", 3)]
    assert [(target.written, target.line) for target in positions(css)] == [("fixed", 4)]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("p { position: absolute }", []),
        ("p { position: fixed }", ["fixed"]),
        ("p { POSITION : Sticky !important }", ["sticky"]),
        ("p { pos\\69tion: fi\\78 ed }", ["fixed"]),
        ("p { position: var(--where) }", ["var", "--where"]),
        ("p { position/**/:/**/fixed", ["fixed"]),
        ("p { color: red; position: fixed }", ["fixed"]),
        ("p { & q { position: fixed } }", ["fixed"]),
        ("@media print { p { position: fixed } }", ["fixed"]),
        ("p { background-position: center }", []),
        ("p::before { content: 'position: fixed' }", []),
        ("@supports (position: sticky) { p { color: red } }", []),
        ("p { object-position: left; color: fixed }", []),
    ],
)
def test_what_may_lie_over_a_page(css: str, expected: list[str]) -> None:
    assert [target.written for target in positions(css)] == expected


def test_deep_nesting_is_no_matter() -> None:
    assert [target.written for target in targets("(" * 50_000 + "url(x)")] == ["x"]

"""What style sheets load, however it is written."""

from __future__ import annotations

import pytest

from mujaz.markup.css import targets


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
    ],
)
def test_addresses_of_a_style_sheet(css: str, expected: list[str]) -> None:
    assert [target.written for target in targets(css)] == expected


@pytest.mark.parametrize(
    "css", ["p { width: expression(a()) }", "p { b\\65havior: url(x) }", "p { -moz-binding: url(#x) }"]
)
def test_what_old_browsers_ran(css: str) -> None:
    assert any(target.runs for target in targets(css))

"""What search takes for words. The expression means the same to Python as to JavaScript."""

from __future__ import annotations

import re

import pytest
from mkdocs.config.defaults import MkDocsConfig

from mujaz.site import search


def words(text: str) -> list[str]:
    return [word for word in re.split(search.SEPARATOR, text) if word]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("والكرملين", ["كرملين"]),
        ("بالكرملين", ["كرملين"]),
        ("الكرملين", ["كرملين"]),
        ("كرملين", ["كرملين"]),
        ("للعقوبات", ["عقوبات"]),
        ("وللعقوبات", ["عقوبات"]),
        ("الالتزام", ["تزام"]),
        ("التزام", ["تزام"]),
        ("وبوتين، الذي", ["بوتين", "ذي"]),
        ("«التعاون الأوثق»", ["تعاون", "أوثق"]),
        ("وصل وفد", ["وصل", "وفد"]),
        ("الوزير وزير", ["وزير", "وزير"]),
        ("سبتمبر/أيلول", ["سبتمبر", "أيلول"]),
        ("الف", ["الف"]),
        ("“Putin–Kim” (twice)", ["Putin", "Kim", "twice"]),
    ],
)
def test_words_lose_punctuation_and_the_article(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_the_expression_needs_no_look_behind() -> None:
    assert "(?<" not in search.SEPARATOR


def test_options_of_the_site_itself_win() -> None:
    config = MkDocsConfig()
    config.load_dict({"site_name": "s", "plugins": [{"material/search": {"separator": "x"}}], "theme": "material"})
    assert config.validate() == ([], [])
    search.configure(config)
    options = config.plugins["material/search"].config
    assert options["separator"] == "x"
    assert options["pipeline"] == []


def test_signs_stay_out_of_the_index() -> None:
    html = '<p>word<a class="mj-ref" href="#c1">C1</a> <a class="mj-person" href="p.html">name</a></p>'
    marked = search.without_signs(html)
    assert marked.count("data-search-exclude") == 1
    assert '<a class="mj-ref" data-search-exclude="1" href="#c1">' in marked

"""Front matter that MkDocs reads as it was meant, and that Material for MkDocs shows as the same text."""

from __future__ import annotations

import html
import json

import pytest
import yaml
from engines import tree
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data
from payloads import PAYLOADS, all_texts

from mujaz.markup import literal, yaml_string
from mujaz.markup.literal import normalise

TITLES = [text for text in PAYLOADS if len(text) < 400 and normalise(text, " ").strip() == normalise(text, " ")]


def assert_read_back(text: str) -> None:
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        raw = yaml.load(f"title: {yaml_string(text, escape_html=False)}\n", loader)
        assert raw == {"title": normalise(text, " ")}
    body, meta = get_data(f"---\ntitle: {yaml_string(text)}\nkind: x\n---\n\nbody\n")
    assert body == "body\n"
    assert meta == {"title": html.escape(normalise(text, " ")), "kind": "x"}


def test_every_text_is_read_back():
    for text in all_texts():
        assert_read_back(text)


@settings(deadline=None)
@given(st.text(st.one_of(st.characters(), st.sampled_from("\"\\'\n\x85\u2028\ufeff\ufffe---: #{}<&"))))
def test_any_text_is_read_back(text):
    assert_read_back(text)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A Material site with a page a payload: its title in the front matter and in the heading."""
    root = tmp_path_factory.mktemp("site")
    (root / "docs").mkdir()
    (root / "docs/index.md").write_text("# Home\n", "utf-8")
    for number, text in enumerate(TITLES):
        (root / f"docs/page-{number:02}.md").write_text(
            f"---\ntitle: {yaml_string(text)}\ndescription: {yaml_string(text)}\n---\n\n"
            f"# {literal(text)} {{#title}}\n\n## {literal(text)} {{#section}}\n\n{literal(text)}\n",
            "utf-8",
        )
    (root / "mkdocs.yml").write_text(
        "site_name: Test\nuse_directory_urls: false\ntheme: {name: material, font: false}\n"
        "plugins: [search]\nmarkdown_extensions: [attr_list, md_in_html]\n",
        "utf-8",
    )
    build(load_config(str(root / "mkdocs.yml")))
    return root / "site"


def collapsed(text: str) -> str:
    return " ".join(text.split())


def test_titles_in_the_page_and_the_navigation(site):
    expected = [collapsed(normalise(text, " ")) for text in TITLES]
    navigation = set()
    for number, text in enumerate(expected):
        page = tree_of_page(site / f"page-{number:02}.html")
        assert collapsed(page.find("title")[0].text) == f"{text} - Test"
        description = next(found for found in page.find("meta") if found.attributes.get("name") == "description")
        assert collapsed(description.attributes["content"] or "") == text
        assert collapsed(page.find("h1")[0].text) == text
        topics = [collapsed(found.text) for found in page.find("div", "md-header__topic")]
        assert topics == ["Test", text]
        contents = page.find("nav", "md-nav--secondary")[0]
        assert text in [collapsed(found.text) for found in contents.find("span", "md-ellipsis")]
        navigation |= {collapsed(found.text) for found in page.find("span", "md-ellipsis")}
    assert navigation >= set(expected)


def test_titles_in_the_search_index(site):
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    entries = {entry["location"]: entry for entry in index["docs"]}
    for number, text in enumerate(TITLES):
        expected = collapsed(normalise(text, " "))
        entry = entries[f"page-{number:02}.html"]
        # Titles and text are HTML there, which the search dialog inserts as such.
        assert collapsed(html.unescape(entry["title"])) == expected
        assert "<" not in entry["title"]
        section = entries[f"page-{number:02}.html#section"]
        assert collapsed(html.unescape(section["title"])) == expected
        assert collapsed(tree(section["text"]).text) == expected


def tree_of_page(path):
    # The theme leaves <li> and <p> to be closed by the browser; our tree wants them matched.
    from lxml import html as lxml_html

    page = lxml_html.document_fromstring(path.read_text("utf-8"))
    return tree(lxml_html.tostring(page, encoding="unicode", method="xml"))
